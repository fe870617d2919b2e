"""A span of a text → the sentence around it, as the page quotes it.

Offsets count Unicode characters. A plain scan for punctuation before white space, and for empty lines; initials and
usual abbreviations do not end a sentence, nor does a stop within a quotation that the sentence can hold whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

SENTENCE_LIMIT = 400  # characters of context shown around a fact's evidence
PARAGRAPH_LIMIT = 4_000  # characters in which the other mark of a quotation is looked for

_ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gen|Lt|Col|Sen|Rep|Gov|Prof|No|vs|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.$"
)
_STOP = re.compile(r"""[.!?…][)\]"'”’»]*(?=\s)(?!\s+[a-z])|\n\s*\n""")
_ENDS = re.compile(r"""(?:[.!?…][)\]"'”’»]*|\n)\s*$""")
_PAIRS = (("“", "”"), ("«", "»"), ('"', '"'))


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Bounds of the sentence (or sentences) around ``text[start:end]``, at most about SENTENCE_LIMIT long.

    Where the sentence is too long it is cut at a word.
    """
    first, last = max(0, start - SENTENCE_LIMIT), min(len(text), end + SENTENCE_LIMIT)
    stops = [
        stop for stop in _STOP.finditer(text, first, last)
        if not _ABBREVIATION.search(text[max(first, stop.start() - 5) : stop.start() + 1])
    ]  # fmt: skip
    left, right = _between([stop for stop in stops if not _open_at(text, stop.end())], text, start, end)
    if right - left > SENTENCE_LIMIT:
        left, right = _between(stops, text, start, end)
    spare = max(0, SENTENCE_LIMIT - (end - start))
    before, after = start - left, right - end
    left = _cut(text, left, start, max(spare // 2, spare - after), -1)  # what one side does not need the other gets
    right = _cut(text, right, end, max(spare // 2, spare - before), 1)
    while left < start and text[left].isspace():
        left += 1
    while right > end and text[right - 1].isspace():
        right -= 1
    return left, right


def _between(stops: Iterable[re.Match[str]], text: str, start: int, end: int) -> tuple[int, int]:
    """From the last stop before the span to the first behind it; the limit where there is none."""
    left, right = max(0, start - SENTENCE_LIMIT), min(len(text), end + SENTENCE_LIMIT)
    for stop in stops:
        if stop.end() <= start:
            left = stop.end()
        elif stop.end() >= end:
            return left, stop.start() if text[stop.start()] == "\n" else stop.end()
    return left, right


def marks(text: str, left: int, right: int) -> tuple[str, str]:
    """What stands before and behind ``text[left:right]`` where it is cut: dots, and the quotation mark that is away."""
    ends = right >= len(text) or text[right] == "\n" or bool(_ENDS.search(text, max(left, right - 8), right))
    lead = "" if left == 0 or not text[:left].strip() or _ENDS.search(text, max(0, left - 8), left) else "… "
    tail = "" if ends else " …"
    opened, closed = _open_at(text, left), _open_at(text, right)
    return (opened[0] if opened else "") + lead, tail + (closed[1] if closed else "")


def quoted(text: str, start: int, end: int) -> tuple[str, str]:
    """The words of the sentence before and behind ``text[start:end]``, on one line, with their marks."""
    left, right = sentence_around(text, start, end)
    lead, tail = marks(text, left, right)
    return lead + _line(text[left:start]), _line(text[end:right]) + tail


def _line(words: str) -> str:
    return re.sub(r"\s+", " ", words)


def _open_at(text: str, place: int) -> tuple[str, str] | None:
    """The pair of marks of a quotation that begins before ``place`` in its paragraph and ends behind it there."""
    start, stop = _paragraph(text, place)
    before, behind = text[start:place], text[place:stop]
    for opening, closing in _PAIRS:
        if opening == closing:
            if before.count(opening) % 2 and closing in behind:
                return opening, closing
        elif before.rfind(opening) > before.rfind(closing):
            ends, begins = behind.find(closing), behind.find(opening)
            if ends >= 0 and not 0 <= begins < ends:
                return opening, closing
    return None


def _paragraph(text: str, place: int) -> tuple[int, int]:
    """Bounds of the paragraph around a place, or of the PARAGRAPH_LIMIT on either side of it."""
    start = text.rfind("\n\n", max(0, place - PARAGRAPH_LIMIT), place)
    stop = text.find("\n\n", place, place + PARAGRAPH_LIMIT)
    return max(0, place - PARAGRAPH_LIMIT) if start < 0 else start, place + PARAGRAPH_LIMIT if stop < 0 else stop


def _cut(text: str, bound: int, near: int, spare: int, step: int) -> int:
    """The bound, or if it is further than ``spare`` from the evidence the last gap between words before that."""
    if abs(bound - near) <= spare:
        return bound
    bound = near + step * spare
    while bound != near and not text[min(bound, len(text) - 1)].isspace():
        bound -= step
    return bound
