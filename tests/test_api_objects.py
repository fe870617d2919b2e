"""Graphs and listings as Python objects: they travel, compare, contain and turn into tables whose shape is fixed."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from conftest import ROOT

import kg
from kg.api.graph import KnowledgeGraph

TEXT = "Ana Ruiz, Chile's ambassador to the United Nations, met with Omar Haddad on Monday."


# ----------------------------------------------------------------------------------- travelling, comparing


def test_a_graph_travels_whatever_was_asked_of_it(loaded: KnowledgeGraph, tmp_path: Path) -> None:
    fresh = kg.read(TEXT)
    for one in (fresh, loaded):
        one.ask("who-met")  # opens a store
        _ = one.entities[0].facts
        again = pickle.loads(pickle.dumps(one))
        assert again == one
        assert again.query("SELECT * { ?s ?p ?o }").shape == one.query("SELECT * { ?s ?p ?o }").shape
        assert again.entity(one.entities[0].id).facts == one.entities[0].facts
        assert (again | one).facts == one.facts
        assert copy.copy(one) is copy.deepcopy(one) is one
    (tmp_path / "graph.pickle").write_bytes(pickle.dumps(loaded))
    program = "import pickle, sys; print(pickle.load(open(sys.argv[1], 'rb')))"
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "graph.pickle")], capture_output=True, text=True, cwd=ROOT
    )
    assert done.stdout.strip() == repr(loaded), done.stderr


def test_views_travel_with_what_they_lead_to(loaded: KnowledgeGraph) -> None:
    one = loaded.entity("kyslytsya")
    assert loaded.find("kysl")[0] in loaded
    for view in (one, one.facts[0], one.facts, one.facts[0].evidence, loaded.explain(one.facts[0])):
        for again in (pickle.loads(pickle.dumps(view)), copy.deepcopy(view)):
            assert again == view
            assert repr(again) == repr(view)
    assert pickle.loads(pickle.dumps(one)).facts == one.facts


def test_what_a_file_holds_besides_travels_too(tmp_path: Path) -> None:
    path = kg.read(TEXT).save(tmp_path / "graph.ttl")
    path.write_text(path.read_text("utf-8") + '\n<https://a.example/x> rdfs:label "More" .\n', "utf-8")
    asked = 'SELECT ?x { ?x rdfs:label "More" }'
    again = pickle.loads(pickle.dumps(kg.load(path)))
    assert again.query(asked).x.tolist() == ["https://a.example/x"]


def test_graphs_that_say_the_same_are_equal(graph: KnowledgeGraph, loaded: KnowledgeGraph) -> None:
    assert graph == loaded == (graph | loaded)
    assert hash(graph) == hash(loaded)
    assert graph != graph.subgraph("Kyslytsya")
    assert graph != 3


def test_what_is_in_a_graph(graph: KnowledgeGraph) -> None:
    one = graph.entity("Kyslytsya")
    for name in (one, one.facts[0], one.id, "Ukraine", "Kyslytsya"):
        assert name in graph
    for name in ("Atlantis", kg.read(TEXT).facts[0], 3, None):
        assert name not in graph
    assert list(graph) == list(graph.facts)
    assert graph["Kyslytsya"] == one
    assert "Sergiy Kyslytsya" in graph._ipython_key_completions_()
    with pytest.raises(kg.QueryError):
        _ = graph["nobody at all"]


def test_listings_add_up_and_contain(graph: KnowledgeGraph) -> None:
    first, rest = graph.facts[:3], graph.facts[2:]
    assert first + rest == graph.facts
    assert graph.entities[0].id in graph.entities
    assert graph.facts[0] in graph.facts
    assert "person/nobody" not in graph.entities
    with pytest.raises(TypeError):
        _ = graph.facts + graph.entities
    fact = graph.facts[0]
    assert f"{fact:>300}" == str(fact).rjust(300)
    assert f"{fact.subject:.3}" == str(fact.subject)[:3]


# --------------------------------------------------------------------------------------------------- where


def test_where_understands_names_lists_and_functions(graph: KnowledgeGraph) -> None:
    facts = graph.facts
    said, met = facts.where(relation="said"), facts.where(relation="represents")
    assert set(facts.where(relation=["said", "represents"])) == {*said, *met}
    assert facts.where(confidence=lambda sure: sure >= 0.9) == facts.where(confidence=lambda sure: not sure < 0.9)
    assert 0 < len(facts.where(confidence=lambda sure: sure >= 0.9)) < len(facts)
    at = facts.where(at="United Nations")
    assert at
    assert at == facts.where(at=graph.entity("United Nations")) == facts.where(at="united nations")
    assert all("United Nations" in [one.label for one in fact.at] for fact in at)
    ukraine = graph.entities.where(id="country/UKR")[0]
    for name in ("Ukraine", "ukraine", "UKR", "country/UKR", ukraine):
        assert facts.where(object=name) == facts.where(object=ukraine) != []
    assert facts.where(rules=facts[0].rules[0])
    assert len(facts.where(choice="against")) > 0


@pytest.mark.parametrize("part", [slice(None), slice(0)])
def test_where_tells_what_there_is_not(graph: KnowledgeGraph, part: slice) -> None:
    with pytest.raises(kg.QueryError, match=r"no relation 'represent'; did you mean 'represents'\?"):
        graph.facts[part].where(relation="represent")
    with pytest.raises(kg.QueryError, match=r"no relation 'speech'; there are represents, spokeAt"):
        graph.facts[part].where(relation=["said", "speech"])
    with pytest.raises(kg.QueryError, match=r"facts have no 'relatn'; did you mean 'relation'\?"):
        graph.facts[part].where(relatn="said")
    with pytest.raises(kg.QueryError, match="no type 'person'; did you mean 'Person'"):
        graph.entities[part].where(type="person")


# -------------------------------------------------------------------------------------------------- tables


def test_tables_have_ids_and_days(graph: KnowledgeGraph) -> None:
    frame = graph.to_pandas()
    joined = frame.merge(graph.entities.to_pandas(), left_on="subject_id", right_on="id", validate="many_to_one")
    assert len(joined) == len(graph.facts)
    assert (joined["subject"] == joined["label"]).all()
    for row, fact in zip(frame.itertuples(), graph.facts, strict=True):
        assert row.object_id == (fact.object.id if fact.object else "")
        assert row.at_id == "; ".join(one.id for one in fact.at)
    assert frame.date.dt.year.isin([2022, 2023]).all()
    assert 0 < len(frame[frame.date > "2022-06-01"]) < len(frame)
    tally = frame[frame.relation == "voteTally"]
    assert 141 in set(tally["for"])
    for one in (graph.facts, graph.entities, graph.facts[0].evidence):
        dates = one.to_pandas().date
        assert dates.dtype == "datetime64[s]"


def test_tables_of_nothing_have_their_columns(graph: KnowledgeGraph) -> None:
    nothing = kg.read("The weather was fine.")
    for few, many in (
        (nothing.facts, graph.facts),
        (nothing.entities, graph.entities),
        (graph.facts[0].evidence[:0], graph.facts[0].evidence),
    ):
        empty, full = few.to_pandas(), many.to_pandas()
        assert list(empty.columns) == list(full.columns)
        pd.testing.assert_series_equal(empty.dtypes, full.dtypes)
        assert len(empty) == 0
    assert list(nothing.to_pandas()[["subject"]].columns) == ["subject"]


def test_a_network_is_made_of_facts(graph: KnowledgeGraph) -> None:
    network, more = graph.to_networkx(), graph.to_networkx(agreement=True)
    told = [fact for fact in graph.facts if fact.status == "actual" and fact.object and fact.verdict != "contradicted"]
    assert {key for *_, key in network.edges(keys=True)} == {fact.id for fact in told}
    assert set(network) == set(more)
    extra = [data for *_, key, data in more.edges(keys=True, data=True) if key == "agreement"]
    assert len(extra) == more.number_of_edges() - network.number_of_edges() > 0
    assert all(0 <= data["weight"] <= 1 for data in extra)


def test_letters_of_all_scripts_are_shortened() -> None:
    graph = kg.read(
        "Łukasz Szumowski, Poland's health minister, met with Omar Haddad on Monday.", date=date(2024, 5, 6)
    )
    (id,) = set(graph.query("SELECT ?x { ?x kg:represents country:POL }").x)
    assert id == "person:%C5%82ukasz-szumowski"
    assert graph.entity(id).label == "Łukasz Szumowski"
    assert graph.query(f"SELECT ?c {{ {id} kg:represents ?c }}").c.tolist() == ["country:POL"]


def test_a_voting_record_is_a_table_too() -> None:
    record = kg.read_votes()
    assert len(record) == len(list(record)) == len(record.rollcalls) > 0
    html = record._repr_html_()
    assert html.count("<tr>") == len(record) + 1
    assert "A/RES/ES-11/1" in html
    with pytest.raises(kg.ReadError, match=r"kg\.read_votes: an empty path"):
        kg.read_votes("")


def test_of_many_files_that_are_no_tables_some_are_named(tmp_path: Path) -> None:
    for n in range(9):
        (tmp_path / f"{n}.txt").write_text(f"{n}. It rained.")
    with pytest.raises(kg.ReadError, match=r"2\.txt: no table of votes; [^;]*; and 6 more$"):
        kg.read_votes(tmp_path)


def test_a_line_alone_is_no_headline_of_itself() -> None:
    told = [str(fact) for fact in kg.read("Russia voted against the resolution.").facts]
    assert told == ["Russia voted against resolution"] or not any("Russia voted against Russia" in one for one in told)
    assert kg.read("Talks in Amman\n\n" + TEXT).facts[0].evidence[0].title == "Talks in Amman"


def test_times_of_a_query_are_times(graph: KnowledgeGraph) -> None:
    asked = "SELECT ?t { VALUES ?t { '2022-02-28T12:30:00Z'^^xsd:dateTime UNDEF } }"
    times = graph.query(asked).t
    assert pd.api.types.is_datetime64_any_dtype(times)
    assert times.isna().tolist() == [False, True]
    assert times[0] == pd.Timestamp("2022-02-28T12:30:00Z")
