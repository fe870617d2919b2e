"""Whose record an article is, and before whom somebody spoke where the words name it by half."""

from __future__ import annotations

import pytest

from kg.types import Relation
from tests.conftest import Extract

GENERAL = "United Nations General Assembly"
SECURITY = "United Nations Security Council"
RIGHTS = "United Nations Human Rights Council"
SIXTH = "Sixth Committee of the General Assembly"


def spoke(run: Extract, text: str) -> set[tuple[str, str]]:
    """(who, at which body) of a text's speeches; a meeting goes by its body."""
    found = run(text)
    labels = {entity.id: entity.label for entity in found.entities}
    bodies = {entity.id: labels.get(entity.body or "", entity.label) for entity in found.entities}
    return {
        (labels[fact.subject], bodies[fact.object or ""].partition(", 20")[0])
        for fact in found.facts
        if fact.relation is Relation.SPOKE_AT
    }


@pytest.mark.parametrize(
    ("title", "lead", "body"),
    [
        (
            "Security Council Must Reflect Today’s World, Speakers Tell General Assembly",
            "Reform of the Security Council topped the agenda as the General Assembly opened its annual debate.",
            GENERAL,
        ),
        (
            "Delegates Underline Need for Accountability, as Sixth Committee Takes Up Crimes against Humanity",
            "Speakers in the Sixth Committee (Legal) today called for a text which the General Assembly has discussed.",
            SIXTH,
        ),
        (
            "Sixth Committee Rejects No-Action Motion, Sends Five Drafts to General Assembly",
            "The Sixth Committee spent most of today on procedure before it approved five drafts.",
            SIXTH,
        ),
        (
            "Human Rights Council Extends Mandate of Special Rapporteur",
            "The Human Rights Council this afternoon adopted five resolutions.",
            RIGHTS,
        ),
    ],
)
def test_whose_record_it_is(run: Extract, title: str, lead: str, body: str) -> None:
    text = f"{title}\n\n{lead}\n\nThe representative of Chile said that time had come.\n\nPeru’s delegate agreed."
    text += "\n\nThe representative of Mali said no.\n\nMalta’s delegate disagreed."
    assert spoke(run, text) == {(country, body) for country in ("Chile", "Peru", "Mali", "Malta")}


def test_countries_speak_in_turn(run: Extract) -> None:
    text = (
        "Human Rights Council Extends Mandate\n\nThe Human Rights Council today adopted five resolutions.\n\n"
        "Chile, introducing draft resolution L.18, said the text was balanced.\n\n"
        "In a general comment, Peru noted that dialogue mattered.\n\n"
        "Speaking in a general comment were Mali and Malta.\n\nNorway is said to be rich."
    )
    assert spoke(run, text) == {(country, RIGHTS) for country in ("Chile", "Peru", "Mali", "Malta")}


@pytest.mark.parametrize(
    "sentence",
    [
        "Ana Ruiz told the governors that it was late.",
        "“It is late,” Ana Ruiz said during the debate.",
        "Ana Ruiz told the same meeting that the Bundestag had erred.",
        "Ana Ruiz told the board that it was late.",
    ],
)
def test_a_body_named_by_half(run: Extract, sentence: str) -> None:
    text = f"The IAEA's Board of Governors rebuked Chile on Monday by 20 votes to three. {sentence}"
    assert ("Ana Ruiz", "IAEA Board of Governors") in spoke(run, text)


def test_the_council_is_the_one_named_so_far(run: Extract) -> None:
    text = (
        "The text was adopted by the OAS Permanent Council on Monday. Ana Ruiz told the council that it was late. "
        "The Security Council meets on Friday."
    )
    assert spoke(run, text) == {("Ana Ruiz", "Permanent Council of the Organization of American States")}


def test_what_is_told_by_a_letter_is_no_speech(run: Extract) -> None:
    assert spoke(run, "Ana Ruiz informed the Security Council of her wish by a letter to its President.") == set()


def test_states_open_the_paragraphs_of_a_record(run: Extract) -> None:
    lead = "Debate goes on\n\nThe Human Rights Council this afternoon held a debate on Eritrea.\n\n"
    said = "China said that dialogue was better.\n\nCuba, speaking on behalf of a group of countries, regretted it."
    said += "\n\nThe Russian Federation rejected the report.\n\nPeru welcomed it."
    assert {who for who, body in spoke(run, lead + said) if body == RIGHTS} == {"China", "Cuba", "Russia", "Peru"}


def test_states_in_news_only_react(run: Extract) -> None:
    lead = "World reacts\n\nThe Human Rights Council will meet on Monday.\n\n"
    said = "China said that dialogue was better.\n\nCuba regretted the report.\n\nPeru welcomed it."
    assert spoke(run, lead + said) == set()
