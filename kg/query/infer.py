"""A graph in memory → the same with what follows from the ontology, by the rules of OWL 2 RL that it uses.

The rules are those of https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules, by the
names in its tables 5, 6 and 9. What is inferred stands beside what the file says; the ontology itself is left out.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Final

import pyoxigraph as ox

from kg.export.prefixes import SPARQL
from kg.query.store import Source

_TERMS: Final = "GRAPH <https://w3id.org/diplokg/ns> "
_NAMED: Final = "FILTER(isIRI(?c))"  # to be in a union of classes says nothing of which
_RULES: Final = {
    "prp-spo1": ("?x ?q ?y", f"{_TERMS} {{ ?p rdfs:subPropertyOf ?q }} ?x ?p ?y"),
    "prp-symp": ("?y ?p ?x", f"{_TERMS} {{ ?p a owl:SymmetricProperty }} ?x ?p ?y"),
    "prp-inv1": ("?y ?q ?x", f"{_TERMS} {{ ?p owl:inverseOf ?q }} ?x ?p ?y"),
    "prp-inv2": ("?y ?p ?x", f"{_TERMS} {{ ?p owl:inverseOf ?q }} ?x ?q ?y"),
    "prp-spo2": (
        "?x ?q ?z",
        f"{_TERMS} {{ ?q owl:propertyChainAxiom (?a ?b) }} ?x ?a ?y . ?y ?b ?z",
    ),
    "cax-sco": ("?x a ?d", f"{_TERMS} {{ ?c rdfs:subClassOf ?d }} ?x a ?c"),
    "prp-dom": ("?x a ?c", f"{_TERMS} {{ ?p rdfs:domain ?c {_NAMED} }} ?x ?p ?y"),
    "prp-rng": ("?y a ?c", f"{_TERMS} {{ ?p rdfs:range ?c . ?p a owl:ObjectProperty {_NAMED} }} ?x ?p ?y"),
}


def infer(source: Source) -> int:
    """Add what follows to a graph in memory, until nothing more does; returns the number of triples added."""
    store = source.store
    before = len(store)
    terms = ox.NamedNode("https://w3id.org/diplokg/ns")
    ontology = (files("kg") / "ontology.ttl").read_text("utf-8")
    store.load(ontology.encode(), format=ox.RdfFormat.TURTLE, to_graph=terms)
    size = -1
    while size != len(store):
        size = len(store)
        for head, body in _RULES.values():
            store.update(f"{SPARQL} INSERT {{ {head} }} WHERE {{ {body} }}")
    store.remove_graph(terms)
    return len(store) - before
