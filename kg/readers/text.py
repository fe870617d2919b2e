"""Plain text and Markdown → Article: the title and the date are looked for in the first lines."""

from __future__ import annotations

import re
from datetime import date

from kg.readers.base import ISO_DATE, parse_date

_LOOK_AT = 5  # lines; a date further down belongs to the story
# What a saved page begins with before its headline: players, share buttons, adverts, skip links.
_BOILERPLATE = re.compile(
    r"""
    [▶►]                                        # a player's button, whatever follows
    | (?:watch|listen)(?:\s+(?:live|now|video|audio))?\s*:
    | (?:watch|listen\s+to)\s+(?:\w+\s+){0,3}(?:news|live|video|now|tv)$
    | (?:advertisement|share(?:\s+this.*)?|subscribe.*|sign\s+(?:in|up).*|log\s+in|menu|search|print|e-?mail)$
    | skip\s+to\s+(?:main\s+)?content | (?:photo|image|file)(?:\s+credit)?\s*: | ©
    | (?:published|updated|posted|last\s+(?:updated|modified))(?:\s+(?:on|at)\b|\s*:|\s+(?:\w+\s+)?\d)
    | by\s+(?-i:[A-Z])[\w.'’-]+(?:\s+(?-i:[A-Z])[\w.'’-]+){0,3}$ | \S+://\S+$ | [\W\d_]+$
    """,
    re.IGNORECASE | re.VERBOSE,
)
# A sentence that ends and another that begins; four letters before the stop leave "U.N." and "Gov." alone.
_TWO_SENTENCES = re.compile(r"[a-z]{4}[.!?][\"'”’]?\s+[\"'“‘]?[A-Z]")
_LONGEST_HEADLINE = 300  # characters; the UN's run to 250
_LONGEST_WITH_STOP = 100  # characters; some sites end headlines with a full stop, but longer ones are sentences


def find_title(text: str) -> str:
    """The headline: the first line that is neither boilerplate nor a date, if it looks like one, else ``""``."""
    for line in text.splitlines():
        line = line.strip().lstrip("#").strip()
        if not line or ISO_DATE.fullmatch(line) or parse_date(line) or _BOILERPLATE.match(line):
            continue
        return line if _is_headline(line) else ""
    return ""


def find_date(text: str) -> date | None:
    """The date that stands alone on one of the first five lines, "2022-02-27" or "27 February 2022", or None."""
    lines = (line.strip() for line in text.splitlines()[:_LOOK_AT])
    return next((day for line in lines if line and (day := parse_date(line))), None)


def _is_headline(line: str) -> bool:
    if _TWO_SENTENCES.search(line):
        return False
    limit = _LONGEST_WITH_STOP if line.rstrip("\"'”’").endswith((".", ":")) else _LONGEST_HEADLINE
    return len(line) <= limit
