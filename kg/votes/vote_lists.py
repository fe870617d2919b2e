"""A heading that says how those voted who are listed on the lines after it → their votes.

News has "Countries that voted against the resolution" or "The following states abstained:" over lines of names, one
to a line, by letter ("B: Benin, Brazil") or all in one; the labelled lists of press releases are read in ``annexes``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.context import Sentence
from kg.entities.member_lists import Listed, Span, read_list
from kg.facts import Draft, Work
from kg.parse import Block, BlockKind
from kg.types import Relation
from kg.votes.agenda import Agenda, Measure
from kg.votes.annexes import is_annex, listed_vote, measure_before
from kg.votes.measures import measure_of

RULE = "votedOn/list"
_SURE = 0.95
_LONGEST = 160
"""Characters of a heading; what is longer is text."""
_NAME = 40
"""Characters of a line that may hold one name that is unknown or misspelt; the list goes on after it."""
_STRANGE = 4
"""Of so many names of a line one may be unknown; a line with more is no list."""
_STRANGE_INLINE = 2
"""The same for names after the colon of their heading."""

_VOTED = {
    "for": r"(?:vot(?:ed|ing) )?(?:in favou?r|for|[\"“']?yes[\"”']?)|support(?:ed|ing)|back(?:ed|ing)",
    "against": r"(?:vot(?:ed|ing) )?(?:against|[\"“']?no[\"”']?)|oppos(?:ed|ing)|reject(?:ed|ing)",
    "abstained": r"abstain(?:ed|ing)|abstentions?",
    "absent": r"(?:were )?absent|did not (?:vote|take part)|not (?:voting|taking part)|no vote recorded",
}
_NUMBER = r"\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|[a-z]+ty(?:-[a-z]+)?"
_WHO = (
    rf"(?:(?:the|all|these|which|following|un|u\.n\.|eu|member|security council|assembly|{_NUMBER}) )*"
    r"(?:countries|states|nations|members|delegations|governments|those|following|who)"
)
_LEAD = r"(?:(?:here(?:'s| are| is)|these are|below (?:are|is)|(?:full |the )*list of) (?:the )?)?"
_TEXT = {
    True: r"(?:resolution|motion|text|draft|measure|proposal|amendment|move|bill|decision|it)",
    False: r"(?:resolution|motion|text|draft|measure|proposal|amendment|move|bill|decision|it|vote|voting|ballot)",
}
"""What is voted on. "Voted against Chile's invasion" does not say how they voted on the text that condemns it."""
_END = r"(?: (?:were|are))?(?: ?\(\d+\))?\s*[:?]?"


def _heading(choice: str, verbs: str) -> re.Pattern[str]:
    text = _TEXT[choice in ("for", "against")]
    on = rf"(?: (?:of |from |to |on |in )?(?:the |this |that |a |an )?(?:[\w.]+[ -]){{0,3}}{text}\b[^.:;]{{0,90}})?"
    return re.compile(rf"(?i){_LEAD}(?:{_WHO}(?: (?:that|who|which))?(?: have)? )?(?:{verbs})\b{on}{_END}")


_HEADINGS = {choice: _heading(choice, verbs) for choice, verbs in _VOTED.items()}
_ANOTHER_VOTE = re.compile(r"(?i)\b(?:(?:19|20)\d\d|last (?:year|month|time)|previous|earlier)\b")
_START = re.compile(r"[\s•·▪◦●*–—-]*(?:\d{1,3}[.)]\s+)?(?:[A-Z]\s?:\s*)?")
"""What stands before the names of a line: a bullet, a number, a letter."""
_LETTER = re.compile(r"\W*[A-Z]?\W*")


@dataclass(frozen=True, slots=True)
class VoteList:
    """How the states listed voted: a choice of ``kg.types.CHOICES``, the heading's characters, the block it is in."""

    choice: str
    heading: Span
    states: tuple[tuple[str, Span], ...]
    block: Block


def list_votes(work: Work) -> Iterator[Draft]:
    """The votes of the lists, each on the measure told of last before it, else the article's main one."""
    article = work.context.parsed.article
    for found in vote_lists(article.text, work.context.parsed.blocks):
        measure = _measure(work.agenda, found.block)
        if measure is None:
            continue
        for state in found.states:
            yield listed_vote(work, measure, state, found.choice, found.heading, rule=RULE, confidence=_SURE)
    for sentence in work.context.sentences:
        inline = None if is_annex(work.agenda, sentence.block) else inline_list(article.text, sentence)
        if inline:
            measure = measure_of(work.agenda, sentence)
            votes = (d for d in work.drafts if d.fact.relation is Relation.VOTED_ON and d.measure is measure)
            told = {draft.fact.subject for draft in votes}
            for state in (state for state in inline.states if state[0] not in told):
                yield listed_vote(work, measure, state, inline.choice, inline.heading, rule=RULE, confidence=_SURE)


def _measure(agenda: Agenda, block: Block) -> Measure | None:
    told = measure_before(agenda, block) or agenda.main
    before = [s for s in agenda.context.sentences if s.block.index <= block.index]
    return told or (measure_of(agenda, before[-1]) if before else None)


def vote_lists(text: str, blocks: Sequence[Block]) -> Iterator[VoteList]:
    """The headed lists of an article, in order."""
    for n, block in enumerate(blocks):
        headed = heading(text, block.offset, block.offset + len(block.doc.text))
        if headed is None:
            continue
        choice, span = headed
        states = tuple(state for listed in _lines(text, blocks[n + 1 :]) for state in listed.states)
        if len(states) > 1 or (states and text[span[0] : span[1]].endswith(":")):
            yield VoteList(choice, span, states, block)


def inline_list(text: str, sentence: Sentence) -> VoteList | None:
    """The list of a sentence like "Those who abstained were: Chile, Peru and Mali", if it is one.

    Patterns read such a sentence too, but lose the neighbours of names that no table has.
    """
    start = sentence.block.offset + sentence.span.start_char
    end = sentence.block.offset + sentence.span.end_char
    colon = text.find(":", start, end)
    headed = heading(text, start, colon + 1) if colon > 0 else None
    if headed is None or headed[1][0] != start:
        return None
    listed = read_list(text, colon + 1, end)
    several = len(listed.states) > 1 and len(listed.unread) * _STRANGE_INLINE <= len(listed.states)
    return VoteList(*headed, listed.states, sentence.block) if several else None


def heading(text: str, start: int, end: int) -> tuple[str, Span] | None:
    """The choice that a line's last sentence announces, and its characters; None if it announces no list."""
    line = text[start:end]
    sentences = list(re.finditer(r"[.!?]['\"”’]?\s+(?=[A-Z])", line.replace("U.N. ", "U,N, ")))
    start += sentences[-1].end() if sentences else 0
    words = text[start:end].strip(" \t*#_-–—•")
    if not words or len(words) > _LONGEST or _ANOTHER_VOTE.search(words):
        return None
    start = text.index(words, start)
    plain = " ".join(words.replace("’", "'").split())
    choice = next((choice for choice, pattern in _HEADINGS.items() if pattern.fullmatch(plain)), None)
    return (choice, (start, start + len(words))) if choice else None


def _lines(text: str, blocks: Sequence[Block]) -> Iterator[Listed]:
    """The lists of the lines that follow a heading, up to the first that is none."""
    missed = False
    for block in blocks:
        if _LETTER.fullmatch(block.doc.text):
            continue
        listed = _listed(text, block)
        if block.kind is BlockKind.BOILERPLATE or (listed is None and (missed or len(block.doc.text) > _NAME)):
            return
        missed = listed is None
        if listed is not None:
            yield listed


def _listed(text: str, block: Block) -> Listed | None:
    """The states of a line, or None for a line that is no list of states."""
    start = _START.match(text, block.offset)
    listed = read_list(text, start.end() if start else block.offset, block.offset + len(block.doc.text))
    return listed if listed.states and len(listed.unread) * _STRANGE <= len(listed.states) else None
