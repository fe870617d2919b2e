"""A store and some of its things → a small graph: the statements about them, newest first, and all those rest on.

Everything is looked up, nothing scanned, so that it takes as long in a store of a billion triples as in a small one.
The official record of a measure is taken whole or not at all: half of a roll call would show those who voted as absent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

import pyoxigraph as ox

from kg.errors import QueryError
from kg.export.prefixes import PREFIXES
from kg.query.run import ask, texts
from kg.query.store import Source
from kg.types import TABLE_ROW

_ROLES: Final[Mapping[str, Sequence[str]]] = {
    "rdf:Statement": ("rdf:subject", "rdf:object", "kg:at"),
    "opengov:VoteEvent": ("opengov:motion", "schema:organizer", "kg:at"),
    "schema:Quotation": ("schema:creator", "schema:recordedAt"),
}
"""Classes of statements, and what leads from one to a thing."""
_STATEMENTS: Final = " UNION ".join(
    f"{{ ?fact {role} <IRI> ; a {kind} }}" for kind, roles in _ROLES.items() for role in roles
)
_NO_ROLLCALL: Final = "FILTER NOT EXISTS { ?fact a kg:RollCall }"
_COUNT: Final = f"SELECT (COUNT(DISTINCT ?fact) AS ?n) {{ {_STATEMENTS} {_NO_ROLLCALL} }}"
_NEWEST: Final = f"""SELECT ?fact {{ {_STATEMENTS} {_NO_ROLLCALL}
  OPTIONAL {{ ?fact kg:rule ?rule }} OPTIONAL {{ ?fact kg:attestedOn ?day }} OPTIONAL {{ ?fact kg:confidence ?sure }}
}} GROUP BY ?fact ORDER BY (MIN(COALESCE(?rule = "{TABLE_ROW}", false))) DESC(MAX(?day)) DESC(MAX(?sure)) ?fact"""
_BOUND: Final = "SELECT ?motion ?roll { ?roll a kg:RollCall ; kg:confidence ?sure ; opengov:motion ?motion }"
_TOLD: Final = (
    "rdf:type", "rdfs:label", "skos:altLabel", "dcterms:identifier", "skos:exactMatch", "dcterms:date",
    "schema:startDate", "kg:body", "kg:mergedBecause",
)  # fmt: skip
_FEW: Final = 60  # triples; of a thing with more those that tell of it are looked up one by one


@dataclass(frozen=True, slots=True)
class Around:
    """A thing whose statements were taken: its IRI, how many the store has, and how many of these are here."""

    iri: str
    total: int
    taken: int


def count(source: Source, iri: str) -> int:
    """In how many statements a thing takes part."""
    ((number,),) = texts(ask(source, _COUNT.replace("IRI", iri)))
    return int(number)


def neighbourhood(source: Source, wanted: Mapping[str, int], *, most: int | None = None) -> tuple[Source, list[Around]]:
    """The graph around some things.

    Args:
        source: the store.
        wanted: by IRI, how many statements are taken at most: what texts state before what tables do, then the
            newest, then the surest.
        most: how many may be taken in all.

    Returns:
        A graph in memory that ``read_graph`` reads, and of each thing how much of it is there. Of the documents that
        name a thing only those are there that a statement rests on.

    Raises:
        QueryError: if there are more than ``most``.
    """
    copy = _Copy(source)
    found = {iri: [fact for (fact,) in texts(ask(source, _NEWEST.replace("IRI", iri)))] for iri in wanted}
    asked = sum(min(wanted[iri], len(facts)) for iri, facts in found.items())
    if most is not None and asked > most:
        raise QueryError(f"these are {asked:,} facts, and one page holds {most:,}; load fewer, or ask in SPARQL")
    for iri, facts in found.items():
        copy.thing(ox.NamedNode(iri))
        for fact in facts[: wanted[iri]]:
            copy.fact(ox.NamedNode(fact))
    copy.records()
    copy.mentions()
    around = [Around(iri, len(facts), sum(ox.NamedNode(fact) in copy.facts for fact in facts))
              for iri, facts in found.items()]  # fmt: skip
    return replace(source, store=copy.store, union=False, kept=False), around


class _Copy:
    """A store in memory that grows by what is looked up in another."""

    def __init__(self, source: Source) -> None:
        self.source, self.store = source, ox.Store()
        self.facts: set[ox.NamedNode] = set()
        self._done: set[ox.NamedNode | ox.BlankNode] = set()
        self._things: set[ox.NamedNode] = set()
        self._documents: set[ox.NamedNode] = set()

    def fact(self, fact: ox.NamedNode) -> None:
        """A statement, vote, quotation or roll call, with the things in it and the places it rests on."""
        if fact in self.facts:
            return
        self.facts.add(fact)
        for triple in self._all(fact):
            if triple.predicate in _ROLE_NAMES and isinstance(triple.object, ox.NamedNode):
                self.thing(triple.object)
            elif triple.predicate == _node("prov:wasDerivedFrom"):
                self._span(triple.object)
            elif isinstance(triple.object, ox.BlankNode):  # a count of votes
                self._all(triple.object)

    def thing(self, thing: ox.NamedNode) -> None:
        """What is told of a person, country, institution, meeting or text itself, and the body that it is of."""
        if thing in self._things:
            return
        self._things.add(thing)
        triples = list(islice(self._look(thing), _FEW + 1))
        if len(triples) > _FEW:
            triples = [triple for name in _TOLD for triple in self._look(thing, _node(name))]
        kept = [triple for triple in triples if triple.predicate in _TOLD_NAMES]
        self.store.extend(kept)
        for triple in kept:
            if triple.predicate == _node("kg:body") and isinstance(triple.object, ox.NamedNode):
                self.thing(triple.object)

    def records(self) -> None:
        """The roll calls that texts are held against, of the measures that are here, with all their votes."""
        rolls = {ox.NamedNode(motion): ox.NamedNode(roll) for motion, roll in texts(ask(self.source, _BOUND))}
        for motion in sorted(self._things & rolls.keys(), key=str):
            self.fact(rolls[motion])
            for triple in list(self._look(None, _node("rdf:object"), motion)):
                if isinstance(triple.subject, ox.NamedNode):
                    self.fact(triple.subject)

    def mentions(self) -> None:
        """In which of the documents that are here the things are named."""
        named = _node("kg:mentionedIn")
        if next(self._look(None, named), None) is None:
            return
        for thing in self._things:
            self.store.extend([triple for triple in self._look(thing, named) if triple.object in self._documents])

    def _span(self, span: object) -> None:
        if not isinstance(span, (ox.NamedNode, ox.BlankNode)):
            return
        for triple in self._all(span):
            if isinstance(triple.object, ox.BlankNode):  # a selector
                self._all(triple.object)
            elif triple.predicate == _node("oa:hasSource") and isinstance(triple.object, ox.NamedNode):
                self._document(triple.object)

    def _document(self, document: ox.NamedNode) -> None:
        self._documents.add(document)
        for triple in self._all(document):
            if triple.predicate == _node("prov:wasGeneratedBy") and isinstance(triple.object, ox.NamedNode):
                for of_run in self._all(triple.object):
                    if of_run.predicate == _node("prov:wasAssociatedWith") and isinstance(of_run.object, ox.NamedNode):
                        self._all(of_run.object)

    def _all(self, subject: ox.NamedNode | ox.BlankNode) -> list[ox.Quad]:
        """Every triple of a subject, taken once; nothing if it was taken before."""
        if subject in self._done:
            return []
        self._done.add(subject)
        triples = list(self._look(subject))
        self.store.extend(triples)
        return triples

    def _look(
        self, subject: ox.NamedNode | ox.BlankNode | None, predicate: ox.NamedNode | None = None,
        value: ox.NamedNode | None = None,
    ) -> Iterator[ox.Quad]:  # fmt: skip
        """The triples that match, out of whatever named graph the file has them in."""
        graph = None if self.source.union else ox.DefaultGraph()
        for quad in self.source.store.quads_for_pattern(subject, predicate, value, graph):
            yield ox.Quad(quad.subject, quad.predicate, quad.object)


def _node(name: str) -> ox.NamedNode:
    prefix, _, local = name.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


_ROLE_NAMES: Final = frozenset(_node(role) for roles in _ROLES.values() for role in roles)
_TOLD_NAMES: Final = frozenset(map(_node, _TOLD))
