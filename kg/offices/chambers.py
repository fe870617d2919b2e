"""Holdings → their legislature: where a member by title sits, and whose "the finance committee chairman" is."""

from __future__ import annotations

from kg.context import Context, Sentence
from kg.entities.tables import known
from kg.entities.words import words
from kg.offices.holdings import Holding
from kg.offices.localities import chamber_for_state
from kg.offices.nation import is_legislature
from kg.offices.so_called import noun_of
from kg.types import Modality

_SEATS = frozenset(
    "senator sen congressman congresswoman rep representative mp mep mk lawmaker legislator deputy".split()
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
    if modality is not Modality.ACTUAL or not _is_plain_member(holding) or "/her_" in holding.match.rule.id:
        return None
    if holding.office and holding.office.head.lower().startswith("congress") and holding.principal == "country/USA":
        return _HOUSE if holding.office.head.lower() != "member of congress" else None
    if state_chamber := chamber_for_state(holding):
        return state_chamber
    if holding.office is None:  # told in so many words, of a committee or a court as well
        return holding.principal
    body = context.body(holding.principal or "")
    sits = body is not None and is_legislature(context, holding.principal or "") and "ommittee" not in body.label
    other = body is not None and holding.office.head.lower().startswith("sen") and "sena" not in body.label.lower()
    return holding.principal if sits and not other else None  # a senator's own house may not be named


def party_of(context: Context, holding: Holding) -> str | None:
    """The party of a member; none for the constituency in "Laikipia North MP Ana Ruiz", which only stands there."""
    body = context.body(holding.party or "")
    if body is None or body.kind or not holding.office or holding.office.head not in ("MP", "MPs"):
        return holding.party
    docs = [(block.doc, r) for block in context.parsed.blocks for r in context.mentions.get(block.index, ())]
    beside = [doc[r.end : r.end + 1].text in ("MP", "MPs") for doc, r in docs if r.entity == holding.party]
    acronym = body.label.isupper() or (" " not in body.label and len(set(beside)) > 1)
    return holding.party if acronym or not all(beside) else None


def _is_plain_member(holding: Holding) -> bool:
    office = holding.office
    if office is None:
        return holding.match.rule.sets.get("role") in ("member", "member of parliament")
    head = office.head.lower().strip(".")
    return head in _SEATS or head.removesuffix("s") in _SEATS


_MATTERS = words("matters_of_committees")


def house_of_committee(context: Context, holding: Holding) -> str | None:
    """ "Finance committee | chairman Ana Ruiz": of the one legislature named nearest, where its committee is not."""
    units = holding.match.line.units[holding.match.first : holding.match.last]
    told = {t.lower_ for u in units for t in holding.match.line.doc[u.start : u.end]}
    if noun_of(holding) not in ("committee", "subcommittee") or told.isdisjoint(_MATTERS):
        return None
    block = holding.sentence.block.index
    for near in reversed([s for s in context.sentences[: holding.sentence.index + 1] if block - s.block.index < 2]):
        if houses := _houses(context, near):
            listed = {house for house in houses if known(house)} or houses
            return listed.pop() if len(listed) == 1 else None
    return None


def _houses(context: Context, sentence: Sentence) -> set[str]:
    """The legislatures that a sentence names, no committees of theirs."""
    named = {
        r.entity
        for r in context.mentions[sentence.block.index]
        if sentence.span.start <= r.start < sentence.span.end and is_legislature(context, r.entity)
    }
    return {e for e in named if (body := context.body(e)) and "ommittee" not in body.label}
