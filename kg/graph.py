"""Findings of all articles → Graph: one node for one thing, one fact for one claim, every source kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kg.entities.tables import known
from kg.facts import joined
from kg.findings import Findings
from kg.identity import Wishes, best_label, resolve
from kg.types import Entity, EntityType, Fact, Graph, Relation, Skipped


@dataclass(slots=True)
class _Node:
    """An entity while articles are being merged."""

    id: str
    type: EntityType
    labels: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    names: set[str] = field(default_factory=set)
    identifiers: set[tuple[str, str]] = field(default_factory=set)
    body: str | None = None
    date: date | None = None
    documents: set[str] = field(default_factory=set)
    hints: set[str] = field(default_factory=set)


def assemble(
    findings: Sequence[Findings],
    *,
    tools: Iterable[tuple[str, str]] = (),
    skipped: Sequence[Skipped] = (),
    wishes: Wishes | None = None,
) -> Graph:
    """Merge what the articles yielded.

    Args:
        findings: one per article; their order does not matter.
        tools: names and versions of what made them.
        skipped: inputs that were not read.
        wishes: what a user wants joined or kept apart.
    """
    ordered = sorted(findings, key=lambda f: f.article.id)
    identity = resolve(ordered, wishes or Wishes())
    ids = identity.ids
    nodes = _nodes(ordered, ids)
    facts = _facts(ordered, ids)
    used = {id for fact in facts for _, id in fact.roles}
    used |= {node.body for id, node in nodes.items() if node.body and id in used}
    entities = [
        _entity(node, identity.reasons.get(id, set()))
        for id, node in sorted(nodes.items())
        if node.documents or id in used
    ]
    return Graph(tuple(f.article for f in ordered), tuple(entities), tuple(facts), tuple(sorted(tools)), tuple(skipped))


def _nodes(findings: Sequence[Findings], ids: Mapping[tuple[str, str], str]) -> dict[str, _Node]:
    nodes: dict[str, _Node] = {}
    for f in findings:
        mentioned = {ids.get((f.article.id, m.entity)) for m in f.mentions}
        for e in f.entities:
            id = ids[f.article.id, e.id]
            node = nodes.setdefault(id, _Node(id, e.type))
            node.labels[e.label] += 1
            node.names.update(e.names)
            node.identifiers.update(e.identifiers)
            node.body = node.body or (ids.get((f.article.id, e.body), e.body) if e.body else None)
            node.date = min(filter(None, (node.date, e.date)), default=None)
            if id in mentioned or e.type in (EntityType.MEETING, EntityType.RESOLUTION):
                node.documents.add(f.article.id)
    for node in list(nodes.values()):
        if node.body and node.body not in nodes and (row := known(node.body)):
            nodes[node.body] = _Node(
                node.body, row.entity.type, {row.entity.label: 1}, identifiers=set(row.entity.identifiers)
            )
    return nodes


def _entity(node: _Node, reasons: set[str]) -> Entity:
    labels = [label for label, count in node.labels.items() for _ in range(count)]
    row = known(node.id)
    label = row.entity.label if row else best_label(labels)
    names = tuple(sorted(({*node.names, *labels}) - {label, ""}))
    return Entity(
        node.id, node.type, label, names, tuple(sorted(node.identifiers)), node.body, node.date,
        tuple(sorted(node.documents)), tuple(sorted(reasons)),
    )  # fmt: skip


def _facts(findings: Sequence[Findings], ids: Mapping[tuple[str, str], str]) -> list[Fact]:
    merged: dict[str, Fact] = {}
    for f in findings:
        names = {id: ids.get((f.article.id, id), id) for fact in f.facts for _, id in fact.roles}
        for fact in f.facts:
            if placed := of_ids(fact, names):
                old = merged.get(placed.id)
                merged[placed.id] = joined(old, placed) if old else placed
    return sorted(merged.values(), key=lambda f: (f.relation.value, f.id))


def of_ids(fact: Fact, ids: Mapping[str, str]) -> Fact | None:
    """A fact about the things of other ids; None if it would be about a thing and itself."""
    roles = tuple(sorted((name, ids.get(id, id)) for name, id in fact.roles))
    if fact.relation is Relation.MET_WITH:
        roles = _in_order(roles)
    fact = replace(fact, roles=roles)
    return None if fact.subject == fact.object else fact


def _in_order(roles: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """A symmetric fact has one direction, whoever is named first."""
    named = dict(roles)
    pair = sorted((named["subject"], named["object"]))
    return tuple(sorted({**named, "subject": pair[0], "object": pair[1]}.items()))
