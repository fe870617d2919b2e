"""Whose ministers, spokesmen and secretaries general are that an article names without country or body."""

from __future__ import annotations

import pytest

from kg.types import Modality, Relation
from tests.conftest import Extract
from tests.test_descriptions import told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoy telephoned President Ana Ruiz in Santiago on Monday.", ("Ana Ruiz", "Chile")),
        ("In Santiago, presidential spokeswoman Ana Ruiz said so.", ("Ana Ruiz", "Chile")),
        ("The foreign ministry in Santiago objected. Its spokesman, Ana Ruiz, said so.", ("Ana Ruiz", "Chile")),
        ("Foreign ministry spokeswoman Ana Ruiz told a regular briefing in Santiago so.", ("Ana Ruiz", "Chile")),
        (
            "He met with the President of Chile, Tomas Berg. Later he held talks with the Foreign Minister, Ana Ruiz.",
            ("Ana Ruiz", "Chile"),
        ),
        ("The envoy is in Santiago. He met this morning with the Foreign Minister, Ana Ruiz.", ("Ana Ruiz", "Chile")),
        ("The envoy visited Chile in July and met there with Prime Minister Ana Ruiz.", ("Ana Ruiz", "Chile")),
        (
            "SANTIAGO, Chile (AP) — Chile voted. Britain, Peru and Mali sent envoys. Chile was calm. Chile's people "
            "came out, and the Chilean court met. President Ana Ruiz said so.",
            ("Ana Ruiz", "Chile"),
        ),
        (
            "The Council read the report of the Talca Board, presented by its Chair, Ana Ruiz.",
            ("Ana Ruiz", "Talca Board"),
        ),
        (
            "On Day 2 Chilean President Tomas Berg and Foreign Minister Ana Ruiz met the envoys of the rebels.",
            ("Ana Ruiz", "Chile"),
        ),
        ("During his visit to Chile, Tomas Berg met with President Ana Ruiz.", ("Ana Ruiz", "Chile")),
        ("On a visit to Santiago, Tomas Berg held talks with President Ana Ruiz.", ("Ana Ruiz", "Chile")),
        ("Tomas Berg told of his visit to Santiago. There he met with President Ana Ruiz.", ("Ana Ruiz", "Chile")),
        (
            "According to the US State Department, talks go on. It is late, spokesman Tomas Berg said.",
            ("Tomas Berg", "United States Department of State"),
        ),
        (
            "The African Union received the report of the Secretary General, Ana Ruiz, on hunger.",
            ("Ana Ruiz", "African Union"),
        ),
        (
            "Late in the evening Secretary Ana Ruiz met the envoys of the rebels in Washington.",
            ("Ana Ruiz", "United States"),
        ),
        ("Late in the evening External Affairs Minister Ana Ruiz met the envoys of the rebels.", ("Ana Ruiz", "India")),
        (
            "SANTIAGO, Nov. 1 (AP) — The Chilean government denied it. President Ana Ruiz said that Peru, Mali and "
            "Chile agreed. The Chilean parliament meets on Monday.",
            ("Ana Ruiz", "Chile"),
        ),
        ("Ana Ruiz, UN director at Human Rights Watch, said so.", ("Ana Ruiz", "Human Rights Watch")),
        (
            "Again it was Chile that stood in the way. “We wait for a neighbour,” Foreign Minister Ana Ruiz said.",
            ("Ana Ruiz", "Chile"),
        ),
        (
            "Chile's police came. The Chilean government agreed. Chile was calm, police spokeswoman Ana Ruiz said.",
            ("Ana Ruiz", "Chile's police"),
        ),
        (
            "Nevada voted. Nevada's women won. Newly elected Assemblywoman Ana Ruiz said that Nevada was first.",
            ("Ana Ruiz", "Nevada"),
        ),
        ("The governor of Kandahar, Ana Ruiz, said so.", ("Ana Ruiz", "Kandahar")),
        ("Chilean President Tomas Berg ordered Foreign Minister Ana Ruiz to recall the envoy.", ("Ana Ruiz", "Chile")),
        ("The Chilean cabinet met late and instructed Attorney General Ana Ruiz to appeal.", ("Ana Ruiz", "Chile")),
        ("Foreign Minister Ana Ruiz, who was sent by Chilean President Tomas Berg, arrived.", ("Ana Ruiz", "Chile")),
        (
            "The Chilean cabinet put the blame on Peru. They also directed Foreign Minister Ana Ruiz to go to Mali.",
            ("Ana Ruiz", "Chile"),
        ),
        ("Chilean President Tomas Berg, accompanied by Foreign Minister Ana Ruiz, arrived.", ("Ana Ruiz", "Chile")),
        ("Chile recalled Ambassador Ana Ruiz from Lima for consultations.", ("Ana Ruiz", "Chile")),
        (
            "Chilean President Tomas Berg, Foreign Minister Omar Haddad and Trade Minister Ana Ruiz signed it.",
            ("Ana Ruiz", "Chile"),
        ),
        (
            "Ms. Ana Ruiz came. Malta's parliament voted on Monday to keep Ana Ruiz as prime minister.",
            ("Ana Ruiz", "Malta"),
        ),
        ("Chilean lawmakers elected Progress Party member Ana Ruiz as Parliamentary Speaker.", ("Ana Ruiz", "Chile")),
        ("Tomas Berg, former president of Chile, has died, current president Ana Ruiz said.", ("Ana Ruiz", "Chile")),
        ("It is open who will follow in Mali's election on outgoing President Ana Ruiz.", ("Ana Ruiz", "Mali")),
        ("Mali votes on Thursday. Incumbent President Ana Ruiz faces a lawyer.", ("Ana Ruiz", "Mali")),
        (
            "Tomas Berg travelled to Peru. Late on Monday he spent two hours with his host, President Ana Ruiz.",
            ("Ana Ruiz", "Peru"),
        ),
        ("LIMA (AP) - Leaders met. The summit's host, President Ana Ruiz, opened it.", ("Ana Ruiz", "Peru")),
        (
            "The Swiss parliament ratified it. Foreign Minister Ana Ruiz said it would help.",
            ("Ana Ruiz", "Switzerland"),
        ),
        (
            "The US Senate and the US House of Representatives met. Minority Leader Ana Ruiz said the Senate is late.",
            ("Ana Ruiz", "United States Senate"),
        ),
        ("Opposition leader Ana Ruiz said her Labour Party was ready.", ("Ana Ruiz", "Labour Party")),
        (
            "Ms. Ana Ruiz came. The Senate met. Two senators, Tomas Berg and Mei Tanaka, left; a third, Ana Ruiz, sat.",
            ("Ana Ruiz", "Senate"),
        ),
        (
            "Ms. Ana Ruiz came. The Senate met. Senators left, with Ana Ruiz of Maine calling it a farce.",
            ("Ana Ruiz", "United States Senate"),
        ),
    ],
)
def test_whose_it_is(run: Extract, text: str, expected: tuple[str, str]) -> None:
    assert expected in told(run, text, Relation.REPRESENTS)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("LIMA, Peru (AP) -- President Ana Ruiz on Friday swore in a cabinet.", "Peru"),
        ("SANTIAGO, March 3 (Reuters) - The tax will rise, Finance Minister Ana Ruiz said on Tuesday.", "Chile"),
        ("TALCA, Chile - The police killed nine men on Sunday, Defense Minister Ana Ruiz said.", "Chile"),
        ("The protests in Peru entered their third week. President Ana Ruiz's office declined to comment.", "Peru"),
        ("A volcano erupted south of Lima. President Tomas Berg stayed, his spokesman, Ana Ruiz, said.", "Peru"),
        ("A ferry sank off Peru on Tuesday, police spokeswoman Ana Ruiz said.", "Peru"),
        ("Peru has closed the road to Mali. Interior Minister Ana Ruiz said it would last two weeks.", "Peru"),
        (
            "Peru Votes on New Parliament\n\nPeru voted on Sunday. Mali sent observers.\n\n"
            "The hall was full. The rain had stopped.\n\nIt was calm, Finance Minister Ana Ruiz said.",
            "Peru",
        ),
    ],
)
def test_a_country_told_by_the_surroundings_only_is_less_certain(run: Extract, text: str, country: str) -> None:
    assert ("Ana Ruiz", country) in told(run, text, Relation.REPRESENTS)
    assert {f.confidence for f in run(text).facts if f.relation is Relation.REPRESENTS} == {0.75}


@pytest.mark.parametrize(
    "text",
    [
        "Russia will pay, Foreign Minister Ana Ruiz said in Paris.",
        "Peru Votes on New Parliament\n\nPeru voted on Sunday.\n\nMali sent aid, and President Ana Ruiz left.",
        "Russia stood in the way. Foreign Minister Ana Ruiz said it was late.",
        "On the second day Chilean President Tomas Berg and President Ana Ruiz met the envoys of the rebels.",
        "The Chilean, a lawyer in Santiago, brought President Ana Ruiz's government and the rebels to Angola.",
        "Nevada voted. Nevada's women won. In Utah, Nevada said, Assemblywoman Ana Ruiz was first.",
        "Chilean President Tomas Berg urged Foreign Minister Ana Ruiz to return.",
        "Chilean President Tomas Berg sent Foreign Minister Ana Ruiz a letter.",
        "Chilean President Tomas Berg recalled Foreign Minister Ana Ruiz as a friend.",
        "Chilean Foreign Minister Tomas Berg and Foreign Minister Ana Ruiz signed it.",
        "Chile expelled Ambassador Ana Ruiz.",
        "SANTIAGO (AP) - Foreign Minister Ana Ruiz said that Russia would sell gas to Chile.",
        "President Ana Ruiz landed in Chile on Sunday. It rained.",
        "An earthquake struck in Haiti on Tuesday. Condolences came. President Ana Ruiz said it was sad.",
        "Chile has condemned the raid. Defence Minister Ana Ruiz said the raid had been a success.",
        "Chile's opposition leader, Ana Ruiz, said so.",
        "Ana Ruiz, leader of the opposition in Chile's parliament, said so.",
        "Omar Haddad met his Peruvian counterpart, President Tomas Berg. Peru and Peru: President Ana Ruiz left Peru.",
        "Chile refused to confirm Ana Ruiz as foreign minister.",
        "Chile will appoint Ana Ruiz as foreign minister.",
        "On a visit to Peru and Chile, Tomas Berg thanked his host, President Ana Ruiz.",
        "The Chilean government left Mali, where forces loyal to incumbent President Ana Ruiz came.",
        "Ms. Ana Ruiz came. Senators left, with activist Ana Ruiz calling it a farce.",
        "Talks went on in the United States. The US Senate met, the US waits. Prime Minister Ana Ruiz spoke.",
        "Chile has recalled two Chilean ambassadors, Ana Ruiz said.",
        "Secretary-General Appoints Ana Ruiz of Chile Deputy Special Representative for Mali",
    ],
)
def test_nobodys_where_the_text_does_not_tell(run: Extract, text: str) -> None:
    assert "Ana Ruiz" not in {subject for subject, _ in told(run, text, Relation.REPRESENTS)}


def test_who_meets_a_country_s_leader_is_not_its_minister(run: Extract) -> None:
    text = (
        "Foreign Minister Ana Ruiz met privately on Thursday with the Prime Minister of Spain, Omar Haddad. "
        "Haddad said that Spain would help. The Spanish government was hopeful, and Spain would send a Spanish envoy."
    )
    roles = [f.qualifier("role") for f in run(text).facts if f.object == "country/ESP"]
    assert roles == ["Prime Minister"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("The crash killed twelve people, including Chilean President Ana Ruiz and her guard.", True),
        ("The cause of the crash, which killed officials including Chilean President Ana Ruiz, is open.", True),
        ("The blast wounded twelve people, including Chilean President Ana Ruiz.", False),
    ],
)
def test_who_was_killed_among_others_holds_no_office(run: Extract, text: str, left: bool) -> None:
    modalities = {f.modality for f in run(text).facts if f.relation is Relation.REPRESENTS}
    assert modalities == {Modality.FORMER if left else Modality.ACTUAL}
