"""The tables of ``data/``: how they are loaded, and the closed classes of words."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

import yaml

# The C loader reads the tables ten times faster where it is there; both are safe loaders.
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_table(name: str) -> Any:
    """A YAML table of the package's ``entities/data`` folder."""
    return yaml.load((files("kg.entities") / "data" / name).read_text("utf-8"), Loader=_Loader)  # noqa: S506 safe


@functools.cache
def _classes() -> dict[str, str]:
    table: dict[str, str] = load_table("words.yaml")
    return table


def words(name: str) -> frozenset[str]:
    """A class of words of ``data/words.yaml``.

    Raises:
        KeyError: if there is none of that name.
    """
    return frozenset(_classes()[name].split())


def any_of(names: Iterable[str]) -> str:
    """The inside of a regular expression's group that matches any of the names, the longest that fits first."""
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))
