"""Offices without a country: told of before, in an article on two states, by where their holder speaks or receives."""

from __future__ import annotations

import pytest

from kg.types import Relation
from tests.conftest import Extract


def told(run: Extract, text: str) -> dict[str, str]:
    """Whom each person of a text represents, by label."""
    findings = run(text)
    labels = {entity.id: entity.label for entity in findings.entities}
    facts = (fact for fact in findings.facts if fact.relation is Relation.REPRESENTS)
    return {labels[fact.subject]: labels[fact.object or ""] for fact in facts}


def story(title: str, *paragraphs: str) -> str:
    return "\n\n".join((title, *paragraphs))


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Peru recalled its ambassador to neighbouring Chile. The ambassador, Ana Ruiz, left.", "Peru"),
        ("Poland summoned the Belarusian ambassador. The envoy, Ana Ruiz, was late.", "Belarus"),
        ("The Dutch minister summoned Russia's envoy. Ambassador Ana Ruiz came.", "Russia"),
        ("Peru did not send a delegate. The debate lasted an hour. The ambassador, Ana Ruiz, wrote.", "Peru"),
        ("Turkey's parliament will vote on Sweden's bid. President Ana Ruiz has said she would sign.", "Turkey"),
        ("Congo accuses Rwanda of backing rebels. Speaking in Kigali, President Ana Ruiz denied it.", "Rwanda"),
        ("Chile is wary of Peru. She flew to Lima, where Deputy Minister Ana Ruiz handed her a note.", "Peru"),
        ("German Chancellor Tomas Berg travels to Warsaw for talks with President Ana Ruiz.", "Poland"),
    ],
)
def test_the_country_is_told_before_or_by_the_place(run: Extract, text: str, country: str) -> None:
    assert told(run, text)["Ana Ruiz"] == country


@pytest.mark.parametrize(
    "text",
    [
        "Turkey's parliament backed Sweden's bid. President Ana Ruiz welcomed the vote.",
        "Sweden asked. Turkey's parliament will vote on Sweden's bid. President Ana Ruiz has said she would sign.",
        "Poland summoned the Belarusian and the Russian ambassador. The ambassador, Ana Ruiz, was late.",
        "Chile is wary of Peru. She flew to Lima, where Foreign Minister Ana Ruiz arrived too.",
        "A Chilean envoy spoke to the Peruvian envoy. Ambassador Ana Ruiz was calm.",
    ],
)
def test_two_countries_leave_it_open(run: Extract, text: str) -> None:
    assert "Ana Ruiz" not in told(run, text)


SIDES = (
    "India's top diplomat visits Nepal",
    "India's foreign minister met Nepal's prime minister in Kathmandu on Tuesday.",
    "Tomas Berg, the first Indian Cabinet minister to come, was met at the airport by his counterpart, Ana Ruiz.",
)


def test_of_two_states_the_counterpart_is_of_the_other(run: Extract) -> None:
    assert told(run, story(*SIDES)) == {"Tomas Berg": "India", "Ana Ruiz": "Nepal"}


def test_the_title_or_lead_tells_whose_prime_minister_it_is(run: Extract) -> None:
    found = told(run, story(*SIDES, "He spent an hour with Prime Minister Omar Haddad."))
    assert found["Omar Haddad"] == "Nepal"


def test_who_receives_one_side_is_of_the_other(run: Extract) -> None:
    text = story(
        "Mongolia's foreign minister in Seoul",
        "Mongolia's foreign minister, Ana Ruiz, arrived in South Korea on Monday.",
        "Ana Ruiz was received at noon by President Omar Haddad.",
    )
    assert told(run, text)["Omar Haddad"] == "South Korea"


def test_a_third_state_leaves_the_counterpart_open(run: Extract) -> None:
    text = story(
        "India, Nepal and Bhutan in talks",
        "India's foreign minister, Tomas Berg, met officials of Nepal and Bhutan on Tuesday.",
        "Tomas Berg was met at the airport by his counterpart, Ana Ruiz.",
    )
    assert "Ana Ruiz" not in told(run, text)


def test_a_day_is_no_field_of_a_minister(run: Extract) -> None:
    text = "Chile's foreign minister on Tuesday met guests in Santiago. Foreign Minister Ana Ruiz was late."
    assert told(run, text)["Ana Ruiz"] == "Chile"


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Two ruling party members, Ana Ruiz and Tomas Berg, voted against the bill.", {"Ana Ruiz", "Tomas Berg"}),
        (
            "The bill was tabled by Ana Ruiz and Tomas Berg, both members of the governing coalition.",
            {"Ana Ruiz", "Tomas Berg"},
        ),
        ("Speaker of Parliament Ana Ruiz put the bill to the vote.", {"Ana Ruiz"}),
        ("Two members of the delegation, Ana Ruiz and Tomas Berg, voted against the bill.", set()),
        ("The ruling party members, Ana Ruiz and Tomas Berg, met for lunch.", set()),
    ],
)
def test_members_told_by_their_side_sit_in_the_one_parliament(run: Extract, text: str, people: set[str]) -> None:
    found = told(run, f"Chile's parliament met on Monday. {text}")
    assert {person for person, body in found.items() if body == "National Congress of Chile"} == people


def test_of_two_parliaments_the_one_just_named_is_meant(run: Extract) -> None:
    text = (
        "The Bundestag and the Verkhovna Rada disagree. The bill went through the {} on Monday. Lawmaker Ana Ruiz won."
    )
    assert told(run, text.format("Bundestag"))["Ana Ruiz"] == "Bundestag"
    assert told(run, text.format("Verkhovna Rada"))["Ana Ruiz"] == "Verkhovna Rada"
