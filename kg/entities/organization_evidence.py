"""What speaks for a run of capitals being an institution: the noun before it, its officers, what it says or does."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from kg.entities.spans import Ref
from kg.entities.words import words

_CUES = words("quotation_cues")
_MEDIA = words("media_nouns")
_INTRODUCERS = _MEDIA | words("body_nouns")


def introduced(doc: Doc, start: int, end: int) -> bool:
    """ "the daily | Le Soleil", "the broadcaster | RTG", "the | UFDG party": a common noun says what the name names."""
    before = doc[start - 1] if start else None
    if before is not None and before.is_lower and before.lower_ in _INTRODUCERS:
        return True
    after = doc[end] if end < len(doc) else None
    short = end - start == 1 and is_acronym(doc[start])
    return short and after is not None and after.lower_ in _INTRODUCERS


def has_officers(doc: Doc, start: int, end: int, taken: Sequence[Ref]) -> bool:
    """ "Tondar | spokesman Omar Haddad", "the founder of | Tondar": only bodies have such officers."""
    if any(t.ent_type_ in ("PERSON", "GPE", "NORP", "LOC") for t in doc[start:end]) or not doc[start].is_title:
        return False
    before = doc[start - 1].lower_ if start else ""
    first = start - (before == "the")
    for ref in taken:
        if ref.kind != "office" or doc[ref.end - 1].lower_ not in _OFFICERS:
            continue
        if ref.start == end and doc[ref.end : ref.end + 1].text.istitle():
            return True
        if ref.end == first - 1 and doc[first - 1].lower_ in ("for", "of"):
            return True
    return False


_OFFICERS = frozenset("spokesman spokeswoman spokesperson ceo founder co-founder manager".split())


def introduced_medium(doc: Doc, start: int) -> bool:
    """True for a name after "daily", "broadcaster" and the like."""
    return start > 0 and doc[start - 1].is_lower and doc[start - 1].lower_ in _MEDIA


def cited(doc: Doc, start: int) -> bool:
    """ "told CNA", "according to CNA": a source."""
    before = [t.lower_ for t in doc[max(start - 4, 0) : start]]
    return "according" in before or before[-1:] == ["told"] or before[-2:] == ["told", "the"]


def acts(doc: Doc, i: int) -> bool:
    """True for a name that does something or stands among others that do, and is no place ("in Bucha")."""
    placed = i > 0 and doc[i - 1].lower_ in ("in", "at", "near", "from", "to", "around", "of", "down", "into")
    return not placed and doc[i].dep_ in ("nsubj", "nsubjpass", "appos", "conj")


def is_camel(token: Token) -> bool:
    """ "JetBlue": no common word."""
    return any(c.isupper() for c in token.text[1:])


def names_no_body(doc: Doc, start: int, end: int) -> bool:
    """ "the Sandy Point | area", "officers | Ana Ruiz", "the comedy | Pillow Talk", "the South Caucasus"."""
    before = doc[start - 1] if start else None
    after = doc[end].lower_ if end < len(doc) else ""
    told = before is not None and before.is_lower and before.lower_.removesuffix("s") in _PERSON_NOUNS | _WORKS
    named = before is not None and before.lower_ == "called"
    last = doc[end - 1].lower_
    city = start > 1 and doc[start - 2 : start].text.lower() in ("city of", "town of", "village of")
    return told or named or city or after in _PLACE_NOUNS | _WORKS or last in _LAST or doc[start].lower_ in _SIDES


_PERSON_NOUNS = words("person_nouns") | {"officer"}
_WORKS = words("works_and_things")
_PLACE_NOUNS = words("place_nouns")
_LAST = frozenset("caucasus fault partnership relations state".split())
_SIDES = frozenset("northern southern eastern western north south east west upper lower".split())


def speaks(doc: Doc, i: int) -> bool:
    """ "Hasbro said", "Boeing announced"."""
    return doc[i].dep_ == "nsubj" and doc[i].head.lemma_ in _CUES


def beside_its_like(doc: Doc, i: int) -> bool:
    """ "the agency | Khovar", "Siemens, | Daimler and Boeing": a noun before it, or others of the kind in a list."""
    token = doc[i]
    if token.dep_ == "appos":
        return token.head.i == i - 1 and token.head.is_lower
    listed = [token.head] if token.dep_ == "conj" else [c for c in token.children if c.dep_ == "conj"]
    return any(other.ent_type_ == "ORG" and other.is_title for other in listed)


def is_acronym(token: Token) -> bool:
    """A word of capitals: ``NATO``, ``E.U.``, ``AfCFTA``."""
    text = token.text.replace(".", "")
    return 2 <= len(text) <= 8 and sum(c.isupper() for c in text) >= 2 and text.isalnum() and not text.isdigit()


def things_in_brackets(doc: Doc) -> set[str]:
    """ "Ebola virus disease (EVD)", "the Reciprocal Access Agreement (RAA)": acronyms of what is no body."""
    return {
        doc[i].text
        for i in range(2, len(doc) - 1)
        if doc[i - 1].text == "("
        and doc[i + 1].text in (")", ",", ";")
        and is_acronym(doc[i])
        and _is_thing(doc[i - 2])
    }


def _is_thing(token: Token) -> bool:
    common = token.is_lower and token.pos_ == "NOUN" and token.lower_ not in _BODIES
    return common or (token.is_title and token.lower_ in _THINGS)


_THINGS = words("things_with_acronyms")
_BODIES = words("organization_heads") | _INTRODUCERS
