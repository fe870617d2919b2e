"""The graph as a Python object: the same after saving and loading, easy to ask, clear about what is wrong."""

from __future__ import annotations

import doctest
import importlib
import re
import subprocess
import sys
import tomllib
import warnings
from datetime import date
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
import rdflib
from conftest import ROOT, Built
from sample_graph import sample_graph

import kg
from kg.api.graph import KnowledgeGraph
from kg.export.turtle import write_turtle

KYSLYTSYA = "person/sergiy-kyslytsya"
TEXT = (
    "Ana Ruiz, Chile's ambassador to the United Nations, met with Omar Haddad on Monday. “We agree,” Ruiz said. "
    "Chile will sponsor the resolution."
)
MODULES = [
    "kg",
    "kg.voting",
    *(f"kg.api.{path.stem}" for path in sorted((ROOT / "kg" / "api").glob("*.py")) if ">>>" in path.read_text()),
]


@pytest.fixture(scope="module")
def sample() -> KnowledgeGraph:
    return KnowledgeGraph(sample_graph())


# ------------------------------------------------------------------------------------------- the module


def test_what_is_public_is_what_the_documentation_tells() -> None:
    told = re.findall(r"^#{2,3} `kg\.(\w+)", (ROOT / "docs" / "python.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(told) == sorted(set(told)) == sorted(kg.__all__)
    for name in kg.__all__:
        assert getattr(kg, name).__doc__, name
    assert sorted(kg.__all__) == dir(kg)  # what is completed after "kg."
    with pytest.raises(AttributeError, match="no attribute 'graphs'"):
        _ = kg.graphs


def test_the_pages_of_the_code_have_every_public_name() -> None:
    named = re.findall(r"^::: (kg[\w.]+)", (ROOT / "docs" / "api.md").read_text("utf-8"), re.MULTILINE)
    errors = {name for name in kg.__all__ if getattr(kg, name).__module__ == "kg.errors"}
    shown = {"Page", "GraphWidget"}  # what methods give, to be had from them alone
    assert {name.rsplit(".", 1)[-1] for name in named} - {"errors"} == set(kg.__all__) - errors | shown
    assert "kg.errors" in named


def test_no_command_takes_the_package_from_where_it_is_not() -> None:
    """It is not on PyPI: what is installed is the folder."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    needed = {re.split("[<>=]", one)[0] for one in extras["jupyter"]}
    assert {"anywidget", "ipykernel", "jupyterlab", "matplotlib"} <= needed
    texts = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("notebooks/*.ipynb"), *ROOT.glob("kg/**/*.py")]
    for path in texts:
        assert not re.search(r"pip install '?diplokg", path.read_text("utf-8")), path
    assert "jupyter: $(VENV)/installed-jupyter" in (ROOT / "Makefile").read_text("utf-8")
    for name in ("README.md", "docs/python.md"):
        assert {"make jupyter", "pip install -e '.[jupyter]'"} <= set(
            re.findall(r"make jupyter|pip install -e '\.\[jupyter\]'", (ROOT / name).read_text("utf-8"))
        )


def test_what_a_graph_can_do_is_what_the_documentation_tells() -> None:
    text = (ROOT / "docs" / "python.md").read_text("utf-8")
    told = set(re.findall(r"`graph\.(\w+)", text)) - {"ttl"}
    public = {name for name in dir(KnowledgeGraph) if not name.startswith("_")}
    assert told == public
    for name in public:
        assert getattr(KnowledgeGraph, name).__doc__, name


def test_import_brings_nothing_heavy() -> None:
    heavy = ("spacy", "pandas", "numpy", "rdflib", "pyoxigraph", "networkx", "IPython", "anywidget", "yaml")
    program = f"import sys, kg; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_the_package_says_that_it_is_typed() -> None:
    assert (ROOT / "kg" / "py.typed").exists()


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    assert found.failed == 0
    assert found.attempted


# --------------------------------------------------------------------------------- building and loading


@pytest.mark.parametrize("which", ["example", "sample"])
def test_facts_after_loading_equal_those_of_the_build(
    which: str, graph: KnowledgeGraph, sample: KnowledgeGraph, tmp_path: Path
) -> None:
    one = {"example": graph, "sample": sample}[which]
    again = kg.load(one.save(tmp_path / "graph.ttl"))
    assert again.facts == one.facts
    assert again.entities == one.entities
    assert again.documents == one.documents
    assert len(one.facts) > 10
    assert set(again.to_networkx().edges(keys=True)) == set(one.to_networkx().edges(keys=True))
    frame = one.to_pandas()
    pd.testing.assert_frame_equal(again.to_pandas(), frame)
    assert not frame.equals(one.subgraph(relations=["represents"]).to_pandas())


def test_a_build_writes_the_same_turtle_as_the_command(graph: KnowledgeGraph, built: Built, tmp_path: Path) -> None:
    assert graph.save(tmp_path / "graph.ttl").read_bytes() == (built.output / "graph.ttl").read_bytes()


def test_texts_complete_the_sentences(built: Built) -> None:
    bare = kg.load(built.output / "graph.ttl").entity(KYSLYTSYA).facts[0].evidence[0]
    whole = kg.load(str(built.output / "graph.ttl"), texts=ROOT / "seeds").entity(KYSLYTSYA).facts[0].evidence[0]
    assert (bare.before, bare.sentence) == ("", bare.quote)
    assert whole == bare
    assert whole.before.startswith('"One of the most important parts')
    assert whole.sentence in (ROOT / "seeds" / f"{whole.document}.txt").read_text("utf-8")


def test_a_text_is_read() -> None:
    graph = kg.read(TEXT, title="Talks", date=date(2024, 5, 6))
    assert {str(fact) for fact in graph.facts} >= {
        "Ana Ruiz met with Omar Haddad",
        "Ana Ruiz represents Chile at United Nations (ambassador)",
    }
    (fact,) = graph.facts.where(relation="metWith")
    assert fact.dates == (date(2024, 5, 6),)
    assert graph.evidence(fact)[0].title == "Talks"
    two = kg.read(TEXT, "Omar Haddad met with Li Wei.")
    assert two.documents == ("text-1", "text-2")


def test_files_are_built_and_what_is_skipped_is_told(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TEXT)
    (tmp_path / "two.xyz").write_text("?")
    with pytest.warns(UserWarning, match=r"two\.xyz") as told:
        graph = kg.build([tmp_path / "one.txt", str(tmp_path / "two.xyz")])
    assert told[0].filename == __file__
    assert len(graph) == len(graph.facts) > 0
    assert kg.build(tmp_path / "one.txt").facts == graph.facts


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: kg.build("seedz"), r"seedz: there is no such file or folder; did you mean 'seeds'\?"),
        (lambda: kg.build([]), "nothing could be built"),
        (lambda: kg.load("output/graph.tt"), r"output/graph\.tt: .*did you mean 'graph\.ttl'\?"),
        (lambda: kg.load("README.md"), r"README\.md"),
        (lambda: kg.load("output/graph.ttl", texts="seed"), r"seed: .*did you mean 'seeds'\?"),
        (lambda: kg.read(""), "was given a text that is empty"),
        (lambda: kg.read(), "takes a text"),
        (lambda: kg.read("README.md"), r"is a file, not a text: kg\.build"),
        (lambda: kg.build("seeds", model="no_such_model"), "no_such_model"),
    ],
)
def test_what_goes_wrong_is_told(call: object, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    with pytest.raises(kg.KgError, match=message):
        call()  # type: ignore[operator]


# ------------------------------------------------------------------------------------------------ asking


def test_a_query_has_the_variables_as_columns(graph: KnowledgeGraph) -> None:
    frame = graph.query(
        """SELECT ?who ?name ?sure ?day ?size ?role { ?fact rdf:predicate kg:represents ; rdf:subject ?who ;
        kg:confidence ?sure ; kg:attestedOn ?day ; prov:wasDerivedFrom/oa:hasSource/kg:length ?size .
        ?who rdfs:label ?name OPTIONAL { ?fact kg:role ?role } } ORDER BY ?name ?day ?sure ?size"""
    )
    assert isinstance(frame, pd.DataFrame)
    assert list(frame.columns) == ["who", "name", "sure", "day", "size", "role"]
    assert "person:sergiy-kyslytsya" in set(frame.who)
    assert frame.sure.dtype == "float64"
    assert frame.day.dtype == "datetime64[s]"
    assert pd.api.types.is_integer_dtype(frame["size"])
    assert frame[frame.name == "Sergiy Kyslytsya"].sure.between(0.5, 1).all()
    assert graph.entity(frame.who[0]).label == frame.name[0]


def test_asks_and_graphs_are_tables_too(graph: KnowledgeGraph) -> None:
    assert graph.query("ASK { ?x kg:represents country:UKR }").answer.tolist() == [True]
    made = graph.query("CONSTRUCT { ?x kg:represents ?c } WHERE { ?x kg:represents ?c }")
    assert list(made.columns) == ["subject", "predicate", "object"]
    assert set(made.predicate) == {"kg:represents"}
    empty = graph.query("SELECT ?x { ?x kg:represents ?x }")
    assert list(empty.columns) == ["x"]
    assert len(empty) == 0


def test_a_wrong_query_is_told_with_its_place(graph: KnowledgeGraph) -> None:
    with pytest.raises(kg.QueryError, match="did you mean 'kg'"):
        graph.query("SELECT * { ?x a kgg:Person }")
    with pytest.warns(UserWarning, match=r"did you mean kg:represents\?") as told:
        graph.query("SELECT ?x { ?x kg:represent ?y }")
    assert told[0].filename == __file__


def test_saved_questions(graph: KnowledgeGraph) -> None:
    answer = graph.ask("how-voted", country="Russia")
    assert set(answer.vote) == {"against"}
    assert graph.ask("how_voted", country=graph.entity("Russia"), from_=date(2023, 1, 1)).text.tolist() == [
        "A/RES/ES-11/6"
    ]
    listed = graph.ask()
    assert "how-voted" in set(listed.question)
    assert "from_" in listed.set_index("question").parameters["how-voted"]
    with pytest.raises(kg.QueryError, match="did you mean 'how-voted'"):
        graph.ask("how-vote")
    with pytest.raises(kg.QueryError, match=r"has no nation; it has country, .*from_"):
        graph.ask("how-voted", nation="Russia")
    with pytest.raises(kg.QueryError, match="needs country or person"):
        graph.ask("how-voted")
    with pytest.raises(kg.QueryError, match="did you mean 'Russia'"):
        graph.ask("how-voted", country="Rusia")


def test_names_are_taken_as_people_write_them(graph: KnowledgeGraph) -> None:
    for name in (KYSLYTSYA, "person:sergiy-kyslytsya", "Sergiy Kyslytsya", "kyslytsya", graph.entity(KYSLYTSYA)):
        assert graph.entity(name).id == KYSLYTSYA
    assert [one.id for one in graph.find("KYSL")] == [KYSLYTSYA]
    assert graph.find("Kislytsia")[0].id == KYSLYTSYA
    assert graph.find("") == graph.find("qqqqqqqq") == [] or len(graph.find("qqqqqqqq")) == 0
    with pytest.raises(kg.QueryError, match=r"did you mean .*'Sergiy Kyslytsya'"):
        graph.entity("Kislytsya")
    with pytest.raises(kg.QueryError, match=r"3 things are called 'Security': .*; give the one in brackets"):
        graph.entity("Security")


def test_an_entity_has_its_facts_and_quotations(graph: KnowledgeGraph) -> None:
    one = graph.entity("Linda Thomas-Greenfield")
    assert one.type == "Person"
    assert {fact.subject.id for fact in one.quotations} == {one.id}
    assert any(fact.text.startswith("Today we refuse to give up on hope") for fact in one.quotations)
    assert one.facts[0].subject == one
    assert graph.entity("United States") in list(one.neighbours)
    assert graph.entity("Ukraine").url == "https://www.wikidata.org/wiki/Q212"


def test_a_fact_is_found_and_explained(graph: KnowledgeGraph, loaded: KnowledgeGraph) -> None:
    fact = graph.entity(KYSLYTSYA).facts.where(relation="represents")[0]
    digest = fact.id.split("/")[1]
    for name in (fact, fact.id, digest, digest[:10], f"fact:{digest}"):
        assert graph.fact(name) == fact
    for one in (graph, loaded):
        why = one.explain(fact)
        assert [rule.id for rule in why.rules] == list(fact.rules)
        assert all(rule.pattern for rule in why.rules)
        assert why.evidence == one.evidence(fact)
        assert ">>Sergiy Kyslytsya, Ukraine's ambassador to the UN<<" in str(why)
    with pytest.raises(kg.QueryError, match=r"there is no fact 'fact/f+'; graph\.facts lists all"):
        graph.fact("fact/ffffffffffffffff")
    with pytest.raises(kg.QueryError, match=r"the ids of \d+ facts begin with 'fact': "):
        graph.fact("fact")


def test_every_fact_can_be_explained_by_its_id(graph: KnowledgeGraph) -> None:
    for fact in graph.facts:
        assert graph.explain(fact.id).fact == fact
        assert all(place.quote in place.sentence for place in fact.evidence)


def test_time_runs_forward(graph: KnowledgeGraph) -> None:
    frame = graph.timeline()
    assert len(frame) == len(graph.facts)
    assert frame.date.dropna().is_monotonic_increasing
    mine = graph.timeline("Kyslytsya")
    assert set(mine.id) == {fact.id for fact in graph.entity(KYSLYTSYA).facts}
    tally = frame[frame.fact.str.contains("S/RES/2623") & (frame.relation == "voteTally")]
    assert (tally.date.dt.date.tolist(), tally.reported.dt.date.tolist()) == ([date(2022, 2, 27)], [date(2022, 2, 28)])


# ----------------------------------------------------------------------------------- parts and wholes


def test_parts(graph: KnowledgeGraph) -> None:
    near = graph.subgraph("Kyslytsya")
    assert {f.id for f in near.facts} == {f.id for f in graph.entity(KYSLYTSYA).facts}
    assert len(near.facts) < len(graph.subgraph("Kyslytsya", hops=2).facts) < len(graph.facts)
    planned = [fact for fact in graph.facts if fact.status != "actual"]
    assert planned
    assert len(graph.subgraph(actual=True).facts) == len(graph.facts) - len(planned)
    first = graph.documents[0]
    part = graph.subgraph(documents=first)
    assert part.documents == (first,)
    assert {place.document for fact in part.facts for place in fact.evidence} == {first}
    assert {fact.relation for fact in graph.subgraph(relations=["said"]).facts} == {"said"}
    assert {one.type for f in graph.subgraph(types=["Person", "Country"]).facts for one in f.entities} == {
        "Person",
        "Country",
    }
    late = graph.subgraph(since=date(2023, 1, 1))
    assert 0 < len(late.facts) < len(graph.facts)
    assert late.facts == graph.subgraph(since=date(2023, 1, 1)).facts
    assert len(late.query("SELECT ?x { ?x kg:represents ?y }")) > 0
    with pytest.raises(kg.QueryError, match="no relation 'represent'; did you mean 'represents'"):
        graph.subgraph(relations=["represent"])


def test_parts_of_a_graph_add_up_to_it(graph: KnowledgeGraph, loaded: KnowledgeGraph) -> None:
    parts = [graph.subgraph(documents=[document]) for document in graph.documents]
    told = [(fact.id, str(fact), fact.evidence) for fact in graph.facts]
    for whole in (parts[0] | parts[1], parts[1] | parts[0]):
        assert [(fact.id, str(fact), fact.evidence) for fact in whole.facts] == told
    assert (graph | graph).facts == (graph | loaded).facts == (loaded | graph).facts == graph.facts
    with pytest.raises(TypeError):
        _ = graph | 1


def test_other_texts_under_one_id_stay_apart(tmp_path: Path) -> None:
    one, other = kg.read(TEXT), kg.read("Ana Ruiz of Chile met with Li Wei of China.")
    both = one | other
    assert both.documents == ("text-1", "text-1-2")
    assert {str(fact) for fact in both.facts} >= {"Ana Ruiz met with Omar Haddad", "Chile met with Li Wei"}
    for fact in both.facts:
        for place in fact.evidence:
            assert place.quote in place.sentence
            assert place.before or place.after or place.quote
    assert kg.load(both.save(tmp_path / "both.ttl")).facts == both.facts
    assert (both | one).facts == both.facts


def test_networkx_and_rdflib(graph: KnowledgeGraph) -> None:
    network = graph.to_networkx()
    assert isinstance(network, nx.MultiDiGraph)
    for one, other, key in network.edges(keys=True):
        if key != "agreement":
            fact = graph.fact(key)
            assert (fact.subject.id, fact.object and fact.object.id) == (one, other)
    triples = graph.to_rdflib()
    assert isinstance(triples, rdflib.Graph)
    asked = "PREFIX kg: <https://w3id.org/diplokg/ns#> SELECT ?x ?y { ?x kg:represents ?y }"
    assert len(triples.query(asked)) == len(graph.query(asked))


@pytest.mark.parametrize("format", ["ttl", "html", "graphml", "gexf", "nt", "nq", "trig", "jsonld", "ftm"])
def test_every_format_is_saved(format: str, graph: KnowledgeGraph, loaded: KnowledgeGraph, tmp_path: Path) -> None:
    for number, one in enumerate((graph, loaded, graph.subgraph("Kyslytsya"), loaded.subgraph("Kyslytsya"))):
        path = one.save(tmp_path / "new" / f"{number}.{format}")
        assert "kyslytsya" in path.read_text("utf-8").lower()


def test_folders_are_saved_and_wrong_formats_told(graph: KnowledgeGraph, tmp_path: Path) -> None:
    assert any(graph.save(tmp_path / "tables", format="parquet").iterdir())
    with pytest.raises(kg.QueryError, match="say in which format"):
        graph.save(tmp_path / "graph")
    with pytest.raises(kg.QueryError, match="no format 'docx'"):
        graph.save(tmp_path / "graph.docx")
    with pytest.raises(kg.QueryError, match="already and not empty"):
        graph.save(tmp_path / "tables", format="neo4j")


def test_a_base_of_ones_own_stays(tmp_path: Path) -> None:
    write_turtle(sample_graph(), tmp_path / "graph.ttl", base="https://news.example/kg/")
    graph = kg.load(tmp_path / "graph.ttl")
    assert graph.facts == KnowledgeGraph(sample_graph()).facts
    part = graph.subgraph("Amara Thivierge")
    assert "https://news.example/kg/person/amara-thivierge" in part.save(tmp_path / "part.nt").read_text()


def test_short_names_for_humans(graph: KnowledgeGraph) -> None:
    assert re.fullmatch(r"<KnowledgeGraph: 2 documents, \d+ entities, \d+ facts>", repr(graph))
    assert repr(graph.entity(KYSLYTSYA)) == f"<Person: Sergiy Kyslytsya ({KYSLYTSYA})>"
    for one in (*graph.facts, *graph.entities, graph.facts, graph.entities, graph.facts[0].evidence, graph.votes):
        assert len(repr(one)) < 260
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(graph.votes.results()) > 0
