"""An opened graph → its things, facts and documents as plain records, sorted, for formats that know no RDF."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kg.query.run import ask, texts
from kg.query.store import Source
from kg.types import TABLE_ROW

_THINGS: Final = """SELECT ?id ?type ?p ?v {
  VALUES ?type { kg:Person kg:Country kg:Institution kg:Meeting kg:Resolution }
  VALUES ?p { rdfs:label skos:altLabel dcterms:identifier skos:exactMatch dcterms:date schema:startDate kg:mentionedIn }
  ?id a ?type ; ?p ?v }"""
_FACTS: Final = """SELECT ?id ?class ?p ?v {
  VALUES ?class { rdf:Statement opengov:VoteEvent schema:Quotation }
  ?id a ?class ; ?p ?v . FILTER(?p NOT IN (rdf:type, prov:wasDerivedFrom, opengov:count)) }"""
_COUNTS: Final = "SELECT ?id ?kind ?n { ?id opengov:count [ a ?kind ; rdf:value ?n ] }"
_PLACES: Final = """SELECT ?id ?document ?words ?start ?end {
  ?id prov:wasDerivedFrom ?span . ?span oa:hasSource ?document ; oa:hasSelector/oa:exact ?words .
  OPTIONAL { ?span oa:hasSelector [ oa:start ?start ; oa:end ?end ] } }"""
_VERDICTS: Final = """SELECT DISTINCT ?id ?verdict {
  VALUES (?p ?verdict) { (kg:confirms "confirmed") (kg:contradicts "contradicted") } ?roll ?p ?id }"""
_KINDS: Final = "SELECT ?id { ?id a kg:VotingTable }"
_DOCUMENTS: Final = "SELECT ?id ?p ?v { ?id a kg:Document ; ?p ?v . FILTER(?p NOT IN (rdf:type, prov:wasGeneratedBy)) }"
_COUNT_NAMES: Final = {"YesCount": "for", "NoCount": "against", "AbstainCount": "abstained", "AbsentCount": "absent"}
_RELATIONS: Final = {"VoteEvent": "voteTally", "Quotation": "said"}


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a document states a fact; ``start`` and ``end`` are empty where they are no characters."""

    document: str
    start: str
    end: str
    words: str


@dataclass(frozen=True, slots=True)
class Thing:
    """A person, country, institution, meeting or text."""

    id: str
    type: str
    label: str
    names: tuple[str, ...]
    identifiers: tuple[str, ...]
    same_as: tuple[str, ...]
    date: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement, a vote or a quotation. ``object`` is a thing's id, or for what was said empty (see ``text``).

    A roll call is a ``voteTally``, too; its id begins with ``rollcall/``. ``verdict`` is what roll calls say of a
    claim: confirmed, contradicted, or nothing.
    """

    id: str
    relation: str
    subject: str
    object: str
    text: str
    role: str
    at: tuple[str, ...]
    polarity: str
    modality: str
    confidence: str
    rules: tuple[str, ...]
    attested: tuple[str, ...]
    outcome: str
    counts: tuple[tuple[str, str], ...]
    places: tuple[Place, ...]
    verdict: str = ""

    @property
    def actual(self) -> bool:
        """Told as done, and not contradicted by the record (but for what another table has so)."""
        wrong = self.verdict == "contradicted" and TABLE_ROW not in self.rules
        return (self.polarity, self.modality) == ("Affirmed", "Actual") and not wrong


@dataclass(frozen=True, slots=True)
class Document:
    """A text that was read; ``kind`` is ``prose``, or ``votes`` for a voting table."""

    id: str
    title: str
    date: str
    publisher: str
    source: str
    kind: str


def short(source: Source, iri: str) -> str:
    """``person/ana-ruiz``: an IRI without the graph's base."""
    return iri.removeprefix(source.prefixes[""])


def local(iri: str) -> str:
    """What stands behind the last ``#`` or slash."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def things(source: Source) -> list[Thing]:
    """All things, by id."""
    rows = list(_rows(source, _THINGS))
    types = {row[0]: local(row[1]) for row in rows}
    found = _grouped((row[0], row[2], row[3]) for row in rows)
    return [
        Thing(
            id,
            types[id],
            _one(values["label"]) or id,
            tuple(values["altLabel"]),
            tuple(values["identifier"]),
            tuple(values["exactMatch"]),
            _one(values["date"] or values["startDate"]),
            tuple(short(source, document) for document in values["mentionedIn"]),
        )
        for id, values in found
    ]


def facts(source: Source) -> list[Fact]:
    """All facts, by id."""
    rows = list(_rows(source, _FACTS))
    classes = {row[0]: local(row[1]) for row in rows}
    places: defaultdict[str, set[Place]] = defaultdict(set)
    for id, document, words, start, end in _rows(source, _PLACES):
        places[id].add(Place(short(source, document), start, end, words))
    counts: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for id, kind, number in _rows(source, _COUNTS):
        counts[id].add((_COUNT_NAMES.get(local(kind), local(kind)), number))
    verdicts: dict[str, str] = {}
    for id, verdict in sorted(_rows(source, _VERDICTS)):  # of two roll calls that differ, a contradiction is told
        verdicts[id] = verdict
    return [
        _fact(
            source, id, classes[id], values, tuple(sorted(places[id])), tuple(sorted(counts[id])), verdicts.get(id, "")
        )
        for id, values in _grouped((row[0], row[2], row[3]) for row in rows)
    ]


def _fact(
    source: Source, id: str, kind: str, values: defaultdict[str, list[str]], places: tuple[Place, ...],
    counts: tuple[tuple[str, str], ...], verdict: str,
) -> Fact:  # fmt: skip
    base = source.prefixes[""]
    target = _one(values["object"] or values["motion"] or values["text"])
    return Fact(
        id,
        local(_one(values["predicate"])) or _RELATIONS[kind],
        short(source, _one(values["subject"] or values["organizer"] or values["creator"])),
        short(source, target) if target.startswith(base) else "",
        "" if target.startswith(base) else target,
        ", ".join(values["role"]),
        tuple(short(source, place) for place in values["at"] + values["recordedAt"]),
        local(_one(values["polarity"])) or "Affirmed",
        local(_one(values["modality"])) or "Actual",
        _one(values["confidence"]),
        tuple(values["rule"]),
        tuple(values["attestedOn"]),
        local(_one(values["outcome"])),
        counts,
        places,
        verdict,
    )


def documents(source: Source) -> list[Document]:
    """All documents, by id."""
    tables = {id for (id,) in _rows(source, _KINDS)}
    return [
        Document(
            id,
            _one(values["title"]),
            _one(values["issued"]),
            _one(values["publisher"]),
            _one(values["source"]),
            "votes" if id in tables else "prose",
        )
        for id, values in _grouped(_rows(source, _DOCUMENTS))
    ]


def _rows(source: Source, query: str) -> Iterator[tuple[str, ...]]:
    """Rows of texts; the first is an id without base."""
    for id, *others in texts(ask(source, query)):
        yield (short(source, id), *others)


def _grouped(rows: Iterable[tuple[str, ...]]) -> list[tuple[str, defaultdict[str, list[str]]]]:
    """(id, predicate, value) → by id, by the predicate's local name, the sorted values."""
    groups: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for id, predicate, value in rows:
        groups[id][local(predicate)].add(value)
    return [
        (id, defaultdict(list, {name: sorted(values) for name, values in group.items()}))
        for id, group in sorted(groups.items())
    ]


def _one(values: list[str]) -> str:
    return values[0] if values else ""
