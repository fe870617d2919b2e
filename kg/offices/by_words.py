"""Holdings → whose an office is by its words: a union's commissioner, a seat in Congress, "the committee's chairman"."""

from __future__ import annotations

from kg.context import Context
from kg.offices.chambers import house_of_committee
from kg.offices.commissioners import commission_of
from kg.offices.holdings import Holding
from kg.offices.localities import seat_in_congress
from kg.offices.secretariat import of_secretary_general
from kg.offices.so_called import body_so_called


def by_title(context: Context, holding: Holding) -> str | None:
    """Whose an office of its own kind is: a union's commissioner, the Secretary-General's envoy, a seat in Congress."""
    union = commission_of(context, holding) or of_secretary_general(context, holding)
    return union or seat_in_congress(context, holding)


def by_noun(context: Context, holding: Holding) -> str | None:
    """The body that the words call by a noun, or the house whose committee they tell of without its name."""
    return body_so_called(context, holding) or house_of_committee(context, holding)
