"""A store → the names of its things, which are searched in memory, and the things to begin with."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Final

from kg.entities.names import fold
from kg.query.run import ask, texts
from kg.query.store import Source

_KINDS: Final = ("Person", "Country", "Institution", "Meeting", "Resolution")
_NAMES: Final = f"""SELECT ?thing ?kind ?p ?name {{ VALUES ?kind {{ {" ".join(f"kg:{kind}" for kind in _KINDS)} }}
  VALUES ?p {{ rdfs:label skos:altLabel dcterms:identifier }} ?thing a ?kind ; ?p ?name }}"""
_DEGREES: Final = tuple(
    f"SELECT ?thing (COUNT(*) AS ?n) {{ ?fact {role} ?thing {unless} }} GROUP BY ?thing"
    for role, unless in (
        ("rdf:subject", ""), ("rdf:object", ""), ("kg:at", ""), ("schema:creator", ""),
        ("opengov:motion", "FILTER NOT EXISTS { ?fact a kg:RollCall }"),
    )
)  # fmt: skip
_FIRST: Final = 6  # things of each kind to begin with


@dataclass(frozen=True, slots=True)
class Named:
    """A thing: its path under the graph's base (or its IRI), kind, label, other names, and how connected it is."""

    path: str
    kind: str
    label: str
    names: tuple[str, ...]
    degree: int


@dataclass(frozen=True, slots=True)
class Directory:
    """All things of a store, the most connected first."""

    things: tuple[Named, ...]
    _paths: set[str] = field(default_factory=set)
    _keys: list[tuple[str, int, int]] = field(default_factory=list)  # folded name, thing, 0 for the label or else 1

    def __post_init__(self) -> None:
        self._paths.update(thing.path for thing in self.things)
        for k, thing in enumerate(self.things):
            for name in dict.fromkeys((thing.label, *thing.names)):
                self._keys.append((fold(name), k, int(name != thing.label)))

    def __contains__(self, path: str) -> bool:
        return path in self._paths

    def find(self, text: str, most: int) -> tuple[list[tuple[Named, str]], int]:
        """Things with a name that holds all the words in any order, each with that name; and how many there are.

        First are those that begin with the first word, then those in which a word does, as in the page.
        """
        first, *others = fold(text).split() or [""]
        best: dict[int, tuple[int, int]] = {}
        for at, (name, thing, other) in enumerate(self._keys if first else ()):
            place = name.find(first)
            if place >= 0 and all(word in name for word in others):
                rank = 2 * (0 if place == 0 else 2 if name[place - 1].isalnum() else 1) + other
                best[thing] = min(best.get(thing, (rank, at)), (rank, at))
        order = sorted(best, key=lambda thing: (best[thing][0], thing))
        names = [(self.things[k], self._name(best[k][1])) for k in order[:most]]
        return names, len(order)

    def _name(self, at: int) -> str:
        folded, thing, other = self._keys[at]
        named = self.things[thing]
        return next(name for name in named.names if fold(name) == folded) if other else named.label

    def first(self) -> list[Named]:
        """Of each kind the most connected."""
        return [thing for kind in _KINDS for thing in [one for one in self.things if one.kind == kind][:_FIRST]]

    def kinds(self) -> dict[str, int]:
        """How many things there are of each kind that there is."""
        counted = Counter(thing.kind for thing in self.things)
        return {kind: counted[kind] for kind in _KINDS if counted[kind]}


def read_things(source: Source) -> list[Named]:
    """All things of a store, the most connected first."""
    labels: dict[str, str] = {}
    names: defaultdict[str, set[str]] = defaultdict(set)
    kinds: dict[str, str] = {}
    for thing, kind, predicate, name in texts(ask(source, _NAMES)):
        kinds[thing] = kind.rsplit("#", 1)[-1]
        names[thing].add(name)
        if predicate.endswith("#label"):
            labels[thing] = min(name, labels.get(thing, name))
    degrees: Counter[str] = Counter()
    for query in _DEGREES:
        for thing, number in texts(ask(source, query)):
            if thing in kinds:
                degrees[thing] += int(number)
    base = source.prefixes[""]
    found = (
        Named(iri.removeprefix(base), kind, labels.get(iri, iri), tuple(sorted(names[iri] - {labels.get(iri, "")})),
              degrees[iri])
        for iri, kind in kinds.items()
    )  # fmt: skip
    return sorted(found, key=lambda thing: (-thing.degree, thing.label, thing.path))
