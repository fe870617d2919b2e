"""Whose an office is whose holder somebody meets on a journey: "He met the President of Chile. Later he saw …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.context import Context, Sentence
from kg.offices.holdings import Holding, same_office

_OF_STATES = ("state", "minister")
_MET = re.compile(
    r"(?i)\b(?:met|meets|saw|received|visited|talks|meetings?|conversations?|spoke|lunch|dinner|audience|welcomed|greeted)"
    r"\b(?! in\b)[^;]*$"
)
"""Before the office of somebody who is met."""
_THERE = re.compile(
    r"(?i)\b(?:is|are|was|were|arriv\w+|land\w+|travel\w+|flew|visit\w*|stop\w*|went|left for)\b"
    r"[^,;]{0,30}\b(?:in|to|for) $"
)
"""Before the place where somebody is: "The Secretary-General is in | Santiago"."""


def met_in_turn(context: Context, holding: Holding, others: Sequence[Holding]) -> str | None:
    """The country of whom the same traveller met before, in the sentence or the two before it; or where he is.

    "He met the President of Chile, Ana Ruiz. He later held talks with the Foreign Minister, | Sand";
    "The Secretary-General is in Santiago. He met this morning with the Foreign Minister, | Sand".

    Args:
        context: the article.
        holding: an office without country, whose holder is met.
        others: all holdings of the article.
    """
    office = holding.office
    if office is None or office.category not in _OF_STATES:
        return None
    line, span = holding.match.line, holding.sentence.span
    first = line.units[holding.match.first].start
    if not _MET.search(line.doc[span.start : first].text) or _names_a_state(holding.sentence, span.start, first):
        return None
    for near in _before(context, holding.sentence):
        told = [h for h in others if h.sentence.index == near.index and (h.principal or "").startswith("country/")]
        if told:
            return _same_state(told, holding) if len({h.principal for h in told}) == 1 else None
        if place := _place(context, near):
            return None if office.lacks(place) else place
        if _names_a_state(near, near.span.start, near.span.end):
            return None
    return None


def _before(context: Context, sentence: Sentence) -> Iterator[Sentence]:
    """The two sentences before, in the paragraph."""
    for near in reversed(context.sentences[max(sentence.index - 2, 0) : sentence.index]):
        if near.block is sentence.block:
            yield near


def _same_state(told: Sequence[Holding], holding: Holding) -> str | None:
    """The country of somebody met in the sentence before, whose office is another."""
    for other in told:
        line = other.match.line
        before = line.doc[other.sentence.span.start : line.units[other.match.first].start].text
        after = line.doc[line.units[other.match.last - 1].end : other.sentence.span.end].text
        met = _MET.search(before) or _RECEIVES.match(after)
        if met and other.office and holding.office and not same_office(other.office, holding.office):
            return None if holding.office.lacks(other.principal or "") else other.principal
    return None


_RECEIVES = re.compile(r"(?i),? ?(?:met|received|welcomed|greeted|hosted)\b")


def _names_a_state(sentence: Sentence, start: int, end: int) -> bool:
    """A country named in what stands before the office: whose the office is may be told by it."""
    units = (sentence.folded or sentence.line).units
    return any(u.kind == "country" and start <= u.start < end for u in units)


def _place(context: Context, sentence: Sentence) -> str | None:
    """The country of the seat of government where a sentence says that somebody is."""
    span = sentence.span
    for ref in context.places.get(sentence.block.index, ()):
        inside = span.start <= ref.start < span.end and ref.entity.startswith("country/")
        if inside and _THERE.search(sentence.block.doc[span.start : ref.start].text + " "):
            return ref.entity
    return None
