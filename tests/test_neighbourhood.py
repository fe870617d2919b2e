"""What is around a thing, taken out of a store: the same facts, verdicts and counts as the whole graph has of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from kg.export.html import page
from kg.export.turtle import write_turtle
from kg.query.export import records
from kg.query.graph import read_graph
from kg.query.neighbourhood import count, neighbourhood
from kg.query.serve.directory import Directory, read_things
from kg.query.store import Source, open_graph
from kg.types import Article, Entity, EntityType, Evidence, Fact, Graph, Relation, pairs
from tests.conftest import ROOT, Told
from tests.test_verify import VETO

PEOPLE = 320
TEXT = "Somebody speaks for the Republic of Zürich. It was said."


def republic(people: int = PEOPLE, *, hub: str = "country/hub", name: str = "Republic of Zürich") -> Graph:
    """People who represent one country, each told of on a day of its own, and belong to one of ten institutions."""
    document = Article("d1", "https://news.example/d1", TEXT, "The corps", date(2024, 1, 1), "Herald")
    bodies = [f"institution/i{k}" for k in range(10)]
    evidence = (Evidence("d1", 0, 20, TEXT[:20]),)
    entities = [Entity(hub, EntityType.COUNTRY, name, ("Zürich",), documents=("d1",))]
    entities += [Entity(body, EntityType.INSTITUTION, f"House {k}") for k, body in enumerate(bodies)]
    entities += [Entity(f"person/p{k:04}", EntityType.PERSON, f"Person {k}") for k in range(people)]
    facts = []
    for k in range(people):
        person, day = f"person/p{k:04}", date(2020, 1, 1) + timedelta(days=k)
        for relation, other in ((Relation.REPRESENTS, hub), (Relation.MEMBER_OF, bodies[k % 10])):
            roles = pairs({"subject": person, "object": other})
            facts.append(Fact(relation, roles, dates=(day,), rule="test/rule", confidence=0.9, evidence=evidence))
    return Graph((document,), tuple(sorted(entities, key=lambda one: one.id)), tuple(sorted(facts, key=lambda f: f.id)))


def opened(graph: Graph, folder: Path) -> Source:
    write_turtle(graph, folder / "graph.ttl")
    return open_graph(folder / "graph.ttl", notify=lambda _: None)


def around(source: Source, **wanted: int) -> tuple[Graph, list[tuple[int, int]]]:
    base = source.prefixes[""]
    small, found = neighbourhood(source, {base + path.replace("__", "/"): n for path, n in wanted.items()})
    return read_graph(small, empty=True), [(one.total, one.taken) for one in found]


def assert_each_as_in_the_whole(source: Source, step: int = 1) -> None:
    whole = read_graph(source)
    statements = defaultdict(set)
    for fact in records.facts(source):
        if not fact.id.startswith("rollcall/"):
            for end in {fact.subject, fact.object, *fact.at} - {""}:
                statements[end].add(fact.id)
    verdicts = {verdict.fact: verdict for verdict in whole.verdicts}
    paths = {thing.label: thing.id for thing in records.things(source)}
    for entity in whole.entities[::step]:
        path = paths[entity.label]
        small, (found,) = neighbourhood(source, {source.prefixes[""] + path: 10**6})
        graph = read_graph(small, empty=True)
        mine = [fact for fact in whole.facts if entity.id in dict(fact.roles).values()]
        assert [fact for fact in graph.facts if entity.id in dict(fact.roles).values()] == mine, entity.id
        assert found.total == found.taken == count(source, found.iri) == len(statements[path])
        told = {verdict.fact: verdict for verdict in graph.verdicts}
        assert [told.get(fact.id) for fact in mine] == [verdicts.get(fact.id) for fact in mine]
        here = next(one for one in graph.entities if one.id == entity.id)
        assert replace(here, documents=()) == replace(entity, documents=())
        assert page(graph, title="x", texts=False, tables=True)


def test_each_thing_of_the_example_as_in_the_whole() -> None:
    assert_each_as_in_the_whole(open_graph(ROOT / "output" / "graph.ttl", notify=lambda _: None, memory=True), step=7)


def test_a_record_that_contradicts_is_whole(told: Told, tmp_path: Path) -> None:
    source = opened(told(VETO), tmp_path)
    assert read_graph(source).verdicts
    assert_each_as_in_the_whole(source)


def test_the_newest_are_taken_first_and_all_are_counted(tmp_path: Path) -> None:
    source = opened(republic(), tmp_path)
    graph, found = around(source, country__hub=200)
    assert found == [(PEOPLE, 200)]
    assert min(day for fact in graph.facts for day in fact.dates) == date(2020, 1, 1) + timedelta(days=PEOPLE - 200)
    graph, found = around(source, country__hub=10, institution__i3=10**6)
    assert found == [(PEOPLE, 10), (PEOPLE // 10, PEOPLE // 10)]
    assert len(graph.facts) == 10 + PEOPLE // 10


def test_nothing_else_comes_along(tmp_path: Path) -> None:
    graph, _ = around(opened(republic(), tmp_path), person__p0007=200)
    assert {entity.id for entity in graph.entities} == {"person/p0007", "country/hub", "institution/i7"}
    assert len(graph.facts) == 2


@pytest.mark.parametrize(
    ("text", "first", "total"),
    [("zurich", "Republic of Zürich", 1), ("ZÜRICH rep", "Republic of Zürich", 1), ("person 31", "Person 131", 13),
     ("31", "Person 31", 13), ("house", "House 0", 10), ("nobody", None, 0), ("", None, 0), (" .*", None, 0)],
)  # fmt: skip
def test_names_are_found_as_in_the_page(tmp_path: Path, text: str, first: str | None, total: int) -> None:
    directory = Directory(tuple(read_things(opened(republic(), tmp_path))))
    found, number = directory.find(text, 5)
    assert (found[0][0].label if found else None, number) == (first, total)
    assert len(found) == min(5, total)


def test_the_most_connected_come_first(tmp_path: Path) -> None:
    things = read_things(opened(republic(), tmp_path))
    assert [(thing.label, thing.degree) for thing in things[:2]] == [("Republic of Zürich", 320), ("House 0", 32)]
    assert Directory(tuple(things)).kinds() == {"Person": 320, "Country": 1, "Institution": 10}
