"""Where somebody is sent or posted is not whom he speaks for."""

from __future__ import annotations

import pytest

from kg.types import Relation
from tests.conftest import Extract


def represented(run: Extract, text: str) -> set[str]:
    found = run(text)
    labels = {entity.id: entity.label for entity in found.entities}
    return {labels[f.object or ""] for f in found.facts if f.relation is Relation.REPRESENTS and f.actual}


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("Our Humanitarian Coordinator in Chad, Ana Ruiz, condemned the attack.", {"United Nations"}),
        ("Ana Ruiz, the Deputy Envoy and Humanitarian Coordinator for Chad, is here.", {"United Nations"}),
        ("The director in Chad, Ana Ruiz, condemned the attack.", set()),
        ("The Chilean Supreme Court issued a ruling. Secretary of Justice Ana Ruiz objected.", set()),
        ("Two dissented, along with Justice Ana Ruiz of Chile.", set()),
        ("Chief Justice Ana Ruiz of Chile objected.", {"Chile"}),
        ("The president's U.N. envoy, Ana Ruiz, condemned the attack.", set()),
        ("Chile's government said its U.N. envoy, Ana Ruiz, had left.", {"Chile"}),
        ("The U.N. envoy, Ana Ruiz, condemned the attack.", {"United Nations"}),
        ("Ana Ruiz, the Chief Digital Officer of UNICEF, condemned it.", {"United Nations Children's Fund"}),
    ],
)
def test_whom_the_words_name(run: Extract, text: str, whom: set[str]) -> None:
    assert represented(run, text) == whom
