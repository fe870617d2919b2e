"""Holdings → the legislature in which a member by title sits: "MP Ana Ruiz", "Senator Ana Ruiz", "Rep. Ana Ruiz"."""

from __future__ import annotations

from kg.context import Context
from kg.offices.holdings import Holding
from kg.offices.nation import is_legislature
from kg.types import Modality

_SEATS = frozenset(
    "senator sen congressman congresswoman rep representative mp mep lawmaker legislator deputy parliamentarian".split()
) | {"member of parliament", "member of congress"}
"""Heads of the titles of plain members, not of a chamber's speaker and leaders."""
_HOUSE = "institution/united-states-house-of-representatives"


def seat_of(context: Context, holding: Holding, modality: Modality) -> str | None:
    """The legislature of a member of today; None for its speaker, and where only the country is known.

    Args:
        context: the article.
        holding: an office and for whom it is held.
        modality: whether it is held today.
    """
    if modality is not Modality.ACTUAL or not _is_plain_member(holding):
        return None
    if holding.office and holding.office.head.lower().startswith("congress") and holding.principal == "country/USA":
        return _HOUSE
    body = context.body(holding.principal or "")
    sits = body is not None and is_legislature(context, holding.principal or "") and "ommittee" not in body.label
    return holding.principal if sits else None


def _is_plain_member(holding: Holding) -> bool:
    office = holding.office
    if office is None:
        return holding.match.rule.sets.get("role") == "member"
    head = office.head.lower().strip(".")
    return head in _SEATS or head.removesuffix("s") in _SEATS
