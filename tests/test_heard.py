"""Where somebody is heard whose body the sentence does not name, and where nobody is."""

from __future__ import annotations

import pytest

from kg.types import Relation
from tests.conftest import Extract
from tests.test_descriptions import told


def heard(run: Extract, text: str) -> set[tuple[str, str]]:
    """Who spoke where, by label."""
    return told(run, text, Relation.SPOKE_AT)


HELD = "The Security Council adopted a resolution on Mali on Monday by 14 votes.\n"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (HELD + "Chile's delegate, Ana Ruiz, said that it was late.", "United Nations Security Council"),
        (HELD + "Chile's envoy, Ana Ruiz, spoke up, telling delegates it was late.", "United Nations Security Council"),
        ("The International Court of Justice heard the case. Ana Ruiz told judges that it was late.",
         "International Court of Justice"),
        ("Ana Ruiz said at a ceremony in Lima that it was late.", "ceremony"),
        ("Foreign ministers of the Arab League met in Cairo on Sunday. Ana Ruiz told the ministers that it was late.",
         "League of Arab States"),
        ("British Prime Minister Ana Ruiz told MPs that it was late.", "Parliament of the United Kingdom"),
        ("ASEAN leaders met in Jakarta. Chilean President Ana Ruiz told the leaders that it was late.",
         "Association of Southeast Asian Nations"),
        ("Washington - The House voted 349 to 42 on Tuesday to pass the bill. The Senate is to vote next week.\n"
         "Ana Ruiz, a Republican, said on the House floor that it was late.", "United States House of Representatives"),
    ],
)  # fmt: skip
def test_the_article_tells_where(run: Extract, text: str, where: str) -> None:
    assert where in {place for who, place in heard(run, text) if who == "Ana Ruiz"}


def test_a_ceremony_told_of_twice_is_one(run: Extract) -> None:
    text = "Ana Ruiz said at a ceremony in Lima that it was late.\nTomas Berg told the ceremony that it was not."
    assert len({place for _, place in heard(run, text)}) == 1
    assert {who for who, _ in heard(run, text)} == {"Ana Ruiz", "Tomas Berg"}


@pytest.mark.parametrize(
    "text",
    [
        HELD + "Chile's ambassador, Ana Ruiz, said after the vote that it was late.",
        HELD + "The UN's representative in Mali, Ana Ruiz, said that it was late.",
        HELD + "U.S. Trade Representative Ana Ruiz said that it was late.",
        HELD + "Chile's delegate, Ana Ruiz, said in a statement that it was late.",
        HELD + "Russian Foreign Minister Tomas Berg told ambassadors in Moscow that it was late.",
        HELD + "Ana Ruiz, the Chilean minister, told members of her party that it was late.",
        HELD + "France had told members that it was late.",
        HELD + "The trade representative of Chile said that it was late.",
        HELD + "The representative of Chile told reporters that it was late.",
        "British Prime Minister Ana Ruiz told Labour MPs that it was late.",
        "British Prime Minister Ana Ruiz told MPs from her party that it was late.",
        "A conference on Libya will be held in Berlin next week. Ana Ruiz told participants that it was late.",
        "EU leaders reject a summit proposal. Ana Ruiz told the gathering of veterans in Lima that it was late.",
        "Ana Ruiz said at a dinner with reporters that it was late.",
    ],
)
def test_nothing_tells_where(run: Extract, text: str) -> None:
    assert heard(run, text) == set()


def test_a_session_of_others_is_not_the_council_s(run: Extract) -> None:
    text = "Chilean minister Ana Ruiz spoke at the opening of the annual session of the farmers."
    text = f"The Security Council met on Monday.\nIt met again on Tuesday.\n{text}"
    assert {place for _, place in heard(run, text)} == {"annual session"}


def test_the_dateline_s_chambers_are_meant_unless_another_state_s_are_named(run: Extract) -> None:
    text = "WASHINGTON (AP) — The Philippine Senate voted 15-6 on Monday to ratify the treaty.\nThe Senate adjourned."
    assert "United States Senate" not in {entity.label for entity in run(text).entities}


def test_the_nation_of_who_heads_a_body_is_not_his_principal(run: Extract) -> None:
    text = "Ana Ruiz, the Chilean director of the World Food Programme, said that it was late."
    assert told(run, text, Relation.REPRESENTS) == {("Ana Ruiz", "World Food Programme")}


def test_a_member_votes_not_his_party(run: Extract) -> None:
    text = (
        "The Althing adopted the resolution by 34 votes to 27. Only Tomas Berg of the People's Party voted against it."
    )
    assert {voter for voter, _ in told(run, text, Relation.VOTED_ON)} == {"Tomas Berg"}
