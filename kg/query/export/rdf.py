"""An opened graph → RDF in other syntaxes: Turtle, N-Triples, TriG and N-Quads by document, RDF 1.2."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import pyoxigraph as ox

from kg.query.export.blanks import named
from kg.query.run import ask
from kg.query.store import Source

_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_TYPE: Final = ox.NamedNode(f"{_RDF}type")
_STATEMENT: Final = ox.NamedNode(f"{_RDF}Statement")
_REIFIES: Final = ox.NamedNode(f"{_RDF}reifies")
_PARTS: Final = tuple(ox.NamedNode(f"{_RDF}{part}") for part in ("subject", "predicate", "object"))
_OWNERS: Final = """SELECT DISTINCT ?x ?document { { ?x prov:wasDerivedFrom/oa:hasSource ?document }
  UNION { ?x oa:hasSource ?document } }"""
_EDGES: Final = """SELECT DISTINCT ?s ?p ?o ?document { ?f rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
  kg:polarity kg:Affirmed ; kg:modality kg:Actual ; prov:wasDerivedFrom/oa:hasSource ?document }"""
_CHOICES: Final = frozenset({"votedFor", "votedAgainst", "abstainedOn", "absentFrom"})
Node = ox.NamedNode | ox.BlankNode


def triples(source: Source) -> list[ox.Triple]:
    """All triples of all graphs, each once, in an order that depends on them alone (blank nodes last).

    A store gives blank nodes other labels with every load; here they get ones that stay the same (see ``blanks``).
    """
    every = {quad.triple for quad in source.store}
    labels = named(every)
    if labels is None:
        found = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in every)
        found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        every = {quad.triple for quad in found}
    elif labels:
        every = {
            ox.Triple(labels.get(t.subject, t.subject), t.predicate, labels.get(t.object, t.object)) for t in every
        }
    return sorted(every, key=lambda triple: (isinstance(triple.subject, ox.BlankNode), str(triple)))


def n_triples(source: Source) -> bytes:
    """N-Triples (https://www.w3.org/TR/n-triples/)."""
    return _written(triples(source), ox.RdfFormat.N_TRIPLES)


def turtle(source: Source) -> bytes:
    """Turtle (https://www.w3.org/TR/turtle/)."""
    return _written(triples(source), ox.RdfFormat.TURTLE, source.prefixes)


def rdf12(source: Source) -> bytes:
    """Turtle of RDF 1.2 (https://www.w3.org/TR/rdf12-turtle/): a statement reifies a triple term."""
    by_subject: defaultdict[Node, dict[ox.NamedNode, Any]] = defaultdict(dict)
    kept = []
    statements = {t.subject for t in triples(source) if t.predicate == _TYPE and t.object == _STATEMENT}
    for triple in triples(source):
        if triple.subject in statements and triple.predicate in _PARTS:
            by_subject[triple.subject][triple.predicate] = triple.object  # type: ignore[index] # no triple term
        elif triple.predicate != _TYPE or triple.object != _STATEMENT:
            kept.append(triple)
    reified = [
        ox.Triple(subject, _REIFIES, ox.Triple(*(parts[part] for part in _PARTS)))
        for subject, parts in by_subject.items()
    ]
    return _written(sorted([*kept, *reified], key=str), ox.RdfFormat.TURTLE, source.prefixes)


def _written(items: Iterable[Any], format: ox.RdfFormat, prefixes: Mapping[str, str] | None = None) -> bytes:
    text = ox.serialize(items, format=format, prefixes=dict(prefixes) if prefixes else None)
    assert text is not None
    lines = text.splitlines(keepends=True)
    head = [line for line in lines if line.startswith(b"@prefix ")] if prefixes else []
    return b"".join([*sorted(head), *lines[len(head) :]])  # oxigraph writes the prefixes in any order


def trig(source: Source) -> bytes:
    """TriG (https://www.w3.org/TR/trig/): what a document states is in the graph of its IRI, the rest in none."""
    return _written(_quads(source), ox.RdfFormat.TRIG, source.prefixes)


def n_quads(source: Source) -> bytes:
    """N-Quads (https://www.w3.org/TR/n-quads/), divided as ``trig``."""
    return _written(_quads(source), ox.RdfFormat.N_QUADS)


def _quads(source: Source) -> list[ox.Quad]:
    every = triples(source)
    owners: defaultdict[Any, set[ox.NamedNode]] = defaultdict(set)
    for subject, document in _select(source, _OWNERS):
        owners[subject].add(document)
    for triple in every:  # a blank node belongs where it is written
        if isinstance(triple.object, ox.BlankNode):
            owners[triple.object] |= owners[triple.subject]
    edges: defaultdict[tuple[Any, Any, Any], set[ox.NamedNode]] = defaultdict(set)
    voted = ox.NamedNode(source.prefixes["kg"] + "votedOn")
    for subject, predicate, object, document in _select(source, _EDGES):
        edges[subject, predicate, object].add(document)
        if predicate.value.rsplit("#", 1)[-1] in _CHOICES:
            edges[subject, voted, object].add(document)
    quads = []
    for triple in every:
        graphs = owners.get(triple.subject) or edges.get((triple.subject, triple.predicate, triple.object))
        for graph in graphs or [ox.DefaultGraph()]:
            quads.append(ox.Quad(triple.subject, triple.predicate, triple.object, graph))
    return sorted(quads, key=lambda quad: (str(quad.graph_name), str(quad)))


def _select(source: Source, query: str) -> Iterator[tuple[Any, ...]]:
    found = ask(source, query)
    assert isinstance(found, ox.QuerySolutions)
    for row in found:
        yield tuple(row)
