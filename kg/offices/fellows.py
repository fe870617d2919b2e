"""Sentences → holders of offices whose names stand apart from the title: further members of a list, who was chosen.

"Two senators, … and a third, Ana Ruiz, abstained", "Parliament chose Ana Ruiz as prime minister": a phrase rule would
swallow the verbs between.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc

from kg.context import Context, Sentence
from kg.entities.offices import Office
from kg.entities.spans import Ref
from kg.entities.words import words
from kg.offices.holdings import Holding
from kg.rules.load import Rule
from kg.rules.match import Match
from kg.rules.pattern import compile_pattern
from kg.rules.units import Unit
from kg.types import Relation

FELLOW, CHOSEN = (
    Rule(
        id, Relation.REPRESENTS, "phrase", compile_pattern("{office:office}", {}, where=id), {},
        {"object": "@principal"}, {}, frozenset({"former", "planned"}), 0.84, None,
    )
    for id in ("represents/fellow", "represents/chosen")
)  # fmt: skip
RANKED = replace(FELLOW, id="represents/ranked", sets={"role": "officer"}, confidence=0.86)
_RANKS = words("ranks")
_CHOOSES = frozenset("elect choose appoint name keep retain confirm reappoint reelect".split())
_PARTIES = frozenset({"democratic", "republican", "house", "gop"})
"""Before "Representatives", these tell members of a House from envoys."""
_ORDINALS = frozenset("third fourth fifth sixth seventh".split())


def apart(context: Context) -> Iterator[Holding]:
    """The further members of parliament that a sentence names, and who is chosen for an office of state."""
    for sentence in context.sentences:
        yield from _ranked(sentence)
        span = sentence.span
        for ref, office in context.offices[sentence.block.index].items():
            if not span.start <= ref.start < span.end:
                continue
            before = sentence.block.doc[ref.start - 1].lower_ if ref.start else ""
            seated = office.category == "parliament" or (office.category == "envoy" and before in _PARTIES)
            if office.plural and seated:
                yield from _named_after(sentence, ref, office)
            elif office.category in ("state", "minister", "parliament") and not office.plural:
                yield from _chosen(sentence, ref, office)


def _ranked(sentence: Sentence) -> Iterator[Holding]:
    """ "Coast Guard | Captain Ana Ruiz": a rank, which is read as part of the name, right after its force."""
    line = sentence.line
    for n, (body, unit) in enumerate(pairwise(line.units)):
        ranked = unit.kind == "person" and line.doc[unit.start].lower_.strip(".") in _RANKS
        if ranked and unit.ref and body.ref and body.kind == "institution" and body.code not in _OF_NO_RANKS:
            match = Match(RANKED, line, n, n + 2, {"subject": (unit,), "object": (body,)}, line.doc[unit.start])
            yield Holding(unit.ref.entity, body.ref.entity, None, None, match, sentence)


_OF_NO_RANKS = ("institution.media", "institution.party", "institution.company")


def _chosen(sentence: Sentence, ref: Ref, office: Office) -> Iterator[Holding]:
    """ "Elected | Ruiz | as prime minister", "voted to keep | Ruiz | as prime minister", "elected Ruiz | president"."""
    line = sentence.folded or sentence.line
    doc, start = line.doc, ref.start - 1
    while start > sentence.span.start and doc[start].pos_ in ("DET", "ADJ", "PRON"):
        start -= 1
    bare = start == ref.start - 1 and office.category == "state" and doc[ref.end : ref.end + 1].text != "of"
    unit = (
        line.unit_at(start - 1 if doc[start].lower_ == "as" else start) if bare or doc[start].lower_ == "as" else None
    )
    if unit is None or unit.kind != "person" or unit.ref is None:
        return
    verbs = [t for t in doc[max(unit.start - 4, sentence.span.start) : unit.start] if t.lemma_.lower() in _CHOOSES]
    if verbs and verbs[-1].pos_ == "VERB":
        n = line.units.index(unit)
        span = sentence.block.offset + verbs[-1].idx, sentence.block.offset + doc[ref.start : ref.end].end_char
        match = Match(CHOSEN, line, n, n + 1, {"subject": (unit,)}, verbs[-1])
        yield Holding(unit.ref.entity, None, None, office, match, sentence, span=span)


def _named_after(sentence: Sentence, ref: Ref, office: Office) -> Iterator[Holding]:
    line = sentence.folded or sentence.line
    doc, begun = line.doc, False
    for n, unit in enumerate(line.units):
        if unit.kind != "person" or unit.ref is None or unit.start < ref.end:
            continue
        speaks = _speaks_with_them(doc, unit) or (begun and _speaks_too(doc, unit))
        begun = begun or speaks
        if speaks or _of_their_number(doc, unit):
            match = Match(FELLOW, line, n, n + 1, {"subject": (unit,)}, doc[unit.start])
            offset = sentence.block.offset
            span = offset + doc[ref.start].idx, offset + doc[unit.start : unit.end].end_char
            yield Holding(unit.ref.entity, None, None, office, match, sentence, span=span)


def _of_their_number(doc: Doc, unit: Unit) -> bool:
    """ "And a third, | Ruiz"."""
    before = [t.lower_ for t in doc[max(unit.start - 3, 0) : unit.start]]
    return len(before) == 3 and before[0] in ("a", "the") and before[1] in _ORDINALS and before[2] == ","


def _speaks_with_them(doc: Doc, unit: Unit) -> bool:
    """ "Senators attacked it, with | Ruiz | of Maine calling it a farce": a member, for the seat is named."""
    return doc[unit.start - 1].lower_ == "with" and _seat(doc, unit.end)


def _speaks_too(doc: Doc, unit: Unit) -> bool:
    return doc[unit.start - 1].lower_ == "and" and _seat(doc, unit.end)


def _seat(doc: Doc, start: int) -> bool:
    """ "of Maine calling": the seat, and what its member does."""
    after = doc[start : start + 5]
    if len(after) < 3 or after[0].lower_ != "of" or not after[1].is_title:
        return False
    end = next((t for t in after[1:] if not t.is_title), None)
    return end is not None and end.tag_ == "VBG"
