"""A name that no document of a graph used → the country or institution that the builds' tables call so.

The tables are those of ``kg/entities/data``; reading one takes a while, so they are asked when the graph knows no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

_UN: Final = "un "


def country(name: str) -> Mapping[str, Any] | None:
    """The row of a country: its ``iso`` code, ``label`` and ``names``."""
    from kg.entities.words import load_table

    return next((row for row in _named(name, load_table("countries.yaml"), lambda row: [row["iso"]])), None)


def institution(name: str) -> Mapping[str, Any] | None:
    """The row of an institution; ``GA`` is understood where the table has ``UN GA``."""
    from kg.entities.tables import institution_rows

    for wanted in (name, _UN + name):
        for row in _named(wanted, institution_rows(), lambda _: []):
            return row
    return None


def names(row: Mapping[str, Any]) -> set[str]:
    """What a row's thing is called, without accents and capitals."""
    from kg.entities.names import fold

    return set(map(fold, [row["label"], *row["names"]]))


def _named(
    name: str, rows: Iterable[Mapping[str, Any]], more: Callable[[Mapping[str, Any]], list[str]]
) -> Iterator[Mapping[str, Any]]:
    from kg.entities.names import fold

    key = fold(name)
    for row in rows:
        if key in names(row) or key in map(fold, more(row)):
            yield row
