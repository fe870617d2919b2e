"""A PDF → its text: one paragraph a line, in reading order, without what every page repeats.

PDFium says where each character stands; :mod:`kg.readers.columns` and :mod:`kg.readers.paragraphs` do the rest.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.errors import ReadError
from kg.readers.base import plural
from kg.readers.columns import Page, Word, lines, rows_of
from kg.readers.hyphens import HYPHEN
from kg.readers.margins import without_margins
from kg.readers.paragraphs import Paragraph, paragraphs

_HYPHENS = frozenset({0x02, 0xFFFE, 0xAD})
"""How PDFium gives the hyphen at a line's end (versions differ), and the soft hyphen."""
_LIGATURES = {0xFB00 + i: text for i, text in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))}
_BULLETS = dict.fromkeys((0xF0B7, 0xF0A7, 0xF02D), "•")
_UNREADABLE = 0.2
"""The share of characters without a meaning from which on a text is no text."""
_LARGE = 1.2
"""A headline's letters are this much larger than the text's."""
_LONGEST_HEADLINE = 250
_BOLD = 600
# What the first page of every record of the United Nations has at its foot.
_IMPRINT = re.compile(
    r"This record (?:contains the (?:\w+ )?text of speeches|is subject to correction)|"
    r"Corrections? (?:to this record )?(?:will be (?:issued|consolidated)|should be (?:submitted|sent|incorporated))|"
    r"Corrected records will be reissued"
)
_SCANNED = "its pages are pictures without text; recognise them first (`ocrmypdf IN.pdf OUT.pdf`) and build that"
_CIPHER = "its fonts do not tell which letters they show; recognise them (`ocrmypdf --force-ocr IN.pdf OUT.pdf`)"


@dataclass(frozen=True, slots=True)
class Pdf:
    """What was read: the text, the headline ("" if none stands out), and what the user should know."""

    text: str
    title: str
    notices: tuple[str, ...] = ()


def read_pdf(data: bytes) -> Pdf:
    """The text of a PDF.

    Raises:
        ReadError: if it is encrypted, broken, or holds pictures of text only.
    """
    import pypdfium2  # heavy: it loads PDFium

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ReadError(_why(str(error))) from error
    try:
        pages = [_page(document, i) for i in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise ReadError(_why(str(error))) from error
    finally:
        document.close()
    rows = without_margins(pages, {page.number: rows_of(page) for page in pages})
    found = [p for p in paragraphs(lines(pages, rows)) if not _IMPRINT.match(p.text)]
    text = unicodedata.normalize("NFC", "\n\n".join(p.text for p in found)) + "\n"
    _check(text)
    empty = [page.number for page in pages if not page.words]
    return Pdf(text, _headline(found), tuple(_notice(empty, len(pages))))


def _why(message: str) -> str:
    if "password" in message.lower():
        return "it is encrypted; save a copy without a password (print it to a new PDF) and build that"
    return f"the PDF is broken ({message}); open it in a viewer, save it again, or save its text as plain text"


def _check(text: str) -> None:
    letters = [c for c in text if not c.isspace()]
    if not letters:
        raise ReadError(_SCANNED)
    if sum(unicodedata.category(c) in ("Co", "Cn") or c == "\ufffd" for c in letters) > _UNREADABLE * len(letters):
        raise ReadError(_CIPHER)


def _notice(empty: list[int], count: int) -> Iterator[str]:
    if empty:
        first = f"first: page {empty[0]}" if len(empty) > 1 else f"page {empty[0]}"
        yield f"{plural(len(empty), 'page')} of {count} without text ({first}); scanned pages need `ocrmypdf` first"


def _headline(found: list[Paragraph]) -> str:
    """The first page's paragraph in the largest letters, if they are larger than the text's."""
    sizes = [p.size for p in found for _ in range(len(p.text))]
    body = sorted(sizes)[len(sizes) // 2] if sizes else 0.0
    first = [p for p in found if p.page == 1 and len(p.text) <= _LONGEST_HEADLINE and re.search(r"[^\W\d]{2}", p.text)]
    best = max(first, key=lambda p: p.size, default=None)
    return best.text if best and best.size >= _LARGE * body else ""


def _page(document: Any, index: int) -> Page:
    page = document[index]
    width, height = page.get_size()
    text = page.get_textpage()
    try:
        return Page(index + 1, width, height, tuple(_words(text)))
    finally:
        text.close()
        page.close()


@dataclass(slots=True)
class _Letters:
    """A word while its characters are being read."""

    text: str = ""
    left: float = 0.0
    right: float = 0.0
    y: float = 0.0
    size: float = 0.0
    bold: bool = False


def _words(page: Any) -> Iterator[Word]:
    """The words of a page in the order of its content stream."""
    from pypdfium2 import raw

    rect, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    word = _Letters()
    for i in range(page.count_chars()):
        code = raw.FPDFText_GetUnicode(page, i)
        raw.FPDFText_GetLooseCharBox(page, i, rect)
        raw.FPDFText_GetCharOrigin(page, i, x, y)
        size = rect.top - rect.bottom
        letter = _letter(code)
        elsewhere = word.text and (abs(y.value - word.y) > 0.4 * max(size, word.size) or rect.left < word.left - 1)
        if not letter or elsewhere:
            yield from _finished(word)
            word = _Letters()
        if not letter:
            continue
        if not word.text:
            bold = raw.FPDFText_GetFontWeight(page, i) >= _BOLD
            word = _Letters("", rect.left, rect.right, y.value, size, bold)
        word.text += letter
        word.right, word.size = max(word.right, rect.right), max(word.size, size)
    yield from _finished(word)


def _finished(word: _Letters) -> Iterator[Word]:
    if word.text:
        yield Word(word.text, word.left, word.right, word.y, word.size, word.bold)


def _letter(code: int) -> str:
    """What a character of PDFium's says; "" for a space or a control, which end a word."""
    if code in _HYPHENS:
        return HYPHEN
    letter = _LIGATURES.get(code) or _BULLETS.get(code) or chr(code)
    return "" if letter.isspace() or unicodedata.category(letter[0]) in ("Cc", "Cs", "Cf") else letter
