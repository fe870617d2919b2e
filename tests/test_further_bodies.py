"""The tables of further bodies at work: whose name holds in which article, and what only looks like one."""

from __future__ import annotations

import pytest

from kg.entities.tables import institution_rows, institutions, known, parliaments
from kg.types import Relation
from tests.conftest import Extract
from tests.test_descriptions import told
from tests.test_institutions import institutions as named


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Ireland voted. Fianna Fáil won, its leader said.", "Fianna Fáil"),
        ("Boeing said its planes were safe.", "Boeing"),
        ("The European Parliament met. The vote split the EP on Tuesday.", "European Parliament"),
        ("Talca spokesman Tomas Berg said so.", "Talca"),
        ("The Talca Sheriff's Office closed the road.", "Talca Sheriff's Office"),
    ],
)
def test_a_body_is_found(run: Extract, text: str, label: str) -> None:
    assert label in named(run, text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Peru voted. Fianna Fáil was the name of the song.", "Fianna Fáil"),  # whose country is not spoken of
        ("Mr. Boeing joined the board. Boeing was glad.", "Boeing"),  # a family name here
        ("Chile bought an Airbus A320 last week.", "Airbus"),  # what the company makes
        ("The Texas Department of Transportation closed the road.", "United States Department of Transportation"),
    ],
)
def test_a_name_that_means_something_else(run: Extract, text: str, label: str) -> None:
    assert label not in named(run, text)


def test_a_company_is_called_by_its_first_word(run: Extract) -> None:
    text = "Iran's Mahan Air flies there. Mahan's director, Ana Ruiz, agreed."
    assert ("Ana Ruiz", "Mahan Air") in told(run, text, Relation.REPRESENTS)


def test_a_company_named_after_its_owner_does_not_take_his_name(run: Extract) -> None:
    text = 'Tomas Hyatt runs the Hyatt Corporation. Hyatt said, "It is late, and we have been here for long."'
    found = run(text)
    labels = {entity.id: entity.label for entity in found.entities}
    assert [labels[f.subject] for f in found.facts if f.relation == "said"] == ["Tomas Hyatt"]


def test_us_is_the_country_in_an_article_on_its_senate(run: Extract) -> None:
    found = run("The US Senate met. The US Navy came. Then the US agreed, and the UN too.")
    assert {"United States", "United Nations"} <= {entity.label for entity in found.entities}


def test_every_state_has_one_parliament() -> None:
    assert known(parliaments()["country/FIN"]).entity.label == "Parliament of Finland"  # type: ignore[union-attr]
    assert parliaments()["country/HUN"] == "institution/national-assembly-of-hungary"
    assert parliaments()["country/LIE"] == "institution/parliament-of-liechtenstein"  # no table lists it
    assert len(institutions()) > len(institution_rows())


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The UN human rights council was told.", "United Nations Human Rights Council"),
        ("She said the Ukraine Red Cross was there.", "Ukrainian Red Cross"),
        ("She said the Nauru Red Cross was there.", "Nauru Red Cross"),
        ("Troops of the African Union mission in Somalia were there.", "African Union Mission in Somalia"),
        ("The British Conservative party said so.", "Conservative Party"),
    ],
)
def test_a_name_of_the_tables_in_small_letters_or_by_its_country(run: Extract, text: str, label: str) -> None:
    assert {e.label for e in run(text).entities if e.type.value == "Institution"} == {label}
