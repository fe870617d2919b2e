"""The facts of a graph → blocks of Turtle: statements, votes, quotations, memberships and the evidence for them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import quote

from rdflib import Literal, URIRef

from kg.export.ontology import COUNTS, Blank, Pairs, Term, claim, digest, iri, predicate, statement_id
from kg.types import Evidence, Fact, Graph, Relation


def segment(text: str) -> str:
    """One path segment of an IRI: everything but letters, digits and ``_.-~`` percent-encoded, as UTF-8."""
    # A segment of dots alone would be resolved away as a step up the path.
    return text.replace(".", "%2E") if text and not text.strip(".") else quote(text, safe="")


def strings(values: Iterable[str | None]) -> list[Term]:
    """Literals of the texts that are there."""
    return [Literal(value) for value in values if value]


@dataclass(frozen=True, slots=True)
class Claim:
    """Facts that are one statement: they differ only in role, body, cue, rule or evidence."""

    key: tuple[str, ...]
    facts: tuple[Fact, ...]

    @property
    def fact(self) -> Fact:
        """Any of them: what the caller reads is the same in all."""
        return self.facts[0]

    @property
    def evidence(self) -> list[Evidence]:
        """Where the texts say so, in order."""
        return sorted({evidence for fact in self.facts for evidence in fact.evidence})

    def qualifiers(self, name: str) -> list[Term]:
        """What any of the facts has under a name."""
        return strings(fact.qualifier(name) for fact in self.facts)


def claims(facts: Iterable[Fact]) -> list[Claim]:
    """The statements that facts make, sorted."""
    groups: defaultdict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[claim(fact)].append(fact)
    return [Claim(key, tuple(groups[key])) for key in sorted(groups)]


@dataclass(frozen=True, slots=True)
class Names:
    """The IRIs of things under one base."""

    base: str

    def node(self, kind: str, name: str) -> URIRef:
        """The IRI of a thing of a kind."""
        return URIRef(f"{self.base}{kind}/{segment(name)}")

    def path(self, id: str) -> URIRef:
        """The IRI of an entity, statement or quotation, whose id is a path already."""
        return URIRef(self.base + "/".join(map(segment, id.split("/"))))

    def paths(self, ids: Iterable[str | None]) -> list[Term]:
        """The IRIs of those ids that are there."""
        return [self.path(id) for id in ids if id]

    def span(self, evidence: Evidence) -> URIRef:
        """The IRI of a place in a document."""
        return URIRef(f"{self.base}span/{segment(evidence.article)}/{evidence.start}-{evidence.end}")


class Facts:
    """Writes what is told in a graph: each method gives the blocks of one section."""

    def __init__(self, graph: Graph, names: Names) -> None:
        self.graph, self.names = graph, names
        self.claims = claims(graph.facts)

    def statements(self) -> Iterator[tuple[URIRef, Pairs]]:
        """Every fact, but actual votes and quotations, as a reified statement."""
        for found in self.claims:
            fact = found.fact
            if fact.actual and fact.relation in {Relation.VOTE_TALLY, Relation.SAID}:
                continue  # these are vote events and quotations
            yield (
                self.names.path(statement_id(fact)),
                [
                    ("a", [iri("rdf:Statement"), iri("prov:Entity")]),
                    ("rdf:subject", self.names.paths([fact.subject])),
                    ("rdf:predicate", [iri(f"kg:{predicate(fact)}")]),
                    ("rdf:object", self.names.paths([fact.object]) or found.qualifiers("text")),
                    ("kg:role", found.qualifiers("role")),
                    ("kg:cue", found.qualifiers("cue")),
                    ("kg:at", self.names.paths(fact.at for fact in found.facts)),
                    *self.result(fact),
                    ("kg:polarity", [iri(f"kg:{fact.polarity.value}")]),
                    ("kg:modality", [iri(f"kg:{fact.modality.value}")]),
                    *self.provenance(found),
                ],
            )

    def provenance(self, found: Claim) -> Iterator[tuple[str, Iterable[Term]]]:
        """How sure, by which rule, on which days and from where."""
        best = format(max(fact.confidence for fact in found.facts), ".4f").rstrip("0")
        yield "kg:confidence", [Literal(Decimal(best + "0" if best.endswith(".") else best))]
        yield "kg:rule", strings(fact.rule for fact in found.facts)
        yield "kg:attestedOn", [Literal(date) for fact in found.facts for date in fact.dates]
        yield "prov:wasDerivedFrom", map(self.names.span, found.evidence)

    def result(self, fact: Fact) -> Iterator[tuple[str, Iterable[Term]]]:
        """A tally's numbers and outcome, those that are known."""
        numbers = [(name, number) for key, name in COUNTS.items() if (number := fact.qualifier(key)) is not None]
        yield (
            "opengov:count",
            [
                Blank([("a", [iri(f"opengov:{name}")]), ("rdf:value", [Literal(int(number))])])
                for name, number in numbers
            ],
        )
        outcome = fact.qualifier("outcome")
        yield "kg:outcome", [iri(f"kg:{outcome}")] if outcome else []

    def tallies(self) -> Iterator[tuple[URIRef, Claim]]:
        """Actual tallies and the names of their events: numbered within the document that first tells of them."""
        tallies = [found for found in self.claims if found.fact.actual and found.fact.relation is Relation.VOTE_TALLY]
        numbers: Counter[str] = Counter()
        for found in sorted(tallies, key=lambda found: (found.evidence[0], found.key)):
            first = found.evidence[0].article
            numbers[first] += 1
            yield self.names.node("vote", f"{first}-{numbers[first]}"), found

    def nodes(self) -> dict[str, URIRef]:
        """By fact id the node that states it: a statement, or of an actual tally the vote event."""
        events = {fact.id: node for node, found in self.tallies() for fact in found.facts}
        rest = {f.id: self.names.path(statement_id(f)) for f in self.graph.facts if f.id not in events}
        return events | rest

    def votes(self) -> Iterator[tuple[URIRef, Pairs]]:
        """Actual tallies as vote events."""
        for node, found in self.tallies():
            fact = found.fact
            date = self.graph.entity(fact.object).date if fact.object else None
            yield (
                node,
                [
                    ("a", [iri("opengov:VoteEvent"), iri("prov:Entity")]),
                    ("opengov:motion", self.names.paths([fact.object])),
                    ("schema:organizer", self.names.paths([fact.subject])),
                    ("schema:startDate", [Literal(date)] if date else []),
                    ("kg:at", self.names.paths(fact.at for fact in found.facts)),
                    *self.result(fact),
                    *self.provenance(found),
                ],
            )

    def quotations(self) -> Iterator[tuple[URIRef, Pairs]]:
        """What was actually said."""
        for found in self.claims:
            if found.fact.actual and found.fact.relation is Relation.SAID:
                yield (
                    self.names.path(statement_id(found.fact)),
                    [
                        ("a", [iri("schema:Quotation"), iri("prov:Entity")]),
                        ("schema:creator", self.names.paths([found.fact.subject])),
                        ("schema:text", found.qualifiers("text")),
                        ("kg:cue", found.qualifiers("cue")),
                        ("schema:recordedAt", self.names.paths(fact.at for fact in found.facts)),
                        *self.provenance(found),
                    ],
                )

    def memberships(self) -> Iterator[tuple[URIRef, Pairs]]:
        """Who holds which office for whom."""
        # By person, principal and role; the role is empty if no text names it.
        groups: defaultdict[tuple[str, str, str], list[Fact]] = defaultdict(list)
        for fact in self.graph.of(Relation.REPRESENTS):
            if fact.actual:
                groups[fact.subject, fact.object or "", fact.qualifier("role") or ""].append(fact)
        for (person, principal, role), facts in sorted(groups.items(), key=lambda group: group[0]):
            bodies = [fact.at for fact in facts if fact.at]
            office = Blank([("a", [iri("org:Role")]), ("rdfs:label", [Literal(role)])])
            yield (
                self.names.node("membership", digest((person, principal, role))),
                [
                    ("a", [iri("org:Membership")]),
                    ("org:member", self.names.paths([person])),
                    ("org:organization", self.names.paths(bodies or [principal])),
                    ("opengov:onBehalfOf", self.names.paths([principal])),
                    ("org:role", [office] if role else []),
                    ("kg:attestedOn", [Literal(date) for fact in facts for date in fact.dates]),
                    ("prov:wasDerivedFrom", self.names.paths(map(statement_id, facts))),
                ],
            )

    def spans(self, more: Iterable[Evidence] = ()) -> Iterator[tuple[URIRef, Pairs]]:
        """Every place in a document that a fact rests on, and ``more``."""
        for evidence in sorted({*more, *(evidence for found in self.claims for evidence in found.evidence)}):
            position = [("oa:start", [Literal(evidence.start)]), ("oa:end", [Literal(evidence.end)])]
            yield (
                self.names.span(evidence),
                [
                    ("a", [iri("oa:SpecificResource")]),
                    ("oa:hasSource", [self.names.node("document", evidence.article)]),
                    (
                        "oa:hasSelector",
                        [
                            Blank([("a", [iri("oa:TextPositionSelector")]), *position]),
                            Blank([("a", [iri("oa:TextQuoteSelector")]), ("oa:exact", [Literal(evidence.quote)])]),
                        ],
                    ),
                ],
            )
