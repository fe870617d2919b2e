"""Where somebody is heard that the words name by half: "told delegates", "in her address", "told the ceremony"."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from kg.audiences import (
    body_at_hand,
    body_in_turn,
    chamber_called,
    house_at_hand,
    is_bare_debate,
    is_seated,
    meeting_of_the_lead,
    sitting_body,
    summit_before,
)
from kg.context import Sentence
from kg.entities.spans import Form, Ref
from kg.entities.tables import known, parliaments
from kg.facts import Work, event
from kg.meetings import is_unnamed, meeting_before, meeting_entity, sat, takes_place
from kg.parse import BlockKind
from kg.rules.match import Match
from kg.rules.units import Unit
from kg.types import Relation
from kg.votes.voting_bodies import votes


def held(work: Work, sentence: Sentence, unit: Unit) -> str:
    """Where somebody speaks: the body of "the debate" if it is known, else what is named."""
    assert unit.ref is not None
    bare = unit.kind == "meeting" and not work.agenda.session and is_bare_debate(sentence.span.doc, unit.ref)
    body = body_at_hand(work.agenda, sentence, unit) if bare else None
    if not bare and unit.kind == "meeting" and not work.agenda.session and is_unnamed(work.agenda, sentence, unit.ref):
        body = sitting_body(work.context)
    if body or unit.ref.kind != "meeting":
        return body or unit.ref.entity
    return event(work, meeting_entity(work.agenda, sentence, unit.ref))


def is_outside(doc: Doc, meeting: Unit) -> bool:
    """ "Speaking before the summit", "during the current meeting": not at it; "before the Council" is."""
    if doc[meeting.start].lower_ == "current":
        return True
    near = [t.lower_ for t in doc[max(meeting.start - 4, 0) : meeting.start]]
    coming = any(t.tag_ == "VBG" for t in doc[max(meeting.start - 2, 0) : meeting.start])  # "before addressing the"
    return "before" in (near[-2:] if meeting.kind == "meeting" else near if coming else ())


def meeting_at_hand(work: Work, sentence: Sentence, match: Match) -> str | None:
    """The meeting that "told delegates" means: named in the sentence, the record's, or the body spoken of."""
    ref = meeting_before(work.agenda, sentence, match.line.units[match.first].start)
    own = ref and any(t.is_title for t in match.line.doc[ref.start : ref.end])
    if ref and (own or not work.agenda.session):
        return event(work, meeting_entity(work.agenda, sentence, ref))
    if work.agenda.session:
        return event(work, work.agenda.session)
    last = match.line.units[match.last - 1]
    if _is_away(sentence.span.doc, last) or _is_a_state(match):
        return None
    found = body_at_hand(work.agenda, sentence, last) or gathering(work, sentence, match)
    return found or (parliament(work, sentence, match) if _is_of_the_house(sentence.span.doc, last) else None)


def _is_a_state(match: Match) -> bool:
    """ "France had told members": where and by whom is not said."""
    by_parse = match.rule.paths.get("subject") == "nsubj"
    return by_parse and all(u.kind == "country" and "." not in u.code for u in match.roles.get("subject", ()))


def _is_of_the_house(doc: Doc, audience: Unit) -> bool:
    """ "Told | MPs", "told the | lawmakers"; not "told Labour | MPs" nor "told | lawmakers from her party"."""
    after = doc[audience.end : audience.end + 1].text.lower()
    before = doc[audience.start - 1]
    plain = before.lower_ == "the" or before.pos_ == "VERB"
    return audience.code == "office.parliament.plural" and plain and after not in ("from", "of", "with")


def _is_away(doc: Doc, audience: Unit) -> bool:
    """ "Told ambassadors | in Moscow": those there; "told the ministers in Cairo" are the ones who met."""
    noun = doc[audience.end - 1]
    after = doc[audience.end : audience.end + 2]
    placed = len(after) == 2 and after[0].lower_ in ("in", "at") and after[1].pos_ == "PROPN"
    return placed and noun.tag_ == "NNS" and not any(t.lower_ == "the" for t in noun.lefts)


def house(work: Work, sentence: Sentence, match: Match) -> str | None:
    """ "told the House": the parliament spoken of, or the meeting of which the article is the record."""
    if work.agenda.session:
        return event(work, work.agenda.session)
    last = match.line.units[match.last - 1]
    floor = match.line.doc[last.start]
    if floor.lower_ == "floor":
        return chamber_called(work.context, floor.nbor(-1).lower_)
    return house_at_hand(work.agenda, sentence, last)


def parliament(work: Work, _: Sentence, match: Match) -> str | None:
    """ "told parliament": of the one state of whose chambers the article speaks, else of the speaker's own state."""
    named = work.context.parliaments()
    who = next((u.ref.entity for u in match.roles.get("subject", ()) if u.ref), "")
    own = {
        h.principal for h in work.principals.holdings if h.person == who and h.office and h.office.category in _STATES
    }
    houses = [parliaments()[country] for country in sorted(filter(None, own)) if country in parliaments()]
    if len(named) == 1 or len(houses) != 1:
        return named[0] if len(named) == 1 else None
    return houses[0] if not named or houses[0] in named else None


_STATES = ("state", "minister")


def delegates(work: Work, sentence: Sentence, match: Match) -> str | None:
    """ "Chile's | representative, Ana Ruiz, said": the body of states that votes or sits in the article.

    Nobody else is called so there; an ambassador may as well have spoken to the press.
    """
    if _is_elsewhere(sentence) or not all(_is_sent(match.line.doc, u) for u in match.roles.get("subject", ())):
        return None
    if work.agenda.session:
        return event(work, work.agenda.session)
    body = sitting_body(work.context)
    return body if is_of_states(body) else None


def is_of_states(body: str | None) -> bool:
    """True for the Security Council: an organ in which states sit, of no state's own."""
    row = known(body) if body else None
    return row is not None and row.kind == "organ" and not row.country


def _is_sent(doc: Doc, unit: Unit) -> bool:
    """ "Chile's | representative", "Chile, whose | envoy"; not "Chile's ambassador" nor "its trade representative"."""
    words = {t.lower_ for t in doc[unit.start : unit.end]}
    return unit.code != "country.delegate" or (not words.isdisjoint(_SENT) and words.isdisjoint(ON_OTHER_ERRANDS))


_SENT = frozenset("representative representatives delegate delegates whose".split())
ON_OTHER_ERRANDS = frozenset("trade special high house personal".split())


def _is_elsewhere(sentence: Sentence) -> bool:
    """ "Said in a statement", "told reporters": to whom it may concern."""
    return not ELSEWHERE.isdisjoint(t.lower_ for t in sentence.span)


ELSEWHERE = frozenset(
    "reporters journalists press media statement letter interview tweet post email telephone phone television radio tv "
    "facebook twitter".split()
)


def turn(work: Work, sentence: Sentence, match: Match) -> str | None:
    """ "Ana Ruiz followed": where the speaker told of before spoke."""
    if work.agenda.session:
        return event(work, work.agenda.session)
    named = all(u.ref and u.ref.form is not Form.PRONOUN for u in match.roles.get("subject", ()))
    heard = last_heard(work, sentence) if named and not _is_elsewhere(sentence) else None
    return heard or body_in_turn(work.agenda, sentence, match.line.units[match.last - 1])


def last_heard(work: Work, sentence: Sentence) -> str | None:
    """Where somebody was heard in the sentence before this, or in the one before that."""
    near = work.context.sentences[max(sentence.index - 2, 0)]
    first, last = (s.block.offset + s.span.start_char for s in (near, sentence))
    for fact in reversed(work.facts):
        if fact.relation is Relation.SPOKE_AT and fact.actual and first <= fact.evidence[0].start < last:
            return fact.object
    return None


_BACK = 3
"""Sentences back in which the gathering may be named that "told the hall" is about."""


def gathering(work: Work, sentence: Sentence, match: Match) -> str | None:
    """The meeting that "in her address" belongs to: one the text tells of, in the sentence or shortly before."""
    if work.agenda.session:
        return event(work, work.agenda.session)
    first = match.line.units[match.first].start
    words = {u.code.split("~")[0] for u in match.line.units[match.first : match.last]}
    crowd = "crowd" in words
    for near in reversed(work.context.sentences[max(sentence.index - _BACK, 0) : sentence.index + 1]):
        line = near.folded or near.line
        for unit in reversed(line.units):
            before, head = near is not sentence or unit.start < first, line.doc[unit.end - 1]
            several = head.tag_ == "NNS"  # "about his recent meetings": not where he is heard
            here = before and unit.kind == "meeting" and not several and near.block.kind is BlockKind.PARAGRAPH
            here = here and (not crowd or head.lower_ == "rally")
            if here and unit.ref and takes_place(head):
                return held(work, near, unit)
        ref = sat(line, first if near is sentence else None) if near.block.kind is BlockKind.PARAGRAPH else None
        if ref and not crowd:
            return ref.entity
    last = match.line.units[match.last - 1]
    noun = sentence.span.doc[last.end - 1]
    if named := _occasion_before(work, sentence, noun.lower_) or _met_there(work, sentence, last):
        return named
    if is_seated(sentence.span.doc, last):
        return body_at_hand(work.agenda, sentence, last)
    if crowd:
        return None
    of_a_summit = noun.lower_ == "leaders" or words & {"opening", "closing"}
    summit = summit_before(work.context, sentence) if of_a_summit else None
    found = summit or meeting_of_the_lead(work.context, sentence)
    if found:
        return held(work, *found)
    present = noun.lower_ in _PRESENT or any(t.lower_ == "the" for t in noun.lefts)
    return _of_the_article(work, sentence) if present and not _is_elsewhere(sentence) else None


def _met_there(work: Work, sentence: Sentence, audience: Unit) -> str | None:
    """ "Told the ministers | in Cairo": the meeting in that town of which the article has told."""
    doc = sentence.span.doc
    town = doc[audience.end : audience.end + 2]
    if len(town) < _IN_A_TOWN or town[0].lower_ != "in" or town[1].pos_ != "PROPN":
        return None
    for near in work.context.sentences[: sentence.index]:
        for unit in (near.folded or near.line).units if near.block.kind is BlockKind.PARAGRAPH else ():
            place = near.span.doc[unit.end : unit.end + 2]
            if unit.kind == "meeting" and unit.ref and place.text == town.text and takes_place(place[0].nbor(-1)):
                return held(work, near, unit)
    return None


_IN_A_TOWN = 2


def _of_the_article(work: Work, sentence: Sentence) -> str | None:
    """The body that sits in the article, unless the paragraph or the one before names another that votes."""
    body = sitting_body(work.context)
    near = range(sentence.block.index - 1, sentence.block.index + 1)
    named = {ref.entity for index in near for ref in work.context.mentions.get(index, ())}
    return None if any(votes(work.context, entity) for entity in named - {body}) else body


def sitting(work: Work, sentence: Sentence, match: Match) -> str | None:
    """ "The Security Council met on Monday at the request of": the meeting that the body and its verb tell of."""
    ref = sat(match.line, match.trigger.i)
    return event(work, meeting_entity(work.agenda, sentence, replace(ref, end=match.trigger.i + 1))) if ref else None


_PRESENT = frozenset({"delegates", "members", "participants", "attendees", "colleagues"})
"""Who is where a meeting is, without an article too: "told | delegates", but "told ambassadors in Moscow"."""


def _occasion_before(work: Work, sentence: Sentence, noun: str) -> str | None:
    """ "Told the | ceremony": the last one that the article tells of before."""
    for near in reversed(work.context.sentences[: sentence.index] if noun in _OCCASIONS else ()):
        for token in reversed(near.span):
            if token.lower_ == noun:
                return _occasion(work, near, token.i)
    return None


def talks(work: Work, sentence: Sentence, match: Match) -> str | None:
    """ "Norway hosted | the fourth round of talks": a gathering that only its host or speaker makes one."""
    doc = match.line.doc
    words = (u.start for u in match.line.units[match.first : match.last] if doc[u.start].lower_ in _GATHERINGS)
    head = next(words, None)
    return None if head is None else _occasion(work, sentence, head)


def _occasion(work: Work, sentence: Sentence, head: int) -> str:
    """The gathering that a noun names with what stands before it."""
    doc, start = sentence.span.doc, head
    while start > sentence.span.start and doc[start - 1].pos_ in ("ADJ", "NOUN", "PROPN"):
        start -= 1
    return event(work, meeting_entity(work.agenda, sentence, Ref(start, head + 1, "meeting", "new", Form.NOMINAL)))


_OCCASIONS = frozenset(
    "ceremony commemoration reception dinner banquet vigil gala inauguration event workshop retreat seminar symposium "
    "roundtable funeral luncheon unveiling service".split()
)
_GATHERINGS = _OCCASIONS | frozenset(
    "talks negotiations consultations gathering table dialogue briefing briefings".split()
)
