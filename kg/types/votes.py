"""What official voting tables hold, and how the texts' votes stand beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from kg.types.text import Evidence

TABLE_ROW: Final = "table/row"
"""``Fact.rule`` of a vote that stands in an official table."""


class Ballot(NamedTuple):
    """One member's vote in an official table: who, how (one of CHOICES), and the characters of its row.

    A tuple, not a dataclass: a table holds some 900,000.
    """

    member: str
    choice: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RollCall:
    """A recorded vote as an official table has it.

    ``id`` is its IRI without the base (``rollcall/A-RES-ES-11-6``), ``document`` the id of the table that lists it,
    ``resolution`` the entity id of what was voted on. ``symbol`` is the resolution's own ("A/RES/ES-11/6"; empty for
    what was not adopted and for separate votes on parts of a text), ``draft`` the draft's. ``counts`` are the official
    totals by choice, or where the table gives none those of its rows; ``whole`` is true if every member that voted is
    known to be listed. ``evidence`` is the row that describes the vote,
    or the first of its members' rows.
    """

    id: str
    document: str
    resolution: str
    body: str
    label: str
    symbol: str = ""
    draft: str = ""
    title: str = ""
    date: date | None = None
    counts: tuple[tuple[str, int], ...] = ()
    outcome: str = ""
    ballots: tuple[Ballot, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    whole: bool = field(default=False, compare=False)  # told of the table, and no file of a graph says it

    def count(self, choice: str) -> int | None:
        """How many chose so, or None if the table does not say."""
        return dict(self.counts).get(choice)


@dataclass(frozen=True, slots=True)
class Binding:
    """Why a measure of the texts is the one that a roll call is about.

    ``measure`` is the entity id it had before, ``names`` what the texts call it, ``score`` from 0 to 1.
    """

    rollcall: str
    measure: str
    names: tuple[str, ...]
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A vote claim of the texts beside the record. ``fact`` is the claim's id; ``evidence`` where the record says so.

    ``said`` and ``recorded`` are the differing values, in words ("for 143", "141").
    """

    fact: str
    rollcall: str
    confirmed: bool
    said: str
    recorded: str
    evidence: tuple[Evidence, ...]
