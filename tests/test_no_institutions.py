"""What the recogniser takes for a body and is none: people in a list, towns, works, texts, ships, a clause's verb."""

from __future__ import annotations

import pytest

from tests.conftest import Extract
from tests.test_institutions import institutions


@pytest.mark.parametrize(
    "text",
    [
        "For these reasons it ABSTAINS from adjudicating this dispute.",
        "Quoting Omar Haddad in 1953, she said that peace is hard.",
        "Numerous Maker Clubs from an array of local schools were on hand.",
        "She was a recurring guest actor on Buffy the Vampire Slayer.",
        "He wrote songs on folk rock musician Tomas Berg's 2009 release Together Through Life.",
        "Kenya calls for the adherence to the Protocol Additional to the Geneva Conventions.",
        'Mongolia hosts the conference of the "Ulaanbaatar Dialogue on Northeast Asian Security".',
        "He voiced concern about alarming violations against Uyghur Muslims in China.",
        "The event raised money for the zoo in Kitchener-Waterloo, Ontario.",
        "Troops committed atrocities in Mariupol, Bucha, Irpin, Izyum and elsewhere.",
        "The blast hit Jolo Cathedral in the Philippines.",
        "The protest began outside the Legislative Council Complex.",
        "He named a country where Artificial Intelligence acts as judge and jury.",
        "Ana Ruiz spoke. ((pl))Polish language: Prawo i Sprawiedliwość publicly declared it.",
    ],
)
def test_a_clause_a_work_a_text_or_a_town_is_none(run: Extract, text: str) -> None:
    assert not institutions(run, text)


def test_a_program_is_none(run: Extract) -> None:
    text = "He took part in Project MKUltra, a mind control program to test drugs."
    assert not institutions(run, text)


def test_a_ship_is_one_wherever_it_is_named(run: Extract) -> None:
    text = "There was contact by MV Namse Bangdzod on January 6, and Namse Bangdzod has not been seen since."
    assert not institutions(run, text)


def test_states_joined_by_a_hyphen_are_no_federation(run: Extract) -> None:
    text = "The Council's failure to adopt the Ukraine-Russian Federation resolution shows it."
    assert not {name for name in institutions(run, text) if "Ukraine" in name}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It fell to the Krasnodar Department of Family and Childhood in Russia.", "and Childhood"),
        ("The Egyptian Ministry of State for Antiquity gave its permission.", "for Antiquity"),
        ("Wikinews asked the Command and Control Centre of the Coast Guard.", "Command and"),
        ("Researchers from the University of Talca at Linares said so.", "at Linares"),
        ("As co-Chair of the Steering Committee on Sustainable Development Goal 4 he spoke.", "Goal 4"),
        ("They serve in the United Nations Mission in the Central African Republic.", "African Republic"),
    ],
)
def test_a_name_is_not_cut(run: Extract, text: str, name: str) -> None:
    assert any(name in found for found in institutions(run, text))


def test_the_police_of_a_town_nearby(run: Extract) -> None:
    text = "Ana Ruiz, a spokeswoman for the police department of nearby Cullinan, said so."
    assert "police department of Cullinan" in institutions(run, text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The Kirk's General Assembly met in Edinburgh.", "United Nations General Assembly"),
        ("The FAI General Assembly elected her.", "United Nations General Assembly"),
        ("The Dhaka Metropolitan Police arrested 40.", "Metropolitan Police"),
        ("He joined the Co-operative Commonwealth Federation.", "Commonwealth of Nations"),
        ("Two people were hurt near the Al Shifa hospital, it was told.", "Al Shifa"),
        ("The Talca Access Pipeline will stay open.", "Talca Access Pipeline"),
    ],
)
def test_a_part_of_anothers_name_is_none(run: Extract, text: str, wrong: str) -> None:
    assert wrong not in institutions(run, text)


def test_the_general_assembly_is_the_united_nations_own(run: Extract) -> None:
    for words in ("UN General Assembly", "General Assembly of the United Nations", "United Nations' General Assembly"):
        assert "United Nations General Assembly" in institutions(run, f"He spoke to the {words} on Monday.")


def test_a_home_is_none(run: Extract) -> None:
    found = run('He was given a home, known as the "Blue House", in exchange.').entities
    assert not [e for e in found if e.type.value in ("Institution", "Country")]
