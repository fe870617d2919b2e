"""Lines in reading order → paragraphs; footnotes come after the paragraph they interrupt."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.readers.columns import FULL, Line
from kg.readers.hyphens import HYPHEN, Hyphens, hyphens_of

_INDENT = 0.5  # of the letters' height: a line that begins so much further in begins a paragraph
_WIDER = 1.3  # times the usual distance of lines: a gap between paragraphs
_TO_SPARE = 1.2  # letters' heights: what a line has left beside the room for the next word
_CELL = 4  # letters' heights between two cells; the words of a justified line are never so far apart
_NOTE = 0.92  # of the text's height: the letters of footnotes
_OTHER_SIZE = 0.2
_LEADERS = re.compile(r"(?:[ ]?[.…]){4,}")
_ITEM = re.compile(r"(?:[•·–—-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s")
_CLOSED = re.compile(r"[.!?:;][”’\"')\]]*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text without line ends, the height of its letters in points, and the page it begins on."""

    text: str
    size: float
    page: int


def paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """The paragraphs of a document; one that goes on in the next column or on the next page is one."""
    leading = _leading(lines)
    notes = set(_notes(lines))
    drafts: list[list[Line]] = []
    waiting: list[Line] = []
    last: Line | None = None
    for i, line in enumerate(lines):
        if i in notes:
            waiting.append(line)
            continue
        if last is None or _begins(line, last, drafts[-1], leading):
            drafts += _grouped(waiting, leading)
            drafts.append([])
            waiting = []
        drafts[-1].append(line)
        last = line
    drafts += _grouped(waiting, leading)
    hyphens = hyphens_of(line.text for draft in drafts for line in draft)
    return [Paragraph(_joined(draft, hyphens), draft[0].size, draft[0].page) for draft in drafts]


def _grouped(lines: Iterable[Line], leading: Mapping[int, float]) -> list[list[Line]]:
    """Footnotes as paragraphs; their lines are as long as the longest of them, not as the text's."""
    lines = list(lines)
    drafts: list[list[Line]] = []
    start, end = min((line.left for line in lines), default=0.0), max((line.right for line in lines), default=0.0)
    for line in (replace(line, start=start, end=end) for line in lines):
        if not drafts or _begins(line, drafts[-1][-1], drafts[-1], leading):
            drafts.append([])
        drafts[-1].append(line)
    return drafts


def _begins(line: Line, last: Line, draft: Sequence[Line], leading: Mapping[int, float]) -> bool:
    """True if a paragraph begins with the line: by its size, the gap above it, its indent or the last line's end."""
    if abs(line.size - last.size) > _OTHER_SIZE * last.size:
        return True
    below = (line.page, line.place) == (last.page, last.place)
    if line.page == last.page and FULL in {line.place, last.place} and not below:
        return True  # a heading over both columns, or what follows it
    if below and last.y - line.y > _WIDER * leading[_step(line)]:
        return True
    if _is_row(line) or _is_row(last):
        return True
    deeper = (line.left - line.start) - (last.left - last.start)
    step = _INDENT * line.size
    if _bold(last) != _bold(line) and not (_bold(last) and line.words[0].bold and deeper < -step):
        return True  # a heading or its end, unless a speaker's name in bold goes on in the next line
    if deeper > step:
        return not (len(draft) == 1 and _ITEM.match(last.text))  # "(a) the second line hangs"
    if deeper < -step and len(draft) > 1:
        return True  # the end of a block that stands further in
    if not below and len(draft) == 1 and line.left - line.start > step and _CLOSED.search(last.text):
        return True  # the second line of a paragraph would not be indented as its first
    return _ended(last, line)


def _ended(last: Line, line: Line) -> bool:
    """True if the last line broke off though the next word had room there."""
    word = line.words[0]
    room = last.end - last.right - (word.right - word.left)
    new = _CLOSED.search(last.text) or not word.text[0].islower()
    return bool(new) and room > (_TO_SPARE + 0.3) * last.size


def _is_row(line: Line) -> bool:
    """True for a table's row: its cells stand far apart."""
    return any(after.left - word.right > _CELL * line.size for word, after in pairwise(line.words))


def _bold(line: Line) -> bool:
    return all(word.bold for word in line.words)


def _leading(lines: Sequence[Line]) -> Mapping[int, float]:
    """The usual distance of two lines by the height of their letters."""
    steps: dict[int, list[float]] = defaultdict(list)
    for last, line in pairwise(lines):
        if (line.page, line.place) == (last.page, last.place) and 0 < last.y - line.y < 2.5 * line.size:
            steps[_step(line)].append(last.y - line.y)
    # a low one: where most paragraphs have one line, the gap between two is the commonest distance
    usual = {size: sorted(found)[len(found) // 10] for size, found in steps.items()}
    return defaultdict(lambda: float("inf"), usual)


def _step(line: Line) -> int:
    return round(line.size)


def _notes(lines: Sequence[Line]) -> Iterator[int]:
    """The indices of footnotes: the last lines of a page or column, in letters smaller than the text's."""
    sizes = Counter(round(line.size, 1) for line in lines for _ in line.words)
    body = max(sizes, key=lambda size: (sizes[size], size), default=0.0)
    columns: dict[tuple[int, int], list[int]] = defaultdict(list)
    floor: dict[int, float] = {}
    for i, line in enumerate(lines):
        columns[line.page, line.place].append(i)
        if line.size >= _NOTE * body:
            floor[line.page] = min(floor.get(line.page, line.y), line.y)
    for (page, place), indices in columns.items():
        for i in reversed(indices):
            above_text = place == FULL and lines[i].y > floor.get(page, 0.0)
            if lines[i].size >= _NOTE * body or above_text or page not in floor:
                break
            yield i


def _joined(draft: Sequence[Line], hyphens: Hyphens) -> str:
    text = draft[0].text
    for line in draft[1:]:
        text = hyphens.join(text, line.text)
    return _LEADERS.sub(" . . .", text.replace(HYPHEN, "-" if text.endswith(HYPHEN) else "")).strip()
