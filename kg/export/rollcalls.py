"""Roll calls → blocks of Turtle: the official vote events and what they say of the texts' claims.

The votes of a roll call that the texts speak of are facts like others (see ``statements``). Those of the rest, up to
some 900,000, are written here one by one, so that a table of any size needs little memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import replace
from decimal import Decimal

from rdflib import Literal, URIRef

from kg.export.ontology import ABSENT, COUNTS, Blank, Pairs, Syntax, Term, claim, digest, iri, predicate, statement_id
from kg.export.statements import Names, segment, strings
from kg.types import TABLE_ROW, Evidence, Fact, Graph, Modality, Polarity, Relation, RollCall, pairs


class RollCalls:
    """Writes the roll calls of a graph."""

    def __init__(self, graph: Graph, names: Names) -> None:
        self.graph, self.names = graph, names
        self._bindings = {binding.rollcall: binding for binding in graph.bindings}

    @property
    def evidence(self) -> set[Evidence]:
        """The rows that describe a roll call, or prove a verdict."""
        described = {e for rollcall in self.graph.rollcalls for e in rollcall.evidence}
        return described | {e for verdict in self.graph.verdicts for e in verdict.evidence}

    def events(self, nodes: Mapping[str, URIRef]) -> Iterator[tuple[URIRef, Pairs]]:
        """Every roll call as an event; ``nodes`` are those that state the facts, by their ids."""
        targets: dict[tuple[str, bool], list[Term]] = {}
        for verdict in self.graph.verdicts:
            targets.setdefault((verdict.rollcall, verdict.confirmed), []).append(nodes[verdict.fact])
        for rollcall in self.graph.rollcalls:
            yield self.names.path(rollcall.id), self._event(rollcall, targets)

    def _event(self, rollcall: RollCall, targets: dict[tuple[str, bool], list[Term]]) -> Pairs:
        counts = [(name, number) for key, name in {**COUNTS, "absent": ABSENT}.items()
                  if (number := rollcall.count(key)) is not None]  # fmt: skip
        binding = self._bindings.get(rollcall.id)
        return [
            ("a", [iri("kg:RollCall"), iri("opengov:VoteEvent"), iri("prov:Entity")]),
            ("rdfs:label", [Literal(f"Roll call on {rollcall.label}")]),
            ("dcterms:title", strings([rollcall.title])),
            ("kg:draft", strings([rollcall.draft])),
            ("opengov:motion", self.names.paths([rollcall.resolution])),
            ("schema:organizer", self.names.paths([rollcall.body])),
            ("schema:startDate", [Literal(rollcall.date)] if rollcall.date else []),
            ("opengov:count", [
                Blank([("a", [iri(f"opengov:{name}")]), ("rdf:value", [Literal(number)])]) for name, number in counts
            ]),
            ("kg:outcome", [iri(f"kg:{rollcall.outcome}")] if rollcall.outcome else []),
            ("kg:confidence", [Literal(Decimal(str(binding.score)))] if binding else []),
            ("kg:boundBecause", strings(binding.reasons if binding else ())),
            ("kg:confirms", targets.get((rollcall.id, True), [])),
            ("kg:contradicts", targets.get((rollcall.id, False), [])),
            ("prov:wasDerivedFrom", map(self.names.span, rollcall.evidence)),
        ]  # fmt: skip

    def ballots(self, syntax: Syntax) -> Iterator[str]:
        """The votes of roll calls that no text speaks of: a chunk of Turtle each roll call.

        What is written is what ``statements`` writes of such facts, but in one pass and without sorting. In a graph
        that was read from a file they are facts already, and the text whose rows they cite is not at hand.
        """
        texts = {document.id: document.text for document in self.graph.documents}
        votes = self.graph.of(Relation.VOTED_ON)
        told = {statement_id(fact) for fact in votes}
        stated = {(e.article, e.start, e.end) for fact in votes for e in fact.evidence}
        for rollcall in self.graph.rollcalls:
            text, document = texts[rollcall.document], rollcall.document
            ballots = tuple(b for b in rollcall.ballots if text and (document, b.start, b.end) not in stated)
            if rollcall.id not in self._bindings and ballots:
                yield "".join(self._ballots(replace(rollcall, ballots=ballots), text, syntax, told))

    def _ballots(self, rollcall: RollCall, text: str, syntax: Syntax, told: Set[str]) -> Iterator[str]:
        measure = syntax.term(self.names.path(rollcall.resolution))
        document = syntax.term(self.names.node("document", rollcall.document))
        spans = f"{self.names.base}span/{segment(rollcall.document)}/"
        day = f' ; kg:attestedOn "{rollcall.date}"^^xsd:date' if rollcall.date else ""
        yield f"@prefix row: <{spans}> .\n"
        for member, choice, start, end in rollcall.ballots:
            roles = pairs({"subject": member, "object": rollcall.resolution})
            vote = Fact(Relation.VOTED_ON, roles, (("choice", choice),))
            name, id = predicate(vote), digest(claim(vote))
            sure = "" if f"fact/{id}" in told else "kg:confidence 1.0 ; "  # what is stated already has one
            who, row = syntax.term(self.names.path(member)), f"row:{start}-{end}"
            written = any((e.article, e.start, e.end) == (rollcall.document, start, end) for e in rollcall.evidence)
            selectors = (
                f"{row} a oa:SpecificResource ; oa:hasSource {document} ; oa:hasSelector "
                f"[ a oa:TextPositionSelector ; oa:start {start} ; oa:end {end} ], "
                f"[ a oa:TextQuoteSelector ; oa:exact {syntax.term(Literal(text[start:end]))} ] .\n"
            )
            yield (
                f"{who} kg:votedOn {measure} ; kg:{name} {measure} .\n"
                f"fact:{id} a rdf:Statement, prov:Entity ; rdf:subject {who} ; "
                f"rdf:predicate kg:{name} ; rdf:object {measure} ; kg:polarity kg:{Polarity.AFFIRMED.value} ; "
                f"kg:modality kg:{Modality.ACTUAL.value} ; {sure}"
                f'kg:rule "{TABLE_ROW}"{day} ; prov:wasDerivedFrom {row} .\n'
                f"{'' if written else selectors}"
            )
