"""Measures of the texts + roll calls → which measure is which recorded vote, with a score and its reasons.

A table of features, each with its weight, in the manner of nomenklatura's matchers; what speaks against a pair rules it
out. Where two roll calls fit a measure about as well, none is bound.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from kg.entities.names import fold
from kg.entities.symbols import draft_symbol, resolution_symbol
from kg.types import COUNTS, Binding, Entity, EntityType, Graph, Relation, RollCall

ENOUGH: Final = 0.6
"""What a pair must score."""
AHEAD: Final = 0.15
"""By how much the best must be ahead of the next."""
_SYMBOL, _DAY, _NEXT_DAY, _ABOUT_THEN, _ONLY_ONE = 1.0, 0.4, 0.25, 0.15, 0.2
_NUMBERS: Final = {3: 0.4, 2: 0.3, 1: 0.15}
_OFF: Final = 0.1
"""What one number that differs costs, beside others that fit."""
_VOTER, _VOTERS, _WORDS = 0.05, 0.2, 0.2
_RECENT: Final = 14
"""A text tells of a vote within so many days, where it does not say when it was."""
_COMMON: Final = frozenset(
    "resolution draft united nations general assembly security council situation session question vote adopted text "
    "measure special emergency meeting the and for with that this from into its their".split()
)


@dataclass(slots=True)
class Measure:
    """What the texts tell of a measure: symbols, body, day, numbers, votes, and the words that describe it."""

    entity: Entity
    days: tuple[date, ...]
    tallies: list[Mapping[str, str]] = field(default_factory=list)
    votes: dict[str, set[str]] = field(default_factory=dict)

    @property
    def symbols(self) -> set[str]:
        """Symbols of the resolution and of drafts, as the texts give them."""
        own = self.entity.identifier("symbol")
        return {s for n in (own or "", *self.entity.names) if (s := resolution_symbol(n) or draft_symbol(n))}

    @property
    def numbers(self) -> Mapping[str, str]:
        """The fullest tally."""
        return max(self.tallies, key=len, default={})


def bind(graph: Graph, rollcalls: Sequence[RollCall]) -> list[Binding]:
    """Which measures of a graph are which roll calls.

    Args:
        graph: what the texts say.
        rollcalls: of all tables, those to be preferred first where two list the same vote.
    """
    record = _Record(rollcalls)
    return [binding for measure in _measures(graph) if (binding := record.binding(measure))]


def _measures(graph: Graph) -> Iterator[Measure]:
    days = {article.id: article.date for article in graph.documents}
    found = {
        entity.id: Measure(entity, tuple(sorted(day for id in entity.documents if (day := days.get(id)))))
        for entity in graph.entities
        if entity.type is EntityType.RESOLUTION
    }
    for fact in graph.of(Relation.VOTE_TALLY, Relation.VOTED_ON):
        measure = found.get(fact.object or "")
        if measure is None or not fact.actual:
            continue
        if fact.relation is Relation.VOTE_TALLY:
            measure.tallies.append({key: value for key, value in fact.qualifiers if key in COUNTS})
        elif choice := fact.qualifier("choice"):
            measure.votes.setdefault(fact.subject, set()).add(choice)
    yield from found.values()


class _Record:
    """The roll calls, each vote once, by day and by symbol."""

    def __init__(self, rollcalls: Sequence[RollCall]) -> None:
        self.by_symbol: dict[str, RollCall] = {}
        self.by_day: defaultdict[date, list[RollCall]] = defaultdict(list)
        self.votes: dict[str, dict[str, str]] = {}
        for rollcall in rollcalls:
            symbols = [symbol for symbol in (rollcall.symbol, rollcall.draft) if symbol]
            if any(symbol in self.by_symbol for symbol in symbols):
                continue  # another table's, or a shorter account of the same vote
            for symbol in symbols:
                self.by_symbol.setdefault(symbol, rollcall)
            if rollcall.date:
                self.by_day[rollcall.date].append(rollcall)

    def binding(self, measure: Measure) -> Binding | None:
        """The roll call that fits best, if it fits well enough and no other does."""
        scored = sorted(
            (pair for rollcall in self._candidates(measure) if (pair := self._scored(measure, rollcall))),
            key=lambda pair: (-pair[0], pair[1].id),
        )
        if not scored or scored[0][0] < ENOUGH:
            return None
        if len(scored) > 1 and scored[0][0] - scored[1][0] < AHEAD:
            return None
        score, rollcall, reasons = scored[0]
        names = (measure.entity.label, *measure.entity.names)
        return Binding(rollcall.id, measure.entity.id, names, round(min(score, 1.0), 2), tuple(reasons))

    def _candidates(self, measure: Measure) -> list[RollCall]:
        by_symbol = [self.by_symbol[symbol] for symbol in sorted(measure.symbols) if symbol in self.by_symbol]
        if by_symbol or any(resolution_symbol(symbol) for symbol in measure.symbols):
            return list({rollcall.id: rollcall for rollcall in by_symbol}.values())
        if measure.entity.date is None and not measure.tallies and not measure.votes:
            return []
        return [rollcall for day in self._days(measure) for rollcall in self.by_day.get(day, ())]

    @staticmethod
    def _days(measure: Measure) -> list[date]:
        """The days on which the vote may have been."""
        own = measure.entity.date
        nearby = {own.toordinal() + n for n in (-1, 0, 1)} if own else set()
        told = {day.toordinal() - back for day in measure.days for back in range(_RECENT + 1)} if not own else set()
        return [date.fromordinal(n) for n in sorted(nearby | told) if n > 0]

    def _scored(self, measure: Measure, rollcall: RollCall) -> tuple[float, RollCall, list[str]] | None:
        """Score and reasons, or None where something speaks against the pair."""
        symbols = measure.symbols & {rollcall.symbol, rollcall.draft}
        if symbols:
            return _SYMBOL, rollcall, [f"the symbol {min(symbols)}"]
        drafts = {symbol for symbol in measure.symbols if draft_symbol(symbol)}
        if (measure.entity.body or rollcall.body) != rollcall.body or (drafts and rollcall.draft):
            return None  # another body's, or another draft
        features = [self._day(measure, rollcall), self._numbers(measure, rollcall), self._voters(measure, rollcall),
                    _words(measure, rollcall)]  # fmt: skip
        if any(feature is None for feature in features):
            return None
        told = [feature for feature in features if feature is not None and feature[1]]
        return sum(points for points, _ in told), rollcall, [reason for _, reason in told]

    def _day(self, measure: Measure, rollcall: RollCall) -> tuple[float, str] | None:
        own, day = measure.entity.date, rollcall.date
        if day is None:
            return None
        if own is None:
            return _ABOUT_THEN, f"a vote of the days before the text, {day}"
        same = [other for other in self.by_day[day] if other.body == rollcall.body]
        only = _ONLY_ONE if len(same) == 1 else 0.0
        alone = ", the only one of that day in the record" if only else ""
        if own == day:
            return _DAY + only, f"the day {day}{alone}"
        return _NEXT_DAY, f"the day before or after, {day}"

    def _numbers(self, measure: Measure, rollcall: RollCall) -> tuple[float, str] | None:
        """The numbers; one that differs may be the text's mistake, more may not."""
        told = {key: int(value) for key, value in measure.numbers.items()}
        same = [key for key, number in told.items() if rollcall.count(key) == number]
        off = [key for key in told if key not in same]
        if len(off) > 1:
            return None
        if not told:
            return 0.0, ""
        reason = f"the numbers {'-'.join(str(told.get(key, '?')) for key in COUNTS)}"
        if off:
            reason += f" but for {off[0]} {told[off[0]]}, which the record has as {rollcall.count(off[0])}"
        return _NUMBERS.get(len(same), 0.0) - _OFF * len(off), reason

    def _voters(self, measure: Measure, rollcall: RollCall) -> tuple[float, str] | None:
        """The votes told by name: as they are in the record, or most of them."""
        votes = self.votes.setdefault(rollcall.id, {b.member: b.choice for b in rollcall.ballots})
        listed = {member: choices for member, choices in measure.votes.items() if member in votes}
        same = sum(votes[member] in choices for member, choices in listed.items())
        if len(listed) > 1 and 2 * same < len(listed):
            return None
        points = min(_VOTERS, _VOTER * same)
        return points, f"{same} of {len(listed)} votes told by name" if same else ""


def _words(measure: Measure, rollcall: RollCall) -> tuple[float, str]:
    """Words that title and description share, beyond those of any resolution."""
    title = _telling(rollcall.title)
    shared = title & _telling(" ".join((measure.entity.label, *measure.entity.names)))
    if len(shared) < 2:
        return 0.0, ""
    return _WORDS * min(1.0, len(shared) / max(1, min(len(title), 4))), f"the title's words {', '.join(sorted(shared))}"


def _telling(text: str) -> set[str]:
    return {word for word in re.findall(r"[^\W\d_]{4,}", fold(text)) if word not in _COMMON}
