"""What ``where`` is asked for → whether an attribute of an entity, fact or piece of evidence is so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from difflib import get_close_matches
from typing import Any

from kg.api.kinds import Kind
from kg.entities.names import fold
from kg.errors import QueryError
from kg.query.syntax import meant


def check(kind: Kind, wanted: Mapping[str, Any]) -> None:
    """Whether what is wanted can be at all.

    Raises:
        QueryError: if there is no such attribute, or no such value of one that has few.
    """
    own = sorted({*dir(kind.of), *(one.name for one in fields(kind.of))})
    own = [name for name in own if not name.startswith("_")]
    for name, value in wanted.items():
        if name not in own:
            near = get_close_matches(name, own, 1)
            told = f"did you mean {near[0]!r}?" if near else f"they have {', '.join(own)}"
            raise QueryError(f"{kind.many} have no {name!r}; {told}")
        values = kind.values.get(name, ())
        for one in value if isinstance(value, list | tuple | set | frozenset) else [value]:
            if values and isinstance(one, str) and one not in values:
                there = ", ".join(filter(None, values))
                raise QueryError(f"no {name} {one!r}{meant(one, list(values)) or '; there are ' + there}")


def fits(value: Any, wanted: Any) -> bool:
    """Whether an attribute's value is what is wanted."""
    if callable(wanted):
        return bool(wanted(value))
    if value == wanted:
        return True
    if isinstance(wanted, list | tuple | set | frozenset):
        return any(fits(value, one) for one in wanted)
    if isinstance(value, tuple):
        return any(fits(one, wanted) for one in value)
    return isinstance(wanted, str) and hasattr(value, "identifiers") and _is_called(value, wanted)


def _is_called(entity: Any, name: str) -> bool:
    known = (entity.id, entity.label, *entity.names, *entity.identifiers.values())
    return fold(name) in {fold(one) for one in known}
