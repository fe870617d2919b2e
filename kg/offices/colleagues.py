"""Whose a minister is by whom the sentence names with him: who ordered or dismissed him, whom he accompanies."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from spacy.tokens import Token

from kg.context import Context, Sentence
from kg.entities.offices import Office
from kg.entities.states import state
from kg.entities.words import words
from kg.offices.fellows import CHOSEN
from kg.offices.holdings import Holding, of_some_body, plain
from kg.offices.home import hosting, placed_at, visited
from kg.offices.incumbents import incumbent_of
from kg.offices.itineraries import met_in_turn
from kg.offices.nation import is_un_document, long_ago
from kg.rules.status import status_of
from kg.rules.subjects import subjects
from kg.types import Modality, Polarity

_CHOSEN = (CHOSEN.id, "represents/elected_as_speaker")
_COMMANDS = words("commanding_verbs")
_OF_STATES = words("state_bodies")
_ABROAD = frozenset({"foreign", "external", "state", "affairs", "diplomacy"})
"""Words of an office for foreign affairs, of which a country has one."""
_UNDER = ("minister", "officer", "spokesperson")


def beside(context: Context, holding: Holding, others: Sequence[Holding], taken: Collection[str]) -> str | None:
    """Whose an office is by who or what the sentence names with it.

    Args:
        context: the article.
        holding: an office without country.
        others: all holdings of the article.
        taken: countries where somebody else holds such an office.
    """
    office = holding.office
    if office is None or long_ago(context, holding.sentence) or of_some_body(holding):
        return None
    party = led_party(holding)
    if party:
        return party
    near = listed_with(holding, others) or placed_at(context, holding)
    near = near or (visited(context, holding) if office.category in ("state", "minister") else None)
    near = near or _met_by_envoy(context, holding) or met_in_turn(context, holding, others)
    if near and (office.category in _LISTED or _SECURITY.match(office.text)):
        return near
    if office.category in ("state", "minister") and (host := hosting(context, holding)) and not office.lacks(host):
        return host
    near = commanded(context, holding, others) or incumbent_of(context, holding, others, taken)
    return near if near not in taken else None


def _met_by_envoy(context: Context, holding: Holding) -> str | None:
    """In the UN's releases, whom its envoy met: "Our Special Coordinator for Lebanon met … Prime Minister | Ruiz"."""
    if holding.office is None or holding.office.category not in ("state", "minister") or not is_un_document(context):
        return None
    line, span = holding.match.line, holding.sentence.span
    first = line.units[holding.match.first].start
    before = line.doc[span.start : first].text
    told = _ENVOY_MET.search(before)
    country = state(told[1]) if told else None
    named = {u.ref.entity for u in line.units if u.kind == "country" and u.ref and u.start < first}
    places = context.places.get(holding.sentence.block.index, ())
    named |= {ref.entity for ref in places if span.start <= ref.start < first}  # "met in Moscow with the …"
    return country if country and named <= {country} and not holding.office.lacks(country) else None


_ENVOY_MET = re.compile(
    r"\b(?:Special|Personal|Deputy) (?:Representative|Envoy|Coordinator|Adviser) for (?:the )?"
    r"([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*),.*\b(?:met|meets|talks|meetings?|spoke)\b[^;]*$"
)


def listed_with(holding: Holding, others: Sequence[Holding]) -> str | None:
    """The country of the office holder named right before: "Chilean President Ruiz and Foreign Minister | Sand".

    In a list so of each that follows: "Chilean President Ruiz, Foreign Minister Sand and Defence Minister | Berg".
    """
    office = holding.office
    if office is None or not (office.category in _UNDER or _SECURITY.match(office.text)):
        return None
    line = holding.match.line
    first = line.units[holding.match.first].start
    for other in others:
        if other.match.line is not line or other.principal is None or not other.principal.startswith("country/"):
            continue
        between = {t.lower_ for t in line.doc[line.units[other.match.last - 1].end : first]}
        if other.office and between and between <= {"and", ","}:
            joined = "and" in between or _goes_on(holding)
            return other.principal if joined and _beside(other.office, office, other.principal) else None
    return None


_LISTED = ("state", "minister", "spokesperson", "parliament")
_SECURITY = re.compile(
    r"(?i)(?:army|military|intelligence|security|spy|police|navy|air force|central bank) (?:chief|head|commander)$"
)


def _goes_on(holding: Holding) -> bool:
    """ "… , Foreign Minister Sand | and Defence Minister Berg": a list of offices, not two clauses."""
    line = holding.match.line
    after = line.doc[line.units[holding.match.last - 1].end :][:2].text.lower()
    following = line.units[holding.match.last : holding.match.last + 3]
    return after.startswith((", ", "and ")) and any(u.office is not None for u in following)


def _beside(one: Office, other: Office, country: str) -> bool:
    """True where one country can have both offices: not two foreign ministers."""
    abroad = [not _ABROAD.isdisjoint(plain(o).replace("-", " ").split()) for o in (one, other)]
    return plain(one) != plain(other) and not all(abroad) and not other.lacks(country)


def commanded(context: Context, holding: Holding, others: Sequence[Holding]) -> str | None:
    """The country whose leader or body commands an office holder.

    "The Chilean president ordered Foreign Minister | Ruiz to …", "Defence Minister | Ruiz was dismissed by parliament",
    "President Sand, accompanied by Foreign Minister | Ruiz".
    """
    office = holding.office
    speaker = holding.match.rule.id in _CHOSEN and office is not None and office.category == "parliament"
    if office is None or not (office.category in (*_UNDER, "envoy", "state") or speaker):
        return None
    for verb in _verbs(holding):
        for subject in _superiors(verb, holding):
            near = holding.sentence
            if subject.lower_ in ("they", "it"):
                near = context.sentences[max(near.index - 1, 0)]
                heads = [t for t in near.span if t.dep_ == "nsubj" and t.head.dep_ == "ROOT"]
                subject = heads[0] if heads and near.block is holding.sentence.block else subject
            found = _country_of(context, near, subject, others, office)
            if found:
                return None if office.lacks(found) else found
    return None


def led_party(holding: Holding) -> str | None:
    """The party of a leader of the opposition: "Opposition leader | Ruiz said her Labour Party"."""
    office, line = holding.office, holding.match.line
    last = line.units[holding.match.last - 1].end
    opposed = office and (office.text + " " + line.doc[last - 4 : last].text).lower()
    if not office or not opposed or "opposition" not in opposed or office.head.lower() != "leader":
        return None
    for n, unit in enumerate(line.units[1:], 1):
        owner = line.doc[line.units[n - 1].start].lower_
        if unit.start >= last and unit.code == "institution.party" and unit.ref and owner in ("his", "her", "whose"):
            return unit.ref.entity
    return None


def _verbs(holding: Holding) -> Iterator[Token]:
    """The verbs of command right before the office, or after the name in the passive."""
    if holding.match.rule.id in _CHOSEN:
        verb = holding.match.trigger
        voted = (
            verb.head if verb.dep_ in ("xcomp", "advcl") and verb.head.lemma_ in ("vote", "agree", "decide") else verb
        )
        if status_of(voted) == (Polarity.AFFIRMED, Modality.ACTUAL):
            yield verb
        return
    units = holding.match.line.units
    doc, span = holding.match.line.doc, holding.sentence.span
    i = units[holding.match.first].start - 1
    while i > span.start and doc[i].lower_ in _ARTICLES:
        i -= 1
    envoy = holding.office is not None and holding.office.category == "envoy"
    last = units[holding.match.last - 1].end
    lemma = doc[i].lemma_.lower()
    if doc[i].lower_ == "by" and doc[i - 1].lemma_.lower() in ("accompany", "flank"):
        yield doc[i - 1]
    elif lemma in _COMMANDS and doc[i].pos_ == "VERB" and (lemma != "recall" or envoy):
        sent = lemma in ("send", "dispatch")  # "sent Foreign Minister Ruiz | a letter"
        if not sent or doc[last : last + 1].text in ("to", "as", "on", "abroad"):
            yield doc[i]
    for token in doc[last : min(last + 8, span.end)]:
        if token.lemma_.lower() in _COMMANDS and token.tag_ == "VBN" and doc[token.i + 1 : token.i + 2].text == "by":
            yield token
        if token.pos_ not in ("AUX", "ADV") and token.text != "," and token.lower_ != "who":
            return


_ARTICLES = frozenset({"the", "his", "her", "its", "their", "then"})


def _superiors(verb: Token, holding: Holding) -> Iterable[Token]:
    """Who commands, by the verb: its subject, or the agent after "by"."""
    doc = verb.doc
    if doc[verb.i + 1 : verb.i + 2].text == "by":
        first = holding.match.line.units[holding.match.first].start
        if verb.i < first:  # "Ruiz, accompanied by": whom the participle belongs to
            passive = [c for c in verb.children if c.dep_ == "nsubjpass"]
            return passive or ([verb.head] if verb.dep_ in ("acl", "relcl", "advcl") else [])
        return [c for by in doc[verb.i + 1 : verb.i + 2] for c in by.children if c.dep_ == "pobj"]
    return subjects(verb)


def _country_of(
    context: Context, sentence: Sentence, subject: Token, others: Sequence[Holding], office: Office
) -> str | None:
    """The country a subject acts for: a person by the office held, a government or parliament by its name."""
    line = sentence.line
    unit = line.unit_at(subject.i)
    if unit is not None and unit.ref is not None and unit.kind == "person":
        found = {
            h.principal
            for h in others
            if h.person == unit.ref.entity and h.principal and h.office and not h.office.former
            and h.principal.startswith("country/") and _beside(h.office, office, h.principal)
        }  # fmt: skip
        return found.pop() if len(found) == 1 and office.category != "state" else None
    if unit is not None and unit.ref is not None and unit.kind in ("country", "institution"):
        return context.state_named(unit)
    if subject.lower_ not in _OF_STATES:
        return None
    inside = {t.i for t in subject.subtree if t.i <= subject.i + 4}
    found = {u.ref.entity for u in line.units if u.kind == "country" and u.ref and u.start in inside}
    return found.pop() if len(found) == 1 else None
