"""Voting tables → roll calls: the rows of each vote together, members and symbols as the graph names them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Final

from kg.entities.names import fold
from kg.entities.states import held_on, state, state_by_code
from kg.entities.symbols import (
    GENERAL_ASSEMBLY,
    SECURITY_COUNCIL,
    body_of_symbol,
    draft_symbol,
    resolution_symbol,
    symbol_slug,
)
from kg.entities.tables import institutions
from kg.errors import ReadError
from kg.readers.base import parse_date, plural
from kg.rollcalls.rows import Row, Table
from kg.types import CHOICES, COUNTS, Article, Ballot, RollCall, Skipped

_CHOICES: Final = {
    **dict.fromkeys(("y", "yes", "for", "in favour", "in favor", "favour", "1"), "for"),
    **dict.fromkeys(("n", "no", "against", "3"), "against"),
    **dict.fromkeys(("a", "abstain", "abstained", "abstaining", "abstention", "2"), "abstained"),
    **dict.fromkeys(("x", "nv", "absent", "non-voting", "not voting", "did not vote", "8"), "absent"),
}
_SEATS: Final = 15
_NO_VOTE: Final = frozenset({"", "9", "non-member", "not a member"})
"""What a table has for a state that was no member that day."""
_OUTCOMES: Final = (("veto", "Vetoed"), ("not adopted", "Rejected"), ("reject", "Rejected"), ("fail", "Rejected"),
                    ("adopt", "Adopted"))  # fmt: skip


def read_rollcalls(tables: Sequence[Article]) -> tuple[list[RollCall], list[Skipped]]:
    """The roll calls of voting tables, and what could not be understood of them, told once a table.

    Tables that list votes without their members describe those of the others, by ``rcid`` or symbol.

    Args:
        tables: articles of kind ``votes``.
    """
    found: list[RollCall] = []
    problems: list[Skipped] = []
    opened = [Table.of(article) for article in tables]
    listed = _Listed()
    for table in opened:
        if not table.lists_members:
            listed.add(table)
    for table in opened:
        if table.lists_members:
            reader = _Reader(table, listed)
            try:
                found += reader.rollcalls()
            except ReadError as error:
                problems.append(Skipped(table.article.source, str(error)))
            problems += reader.problems()
    return found + list(listed.without_members()), problems


@dataclass(slots=True)
class _Listed:
    """The rows of tables that list votes without their members, and which of them a table of members has used."""

    rows: dict[str, tuple[Table, Row]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def add(self, table: Table) -> None:
        for row in table.rows():
            self.rows.setdefault(_key(table, row), (table, row))

    def of(self, key: str) -> tuple[Table, Row] | None:
        """The row that describes a vote."""
        self.used.add(key)
        return self.rows.get(key)

    def without_members(self) -> Iterator[RollCall]:
        """Votes of which only the totals are known."""
        taken: set[str] = set()
        for key, (table, row) in self.rows.items():
            if key not in self.used and table.cell(row, "for"):
                yield _described(table, row, key, (), taken)


def _key(table: Table, row: Row) -> str:
    """What the rows of one vote share: its number in the table, or its symbol, draft and day."""
    number = table.cell(row, "key")
    if number:
        return number.removesuffix(".0")  # R writes whole numbers as 3.0
    symbol = resolution_symbol(table.cell(row, "resolution"))
    return symbol or " ".join(table.cell(row, name) for name in ("resolution", "draft", "date"))


@dataclass(slots=True)
class _Reader:
    """A table of members' votes while it is read: what was not understood is counted, with its first example."""

    table: Table
    listed: _Listed
    strangers: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    nameless: list[str] = field(default_factory=list)

    def rollcalls(self) -> Iterator[RollCall]:
        votes: dict[str, list[Row]] = {}
        for row in self.table.rows():
            votes.setdefault(_key(self.table, row), []).append(row)
        taken: set[str] = set()
        for key, rows in votes.items():
            table, row = self.listed.of(key) or (self.table, rows[0])
            if not table.cell(row, "date") and not table.cell(row, "resolution"):
                self.nameless.append(key)
                continue
            day = parse_date(table.cell(row, "date"))
            yield _described(table, row, key, tuple(self._ballots(rows, day)), taken, members=self.table)

    def _ballots(self, rows: Iterable[Row], day: date | None) -> Iterator[Ballot]:
        seen: set[str] = set()
        for row in rows:
            written = self.table.cell(row, "choice").lower()
            choice = _CHOICES.get(written)
            if choice is None:
                if written not in _NO_VOTE:
                    self.unread.append(written)
                continue
            name = self.table.cell(row, "member")
            member = held_on(_member(name, self.table.cell(row, "code")), day)
            if member == "" or member in seen:
                self.strangers.append(name if member == "" else f"{name} (twice)")
                continue
            seen.add(member)
            yield Ballot(member, choice, row.start, row.end)

    def problems(self) -> Iterator[Skipped]:
        """What the reader of the graph should know of the table."""
        source = self.table.article.source
        if self.nameless:
            yield Skipped(
                source,
                f"{plural(len(self.nameless), 'vote')} told by number only (first: {self.nameless[0]}); "
                "name the table that describes them too, such as un_roll_calls.csv",
            )
        if self.strangers:
            yield Skipped(
                source,
                f"{plural(len(self.strangers), 'row')} left out, of members that are no state known or stand there "
                f"twice (first: {self.strangers[0]!r}); write an English name or an ISO 3166 code",
            )
        if self.unread:
            yield Skipped(
                source,
                f"{plural(len(self.unread), 'row')} left out, whose vote is not understood (first: "
                f"{self.unread[0]!r}); write Y, N, A or X, or yes, no, abstain or absent",
            )


@cache
def _member(name: str, code: str) -> str:
    """The id of a member by its name, else by its code, which may stand in the name's place; "" if none is known."""
    code = code or (name if len(name) <= 3 else "")
    return (state(name) if name else None) or (state_by_code(code) if code else None) or ""


def _described(
    table: Table, row: Row, key: str, ballots: tuple[Ballot, ...], taken: set[str], *, members: Table | None = None
) -> RollCall:
    """A roll call as a row describes it.

    A separate vote on a part of a text, and a second vote on one whose symbol is ``taken``, is a measure of its own.
    """
    document = (members or table).article.id
    symbol = resolution_symbol(table.cell(row, "resolution"))
    draft, title, written = (table.cell(row, name) for name in ("draft", "title", "date"))
    draft = draft_symbol(draft) or draft
    part = "1" in (table.cell(row, "amend"), table.cell(row, "para")) or (symbol or draft) in taken
    if symbol or draft:
        taken.add(symbol or draft)
    name = symbol or draft
    slug = symbol_slug(f"{name or document} {key}") if part or not name else symbol_slug(name)
    day = parse_date(written)
    label = f"{name}, separate vote {key}" if part and name else name or _label(title, written, key)
    body = _body(table.cell(row, "body"), symbol, draft)
    return RollCall(
        f"rollcall/{document}/{slug}", document, f"resolution/{slug}", body, label,
        "" if part else symbol, "" if part else draft, title, day, _counts(table, row, ballots),
        _outcome(table.cell(row, "outcome"), adopted=bool(symbol) and not part), ballots, (table.evidence(row),),
        _is_whole(_totals(table, row), ballots, body),
    )  # fmt: skip


def _is_whole(totals: Mapping[str, int], ballots: Sequence[Ballot], body: str) -> bool:
    """True where the votes listed are as many as the official totals, or as the seats of the Security Council."""
    voted = sum(ballot.choice in COUNTS for ballot in ballots)
    return voted == sum(totals[choice] for choice in COUNTS) if totals else body == SECURITY_COUNCIL and voted == _SEATS


def _label(title: str, day: str, key: str) -> str:
    words = title if len(title) <= 90 else title[:88].rsplit(" ", 1)[0] + " …"
    return ", ".join(part for part in (day, words) if part) or f"Vote {key}"


def _counts(table: Table, row: Row, ballots: Sequence[Ballot]) -> tuple[tuple[str, int], ...]:
    """The official totals where the table has them, else those of the rows."""
    if totals := _totals(table, row):
        return tuple(totals.items())
    counted = dict.fromkeys(COUNTS, 0)
    for ballot in ballots:
        counted[ballot.choice] = counted.get(ballot.choice, 0) + 1
    return tuple(counted.items())


def _totals(table: Table, row: Row) -> dict[str, int]:
    """The official totals; empty where the table does not give all three."""
    told = {choice: table.cell(row, choice).removesuffix(".0") for choice in CHOICES}
    if not all(told[choice].isdigit() for choice in COUNTS):
        return {}
    return {choice: int(number) for choice, number in told.items() if number.isdigit()}


def _outcome(written: str, *, adopted: bool) -> str:
    found = next((outcome for words, outcome in _OUTCOMES if words in written.lower()), "")
    if found == "Rejected" and "veto" in written.lower():
        return "Vetoed"
    return found or ("Adopted" if adopted else "")


def _body(written: str, symbol: str, draft: str) -> str:
    """The body by its name, else by the symbols; the tables that number votes hold the General Assembly's."""
    return _bodies().get(fold(written)) or body_of_symbol(symbol or draft) or GENERAL_ASSEMBLY


@cache
def _bodies() -> dict[str, str]:
    found: dict[str, str] = {}
    for id, row in institutions().items():
        for name in (row.entity.label, row.entity.label.removeprefix("United Nations "), *row.generic):
            found.setdefault(fold(name.removeprefix("the ")), id)
    return found
