"""Whose an office is in a body: told by "its", by a noun, by the Secretary-General or by a commissioner's field."""

from __future__ import annotations

import pytest

from tests.conftest import Extract
from tests.test_so_called import held


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("The African Union suspended Gabon. Its trade commissioner, Ana Ruiz, said so.", "African Union"),
        ("The European Commission proposed a ban. Climate Commissioner Ana Ruiz said so.", "European Commission"),
        ("Hamas agreed on Monday. The group said that its leader in Doha, Ana Ruiz, had signed.", "Hamas"),
        ("M23 rebels took the town. Their leader, General Ana Ruiz, said so.", "March 23 Movement"),
        ("The European Union has suspended aid to Niger, its top diplomat, Ana Ruiz, said.", "European Union"),
        ("The OAS sent 60 observers to Peru. Their leader, Ana Ruiz, said so.", "Organization of American States"),
        ("The European Union has 100 monitors on the border, led by retired judge Ana Ruiz.", "European Union"),
        ("Ana Ruiz, the head of Ukrainian state nuclear operator Energoatom, said so.", "Energoatom"),
    ],
)
def test_offices_of_a_body_told_of(run: Extract, text: str, body: str) -> None:
    assert held(run, text) == [body]


@pytest.mark.parametrize(
    "text",
    [
        "The African Union condemned the coup in Gabon. Its leader, General Ana Ruiz, dissolved parliament.",
        "New York Health Commissioner Ana Ruiz said so. The European Union has closed its borders.",
        "ECOWAS founder Ana Ruiz spoke in Abuja.",
        "The previous government, led by Ana Ruiz, fell in June. Peru has had six presidents.",
    ],
)
def test_offices_that_may_be_of_another(run: Extract, text: str) -> None:
    assert held(run, text) == []


SPEECH = "Remarks of the Secretary-General to the Security Council of the United Nations. "


def test_envoys_whom_the_secretary_general_calls_his_own(run: Extract) -> None:
    assert held(run, f"{SPEECH}I commend my Special Representative, Ana Ruiz, and her staff.") == ["United Nations"]
    assert held(run, f"{SPEECH}I commend my brother, Ana Ruiz, and his staff.") == []


def test_envoys_of_whom_he_thanks_are_not_his(run: Extract) -> None:
    text = "The Secretary-General thanked the King of Jordan and his envoy, Ana Ruiz. The United Nations is grateful."
    assert held(run, text) == []


def test_a_spokesman_is_of_the_subject_of_his_sentence(run: Extract) -> None:
    sender = "U.N. Secretary-General Omar Haddad, who met Prime Minister Tomas Berg of Haiti,"
    text = f"{sender} replied through his spokesperson, Ana Ruiz."
    assert held(run, text) == ["United Nations"]
