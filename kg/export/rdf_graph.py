"""N-Triples → an rdflib graph."""

from __future__ import annotations

from collections.abc import Mapping

from rdflib import Graph

RdfGraph = Graph


def to_rdflib(triples: bytes, prefixes: Mapping[str, str]) -> RdfGraph:
    """The triples as rdflib has them, with prefixes bound."""
    graph = RdfGraph(bind_namespaces="none")
    for name, namespace in prefixes.items():
        graph.bind(name, namespace)
    return graph.parse(data=triples, format="nt")
