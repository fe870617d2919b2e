"""Phrase matches → whether a country only tells where somebody comes from: "Judges Ana Ruiz (Chile) and Tomas Berg"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.entities.offices import Office
from kg.rules.match import Match
from kg.rules.units import Unit


def is_judge_from(match: Match, country: Unit | None, offices: Sequence[Office]) -> bool:
    """ "Judges Ana Ruiz of Chile and Tomas Berg (Peru)": where they come from, on the court told of."""
    if match.rule.id == "represents/parenthesis" and country is not None and country.kind == "country":
        before = match.line.doc[max(country.start - 16, 0) : country.start].text
        return re.search(r"\b(?:Judges?|Justices?) [A-Z](?:[\w.'’-]| [A-Z(]|\)|,| and )*$", before) is not None
    of_land = country is not None and country.kind == "country" and match.rule.id in _OF_EACH
    return of_land and bool(offices) and offices[0].text.lower() in _JUDGES


_JUDGES = frozenset({"judge", "judges", "justice", "justices"})
"""Words for those who sit for no state; a chief justice may be his country's."""
_OF_EACH = ("represents/office_subject_of", "represents/office_subjects_of")


def only_from_there(match: Match, principal: Unit, office: Office) -> bool:
    """A judge, or a diplomat of whom another office is told: "the head of the mission, | Chilean diplomat Ana Ruiz"."""
    before = match.line.doc[principal.start - 1] if principal.start else None
    chosen = before is not None and (before.text in (",", "by") or before.lemma_ in _CHOOSE)
    return office.text.lower() == "judge" or (office.head.lower() in ("diplomat", "general") and chosen)


_CHOOSE = frozenset("appoint name choose pick nominate select tap".split())
