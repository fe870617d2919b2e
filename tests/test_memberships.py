"""Members of today, whose they are and what a short name leaves of a name; texts that speakers call their own."""

from __future__ import annotations

import pytest

from kg.types import Relation
from tests.conftest import Extract
from tests.test_descriptions import told

_COUNCIL = "United Nations Security Council"
_MEET = "The Security Council met on Monday. The General Assembly had condemned the test. "


@pytest.mark.parametrize(
    "text",
    [
        "Chile was elected to the Security Council for a two-year term that begins on January 1.",
        "The General Assembly elected Chile to the Security Council. It will take its seat in January.",
        "Incoming members of the Security Council, including Chile, were briefed.",
        "Would-be members of the Security Council, including Chile, took part.",
        "Candidates for the Security Council: Chile, Peru and Mali.",
        "Poland addressed the Security Council (Chile, Peru and Mali).",
        "Chile, once a member of the Security Council, agreed.",
    ],
)
def test_no_members_yet_or_any_more(run: Extract, text: str) -> None:
    assert told(run, text, Relation.MEMBER_OF) == set()


@pytest.mark.parametrize(
    "then",
    [
        "The permanent members – China and France – were divided.",
        "The elected members – China and France – were divided.",
    ],
)
def test_permanent_and_elected_members_are_the_councils(run: Extract, then: str) -> None:
    assert told(run, _MEET + then, Relation.MEMBER_OF) == {("China", _COUNCIL), ("France", _COUNCIL)}


def test_members_of_the_body_that_voted(run: Extract) -> None:
    text = "The Security Council adopted a resolution by 12 votes to none. Russia was angry. "
    then = "The three African members, Gabon, Ghana and Kenya, abstained."
    assert told(run, text + then, Relation.MEMBER_OF) == {(c, _COUNCIL) for c in ("Gabon", "Ghana", "Kenya")}


def test_it_is_the_country_that_the_sentence_before_is_about(run: Extract) -> None:
    nato = "North Atlantic Treaty Organization"
    told_of = told(run, "Montenegro voted to leave in 2006. It joined NATO in 2017.", Relation.MEMBER_OF)
    assert told_of == {("Montenegro", nato)}
    assert told(run, "Montenegro's parliament met. It joined NATO in 2017.", Relation.MEMBER_OF) == set()
    assert told(run, "Montenegro met the European Union. It joined NATO in 2017.", Relation.MEMBER_OF) == set()


def test_an_abbreviation_is_part_of_the_name_before_it(run: Extract) -> None:
    text = "Chad joined the African Union (AU) in 1963."
    assert told(run, text, Relation.MEMBER_OF) == {("Chad", "African Union")}


@pytest.mark.parametrize(
    ("words", "own"),
    [
        ("We tabled this text because people are dying", True),
        ("The text which we have drafted together with Japan is balanced", True),
        ("We did not table this text", False),
        ("We tabled a text in 2015", False),
    ],
)
def test_a_text_that_its_speaker_calls_his_own(run: Extract, words: str, own: bool) -> None:
    adopted = "The Security Council adopted a resolution by 12 votes to none. "
    text = f'{adopted}"{words}," said Brazil\'s ambassador, Ana Ruiz.'
    assert {subject for subject, _ in told(run, text, Relation.SPONSORED)} == ({"Brazil"} if own else set())
