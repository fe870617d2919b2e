"""Headlines: verbs that their capital makes look like names, decisions told in the present, records known by them."""

from __future__ import annotations

import pytest

from kg.context import Kit
from kg.parse import parse
from kg.types import Article, Relation
from tests.conftest import Extract

_BODY = "\n\nThe meeting began at 5 p.m. and ended at 7 p.m."


@pytest.mark.parametrize(
    ("line", "lemmas"),
    [
        ("Security Council Fails to Renew Sanctions, as Norway Wields Veto", {"Wields": "wield"}),
        ("Chile Vetoes Draft, Angering Peru", {"Vetoes": "veto"}),
        ("Security Council Lifts Sanctions, Adopting Resolution 2700 (2023)", {"Adopting": "adopt"}),
        ("Minister of Wales Meets Peers", {"Wales": "Wales"}),
    ],
)
def test_verbs_of_headlines_have_their_lemma(kit: Kit, line: str, lemmas: dict[str, str]) -> None:
    doc = parse(Article("a", "a.txt", f"{line}\n\nIt was late."), kit.nlp).blocks[0].doc
    assert {t.text: t.lemma_ for t in doc if t.text in lemmas} == lemmas


def test_adverbs_of_headlines_are_adverbs(kit: Kit) -> None:
    text = "General Assembly Narrowly Rejects Motion to Adjourn Debate\n\nIt was late."
    doc = parse(Article("a", "a.txt", text), kit.nlp).blocks[0].doc
    assert [t.pos_ for t in doc if t.text == "Narrowly"] == ["ADV"]


@pytest.mark.parametrize(
    ("headline", "outcome"),
    [
        ("Security Council Fails to Adopt Draft Resolution on Mali, as Norway Wields Veto", "Vetoed"),
        ("Security Council Rejects Draft Resolution on Mali, as Norway Casts Veto", "Vetoed"),
        ("Security Council Fails to Adopt Text on Mali for Want of Nine Votes", "Rejected"),
        ("General Assembly Overwhelmingly Adopts Resolution Demanding Truce in Mali", "Adopted"),
        ("General Assembly Narrowly Rejects Motion to Adjourn Debate", "Rejected"),
        ("Security Council Lifts Sanctions on Mali, Adopting Resolution 2700 (2023)", "Adopted"),
        ("European Parliament Adopts Law on Ports", "Adopted"),
    ],
)
def test_headlines_tell_in_the_present_what_was_decided(run: Extract, headline: str, outcome: str) -> None:
    facts = [f for f in run(headline + _BODY).facts if f.relation is Relation.VOTE_TALLY]
    assert [f.qualifier("outcome") for f in facts if f.actual] == [outcome]


@pytest.mark.parametrize(
    "text",
    [
        "Security Council to Vote on Draft Resolution on Mali" + _BODY,
        "Speakers Urge Security Council to Adopt Draft Resolution, as Norway Threatens Veto" + _BODY,
        "Security Council Should Adopt Draft Resolution on Mali, Minister Says" + _BODY,
        "Chile Warns of Delay\n\nUntil the Knesset approves the treaty, nothing changes.",
        "Chile Warns of Delay\n\nOnce the United States Senate passes the bill, it goes to the president.",
    ],
)
def test_what_is_still_to_come_is_no_decision(run: Extract, text: str) -> None:
    facts = run(text).facts
    assert not [f for f in facts if f.relation in (Relation.VOTE_TALLY, Relation.VOTED_ON) and f.actual]


@pytest.mark.parametrize(
    ("headline", "heard"),
    [
        ("Security Council Takes Up Ports of Mali", ["United Nations Security Council"]),
        ("Ports of Mali Grow", []),
    ],
)
def test_one_speaker_in_capitals_under_a_headline_with_the_body(run: Extract, headline: str, heard: list[str]) -> None:
    text = f"{headline}\n\nANA RUIZ ( Chile ) said that the port was full. An Otto-3 stood there, he added."
    found = [f for f in run(text).facts if f.relation is Relation.SPOKE_AT]
    assert [(f.object or "").removeprefix("meeting/").partition(",")[0] for f in found] == heard
