"""kg.entities.seats and name_parts: names of countries that mean a town, a territory, an event or a language."""

from __future__ import annotations

import pytest
from conftest import Extract

from kg.types import EntityType


def countries(run: Extract, text: str) -> set[str]:
    return {entity.id for entity in run(text).entities if entity.type is EntityType.COUNTRY}


@pytest.mark.parametrize(
    "text",
    [
        "She ran for Congress in New Mexico.",
        "The sites were in Alabama, Florida, Georgia, Kansas and Maine.",
        "Republican committee member Omar Haddad of Georgia said so.",
        "The last draft took place during the Vietnam War.",
        "He told the network's Spanish service that he was glad.",
        "They met at an Irish pub. It is a Japanese cartoon.",
        "A bomb could explode in New York or Madrid.",
        "The hospital in the town of Madrid was damaged. Officials said Madrid was hit.",
        "The European Commission objected. Brussels said that it would pay.",
        "The Jordan River, the Niger Delta, Lake Chad and Mount Kenya are on the map.",
        "It was said in Peru, Indiana, that nobody voted.",
        "The storm moved from Georgia to Alabama.",
        "He speaks Spanish, French and Turkish.",
        "She flew to Madrid and Lima.",
        "They ate Swiss cheese.",
        "They learned Spanish and Portuguese at school. The Panama Papers were leaked.",
        "He was born in Athens, Georgia, and raised in Alabama.",
    ],
)
def test_what_is_no_country(run: Extract, text: str) -> None:
    assert countries(run, text) == set()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Georgia voted against the resolution.", "GEO"),
        ("Mexico and Vietnam met. The new Mexico office opened.", "MEX"),
        ("Neighbouring Mali came to his defence.", "MLI"),
        ("Madrid said on Monday that it would vote.", "ESP"),
        ("Brussels said on Monday that it would vote.", "BEL"),
        ("The Irish government objected.", "IRL"),
        ("The Spanish ambassador left.", "ESP"),
        ("President Omar Haddad of Georgia left.", "GEO"),
        ("The representative of Georgia said so.", "GEO"),
        ("The representative of Israel said so.", "ISR"),
        ("Representatives of Ireland left.", "IRL"),
        ("He has lived in Peru, Texas and Ohio.", "PER"),
        ("They went from Georgia to Turkey.", "GEO"),
    ],
)
def test_what_is_a_country(run: Extract, text: str, code: str) -> None:
    assert f"country/{code}" in countries(run, text)
