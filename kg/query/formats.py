"""Results → a table for people, or a file by the W3C formats.

Tables of rows: CSV and TSV (https://www.w3.org/TR/sparql11-results-csv-tsv/), JSON
(https://www.w3.org/TR/sparql11-results-json/), XML (https://www.w3.org/TR/rdf-sparql-XMLres/).
Graphs: Turtle, N-Triples, RDF/XML, JSON-LD.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import IO, Final

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query.run import Results, Term

ROWS: Final = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
GRAPHS: Final = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}
_SAME: Final = {"json": "jsonld", "xml": "rdf", "table": "ttl"}  # what a graph has of that name
_ALSO: Final = {
    "turtle": "ttl", "ntriples": "nt", "n-triples": "nt", "json-ld": "jsonld", "rdfxml": "rdf", "rdf/xml": "rdf",
    "rdf-xml": "rdf", "nquads": "nq", "n-quads": "nq", "followthemoney": "ftm",
}  # fmt: skip
FORMATS: Final = ("table", *ROWS, *GRAPHS)
_TURTLE: Final = ox.RdfFormat.TURTLE
SHOWN: Final = 1000  # rows of a table; more are for programs
_LOCAL: Final = re.compile(r"(?:[\w-]|%[0-9A-Fa-f]{2})(?:[\w.-]|%[0-9A-Fa-f]{2})*")


def named(format: str, known: Sequence[str] = FORMATS) -> str:
    """A known format by any of its usual names (``Turtle``, ``N-Triples``); QueryError if it is none."""
    name = _ALSO.get(format.lower(), format.lower())
    if name not in known:
        raise QueryError(f"no format {format!r}; there are {', '.join(known)}")
    return name


def write(results: Results, format: str, out: IO[bytes], *, prefixes: Mapping[str, str]) -> None:
    """Write results as they come, row by row.

    Raises:
        QueryError: if the format is not one of such results.
        OSError: if ``out`` cannot be written.
    """
    if isinstance(results, ox.QueryTriples):
        name = _SAME.get(format, format)
        if name not in GRAPHS:
            raise QueryError(f"CONSTRUCT and DESCRIBE give a graph, which is no {format}; ask for {', '.join(GRAPHS)}")
        _write_graph(results, GRAPHS[name], out, prefixes)
    elif format in ROWS:
        results.serialize(out, ROWS[format])
    else:
        raise QueryError(f"SELECT and ASK give rows, which are no {format}; ask for {', '.join(['table', *ROWS])}")


def _write_graph(results: ox.QueryTriples, format: ox.RdfFormat, out: IO[bytes], prefixes: Mapping[str, str]) -> None:
    """Triples, each once (a CONSTRUCT may give one several times), in an order that depends on them alone."""
    triples = sorted(set(results), key=str)
    used = {term.value for triple in triples for term in _iris(triple)}
    short = {name: iri for name, iri in prefixes.items() if any(value.startswith(iri) for value in used)}
    text = ox.serialize(triples, format=format, prefixes=short if format in {_TURTLE, ox.RdfFormat.RDF_XML} else None)
    assert text is not None
    lines = text.splitlines(keepends=True)
    head = [line for line in lines if line.startswith(b"@prefix ")] if format == _TURTLE else []
    out.writelines([*sorted(head), *lines[len(head) :]])  # oxigraph writes the prefixes in any order


def _iris(triple: ox.Triple) -> Iterator[ox.NamedNode]:
    for term in (triple.subject, triple.predicate, triple.object):
        if isinstance(term, ox.NamedNode):
            yield term
        if isinstance(term, ox.Literal):
            yield term.datatype


class Shortener:
    """Terms as people read them: ``country:UKR``, a text without its quotation marks, blank nodes by number."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = sorted(prefixes.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        self._blanks: dict[str, str] = {}

    def text(self, term: Term | None) -> str:
        """One term; what is unbound is empty."""
        if term is None:
            return ""
        if isinstance(term, ox.NamedNode):
            return self.iri(term.value)
        if isinstance(term, ox.BlankNode):
            return self._blanks.setdefault(term.value, f"_:b{len(self._blanks)}")
        if isinstance(term, ox.Triple):
            return f"<< {' '.join(map(self.text, (term.subject, term.predicate, term.object)))} >>"
        return term.value

    def iri(self, iri: str) -> str:
        """An IRI with the longest prefix that fits, or whole."""
        for name, namespace in self._prefixes:
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                return f"{name}:{iri[len(namespace) :]}"
        return iri


def rows(results: ox.QuerySolutions, prefixes: Mapping[str, str]) -> tuple[list[list[str]], bool]:
    """The first rows as texts, and whether there are more."""
    shortener = Shortener(prefixes)
    found = list(islice(results, SHOWN + 1))
    return [[shortener.text(term) for term in row] for row in found[:SHOWN]], len(found) > SHOWN


def widths(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> int:
    """The columns of a terminal that a table of texts takes at most."""
    from rich.cells import cell_len

    columns = zip(heads, *lines, strict=True)
    return (
        sum(max(cell_len(line) for text in column for line in text.splitlines() or [""]) + 3 for column in columns) + 1
    )
