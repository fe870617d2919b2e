"""Votes told by another's ("sided with Russia", "so did Iraq") → votes with a choice of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.context import Sentence
from kg.facts import Draft, Work
from kg.types import COUNTS, Relation, pairs

_BLAMED = frozenset(
    "condemn denounce deplore censure rebuke criticise criticize chide suspend expel eject oust sanction demand urge "
    "call order".split()
)
"""Verbs of a measure whose object is against it: "condemned Russia's attempt", "a call on Russia to leave"."""
_REACH = 4
_OF_THE_VOTE = re.compile(
    r"(?i)\b(?:yes|no|the|this) votes?\b(?! (?:to|for) \w+ (?:president|chair))|\babstentions?\b|"
    r"\bthose voting (?:with|alongside)\b"
)
_HOW_THEY_VOTED = re.compile(
    r"(?i)\b(?:(?:countries|members|states|nations|others|\d+|[A-Z]\w+) "
    r"(?:abstained|(?:stayed|sat) (?:on the fence|it out))|"
    r"voted (?:for|against|in favou?r of) (?:it|the (?:text|draft|resolution)))\b"
)
_NEAR = 3
"""Sentences over which one vote is told."""
_BY_CONSENSUS = re.compile(r"(?i)\b(?:by consensus|without a vote|by acclamation|unanim\w+)\b")
"""Words of decisions on which nobody voted: who "opposed the text" only said so."""


def vote_near(work: Work, sentence: Sentence) -> bool:
    """True where the sentence or one of the few before it tells of a vote: numbers, an outcome, how somebody voted.

    Of the sentence after it, words that are of a vote only will do.
    """
    after = work.context.next_in_paragraph(sentence)
    if after and _HOW_THEY_VOTED.search(after.span.text):
        return True
    sentences = work.context.sentences[max(sentence.index - _NEAR, 0) : sentence.index + 1]
    voted = [s for s in sentences if not _BY_CONSENSUS.search(s.span.text)]
    spans = [(s.block.offset + s.span.start_char, s.block.offset + s.span.end_char) for s in voted]
    counted = (d for d in work.drafts if d.fact.actual and d.like is None)
    told = [e.start for d in counted for e in d.fact.evidence]
    if told and any(_OF_THE_VOTE.search(s.span.text) for s in voted):
        return True
    return any(first <= start < last for start in told for first, last in spans)


def alike(work: Work, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with the choices of those told by another's vote; what stays unknown is left out.

    A vote that only its neighbours make one ("opposed the text") yields to what is told of the voter elsewhere.
    """
    own = [draft for draft in drafts if draft.like is None]
    told = [d for d in own if d.fact.relation is Relation.VOTED_ON and d.fact.actual]
    for draft in drafts:
        choice = None if draft.like is None or not draft.fact.actual else _choice(work, draft, told)
        if choice:
            fact = replace(draft.fact, qualifiers=pairs({"choice": choice}))
            voters = [fact.subject, *_beside(draft, told)]
            added = [
                replace(draft, fact=replace(fact, roles=pairs(dict(fact.roles) | {"subject": v})), like=None)
                for v in voters
            ]
            told += added
            own += added
    sure = {(d.measure.key, d.fact.subject) for d in told if not d.loose}
    return [d for d in own if not (d.loose and (d.measure.key, d.fact.subject) in sure)]


def _beside(draft: Draft, told: Iterable[Draft]) -> Iterator[str]:
    """ "Voted with | Russia": whose vote nobody tells by itself, voted too."""
    votes = re.search(r"(?i)\bvot(?:ed|ing)\b", draft.fact.evidence[0].quote)
    known = {d.fact.subject for d in told if d.measure.key == draft.measure.key}
    yield from (id for id in draft.like or () if votes and not id.isdigit() and id not in known)


def _choice(work: Work, draft: Draft, told: Iterable[Draft]) -> str | None:
    """How those voted who the words say voted alike; None if they did not agree or nobody tells."""
    same = [d for d in told if d.measure.key == draft.measure.key]
    if draft.like and draft.like[0].isdigit():
        choices: set[str | None] = {
            c for c, n in zip(COUNTS, draft.measure.numbers, strict=False) if n == draft.like[0]
        }
        return choices.pop() if len(choices) == 1 else None
    if draft.like:
        choices = {d.fact.qualifier("choice") for d in same if d.fact.subject in draft.like}
        if not choices and _is_author(work, draft):
            return "for"
        if not choices and _is_blamed(work, draft):
            return "against"
        return choices.pop() if len(choices) == 1 else None
    at = _sentence(work, draft)
    before = [d for d in same if d.fact.evidence[0].start < draft.fact.evidence[0].start]
    last = max(before, key=lambda d: d.fact.evidence[0].start, default=None)
    near = last is not None and _sentence(work, last).index >= at.index - 1
    return last.fact.qualifier("choice") if last is not None and near else None


def _is_blamed(work: Work, draft: Draft) -> bool:
    """ "condemned | Russia's attempt …. Belarus sided with Russia": a measure's target is against it."""
    here, sentences = _sentence(work, draft).index, work.context.sentences
    for sentence in {s.index: s for s in (*sentences[:_REACH], *sentences[max(here - _REACH, 0) : here + 1])}.values():
        for ref in work.context.mentions[sentence.block.index]:
            if ref.entity in (draft.like or ()) and sentence.span.start <= ref.start < sentence.span.end:
                before = sentence.span.doc[max(ref.start - 3, sentence.span.start) : ref.start]
                if any(t.lemma_.lower() in _BLAMED for t in before):
                    return True
    return False


def _is_author(work: Work, draft: Draft) -> bool:
    """ "A text put forward by | Russia failed. Only China voted with Moscow": it was for its own text."""
    here, sentences = _sentence(work, draft).index, work.context.sentences
    for sentence in sentences[max(here - 2, 0) : here + 1]:
        for ref in work.context.mentions[sentence.block.index]:
            if ref.entity in (draft.like or ()) and sentence.span.start <= ref.start < sentence.span.end:
                before = sentence.span.doc[max(ref.start - 3, sentence.span.start) : ref.start].text
                after = sentence.span.doc[ref.end : ref.end + 5].text
                if _PUT_FORWARD_BY.search(before) or _OWN_TEXT.match(after):
                    return True
    return False


_PUT_FORWARD_BY = re.compile(
    r"(?i)\b(?:put forward|drafted|proposed|sponsored|submitted|tabled|introduced|circulated|presented) by(?: the)?$"
)
_OWN_TEXT = re.compile(
    r"(?i)(?:['’]s? |- ?(?:drafted|sponsored|proposed|led|backed) )?"
    r"(?:(?!on\b|against\b|to\b|of\b)[\w-]+ ){0,2}(?:draft|text|resolution|proposal|motion|amendment)\b"
)


def _sentence(work: Work, draft: Draft) -> Sentence:
    start = draft.fact.evidence[0].start
    inside = (s for s in work.context.sentences if s.block.offset + s.span.start_char <= start)
    return max(inside, key=lambda s: s.block.offset + s.span.start_char)
