"""Invented stories (``tests/gold/wire``, ``news``), and the turns of phrase they taught: votes, roles, datelines."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT

from kg import write
from kg.evaluate import BuiltGraph, Report, evaluate, read_gold
from kg.pipeline import build
from kg.types import Modality, Relation
from tests.conftest import Extract

GOLD = ROOT / "tests" / "gold"
LEAST = {"wire": 0.95, "news": 0.9}
"""The share of right facts below which something is broken."""


@pytest.fixture(scope="module", params=LEAST)
def folder(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def report(folder: str, tmp_path_factory: pytest.TempPathFactory) -> Report:
    output: Path = tmp_path_factory.mktemp(folder)
    texts = sorted((GOLD / folder).glob("*.txt"))
    write.write_all(build(texts), output, write.writers(title="Stories", base=None, texts=False))
    return evaluate(BuiltGraph(output / "graph.ttl"), read_gold(GOLD / folder))


def test_what_is_asserted_holds(report: Report, folder: str) -> None:
    assert (report.all.precision or 0) >= LEAST[folder], [miss for miss in report.misses if miss.kind == "wrong"]
    assert report.traps_hit == 0, [miss for miss in report.misses if miss.kind == "trap"]
    assert (report.spans > 200, report.spans_wrong) == (True, 0)


def test_half_of_what_is_told_is_found(report: Report) -> None:
    assert (report.all.recall or 0) >= 0.5
    assert (report.scores["quotes"].f1 or 0) >= 0.8


def numbers(run: Extract, text: str) -> list[tuple[str | None, ...]]:
    """(for, against, abstained, outcome) of a text's tallies."""
    tallies = [fact for fact in run(text).facts if fact.relation is Relation.VOTE_TALLY]
    return [tuple(f.qualifier(name) for name in ("for", "against", "abstained", "outcome")) for f in tallies]


COUNCIL = "The Security Council met on Monday. "
ASSEMBLY = "The General Assembly met on Monday. "


@pytest.mark.parametrize(
    ("text", "tally"),
    [
        (ASSEMBLY + "It was adopted by 118 votes to nine; 41 countries abstained.", ("118", "9", "41", "Adopted")),
        (ASSEMBLY + "It got 31 votes, with 88 against and 40 abstentions.", ("31", "88", "40", None)),
        (ASSEMBLY + "The text was defeated by 25 votes to nine.", ("9", "25", None, "Rejected")),
        (ASSEMBLY + "Twenty-four of the members backed the text.", ("24", None, None, None)),
        (ASSEMBLY + "It voted 18-15 in May, with 14 abstentions, on the text.", ("18", "15", "14", None)),
    ],
)
def test_tallies_in_newspaper_idiom(run: Extract, text: str, tally: tuple[str | None, ...]) -> None:
    assert numbers(run, text) == [tally]


def test_named_voters_complete_a_council_tally(run: Extract) -> None:
    text = COUNCIL + "Twelve of the 15 members backed the text. China abstained, as did Gabon. Russia vetoed it."
    assert numbers(run, text) == [("12", "1", "2", "Vetoed")]


def test_two_votes_of_one_article_are_not_mixed(run: Extract) -> None:
    text = COUNCIL + (
        "The draft was adopted by 13 votes in favour, with two abstentions. A rival draft won the backing of four "
        "countries; six opposed it, among them France, and five abstained."
    )
    assert [row[:3] for row in numbers(run, text)] == [("13", "0", "2"), ("4", "6", "5")]


def speakers(run: Extract, text: str) -> list[str]:
    findings = run(text)
    labels = {entity.id: entity.label for entity in findings.entities}
    return [labels[fact.subject] for fact in findings.facts if fact.relation is Relation.SAID]


@pytest.mark.parametrize(
    "text",
    [
        'Ana Ruiz, a colonel, spoke. Col. Ana Ruiz led it. "We will wait until the spring comes," the colonel said.',
        'Ms. Ana Ruiz spoke to the press. The Chilean envoy sat down. "We will wait until the spring comes," she said.',
        'Chilean Foreign Minister Ana Ruiz spoke. "We will wait until the spring comes," the Chilean minister said.',
        'President Ana Ruiz addressed the public: "We will wait until the spring comes back to us."',
        'Ana Ruiz spoke. "We will wait until the spring comes," tweeted former executive Ana Ruiz.',
    ],
)
def test_who_speaks_without_being_named(run: Extract, text: str) -> None:
    assert set(speakers(run, text)) == {"Ana Ruiz"}


def test_a_rank_does_not_end_a_sentence(run: Extract) -> None:
    findings = run("The army of Chile moved. Chile's army chief, Gen. Ana Ruiz, told Reuters that talks go on.")
    assert [f.relation for f in findings.facts if f.relation is Relation.SPOKE_TO] == [Relation.SPOKE_TO]


def test_a_dateline_takes_no_part_in_the_first_sentence(run: Extract) -> None:
    findings = run("Geneva (AP) - Russia on Friday vetoed a Security Council resolution on Sudan.")
    assert [f.subject for f in findings.facts if f.relation is Relation.VOTED_ON] == ["country/RUS"]


def test_an_acronym_is_what_the_article_spells_out(run: Extract) -> None:
    findings = run("The Rapid Support Forces advanced. The RSF took the town.")
    assert {e.label for e in findings.entities} == {"Rapid Support Forces"}


def test_a_common_noun_tells_what_a_name_names(run: Extract) -> None:
    findings = run("Ana Ruiz told the Danish newspaper Politiken that talks go on.")
    labels = {entity.id: entity.label for entity in findings.entities}
    assert [labels[f.object or ""] for f in findings.facts if f.relation is Relation.SPOKE_TO] == ["Politiken"]


def test_what_a_country_had_to_do_is_done(run: Extract) -> None:
    text = COUNCIL + "As it was flawed, Chile had to abstain from voting on the draft resolution."
    votes = [fact for fact in run(text).facts if fact.relation is Relation.VOTED_ON]
    assert votes
    assert {fact.modality for fact in votes} == {Modality.ACTUAL}
