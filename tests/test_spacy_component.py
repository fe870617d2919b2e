"""``nlp.add_pipe("diplokg")``: the facts of a spaCy document, in pipelines of others."""

from __future__ import annotations

from datetime import date

import pytest
import spacy
from spacy.tokens import Doc

import kg

TEXT = "Ana Ruiz, Chile's ambassador to the United Nations, met with Omar Haddad on Monday."
TOLD = ["Ana Ruiz met with Omar Haddad", "Ana Ruiz represents Chile at United Nations (ambassador)"]


@pytest.fixture(scope="module")
def nlp() -> spacy.Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("diplokg", config={"date": "2024-05-06"})
    return nlp


def test_a_document_has_its_facts(nlp: spacy.Language) -> None:
    doc = nlp(TEXT)
    assert sorted(map(str, doc._.facts)) == TOLD
    assert doc._.facts == doc._.graph.facts == kg.read(TEXT, date=date(2024, 5, 6)).facts
    place = doc._.facts.where(relation="represents")[0].evidence[0]
    span = doc.char_span(place.start, place.end, alignment_mode="expand")
    assert span.text == place.quote == "Ana Ruiz, Chile's ambassador to the United Nations"
    assert place.sentence == TEXT


def test_nothing_in_it_is_nothing_found(nlp: spacy.Language) -> None:
    assert len(nlp("")._.facts) == len(nlp(" \n")._.facts) == 0
    assert nlp("")._.graph is nlp("It rained.")._.graph is None
    assert len(nlp("It rained.")._.facts) == 0


def test_facts_travel_with_the_document(nlp: spacy.Language) -> None:
    again = Doc(nlp.vocab).from_bytes(nlp(TEXT).to_bytes())
    assert again._.facts == nlp(TEXT)._.facts
    docs = list(nlp.pipe([TEXT, "It rained.", TEXT]))
    assert [len(doc._.facts) for doc in docs] == [2, 0, 2]


@pytest.mark.slow
def test_facts_come_from_other_processes(nlp: spacy.Language) -> None:
    docs = list(nlp.pipe([TEXT, "It rained."], n_process=2, batch_size=1))
    assert [sorted(map(str, doc._.facts)) for doc in docs] == [TOLD, []]


def test_a_wrong_date_is_told() -> None:
    with pytest.raises(ValueError, match="Invalid isoformat"):
        spacy.blank("en").add_pipe("diplokg", config={"date": "yesterday"})


def test_a_pipeline_of_another_language_is_told() -> None:
    with pytest.warns(UserWarning, match="diplokg reads English; this pipeline's language is 'fr'"):
        spacy.blank("fr").add_pipe("diplokg")
