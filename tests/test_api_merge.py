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


HILLS = [f"{name}, Fiji's ambassador to the United Nations, met with Omar Haddad."
         for name in ("Bob Stone", "Robert Stone-Hill", "Robby Hill")]  # fmt: skip
JOHNNY = "Johnny Smythe of Peru met with Li Wei."


@pytest.mark.parametrize("pairs", [
    [("Bob Stone", "Robert Stone-Hill"), ("Bob Stone", "Robby Hill")],
    [("Robby Hill", "Bob Stone"), ("Robert Stone-Hill", "Robby Hill")],
])  # fmt: skip
def test_a_name_may_stand_in_several_pairs(pairs: list[tuple[str, str]], tmp_path: Path) -> None:
    (path := tmp_path / "same.txt").write_text("".join(f"{one} = {other}\n" for one, other in pairs))
    apart = [kg.read(text) for text in HILLS]
    for graph in (
        kg.read(*HILLS, same=pairs), kg.read(*HILLS, same=path), kg.read(*HILLS).merge(same=pairs),
        apart[0].merge(*apart[1:], same=pairs), apart[2].merge(*apart[:2], same=pairs),
    ):  # fmt: skip
        assert list(offices(graph).values()) == [{"Fiji"}]
        assert {str(one) for one in graph.entity("Omar Haddad").neighbours} == {"Robert Stone-Hill"}


def test_of_namesakes_it_is_to_be_said_who_is_meant() -> None:
    canada, zealand, johnny = kg.read(CANADA), kg.read(ZEALAND), kg.read(JOHNNY)
    pair = [("John Smith", "Johnny Smythe")]
    told = r"2 are called 'john smith': person/john-smith \(Canada, ambassador\); person/john-smith-2 \(New Zealand"
    both = canada | zealand | johnny
    for ask in (
        lambda: canada.merge(zealand, johnny, same=pair), lambda: johnny.merge(zealand, canada, same=pair),
        lambda: both.merge(same=pair), lambda: kg.read(CANADA, ZEALAND, JOHNNY, same=pair),
    ):  # fmt: skip
        with pytest.warns(UserWarning, match="2 are called 'john smith'") as warned:
            graph = ask()
        assert warned[0].filename == __file__
        assert len([one for one in graph.entities if one.label in pair[0]]) == 3
    with pytest.warns(UserWarning, match=told):
        both.merge(same=pair)
    for same in ([("person/john-smith-2", "Johnny Smythe")], [(both.entity("person/john-smith-2"), "Johnny Smythe")]):
        for graph in (both.merge(same=same), canada.merge(zealand, johnny, same=same)):
            assert offices(graph)["person/john-smith"] == {"Canada"}
            assert offices(graph)[graph.entity("Johnny Smythe").id] == {"New Zealand"}


def test_an_id_that_two_graphs_give_to_two_people_is_told() -> None:
    canada, zealand, johnny = kg.read(CANADA), kg.read(ZEALAND), kg.read(JOHNNY)
    with pytest.warns(UserWarning, match="'person/john-smith' means person/john-smith and person/john-smith-2"):
        graph = canada.merge(zealand, johnny, same=[(zealand.entity("John Smith"), "Johnny Smythe")])
    assert len(offices(graph)) == 2
    assert len(graph.find("Johnny Smythe")) == 1
    joined = canada.merge(zealand, same=[(canada.entity("John Smith"), zealand.entity("John Smith"))])
    assert offices(joined) == {"person/john-smith": {"Canada", "New Zealand"}}


def test_one_and_two_at_once_is_an_error(one: kg.KnowledgeGraph) -> None:
    pair = [("Ana Ruiz", "Li Wei")]
    for ask in (one.merge, lambda **wishes: kg.read(RUIZ, **wishes)):
        with pytest.raises(kg.ReadError, match="are to be one"):
            ask(same=pair, different=pair)
