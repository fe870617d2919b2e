"""kg.wholes, and what told-of talks and words may not be read as, in short invented texts."""

from __future__ import annotations

import pytest
from conftest import Extract

from kg.findings import Findings
from kg.types import Relation


def plain(found: Findings, relation: Relation) -> set[tuple[str, str]]:
    """(subject, object) of the plain facts of a relation."""
    labels = {entity.id: entity.label for entity in found.entities}
    return {(labels[f.subject], labels[f.object or ""]) for f in found.facts if f.relation == relation and f.actual}


@pytest.mark.parametrize(
    ("sentence", "part", "whole"),
    [
        ("The Commission of Inquiry on Syria of the Human Rights Council reported.", "Inquiry", "Rights Council"),
        ("The Third Committee of the General Assembly met.", "Third Committee", "General Assembly"),
        ("Help came from the U.N. refugee agency.", "High Commissioner for Refugees", "United Nations"),
    ],
)  # fmt: skip
def test_a_body_s_name_tells_what_it_is_part_of(run: Extract, sentence: str, part: str, whole: str) -> None:
    found = plain(run(f"Note.\n\n{sentence}"), Relation.PART_OF)
    assert [(part in one, whole in other) for one, other in found] == [(True, True)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The International Committee of the Red Cross met.",
        "The Friends of the United Nations met.",
        "“The Third Committee of the General Assembly met,” a man said.",
    ],
)
def test_a_name_that_tells_no_whole(run: Extract, sentence: str) -> None:
    assert not plain(run(f"Note.\n\n{sentence}"), Relation.PART_OF)


def test_the_minister_is_the_one_spoken_of_last(run: Extract) -> None:
    text = (
        "Mali came to his defence. Tomas Berg, its foreign minister, accused Chile.\n\n"
        "Ana Ruiz, Peru's top diplomat, spent two hours in Lima. She came away sad, the minister told Reuters."
    )
    assert ("Tomas Berg", "Reuters") not in plain(run(text), Relation.SPOKE_TO)
    text = "Mali's foreign minister, Tomas Berg, accused Chile. It was late, the minister told Reuters."
    assert ("Tomas Berg", "Reuters") in plain(run(text), Relation.SPOKE_TO)


@pytest.mark.parametrize(
    "sentence",
    [
        "A source close to Ana Ruiz told Reuters that talks go on.",
        "Officials briefed by Ana Ruiz told Reuters that talks go on.",
    ],
)
def test_who_told_nothing(run: Extract, sentence: str) -> None:
    assert not plain(run(f"Chile's envoy, Ana Ruiz, came on Monday. {sentence}"), Relation.SPOKE_TO)


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("“Is it over?” asked Ana Ruiz.", "Ana Ruiz"),
        ("“It is over!” Ana Ruiz shouted.", "Ana Ruiz"),
        ("Tomas Berg quoted Ana Ruiz as saying: “It is over at last.”", "Ana Ruiz"),
        ("Tomas Berg recalled Ana Ruiz's words: “It is over at last.”", "Ana Ruiz"),
        ("A statement by Ana Ruiz's lawyer said: “It is over at last.”", None),
        ("The words were reported by CNN as such:\n\n“It is over at last.”", None),
    ],
)
def test_whose_words(run: Extract, sentence: str, speaker: str | None) -> None:
    found = run(f"Ana Ruiz, Chile's envoy, and Tomas Berg, Peru's envoy, came on Monday.\n\n{sentence}")
    labels = {entity.id: entity.label for entity in found.entities}
    assert [labels[f.subject] for f in found.facts if f.relation == "said"] == ([speaker] if speaker else [])
