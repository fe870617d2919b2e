"""Whose an office is by a noun or a place told of before: the company's director, the sheriff's county, the court."""

from __future__ import annotations

import pytest

from kg.offices.so_called import LANDS, body_nouns
from kg.rules.load import macros
from tests.conftest import Extract
from tests.test_offices import ACTUAL, told


def held(run: Extract, text: str) -> list[str]:
    """Whom Ana Ruiz represents."""
    return [principal for person, principal, status in told(run, text) if (person, status) == ("Ana Ruiz", ACTUAL)]


def test_the_rules_know_the_nouns_of_the_table() -> None:
    assert set(macros()["noun"].strip().split("|")) == {*body_nouns(), *LANDS}


COMPANY = "Acme Power closed its plant on Monday. Tomas Berg, a farmer, was glad of it. "


@pytest.mark.parametrize(
    "sentence",
    [
        "Ana Ruiz, chief executive of the company, said so.",
        "Ana Ruiz, the company's chief executive, said so.",
        "A company spokeswoman, Ana Ruiz, said so.",
        "Company spokeswoman Ana Ruiz said so.",
        "The firm's managing director, Ana Ruiz, said so.",
        "Senior vice president Ana Ruiz said so.",
    ],
)
def test_a_company_is_called_so(run: Extract, sentence: str) -> None:
    assert held(run, COMPANY + sentence) == ["Acme Power"]


@pytest.mark.parametrize(
    ("before", "sentence", "body"),
    [
        ("The British Museum was shut.", "The museum's director, Ana Ruiz, said so.", "British Museum"),
        (
            "A fire broke out in Kronborg Palace.",
            "Ana Ruiz, chief executive of the palace, said so.",
            "Kronborg Palace",
        ),
        ("The Green Party was glad.", "Party chairwoman Ana Ruiz said so.", "Green Party"),
        ("Pupils of Talca High School left.", "Principal Ana Ruiz said so.", "Talca High School"),
    ],
)
def test_a_body_is_called_by_a_word_of_its_name(run: Extract, before: str, sentence: str, body: str) -> None:
    assert held(run, f"{before} {sentence}") == [body]


@pytest.mark.parametrize(
    "text",
    [
        "The British Museum and the Harbour Museum were shut. The museum's director, Ana Ruiz, said so.",
        "Acme Power closed its plant. Ana Ruiz, a former chief executive of the company, said so.",
        "Acme Power closed its plant. The head of a rival company, Ana Ruiz, was glad.",
        "The Green Party was glad. Opposition party leader Ana Ruiz was not.",
        "Somebody rang. Ana Ruiz, chief executive of the company, said so.",
    ],
)
def test_nobodys_where_two_fit_or_none_or_another_is_meant(run: Extract, text: str) -> None:
    assert held(run, text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The plane fell in Harlan County on Friday. Sheriff Ana Ruiz said so.", "Harlan County"),
        ("Police in Harlan County came. County sheriff Ana Ruiz said so.", "Harlan County"),
        ("Sheriff Ana Ruiz of Harlan County said so.", "Harlan County"),
        ("The Harlan County Sheriff, Ana Ruiz, said so.", "Harlan County"),
        (
            "Ana Ruiz, a spokeswoman for the police department of nearby Talca, said so.",
            "police department of Talca",
        ),
        ("Texas State Representative Ana Ruiz said so.", "Texas"),
        ("Ms. Ana Ruiz sang in Tyumen Oblast. The governor of the region, Ana Ruiz, said so.", "Tyumen Oblast"),
        ("Harlan County Attorney Ana Ruiz said so.", "Harlan County"),
        ("He appeared in Talca District Court on Monday. Judge Ana Ruiz sent him home.", "Talca District Court"),
        ("Sen. Ana Ruiz (R-Texas) said so.", "United States Senate"),
        ("Representative Ana Ruiz, Democrat of Ohio, said so.", "United States House of Representatives"),
        ("United States Attorney Ana Ruiz said so.", "United States"),
        ("Ana Ruiz, the U.S. Attorney for the Western District of Texas, said so.", "United States"),
        ("US Coast Guard Captain Ana Ruiz said so.", "United States Coast Guard"),
    ],
)
def test_local_and_federal_officers(run: Extract, text: str, place: str) -> None:
    assert held(run, text) == [place]


@pytest.mark.parametrize(
    "text",
    [
        "He drove from Harlan County to Perry County. Sheriff Ana Ruiz said so.",
        "She appealed to the Talca District Court on Monday. Judge Ana Ruiz had sent him home.",
        "Former Leeds mayor Ana Ruiz said so.",
        "Defence attorney Ana Ruiz said so.",
        "Yesterday Mayor Ana Ruiz said so.",
        "The principal reason, Ana Ruiz said, was money.",
    ],
)
def test_no_locality_where_two_are_told_or_another_is_meant(run: Extract, text: str) -> None:
    assert held(run, text) == []


def test_who_says_so_met_nobody(run: Extract) -> None:
    text = "Chilean President Tomas Berg met Japanese Prime Minister Mei Tanaka, Chilean spokeswoman Ana Ruiz said."
    labels = {e.id: e.label for e in run(text).entities}
    met = {labels[f.object or ""] for f in run(text).facts if f.relation.value == "metWith"}
    assert "Ana Ruiz" not in met
