"""The finished graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from kg.types.facts import Entity, Fact, Relation
from kg.types.text import Article, Skipped
from kg.types.votes import Binding, RollCall, Verdict


@dataclass(frozen=True, slots=True)
class Graph:
    """The finished graph: documents, entities and facts, each sorted by id.

    ``tools`` names what made it (``diplokg``, the language model, the rule pack) with versions. ``rollcalls`` are the
    recorded votes of official tables: the votes of those that ``bindings`` tie to a measure of the texts are among the
    facts too, those of the rest only here. ``verdicts`` say what the record has on the votes that the texts tell.
    ``nodes`` are the names, without the base, that facts have in the Turtle that a graph was read from, by fact id.
    """

    documents: tuple[Article, ...] = ()
    entities: tuple[Entity, ...] = ()
    facts: tuple[Fact, ...] = ()
    tools: tuple[tuple[str, str], ...] = ()
    skipped: tuple[Skipped, ...] = ()
    rollcalls: tuple[RollCall, ...] = ()
    bindings: tuple[Binding, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    nodes: tuple[tuple[str, str], ...] = field(default=(), repr=False, compare=False)
    _index: Mapping[str, Entity] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_index", {entity.id: entity for entity in self.entities})

    def entity(self, id: str) -> Entity:
        """The entity of that id.

        Raises:
            KeyError: if there is none.
        """
        return self._index[id]

    def of_texts(self) -> Graph:
        """The graph as the texts alone tell it: without voting tables, their rows, and what only they name."""
        prose = {document.id for document in self.documents if document.kind == "prose"}
        if len(prose) == len(self.documents):
            return self
        told = [(fact, tuple(e for e in fact.evidence if e.article in prose)) for fact in self.facts]
        facts = tuple(replace(fact, evidence=evidence) for fact, evidence in told if evidence)
        used = {id for fact in facts for _, id in fact.roles} | {e.id for e in self.entities if e.documents}
        used |= {e.body for e in self.entities if e.id in used and e.body}
        documents = tuple(document for document in self.documents if document.id in prose)
        return replace(self, documents=documents, entities=tuple(e for e in self.entities if e.id in used), facts=facts)

    def of(self, *relations: Relation) -> Iterator[Fact]:
        """The facts of the given relations, in order."""
        return (fact for fact in self.facts if fact.relation in relations)
