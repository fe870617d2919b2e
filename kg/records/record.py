"""Text → Record: recognition, and the order in which its parts are read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.entities.tables import institutions
from kg.readers.record import Header, find_header
from kg.records.decisions import decisions
from kg.records.floor import introduced, sponsors
from kg.records.head import members, presidents
from kg.records.layout import paragraphs, side_by_side
from kg.records.model import Decision, Record, Speaker, Turn
from kg.records.names import principal
from kg.records.turns import same_person, turns

_BEGINS = re.compile(r"(?i)\bmeeting\s+(?:was\s+called\s+to\s+order|(?:was\s+)?resumed|opened|was\s+reconvened)\s+at\b")


def read_record(text: str) -> Record | None:
    """The structure of a verbatim record, or None if the text is none.

    Args:
        text: an article's; every span counts its characters.
    """
    header = find_header(text)
    if header is None:
        return None
    parts = paragraphs(text)
    begins = _BEGINS.search(text, header.end)
    end = begins.start() if begins else header.end
    presiding, who = turns([p for p in parts if p.start >= header.end], presidents(text, end))
    found = decisions(text, parts, presiding)
    named = tuple(introduced(parts, presiding))
    presiding = [_with_country(turn, named) for turn in presiding]
    return Record(
        header,
        _body(header),
        tuple(who),
        members(parts, end),
        tuple(presiding),
        tuple(found),
        tuple(sponsors(text, parts, presiding)),
        named,
        tuple(_doubts(text, found, bool(presiding))),
    )


def _with_country(turn: Turn, named: Sequence[Speaker]) -> Turn:
    """A head of state's speech, which has no country in brackets: it is told where he or she is introduced."""
    speaker = turn.speaker
    if turn.presides or turn.country or speaker.affiliation or not speaker.name:
        return turn
    offices = {principal(other.office) for other in named if other.office and same_person(other, speaker)}
    if len(offices) != 1 or not (whose := offices.pop()) or not whose.startswith("country/"):
        return turn
    return replace(turn, country=whose, speaker=replace(speaker, country=whose))


def _body(header: Header) -> str:
    label = (
        f"{header.organ} of the General Assembly"
        if header.organ.endswith("Committee")
        else f"United Nations {header.organ}"
    )
    return next(id for id, row in institutions().items() if row.entity.label == label)


def _doubts(text: str, found: list[Decision], spoken: bool) -> list[str]:
    doubts = [
        f"a roll call lists {', '.join(map(repr, d.unread))}, no state that kg knows; left out, compare its list"
        for d in found
        if d.unread
    ]
    if side_by_side(text):
        doubts.append("its columns stand side by side, so that speeches are mixed; give the PDF itself to kg")
    elif not spoken:
        doubts.append("it has a record's head, but no speaker was found; give the PDF itself to kg")
    return doubts
