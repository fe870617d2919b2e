"""The prefixes of the Turtle contract, apart from the rest so that a query needs no rdflib."""

from __future__ import annotations

from typing import Final

from kg.types import EntityType

BASE: Final = "https://example.org/diplokg/"
"""What the IRIs of a graph begin with, unless the builder names another base."""
PREFIXES: Final[dict[str, str]] = {
    "kg": "https://w3id.org/diplokg/ns#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "opengov": "http://www.w3.org/ns/opengov#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "undo": "https://w3id.org/un/ontology/undo/",
    "wd": "http://www.wikidata.org/entity/",
    "owl": "http://www.w3.org/2002/07/owl#",
}
SPARQL: Final = "\n".join(f"PREFIX {name}: <{namespace}>" for name, namespace in PREFIXES.items())
"""The head of a query."""
KINDS: Final = (
    *(kind.value.lower() for kind in EntityType),
    *("fact", "vote", "rollcall", "quotation", "membership", "document", "run"),
)
"""Kinds of data with a prefix of their own. Spans keep full IRIs: their ids hold a slash."""


def data_prefixes(base: str = BASE) -> dict[str, str]:
    """The prefixes of a graph's own data, so that one reads ``country:UKR``."""
    return {"": base, **{kind: f"{base}{kind}/" for kind in KINDS}}
