"""Graph → Turtle, as ``docs/vocabulary.md`` says.

The same graph gives the same bytes, whatever the clock, the machine or the hash seed: subjects and objects are
sorted, predicates stand in a fixed order, and IRIs hold either readable ids or hashes of content.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final
from urllib.parse import quote

from rdflib import XSD, Literal, URIRef

from kg.errors import GraphError
from kg.export.ontology import (
    Blank,
    Pairs,
    Syntax,
    Term,
    check,
    claim,
    digest,
    iri,
    plain_edges,
    predicate,
    statement_id,
    types,
)
from kg.types import Article, Entity, EntityType, Evidence, Fact, Graph, Relation

BASE: Final = "https://example.org/diplokg/"
_TITLES: Final = ("Persons", "Countries", "Institutions", "Meetings", "Resolutions")
_IDENTIFIERS: Final = {"iso3166-1-alpha-3", "symbol"}  # written as dcterms:identifier; wikidata has its own property
_COUNTS: Final = {"for": "YesCount", "against": "NoCount", "abstained": "AbstainCount"}
# Prefixes for our own data, so that one reads `country:UKR`. Spans keep full IRIs: their ids hold a slash.
_KINDS: Final = (
    *(kind.value.lower() for kind in EntityType),
    *("fact", "vote", "quotation", "membership", "document", "run"),
)


def write_turtle(graph: Graph, path: Path, *, base: str = BASE) -> None:
    """Write a graph to a Turtle file, in UTF-8 with Unix line ends.

    Raises:
        GraphError, ValueError: as ``turtle``; then the file is not touched.
        OSError: if the file cannot be written.
    """
    path.write_bytes(turtle(graph, base=base).encode())


def turtle(graph: Graph, *, base: str = BASE) -> str:
    """A graph as Turtle.

    Raises:
        GraphError: if the graph does not keep to the contract (see ``ontology.check``), an identifier has an unknown
            scheme or is malformed, or a text holds half a surrogate pair.
        ValueError: if ``base`` is not an absolute IRI that ends in a slash or ``#``.
    """
    if not re.fullmatch(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]*[/#]", base):
        raise ValueError(f"base {base!r} is not an absolute IRI that ends in / or #")
    check(graph)
    try:
        text = _Writer(graph, base).text()
        text.encode()
    except UnicodeEncodeError as error:
        around = error.object[max(0, error.start - 20) : error.end + 20]
        raise GraphError(f"not Unicode text (half a surrogate pair): {around!r}") from None
    return text


def _segment(text: str) -> str:
    """One path segment of an IRI: everything but letters, digits and ``_.-~`` percent-encoded, as UTF-8."""
    # A segment of dots alone would be resolved away as a step up the path.
    return text.replace(".", "%2E") if text and not text.strip(".") else quote(text, safe="")


def _strings(values: Iterable[str | None]) -> list[Term]:
    return [Literal(value) for value in values if value]


@dataclass(frozen=True, slots=True)
class _Claim:
    """Facts that are one statement: they differ only in role, body, cue, rule or evidence."""

    key: tuple[str, ...]
    facts: tuple[Fact, ...]

    @property
    def fact(self) -> Fact:
        """Any of them: what the caller reads is the same in all."""
        return self.facts[0]

    @property
    def evidence(self) -> list[Evidence]:
        return sorted({evidence for fact in self.facts for evidence in fact.evidence})

    def qualifiers(self, name: str) -> list[Term]:
        return _strings(fact.qualifier(name) for fact in self.facts)


def _claims(facts: Iterable[Fact]) -> list[_Claim]:
    groups: defaultdict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[claim(fact)].append(fact)
    return [_Claim(key, tuple(groups[key])) for key in sorted(groups)]


class _Writer:
    """Writes one graph under one base."""

    def __init__(self, graph: Graph, base: str) -> None:
        self.graph, self.base = graph, base
        self.claims = _claims(graph.facts)
        self.edges: defaultdict[str, defaultdict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for fact in (found.fact for found in self.claims):
            for name in plain_edges(fact):
                self.edges[fact.subject][f"kg:{name}"] += self.paths([fact.object])
        self.run = self.node("run", digest(part for tool in sorted(graph.tools) for part in tool))
        self.syntax = Syntax({"": base, **{kind: f"{base}{kind}/" for kind in _KINDS}})

    def text(self) -> str:
        """The whole file: prefixes, then one section a kind of thing."""
        parts = [self.syntax.head]
        for title, blocks in self.sections():
            if written := [self.syntax.block(subject, pairs) for subject, pairs in blocks]:
                parts += [f"# {title} ({len(written)})\n", *written]
        return "\n".join(parts)

    def sections(self) -> Iterator[tuple[str, Iterable[tuple[URIRef, Pairs]]]]:
        for kind, title in zip(EntityType, _TITLES, strict=True):
            yield title, self.entities(kind)
        yield "Facts", self.statements()
        yield "Votes", self.votes()
        yield "Quotations", self.quotations()
        yield "Memberships", self.memberships()
        yield "Evidence", self.spans()
        yield "Documents", self.documents()
        yield "Run", self.runs()

    def node(self, kind: str, name: str) -> URIRef:
        return URIRef(f"{self.base}{kind}/{_segment(name)}")

    def path(self, id: str) -> URIRef:
        """The IRI of an entity, statement or quotation, whose id is a path already."""
        return URIRef(self.base + "/".join(map(_segment, id.split("/"))))

    def paths(self, ids: Iterable[str | None]) -> list[Term]:
        return [self.path(id) for id in ids if id]

    def span(self, evidence: Evidence) -> URIRef:
        return URIRef(f"{self.base}span/{_segment(evidence.article)}/{evidence.start}-{evidence.end}")

    def entities(self, kind: EntityType) -> Iterator[tuple[URIRef, Pairs]]:
        for entity in sorted(self.graph.entities, key=lambda entity: entity.id):
            if entity.type is kind:
                documents = [self.node("document", id) for id in entity.documents]
                edges = sorted(self.edges[entity.id].items(), key=lambda edge: edge[0])
                yield self.path(entity.id), [*self.entity(entity), *edges, ("kg:mentionedIn", documents)]

    def entity(self, entity: Entity) -> Iterator[tuple[str, Iterable[Term]]]:
        yield "a", types(entity.type.value)
        yield "rdfs:label", [Literal(entity.label)]
        yield "skos:altLabel", _strings(name for name in entity.names if name != entity.label)
        for scheme, value in entity.identifiers:
            if scheme == "wikidata" and re.fullmatch("Q[1-9][0-9]*", value):
                yield "skos:exactMatch", [iri(f"wd:{value}")]
            elif scheme in _IDENTIFIERS:
                yield "dcterms:identifier", [Literal(value)]
            else:
                raise GraphError(f"entity {entity.id}: no property for identifier {scheme} {value!r}")
        yield "kg:body", self.paths([entity.body])
        date = "schema:startDate" if entity.type is EntityType.MEETING else "dcterms:date"
        yield date, [Literal(entity.date)] if entity.date else []

    def statements(self) -> Iterator[tuple[URIRef, Pairs]]:
        for found in self.claims:
            fact = found.fact
            if fact.actual and fact.relation in {Relation.VOTE_TALLY, Relation.SAID}:
                continue  # these are vote events and quotations
            yield (
                self.path(statement_id(fact)),
                [
                    ("a", [iri("rdf:Statement"), iri("prov:Entity")]),
                    ("rdf:subject", self.paths([fact.subject])),
                    ("rdf:predicate", [iri(f"kg:{predicate(fact)}")]),
                    ("rdf:object", self.paths([fact.object]) or found.qualifiers("text")),
                    ("kg:role", found.qualifiers("role")),
                    ("kg:cue", found.qualifiers("cue")),
                    ("kg:at", self.paths(fact.at for fact in found.facts)),
                    *self.result(fact),
                    ("kg:polarity", [iri(f"kg:{fact.polarity.value}")]),
                    ("kg:modality", [iri(f"kg:{fact.modality.value}")]),
                    *self.provenance(found),
                ],
            )

    def provenance(self, found: _Claim) -> Iterator[tuple[str, Iterable[Term]]]:
        best = format(max(fact.confidence for fact in found.facts), ".4f").rstrip("0")
        yield "kg:confidence", [Literal(Decimal(best + "0" if best.endswith(".") else best))]
        yield "kg:rule", _strings(fact.rule for fact in found.facts)
        yield "kg:attestedOn", [Literal(date) for fact in found.facts for date in fact.dates]
        yield "prov:wasDerivedFrom", map(self.span, found.evidence)

    def result(self, fact: Fact) -> Iterator[tuple[str, Iterable[Term]]]:
        """A tally's numbers and outcome, those that are known."""
        numbers = [(name, number) for key, name in _COUNTS.items() if (number := fact.qualifier(key)) is not None]
        yield (
            "opengov:count",
            [
                Blank([("a", [iri(f"opengov:{name}")]), ("rdf:value", [Literal(int(number))])])
                for name, number in numbers
            ],
        )
        outcome = fact.qualifier("outcome")
        yield "kg:outcome", [iri(f"kg:{outcome}")] if outcome else []

    def votes(self) -> Iterator[tuple[URIRef, Pairs]]:
        tallies = [found for found in self.claims if found.fact.actual and found.fact.relation is Relation.VOTE_TALLY]
        numbers: Counter[str] = Counter()
        for found in sorted(tallies, key=lambda found: (found.evidence[0], found.key)):
            fact, first = found.fact, found.evidence[0].article
            numbers[first] += 1
            date = self.graph.entity(fact.object).date if fact.object else None
            yield (
                self.node("vote", f"{first}-{numbers[first]}"),
                [
                    ("a", [iri("opengov:VoteEvent"), iri("prov:Entity")]),
                    ("opengov:motion", self.paths([fact.object])),
                    ("schema:organizer", self.paths([fact.subject])),
                    ("schema:startDate", [Literal(date)] if date else []),
                    ("kg:at", self.paths(fact.at for fact in found.facts)),
                    *self.result(fact),
                    *self.provenance(found),
                ],
            )

    def quotations(self) -> Iterator[tuple[URIRef, Pairs]]:
        for found in self.claims:
            if found.fact.actual and found.fact.relation is Relation.SAID:
                yield (
                    self.path(statement_id(found.fact)),
                    [
                        ("a", [iri("schema:Quotation"), iri("prov:Entity")]),
                        ("schema:creator", self.paths([found.fact.subject])),
                        ("schema:text", found.qualifiers("text")),
                        ("kg:cue", found.qualifiers("cue")),
                        ("schema:recordedAt", self.paths(fact.at for fact in found.facts)),
                        *self.provenance(found),
                    ],
                )

    def memberships(self) -> Iterator[tuple[URIRef, Pairs]]:
        # By person, principal and role; the role is empty if no text names it.
        groups: defaultdict[tuple[str, str, str], list[Fact]] = defaultdict(list)
        for fact in self.graph.of(Relation.REPRESENTS):
            if fact.actual:
                groups[fact.subject, fact.object or "", fact.qualifier("role") or ""].append(fact)
        for (person, principal, role), facts in sorted(groups.items(), key=lambda group: group[0]):
            bodies = [fact.at for fact in facts if fact.at]
            office = Blank([("a", [iri("org:Role")]), ("rdfs:label", [Literal(role)])])
            yield (
                self.node("membership", digest((person, principal, role))),
                [
                    ("a", [iri("org:Membership")]),
                    ("org:member", self.paths([person])),
                    ("org:organization", self.paths(bodies or [principal])),
                    ("opengov:onBehalfOf", self.paths([principal])),
                    ("org:role", [office] if role else []),
                    ("kg:attestedOn", [Literal(date) for fact in facts for date in fact.dates]),
                    ("prov:wasDerivedFrom", self.paths(map(statement_id, facts))),
                ],
            )

    def spans(self) -> Iterator[tuple[URIRef, Pairs]]:
        for evidence in sorted({evidence for found in self.claims for evidence in found.evidence}):
            position = [("oa:start", [Literal(evidence.start)]), ("oa:end", [Literal(evidence.end)])]
            yield (
                self.span(evidence),
                [
                    ("a", [iri("oa:SpecificResource")]),
                    ("oa:hasSource", [self.node("document", evidence.article)]),
                    (
                        "oa:hasSelector",
                        [
                            Blank([("a", [iri("oa:TextPositionSelector")]), *position]),
                            Blank([("a", [iri("oa:TextQuoteSelector")]), ("oa:exact", [Literal(evidence.quote)])]),
                        ],
                    ),
                ],
            )

    def documents(self) -> Iterator[tuple[URIRef, Pairs]]:
        for article in sorted(self.graph.documents, key=lambda article: article.id):
            yield self.node("document", article.id), [*self.document(article), ("prov:wasGeneratedBy", [self.run])]

    def document(self, article: Article) -> Iterator[tuple[str, Iterable[Term]]]:
        yield "a", types("Document")
        yield "dcterms:identifier", [Literal(article.id)]
        yield "dcterms:title", _strings([article.title])
        yield "dcterms:issued", [Literal(article.date)] if article.date else []
        yield "dcterms:publisher", _strings([article.publisher])
        url = article.source.startswith(("http://", "https://"))
        yield "dcterms:source", [Literal(article.source, datatype=XSD.anyURI if url else None)]
        yield "kg:sha256", _strings([article.sha256])

    def runs(self) -> Iterator[tuple[URIRef, Pairs]]:
        agents = [
            Blank(
                [
                    ("a", [iri("prov:SoftwareAgent")]),
                    ("rdfs:label", [Literal(name)]),
                    ("schema:softwareVersion", _strings([version])),
                ]
            )
            for name, version in self.graph.tools
        ]
        yield self.run, [("a", [iri("prov:Activity")]), ("prov:wasAssociatedWith", agents)]
