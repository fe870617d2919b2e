"""Records of graphs → records of a part of one, or of two together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from kg.facts import joined
from kg.types import Article, Entity, Evidence, Fact, Graph, RollCall

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which facts a part has; None is any."""

    around: Collection[str] = ()
    hops: int = 1
    relations: Collection[str] | None = None
    types: Collection[str] | None = None
    documents: Collection[str] | None = None
    since: date | None = None
    until: date | None = None
    confidence: float = 0.0
    actual: bool = False


def part(graph: Graph, wanted: Wanted) -> Graph:
    """The graph of the facts that are wanted, with the entities and documents that these name."""
    kinds = {entity.id: entity.type.value for entity in graph.entities}
    facts = [fact for fact in graph.facts if _fits(fact, wanted, kinds)]
    if wanted.around:
        facts = _near(facts, set(wanted.around), wanted.hops)
    return _of(graph, facts, wanted)


def _fits(fact: Fact, wanted: Wanted, kinds: Mapping[str, str]) -> bool:
    return (
        (wanted.relations is None or fact.relation.value in wanted.relations)
        and (wanted.types is None or all(kinds[id] in wanted.types for _, id in fact.roles))
        and (wanted.documents is None or any(e.article in wanted.documents for e in fact.evidence))
        and (wanted.since is None or any(day >= wanted.since for day in fact.dates))
        and (wanted.until is None or any(day <= wanted.until for day in fact.dates))
        and fact.confidence >= wanted.confidence
        and (fact.actual or not wanted.actual)
    )


def _near(facts: list[Fact], around: set[str], hops: int) -> list[Fact]:
    """The facts on a way of so many steps from some entities."""
    reached, kept = around, set[int]()
    for _ in range(hops):
        kept |= {n for n, fact in enumerate(facts) if any(id in reached for _, id in fact.roles)}
        reached = around | {id for n in kept for _, id in facts[n].roles}
    return [facts[n] for n in sorted(kept)]


def _of(graph: Graph, facts: list[Fact], wanted: Wanted) -> Graph:
    if wanted.documents is not None:
        facts = [replace(f, evidence=tuple(e for e in f.evidence if e.article in wanted.documents)) for f in facts]
    ids = {fact.id for fact in facts}
    used = {*wanted.around, *(id for fact in facts for _, id in fact.roles)}
    rollcalls = tuple(r for r in graph.rollcalls if r.resolution in used)
    used |= {r.body for r in rollcalls} | {b.member for r in rollcalls for b in r.ballots}
    used |= {entity.body for entity in graph.entities if entity.id in used and entity.body}
    cited = {e.article for fact in facts for e in fact.evidence} | {r.document for r in rollcalls}
    names = {r.id for r in rollcalls}
    cited |= {e.article for r in rollcalls for e in r.evidence}
    return replace(
        graph,
        documents=tuple(document for document in graph.documents if document.id in cited),
        entities=tuple(_within(entity, cited) for entity in graph.entities if entity.id in used),
        facts=tuple(facts),
        skipped=(),
        rollcalls=rollcalls,
        bindings=tuple(one for one in graph.bindings if one.rollcall in names),
        verdicts=tuple(one for one in graph.verdicts if one.rollcall in names and one.fact in ids),
    )


def _within(entity: Entity, documents: Collection[str]) -> Entity:
    return replace(entity, documents=tuple(id for id in entity.documents if id in documents))


# ---------------------------------------------------------------------------------------------- two together


def merged(one: Graph, other: Graph) -> Graph:
    """Both graphs as one: things of the same id are one thing, the same claims are one fact with all its evidence.

    A document of the other graph whose id is taken by another text gets a number behind its id.
    """
    other = _renamed(other, _taken(one.documents, other.documents))
    documents = {document.id: document for document in (*other.documents, *one.documents)}
    for document in other.documents:  # the one whose text is at hand
        if document.text and not documents[document.id].text:
            documents[document.id] = document
    facts: dict[str, Fact] = {}
    for fact in (*one.facts, *other.facts):
        facts[fact.id] = joined(facts[fact.id], fact) if fact.id in facts else fact
    entities: dict[str, Entity] = {}
    for entity in (*one.entities, *other.entities):
        entities[entity.id] = _both(entities[entity.id], entity) if entity.id in entities else entity
    return Graph(
        documents=tuple(documents[id] for id in sorted(documents)),
        entities=tuple(entities[id] for id in sorted(entities)),
        facts=tuple(sorted(facts.values(), key=lambda fact: (fact.relation.value, fact.id))),
        tools=tuple(sorted({*one.tools, *other.tools})),
        skipped=(*one.skipped, *other.skipped),
        rollcalls=_first(one.rollcalls, other.rollcalls, lambda r: r.id),
        bindings=_first(one.bindings, other.bindings, lambda b: (b.rollcall, b.measure)),
        verdicts=_first(one.verdicts, other.verdicts, lambda v: (v.fact, v.rollcall)),
    )


def _first(one: Iterable[T], other: Iterable[T], key: Callable[[T], Any]) -> tuple[T, ...]:
    """Those of both, each once; of two that are called alike the first."""
    found = {key(item): item for item in (*other, *one)}
    return tuple(found[name] for name in sorted(found))


def _both(one: Entity, other: Entity) -> Entity:
    names = tuple(sorted({*one.names, *other.names, other.label} - {one.label}))
    return replace(
        one,
        names=names,
        identifiers=tuple(sorted({**dict(other.identifiers), **dict(one.identifiers)}.items())),
        body=one.body or other.body,
        date=min(filter(None, (one.date, other.date)), default=None),
        documents=tuple(sorted({*one.documents, *other.documents})),
        merges=tuple(sorted({*one.merges, *other.merges})),
    )


def _taken(mine: Iterable[Article], others: Iterable[Article]) -> dict[str, str]:
    """New ids for those of the others whose ids are taken by another text."""
    digests = {document.id: document.sha256 for document in mine}
    others = list(others)
    ids, names = {*digests, *(document.id for document in others)}, {}
    for document in others:
        if digests.get(document.id, document.sha256) != document.sha256:
            number = next(n for n in range(2, len(ids) + 3) if f"{document.id}-{n}" not in ids)
            names[document.id] = f"{document.id}-{number}"
            ids.add(names[document.id])
    return names


def _renamed(graph: Graph, names: Mapping[str, str]) -> Graph:
    """The graph with other ids for some of its documents."""
    if not names:
        return graph

    def places(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        return tuple(sorted(replace(e, article=names.get(e.article, e.article)) for e in evidence))

    def rollcall(one: RollCall) -> RollCall:
        return replace(one, document=names.get(one.document, one.document), evidence=places(one.evidence))

    return replace(
        graph,
        documents=tuple(replace(d, id=names.get(d.id, d.id)) for d in graph.documents),
        entities=tuple(
            replace(e, documents=tuple(sorted(names.get(id, id) for id in e.documents))) for e in graph.entities
        ),
        facts=tuple(replace(fact, evidence=places(fact.evidence)) for fact in graph.facts),
        rollcalls=tuple(map(rollcall, graph.rollcalls)),
        verdicts=tuple(replace(one, evidence=places(one.evidence)) for one in graph.verdicts),
    )
