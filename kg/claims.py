"""A built graph (Turtle) → every vote and tally that its texts tell, and what the official record says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.export.prefixes import SPARQL
from kg.query.run import texts
from kg.query.store import open_graph
from kg.types import COUNTS

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
_RECORD: Final = """SELECT ?y ?n ?a ?outcome ?row {
  ?roll prov:wasDerivedFrom/oa:hasSelector/oa:exact ?row .
  OPTIONAL { ?roll opengov:count [ a opengov:YesCount ; rdf:value ?y ] }
  OPTIONAL { ?roll opengov:count [ a opengov:NoCount ; rdf:value ?n ] }
  OPTIONAL { ?roll opengov:count [ a opengov:AbstainCount ; rdf:value ?a ] }
  OPTIONAL { ?roll kg:outcome ?outcome } }"""
_ROW: Final = """SELECT DISTINCT ?choice ?row {
  ?claim rdf:subject ?member . ?roll opengov:motion ?measure ; prov:wasDerivedFrom/oa:hasSource ?any .
  ?vote rdf:subject ?member ; rdf:object ?measure ; rdf:predicate ?choice ; prov:wasDerivedFrom ?span .
  ?span oa:hasSource ?d ; oa:hasSelector/oa:exact ?row . ?d a kg:VotingTable }"""

_CHOICES: Final = {"votedFor": "for", "votedAgainst": "against", "abstainedOn": "abstained", "absentFrom": "absent"}


@dataclass(frozen=True, slots=True, order=True)
class Claim:
    """A vote or tally as one text tells it, wherever in it; ``quote`` are its words, from all those places.

    ``said`` and ``recorded`` are in words ("against"; "for 141, against 7, abstained 32, adopted"), ``recorded`` is
    empty where it says nothing; ``row`` are the record's words, ``record`` names the table.
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
    row: str
    fact: str


def claims(path: Path, *, memory: bool = False, notify: Callable[[str], None] = lambda _: None) -> list[Claim]:
    """The claims of a graph that ``kg build`` wrote, in the order of the texts.

    Args:
        path: the Turtle file.
        memory: read it into memory and keep no store beside it.
        notify: told of what takes long.

    Raises:
        GraphError: if the file cannot be read.
    """
    return sorted(_claims(open_graph(path, notify=notify, memory=memory).store))


def _claims(store: ox.Store) -> Iterator[Claim]:
    verdicts = {claim: (verdict, roll, table) for claim, verdict, roll, table in _rows(store, _VERDICTS)}
    for claim, who, choice, what, quote, document, date, start, *numbers in _by_text(_rows(store, _TOLD)):
        kind, roll, table = verdicts.get(claim, ("", "", ""))
        verdict = {"kg:confirms": CONFIRMED, "kg:contradicts": CONTRADICTED}.get(_short(kind), UNKNOWN)
        said = _choice(choice) if choice else _tally(numbers)
        recorded, row = ("", "") if not roll else _recorded(store, claim if choice else "", roll)
        yield Claim(document, int(start), who, said, what, verdict, recorded, quote, date, table, row, claim)


def _by_text(rows: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """One row a claim and text: where it begins, and its words, of which a list's vote has the label and the name."""
    places: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for row in rows:
        places.setdefault((row[0], row[5]), []).append(row)
    for found in places.values():
        found.sort(key=lambda row: int(row[7]))
        first, quotes = found[0], dict.fromkeys(" ".join(row[4].split()) for row in found)
        yield (*first[:4], " … ".join(quotes), *first[5:])


def _recorded(store: ox.Store, vote: str, roll: str) -> tuple[str, str]:
    """What a roll call has for the member of a vote, or without one its totals; and the row that says so."""
    if vote:
        rows = _rows(store, _ROW, claim=vote, roll=roll)
        if rows:
            return ", ".join(sorted({_choice(c) for c, _ in rows})), "; ".join(sorted({row for _, row in rows}))
    *totals, row = next(iter(_rows(store, _RECORD, roll=roll)))
    return f"no vote of it: {_tally(totals)}" if vote else _tally(totals), row


def _rows(store: ox.Store, query: str, **bound: str) -> list[tuple[str, ...]]:
    """The rows of a query, "" for what is unbound; ``bound`` puts IRIs in the place of variables."""
    for name, iri in bound.items():
        query = query.replace(f"?{name}", str(ox.NamedNode(iri)))
    return list(texts(store.query(f"{SPARQL} {query}")))


def _tally(numbers: list[str] | tuple[str, ...]) -> str:
    *counts, outcome = numbers
    told = [f"{key} {number}" for key, number in zip(COUNTS, counts, strict=True) if number]
    return ", ".join([*told, *([_local(outcome).lower()] if outcome else [])])


def _choice(iri: str) -> str:
    return _CHOICES[_local(iri)]


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1]


def _short(iri: str) -> str:
    return f"kg:{_local(iri)}" if iri else ""
