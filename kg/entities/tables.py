"""The tables of states and institutions: an entity id → what is known of it.

The tables are ``data/countries.yaml``, ``data/institutions.yaml`` and, for bodies that diplomacy only meets,
``data/bodies/*.csv``; ``data/README.md`` says where the facts come from and how they are checked.
"""

from __future__ import annotations

import csv
import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from kg.entities.words import load_table
from kg.types import Entity, EntityType, pairs


@dataclass(frozen=True, slots=True)
class Known:
    """A row of a table: the entity, whether its names are doubtful, and what it belongs to."""

    entity: Entity
    kind: str
    parent: str | None = None
    country: str | None = None
    ambiguous: frozenset[str] = frozenset()
    generic: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    domestic: bool = False
    """Whether it is meant only where its country is spoken of: parties of two countries are called alike."""

    @property
    def label(self) -> str:
        """The entity's name."""
        return self.entity.label


@functools.cache
def countries() -> Mapping[str, Known]:
    """Every country by entity id (``country/UKR``): of the table, and states of the past that texts never mean."""
    rows = (*load_table("countries.yaml"), *load_table("states.yaml")["past"])
    return {f"country/{row['iso']}": _country(row) for row in rows}


def _country(row: Mapping[str, Any]) -> Known:
    entity = Entity(
        f"country/{row['iso']}",
        EntityType.COUNTRY,
        row["label"],
        identifiers=pairs({"iso3166-1-alpha-3": row["iso"], "wikidata": row.get("wikidata")}),
    )
    return Known(entity, "country", ambiguous=frozenset(row.get("ambiguous") or ()))


_PARLIAMENT = re.compile(
    r"\b(Parliament|Legislative \w+|Legislature|National Council|Congress|Senate|House of \w+|Duma|Rada|"
    r"Chamber of Deputies|Knesset|Bundestag|Bundesrat|Sabha|Sejm|Seimas|Saeima|Riigikogu|Folketing|Riksdag|Storting|"
    r"Althing|Dáil|Oireachtas|Cortes|Consultative Assembly|Loya Jirga|Diet|National Assembly|Assemblée|"
    r"Federation Council)\b"
)


def is_parliament(label: str) -> bool:
    """True for the name of a body that makes laws."""
    return _PARLIAMENT.search(label) is not None


def is_court(label: str) -> bool:
    """True for the name of a court."""
    return re.search(r"\b(?:Court|Tribunal)\b", label) is not None


@functools.cache
def nations() -> frozenset[str]:
    """The names and the adjectives of every country: "Costa Rica", "Costa Rican"."""
    rows = load_table("countries.yaml")
    return frozenset(n for row in rows for n in (row["label"], *row.get("names", ()), *(row.get("demonyms") or ())))


@functools.cache
def capitals() -> Mapping[str, str]:
    """By country, its capital."""
    return {f"country/{row['iso']}": row["capital"] for row in load_table("countries.yaml") if row.get("capital")}


@functools.cache
def unmistakable() -> frozenset[str]:
    """The names of countries of one word that are nobody's surname: "Ukraine", not "Jordan"."""
    rows = load_table("countries.yaml")
    doubtful = {name for row in rows for name in row.get("ambiguous") or ()}
    return frozenset(row["label"] for row in rows if " " not in row["label"]) - doubtful - _SURNAMES


_SURNAMES = frozenset(
    "Benin Brazil Cyprus Denmark France Germany India Ireland Israel Italy Malta Monaco Norway Oman Poland Portugal "
    "Spain".split()
)
"""Countries' names that are surnames, too, though never doubtful in reports."""


@functools.cache
def institutions() -> Mapping[str, Known]:
    """Every institution of the tables by entity id (``institution/united-nations``)."""
    rows = institution_rows()
    ids = {row["id"]: institution_id(row) for row in rows}
    listed = {ids[row["id"]]: _institution(row, ids) for row in rows}
    return _unlisted_parliaments() | listed


@functools.cache
def institution_rows() -> Sequence[Mapping[str, Any]]:
    """The rows of ``institutions.yaml``, and after them those of ``bodies/*.csv`` with the same keys."""
    return (*load_table("institutions.yaml"), *_further_bodies())


def _further_bodies() -> Iterator[Mapping[str, Any]]:
    """The rows of the CSV tables: lists are written with bars, the id is that of the label."""
    tables = (f for f in (files("kg.entities") / "data" / "bodies").iterdir() if f.name.endswith(".csv"))
    for file in sorted(tables, key=lambda f: f.name):
        for row in csv.DictReader(file.read_text("utf-8").splitlines()):
            lists = {key: row[key].split("|") if row[key] else [] for key in ("names", "local", "ambiguous")}
            domestic = bool(row["country"]) and row["kind"] not in _ABROAD
            yield {**row, **lists, "id": slug(row["label"]), "domestic": domestic}


_ABROAD = ("media", "company", "university", "sports body", "think-tank", "parliament")
"""Kinds of bodies that are spoken of by name in other countries too, or whose names are their own: "Eduskunta"."""


def _unlisted_parliaments() -> dict[str, Known]:
    """The parliament of every state whose own the tables do not name: "Finland's parliament"."""
    labels = {id: f"Parliament of {row.entity.label}" for id, row in countries().items() if id not in _parliaments()}
    entities = {id: Entity(f"institution/{slug(label)}", EntityType.INSTITUTION, label) for id, label in labels.items()}
    return {entity.id: Known(entity, "parliament", country=id) for id, entity in entities.items()}


@functools.cache
def _parliaments() -> Mapping[str, str]:
    """By country, its whole parliament, where the tables name it."""
    whole = (row for row in institution_rows() if row.get("kind") == "parliament")
    return {f"country/{row['country']}": institution_id(row) for row in whole}


@functools.cache
def parliaments() -> Mapping[str, str]:
    """By country, its parliament: "Finland's parliament"."""
    unlisted = {row.country: id for id, row in _unlisted_parliaments().items() if row.country}
    return {**_parliaments(), **unlisted}


def institution_id(row: Mapping[str, Any]) -> str:
    """The entity id of a row of the institutions' table."""
    return f"institution/{slug(row['label'])}"


def slug(text: str) -> str:
    """A readable, stable part of an IRI: ``Côte d'Ivoire`` → ``cote-d-ivoire``."""
    plain = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("ø", "o").replace("ı", "i").replace("’", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return re.sub(r"[^\w]+", "-", plain).strip("-_") or "x"


def _institution(row: Mapping[str, Any], ids: Mapping[str, str]) -> Known:
    entity = Entity(
        institution_id(row),
        EntityType.INSTITUTION,
        row["label"],
        identifiers=pairs({"wikidata": row.get("wikidata")}),
    )
    kind = "media" if row.get("media") else row.get("kind", "")
    if kind == "government":
        kind = "parliament" if is_parliament(row["label"]) else "court" if is_court(row["label"]) else kind
    parent = ids.get(row["parent"], f"institution/{row['parent']}") if row.get("parent") else None
    country = f"country/{row['country']}" if row.get("country") else None
    doubtful = frozenset(row.get("ambiguous") or ())
    generic, local = (tuple(row.get(key) or ()) for key in ("generic", "local"))
    return Known(entity, kind, parent, country, doubtful, generic, local, row.get("domestic", False))


def known(entity: str) -> Known | None:
    """The row of a known entity's id, or None."""
    return countries().get(entity) or institutions().get(entity)
