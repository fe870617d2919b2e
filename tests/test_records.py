"""Verbatim records: speakers, votes, results; on records of our own in several periods' styles, and on real ones."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from pdfs import Setter

from kg.entities.member_lists import read_list
from kg.entities.states import state
from kg.readers import read
from kg.readers.pdf import read_pdf
from kg.readers.record import find_header, ordinal, ordinal_word
from kg.records import Record, read_record
from kg.records.decisions import numbers_of, outcome_of
from kg.records.layout import paragraphs
from kg.records.measures import measures_of
from kg.records.model import Decision, Measure, Turn
from kg.records.names import HEADING, principal
from kg.types import Article

HERE = Path(__file__).parent / "records"
CORPUS = Path("/work/shared/corpus")


def text_of(name: str) -> str:
    return (HERE / f"{name}.txt").read_text("utf-8")


@cache
def record(name: str) -> Record:
    found = read_record(text_of(name))
    assert found is not None
    return found


def spoken(found: Record) -> list[tuple[str, str | None]]:
    return [(turn.speaker.name, turn.country) for turn in found.turns if not turn.presides]


def votes(decision: Decision, choice: str) -> str:
    return " ".join(v.country.removeprefix("country/") for v in decision.votes if v.choice == choice)


# --- the header ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "symbol", "title"),
    [
        ("A/61/PV.107", "A/61/PV.107", "General Assembly, 61st session, 107th plenary meeting"),
        ("A/ES-11/PV.5", "A/ES-11/PV.5", "General Assembly, eleventh emergency special session, 5th plenary meeting"),
        ("A/S-27/PV.2", "A/S-27/PV.2", "General Assembly, twenty-seventh special session, 2nd plenary meeting"),
        ("A/C.1/77/PV.3", "A/C.1/77/PV.3", "First Committee, 77th session, 3rd meeting"),
        ("S/PV.8422", "S/PV.8422", "Security Council, 8422nd meeting"),
        ("S/PV.4950 (Resumption 1)", "S/PV.4950 (Resumption 1)", "Security Council, 4950th meeting (Resumption 1)"),
        ("A /77/PV.11", "A/77/PV.11", "General Assembly, 77th session, 11th plenary meeting"),
    ],
)
def test_symbols(head: str, symbol: str, title: str) -> None:
    text = f"United Nations {head}\n\nThursday, 1 October 2054, 10 a.m.\n\nThe meeting was called to order at 10 a.m.\n"
    found = find_header(text)
    assert found is not None
    assert (found.symbol, found.title, found.date) == (symbol, title, date(2054, 10, 1))


@pytest.mark.parametrize(
    "text",
    [
        "The Council met (see S/PV.8422) on Monday and heard a briefing.",
        "Meeting record\n\nThe meeting was called to order at 10 a.m. by the mayor.",
        "",
    ],
)
def test_other_texts_are_no_records(text: str) -> None:
    assert read_record(text) is None


def test_ordinals() -> None:
    assert [ordinal(n) for n in (1, 2, 3, 11, 12, 13, 22, 103, 8422)] == (
        "1st 2nd 3rd 11th 12th 13th 22nd 103rd 8422nd".split()
    )
    assert [ordinal_word(n) for n in (1, 9, 10, 19, 20, 27, 90, 99)] == (
        "first ninth tenth nineteenth twentieth twenty-seventh ninetieth ninety-ninth".split()
    )


# --- speakers -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    [
        "The President:",
        "The PRESIDENT (interpretation from Spanish):",
        "The Acting President (spoke in Arabic):",
        "The Temporary President:",
        "The Chair (spoke in French):",
        "The Co-Chair:",
        "The Deputy Secretary-General:",
        "Mr. Ruiz (Chile):",
        "Mr. RUIZ (Chile) (interpretation from Spanish):",
        "Mr. Ruiz: (Chile) (spoke in Spanish):",
        "Mr.Ruiz (Chile):",
        "Mrs. Ruiz-Vega (Plurinational State of Bolivia) (spoke in Spanish):",
        "Ms. Ruiz (Bolivia (Plurinational State of)):",
        "Mr. d’Arcy (Ireland):",
        "Mr. de la Cruz y Vega (Spain) (spoke in Spanish):",
        "Mr. al-Masri (Yemen) (spoke in Arabic):",
        "Mr. M’Bow (Senegal) (spoke inFrench):",
        "Ms. Ó Briain (Ireland):",
        "Mr. Şahin (Türkiye):",
        "Mr. Ruiz (Chile), Rapporteur of the First Committee:",
        "Ms. Lind (Director, General Assembly and Economic and Social Council Affairs Division):",
        "Sir John Hart (United Kingdom):",
        "Dame Jane Hart (United Kingdom):",
        "Lord Hart of Wessex (United Kingdom):",
        "Prince Karim bin Salman Al-Nouri (Jordan):",
        "Sheikha Alya Ahmed (Qatar):",
        "His Highness Sheikh Tamim bin Ali (Qatar) (spoke in Arabic):",
        "Archbishop Bellini (Holy See):",
        "Monsignor Rossi (Holy See):",
        "Judge Lindqvist:",
        "Lieutenant General Ruiz:",
        "President Marek (spoke in Ukrainian; English text provided by the delegation):",
        "King Felix:",
        "Nana Ofori (Ghana):",
        "U Thein Oo (Myanmar):",
        "Mr. Ruiz (Chile) (continued):",
    ],
)
def test_headings(heading: str) -> None:
    found = HEADING.match(f"{heading} We thank you, Mr. President: it is late.")
    assert found is not None
    assert found[0] == heading


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Ruiz spoke of three things: peace, bread and land.",
        "Mr. President, we have said it before: enough.",
        "The President of Chile said: we agree.",
        "General Assembly: resolutions and decisions",
        "In conclusion: no.",
        "The Secretary-General’s report is clear: we must act.",
        "Mr. Ruiz and Ms. Lind are right: we must act.",
        "Mr. President: allow me to say this.",
        "Madam Chair: we agree.",
    ],
)
def test_no_headings(text: str) -> None:
    assert HEADING.match(text) is None


def test_speakers_of_the_assembly() -> None:
    assert spoken(record("assembly")) == [
        ("Olmedo Paz", "country/URY"),
        ("Hasnah", "country/MYS"),
        ("Thein Oo", "country/MMR"),
        ("Bellini", "country/VAT"),
        ("Brandt", None),
        ("Salim bin Rashid Al-Amri", "country/OMN"),
        ("Haddad", "country/PSE"),
        ("Olivares Brum", "country/URY"),
        ("Ingrid", None),
        ("", None),
    ]
    assert [t.language for t in record("assembly").turns if t.language] == [
        "Spanish", "Italian", "Arabic", "Spanish", "French",
    ]  # fmt: skip


def test_who_presides() -> None:
    chairs = [turn.speaker for turn in record("assembly").turns if turn.presides]
    assert [(c.name, c.country) for c in chairs[:2]] == [
        ("van der Meulen", "country/NLD"),
        ("Sandoval Rey", "country/PRY"),
    ]
    assert {c.name for c in chairs[1:]} == {"Sandoval Rey"}


def test_a_speech_goes_on_when_the_chair_changes_or_the_language() -> None:
    text, turn = text_of("assembly"), record("assembly").turns[1]
    assert text[turn.start : turn.end].startswith("Mrs. Olmedo Paz (Uruguay) (spoke in Spanish): The draft")
    assert text[turn.start : turn.end].endswith("We ask members for their support.")


def test_a_turn_ends_before_the_heads_of_what_comes_next() -> None:
    text = text_of("assembly")
    ends = [text[turn.start : turn.end].rsplit("\n", 1)[-1] for turn in record("assembly").turns]
    assert not any("Programme of work" in end or "Address by" in end for end in ends)
    assert "Mr. Olivares Brum (Uruguay) (spoke in Spanish): I am grateful." in ends


def test_speakers_of_the_council() -> None:
    found = record("council")
    assert spoken(found) == [
        ("Lindqvist", None),
        ("Ibarra Soto", None),
        ("Kranz", None),
        ("", None),
        ("Marek", "country/UKR"),
        ("Agatha Wynn", "country/GBR"),
        ("Luo Wen", "country/CHN"),
    ]
    assert [(m.name, m.country) for m in found.members] == [
        ("Dervishi", "country/ALB"),
        ("de Sá Teles", "country/BRA"),
        ("Luo Wen", "country/CHN"),
        ("Sorokin", "country/RUS"),
        ("Agatha Wynn", "country/GBR"),
    ]


def test_the_president_speaks_for_a_country_only_when_saying_so() -> None:
    text = text_of("council")
    [own] = [turn for turn in record("council").turns if turn.presides and turn.country]
    assert own.country == "country/GAB"
    assert text[own.start : own.end].startswith("I shall now make a statement in my capacity")
    assert text[own.start : own.end].endswith("We regret the result.")


def test_a_record_of_the_nineties_with_broken_lines() -> None:
    found = record("nineties")
    assert found.header.date == date(1991, 6, 3)
    assert [(p.name, p.country) for p in found.presidents] == [("Adeyemi", "country/COD")]
    assert spoken(found) == [
        ("Kovalenko", "country/SUN"),
        ("Edmund Hargreave", "country/GBR"),
        ("Al-Masri", "country/YEM"),
    ]
    kovalenko = next(t for t in found.turns if t.speaker.name == "Kovalenko")
    assert text_of("nineties")[kovalenko.start : kovalenko.end].endswith("It speaks for itself.")
    [vote] = found.decisions
    assert votes(vote, "for") == "AUT CIV SUN GBR USA COD"
    assert votes(vote, "abstained") == "CUB YEM"
    assert vote.measure == Measure("S/RES/699(1991)", "S/22650")
    assert dict(vote.numbers) == {"for": 6, "against": 0, "abstained": 2}


def test_a_main_committee_with_its_secretary_and_vice_chair() -> None:
    found = record("committee")
    assert found.body == "institution/first-committee-of-the-general-assembly"
    assert found.header.title == "First Committee, 79th session, 22nd meeting"
    assert [(t.speaker.name, t.speaker.affiliation, t.presides) for t in found.turns] == [
        ("Rivera Sánchez", "", True),
        ("Elliott", "Secretary of the Committee", False),
        ("Rivera Sánchez", "", True),
        ("Rivera Sánchez", "", True),
        ("Petrov", "", True),
        ("Levi", "", False),
        ("Petrov", "", True),
    ]
    paragraph, whole, other = found.decisions
    assert (paragraph.measure.draft, paragraph.measure.part) == ("A/C.1/79/L.2", "Preambular paragraph 6")
    assert whole.measure == Measure("", "A/C.1/79/L.2", "Follow-up to the rivers")
    assert other.measure == Measure("", "A/C.1/79/L.9")
    assert {(s.country, s.draft) for s in found.sponsors} == {
        (f"country/{code}", "A/C.1/79/L.2") for code in ("MEX", "CUB", "FJI")
    }


def test_the_council_s_result_may_go_over_two_paragraphs() -> None:
    [vote] = record("unanimous").decisions
    assert votes(vote, "for") == "ARG AUS LUX"
    assert vote.measure == Measure("S/RES/2111(2013)", "S/2013/401")
    assert (vote.outcome, dict(vote.numbers)) == ("Adopted", {"for": 3})
    assert [m.country for m in record("unanimous").members] == ["country/ARG", "country/AUS"]


# --- votes --------------------------------------------------------------------------------------------------------


def test_roll_calls_of_the_assembly() -> None:
    amendment, paragraph, whole, *rest = record("assembly").decisions
    assert votes(amendment, "for") == "BLR IRN RUS SYR"
    assert votes(amendment, "against") == "ALB BIH LAO FSM KOR KNA TTO TUR GBR USA"
    assert votes(amendment, "abstained") == "ATG COD"
    assert (amendment.outcome, dict(amendment.numbers)) == ("Rejected", {"for": 10, "against": 4, "abstained": 2})
    assert (amendment.measure.draft, amendment.measure.part) == ("A/99/L.6", "amendment")
    assert votes(paragraph, "against") == ""
    assert (paragraph.outcome, dict(paragraph.numbers)) == ("Adopted", {"for": 6, "against": 0, "abstained": 1})
    assert (paragraph.measure.draft, paragraph.measure.part) == ("A/99/L.4", "Operative paragraph 3")
    assert votes(whole, "abstained") == "IRN VEN"
    assert whole.measure.symbol == "A/RES/99/11"
    assert whole.measure.draft == "A/99/L.4"
    assert len(whole.notes) == 2
    assert all(d.unread == () for d in record("assembly").decisions)
    assert [(d.measure.symbol, d.outcome, d.votes) for d in rest] == [
        ("A/RES/99/12", "Adopted", ()),
        ("A/RES/99/13", "Adopted", ()),
        ("A/DEC/99/501", "Adopted", ()),
    ]


def test_every_span_is_the_member_s_name() -> None:
    for name in ("assembly", "council", "nineties"):
        text = text_of(name)
        for decision in record(name).decisions:
            for vote in decision.votes:
                words = text[slice(*vote.span)].replace("S/PV.2901\n\n8\n\n91-60412", "")  # the page ends there
                assert state(" ".join(words.split())) == vote.country


def test_the_council_s_vote_and_its_veto() -> None:
    [vote] = record("council").decisions
    assert (vote.outcome, dict(vote.numbers)) == ("Vetoed", {"for": 4, "against": 1, "abstained": 1})
    assert vote.measure.draft == "S/2054/711"
    assert vote.span is not None
    assert text_of("council")[slice(*vote.span)].startswith("The draft resolution received 4 votes in favour")
    assert text_of("council")[slice(*vote.span)].endswith("permanent member of the Council.")


def test_sponsors() -> None:
    sponsored = Counter((s.country.removeprefix("country/"), s.draft) for s in record("assembly").sponsors)
    assert set(sponsored) == {(code, "A/99/L.4") for code in "URY CIV BIH GBR BOL TCD VNM".split()}
    assert {(s.country.removeprefix("country/"), s.draft) for s in record("council").sponsors} == {
        (code, "S/2054/711") for code in "ALB BRA GBR".split()
    }


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("None", ""),
        ("none.", ""),
        ("Antigua and Barbuda and Saint Kitts and Nevis", "ATG KNA"),
        ("China and Russian Federation", "CHN RUS"),
        ("France, the United Kingdom and the United States", "FRA GBR USA"),
        ("German Democratic Republic, Germany, Federal Republic of, Ghana", "DDR DEU GHA"),
        ("Iran (Islamic Republic of), Lao People’s Democratic Republic", "IRN LAO"),
        ("The former Yugoslav Republic of Macedonia, Timor-Leste", "MKD TLS"),
        ("Byelorussian Soviet Socialist Republic, Democratic Yemen, Upper Volta, Zaire", "BLR YMD BFA COD"),
        (
            "Bosnia and Herzegovina, Trinidad and Tobago, Sao Tome and Principe, Serbia and Montenegro",
            "BIH TTO STP SCG",
        ),
        ("Democratic People’s Republic of Korea, Guinea-\nBissau, Viet Nam", "PRK GNB VNM"),
    ],
)
def test_lists(text: str, codes: str) -> None:
    listed = read_list(text, 0, len(text))
    assert " ".join(code.removeprefix("country/") for code, _ in listed.states) == codes
    assert listed.unread == ()


def test_words_of_a_list_that_name_no_state_are_told() -> None:
    assert read_list("France, Freedonia, Peru", 0, 23).unread == ("Freedonia",)
    text = text_of("council").replace("Abstaining:\n\nChina", "Abstaining:\n\nChina, Freedonia")
    found = read_record(text)
    assert found is not None
    assert any("Freedonia" in doubt for doubt in found.doubts)


@pytest.mark.parametrize(
    ("text", "outcome", "numbers"),
    [
        ("Draft resolution A/61/L.67 was adopted by 143 votes to 4, with 11 abstentions.", "Adopted", (143, 4, 11)),
        ("The draft resolution was adopted by 168 votes to none.", "Adopted", (168, 0, None)),
        ("The motion was rejected by 80 votes to 33, with 53 abstentions.", "Rejected", (80, 33, 53)),
        ("Operative paragraph 2 was retained by 120 votes to 2, with 1 abstention.", "Adopted", (120, 2, 1)),
        ("The tenth preambular paragraph was not retained by 40 votes to 60.", "Rejected", (40, 60, None)),
        ("It was adopted by a recorded vote of 150 to 3, with 20 abstentions.", "Adopted", (150, 3, 20)),
        ("There were 15 votes in favour. The draft has been adopted unanimously.", "Adopted", (15, None, None)),
        ("The draft resolution received 13 votes in favour, none against and two abstentions.", "", (13, 0, 2)),
        ("The draft decision was adopted.", "Adopted", (None, None, None)),
    ],
)
def test_results(text: str, outcome: str, numbers: tuple[int | None, ...]) -> None:
    assert outcome_of(text) == outcome
    told = dict(numbers_of(text))
    assert tuple(told.get(key) for key in ("for", "against", "abstained")) == numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Draft resolution A/61/L.67 was adopted (resolution 61/295).", Measure("A/RES/61/295", "A/61/L.67")),
        ("Draft resolution A/ES-11/L.1 was adopted (resolution ES-11/1).", Measure("A/RES/ES-11/1", "A/ES-11/L.1")),
        ("Draft resolution B was adopted (resolution 61/104 B).", Measure("A/RES/61/104B", "", "draft resolution B")),
        ("The draft was adopted (resolution 3379 (XXX)).", Measure("A/RES/3379(XXX)")),
        ("The eighth preambular paragraph was retained.", Measure(part="eighth preambular paragraph")),
        ("The oral amendment to A/C.3/61/L.5/Rev.1 was rejected.",
         Measure("", "A/C.3/61/L.5/Rev.1", "", "oral amendment")),
        ("The draft has been adopted as resolution 2448 (2018).", Measure("S/RES/2448(2018)")),
    ],
)  # fmt: skip
def test_measures(text: str, expected: Measure) -> None:
    assert measures_of(text) == [expected]


def test_several_resolutions_in_one_sentence() -> None:
    found = measures_of("Draft resolutions I to III were adopted (resolutions 61/54, 61/55 and 61/56).")
    assert [m.symbol for m in found] == ["A/RES/61/54", "A/RES/61/55", "A/RES/61/56"]


# --- offices ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("office", "whose"),
    [
        ("Minister for Foreign Affairs of Uruguay", "country/URY"),
        ("Minister of Foreign Affairs and Cooperation of the Central African Republic", "country/CAF"),
        ("Under-Secretary-General for Political and Peacebuilding Affairs", "institution/united-nations"),
        (
            "Special Representative of the Secretary-General for Haiti and Head of the Office",
            "institution/united-nations",
        ),
        ("Head of the Delegation of the European Union", "institution/european-union"),
        ("Secretary-General of the League of Arab States", "institution/league-of-arab-states"),
        ("European Union", "institution/european-union"),
        ("International Committee of the Red Cross", "institution/international-committee-of-the-red-cross"),
        ("co-founder of a dance school", None),
    ],
)
def test_whom_an_office_speaks_for(office: str, whose: str | None) -> None:
    assert principal(office) == whose


# --- layouts ------------------------------------------------------------------------------------------------------


def test_paragraphs_keep_their_characters() -> None:
    for name in ("assembly", "nineties"):
        text = text_of(name)
        for paragraph in paragraphs(text):
            assert len(paragraph.text) == paragraph.end - paragraph.start
            assert paragraph.text.split() == text[paragraph.start : paragraph.end].split()


def test_columns_side_by_side_are_told() -> None:
    line = "The President: I now give the floor to the       heavy toll paid by the people and that is why it is so"
    head = "S/PV.9902\n\nMonday, 5 October 2054\n\nThe meeting was called to order at 3 p.m.\n\n"
    text = head + f"{line}\n" * 40
    found = read_record(text)
    assert found is not None
    assert any("side by side" in doubt for doubt in found.doubts)


_STYLES = {"A recorded vote was taken.": "stage", "In favour:": "label", "Against:": "label", "Abstaining:": "label"}


def _set(parts: list[str], columns: int) -> bytes:
    """A record's paragraphs as a PDF with running heads, feet and footnotes."""
    notes = {1: "* A note on the first page\nthat has two lines.", 2: "* As corrected orally."}
    setter = Setter(columns=columns, head="A/99/PV.12", foot="54-31415", footnotes=notes)
    listing = False
    for part in parts:
        if part.startswith(("President:", "United Nations")):
            setter.wide(part.replace(" . . . ", " " + ". " * 40))
            continue
        style = "list" if listing else _STYLES.get(part) or ("body" if part[-1] in ".?”" else "heading")
        listing = style == "label"
        setter.paragraph(part, style)
    return setter.done()


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("sentences", range(20, 180, 16))
def test_a_record_set_in_columns_reads_as_its_text(columns: int, sentences: int) -> None:
    """A speech of so many sentences moves what follows, so that columns and pages end in every kind of paragraph."""
    parts = text_of("assembly").strip().split("\n\n")
    at = next(i for i, p in enumerate(parts) if p.startswith("Dato’"))
    long = [f"We have said so before, and say it for the {n}th time, as nobody listened." for n in range(sentences)]
    parts[at] = " ".join([parts[at], *long])
    found = read_record(read_pdf(_set(parts, columns)).text)
    plain = record("assembly")
    assert found is not None
    assert spoken(found) == spoken(plain)
    assert [s.country for s in found.sponsors] == [s.country for s in plain.sponsors]
    assert [_told(d) for d in found.decisions] == [_told(d) for d in plain.decisions]


def _told(decision: Decision) -> tuple[object, ...]:
    return decision.measure, decision.outcome, decision.numbers, [(v.country, v.choice) for v in decision.votes]


# --- the United Nations' own --------------------------------------------------------------------------------------


def _real(name: str) -> tuple[str, Record]:
    path = CORPUS / "verbatim" / f"{name}.pdf"
    if not path.exists():
        pytest.skip(f"the development corpus is not here ({path})")
    [article] = read([path])
    assert isinstance(article, Article)
    found = read_record(article.text)
    assert found is not None
    return article.text, found


@cache
def _official() -> dict[str, dict[str, str]]:
    """The table's roll calls of the two meetings' days, by resolution: the state and its vote."""
    folder = CORPUS / "ga_votes_1946_2019"
    if not folder.exists():
        pytest.skip(f"the development corpus is not here ({folder})")
    with (folder / "un_roll_calls.csv").open(encoding="utf-8") as file:
        calls = {str(int(float(row["rcid"]))): row for row in csv.DictReader(file)}
    wanted = {id: row["unres"] for id, row in calls.items() if row["date"] in ("2007-09-13", "2010-09-13")}
    found: dict[str, dict[str, str]] = {unres: {} for unres in wanted.values()}
    with gzip.open(folder / "un_votes.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            unres = wanted.get(str(int(float(row["rcid"]))))
            if unres:
                day = date.fromisoformat(calls[str(int(float(row["rcid"])))]["date"])
                code = state(row["country"], on=day)
                assert code is not None
                found[unres][code] = {"yes": "for", "no": "against", "abstain": "abstained"}[row["vote"]]
    return found


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["ga_61_pv_document_107", "ga_64_pv_document_121"])
def test_every_vote_is_the_official_table_s(name: str) -> None:
    _, found = _real(name)
    calls = {d.measure.symbol.replace("A/RES/", "R/"): d for d in found.decisions if d.votes}
    for symbol, call in calls.items():
        told = {v.country: v.choice for v in call.votes}
        assert len(told) == len(call.votes)
        assert told == _official()[symbol]
        counts = Counter(v.choice for v in call.votes)
        assert dict(call.numbers) == {key: counts[key] for key in ("for", "against", "abstained")}
    if name.startswith("ga_61"):
        assert set(calls) == {"R/61/295"}


@pytest.mark.corpus
def test_every_speaker_of_a_council_meeting() -> None:
    _, found = _real("sc_2018_pv_document_8422")
    assert [(t.speaker.name, t.speaker.country, t.country) for t in found.turns] == _SPOKE_IN_8422


CIV = "country/CIV"
# Read from the record's pages.
_SPOKE_IN_8422 = [
    ("Adom", CIV, None),
    ("Adom", CIV, None),
    ("Delattre", "country/FRA", "country/FRA"),
    ("Adom", CIV, None),
    ("Blok", "country/NLD", "country/NLD"),
    ("Cohen", "country/USA", "country/USA"),
    ("Nebenzia", "country/RUS", "country/RUS"),
    ("Wronecka", "country/POL", "country/POL"),
    ("Ma Zhaoxu", "country/CHN", "country/CHN"),
    ("Skoog", "country/SWE", "country/SWE"),
    ("Adom", CIV, CIV),
    ("Adom", CIV, None),
    ("Kpongo", "country/CAF", "country/CAF"),
]


@pytest.mark.corpus
@pytest.mark.parametrize(("name", "countries"), [("ga_61_pv_document_107", 40), ("ga_64_pv_document_121", 6)])
def test_every_speech_of_the_assembly_has_its_country(name: str, countries: int) -> None:
    text, found = _real(name)
    own = [turn for turn in found.turns if not turn.presides]
    assert all(turn.country and turn.speaker.name for turn in own)
    assert all(text[turn.start :].startswith(turn.speaker.title) for turn in own)
    assert all(text[turn.end - 1] in ".?!”" for turn in found.turns)
    headings = sum(bool(HEADING.match(p.text)) for p in paragraphs(text))
    assert headings == len(found.turns)
    assert all(turn.speaker.name for turn in found.turns)


def test_a_turn_is_a_plain_record() -> None:
    turn = record("council").turns[0]
    assert isinstance(turn, Turn)
    with pytest.raises(AttributeError):
        turn.start = 3  # type: ignore[misc]
