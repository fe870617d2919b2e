"""Counts of votes: what number, of which body, on what."""

from __future__ import annotations

import pytest

from kg.context import Kit
from kg.extract import extract
from kg.findings import Findings
from kg.parse import parse
from kg.types import Article, Relation
from tests.conftest import Extract


def tallies(found: Findings) -> list[tuple[str, str, dict[str, str]]]:
    """Body, measure and counts of every tally."""
    labels = {entity.id: entity.label for entity in found.entities}
    return [
        (labels[f.subject], labels[f.object or ""], {k: v for k, v in f.qualifiers if k != "outcome"})
        for f in found.facts
        if f.relation is Relation.VOTE_TALLY
    ]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Three hundred and eleven lawmakers voted for the bill in the Knesset.", {"for": "311"}),
        ("The Knesset adopted the bill by two hundred votes to ninety-nine.", {"for": "200", "against": "99"}),
        ("The General Assembly voted 141-7-32 to act.", {"for": "141", "against": "7", "abstained": "32"}),
        ("The Security Council extended it 14-0. Russia abstained.", {"for": "14", "against": "0", "abstained": "1"}),
        (
            "Eleven members of the Security Council voted for it. Three abstained. Russia cast the lone no.",
            {"for": "11", "against": "1", "abstained": "3"},
        ),
        (
            "The General Assembly adopted a text. It was supported by 119 countries. Belarus was the only one to vote "
            "against it, while 36 others abstained.",
            {"for": "119", "against": "1", "abstained": "36"},
        ),
        (
            "Russia vetoed a Security Council resolution on Mali. All 14 other members voted in favor.",
            {"for": "14", "against": "1", "abstained": "0"},
        ),
        (
            "The Security Council failed to adopt the text. It received nine votes in favor. Mali joined Russia and "
            "China in voting against it, while Chile, Peru and Ghana abstained.",
            {"for": "9", "against": "3", "abstained": "3"},
        ),
        (
            "The First Committee decided to retain paragraph 8, by a recorded vote of 119 in favour to 4 against.",
            {"for": "119", "against": "4"},
        ),
    ],
)
def test_the_numbers_of_a_vote(run: Extract, text: str, counts: dict[str, str]) -> None:
    assert [found for _, _, found in tallies(run(text))] == [counts]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (
            "Russia vetoed the draft in the Security Council. It received nine votes in favor. A rival resolution put "
            "forward by Russia also failed. Only China and Mali voted with Moscow, while seven voted against it. "
            "There were five abstentions.",
            [{"for": "9"}, {"for": "3", "against": "7", "abstained": "5"}],
        ),
        (
            "The Security Council adopted the text by 13 votes to none on Monday. In May last year Russia and China "
            "vetoed a draft on Mali. The other thirteen members voted for it.",
            [{"for": "13", "against": "0"}, {"for": "13", "against": "2", "abstained": "0"}],
        ),
        (
            "The Security Council adopted the text by 14 votes to none on Monday. Last month the Human Rights Council "
            "extended its mission. That vote was 23 to 12 with 12 abstentions.",
            [{"for": "14", "against": "0"}, {"for": "23", "against": "12", "abstained": "12"}],
        ),
    ],
)
def test_votes_told_one_after_the_other(run: Extract, text: str, counts: list[dict[str, str]]) -> None:
    found = [numbers for _, _, numbers in tallies(run(text))]
    assert len(found) == len(counts)
    assert all(numbers in found for numbers in counts)


def test_a_vote_of_meps_is_the_parliaments_whatever_council_is_near(run: Extract) -> None:
    text = "The European Council meets on Friday. MEPs voted 451-46-49 for a resolution on Mali on Thursday."
    assert [body for body, _, _ in tallies(run(text))] == ["European Parliament"]


def test_a_vote_told_in_passing_is_not_called_by_the_headline(kit: Kit) -> None:
    lead = "Chile and Peru signed a deal on water. Ministers smiled. It took years. Farmers were glad. It rained. "
    vote = "In March the General Assembly adopted the text by 141 votes to 7."
    title = "Chile and Peru sign a deal on water"

    def measure(text: str) -> str:
        return tallies(extract(parse(Article("a", "a.txt", text, title=title), kit.nlp), kit))[0][1]

    assert measure(lead + vote) == "draft resolution, General Assembly"
    assert title in measure(vote)


def test_the_text_after_the_count_names_the_measure(run: Extract) -> None:
    text = (
        "General Assembly Elects Five Members of Security Council\n\n"
        "The General Assembly today elected five members.\n\n"
        "The Assembly also adopted, by a recorded vote of 126 in favour to none against, with 6 abstentions "
        "(Chile, Peru, Mali, Malta, Cuba, Syria), a draft resolution on cables."
    )
    told = {measure for _, measure, counts in tallies(run(text)) if counts.get("for") == "126"}
    assert told == {"United Nations General Assembly: draft resolution on cables"}


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (
            "The Bundestag rejected a motion by the opposition calling for the delivery of missiles to Mali, by 485 "
            "votes to 178.",
            {"for": "178", "against": "485"},
        ),
        (
            "The Bundestag sat. An amendment that would have put off the start failed by eight votes to 22.",
            {"for": "8", "against": "22"},
        ),
    ],
)
def test_the_larger_number_is_against_what_is_rejected(run: Extract, text: str, counts: dict[str, str]) -> None:
    assert [found for _, _, found in tallies(run(text))] == [counts]


@pytest.mark.parametrize(
    "text",
    [
        "The Security Council met. Chile, which in 2023 had voted in favour of the text, abstained.",
        "The Security Council met. Mei Tanaka, speaking for Chile and Peru, said the three countries voted for it.",
    ],
)
def test_a_year_or_those_named_are_no_count(run: Extract, text: str) -> None:
    assert tallies(run(text)) == []


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("The General Assembly met. The motion was not accepted. The result was 85 votes to 55.", "Rejected"),
        ("The Security Council met. Eleven countries voted for the adoption of the text, three abstained.", None),
        ("The text was supported by ten of the 15 members of the Security Council, Chile voting in opposition.", None),
    ],
)
def test_the_outcome_is_what_the_words_tell(run: Extract, text: str, outcome: str | None) -> None:
    facts = [f for f in run(text).facts if f.relation is Relation.VOTE_TALLY]
    assert [f.qualifier("outcome") for f in facts] == [outcome]


def test_the_first_number_is_for_what_a_veto_defeated(run: Extract) -> None:
    text = "Russia vetoed it in the Security Council. The text, which was defeated 11-1, called for a truce."
    assert [found for _, _, found in tallies(run(text))] == [{"for": "11", "against": "1"}]
