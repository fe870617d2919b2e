"""An opened graph → JSON-LD (https://www.w3.org/TR/json-ld11/) that reads well."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any, Final

import pyoxigraph as ox

from kg.query.export.rdf import triples
from kg.query.formats import Shortener
from kg.query.store import Source

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_TYPE: Final = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def json_ld(source: Source) -> bytes:
    """One document: short keys by a context, blank nodes written where they belong."""
    every = triples(source)
    writer = _JsonLd(source, every)
    nodes = [writer.node(subject) for subject in dict.fromkeys(t.subject for t in every) if writer.is_top(subject)]
    document = {"@context": writer.context(), "@graph": nodes}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


class _JsonLd:
    """Writes nodes; keys are the properties' local names where these are one property's only."""

    def __init__(self, source: Source, every: list[ox.Triple]) -> None:
        self._prefixes = source.prefixes
        self._short = Shortener(source.prefixes)
        self._of: defaultdict[Any, defaultdict[ox.NamedNode, list[Any]]] = defaultdict(lambda: defaultdict(list))
        self._parents: defaultdict[Any, int] = defaultdict(int)
        kinds: defaultdict[ox.NamedNode, set[str]] = defaultdict(set)
        for triple in every:
            self._of[triple.subject][triple.predicate].append(triple.object)
            kinds[triple.predicate].add(_kind(triple.object))
            if isinstance(triple.object, ox.BlankNode):
                self._parents[triple.object] += 1
        self._kinds = {predicate: next(iter(found)) for predicate, found in kinds.items() if len(found) == 1}
        names: defaultdict[str, list[ox.NamedNode]] = defaultdict(list)
        for predicate in sorted(kinds, key=str):
            names[predicate.value.replace("#", "/").rsplit("/", 1)[-1]].append(predicate)
        self._keys = {
            predicate: name if len(found) == 1 else self._short.iri(predicate.value)
            for name, found in names.items()
            for predicate in found
        }

    def is_top(self, subject: Any) -> bool:
        """A node of its own: whatever has an IRI, and a blank node that stands in no other or in several."""
        return isinstance(subject, ox.NamedNode) or self._parents[subject] != 1

    def context(self) -> dict[str, Any]:
        """The meaning of the keys."""
        terms: dict[str, Any] = {"id": "@id", "type": "@type"}
        terms |= {name: iri for name, iri in self._prefixes.items() if name}
        for predicate, key in sorted(self._keys.items(), key=lambda pair: pair[1]):
            if predicate != _TYPE:
                kind = self._kinds.get(predicate, "")
                plain = kind in {"", f"{_XSD}string"}
                iri = self._short.iri(predicate.value)
                terms[key] = iri if plain else {"@id": iri, "@type": kind if kind == "@id" else self._short.iri(kind)}
        return terms

    def node(self, subject: Any) -> dict[str, Any]:
        """A node with all that is said of it."""
        written: dict[str, Any] = {}
        if isinstance(subject, ox.NamedNode):
            written["id"] = self._id(subject)
        elif self._parents[subject] != 1:
            written["id"] = str(subject)
        for predicate, objects in self._of[subject].items():
            values = [self._value(predicate, term) for term in objects]
            key = "type" if predicate == _TYPE else self._keys[predicate]
            written[key] = values[0] if len(values) == 1 else values
        return written

    def _id(self, term: ox.NamedNode) -> str:
        short = self._short.iri(term.value)
        return short if not short.startswith(":") else term.value

    def _value(self, predicate: ox.NamedNode, term: Any) -> Any:
        kind = self._kinds.get(predicate)
        if isinstance(term, ox.NamedNode):
            return self._id(term) if kind == "@id" or predicate == _TYPE else {"id": self._id(term)}
        if isinstance(term, ox.BlankNode):
            return self.node(term) if self._parents[term] == 1 else {"id": str(term)}
        if term.language:
            return {"@value": term.value, "@language": term.language}
        if term.datatype.value == f"{_XSD}string" or kind == term.datatype.value:
            return term.value
        return {"@value": term.value, "@type": self._short.iri(term.datatype.value)}


def _kind(term: Any) -> str:
    """``@id`` for an IRI, a literal's datatype, or something that is like nothing else."""
    if isinstance(term, ox.NamedNode):
        return "@id"
    if isinstance(term, ox.BlankNode):
        return "@id"
    return f"language {term.language}" if term.language else str(term.datatype.value)
