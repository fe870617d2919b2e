"""Records of a graph → records of a part of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kg.types import Entity, Fact, Graph


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
        and (not (wanted.since or wanted.until) or any(_within_days(day, wanted) for day in fact.dates))
        and fact.confidence >= wanted.confidence
        and (fact.actual or not wanted.actual)
    )


def _within_days(day: date, wanted: Wanted) -> bool:
    return (wanted.since or day) <= day <= (wanted.until or day)


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
