"""A graph file → where it breaks the promises of ``docs/vocabulary.md``, found by pySHACL.

The shapes are ``kg/shapes.ttl`` and, for the domains and ranges of our own terms, what ``ontology.yaml`` says of them.
Two promises about all triples are looked at here: edges have statements, and names in our namespace are terms of ours.
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
from kg.export.ontology import ATTRIBUTES, CHOICES, CLASSES, INDIVIDUALS, RELATIONS, Class, Individual, Property, iri
from kg.export.prefixes import PREFIXES

SH: Final = Namespace("http://www.w3.org/ns/shacl#")
_SHAPES: Final = Namespace("https://w3id.org/diplokg/shapes#")
_OURS: Final = {cls.name for cls in CLASSES}
_VALUES: Final = {value.type for value in INDIVIDUALS}  # classes whose members the table lists


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A broken promise: the line its subject begins at (0 if unknown), how grave, about what, and the message.

    What is about the whole file has no subject.
    """

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


class TurtleError(GraphError):
    """A file that is no Turtle; the message begins ``FILE:LINE:COLUMN: error:``."""


def validate(path: Path) -> list[Problem]:
    """The broken promises of a Turtle file, in the order of its lines.

    Raises:
        TurtleError: if the file cannot be read as Turtle.
    """
    import pyshacl

    text = _text(path)
    graph = Graph().parse(data=text, format="turtle")
    if not graph:
        return [Problem(0, "warning", "", "there is nothing in it")]
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes(), inference="none")
    if not isinstance(report, Graph):
        raise GraphError(f"{path}: pySHACL failed: {report!r}")
    lines = _lines(text, dict(graph.namespaces()))
    return sorted({*_problems(graph, report, lines), *_unstated(graph, lines), *_unknown(graph, lines)})


def _text(path: Path) -> str:
    """The text of a file that is Turtle; raises as ``validate``."""
    import pyoxigraph as ox  # tells the place in one line, and in words

    try:
        data = path.read_bytes()
    except OSError as error:
        raise TurtleError(f"{path}: error: cannot be read: {error.strerror or error}") from error
    try:
        text = data.decode("utf-8")
        for _ in ox.parse(data, format=ox.RdfFormat.TURTLE, base_iri=path.absolute().as_uri()):
            pass
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise TurtleError(f"{path}:{line}:{column}: error: not UTF-8 text: {error.reason}") from error
    except SyntaxError as error:
        said = re.sub(r"^Parser error at .*?columns? [\d and]+: ", "", error.msg)
        raise TurtleError(f"{path}:{error.lineno}:{error.offset}: error: {said}") from error
    return text


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


def _unstated(graph: Graph, lines: Mapping[str, int]) -> Iterator[Problem]:
    """Edges without a statement. Not in SPARQL, in which rdflib would take seconds for what takes milliseconds here."""
    stated = set(zip(*(_values(graph, part) for part in (RDF.subject, RDF.predicate, RDF.object)), strict=True))
    votes = {iri(f"kg:{name}") for name in CHOICES.values()}
    stated |= {(s, iri("kg:votedOn"), o) for s, p, o in stated if p in votes}
    for edge in (iri(relation.name) for relation in RELATIONS if relation.plain):
        for s, o in graph.subject_objects(edge):
            if (s, edge, o) not in stated:
                message = f"an edge has a statement, which has its evidence ({_short(graph, edge)}, {_short(graph, o)})"
                yield Problem(lines.get(str(s), 0), "error", _short(graph, s), message)


def _values(graph: Graph, part: URIRef) -> list[object]:
    return [graph.value(statement, part) for statement in graph.subjects(RDF.type, RDF.Statement)]


def _unknown(graph: Graph, lines: Mapping[str, int]) -> Iterator[Problem]:
    """Names in our namespace that are no terms of ours; a typo there is asked for in vain."""
    rows: tuple[Class | Property | Individual, ...] = (*CLASSES, *RELATIONS, *ATTRIBUTES, *INDIVIDUALS)
    ours = {iri(row.name) for row in rows}
    for s, *rest in graph:
        for term in rest:
            if isinstance(term, URIRef) and term.startswith(PREFIXES["kg"]) and term not in ours:
                owner = _owner(graph, s)
                message = f"{_short(graph, term)} is no term of the vocabulary"
                yield Problem(lines.get(str(owner), 0), "error", _short(graph, owner), message)


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
