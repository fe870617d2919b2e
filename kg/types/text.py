"""Texts and places in them: Article, Mention, Evidence; and inputs that were not built."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

ArticleKind = Literal["prose", "votes"]


@dataclass(frozen=True, slots=True)
class Article:
    """One text as read: its characters are what every offset counts.

    ``id`` is the file's stem (or the row's key in a table), ``source`` a URL or a path relative to where
    the build was started, ``sha256`` the hex digest of ``text`` in UTF-8. ``kind`` tells prose from a table of votes,
    whose facts are its rows.
    """

    id: str
    source: str
    text: str
    title: str = ""
    date: date | None = None
    publisher: str = ""
    sha256: str = ""
    kind: ArticleKind = "prose"


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters ``[start, end)`` of an article that name an entity."""

    article: str
    start: int
    end: int
    entity: str
    text: str


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The shortest span that states a fact: ``quote == article.text[start:end]``."""

    article: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that was not built, and why, in words for the user."""

    source: str
    reason: str
