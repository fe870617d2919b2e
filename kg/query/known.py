"""A name that no document of a graph used → the country or institution that the builds' tables call so.

The tables are those of ``kg/entities/data``; reading one takes a while, so they are asked when the graph knows no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

_UN: Final = "un "


def country(name: str) -> Mapping[str, Any] | None:
    """The row of a country: its ``iso`` code, ``label`` and ``names``."""
    return next((row for row in _named(name, "countries.yaml", lambda row: [row["iso"]])), None)


def institution(name: str) -> Mapping[str, Any] | None:
    """The row of an institution; ``GA`` is understood where the table has ``UN GA``."""
    for wanted in (name, _UN + name):
        for row in _named(wanted, "institutions.yaml", lambda _: []):
            return row
    return None


def names(row: Mapping[str, Any]) -> set[str]:
    """What a row's thing is called, without accents and capitals."""
    from kg.entities.names import fold

    return set(map(fold, [row["label"], *row["names"]]))


def _named(name: str, table: str, more: Callable[[Mapping[str, Any]], list[str]]) -> Iterator[Mapping[str, Any]]:
    from kg.entities.names import fold
    from kg.entities.words import load_table

    key = fold(name)
    for row in load_table(table):
        if key in names(row) or key in map(fold, more(row)):
            yield row
