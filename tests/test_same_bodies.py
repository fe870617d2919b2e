"""One body under several names in an article: in brackets, in full, in apposition, of one state, in a list."""

from __future__ import annotations

import pytest

from kg.entities.ministries import body_of_a_state
from kg.entities.organization_same import same_key
from tests.conftest import Extract
from tests.test_institutions import institutions


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "The Supreme Court of Justice (Oberster Gerichtshof) of Austria sent it back. Berg answered the Oberster "
            "Gerichtshof.",
            {"Supreme Court of Justice"},
        ),
        (
            "United States District Court Judge Tomas Berg ruled. It went to the United States District Court for the "
            "Southern District of New York.",
            {"United States District Court for the Southern District of New York"},
        ),
        (
            "He told the Human Rights Council Commission of Inquiry. The Human Rights Council has set up a Commission "
            "of Inquiry on Ukraine.",
            {"United Nations Human Rights Council", "Independent International Commission of Inquiry on Ukraine"},
        ),
        ("Yesterday, Roscosmos, the Russian space agency, announced it. The Russian space agency knew.", {"Roscosmos"}),
        (
            "The Presidential Council of the State of Libya met. The Libyan Presidential Council will meet again.",
            {"Presidential Council of the State of Libya"},
        ),
        (
            "It was told to the House Foreign Affairs and Intelligence committees.",
            {"House Foreign Affairs Committee", "House Intelligence Committee"},
        ),
        (
            "They head the House committees on Foreign Affairs, Intelligence, and Oversight and Reform, he wrote.",
            {
                "House Foreign Affairs Committee",
                "House Intelligence Committee",
                "House Oversight and Reform Committee",
                "United States House of Representatives",
            },
        ),
        ("He joined the Maryland General Assembly in 1983.", {"Maryland General Assembly"}),
        ("Ana Ruiz told the BBC's Newsday programme that it was late.", {"British Broadcasting Corporation"}),
        ("He read it on the Austrian news site oe24.at on Monday.", {"oe24.at"}),
        ("((WN)) Whom do you admire? ((Ana Ruiz)) Nobody. ((WN)) Why?", set()),
    ],
)
def test_one_body_is_one(run: Extract, text: str, names: set[str]) -> None:
    assert institutions(run, text) == names


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Libyan Presidential Council", ("Libya", "Presidential Council")),
        ("Presidential Council of the State of Libya", ("Libya", "Presidential Council")),
        ("Chile's Senate", ("Chile", "Senate")),
        ("Senate", ("", "")),
        ("Chile-Peru Council", ("", "")),
    ],
)
def test_a_body_of_a_state(name: str, told: tuple[str, str]) -> None:
    assert body_of_a_state(name) == told


def test_bodies_of_two_states_are_two() -> None:
    assert same_key("Libyan Presidential Council") != same_key("Presidential Council of Yemen")


@pytest.mark.parametrize(
    ("text", "place", "body"),
    [
        (
            "The Manhattan district attorney's office is investigating. Manhattan District Attorney Ana Ruiz said so.",
            "Manhattan",
            "Manhattan district attorney's office",
        ),
        (
            "Northamptonshire police said so. Northamptonshire's chief constable Ana Ruiz wrote to the embassy.",
            "Northamptonshire",
            "Northamptonshire police",
        ),
    ],
)
def test_an_officer_is_of_the_service_that_is_named(run: Extract, text: str, place: str, body: str) -> None:
    found = institutions(run, text)
    assert body in found
    assert place not in found


def test_a_town_stays_where_its_service_is_not_named(run: Extract) -> None:
    assert "Talca" in institutions(run, "Talca police chief Ana Ruiz said so.")


def test_the_security_services_of_two_states_are_two(run: Extract) -> None:
    text = "Sweden's Security Service took over. It asked Norway's Security Service."
    assert {"Security Service of Sweden", "Security Service of Norway"} <= institutions(run, text)
