"""The example as a whole: what a careful reader finds in the two seeds, and what he does not.

Only what will stay true however good the extraction gets; counts are not tested.
"""

from __future__ import annotations

import re

import pytest
from conftest import Built

from kg.types import Entity, EntityType, Fact, Modality

GENERAL_ASSEMBLY = "institution/united-nations-general-assembly"
SECURITY_COUNCIL = "institution/united-nations-security-council"
HUMAN_RIGHTS_COUNCIL = "institution/united-nations-human-rights-council"
UNITED_NATIONS = "institution/united-nations"
FIRST, SECOND = "003_c309c70f6c7beafb", "000_17d69096fd7638d8"


def named(built: Built, name: str) -> Entity:
    """The one entity that has this name."""
    found = [entity for entity in built.graph.entities if name in (entity.label, *entity.names)]
    assert len(found) == 1, f"{name}: {[entity.id for entity in found]}"
    return found[0]


def one(facts: list[Fact]) -> Fact:
    assert len(facts) == 1, facts
    return facts[0]


def quotes(facts: list[Fact]) -> set[str]:
    return {evidence.quote.replace("’", "'") for fact in facts for evidence in fact.evidence}


# --- five sentences that break the usual tools ----------------------------------------------------------------------


def test_only_russia_voted_against(built: Built) -> None:
    vote = one([fact for fact in built.facts("votedOn", subject="country/RUS") if fact.actual])
    assert vote.qualifier("choice") == "against"
    assert any("with only Russia voting against" in quote for quote in quotes([vote]))
    official = {vote.object, "resolution/A-RES-ES-11-6"}  # the second by the roll call that the other text speaks of
    assert built.edges("country/RUS", "votedAgainst") == built.edges("country/RUS", "votedOn") == official
    assert built.graph.entity(vote.object or "").body == SECURITY_COUNCIL


def test_nobody_else_voted(built: Built) -> None:
    """ "with 11 votes in favor and 3 abstentions" names nobody."""
    assert {fact.subject for fact in built.facts("votedOn") if fact.actual} == {"country/RUS"}


def test_tally_of_the_general_assembly(built: Built) -> None:
    tally = one([fact for fact in built.facts("voteTally", subject=GENERAL_ASSEMBLY) if fact.actual])
    assert [tally.qualifier(name) for name in ("for", "against", "abstained")] == ["141", "7", "32"]
    assert tally.qualifier("outcome") == "Adopted"
    assert any("141-7 with 32 abstentions" in quote for quote in quotes([tally]))
    measure = built.graph.entity(tally.object or "")
    assert (measure.type, measure.body) == (EntityType.RESOLUTION, GENERAL_ASSEMBLY)


def test_tally_of_the_security_council_is_completed_by_the_only_vote_against(built: Built) -> None:
    tally = one([fact for fact in built.facts("voteTally", subject=SECURITY_COUNCIL) if fact.actual])
    assert [tally.qualifier(name) for name in ("for", "against", "abstained")] == ["11", "1", "3"]
    assert tally.object == one(built.facts("votedOn", subject="country/RUS")).object


def test_blinken_in_the_united_states_seat(built: Built) -> None:
    blinken = named(built, "Antony Blinken")
    facts = [fact for fact in built.facts("represents", subject=blinken.id, object="country/USA") if fact.actual]
    assert "Secretary of State Antony Blinken in the United States' seat" in quotes(facts)
    assert built.edges(blinken.id, "represents") == {"country/USA"}


def test_what_france_and_mexico_will_propose_is_planned(built: Built) -> None:
    for country in ("country/FRA", "country/MEX"):
        fact = one(built.facts("sponsored", subject=country))
        assert fact.modality is Modality.PLANNED
        assert any("France and Mexico will propose a resolution" in quote for quote in quotes([fact]))
        assert built.edges(country, "sponsored") == set()
        assert built.graph.entity(fact.object or "").type is EntityType.RESOLUTION


def test_a_cancelled_appearance_is_no_fact_but_the_video_message_is(built: Built) -> None:
    guterres = named(built, "Guterres")
    spoke = one([fact for fact in built.facts("spokeAt", subject=guterres.id) if fact.actual])
    assert spoke.object == HUMAN_RIGHTS_COUNCIL
    assert built.edges(guterres.id, "spokeAt") == {HUMAN_RIGHTS_COUNCIL}
    start = built.texts[FIRST].index("He was scheduled to attend in person")
    end = built.texts[FIRST].index("U.N. Headquarters", start)
    inside = [
        e for f in built.graph.facts for e in f.evidence if e.article == FIRST and e.start < end and start < e.end
    ]
    assert inside == []


# --- one node for one thing -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "id"),
    [
        (["Nicolas de Riviere", "Nicolas De Rivière"], "person/nicolas-de-riviere"),
        (["U.S.", "United States", "America"], "country/USA"),
        (["Russia", "Russian Federation"], "country/RUS"),
        (["United Nations Security Council", "Security Council"], SECURITY_COUNCIL),
        (["United Nations General Assembly", "U.N. General Assembly", "General Assembly"], GENERAL_ASSEMBLY),
        (["United Nations", "U.N.", "UN"], UNITED_NATIONS),
        (["Linda Thomas-Greenfield", "Thomas-Greenfield"], "person/linda-thomas-greenfield"),
        (["Sergiy Kyslytsya", "Kyslytsya"], "person/sergiy-kyslytsya"),
    ],
)
def test_one_node_whatever_the_name(built: Built, names: list[str], id: str) -> None:
    assert {named(built, name).id for name in names} == {id}


@pytest.mark.parametrize("word", ["Security Council", "Riviere|Rivière", "United States|U.S."])
def test_no_second_node_of_that_name(built: Built, word: str) -> None:
    kinds = {EntityType.PERSON, EntityType.COUNTRY, EntityType.INSTITUTION}
    found = [e.id for e in built.graph.entities if e.type in kinds and re.search(word, e.label)]
    assert len(found) == 1


@pytest.mark.parametrize("name", ["Kuleba", "Kyslytsya", "Blinken", "Guterres", "Zelenskyy", "Stoltenberg"])
def test_people_are_persons_only(built: Built, name: str) -> None:
    found = [
        e for e in built.graph.entities if name in " ".join((e.label, *e.names)) and e.type is not EntityType.MEETING
    ]
    assert [e.type for e in found] == [EntityType.PERSON]


@pytest.mark.parametrize(
    ("id", "iso", "wikidata"),
    [
        ("country/USA", "USA", "Q30"),
        ("country/RUS", "RUS", "Q159"),
        ("country/UKR", "UKR", "Q212"),
        ("country/FRA", "FRA", "Q142"),
        (UNITED_NATIONS, None, "Q1065"),
        (SECURITY_COUNCIL, None, "Q37470"),
        (GENERAL_ASSEMBLY, None, "Q47423"),
    ],
)
def test_identifiers(built: Built, id: str, iso: str | None, wikidata: str) -> None:
    entity = built.graph.entity(id)
    assert (entity.identifier("iso3166-1-alpha-3"), entity.identifier("wikidata")) == (iso, wikidata)
    same = built.store.query(
        f"SELECT ?w {{ <https://example.org/diplokg/{id}> <http://www.w3.org/2004/02/skos/core#exactMatch> ?w }}"
    )
    assert [row["w"].value for row in same] == [f"http://www.wikidata.org/entity/{wikidata}"]


def test_every_country_has_a_code_and_a_wikidata_item(built: Built) -> None:
    countries = [entity for entity in built.graph.entities if entity.type is EntityType.COUNTRY]
    assert len(countries) >= 8
    for country in countries:
        assert country.identifier("iso3166-1-alpha-3") == country.id.removeprefix("country/")
        assert re.fullmatch(r"Q[1-9]\d*", country.identifier("wikidata") or "")


# --- who represents whom ---------------------------------------------------------------------------------------------


def test_kyslytsya_represents_ukraine_at_the_united_nations(built: Built) -> None:
    facts = built.facts("represents", subject="person/sergiy-kyslytsya")
    assert {fact.object for fact in facts} == {"country/UKR"}
    assert UNITED_NATIONS in {fact.at for fact in facts}
    assert built.edges("person/sergiy-kyslytsya", "represents") == {"country/UKR"}
    assert {e.article for fact in facts for e in fact.evidence} == {FIRST, SECOND}


@pytest.mark.parametrize(
    ("person", "principal"),
    [
        ("Dmytro Kuleba", "country/UKR"),
        ("Volodymyr Zelenskyy", "country/UKR"),
        ("Vladimir Putin", "country/RUS"),
        ("Nicolas De Rivière", "country/FRA"),
        ("Linda Thomas-Greenfield", "country/USA"),
        ("Stavros Lambrinidis", "institution/european-union"),
        ("Jens Stoltenberg", "institution/north-atlantic-treaty-organization"),
        ("Antonio Guterres", UNITED_NATIONS),
    ],
)
def test_people_represent_their_principal_and_nobody_else(built: Built, person: str, principal: str) -> None:
    assert built.edges(named(built, person).id, "represents") == {principal}


# --- who said what ---------------------------------------------------------------------------------------------------


def speakers(built: Built, words: str) -> list[str]:
    found = [fact for fact in built.facts("said") if words in (fact.qualifier("text") or "").replace("’", "'")]
    return [built.graph.entity(fact.subject).label for fact in found]


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("The impact is clear", "Dmytro Kuleba"),
        ("Today we refuse to give up on hope", "Linda Thomas-Greenfield"),
        ("We refuse to give up on the potential", "Linda Thomas-Greenfield"),
        ("That red line would, I hope", "Sergiy Kyslytsya"),
        ("There will be consequences on China", "Stavros Lambrinidis"),
        ("The escalation of military operations", "Antonio Guterres"),
        ("We need to take extraordinary actions", "Linda Thomas-Greenfield"),
        ("We have the right to live free", "Olena Zelenska"),
    ],
)
def test_quotations_have_their_speakers(built: Built, words: str, speaker: str) -> None:
    assert speakers(built, words) == [speaker]


def test_a_former_adviser_without_a_name_is_nobody(built: Built) -> None:
    words = "It clearly has crossed that threshold"
    assert words in built.texts[SECOND]
    assert speakers(built, words) == []


# --- sources ---------------------------------------------------------------------------------------------------------


def test_every_quote_is_its_slice_of_the_text(built: Built) -> None:
    evidence = [item for fact in built.graph.of_texts().facts for item in fact.evidence]
    assert len(evidence) > 20
    for item in evidence:
        assert item.quote == built.texts[item.article][item.start : item.end]
        assert item.quote.strip()


def test_every_fact_has_a_source_a_rule_and_a_date(built: Built) -> None:
    assert built.graph.facts
    for fact in built.graph.facts:
        assert fact.evidence
        assert fact.rule
        assert fact.dates
        assert 0 < fact.confidence <= 1


@pytest.mark.parametrize(
    "line",
    ["Watch CBS News", "View CBS News In", "CBS News App Open", "Be the first to know", "▶ Watch Video", "More about:"],
)
def test_no_fact_from_boilerplate(built: Built, line: str) -> None:
    places = [(id, text.index(line)) for id, text in built.texts.items() if line in text]
    assert places
    for id, start in places:
        inside = [
            item
            for fact in built.graph.facts
            for item in fact.evidence
            if item.article == id and item.start < start + len(line) and start < item.end
        ]
        assert inside == []
