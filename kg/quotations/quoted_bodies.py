"""A body quoted without its name → which it is: `"…," the ministry said`, `the statement added`, `it urged`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.context import Context, Sentence, subtypes
from kg.entities.spans import Form, Ref
from kg.entities.tables import is_court
from kg.quotations.attributions import attributions
from kg.quotations.no_saying import CUES
from kg.quotations.written import STATE_BODIES, WRITTEN, author, in_phrase, issuing_subject, puts_out, state
from kg.rules.subjects import subjects
from kg.rules.units import Unit
from kg.sentences import Quote, tokens_in

Told = tuple[Unit, str, float]
_BODIES = ("institution", "country")
_BACK = 4
"""Sentences back to look for the text or body meant, in this paragraph and the one before."""
_PARAGRAPHS = 2
_AFTER = 9
"""Tokens after a quotation among which its verb of saying stands."""
_FINITE = ("VBD", "VBZ", "VBP")


def spoken_of(context: Context, sentence: Sentence, quote: Quote) -> Told | None:
    """The body that the sentence's teller means, if one only was spoken of."""
    found = _teller(sentence, quote) or _according(sentence)
    if found is None:
        return None
    verb, noun = found
    if noun.lower_ in ("it", "they"):
        unit = _before(context, sentence, several=noun.lower_ == "they")
    elif noun.lemma_ in WRITTEN or noun.lower_ in WRITTEN:
        unit = _author(context, sentence, noun) or _court(context, sentence, noun)
    elif noun.lower_ in _JUDGES | {"summary"}:
        unit = _court(context, sentence, noun)
    else:
        unit = _body(context, sentence, noun) or _state(context, sentence, noun)
    return (unit, "according to" if verb.lower_ == "according" else verb.lemma_.lower(), 0.82) if unit else None


def _teller(sentence: Sentence, quote: Quote) -> tuple[Token, Token] | None:
    """The verb of saying of a quotation and the noun or pronoun that is its subject."""
    doc = sentence.block.doc
    end = sentence.span.end
    near = [t for t in doc[quote.end : min(quote.end + _AFTER, end)] if t.text != "," and t.pos_ != "ADV"]
    said = near[0].tag_ in ("VBD", "VBZ", "VBN") or near[0].lower_ == "read" if near else False
    if near and near[0].lemma_ in CUES and said:  # "said the ministry"
        near = [*near[1:3], near[0]]
    if len(near) > 1 and near[0].lower_ in ("it", "they") and _says(near[1]):
        return near[1], near[0]
    if near and near[0].lower_ in ("the", "its", "their"):
        reach = 6 if any(t.text == "'s" for t in near) else 4  # "the party's statement read"
        verb = next((n for n, t in enumerate(near[:reach]) if n > 1 and _says(t)), None)
        if verb is not None and near[verb - 1].pos_ in ("NOUN", "PROPN", "VERB"):
            return near[verb], near[verb - 1]
    return _before_it(sentence, quote)


def _according(sentence: Sentence) -> tuple[Token, Token] | None:
    """ "According to the | force, the soldiers were fed"."""
    hidden = tokens_in(sentence.quotes)
    for token in sentence.span:
        phrase = sentence.block.doc[token.i + 1 : token.i + 5]
        if token.lower_ == "according" and token.i not in hidden and [t.lower_ for t in phrase[:2]] == ["to", "the"]:
            return (token, phrase[2]) if len(phrase) == 4 and phrase[3].text in (",", ".") else None
    return None


def _before_it(sentence: Sentence, quote: Quote) -> tuple[Token, Token] | None:
    """`The ministry also said that "…"`: the clause before the quotation."""
    doc = sentence.block.doc
    hidden = tokens_in(sentence.quotes)
    verbs = [t for t in doc[sentence.span.start : quote.start] if _says(t) and t.i not in hidden]
    for verb in reversed(verbs):
        own = subjects(verb)
        noun = own[0] if own else None
        if noun is None or noun.i in hidden:
            continue
        issued = issuing_subject(verb)
        noun = issued if issued is not None else noun
        opens = noun.lower_ not in ("it", "they") or _opens(sentence, noun)
        return (verb, noun) if opens and (noun.pos_ in ("NOUN", "PROPN") or noun.lower_ in ("it", "they")) else None
    return None


def _says(token: Token) -> bool:
    return (token.lemma_.lower() in CUES and token.tag_ in (*_FINITE, "VBG")) or token.lower_ in ("read", "reads")


def _opens(sentence: Sentence, pronoun: Token) -> bool:
    """ "It also said": nothing that it might mean stands before it in its sentence."""
    before = sentence.block.doc[sentence.span.start : pronoun.i]
    if len(before) > 3 and before[0].lower_ == "in" and before[-1].text == ",":  # "In a letter to Chile, it said"
        return any(t.lemma_ in WRITTEN and t.head.i == before[0].i for t in before)
    return not any(t.pos_ in ("NOUN", "PROPN", "PRON", "VERB") for t in before)


def _earlier(context: Context, sentence: Sentence) -> Iterator[Sentence]:
    """The sentences before, the nearest first."""
    for index in range(sentence.index - 1, max(sentence.index - 1 - _BACK, -1), -1):
        earlier = context.sentences[index]
        if sentence.block.index - earlier.block.index > 1 or earlier.block.kind is not sentence.block.kind:
            return
        yield earlier


def _before(context: Context, sentence: Sentence, *, several: bool) -> Unit | None:
    """`Chile confirmed it. "…," it said`: the country or body that speaks or acts in the sentence before."""
    before = next(_earlier(context, sentence), None)
    if before is None or before.block.index != sentence.block.index:
        return None
    return _actor(before, ("institution",) if several else _BODIES)


def _actor(sentence: Sentence, kinds: tuple[str, ...]) -> Unit | None:
    """The one body that is the subject of a sentence or the speaker in it."""
    told = {u.ref.entity: u for _, u, _ in attributions(sentence.line, sentence.span.doc) if u.ref}
    if len(told) == 1:
        unit = next(iter(told.values()))
        return unit if unit.kind in kinds else None
    own = subjects(sentence.span.root)
    if told or not own or any(c.dep_ == "conj" for c in own[0].children):
        return None
    found = sentence.line.unit_at(own[0].i)
    if found is None and own[0].lemma_ in WRITTEN:
        found = author(sentence.line, own[0])
    return found if found and found.kind in kinds else None


def _author(context: Context, sentence: Sentence, noun: Token) -> Unit | None:
    """Who wrote "the statement": it is named with it, or with the text of that name spoken of before."""
    determiners = {c.lower_ for c in noun.children if c.dep_ in ("det", "poss")}
    determiners |= {t.lower_ for t in noun.doc[max(noun.i - 3, 0) : noun.i - 2] if noun.nbor(-1).text == "'s"}
    if not determiners & {"the", "this", "its", "their"}:
        return None
    if determiners & {"its", "their"}:
        return _before(context, sentence, several=False)
    if body := _named_beside(context, sentence, noun):
        return body
    for earlier in _earlier(context, sentence):
        hidden = tokens_in(earlier.quotes)
        for text in reversed([t for t in earlier.span if t.lower_ == noun.lower_ and t.i not in hidden]):
            unit = _author_there(earlier, text)
            if unit or not any(c.lower_ == "the" for c in text.children):
                return unit
    return None


def _named_beside(context: Context, sentence: Sentence, noun: Token) -> Unit | None:
    """ "The cabinet statement", "the opinion of the Court": a body without its name."""
    beside = [c for c in noun.children if c.dep_ in ("compound", "poss")]
    beside = beside or [t for t in noun.doc[max(noun.i - 2, 0) : noun.i - 1] if noun.nbor(-1).text == "'s"]
    beside += [c for p in noun.children if p.lower_ in ("of", "by", "from") for c in p.children if c.dep_ == "pobj"]
    found = (_body(context, sentence, body) or _state(context, sentence, body) for body in beside)
    return next((unit for unit in found if unit), None)


def _author_there(sentence: Sentence, text: Token) -> Unit | None:
    line = sentence.line
    if any(c.lower_ in ("joint", "common") for c in text.children):
        return None
    if unit := author(line, text):
        return unit
    verb = text.head
    if text.dep_ == "pobj" and verb.lower_ in ("in", "with"):  # "Chile said in a statement"
        return _actor(sentence, ("person", *_BODIES))
    if not puts_out(verb, text):
        return None
    own = subjects(verb)
    return in_phrase(line, own[0]) if own and not any(c.dep_ == "conj" for c in own[0].children) else None


_JUDGES = frozenset({"judges", "justices"})
_RULINGS = frozenset({"ruling", "judgment", "judgement", "verdict", "decision", "opinion", "order"})


def _court(context: Context, sentence: Sentence, noun: Token) -> Unit | None:
    """The court of "the ruling said", "the judges wrote": the one that acts in a sentence shortly before."""
    ruling = {t.lower_ for t in noun.doc[noun.i + 1 : noun.i + 4]} & _RULINGS if noun.lower_ == "summary" else set()
    if (noun.lower_ not in _JUDGES | _RULINGS and not ruling) or noun.i == 0 or noun.nbor(-1).lower_ != "the":
        return None
    for earlier in _earlier(context, sentence):
        unit = _actor(earlier, ("institution",))
        body = context.body(unit.ref.entity) if unit and unit.ref else None
        if unit and body and (body.kind == "court" or is_court(body.label)):
            return unit
    return None


# --- "the ministry" ---------------------------------------------------------------------------------------------------

_KINDS: Mapping[str, frozenset[str]] = {
    noun: frozenset(kinds)
    for nouns, kinds in (
        ("company firm corporation", {"company"}),
        ("party", {"party"}),
        ("court tribunal", {"court"}),
        ("group organisation organization", {"ngo", "armed group", "armed-group", "igo", "agency"}),
        ("movement militia", {"armed group", "armed-group"}),
        ("charity", {"ngo"}),
        ("bloc alliance", {"igo"}),
        ("force", {"armed group", "armed-group"}),
        ("agency", {"agency"}),
        ("newspaper paper broadcaster network magazine daily", {"media"}),
    )
    for noun in nouns.split()
}
"""What kinds of bodies are called by a noun that need not be part of their names."""
_IN_NAMES = frozenset(
    "ministry department party court tribunal commission committee council board bank fund agency institute university "
    "foundation association federation union alliance bureau army front brigade league society centre center service "
    "authority police corps force company group organisation organization movement parliament assembly "
    "secretariat".split()
)
"""Nouns by which a body is called that has them in its name."""


def _body(context: Context, sentence: Sentence, noun: Token) -> Unit | None:
    """Which body "the ministry" is: the only one so called, of those named lately."""
    word = noun.lower_
    if word not in _IN_NAMES and word not in _KINDS:
        return None
    beside = [c for c in noun.children if c.i < noun.i]
    if any(c.lower_ != "the" for c in beside) or not (beside or noun.dep_ in ("compound", "poss")):
        return None
    unit = sentence.line.unit_at(noun.i)
    if unit is None or unit.kind != "word" or sentence.block.doc[noun.i + 1 : noun.i + 2].text in ("of", "for"):
        return None
    named = _fitting(context, sentence, word)
    if len(named) != 1 or "" in named:
        return None
    entity = next(iter(named))
    return replace(
        unit, kind="institution", code="institution", ref=Ref(unit.start, unit.end, "institution", entity, Form.NOMINAL)
    )


def _state(context: Context, sentence: Sentence, noun: Token) -> Unit | None:
    """The country of "the government", "the embassy" where that of one country only was spoken of lately."""
    own = sentence.line.unit_at(noun.i)
    beside = [c.lower_ for c in noun.children if c.i < noun.i]
    alone = beside == ["the"] or (not beside and noun.dep_ in ("compound", "poss"))
    if noun.lower_ not in STATE_BODIES or own is None or not alone:
        return None
    units = {}
    for earlier in context.sentences[: sentence.index + 1]:
        if sentence.block.index - earlier.block.index > _PARAGRAPHS:
            continue
        for token in earlier.span:
            same = token.lower_ == noun.lower_ and token.i != noun.i
            unit = state(earlier.line, token) if same else None
            if unit and unit.ref:
                units[unit.ref.entity] = unit
    found = next(iter(units.values())) if len(units) == 1 else None
    if found is None or found.ref is None:
        return None
    ref = Ref(own.start, own.end, "country", found.ref.entity, Form.NOMINAL)
    return replace(own, kind="country", code="country", ref=ref)


def _fitting(context: Context, sentence: Sentence, word: str) -> set[str]:
    """The bodies named lately that can be called so; "" stands for one without a name: "a rebel group"."""
    kinds = subtypes(context)
    by_name, by_kind, unnamed = set(), set(), False
    for block in context.parsed.blocks[max(sentence.block.index - _PARAGRAPHS, 0) : sentence.block.index + 1]:
        limit = sentence.span.start if block.index == sentence.block.index else len(block.doc)
        refs = [r for r in context.mentions[block.index] if r.kind == "institution" and r.start < limit]
        for ref in refs:
            body = context.body(ref.entity)
            if body and word in body.label.lower().split():
                by_name.add(ref.entity)
            if kinds.get(ref.entity) in _KINDS.get(word, ()):
                by_kind.add(ref.entity)
        taken = {i for ref in refs for i in range(ref.start, ref.end)}
        unnamed |= _another(block.doc, word, limit, taken)
    found = by_name | by_kind
    return {*found, ""} if unnamed else found


def _another(doc: Doc, word: str, limit: int, taken: set[int]) -> bool:
    """ "A rebel | group", "two companies", "the other party": one that is not named."""
    return any(
        t.lemma_.lower() == word
        and t.i not in taken
        and (t.tag_ in ("NNS", "NNPS") or any(c.i < t.i and c.lower_ not in ("the", "this") for c in t.children))
        for t in doc[:limit]
    )
