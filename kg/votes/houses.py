"""Which parliament "deputies" or "the upper house" are of, and whose vote "its motion was lost" tells of."""

from __future__ import annotations

import re

from kg.context import Sentence
from kg.entities.tables import parliaments
from kg.votes.agenda import Agenda
from kg.votes.voting_bodies import measures_in, votes

_OF_A_HOUSE = re.compile(
    r"\b(?i:lawmakers|deputies|senators|legislators|parliamentarians|MPs|parliament|(?:upper|lower) house|chamber|"
    r"(?:no[- ]confidence|censure))\b"
)


def house_at_hand(agenda: Agenda, sentence: Sentence) -> str | None:
    """The body of a vote whose sentences name none: of the article's own vote, or of the one state spoken of."""
    own = agenda.main.body if agenda.main else None
    if not _OF_A_HOUSE.search(sentence.span.text):
        return own if own and measures_in(agenda.context, sentence) and _names_no_other(agenda, own) else None
    if own and _is_house(agenda, own):
        return own
    named = agenda.context.parliaments()
    if named:
        return named[0] if len(named) == 1 else None
    before = agenda.context.before_in_paragraph(sentence)
    for near in (sentence, *([before] if before else [])):
        refs = agenda.context.named_in(near.block.index)
        inside = {r.entity for r in refs if near.span.start <= r.start < near.span.end}
        houses = {parliaments()[entity] for entity in inside if entity in parliaments()}
        if houses:
            return houses.pop() if len(houses) == 1 else None
    return None


def _is_house(agenda: Agenda, entity: str) -> bool:
    body = agenda.context.body(entity)
    return body is not None and body.kind == "parliament"


def _names_no_other(agenda: Agenda, own: str) -> bool:
    """True for an article that names no other body that votes."""
    refs = (ref.entity for refs in agenda.context.mentions.values() for ref in refs if ref.kind == "institution")
    return all(entity == own or not votes(agenda.context, entity) for entity in set(refs))
