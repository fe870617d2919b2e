"""Votes told by another's vote, or in words that are of a vote only near one."""

from __future__ import annotations

import pytest

from kg.types import Relation
from tests.conftest import Extract

ADOPTED = "The General Assembly adopted the resolution on Mali on Monday by 93 votes to 24.\n\n"
AGAINST = ADOPTED + "Peru voted against it. "


def votes(run: Extract, text: str) -> set[tuple[str, str]]:
    """(country, choice) of every actual vote."""
    return {
        (fact.subject.removeprefix("country/"), dict(fact.qualifiers)["choice"])
        for fact in run(text).facts
        if fact.relation is Relation.VOTED_ON and fact.actual
    }


def tallies(run: Extract, text: str) -> list[dict[str, str]]:
    """The qualifiers of every tally."""
    return [dict(fact.qualifiers) for fact in run(text).facts if fact.relation is Relation.VOTE_TALLY]


@pytest.mark.parametrize(
    "words",
    [
        "Chile sided with Peru.",
        "Chile did the same.",
        "So did Chile.",
        "Siding with Peru was Chile.",
        "Peru was joined only by Chile.",
    ],
)
def test_a_vote_like_another_s(run: Extract, words: str) -> None:
    assert votes(run, AGAINST + words) == {("PER", "against"), ("CHL", "against")}


def test_a_vote_like_one_that_is_told_later(run: Extract) -> None:
    text = ADOPTED + "Chile sided with Peru, which voted against the text."
    assert votes(run, text) == {("PER", "against"), ("CHL", "against")}


def test_who_sides_with_the_one_that_the_text_condemns(run: Extract) -> None:
    text = "The General Assembly condemned Peru's raid on Monday by 93 votes to 24. Chile sided with Peru."
    assert votes(run, text) == {("CHL", "against")}


@pytest.mark.parametrize(
    "words",
    [
        "Chile sided with Mali.",  # whose vote nobody tells
        "Chile did not side with Peru.",
        "Chile was expected to side with Peru.",
        "Chile sided with Peru in the war.",
        "Ana Ruiz called that a mistake. So did Chile.",
    ],
)
def test_what_is_no_vote_like_another_s(run: Extract, words: str) -> None:
    assert votes(run, AGAINST + words) == {("PER", "against")}


@pytest.mark.parametrize(
    ("words", "choice"),
    [
        ("Chile, which was late, supported the text this time.", "for"),
        ("Chile gave its support.", "for"),
        ("Only Chile opposed it.", "against"),
        ("The lone dissenter was Chile.", "against"),
        ("Chile refused to take part.", "absent"),
    ],
)
def test_words_of_a_vote_near_one(run: Extract, words: str, choice: str) -> None:
    assert votes(run, ADOPTED + words) == {("CHL", choice)}


@pytest.mark.parametrize(
    "text",
    [
        "Chile supported the text this time.",
        ADOPTED + "Chile backed the text's call for talks.",
        ADOPTED + "Chile backed the text on fishing.",
        ADOPTED + "Ana Ruiz, a pilot, supported it.",
        ADOPTED + "Chile would have opposed it.",
        "The General Assembly adopted the resolution on Mali by consensus.\n\nChile opposed the text.",
    ],
)
def test_the_same_words_where_they_are_of_no_vote(run: Extract, text: str) -> None:
    assert votes(run, text) == set()


def test_a_choice_told_elsewhere_is_surer(run: Extract) -> None:
    assert votes(run, ADOPTED + "Chile abstained. Chile opposed the text.") == {("CHL", "abstained")}


def test_a_tally_over_several_sentences(run: Extract) -> None:
    text = ADOPTED + "Fifty-eight countries chose to abstain."
    assert tallies(run, text) == [{"for": "93", "against": "24", "abstained": "58", "outcome": "Adopted"}]


def test_voters_are_counted_where_the_seats_are_told(run: Extract) -> None:
    text = (
        "The Human Rights Council passed the text. Five of the eight members supported the text. "
        "Chile and Peru voted against it. Mali abstained."
    )
    assert tallies(run, text) == [{"for": "5", "against": "2", "abstained": "1", "outcome": "Adopted"}]


def test_that_text_is_the_one_of_the_sentence_before(run: Extract) -> None:
    text = ADOPTED + (
        "Last month Russia vetoed a draft in the Security Council. "
        "Ten of the council's 15 members backed that text; Brazil, China, Gabon and India abstained."
    )
    assert {"for": "10", "against": "1", "abstained": "4", "outcome": "Vetoed"} in tallies(run, text)


def test_a_judge_is_not_her_country(run: Extract) -> None:
    text = ADOPTED + "The Vice-President of the Court, Ana Ruiz of Chile, and Judge Tomas Berg of Peru voted against."
    assert not votes(run, text) & {("CHL", "against"), ("PER", "against")}
