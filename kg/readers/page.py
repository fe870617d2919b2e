"""A saved web page → title, date, publisher and the article's text, by trafilatura."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date
from typing import Any

from kg.errors import ReadError
from kg.readers.base import parse_date

# `original_date`: the day of publication, not of the last change. No `extensive_search`: a wrong date is worse
# than none. The bounds are fixed because htmldate's own upper one is today, and a build must not depend on the clock.
_DATES = {"original_date": True, "extensive_search": False, "min_date": "1945-01-01", "max_date": "2199-12-31"}


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says of itself; ``url`` is empty or absolute, ``text`` has one paragraph a line."""

    text: str
    title: str
    date: date | None
    publisher: str
    url: str


def read_page(html: str) -> Page:
    """The article on a page, without menus, adverts, footers and readers' comments.

    Raises:
        ReadError: if no article is found on it.
    """
    # Heavy to import (lxml, babel), so only where there is HTML.
    import trafilatura

    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what goes wrong is told by a Skipped instead
    try:
        found: Any = trafilatura.bare_extraction(
            html, include_comments=False, with_metadata=True, date_extraction_params=dict(_DATES)
        )
    except Exception as error:  # whatever a parser of anybody's pages raises must not stop the run
        raise ReadError(f"the page cannot be parsed ({error}); save it as plain text (UTF-8)") from error
    if found is None or not (found.text or "").strip():
        raise ReadError("no article was found on the page; save its text as plain text (UTF-8)")
    url = found.url or ""
    return Page(
        text=found.text,
        title=found.title or "",
        date=parse_date(found.date or ""),
        publisher=found.sitename or "",
        url=url if "://" in url else "",
    )
