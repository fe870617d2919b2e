"""A list of members, as roll calls and sponsors' lists have it → states with their spans.

"Bolivia (Plurinational State of), Côte d'Ivoire and the United Kingdom of Great Britain and Northern Ireland": a comma
or an "and" may part two members or stand within a name; only the names themselves tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.entities.states import nearest_state, state

Span = tuple[int, int]
"""Characters of a text, the end not included."""

LABEL = re.compile(
    r"(?P<choice>(?i:In\s+favou?r)|For|Against|Abstain(?:ing|ed)?|Abstentions?|Absent|(?i:Not\s+voting))\s*(?:\(\d+\)\s*)?:(?=\s|$)"
)
"""What heads a list of members in a recorded vote."""
_CHOICES = {"inf": "for", "for": "for", "aga": "against", "abst": "abstained", "abse": "absent", "not": "absent"}
"""By the first letters of a list's label."""
_NONE = re.compile(r"(?i)\W*(?:none|nil)?\W*")
_STEP = re.compile(r"[,;](?![^()]*\))")
_AND = re.compile(r"\s+and\s+(?:the\s+)?")
_KNOWN = 2
"""States that a list must name before one of its names is taken for a misspelt one."""
_EDGES = re.compile(r"^(?:\s|[,;]|and\s|the\s|of\s(?=the\s))*")


@dataclass(frozen=True, slots=True)
class Listed:
    """States in the order of the list, and the words that name none we know."""

    states: tuple[tuple[str, Span], ...]
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A labelled list: the members' choice (one of ``kg.types.CHOICES``), its label's characters and the members'."""

    choice: str
    label: Span
    listed: Listed


def read_choices(text: str, start: int, end: int) -> list[Choice]:
    """The labelled lists of ``text[start:end]``, such as "In favour: Chile, Peru. Against: None"."""
    labels = [m for m in LABEL.finditer(text, start, end) if m.start() == start or text[m.start() - 1].isspace()]
    stops = [*(m.start() for m in labels[1:]), end]
    return [
        Choice(_choice(m["choice"]), m.span(), read_list(text, m.end(), stop))
        for m, stop in zip(labels, stops, strict=True)
    ]


def _choice(label: str) -> str:
    word = "".join(label.split()).lower()
    return next(choice for start, choice in _CHOICES.items() if word.startswith(start))


def read_list(text: str, start: int, end: int) -> Listed:
    """The states of ``text[start:end]``; "None" is an empty list."""
    if _NONE.fullmatch(text[start:end].rstrip(". ")):
        return Listed((), ())
    found: list[tuple[str, Span]] = []
    unread: list[Span] = []
    pieces = list(_pieces(text, start, end))
    i = 0
    while i < len(pieces):
        width, states = _longest(text, pieces[i:])
        if not states:
            unread.append(pieces[i])
        found += states
        i += width
    if len(found) >= _KNOWN:
        unread = [left for span in unread for left in _misspelt(text, span, found)]
    words = (" ".join(text[slice(*span)].split()) for span in unread)
    return Listed(tuple(sorted(found, key=lambda named: named[1])), tuple(word for word in words if word))


def _misspelt(text: str, span: Span, found: list[tuple[str, Span]]) -> Iterator[Span]:
    """Add the states of "Burkino Faso" and "Philipines and Cuba" to those found; what is left over is given back."""
    bounds = [span[0], *(bound for match in _AND.finditer(text, *span) for bound in match.span()), span[1]]
    for left, right in zip(bounds[::2], bounds[1::2], strict=True):
        name = " ".join(text[left:right].split())
        code = state(name) or nearest_state(name)
        if code is None:
            yield left, right
        elif code not in [known for known, _ in found]:
            found.append((code, (left, right)))


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """The spans between commas, without what surrounds the names."""
    bounds = [start, *(m.start() for m in _STEP.finditer(text, start, end)), end]
    for left, right in pairwise(bounds):
        edge = _EDGES.match(text[left:right])
        left += edge.end() if edge else 0
        right = left + len(text[left:right].rstrip(" .*†‡\n\r\t"))
        if right > left:
            yield left, right


def _longest(text: str, pieces: Sequence[Span]) -> tuple[int, list[tuple[str, Span]]]:
    """How many pieces make one name or several joined by "and", and the states: "Germany, Federal Republic of"."""
    if len(pieces) > 1 and not _states(text, *pieces[1]):
        both = _states(text, pieces[0][0], pieces[1][1])
        if both:
            return 2, both
    return 1, _states(text, *pieces[0])


def _states(text: str, start: int, end: int) -> list[tuple[str, Span]]:
    """The one state that the words name, or the several; empty if some word is left over."""
    name = re.sub(r"-\s+", "-", " ".join(text[start:end].split()))
    code = state(name) or state(name.replace("- ", "").replace("-", ""))
    bracket = re.fullmatch(r"(.+?) \((.+)\)", name)
    if code is None and bracket and state(bracket[1]) == state(bracket[2]):
        code = state(bracket[1])  # "Republic of Korea (South Korea)"
    if code:
        return [(code, (start, end))]
    for match in _AND.finditer(text, start, end):
        first = state(" ".join(text[start : match.start()].split()))
        rest = _states(text, match.end(), end) if first else []
        if first and rest:
            return [(first, (start, match.start())), *rest]
    return []
