"""kg.entities.organizations: what a text names is an institution, and what only looks like one is not."""

from __future__ import annotations

import pytest

from tests.conftest import Extract


def institutions(run: Extract, text: str) -> set[str]:
    return {entity.label for entity in run(text).entities if entity.type.value == "Institution"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Ministry of Economy of Chile rejected it.", "Ministry of Economy of Chile"),
        ("The Talca Research Institute published its report.", "Talca Research Institute"),
        ("A court told: Harbour Workers Union members may vote.", "Harbour Workers Union"),
    ],
)
def test_a_head_noun_tells_an_institution(run: Extract, text: str, name: str) -> None:
    assert name in institutions(run, text)


@pytest.mark.parametrize(
    "text",
    [
        "The war of the Russian Federation on Ukraine and the Russian Federation in the Security Council matter.",
        "It happened near the Talca Nuclear Power Plant and the Harbour Nuclear Power Station.",
        "The Baltic Countries and the Western Powers agreed at the Talca Ocean Conference.",
        "Minsk is interested in talks. She flew to Minsk and back from Minsk.",
        "The Accra Initiative and the Mass Vaccination Campaign go on.",
    ],
)
def test_a_place_an_event_or_a_group_is_none(run: Extract, text: str) -> None:
    assert institutions(run, text) <= {"United Nations Security Council", "Security Council"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ana Ruiz told Swiss radio RTK that it was late.", "RTK"),
        ("Ana Ruiz told KBQ radio in Lima that it was late.", "KBQ"),
        ("Ana Ruiz told TV7 that it was late.", "TV7"),
    ],
)
def test_who_is_told_on_the_air_is_a_medium(run: Extract, text: str, name: str) -> None:
    assert name in institutions(run, text)


def test_a_verb_at_the_head_of_a_sentence_is_no_part_of_a_name(run: Extract) -> None:
    found = institutions(run, "It was late. Remarked Harbour Research Institute head Ana Ruiz: “It is late.”")
    assert found == {"Harbour Research Institute"}


@pytest.mark.parametrize("words", ["adoption of Security Council", "in the Security Council", "a Security Council"])
def test_the_security_council_is_one(run: Extract, words: str) -> None:
    found = institutions(run, f"The accord with NATO envisaged {words} resolution 1244 (1999).")
    assert "United Nations Security Council" in found
    assert "Security Council" not in found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "The Turkish interior ministry said so. Turkey's interior ministry denied it.",
            {"Turkey's interior ministry"},
        ),
        ("The Georgian internal affairs ministry reported that troops moved.", {"Georgian internal affairs ministry"}),
        ("The Chilean cabinet met, Chilean state TV said.", {"Chilean cabinet", "Chilean state TV"}),
        ("The Kenyan supreme court ruled it out.", {"Kenyan supreme court"}),
        ("Kenyan police came. Two Kenyan police officers were hurt.", {"Kenyan police"}),
        ("The Dutch lower house and Chile's upper house agreed.", {"Dutch lower house", "Chile's upper house"}),
        (
            "Chile's statistics institute and Peru's disaster management agency said so.",
            {"Chile's statistics institute", "Peru's disaster management agency"},
        ),
        ("The Kenyan police chief, the Chilean tax office workers and the Peruvian space programme matter.", set()),
        ("The Chilean people, the Chilean ministry and the Kenyan foreign policy debate matter.", set()),
        ("Chilean foreign ministry spokeswoman Ana Ruiz denied it.", set()),
    ],
)
def test_a_body_of_a_state_may_be_written_small(run: Extract, text: str, names: set[str]) -> None:
    assert institutions(run, text) == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Institut National de Recherche Biomédicale tested it.", "Institut National de Recherche Biomédicale"),
        ("The Brigade de Recherche et d’Intervention came.", "Brigade de Recherche et d'Intervention"),
        ("The Banco Central de Chile raised its rate.", "Banco Central de Chile"),
        ("Harbour Asset Management, Inc. owns it.", "Harbour Asset Management, Inc."),
        ("It belongs to Talca Limited.", "Talca Limited"),
        ("The Talca Peace and Human Rights Organisation said so.", "Talca Peace and Human Rights Organisation"),
        ("The Legal (Sixth) Committee met.", "Sixth Committee of the General Assembly"),
        (
            "The tenth Conference of the Parties to the Convention on Biological Diversity met there on Monday.",
            "Conference of the Parties to the Convention on Biological Diversity",
        ),
    ],
)
def test_names_in_other_languages_of_companies_and_with_fields(run: Extract, text: str, name: str) -> None:
    assert name in institutions(run, text)


@pytest.mark.parametrize(
    "text",
    [
        "Ebola virus disease (EVD) spreads. The EVD treatment failed. The Reciprocal Access Agreement (RAA) is old.",
        "The Sandy Point area was hit. They watched the comedy Harbour Talk.",
        "They met officers Ana Ruiz and Mei Tanaka.",
        "The Falcon rocket flew. The Falcon rocket flew again.",
    ],
)
def test_a_treaty_a_disease_a_place_or_a_film_is_none(run: Extract, text: str) -> None:
    assert institutions(run, text) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Harbour Workers Against the Plant marched.", "Harbour Workers Against the Plant"),
        ("Doctors Against the Bomb protested.", "Doctors Against the Bomb"),
        ("He worked at the Talca Moore and Black Medical Center.", "Talca Moore and Black Medical Center"),
        ("The Commission for Domestic and External Security Coordination was told.",
         "Commission for Domestic and External Security Coordination"),
    ],
)  # fmt: skip
def test_how_far_a_name_runs(run: Extract, text: str, name: str) -> None:
    assert institutions(run, text) == {name}


def test_a_body_may_bear_the_name_of_who_founded_it(run: Extract) -> None:
    text = "Ana Ruiz and Tomas Berg came. She gave to the Ruiz Ranch Foundation and the Ana Ruiz Children's Hospital."
    assert institutions(run, text) == {"Ruiz Ranch Foundation", "Ana Ruiz Children's Hospital"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Met Talcan, the national weather service for Chile, issued a warning.", "Met Talcan"),
        ("Omar Haddad of Milton Marine, a firm for radios, agreed.", "Milton Marine"),
        ("The bus was operated by Viarojo, which is run by the army.", "Viarojo"),
        ("The boat was chartered by Global Diving Adventures.", "Global Diving Adventures"),
        ("After ten years working for CitizensBank, she left.", "CitizensBank"),
        ("Ana Ruiz, a columnist for Harold, wrote it.", "Harold"),
        ("It was published online on Monday in Talca Nature Letters.", "Talca Nature Letters"),
        ("The Innocence Campaign said in a statement that he was free.", "Innocence Campaign"),
        ("Marriage Rights Coalition Taiwan said so.", "Marriage Rights Coalition Taiwan"),
        ("Proroguing Parliament is lawful, she said.", "Parliament"),
    ],
)
def test_the_words_beside_a_name_tell_a_body(run: Extract, text: str, name: str) -> None:
    assert name in institutions(run, text)


@pytest.mark.parametrize(
    "text",
    [
        "The plane, a Harbin Cirrus, was flying to Talca.",
        "A jet-powered board, called Skyboard Air, crossed the sea. The Skyboard Air uses jets of air.",
        "The cargo ship MV Tondar Bangar vanished. Tondar Bangar was last seen in the strait.",
        "The hospital is a Level 2 Trauma Center, doctors said.",
        "He was inducted into the National Television Hall of Fame in 1999.",
        "Ana Ruiz came. He appeared on Ana Ruiz's Good Neighbours.",
        "He held the Chair In Global Asian Politics.",
        "It made use of Tondar, a layered network designed to keep users anonymous.",
        "Ships use the Automatic Warning System (AWS). AWS is a safety system, she said.",
        "Ships use Long Range Tracking (LRTT) systems. LRTT is used by navies, she said.",
        "One antibody cocktail, TMapp, showed promise. TMapp served as a control, she said.",
    ],
)
def test_a_thing_of_a_kind_or_a_part_of_a_name_is_none(run: Extract, text: str) -> None:
    assert institutions(run, text) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "The Ministry of Agriculture, Forestry and Fisheries warned him.",
            "Ministry of Agriculture, Forestry and Fisheries",
        ),
        ("The Trade, Industry and Energy Ministry said so.", "Trade, Industry and Energy Ministry"),
        ("The Directorate General of Customs and Excise seized it.", "Directorate General of Customs and Excise"),
        ("The General Directorate of Security detained him.", "General Directorate of Security"),
        ("The Office of the Prime Minister said so.", "Office of the Prime Minister"),
        ("The Prosecutor General's Office said so.", "Prosecutor General's Office"),
        ("The Harbour Teachers' Association went on strike.", "Harbour Teachers' Association"),
        (
            "The Council of Ministers of Bosnia and Herzegovina adopted the plan.",
            "Council of Ministers of Bosnia and Herzegovina",
        ),
        ("The Chilean General Staff said so.", "Chilean General Staff"),
        ("The weekly El Faro del Sur reported it.", "El Faro del Sur"),
        ("It was voted on by the Eduskunta.", "Parliament of Finland"),
        ("The Commission for the Investigation of Arms met.", "Commission for the Investigation of Arms"),
        ("The House Harbour Subcommittee on Defense met.", "House Harbour Subcommittee on Defense"),
        ("The Independent Committee on Detention met.", "Independent Committee on Detention"),
        ("The High-level Panel on Detention met.", "High-level Panel on Detention"),
        ("The All Talca Harbour Congress met.", "All Talca Harbour Congress"),
        ("The National Transitional Council of Talca met.", "National Transitional Council of Talca"),
        ("The Joint Chiefs of Staff of South Korea met.", "Joint Chiefs of Staff of South Korea"),
        ("The Harbour Stability Force, or HSF, took it. The HSF lost.", "Harbour Stability Force"),
        ("The Harbour Observation Network, known as HON, met. They said HON lost.", "Harbour Observation Network"),
        ("HLO (Harbour Labour Organisation) met. They said the HLO lost.", "Harbour Labour Organisation"),
        ("The Harbour Front, better known by its French acronym FUC, met. FUC lost.", "Harbour Front"),
    ],
)
def test_a_name_is_taken_whole(run: Extract, text: str, name: str) -> None:
    assert institutions(run, text) == {name}


@pytest.mark.parametrize(
    "text",
    [
        "The Harbour State Building was lit. The Talca Olympics were postponed.",
        "The Global Compact for Safe, Orderly and Regular Migration was adopted.",
        "The Feast of the Sacrifice began. The Harbour Film Festival was cancelled.",
        "The Harbour Opera House was lit. The Silk Road Economic Belt was discussed. The VAT and the PCR were free.",
        "The Foreign and Defence Ministries agreed.",
        "They met at the Talca Convention Centre. The Zero Harbour Challenge and the Congress of Vienna were told of.",
    ],
)
def test_a_building_a_feast_or_the_end_of_a_list_is_none(run: Extract, text: str) -> None:
    assert institutions(run, text) == set()


def test_ministries_in_a_row_are_no_list_of_fields(run: Extract) -> None:
    found = institutions(run, "The Ministry of Defence, Harbour Trust and Harbour Aid Agency signed it.")
    assert "Ministry of Defence" in found


def test_an_organisation_may_be_called_by_what_it_is(run: Extract) -> None:
    text = (
        "The OAS met on Monday, and the hemispheric body sent a mission. The Washington-based organization will report."
    )
    assert institutions(run, text) == {"Organization of American States"}


def test_two_names_are_not_run_together(run: Extract) -> None:
    found = institutions(run, "The Harbour Times, the Talca Post and Channel 9 reported it.")
    assert {"Harbour Times", "Talca Post"} <= found
