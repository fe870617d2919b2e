"""A graph file → what scoring needs of it, document by document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from kg.errors import GraphError
from kg.evaluate.gold import Names, norm
from kg.export.ontology import CHOICES, SPARQL

_CHOICES: Final = {name: choice for choice, name in CHOICES.items()}
_NAMES: Final = "SELECT ?e ?n { ?e rdfs:label|skos:altLabel|dcterms:identifier ?n }"
_BODIES: Final = "SELECT ?m ?n { ?m kg:body/(rdfs:label|skos:altLabel|dcterms:identifier) ?n }"
_FACTS: Final = """SELECT DISTINCT ?id ?p ?s ?o ?pol ?mod ?c { ?f a rdf:Statement ; rdf:subject ?s ; rdf:predicate ?p ;
  rdf:object ?o ; prov:wasDerivedFrom/oa:hasSource/dcterms:identifier ?id .
  OPTIONAL { ?f kg:polarity ?pol } OPTIONAL { ?f kg:modality ?mod } OPTIONAL { ?f kg:confidence ?c } }"""
_QUOTES: Final = """SELECT ?id ?text ?who { ?q a schema:Quotation ; schema:text ?text ; schema:creator ?who ;
  prov:wasDerivedFrom/oa:hasSource/dcterms:identifier ?id }"""
_TALLIES: Final = """SELECT DISTINCT ?id ?v ?y ?n ?a ?out ?c { ?v a opengov:VoteEvent ;
  prov:wasDerivedFrom/oa:hasSource/dcterms:identifier ?id .
  OPTIONAL { ?v opengov:count [ a opengov:YesCount ; rdf:value ?y ] }
  OPTIONAL { ?v opengov:count [ a opengov:NoCount ; rdf:value ?n ] }
  OPTIONAL { ?v opengov:count [ a opengov:AbstainCount ; rdf:value ?a ] }
  OPTIONAL { ?v kg:outcome ?out } OPTIONAL { ?v kg:confidence ?c } }"""
_SPANS: Final = """SELECT ?id ?a ?b ?t { ?s oa:hasSource/dcterms:identifier ?id ;
  oa:hasSelector [ oa:start ?a ; oa:end ?b ] , [ oa:exact ?t ] }"""


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """An affirmed, actual fact between two entities; ``choice`` is empty unless it is a vote."""

    relation: str
    choice: str
    subject: str
    object: str


@dataclass(frozen=True, slots=True, order=True)
class FoundTally:
    """A vote's numbers ("for", "against", "abstained"; those not known are empty) and outcome."""

    id: str
    numbers: tuple[str, str, str]
    outcome: str
    confidence: float


@dataclass(frozen=True, slots=True, order=True)
class FoundQuote:
    """A quotation's words as ``norm`` makes them, and its speaker."""

    text: str
    speaker: str


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place of a document, and the words that it is said to hold."""

    start: int
    end: int
    exact: str


_Row = TypeVar("_Row", FoundTally, FoundQuote, Span)


class BuiltGraph:
    """What a graph file says.

    Attributes:
        documents: identifiers of its documents.
        facts: by document, each with its confidence.
        quotes, tallies, spans: by document, sorted.
        mentioned: by document, the entities named there.

    Raises:
        GraphError: if the file is not readable as Turtle.
    """

    def __init__(self, path: Path) -> None:
        import pyoxigraph as ox

        self._store = ox.Store()
        try:
            self._store.bulk_load(path=str(path), format=ox.RdfFormat.TURTLE)
        except (OSError, SyntaxError) as error:
            raise GraphError(f"{path}: not readable as Turtle: {error}") from None
        self._names = self._sets(_NAMES, norm)
        for event, names in self._sets(_BODIES, norm).items():
            self._names[event] |= names
        self._types = self._sets("SELECT ?e ?t { ?e a ?t }", _local)
        self.documents = {doc for (doc,) in self._rows("SELECT ?d { [] oa:hasSource/dcterms:identifier ?d }")}
        self.documents |= {doc for (doc,) in self._rows("SELECT ?d { ?e a kg:Document ; dcterms:identifier ?d }")}
        self.mentioned = self._sets("SELECT ?d ?e { ?e kg:mentionedIn/dcterms:identifier ?d }", str)
        self.facts = self._facts()
        self.quotes = _grouped((doc, FoundQuote(norm(text), who)) for doc, text, who in self._rows(_QUOTES))
        self.tallies = _grouped((row[0], _tally(row)) for row in self._rows(_TALLIES))
        self.spans = _grouped((doc, Span(int(a), int(b), text)) for doc, a, b, text in self._rows(_SPANS))

    def matches(self, entity: str, names: Names) -> bool:
        """True if any name of the entity is accepted."""
        return names.any or not self._names[entity].isdisjoint(names.accepted)

    def is_a(self, entity: str, kind: str) -> bool:
        """True if the entity has a class of that local name."""
        return kind in self._types[entity]

    def name(self, entity: str) -> str:
        """The shortest name, as names are compared."""
        return min(self._names[entity] or {entity}, key=lambda name: (len(name), name))

    def _rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        for row in self._store.query(SPARQL + query):  # type: ignore[union-attr] # a SELECT has rows
            yield tuple(None if term is None else getattr(term, "value", str(term)) for term in row)

    def _sets(self, query: str, change: Callable[[str], str]) -> defaultdict[str, set[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for key, value in self._rows(query):
            found[key].add(change(value))
        return found

    def _facts(self) -> Mapping[str, dict[Found, float]]:
        found: defaultdict[str, dict[Found, float]] = defaultdict(dict)
        for doc, predicate, subject, object, polarity, modality, confidence in self._rows(_FACTS):
            if _local(polarity or "#Affirmed") != "Affirmed" or _local(modality or "#Actual") != "Actual":
                continue
            relation = _local(predicate)
            choice = _CHOICES.get(relation, "")
            fact = Found("votedOn" if choice else relation, choice, subject, object)
            found[doc][fact] = max(float(confidence or 1), found[doc].get(fact, 0.0))
        return {doc: dict(sorted(facts.items())) for doc, facts in found.items()}


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1]


def _tally(row: tuple[Any, ...]) -> FoundTally:
    _, id, for_, against, abstained, outcome, confidence = row
    return FoundTally(id, (for_ or "", against or "", abstained or ""), outcome or "", float(confidence or 1))


def _grouped(pairs: Iterable[tuple[str, _Row]]) -> Mapping[str, list[_Row]]:
    groups: defaultdict[str, set[_Row]] = defaultdict(set)
    for doc, item in pairs:
        groups[doc].add(item)
    return {doc: sorted(items) for doc, items in groups.items()}
