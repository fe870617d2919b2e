"""Holdings → whose an office is by its words: a union's commissioner, a seat in Congress, a committee's chairman."""

from __future__ import annotations

import re

from kg.context import Context
from kg.offices.chambers import house_of_committee
from kg.offices.commissioners import commission_of
from kg.offices.holdings import Holding
from kg.offices.home import home_country
from kg.offices.localities import seat_in_congress, seats_of
from kg.offices.nation import chamber_of
from kg.offices.secretariat import of_secretary_general
from kg.offices.so_called import body_so_called


def by_title(context: Context, holding: Holding) -> str | None:
    """Whose an office of its own kind is: a union's commissioner, the Secretary-General's envoy, a seat in Congress."""
    union = commission_of(context, holding) or of_secretary_general(context, holding)
    return union or seat_in_congress(context, holding) or _of_a_chamber(context, holding)


def _of_a_chamber(context: Context, holding: Holding) -> str | None:
    """ "House Minority Leader Ana Ruiz" in an American article; "Congresswoman Ana Ruiz" in one on Chile's chamber."""
    office, houses = holding.office, context.parliaments()
    if office is None or office.former:
        return None
    if office.head.lower().startswith("congress"):
        named = {r.entity for refs in context.mentions.values() for r in refs}
        return None if "country/USA" in named or _CONGRESS in houses else chamber_of(context, office, holding.sentence)
    if set(houses) - {_CONGRESS}:
        return None
    home = home_country(context)
    told = home is None and _UNITED_STATES.search(context.parsed.article.text) is not None
    american = bool(houses) or home == "country/USA" or told
    chamber = _LEADS_A_CHAMBER.match(office.text)
    return seats_of(chamber[1]) if chamber and american else None


_CONGRESS = "institution/united-states-congress"
_UNITED_STATES = re.compile(r"\b(?:United States|U\.S\.|White House|Capitol Hill)")
_LEADS_A_CHAMBER = re.compile(
    r"(House|Senate) (?:(?:Majority|Minority|Republican|Democratic) (?:Leader|Whip)|Speaker)", re.I
)


def by_noun(context: Context, holding: Holding) -> str | None:
    """The body that the words call by a noun, or the house whose committee they tell of without its name."""
    return body_so_called(context, holding) or house_of_committee(context, holding)
