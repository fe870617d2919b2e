"""A graph → a file or folder, by the format that its name tells."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from kg.api.held import Held
from kg.errors import QueryError
from kg.query.export import FILES, FOLDERS
from kg.query.export.files import file, fill, folder
from kg.query.formats import named
from kg.write import whole_file

_FORMATS: Final = ("html", *FILES, *FOLDERS)


def save(graph: Held, path: Path, format: str | None, html: Callable[[], str]) -> Path:
    """Write a graph; see ``KnowledgeGraph.save``."""
    suffix = path.suffix.removeprefix(".").lower()
    if format is None and (not suffix or suffix in FOLDERS):
        raise QueryError(f"{path}: say in which format: its suffix, or format=, one of {', '.join(_FORMATS)}")
    name = named(format or {"htm": "html"}.get(suffix, suffix), _FORMATS)
    if name in FOLDERS:
        fill(path, graph._source, folder(name))
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as out:
        out.write(html().encode() if name == "html" else _text(graph, name))
    return path


def _text(graph: Held, name: str) -> bytes:
    """A file's bytes; Turtle as a build writes it, where the graph was not loaded from a file."""
    if name == "ttl" and graph._opened is None:
        from kg.export.turtle import turtle

        return turtle(graph._graph, base=graph._base).encode()
    return file(name)(graph._source)
