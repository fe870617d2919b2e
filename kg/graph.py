"""Findings of all articles → Graph: one node for one thing, one fact for one claim, every source kept."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kg.entities.gazetteer import known, slug
from kg.entities.names import compatible, name_tokens
from kg.facts import joined_evidence
from kg.findings import Findings, Local
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
    findings: Sequence[Findings], *, tools: Iterable[tuple[str, str]] = (), skipped: Sequence[Skipped] = ()
) -> Graph:
    """Merge what the articles yielded.

    Args:
        findings: one per article; their order does not matter.
        tools: names and versions of what made them.
        skipped: inputs that were not read.
    """
    ordered = sorted(findings, key=lambda f: f.article.id)
    ids = _resolve(ordered)
    nodes = _nodes(ordered, ids)
    facts = _facts(ordered, ids)
    used = {id for fact in facts for _, id in fact.roles}
    used |= {node.body for id, node in nodes.items() if node.body and id in used}
    entities = [_entity(node) for id, node in sorted(nodes.items()) if node.documents or id in used]
    return Graph(tuple(f.article for f in ordered), tuple(entities), tuple(facts), tuple(sorted(tools)), tuple(skipped))


def _resolve(findings: Sequence[Findings]) -> dict[tuple[str, str], str]:
    """(article, local id) → id in the graph."""
    ids: dict[tuple[str, str], str] = {}
    people = [(f.article.id, e) for f in findings for e in f.entities if e.type is EntityType.PERSON]
    for (article, local), id in _resolve_people(people).items():
        ids[article, local] = id
    for f in findings:
        for e in f.entities:
            if e.type is EntityType.PERSON:
                continue
            kind, _, rest = e.id.partition("/")
            if known(e.id):
                ids[f.article.id, e.id] = e.id
            elif kind == "resolution":
                ids[f.article.id, e.id] = f"resolution/{_symbol_slug(e) or short_slug(rest)}"
            elif kind == "meeting":
                ids[f.article.id, e.id] = f"meeting/{short_slug(rest)}"
            else:
                ids[f.article.id, e.id] = f"institution/{slug(e.label)}"
    return ids


def short_slug(text: str, length: int = 80) -> str:
    """A slug cut at a word's end; the end of a long text is kept as a hash, so that two never become one."""
    whole = slug(text)
    if len(whole) <= length:
        return whole
    return f"{whole[:length].rsplit('-', 1)[0]}-{hashlib.sha256(whole.encode()).hexdigest()[:6]}"


def _symbol_slug(entity: Local) -> str:
    symbol = dict(entity.identifiers).get("symbol", "")
    return "-".join(part for part in symbol.replace("(", "-").replace(")", "").replace("/", "-").split("-") if part)


def _resolve_people(people: Sequence[tuple[str, Local]]) -> dict[tuple[str, str], str]:
    """Cluster the people of all articles, fuller names first.

    A full name joins a compatible full name unless their principals contradict each other; a surname alone joins
    only the one person of that surname with whom it shares an office or a country.
    """
    clusters: list[tuple[tuple[str, ...], set[str], list[tuple[str, Local]]]] = []
    for article, person in sorted(people, key=lambda p: (-len(name_tokens(p[1].label)), p[1].label, p[0])):
        tokens = name_tokens(person.label)
        fitting = [c for c in clusters if compatible(c[0], tokens) and _agree(c[1], person.hints, len(tokens) == 1)]
        if len(fitting) == 1:
            fitting[0][1].update(person.hints)
            fitting[0][2].append((article, person))
        else:
            clusters.append((tokens, set(person.hints), [(article, person)]))
    ids: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for _, _, members in clusters:
        label = _best_label([person.label for _, person in members])
        id = base = f"person/{slug(label)}"
        n = 2
        while id in taken:
            id, n = f"{base}-{n}", n + 1
        taken.add(id)
        for article, person in members:
            ids[article, person.id] = id
    return ids


def _agree(one: Iterable[str], other: Iterable[str], surname_only: bool) -> bool:
    mine, theirs = set(one), set(other)
    if surname_only:
        return bool(mine & theirs)
    countries = {h for h in mine if h.startswith("country/")}, {h for h in theirs if h.startswith("country/")}
    return not (countries[0] and countries[1]) or bool(countries[0] & countries[1])


def _best_label(labels: Sequence[str]) -> str:
    return max(labels, key=lambda n: (len(name_tokens(n)), labels.count(n), sum(ord(c) > 127 for c in n), n))


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


def _entity(node: _Node) -> Entity:
    labels = [label for label, count in node.labels.items() for _ in range(count)]
    row = known(node.id)
    label = row.entity.label if row else _best_label(labels)
    names = tuple(sorted(({*node.names, *labels}) - {label, ""}))
    return Entity(
        node.id, node.type, label, names, tuple(sorted(node.identifiers)), node.body, node.date,
        tuple(sorted(node.documents)),
    )  # fmt: skip


def _facts(findings: Sequence[Findings], ids: Mapping[tuple[str, str], str]) -> list[Fact]:
    merged: dict[str, Fact] = {}
    for f in findings:
        for fact in f.facts:
            roles = tuple(sorted((name, ids.get((f.article.id, id), id)) for name, id in fact.roles))
            if fact.relation is Relation.MET_WITH:
                roles = _in_order(roles)
            fact = replace(fact, roles=roles)
            if fact.subject == fact.object:
                continue
            old = merged.get(fact.id)
            merged[fact.id] = _joined(old, fact) if old else fact
    return sorted(merged.values(), key=lambda f: (f.relation.value, f.id))


def _in_order(roles: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """A symmetric fact has one direction, whoever is named first."""
    named = dict(roles)
    pair = sorted((named["subject"], named["object"]))
    return tuple(sorted({**named, "subject": pair[0], "object": pair[1]}.items()))


def _joined(old: Fact, new: Fact) -> Fact:
    best, other = sorted((old, new), key=lambda f: (-f.confidence, f.rule))
    return replace(
        best,
        dates=tuple(sorted({*old.dates, *new.dates})),
        evidence=joined_evidence(best.evidence, other.evidence),
    )
