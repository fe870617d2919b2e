"""Sentences that turn to another vote ("a rival text", "in May last year …"), and those that go on about it."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date

from kg.context import Sentence
from kg.days import resolve_day
from kg.entities.symbols import SECURITY_COUNCIL
from kg.parse import BlockKind
from kg.rules.match import Match
from kg.votes.agenda import COUNTED, OF_BODY, YEARS, Agenda, Measure
from kg.votes.voting_bodies import body_of, mentions_in, votes, voting_subject

DATED, OTHER = "date:", "other:"
"""How the keys of measures begin that a day or month, or a word like "rival", tells from the article's own."""

_MONTH = re.compile(
    rf"(?:Back in|Earlier,? in|In|in|in (?:early|late)|in mid-|Last|last) ?({'|'.join(calendar.month_name[1:])})\b"
    r"(?! \d{1,2}\b)(?:,? (last year|(?:19|20)\d\d))?"
)
_PAST = re.compile(r"(?i)^(?:the )?(?:last|previous) (month|year)\b|^(?:a|one) (month|year) (?:ago|earlier)\b")
_VOTED = re.compile(
    r"(?i)\b(?:vot(?:ed|es?|ing)|vetoed|adopted|approved|passed|rejected|abstained|failed|defeated|carried|killed|blocked|"
    r"censured|ratified|condemned|(?:was|were) \d+ ?(?:[-–]|to) ?\d+)\b"
)
_RIVAL = re.compile(
    r"(?i)\b(?:an?|the|its|their|one) (?:(?:rival|competing|counter|alternative|second|third|separate|similar|earlier|"
    r"different|previous)\b|other (?=draft|resolution|text))[ -]?(?:[\w.-]+ ){0,4}?"
    r"(?:resolution|draft|text|motion|amendment|measure|proposal)\b"
    r"|\banother (?:[\w.-]+ ){0,3}?(?:resolution|draft|text|motion|amendment)\b"
)
_NOW = re.compile(
    r"(?i)\b(?:this (?:time|week|year|month)|today|\w+day|on the whole|as a whole|now|latest|in the end)\b"
)
_WEEKDAY = re.compile(r"^(?:(?:Back )?[Oo]n |Last |Earlier,? on )(?:the (?:previous|preceding) )?(\w+day)\b")
_THE_TEXT = re.compile(
    r"(?i)\b(?:the|this) (?:[\w.-]+ ){0,2}?(?:resolution|draft|text|motion|amendment|measure|bill|vote)\b"
)
_BESIDE = re.compile(r"(?i)\b(?:which|who|that|whose|after|since|when|having)\b")
"""Words that begin a clause: what it tells is not what the sentence tells."""
_LEAD = 3
"""Sentences of paragraphs at an article's head, which tell of its own vote, whatever month they name."""


def opened(agenda: Agenda, sentence: Sentence) -> Measure | None:
    """The measure that a sentence turns to: of another month, or beside the one that the article tells of."""
    text = sentence.span.text
    if sentence.block.kind is not BlockKind.PARAGRAPH or not _VOTED.search(text):
        return None
    day = _another_day(agenda, sentence)
    when = time_told(agenda, sentence) or (day.isoformat() if day else None)
    if when and not (agenda.main is None and _in_lead(agenda, sentence)):
        found = of_time(agenda, sentence, when, guess=True)
        if found is not None:
            found.date = found.date or day
            return found
    rivals = (rival for rival in _RIVAL.finditer(text) if not _IN_RELATIVE.search(text[: rival.start()]))
    if agenda.main is not None and agenda.session is None and next(rivals, None):
        return agenda.measure(f"{OTHER}{sentence.index}")
    return None


_IN_RELATIVE = re.compile(r"(?i)\b(?:which|who) (?:[\w.'’-]+ ){0,5}$")


def rival_in(match: Match) -> bool:
    """ "Chile, which abstained on a similar text, | voted for it": the relative clause is about another."""
    verb = match.trigger
    clause = verb.doc[verb.i : verb.right_edge.i + 1].text if verb.dep_ == "relcl" else ""
    rival = _RIVAL.search(clause)
    return rival is not None and _VOTED.search(clause[: rival.start()]) is not None


def _another_day(agenda: Agenda, sentence: Sentence) -> date | None:
    """ "On Friday, Russia vetoed a text": the day of a vote before the one that the article tells of."""
    told = _WEEKDAY.match(sentence.span.text.strip())
    own, main = agenda.context.parsed.article.date, agenda.main
    if not told or own is None or main is None or main.date is None or _THE_TEXT.search(sentence.span.text):
        return None
    day = resolve_day(told[1], own)
    return day if day is not None and day < main.date else None


def continued(agenda: Agenda, sentence: Sentence, numbers: Sequence[str | None]) -> Measure | None:
    """ "In May, Russia vetoed a text. | Ten members had voted for it": still the vote of the sentence before."""
    if sentence.index == 0 or _NOW.search(sentence.span.text):
        return None
    last = agenda.context.sentences[sentence.index - 1]
    if last.block.index != sentence.block.index:
        return None
    before = agenda.spoken.get(last.index) or opened(agenda, last) or _of_another_body(agenda, sentence, last)
    if before is None or before is agenda.main or not before.key.startswith((DATED, OTHER, OF_BODY, COUNTED, YEARS)):
        return None
    agree = not any(a and b and a != b for a, b in zip(before.numbers, numbers, strict=False))
    return before if agree else None


def _of_another_body(agenda: Agenda, sentence: Sentence, last: Sentence) -> Measure | None:
    """ "The Human Rights Council extended the mission. | That vote was 23 to 12": not the Assembly's of before."""
    own = agenda.session_body or (agenda.main.body if agenda.main else None)
    body = voting_subject(agenda.context, last)
    named = any(votes(agenda.context, ref.entity) for ref in mentions_in(agenda.context, sentence))
    if agenda.session or own is None or body in (None, own) or named or not votes(agenda.context, body or ""):
        return None
    found = agenda.measure(f"{OF_BODY}{body}")
    found.body = body
    return found


def of_time(agenda: Agenda, sentence: Sentence, when: str, *, guess: bool = False) -> Measure | None:
    """The measure of "it abstained in the Security Council in September": a month that is not the article's.

    None where the sentence names several bodies, or none (with ``guess``, it is then the body spoken of); only the
    Security Council knows the veto.
    """
    named = {r.entity for r in mentions_in(agenda.context, sentence) if votes(agenda.context, r.entity)}
    if not named and re.search(r"(?i)\bveto", sentence.span.text):
        named = {SECURITY_COUNCIL}
    elif not named and guess and not agenda.session:
        named = {body for body in (body_of(agenda, sentence),) if body}
    if len(named) != 1:
        return None
    body = min(named)
    found = agenda.measure(f"{DATED}{when} {body}")
    found.body = body
    found.what = f"draft resolution of {when}"
    return found


def time_told(agenda: Agenda, sentence: Sentence) -> str | None:
    """The month, or "last year", in which a vote was that a sentence tells of, where it is not the article's own."""
    own, text = agenda.context.parsed.article.date, sentence.span.text.strip()
    if own is None:
        return None
    past = _PAST.match(text)
    if past:
        return f"last {past[1] or past[2]}"
    for month in _MONTH.finditer(text):
        before = text[: month.start()]
        heads = not before or (_VOTED.search(before[-40:]) and not _BESIDE.search(before) and not _NOW.search(text))
        year = month[2] or ""
        if heads and (month[1] != calendar.month_name[own.month] or year not in ("", str(own.year))):
            return " ".join(part for part in (month[1], year) if part)
    return None


def _in_lead(agenda: Agenda, sentence: Sentence) -> bool:
    told = [s.index for s in agenda.context.sentences if s.block.kind is BlockKind.PARAGRAPH][:_LEAD]
    return sentence.index in told
