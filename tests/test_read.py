"""kg.readers: files → Article, and everything that can be wrong with a file."""

import codecs
import hashlib
import json
import os
from datetime import date
from pathlib import Path

import pytest

from kg.readers import Notice, read
from kg.readers.base import parse_date
from kg.readers.text import find_date, find_title
from kg.types import Article, Skipped


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """Sources are relative to where the build is started."""
    monkeypatch.chdir(tmp_path)


def put(path: str, content: str | bytes = "A text.\n") -> Path:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def articles(*paths: str) -> list[Article]:
    return [item for item in read(map(Path, paths)) if isinstance(item, Article)]


def errors(*paths: str) -> list[tuple[str, str]]:
    return [(item.source, item.reason) for item in read(map(Path, paths)) if type(item) is Skipped]


def notices(*paths: str) -> list[tuple[str, str]]:
    return [(item.source, item.reason) for item in read(map(Path, paths)) if isinstance(item, Notice)]


# --- plain text ---------------------------------------------------------------------------------------------------


def test_text_with_title_and_date():
    put("in/un.txt", "Security Council Meets on Ukraine\n\n2022-02-27\n\nIt met today.\n")
    [article] = articles("in")
    assert (article.id, article.source) == ("un", "in/un.txt")
    assert (article.title, article.date) == ("Security Council Meets on Ukraine", date(2022, 2, 27))
    assert article.sha256 == hashlib.sha256(article.text.encode()).hexdigest()


@pytest.mark.parametrize("content", ["a\r\nb\rc\n", "\n\n x \t\n", "a\u2028b\x0cc", "é\u0301 🇺🇦"])
def test_characters_are_kept_as_they_are(content):
    put("a.txt", content)
    assert articles("a.txt")[0].text == content


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + "Ünï".encode(),
        codecs.BOM_UTF16_LE + "Ünï".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "Ünï".encode("utf-16-be"),
        codecs.BOM_UTF32_LE + "Ünï".encode("utf-32-le"),
    ],
)
def test_byte_order_mark_tells_the_encoding_and_is_no_text(data):
    put("a.txt", data)
    assert articles("a.txt")[0].text == "Ünï"
    assert not notices("a.txt")


def test_windows_1252_is_read_but_not_silently():
    put("a.txt", "“Ünï”".encode("cp1252"))
    assert articles("a.txt")[0].text == "“Ünï”"
    [(source, reason)] = notices("a.txt")
    assert source == "a.txt"
    assert "Windows-1252" in reason
    assert not errors("a.txt")


SEED = "Watch CBS News\n\nU.N. votes to call on Russia to end Ukraine war\n\nAmbassador on year of war\n"
SENTENCE = "United Nations — The General Assembly will meet Monday for a rare Emergency Special Session to discuss it. "


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (SEED, "U.N. votes to call on Russia to end Ukraine war"),
        (f"▶ Watch Video: Talks amid fighting\n\n{SENTENCE}\n", ""),
        ("# Markdown’s heading\n\nText.", "Markdown’s heading"),
        ("2022-01-01\nHeadline after a date", "Headline after a date"),
        ("1 January 2022\nHeadline after a date", "Headline after a date"),
        ("By Pamela Falk\nUpdated on: March 1, 2022\nA headline", "A headline"),
        ("Updated guidelines for peacekeepers adopted", "Updated guidelines for peacekeepers adopted"),
        ("By land and by sea, aid reaches Gaza", "By land and by sea, aid reaches Gaza"),
        ("The council met on Monday. The vote followed at noon", ""),
        (SENTENCE * 4, ""),
        ("Gov. Smith meets U.N. Secretary-General", "Gov. Smith meets U.N. Secretary-General"),
        ("  Two   spaces\u00a0here \n", "Two   spaces\u00a0here"),
        ("", ""),
    ],
)
def test_title_is_the_headline_and_never_boilerplate(text, title):
    assert find_title(text) == title


def test_title_has_single_spaces():
    put("a.txt", "Two   spaces\u00a0here\n\nText.")
    assert articles("a.txt")[0].title == "Two spaces here"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("T\n\n2022-02-27\n", date(2022, 2, 27)),
        ("T\n\n27 February 2022\n", date(2022, 2, 27)),
        ("Sunday, February 27, 2022\nT\n", date(2022, 2, 27)),
        ("T\n\nOn 2022-02-27 it met.\n", None),
        ("1\n2\n3\n4\n5\n2022-02-27\n", None),
        ("2022-13-45\n2022-02-27", date(2022, 2, 27)),
    ],
)
def test_date_stands_alone_in_the_first_five_lines(text, found):
    assert find_date(text) == found


@pytest.mark.parametrize(
    "text", ["2022-03-15", "2022-03-15T10:00:00Z", "15 March 2014", "March 15, 2014", " Tuesday, March 15, 2022 "]
)
def test_dates_as_people_write_them(text):
    assert parse_date(text) in {date(2022, 3, 15), date(2014, 3, 15)}


def test_what_is_no_date():
    assert parse_date("03/04/22") is None  # March or April? Better none than the wrong one.


# --- order, ids, duplicates ---------------------------------------------------------------------------------------


def test_order_depends_on_the_paths_alone():
    for name in ("b/2.txt", "a/1.txt", "a/sub/0.txt", "c.txt"):
        put(name, name)
    expected = ["a/1.txt", "a/sub/0.txt", "b/2.txt", "c.txt"]
    assert [article.source for article in articles("c.txt", "b", "a")] == expected
    assert [article.source for article in articles("a", "b", "c.txt")] == expected


def test_one_stem_in_two_folders_keeps_both():
    put("a/doc.txt", "one")
    put("b/doc.txt", "two")
    put("b/other.txt", "three")
    assert [article.id for article in articles("a", "b")] == ["a-doc", "b-doc", "other"]


def test_ids_differ_whatever_the_folders_are_called():
    for name in ("x/a/doc.txt", "y/a/doc.txt", "a-doc.txt", "z/doc.txt", "z/doc.md", "p-q/r.txt", "p/q-r.txt"):
        put(name, name)
    ids = [article.id for article in articles(".")]
    assert len(set(ids)) == len(ids) == 7
    assert ids == [article.id for article in articles("z", "y", "x", "p", "p-q", "a-doc.txt")]


def test_the_same_text_is_read_once():
    put("a.txt", "same")
    put("b.txt", "same")
    assert [article.id for article in articles("a.txt", "b.txt")] == ["a"]
    assert notices("a.txt", "b.txt") == [("b.txt", "its text is the same as that of a.txt; read once")]


def test_a_file_named_twice_is_read_once():
    put("in/a.txt")
    assert len(articles("in", "in/a.txt")) == 1
    assert notices("in", "in/a.txt") == [("in/a.txt", "the same file as in/a.txt; read once")]


def test_hidden_and_foreign_files_are_counted():
    for name in ("in/a.txt", "in/.hidden.txt", "in/.git/x.txt", "in/p.png", "in/q.PNG"):
        put(name)
    assert [article.id for article in articles("in")] == ["a"]
    told = notices("in")
    assert ("in", "2 ignored here: hidden files or folders") in told
    assert any(source == "in" and reason.startswith("2 ignored here") and ".png" in reason for source, reason in told)
    assert not errors("in")


def test_a_hidden_file_that_is_named_is_read():
    put(".a.txt")
    assert len(articles(".a.txt")) == 1


def test_links_in_a_circle_end():
    put("in/a.txt")
    Path("in/again").symlink_to(Path("in").resolve(), target_is_directory=True)
    assert len(articles("in")) == 1
    assert "links to folders" in notices("in")[0][1]


def test_own_output_is_no_input():
    put("in/a.txt")
    put("in/output/graph.ttl")
    put("in/output/graph.html", "<p>x</p>")
    put("in/output/graph.graphml")
    assert [article.id for article in articles("in")] == ["a"]
    assert not errors("in")


# --- bad inputs ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "no text"),
        ("binary.txt", b"\x89PNG\0\0\0", "binary"),
        ("control.txt", bytes(range(1, 128)), "binary"),
        ("odd.txt", codecs.BOM_UTF16_LE + b"a\0b", "byte-order mark"),
        ("bytes.txt", b"caf\x81\xff", "iconv"),
        ("picture.png", b"x", "reads .txt"),
        ("page.html", b"<html><body></body></html>", "no article"),
    ],
)
def test_bad_file_is_told_and_the_run_goes_on(name, data, words):
    put(name, data)
    put("z.txt", "fine")
    [(source, reason)] = errors(name, "z.txt")
    assert source == name
    assert words in reason
    assert [article.id for article in articles(name, "z.txt")] == ["z"]


def test_missing_path():
    assert errors("nope.txt") == [("nope.txt", "there is no such file or folder; check the path")]


def test_unreadable_file_and_folder(monkeypatch):
    put("in/a.txt")
    put("in/sub/b.txt")
    scandir = os.scandir

    def refuse(path, *_):
        if Path(path).name in {"a.txt", "sub"}:
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    # Tests may run as root, whom no permission stops.
    monkeypatch.setattr(os, "scandir", refuse)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    told = dict(errors("in"))
    assert set(told) == {"in/a.txt", "in/sub"}
    assert all("Permission denied" in reason for reason in told.values())


def test_no_regular_file():
    os.mkfifo("pipe.txt")
    assert "regular" in errors("pipe.txt")[0][1]


def test_file_name_that_is_no_utf8():
    name = os.fsdecode(b"caf\xe9.txt")
    try:
        put(name)
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    [article] = articles(".")
    assert (article.id, article.source) == ("caf\\xe9", "caf\\xe9.txt")


# --- tables -------------------------------------------------------------------------------------------------------


def test_csv():
    put(
        "t.csv",
        "\ufeffURL,Published,Headline,Body\r\n"
        'https://example.org/1,2019-01-04,"A, B","one\r\ntwo"\r\n'
        ",15 March 2014,C,three\r\n",
    )
    first, second = articles("t.csv")
    assert (first.id, first.source, first.title) == ("t-1", "https://example.org/1", "A, B")
    assert (first.date, first.text) == (date(2019, 1, 4), "one\r\ntwo")
    assert (second.id, second.source, second.date) == ("t-2", "t.csv#row=3", date(2014, 3, 15))


@pytest.mark.parametrize("separator", [";", "\t"])
def test_csv_with_other_separators(separator):
    put("t.csv", f"id{separator}text\nx{separator}a, b\n")
    assert [(article.id, article.text) for article in articles("t.csv")] == [("x", "a, b")]


def test_csv_with_long_fields():
    put("t.csv", "text\n" + "x" * 200_000 + "\n")
    assert len(articles("t.csv")[0].text) == 200_000


def test_csv_without_a_text_names_what_is_missing():
    put("t.csv", "date,title\n2022-01-01,x\n")
    [(source, reason)] = errors("t.csv")
    assert source == "t.csv"
    assert "text or body or content" in reason
    assert "date, title" in reason


def test_csv_rows_that_are_broken():
    put("t.csv", "id,text\n1,one\n2,two,three\n3,\n\n4,four\n")
    assert [article.id for article in articles("t.csv")] == ["1", "4"]
    assert [source for source, _ in errors("t.csv")] == ["t.csv#row=3", "t.csv#row=4"]


def test_csv_with_an_open_quote():
    put("t.csv", 'id,text\n1,one\n2,"two\n3,three\n')
    assert [article.id for article in articles("t.csv")] == ["1"]
    assert "broken CSV" in errors("t.csv")[0][1]


@pytest.mark.parametrize(("name", "content"), [("t.csv", "id,text\n"), ("t.jsonl", "\n\n")])
def test_table_without_rows(name, content):
    put(name, content)
    assert "no rows" in errors(name)[0][1]


def test_source_that_is_no_url_is_a_publisher():
    put("t.csv", "source,text\nReuters,one\n")
    [article] = articles("t.csv")
    assert (article.publisher, article.source) == ("Reuters", "t.csv#row=2")


def test_dates_not_understood_are_told_once():
    put("t.csv", "date,text\n03/04/22,one\nsoon,two\n")
    assert [article.date for article in articles("t.csv")] == [None, None]
    [(source, reason)] = notices("t.csv")
    assert source == "t.csv"
    assert "2 dates" in reason
    assert "'03/04/22'" in reason


def test_jsonl():
    rows = [{"id": 7, "text": "one\u2028two", "date": None}, {"content": "three", "url": "https://example.org/3"}]
    put("t.jsonl", "\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
    first, second = articles("t.jsonl")
    assert (first.id, first.text, first.source) == ("7", "one\u2028two", "t.jsonl#line=1")
    assert (second.id, second.source) == ("t-2", "https://example.org/3")


def test_jsonl_lines_that_are_broken():
    put("t.jsonl", '{"text": "one"}\n{"text": \n[1]\n{"text": 5}\n{"text": "\\ud800"}\n{"text": "two"}\n')
    assert [article.text for article in articles("t.jsonl")] == ["one", "two"]
    told = errors("t.jsonl")
    assert [source for source, _ in told] == [f"t.jsonl#line={n}" for n in (2, 3, 4, 5)]
    assert all(word in reason for word, (_, reason) in zip(("JSON", "list", "string", "half"), told, strict=True))


def test_jsonl_without_a_text_names_what_is_missing():
    put("t.jsonl", '{"vote": "yes"}\n')
    assert "(columns there: vote)" in errors("t.jsonl")[0][1]


def test_ids_of_rows_that_clash():
    put("a.csv", "id,text\nx,one\nx,two\nz,three\na,four\n")
    put("z.txt", "five")
    assert [article.id for article in articles(".")] == ["x", "a-x", "a-z", "a", "z"]


# --- metadata -----------------------------------------------------------------------------------------------------


def test_documents_csv_is_metadata():
    put("in/a.txt", "A headline\n\n2020-01-01\n\nText.")
    put("in/b.txt", "Another\n\nText.")
    put(
        "in/documents.csv",
        "document,title,date,publisher,url\na,Told,2022-02-03,UN,https://example.org/a\nb.txt,,,AP,\nc,Gone,,,\n",
    )
    a, b = articles("in")
    assert (a.title, a.date, a.publisher, a.source) == ("Told", date(2022, 2, 3), "UN", "https://example.org/a")
    assert (b.title, b.date, b.publisher, b.source) == ("Another", None, "AP", "in/b.txt")
    assert notices("in") == [("in/documents.csv", "document 'c' is no file beside it; its row is ignored")]
    assert articles("in/a.txt") == [a]


def test_documents_csv_with_texts_is_a_table():
    put("in/documents.csv", "document,text\na,one\n")
    assert [(article.id, article.text) for article in articles("in")] == [("a", "one")]


def test_odd_rows_of_documents_csv():
    put("in/a.txt")
    put("in/documents.csv", 'document,date\na,soon\na,2022-01-01\n"b')
    assert [reason.split(";")[0] for _, reason in notices("in")] == [
        "date 'soon' of document 'a' is not understood",
        "document 'a' has two rows",
    ]
    assert "broken CSV" in errors("in")[0][1]


# --- web pages ----------------------------------------------------------------------------------------------------

PARAGRAPH = "The Security Council adopted the resolution on Friday by a vote of eleven in favour and one against. "
PAGE = f"""<!doctype html><html><head><meta charset="{{charset}}"><title>Council votes – The Paper</title>
<meta property="og:title" content="Council votes"><meta property="og:site_name" content="The Paper">
<meta property="article:published_time" content="2022-02-27T09:00:00Z"></head>
<body><nav><a href="/">Home</a><a href="/world">World</a></nav><article><h1>Council votes</h1>
<p>{PARAGRAPH * 3}</p><p>“Ünï” said the envoy. {PARAGRAPH * 2}</p></article><footer>© The Paper</footer>
</body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "koi8-r"])
def test_page(charset):
    encoded = PAGE.format(charset=charset).encode(charset, "xmlcharrefreplace")
    put("page.html", encoded)
    [article] = articles("page.html")
    assert (article.id, article.title, article.date) == ("page", "Council votes", date(2022, 2, 27))
    assert article.publisher == "The Paper"
    assert "“Ünï” said the envoy." in article.text
    assert "Home" not in article.text
    assert not notices("page.html")


def test_page_that_says_the_wrong_encoding():
    put("page.html", PAGE.format(charset="x-nonsense").encode())
    assert "“Ünï”" in articles("page.html")[0].text
    put("page.html", PAGE.format(charset="utf-16").encode())
    assert "“Ünï”" in articles("page.html")[0].text


def test_the_seeds():
    seeds = Path(__file__).parents[1] / "seeds"
    assert [(article.id, article.title, article.date, article.publisher) for article in articles(str(seeds))] == [
        (
            "000_17d69096fd7638d8",
            "U.N. votes to call on Russia to end Ukraine war",
            date(2023, 2, 23),
            "CBS News",
        ),
        ("003_c309c70f6c7beafb", "", date(2022, 2, 28), "CBS News"),
    ]
