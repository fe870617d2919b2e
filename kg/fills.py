"""A match → its objects: what fills the role, be it a unit of the pattern or what the article tells (``@measure``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from spacy.tokens import Doc

from kg.audiences import (
    body_at_hand,
    body_in_turn,
    chamber_called,
    house_at_hand,
    is_bare_debate,
    is_in_writing,
    is_seated,
    meeting_of_the_lead,
    sitting_body,
    summit_before,
)
from kg.context import Sentence
from kg.entities.spans import Form, Ref
from kg.entities.symbols import SECURITY_COUNCIL
from kg.entities.tables import parliaments
from kg.facts import Work, event
from kg.findings import Local
from kg.meetings import is_unnamed, meeting_before, meeting_entity, sat
from kg.named_before import body_before, court_before, medium_before, so_called_before
from kg.parse import BlockKind
from kg.rules.match import Match
from kg.rules.units import Unit
from kg.types import EntityType, Relation
from kg.votes.agenda import MOTION, measure_entity
from kg.votes.measures import key_of, measure_of
from kg.votes.votes_alike import vote_near
from kg.votes.voting_bodies import knows_the_veto, measures_in


def objects_of(work: Work, sentence: Sentence, match: Match) -> Iterator[str | None]:
    """Entity ids, or for votes measure keys, of the match's object."""
    path = match.rule.paths.get("object", "")
    speech = match.rule.relation is Relation.SPOKE_AT
    if speech and is_in_writing(match.trigger):
        return
    if path == "@session":
        if work.agenda.session and sentence.block.kind is BlockKind.PARAGRAPH:
            yield event(work, work.agenda.session)
    elif path in _BY_ARTICLE:
        yield _BY_ARTICLE[path](work, sentence, match)
    elif path == "@measure" and match.rule.relation is not Relation.VOTED_ON:
        yield _measure_at_hand(work, sentence, match)
    elif match.rule.relation is Relation.VOTED_ON:
        if path == "@vote" and not vote_near(work, sentence):
            return
        veto = bool(match.rule.sets.get("veto")) and knows_the_veto(work.context)
        yield key_of(work.agenda, measure_of(work.agenda, sentence, body=SECURITY_COUNCIL if veto else None))
    else:
        for unit in match.roles.get("object", ()):
            if unit.ref and not (speech and _is_outside(sentence.span.doc, unit)):
                yield _held(work, sentence, unit) if speech else _object(work, sentence, unit.ref)


def _measure_at_hand(work: Work, sentence: Sentence, match: Match) -> str | None:
    """The measure; none for sponsors in an article that names no measure: "Qatar was among the sponsors" of a race."""
    voted = match.rule.relation is not Relation.SPONSORED or work.agenda.main or work.agenda.session
    if not voted and not any(u.kind == "resolution" for near in work.context.sentences for u in near.line.units):
        return None
    return event(work, measure_entity(measure_of(work.agenda, sentence)))


def _held(work: Work, sentence: Sentence, unit: Unit) -> str:
    """Where somebody speaks: the body of "the debate" if it is known, else what is named."""
    assert unit.ref is not None
    bare = unit.kind == "meeting" and not work.agenda.session and is_bare_debate(sentence.span.doc, unit.ref)
    body = body_at_hand(work.agenda, sentence, unit) if bare else None
    if not bare and unit.kind == "meeting" and not work.agenda.session and is_unnamed(work.agenda, sentence, unit.ref):
        body = sitting_body(work.context)
    return body or _object(work, sentence, unit.ref)


def _is_outside(doc: Doc, meeting: Unit) -> bool:
    """ "Speaking before the summit", "during the current meeting": not at it; "before the Council" is."""
    if doc[meeting.start].lower_ == "current":
        return True
    near = [t.lower_ for t in doc[max(meeting.start - 4, 0) : meeting.start]]
    coming = any(t.tag_ == "VBG" for t in doc[max(meeting.start - 2, 0) : meeting.start])  # "before addressing the"
    return "before" in (near[-2:] if meeting.kind == "meeting" else near if coming else ())


def _object(work: Work, sentence: Sentence, ref: Ref) -> str:
    if ref.kind == "meeting":
        return event(work, meeting_entity(work.agenda, sentence, ref))
    if ref.kind == "resolution":
        return event(work, _named_measure(work, sentence, ref))
    return ref.entity


def _named_measure(work: Work, sentence: Sentence, ref: Ref) -> Local:
    """The measure a sponsor's sentence names: by symbol, a new one ("a draft"), or the article's main one."""
    kind, _, key = ref.entity.partition(":")
    if kind == "symbol":
        measure = work.agenda.measure(ref.entity)
        measure.symbol = key
        return measure_entity(measure)
    doc = sentence.span.doc
    words = " ".join(doc[ref.start : ref.end].text.split())
    other = kind == "new" or doc[ref.end - 1].lower_ in _OWN_MEASURES
    if not other and (work.agenda.main or work.agenda.session):
        return measure_entity(work.agenda.main or measure_of(work.agenda, sentence))
    article = work.context.parsed.article
    what = f"{words} {_clause_after(doc, ref.end, sentence.span.end)}".strip()
    label = ", ".join(part for part in (article.date.isoformat() if article.date else "", what) if part)
    place = words if doc[ref.end - 1].lower_ in _OWN_MEASURES and kind != "new" else str(doc[ref.start].idx)
    scope = f"{article.id} {sentence.block.offset if place != words else ''} {place}"
    return Local(f"resolution/{label} ({scope})", EntityType.RESOLUTION, label, (words,))


_OWN_MEASURES = frozenset({"motion", "amendment", "proposal", "statement"})
"""Measures that stand beside the main one of an article: a motion to vote in secret, an amendment."""


def _clause_after(doc: Doc, start: int, end: int) -> str:
    """What a measure does, in the words that follow its name, up to the next mark."""
    stop = next((t.i for t in doc[start : min(start + 10, end)] if t.is_punct), min(start + 10, end))
    while stop > start and doc[stop - 1].pos_ in ("DET", "ADP"):
        stop -= 1  # "proclaiming 2026 as the |": of a name in marks
    return str(doc[start:stop].text)


def _meeting_at_hand(work: Work, sentence: Sentence, match: Match) -> str | None:
    """The meeting that "told delegates" means: named in the sentence, the record's, or the body spoken of."""
    ref = meeting_before(work.agenda, sentence, match.line.units[match.first].start)
    own = ref and any(t.is_title for t in match.line.doc[ref.start : ref.end])
    if ref and (own or not work.agenda.session):
        return event(work, meeting_entity(work.agenda, sentence, ref))
    if work.agenda.session:
        return event(work, work.agenda.session)
    body = body_at_hand(work.agenda, sentence, match.line.units[match.last - 1])
    return body or _gathering(work, sentence, match)


def _house(work: Work, sentence: Sentence, match: Match) -> str | None:
    """ "told the House": the parliament spoken of, or the meeting of which the article is the record."""
    if work.agenda.session:
        return event(work, work.agenda.session)
    last = match.line.units[match.last - 1]
    floor = match.line.doc[last.start]
    if floor.lower_ == "floor":
        return chamber_called(work.context, floor.nbor(-1).lower_)
    return house_at_hand(work.agenda, sentence, last)


def _parliament(work: Work, _: Sentence, match: Match) -> str | None:
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


def _turn(work: Work, sentence: Sentence, match: Match) -> str | None:
    """ "Ana Ruiz followed": where the speaker told of before spoke."""
    if work.agenda.session:
        return event(work, work.agenda.session)
    return body_in_turn(work.agenda, sentence, match.line.units[match.last - 1])


_BACK = 3
"""Sentences back in which the gathering may be named that "told the hall" is about."""


def _gathering(work: Work, sentence: Sentence, match: Match) -> str | None:
    """The meeting that "in her address" belongs to: one the text tells of, in the sentence or shortly before."""
    if work.agenda.session:
        return event(work, work.agenda.session)
    first = match.line.units[match.first].start
    words = {u.code.split("~")[0] for u in match.line.units[match.first : match.last]}
    crowd = "crowd" in words
    for near in reversed(work.context.sentences[max(sentence.index - _BACK, 0) : sentence.index + 1]):
        line = near.folded or near.line
        for unit in reversed(line.units):
            before = near is not sentence or unit.start < first
            several = line.doc[unit.end - 1].tag_ == "NNS"  # "about his recent meetings": not where he is heard
            here = before and unit.kind == "meeting" and not several and near.block.kind is BlockKind.PARAGRAPH
            here = here and (not crowd or line.doc[unit.end - 1].lower_ == "rally")
            if here and unit.ref:
                return _held(work, near, unit)
        ref = sat(line, first if near is sentence else None) if near.block.kind is BlockKind.PARAGRAPH else None
        if ref and not crowd:
            return ref.entity
    last = match.line.units[match.last - 1]
    if is_seated(sentence.span.doc, last):
        return body_at_hand(work.agenda, sentence, last)
    if crowd:
        return None
    leaders = sentence.span.doc[last.end - 1].lower_ == "leaders"
    summit = summit_before(work.context, sentence) if leaders or words & {"opening", "closing"} else None
    found = summit or meeting_of_the_lead(work.context, sentence)
    return _held(work, *found) if found else None


def _sitting(work: Work, sentence: Sentence, match: Match) -> str | None:
    """ "The Security Council met on Monday at the request of": the meeting that the body and its verb tell of."""
    ref = sat(match.line, match.trigger.i)
    return event(work, meeting_entity(work.agenda, sentence, replace(ref, end=match.trigger.i + 1))) if ref else None


def _talks(work: Work, sentence: Sentence, match: Match) -> str | None:
    """ "Norway hosted | the fourth round of talks": a gathering by a noun that names one only where it has a host."""
    doc = match.line.doc
    words = (u.start for u in match.line.units[match.first : match.last] if doc[u.start].lower_ in _GATHERINGS)
    head = next(words, None)
    if head is None:
        return None
    start = head
    while start > sentence.span.start and doc[start - 1].pos_ in ("ADJ", "NOUN", "PROPN"):
        start -= 1
    return event(work, meeting_entity(work.agenda, sentence, Ref(start, head + 1, "meeting", "new", Form.NOMINAL)))


_GATHERINGS = frozenset(
    "talks negotiations consultations gathering roundtable table event workshop retreat seminar symposium "
    "dialogue ceremony commemoration reception dinner banquet vigil gala inauguration".split()
)


def _motion(work: Work, sentence: Sentence, match: Match) -> str:
    """ "Chile moved to adjourn the debate": a motion of its own, beside the measures that the article tells of."""
    measure = work.agenda.measure(f"{MOTION}{sentence.index}")
    measure.what = measure.what or match.line.doc[match.trigger.i : match.line.units[match.last - 1].end].text
    return event(work, measure_entity(measure))


def _draft(work: Work, sentence: Sentence, match: Match) -> str:
    """ "Drafts on peace, presented by Mali; | on oceans, submitted by Chile": one more, told by what it is on."""
    first = match.line.units[match.first].start
    measure = work.agenda.measure(f"{MOTION}{sentence.index}.{first}")
    words = match.line.doc[first : match.trigger.i].text
    measure.what = "draft " + words.strip(",; ").removeprefix("and ")
    return event(work, measure_entity(measure))


def _measure_before(work: Work, sentence: Sentence, match: Match) -> str | None:
    """The measure named last before "its author, Ana Ruiz": in the sentence or the one before."""
    first = match.line.units[match.first].start
    for near in reversed(work.context.sentences[max(sentence.index - 1, 0) : sentence.index + 1]):
        for ref in reversed(measures_in(work.context, near)):
            if near is not sentence or ref.start < first:
                return event(work, _named_measure(work, near, ref))
    return None


_BY_ARTICLE: Mapping[str, Callable[[Work, Sentence, Match], str | None]] = {
    "@meeting": _meeting_at_hand,
    "@house": _house,
    "@parliament": _parliament,
    "@turn": _turn,
    "@sitting": _sitting,
    "@gathering": _gathering,
    "@talks": _talks,
    "@medium": medium_before,
    "@motion": _motion,
    "@draft": _draft,
    "@body": body_before,
    "@court": court_before,
    "@measure-before": _measure_before,
    "@so-called": so_called_before,
}
"""What finds an object that the article tells, by the path's name."""
