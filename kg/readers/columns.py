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
    """A line of a column: ``start`` and ``end`` are the column's edges, ``place`` its number from 0, or ``FULL``."""

    words: tuple[Word, ...]
    page: int
    place: int
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

FULL = -1
"""The place of a line over the whole width; columns count from 0."""
SAME_LINE = 0.35
"""Of the letters' height: baselines that differ less are one."""
_NARROWEST = 5  # points; between the columns of records there are 11
_MIDDLE = (0.22, 0.78)  # of a region's width: where two columns can meet
_CROSSED = 0.15  # of the lines: headings and the like that run over both columns
_FULL = 0.8  # of the widest line's width: a line of running text
_WIDE = 8  # letters' heights that a line of running text has at least
_DEEPEST = 50.0  # points that a column's lines may all be indented by
_FEWEST = 3  # lines of running text on either side make columns


def lines(pages: Sequence[Page], rows: Mapping[int, Sequence[Row]]) -> list[Line]:
    """The lines of all pages as they are read.

    Args:
        pages: of a document.
        rows: by a page's number, what it holds without running heads and feet.
    """
    strips = {page.number: _strips(rows[page.number], 0.0, page.width) for page in pages}
    usual = _usual(list(strips.values()))
    out: list[Line] = []
    for page in pages:
        # a last page with little text, a first page with a heading: the other pages tell where its columns meet
        found = strips[page.number] or [strip for strip in usual if _is_clear(rows[page.number], strip)]
        out += _ordered(page.number, rows[page.number], found)
    return _with_usual_edges(out)


def _usual(found: Sequence[Sequence[Strip]]) -> list[Strip]:
    """Where columns meet on most of the pages that have some."""
    counts = Counter(len(strips) for strips in found if strips)
    if not counts:
        return []
    count = max(counts, key=lambda n: (counts[n], n))
    alike = [strips for strips in found if len(strips) == count]
    return [(left := median(strips[i][0] for strips in alike), left + _NARROWEST) for i in range(count)]


def _with_usual_edges(found: Sequence[Line]) -> list[Line]:
    """The lines; a column that holds only indented or short ones has the edges that it has on other pages."""
    edges = {(line.page, line.place): (line.start, line.end) for line in found}
    usual: dict[int, Strip] = {}
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


def _strips(rows: Sequence[Row], left: float, right: float) -> list[Strip]:
    """The empty strips between the columns of a region, from left to right; each side may be columns again."""
    strip = _strip(rows, left, right)
    if strip is None:
        return []
    sides: tuple[list[Row], list[Row]] = ([], [])
    for row in rows:
        for place, part in _parts(row, [strip]):
            if place != FULL:
                sides[place].append(part)
    return [*_strips(sides[0], left, strip[0]), strip, *_strips(sides[1], strip[1], right)]


def _strip(rows: Sequence[Row], left: float, right: float) -> Strip | None:
    """The emptiest strip in the middle of a region, if there are lines of running text on both sides of it."""
    together = by_baseline(rows)
    first, last = (int(left + share * (right - left)) for share in _MIDDLE)
    crossed = [sum(_covers(row, x + 0.5) for row in together) for x in range(first, last)]
    windows = [max(crossed[i : i + _NARROWEST]) for i in range(len(crossed) - _NARROWEST + 1)]
    least = min(windows, default=0)
    if not rows or not windows or least > _CROSSED * len(together):
        return None
    start, length = max(_runs(windows, least), key=lambda run: run[1])
    # Beside the right column: its lines begin at one place, the left one's end anywhere.
    edge = float(first + start + length - 1)
    strip = (edge, edge + _NARROWEST)
    return strip if _has_text_on_both_sides(rows, strip) else None


def _runs(values: Sequence[int], wanted: int) -> Iterator[tuple[int, int]]:
    """Where a value stands several times in a row: the first index and how often."""
    for value, group in groupby(enumerate(values), key=lambda item: item[1]):
        indices = [i for i, _ in group]
        if value == wanted:
            yield indices[0], len(indices)


def _covers(row: Row, x: float) -> bool:
    return any(word.left < x < word.right for word in row)


def _has_text_on_both_sides(rows: Sequence[Row], strip: Strip) -> bool:
    """True for lines of running text, which are long and of one length; a table's cells are not."""
    widths: tuple[list[float], list[float]] = ([], [])
    size = median(word.size for row in rows for word in row)
    for row in rows:
        for place, part in _parts(row, [strip]):
            if place != FULL:
                widths[place].append(part[-1].right - part[0].left)
    return all(
        side and max(side) > _WIDE * size and sum(w >= _FULL * max(side) for w in side) >= _FEWEST for side in widths
    )


def _is_clear(rows: Sequence[Row], strip: Strip) -> bool:
    """True unless most of a page's lines run over the strip."""
    together = by_baseline(rows)
    return 2 * sum(_crosses(row, strip) for row in together) <= len(together)


def _crosses(row: Row, strip: Strip) -> bool:
    return any(word.left < strip[1] - 1 and word.right > strip[0] + 1 for word in row)


def _parts(row: Row, strips: Sequence[Strip]) -> Iterator[tuple[int, Row]]:
    """A row taken apart at the strips, by the number of the column, or whole (``FULL``) if it runs over one."""
    if any(_crosses(row, strip) for strip in strips):
        yield FULL, row
        return
    for column, words in groupby(row, key=lambda word: sum(word.left > strip[0] for strip in strips)):
        yield column, tuple(words)


def _ordered(page: int, rows: Sequence[Row], strips: Sequence[Strip]) -> Iterator[Line]:
    """The lines of a page: between two lines over its full width, one column after the other."""
    parts = [part for row in rows for part in _parts(row, strips)] if strips else [(FULL, row) for row in rows]
    full = by_baseline(row for place, row in parts if place == FULL)
    columns: dict[int, list[Row]] = {column: [] for column in range(len(strips) + 1)}
    for place, row in parts:
        if place != FULL:
            beside = next((i for i, other in enumerate(full) if _level(row, other)), None)
            if beside is None:
                columns[place].append(row)
            else:  # "President: | Mr. X ....... | (Country)"
                full[beside] = tuple(sorted((*full[beside], *row), key=lambda w: w.left))
    places = {place: by_baseline(found) for place, found in columns.items()}
    edges = {place: _edges(found) for place, found in places.items()} | _alike(places) | {FULL: _edges(full)}
    for place, row in _read(places, full):
        yield Line(row, page, place, *edges[place])


def _level(row: Row, other: Row) -> bool:
    return abs(_baseline(row) - _baseline(other)) <= SAME_LINE * min(row[0].size, other[0].size)


def _edges(rows: Sequence[Row]) -> Strip:
    return (min((r[0].left for r in rows), default=0.0), max((r[-1].right for r in rows), default=0.0))


def _alike(columns: Mapping[int, Sequence[Row]]) -> dict[int, Strip]:
    """The edges of columns that are equally wide, where one of them may hold indented lines only."""
    edges = {place: _edges(rows) for place, rows in columns.items()}
    flush = [
        place for place, rows in columns.items() if sum(r[-1].right > edges[place][1] - 2 for r in rows) >= _FEWEST
    ]
    if len(flush) < 2:
        return {}
    width = max(edges[place][1] - edges[place][0] for place in flush)
    near = [place for place in flush if width - (edges[place][1] - edges[place][0]) < _DEEPEST]
    return {place: (edges[place][1] - width, edges[place][1]) for place in near}


def _read(columns: Mapping[int, Sequence[Row]], full: Sequence[Row]) -> Iterator[tuple[int, Row]]:
    above = float("inf")
    for wide in (*full, None):
        below = _baseline(wide) if wide else float("-inf")
        for place, rows in columns.items():
            yield from ((place, row) for row in rows if below < _baseline(row) < above)
        if wide:
            yield FULL, wide
        above = below
