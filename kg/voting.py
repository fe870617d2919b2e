"""Voting tables → the voting record as one likes to hold it: data frames of votes, of agreement, and blocs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from rapidfuzz import process

from kg.agreement import agreement
from kg.entities.states import state, state_by_code
from kg.entities.tables import known
from kg.errors import ReadError
from kg.readers import read
from kg.readers.base import Notice, source_of
from kg.rollcalls.attach import attach
from kg.rollcalls.rows import Table
from kg.rollcalls.shipped import shipped
from kg.rollcalls.tables import read_rollcalls
from kg.types import COUNTS, Article, Graph, RollCall, Skipped

if TYPE_CHECKING:
    import pandas as pd

_TOLD: Final = 3  # of the inputs that are no tables


class Pair(NamedTuple):
    """Two countries by their English names, the votes both took part in, and those in which they chose alike."""

    one: str
    other: str
    alike: float
    common: int

    @property
    def agreement(self) -> float:
        """From 0 to 1."""
        return self.alike / self.common


@dataclass(frozen=True, slots=True)
class VotingRecord:
    """Roll calls of official tables, to be counted.

    Every method that narrows the record gives a new one: ``record.between(date(2020, 1, 1)).about("nuclear")``.
    """

    rollcalls: tuple[RollCall, ...]

    def __repr__(self) -> str:
        return (
            f"<VotingRecord: {len(self.rollcalls):,} roll calls, {sum(len(r.ballots) for r in self.rollcalls):,} votes>"
        )

    def __len__(self) -> int:
        """How many roll calls."""
        return len(self.rollcalls)

    def __iter__(self) -> Iterator[RollCall]:
        return iter(self.rollcalls)

    def _repr_html_(self) -> str:
        from kg.api.answers import Answers

        return Answers(self.results())._repr_html_()

    def between(self, first: date = date.min, last: date = date.max) -> VotingRecord:
        """The roll calls of some days, both included; those without a date are left out."""
        return VotingRecord(tuple(r for r in self.rollcalls if r.date and first <= r.date <= last))

    def about(self, words: str) -> VotingRecord:
        """The roll calls whose title or symbol holds some words, whatever their case."""
        wanted = words.casefold()
        return VotingRecord(tuple(r for r in self.rollcalls if wanted in f"{r.title} {r.symbol} {r.draft}".casefold()))

    def frame(self) -> pd.DataFrame:
        """A row a vote: ``resolution, draft, title, body, date, code, country, choice``."""
        import pandas as pd

        rows = (
            (r.label, r.draft, r.title, _label(r.body), r.date, b.member[len("country/") :], _label(b.member), b.choice)
            for r in self.rollcalls
            for b in r.ballots
        )
        columns = ["resolution", "draft", "title", "body", "date", "code", "country", "choice"]
        return pd.DataFrame(rows, columns=columns).astype({"date": "datetime64[s]"})

    def results(self) -> pd.DataFrame:
        """A row a roll call: ``resolution, draft, title, body, date, for, against, abstained, absent, outcome``."""
        import pandas as pd

        choices = [*COUNTS, "absent"]
        rows = [
            (r.label, r.draft, r.title, _label(r.body), r.date, *(r.count(choice) for choice in choices), r.outcome)
            for r in self.rollcalls
        ]
        columns = ["resolution", "draft", "title", "body", "date", *choices, "outcome"]
        return pd.DataFrame(rows, columns=columns).astype({"date": "datetime64[s]"} | dict.fromkeys(choices, "Int64"))

    def of(self, country: str) -> pd.DataFrame:
        """A country's votes, as ``frame`` has them.

        Raises:
            ReadError: if no country of that name or code voted.
        """
        frame = self.frame()
        return frame[frame["country"] == _label(self.member(country))].reset_index(drop=True)

    def member(self, country: str) -> str:
        """The id of a country by any of its names or codes.

        Raises:
            ReadError: if no country of that name or code voted; it names the nearest.
        """
        voted = {ballot.member for rollcall in self.rollcalls for ballot in rollcall.ballots}
        for id in (state(country), state_by_code(country)):
            if id in voted:
                return str(id)
        labels = sorted(map(_label, voted))
        near = [name for name, *_ in process.extract(country, labels, limit=3, score_cutoff=60)]
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        raise ReadError(f"no country called {country!r} has voted here{hint}")

    def pairs(self, *, country: str | None = None, half: bool = False, least: int = 1) -> list[Pair]:
        """Who votes with whom, the most alike first.

        Args:
            country: only pairs with this one, which is then ``one``.
            half: count a vote in which one of two abstained and the other did not as half alike.
            least: only pairs with so many votes in common.

        Raises:
            ReadError: if that country did not vote.
        """
        wanted = self.member(country) if country else None
        found = []
        for one, other, alike, common in agreement(self.rollcalls, half=half):
            if common < least or wanted not in (None, one, other):
                continue
            ends = (other, one) if other == wanted else (one, other)
            found.append(Pair(_label(ends[0]), _label(ends[1]), alike, common))
        return sorted(found, key=lambda pair: (-pair.agreement, -pair.common, pair.one, pair.other))

    def agreement(self, *, half: bool = False, least: int = 1) -> pd.DataFrame:
        """The matrix of agreement by country, 1.0 on its diagonal, empty where two have too few votes in common."""
        import pandas as pd

        pairs = self.pairs(half=half, least=least)
        names = sorted({name for pair in pairs for name in pair[:2]})
        matrix = pd.DataFrame(float("nan"), index=names, columns=names)
        for pair in pairs:
            matrix.loc[pair.one, pair.other] = matrix.loc[pair.other, pair.one] = pair.agreement
        for name in names:
            matrix.loc[name, name] = 1.0
        return matrix

    def blocs(self, *, half: bool = True, least: int = 1) -> list[tuple[str, ...]]:
        """Countries that vote alike more than two countries of the record mostly do; the largest bloc first.

        Communities by the Louvain method over agreement above the mean, with a fixed seed.
        """
        from kg.export.network import communities

        return communities(self.pairs(half=half, least=least))


def read_votes(paths: Iterable[Path | str] | Path | str | None = None) -> VotingRecord:
    """The voting record of official tables: of the UN Digital Library, of unvotes, or plain ones.

    Args:
        paths: files and folders; None for the small table that comes with the package.

    Raises:
        ReadError: if a table cannot be read or nothing in it is a vote.

    >>> import kg
    >>> record = kg.read_votes()
    >>> record
    <VotingRecord: 9 roll calls, 787 votes>
    >>> record.of("Ghana").choice.value_counts().to_dict()
    {'for': 4, 'abstained': 1}
    """
    if paths is None:
        return VotingRecord(_by_day(shipped().rollcalls))
    from kg.api.inputs import paths as existing

    graph = record_of(existing(paths, where="kg.read_votes"))
    errors = [item for item in graph.skipped if not isinstance(item, Notice)]
    if errors or not graph.rollcalls:
        told = [f"{item.source}: {item.reason}" for item in errors[:_TOLD]]
        more = [f"and {len(errors) - _TOLD} more"] if len(errors) > _TOLD else []
        raise ReadError("; ".join(told + more) or "no table of votes there")
    return VotingRecord(_by_day(graph.rollcalls))


def _by_day(rollcalls: Iterable[RollCall]) -> tuple[RollCall, ...]:
    return tuple(sorted(rollcalls, key=lambda rollcall: (rollcall.date or date.min, rollcall.label)))


def record_of(files: Sequence[Path]) -> Graph:
    """The graph of voting tables alone, with what was skipped; what is no such table is skipped.

    A table that knows its votes by number only (unvotes' ``un_votes``) is read with the list beside it.
    """
    inputs = [*read(files), *_companions(files)]
    tables = [item for item in inputs if isinstance(item, Article) and item.kind == "votes"]
    rollcalls, problems = read_rollcalls(tables)
    skipped = [item for item in inputs if isinstance(item, Skipped)] + problems
    skipped += [
        Skipped(item.source, "no table of votes; build it with `kg build`")
        for item in inputs
        if isinstance(item, Article) and item.kind == "prose"
    ]
    return replace(attach(Graph(), tables, rollcalls), skipped=tuple(skipped))


def _companions(files: Sequence[Path]) -> Iterator[Article | Skipped]:
    """The lists of votes in the folders of tables that need one and were named without it."""
    named = {source_of(path) for path in files}
    for path in files:
        tables = [Table.of(item) for item in read([path]) if isinstance(item, Article) and item.kind == "votes"]
        needy = any(table.lists_members and not table.fields.keys() & {"date", "resolution"} for table in tables)
        if path.is_file() and needy:
            others = [other for other in sorted(path.parent.glob("*.csv*")) if source_of(other) not in named]
            for item in read(others):
                if isinstance(item, Article) and item.kind == "votes" and not Table.of(item).lists_members:
                    yield item


def _label(id: str) -> str:
    row = known(id)
    return row.entity.label if row else id


def write_pairs(pairs: Iterable[Pair], path: Path) -> None:
    """Write pairs as CSV: ``one, other, agreement, alike, common``."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["one", "other", "agreement", "alike", "common"])
        writer.writerows([p.one, p.other, f"{p.agreement:.4f}", f"{p.alike:g}", p.common] for p in pairs)
