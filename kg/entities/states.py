"""Names and codes of states in lists and tables, of all periods → ids of entities (``country/COD``).

A state that only was renamed is the present one (Zaire is ``country/COD``); one that was dissolved is an entity of
its own (the USSR is ``country/SUN``). ``data/states.yaml`` holds what ``data/countries.yaml`` lacks.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from rapidfuzz import fuzz, process

from kg.entities.names import fold
from kg.entities.tables import countries
from kg.entities.words import load_table

_SHORT = {
    "&": "and", "dem": "democratic", "fed": "federation", "is": "islands", "pr": "people's republic",
    "rep": "republic", "st": "saint", "ste": "saint",
}  # fmt: skip
_EMPTY = frozenset({"the", "of", "and", ""})
_FORM = re.compile(
    r"^(?:the )?(?:republic|kingdom|commonwealth|principality|sultanate|grand duchy|union|state) of (?:the )?(?=\w)"
)


def state(name: str, *, on: date | None = None) -> str | None:
    """The id of the state a name in a list means, or None if no state has that name.

    Accents, capitals, apostrophes, ``&``, a leading "the" and the order of the words are passed over: "Côte d’Ivoire"
    is "Cote d'Ivoire", "Iran (Islamic Republic of)" is "Islamic Republic of Iran".

    Args:
        name: as a list writes it.
        on: the day the list is of. Tables that give a seat one name through all years ("Russia" in 1950,
            "Yugoslavia" in 2010) are then understood: the id is the state's that held it that day.
    """
    words = _words(name)
    code = _by_name().get(words) or _by_name().get(_words(_FORM.sub("", fold(name).strip())))
    return held_on(f"country/{code}", on) if code else None


def nearest_state(name: str) -> str | None:
    """The id of the state whose name a list misspells ("Burkino Faso"), or None: the one name that is nearly the same.

    Args:
        name: of at least six characters; what is a state's name by ``state`` is not misspelt.
    """
    plain = fold(name).strip()
    if len(plain) < _LONG:
        return None
    near = process.extract(plain, _folded().keys(), scorer=fuzz.ratio, limit=4, score_cutoff=_NEAR)
    codes = {_folded()[found] for found, _, _ in near}
    return f"country/{codes.pop()}" if len(codes) == 1 else None


_LONG = 6
_NEAR = 90.0
"""Of 100, by rapidfuzz: one letter of ten."""


@functools.cache
def _folded() -> Mapping[str, str]:
    """The names of the states of our day, without accents and capitals → the state's code."""
    past = {id.removeprefix("country/") for id in past_states()}
    return {fold(name): code for code, name in _names() if code not in past}


def state_by_code(code: str, *, on: date | None = None) -> str | None:
    """The id of the state that an ISO 3166 alpha-2 or alpha-3 code means, withdrawn codes too; or None.

    ``CS`` is Czechoslovakia; from its partition on, if ``on`` tells the day, Serbia and Montenegro.
    """
    code = code.strip().upper()
    if code == "CS" and on and on >= _CS_PASSED_ON:
        code = "SCG"
    table = load_states()
    alpha3 = table["alpha2"].get(code) or table["alpha3"].get(code) or code
    return held_on(f"country/{alpha3}", on) if f"country/{alpha3}" in countries() else None


_CS_PASSED_ON = date(1993, 1, 1)


@functools.cache
def load_states() -> Mapping[str, Any]:
    """The table ``data/states.yaml``."""
    table: dict[str, Any] = load_table("states.yaml")
    return table


def held_on(id: str, day: date | None) -> str:
    """The id of the state that held a state's seat on a day, or the state's own."""
    for seat in load_states()["continued"].get(id.removeprefix("country/"), ()) if day else ():
        if seat.get("from", date.min) <= day < seat.get("until", date.max):
            return f"country/{seat['to']}"
    return id


@functools.cache
def past_states() -> frozenset[str]:
    """The ids of states that are no more: they are in no list of our day."""
    return frozenset(f"country/{row['iso']}" for row in load_table("countries.yaml") if row.get("historical"))


@functools.cache
def _by_name() -> Mapping[tuple[str, ...], str]:
    """Every name's words in alphabetical order → the state's code."""
    found: dict[tuple[str, ...], str] = {}
    for code, name in _names():
        if found.setdefault(_words(name), code) != code:
            raise ValueError(f"states.yaml: {name!r} names both {found[_words(name)]} and {code}")
    return found


def _names() -> Iterator[tuple[str, str]]:
    for row in (*load_table("countries.yaml"), *load_states()["past"]):
        yield from ((row["iso"], name) for name in (row["label"], *row.get("names", ())))
    for code, names in load_states()["names"].items():
        yield from ((code, name) for name in names)


def _words(name: str) -> tuple[str, ...]:
    """The words of a name in alphabetical order: "Iran (Islamic Republic of)" → islamic, iran, republic."""
    plain = re.sub(r"['’‘`´ʼ.]", "", fold(name))
    words = re.sub(r"[^\w&]+", " ", plain).split()
    return tuple(sorted({_SHORT.get(word, word) for word in words} - _EMPTY))
