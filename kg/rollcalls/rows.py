"""The text of a voting table → its rows with the characters that each stands on."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kg.errors import ReadError
from kg.readers.table import csv_rows
from kg.readers.votes import fields_of
from kg.types import Article, Evidence


class Row(NamedTuple):
    """A row: its cells, and its characters ``[start, end)`` without the line's end."""

    cells: list[str]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """A voting table: the article that holds it, and which column (from 0) holds what."""

    article: Article
    fields: Mapping[str, int]

    @classmethod
    def of(cls, article: Article) -> Table:
        """The table of an article of kind ``votes``."""
        header = next(_rows(article.text)).cells
        return cls(article, fields_of([name.strip().lower() for name in header]))

    @property
    def lists_members(self) -> bool:
        """True if a row is a member's vote; False for a list of votes."""
        return "choice" in self.fields

    def rows(self) -> Iterator[Row]:
        """The rows after the header, without empty ones.

        Raises:
            ReadError: if a quotation mark never closes.
        """
        try:
            rows = _rows(self.article.text)
            next(rows)
            yield from (row for row in rows if any(row.cells))
        except csv.Error as error:
            raise ReadError(f"{self.article.source}: broken CSV ({error}); check the quotes") from error

    def cell(self, row: Row, field: str) -> str:
        """A cell's text, "" where the table or the row has none."""
        place = self.fields.get(field)
        return row.cells[place].strip() if place is not None and place < len(row.cells) else ""

    def evidence(self, row: Row) -> Evidence:
        """The row as evidence."""
        return Evidence(self.article.id, row.start, row.end, self.article.text[row.start : row.end])


def _rows(text: str) -> Iterator[Row]:
    """All rows; the reader takes lines one by one, so that what it has consumed tells where a row ends."""
    consumed = 0

    def lines() -> Iterator[str]:
        nonlocal consumed
        for line in io.StringIO(text, newline=""):
            consumed += len(line)
            yield line

    start = 0
    for cells in csv_rows(text, lines()):
        end = consumed
        while end > start and text[end - 1] in "\r\n":
            end -= 1
        yield Row(cells, start, end)
        start = consumed
