"""Words of pages → lines in reading order: columns one after the other, running heads and feet left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median, median_high


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without a space in between; lengths are in points, ``y`` is the baseline, upwards."""

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Page:
    """``number`` counts from 1; the words are in the order of the file."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a column: ``start`` and ``end`` are the column's edges, ``place`` tells columns apart."""

    words: tuple[Word, ...]
    page: int
    place: str
    start: float
    end: float

    @property
    def text(self) -> str:
        """Its words; what stands close together is one."""
        out = self.words[0].text
        for word, after in zip(self.words, self.words[1:], strict=False):
            glued = -0.5 * after.size < after.left - word.right < 0.06 * after.size and word.y != after.y
            out += after.text if glued else f" {after.text}"
        return out

    @property
    def left(self) -> float:
        """Where its first word begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where its last word ends."""
        return self.words[-1].right

    @property
    def y(self) -> float:
        """The baseline."""
        return max(self.words, key=lambda w: w.right - w.left).y

    @property
    def size(self) -> float:
        """The height of its letters."""
        return median(w.size for w in self.words for _ in w.text)


Row = tuple[Word, ...]
"""Words on one baseline, from left to right."""
Strip = tuple[float, float]
"""The space between two columns: its left and right edge."""

SAME_LINE = 0.35
"""Of the letters' height: baselines that differ less are one."""
_NARROWEST = 5  # points; between the columns of records there are 11
_MIDDLE = (0.35, 0.65)  # of the page's width: where two columns can meet
_CROSSED = 0.15  # of the lines: headings and the like that run over both columns
_FULL = 0.8  # of a column's width: a line of running text
_DEEPEST = 50.0  # points that a column's lines may all be indented by
_FEWEST = 3  # lines of running text on either side make columns


def lines(pages: Sequence[Page], rows: Mapping[int, Sequence[Row]]) -> list[Line]:
    """The lines of all pages as they are read.

    Args:
        pages: of a document.
        rows: by a page's number, what it holds without running heads and feet.
    """
    strips = {page.number: _strip(rows[page.number], page.width) for page in pages}
    found = [(left + right) / 2 for left, right in filter(None, strips.values())]
    usual = median(found) if found else None
    out: list[Line] = []
    for page in pages:
        strip = strips[page.number]
        if strip is None and usual is not None:  # a last page with little text, a first page with a heading
            strip = _clear(rows[page.number], usual)
        out += _ordered(page.number, rows[page.number], strip)
    return _with_usual_edges(out)


def _with_usual_edges(found: Sequence[Line]) -> list[Line]:
    """The lines; a column that holds only indented or short ones has the edges that it has on other pages."""
    edges = {(line.page, line.place): (line.start, line.end) for line in found}
    usual: dict[str, Strip] = {}
    for place in {place for _, place in edges}:
        starts, ends = zip(*(edge for (_, other), edge in edges.items() if other == place), strict=True)
        usual[place] = (Counter(map(round, starts)).most_common(1)[0][0], median_high(ends))
    out = []
    for line in found:
        start, end = usual[line.place]
        if abs(line.start - start) < _DEEPEST:
            line = replace(line, start=min(line.start, start), end=max(line.end, end))
        out.append(line)
    return out


def rows_of(page: Page) -> list[Row]:
    """The runs of words that stand on one baseline and go on to the right, in the order of the file."""
    out: list[list[Word]] = []
    for word in page.words:
        last = out[-1][-1] if out else None
        level = last is not None and abs(word.y - last.y) <= SAME_LINE * max(word.size, last.size)
        if last is not None and level and word.left > last.right - 0.5 * word.size:
            out[-1].append(word)
        else:
            out.append([word])
    return [tuple(row) for row in out]


def by_baseline(rows: Iterable[Row]) -> list[Row]:
    """Rows that share a baseline made one, from the top of the page down."""
    out: list[list[Word]] = []
    for row in sorted(rows, key=lambda r: (-_baseline(r), r[0].left)):
        level = out and abs(_baseline(out[-1]) - _baseline(row)) <= SAME_LINE * max(w.size for w in row)
        if level:
            out[-1].extend(row)
        else:
            out.append(list(row))
    return [tuple(sorted(row, key=lambda w: w.left)) for row in out]


def _baseline(row: Sequence[Word]) -> float:
    return max(row, key=lambda w: w.right - w.left).y


def _strip(rows: Sequence[Row], width: float) -> Strip | None:
    """The emptiest strip in the middle of a page, if there are lines of running text on both sides of it."""
    together = by_baseline(rows)
    first, last = (int(share * width) for share in _MIDDLE)
    crossed = [sum(_covers(row, x + 0.5) for row in together) for x in range(first, last)]
    windows = [max(crossed[i : i + _NARROWEST]) for i in range(len(crossed) - _NARROWEST + 1)]
    least = min(windows, default=0)
    if not windows or least > _CROSSED * len(together):
        return None
    start, length = max(_runs(windows, least), key=lambda run: run[1])
    # Beside the right column: its lines begin at one place, the left one's end anywhere.
    left = float(first + start + length - 1)
    strip = (left, left + _NARROWEST)
    return strip if _two_columns(rows, strip) else None


def _runs(values: Sequence[int], wanted: int) -> Iterator[tuple[int, int]]:
    """Where a value stands several times in a row: the first index and how often."""
    for value, group in groupby(enumerate(values), key=lambda item: item[1]):
        indices = [i for i, _ in group]
        if value == wanted:
            yield indices[0], len(indices)


def _covers(row: Row, x: float) -> bool:
    return any(word.left < x < word.right for word in row)


def _two_columns(rows: Sequence[Row], strip: Strip) -> bool:
    """True if both sides of the strip hold lines of running text: a table's cells are short."""
    sides = [[part for row in rows for part in _parts(row, strip) if part[0] == side] for side in ("left", "right")]
    for side in sides:
        spans = [(words[0].left, words[-1].right) for _, words in side]
        if not spans:
            return False
        whole = max(right for _, right in spans) - min(left for left, _ in spans)
        if sum(right - left >= _FULL * whole for left, right in spans) < _FEWEST:
            return False
    return True


def _clear(rows: Sequence[Row], x: float) -> Strip | None:
    """The strip at ``x``, where other pages have theirs, unless this page's text runs over it."""
    strip = (x - _NARROWEST / 2, x + _NARROWEST / 2)
    together = by_baseline(rows)
    over = sum(_crosses(row, strip) for row in together)
    return strip if 2 * over <= len(together) else None


def _crosses(row: Row, strip: Strip) -> bool:
    return any(word.left < strip[1] - 1 and word.right > strip[0] + 1 for word in row)


def _parts(row: Row, strip: Strip) -> Iterator[tuple[str, Row]]:
    """A row taken apart at the strip, or whole ("full") if it runs over it."""
    if _crosses(row, strip):
        yield "full", row
        return
    middle = (strip[0] + strip[1]) / 2
    left = tuple(word for word in row if word.right <= middle)
    right = row[len(left) :]
    if left:
        yield "left", left
    if right:
        yield "right", right


def _ordered(page: int, rows: Sequence[Row], strip: Strip | None) -> Iterator[Line]:
    """The lines of a page: between two lines over its full width, the left column and then the right."""
    parts = [part for row in rows for part in _parts(row, strip)] if strip else [("full", row) for row in rows]
    full = by_baseline(row for side, row in parts if side == "full")
    sides: dict[str, list[Row]] = {"full": [], "left": [], "right": []}
    for side, row in parts:
        if side != "full":
            beside = next((i for i, other in enumerate(full) if _level(row, other)), None)
            if beside is None:
                sides[side].append(row)
            else:  # "President: | Mr. X ....... | (Country)"
                full[beside] = tuple(sorted((*full[beside], *row), key=lambda w: w.left))
    sides = {side: by_baseline(found) for side, found in sides.items()} | {"full": full}
    edges = {side: _edges(found) for side, found in sides.items()} | _alike(sides["left"], sides["right"])
    for side, row in _read(sides):
        yield Line(row, page, side, *edges[side])


def _level(row: Row, other: Row) -> bool:
    return abs(_baseline(row) - _baseline(other)) <= SAME_LINE * min(row[0].size, other[0].size)


def _edges(rows: Sequence[Row]) -> Strip:
    return (min((r[0].left for r in rows), default=0.0), max((r[-1].right for r in rows), default=0.0))


def _alike(left: Sequence[Row], right: Sequence[Row]) -> dict[str, Strip]:
    """The edges of two columns that are equally wide, where one of them may hold indented lines only."""
    edges = (_edges(left), _edges(right))
    flush = [sum(row[-1].right > edge[1] - 2 for row in rows) for rows, edge in zip((left, right), edges, strict=True)]
    if min(flush) < _FEWEST:
        return {}
    step = edges[1][1] - edges[0][1]
    starts = (min(edges[0][0], edges[1][0] - step), min(edges[1][0], edges[0][0] + step))
    return {
        side: (start if edge[0] - start < _DEEPEST else edge[0], edge[1])
        for side, start, edge in zip(("left", "right"), starts, edges, strict=True)
    }


def _read(sides: Mapping[str, Sequence[Row]]) -> Iterator[tuple[str, Row]]:
    above = float("inf")
    for full in (*sides["full"], None):
        below = _baseline(full) if full else float("-inf")
        for side in ("left", "right"):
            yield from ((side, row) for row in sides[side] if below < _baseline(row) < above)
        if full:
            yield "full", full
        above = below
