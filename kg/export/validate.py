"""A graph file → where it breaks the promises of ``docs/vocabulary.md``, found by pySHACL.

The shapes are ``kg/shapes.ttl`` and, for the domains and ranges of our own terms, what ``ontology.yaml`` says of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Identifier

from kg.errors import GraphError
from kg.export.ontology import ATTRIBUTES, CLASSES, INDIVIDUALS, RELATIONS, Property, iri

SH: Final = Namespace("http://www.w3.org/ns/shacl#")
_SHAPES: Final = Namespace("https://w3id.org/diplokg/shapes#")
_OURS: Final = {cls.name for cls in CLASSES}
_VALUES: Final = {value.type for value in INDIVIDUALS}  # classes whose members the table lists


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A broken promise: the line its subject begins at (0 if unknown), how grave, about what, and the message."""

    line: int
    severity: str
    subject: str
    message: str


def shapes() -> Graph:
    """All shapes as one graph."""
    graph = Graph().parse(data=(files("kg") / "shapes.ttl").read_text("utf-8"), format="turtle")
    for term in (*RELATIONS, *ATTRIBUTES):
        if set(term.domain) <= _OURS and term.domain:
            _add(graph, term, "domain", SH.targetSubjectsOf)
        if set(term.range) <= _OURS:
            _add(graph, term, "range", SH.targetObjectsOf)
    _add_predicates(graph)
    return graph


def _add(graph: Graph, term: Property, side: str, target: URIRef) -> None:
    """Each subject (or object) of a term is of one of the classes that the table allows."""
    names = getattr(term, side)
    shape = _SHAPES[f"{term.name.removeprefix('kg:')}-{side}"]
    graph += [
        (shape, RDF.type, SH.NodeShape),
        (shape, target, iri(term.name)),
        (shape, SH.message, Literal(f"the {side} of {term.name} is {' or '.join(names)}")),
    ]
    if set(names) <= _VALUES:
        allowed = [iri(value.name) for value in INDIVIDUALS if value.type in names]
        graph.add((shape, SH["in"], Collection(graph, BNode(), list(allowed)).uri))
        return
    options: list[Identifier] = []
    for name in names:
        option = BNode()
        graph.add((option, SH["class"], iri(name)))
        options.append(option)
    graph.add((shape, SH["or"], Collection(graph, BNode(), list(options)).uri))


def _add_predicates(graph: Graph) -> None:
    """A statement's predicate is a relation of the table."""
    shape = _SHAPES.predicates
    relations: list[Identifier] = [iri(relation.name) for relation in RELATIONS]
    graph += [
        (shape, RDF.type, SH.NodeShape),
        (shape, SH.targetObjectsOf, RDF.predicate),
        (shape, SH["in"], Collection(graph, BNode(), list(relations)).uri),
        (shape, SH.message, Literal("a statement's predicate is a relation of the vocabulary")),
    ]


def validate(path: Path) -> list[Problem]:
    """The broken promises of a Turtle file, in the order of its lines.

    Raises:
        GraphError: if the file cannot be read as Turtle.
    """
    import pyshacl

    try:
        text = path.read_text("utf-8")
        graph = Graph().parse(data=text, format="turtle")
    except (OSError, UnicodeDecodeError) as error:
        raise GraphError(f"{path}: cannot be read: {error}") from error
    except SyntaxError as error:  # rdflib's BadSyntax
        raise GraphError(f"{path}: no Turtle file: {' '.join(str(error).split())}") from error
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes(), inference="none")
    if not isinstance(report, Graph):
        raise GraphError(f"{path}: pySHACL failed: {report!r}")
    return sorted(set(_problems(graph, report, _lines(text, dict(graph.namespaces())))))


def _problems(graph: Graph, report: Graph, lines: Mapping[str, int]) -> Iterator[Problem]:
    for result in report.objects(None, SH.result):
        focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
        focus = value if focus == _SHAPES.graph else focus  # a promise that is asked for once
        owner = _owner(graph, focus)
        told = [report.value(result, SH.resultPath), value if value != focus else None]
        details = ", ".join(_short(graph, term) for term in told if isinstance(term, URIRef | Literal))
        message = str(report.value(result, SH.resultMessage) or "")
        severity = "warning" if report.value(result, SH.resultSeverity) == SH.Warning else "error"
        yield Problem(
            lines.get(str(owner), 0), severity, _short(graph, owner), message + (f" ({details})" if details else "")
        )


def _owner(graph: Graph, node: object) -> object:
    """The node itself, or for a blank node the thing that it is written inside."""
    seen = set()
    while isinstance(node, BNode) and node not in seen:
        seen.add(node)
        node = min(graph.subjects(None, node), key=str, default=node)
    return node


def _short(graph: Graph, term: object) -> str:
    return term.n3(graph.namespace_manager) if isinstance(term, URIRef | Literal) else "[]"


def _lines(text: str, prefixes: Mapping[str, URIRef]) -> dict[str, int]:
    """By IRI, the line that its block begins at; our files begin a block at the start of a line."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if match := re.match(r"(?:<([^>]*)>|([\w-]*):([\w.%-]*)) ", line):
            whole, prefix, local = match.groups()
            found.setdefault(whole or f"{prefixes.get(prefix, '')}{local}", number)
    return found
