"""Records of two graphs → records of both together: what is one thing is settled as the build settles it.

Countries, institutions, meetings and resolutions of the same id are one thing. People are not: their ids are counted
within a build (``person/john-smith-2``), so that of two graphs they are held together by ``kg.identity``.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, TypeVar

from kg.facts import joined
from kg.findings import Local
from kg.graph import of_ids
from kg.identity import Identity, Key, Wishes, best_label, resolve_graphs
from kg.types import Article, Entity, EntityType, Evidence, Fact, Graph, Polarity, Relation, RollCall

T = TypeVar("T")
_FIRST: Final = "the first graph"
_SECOND: Final = "the second graph"


def namespace(graph: Graph) -> str:
    """What says whose ids a graph's are: two graphs of one namespace give nobody's id to another."""
    documents = [(one.id, one.sha256) for one in graph.documents]
    people = [(one.id, one.label) for one in graph.entities if one.type is EntityType.PERSON]
    return hashlib.sha256(repr((documents, people)).encode()).hexdigest()


def merged(one: Graph, other: Graph, *, wishes: Wishes, alike: bool) -> Graph:
    """Both graphs as one; the same claims are one fact with all its evidence.

    Args:
        one: the graph whose ids stay.
        other: a document of it whose id is taken by another text gets a number behind its id.
        wishes: what a user wants joined or kept apart.
        alike: whether a person's id means the same in both, as in parts of one graph.
    """
    other = _renamed(other, _taken(one.documents, other.documents))
    if alike and not wishes.same:
        return _united(one, other)
    sure = _same_ids(one, other) if alike else _same_texts(one, other)
    identity = resolve_graphs((_FIRST, _locals(one)), (_SECOND, _locals(other)), wishes, sure)
    return _united(_identified(one, _FIRST, identity), _identified(other, _SECOND, identity))


def wished(graph: Graph, wishes: Wishes) -> Graph:
    """The graph with those things as one that a user wants joined."""
    return _identified(graph, _FIRST, resolve_graphs((_FIRST, _locals(graph)), None, wishes, {}))


# ---------------------------------------------------------------------------------------- who is one person


def _locals(graph: Graph) -> list[Local]:
    """The entities with what tells namesakes apart: whom they represent, and as what. They go by their ids, too."""
    hints: defaultdict[str, set[str]] = defaultdict(set)
    for fact in graph.of(Relation.REPRESENTS):
        if fact.polarity is not Polarity.NEGATED:
            hints[fact.subject] |= {fact.object or "", (fact.qualifier("role") or "").lower()} - {""}
    return [
        Local(one.id, one.type, one.label, (*one.names, one.id), hints=frozenset(hints[one.id]))
        for one in graph.entities
    ]


def _same_ids(one: Graph, other: Graph) -> dict[Key, Key]:
    known = {entity.id for entity in one.entities}
    return {(_SECOND, e.id): (_FIRST, e.id) for e in _people(other) if e.id in known}


def _same_texts(one: Graph, other: Graph) -> dict[Key, Key]:
    """People of the same name in the same text: within one text a name is one person's."""
    mine, theirs = _by_text(one), _by_text(other)
    found: dict[str, str] = {}
    for place, (their, *more) in sorted(theirs.items()):
        only = mine.get(place, [])
        if not more and len(only) == 1 and only[0] not in found.values():
            found.setdefault(their, only[0])
    return {(_SECOND, second): (_FIRST, first) for second, first in found.items()}


def _by_text(graph: Graph) -> dict[tuple[str, str], list[str]]:
    """By a text's digest and a label, the people called so in it."""
    digests = {document.id: document.sha256 for document in graph.documents if document.sha256}
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for entity in _people(graph):
        for digest in {digests[document] for document in entity.documents if document in digests}:
            found[digest, entity.label].append(entity.id)
    return found


def _people(graph: Graph) -> Iterator[Entity]:
    return (entity for entity in graph.entities if entity.type is EntityType.PERSON)


def _identified(graph: Graph, name: str, identity: Identity) -> Graph:
    """The graph with the ids that were settled."""
    ids = {one.id: identity.ids[name, one.id] for one in graph.entities}
    reasons = {id: tuple(sorted(found)) for id, found in identity.reasons.items() if found}
    placed = [(fact.id, of_ids(fact, ids)) for fact in graph.facts]
    named = {old: fact.id for old, fact in placed if fact}

    def entity(one: Entity) -> Entity:
        id = ids[one.id]
        return replace(one, id=id, body=ids.get(one.body or "", one.body),
                       merges=tuple(sorted({*one.merges, *reasons.get(id, ())})))  # fmt: skip

    def rollcall(one: RollCall) -> RollCall:
        ballots = tuple(ballot._replace(member=ids.get(ballot.member, ballot.member)) for ballot in one.ballots)
        resolution, body = ids.get(one.resolution, one.resolution), ids.get(one.body, one.body)
        return replace(one, resolution=resolution, body=body, ballots=ballots)

    return replace(
        graph,
        entities=_joined((entity(one) for one in graph.entities), lambda one: one.id, _both),
        facts=_facts(fact for _, fact in placed if fact),
        rollcalls=tuple(map(rollcall, graph.rollcalls)),
        verdicts=tuple(replace(one, fact=named[one.fact]) for one in graph.verdicts if one.fact in named),
    )


# ------------------------------------------------------------------------------------------- two as one


def _united(one: Graph, other: Graph) -> Graph:
    """Both graphs as one, their ids meaning the same."""
    documents = {document.id: document for document in (*other.documents, *one.documents)}
    for document in other.documents:  # the one whose text is at hand
        if document.text and not documents[document.id].text:
            documents[document.id] = document
    return Graph(
        documents=tuple(documents[id] for id in sorted(documents)),
        entities=_joined((*one.entities, *other.entities), lambda entity: entity.id, _both),
        facts=_facts((*one.facts, *other.facts)),
        tools=tuple(sorted({*one.tools, *other.tools})),
        skipped=(*one.skipped, *other.skipped),
        rollcalls=_first(one.rollcalls, other.rollcalls, lambda r: r.id),
        bindings=_first(one.bindings, other.bindings, lambda b: (b.rollcall, b.measure)),
        verdicts=_first(one.verdicts, other.verdicts, lambda v: (v.fact, v.rollcall)),
    )


def _facts(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    found = _joined(facts, lambda fact: fact.id, joined)
    return tuple(sorted(found, key=lambda fact: (fact.relation.value, fact.id)))


def _joined(items: Iterable[T], key: Callable[[T], str], join: Callable[[T, T], T]) -> tuple[T, ...]:
    """The items by key, those of one key joined."""
    found: dict[str, T] = {}
    for item in items:
        name = key(item)
        found[name] = join(found[name], item) if name in found else item
    return tuple(found[name] for name in sorted(found))


def _first(one: Iterable[T], other: Iterable[T], key: Callable[[T], Any]) -> tuple[T, ...]:
    """Those of both, each once; of two that are called alike the first."""
    found = {key(item): item for item in (*other, *one)}
    return tuple(found[name] for name in sorted(found))


def _both(one: Entity, other: Entity) -> Entity:
    label = best_label([one.label, other.label]) if one.type is EntityType.PERSON else one.label
    return replace(
        one,
        label=label,
        names=tuple(sorted({*one.names, *other.names, one.label, other.label} - {label})),
        identifiers=tuple(sorted({**dict(other.identifiers), **dict(one.identifiers)}.items())),
        body=one.body or other.body,
        date=min(filter(None, (one.date, other.date)), default=None),
        documents=tuple(sorted({*one.documents, *other.documents})),
        merges=tuple(sorted({*one.merges, *other.merges})),
    )


def _taken(mine: Iterable[Article], others: Iterable[Article]) -> dict[str, str]:
    """New ids for those of the others that are among mine under another, or whose ids are taken by another text."""
    digests = {document.id: document.sha256 for document in mine}
    known = {digest: id for id, digest in sorted(digests.items(), reverse=True) if digest}
    others = list(others)
    ids, names = {*digests, *(document.id for document in others)}, {}
    for document in others:
        if digests.get(document.id, "") == document.sha256:
            continue
        if document.sha256 in known:
            names[document.id] = known[document.sha256]
        elif document.id in digests:
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
            replace(e, documents=tuple(sorted({names.get(id, id) for id in e.documents}))) for e in graph.entities
        ),
        facts=tuple(replace(fact, evidence=places(fact.evidence)) for fact in graph.facts),
        rollcalls=tuple(map(rollcall, graph.rollcalls)),
        verdicts=tuple(replace(one, evidence=places(one.evidence)) for one in graph.verdicts),
    )
