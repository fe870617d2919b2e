"""A name → the one entity of a graph that is meant: what texts name goes before what only a table of votes has."""

from __future__ import annotations

from collections.abc import Callable

from kg.api.index import Index
from kg.api.notices import warn
from kg.api.views import Entity
from kg.query.names import several, term
from kg.query.store import Source


def entity(source: Source, index: Index, name: str, id: Callable[[str], str]) -> Entity:
    """The entity that a name means.

    Raises:
        QueryError: if the graph has none that is called so, or several.

    Warns:
        UserWarning: what it was taken for, if that is not plain.
    """
    notices: list[str] = []
    found = index.by_id[id(term(source, "thing", name, notify=notices.append)[1:-1])]
    told = [] if found in index.named else [one for one in index.bearing(name) if one.type == found.type]
    if told:
        if len(told) > 1:
            raise several("thing", name, [_shown(one) for one in told])
        notices = [f"{name!r} is taken for {_shown(told[0])}; there is also {_shown(found)}, which no text names"]
        found = told[0]
    for notice in notices:
        warn(notice)
    return found


def _shown(one: Entity) -> str:
    return f"{one.label} ({one.id})"
