"""Lists of voters in the news, on the lines after a heading that says how they voted."""

from __future__ import annotations

import pytest

from kg.findings import Findings
from kg.types import Relation
from kg.votes.vote_lists import heading
from tests.conftest import Extract

STORY = """How every country voted on ports

The United Nations General Assembly adopted a resolution on safe ports on Thursday by 12 votes to 3.

Member states that voted in favour of the resolution

A: Argentina, Austria

B: Benin, Bosnia and Herzegovina, Brazil

C:Chile, Cote d’Ivoire, Democratic People’s Republic of Korea (North Korea)

The following countries voted against the text:

• Mali
• Freedonnia
• Peru
• Togo

Who abstained

Ghana and Kenya

Absent from the vote:

Chad

The resolution was drafted by Norway.
"""


def votes(found: Findings) -> dict[str, str]:
    facts = [f for f in found.facts if f.relation is Relation.VOTED_ON and f.actual]
    assert len({f.object for f in facts}) < 2
    return {f.subject[-3:]: f.qualifier("choice") or "" for f in facts}


def test_the_heading_says_how_those_below_it_voted(run: Extract) -> None:
    found = votes(run(STORY))
    assert {c for c, choice in found.items() if choice == "for"} == {
        "ARG", "AUT", "BEN", "BIH", "BRA", "CHL", "CIV", "PRK",
    }  # fmt: skip
    assert {c for c, choice in found.items() if choice == "against"} == {"MLI", "PER", "TGO"}
    assert {c for c, choice in found.items() if choice == "absent"} == {"TCD"}
    assert {c for c, choice in found.items() if choice == "abstained"} == {"GHA", "KEN"}
    assert "NOR" not in found


def test_a_listed_vote_is_on_the_measure_told_before_and_cites_heading_and_name(run: Extract) -> None:
    facts = run(STORY).facts
    (tally,) = [f for f in facts if f.relation is Relation.VOTE_TALLY]
    (fact,) = [f for f in facts if f.subject == "country/PER"]
    assert fact.object == tally.object
    assert [e.quote for e in fact.evidence] == ["The following countries voted against the text:", "Peru"]


@pytest.mark.parametrize(
    ("line", "choice"),
    [
        ("Countries that voted against", "against"),
        ("Nine countries voted no. Here are the countries that voted in favor of the UN motion:", "for"),
        ("The following 14 states abstained:", "abstained"),
        ("Voting against (9):", "against"),
        ("List of countries that did not vote", "absent"),
        ("Abstentions", "abstained"),
        ("Against the motion:", "against"),
        ("No vote recorded:", "absent"),
        ("The seven countries that voted against the UN motion to condemn the raid were:", "against"),
        ("Which countries abstained?", "abstained"),
        ("Countries that voted against Chile’s invasion of Peru", None),
        ("Countries that voted for Chile", None),
        ("Countries that would vote against", None),
        ("Countries that voted against in 2017:", None),
        ("Countries that have not voted against", None),
        ("The countries of the region", None),
        ("Chile voted against the resolution.", None),
        ("Against all odds", None),
    ],
)
def test_headings_that_announce_a_list(line: str, choice: str | None) -> None:
    found = heading(line, 0, len(line))
    assert (found[0] if found else None) == choice


def test_prose_after_a_heading_is_no_list(run: Extract) -> None:
    text = (
        "The General Assembly adopted the text by 12 votes to 3.\n\nCountries that voted against\n\n"
        "Chile, Peru and their friends in the region regretted the text, said the delegate of Kenya.\n"
    )
    assert votes(run(text)) == {}


def test_brackets_in_a_sentence_say_how_its_lists_voted(run: Extract) -> None:
    text = (
        "The Human Rights Council adopted the resolution on Thursday. The group included Chile, Peru, Mali (which "
        "opposed); and Ghana and Kenya (which abstained); and Chad (which absented itself)."
    )
    assert votes(run(text)) == {
        "CHL": "against", "PER": "against", "MLI": "against", "GHA": "abstained", "KEN": "abstained", "TCD": "absent",
    }  # fmt: skip


def test_who_voted_along_with_the_subject_did_so_too(run: Extract) -> None:
    text = "Chile, which had asked for more time in May, voted against the draft resolution along with Peru."
    assert votes(run(text)) == {"CHL": "against", "PER": "against"}


@pytest.mark.parametrize(
    ("sentence", "choice", "voters"),
    [
        ("Those who abstained were: Chile, Republic of Korean, Togo, and Ghana.", "abstained", "CHL KOR TGO GHA"),
        ("Those who supported the move: Peru, Burkino Faso, Mali, Philipines and Cuba.", "for", "PER BFA MLI PHL CUB"),
        ("Voting against: Belarus, Eritreia, Mali, Kingdom of Freedonia and Cuba.", "against", "BLR ERI MLI CUB"),
    ],
)
def test_a_name_that_is_unknown_or_misspelt_loses_no_neighbour(
    run: Extract, sentence: str, choice: str, voters: str
) -> None:
    told = "The General Assembly adopted the resolution on ports on Thursday by 12 votes to 5.\n\n"
    assert votes(run(told + sentence)) == dict.fromkeys(voters.split(), choice)


@pytest.mark.parametrize(
    "sentence", ["Those opposed to the war: Chile, Peru and Mali.", "The vote of 2019: Chile, Peru and Mali."]
)
def test_what_stands_before_a_colon_may_be_no_heading(run: Extract, sentence: str) -> None:
    assert not votes(run("The General Assembly adopted the resolution on ports by 12 votes to 5.\n\n" + sentence))
