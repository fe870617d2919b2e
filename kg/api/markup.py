"""Texts → HTML for notebooks: what cards and tables are made of. Everything that comes from a text is escaped here.

Colours are those of the page around (``currentColor``), so that cards suit a dark notebook, too.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape
from typing import Final

ROWS: Final = 60
"""Rows of a table that are shown; more are for programs."""
CARD: Final = (
    "border:1px solid rgba(128,128,128,.45);border-radius:6px;padding:.6em .9em;margin:.3em 0;max-width:56em;"
    "font-family:system-ui,sans-serif;line-height:1.45;overflow-wrap:anywhere"
)
QUIET: Final = "opacity:.7;font-size:.9em"
_TURNS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")  # https://www.unicode.org/reports/tr9/
MARK: Final = "background:#ffe28a;color:#000;padding:0 .1em"


def count(number: int, one: str, many: str) -> str:
    """``1 fact``, ``2 facts``."""
    return f"{number:,} {one if number == 1 else many}"


def shortened(text: str, width: int = 80) -> str:
    """The first words of a text, on one line."""
    text = _TURNS.sub("", text)
    return textwrap.shorten(text, width, placeholder=" …") if len(text) > width else " ".join(text.split())


def safe(text: object) -> str:
    """A text as HTML holds it; marks that turn the direction of what follows are shown, not obeyed."""
    return escape(_TURNS.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", str(text)), quote=True)


def day(one: date | None) -> str:
    """A day on one line; nothing if it is not known."""
    return f'<span style="white-space:nowrap">{one}</span>' if one else ""


def link(text: object, url: str, *, title: str = "") -> str:
    """A link if the address is one of the web, else the text alone; another scheme (``javascript:``) is no link."""
    hint = f' title="{safe(title)}"' if title else ""
    if url.startswith(("http://", "https://")):
        return f'<a href="{safe(url)}" target="_blank" rel="noopener noreferrer"{hint}>{safe(text)}</a>'
    return f"<span{hint}>{safe(text)}</span>" if hint else safe(text)


def table(heads: Sequence[object], rows: Iterable[Sequence[str]], *, note: str = "") -> str:
    """A table of cells that are HTML already; the heads are text."""
    top = "".join(f'<th style="text-align:left">{safe(head)}</th>' for head in heads)
    body = "".join(
        "<tr>" + "".join(f'<td style="text-align:left;vertical-align:top">{cell}</td>' for cell in row) + "</tr>"
        for row in rows
    )
    below = f'<p style="{QUIET}">{safe(note)}</p>' if note else ""
    whole = f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody>"
    return (
        f'<div><table class="dataframe" style="table-layout:auto">{whole}</table>{below}</div>'  # JupyterLab's is fixed
    )


def listing(rows: Sequence[Mapping[str, str]], total: int, noun: tuple[str, str]) -> str:
    """The first rows of a listing, whose cells are HTML already; columns that are empty throughout are left out."""
    heads = [head for head in dict.fromkeys(key for row in rows for key in row) if any(row.get(head) for row in rows)]
    cells = ([row.get(head, "") for head in heads] for row in rows)
    note = count(total, *noun) + (f", of which {len(rows)} are shown" if total > len(rows) else "")
    return table(heads, cells, note=note)
