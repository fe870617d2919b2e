"""A graph in one's hands: what it holds, questions to it, parts of it, and every form it can be taken away in."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.api.questions import Asked
from kg.api.views import Entity
from kg.errors import QueryError
from kg.types import EntityType, Relation

if TYPE_CHECKING:
    import pandas as pd

    from kg.api.inputs import Day
    from kg.api.show import Page
    from kg.api.widget import GraphWidget
    from kg.api.wishes import Pairs
    from kg.export.network import Network
    from kg.export.rdf_graph import RdfGraph

HEIGHT: Final = 640
"""Pixels of the explorer in a cell."""


class KnowledgeGraph(Asked):
    """People, countries, institutions, meetings and resolutions, and the facts that texts state of them.

    One comes from ``kg.build``, ``kg.load`` or ``kg.read``; it is never changed: what narrows or joins
    graphs gives a new one.

    >>> import kg
    >>> graph = kg.read("Ana Ruiz, Chile's ambassador to the United Nations, met with Omar Haddad on Monday.")
    >>> graph
    <KnowledgeGraph: 1 document, 4 entities, 2 facts>
    >>> graph.facts[0]
    <Fact: Ana Ruiz met with Omar Haddad (fact/...)>
    """

    def _repr_html_(self) -> str:
        from kg.api.show import summary

        return summary(self)

    # -------------------------------------------------------------------------------------------- parts

    def subgraph(
        self,
        *around: str | Entity,
        hops: int = 1,
        relations: Iterable[str] | None = None,
        types: Iterable[str] | None = None,
        documents: Iterable[str] | None = None,
        since: Day | None = None,
        until: Day | None = None,
        confidence: float = 0.0,
        actual: bool = False,
    ) -> KnowledgeGraph:
        """A part of the graph: some of its facts, with the entities and documents that these name.

        What no fact is told of is in no part, so that parts joined have all facts of the whole but need not equal it.

        Args:
            around: only facts of these entities, and with ``hops`` of those they reach; as for ``entity``.
            hops: how many facts away.
            relations: only facts of these relations (``represents``, …).
            types: only facts between entities of these types (``Person``, …).
            documents: only what these documents state.
            since: only facts that a document of that day or later reports; ``2022-03-04``, a date or a time.
            until: only facts that a document of that day or earlier reports.
            confidence: only facts as sure as that, from 0 to 1.
            actual: only what is told as done: nothing planned, denied or claimed.

        Raises:
            QueryError: as ``entity``, for a relation, type or document that there is not, and for bounds that nothing
                can meet.

        >>> import kg
        >>> graph = kg.read("Ana Ruiz, Chile's ambassador to the United Nations, met with Omar Haddad on Monday.")
        >>> graph.subgraph("Chile")
        <KnowledgeGraph: 1 document, 3 entities, 1 fact>
        >>> graph.subgraph("Chile", hops=2, relations=["represents", "metWith"]).facts == graph.facts
        True
        """
        from kg.api.inputs import day, known, number
        from kg.api.parts import Wanted, part

        wanted = Wanted(
            [self.entity(one).id for one in around],
            int(number(hops, name="hops", least=0)),
            known("relation", relations, [one.value for one in Relation]),
            known("type", types, [one.value for one in EntityType]),
            known("document", documents, [one.id for one in self._graph.documents]),
            day(since, name="since", error=QueryError),
            day(until, name="until", error=QueryError),
            number(confidence, name="confidence", least=0, most=1),
            actual,
        )
        if wanted.since and wanted.until and wanted.since > wanted.until:
            raise QueryError(f"no day is since {wanted.since} and until {wanted.until}")
        return KnowledgeGraph(part(self._graph, wanted), base=self._base, namespace=self._namespace)

    def merge(
        self, *others: KnowledgeGraph, same: Pairs | None = None, different: Pairs | None = None
    ) -> KnowledgeGraph:
        """One graph of this and others; ``graph | other`` is the short form.

        The same claim is one fact with all its evidence. Who is one person is asked as a build asks it: by name, as
        far as countries and offices do not speak against it; people whom one of the graphs keeps apart stay apart.
        The ids of this graph stay; a namesake from another gets a number.

        Args:
            others: the other graphs; without any, only ``same`` is done.
            same: names that are one thing, ``[("Ana Ruiz", "Ana Ruiz Vega")]``, or a file with a line a pair,
                ``A = B``; an entity, or its id, is understood as well. Of a name that several bear say which by the
                id; the same name twice joins all whose name it is.
            different: names that are never one thing, or a file: ``A != B``. What one of the graphs already has as one
                is not taken apart: for that, build its texts anew.

        Raises:
            QueryError: if one of the others is no graph.
            ReadError: if ``same`` or ``different`` are no pairs, or speak against each other.

        Warns:
            UserWarning: of a name in them that nothing bears, and of a pair that is left out.

        >>> import kg
        >>> canada = kg.read("John Smith, Canada's ambassador to the United Nations, met with Omar Haddad on Monday.")
        >>> fiji = kg.read("John Smith, Fiji's ambassador to the United Nations, met with Omar Haddad on Tuesday.")
        >>> [one.id for one in (canada | fiji).find("John Smith")]
        ['person/john-smith', 'person/john-smith-2']
        >>> joined = canada.merge(fiji, same=[("John Smith", "John Smith")])
        >>> [str(one) for one in joined.entity("John Smith").facts.where(relation="represents")]
        ['John Smith represents ...', 'John Smith represents ...']
        """
        from kg.api.merging import merged, wished
        from kg.api.wishes import tell_refused, tell_unknown, wishes

        for other in others:
            if not isinstance(other, KnowledgeGraph):
                raise QueryError(f"merge takes graphs, such as kg.load gives, one or several, not {other!r}")
        wanted = wishes(same, different)
        found, namespace = self._graph, self._namespace if others else None
        ids = [{one.id: one.id for one in found.entities}]
        for other in others:
            alike = namespace == other._namespace
            found, names = merged(found, other._graph, wishes=wanted, alike=alike)
            ids.append(names)
            namespace = namespace if alike else None
        tell_unknown(wanted, [found, *(other._graph for other in others)])
        if wanted.same:
            found, refused = wished(found, wanted, ids)
            namespace = None
            tell_refused(refused)
        return KnowledgeGraph(found, base=self._base, namespace=namespace)

    def __or__(self, other: object) -> KnowledgeGraph:
        """Both graphs as one, as ``merge``."""
        return self.merge(other) if isinstance(other, KnowledgeGraph) else NotImplemented

    # --------------------------------------------------------------------------------------- other forms

    def __getitem__(self, name: str) -> Entity:
        """The entity of a name, as ``entity``; ``graph["`` and TAB complete names."""
        return self.entity(name)

    def _ipython_key_completions_(self) -> list[str]:
        return sorted({one.label for one in self.entities})

    def to_pandas(self) -> pd.DataFrame:
        """The facts, a row each; ``graph.entities.to_pandas()`` has the entities.

        ``subject``, ``object`` and ``at`` are labels, which several may share; ``subject_id``, ``object_id`` and
        ``at_id`` are the ids that entities have in their table. ``date`` is the day of the first report.

        >>> import kg
        >>> graph = kg.read("Ana Ruiz, Chile's ambassador to the United Nations, met with Omar Haddad on Monday.")
        >>> graph.to_pandas()[["subject", "relation", "object_id"]]
            subject    relation           object_id
        0  Ana Ruiz     metWith  person/omar-haddad
        1  Ana Ruiz  represents         country/CHL
        """
        return self.facts.to_pandas()

    def to_networkx(self, *, agreement: bool = False) -> Network:
        """A node an entity, an edge a fact that is told as done and has an object: what is planned or denied is none.

        An edge's key is the fact's id, ``relation`` says what it is.

        Args:
            agreement: also an edge between two countries whose votes the official record has, with the key
                ``agreement``: its ``weight`` is the share of ``votes`` common ones in which they chose alike. There
                are many: every two countries that voted.

        >>> import kg
        >>> graph = kg.read("Ana Ruiz, Chile's ambassador to the United Nations, met with Omar Haddad on Monday.")
        >>> sorted(graph.to_networkx().edges(data="relation"))[0]
        ('person/ana-ruiz', 'country/CHL', 'represents')
        """
        from kg.export.network import AGREEMENT, to_networkx

        network = to_networkx(self._graph)
        for one, other, key, attributes in list(network.edges(keys=True, data=True)):
            if fact := self._index.of_record.get(key):  # facts that are one statement are one edge
                network.remove_edge(one, other, key)
                at = "; ".join(place.id for place in fact.at)
                network.add_edge(one, other, key=fact.id, **{**attributes, "role": fact.role, "at": at})
            elif not agreement and key == AGREEMENT:
                network.remove_edge(one, other, key)
        return network

    def to_rdflib(self) -> RdfGraph:
        """All triples, with the prefixes bound.

        >>> import kg
        >>> graph = kg.read("Ana Ruiz, Chile's ambassador to the United Nations, met with Omar Haddad on Monday.")
        >>> len(graph.to_rdflib()) > 50
        True
        """
        from kg.export.rdf_graph import to_rdflib
        from kg.query.export.rdf import n_triples

        return to_rdflib(n_triples(self._source), self._source.prefixes)

    def save(self, path: str | Path, *, format: str | None = None, title: str = "Knowledge graph") -> Path:
        """Write the graph to a file or folder, which is there only when it is whole.

        Args:
            path: where; its suffix names the format: ``ttl``, ``html`` (the explorer), ``graphml``, ``gexf``, ``nt``,
                ``nq``, ``trig``, ``jsonld``, ``ftm``.
            format: the format, where the suffix does not tell; also ``neo4j``, ``parquet`` and ``json``, which are
                folders.
            title: the page's heading.

        Returns:
            The path.

        Raises:
            QueryError: if there is no such format.
            OSError: if it cannot be written.

        >>> import tempfile, kg
        >>> graph = kg.read("Ana Ruiz, Chile's ambassador to the United Nations, met with Omar Haddad on Monday.")
        >>> path = graph.save(tempfile.mkdtemp() + "/graph.ttl")
        >>> kg.load(path) == graph
        True
        """
        from kg.api.saving import save

        return save(self, Path(path), format, lambda: self.html(title=title))

    def show(self, *, height: int = HEIGHT, title: str = "Knowledge graph", select: str | Entity | None = None) -> Page:
        """The explorer, to be used in a notebook's cell; nothing is asked of the network.

        Args:
            height: pixels; from 500 on there is room for all of it.
            title: heading of the page and of the pictures taken from it.
            select: an entity that is open at the start; as for ``entity``.

        Raises:
            QueryError: as ``entity``, or if the height is no number.

        >>> import kg
        >>> graph = kg.read("Ana Ruiz, Chile's ambassador to the United Nations, met with Omar Haddad on Monday.")
        >>> graph.show(select="Ana Ruiz")
        <Page: 1 document, 4 entities, 2 facts; .open() shows it in a browser, .save(path) keeps it>
        """
        from kg.api.show import Page

        node = self.entity(select).id if select else ""
        return Page(self.html(title=title), height=_pixels(height), told=self._counts(), node=node)

    def widget(self, *, height: int = HEIGHT, title: str = "Knowledge graph") -> GraphWidget:
        """The explorer as a widget: what is chosen in it is ``.entity`` and ``.facts`` in Python.

        Args:
            height: pixels.
            title: heading of the page.

        Raises:
            ImportError: if anywidget is not installed; the message says how to install it.
        """
        from kg.api.widget import GraphWidget

        return GraphWidget(self, page=self.html(title=title), height=_pixels(height))

    def html(self, *, title: str = "Knowledge graph") -> str:
        """The explorer as one HTML page with everything inside."""
        from kg.export.html import page

        texts = any(document.text for document in self._index.told.documents)
        return page(self._graph, title=title, texts=texts, base=self._base)


def _pixels(height: object) -> int:
    from kg.api.inputs import number

    return int(number(height, name="height", least=100))
