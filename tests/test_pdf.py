"""PDFs → text: columns, running heads, hyphens, footnotes, paragraphs; and PDFs that cannot be read."""

from __future__ import annotations

import io
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from pdfs import BOLD, Setter
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from kg.errors import ReadError
from kg.readers import read
from kg.readers.hyphens import HYPHEN, hyphens_of
from kg.readers.pdf import read_pdf
from kg.types import Article

CORPUS = Path("/work/shared/corpus/verbatim")


def word(number: int) -> str:
    """A word of its own for each number, so that every change of their order shows."""
    return "Al" + "".join("abcdefghij"[int(digit)] for digit in str(number))


PROSE = [
    f"{word(n)} speaks of the river. " + " ".join(f"{word(100 * n + i)} follows the one before it." for i in range(17))
    for n in range(30)
]


def paragraphs(data: bytes) -> list[str]:
    return read_pdf(data).text.strip("\n").split("\n\n")


@pytest.mark.parametrize("columns", [2, 3, 4])
def test_columns_are_read_one_after_the_other(columns: int) -> None:
    setter = Setter(columns=columns, head="A/99/PV.7", foot="99-12345")
    for text in PROSE:
        setter.paragraph(text)
    assert setter.page > 2
    assert paragraphs(setter.done()) == PROSE


@pytest.mark.parametrize("style", ["body", "plain"])
def test_one_column_is_read_down(style: str) -> None:
    setter = Setter(columns=1, head="The river | Page", foot="www.example.org")
    for text in PROSE * 3:
        setter.paragraph(text, style)
    assert setter.page > 3
    found = paragraphs(setter.done())
    assert " ".join(found) == " ".join(PROSE * 3)
    if style == "body":  # where nothing is indented, two that meet at a page's end can be one
        assert found == PROSE * 3


def test_lines_over_both_columns_stand_above_them() -> None:
    setter = Setter()
    setter.wide("The headline of this paper runs over both of its columns", size=16, font=BOLD)
    setter.wide("and so does the line below it, which is set in the size of its text and goes on to the edge, nearly.")
    for text in PROSE[:9]:
        setter.paragraph(text)
    found = paragraphs(setter.done())
    assert found[0] == "The headline of this paper runs over both of its columns"
    assert found[1].startswith("and so does the line below it")
    assert found[2:] == PROSE[:9]


def test_the_headline_is_the_title() -> None:
    setter = Setter(columns=1)
    setter.wide("Ministers agree on the river", size=18, font=BOLD)
    setter.paragraph(PROSE[0], "plain")
    assert read_pdf(setter.done()).title == "Ministers agree on the river"


def test_a_last_page_with_one_short_column() -> None:
    setter = Setter()
    for text in PROSE[:16]:
        setter.paragraph(text)
    while setter.page == 2 or setter.column == 0:
        setter.paragraph("A short line of its own.", "plain")
    setter.paragraph("The end.", "stage")
    found = paragraphs(setter.done())
    assert found[:16] == PROSE[:16]
    assert found[-1] == "The end."


def test_heads_feet_numbers_and_bar_codes_are_left_out() -> None:
    setter = Setter(head="S/PV.9901", foot="99-12345 (E)")
    for text in PROSE:
        setter.paragraph(text)
    text = read_pdf(setter.done()).text
    assert "S/PV.9901" not in text
    assert "99-12345" not in text
    assert [p for p in text.split("\n\n") if p.strip().isdigit()] == []


def test_what_browsers_print_around_a_page_is_left_out() -> None:
    setter = Setter(columns=1)
    setter.canvas.drawString(40, 770, "11/26/26, 2:04 AM")
    setter.canvas.drawString(300, 770, "Ministers agree on the river")
    setter.canvas.drawString(40, 20, "https://example.org/river?id=1")
    setter.canvas.drawString(550, 20, "1/1")
    setter.paragraph(PROSE[0], "plain")
    assert paragraphs(setter.done()) == [PROSE[0]]


def test_a_table_is_read_row_by_row() -> None:
    setter = Setter(columns=1)
    rows = [(f"Land {word(n)}", f"{n} votes") for n in range(20)]
    for left, right in rows:
        setter.canvas.setFont("Times-Roman", 10)
        setter.canvas.drawString(60, setter.y, left)
        setter.canvas.drawString(320, setter.y, right)
        setter.y -= 20
    assert paragraphs(setter.done()) == [f"{left} {right}" for left, right in rows]


def test_a_list_goes_on_over_columns_and_pages() -> None:
    setter = Setter()
    members = ", ".join(word(n) for n in range(900))
    setter.paragraph("A recorded vote was taken.", "stage")
    setter.paragraph("In favour:", "label")
    setter.paragraph(members, "list")
    setter.paragraph("Against:", "label")
    setter.paragraph("Westland", "list")
    setter.paragraph("The draft resolution was adopted.", "stage")
    assert setter.page > 1
    found = paragraphs(setter.done())
    assert found[:3] == ["A recorded vote was taken.", "In favour:", members]
    assert found[3:] == ["Against:", "Westland", "The draft resolution was adopted."]


def test_a_footnote_comes_after_the_paragraph_it_interrupts() -> None:
    setter = Setter(
        footnotes={1: "* Subsequently, the delegation of Westland told the Secretariat that it\nhad meant to abstain."}
    )
    for text in PROSE[:25]:
        setter.paragraph(text)
    assert setter.page > 1
    found = paragraphs(setter.done())
    note = "* Subsequently, the delegation of Westland told the Secretariat that it had meant to abstain."
    assert note in found
    assert [p for p in found if p != note] == PROSE[:25]
    assert 0 < found.index(note) < 24


def test_items_with_a_hanging_indent_are_whole() -> None:
    setter = Setter(columns=1)
    items = [f"({letter}) {PROSE[n]}" for n, letter in enumerate("abc")]
    for text in items:
        setter.paragraph(text, "item")
    assert paragraphs(setter.done()) == items


def test_hyphens_at_line_ends() -> None:
    setter = Setter()
    text = "An international court and the self-governing lands of Non-Self-Governing Peoples met Ms. Brooks-Randolph. "
    plain = (text * 12).strip()
    setter.paragraph(plain, "plain", hyphenate=["inter|national"])
    data = setter.done()
    assert paragraphs(data) == [plain]
    assert "-\n" not in read_pdf(data).text


@pytest.mark.parametrize(
    ("before", "after", "elsewhere", "joined"),
    [
        ("the inter", "national court", "", "the international court"),
        ("the inter", "national court", "an inter-national one", "the inter-national court"),
        ("a capacity", "building plan", "the capacity of a building", "a capacity-building plan"),
        ("under", "standing it", "understanding", "understanding it"),
        ("Brooks", "Randolph", "", "Brooks-Randolph"),
        ("2008", "2009", "", "2008-2009"),
        ("non", "binding", "", "non-binding"),
        ("INTER", "NATIONAL COURT", "", "INTERNATIONAL COURT"),
    ],
)
@pytest.mark.parametrize("mark", ["-", HYPHEN])
def test_the_document_says_whether_a_hyphen_stays(
    before: str, after: str, elsewhere: str, joined: str, mark: str
) -> None:
    lines = [before + mark, after, elsewhere]
    assert hyphens_of(lines).join(before + mark, after) == joined


def test_a_document_that_breaks_words_breaks_the_unknown_too() -> None:
    known = ["govern-", "ment is a government", "Coun-", "cil is a Council"]
    lines = [*known, "under", "standing", "under-", "standing"]
    assert hyphens_of(lines).join("under-", "standing") == "understanding"
    assert hyphens_of(lines[4:]).join("under-", "standing") == "under-standing"


def test_lines_after_a_slash_or_a_dash_are_glued() -> None:
    hyphens = hyphens_of([])
    assert hyphens.join("https://example.org/", "path") == "https://example.org/path"
    assert hyphens.join("the river —", "and more") == "the river — and more"


# --- what cannot be read ------------------------------------------------------------------------------------------


def test_an_encrypted_pdf_says_what_to_do() -> None:
    setter = Setter()
    setter.paragraph(PROSE[0])
    with pytest.raises(ReadError, match=r"encrypted.*without a password"):
        read_pdf(setter.done(encrypt="secret"))


@pytest.mark.parametrize("data", [b"%PDF-1.4", b"no PDF at all", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"])
def test_a_broken_pdf_says_what_to_do(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"broken.*save it again"):
        read_pdf(data)


def _pictures(texts: list[str]) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=letter, invariant=1)
    for text in texts:
        canvas.rect(100, 100, 300, 300, fill=1)
        canvas.drawString(100, 600, text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def test_a_scanned_pdf_says_what_to_do() -> None:
    with pytest.raises(ReadError, match="ocrmypdf"):
        read_pdf(_pictures(["", ""]))


def test_pages_without_text_are_told() -> None:
    [notice] = read_pdf(_pictures(["The minister spoke in Geneva.", "", ""])).notices
    assert notice.startswith("2 pages of 3 without text (first: page 2)")


def test_pdfs_are_read_like_other_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    setter = Setter(columns=1)
    setter.wide("Ministers agree on the river", size=18, font=BOLD)
    setter.paragraph("The minister spoke in Geneva.", "plain")
    Path("in").mkdir()
    Path("in/river.PDF").write_bytes(setter.done())
    Path("in/broken.pdf").write_bytes(b"%PDF-1.4")
    skipped, article = sorted(read([Path("in")]), key=lambda item: isinstance(item, Article))
    assert isinstance(article, Article)
    assert (article.id, article.title) == ("river", "Ministers agree on the river")
    assert article.text == "Ministers agree on the river\n\nThe minister spoke in Geneva.\n"
    assert not isinstance(skipped, Article)
    assert skipped.source == "in/broken.pdf"


# --- the United Nations' own --------------------------------------------------------------------------------------


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "title", "day"),
    [
        ("ga_61_pv_document_107", "General Assembly, 61st session, 107th plenary meeting", date(2007, 9, 13)),
        ("ga_64_pv_document_121", "General Assembly, 64th session, 121st plenary meeting", date(2010, 9, 13)),
        ("sc_2018_pv_document_8422", "Security Council, 8422nd meeting", date(2018, 12, 13)),
    ],
)
def test_verbatim_records(name: str, title: str, day: date) -> None:
    path = CORPUS / f"{name}.pdf"
    if not path.exists():
        pytest.skip(f"the development corpus is not here ({path})")
    [article] = read([path])
    assert isinstance(article, Article)
    assert (article.title, article.date, article.publisher) == (title, day, "United Nations")
    paragraphs = article.text.strip().split("\n\n")
    assert all("\n" not in p and "  " not in p for p in paragraphs)
    # a paragraph ends as a sentence, a heading or a list does, never in the midst
    broken = [p for p in paragraphs if p[-1] in "-;" or p[0].islower()]
    assert broken == []
    assert not any(c in article.text for c in "\x02\xad￾\ufffd")
    assert "This record contains" not in article.text


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["ga_61_pv_document_107", "ga_64_pv_document_121", "sc_2018_pv_document_8422"])
def test_no_word_of_a_record_is_lost(name: str) -> None:
    """What PDFium gives and we do not is heads, feet and the first page's notice; nothing is added."""
    path = CORPUS / f"{name}.pdf"
    if not path.exists():
        pytest.skip(f"the development corpus is not here ({path})")
    document = pypdfium2.PdfDocument(path.read_bytes())
    pages = len(document)
    raw = (
        " ".join(page.get_textpage().get_text_range() for page in document).replace("\ufffe", "-").replace("\x02", "-")
    )
    words = re.compile(r"[^\W_]+")
    given, kept = Counter(words.findall(raw)), Counter(words.findall(read_pdf(path.read_bytes()).text))
    assert kept - given == Counter()
    notice = words.findall(raw[raw.index("This record contains") :])[:110]
    lost = given - kept - Counter(notice)
    assert all(count <= pages for count in lost.values())
    title = set(words.findall("The situation in the Central African Republic"))  # the running head of the last
    assert all(any(c.isdigit() for c in word) or len(word) <= 2 or word in title for word in lost)
