"""Votes that a speaker tells of his or her own country, and voters who are named as the exception."""

from __future__ import annotations

import pytest

from kg.types import Relation
from tests.conftest import Extract

ADOPTED = "The Security Council adopted the resolution on Mali on Monday with 12 votes in favour.\n\n"


def votes(run: Extract, text: str) -> set[tuple[str, str]]:
    """(country, choice) of every actual vote."""
    return {
        (fact.subject.removeprefix("country/"), dict(fact.qualifiers)["choice"])
        for fact in run(text).facts
        if fact.relation is Relation.VOTED_ON and fact.actual
    }


@pytest.mark.parametrize(
    ("words", "choice"),
    [
        ('"We abstained because it leaves no door open," Chile\'s ambassador, Ana Ruiz, told members.', "abstained"),
        ('"My delegation therefore voted against," said Chile\'s ambassador, Ana Ruiz.', "against"),
        ("Chile's ambassador, Ana Ruiz, said that her government had voted in favour of it.", "for"),
    ],
)
def test_a_speaker_tells_her_own_country_s_vote(run: Extract, words: str, choice: str) -> None:
    assert votes(run, ADOPTED + words) == {("CHL", choice)}


@pytest.mark.parametrize(
    "words",
    [
        '"Had we voted against it, we would be alone," said Chile\'s ambassador, Ana Ruiz.',
        '"We voted against apartheid in 1962," said Chile\'s ambassador, Ana Ruiz.',
        '"If we abstained we would be cowards," said Chile\'s ambassador, Ana Ruiz.',
        '"We abstained because it leaves no door open," said the ambassador, Ana Ruiz.',
    ],
)
def test_what_is_no_vote_of_her_country_on_this_text(run: Extract, words: str) -> None:
    assert votes(run, ADOPTED + words) == set()


def test_words_of_a_vote_where_the_article_tells_of_none(run: Extract) -> None:
    assert votes(run, '"We abstained from drink," said Chile\'s ambassador, Ana Ruiz, at a dinner in Lima.') == set()


def test_the_exception_did_not_vote_so(run: Extract) -> None:
    assert votes(run, ADOPTED + "All members but Chile voted for it, and unlike Peru, Mali abstained.") == {
        ("MLI", "abstained")
    }


def test_a_vote_in_another_month_is_on_another_text(run: Extract) -> None:
    text = ADOPTED + "Chile, which voted against in March, abstained this time."
    assert votes(run, text) == {("CHL", "abstained")}


def test_a_vote_against_by_the_larger_number_rejects(run: Extract) -> None:
    text = "The Human Rights Council met on Monday. It voted 19 to 17 against holding a debate on Mali."
    tallies = [dict(f.qualifiers) for f in run(text).facts if f.relation is Relation.VOTE_TALLY]
    assert tallies == [{"against": "19", "for": "17", "outcome": "Rejected"}]
