"""For whom a text is put forward: the country of the envoy or foreign minister who introduces it."""

from __future__ import annotations

import re

from kg.entities.spans import Ref
from kg.facts import Work
from kg.rules.match import Match
from kg.types import Relation

_ABROAD = re.compile(r"(?i)^envoy|foreign|external affairs|secretary of state")
"""Kinds and titles of those who act for their state towards others."""


def put_forward_for(work: Work, match: Match, subject: Ref, object: str) -> set[str]:
    """ "Chile's ambassador, Ana Ruiz, introduced the text": for Chile; a health minister's bill is her own.

    Args:
        work: the article as far as it is read.
        match: of any relation; only a text that is sponsored is put forward.
        subject: who does it.
        object: the id of what it is done to.
    """
    if match.rule.relation is not Relation.SPONSORED or not object.startswith("resolution/"):
        return set()
    body = work.context.body(work.events[object].body or "") if object in work.events else None
    if body is not None and body.kind == "parliament":
        return set()  # a bill at home is the minister's
    held = [h for h in work.principals.holdings if h.person == subject.entity and h.office]
    abroad = [h.principal for h in held if h.office and _ABROAD.search(f"{h.office.category} {h.office.text}")]
    return {country for country in abroad if country and country.startswith("country/")}
