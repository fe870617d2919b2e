"""What the chair says of others: full names and offices of those given the floor, and who submitted a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.entities.member_lists import read_list
from kg.records.measures import DRAFT
from kg.records.model import Paragraph, Speaker, Sponsor, Turn
from kg.records.names import NAME, TITLE, cased, country_of

_WHO = rf"(?P<who>(?P<title>{TITLE})(?P<name>{NAME}))"
_OFFICE_AFTER = re.compile(
    rf"{_WHO},\s+(?P<office>(?:the\s+)?[A-Z][^.;:]{{5,220}}?)(?=\.?\s*$|\.\s|;|,\s+(?:and|to|who|for|was)\b|"
    r"\s+(?:and\s+)?to\s+(?:give|participate|make|take|address|brief|introduce|speak)\b|"
    r"\s+and\s+(?:I\b|to\s+invite|invite|give|request))"
)
_OFFICE_BEFORE = re.compile(rf"\bthe\s+(?P<office>[A-Z][^.;:,]{{5,160}}(?:,[^.;:,]{{3,60}}){{0,2}}?),\s+{_WHO}")
_OFFICE_AS_TITLE = re.compile(
    r"\b(?P<office>(?:Deputy\s+|Under-|Assistant\s+)?Secretary-General|Special\s+(?:Envoy|Representative|Coordinator|Adviser)|"
    rf"High\s+Commissioner|Executive\s+Director)\s+(?P<who>(?P<title>{TITLE})?(?P<name>{NAME}))"
)
_FLOOR = re.compile(rf"\b(?:give\s+the\s+floor\s+to|call\s+on|invite|welcome)\s+{_WHO}")
_INTRODUCES = re.compile(
    r"\b(?:representative|delegation)\s+of\s+(?P<country>[^.;]{3,80}?),?\s+(?:who\s+will\s+|to\s+)introduce\b[^.]*?(?:draft|amendment)[^.]*?"
    rf"(?P<draft>{DRAFT.pattern})?(?:[^.]|\.(?=\d))*\."
)
_SUBMITTED = re.compile(
    rf"(?:(?P<draft>{DRAFT.pattern})[^.]{{0,160}}?)?\b(?:[Dd]raft\s+(?:resolution|decision|text)|[Aa]mendments?|[Ii]t|text)\b"
    r"(?:[^.]|\.(?=\w)){0,80}?\s(?:co-?)?(?:submitted|sponsored|prepared|proposed)\s+by\s+(?P<list>(?:[^.]|\.(?=\w))+?)\."
)
_SPONSORS = r"(?:additional\s+)?(?:co-?)?sponsors?"
_FOLLOWING = re.compile(
    r"(?:following\s+(?:countries|delegations|States)|in\s+addition\s+to)(?:[^:.]|\.(?=\w)){0,250}:\s*(?P<list>[^.]+)\."
)
_JOINED = re.compile(
    rf"(?P<list>[A-Z][^.:;]{{3,1500}}?)\s+(?:have|has)\s+(?:also\s+)?(?:become\s+(?:a\s+)?{_SPONSORS}|"
    rf"joined\s+(?:in\s+)?(?:as\s+)?(?:the\s+)?(?:list\s+of\s+)?{_SPONSORS})"
)


def introduced(paragraphs: Sequence[Paragraph], turns: Sequence[Turn]) -> Iterator[Speaker]:
    """Those named in full, with their offices where told, by the chair, on the way to the rostrum or in a heading."""
    delegates = [turn for turn in turns if not turn.presides]
    for paragraph in paragraphs:
        if not any(turn.start <= paragraph.start < turn.end for turn in delegates):
            yield from _named(paragraph)


def _within(paragraphs: Sequence[Paragraph], turn: Turn) -> Iterator[Paragraph]:
    return (p for p in paragraphs if turn.start <= p.start < turn.end)


def _named(paragraph: Paragraph) -> Iterator[Speaker]:
    for pattern in (_OFFICE_AFTER, _OFFICE_BEFORE, _OFFICE_AS_TITLE, _FLOOR):
        for match in pattern.finditer(paragraph.text):
            office = " ".join((match.groupdict().get("office") or "").removeprefix("the ").split())
            first, last = match.span() if office else match.span("who")
            text = paragraph.text[first:last].rstrip(" ,")
            yield Speaker(
                cased(match["name"].rstrip(".")), (match["title"] or "").strip(), None, "", office,
                (paragraph.start + first, paragraph.start + first + len(text)),
            )  # fmt: skip


def sponsors(text: str, paragraphs: Sequence[Paragraph], turns: Sequence[Turn]) -> Iterator[Sponsor]:
    """Who introduced, submitted or joined a draft, in the words of the chair, the secretary and its main sponsor."""
    current = ""
    for i, turn in enumerate(turns):
        after = turns[i + 1].country if i + 1 < len(turns) else None
        before = turns[i - 1] if i else None
        introducing = before is not None and before.presides and _introduces(text, before)
        for paragraph in _within(paragraphs, turn):
            if turn.presides or _is_secretary(turn):
                current = _last(paragraph.text) or current
            if turn.presides:
                yield from _introducers(paragraph, after, current)
            if turn.presides or introducing or _is_secretary(turn):
                yield from _submitters(paragraph, current)


def _is_secretary(turn: Turn) -> bool:
    """True for the secretary of a committee, who reads out the sponsors in some."""
    return turn.speaker.affiliation.startswith("Secretary of the")


def _introduces(text: str, turn: Turn) -> bool:
    return _INTRODUCES.search(" ".join(text[turn.start : turn.end].split())) is not None


def _last(text: str) -> str:
    found = [m[0] for m in DRAFT.finditer(text)]
    return found[-1] if found else ""


def _introducers(paragraph: Paragraph, after: str | None, current: str) -> Iterator[Sponsor]:
    for match in _INTRODUCES.finditer(paragraph.text):
        country = country_of(match["country"])
        draft = match["draft"] or current
        if country and country == after and draft:
            yield Sponsor(country, draft, (paragraph.start + match.start(), paragraph.start + match.end()))


def _submitters(paragraph: Paragraph, current: str) -> Iterator[Sponsor]:
    """The evidence of each goes from its name to the words that make it a sponsor, or from them to its name."""
    for pattern in (_SUBMITTED, _FOLLOWING, _JOINED):
        for match in pattern.finditer(paragraph.text):
            draft = match.groupdict().get("draft") or _last(match[0]) or current
            listed = read_list(paragraph.text, *_list_alone(paragraph.text, *match.span("list")))
            if not draft or "following" in match["list"] or len(listed.states) <= len(listed.unread):
                continue
            for country, (first, last) in listed.states:
                start, end = (first, match.end()) if pattern is _JOINED else (match.start(), last)
                yield Sponsor(country, draft, (paragraph.start + start, paragraph.start + end))


_BEFORE_LIST = re.compile(
    r"\b(?:representatives?|delegations?)\s+of\s+|\b(?:that|introduction|document|submission|L\.\d+)\b[^,]{0,60},\s+"
)
_AFTER_LIST = re.compile(r"\s+(?:on|at|in|under|pursuant)\s")


def _list_alone(text: str, start: int, end: int) -> tuple[int, int]:
    """A list without the words around it: "since its introduction, | Cameroon, Gabon", "Mexico | on 10 October"."""
    found = _BEFORE_LIST.search(text, start, end)
    start = found.end() if found else start
    after = _AFTER_LIST.search(text, start, end)
    return start, after.start() if after else end
