"""kg.entities.local_bodies: bodies of a place whose names end small, and what is none of them."""

from __future__ import annotations

import pytest

from tests.conftest import Extract
from tests.test_institutions import institutions


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He was sentenced in Riverside County criminal court, she said.", "Riverside County criminal court"),
        ("Omar Haddad, of the Maidan Arpak provincial council, said so.", "Maidan Arpak provincial council"),
        (
            "The Manhattan district attorney's office is investigating, she said.",
            "Manhattan district attorney's office",
        ),
        ("Houston's city council was told.", "Houston's city council"),
        ("The Chicago fire department said so.", "Chicago fire department"),
        ("Paris police said so.", "Paris police"),
        ("Tomas Berg of the police department of nearby Boston said so.", "police department of Boston"),
        ("Ohio's state Senate was told.", "Ohio's state Senate"),
        ("The parliament of South Ossetia said so.", "parliament of South Ossetia"),
    ],
)
def test_a_places_body_may_end_small(run: Extract, text: str, name: str) -> None:
    assert name in institutions(run, text)


@pytest.mark.parametrize(
    "text",
    [
        "A district court in Denver said so.",
        "On Monday district court judges said so.",
        "The Democratic city council said so.",
        "Police department officials of Boston said so.",
        "The Boston city council members said so. Two Boston police were hurt.",
    ],
)
def test_a_kind_of_body_or_its_men_are_none(run: Extract, text: str) -> None:
    assert institutions(run, text) == set()


def test_a_chief_of_police_is_the_citys(run: Extract) -> None:
    assert institutions(run, "Denver police chief Omar Haddad said so.") == {"Denver"}


def test_a_city_whose_office_somebody_held_once_is_a_place(run: Extract) -> None:
    assert institutions(run, "Omar Haddad served as mayor of Denver until 2019, Ana Ruiz said.") == set()
