"""A check that a graph can be written whole, as ``docs/vocabulary.md`` promises, before anything is written."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping

from kg.errors import GraphError
from kg.export.ontology import OUTCOMES, QUALIFIERS, ROLES, predicate
from kg.types import Evidence, Fact, Graph, Relation


def check(graph: Graph) -> None:
    """Refuse a graph that could not be written whole, before anything is written.

    Raises:
        GraphError: naming the entity or fact, for unknown relations, roles and qualifiers, ids that are missing or
            given twice, a fact without evidence or object, and evidence that is not the document's text (where that is
            at hand: a graph that was read from Turtle has the quoted words only).
    """
    texts = {article.id: article.text for article in graph.documents}
    known = {entity.id for entity in graph.entities}
    if len(texts) < len(graph.documents) or len(known) < len(graph.entities):
        raise GraphError("two documents or two entities have the same id")
    for entity in graph.entities:
        _expect(f"entity {entity.id}: document", entity.documents, texts)
        _expect(f"entity {entity.id}: body", [entity.body] if entity.body else [], known)
    for fact in graph.facts:
        _check_fact(fact, known)
        _check_evidence(f"fact {fact.id}", fact.evidence, texts)
    facts = {fact.id for fact in graph.facts}
    for rollcall in graph.rollcalls:
        _expect(f"{rollcall.id}: document", [rollcall.document], texts)
        _expect(
            f"{rollcall.id}: entity", {rollcall.resolution, rollcall.body, *(b.member for b in rollcall.ballots)}, known
        )
        _check_evidence(rollcall.id, rollcall.evidence, texts)
    for verdict in graph.verdicts:
        _expect(f"verdict on {verdict.fact}: fact", [verdict.fact], facts)


def _check_evidence(name: str, spans: Iterable[Evidence], texts: Mapping[str, str]) -> None:
    for evidence in spans:
        _expect(f"{name}: document", [evidence.article], texts)
        text = texts[evidence.article]
        found = text[evidence.start : evidence.end] if text else evidence.quote
        if found != evidence.quote or evidence.start < 0 or not found:
            raise GraphError(f"{name}: {evidence.article} does not read {evidence.quote!r} there")


def _expect(what: str, values: Iterable[str], known: Container[str]) -> None:
    for value in values:
        if value not in known:
            raise GraphError(f"{what} {value!r} is unknown")


def _check_fact(fact: Fact, entities: Container[str]) -> None:
    name = f"fact {fact.id} ({predicate(fact)})"
    roles = dict(fact.roles)
    _expect(f"{name}: role", roles, ROLES)
    _expect(f"{name}: entity", roles.values(), entities)
    _expect(f"{name}: qualifier", dict(fact.qualifiers), QUALIFIERS.get(fact.relation, frozenset()))
    needed = {"subject", "evidence", "text" if fact.relation == Relation.SAID else "object"}
    missing = needed - {*roles, *dict(fact.qualifiers), *(["evidence"] if fact.evidence else [])}
    if missing:
        raise GraphError(f"{name} has no {' and no '.join(sorted(missing))}")
    if not 0 <= fact.confidence <= 1:
        raise GraphError(f"{name}: confidence {fact.confidence} is not between 0 and 1")
    _expect(f"{name}: outcome", [value for key, value in fact.qualifiers if key == "outcome"], OUTCOMES)
    for key, value in fact.qualifiers:
        if key in {"for", "against", "abstained"} and not re.fullmatch("[0-9]+", value):
            raise GraphError(f"{name}: {key} is {value!r}, not a number")
