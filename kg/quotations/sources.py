"""Nouns that give words to somebody: "according to Ruiz", "in Ruiz's view", "Ruiz's warning that "…""."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc, Token

from kg.entities.spans import Form, Ref
from kg.entities.words import words
from kg.quotations.written import SPEAKERS, WRITTEN, author
from kg.rules.units import Line, Unit

_NOUNS = words("nouns_of_saying")
_VIEWS = frozenset({"opinion", "view", "words", "assessment", "judgment", "judgement"})
_REACH = 9


def nominal(line: Line, doc: Doc) -> Iterator[tuple[Token, Unit, str]]:
    """(word, speaker's unit, cue) for "according to Ruiz", "in Ruiz's view" and "as Ruiz put it", left to right."""
    units = line.units
    for n, unit in enumerate(units[:-2]):
        word = doc[unit.start]
        if word.lower_ == "according":
            source = _text(line, word) or _source(units[n + 2 : n + 14], doc)
            if source:
                yield word, source, "according to"
        if word.lower_ in _VIEWS and (source := _of_view(units, n, doc)):
            yield word, source, "according to"
        if unit.kind not in SPEAKERS:
            continue
        following = doc[units[n + 2].start].lower_
        before = doc[units[n - 1].start].lower_ if n else ""
        if following in _VIEWS and before in ("in", "the"):
            yield doc[units[n + 2].start], unit, "according to"  # "in the envoy's view, "…""
        if before == "as" and doc[units[n + 1].start].lower_ in ("put", "puts") and following == "it":
            yield doc[units[n + 1].start], unit, "put"


def _of_view(units: Sequence[Unit], n: int, doc: Doc) -> Unit | None:
    """ "in the | opinion | of the envoy, Ana Ruiz"."""
    before = [doc[u.start].lower_ for u in units[max(n - 2, 0) : n]]
    if before != ["in", "the"] or n + 2 >= len(units) or doc[units[n + 1].start].lower_ != "of":
        return None
    return units[n + 2] if units[n + 2].kind in SPEAKERS else titled(units[n + 2 : n + 9], doc)


def whose_words(line: Line, first: int, quote: int, pronouns: Mapping[int, str]) -> Unit | None:
    """Whose a noun of saying right before a quotation is: "Ruiz's warning that | "…"", "the conclusion of Ruiz: | "…"".

    Args:
        line: the sentence.
        first: its first token.
        quote: the token of the opening mark.
        pronouns: whom "his" and "her" mean, by token.
    """
    doc = line.doc
    for token in reversed(doc[max(quote - _REACH, first) : quote]):
        if token.pos_ == "VERB" or token.text in ('"', ";"):
            return None
        if token.lower_ not in _NOUNS or token.pos_ != "NOUN":
            continue
        opening = {t.lower_ for t in doc[token.i + 1 : quote]} & _OPENING
        recalled = token.dep_ == "dobj" and token.head.lemma_ in _RECALLING
        if not opening or (opening == {":"} and token.dep_ == "dobj" and not recalled):
            return None  # `Sand opposed Ruiz's statement: "…"`: Sand's words
        owners = [c for c in token.children if c.dep_ == "poss"]
        owners += [o for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for o in c.children]
        units = (line.unit_at(owner.i) for owner in owners)
        named = next((unit for unit in units if unit and unit.kind in SPEAKERS), None)
        return named or next((_person(line, o, pronouns[o.i]) for o in owners if o.i in pronouns), None)
    return None


def _person(line: Line, pronoun: Token, entity: str) -> Unit | None:
    """ "| Her warning that": the unit for whom the pronoun means."""
    unit = line.unit_at(pronoun.i)
    ref = Ref(pronoun.i, pronoun.i + 1, "person", entity, Form.PRONOUN)
    return replace(unit, kind="person", code="person.pronoun", ref=ref) if unit else None


_RECALLING = frozenset({"cite", "echo", "invoke", "quote", "recall", "remember", "repeat"})
_OPENING = frozenset({"that", ":", ","})
"""What stands between a noun of saying and the words."""


def _source(units: Sequence[Unit], doc: Doc) -> Unit | None:
    """Whom "according to" names: Ana Ruiz, or the author of "a tweet on Monday by Ana Ruiz"."""
    if units and units[0].kind in ("person", "institution"):
        named = next((u for u in units[1:5] if u.kind == "person"), None)
        joined = named and not any(doc[u.start].text == "," for u in units[1 : units.index(named)])
        return named if joined else units[0]  # "according to NPR correspondent Ana Ruiz"
    if (named := titled(units, doc)) is not None:
        return named  # "according to eyewitness Ana Ruiz"
    for one, two in pairwise(units):
        if doc[one.start].lower_ in ("by", "from") and two.kind == "person":
            following = doc[two.end : two.end + 1].text
            return two if following != "'s" else None
    return None


def _text(line: Line, according: Token) -> Unit | None:
    """ "According to a statement released by | the ministry"."""
    phrase = line.doc[according.i + 2 : according.i + 2 + _REACH]
    noun = next((t for t in phrase if t.pos_ == "NOUN" or t.text == ","), None)
    return author(line, noun) if noun is not None and noun.lemma_ in WRITTEN else None


def titled(following: Sequence[Unit], doc: Doc) -> Unit | None:
    """`"…," tweeted former executive | Ana Ruiz`, "said his father, | Ana Ruiz": over what somebody is."""
    for n, unit in enumerate(following):
        token = doc[unit.start]
        if unit.kind == "person":
            return unit
        if unit.kind not in ("word", "office"):
            return None
        comma = token.text == "," and n > 0 and n + 1 < len(following) and following[n + 1].kind == "person"
        if token.pos_ not in ("ADJ", "NOUN", "DET", "PROPN") and token.tag_ != "PRP$" and not comma:
            return None
    return None


def inverted(line: Line, verb: Token) -> Unit | None:
    """`| Remarked the biologist Ana Ruiz, "…"`: the one person named up to the quotation."""
    marks = (k for k, u in enumerate(line.units[:_INVERTED]) if line.doc[u.start].text in (",", ":"))
    end = next(marks, len(line.units) - 1)
    named = [u for u in line.units[1:end] if u.kind == "person"]
    after = line.units[end + 1 : end + 2]
    quoted = bool(after) and line.doc[after[0].start].text == '"'
    return named[0] if quoted and len(named) == 1 and verb.tag_ in ("VBD", "VBN", "VBZ") else None


_INVERTED = 12
"""Units from a verb at the head of a sentence to the mark before its quotation."""
