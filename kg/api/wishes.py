"""What a user wants joined or kept apart, from Python or from a file → wishes as identity takes them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

from kg.api.notices import warn
from kg.api.views import Entity
from kg.entities.names import fold
from kg.errors import ReadError
from kg.types import Graph, Skipped
from kg.wishes import Wishes, folded, read_pairs

Pairs: TypeAlias = str | Path | Iterable[tuple[str | Entity, str | Entity]]
"""Pairs of names, or a file with a pair a line; in a graph an entity, or its id, is named as well."""


def wishes(same: Pairs | None, different: Pairs | None) -> Wishes:
    """What is to be joined and kept apart.

    Raises:
        ReadError: if a file cannot be read, or something is no pair of names.
    """
    return Wishes(_pairs(same, "same"), _pairs(different, "different"))


def tell_unknown(wanted: Wishes, graphs: Iterable[Graph]) -> None:
    """Warn of every name in the wishes that nothing in the graphs bears."""
    known = {fold(name) for graph in graphs for one in graph.entities for name in (one.label, *one.names, one.id)}
    for name in sorted({name for pair in (*wanted.same, *wanted.different) for name in pair} - known):
        warn(f"nothing is called {name!r}, so that it changes nothing")


def tell_refused(pairs: Iterable[Skipped]) -> None:
    """Warn of every pair that is left out."""
    for pair in pairs:
        warn(f"{pair.source}: {pair.reason}")


def _pairs(given: Pairs | None, name: str) -> frozenset[tuple[str, str]]:
    if given is None:
        return frozenset()
    if isinstance(given, str | Path):
        return read_pairs(Path(given).expanduser())
    found = set()
    for pair in given:
        names = _names(pair)
        if len(names) != 2 or not all(names):
            raise ReadError(f"{name}= takes pairs of names, such as [('Ana Ruiz', 'Ana Ruiz Vega')], not {pair!r}")
        found.add((names[0], names[1]))
    return frozenset(found)


def _names(pair: object) -> list[str]:
    return [_name(one) for one in pair] if isinstance(pair, tuple | list) else []


def _name(one: object) -> str:
    return folded(one) if isinstance(one, str) else fold(one.id) if isinstance(one, Entity) else ""
