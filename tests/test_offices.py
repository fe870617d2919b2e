"""Whose an office is, and until when: territories, chambers, a country's own short names, departures."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.pipeline import build
from kg.types import Fact, Modality, Relation
from tests.conftest import Extract


def told(run: Extract, text: str, relation: Relation = Relation.REPRESENTS) -> list[tuple[str, str, str]]:
    """(subject, object, modality) of a text's facts, by label."""
    findings = run(text)
    labels = {entity.id: entity.label for entity in findings.entities}

    def row(fact: Fact) -> tuple[str, str, str]:
        return labels[fact.subject], labels[fact.object or ""], fact.modality.value

    return sorted({row(fact) for fact in findings.facts if fact.relation is relation})


ACTUAL, FORMER, PLANNED = Modality.ACTUAL.value, Modality.FORMER.value, Modality.PLANNED.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The governor of Louisiana, Ana Ruiz, said so.", ("Ana Ruiz", "Louisiana", ACTUAL)),
        ("Florida Governor Ana Ruiz declared an emergency.", ("Ana Ruiz", "Florida", ACTUAL)),
        ("The mayor of New Orleans, Ana Ruiz, said so.", ("Ana Ruiz", "New Orleans", ACTUAL)),
        ("The mayor of London, Ana Ruiz, said so.", ("Ana Ruiz", "London", ACTUAL)),
        ("Ana Ruiz, the chief executive of Hong Kong, said so.", ("Ana Ruiz", "Hong Kong", ACTUAL)),
        ("Ana Ruiz, Democratic Senator from New York, said so.", ("Ana Ruiz", "New York", ACTUAL)),
        ("The American Samoan delegate to the U.S. Senate, Ana Ruiz, spoke.", ("Ana Ruiz", "American Samoa", ACTUAL)),
    ],
)
def test_states_and_cities_have_offices(run: Extract, text: str, expected: tuple[str, str, str]) -> None:
    assert told(run, text) == [expected]


def test_a_territory_with_a_code_of_its_own_is_a_country_and_others_are_not(run: Extract) -> None:
    findings = run("Ana Ruiz, the chief executive of Hong Kong, met the governor of Alabama, Tomas Berg.")
    kinds = {entity.label: entity.type.value for entity in findings.entities}
    assert (kinds["Hong Kong"], kinds["Alabama"]) == ("Country", "Institution")


def test_a_place_without_an_office_is_no_entity(run: Extract) -> None:
    assert "Alabama" not in {entity.label for entity in run("Ana Ruiz spoke in Alabama on Monday.").entities}


SENATE = "People in the United States voted. In the United States the Senate met again after lunch; the House did not. "


@pytest.mark.parametrize(
    ("sentence", "chamber"),
    [
        ("Senator Ana Ruiz said so.", "United States Senate"),
        ("Senate Majority Leader Ana Ruiz said so.", "United States Senate"),
        ("Ana Ruiz, the Republican Senate Minority Leader, spoke.", "United States Senate"),
        ("Ana Ruiz, the Speaker of the House, said so.", "United States House of Representatives"),
        ("Representative Ana Ruiz said so.", "United States House of Representatives"),
    ],
)
def test_members_sit_in_the_chamber_of_their_title(run: Extract, sentence: str, chamber: str) -> None:
    assert told(run, SENATE + sentence) == [("Ana Ruiz", chamber, ACTUAL)]


def test_a_party_before_a_member_is_membership(run: Extract) -> None:
    text = SENATE + "Republican Senator Ana Ruiz said so. Democrat Tomas Berg said so."
    parties = [("Ana Ruiz", "Republican Party", ACTUAL), ("Tomas Berg", "Democratic Party", ACTUAL)]
    seat = ("Ana Ruiz", "United States Senate", ACTUAL)
    assert sorted(told(run, text, Relation.MEMBER_OF)) == sorted([*parties, seat])


def test_the_senate_of_a_state_is_not_that_of_the_union(run: Extract) -> None:
    text = "In Texas in the United States the Texas Senate met. The United States looked on. Senator Ana Ruiz spoke."
    assert ("Ana Ruiz", "United States Senate", ACTUAL) not in told(run, text)


@pytest.mark.parametrize(
    "ending",
    [
        "She died on Monday.",
        "President Ana Ruiz resigned on Monday.",
        "Ana Ruiz was killed on Monday.",
        "The funeral of Ana Ruiz is on Monday.",
        "It followed the Monday resignation of Ana Ruiz.",
        "The former president Ana Ruiz lives in Lima.",
    ],
)
def test_an_office_left_is_a_former_one(run: Extract, ending: str) -> None:
    facts = told(run, f"President Ana Ruiz of Chile signed the law. {ending}")
    assert facts == [("Ana Ruiz", "Chile", FORMER)]


@pytest.mark.parametrize(
    "ending",
    ["She will resign in May.", "She denied that she had resigned.", "Her son died on Monday.", "Tomas Berg resigned."],
)
def test_an_office_not_left_is_an_actual_one(run: Extract, ending: str) -> None:
    facts = told(run, f"President Ana Ruiz of Chile signed the law. {ending}")
    assert ("Ana Ruiz", "Chile", ACTUAL) in facts


def test_one_office_left_leaves_the_other(run: Extract) -> None:
    facts = told(run, "Chilean Prime Minister Ana Ruiz resigned as leader of the Labour Party on Monday.")
    assert ("Ana Ruiz", "Chile", ACTUAL) in facts


def test_incoming_is_planned(run: Extract) -> None:
    facts = told(run, "Ana Ruiz, the incoming president of Chile, said so.")
    assert facts == [("Ana Ruiz", "Chile", PLANNED)]


def test_a_party_leader_may_be_prime_minister_too(run: Extract) -> None:
    text = (
        "In the United Kingdom, Labour Party leader and Prime Minister Ana Ruiz spoke. The United Kingdom votes soon."
    )
    assert told(run, text) == [("Ana Ruiz", "Labour Party", ACTUAL), ("Ana Ruiz", "United Kingdom", ACTUAL)]


def test_a_minister_is_not_given_a_country_that_is_only_mentioned(run: Extract) -> None:
    text = (
        "Bulgaria stood in the way, and Bulgaria knows it. Foreign Minister Ana Ruiz said so. Tomas Berg once sat in "
        "parliament before he became Dutch foreign minister."
    )
    assert not [row for row in told(run, text) if row[:2] == ("Ana Ruiz", "Netherlands")]


def test_a_country_that_someone_campaigned_in_is_not_the_presidents(run: Extract) -> None:
    text = (
        "Lena Holt arrived in France today after six years in the Colombian jungle. In France she met President Omar "
        "Sand, and France rejoiced. The Colombian army had freed her. She had been campaigning for President of "
        "Colombia. France thanked Colombia; she stays in France."
    )
    assert ("Omar Sand", "Colombia", ACTUAL) not in told(run, text)


def test_the_president_of_the_country_told_of(run: Extract) -> None:
    text = "South Africa mourned, and South Africa wept. Ana Ruiz, the current president of the country, said so."
    assert told(run, text) == [("Ana Ruiz", "South Africa", ACTUAL)]


def test_a_field_of_an_office_may_be_called_as_a_body_is(run: Extract) -> None:
    text = (
        "Ana Ruiz, Secretary of State for Foreign, Commonwealth and Development Affairs of the United Kingdom, spoke."
    )
    assert told(run, text) == [("Ana Ruiz", "United Kingdom", ACTUAL)]


def test_a_release_of_the_un_gives_no_president_the_country_it_is_about(tmp_path: Path) -> None:
    (tmp_path / "release.txt").write_text(
        "Secretary-General Appeals for Peace in Ukraine to Security Council\n\nFollowing is the Secretary-General's "
        "message:\n\nUkraine suffers, and Ukraine must not stand alone; Ukraine needs help. I repeat my appeal to "
        "President Ana Ruiz: stop the military operation now.\n"
    )
    assert [f for f in build([tmp_path]).facts if f.relation is Relation.REPRESENTS] == []


def test_a_country_has_one_president(run: Extract) -> None:
    text = (
        "In Chile people wait, and Chile votes soon. The Chilean President Ana Ruiz spoke to them in Chile. "
        "President Tomas Berg answered her from his own capital."
    )
    assert told(run, text) == [("Ana Ruiz", "Chile", ACTUAL)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The United States looked on. Defense Secretary Ana Ruiz said so.", [("Ana Ruiz", "United States", ACTUAL)]),
        ("The Philippines and the Philippines' friend, the United States, met. Defense Secretary Ana Ruiz spoke.", []),
    ],
)
def test_an_office_of_two_countries_is_nobodys_where_both_are_named(
    run: Extract, text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert told(run, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz, the Special Envoy for Mali, arrived on Monday.",
        "Ana Ruiz, the special representative for Mali and Chad, arrived on Monday.",
        "The special envoy for Mali told the Security Council on Monday that time was short.",
    ],
)
def test_an_envoy_is_not_of_the_country_he_works_on(run: Extract, text: str) -> None:
    assert not [f for f in run(text).facts if "country/MLI" in (f.subject, f.object)]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Human Rights Watch's Africa director, Ana Ruiz, said so.", "Human Rights Watch"),
        ("Ana Ruiz, Africa director at Human Rights Watch, said so.", "Human Rights Watch"),
        ("Ana Ruiz, governor of Ukraine's Kharkiv region, said so.", "Kharkiv"),
        ("Kharkiv regional governor Ana Ruiz said so.", "Kharkiv"),
        ("The Chilean ambassador in Peru, Tomas Berg, said so.", "Chile"),
        ("The UN's humanitarian coordinator in Yemen, Tomas Berg, said so.", "United Nations"),
        ("Under President Ana Ruiz, Peru has grown.", "Peru"),
        (
            "MANILA, Philippines — The Philippines waits. Defense Secretary Ana Ruiz said the Philippines had time.",
            "Philippines",
        ),
        ("Ana Ruiz, the mayor of Puerto Talca, was also there.", "Puerto Talca"),
        ("Chilean Vice President Ana Ruiz, who led the delegation, called it late.", "Chile"),
    ],
)
def test_an_office_is_held_for_one_alone(run: Extract, text: str, body: str) -> None:
    assert [object for _, object, _ in told(run, text)] == [body]


def test_an_envoy_s_field_goes_with_the_office(run: Extract) -> None:
    (fact,) = run("Norway's special envoy for Mali and Chad, Ana Ruiz, said so.").facts
    assert (fact.object, fact.qualifier("role")) == ("country/NOR", "special envoy for Mali and Chad")


def test_an_envoy_of_a_noon_briefing_is_the_un_s(tmp_path: Path) -> None:
    file = tmp_path / "briefing.txt"
    file.write_text(
        "Highlights of the noon briefing\n\n2019-04-30\n\nAna Ruiz, the Special Envoy for Mali, will come on Friday.\n"
    )
    graph = build([file])
    (fact,) = [f for f in graph.facts if f.relation is Relation.REPRESENTS]
    assert fact.object == "institution/united-nations"


@pytest.mark.parametrize(
    "text",
    [
        "Turkish Cypriot leader Omar Haddad left on Monday.",
        "South American leader Ana Ruiz left on Monday.",
        "The Charter of Paris was signed in French.",
    ],
)
def test_what_names_no_country(run: Extract, text: str) -> None:
    found = run(text)
    assert not [e.id for e in found.entities if e.id.startswith("country/")]
    assert not found.facts


def test_a_short_title_is_the_long_one_s(run: Extract) -> None:
    text = (
        "Indian Prime Minister Ana Ruiz told Prime Minister Omar Haddad that she would visit Pakistan. "
        "PM Haddad welcomed India's offer to Pakistan."
    )
    assert ("Omar Haddad", "country/IND") not in {(name, object) for name, _, object in told(run, text)}


def test_the_wing_of_a_movement_is_not_the_movement(run: Extract) -> None:
    text = "The talks of the PLO ended. The PLO-XY, led by Ana Ruiz, stayed away."
    assert not [f for f in run(text).facts if f.object == "institution/palestine-liberation-organization"]


def test_a_mission_to_a_body_is_its_country_s(run: Extract) -> None:
    (fact,) = run("Chile's permanent mission to the African Union requested an extraordinary session.").facts
    assert (fact.relation, fact.subject) == (Relation.SPONSORED, "country/CHL")


def test_two_bodies_joined_by_on_are_two(run: Extract) -> None:
    text = "Ambassador Ana Ruiz addressed the Security Council on the United Nations Mission in South Sudan on Monday."
    (fact,) = [f for f in run(text).facts if f.relation is Relation.SPOKE_AT]
    assert fact.object == "institution/united-nations-security-council"


@pytest.mark.parametrize(
    ("text", "principal"),
    [
        ("The current chairman of the African Union, Chilean leader Ana Ruiz, spoke.", "African Union"),
        ("Ana Ruiz, who after years abroad is the president of Chile, spoke.", "Chile"),
        ("Ambassador Ana Ruiz (MP), Minister of Ports and Lake Fishing of the Republic of Ghana, spoke.", "Ghana"),
    ],
)
def test_the_parse_joins_an_office_to_a_name(run: Extract, text: str, principal: str) -> None:
    assert ("Ana Ruiz", principal, ACTUAL) in told(run, text)


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz, the daughter of the president of Chile, spoke to Omar Haddad.",
        "Ana Ruiz and the president of Chile spoke.",
        "Ana Ruiz, whose husband is the president of Chile, spoke.",
        "The president of Chile told Ana Ruiz so.",
        "Ana Ruiz was a friend of the president of Chile.",
        "Ana Ruiz, the head of a branch of the army of Chile, spoke.",
    ],
)
def test_the_parse_joins_no_other_s_office(run: Extract, text: str) -> None:
    assert told(run, text) == []


def test_those_present_listed_line_by_line(run: Extract) -> None:
    text = (
        "The first sitting was held on Monday. It was attended by :\n\n"
        "H.E. Ana Ruiz, President of the Republic of Ghana\n\n"
        "H.E. Omar Haddad, Vice President of the Republic of Burundi\n"
    )
    assert told(run, text) == [("Ana Ruiz", "Ghana", ACTUAL), ("Omar Haddad", "Burundi", ACTUAL)]


def test_a_caption_is_a_sentence(run: Extract) -> None:
    text = (
        "Board Meets Again\n\nInternational Atomic Energy Agency (IAEA) Director-General Ana Ruiz attends an IAEA "
        "Board of Governors meeting in Vienna, Austria. REUTERS/Omar Haddad\n\nThe board met on Monday.\n"
    )
    assert ("Ana Ruiz", "International Atomic Energy Agency", ACTUAL) in told(run, text)


def test_an_envoy_to_a_region_is_met_himself(run: Extract) -> None:
    text = "President Ana Ruiz met on Sunday with US special envoy to the Middle East Omar Haddad."
    assert told(run, text) == [("Omar Haddad", "United States", ACTUAL)]
    assert told(run, text, Relation.MET_WITH) == [("Ana Ruiz", "Omar Haddad", ACTUAL)]


@pytest.mark.parametrize(
    "text",
    [
        "The inquiry was led by the Chilean judge Ana Ruiz.",
        "The head of the mission, Chilean diplomat Ana Ruiz, said so.",
        "Peru and Chile back President Ana Ruiz, who was sworn in on Monday.",
    ],
)
def test_who_only_comes_from_there_acts_for_no_country(run: Extract, text: str) -> None:
    assert ("Ana Ruiz", "Chile") not in {(who, of) for who, of, _ in told(run, text)}


def test_who_was_replaced_holds_the_office_no_more(run: Extract) -> None:
    text = "Tomas Berg (Peru) was elected Chair, replacing Ana Ruiz (Chile), who has left New York."
    assert ("Ana Ruiz", "Chile", FORMER) in told(run, text)
    assert ("Tomas Berg", "Peru", ACTUAL) in told(run, text)


def test_a_country_in_brackets_after_a_name_is_a_country(run: Extract) -> None:
    assert ("Clara Molina", "Uruguay") in {(w, of) for w, of, _ in told(run, "CLARA MOLINA ( Uruguay ) said so.")}


def test_judges_sit_in_the_court_that_ruled(run: Extract) -> None:
    text = "Chile's Constitutional Court upheld the law. Judges Ana Ruiz and Tomas Berg dissented."
    assert {who for who, of, _ in told(run, text) if "Court" in of} == {"Ana Ruiz", "Tomas Berg"}
