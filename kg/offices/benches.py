"""Sentences → members of a legislature told by their side of it: "Two ruling party members, Ana Ruiz and …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from kg.context import Context, Sentence
from kg.entities.offices import Office
from kg.offices.fellows import FELLOW
from kg.offices.holdings import Holding
from kg.offices.nation import long_ago
from kg.rules.match import Match
from kg.rules.units import Line, Unit

_MEMBER = Office("member of parliament", "member of parliament", "parliament")
_SIDES = frozenset(
    "ruling governing opposition government coalition majority minority backbench pro-government".split()
)
_VOTING = frozenset(
    "vote abstain bill motion amendment chamber floor ranks side cross oppose back table submit introduce rebel "
    "defy".split()
)
"""Lemmas that tell of a legislature at work: a party's or a government's members meet elsewhere too."""
_FAR = 8


def on_benches(context: Context) -> Iterator[Holding]:
    """The members of a legislature whom a sentence on its work tells by their side; whose it is, is settled later."""
    for sentence in context.sentences:
        yield from _for_seats(context, sentence)
        yield from _one_of_members(context, sentence)
        if _VOTING.isdisjoint(t.lemma_.lower() for t in sentence.span):
            continue
        line = sentence.folded or sentence.line
        for token in sentence.span:
            if token.lower_ == "members" and _of_a_side(line.doc, token.i):
                named = [*_named_after(line, token.i), *_named_before(line, token.i)]
                yield from (_holding(sentence, line, unit, token.i) for unit in named)


def _for_seats(context: Context, sentence: Sentence) -> Iterator[Holding]:
    """ "Ana Ruiz, | the member for Talca", "the Labour member for Talca": of the one legislature of the article."""
    line = sentence.folded or sentence.line
    for unit in line.units:
        told = _FOR_A_SEAT.match(line.doc[unit.end : unit.end + 10].text)
        if unit.kind == "person" and unit.ref and told and not long_ago(context, sentence):
            member = next(t.i for t in line.doc[unit.end : unit.end + 8] if t.lower_ == "member")
            yield _holding(sentence, line, unit, member)


_NO_SEAT = "(?i:committee|council|board|panel|commission|cabinet|executive|staff|founding|team)"
_FOR_A_SEAT = re.compile(rf", the (?:(?!{_NO_SEAT})[\w-]+ ){{0,2}}member (?:of parliament )?for (?!the )[A-Z]")


def _one_of_members(context: Context, sentence: Sentence) -> Iterator[Holding]:
    """ "More than forty of parliament's members voted no. One of them, | Ana Ruiz, |": after those who vote there."""
    before, line = context.before_in_paragraph(sentence), sentence.folded or sentence.line
    opens = _ONE_OF_THEM.match(sentence.span.text)
    if not opens or before is None or not _OF_MEMBERS.search(before.span.text):
        return
    if _VOTING.isdisjoint(t.lemma_.lower() for t in before.span):
        return
    unit = line.unit_at(next(t.i for t in sentence.span if t.text == ",") + 1)
    if unit is not None and unit.kind == "person" and unit.ref:
        yield _holding(sentence, line, unit, sentence.span.start)


_ONE_OF_THEM = re.compile(r"(?:One of them|One|Among them|Another) ?, [A-Z]")
_OF_MEMBERS = re.compile(
    r"\b(?:(?:own|its|their|of|party|ruling|opposition) members|lawmakers|MPs|legislators|senators|deputies)\b"
    r"|\bmembers of (?:[\w'’]+ ){0,3}(?i:parliament|senate|assembly|congress|house)\b"
)


def _of_a_side(doc: Doc, members: int) -> bool:
    """ "Two ruling party | members", "both | members of the governing coalition"."""
    before = {t.lower_ for t in doc[max(members - 3, 0) : members]}
    after = [t.lower_ for t in doc[members + 1 : members + 4]]
    return not _SIDES.isdisjoint(before) or (after[:1] == ["of"] and not _SIDES.isdisjoint(after))


def _named_after(line: Line, members: int) -> Iterator[Unit]:
    """ "members, | Ana Ruiz | and | Tomas Berg"; "members, | Ana Ruiz | of Talca and | Tomas Berg | of Arica"."""
    comma = next((t.i for t in line.doc[members + 1 : members + _FAR] if t.text == ","), None)
    at = comma + 1 if comma is not None else len(line.doc)
    while (unit := line.unit_at(at)) is not None and unit.kind == "person" and unit.ref:
        yield unit
        at = unit.end
        if line.doc[at : at + 1].text == "of":
            at += 1
            while line.doc[at : at + 1].text.istitle():
                at += 1
        joined = [t.text for t in line.doc[at : at + 2]]
        if joined[:1] not in ([","], ["and"]):
            return
        at += 2 if joined == [",", "and"] else 1


def _named_before(line: Line, members: int) -> Iterator[Unit]:
    """ "| Ana Ruiz | and | Tomas Berg, | both members of the governing coalition"."""
    doc, at = line.doc, members - 1
    if at < 2 or doc[at].lower_ not in ("both", "all") or doc[at - 1].text != ",":
        return
    at -= 2
    while (unit := line.unit_at(at)) is not None and unit.kind == "person" and unit.ref:
        yield unit
        at = unit.start - 1
        if at < 1 or doc[at].text not in (",", "and"):
            return
        at -= 2 if doc[at - 1 : at + 1].text == ", and" else 1


def _holding(sentence: Sentence, line: Line, unit: Unit, members: int) -> Holding:
    n = line.units.index(unit)
    first, last = sorted((line.doc[members], line.doc[unit.start]), key=lambda t: t.i)
    end = line.doc[unit.end - 1] if unit.end - 1 > members else line.doc[members]
    offset = sentence.block.offset
    span = offset + min(first.idx, last.idx), offset + end.idx + len(end)
    match = Match(FELLOW, line, n, n + 1, {"subject": (unit,)}, line.doc[unit.start])
    return Holding(unit.ref.entity if unit.ref else "", None, None, _MEMBER, match, sentence, span=span)
