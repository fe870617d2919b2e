"""``documents.csv`` → what is known of the text files beside it: titles, dates, publishers, URLs."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kg.errors import ReadError
from kg.readers.base import Notice, parse_date, source_of
from kg.readers.decode import decode, read_bytes
from kg.readers.table import COLUMNS, csv_header, csv_records
from kg.types import Skipped

NAME = "documents.csv"


@dataclass(frozen=True, slots=True)
class Known:
    """What a row of ``documents.csv`` says of one file; empty cells are ``""`` or None."""

    title: str = ""
    date: date | None = None
    publisher: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """The rows of one folder's ``documents.csv`` by file name or stem, and what was wrong with them."""

    known: Mapping[str, Known] = field(default_factory=dict)
    problems: tuple[Skipped, ...] = ()

    def of(self, path: Path) -> Known:
        """What is known of a file, by its full name or else its stem."""
        return self.known.get(path.name) or self.known.get(path.stem) or Known()


def is_metadata(path: Path) -> bool:
    """Whether a file is a folder's metadata: by its name, its column ``document`` and no column of text."""
    if path.name != NAME:
        return False
    try:
        header = csv_header(decode(read_bytes(path))[0])
    except ReadError:
        return False
    return "document" in header and not any(name in COLUMNS["text"] for name in header)


def load_metadata(folder: Path) -> Metadata:
    """The metadata of a folder; empty where it has none. Nothing is raised: see ``problems``."""
    path = folder / NAME
    if not is_metadata(path):
        return Metadata()
    source = source_of(path)
    try:
        files = {name for file in folder.iterdir() for name in (file.name, file.stem)}
    except OSError as error:
        reason = f"its folder cannot be listed ({error.strerror}), so it is not used; check the folder's permissions"
        return Metadata(problems=(Skipped(source, reason),))
    known: dict[str, Known] = {}
    problems: list[Skipped] = []
    text, notice = decode(read_bytes(path))
    if notice:
        problems.append(Notice(source, notice))
    try:
        for row in csv_records(text):
            problems += _add_row(row, files, known, source)
    except csv.Error as error:
        problems.append(Skipped(source, f"broken CSV ({error}); rows from here on were not read; check the quotes"))
    return Metadata(known, tuple(problems))


def _add_row(row: Mapping[str, str], files: set[str], known: dict[str, Known], source: str) -> list[Notice]:
    """Enter a row into ``known``; the notices say what is odd about it."""
    name = row["document"].strip()
    if name not in files:
        return [Notice(source, f"document {name!r} is no file beside it; its row is ignored")]
    if name in known:
        return [Notice(source, f"document {name!r} has two rows; the first is used")]
    written = row.get("date", "")
    when = parse_date(written)
    known[name] = Known(row.get("title", ""), when, row.get("publisher", ""), row.get("url", "").strip())
    if written.strip() and when is None:
        return [Notice(source, f"date {written!r} of document {name!r} is not understood; write 2022-04-30")]
    return []
