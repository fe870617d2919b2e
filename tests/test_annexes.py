"""Votes listed on lines of their own in a press release: every member, with the vote that its annex is of."""

from __future__ import annotations

from collections import Counter

from kg.findings import Findings
from kg.types import Relation
from tests.conftest import Extract

RELEASE = """General Assembly Adopts Two Texts on Ports and Fisheries

The General Assembly today adopted two resolutions on the oceans.
The Assembly first adopted a draft resolution on safe ports by a recorded vote of 6 in favour to 2 against \
(Chile, Peru), with 3 abstentions (Norway, India, Kenya). (For details of the vote, see Annex I.)
It then adopted, by a recorded vote of 7 in favour to none against, with 4 abstentions, the draft resolution on \
fishing rights. (See Annex II.)
The representative of Japan said his country had hesitated.
The representative of Chile said the text was weak.
The representative of Norway said it was late.
ANNEX I
Vote on Safe Ports
The draft resolution on safe ports (document A/78/L.40) was adopted by a recorded vote of 6 in favour to 2 against, \
with 3 abstentions, as follows:
In favour:  Argentina, Brazil, France, Ghana, Iran (Islamic Republic of), Japan.
Against:  Chile, Peru.
Abstain:  India, Kenya, Norway.
Absent:  Mali, Venezuela (Bolivarian Republic of).
ANNEX II
Vote on Fishing Rights
The draft resolution on fishing rights (document A/78/L.41) was adopted by a recorded vote of 7 in favour to none \
against, with 4 abstentions, as follows:
In favour (7):  Argentina, Chile, France, Ghana, Japan, Democratic People’s Republic of Korea, Peru.
Against:  None.
Abstaining:  Brazil, India, Kenya, Norway. Absent: Democratic Republic of the Congo, Mali.
"""


def votes(found: Findings) -> dict[str, dict[str, str]]:
    by_measure: dict[str, dict[str, str]] = {}
    for fact in found.facts:
        if fact.relation is Relation.VOTED_ON and fact.actual:
            by_measure.setdefault(fact.object or "", {})[fact.subject[-3:]] = fact.qualifier("choice") or ""
    return by_measure


def test_each_annex_is_of_the_vote_told_before_it(run: Extract) -> None:
    found = votes(run(RELEASE))
    assert found.keys() == {"resolution/A/78/L.40", "resolution/A/78/L.41"}
    ports, fishing = found["resolution/A/78/L.40"], found["resolution/A/78/L.41"]
    assert Counter(ports.values()) == {"for": 6, "against": 2, "abstained": 3, "absent": 2}
    assert Counter(fishing.values()) == {"for": 7, "abstained": 4, "absent": 2}
    assert (ports["IRN"], ports["CHL"], ports["VEN"]) == ("for", "against", "absent")
    assert (fishing["PRK"], fishing["CHL"], fishing["COD"]) == ("for", "for", "absent")


def test_a_vote_told_without_its_symbol_is_that_of_the_annex_with_the_same_numbers(run: Extract) -> None:
    tallies = [fact for fact in run(RELEASE).facts if fact.relation is Relation.VOTE_TALLY]
    assert {fact.object for fact in tallies} == {"resolution/A/78/L.40", "resolution/A/78/L.41"}
    assert len(tallies) == 2
    assert all(len(fact.evidence) >= 2 for fact in tallies)


def test_each_listed_vote_cites_its_list_and_its_name(run: Extract) -> None:
    (fact,) = [f for f in run(RELEASE).facts if f.subject == "country/PRK"]
    assert [e.quote for e in fact.evidence] == ["In favour (7):", "Democratic People’s Republic of Korea"]


def test_a_word_with_a_colon_is_no_annex(run: Extract) -> None:
    text = "The Security Council met. It voted 9 to 2.\nAgainst: a tide of doubt, Chile and Peru pressed on.\n"
    assert votes(run(text)) == {}


def test_a_vote_recalled_without_numbers_is_not_joined_to_another(run: Extract) -> None:
    text = (
        "General Assembly\n\nThe representative of Malta described Russia’s veto of that draft in the Security Council "
        "as disturbing.\nThe representative of Chile said it was late.\nThe representative of Peru said it was early.\n"
        "The representative of Venezuela said his delegation had voted in favour of resolution 2202 (2015).\n"
    )
    found = votes(run(text))
    assert "VEN" in found["resolution/S/RES/2202(2015)"]
    assert "RUS" not in found["resolution/S/RES/2202(2015)"]


def test_in_an_assembly_record_a_council_draft_is_the_councils(run: Extract) -> None:
    text = (
        "General Assembly\n\nThe representative of Malta said her country voted in favour of the draft.\n"
        "The representative of Chile said it was late.\nThe representative of Peru said it was early.\n"
        "The representative of Kenya said his country voted against the draft Security Council resolution on 25 "
        "April.\n"
    )
    found = run(text)
    measures = {fact.subject[-3:]: fact.object for fact in found.facts if fact.relation is Relation.VOTED_ON}
    assert measures["KEN"] == "resolution/United Nations Security Council, 2024-04-25"
    labels = {entity.id: entity.label for entity in found.entities}
    assert labels[measures["KEN"] or ""] == "draft resolution, Security Council, 25 April 2024"
    assert measures["MLT"] != measures["KEN"]


def test_a_vote_of_another_year_is_no_vote_on_this_text(run: Extract) -> None:
    text = (
        "The Security Council adopted a draft resolution on Monday by 11 votes in favour to 1 against (Russia), with 3 "
        "abstentions. It recalled the session of 1980, when the Soviet Union vetoed a draft resolution."
    )
    found = votes(run(text))
    (now,) = [measure for measure, votes_ in found.items() if "RUS" in votes_]
    assert "SUN" not in found[now]
