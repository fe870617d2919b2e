"""Rows of pages → the rows without running heads and feet: what pages repeat, their numbers, job numbers, bar codes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from kg.readers.columns import Page, Row, by_baseline

_DEEP = 0.13  # of the page's height, at its head and its foot
_ROWS = 3  # so many rows of a margin at most
_OFTEN = 0.25  # of the pages (and three of them, or both) that repeat a row
_FEWEST = 3
# What the UN's documents put there: "A/61/PV.107", "10", "2/9", "07-50429 (E)", "*0750429*", "13/12/2018".
_SYMBOL = r"[AES]/\S*\d(?:\s?\((?:Resumption|Part)\s\w+\))?"
_NUMBERS = (
    r"(?:page\s)?\d{1,4}(?:\s?(?:/|of)\s?\d{1,4})?|[-–—]\s?\d{1,4}\s?[-–—]|\d{2}-\d{4,6}(?:\s\([A-Z]\))?|"
    r"\*\s?\d{6,8}[A-Z]?\s?\*|\d{1,2}/\d{1,2}/\d{4}|please recycle|accessible document|"
    r"(?:https?|file)://\S+"  # with the page's number, what browsers print at the foot, and at the head:
)
_FURNITURE = re.compile(rf"(?:{_NUMBERS})(?:\s(?:{_NUMBERS}))*", re.IGNORECASE)
_PRINTED = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}, \d{1,2}:\d{2}(?:\s?[AP]M)?\s.+")
_HEAD = re.compile(rf"{_SYMBOL}(?:\s.+\s\d{{1,2}}/\d{{1,2}}/\d{{4}})?|\d{{1,2}}/\d{{1,2}}/\d{{4}}\s.+\s{_SYMBOL}")


def without_margins(pages: Sequence[Page], rows: Mapping[int, Sequence[Row]]) -> dict[int, list[Row]]:
    """By page, its rows without running heads and feet, and without those that hold no letter or digit."""
    margins = {page.number: list(_margin(page, rows[page.number])) for page in pages}
    often = Counter(mask for found in margins.values() for mask in {_mask(row) for row in found})
    least = max(2, min(_FEWEST, len(pages)), _OFTEN * len(pages))
    dropped = {
        number: {word for row in found if _is_running(row, often[_mask(row)] >= least, number) for word in row}
        for number, found in margins.items()
    }
    return {
        page.number: [row for row in rows[page.number] if not dropped[page.number].issuperset(row) and _says(row)]
        for page in pages
    }


def is_furniture(text: str) -> bool:
    """True for a line that is nothing but a record's running head or foot: a symbol, a page or job number."""
    return _FURNITURE.fullmatch(text) is not None or _HEAD.fullmatch(text) is not None


def _says(row: Row) -> bool:
    return re.search(r"\w", _text(row)) is not None


def _margin(page: Page, rows: Sequence[Row]) -> Iterator[Row]:
    """The rows at the head and the foot of a page."""
    together = by_baseline(rows)
    for row in together[:_ROWS]:
        if row[0].y > (1 - _DEEP) * page.height:
            yield row
    for row in together[_ROWS:][-_ROWS:]:
        if row[0].y < _DEEP * page.height:
            yield row


def _is_running(row: Row, often: bool, page: int) -> bool:
    text = _text(row)
    if _PRINTED.fullmatch(text):
        return True
    return often or _FURNITURE.fullmatch(text) is not None or (page > 1 and _HEAD.fullmatch(text) is not None)


def _text(row: Row) -> str:
    return " ".join(word.text for word in row)


def _mask(row: Row) -> str:
    """What a row says on each page: numbers count up."""
    return re.sub(r"\d+", "#", _text(row))
