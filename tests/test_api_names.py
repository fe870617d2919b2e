"""Which entity a name means, and that all methods say alike what it was taken for."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import Told
from tables import COUNCIL as COUNTRIES
from tables import VETO, table

import kg
from kg.api.graph import KnowledgeGraph
from kg.types import Entity, EntityType, Relation, pairs

TEXT = (
    f"{VETO} DR Congo's ambassador to the United Nations, Ana Ruiz, met with Omar Haddad, Guinea-Bissau's foreign "
    "minister, and with Li Wei, the ambassador of Guinea."
)


@pytest.fixture(scope="module")
def graph(told: Told) -> KnowledgeGraph:
    """Texts that speak of DR Congo, beside a table in which Congo and Chad vote, too."""
    votes = table()
    rows = votes.text + "".join(f"S/2024/400,2024-05-03,,{name},Y,vetoed\n" for name in ("Congo", "Chad", "Fiji"))
    found = told(TEXT, "Chad Smith, Fiji's envoy, met with Omar Haddad.", tables=(type(votes)(**_fields(votes, rows)),))
    return KnowledgeGraph(found)


def _fields(article: Any, text: str) -> dict[str, Any]:
    return {name: getattr(article, name) for name in article.__slots__} | {"text": text}


def test_what_texts_name_goes_before_what_only_a_table_has(graph: KnowledgeGraph) -> None:
    assert graph.query("SELECT ?x { ?x a kg:Country ; rdfs:label 'Congo' }").x.tolist() == ["country:COG"]
    words = r"'Congo' is taken for DR Congo \(country/COD\); there is also Congo \(country/COG\), which no text names"
    calls: list[Callable[[], object]] = [
        lambda: graph.entity("Congo"),
        lambda: graph.subgraph("Congo"),
        lambda: graph.timeline("Congo"),
        lambda: graph.show(select="Congo"),
    ]
    for call in calls:
        with pytest.warns(UserWarning, match=words) as told:
            call()
        assert told[0].filename == __file__
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert [graph.entity("Congo")] == list(graph.find("Congo"))
        assert len(graph.subgraph("Congo").facts) == len(graph.entity("Congo").facts) > 0
    assert graph.entity("country/COG").label == "Congo"  # by its id it is to be had


def test_another_kind_of_thing_is_no_better_than_the_table(graph: KnowledgeGraph) -> None:
    assert graph.find("Chad")[0].label == "Chad Smith"
    assert graph.entity("Chad").id == "country/TCD"


def test_countries_of_like_names_are_told_as_ask_tells_them(graph: KnowledgeGraph) -> None:
    with pytest.warns(UserWarning, match="there is also Guinea-Bissau") as asked:
        graph.ask("how-voted", country="Guinea")
    with pytest.warns(UserWarning, match="there is also Guinea-Bissau") as named:
        assert graph.entity("Guinea").id == "country/GIN"
    assert str(asked[0].message) == str(named[0].message)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda graph: graph.entity(None), "an entity is given by its name or id, not None"),
        (lambda graph: graph.entity(" "), "an entity is given by its name or id, not ' '"),
        (lambda graph: graph.find(None), "find takes a name or a part of one, not None"),
        (lambda graph: graph.fact(0), "a fact is given as such or by its id .*, not 0"),
        (lambda graph: graph.fact(""), "a fact is given as such or by its id"),
        (lambda graph: graph.explain(graph.entities[0]), "a fact is given as such or by its id .*, not <"),
        (lambda graph: graph.evidence(graph.entities[0]), "a fact is given as such or by its id .*, not <"),
        (lambda graph: graph.query(None), "a query is SPARQL as a text, not None"),
        (lambda graph: graph.query(__file__), "is a file, not a query"),
        (lambda graph: graph.subgraph(["Guinea", "Fiji"]), r"not \['Guinea', 'Fiji'\]"),
        (lambda graph: graph.subgraph(hops=-1), "hops=-1 is no number from 0"),
        (lambda graph: graph.subgraph(confidence=5), "confidence=5 is no number from 0 to 1"),
        (lambda graph: graph.subgraph(since="2024-05-07", until="2024-05-06"), "no day is since 2024-05-07 and until"),
        (lambda graph: graph.subgraph(since="soon"), "since='soon' is no day"),
        (lambda graph: graph.ask("how-voted", nation="Fiji"), r"has no nation; it has country"),
        (lambda graph: graph.ask("no-such-thing"), r"graph\.ask\(\) lists all"),
        (lambda graph: graph.merge([graph]), r"merge takes graphs, .*, not \[<KnowledgeGraph"),
        (lambda graph: graph.merge(None), "merge takes graphs, such as kg.load gives, one or several, not None"),
        (lambda graph: graph.merge(graph, "graph.ttl"), "merge takes graphs, .*, not 'graph.ttl'"),
        (
            lambda graph: graph.explain("rollcall:record/S-2024-400"),
            "is a roll call of the official record, not a fact",
        ),
        (lambda graph: graph.explain("fact:0123456789abcdef"), "there is no fact 'fact/0123456789abcdef'"),
    ],
)
def test_slips_are_told(graph: KnowledgeGraph, call: Callable[[KnowledgeGraph], object], message: str) -> None:
    with pytest.raises(kg.QueryError, match=message):
        call(graph)


# ------------------------------------------------------------------------------------ namesakes among institutions

COUNCIL = "institution/united-nations-security-council"
SPOKE = "Ana Ruiz, Chile's ambassador to the United Nations, spoke at the UN Security Council."


def with_namesake(told: Told, text: str, *more: Entity) -> KnowledgeGraph:
    """A text's graph, with an institution whose label is "Security Council" and that no fact is told of."""
    found = told(text, tables=())
    bare = Entity("institution/security-council", EntityType.INSTITUTION, "Security Council", documents=("text-0",))
    known = [replace(e, names=(*e.names, "Security Council")) if e.id == COUNCIL else e for e in found.entities]
    return KnowledgeGraph(replace(found, entities=tuple(sorted((*known, bare, *more), key=lambda one: one.id))))


def test_what_texts_tell_facts_of_goes_before_a_namesake(told: Told) -> None:
    graph = with_namesake(told, SPOKE)
    words = (
        rf"'Security Council' is taken for United Nations Security Council \({COUNCIL}\); there is also "
        r"Security Council \(institution/security-council\), of which no fact is told"
    )
    with pytest.warns(UserWarning, match=words) as warned:
        assert graph.entity("Security Council").id == COUNCIL
    assert warned[0].filename == __file__
    with pytest.warns(UserWarning, match=words):
        assert len(graph.subgraph("Security Council").facts) == 1
    with pytest.warns(UserWarning, match=words):
        assert graph.timeline("Security Council").relation.tolist() == ["spokeAt"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert graph.entity("institution/security-council").facts == graph.entity("Chile").facts[:0]
        assert graph.entity("UN Security Council").id == COUNCIL


def test_namesakes_of_which_facts_are_told_are_told_of(told: Told) -> None:
    graph = with_namesake(told, SPOKE)
    person = graph.entity("Ana Ruiz").id
    roles = (("subject", person), ("object", "institution/security-council"))
    records = graph._graph
    fact = replace(next(records.of(Relation.SPOKE_AT)), roles=pairs(dict(roles)))
    both = KnowledgeGraph(replace(records, facts=(*records.facts, fact)))
    words = r"is taken for Security Council \(institution/security-council\); there is also United Nations Security"
    with pytest.warns(UserWarning, match=words):
        assert both.entity("Security Council").id == "institution/security-council"


def test_namesakes_of_which_nothing_is_told_are_told_of(told: Told) -> None:
    graph = with_namesake(told, "The UN Security Council is in New York. Ana Ruiz met with Omar Haddad.")
    assert not graph.entity(COUNCIL).facts
    with pytest.warns(UserWarning, match=rf"is taken for Security Council .*; there is also .*{COUNCIL}"):
        assert graph.entity("Security Council").id == "institution/security-council"


def test_votes_that_only_the_record_has_are_explained(graph: KnowledgeGraph, tmp_path: Path) -> None:
    """Those of the roll call that the text tells, and of those that it does not."""
    for one in (graph, kg.load(graph.save(tmp_path / "graph.ttl"))):
        found = one.ask("least-certain").fact.tolist()
        (roll,) = (id for id in found if "rollcall" in id)
        with pytest.raises(kg.QueryError, match="'rollcall/record/S-2024-400' is a roll call of the official record"):
            one.explain(roll)
        ids = [id for id in found if id != roll]
        assert len(ids) > len(one.facts) + len(COUNTRIES)
        for id in ids:
            why = one.explain(id)
            assert why.evidence == one.evidence(id)
            assert why.fact.id == id.replace(":", "/", 1)
        row = next(one.explain(id) for id in ids if "Norway voted for S/2024/401" in str(one.fact(id)))
        assert [place.sentence for place in row.evidence] == [
            "S/2024/401,2024-05-03,Technical rollover of the monitoring mission,Norway,Y,"
        ]
        assert [rule.id for rule in row.rules] == ["table/row"]
        assert row.fact not in one.facts


def test_a_query_is_joined_to_the_tables(graph: KnowledgeGraph) -> None:
    for one in (graph, kg.read("Łukasz Szumowski, Poland's health minister, met with Omar Haddad.")):
        found = one.query("SELECT ?who ?country { ?who kg:represents ?country }")
        found["id"] = [one.entity(who).id for who in found.who]
        assert len(found.merge(one.entities.to_pandas(), on="id")) == len(found) > 0
