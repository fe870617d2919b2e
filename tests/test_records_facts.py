"""Verbatim records → facts: who spoke, represents, voted, sponsored and sits, each with its span."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from kg.context import Kit
from kg.findings import Findings
from kg.graph import assemble
from kg.parse import parse
from kg.pipeline import build
from kg.readers import Notice
from kg.records import extract, read_record
from kg.types import Article, EntityType, Fact, Relation

HERE = Path(__file__).parent / "records"
COUNCIL = "institution/united-nations-security-council"
ASSEMBLY = "institution/united-nations-general-assembly"


def findings(name: str, kit: Kit) -> Findings:
    text = (HERE / f"{name}.txt").read_text("utf-8")
    article = Article(
        name, f"{name}.txt", text, date=date(2054, 10, 7), sha256=hashlib.sha256(text.encode()).hexdigest()
    )
    record = read_record(text)
    assert record is not None
    return extract(parse(article, kit.nlp), record, kit)


@pytest.fixture(scope="module")
def council(kit: Kit) -> Findings:
    return findings("council", kit)


@pytest.fixture(scope="module")
def assembly(kit: Kit) -> Findings:
    return findings("assembly", kit)


def told(found: Findings, relation: Relation) -> Counter[tuple[str, ...]]:
    """The facts of a relation: labels of people, ids of others, and the qualifiers."""
    labels = {e.id: e.label for e in found.entities if e.type is EntityType.PERSON}
    return Counter(
        (labels.get(f.subject, f.subject), f.object or "", *(value for _, value in f.qualifiers))
        for f in found.facts
        if f.relation is relation
    )


def quotes(found: Findings, relation: Relation, subject: str, object: str = "") -> list[str]:
    [fact] = [f for f in found.facts if f.relation is relation and f.subject == subject and object in (f.object or "")]
    return [e.quote for e in fact.evidence]


def test_every_quote_is_the_text_s(council: Findings, assembly: Findings) -> None:
    for found in (council, assembly):
        for fact in found.facts:
            assert fact.actual
            assert fact.evidence
            for e in fact.evidence:
                assert found.article.text[e.start : e.end] == e.quote != ""
        for mention in found.mentions:
            assert found.article.text[mention.start : mention.end] == mention.text


def test_speeches(council: Findings) -> None:
    meeting = "meeting/S/PV.9901 (Resumption 1)"
    assert set(told(council, Relation.SPOKE_AT)) == {
        (who, meeting)
        for who in (
            "Okonjo", "country/GAB", "Marta Lindqvist", "Paulo Ibarra Soto", "Kranz", "Aurelio Pinto Lima", "Jan Marek",
            "country/UKR", "Agatha Wynn", "country/GBR", "Luo Wen", "country/CHN",
        )
    }  # fmt: skip
    [speech] = quotes(council, Relation.SPOKE_AT, "country/UKR")
    assert speech.startswith("President Marek (spoke in Ukrainian;")
    assert speech.endswith("My country asks for help.")


def test_an_observer_s_body_spoke(assembly: Findings) -> None:
    assert quotes(assembly, Relation.SPOKE_AT, "institution/european-union") == [
        "Mr. Brandt (European Union): I speak on behalf of the European Union and its member States."
    ]


def test_offices(council: Findings, assembly: Findings) -> None:
    assert set(told(council, Relation.REPRESENTS)) == {
        ("Okonjo", COUNCIL, "President"),
        ("Okonjo", "country/GAB", "delegate"),
        ("Dervishi", "country/ALB", "delegate"),
        ("de Sá Teles", "country/BRA", "delegate"),
        ("Luo Wen", "country/CHN", "delegate"),
        ("Sorokin", "country/RUS", "delegate"),
        ("Agatha Wynn", "country/GBR", "delegate"),
        ("Marta Lindqvist", "institution/united-nations", "Under-Secretary-General for Rivers"),
        ("Paulo Ibarra Soto", "institution/united-nations-children-s-fund",
         "Executive Director of the United Nations Children’s Fund"),
        ("Kranz", "institution/european-union", "Head of the Delegation of the European Union"),
        ("Aurelio Pinto Lima", "institution/united-nations", "Secretary-General"),
        ("Jan Marek", "country/UKR", "President of Ukraine"),
    }  # fmt: skip
    found = set(told(assembly, Relation.REPRESENTS))
    assert ("Sandoval Rey", ASSEMBLY, "President") in found
    assert ("van der Meulen", ASSEMBLY, "Vice-President") in found
    assert ("van der Meulen", "country/NLD", "delegate") in found
    assert ("Tomás Olivares Brum", "country/URY", "Minister for Foreign Affairs of Uruguay") in found
    assert ("Brandt", "institution/european-union", "representative") in found
    assert not any(who == "Sandoval Rey" and whose == "country/PRY" for who, whose, _ in found)


def test_votes_are_on_the_measure_they_were_taken_on(assembly: Findings) -> None:
    choices = {(f.subject, f.object): f.qualifier("choice") for f in assembly.facts if f.relation is Relation.VOTED_ON}
    assert choices["country/BLR", "resolution/A/99/L.6, amendment"] == "for"
    assert choices["country/BLR", "resolution/A/99/L.4, Operative paragraph 3"] == "abstained"
    assert choices["country/BLR", "resolution/A/RES/99/11"] == "against"
    assert len(choices) == 16 + 7 + 9
    assert quotes(assembly, Relation.VOTED_ON, "country/VEN") == ["Abstaining:", "Venezuela (Bolivarian Republic of)"]


def test_tallies(council: Findings, assembly: Findings) -> None:
    assert set(told(council, Relation.VOTE_TALLY)) == {(COUNCIL, "resolution/S/2054/711", "1", "1", "4", "Vetoed")}
    tallies = {f.object: f for f in assembly.facts if f.relation is Relation.VOTE_TALLY}
    assert tallies["resolution/A/RES/99/12"].qualifiers == (("outcome", "Adopted"),)
    assert tallies["resolution/A/99/L.6, amendment"].qualifier("outcome") == "Rejected"
    assert len(tallies) == 6


def test_measures_have_their_drafts_and_titles(assembly: Findings) -> None:
    whole = next(e for e in assembly.entities if e.id == "resolution/A/RES/99/11")
    assert whole.identifiers == (("symbol", "A/RES/99/11"),)
    assert {"A/99/L.4", "resolution 99/11"} <= set(whole.names)


def test_a_second_amendment_is_another_measure(kit: Kit) -> None:
    text = (HERE / "assembly.txt").read_text("utf-8")
    vote = text[text.index("A recorded vote was taken.") : text.index("The President: A separate vote")]
    twice = text.replace(
        vote, vote + "The President: We turn to the other amendment, also in document A/99/L.6.\n\n" + vote
    )
    record = read_record(twice)
    assert record is not None
    article = Article("twice", "twice.txt", twice, sha256="0" * 64)
    found = extract(parse(article, kit.nlp), record, kit)
    measures = {f.object for f in found.facts if f.relation is Relation.VOTE_TALLY and "amendment" in (f.object or "")}
    assert measures == {"resolution/A/99/L.6, amendment", "resolution/A/99/L.6, amendment (2)"}


def test_sponsors_and_members(council: Findings) -> None:
    draft = "resolution/S/2054/711"
    assert set(told(council, Relation.SPONSORED)) == {(f"country/{code}", draft) for code in ("ALB", "BRA", "GBR")}
    assert quotes(council, Relation.SPONSORED, "country/ALB")[0].endswith("submitted by Albania")
    seats = {f"country/{code}" for code in ("GAB", "ALB", "BRA", "CHN", "RUS", "GBR")}
    assert {f.subject for f in council.facts if f.relation is Relation.MEMBER_OF} == seats


def test_the_meeting(council: Findings) -> None:
    [meeting] = [e for e in council.entities if e.type is EntityType.MEETING]
    assert meeting.label == "Security Council, 9901st meeting (Resumption 1)"
    assert meeting.names == ("S/PV.9901 (Resumption 1)",)
    assert (meeting.body, meeting.date) == (COUNCIL, date(2054, 10, 7))


def test_of_what_is_said_only_the_chair_s_words_on_offices_are_taken(council: Findings, assembly: Findings) -> None:
    others = [f for found in (council, assembly) for f in found.facts if not f.rule.startswith("record/")]
    assert [(f.rule, f.qualifier("role"), f.object) for f in others] == [
        ("represents/office_subject_of", "Ambassador", "country/PER")
    ]
    people = {e.label: e for e in assembly.entities if e.type is EntityType.PERSON}
    assert people["Rosa Linares"].hints == {"country/PER"}
    assert {"Rosa Linares", "Otto Winter"} <= people.keys()  # named, and so nodes
    assert not any(f.subject == "country/AUT" for f in assembly.facts)


def test_speakers_join_the_people_of_the_news(run, council: Findings) -> None:  # type: ignore[no-untyped-def]
    news = run("China’s ambassador, Luo Wen, spoke on Monday. Britain’s ambassador, Agatha Wynn, listened.", id="news")
    graph = assemble([council, news])
    for name in ("Luo Wen", "Agatha Wynn"):
        [person] = [e for e in graph.entities if e.type is EntityType.PERSON and e.label == name]
        assert person.documents == ("council", "news")


def test_what_is_withdrawn_is_no_decision(kit: Kit) -> None:
    text = (HERE / "assembly.txt").read_text("utf-8")
    text = text.replace("The draft decision was adopted (decision 99/501).", "The motion was withdrawn.")
    record = read_record(text)
    assert record is not None
    found = extract(parse(Article("motion", "motion.txt", text, sha256="0" * 64), kit.nlp), record, kit)
    assert not any("otion" in e.label for e in found.entities)


def test_a_state_we_do_not_know_is_told_to_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = (HERE / "council.txt").read_text("utf-8").replace("Abstaining:\n\nChina", "Abstaining:\n\nChina, Freedonia")
    Path("council.txt").write_text(text, "utf-8")
    [notice] = build([Path("council.txt")]).skipped
    assert isinstance(notice, Notice)
    assert notice.source == "council.txt"
    assert "'Freedonia'" in notice.reason


def test_a_record_goes_through_the_whole_pipeline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("council", "assembly"):
        (tmp_path / f"{name}.txt").write_bytes((HERE / f"{name}.txt").read_bytes())
    graph = build([tmp_path])
    assert {d.title for d in graph.documents} == {
        "Security Council, 9901st meeting (Resumption 1)",
        "General Assembly, 99th session, 12th plenary meeting",
    }
    assert graph.skipped == ()
    facts: list[Fact] = list(graph.of(Relation.VOTED_ON))
    assert len(facts) == 6 + 16 + 7 + 9
    assert graph.entity("meeting/a-99-pv-12").documents == ("assembly",)
