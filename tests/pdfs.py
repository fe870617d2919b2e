"""Small PDFs for the tests, set as the UN sets its records: justified columns, heads, feet, footnotes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.pagesizes import letter
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

FONT, BOLD, ITALIC = "Times-Roman", "Times-Bold", "Times-Italic"
SIZE, LEADING, GAP = 10.0, 12.0, 6.0
TOP, BOTTOM = 700.0, 110.0
LEFT, WIDTH, GUTTER = 60.0, 240.0, 12.0
_STYLES = {  # style: font, indent of the first line, of the others, gap above
    "body": (FONT, 24.0, 0.0, GAP),
    "plain": (FONT, 0.0, 0.0, GAP),
    "heading": (BOLD, 0.0, 0.0, GAP),
    "stage": (ITALIC, 24.0, 24.0, GAP),
    "label": (ITALIC, 0.0, 0.0, GAP),
    "list": (FONT, 18.0, 18.0, 0.0),
    "item": (FONT, 0.0, 18.0, GAP),
}


@dataclass(frozen=True)
class Line:
    words: tuple[str, ...]
    font: str
    indent: float
    gap: float
    last: bool


def lines(text: str, style: str, width: float, *, hyphenate: Sequence[str] = ()) -> list[Line]:
    """A paragraph broken into lines; ``hyphenate`` holds words that may break where they have a ``|``."""
    font, first, rest, gap = _STYLES[style]
    breaks = {word.replace("|", ""): word.split("|") for word in hyphenate}
    out: list[Line] = []
    words: list[str] = []

    def room() -> float:
        return width - (rest if out else first)

    def put(*, last: bool) -> None:
        out.append(Line(tuple(words), font, rest if out else first, 0.0 if out else gap, last))
        words.clear()

    queue = text.split()
    while queue:
        word = queue.pop(0)
        if stringWidth(" ".join([*words, word]), font, SIZE) <= room():
            words.append(word)
            continue
        head, _, tail = word.partition("-") if "-" in word else ("", "", "")
        mark = "-"
        if word.strip(".,;:") in breaks:
            head, tail = breaks[word.strip(".,;:")][0], word[len(breaks[word.strip(".,;:")][0]) :]
        if head and tail and stringWidth(" ".join([*words, head + mark]), font, SIZE) <= room():
            words.append(head + mark)
            word = tail
        if words:
            put(last=False)
        queue.insert(0, word)
    put(last=True)
    return out


class Setter:
    """Sets paragraphs into columns, page after page."""

    def __init__(self, *, columns: int = 2, head: str = "", foot: str = "", footnotes: dict[int, str] | None = None):
        self.file = io.BytesIO()
        self.canvas = Canvas(self.file, pagesize=letter, invariant=1)
        self.columns, self.head, self.foot = columns, head, foot
        self.footnotes = footnotes or {}
        self.width = (2 * WIDTH + GUTTER - (columns - 1) * GUTTER) / columns
        self.page, self.column, self.y, self.top = 1, 0, TOP, TOP
        self.bottom = BOTTOM
        self._margins()

    def _margins(self) -> None:
        self.canvas.setFont(BOLD, 8)
        if self.head and self.page > 1:
            self.canvas.drawString(LEFT, 740, self.head)
        if self.foot:
            self.canvas.drawString(LEFT, 60, str(self.page) if self.page % 2 == 0 else self.foot)
            self.canvas.drawRightString(
                LEFT + 2 * WIDTH + GUTTER, 60, self.foot if self.page % 2 == 0 else str(self.page)
            )
        self.bottom = BOTTOM
        if note := self.footnotes.get(self.page):
            self.bottom = BOTTOM + 24
            self.canvas.setFont(FONT, 8)
            for i, line in enumerate(note.split("\n")):
                self.canvas.drawString(LEFT, BOTTOM - 10 * i, line)

    def wide(self, text: str, *, size: float = SIZE, font: str = FONT, x: float = LEFT) -> None:
        """A line over both columns, where nothing of this page is in them yet."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.y, text)
        self.y -= size * 1.2 + GAP
        self.top = self.y

    def paragraph(self, text: str, style: str = "body", hyphenate: Sequence[str] = ()) -> None:
        for line in lines(text, style, self.width, hyphenate=hyphenate):
            self._line(line)

    def _line(self, line: Line) -> None:
        if self.y < self.top:
            self.y -= line.gap
        if self.y < self.bottom:
            self._next_column()
        x = LEFT + self.column * (self.width + GUTTER) + line.indent
        text = self.canvas.beginText(x, self.y)
        text.setFont(line.font, SIZE)
        plain = " ".join(line.words)
        spare = self.width - line.indent - stringWidth(plain, line.font, SIZE)
        justified = not line.last and len(line.words) > 1 and line.font == FONT
        text.setWordSpace(spare / (len(line.words) - 1) if justified else 0)
        text.textOut(plain)
        self.canvas.drawText(text)
        self.y -= LEADING

    def _next_column(self) -> None:
        self.column += 1
        if self.column == self.columns:
            self.new_page()
        self.y = self.top

    def new_page(self) -> None:
        self.canvas.showPage()
        self.page, self.column, self.top = self.page + 1, 0, TOP
        self.y = TOP
        self._margins()

    def done(self, *, encrypt: str = "") -> bytes:
        if encrypt:
            self.canvas.setEncrypt(encrypt)
        self.canvas.save()
        return self.file.getvalue()
