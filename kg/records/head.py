"""The head of a record → who presides, and on a Security Council record which members sit and who for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.entities.states import state
from kg.records.model import Paragraph, Speaker
from kg.records.names import NAME, TITLE, cased, country_of

_LEADER = r"[\s.…]*"
_PRESIDENT = re.compile(
    r"(?:(?:(?P<role>(?:Acting\s+|Temporary\s+|Provisional\s+)?(?:President|Chair(?:man|person|woman)?))s?\s*:|"
    rf"\(?[Ll]ater\)?\s*:?)\s*)(?P<who>(?P<title>{TITLE})(?P<name>{NAME})){_LEADER}\((?P<country>[^()]*(?:\([^()]*\))?[^()]*)\)"
)
_MEMBER = re.compile(
    rf"(?:Members\s*:\s*)?(?P<country>[^\W\d_].{{3,70}}?){_LEADER}(?P<who>(?P<title>{TITLE})(?P<name>{NAME}))$"
)
_SEATS = 15


def presidents(text: str, end: int) -> tuple[Speaker, ...]:
    """Those whom the head names as presiding, in order; ``end`` is where the head ends."""
    flat = re.sub(r"\s", " ", text[:end])
    return tuple(
        Speaker(
            cased(m["name"].rstrip(". …")),
            m["title"].strip(),
            country_of(m["country"]),
            "",
            _office(m["role"]),
            m.span(),
        )
        for m in _PRESIDENT.finditer(flat)
    )


def _office(role: str | None) -> str:
    return " ".join((role or "President").split())


def members(paragraphs: Sequence[Paragraph], end: int) -> tuple[Speaker, ...]:
    """The members listed: "Peru . . . Mr. Meza-Cuadra"; empty where there is no such list."""
    start = next((i for i, p in enumerate(paragraphs) if re.match(r"Members\s*:", p.text) and p.start < end), None)
    if start is None:
        return ()
    listed = [p for p in paragraphs[start : start + 3 * _SEATS] if p.end <= end]
    found = [member for p in listed if (member := _member(p))]
    return tuple(found) if found else tuple(_apart(listed))


def _member(paragraph: Paragraph) -> Speaker | None:
    match = _MEMBER.match(paragraph.text)
    country = state(match["country"].strip(" .…")) if match else None
    if not match or not country:
        return None
    start = paragraph.start + match.start("country")
    return Speaker(cased(match["name"]), match["title"].strip(), country, span=(start, paragraph.end))


def _apart(listed: Sequence[Paragraph]) -> Iterator[Speaker]:
    """Members whose countries stand in one column and whose names in the next, as some conversions to text leave it."""
    countries = [(p, code) for p in listed if (code := state(re.sub(r"^Members\s*:|[.…]", " ", p.text).strip()))]
    names = [(p, m) for p in listed if (m := re.fullmatch(rf"({TITLE})({NAME})", p.text))]
    if len(countries) == len(names):
        for (_, country), (paragraph, m) in zip(countries, names, strict=True):
            yield Speaker(cased(m[2]), m[1].strip(), country, span=(paragraph.start, paragraph.end))
