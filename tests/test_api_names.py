"""Which entity a name means, and that all methods say alike what it was taken for."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import pytest
from conftest import Told
from tables import VETO, table

import kg
from kg.api.graph import KnowledgeGraph

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
    ],
)
def test_slips_are_told(graph: KnowledgeGraph, call: Callable[[KnowledgeGraph], object], message: str) -> None:
    with pytest.raises(kg.QueryError, match=message):
        call(graph)
