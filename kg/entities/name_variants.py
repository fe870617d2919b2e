"""The name of a body in a table → the forms that mean the same: "UN X" is "United Nations X", or "UN x" in small."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator

from kg.entities.organization_runs import HEADS
from kg.entities.tables import nations
from kg.entities.words import load_table

_FAMILIES = (
    ("United Nations", "UN", "U.N."),
    ("United States", "US", "U.S."),
    ("European Union", "EU", "E.U."),
    ("United Kingdom", "UK", "U.K."),
)
_NATIONAL = (" Red Cross", " Red Crescent")


def variants(name: str, country: str = "") -> Iterator[str]:
    """Every form of a name, itself among them.

    Args:
        name: as a table has it.
        country: ISO 3166 alpha-3 of the state whose body it is, if it is one's.
    """
    for form in by_prefix(name):
        yield form
        yield from _small(form)
        yield from _owned(form)
    for prefix in _PREFIXES.get(country, ()):
        if not name.startswith(prefix):
            yield from (form for form in _small(f"{prefix} {name}") if form[len(prefix) + 1].islower())
    yield from _national(name)


def _owned(form: str) -> Iterator[str]:
    """ "UN nuclear watchdog" → "UN's nuclear watchdog": what a body is called in small letters."""
    prefix = next((p for p in ("UN", "U.N.", "United Nations") if form.startswith(p + " ")), None)
    rest = form[len(prefix) + 1 :] if prefix else ""
    if prefix and rest[:1].islower():
        yield f"{prefix}'s {rest}"


_PREFIXES = {"USA": ("US", "U.S."), "GBR": ("UK", "U.K.")}


def by_prefix(name: str) -> Iterable[str]:
    """``UN X`` → also ``U.N. X`` and ``United Nations X``; likewise for US, EU and UK."""
    for family in _FAMILIES:
        for prefix in family:
            if name.startswith(prefix + " "):
                return [f"{other}{name[len(prefix) :]}" for other in family]
    return (name,)


def _small(name: str) -> Iterator[str]:
    """ "UN security council", "African Union mission in Mali", "Progress party": as British papers write them."""
    if name.endswith(" Party"):
        yield f"{name.removesuffix(' Party')} party"
    if " Mission in " in name:
        yield name.replace(" Mission in ", " mission in ")
    prefix = next((p for family in _FAMILIES for p in family if name.startswith(p + " ")), None)
    rest = name[len(prefix) + 1 :].split() if prefix else []
    if len(rest) > 1 and any(word.lower() in HEADS for word in rest):
        yield " ".join([str(prefix), *(word if word.isupper() or word in _proper() else word.lower() for word in rest)])


def _national(name: str) -> Iterator[str]:
    """ "Kenyan Red Cross" → "Kenya Red Cross"."""
    for body in _NATIONAL:
        adjective, found, rest = name.partition(body)
        if found and adjective in _countries_by_adjective():
            yield f"{_countries_by_adjective()[adjective]}{body}{rest}"


@functools.cache
def _countries_by_adjective() -> dict[str, str]:
    rows = load_table("countries.yaml")
    return {adjective: row["label"] for row in rows for adjective in row.get("demonyms") or ()}


@functools.cache
def _proper() -> frozenset[str]:
    """The words of the countries' names and adjectives."""
    return frozenset(word for name in nations() for word in name.split() if word[0].isupper()) - {
        "Outer",
        "Republic",
        "United",
    }
