"""Sentences of a record → what was voted on: official symbol, draft's symbol, title, part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kg.records.model import Measure, Turn

DRAFT = re.compile(
    r"\b(?:A(?:/(?:C\.\d|BUR|ES-\d+|S-\d+))?(?:/\d+)?/L\.\d+(?:/(?:Rev|Add|Corr)\.\d+)*|S/\d{4}/\d+|S/\d{4,5}(?!\d|/))"
)
"""A draft's symbol: A/61/L.67, A/C.1/77/L.5/Rev.1, A/ES-11/L.1, S/2018/1016, S/26182 (before 1994)."""
_REPORT = re.compile(r"\b[Rr]eport\b[^.]{0,160}?\(?\b(A/\d+/\d+(?:/Add\.\d+)?)\)?")
_NUMBERED = re.compile(r"\b[Dd]raft\s+(?:resolution|decision)(?:\s+(?:[IVXL]+|[A-Z])\b)?(?![\s\w]*/)")
_GA = r"(?:ES-|S-)?\d{1,2}/\d{1,4}(?:\s[A-Z]\b)?|\d{3,4}\s\((?:S-|ES-)?[IVXL]+\)"
_RESOLUTIONS = re.compile(
    rf"\(?\b(?P<kind>[Rr]esolution|[Dd]ecision)s?\s+(?P<list>(?:{_GA})(?:(?:,|\s+and|,\s+and|\s+to)\s+(?:{_GA}))*)"
)
_COUNCIL = re.compile(r"\b[Rr]esolution\s+(\d{1,4})\s?\((\d{4})\)")
_TITLE = re.compile(r"\b(?:entitled|titled)\s+[“\"]([^”\"]{3,300})[”\"]")
_SUBJECT = re.compile(r"^(?P<subject>.*?),?\s+(?:was|were|has\s+been|have\s+been|received)\b")
_PART = re.compile(
    r"(?i)\b(?:paragraphs?|amendments?|motion|proposal|section|words?|subparagraph|sentence|annex|oral\s+revision)\b"
)


def measures_of(text: str) -> list[Measure]:
    """What a sentence says was decided on, at least one: "… (resolutions 61/54 and 61/55)" are two."""
    subject = match["subject"] if (match := _SUBJECT.search(text)) else ""
    draft = found[0] if (found := DRAFT.search(subject)) else ""
    named = _PART.search(subject)
    part = _part(subject) if named else ""
    symbols = [] if part else official(text)
    if part or len(symbols) < 2:
        numbered = _NUMBERED.search(subject)
        title = _small(numbered[0]) if numbered and not draft else ""
        return [Measure(symbols[0] if symbols else "", draft, title, part)]
    return [Measure(symbol) for symbol in symbols]


def _part(subject: str) -> str:
    """ "The eighth preambular paragraph of draft resolution A/C.1/72/L.19" → eighth preambular paragraph."""
    bare = re.sub(r"\s*\([^()]*\)|^The\s+", "", subject)
    bare = re.sub(
        rf",?\s+(?:of|to|in)\s+(?:the\s+)?(?:draft\s+(?:resolution|decision)\s*)?(?:{DRAFT.pattern}|$)", "", bare
    )
    return " ".join(re.sub(r"\s+(?:of|to)\s+(?:the\s+)?draft\s+(?:resolution|decision)$", "", bare).split())


def _small(words: str) -> str:
    return words[0].lower() + words[1:]


def official(text: str) -> list[str]:
    """The symbols of the resolutions and decisions that a result names."""
    if council := _COUNCIL.search(text):
        return [f"S/RES/{council[1]}({council[2]})"]
    found = _RESOLUTIONS.search(text)
    if not found:
        return []
    kind = "RES" if found["kind"].lower() == "resolution" else "DEC"
    return [f"A/{kind}/{re.sub(r' (?=[A-Z(])', '', number)}" for number in re.findall(_GA, found["list"])]


def measure_before(text: str, measure: Measure, turns: Sequence[Turn], bounds: tuple[int, int, int]) -> Measure:
    """A measure completed from the item's head and what the chair said: "… draft resolution A/61/L.67, entitled …".

    Args:
        text: the record's.
        measure: as its result tells it.
        turns: of the record; delegates may speak of other drafts, and are passed over.
        bounds: where the item begins, where the last decision on it ended, and where the vote begins.
    """
    item, start, end = bounds
    words = _of_the_chair(text, turns, start, end)
    draft = measure.draft or _last_draft(words, measure)
    title = "" if measure.part else _title(_of_the_chair(text, turns, item, end), draft) or _title(words, "")
    report = [m[1] for m in _REPORT.finditer(words)]
    if not draft and not measure.symbol and report:
        draft = f"{report[-1]}, {measure.title or 'draft'}"
    return replace(measure, draft=draft, title=title)


def _of_the_chair(text: str, turns: Sequence[Turn], start: int, end: int) -> str:
    """What stands between two places outside delegates' speeches."""
    bounds = [start, *(at for t in turns if not t.presides for at in (t.start, t.end) if start < at < end), end]
    parts = [text[left:right] for left, right in pairwise(bounds) if not _delegates(turns, left)]
    return " ".join(" ".join(parts).split())


def _delegates(turns: Sequence[Turn], at: int) -> bool:
    return any(t.start <= at < t.end and not t.presides for t in turns)


def _last_draft(words: str, measure: Measure) -> str:
    """The draft put to the vote: the last one named, of the Council or the Assembly as the result is."""
    amending = "mendment" in measure.part
    found = [(m[0], "mendment" in words[max(0, m.start() - 40) : m.start()]) for m in DRAFT.finditer(words)]
    if measure.symbol:
        found = [(draft, amends) for draft, amends in found if draft[0] == measure.symbol[0]]
    fitting = [draft for draft, amends in found if amends == amending] or [draft for draft, _ in found]
    return fitting[-1] if fitting else ""


def _title(words: str, draft: str) -> str:
    """The title told with the draft's symbol; without one, the last that is told of a draft."""
    found = ""
    for match in _TITLE.finditer(words):
        before = words[max(0, match.start() - 120) : match.start()]
        if draft in before if draft else re.search(r"\bdraft\s(?:resolution|decision)\b[^.“”/]{0,60}$", before):
            found = " ".join(match[1].strip(" ,").split())
    return found
