"""Whose an office is by the only country that its paragraph tells of before it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from kg.context import Context
from kg.entities.datelines import datelines
from kg.entities.spans import Ref
from kg.offices.holdings import Holding
from kg.offices.home import governs, state_of
from kg.parse import BlockKind
from kg.sentences import tokens_in

_LOCAL = re.compile(r"(?i)\b(?:regional|provincial|state|local|municipal|city)\b")
_PLAYS_IN = frozenset("in from to across throughout near outside around".split())


def of_paragraph(context: Context, holding: Holding, taken: Collection[str]) -> str | None:
    """The one country that the words before the office in its paragraph tell of.

    "In Santiago, Chile's parliament agreed. President | Ruiz has offered talks". Who is at home where the article is
    dated from or headed by needs no country either: it must be that country, or one whose officials alone can be meant.
    Whether the country has such an office, and nobody else holds it, is the caller's to ask.

    Args:
        context: the article.
        holding: an office without country.
        taken: countries where somebody else holds such an office.
    """
    office, block = holding.office, holding.sentence.block
    if office is None or block.kind is not BlockKind.PARAGRAPH or _LOCAL.search(office.text):
        return None
    first = holding.match.line.units[holding.match.first].start
    hidden = {i for s in context.sentences if s.block is block for i in tokens_in(s.quotes)}
    told = [ref for ref in context.named_in(block.index) if ref.end <= first and ref.start not in hidden]
    named = {state for ref in told if (state := state_of(ref))}
    there = [ref for ref in told if _plays_there(holding, ref)]
    if len(named) != 1 or not there:
        return None
    country = named.pop()
    headed = _headed(context)
    away = {*datelines(context.parsed), *headed} - {country}
    doc = block.doc
    if any(doc[ref.end : ref.end + 2].text == ", where" for ref in there):
        return country  # "from Lima, where he met President | Ruiz"
    here = any(ref.start >= holding.sentence.span.start for ref in there)
    if (country in headed and (len(headed) == 1 or here)) or _opens_with(holding, there):
        return country if not _may_be_american(context, holding, taken) else None
    return country if away and all(state in taken or office.lacks(state) for state in away) else None


def _opens_with(holding: Holding, told: Sequence[Ref]) -> bool:
    """ "In | Santiago, …" at the head of the paragraph: what follows is told of there."""
    doc = holding.sentence.block.doc
    opening = doc[0].lower_ in ("in", "from") if len(doc) else False
    return opening and any(ref.start in (1, 2) and doc[ref.end : ref.end + 1].text == "," for ref in told)


def _may_be_american(context: Context, holding: Holding, taken: Collection[str]) -> bool:
    """ "President | Ruiz" where the United States are spoken of too: theirs is often named without them."""
    office = holding.office
    if office is None or office.head.lower() not in ("president", "vice president") or "country/USA" in taken:
        return False
    if {*datelines(context.parsed)} - {"country/USA"}:
        return False  # reported from abroad
    return any(ref.entity == "country/USA" for block in context.parsed.blocks for ref in context.named_in(block.index))


def _plays_there(holding: Holding, ref: Ref) -> bool:
    """ "in | Santiago", "| Chile's government", "the | Chilean parliament"."""
    doc = holding.sentence.block.doc
    before = doc[ref.start - 1].lower_ if ref.start else ""
    return before in _PLAYS_IN or governs(doc[ref.end : ref.end + 4].text) or ref.kind == "institution"


def _headed(context: Context) -> set[str]:
    """The states that the title names."""
    title = context.parsed.blocks[0]
    found = context.named_in(title.index) if title.kind is BlockKind.TITLE else ()
    return {state for ref in found if (state := state_of(ref))}
