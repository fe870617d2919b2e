"""Paragraphs → decisions: roll calls with every member's vote, results with their numbers, adoptions without a vote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from kg.entities.member_lists import LABEL, read_choices, read_list
from kg.records.measures import measure_before, measures_of
from kg.records.model import Decision, Measure, Paragraph, Turn, Vote
from kg.records.names import HEADING
from kg.records.turns import AGENDA, CLOSES, is_decision
from kg.rules.units import number

_NOTE = re.compile(r"\[|[*†‡]|(?:\d{1,2}\s+)?(?:Subsequently|The delegations? of|Later)\b")
_NUMBER = r"(\d{1,3}|[a-z]+)"
_VOTES = re.compile(
    rf"\bby\s+(?:a\s+(?:recorded\s+)?vote\s+of\s+)?{_NUMBER}(?:\s+votes?)?(?:\s+in\s+favour)?\s+(?:to|against)\s+"
    rf"{_NUMBER}\b"
)
_ABSTENTIONS = re.compile(rf"\b{_NUMBER}\s+abstentions?\b")
_IN_FAVOUR = re.compile(rf"\b{_NUMBER}\s+(?:votes?|members?\s+voted)\s+in\s+favour\b")
_AGAINST = re.compile(rf"\b{_NUMBER}\s+(?:votes?\s+)?against\b")
_COUNCIL = re.compile(
    r"\b(?:draft resolution|draft|amendment|motion|proposal)\b.{0,120}?\b(?:received|obtained)\b|\bThere\s+were\b|"
    r"\bresult\s+of\s+the\s+vot"
)
_NOT_ADOPTED = re.compile(
    r"\b(?:not\s+(?:been\s+)?(?:adopted|retained|carried|approved)|rejected|lost|defeated|deleted)\b"
)
_VETO = re.compile(r"\bnegative\s+votes?\s+of\s+(?:a|one|two|three|the)?\s*permanent\s+members?\b")
_OUTCOME = re.compile(r"\b(?:adopted|rejected|carried|lost|retained)\b[^.]*\.")
_RESULT_WITHIN = 1500  # characters of the Council's President's next turn


def decisions(text: str, paragraphs: Sequence[Paragraph], turns: Sequence[Turn]) -> list[Decision]:
    """Every decision in order."""
    found: list[Decision] = []
    i = 0
    while i < len(paragraphs):
        paragraph = paragraphs[i]
        if (label := LABEL.match(paragraph.text)) and label["choice"][:2].lower() == "in":
            i, roll_call = _roll_call(paragraphs, i)
            found.append(_named(text, roll_call, _bounds(paragraphs, paragraph.start, found), turns))
            continue
        if _between_speeches(paragraph, turns) and is_decision(paragraph):
            found += _without_vote(text, paragraph, _bounds(paragraphs, paragraph.start, found), turns)
        i += 1
    return found


def _between_speeches(paragraph: Paragraph, turns: Sequence[Turn]) -> bool:
    return not any(turn.start <= paragraph.start < turn.end for turn in turns)


def _roll_call(paragraphs: Sequence[Paragraph], i: int) -> tuple[int, Decision]:
    """The lists from paragraph ``i`` on with their result and notes; and the index after them."""
    first, notes = i, []
    while i < len(paragraphs) and (i == first or not _ends_lists(paragraphs, i)):
        if _NOTE.match(paragraphs[i].text):
            notes.append(paragraphs[i])
        i += 1
    plain = _masked([p for p in paragraphs[first:i] if p not in notes])
    votes: list[Vote] = []
    unread: list[str] = []
    for found in read_choices(plain.text, 0, len(plain.text)):
        label = (plain.start + found.label[0], plain.start + found.label[1])
        votes += [
            Vote(code, found.choice, (plain.start + a, plain.start + b), label) for code, (a, b) in found.listed.states
        ]
        unread += found.listed.unread
    decision = Decision(Measure(), "", votes=tuple(votes), unread=tuple(unread), notes=tuple(n.text for n in notes))
    return _result(paragraphs, i, decision)


def _masked(paragraphs: Sequence[Paragraph]) -> Paragraph:
    """Paragraphs as one, with spaces for what stands between them: a page's foot may part "Northern" and "Ireland"."""
    start = paragraphs[0].start
    text = ""
    for paragraph in paragraphs:
        text = text.ljust(paragraph.start - start) + paragraph.text
    return Paragraph(start, paragraphs[-1].end, text)


def _ends_lists(paragraphs: Sequence[Paragraph], i: int) -> bool:
    """True for the paragraph after the lists: it tells the result or names no states. Footnotes may interrupt them."""
    paragraph = paragraphs[i]
    if LABEL.match(paragraph.text):
        return False
    if HEADING.match(paragraph.text) or CLOSES.match(paragraph.text) or is_decision(paragraph):
        return True
    if _NOTE.match(paragraph.text):
        return i + 1 >= len(paragraphs) or _ends_lists(paragraphs, i + 1)
    listed = read_list(paragraph.text, 0, len(paragraph.text))
    return len(listed.unread) > len(listed.states)


def _result(paragraphs: Sequence[Paragraph], i: int, decision: Decision) -> tuple[int, Decision]:
    """The result and the notes that follow the lists; in the Council the President tells the result."""
    notes = list(decision.notes)
    told = False
    while i < len(paragraphs):
        paragraph = paragraphs[i]
        if HEADING.match(paragraph.text):
            if not told and not decision.outcome:
                decision = _by_president(paragraphs[i : i + 3], decision)
            break
        if not told and is_decision(paragraph):
            decision, told = _told(paragraph, decision), True
        elif _NOTE.match(paragraph.text):
            notes.append(paragraph.text)
        else:
            break
        i += 1
    return i, replace(decision, notes=tuple(notes))


def _told(paragraph: Paragraph, decision: Decision) -> Decision:
    return replace(
        decision,
        measure=measures_of(paragraph.text)[0],
        outcome=outcome_of(paragraph.text),
        numbers=numbers_of(paragraph.text),
        span=(paragraph.start, paragraph.end),
    )


def _by_president(paragraphs: Sequence[Paragraph], decision: Decision) -> Decision:
    """The Council's result, in the President's words: from the sentence with the numbers to that with the outcome."""
    heading = HEADING.match(paragraphs[0].text)
    assert heading is not None
    words = _masked(list(takewhile(lambda p: p is paragraphs[0] or not HEADING.match(p.text), paragraphs)))
    found = _COUNCIL.search(words.text, heading.end(), _RESULT_WITHIN)
    if not found:
        return decision
    begin = max(heading.end(), *(m.end() for m in re.finditer(r"[.:]\s+", words.text[: found.start()])))
    begin += len(words.text[begin:]) - len(words.text[begin:].lstrip())
    stop = _OUTCOME.search(words.text, found.end(), found.end() + _RESULT_WITHIN)
    end = stop.end() if stop else words.text.find(".", found.end()) + 1 or len(words.text)
    told = " ".join(words.text[begin:end].split())
    return replace(
        decision,
        measure=measures_of(told)[0],
        outcome=outcome_of(told),
        numbers=numbers_of(told),
        span=(words.start + begin, words.start + end),
    )


Bounds = tuple[int, int, int]
"""Where the item of a decision begins, where the last decision on it ended, where the decision is taken."""


def _bounds(paragraphs: Sequence[Paragraph], at: int, before: Sequence[Decision]) -> Bounds:
    item = max((p.start for p in paragraphs if p.start < at and AGENDA.match(p.text)), default=0)
    last = max((d.span[1] for d in before if d.span and d.span[1] <= at), default=0)
    return item, max(item, last), at


def _without_vote(text: str, paragraph: Paragraph, bounds: Bounds, turns: Sequence[Turn]) -> Iterator[Decision]:
    """A sentence's decisions, one for each resolution that it names."""
    for measure in measures_of(paragraph.text):
        decision = Decision(
            measure, outcome_of(paragraph.text), numbers_of(paragraph.text), (paragraph.start, paragraph.end)
        )
        yield _named(text, decision, bounds, turns)


def _named(text: str, decision: Decision, bounds: Bounds, turns: Sequence[Turn]) -> Decision:
    """The decision with what was said of its measure before: the draft's symbol and its title."""
    return replace(decision, measure=measure_before(text, decision.measure, turns, bounds))


def numbers_of(text: str) -> tuple[tuple[str, int], ...]:
    """How many were for, against and abstaining, as far as a sentence tells: "by 143 votes to none"."""
    found: dict[str, int | None] = {}
    if pair := _VOTES.search(text):
        found |= {"for": number(pair[1].lower()), "against": number(pair[2].lower())}
    else:
        told = (("for", _IN_FAVOUR.search(text)), ("against", _AGAINST.search(text)))
        found |= {key: number(match[1].lower()) for key, match in told if match}
    if found and (rest := _ABSTENTIONS.search(text)):
        found["abstained"] = number(rest[1].lower())
    return tuple((key, value) for key, value in found.items() if value is not None)


def outcome_of(text: str) -> str:
    """Adopted, Rejected or Vetoed; "" if the text does not say."""
    if _VETO.search(text):
        return "Vetoed"
    if _NOT_ADOPTED.search(text):
        return "Rejected"
    return "Adopted" if re.search(r"\b(?:adopted|approved|carried|retained|maintained)\b", text) else ""
