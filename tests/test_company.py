"""Who met whom: the two, the sides of a list, nations and their people; what the press told of is called by it."""

from __future__ import annotations

import pytest

from kg.types import Relation
from tests.conftest import Extract
from tests.test_descriptions import told

_BOTH = "The Chilean president, Ana Ruiz, thanked the Malian president, Omar Haddad. "


@pytest.mark.parametrize(
    "then",
    [
        "The two talked for half an hour.",
        "The two leaders discussed fishing.",
        "Both presidents shook hands.",
        "It was the first face-to-face meeting between the two presidents.",
        "The talks between the two lasted for an hour.",
    ],
)
def test_the_two_are_those_named_before(run: Extract, then: str) -> None:
    assert told(run, _BOTH + then, Relation.MET_WITH) == {("Ana Ruiz", "Omar Haddad")}


@pytest.mark.parametrize(
    "then",
    [
        "The two ministers met in Geneva.",
        "The two countries met in the final.",
        "The two will meet in Geneva.",
        "A meeting between the two is planned.",
        "The two spoke different languages.",
        "The three met in Geneva.",
    ],
)
def test_others_than_those_named_or_no_meeting(run: Extract, then: str) -> None:
    assert told(run, _BOTH + then, Relation.MET_WITH) == set()


def test_the_three_are_each_with_the_others(run: Extract) -> None:
    text = "The ministers Ana Ruiz and Tomas Berg thanked President Omar Haddad. The three talked for an hour."
    assert len(told(run, text, Relation.MET_WITH)) == 3


def test_those_of_one_side_did_not_meet_each_other(run: Extract) -> None:
    text = (
        "The deal followed five hours of talks between Ana Ruiz, the Chilean foreign minister; two Malian deputy "
        "ministers, Omar Haddad and Mei Tanaka; and the UN envoy, Tomas Berg."
    )
    pairs = {frozenset(pair) for pair in told(run, text, Relation.MET_WITH)}
    assert len(pairs) == 5
    assert frozenset({"Omar Haddad", "Mei Tanaka"}) not in pairs


@pytest.mark.parametrize("people", ["students", "dissidents", "business leaders", "women's team", "opposition"])
def test_a_nation_s_people_do_not_stand_for_it(run: Extract, people: str) -> None:
    text = f"The Chilean president, Ana Ruiz, held talks with the Malian {people}."
    assert told(run, text, Relation.MET_WITH) == set()


@pytest.mark.parametrize("people", ["officials", "delegation", "side", "negotiators", "government"])
def test_a_nation_s_envoys_do(run: Extract, people: str) -> None:
    text = f"The Chilean president, Ana Ruiz, held talks with the Malian {people}."
    assert {tuple(sorted(pair)) for pair in told(run, text, Relation.MET_WITH)} == {("Ana Ruiz", "Mali")}


@pytest.mark.parametrize(
    "words",
    [
        "In remarks to the Lima daily El Norte,",
        "In an interview with the magazine The Harbour,",
        "In a 2006 interview with magazine The Harbour,",
        "In remarks to Harbour.com.br,",
        "Speaking to news website Zorban,",
    ],
)
def test_a_medium_is_told_by_what_stands_before_it(run: Extract, words: str) -> None:
    text = f"{words} the Chilean president, Ana Ruiz, said that talks went on."
    assert [subject for subject, _ in told(run, text, Relation.SPOKE_TO)] == ["Ana Ruiz"]


@pytest.mark.parametrize(
    "text",
    [
        "The Chilean president, Ana Ruiz, visited the newspaper Tomas Berg founded.",
        "In an interview with Mr. Tomas Berg, whom she called the newspaper's friend, she was cold.",
    ],
)
def test_a_founder_is_no_medium(run: Extract, text: str) -> None:
    assert told(run, text, Relation.SPOKE_TO) == set()


def test_the_newspaper_is_the_one_named_before(run: Extract) -> None:
    text = 'The minister Ana Ruiz explained why in Le Monde. "It is too early," Ruiz told the newspaper.'
    assert told(run, text, Relation.SPOKE_TO) == {("Ana Ruiz", "Le Monde")}


def test_a_conference_is_called_by_what_it_is_on(run: Extract) -> None:
    text = (
        "The ministers Ana Ruiz and Tomas Berg asked for more time. The remarks by both came at a conference on the "
        "law of the sea in New York."
    )
    assert told(run, text, Relation.SPOKE_AT) == {
        (name, "conference on the law of the sea") for name in ("Ana Ruiz", "Tomas Berg")
    }


@pytest.mark.parametrize(
    "clause",
    ["had the last word", "spoke next", "offered the amendment from the floor", "told the Geneva-based body so"],
)
def test_a_turn_is_taken_at_the_body_spoken_of(run: Extract, clause: str) -> None:
    text = f"The Human Rights Council met on Monday. The Chilean ambassador, Ana Ruiz, {clause}."
    assert told(run, text, Relation.SPOKE_AT) == {("Ana Ruiz", "United Nations Human Rights Council")}


@pytest.mark.parametrize(
    ("text", "told_of"),
    [
        ("The Chilean president, Ana Ruiz, began by telling Mr. Tomas Berg that it was late.", True),
        ("The Chilean president, Ana Ruiz, could do so by telling Mr. Tomas Berg that it was late.", False),
        ("The Chilean president, Ana Ruiz, criticised Mali for telling Mr. Tomas Berg that it was late.", False),
    ],
)
def test_who_tells_by_means_of_it(run: Extract, text: str, *, told_of: bool) -> None:
    assert told(run, text, Relation.SPOKE_TO) == ({("Ana Ruiz", "Tomas Berg")} if told_of else set())


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            "Mr. Omar Haddad came to Lima. The Chilean president, Ana Ruiz, met him there.",
            {("Ana Ruiz", "Omar Haddad")},
        ),
        ("Ms. Mei Tanaka came to Lima. The Chilean president, Ana Ruiz, met him there.", set()),
        ("The brother of Omar Haddad came to Lima, as did Mei Tanaka. President Ana Ruiz of Chile met him.", set()),
        ("President Omar Haddad's brother was held in Lima. President Ana Ruiz of Chile met him in jail.", set()),
    ],
)
def test_him_is_the_one_man_named_before(run: Extract, text: str, pairs: set[tuple[str, str]]) -> None:
    assert told(run, text, Relation.MET_WITH) == pairs


def test_those_met_stand_in_lines_of_their_own(run: Extract) -> None:
    text = (
        "Highlights of the Noon Briefing by the Spokesperson for Secretary-General Ana Ruiz\n\n12 May 2021\n\n"
        "Yesterday, the Secretary-General had meetings with, among others:\n- Mr. Omar Haddad, President of Mali;\n"
        "- the Foreign Minister of Norway, Mr. Tomas Berg;\n- a delegation of Japan led by Ms. Mei Tanaka.\n"
        "She was to see the Prime Minister of Peru as well.\n"
    )
    with_whom = {"Omar Haddad", "Tomas Berg", "Mei Tanaka"}
    assert told(run, text, Relation.MET_WITH) == {("Ana Ruiz", one) for one in with_whom}


@pytest.mark.parametrize(
    "text",
    [
        "The Chilean diplomat, who met President Omar Haddad of Mali in May, said no more.",
        "Aides to President Ana Ruiz of Chile met President Omar Haddad of Mali in May.",
        "President Ana Ruiz of Chile had no interest in talks with President Omar Haddad of Mali.",
    ],
)
def test_others_met_him_or_nobody_did(run: Extract, text: str) -> None:
    assert told(run, text, Relation.MET_WITH) == set()


def test_a_clause_of_its_own_has_its_own_subject(run: Extract) -> None:
    text = "Mr. Omar Haddad came. He was received by President Ana Ruiz; he also met with the minister, Tomas Berg."
    assert ("Ana Ruiz", "Tomas Berg") not in told(run, text, Relation.MET_WITH)
