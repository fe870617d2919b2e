"""Whose ministers, spokesmen and secretaries general are that an article names without country or body."""

from __future__ import annotations

import pytest

from kg.types import Relation
from tests.conftest import Extract
from tests.test_descriptions import told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoy telephoned President Ana Ruiz in Santiago on Monday.", ("Ana Ruiz", "Chile")),
        ("In Santiago, presidential spokeswoman Ana Ruiz said so.", ("Ana Ruiz", "Chile")),
        (
            "On Day 2 Chilean President Tomas Berg and Foreign Minister Ana Ruiz met the envoys of the rebels.",
            ("Ana Ruiz", "Chile"),
        ),
        ("During his visit to Chile, Tomas Berg met with President Ana Ruiz.", ("Ana Ruiz", "Chile")),
        (
            "According to the US State Department, talks go on. It is late, spokesman Tomas Berg said.",
            ("Tomas Berg", "United States Department of State"),
        ),
        (
            "The African Union received the report of the Secretary General, Ana Ruiz, on hunger.",
            ("Ana Ruiz", "African Union"),
        ),
        (
            "Late in the evening Secretary Ana Ruiz met the envoys of the rebels in Washington.",
            ("Ana Ruiz", "United States"),
        ),
        ("Late in the evening External Affairs Minister Ana Ruiz met the envoys of the rebels.", ("Ana Ruiz", "India")),
        (
            "SANTIAGO, Nov. 1 (AP) — The Chilean government denied it. President Ana Ruiz said that Peru, Mali and "
            "Chile agreed. The Chilean parliament meets on Monday.",
            ("Ana Ruiz", "Chile"),
        ),
        ("Ana Ruiz, UN director at Human Rights Watch, said so.", ("Ana Ruiz", "Human Rights Watch")),
        (
            "Again it was Chile that stood in the way. “We wait for a neighbour,” Foreign Minister Ana Ruiz said.",
            ("Ana Ruiz", "Chile"),
        ),
        (
            "Chile's police came. The Chilean government agreed. Chile was calm, police spokeswoman Ana Ruiz said.",
            ("Ana Ruiz", "Chile"),
        ),
        (
            "Nevada voted. Nevada's women won. Newly elected Assemblywoman Ana Ruiz said that Nevada was first.",
            ("Ana Ruiz", "Nevada"),
        ),
        ("The governor of Kandahar, Ana Ruiz, said so.", ("Ana Ruiz", "Kandahar")),
    ],
)
def test_whose_it_is(run: Extract, text: str, expected: tuple[str, str]) -> None:
    assert expected in told(run, text, Relation.REPRESENTS)


@pytest.mark.parametrize(
    "text",
    [
        "Russia will pay, Foreign Minister Ana Ruiz said in Paris.",
        "Russia stood in the way. Foreign Minister Ana Ruiz said it was late.",
        "On the second day Chilean President Tomas Berg and President Ana Ruiz met the envoys of the rebels.",
        "The Chilean, a lawyer in Santiago, brought President Ana Ruiz's government and the rebels to Angola.",
        "Nevada voted. Nevada's women won. In Utah, Nevada said, Assemblywoman Ana Ruiz was first.",
        "Talks went on in the United States. The US Senate met, the US waits. Prime Minister Ana Ruiz spoke.",
    ],
)
def test_nobodys_where_the_text_does_not_tell(run: Extract, text: str) -> None:
    assert "Ana Ruiz" not in {subject for subject, _ in told(run, text, Relation.REPRESENTS)}


def test_who_meets_a_country_s_leader_is_not_its_minister(run: Extract) -> None:
    text = (
        "Foreign Minister Ana Ruiz met privately on Thursday with the Prime Minister of Spain, Omar Haddad. "
        "Haddad said that Spain would help. The Spanish government was hopeful, and Spain would send a Spanish envoy."
    )
    roles = [f.qualifier("role") for f in run(text).facts if f.object == "country/ESP"]
    assert roles == ["Prime Minister"]
