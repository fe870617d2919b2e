"""kg explain: what a fact of a graph rests on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sample_graph import ASSEMBLY, sample_graph
from typer.testing import CliRunner

from kg import cli
from kg.errors import GraphError
from kg.explain import explain
from kg.export.ontology import statement_id
from kg.export.turtle import write_turtle
from kg.rules.load import built_in
from kg.types import Fact, Graph, Relation
from tests.conftest import Built


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path = tmp_path / "graph.ttl"
    write_turtle(sample_graph(), path)
    return path


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "assembly.txt").write_text(ASSEMBLY, encoding="utf-8")
    return folder


def fact(relation: Relation, words: str) -> Fact:
    return next(f for f in sample_graph().of(relation) if words in f.evidence[0].quote)


ABSTAINED = statement_id(fact(Relation.VOTED_ON, "Solenne abstained"))


@pytest.mark.parametrize(
    "form",
    [
        ABSTAINED,
        ABSTAINED.split("/")[1],
        ABSTAINED.split("/")[1][:8],
        ABSTAINED.replace("/", ":"),
        f"https://example.org/diplokg/{ABSTAINED}",
        f"<https://example.org/diplokg/{ABSTAINED}>",
    ],
)
def test_a_fact_is_found_by_iri_end_hash_and_prefix(graph: Path, form: str) -> None:
    found = explain(form, graph)
    assert found.iri.endswith(ABSTAINED)
    assert (found.subject, found.predicate, found.object) == ("Solenne", "abstainedOn", "A/RES/ES-99/1")


def test_the_sentence_is_whole_where_the_article_is_at_hand(graph: Path, articles: Path) -> None:
    (source,) = explain(ABSTAINED, graph, articles=[articles]).sources
    assert (source.before, source.quote, source.after) == (
        "Meridia voted for the resolution, and ",
        "Solenne abstained",
        ".",
    )
    assert ASSEMBLY[source.start : source.end] == source.quote
    assert source.document == "assembly"


def test_an_article_that_is_gone_or_was_changed_leaves_the_quoted_words(graph: Path, articles: Path) -> None:
    (articles / "assembly.txt").write_text(ASSEMBLY.replace("Kaldoria", "Vastria"), encoding="utf-8")
    for places in ([], [articles]):
        (source,) = explain(ABSTAINED, graph, articles=places).sources
        assert (source.before, source.quote, source.after) == (None, "Solenne abstained", None)


def test_status_confidence_and_qualifiers_are_told(graph: Path) -> None:
    planned = explain(statement_id(fact(Relation.MET_WITH, "will meet")), graph)
    assert (planned.polarity, planned.modality, planned.confidence) == ("Affirmed", "Planned", "0.9")
    envoy = explain(statement_id(fact(Relation.REPRESENTS, "Kaldoria, whose envoy")), graph)
    assert envoy.qualifiers["role"] == "envoy"


def test_a_tally_and_a_quotation_are_facts_too(graph: Path) -> None:
    tally = explain("vote/assembly-1", graph)
    assert tally.predicate == "voteTally"
    assert {"for": "141", "against": "7", "abstained": "32", "outcome": "Adopted"}.items() <= tally.qualifiers.items()
    said = explain(statement_id(fact(Relation.SAID, "theatre")), graph)
    assert (said.subject, said.predicate, said.object) == ("Tomáš Řehoř", "said", "a theatre of the willing")


def test_the_rule_is_told_with_its_pattern(tmp_path: Path) -> None:
    sample = sample_graph()
    rule = next(rule for file in built_in() for rule in file.rules if rule.id == "votedOn/abstained")
    facts = tuple(
        Fact(f.relation, f.roles, f.qualifiers, f.polarity, f.modality, f.dates, f.confidence, rule.id, f.evidence)
        for f in sample.facts
    )
    write_turtle(Graph(sample.documents, sample.entities, facts, sample.tools), tmp_path / "graph.ttl")
    (origin,) = explain(ABSTAINED, tmp_path / "graph.ttl", files=built_in()).rules
    assert (origin.id, origin.path) == (rule.id, "voted_on.yaml")
    assert rule.pattern.source in origin.pattern
    assert origin.about.startswith("A member voted")


def test_a_rule_of_no_file_is_named_alone(graph: Path) -> None:
    (origin,) = explain(ABSTAINED, graph, files=built_in()).rules
    assert (origin.id, origin.pattern) == ("votedOn/sample", "")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("ffffffffffffffff", "holds no fact"),
        ("", "holds no fact"),
        ("fact/", "fits 2"),
        ("kg:spokeAt", "holds no fact"),
    ],
)
def test_a_fact_that_is_not_one_is_told(graph: Path, given: str, words: str) -> None:
    with pytest.raises(GraphError, match=words):
        explain(given, graph)


def test_a_file_that_is_no_graph_is_told(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"nothing\.ttl: cannot be read"):
        explain(ABSTAINED, tmp_path / "nothing.ttl")
    (tmp_path / "bad.ttl").write_text("no turtle")
    with pytest.raises(GraphError, match=r"bad\.ttl: no Turtle file"):
        explain(ABSTAINED, tmp_path / "bad.ttl")


# --- the command -----------------------------------------------------------------------------------------------------


def kg(*args: str):
    return CliRunner().invoke(cli.app, ["explain", *args])


def test_the_command_marks_the_evidence_in_its_sentence(graph: Path, articles: Path) -> None:
    shown = kg(ABSTAINED, "--graph", str(graph), "--articles", str(articles))
    assert shown.exit_code == 0, shown.output
    for words in (
        "Solenne — abstainedOn → A/RES/ES-99/1",
        "status: affirmed, actual; confidence 0.9",
        "Meridia voted for the resolution, and >>Solenne abstained<<.",
        "2031-03-02",
        "Rule votedOn/sample",
    ):
        assert words in shown.output


def test_the_command_prints_json(graph: Path) -> None:
    shown = json.loads(kg(ABSTAINED, "--graph", str(graph), "--json").output)
    assert shown["sources"][0]["quote"] == "Solenne abstained"


def test_the_command_reads_output_by_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    missing = kg(ABSTAINED)
    assert missing.exit_code == cli.Exit.NOTHING
    assert missing.stderr.startswith("kg: output/graph.ttl: cannot be read")
    Path("output").mkdir()
    write_turtle(sample_graph(), Path("output/graph.ttl"))
    assert kg(ABSTAINED).exit_code == 0


def test_a_wrong_fact_ends_with_a_message(graph: Path) -> None:
    shown = kg("ffff0000", "--graph", str(graph))
    assert (shown.exit_code, shown.stdout) == (cli.Exit.NOTHING, "")
    assert shown.stderr.startswith("kg: ")


def test_a_vote_of_a_table_is_explained_by_its_row(built: Built) -> None:
    found = built.store.query('SELECT ?f { ?f <https://w3id.org/diplokg/ns#rule> "table/row" } ORDER BY ?f LIMIT 1')
    fact = next(iter(found))["f"].value  # type: ignore[union-attr]
    told = explain(fact, built.output / "graph.ttl")
    assert [(origin.id, origin.about) for origin in told.rules] == [("table/row", "a row of an official voting table")]
    assert told.sources[0].title == "Votes on Ukraine, by member"
