"""Official voting tables: layouts told by their columns, states of all periods, and what is not understood."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT

from kg.entities.symbols import body_of_symbol, draft_symbol, resolution_symbol, symbol_slug
from kg.errors import ReadError
from kg.readers import read
from kg.rollcalls.rows import Table
from kg.rollcalls.tables import read_rollcalls
from kg.types import Article, RollCall, Skipped

CORPUS = ROOT.parent / "shared" / "corpus"
UNDL = "\n".join(
    [
        "undl_id,ms_code,ms_name,ms_vote,date,session,resolution,draft,committee_report,meeting,title,agenda_title,"
        "subjects,vote_note,total_yes,total_no,total_abstentions,total_non_voting,total_ms,undl_link",
        *(
            f'900,{code},{name},{vote},1980-11-20,35,A/RES/35/37,A/35/L.12,,A/35/PV.70,"Peace, in all ""forms""",P,P,,'
            "2,1,1,1,5,"
            for code, name, vote in (
                ("SUN", "USSR", "Y"),
                ("ZAR", "ZAIRE", "N"),
                ("SWZ", "SWAZILAND", "A"),
                ("DDR", "GERMAN DEMOCRATIC REPUBLIC", "Y"),
                ("TUR", "TURKEY", "X"),
            )
        ),
        "",
    ]
)
PLAIN = """resolution,date,country,vote
A/RES/70/1,2015-09-25,Türkiye,yes
A/RES/70/1,2015-09-25,Eswatini,abstain
A/RES/70/1,2015-09-25,Côte d’Ivoire,no
"""
UNVOTES = """rcid,country,country_code,vote
1.0,Russia,RU,yes
1.0,Germany,DE,no
2.0,Russia,RU,abstain
3.0,Russia,RU,no
"""
CALLS = """rcid,session,importantvote,date,unres,amend,para,short,descr
1,35,0,1980-12-05,R/35/37,,,PEACE,Peace in all its forms
2,35,0,1980-12-05,R/35/37,,1,PEACE,Paragraph 3
3,60,0,2005-12-05,R/60/4,,,PEACE,Peace
"""


def tables(folder: Path, **files: str) -> tuple[list[RollCall], list[Skipped]]:
    """The roll calls of tables written to files, and every problem on the way."""
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    inputs = list(read([folder]))
    articles = [item for item in inputs if isinstance(item, Article)]
    for article in articles:
        assert article.kind == "votes"
    rollcalls, problems = read_rollcalls(articles)
    texts = {article.id: article.text for article in articles}
    for rollcall in rollcalls:  # whatever the layout: a vote's characters are its row's
        for ballot in rollcall.ballots:
            row = texts[rollcall.document][ballot.start : ballot.end]
            assert "\n" not in row.strip('"')
            assert row in texts[rollcall.document].splitlines() or '"' in row
        for evidence in rollcall.evidence:
            assert texts[evidence.article][evidence.start : evidence.end] == evidence.quote
    return rollcalls, [item for item in inputs if isinstance(item, Skipped)] + problems


def votes(rollcall: RollCall) -> dict[str, str]:
    return {ballot.member.removeprefix("country/"): ballot.choice for ballot in rollcall.ballots}


def test_the_digital_librarys_layout(tmp_path: Path) -> None:
    (found,), problems = tables(tmp_path, undl=UNDL)
    assert problems == []
    assert votes(found) == {"SUN": "for", "COD": "against", "SWZ": "abstained", "DDR": "for", "TUR": "absent"}
    assert (found.symbol, found.draft, found.date) == ("A/RES/35/37", "A/35/L.12", date(1980, 11, 20))
    assert (found.title, found.outcome) == ('Peace, in all "forms"', "Adopted")
    assert found.counts == (("for", 2), ("against", 1), ("abstained", 1), ("absent", 1))  # the table's own totals
    assert found.resolution == "resolution/A-RES-35-37"
    assert found.body == "institution/united-nations-general-assembly"


def test_a_plain_table(tmp_path: Path) -> None:
    (found,), problems = tables(tmp_path, plain=PLAIN)
    assert problems == []
    assert votes(found) == {"TUR": "for", "SWZ": "abstained", "CIV": "against"}
    assert found.counts == (("for", 1), ("against", 1), ("abstained", 1))  # counted


def test_the_two_tables_of_unvotes(tmp_path: Path) -> None:
    found, problems = tables(tmp_path, un_votes=UNVOTES, un_roll_calls=CALLS)
    assert problems == []
    whole, part, later = sorted(found, key=lambda rollcall: rollcall.date or date.min)
    assert votes(whole) == {"SUN": "for", "DEU": "against"}  # the seat "Russia" had in 1980 was the Soviet Union's
    assert votes(later) == {"RUS": "against"}
    assert (whole.symbol, whole.title) == ("A/RES/35/37", "Peace in all its forms")
    assert (part.symbol, part.outcome) == ("", "")  # a paragraph is no resolution
    assert part.resolution != whole.resolution
    assert {e.article for e in whole.evidence} == {"un_roll_calls"}
    assert {rollcall.document for rollcall in found} == {"un_votes"}


def test_votes_told_by_number_alone_need_their_list(tmp_path: Path) -> None:
    found, problems = tables(tmp_path, un_votes=UNVOTES)
    assert found == []
    assert [item.reason for item in problems] == [
        "3 votes told by number only (first: 1); name the table that describes them too, such as un_roll_calls.csv"
    ]


def test_totals_without_members(tmp_path: Path) -> None:
    header = "resolution,draft,body,date,title,yes,no,abstain,outcome"
    text = f"{header}\n,S/2031/4,Security Council,2031-01-02,Ports,9,2,4,vetoed\n"
    (found,), problems = tables(tmp_path, totals=text)
    assert problems == []
    assert (found.symbol, found.draft, found.label, found.outcome) == ("", "S/2031/4", "S/2031/4", "Vetoed")
    assert found.body == "institution/united-nations-security-council"
    assert dict(found.counts) == {"for": 9, "against": 2, "abstained": 4}
    assert found.ballots == ()


def test_windows_line_ends_semicolons_and_packed_files(tmp_path: Path) -> None:
    text = PLAIN.replace(",", ";").replace("\n", "\r\n")
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(text.encode()))
    (article,) = (item for item in read([tmp_path / "a.csv.gz"]) if isinstance(item, Article))
    assert (article.id, article.kind, article.text) == ("a", "votes", text)
    (found,), problems = read_rollcalls([article])
    assert problems == []
    assert [text[b.start : b.end] for b in found.ballots] == text.split("\r\n")[1:4]


def test_a_packed_file_that_is_broken_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(PLAIN.encode())[:-20])
    (item,) = read([tmp_path / "a.csv.gz"])
    assert isinstance(item, Skipped)
    assert "cannot be unpacked" in item.reason


@pytest.mark.parametrize(
    ("header", "missing"),
    [
        ("rcid,country,date", "vote or ms_vote or ms_votes"),
        ("ms_vote,resolution,date", "country or ms_name or ms_names or member"),
        ("resolution,country,vote", "date"),
        ("country,vote,date,rcid_", ""),  # nothing says what was voted on: a table of texts without a text
    ],
)
def test_missing_columns_are_named(tmp_path: Path, header: str, missing: str) -> None:
    (tmp_path / "a.csv").write_text(header + "\n1,2,3\n")
    (item,) = read([tmp_path / "a.csv"])
    assert isinstance(item, Skipped)
    if missing:
        assert item.reason.startswith(f"a table of votes without a column {missing} (columns there: ")
    else:
        assert "no column holds the articles' text" in item.reason


def test_members_and_votes_that_are_not_understood_are_counted(tmp_path: Path) -> None:
    more = (("Atlantis", "yes"), ("Chile", "maybe"), ("Turkey", "no"))
    text = PLAIN + "".join(f"A/RES/70/1,2015-09-25,{name},{vote}\n" for name, vote in more)
    (found,), problems = tables(tmp_path, plain=text)
    assert len(found.ballots) == 3
    assert [item.reason.split(";")[0] for item in problems] == [
        "2 rows left out, of members that are no state known or stand there twice (first: 'Atlantis')",
        "1 row left out, whose vote is not understood (first: 'maybe')",
    ]


def test_a_quote_that_never_closes_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(PLAIN + 'A/RES/70/1,2015-09-25,"Chile,yes\n')
    (article,) = (item for item in read([tmp_path / "a.csv"]) if isinstance(item, Article))
    assert Table.of(article).lists_members
    found, problems = read_rollcalls([article])
    assert found == []
    assert "broken CSV" in problems[0].reason


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("A/RES/ES-11/6", "A/RES/ES-11/6"),
        ("ES-11/6", "A/RES/ES-11/6"),
        ("2623 (2022)", "S/RES/2623(2022)"),
        ("S/RES/2623 (2022)", "S/RES/2623(2022)"),
        ("R/61/295", "A/RES/61/295"),
        ("R/52/38B", "A/RES/52/38B"),
        ("A/RES/52/38 B", "A/RES/52/38B"),
        ("R/26/2758", "A/RES/2758(XXVI)"),
        ("2758 (XXVI)", "A/RES/2758(XXVI)"),
        ("R/26/2758G", ""),  # the letters of those years tell votes apart, not resolutions
        ("R/5/233", ""),  # a page
        ("ESS/2/78", ""),
        ("A/ES-11/L.7", ""),
        ("", ""),
    ],
)
def test_symbols_of_resolutions(text: str, symbol: str) -> None:
    assert resolution_symbol(text) == symbol


def test_symbols_of_drafts_and_their_bodies() -> None:
    assert draft_symbol("A/C.3/77/L.5/Rev.1") == "A/C.3/77/L.5/Rev.1"
    assert draft_symbol("S/2022/155.") == "S/2022/155"
    assert draft_symbol("A/RES/61/295") == draft_symbol("the draft") == ""
    assert body_of_symbol("A/C.3/77/L.5") == "institution/third-committee-of-the-general-assembly"
    assert body_of_symbol("A/C.9/77/L.5") is None
    assert body_of_symbol("A/HRC/49/L.1") == "institution/united-nations-human-rights-council"
    assert body_of_symbol("A/61/L.67") == "institution/united-nations-general-assembly"
    assert symbol_slug("S/RES/2623(2022)") == "S-RES-2623-2022"


@pytest.mark.corpus
def test_every_vote_since_1946_is_read() -> None:
    folder = CORPUS / "ga_votes_1946_2019"
    if not folder.exists():
        pytest.skip("the development corpora are not here")
    inputs = list(read([folder / "un_votes.csv.gz", folder / "un_roll_calls.csv"]))
    found, problems = read_rollcalls([item for item in inputs if isinstance(item, Article)])
    assert problems == []
    assert sum(len(rollcall.ballots) for rollcall in found) == 870_109
    assert len({rollcall.resolution for rollcall in found}) == len(found) == 6_203


def test_a_table_that_cannot_be_read_alone_raises_in_python(tmp_path: Path) -> None:
    from kg.voting import read_votes

    (tmp_path / "a.csv").write_text("rcid,country,date\n1,2,3\n")
    with pytest.raises(ReadError, match=r"a\.csv: a table of votes without a column vote"):
        read_votes(tmp_path / "a.csv")
