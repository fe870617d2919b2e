"""Whose a commissioner is whose title tells the field only: "Trade Commissioner Ana Ruiz" where the EU is told of."""

from __future__ import annotations

import re

from kg.context import Context
from kg.entities.symbols import EUROPEAN_UNION
from kg.entities.tables import known
from kg.offices.holdings import Holding

_COMMISSIONER = re.compile(
    r"(?:(?:Deputy |Acting |Outgoing )?(?P<field>[A-Z][\w-]+(?:(?: and|,)? [A-Z][\w-]+)*) )?Commissioner"
    r"(?: for (?P<for>.+))?"
)
_EUROPEAN_COMMISSION = "institution/european-commission"
_UNIONS = {EUROPEAN_UNION, "institution/african-union", "institution/ecowas"}
_FIELDS = re.compile(
    r"(?i)\b(?:trade|competition|energy|climate|enlargement|neighbou?rhood|home|internal|migration|agricultur\w+|"
    r"fisheries|environment|budget|econom\w+|justice|transport|crisis|humanitarian|international|digital|industr\w+|"
    r"health|political|peace|infrastructure|development|tourism|education)\b"
)
"""Fields of those who sit in the commission of a union of states."""


def commission_of(context: Context, holding: Holding) -> str | None:
    """The union of states whose commissioner somebody is: the only one that the article has named before.

    "The European Commission proposed a ban. Climate Commissioner | Ruiz said".
    """
    title = _COMMISSIONER.fullmatch(" ".join(holding.office.text.split())) if holding.office else None
    field = (title["field"] or title["for"]) if title else None
    if field is None or not _FIELDS.search(field):
        return None
    first, sentence = holding.match.line.units[holding.match.first].start, holding.sentence
    named = {
        union
        for index, refs in context.mentions.items()
        for ref in refs
        if (union := _union(ref.entity))
        and (index < sentence.block.index or (index == sentence.block.index and ref.start < first))
    }
    if len(named) != 1:
        return None
    union = named.pop()
    return _EUROPEAN_COMMISSION if union == EUROPEAN_UNION else union


def _union(entity: str) -> str | None:
    """The union that a name is, or an organ of it."""
    row = known(entity)
    return next((union for union in _UNIONS if union in (entity, row.parent if row else None)), None)
