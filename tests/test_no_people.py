"""What the recogniser takes for a person and is none, and names in a list of which some are surely people's."""

from __future__ import annotations

import pytest

from kg.types import EntityType
from tests.conftest import Extract


def people(run: Extract, text: str) -> set[str]:
    return {e.label for e in run(text).entities if e.type is EntityType.PERSON}


@pytest.mark.parametrize(
    "text",
    [
        'He said that the world was on their side. "Slava Ukraine."',
        "His country welcomed the Secretary-General's Our Common Agenda report.",
        "He would not recognize the so-called Luhansk People's republic.",
        'The minister called the investigation "Witch Hunt garbage."',
        "The Ministry of Reintegration of the Temporarily Occupied Territories of Ukraine said so.",
        "Researchers from the University of Colorado at Boulder (CU Boulder) in Colorado said so.",
        "Civilians were killed in Bucha, he said. It is essential that Bucha leads to an investigation.",
        "It was told to the lawmakers. ((es))Spanish language: Si el Senado me ratifica, seré gobernador.",
    ],
)
def test_a_slogan_a_report_a_place_or_a_body_is_nobody(run: Extract, text: str) -> None:
    assert not people(run, text)


def test_the_first_of_a_list_of_people(run: Extract) -> None:
    text = "The alumni including Ana Ruiz, Mei Tanaka, and Omar Haddad were in attendance."
    assert "Ana Ruiz" in people(run, text)


def test_a_calling_before_a_name_is_no_part_of_it(run: Extract) -> None:
    assert people(run, "Broadcaster Tomas Berg commented on the whale tusk.") == {"Tomas Berg"}


@pytest.mark.parametrize(
    "text",
    [
        "Operation Iron Shield began on Sunday. Iron Shield is to last two weeks.",
        "They marched from Trafalgar Square to the river.",
        "Al Jufra Airbase is used by the army.",
        "The Detective Branch of the police arrested 40.",
    ],
)
def test_an_operation_a_square_or_a_base_is_nobody(run: Extract, text: str) -> None:
    assert not people(run, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Do Mei-tan, leader of the opposition, told a rally in Seoul.", "Do Mei-tan"),
        ('"A lot of people think that," said a protester using the pseudonym Katya.', "Katya"),
    ],
)
def test_a_name_is_a_persons(run: Extract, text: str, name: str) -> None:
    assert name in people(run, text)


@pytest.mark.parametrize(
    "text",
    [
        "The ship is owned by Shoei Kisen, a Japanese firm, it was told.",
        "The Al Noor mosque was searched.",
        "Scientists restarted the Large Hadron Collider.",
        "Fighters stormed Hotel Hayat. Hotel Hayat is popular with lawmakers.",
        "Miss Universe will be held in Pasay.",
        "The Ejército de Liberación Nacional said it was a gesture.",
    ],
)
def test_a_firm_a_mosque_or_an_apparatus_is_nobody(run: Extract, text: str) -> None:
    assert not people(run, text)


def test_who_is_tried_is_a_person(run: Extract) -> None:
    assert people(run, "The trial of Tomas Tanaka ended on Monday.") == {"Tomas Tanaka"}
