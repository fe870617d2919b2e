"""Who holds an office now; whose the sitting or outgoing president is: of whose former one, or whose vote, is told."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from kg.context import Context, Sentence
from kg.entities.offices import Office
from kg.offices.holdings import Holding, same_office
from kg.offices.nation import most_mentioned

_INCUMBENT = re.compile(r"(?i)\b(?:current|incumbent|sitting|present|outgoing)\b")
_NEAR = 3
"""Sentences between the former and the present one."""
_VOTE_OF = re.compile(
    r"(?i)^(?:(?:'s?|’s?) )?(?:\w+ )?(?:(?:presidential|general|national|parliamentary|legislative|disputed) )*"
    r"(?:elections?|vote[ds]?|voters|polls?|ballot|run-?off)\b"
)
_VOTE_IN = re.compile(r"(?i)\b(?:elections?|vote[ds]?|polls?|ballot|run-?off) in $")


def rivals(office: Office, holdings: Iterable[Holding]) -> set[str]:
    """Who holds an office of state of that name now; the president of a council is no president."""
    return {
        h.person
        for h in holdings
        if h.office and same_office(h.office, office) and not h.office.former
        and (h.principal is None or not h.principal.startswith("institution/"))
    }  # fmt: skip


def incumbent_of(context: Context, holding: Holding, others: Sequence[Holding], taken: Collection[str]) -> str | None:
    """The country whose current office holder somebody is.

    "Chile's former president died, current president | Ruiz said"; "In Chile's election, outgoing President | Ruiz".

    Args:
        context: the article.
        holding: an office without country.
        others: all holdings of the article.
        taken: countries where somebody else holds such an office.
    """
    office = holding.office
    if office is None or not _INCUMBENT.match(office.text):
        return None
    index = holding.sentence.index
    before = context.sentences[max(index - 1, 0)]
    nears = [holding.sentence, before] if before.block is holding.sentence.block else [holding.sentence]
    for near in nears:
        found = {c for c in _told_of(near, office) | _voting(near) if c not in taken}
        if found:
            return _only(found, office)
    former = {
        h.principal
        for h in others
        if h.office and h.office.former and h.office.head.lower() == office.head.lower() and h.principal
        and h.principal.startswith("country/") and h.person != holding.person and h.principal not in taken
        and (abs(h.sentence.index - index) <= _NEAR or h.principal in most_mentioned(context))
    }  # fmt: skip
    return _only(former, office)


def told_elsewhere(context: Context, holding: Holding, principal: str) -> bool:
    """The country named last before "incumbent president | Ruiz", in the paragraph, is not that one: it may be hers."""
    if holding.office is None or not _INCUMBENT.match(holding.office.text):
        return False
    first = holding.match.line.units[holding.match.first].start
    named = [r for r in context.mentions[holding.sentence.block.index] if r.kind == "country" and r.start < first]
    return bool(named) and max(named, key=lambda r: r.start).entity != principal


def _only(countries: Collection[str], office: Office) -> str | None:
    country = next(iter(countries)) if len(countries) == 1 else None
    return country if country and not office.lacks(country) else None


def _told_of(sentence: Sentence, office: Office) -> set[str]:
    """The countries whose office of that name the sentence speaks of: "Chile's former president"."""
    return {
        u.ref.entity
        for match in sentence.phrases
        if any(
            x.office and x.office.head.lower() == office.head.lower()
            for x in match.line.units[match.first : match.last]
        )
        for u in match.roles.get("object", ())
        if u.ref and u.kind == "country"
    }


def _voting(sentence: Sentence) -> set[str]:
    """The countries whose election the sentence speaks of."""
    span = sentence.span
    doc = span.doc
    return {
        u.ref.entity
        for u in sentence.line.units
        if u.kind == "country" and u.ref
        and (_VOTE_OF.match(doc[u.end : span.end].text) or _VOTE_IN.search(doc[span.start : u.start].text + " "))
    }  # fmt: skip
