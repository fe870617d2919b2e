"""What the explorer asks of a process that has the graph open.

The page of all of it, or if it is too large what to begin with; the page around some things; how many statements there
are about a thing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any, Final
from urllib.parse import unquote

import pyoxigraph as ox

from kg.errors import KgError, QueryError
from kg.export.html import page
from kg.export.prefixes import PREFIXES
from kg.query.graph import read_graph
from kg.query.neighbourhood import count, neighbourhood
from kg.query.run import ask
from kg.query.serve.directory import Directory, Named, read_things
from kg.query.serve.workers import Answer, message
from kg.query.store import Source

STEP: Final = 200  # statements about a thing that are taken at first
_TYPE: Final = ox.NamedNode(f"{PREFIXES['rdf']}type")
_COUNTED: Final = (
    *(("kg", kind) for kind in ("Person", "Country", "Institution", "Meeting", "Resolution")),
    ("rdf", "Statement"), ("schema", "Quotation"),
)  # fmt: skip
_SUMS: Final = {"facts": "rdf:Statement", "quotations": "schema:Quotation", "documents": "kg:Document"}


@dataclass(frozen=True, slots=True)
class Whole:
    """The page of the whole graph; if it has more than ``most`` things and statements the names, and the start page."""

    name: str
    most: int

    def answer(self, source: Source) -> Answer:
        """A page (``html``), or the parts of ``Opened`` (``json``)."""
        try:
            if _size(source, self.most) > self.most:
                return Answer(200, "json", json.dumps(self._start(source)).encode())
            graph = read_graph(source)
            tables = all(document.kind == "votes" for document in graph.documents)
            whole = page(graph, title=title(self.name), texts=False, base=source.prefixes[""], tables=tables)
            return Answer(200, "html", whole.encode())
        except KgError as error:
            return message(404, f"{self.name}: {error}")

    def _start(self, source: Source) -> dict[str, Any]:
        things = read_things(source)
        sums = {name: _sum(source, kind) for name, kind in _SUMS.items()}
        directory = Directory(tuple(things))
        start = {**sums, "kinds": directory.kinds(), "first": [told(thing) for thing in directory.first()]}
        reach = {"graph": self.name, "around": [], "most": self.most, "start": start}
        empty = Source(ox.Store(), source.prefixes, union=False, kept=False)
        shell = page(read_graph(empty, empty=True), title=title(self.name), texts=False, base=source.prefixes[""],
                     reach=reach)  # fmt: skip
        return {"things": [asdict(thing) for thing in things], "start": shell}


@dataclass(frozen=True, slots=True)
class Around:
    """The page of some things, by their paths, each with as many statements as are wanted."""

    name: str
    wanted: Sequence[tuple[str, int]]
    most: int

    def answer(self, source: Source) -> Answer:
        """A page (``html``)."""
        try:
            wanted = {whole(source, path): number for path, number in self.wanted}
            small, found = neighbourhood(source, wanted, most=self.most)
            base = source.prefixes[""]
            around = [
                {"path": path, "id": identifier(path), "total": part.total, "taken": part.taken, "most": number}
                for part, (path, number) in zip(found, self.wanted, strict=True)
            ]
            reach = {"graph": self.name, "around": around, "most": self.most, "step": STEP}
            made = page(read_graph(small, empty=True), title=title(self.name), texts=False, base=base, tables=True,
                        reach=reach)  # fmt: skip
            return Answer(200, "html", made.encode())
        except QueryError as error:
            return message(413, str(error))
        except KgError as error:
            return message(500, f"{self.name}: {error}")


@dataclass(frozen=True, slots=True)
class Count:
    """In how many statements the thing of a path takes part."""

    path: str

    def answer(self, source: Source) -> Answer:
        """``{"count": 7}``."""
        return Answer(200, "json", json.dumps({"count": count(source, whole(source, self.path))}).encode())


def whole(source: Source, path: str) -> str:
    """The IRI of a path under the graph's base; an IRI stays as it is."""
    return path if "://" in path else source.prefixes[""] + path


def identifier(path: str) -> str:
    """What the page calls a thing (as ``kg.query.graph`` has it)."""
    return path if "://" in path else unquote(path)


def told(thing: Named, name: str = "") -> Mapping[str, object]:
    """A thing as the page wants it; ``name`` is the one by which it was found."""
    return {"path": thing.path, "id": identifier(thing.path), "type": thing.kind, "label": thing.label,
            "name": name or thing.label, "degree": thing.degree}  # fmt: skip


def title(name: str) -> str:
    """The page's heading, as ``kg explore`` has it."""
    return f"Knowledge graph: {name.lstrip('.').rpartition('.')[0] or name}"


def _sum(source: Source, kind: str) -> int:
    """How many there are of a class."""
    found = ask(source, f"SELECT (COUNT(*) AS ?n) {{ ?one a {kind} }}")
    assert isinstance(found, ox.QuerySolutions)
    return sum(int(row[0].value) for row in found)


def _size(source: Source, most: int) -> int:
    """How many things and statements there are, counted no further than just beyond ``most``."""
    number = 0
    for prefix, name in _COUNTED:
        graph = None if source.union else ox.DefaultGraph()
        found = source.store.quads_for_pattern(None, _TYPE, ox.NamedNode(PREFIXES[prefix] + name), graph)
        number += sum(1 for _ in islice(found, most + 1 - number))
    return number
