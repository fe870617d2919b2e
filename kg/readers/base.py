"""What every reader shares: notices, dates, the names of sources, and the one place that makes an Article."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from kg.errors import ReadError
from kg.types import Article, ArticleKind, Skipped

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
# As the UN's records and news sites write dates; English month names, whatever the locale, since
# Python's strptime follows the C locale unless a program asks otherwise.
_LONG_DATES = ("%d %B %Y", "%B %d, %Y", "%A, %B %d, %Y", "%A, %d %B %Y", "%d %b %Y", "%b %d, %Y")


@dataclass(frozen=True, slots=True)
class Notice(Skipped):
    """Something the user should know that is no error.

    Either an input left out on purpose (a hidden file, a text seen before), or one that was read with a
    doubt the reason tells (Windows-1252 instead of UTF-8). A plain Skipped is an error, a Notice is not.
    """


def make_article(
    *,
    id: str,
    source: str,
    text: str,
    title: str = "",
    date: date | None = None,
    publisher: str = "",
    kind: ArticleKind = "prose",
) -> Article:
    """An Article with its digest; ``text`` is kept character for character.

    Raises:
        ReadError: if the text is blank, or holds characters that cannot be written as UTF-8.
    """
    if not text.strip():
        raise ReadError("it holds no text; remove it, or put the article's text in it")
    try:
        digest = hashlib.sha256(text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        code = f"U+{ord(text[error.start]):04X}"
        raise ReadError(f"character {error.start} is half of one ({code}); repair the text's encoding") from error
    title = " ".join(title.split())
    return Article(id, source, text, title, date, publisher.strip(), digest, kind)


def parse_date(text: str) -> date | None:
    """The date of an ISO date or time, or of one like "15 March 2014"; None for anything else."""
    text = " ".join(text.split())
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        pass
    for form in _LONG_DATES:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def source_of(path: Path) -> str:
    r"""The path as a source: relative to where the build was started, with ``/`` between its parts.

    Bytes of a file name that are no UTF-8 are written as ``\\xe9``, so that every output can hold the name.
    """
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive, on Windows
        relative = os.path.abspath(path)
    return printable(Path(relative).as_posix())


def printable(name: str) -> str:
    r"""A file name without undecodable bytes: they become ``\\xe9`` and the like."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def plural(n: int, noun: str) -> str:
    """``1 file``, ``2 files``."""
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"
