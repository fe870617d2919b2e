"""Before whom somebody speaks where the words name it by half: "said in the debate", "told the House", "followed"."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence

from spacy.tokens import Doc, Token

from kg.context import Context, Sentence
from kg.entities.spans import Ref
from kg.entities.tables import is_court, known
from kg.meetings import sat, takes_place
from kg.parse import BlockKind
from kg.rules.units import Unit
from kg.votes.agenda import Agenda
from kg.votes.voting_bodies import body_of, main_body, mentions_in, votes, voting_subject


def body_at_hand(agenda: Agenda, sentence: Sentence, unit: Unit) -> str | None:
    """The body that "the debate", "told the governors" belong to, going by what is said up to there.

    A body of which the speaker then tells ("told the meeting that the Bundestag had erred") counts only if the article
    has told of its vote; nor does a court count, before which there are no delegates.

    Args:
        agenda: the article's.
        sentence: where somebody speaks.
        unit: the last one that tells it.
    """
    told = _clause_starts(sentence, unit)
    named = [r for r in mentions_in(agenda.context, sentence) if r.kind == "institution"]
    here = any(r.start < told and votes(agenda.context, r.entity) for r in named)
    spoken_of = {r.entity for r in named if r.start >= told}
    beyond = not here and bool(spoken_of)
    if beyond:
        earlier = agenda.context.sentences[: sentence.index]
        voted = {body for s in earlier if (body := voting_subject(agenda.context, s, voting=True))} & spoken_of
        if len(voted) == 1:
            return voted.pop()
    place = agenda.context.sentences[sentence.index - 1] if beyond and sentence.index else sentence
    body = body_of(agenda, place)
    if body and (row := known(body)) and is_court(row.entity.label):
        return main_body(agenda.context, but=body)
    return body if body is None or votes(agenda.context, body) else _voting_body_before(agenda.context, place)


def sitting_body(context: Context) -> str | None:
    """Whose "the meeting" is: of the one body that votes or meets in the article, else of the one it is about."""
    told = [s for s in context.sentences if s.block.kind is not BlockKind.BOILERPLATE]
    if body := _of_the_lead(told[:_LEAD]):
        return body
    found = {body for s in told if (body := voting_subject(context, s, voting=True)) and votes(context, body)}
    found |= {ref.entity for s in told if (ref := sat(s.folded or s.line))}
    main = main_body(context)
    return found.pop() if len(found) == 1 else main if main in found or not found else None


def _of_the_lead(told: Sequence[Sentence]) -> str | None:
    """ "Arab League condemns the vote at emergency session": whose sitting the lead tells of."""
    for sentence in told:
        line = sentence.folded or sentence.line
        meeting = next((u for u in line.units if u.kind == "meeting" and _is_met_in(line.doc, u)), None)
        bodies = [u for u in line.units if u.code in _SITTING and u.ref and meeting and u.start < meeting.start]
        acting = [u for u in bodies if any(t.dep_ in ("nsubj", "nsubjpass") for t in line.doc[u.start : u.end])]
        if acting and acting[0].ref:
            return acting[0].ref.entity
    return None


def _is_met_in(doc: Doc, meeting: Unit) -> bool:
    """ "At emergency | session", "after an emergency | meeting in Cairo": one that was held."""
    before = doc[max(meeting.start - 3, 0) : meeting.start]
    return any(t.lower_ in ("at", "in", "during", "after", "holds", "held") for t in before)


_SITTING = frozenset({"institution.organ", "institution.igo", "institution.parliament"})


def _voting_body_before(context: Context, sentence: Sentence) -> str | None:
    """The body named last that votes, where a party is what votes in the sentences between."""
    for near in reversed(context.sentences[max(sentence.index - _BACK, 0) : sentence.index + 1]):
        named = [r.entity for r in mentions_in(context, near) if votes(context, r.entity)]
        if named:
            return named[0]
    return None


_BACK = 6


def summit_before(context: Context, sentence: Sentence) -> tuple[Sentence, Unit] | None:
    """ "told the leaders": the summit that the article is on, named in one of the sentences before."""
    named = list(_meetings_told(_told_before(context, sentence), frozenset({"summit"})))
    return named[-1] if named else None


def meeting_of_the_lead(context: Context, sentence: Sentence) -> tuple[Sentence, Unit] | None:
    """ "told the participants", far below: the conference that the article is on, the one named in its lead."""
    named = _meetings_told(_told_before(context, sentence)[:_LEAD], _CONFERENCES)
    found = [(near, unit) for near, unit in named if takes_place(near.span.doc[unit.end - 1])]
    heads = {near.span.doc[unit.end - 1].lower_ for near, unit in found}
    return found[-1] if len(heads) == 1 else None


def _told_before(context: Context, sentence: Sentence) -> list[Sentence]:
    """The sentences before one, without headings and captions."""
    kinds = (BlockKind.PARAGRAPH, BlockKind.TITLE)
    return [near for near in context.sentences[: sentence.index] if near.block.kind in kinds]


def _meetings_told(sentences: Iterable[Sentence], heads: Container[str]) -> Iterator[tuple[Sentence, Unit]]:
    """The meetings that sentences name by one of these nouns, in order."""
    for near in sentences:
        for unit in (near.folded or near.line).units:
            if unit.kind == "meeting" and unit.ref and near.span.doc[unit.end - 1].lower_ in heads:
                yield near, unit


_LEAD = 5
"""Sentences, the headline among them, in which an article tells what it is on."""
_CONFERENCES = frozenset({"conference", "summit", "forum", "congress"})


def _clause_starts(sentence: Sentence, unit: Unit) -> int:
    """Where what is said begins: at "that" or quotation marks after the verb, or at another verb."""
    doc = sentence.span.doc
    after = (t.i for t in doc[unit.end : sentence.span.end] if t.lower_ in _OPENS or t.tag_ in ("VBD", "VBZ"))
    return next(after, sentence.span.end)


_OPENS = frozenset({"that", '"', "how", "why", "whether"})


def chamber_called(context: Context, word: str) -> str | None:
    """ "on the | Senate floor": the one chamber so called that the article names."""
    rows = (known(entity) for entity in {ref.entity for refs in context.mentions.values() for ref in refs})
    houses = [row.entity for row in rows if row and row.kind == "parliament"]
    called = [house.id for house in houses if word in house.label.lower().split()]
    return called[0] if len(called) == 1 else None


def house_at_hand(agenda: Agenda, sentence: Sentence, unit: Unit) -> str | None:
    """ "told the House": the body at hand if it is a parliament."""
    found = body_at_hand(agenda, sentence, unit)
    body = agenda.context.body(found) if found else None
    return found if body is not None and body.kind == "parliament" else None


def is_bare_debate(doc: Doc, meeting: Ref) -> bool:
    """ "the | debate", "that | discussion", "the same | meeting": a body's sitting, called by what is done there."""
    before = doc[max(meeting.start - 1, 0)].lower_
    words = doc[meeting.start : meeting.end].text.lower()
    if before in ("a", "an"):
        return words.endswith("open debate")
    if before in ("'s", "'"):  # "Wednesday's | debate"
        return doc[meeting.start - 2].ent_type_ in ("DATE", "TIME") and words in _DEBATES
    return before in _THIS and (words in _DEBATES or words.startswith("same "))


_THIS = frozenset({"the", "that", "this"})
_DEBATES = frozenset(
    "debate|open debate|day-long debate|plenary|plenary debate|plenary session|sitting|ensuing debate|floor debate|"
    "heated debate|two-hour debate|closing debate|session|emergency debate".split("|")
)


def is_seated(doc: Doc, unit: Unit) -> bool:
    """ "told the | governors", "the | plenary": those who sit in a body, or where it sits."""
    return doc[unit.end - 1].lower_ in _SEATED


_SEATED = frozenset("governors chamber hall hemicycle plenary plenum house floor".split())


def body_in_turn(agenda: Agenda, sentence: Sentence, unit: Unit) -> str | None:
    """ "Ana Ruiz | followed": before the body at hand, where the sentence before this tells of a speaker."""
    if not sentence.index:
        return None
    before = agenda.context.sentences[sentence.index - 1]
    words = {t.lemma_.lower() for t in before.span}
    if before.block.kind is not BlockKind.PARAGRAPH or words.isdisjoint(_TURNS) or not words.isdisjoint(_PRESS):
        return None
    return body_at_hand(agenda, sentence, unit)


_TURNS = frozenset("speak speaker podium rostrum lectern floor speech address".split())
_PRESS = frozenset("reporter journalist press medium interview telephone".split())


def is_in_writing(trigger: Token) -> bool:
    """ "informed the Council of it by a letter": told on paper, so nobody speaks."""
    after = trigger.doc[trigger.i + 1 : trigger.sent.end].text
    return _IN_WRITING.search(after) is not None


_IN_WRITING = re.compile(
    r"\b(?:by|in|through|via|with) (?:(?:an?|his|her|its|their|the|identical|separate|two) )?"
    r"(?:\w+ ){0,2}(?:letters?|notes? verbales?|memorandum|e ?-? ?mails?|telegram|cable|telex|fax)\b"
)
