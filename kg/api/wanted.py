"""What ``where`` is asked for → whether an attribute of an entity, fact or piece of evidence is so."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields
from difflib import get_close_matches
from typing import Any, Final

from kg.api.views import ENTITIES, EVIDENCE, FACTS, Entity, Evidence, Fact
from kg.entities.names import fold
from kg.errors import QueryError
from kg.query.syntax import meant
from kg.types import CHOICES, EntityType, Modality, Relation

_KINDS: Final[Mapping[tuple[str, str], type]] = {ENTITIES: Entity, FACTS: Fact, EVIDENCE: Evidence}
_KNOWN: Final[Mapping[tuple[type, str], Collection[str]]] = {
    (Fact, "relation"): [one.value for one in Relation],
    (Fact, "status"): [*(one.value.lower() for one in Modality), "denied"],
    (Fact, "choice"): ["", *CHOICES],
    (Fact, "verdict"): ["", "confirmed", "contradicted"],
    (Entity, "type"): [one.value for one in EntityType],
}


def check(noun: tuple[str, str], wanted: Mapping[str, Any]) -> None:
    """Whether what is wanted can be at all.

    Raises:
        QueryError: if there is no such attribute, or no such value of one that has few.
    """
    kind = _KINDS[noun]
    known = [name for name in dir(kind) if not name.startswith("_")] + [
        one.name for one in fields(kind) if not one.name.startswith("_")
    ]
    for name, value in wanted.items():
        if name not in known:
            own = sorted(set(known))
            near = get_close_matches(name, own, 1)
            told = f"did you mean {near[0]!r}?" if near else f"they have {', '.join(own)}"
            raise QueryError(f"{noun[1]} have no {name!r}; {told}")
        values = _KNOWN.get((kind, name), ())
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
    return isinstance(value, Entity) and isinstance(wanted, str) and _is_called(value, wanted)


def _is_called(one: Entity, name: str) -> bool:
    return fold(name) in {fold(known) for known in (one.id, one.label, *one.names, *one.identifiers.values())}
