"""What one article yields, with ids local to it: a plain record that can be stored, sent or cached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kg.types import Article, EntityType, Fact, Mention


@dataclass(frozen=True, slots=True)
class Local:
    """An entity as one article shows it. ``id`` is known (``country/UKR``) or local (``person/3``)."""

    id: str
    type: EntityType
    label: str
    names: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    body: str | None = None
    date: date | None = None
    hints: frozenset[str] = frozenset()
    """What tells namesakes apart when articles are merged: the principals and offices of a person."""


@dataclass(frozen=True, slots=True)
class Findings:
    """Entities, mentions and facts of one article."""

    article: Article
    entities: tuple[Local, ...]
    mentions: tuple[Mention, ...]
    facts: tuple[Fact, ...]
