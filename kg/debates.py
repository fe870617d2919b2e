"""Envoys whose words an article tells → the body of states where they were heard, by the sentences before."""

from __future__ import annotations

from kg.context import Sentence
from kg.entities.spans import Form
from kg.facts import Work, event
from kg.heard import ELSEWHERE, ON_OTHER_ERRANDS, is_of_states, last_heard
from kg.meetings import sat, takes_place
from kg.parse import BlockKind
from kg.rules.match import Match
from kg.rules.units import Unit


def debate(work: Work, sentence: Sentence, match: Match) -> str | None:
    """ "Russia's | envoy, Ana Ruiz, rejected that": where states sit of whose debate the sentences before tell.

    An envoy of the states that sit there speaks to them; nobody else, who may speak elsewhere of it.
    """
    if sentence.block.kind is not BlockKind.PARAGRAPH:
        return None
    near = work.context.sentences[max(sentence.index - 1, 0) : sentence.index + 1]
    if near[0].block is not sentence.block:
        return None  # in a paragraph of its own it may be told elsewhere
    words = {t.lower_ for s in near for t in s.span}
    subjects = match.roles.get("subject", ())
    if words & (ELSEWHERE | _AT_OTHER_TIMES) or not all(_is_named(u) and _is_envoy(work, u) for u in subjects):
        return None
    found = last_heard(work, sentence) or _sat_before(sentence, near[0])
    if found and work.agenda.session:
        return event(work, work.agenda.session)
    meeting = work.events.get(found) if found else None
    return found if is_of_states(meeting.body if meeting else found) else None


_AT_OTHER_TIMES = frozenset("earlier week month year outside afterwards recently".split())


def _sat_before(sentence: Sentence, before: Sentence) -> str | None:
    """The body that met, or that held a meeting, as the sentence before tells it."""
    if before is sentence:
        return None
    line = before.folded or before.line
    if ref := sat(line):
        return ref.entity
    held = {line.doc[u.end - 1].head for u in line.units if u.kind == "meeting" and takes_place(line.doc[u.end - 1])}
    bodies = [u for u in line.units if u.code == "institution.organ" and line.doc[u.end - 1].head in held]
    return next((u.ref.entity for u in bodies if u.ref and u.end <= line.doc[u.end - 1].head.i), None)


def _is_named(unit: Unit) -> bool:
    """False for "she added", which tells nobody who was heard."""
    return unit.ref is None or unit.ref.form is not Form.PRONOUN


def _is_envoy(work: Work, unit: Unit) -> bool:
    """ "Chile's ambassador", to no other state: whom a country sends to a body."""
    if unit.kind != "person":
        return True
    held = [h for h in work.principals.holdings if unit.ref and h.person == unit.ref.entity and h.office]
    sent = [h for h in held if h.office and h.office.category == "envoy" and not h.office.former]
    if any(h.office and not ON_OTHER_ERRANDS.isdisjoint(h.office.text.lower().split()) for h in sent):
        return False
    return bool(sent) and all(
        (h.principal or "").startswith("country/") and not (h.at or "").startswith("country/") for h in sent
    )
