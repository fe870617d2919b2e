"""The tables of states and institutions: an entity id → what is known of it.

The tables are ``data/countries.yaml`` and ``data/institutions.yaml``; their head comments say where the facts
come from and how they are checked.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
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


@functools.cache
def institutions() -> Mapping[str, Known]:
    """Every institution of the table by entity id (``institution/united-nations``)."""
    rows = load_table("institutions.yaml")
    ids = {row["id"]: institution_id(row) for row in rows}
    listed = {ids[row["id"]]: _institution(row, ids) for row in rows}
    return listed | _unlisted_parliaments(listed)


def _unlisted_parliaments(listed: Mapping[str, Known]) -> dict[str, Known]:
    """The parliament of every state whose own the table does not name: "Finland's parliament"."""
    have = _parliaments(listed)
    labels = {id: f"Parliament of {row.entity.label}" for id, row in countries().items() if id not in have}
    entities = {id: Entity(f"institution/{slug(label)}", EntityType.INSTITUTION, label) for id, label in labels.items()}
    return {entity.id: Known(entity, "parliament", country=id) for id, entity in entities.items()}


def _parliaments(rows: Mapping[str, Known]) -> dict[str, str]:
    """By country, its parliament: the only house that is no part of another."""
    found: dict[str, list[str]] = {}
    for id, row in rows.items():
        if row.kind == "parliament" and row.country and row.parent is None:
            found.setdefault(row.country, []).append(id)
    return {country: ids[0] for country, ids in found.items() if len(ids) == 1}


@functools.cache
def parliaments() -> Mapping[str, str]:
    """By country, its parliament, where there is one: "Finland's parliament"."""
    return _parliaments(institutions())


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
    if kind == "government" and is_parliament(row["label"]):
        kind = "parliament"
    parent = ids[row["parent"]] if row.get("parent") else None
    country = f"country/{row['country']}" if row.get("country") else None
    doubtful = frozenset(row.get("ambiguous") or ())
    return Known(
        entity, kind, parent, country, doubtful, tuple(row.get("generic") or ()), tuple(row.get("local") or ())
    )


def known(entity: str) -> Known | None:
    """The row of a known entity's id, or None."""
    return countries().get(entity) or institutions().get(entity)
