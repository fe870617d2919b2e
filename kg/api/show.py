"""A graph → what a notebook shows of it: a summary with a small picture, or the whole explorer in an iframe.

Everything is inside the iframe's ``srcdoc``, so that nothing is asked of the network and the cell works in JupyterLab,
Notebook, VS Code and Colab. A notebook that is not trusted shows no iframe; the words before it remain.
"""

from __future__ import annotations

import tempfile
import webbrowser
from html import escape
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from kg.api import markup
from kg.api.held import Held

_PICTURE: Final = 260  # pixels


_UNTRUSTED: Final = "The explorer is seen when the cell is run, or the notebook is trusted."


def iframe(page: str, *, height: int, title: str, onload: str = "") -> str:
    """A page inside a page; ``onload`` is what is run in the notebook when it is there."""
    told = f' onload="{markup.safe(onload)}"' if onload else ""
    style = "border:1px solid rgba(128,128,128,.35);border-radius:6px"
    return (
        f'<iframe srcdoc="{escape(page)}" title="{markup.safe(title)}" width="100%" height="{height:d}" '
        f'style="{style}" allow="clipboard-write" allowfullscreen{told}></iframe>'
    )


class Page:
    """The explorer in a cell; ``save`` and ``open`` take it out of the notebook."""

    def __init__(self, html: str, *, height: int, told: str, node: str = "") -> None:
        self.html, self.height, self.told, self.node = html, height, told, node

    def __repr__(self) -> str:
        return f"<Page: {self.told}; .open() shows it in a browser, .save(path) keeps it>"

    def _repr_html_(self) -> str:
        # A page in a srcdoc has no address of its own that could say what to open.
        start = f'<html lang="en" data-start="{escape(self._place)}">'
        page = self.html.replace('<html lang="en">', start, 1) if self._place else self.html
        seen = "this.previousElementSibling.hidden=true"
        words = f'<p style="{markup.QUIET}">{markup.safe(f"{self.told}. {_UNTRUSTED}")}</p>'
        return words + iframe(page, height=self.height, title="Knowledge graph explorer", onload=seen)

    @property
    def _place(self) -> str:
        return urlencode({"node": self.node}) if self.node else ""

    def save(self, path: str | Path) -> Path:
        """Write the page to a file.

        Raises:
            OSError: if it cannot be written.
        """
        Path(path).write_text(self.html, encoding="utf-8", newline="\n")
        return Path(path)

    def open(self) -> Path:
        """Open the page in a browser, from a file of its own."""
        folder = Path(tempfile.mkdtemp(prefix="diplokg-"))
        path = self.save(folder / "graph.html")
        webbrowser.open(path.as_uri() + (f"#{self._place}" if self._place else ""))
        return path


def summary(graph: Held) -> str:
    """What a graph holds in words, and below a small picture of its most connected part."""
    from kg.export.preview import preview

    kinds: dict[str, list[str]] = {}
    for entity in sorted(graph.entities, key=lambda entity: (-len(entity.facts), entity.label)):
        kinds.setdefault(entity.type, []).append(entity.label)
    rows = "".join(
        f"<li>{markup.safe(kind)} ({len(names)}): {markup.safe(', '.join(names[:5]))}{', …' if names[5:] else ''}</li>"
        for kind, names in sorted(kinds.items())
    )
    text = f'<div><b>{markup.safe(graph._counts())}</b><ul style="margin:.2em 0">{rows}</ul></div>'
    page = preview(graph._graph)
    return text + iframe(page, height=_PICTURE, title="The most connected entities") if page else text
