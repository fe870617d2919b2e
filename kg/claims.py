"""A built graph (Turtle) → every vote and tally that its texts tell, and what the official record says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import GraphError
from kg.export.ontology import CHOICES, COUNTS, SPARQL

CONFIRMED, CONTRADICTED, UNKNOWN = "confirmed", "contradicted", "not in the record"

# Votes as statements, tallies as events; a row for each place that tells it.
_TOLD: Final = """SELECT DISTINCT ?claim ?who ?choice ?what ?quote ?document ?date ?start ?y ?n ?a ?outcome {
  { ?claim a rdf:Statement ; rdf:subject/rdfs:label ?who ; rdf:predicate ?choice ; rdf:object ?measure ;
      kg:polarity kg:Affirmed ; kg:modality kg:Actual .
    VALUES ?choice { kg:votedFor kg:votedAgainst kg:abstainedOn kg:absentFrom } }
  UNION
  { ?claim a opengov:VoteEvent ; opengov:motion ?measure ; schema:organizer/rdfs:label ?who .
    FILTER NOT EXISTS { ?claim a kg:RollCall }
    OPTIONAL { ?claim opengov:count [ a opengov:YesCount ; rdf:value ?y ] }
    OPTIONAL { ?claim opengov:count [ a opengov:NoCount ; rdf:value ?n ] }
    OPTIONAL { ?claim opengov:count [ a opengov:AbstainCount ; rdf:value ?a ] }
    OPTIONAL { ?claim kg:outcome ?outcome } }
  ?measure rdfs:label ?what .
  ?claim prov:wasDerivedFrom ?span . ?span oa:hasSource ?d ; oa:hasSelector [ oa:start ?start ], [ oa:exact ?quote ] .
  ?d dcterms:identifier ?document . FILTER NOT EXISTS { ?d a kg:VotingTable }
  OPTIONAL { ?d dcterms:issued ?date } }"""
_VERDICTS: Final = """SELECT DISTINCT ?claim ?verdict ?roll ?table {
  ?roll ?verdict ?claim ; prov:wasDerivedFrom/oa:hasSource ?d . VALUES ?verdict { kg:confirms kg:contradicts }
  ?d dcterms:identifier ?id . OPTIONAL { ?d dcterms:title ?title } BIND(COALESCE(?title, ?id) AS ?table) }"""
_RECORD: Final = """SELECT ?y ?n ?a ?outcome {
  OPTIONAL { ?roll opengov:count [ a opengov:YesCount ; rdf:value ?y ] }
  OPTIONAL { ?roll opengov:count [ a opengov:NoCount ; rdf:value ?n ] }
  OPTIONAL { ?roll opengov:count [ a opengov:AbstainCount ; rdf:value ?a ] }
  OPTIONAL { ?roll kg:outcome ?outcome } }"""
_ROW: Final = """SELECT DISTINCT ?choice ?row {
  ?claim rdf:subject ?member . ?roll opengov:motion ?measure ; prov:wasDerivedFrom/oa:hasSource ?any .
  ?vote rdf:subject ?member ; rdf:object ?measure ; rdf:predicate ?choice ; prov:wasDerivedFrom ?span .
  ?span oa:hasSource ?d ; oa:hasSelector/oa:exact ?row . ?d a kg:VotingTable }"""


@dataclass(frozen=True, slots=True, order=True)
class Claim:
    """A vote or tally as one place of a text tells it.

    ``said`` and ``recorded`` are in words ("against"; "for 141, against 7, abstained 32, adopted"), ``recorded`` is
    empty where the record says nothing; ``quote`` are the text's words, ``record`` names the table.
    """

    document: str
    start: int
    who: str
    said: str
    measure: str
    verdict: str
    recorded: str
    quote: str
    date: str
    record: str
    fact: str


def claims(path: Path) -> list[Claim]:
    """The claims of a graph that ``kg build`` wrote, in the order of the texts.

    Raises:
        GraphError: if the file cannot be read.
    """
    store = ox.Store()
    try:
        store.bulk_load(path=str(path), format=ox.RdfFormat.TURTLE)
    except OSError as error:
        raise GraphError(f"{path}: cannot be read: {error.strerror or error}; build a graph first") from error
    except SyntaxError as error:
        raise GraphError(f"{path}: no Turtle file: {error}") from error
    return sorted(_claims(store))


def _claims(store: ox.Store) -> Iterator[Claim]:
    verdicts = {claim: (verdict, roll, table) for claim, verdict, roll, table in _rows(store, _VERDICTS)}
    for claim, who, choice, what, quote, document, date, start, *numbers in _rows(store, _TOLD):
        kind, roll, table = verdicts.get(claim, ("", "", ""))
        verdict = {"kg:confirms": CONFIRMED, "kg:contradicts": CONTRADICTED}.get(_short(kind), UNKNOWN)
        said = _choice(choice) if choice else _tally(numbers)
        recorded = "" if not roll else _recorded_vote(store, claim, roll) if choice else _recorded_tally(store, roll)
        yield Claim(document, int(start), who, said, what, verdict, recorded, quote, date, table, claim)


def _recorded_vote(store: ox.Store, claim: str, roll: str) -> str:
    rows = _rows(store, _ROW, claim=claim, roll=roll)
    return ", ".join(sorted({_choice(choice) for choice, _ in rows}))


def _recorded_tally(store: ox.Store, roll: str) -> str:
    return next((_tally(row) for row in _rows(store, _RECORD, roll=roll)), "")


def _rows(store: ox.Store, query: str, **bound: str) -> list[tuple[str, ...]]:
    """The rows of a query, "" for what is unbound; ``bound`` puts IRIs in the place of variables."""
    for name, iri in bound.items():
        query = query.replace(f"?{name}", str(ox.NamedNode(iri)))
    found = store.query(f"{SPARQL} {query}")
    assert isinstance(found, ox.QuerySolutions)
    return [tuple("" if term is None else str(getattr(term, "value", term)) for term in row) for row in found]


def _tally(numbers: list[str] | tuple[str, ...]) -> str:
    *counts, outcome = numbers
    told = [f"{key} {number}" for key, number in zip(COUNTS, counts, strict=True) if number]
    return ", ".join([*told, *([_local(outcome).lower()] if outcome else [])])


def _choice(iri: str) -> str:
    return next(choice for choice, name in CHOICES.items() if name == _local(iri))


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1]


def _short(iri: str) -> str:
    return f"kg:{_local(iri)}" if iri else ""
