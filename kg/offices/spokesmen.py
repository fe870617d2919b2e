"""Whose a spokesman of a ministry is: the ministry named near, or the country of the capital where it sits."""

from __future__ import annotations

import re

from spacy.tokens import Token

from kg.context import Context, Sentence
from kg.entities.datelines import seats
from kg.entities.spans import Form
from kg.entities.tables import known
from kg.offices.holdings import Holding


def ministry_near(context: Context, holding: Holding) -> str | None:
    """Whose spokesman somebody is: the one ministry or agency named before in the sentence, or in the one before."""
    if holding.office is None or holding.office.category != "spokesperson":
        return None
    if re.search(r"(?i)president|government|palace|state|royal", holding.office.text):
        return None  # a head of state's, not a ministry's
    first = holding.match.line.units[holding.match.first].start
    index = holding.sentence.index
    for near in reversed(context.sentences[max(index - 1, 0) : index + 1]):
        if seat := _seat_of_ministry(near, first if near is holding.sentence else near.span.end):
            return seat
        found = set()
        for ref in context.mentions[near.block.index]:
            row, body = known(ref.entity), context.body(ref.entity)
            speaks = row.kind in _WITH_SPOKESMEN if row else body and _MINISTRY.search(body.label)
            if speaks and near.span.start <= ref.start < (first if near is holding.sentence else near.span.end):
                found.add(ref.entity)
        if found:
            return found.pop() if len(found) == 1 else None
        if near.block is holding.sentence.block and (speaker := _speaks(near, first)):
            return speaker
    units = holding.match.line.units[holding.match.first : holding.match.last]
    ministry = any("ministry" in holding.match.line.doc[u.start : u.end].text.lower() for u in units)
    return country_of_ministry(context, holding) if ministry else None


def _speaks(sentence: Sentence, first: int) -> str | None:
    """The government, or the organisation of states, that a sentence has for its subject, before a token.

    "The Kremlin | said …. "…," spokesman Ruiz said"; "The European Commission | opened a case".
    """
    for unit in sentence.line.units:
        ref = unit.ref
        if ref is None or ref.start > first or not any(_is_subject(t) for t in sentence.span.doc[ref.start : ref.end]):
            continue
        row = known(ref.entity)
        seat = ref.kind == "country" and ref.form is Form.METONYM
        return ref.entity if seat or (row and row.kind in ("igo", "organ") and ref.kind == "institution") else None
    return None


def _is_subject(token: Token) -> bool:
    return token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ in ("ROOT", "ccomp")


def _seat_of_ministry(sentence: Sentence, end: int) -> str | None:
    """The country of "the foreign ministry in | Moscow", before a token."""
    told = _MINISTRY_IN.findall(sentence.block.doc[sentence.span.start : end].text)
    found = {seats().get(town.lower()) for town in told} - {None}
    return found.pop() if len(found) == 1 else None


def country_of_ministry(context: Context, holding: Holding) -> str | None:
    """Whose ministry it is: "the foreign ministry in | Moscow … its", "In | Seoul, …", "told a daily briefing in"."""
    line, index = holding.match.line, holding.sentence.index
    first, last = line.units[holding.match.first].start, line.units[holding.match.last - 1].end
    for near in reversed(context.sentences[max(index - 1, 0) : index + 1]):
        here = near is holding.sentence
        if seat := _seat_of_ministry(near, first if here else near.span.end):
            return seat
    doc = holding.sentence.block.doc
    text = holding.sentence.span.doc.text
    end = doc[last - 1].idx + len(doc[last - 1])
    town = _BRIEFING.match(text, end) or _IN_TOWN.match(text)
    return seats().get(town[1].lower()) if town else None


def is_bare_ministry(name: str) -> bool:
    """True for "foreign ministry", in small letters: every state has one."""
    return _BARE_MINISTRY.fullmatch(name) is not None


_MINISTRY_IN = re.compile(r"(?i:\b(?:ministry|presidency|presidential office|government) in) ([A-Z]\w+(?: [A-Z]\w+)?)")
_WITH_SPOKESMEN = ("government", "agency", "mission")
_MINISTRY = re.compile(r"(?i)\b(?:ministry|department|office|presidency|army|police|embassy)\b")
_BARE_MINISTRY = re.compile(r"(?:foreign|defen[cs]e|interior|health|finance|justice|trade) ministry")
_IN_TOWN = re.compile(r"In ([A-Z]\w+(?: [A-Z]\w+)?), ")
_BRIEFING = re.compile(
    r" (?:told|said at|said in) (?:a|the|her|his) (?:regular|daily|weekly|routine|press)(?: \w+)?"
    r" (?:briefing|conference)(?: on \w+)? in ([A-Z]\w+(?: [A-Z]\w+)?)"
)
