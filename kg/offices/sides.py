"""Whose an office is in an article on two states: the one side's where it cannot be the other's."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from kg.context import Context
from kg.entities.datelines import datelines
from kg.offices.holdings import Holding
from kg.offices.home import mentions_of_states, state_of
from kg.parse import BlockKind

_SHARE = 0.7
_HOSTED = re.compile(
    r"(?i)\b(?:sat down with|called on|calls on|guest of|"
    r"(?:received|welcomed|greeted|hosted)(?: [\w']+){0,4}? by) (?:the )?$"
)
"""Before the office of who receives somebody from the other side."""
_MET = re.compile(r"(?i)\b(?:met|meets|meet|talks|meeting|lunch|dinner|audience|minutes|hours?)(?: with)? (?:the )?$")
"""Before the office of somebody met: of the other side, if it is there that the article is dated."""


def sides(context: Context) -> frozenset[str]:
    """The two states of which the title and the first sentence tell, if the article is on those two."""
    lead = next((s for s in context.sentences if s.block.kind is BlockKind.PARAGRAPH), None)
    title = context.parsed.blocks[0]
    if lead is None or title.kind is not BlockKind.TITLE:
        return frozenset()
    told = [*context.named_in(title.index), *(r for r in context.named_in(lead.block.index) if r.start < lead.span.end)]
    named = frozenset(state for ref in told if (state := state_of(ref)))
    counts = mentions_of_states(context)
    if len(named) != 2 or sum(counts[s] for s in named) < _SHARE * counts.total():
        return frozenset()
    return named


def other_side(context: Context, owner: str) -> str | None:
    """The state beside the owner's that the article is on: whose "her counterpart" is."""
    both = sides(context)
    return next(iter(both - {owner})) if owner in both else None


def by_sides(context: Context, holding: Holding, others: Sequence[Holding], taken: Collection[str]) -> str | None:
    """The side whose an office is because it cannot be the other's, or because one of the other side is met.

    Chile and Peru, whose president is named: "President | Ruiz" is Chile's. Peru's minister "was received by
    President | Ruiz": she is Chile's.

    Args:
        context: the article.
        holding: an office of state without country.
        others: all holdings of the article.
        taken: countries where somebody else holds such an office.
    """
    office, both = holding.office, sides(context)
    if office is None or not both or office.category not in ("state", "minister"):
        return None
    american = office.head.lower() in ("president", "vice president") and "country/USA" not in both
    if american and mentions_of_states(context)["country/USA"]:
        return None  # theirs is often named without them
    open_to = [s for s in both if s not in taken and not office.lacks(s)]
    if len(open_to) == 1:
        return open_to[0]
    return across(context, holding, others) if len(open_to) == 2 else None


def across(context: Context, holding: Holding, others: Sequence[Holding]) -> str | None:
    """The side of an office holder who receives, or is met by, somebody of the other side."""
    doc, first = holding.sentence.span.doc, holding.match.line.units[holding.match.first].start
    before = doc[holding.sentence.span.start : first].text + " "
    hosted = _HOSTED.search(before)
    if not hosted and not _MET.search(before):
        return None
    guest = _subject_side(holding, first, others)
    other = other_side(context, guest) if guest else None
    return other if hosted or other in set(datelines(context.parsed)) else None


def _subject_side(holding: Holding, first: int, others: Sequence[Holding]) -> str | None:
    """The country of the subject of the sentence."""
    sentence = holding.sentence
    for unit in sentence.line.units:
        token = sentence.span.doc[unit.end - 1]
        subject = token.dep_ in ("nsubj", "nsubjpass") or unit.start == sentence.span.start
        if unit.start < first and subject and unit.ref and unit.kind == "country":
            return unit.ref.entity
        if unit.start < first and subject and unit.ref and unit.kind == "person":
            held = {h.principal for h in others if h.person == unit.ref.entity and h.principal}
            return next((p for p in sorted(held) if p.startswith("country/")), None)
    return None
