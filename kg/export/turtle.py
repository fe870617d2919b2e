"""Graph → Turtle, as ``docs/vocabulary.md`` says.

The same graph gives the same bytes, whatever the clock, the machine or the hash seed: subjects and objects are
sorted, predicates stand in a fixed order, and IRIs hold either readable ids or hashes of content.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from rdflib import XSD, Literal, URIRef

from kg.errors import GraphError
from kg.export.contract import check
from kg.export.ontology import Blank, Pairs, Syntax, Term, digest, iri, plain_edges, types
from kg.export.prefixes import BASE as BASE
from kg.export.prefixes import data_prefixes
from kg.export.rollcalls import RollCalls
from kg.export.statements import Facts, Names, strings
from kg.types import Article, Entity, EntityType, Graph

_TITLES: Final = ("Persons", "Countries", "Institutions", "Meetings", "Resolutions")
_IDENTIFIERS: Final = {"iso3166-1-alpha-3", "symbol"}  # written as dcterms:identifier; wikidata has its own property


def write_turtle(graph: Graph, path: Path, *, base: str = BASE) -> None:
    """Write a graph to a Turtle file, in UTF-8 with Unix line ends.

    Raises:
        GraphError, ValueError: as ``turtle``; then the file is not touched.
        OSError: if the file cannot be written.
    """
    parts = _parts(graph, base)
    first = next(parts)
    with path.open("wb") as file:
        file.write(first.encode())
        file.writelines(part.encode() for part in parts)


def is_base(text: str) -> bool:
    """True for an absolute IRI that ids can be put after: it ends in a slash or ``#``."""
    return bool(re.fullmatch(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]*[/#]", text))


def turtle(graph: Graph, *, base: str = BASE) -> str:
    """A graph as Turtle.

    Raises:
        GraphError: if the graph does not keep to the contract (see ``contract.check``), an identifier has an unknown
            scheme or is malformed, or a text holds half a surrogate pair.
        ValueError: if ``base`` is not an absolute IRI that ends in a slash or ``#``.
    """
    return "".join(_parts(graph, base))


def _parts(graph: Graph, base: str) -> Iterator[str]:
    """The file piece by piece: what holds for the whole of it is checked before the first."""
    if not is_base(base):
        raise ValueError(f"base {base!r} is not an absolute IRI that ends in / or #")
    check(graph)
    try:
        writer = _Writer(graph, base)
        text = writer.text()
        text.encode()
    except UnicodeEncodeError as error:
        around = error.object[max(0, error.start - 20) : error.end + 20]
        raise GraphError(f"not Unicode text (half a surrogate pair): {around!r}") from None
    yield text
    yield from writer.rollcalls.ballots(writer.syntax)


class _Writer:
    """Writes one graph under one base."""

    def __init__(self, graph: Graph, base: str) -> None:
        self.graph, self.names = graph, Names(base)
        self.facts, self.rollcalls = Facts(graph, self.names), RollCalls(graph, self.names)
        contradicted = {verdict.fact for verdict in graph.verdicts if not verdict.confirmed}
        self.edges: defaultdict[str, defaultdict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for fact in (found.fact for found in self.facts.claims):
            for name in () if fact.id in contradicted else plain_edges(fact):
                self.edges[fact.subject][f"kg:{name}"] += self.names.paths([fact.object])
        self.run = self.names.node("run", digest(part for tool in sorted(graph.tools) for part in tool))
        self.syntax = Syntax(data_prefixes(base))

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
        yield "Facts", self.facts.statements()
        yield "Votes", self.facts.votes()
        yield "Quotations", self.facts.quotations()
        yield "Memberships", self.facts.memberships()
        yield "Roll calls", self.rollcalls.events(self.facts.nodes())
        yield "Evidence", self.facts.spans(self.rollcalls.evidence)
        yield "Documents", self.documents()
        yield "Run", self.runs()

    def entities(self, kind: EntityType) -> Iterator[tuple[URIRef, Pairs]]:
        for entity in sorted(self.graph.entities, key=lambda entity: entity.id):
            if entity.type is kind:
                documents = [self.names.node("document", id) for id in entity.documents]
                edges = sorted(self.edges[entity.id].items(), key=lambda edge: edge[0])
                yield self.names.path(entity.id), [*self.entity(entity), *edges, ("kg:mentionedIn", documents)]

    def entity(self, entity: Entity) -> Iterator[tuple[str, Iterable[Term]]]:
        yield "a", types(entity.type.value)
        yield "rdfs:label", [Literal(entity.label)]
        yield "skos:altLabel", strings(name for name in entity.names if name != entity.label)
        yield "kg:mergedBecause", strings(entity.merges)
        for scheme, value in entity.identifiers:
            if scheme == "wikidata" and re.fullmatch("Q[1-9][0-9]*", value):
                yield "skos:exactMatch", [iri(f"wd:{value}")]
            elif scheme in _IDENTIFIERS:
                yield "dcterms:identifier", [Literal(value)]
            else:
                raise GraphError(f"entity {entity.id}: no property for identifier {scheme} {value!r}")
        yield "kg:body", self.names.paths([entity.body])
        date = "schema:startDate" if entity.type is EntityType.MEETING else "dcterms:date"
        yield date, [Literal(entity.date)] if entity.date else []

    def documents(self) -> Iterator[tuple[URIRef, Pairs]]:
        for article in sorted(self.graph.documents, key=lambda article: article.id):
            yield (
                self.names.node("document", article.id),
                [*self.document(article), ("prov:wasGeneratedBy", [self.run])],
            )

    def document(self, article: Article) -> Iterator[tuple[str, Iterable[Term]]]:
        yield "a", types("Document") + (types("VotingTable") if article.kind == "votes" else [])
        yield "dcterms:identifier", [Literal(article.id)]
        yield "dcterms:title", strings([article.title])
        yield "dcterms:issued", [Literal(article.date)] if article.date else []
        yield "dcterms:publisher", strings([article.publisher])
        url = article.source.startswith(("http://", "https://"))
        yield "dcterms:source", [Literal(article.source, datatype=XSD.anyURI if url else None)]
        yield "kg:length", [Literal(len(article.text))] if article.text else []
        yield "kg:sha256", strings([article.sha256])

    def runs(self) -> Iterator[tuple[URIRef, Pairs]]:
        agents = [
            Blank(
                [
                    ("a", [iri("prov:SoftwareAgent")]),
                    ("rdfs:label", [Literal(name)]),
                    ("schema:softwareVersion", strings([version])),
                ]
            )
            for name, version in self.graph.tools
        ]
        yield self.run, [("a", [iri("prov:Activity")]), ("prov:wasAssociatedWith", agents)]
