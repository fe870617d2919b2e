"""Whom a description means: told elsewhere, named just before, named next, or quoted by an epithet."""

from __future__ import annotations

import pytest

from kg.types import Fact, Relation
from tests.conftest import Extract


def told(run: Extract, text: str, relation: Relation) -> set[tuple[str, str]]:
    """(subject, object) of a text's actual facts, by label; of a quotation its words."""
    findings = run(text)
    labels = {entity.id: entity.label for entity in findings.entities}

    def row(fact: Fact) -> tuple[str, str]:
        return labels[fact.subject], labels[fact.object] if fact.object else fact.qualifier("text") or ""

    return {row(fact) for fact in findings.facts if fact.relation is relation and fact.actual}


RUIZ = ("Ana Ruiz", "Chile")


@pytest.mark.parametrize(
    "text",
    [
        "Ms Ana Ruiz spoke first. The Chilean envoy asked for calm.",
        "The ministers met in Lima. Ms Ana Ruiz spoke first. It was late, the Chilean foreign minister said.",
        'Chile\'s foreign minister disagreed. "It is late," Ana Ruiz said.',
        'Chile was asked to speak, and its ambassador thanked them. "It is late," Ana Ruiz said.',
        "The president of Chile arrived late.\n\nMs Ana Ruiz did not wait for lunch.",
    ],
)
def test_a_description_and_a_name_in_neighbouring_sentences(run: Extract, text: str) -> None:
    assert RUIZ in told(run, text, Relation.REPRESENTS)


@pytest.mark.parametrize(
    "text",
    [
        "Ms Ana Ruiz, a farmer, spoke first. The Chilean envoy asked for calm.",
        "Ana Ruiz, Peru's envoy, spoke first. The Chilean envoy asked for calm.",
        "Ms Ana Ruiz and Mr Tomas Berg spoke first. The Chilean envoy asked for calm.",
        "Chile's foreign minister disagreed. Ana Ruiz, a farmer, said it was late.",
        "Chile's foreign minister disagreed. Peru left the room. Ana Ruiz said it was late.",
        'The Chilean ambassador was summoned to Lima.\n\n"It is late," said Ana Ruiz in Paris.',
        "A Chilean envoy spoke. Ana Ruiz said it was late.",
    ],
)
def test_a_description_of_somebody_else(run: Extract, text: str) -> None:
    assert RUIZ not in told(run, text, Relation.REPRESENTS)


def test_the_evidence_reaches_from_the_description_to_the_name(run: Extract) -> None:
    findings = run("It was late. Ms Ana Ruiz spoke first. The Chilean envoy asked for calm.")
    fact = next(f for f in findings.facts if f.relation is Relation.REPRESENTS)
    assert [e.quote for e in fact.evidence] == ["Ms Ana Ruiz spoke first. The Chilean envoy"]
    assert (fact.rule, fact.qualifier("role")) == ("represents/description", "envoy")


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz, Chile's foreign minister, came. Tomas Berg left. The Chilean minister told Reuters it was late.",
        "The Chilean foreign minister told Reuters it was late. Ana Ruiz, Chile's foreign minister, was asked.",
        'Ms Ana Ruiz was blunter. "It is late," the former Chilean minister told Reuters.',
        'For Ana Ruiz, who left in May, it is a start. "It is late," the former commander told Reuters.',
        "Foreign Minister Ana Ruiz came. Tomas Berg, a farmer, left. The minister told Reuters it was late.",
    ],
)
def test_a_description_speaks_for_whom_it_means(run: Extract, text: str) -> None:
    assert told(run, text, Relation.SPOKE_TO) == {("Ana Ruiz", "Reuters")}


def test_two_ministers_are_not_the_minister(run: Extract) -> None:
    text = "Foreign Minister Ana Ruiz and Foreign Minister Tomas Berg came. The minister told Reuters it was late."
    assert told(run, text, Relation.SPOKE_TO) == set()


def test_her_deputy_is_of_whom_she_represents(run: Extract) -> None:
    text = "Chile's president, Ana Ruiz, left the room. Her energy minister, Tomas Berg, stayed."
    assert ("Tomas Berg", "Chile") in told(run, text, Relation.REPRESENTS)


def test_nobody_is_he_after_an_office_of_one_without_a_name(run: Extract) -> None:
    text = "Ana Ruiz left Lima. The Secretary-General came to Lima, where he met Tomas Berg."
    assert told(run, text, Relation.MET_WITH) == set()


def test_the_record_of_a_meeting_keeps_its_delegates(run: Extract) -> None:
    said = "The representative of Chile said so. The representative of Peru said so. "
    text = f"Security Council\n{said * 3}Ana Ruiz sat down. The representative of Chile said so."
    assert RUIZ not in told(run, text, Relation.REPRESENTS)


@pytest.mark.parametrize(
    "text",
    [
        "Ms Ana Ruiz spoke first. She has been Chile's ambassador to Peru since May.",
        '"It is late," Ms Ana Ruiz told reporters. The retired diplomat was named Chile\'s foreign minister in May.',
        "Ms Ana Ruiz spoke first. In her role as Chile's foreign minister, she had seen the camps.",
    ],
)
def test_an_office_told_of_a_pronoun_or_a_description(run: Extract, text: str) -> None:
    assert RUIZ in told(run, text, Relation.REPRESENTS)


@pytest.mark.parametrize(
    "text",
    [
        "Ms Ana Ruiz spoke first. She has never been Chile's ambassador.",
        "Ms Ana Ruiz spoke first. Supporters say she is Chile's rightful president.",
        "14 March 2023\n\nMs Ana Ruiz spoke first. In 1999 she became Chile's foreign minister.",
        "Ms Ana Ruiz spoke first. She will become Chile's ambassador in May.",
        "A lawyer came too. Ms Ana Ruiz sat down. The lawyer is Chile's ambassador.",
    ],
)
def test_an_office_not_told_of_a_pronoun_or_a_description(run: Extract, text: str) -> None:
    assert RUIZ not in told(run, text, Relation.REPRESENTS)
