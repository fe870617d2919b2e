"""Records and their RDF → what every question to a graph stands on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import unquote

from kg.api.index import Index
from kg.api.listing import Listing
from kg.api.markup import count
from kg.api.views import Entity, Fact
from kg.export.prefixes import BASE
from kg.types import Graph, Skipped

if TYPE_CHECKING:
    from kg.query.store import Source
    from kg.voting import VotingRecord


class Held:
    """A graph's records, its views, and the same graph opened for SPARQL; views and store are made when asked for."""

    def __init__(
        self, graph: Graph, *, source: Source | None = None, base: str = BASE, namespace: str | None = None
    ) -> None:
        self._graph, self._opened, self._base, self._parent = graph, source, base, namespace

    @cached_property
    def _namespace(self) -> str:
        """Whose ids these are: a part has those of the whole."""
        from kg.api.merging import namespace

        return self._parent or namespace(self._graph)

    @cached_property
    def _index(self) -> Index:
        return Index(self._graph)

    @property
    def entities(self) -> Listing[Entity]:
        """The people, countries, institutions, meetings and resolutions that texts name, by id."""
        return self._index.entities

    @property
    def facts(self) -> Listing[Fact]:
        """What the texts state, by relation; each once, with every place that says so."""
        return self._index.facts

    @property
    def documents(self) -> tuple[str, ...]:
        """The ids of the texts that were read."""
        return tuple(document.id for document in self._index.told.documents)

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """What was not built, and why; and doubts about what was (of a graph that was built, not loaded)."""
        return self._graph.skipped

    @property
    def votes(self) -> VotingRecord:
        """The recorded votes of the official tables that it was built with."""
        from kg.voting import VotingRecord

        return VotingRecord(self._graph.rollcalls)

    def __len__(self) -> int:
        """How many facts."""
        return len(self.facts)

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.facts)

    def __contains__(self, one: object) -> bool:
        """Whether a fact, an entity or what some entity is called is in it."""
        if isinstance(one, Fact):
            return one.id in self._index.by_fact
        return (one if isinstance(one, str) else getattr(one, "id", None)) in self._index.known

    def __eq__(self, other: object) -> bool:
        """Whether they say the same: by documents, entities and facts."""
        if not isinstance(other, Held):
            return NotImplemented
        return self is other or (self.documents, self.entities, self.facts) == (
            other.documents, other.entities, other.facts,
        )  # fmt: skip

    def __hash__(self) -> int:
        return hash((self.documents, tuple(self._index.by_fact)))

    def __copy__(self) -> Self:
        return self  # it never changes

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __getstate__(self) -> dict[str, object]:
        """What travels to another process: views and a store in memory are made anew there."""
        from kg.query.store import packed

        opened = self._opened and packed(self._opened)
        return {"_graph": self._graph, "_opened": opened, "_base": self._base, "_parent": self._namespace}

    def __setstate__(self, state: dict[str, Any]) -> None:
        from kg.query.store import unpacked

        self.__dict__ |= state | {"_opened": state["_opened"] and unpacked(*state["_opened"])}

    def __repr__(self) -> str:
        return f"<KnowledgeGraph: {self._counts()}>"

    def _counts(self) -> str:
        return ", ".join(
            (
                count(len(self.documents), "document", "documents"),
                count(len(self.entities), "entity", "entities"),
                count(len(self.facts), "fact", "facts"),
            )
        )

    @cached_property
    def _source(self) -> Source:
        """The graph opened for SPARQL: the file it was loaded from, else in memory."""
        from kg.export.turtle import turtle
        from kg.query.store import open_text

        return self._opened or open_text(turtle(self._graph, base=self._base), base=self._base)

    def _id(self, iri: str) -> str:
        """The id of an entity's IRI."""
        return unquote(iri.removeprefix(self._source.prefixes[""]))

    def _meet(self, iri: str) -> tuple[str, str]:
        """Where the IRI of a thing leads to, and what it is called."""
        base = self._source.prefixes[""]
        if not iri.startswith(base):
            return iri, ""
        if one := self._index.by_id.get(self._id(iri)):
            return one.url, one.label
        documents = {f"document/{document.id}": document for document in self._graph.documents}
        found = documents.get(self._id(iri))
        return (found.source, found.title) if found else ("", "")
