"""A town's officer → the town's service that the article names: the Talca police chief is of "the Talca police"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.entities.offices import Office
from kg.entities.organizations import Organization
from kg.entities.spans import Ref
from kg.entities.territories import name_of

_SERVICES = {
    "attorney": ("district attorney's office", "county attorney's office", "attorney's office"),
    "prosecutor": ("prosecutor's office",),
    "sheriff": ("sheriff's office", "sheriff's department"),
    "coroner": ("coroner's office",),
    "police": ("police", "police department", "police force"),
    "constable": ("police", "police force", "constabulary"),
    "fire": ("fire department", "fire brigade"),
}


def of_services(
    lands: Sequence[Ref], offices: Mapping[Ref, Office], organizations: Sequence[Organization]
) -> dict[Ref, Ref]:
    """The places of officers for which the article names the place's own service, each as a span that names that.

    Args:
        lands: the places at a block's offices.
        offices: the block's offices.
        organizations: the article's own bodies.
    """
    bodies = {name.lower(): body.key for body in organizations for name in body.names}
    found = {}
    for ref in lands:
        near = min(offices, key=lambda office: _apart(office, ref), default=None)
        words = offices[near].head.lower().split() if near is not None else []
        forms = [form for word, known in _SERVICES.items() if word in words for form in known]
        place = name_of(ref.entity).lower()
        called = (f"{place}{own} {form}" for form in forms for own in ("", "'s"))
        if key := next((bodies[name] for name in called if name in bodies), ""):
            found[ref] = replace(ref, entity=key)
    return found


def _apart(office: Ref, place: Ref) -> int:
    """How far an office stands from a place."""
    return min(abs(office.start - place.end), abs(place.start - office.end))
