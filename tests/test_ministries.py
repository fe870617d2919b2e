"""kg.entities.ministries: whose a body of a state is, and by which other names an article calls it."""

from __future__ import annotations

import pytest

from kg.graph import assemble
from tests.conftest import Extract
from tests.test_institutions import institutions


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Zambia's Ministry of Health reported it, and the health ministry urged calm.",
            {"Ministry of Health of Zambia"},
        ),
        (
            "Chile's Foreign Ministry and Peru's Foreign Ministry signed it.",
            {"Foreign Ministry of Chile", "Foreign Ministry of Peru"},
        ),
        (
            "The Chilean Foreign Ministry met. Chile's Ministry of Foreign Affairs and the Foreign Ministry did.",
            {"Ministry of Foreign Affairs of Chile"},
        ),
        (
            "The Ministry of Defence denied it. The defence ministry and the Defense Ministry said so again.",
            {"Ministry of Defence"},
        ),
        ("Ghana's Supreme Court met. The Supreme Court of Chile met.", {"Supreme Court of Ghana"}),
        ("Peru and Chile disagree. The foreign ministry and the finance ministry said no.", set()),
        (
            "Chile's Foreign Ministry and the Peruvian Foreign Ministry agreed; the foreign ministry said so.",
            {"Foreign Ministry of Chile", "Peruvian Foreign Ministry"},
        ),
    ],
)
def test_a_states_body_is_one_whatever_it_is_called(run: Extract, text: str, names: set[str]) -> None:
    found = institutions(run, text) - {"Supreme Court of Chile"}
    assert found == names


def test_bodies_of_two_states_that_are_called_alike_are_two(run: Extract) -> None:
    text = "Kenya's High Court and Peru's High Court disagreed. Kenya's High Court won."
    assert institutions(run, text) == {"High Court of Kenya", "High Court of Peru"}


def test_a_ministry_is_one_in_all_articles(run: Extract) -> None:
    texts = ["The Turkish interior ministry said so.", "Turkey's Ministry of the Interior said so.",
             "Turkey's interior ministry said so.", "Peru's interior ministry said so."]  # fmt: skip
    graph = assemble([run(text, id=str(number)) for number, text in enumerate(texts)])
    ids = {entity.id for entity in graph.entities if entity.type.value == "Institution"}
    assert ids == {"institution/turkey-interior-ministry", "institution/peru-interior-ministry"}
