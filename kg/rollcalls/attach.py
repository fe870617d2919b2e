"""Graph + roll calls → the graph with its measures under their official symbols, their votes, and the verdicts.

Of the tables a user gives, all roll calls come in; of the table in the package those that the texts speak of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.entities.tables import known
from kg.facts import joined
from kg.rollcalls.bind import bind
from kg.rollcalls.shipped import shipped
from kg.rollcalls.verify import verdicts
from kg.types import TABLE_ROW, Article, Binding, Entity, EntityType, Evidence, Fact, Graph, Relation, RollCall, pairs


def attach(graph: Graph, tables: Sequence[Article], rollcalls: Sequence[RollCall]) -> Graph:
    """Tie what the texts say of votes to the record.

    Args:
        graph: what the texts say.
        tables: the user's voting tables.
        rollcalls: their votes.
    """
    ours = shipped()
    bindings = bind(graph, [*rollcalls, *ours.rollcalls])
    every = {rollcall.id: rollcall for rollcall in (*rollcalls, *ours.rollcalls)}
    bound = {binding.rollcall: every[binding.rollcall] for binding in bindings}
    used = {id for r in bound.values() for id in (r.document, *(e.article for e in r.evidence))}
    documents = (*graph.documents, *tables, *(table for table in ours.tables if table.id in used))
    whole = _under_symbols(replace(graph, documents=documents), bindings, bound)
    texts = {article.id: article.text for article in documents}
    facts = _joined(whole.facts, (f for r in bound.values() for f in votes_of(r, texts[r.document])))
    kept = [*rollcalls, *(rollcall for rollcall in ours.rollcalls if rollcall.id in bound)]
    entities = _with_record(whole.entities, kept)
    return Graph(
        tuple(sorted(documents, key=lambda article: article.id)), tuple(entities), tuple(facts), graph.tools,
        graph.skipped, tuple(sorted(kept, key=lambda r: r.id)), tuple(bindings),
        tuple(verdicts(whole.facts, bindings, bound, texts)),
    )  # fmt: skip


def _under_symbols(graph: Graph, bindings: Iterable[Binding], bound: Mapping[str, RollCall]) -> Graph:
    """The measures that are bound become one entity a roll call, with its symbol."""
    ids = {binding.measure: bound[binding.rollcall].resolution for binding in bindings}
    because: dict[str, list[str]] = {}
    for binding in bindings:
        label = graph.entity(binding.measure).label
        if label != bound[binding.rollcall].label:
            reason = f"{label}: {', '.join(binding.reasons)} ({bound[binding.rollcall].document})"
            because.setdefault(ids[binding.measure], []).append(reason)
    named = {rollcall.resolution: rollcall for rollcall in bound.values()}
    entities: dict[str, Entity] = {}
    for entity in graph.entities:
        id = ids.get(entity.id, entity.id)
        if id in named:
            old = entities.get(id)
            entities[id] = _official(named[id], [entity, *([old] if old else [])], because.get(id, ()))
        else:
            entities[id] = entity
    facts = _joined((), (replace(f, roles=pairs((name, ids.get(id, id)) for name, id in f.roles)) for f in graph.facts))
    return replace(graph, entities=tuple(entities.values()), facts=tuple(facts))


def _official(rollcall: RollCall, merged: Sequence[Entity], reasons: Iterable[str]) -> Entity:
    """The resolution of a roll call, with every name the texts have for it."""
    names = {name for entity in merged for name in (entity.label, *entity.names)} | {rollcall.title, rollcall.draft}
    symbol = rollcall.symbol or rollcall.draft
    return Entity(
        rollcall.resolution, EntityType.RESOLUTION, rollcall.label, tuple(sorted(names - {rollcall.label, ""})),
        pairs({"symbol": symbol or None}), rollcall.body, rollcall.date,
        tuple(sorted({id for entity in merged for id in entity.documents})),
        tuple(sorted({*reasons, *(reason for entity in merged for reason in entity.merges)})),
    )  # fmt: skip


def votes_of(rollcall: RollCall, text: str) -> Iterator[Fact]:
    """The members' votes as facts, each with its row of the table's text."""
    dates = (rollcall.date,) if rollcall.date else ()
    for member, choice, start, end in rollcall.ballots:
        yield Fact(
            Relation.VOTED_ON, pairs({"subject": member, "object": rollcall.resolution}), pairs({"choice": choice}),
            dates=dates, rule=TABLE_ROW, evidence=(Evidence(rollcall.document, start, end, text[start:end]),),
        )  # fmt: skip


def _joined(facts: Iterable[Fact], more: Iterable[Fact]) -> list[Fact]:
    """One fact a claim, sorted; where a text and a table say the same, the rule is the text's."""
    merged: dict[str, Fact] = {}
    for fact in (*facts, *more):
        old = merged.get(fact.id)
        both = joined(old, fact) if old else fact
        merged[fact.id] = replace(both, rule=old.rule) if old and fact.rule == TABLE_ROW else both
    return sorted(merged.values(), key=lambda fact: (fact.relation.value, fact.id))


def _with_record(entities: Iterable[Entity], rollcalls: Iterable[RollCall]) -> list[Entity]:
    """The entities, and what only the tables name: resolutions, bodies and members."""
    found = {entity.id: entity for entity in entities}
    for rollcall in rollcalls:
        if rollcall.resolution not in found:
            found[rollcall.resolution] = _official(rollcall, (), ())
        for id in (rollcall.body, *(ballot.member for ballot in rollcall.ballots)):
            row = None if id in found else known(id)
            if row:
                found[id] = row.entity
    return sorted(found.values(), key=lambda entity: entity.id)
