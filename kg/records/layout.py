"""A record's text → its paragraphs, be each on one line or broken into lines; page numbers and heads are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.entities.member_lists import LABEL
from kg.readers.margins import is_furniture
from kg.records.model import Paragraph
from kg.records.names import HEADING

_STAGE = re.compile(
    r"(?i)(?:A (?:recorded |roll-call )?vote was taken|It was so decided|The meeting (?:was|rose)|Agenda items? \d|"
    r"The agenda was adopted|(?:The )?(?:draft|operative|preambular) [^.]{3,300} (?:was|were) |\[|\*)"
)

_CLOSE, _LONG, _LONG_SHARE = 0.2, 150, 0.05
_LEADERS = re.compile(r"(?:[.…][^\S\n]?){4,}")  # "Peru ........ Mr. Ruiz" is a line of its own


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs in order."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n\r\f]*\S[^\n\r\f]*", text)]
    spans = list(_blocks(text, lines)) if _is_wrapped(text, lines) else lines
    found = (_paragraph(text, start, end) for start, end in spans)
    return [paragraph for paragraph in found if not is_furniture(paragraph.text)]


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """True where paragraphs are broken into lines: many follow each other without an empty one, and few are long."""
    close = sum(text.count("\n", end, after) == 1 for (_, end), (after, _) in pairwise(lines))
    long = sum(end - start > _LONG for start, end in lines)
    return close > _CLOSE * len(lines) and long < _LONG_SHARE * len(lines)


def _paragraph(text: str, start: int, end: int) -> Paragraph:
    raw = text[start:end]
    start += len(raw) - len(raw.lstrip())
    end -= len(raw) - len(raw.rstrip())
    return Paragraph(start, end, re.sub(r"\s", " ", text[start:end]))


def _blocks(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Lines put together up to an empty line, a page's end, or a line that begins something new."""
    first = last = lines[0][0]
    last = lines[0][1]
    for start, end in lines[1:]:
        ahead = re.sub(r"\s", " ", text[start : start + 300]).lstrip()
        empty = text.count("\n", last, start) > 1 or "\f" in text[last:start]
        apart = is_furniture(text[start:end].strip()) or is_furniture(text[first:last].strip())
        listed = _LEADERS.search(text, first, end) is not None
        if empty or apart or listed or LABEL.match(ahead) or HEADING.match(ahead) or _STAGE.match(ahead):
            yield first, last
            first = start
        last = end
    yield first, last


def side_by_side(text: str) -> bool:
    """True for a layout that keeps two columns beside each other on a line: their speeches cannot be told apart."""
    lines = [line for line in text.splitlines() if len(line.strip()) > 60]
    return len(lines) > 20 and sum(re.search(r"\S {3,}\S", line.strip()) is not None for line in lines) > len(lines) / 2
