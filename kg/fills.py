"""A match → its objects: what fills the role, be it a unit of the pattern or what the article tells (``@measure``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from spacy.tokens import Doc

from kg import heard
from kg.audiences import (
    is_in_writing,
)
from kg.context import Sentence
from kg.debates import debate
from kg.entities.spans import Ref
from kg.entities.symbols import SECURITY_COUNCIL
from kg.facts import Work, event
from kg.findings import Local
from kg.meetings import meeting_entity
from kg.named_before import body_before, court_before, medium_before, so_called_before
from kg.parse import BlockKind
from kg.rules.match import Match
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
            if unit.ref and not (speech and heard.is_outside(sentence.span.doc, unit)):
                yield heard.held(work, sentence, unit) if speech else _object(work, sentence, unit.ref)


def _measure_at_hand(work: Work, sentence: Sentence, match: Match) -> str | None:
    """The measure; none for sponsors in an article that names no measure: "Qatar was among the sponsors" of a race."""
    voted = match.rule.relation is not Relation.SPONSORED or work.agenda.main or work.agenda.session
    if not voted and not any(u.kind == "resolution" for near in work.context.sentences for u in near.line.units):
        return None
    return event(work, measure_entity(measure_of(work.agenda, sentence)))


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
    "@meeting": heard.meeting_at_hand,
    "@house": heard.house,
    "@parliament": heard.parliament,
    "@turn": heard.turn,
    "@sitting": heard.sitting,
    "@gathering": heard.gathering,
    "@talks": heard.talks,
    "@medium": medium_before,
    "@motion": _motion,
    "@debate": debate,
    "@delegates": heard.delegates,
    "@draft": _draft,
    "@body": body_before,
    "@court": court_before,
    "@measure-before": _measure_before,
    "@so-called": so_called_before,
}
"""What finds an object that the article tells, by the path's name."""
