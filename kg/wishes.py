"""Pairs of names that a user wants joined or kept apart → which ids are one thing; which pairs do not say enough.

A pair is done where each of its names is one thing's. Where several bear a name, it is for the user to say which, by
the id; nothing is guessed. The order of the pairs does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.entities.names import best_label, fold
from kg.entities.tables import known
from kg.errors import ReadError
from kg.findings import Local
from kg.types import EntityType, Skipped

Pair = tuple[str, str]
"""Two folded names; an id is a name, too."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """Pairs of folded names that a user wants joined, and pairs to be kept apart.

    Raises:
        ReadError: if two names are to be joined, be it by way of others, and kept apart.
    """

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()

    def __post_init__(self) -> None:
        names = _Sets()
        for one, other in sorted(self.same):
            names.join(one, other)
        for one, other in sorted(self.different):
            if names.root(one) == names.root(other) if one != other else (one, one) in self.same:
                raise ReadError(f"{one!r} and {other!r} are to be one (same) and two (different); leave one of it out")

    def forbid(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """True if a name of the one may not name the other."""
        mine, theirs = {fold(n) for n in one}, {fold(n) for n in other}
        return any((a in mine and b in theirs) or (b in mine and a in theirs) for a, b in self.different)


def folded(name: str) -> str:
    """A name as pairs have it, with single spaces."""
    return fold(" ".join(name.split()))


def read_pairs(path: Path) -> frozenset[Pair]:
    """The pairs of a list, one a line: ``Ana Ruíz = Ana Ruiz Vega`` or ``George Bush != George W. Bush``.

    Empty lines and lines that begin with ``#`` are passed over.

    Raises:
        ReadError: if the file cannot be read or a line has no two names.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"{path}: cannot be read: {error}") from error
    pairs = set()
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        names = [folded(part) for part in line.replace("!=", "=").split("=")]
        if len(names) != 2 or not all(names):
            raise ReadError(f"{path}:{number}: expected two names with = or != between them, found {line.strip()!r}")
        pairs.add((names[0], names[1]))
    return frozenset(pairs)


@dataclass(frozen=True, slots=True)
class United:
    """From an id to the one it goes by now; by the new id, the pairs that joined it; the pairs left out."""

    ids: dict[str, str]
    reasons: dict[str, set[str]]
    refused: tuple[Skipped, ...]


def refusal(pair: Pair, why: str) -> Skipped:
    """A pair that is left out, and why."""
    return Skipped(f"same: {pair[0]} = {pair[1]}", f"left out: {why}")


def unite(found: Iterable[tuple[str, Local]], wishes: Wishes) -> United:
    """Join what the user's pairs say is one thing.

    Args:
        found: the entities, each with its id in the graph; several may have one id.
        wishes: the pairs.
    """
    union = _Union(wishes, _things(found))
    waiting, before = sorted(wishes.same), -1
    while len(waiting) != before:  # what one pair joins may settle who is meant by another
        before = len(waiting)
        waiting = [pair for pair in waiting if not union.do(pair)]
    refused = [*union.refused, *(refusal(pair, union.question(pair)) for pair in waiting)]
    ids, reasons = union.settled()
    return United(ids, reasons, tuple(sorted(set(refused), key=lambda one: (one.source, one.reason))))


class _Sets:
    """Things that are one, by way of others as well."""

    def __init__(self) -> None:
        self._of: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}

    def root(self, one: str) -> str:
        """What stands for all that are one with it."""
        while one in self._of:
            one = self._of[one]
        return one

    def members(self, root: str) -> list[str]:
        """All that a root stands for."""
        return self._members.get(root, [root])

    def join(self, one: str, other: str) -> None:
        """Say that two are one."""
        first, second = self.root(one), self.root(other)
        if first != second:
            self._members[first] = [*self.members(first), *self.members(second)]
            self._of[second] = first

    def joined(self) -> Iterator[list[str]]:
        """All that are several things' one."""
        return (members for root, members in self._members.items() if root not in self._of)


@dataclass(slots=True)
class _Thing:
    """What goes by an id."""

    type: EntityType
    labels: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    hints: set[str] = field(default_factory=set)

    @property
    def label(self) -> str:
        """Its name, of all that it has."""
        return best_label(self.labels)

    @property
    def told(self) -> str:
        """By what it is known: "Canada, ambassador"."""
        rows = ((known(hint), hint) for hint in sorted(self.hints, key=lambda hint: ("/" not in hint, hint)))
        return ", ".join(row.entity.label if row else hint for row, hint in rows) or "no office known"


def _things(found: Iterable[tuple[str, Local]]) -> dict[str, _Thing]:
    things: dict[str, _Thing] = {}
    for id, one in found:
        thing = things.setdefault(id, _Thing(one.type))
        thing.labels.append(one.label)
        thing.names |= {fold(name) for name in (one.label, *one.names, id)}
        thing.hints |= one.hints
    return things


class _Union:
    """Things while they are being joined."""

    def __init__(self, wishes: Wishes, things: dict[str, _Thing]) -> None:
        self.refused: list[Skipped] = []
        self._wishes, self._things, self._sets = wishes, things, _Sets()
        self._bearers: defaultdict[str, list[str]] = defaultdict(list)
        self._done: list[tuple[Pair, str]] = []
        wanted = {name for pair in wishes.same for name in pair}
        for id, thing in sorted(things.items()):
            for name in thing.names & wanted:
                self._bearers[name].append(id)

    def do(self, pair: Pair) -> bool:
        """Join what a pair names; False if several may be meant."""
        one, other = pair
        if not self._bearers[one] or not self._bearers[other]:
            return True  # names of other texts
        kinds = self._kinds(pair)
        if not kinds:
            types = " and ".join(self._things[self._bearers[name][0]].type.value for name in pair)
            self.refused.append(refusal(pair, f"they are things of two kinds ({types})"))
        for kind in kinds:
            if one == other:
                mine = theirs = self._all(one, kind)
            else:
                mine, theirs = self._meant(one, other, kind), self._meant(other, one, kind)
            if not mine or not theirs:
                return False
            self._join(pair, [*mine, *theirs])
        return True

    def question(self, pair: Pair) -> str:
        """Who may be meant by a name of the pair that several bear."""
        told = []
        for name in sorted(set(pair)):
            bearers = [id for kind in self._kinds(pair) for id in self._who(name, kind)]
            if len(bearers) > 1:
                some = [f"{id} ({self._things[id].told})" for id in bearers[:5]]
                more = f" and {len(bearers) - 5} more" if len(bearers) > 5 else ""
                told.append(f"{len(bearers)} are called {name!r}: {'; '.join(some)}{more}")
        return f"{'. '.join(told)}. Say which is meant by its id instead of the name"

    def settled(self) -> tuple[dict[str, str], dict[str, set[str]]]:
        """From an id to the one that stays, and by that the pairs that joined it."""
        ids: dict[str, str] = {}
        for members in self._sets.joined():
            ids.update(dict.fromkeys(members, self._kept(members)))
        reasons: defaultdict[str, set[str]] = defaultdict(set)
        for (one, other), id in self._done:
            reasons[ids[id]].add(f"{one} = {other}: the user's list")
        return ids, reasons

    def _kept(self, members: list[str]) -> str:
        """The id that stays: one of the tables, else that of the name by which all will go."""
        name = self._label(members)
        return min(members, key=lambda id: (known(id) is None, self._things[id].label != name, id))

    def _label(self, members: list[str]) -> str:
        return best_label([label for id in members for label in self._things[id].labels])

    def _kinds(self, pair: Pair) -> list[EntityType]:
        mine, theirs = ({self._things[id].type for id in self._bearers[name]} for name in pair)
        return [kind for kind in EntityType if kind in mine & theirs]

    def _who(self, name: str, kind: EntityType) -> list[str]:
        """All that bear a name; of those that are joined already one."""
        found = (self._sets.root(id) for id in self._bearers[name] if self._things[id].type is kind)
        return list(dict.fromkeys(found))

    def _namesakes(self, name: str, kind: EntityType) -> list[str]:
        """All whose very name it is, not those who are called so for short."""
        return [id for id in self._who(name, kind) if self._is_name(name, id)]

    def _all(self, name: str, kind: EntityType) -> list[str]:
        """All whom a name means that is its own pair; nobody where it is one's name and only short for another's."""
        found, named = self._who(name, kind), self._namesakes(name, kind)
        return found if len(found) == 1 else named if len(named) > 1 else []

    def _is_name(self, name: str, root: str) -> bool:
        members = self._sets.members(root)
        return name in map(fold, members) or fold(self._label(members)) == name

    def _meant(self, name: str, other: str, kind: EntityType) -> list[str]:
        """The one whom a name means beside the other of its pair, or nobody: "Ruiz" in "Ruiz = Ana Ruiz" is not she."""
        found = self._who(name, kind)
        if len(found) > 1:
            named = self._namesakes(name, kind)
            rest = set(found) - set(named)
            found = named if len(named) == 1 and rest <= set(self._who(other, kind)) else []
        return found

    def _join(self, pair: Pair, meant: list[str]) -> None:
        for other in meant[1:]:
            one, other = self._sets.root(meant[0]), self._sets.root(other)
            if one == other:
                continue
            if why := self._against(one, other):
                self.refused.append(refusal(pair, why))
            else:
                self._sets.join(one, other)
                self._done.append((pair, one))

    def _against(self, one: str, other: str) -> str:
        """Why two may not be one; "" if they may."""
        mine, theirs = self._sets.members(one), self._sets.members(other)
        rows = [id for id in (*mine, *theirs) if known(id)]
        if len(rows) > 1:
            return f"{' and '.join(rows)} are two things in the tables of countries and institutions"
        names = [{name for id in members for name in self._things[id].names} for members in (mine, theirs)]
        return f"{one} and {other} are to be kept apart (different)" if self._wishes.forbid(*names) else ""
