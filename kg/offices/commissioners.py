"""Whose a commissioner is whose title tells the field only: "Trade Commissioner Ana Ruiz" where the EU is told of."""

from __future__ import annotations

import re

from kg.context import Context
from kg.entities.symbols import EUROPEAN_UNION
from kg.entities.tables import known
from kg.offices.holdings import Holding

_EUROPEAN_COMMISSION = "institution/european-commission"
_UNIONS = {EUROPEAN_UNION, "institution/african-union", "institution/ecowas"}
_FIELD = re.compile(r"(?i)(.*?)\bcommissioner(?: (?:for|on) ([^,]+))?")
_OF_UNIONS = re.compile(
    r"(?i)\b(?:trade|competition|energy|climate|enlargement|neighbou?rhood|home affairs|internal|migration|"
    r"agriculture|farm|fisheries|economy|economic|digital|industry|crisis|political affairs|peace)\b"
)
"""Fields that only those have who sit in the commission of a union of states."""
_OF_OTHERS_TOO = re.compile(r"(?i)\b(?:health|justice|budget|transport|environment|humanitarian|infrastructure)\b")
"""Fields that officials of a city or state may have too."""


def commission_of(context: Context, holding: Holding) -> str | None:
    """The union of states whose commissioner somebody is: the only one that the article names.

    "The European Commission proposed a ban. Climate Commissioner | Ruiz said".
    """
    if holding.office is None or holding.office.head.lower() not in ("commissioner", "commissioners"):
        return None
    units = holding.match.line.units[holding.match.first : holding.match.last]
    first = units[0].start
    title = _FIELD.search(holding.match.line.doc[first : units[-1].end].text)
    field = f"{title[1]} {title[2] or ''}" if title else ""
    block = holding.sentence.block.index
    near = _OF_OTHERS_TOO.search(field) is not None
    if not near and not _OF_UNIONS.search(field):
        return None
    named = {
        union
        for index, refs in context.mentions.items()
        for ref in refs
        if (union := _union(ref.entity)) and (not near or (index == block and ref.start < first) or index == block - 1)
    }
    union = named.pop() if len(named) == 1 else None
    return _EUROPEAN_COMMISSION if union == EUROPEAN_UNION else union


def _union(entity: str) -> str | None:
    """The union that a name is, or an organ of it."""
    row = known(entity)
    return next((union for union in _UNIONS if union in (entity, row.parent if row else None)), None)
