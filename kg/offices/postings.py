"""Phrase match → whether the country or body beside an envoy is where the envoy is posted, not who sent the envoy."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from kg.entities.offices import Office
from kg.entities.symbols import UNITED_NATIONS
from kg.rules.match import Match
from kg.rules.units import Unit


def is_posted(match: Match, host: Unit | None, offices: Sequence[Office]) -> bool:
    """ "U.N. Ambassador Ana Ruiz", "the consul in Chile, Ana Ruiz", "its Chilean ambassador": of another state."""
    return any(told(match, host, offices) for told in (_is_sent_to, _is_stationed, _is_accredited))


def is_its(match: Match, host: Unit | None, offices: Sequence[Office]) -> bool:
    """ "Its U.S. ambassador", "its ambassador in Chile": sent there by the one told of before."""
    first = match.line.doc[match.line.units[match.first].start].lower_
    return _is_accredited(match, host, offices) or (_is_stationed(match, host, offices) and first in ("its", "their"))


def _is_sent_to(match: Match, host: Unit | None, offices: Sequence[Office]) -> bool:
    """ "U.N. Ambassador Ana Ruiz": some state's ambassador there; the UN itself sends none.

    "The president's U.N. envoy" is his, and "the U.N. envoy" the UN's.
    """
    if host is None or host.ref is None or host.ref.entity != UNITED_NATIONS or not offices:
        return False
    head, doc = offices[0].head.lower(), match.line.doc
    sent = head in ("ambassador", "permanent representative")
    owned = head in ("envoy", "representative") and doc[max(host.start - 1, 0)].lower_ in _OWNING
    return not owns(doc, host) and (sent or owned)


_OWNING = frozenset("'s ' its his her their".split())


def _is_accredited(match: Match, host: Unit | None, offices: Sequence[Office]) -> bool:
    """ "its U.S. ambassador": sent to that country by the one told of before."""
    line = match.line
    if host is None or host.kind != "country" or not offices or offices[0].category != "envoy" or not host.start:
        return False
    return not owns(match.line.doc, host) and line.doc[host.start - 1].lower_ in ("its", "their", "his", "her")


def works_in(match: Match, country: Unit | None, offices: Sequence[Office]) -> bool:
    """ "The Humanitarian Coordinator in Chile", "the director in Chile": where he works, for whomever."""
    if country is None or country.kind != "country" or not offices:
        return False
    word = match.line.doc[max(country.start - 1, 0)].lower_
    of_body = bool(offices[0].default_principal)
    return (word == "in" and (of_body or offices[0].category == "organization")) or (word == "for" and of_body)


def _is_stationed(match: Match, host: Unit | None, offices: Sequence[Office]) -> bool:
    """ "Its ambassador in | Chile", "the consul in Chile, Ana Ruiz": there for another state."""
    if host is None or host.kind != "country" or not offices or offices[0].category != "envoy":
        return False
    if owns(match.line.doc, host):
        return False  # "the ambassador in Chile's seat"
    before = [t.lower_ for t in match.line.doc[max(host.start - 2, 0) : host.start] if t.lower_ != "the"]
    office = next((u for u in match.roles.get("office", ()) if u.office), None)
    return bool(before) and before[-1] == "in" and office is not None and office.end < host.start


def owns(doc: Doc, unit: Unit) -> bool:
    """ "Chile's | ambassador", not "the Chilean | ambassador"."""
    return doc[unit.end : unit.end + 1].text in ("'s", "'")
