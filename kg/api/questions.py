"""A graph in one's hands → answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.api.held import Held
from kg.api.inputs import words
from kg.api.listing import Listing
from kg.api.notices import warn
from kg.api.views import Entity, Evidence, Fact
from kg.errors import QueryError

_LONGEST_NAME: Final = 400  # characters of what may be a path

if TYPE_CHECKING:
    import pandas as pd

    from kg.api.reasons import Reasons


class Asked(Held):
    """What can be asked of a graph."""

    def query(self, sparql: str) -> pd.DataFrame:
        """Ask in SPARQL 1.1; the prefixes of the vocabulary are built in.

        Args:
            sparql: SELECT (a column a variable), ASK (one cell), CONSTRUCT or DESCRIBE (a row a triple).

        Raises:
            QueryError: if it is no such query; the message shows the place.

        Warns:
            UserWarning: of a name in the query that nothing in the graph can match.

        >>> import kg
        >>> graph = kg.read("Ana Ruiz, Chile's ambassador to the United Nations, met with Omar Haddad on Monday.")
        >>> graph.query("SELECT ?name { ?who kg:represents/rdfs:label ?country ; rdfs:label ?name }")
               name
        0  Ana Ruiz
        """
        from kg.api.answers import frame
        from kg.query.run import ask
        from kg.query.terms import notices

        if _is_file(words(sparql, "a query is SPARQL as a text", empty=True)):
            raise QueryError(f"{sparql} is a file, not a query: graph.query(pathlib.Path({sparql!r}).read_text())")
        results = ask(self._source, sparql)
        for told in notices(self._source, sparql):
            warn(told)
        return frame(results, self._source.prefixes, self._meet)

    def ask(self, question: str | None = None, **parameters: object) -> pd.DataFrame:
        """Ask a saved question; without one, the table of all of them.

        Args:
            question: its name, as ``kg ask`` lists it: ``how-voted``.
            parameters: what it is to be asked about, names as people write them: ``country="Russia"``. A parameter
                that Python has no name for is written ``from_`` and ``at_least``; days may be dates.

        Raises:
            QueryError: if there is no such question or parameter, or a name means nothing in the graph, or several.

        Warns:
            UserWarning: of a name that is taken for another.

        >>> import kg
        >>> graph = kg.read("Ana Ruiz, Chile's ambassador to the United Nations, met with Omar Haddad on Monday.")
        >>> list(graph.ask("who-met", who="Ana Ruiz").other)
        ['Omar Haddad']
        """
        from kg.api.asking import answered, listed

        return listed() if question is None else answered(self._source, question, parameters, self._meet)

    def find(self, text: str) -> Listing[Entity]:
        """The entities that are called so or nearly so, the best first; accents and capitals do not matter.

        Args:
            text: a name or a part of one; what is not there gives an empty list.

        Raises:
            QueryError: if it is no text.

        >>> import kg
        >>> graph = kg.read("Ana Ruiz, Chile's ambassador to the United Nations, met with Omar Haddad on Monday.")
        >>> graph.find("RUÍZ")
        <1 entity: Ana Ruiz>
        """
        return self._index.find(words(text, "find takes a name or a part of one", empty=True))

    def entity(self, name: str | Entity) -> Entity:
        """The one entity that is called so.

        Args:
            name: any of its names, its id (``person/ana-ruiz``), or its IRI, whole or short (``person:ana-ruiz``).
                What texts name goes before what only a table of votes has.

        Raises:
            QueryError: if there is none (the message says what is near) or more than one (it says which).

        Warns:
            UserWarning: if it is taken for one of several, or for a longer name.

        >>> import kg
        >>> graph = kg.read("Ana Ruiz, Chile's ambassador to the United Nations, met with Omar Haddad on Monday.")
        >>> graph.entity("ruiz")
        <Person: Ana Ruiz (person/ana-ruiz)>
        >>> graph.entity("Chile").facts
        <1 fact: Ana Ruiz represents Chile at United Nations (ambassador)>
        """
        if isinstance(name, Entity):
            name = name.id
        if found := self._index.by_id.get(words(name, "an entity is given by its name or id")):
            return found
        from kg.api.meant import entity

        return entity(self._source, self._index, name, self._id)

    def fact(self, fact: str | Fact) -> Fact:
        """The one fact of an id.

        Args:
            fact: its id (``fact/0123456789abcdef``), the hash in it, or how the hash begins.

        Raises:
            QueryError: if there is none, or more than one.

        >>> import kg
        >>> graph = kg.read("Ana Ruiz, Chile's ambassador to the United Nations, met with Omar Haddad on Monday.")
        >>> graph.fact(graph.facts[0].id) == graph.facts[0]
        True
        """
        if isinstance(fact, Fact):
            fact = fact.id
        known = self._index.by_fact
        short = words(fact, "a fact is given as such or by its id (graph.facts lists all)").replace(":", "/", 1)
        found = [id for id in known if short in (id, id.split("/", 1)[1])]
        found = found or [id for id in known if any(n.startswith(short) for n in (id, id.split("/", 1)[1]))]
        if len(found) == 1:
            return known[found[0]]
        if not found:
            raise QueryError(f"there is no fact {fact!r}; graph.facts lists all, each with its id")
        raise QueryError(f"the ids of {len(found)} facts begin with {fact!r}: {', '.join(found[:5])}")

    def evidence(self, fact: str | Fact) -> Listing[Evidence]:
        """The sentences that a fact rests on.

        Args:
            fact: a fact, or as for ``fact``.

        Raises:
            QueryError: as ``fact``.

        >>> import kg
        >>> graph = kg.read("Ana Ruiz, Chile's ambassador to the United Nations, met with Omar Haddad on Monday.")
        >>> graph.evidence(graph.facts[1])[0].quote
        "Ana Ruiz, Chile's ambassador to the United Nations"
        """
        return self.fact(fact).evidence

    def explain(self, fact: str | Fact) -> Reasons:
        """What a fact rests on: its sentences, the rules that found it, its status and how sure it is.

        Args:
            fact: a fact, or as for ``fact``.

        Raises:
            QueryError: as ``fact``.

        >>> import kg
        >>> graph = kg.read("Ana Ruiz, Chile's ambassador to the United Nations, met with Omar Haddad on Monday.")
        >>> print(graph.explain(graph.facts[0]))
        Ana Ruiz met with Omar Haddad
          actual, confidence ..., fact/...
          >>Ana Ruiz, Chile's ambassador to the United Nations, met with Omar Haddad<< on Monday.
            text-1
          rule ...
        """
        from kg.api.reasons import reasons

        return reasons(self._source, self.fact(fact), self._graph.documents)

    def timeline(self, entity: str | Entity | None = None) -> pd.DataFrame:
        """Facts in the order of their days.

        ``date`` is the day of the meeting or of the resolution that a fact is about, where that is known, else the
        first day on which a document reported it; facts of no day come last.

        Args:
            entity: only facts it takes part in; as for ``entity``.

        Raises:
            QueryError: as ``entity``.

        >>> import kg
        >>> graph = kg.read("Ana Ruiz of Chile, the ambassador, met with Omar Haddad on Monday.", date="2024-05-07")
        >>> graph.timeline("Ana Ruiz")[["date", "relation"]]
                date relation
        0 2024-05-07  metWith
        """
        from kg.api.tables import timeline

        return timeline(self.facts if entity is None else self.entity(entity).facts)


def _is_file(text: str) -> bool:
    """Whether somebody gave a query's file for the query."""
    return len(text) < _LONGEST_NAME and "{" not in text and text.strip() != "" and Path(text).is_file()
