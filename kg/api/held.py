"""Records and their RDF → what every question to a graph stands on."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING
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
