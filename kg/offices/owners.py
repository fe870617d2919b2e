"""Whose an office is that words before it tell: "the country's minister", "its chair", "Chilean officials, such as"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from kg.context import Context, Sentence, is_record
from kg.entities.offices import Office
from kg.entities.tables import known
from kg.offices.holdings import Holding
from kg.offices.home import home_country
from kg.offices.so_called import body_of_subject
from kg.rules.units import Unit

_OFFICIALS = re.compile(
    r"(?i)^(government|senior|top|high-level|military|state|cabinet)?\s*(officials?|government|leaders?|ministers|delegation|authorities)\b"
)


def officials_of(holding: Holding) -> str | None:
    """The country of the officials an office holder is counted among.

    "Russian government officials, including Foreign Minister Lavrov"; "Prime Minister Johnson joined the calls by
    United Kingdom officials".
    """
    doc = holding.match.line.doc
    units = holding.match.line.units
    first, last = units[holding.match.first].start, units[holding.match.last - 1].end
    for unit in holding.sentence.line.units:
        if unit.kind != "country" or not unit.ref:
            continue
        rest = doc[unit.end : min(unit.end + 4, len(doc))].text.removeprefix("'s ").strip()
        if not _OFFICIALS.match(rest):
            continue
        if unit.start < first and "including" in {t.lower_ for t in doc[unit.end : first]}:
            return unit.ref.entity
        if unit.start >= last and doc[last].lemma_ == "join":
            return unit.ref.entity
    return None


def country_before(context: Context, holding: Holding) -> str | None:
    """Whom words before the office tell of: "the country's foreign minister", "its chief", "their spokesman".

    The one country or body named before in the sentence, or in the one before; for "the country" and "the army" also
    the one that the article is about.
    """
    its = "/its_" in holding.match.rule.id or "/is_its_" in holding.match.rule.id
    of_body = its and holding.office is not None and is_of_bodies(holding.office)
    if of_body and (body := body_of_subject(context, holding)):
        return body[0]
    first, index = holding.match.line.units[holding.match.first].start, holding.sentence.index
    before = [u for u in holding.sentence.line.units if u.start < first]
    near = context.sentences[max(index - 1, 0)]
    if index > 1 and near.span[0].lower_ in ("it", "they") and not owners_of(holding, near.line.units, near.line.doc):
        near = (
            context.before_in_paragraph(near) or near
        )  # "Chile campaigned for it. It has no seat. Its president, | Ruiz"
    last = near.line
    for units, doc in ((before, holding.match.line.doc), (last.units if index else (), last.doc)):
        if countries := owners_of(holding, units, doc):
            home = home_country(context) if len(countries) > 1 and "/its_" not in holding.match.rule.id else None
            return (
                countries.pop() if len(countries) == 1 else home if home in countries else whose_organ(context, holding)
            )
    if of_body and index and (told := _body_in_phrases(context.sentences[index - 1])):
        return told
    if holding.match.rule.id == "represents/its_elected" and is_record(context):
        for near in reversed(context.sentences[max(index - 3, 0) : index]):
            if bodies := _body_of(near.line.units, near.line.doc):
                return bodies.pop()
    at_home = not its or _is_of_states(holding.office)
    if not at_home or holding.accredited:
        return None
    return home_country(context) or (None if its else whose_organ(context, holding))


def _body_in_phrases(sentence: Sentence) -> str | None:
    """The one body that offices in a sentence are held for: "Hamas | official Ana Ruiz agreed. Its leader"."""
    objects = (u for match in sentence.phrases for u in match.roles.get("object", ()))
    found = {u.ref.entity: u.kind for u in objects if u.ref}
    return next(iter(found)) if list(found.values()) == ["institution"] else None


def whose_organ(context: Context, holding: Holding) -> str | None:
    """ "The army, led by | Ruiz", "the junta chief": of the one country of whose army or junta the article speaks."""
    units = holding.match.line.units[holding.match.first : holding.match.last]
    said = {t.lower_ for u in units if u.kind != "person" for t in holding.match.line.doc[u.start : u.end]}
    found = set()
    for sentence in context.sentences:
        doc = sentence.block.doc
        for unit in sentence.line.units:
            if unit.kind == "country" and unit.ref:
                after = {t.lower_ for t in doc[unit.end : unit.end + 3]} & said & _ORGANS
                found |= {unit.ref.entity} if after else set()
    return found.pop() if len(found) == 1 else None


_ORGANS = frozenset("army military junta navy police government cabinet".split())


def owners_of(holding: Holding, units: Sequence[Unit], doc: Doc) -> set[str]:
    """What "the country's foreign minister", "its chief executive" or "their spokesman" can go back to."""
    countries = {u.ref.entity for u in units if u.kind == "country" and u.ref}
    office = holding.office
    if presented := _presented(holding, units, doc):
        return {presented}
    its = office is not None and "its_" in holding.match.rule.id
    if its and _is_theirs(holding):
        units = [u for u in units if _is_subject(doc, u)]  # "Their leader": of those who did something
        countries = {u.ref.entity for u in units if u.kind == "country" and u.ref}
    body = _body_of(units, doc) if its and office and is_of_bodies(office) else set()
    if countries and body and office and office.head.lower() in ("leader", "ruler") and not _is_theirs(holding):
        return body | countries  # "The African Union condemned the coup in Chile. Its leader"
    if its and office and office.head.lower() in _OF_UNIONS:
        return body
    if its and countries and office and office.category == "envoy" and (union := _union_in(units, doc)):
        here = units[0] is holding.sentence.line.units[0]
        return {union} if here else {union, *countries}  # "The EU has suspended aid to Chile, its top diplomat, Ruiz"
    if its and not countries:
        return set() if _is_of_states(office) else _body_of(units, doc)
    if its and office and office.category == "organization" and any(u.kind == "institution" for u in units):
        return body  # "the UN mission in Mali … its head": not Mali's
    return body or countries


def _is_theirs(holding: Holding) -> bool:
    """ "Their leader", "one of their leaders": of several people, not of what is named beside them."""
    units = holding.match.line.units
    return holding.match.line.doc[units[holding.match.first].start].lower_ == "their"


def _presented(holding: Holding, units: Sequence[Unit], doc: Doc) -> str | None:
    """ "the Advisory Board, | presented by its Chair": of what stands right before the participle."""
    first = holding.match.line.units[holding.match.first].start
    if doc is not holding.match.line.doc or first < 3 or doc[first - 1].lower_ != "by" or doc[first - 2].tag_ != "VBN":
        return None
    end = first - 2 - (doc[first - 3].text == ",")
    named = (u.ref.entity for u in units if u.end == end and u.kind == "institution" and u.ref)
    return next(named, None)


def _is_of_states(office: Office | None) -> bool:
    """True for "its ambassador": of a country, though a ministry has been named."""
    return office is not None and office.head.lower() == "ambassador"


def is_of_bodies(office: Office) -> bool:
    """True for an office that bodies have rather than states: "its director", "its spokesman", "its commissioner"."""
    return office.category in ("organization", "spokesperson") or office.head.lower() in _OF_UNIONS


_OF_UNIONS = ("commissioner", "mediator", "chief mediator", "facilitator")


def _body_of(units: Sequence[Unit], doc: Doc) -> set[str]:
    """The only body that is named, where no country is, or the one that is a subject."""
    named = {
        u.ref.entity: u.ref.kind
        for u in units
        if u.ref and u.kind in ("country", "institution") and u.code not in ("country.demonym", "institution.media")
    }
    if len(named) > 1:
        subjects = {u.ref.entity for u in units if u.ref and u.ref.entity in named and _is_subject(doc, u)}
        named = {entity: named[entity] for entity in subjects}
    return set(named) if len(named) == 1 and "institution" in named.values() else set()


def _union_in(units: Sequence[Unit], doc: Doc) -> str | None:
    """The organisation of states that acts there, and that has envoys of its own."""
    body = next(iter(_body_of(units, doc)), "")
    row = known(body)
    return body if row and row.kind == "igo" else None


_OF_BODIES = frozenset("mission operation office force agency team delegation embassy secretariat panel".split())
_FIGHTERS = frozenset("fighters rebels militants members troops soldiers gunmen forces guerrillas insurgents".split())


def _is_subject(doc: Doc, unit: Unit) -> bool:
    """True for a name that is what its sentence is about: "the | Law Society of Kenya | will appeal"."""
    names = range(unit.start, unit.end)
    root = next((t for t in doc[unit.start : unit.end] if t.head.i not in names), None)
    if root is not None and root.dep_ == "compound" and root.head.tag_ == "NNS" and root.head.i == unit.end:
        root = root.head  # "M23 | rebels took the town"
    if root is not None and root.dep_ in ("compound", "nmod", "poss") and root.head.lower_ in _OF_BODIES:
        named = any(c.dep_ == "appos" for c in root.head.children)
        root = root if named else root.head  # "The UN | mission in Mali | said so": not Mali
    if root is not None and root.dep_ == "pobj" and root.head.lower_ == "of" and root.head.head.lower_ in _FIGHTERS:
        root = root.head.head  # "Fighters of the | Harbour Front | took the town"
    if root is not None and root.dep_ == "appos":
        root = root.head  # "The mission, | UNMISS, has 14,500 troops"
        if root.dep_ == "pobj" and root.head.lower_ == "in":
            root = root.head.head  # "The mission in Libya, | UNSMIL, has 200 experts"
    return root is not None and root.dep_ in ("nsubj", "nsubjpass")
