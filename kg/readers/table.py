"""A table of articles (CSV or JSON lines) → Articles, one a row."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.errors import ReadError
from kg.readers.base import Notice, make_article, parse_date, plural
from kg.types import Article, Skipped

# What a column may be called, by what it holds; where two are there, the first named wins.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content"),
    "title": ("title", "headline"),
    "date": ("date", "published"),
    "source": ("url", "source"),
    "id": ("id", "document"),
    "publisher": ("publisher",),
}
_LONGEST_FIELD = 2**31 - 1  # bytes; csv's default of 131,072 is less than a long UN press release


@dataclass(slots=True)
class _Table:
    """A table while it is read: where it lies, and the dates nobody understood (counted, told once)."""

    source: str
    stem: str
    rows: int = 0
    bad_dates: list[str] = field(default_factory=list)

    def article(self, row: Mapping[str, str], number: int, place: str) -> Article | Skipped:
        """The article of a row; ``number`` counts rows from 1, ``place`` says where it is (``row=3``)."""
        self.rows = number
        values = {key: _first(row, names) for key, names in COLUMNS.items()}
        source, publisher = f"{self.source}#{place}", values["publisher"]
        if "://" in values["source"]:
            source = values["source"]
        elif not publisher:  # a column `source` that holds "Reuters" names who published it
            publisher = values["source"]
        when = parse_date(values["date"])
        if values["date"].strip() and when is None:
            self.bad_dates.append(f"{place} {values['date']!r}")
        try:
            return make_article(
                id=values["id"].strip() or f"{self.stem}-{number}",
                source=source,
                text=values["text"],
                title=values["title"],
                date=when,
                publisher=publisher,
            )
        except ReadError as error:
            return Skipped(f"{self.source}#{place}", str(error))

    def closing(self) -> Iterator[Skipped]:
        """What is to be said once the table is read."""
        if not self.rows:
            yield Skipped(self.source, "the table has no rows that can be read; put one article in a row")
        if self.bad_dates:
            count = plural(len(self.bad_dates), "date")
            yield Notice(
                self.source, f"{count} not understood and left out (first: {self.bad_dates[0]}); write 2022-04-30"
            )


def read_csv(text: str, *, source: str, stem: str) -> Iterator[Article | Skipped]:
    """The articles of a table with a header; ``,`` ``;`` or a tab parts its columns.

    Rows that are broken become a Skipped each; after a quote that never closes nothing more can be read.

    Raises:
        ReadError: if the header lacks a column of text (the message names the columns missing).
    """
    table = _Table(source, stem)
    rows = csv_rows(text)
    try:
        header = [name.strip().lower() for name in next(rows, [])]
        _check_columns(header)
        yield from _read_rows(rows, header, table)
    except csv.Error as error:
        yield Skipped(source, f"broken CSV ({error}); rows from here on were not read; check the quotes")
    yield from table.closing()


def csv_header(text: str) -> list[str]:
    """The names of a CSV table's columns, in lower case; empty if it is broken."""
    try:
        return [name.strip().lower() for name in next(csv_rows(text), [])]
    except csv.Error:
        return []


def csv_records(text: str) -> Iterator[dict[str, str]]:
    """The rows of a small table with a header, as mappings; missing cells are ``""``.

    Raises:
        csv.Error: if it is broken.
    """
    rows = csv_rows(text)
    header = [name.strip().lower() for name in next(rows, [])]
    for row in rows:
        if any(row):
            yield dict(zip(header, row + [""] * len(header), strict=False))


def read_jsonl(text: str, *, source: str, stem: str) -> Iterator[Article | Skipped]:
    """The articles of a file with one JSON object a line; a broken line becomes a Skipped.

    Raises:
        ReadError: if the first object lacks a text (the message names the keys missing).
    """
    table = _Table(source, stem)
    number = 0
    # Not splitlines(): U+2028 may stand inside a JSON string.
    for line_number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        place = f"line={line_number}"
        try:
            row = _json_row(line)
        except ReadError as error:
            yield Skipped(f"{source}#{place}", str(error))
            continue
        number += 1
        if number == 1:
            _check_columns(list(row))
        yield table.article(row, number, place)
    yield from table.closing()


def csv_rows(text: str, lines: Iterable[str] | None = None) -> Iterator[list[str]]:
    """The rows of a CSV file, the header among them; its commas, semicolons or tabs are told from the header.

    ``lines`` are the text's lines with their ends, for a caller who wants to know which of them were taken.

    Raises:
        csv.Error: where a quotation mark never closes.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    return csv.reader(io.StringIO(text, newline="") if lines is None else lines, strict=True, delimiter=delimiter)


def _read_rows(rows: Iterator[list[str]], header: list[str], table: _Table) -> Iterator[Article | Skipped]:
    for number, row in enumerate(rows, start=1):
        if not any(row):
            continue
        place = f"row={number + 1}"  # as RFC 7111 counts: the header is row 1
        if len(row) != len(header):
            reason = f"it has {plural(len(row), 'cell')}, the header {len(header)}; quote cells that hold a separator"
            yield Skipped(f"{table.source}#{place}", reason)
            continue
        yield table.article(dict(zip(header, row, strict=True)), number, place)


def _json_row(line: str) -> dict[str, str]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"broken JSON ({error}); write one object a line") from error
    if not isinstance(record, dict):
        raise ReadError(f"it holds a JSON {type(record).__name__}, not an object; write one object a line")
    return {key.strip().lower(): _as_text(key, value) for key, value in record.items()}


def _as_text(key: str, value: object) -> str:
    if key.strip().lower() in COLUMNS["text"] and not isinstance(value, str | None):
        raise ReadError(f"its {key!r} is no string; give the article's text as one string")
    return "" if value is None else str(value)


def _check_columns(names: list[str]) -> None:
    if not any(name in COLUMNS["text"] for name in names):
        there = ", ".join(names[:12]) or "none"
        raise ReadError(
            f"no column holds the articles' text: name one {' or '.join(COLUMNS['text'])} (columns there: {there})"
        )


def _first(row: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((row[name] for name in names if row.get(name, "").strip()), "")
