"""A built graph against gold annotations: precision, recall and F1, traps, evidence, calibration.

Facts are compared document by document, names after ``gold.norm``. Only affirmed, actual facts count. A gold item
marked optional is neither missed nor wrong; the object ``*`` (a measure without a fixed name) matches any.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from kg.errors import GraphError
from kg.gold import RELATIONS, norm

CORE: Final = ("represents", "spokeAt", "votedOn")
BANDS: Final = ((0.9, "0.9 and more"), (0.7, "0.7 to 0.9"), (0.0, "under 0.7"))
_CHOICES: Final = {"votedFor": "for", "votedAgainst": "against", "abstainedOn": "abstained", "absentFrom": "absent"}
_SYMMETRIC: Final = frozenset({"metWith"})
_KG: Final = "https://w3id.org/diplokg/ns#"
_PREFIXES: Final = f"""
PREFIX kg: <{_KG}> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX schema: <https://schema.org/> PREFIX opengov: <http://www.w3.org/ns/opengov#>
"""
_NAMES: Final = "SELECT ?e ?n { ?e rdfs:label|skos:altLabel|dcterms:identifier ?n }"
_FACTS: Final = """SELECT DISTINCT ?id ?p ?s ?o ?pol ?mod ?c { ?f a rdf:Statement ; rdf:subject ?s ; rdf:predicate ?p ;
  rdf:object ?o ; prov:wasDerivedFrom/oa:hasSource/dcterms:identifier ?id .
  OPTIONAL { ?f kg:polarity ?pol } OPTIONAL { ?f kg:modality ?mod } OPTIONAL { ?f kg:confidence ?c } }"""
_QUOTES: Final = """SELECT ?id ?text ?who { ?q a schema:Quotation ; schema:text ?text ; schema:creator ?who ;
  prov:wasDerivedFrom/oa:hasSource/dcterms:identifier ?id }"""
_TALLIES: Final = """SELECT DISTINCT ?id ?v ?y ?n ?a ?out { ?v a opengov:VoteEvent ;
  prov:wasDerivedFrom/oa:hasSource/dcterms:identifier ?id .
  OPTIONAL { ?v opengov:count [ a opengov:YesCount ; rdf:value ?y ] }
  OPTIONAL { ?v opengov:count [ a opengov:NoCount ; rdf:value ?n ] }
  OPTIONAL { ?v opengov:count [ a opengov:AbstainCount ; rdf:value ?a ] } OPTIONAL { ?v kg:outcome ?out } }"""
_SPANS: Final = """SELECT ?id ?a ?b ?t { ?s oa:hasSource/dcterms:identifier ?id ;
  oa:hasSelector [ oa:start ?a ; oa:end ?b ] , [ oa:exact ?t ] }"""


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """An affirmed, actual fact of the graph in one document."""

    relation: str
    choice: str
    subject: str
    object: str


@dataclass(frozen=True, slots=True, order=True)
class Miss:
    """Something missed, wrong, split over nodes, or a trap that was hit."""

    kind: str
    doc: str
    what: str
    choice: str
    subject: str
    object: str
    evidence: str = ""


@dataclass(slots=True)
class Score:
    """Counts of what was right, wrong and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        """Share of what was found that is right; None if nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """Share of what there is that was found; None if there is nothing."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both; None if nothing was found and there is nothing."""
        if self.precision and self.recall:
            return 2 * self.precision * self.recall / (self.precision + self.recall)
        return 0.0 if self.right + self.wrong + self.missed else None

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)


@dataclass(slots=True)
class Report:
    """The result. ``scores`` by relation, ``entity:KIND``, ``quotes``; ``judged``: (confidence, right) of every fact."""

    documents: int
    scores: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    misses: list[Miss] = field(default_factory=list)
    judged: list[tuple[float, bool]] = field(default_factory=list)
    traps: int = 0
    traps_hit: int = 0
    spans: int = 0
    spans_wrong: int = 0
    absent: tuple[str, ...] = ()
    """Annotated documents that are not in the graph."""

    @property
    def core(self) -> Score:
        """The relations asked for first."""
        return _total(self.scores[name] for name in CORE if name in self.scores)

    @property
    def all(self) -> Score:
        """All relations and tallies."""
        return _total(self.scores[name] for name in (*RELATIONS, "voteTally") if name in self.scores)

    def calibration(self) -> list[tuple[str, int, int]]:
        """(band, facts, right facts) from the surest band to the least sure."""
        rows, upper = [], 2.0
        for low, label in BANDS:
            inside = [right for confidence, right in self.judged if low <= confidence < upper]
            rows.append((label, len(inside), sum(inside)))
            upper = low
        return rows


def _total(scores: Iterable[Score]) -> Score:
    return sum(scores, Score())


class BuiltGraph:
    """What scoring needs of a graph file.

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
        self._names = self._pairs(_NAMES, norm)
        self._types = self._pairs("SELECT ?e ?t { ?e a ?t }", lambda iri: iri.rsplit("#", 1)[-1])
        for event, body in self._rows("SELECT ?m ?b { ?m kg:body ?b }"):
            self._names[event] |= self._names[body]
        self.found, self._confidence = self._facts()
        self.quotes = _by_document((doc, (norm(text), who)) for doc, text, who in self._rows(_QUOTES))
        self.tallies = _by_document((doc, tuple(rest)) for doc, *rest in self._rows(_TALLIES))
        self.mentioned = _by_document(self._rows("SELECT ?id ?e { ?e kg:mentionedIn/dcterms:identifier ?id }"))
        self.spans = _by_document((doc, tuple(rest)) for doc, *rest in self._rows(_SPANS))
        self.documents = {doc for (doc,) in self._rows("SELECT ?id { ?d a kg:Document ; dcterms:identifier ?id }")}

    def _rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        for row in self._store.query(_PREFIXES + query):
            yield tuple(None if term is None else getattr(term, "value", str(term)) for term in row)

    def _pairs(self, query: str, change: Any) -> defaultdict[str, set[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for key, value in self._rows(query):
            found[key].add(change(value))
        return found
