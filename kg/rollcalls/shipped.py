"""The voting table in the package → its roll calls: a few votes that many texts speak of.

``data/votes.csv`` and ``data/measures.csv`` hold the resolutions of the General Assembly's eleventh emergency special
session and the Security Council's vote of 27 February 2022; their README says where each was checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.readers.base import make_article
from kg.rollcalls.tables import read_rollcalls
from kg.types import Article, RollCall

_TITLES = {"votes.csv": "Votes on Ukraine, by member", "measures.csv": "Votes on Ukraine, totals"}


@dataclass(frozen=True, slots=True)
class Shipped:
    """The package's tables and their roll calls."""

    tables: tuple[Article, ...]
    rollcalls: tuple[RollCall, ...]


@cache
def shipped() -> Shipped:
    """The package's tables, read once."""
    folder = files("kg.rollcalls") / "data"
    tables = tuple(
        make_article(
            id=f"kg-{name.removesuffix('.csv')}", source=f"kg/rollcalls/data/{name}", publisher="diplokg",
            text=(folder / name).read_text("utf-8"), title=title, kind="votes",
        )
        for name, title in _TITLES.items()
    )  # fmt: skip
    rollcalls, problems = read_rollcalls(tables)
    assert not problems, problems
    return Shipped(tables, tuple(rollcalls))
