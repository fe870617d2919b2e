"""A name → the one entity of a graph that is meant.

What texts name goes before what only a table of votes has, and of namesakes what they tell facts of before the rest.
"""

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
    if found in index.named:
        others = [one for one in index.called(name) if one.type == found.type and one != found]
        why = "of which no fact is told"
    else:
        others, why = [one for one in index.bearing(name) if one.type == found.type], "which no text names"
    told = [one for one in others if one.facts] if found in index.named else others
    if told and not found.facts:
        if len(told) > 1:
            raise several("thing", name, [_shown(one) for one in told])
        notices = [f"{name!r} is taken for {_shown(told[0])}; there is also {_shown(found)}, {why}"]
        found = told[0]
    elif rivals := told or ([] if found.facts else others):
        notices.append(f"{name!r} is taken for {_shown(found)}; there is also {', '.join(map(_shown, rivals))}")
    for notice in notices:
        warn(notice)
    return found


def _shown(one: Entity) -> str:
    return f"{one.label} ({one.id})"
