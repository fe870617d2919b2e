"""Graphs that are merged: who is one person is settled as in one build of all texts."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg

CANADA = "John Smith, Canada's ambassador to the United Nations, met with Omar Haddad."
MALTA = "John Smith, Malta's foreign minister, met with Ana Ruiz of Chile."
FIJI = "John Smith, Fiji's ambassador to the United Nations, met with Li Wei."
ZEALAND = "John Smith, New Zealand's foreign minister, met with Ana Ruiz of Chile."
SHORT = "Sergiy Kyslytsya, Ukraine's ambassador to the United Nations, met with Omar Haddad."
RUIZ = "Ana Ruiz, Chile's ambassador to the United Nations, met with Omar Haddad."
VEGA = "Anita Vega, Peru's ambassador to the United Nations, met with Li Wei."
LONG = "Sergiy Olehovych Kyslytsya, Ukraine's ambassador to the United Nations, met with Li Wei."


@pytest.fixture(scope="module")
def one() -> kg.KnowledgeGraph:
    return kg.read(CANADA, MALTA)


@pytest.fixture(scope="module")
def other() -> kg.KnowledgeGraph:
    return kg.read(FIJI, ZEALAND)


def offices(graph: kg.KnowledgeGraph) -> dict[str, set[str]]:
    """By the ids of people, whom they represent."""
    found: dict[str, set[str]] = {}
    for fact in graph.facts.where(relation="represents"):
        found.setdefault(fact.subject.id, set()).add(fact.object.label if fact.object else "")
    return found


def test_namesakes_of_two_graphs_stay_two() -> None:
    canada, zealand = kg.read(CANADA), kg.read(ZEALAND)
    for both in (canada | zealand, zealand | canada):
        assert sorted(map(sorted, offices(both).values())) == [["Canada"], ["New Zealand"]]
    assert (canada | zealand).entity("person/john-smith").facts == canada.entity("John Smith").facts
    assert len(kg.read(CANADA, ZEALAND).find("John Smith")) == 2  # as in one build


def test_numbered_ids_of_two_builds_are_not_joined(one: kg.KnowledgeGraph, other: kg.KnowledgeGraph) -> None:
    both = one | other
    assert set(offices(one)) == set(offices(other)) == {"person/john-smith", "person/john-smith-2"}
    assert [sorted(found) for _, found in sorted(offices(both).items())] == [
        ["Canada"], ["Malta"], ["Fiji"], ["New Zealand"],
    ]  # fmt: skip
    assert len(both.facts) == len(one.facts) + len(other.facts)
    assert len(both.find("Omar Haddad")) == len(both.find("Li Wei")) == 1


def test_what_is_merged_again_does_not_grow(one: kg.KnowledgeGraph, other: kg.KnowledgeGraph, tmp_path: Path) -> None:
    both = one | other
    assert (both | one).facts == (both | other).facts == (both | both).facts == both.facts
    assert (both | other).documents == both.documents
    loaded = kg.load(other.save(tmp_path / "other.ttl"))
    assert (both | loaded).entities == both.entities


def test_a_fuller_name_of_the_same_office_is_the_same_person() -> None:
    short, long = kg.read(SHORT), kg.read(LONG)
    for both in (short | long, long | short):
        (person,) = both.find("Kyslytsya")
        assert person.label == "Sergiy Olehovych Kyslytsya"
        assert "Sergiy Kyslytsya" in person.names
        assert both.entity("Kyslytsya") == person
        assert {str(fact.subject) for fact in both.facts.where(relation="represents")} == {person.label}
        assert len(both.documents) == 2
    kept = short | long
    assert kept.entity("person/sergiy-kyslytsya").label == "Sergiy Olehovych Kyslytsya"  # the left graph's id stays
    assert "a shorter form of the name" in kept._graph.entity("person/sergiy-kyslytsya").merges[0]


def test_a_surname_alone_joins_only_by_what_is_shared() -> None:
    whole = kg.read("Ana Ruiz, Chile's ambassador to the United Nations, met with Omar Haddad.")
    chile = kg.read("Chile's ambassador Ruiz met with Li Wei.")
    nobody = kg.read("Mr. Ruiz met with Li Wei.")
    assert [len((whole | more).find("Ruiz")) for more in (chile, nobody)] == [1, 2]


def test_whom_a_graph_keeps_apart_stays_apart() -> None:
    texts = [SHORT, LONG]
    apart = kg.read(*texts, different=[("Sergiy Kyslytsya", "Sergiy Olehovych Kyslytsya")])
    assert len(apart.find("Kyslytsya")) == 2
    parts = [apart.subgraph(documents=[document]) for document in apart.documents]
    assert (parts[0] | parts[1]).facts == apart.facts
    assert len((apart | kg.read(SHORT)).find("Kyslytsya")) == 2


def test_wishes_are_pairs_or_a_file(tmp_path: Path) -> None:
    one, other = kg.read(RUIZ), kg.read(VEGA)
    (path := tmp_path / "same.txt").write_text("Ana Ruiz = Anita Vega\n")
    assert len((one | other).find("vega")) == 1
    for same in ([("Ana Ruiz", "Anita Vega")], str(path), path):
        assert one.merge(other, same=same).find("vega") == one.merge(other, same=same).find("ruiz")
    both = one | other
    joined = both.merge(same=[(both.entity("Ana Ruiz"), "person/anita-vega")])
    assert len(joined.entities) == len(both.entities) - 1
    assert {str(one) for one in joined.entity("Ana Ruiz").neighbours} == {
        "Omar Haddad", "Li Wei", "Chile", "Peru", "United Nations",
    }  # fmt: skip
    assert kg.read(RUIZ, VEGA, same=[("Ana Ruiz", "Anita Vega")]).find("vega")[0].names
    kept = kg.read(SHORT).merge(kg.read(LONG), different=[("Sergiy Kyslytsya", "Sergiy Olehovych Kyslytsya")])
    assert len(kept.find("Kyslytsya")) == 2


def test_a_wish_that_means_nothing_is_told(one: kg.KnowledgeGraph) -> None:
    with pytest.warns(UserWarning, match="nothing is called 'nobody'") as told:
        one.merge(same=[("Nobody", "John Smith")])
    assert told[0].filename == __file__
    for wrong in (["Ana Ruiz"], [("Ana Ruiz",)], [("Ana Ruiz", "")], [("Ana Ruiz", 3)]):
        with pytest.raises(kg.ReadError, match=r"same= takes pairs of names, such as"):
            one.merge(same=wrong)  # type: ignore[arg-type]
