"""``kg explore``: the page from a graph's Turtle tells what the page tells that was written with it."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sample_graph import sample_graph
from typer.testing import CliRunner, Result

from kg.cli import app
from kg.errors import GraphError
from kg.export.html import write_html
from kg.export.ontology import claim
from kg.export.turtle import write_turtle
from kg.query.graph import read_graph
from kg.query.store import open_graph
from kg.types import Fact, Graph
from tests.conftest import ROOT, Built, Extract, Told
from tests.test_verify import VETO, table

HEAD = """@prefix kg: <https://w3id.org/diplokg/ns#> . @prefix : <https://example.org/diplokg/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix prov: <http://www.w3.org/ns/prov#> . @prefix oa: <http://www.w3.org/ns/oa#> .
"""

Data = Callable[[Path], Any]
SMALL = """<https://example.org/diplokg/person/a> a kg:Person ; rdfs:label "A" .
<http://else.example/b> a kg:Country ; rdfs:label "B" .
:f a rdf:Statement ; rdf:subject <https://example.org/diplokg/person/a> ; rdf:predicate kg:represents ;
  rdf:object <http://else.example/b> ; prov:wasDerivedFrom
  [ oa:hasSource <https://example.org/diplokg/document/d> ; oa:hasSelector [ oa:exact "A of B" ] ] .
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["explore", *arguments])


@pytest.fixture
def data(browser: Any) -> Data:
    """data(page) → what the page shows, as it says itself."""

    def read(page: Path) -> Any:
        with browser.new_context(offline=True).new_page() as tab:
            tab.goto(page.as_uri())
            tab.wait_for_selector("html[data-ready=true]")
            return tab.evaluate("kgdata()")

    return read


def told(page: Any) -> dict[Any, Any]:
    """What a page tells, statement by statement: who, what, whom, how, when, how sure, in which words."""
    found: dict[Any, Any] = {}
    for fact in page["facts"]:
        values = {key: value for key, value in fact["qualifiers"].items() if key not in {"role", "cue"}}
        key = (fact["relation"], fact["subject"], fact["object"], tuple(sorted(values.items())), fact["status"])
        known = found.setdefault(
            key, {"sure": 0, **{name: set() for name in ("at", "roles", "dates", "words", "verdict")}}
        )
        known["at"] |= {fact["at"]} - {None}
        known["roles"] |= set(filter(None, fact["qualifiers"].get("role", "").split(", ")))
        known["dates"] |= set(fact["dates"])
        known["words"] |= {(e["document"], e["start"], e["end"], e["quote"]) for e in fact["evidence"]}
        known["sure"] = max(known["sure"], fact["confidence"])
        verdict = fact.get("verdict")
        known["verdict"] |= {(verdict["confirmed"], verdict["said"], verdict["recorded"])} if verdict else set()
    return found


def assert_same(written: Any, read: Any) -> None:
    assert told(read) == told(written)
    for node, other in zip(written["nodes"], read["nodes"], strict=True):
        for key in ("id", "type", "label", "names", "identifiers", "body", "date", "documents", "mentioned"):
            mine, its = node[key], other[key]
            assert (key, sorted(its) if key == "names" else its) == (key, sorted(mine) if key == "names" else mine)
    assert Counter(len(link["facts"]) > 0 for link in read["links"]) == Counter({True: len(read["links"])})
    assert len(read["links"]) == len(written["links"])
    for document, other in zip(written["documents"], read["documents"], strict=True):
        assert {**document, "text": "", "title": ""} == {**other, "text": "", "title": ""}
    members = [{id: roll["members"] for id, roll in one["rollcalls"].items()} for one in (written, read)]
    assert members[0] == members[1]


@pytest.mark.browser
def test_page_of_the_example_tells_the_same(built: Built, tmp_path: Path, data: Data) -> None:
    page, graph = tmp_path / "page.html", tmp_path / "graph.ttl"
    shutil.copy(built.output / "graph.ttl", graph)  # by itself: other commands leave a store beside the built one
    done = run(str(graph), "-o", str(page), "--texts", str(ROOT / "seeds"))
    assert done.exit_code == 0, done.output
    assert done.output == ""
    written, read = data(built.output / "graph.html"), data(page)
    assert_same(written, read)
    assert [one["text"] for one in read["documents"]] == [one["text"] for one in written["documents"]]
    assert [one["title"] for one in read["documents"]] == [one["title"] for one in written["documents"]]
    assert read["tools"] == written["tools"]
    assert len(told(read)) > 40
    assert sorted(path.name for path in tmp_path.iterdir()) == ["graph.ttl", "page.html"], "nothing is left beside"


@pytest.mark.browser
def test_page_of_the_sample_tells_the_same(tmp_path: Path, data: Data) -> None:
    graph = sample_graph()
    write_turtle(graph, tmp_path / "graph.ttl", base="https://news.example/kg/")
    write_html(graph, tmp_path / "written.html", title="T", base="https://news.example/kg/")
    done = run(str(tmp_path / "graph.ttl"), "-o", str(tmp_path / "read.html"), "--title", "T")
    assert done.exit_code == 0, done.output
    written, read = data(tmp_path / "written.html"), data(tmp_path / "read.html")
    assert_same(written, read)
    assert (read["base"], read["title"]) == ("https://news.example/kg/", "T")
    assert read["texts"] is False
    assert "before the vote" not in (tmp_path / "read.html").read_text("utf-8")


@pytest.mark.browser
def test_records_and_verdicts_are_told_as_well(
    run: Extract, told: Told, tmp_path: Path, data: Callable[[Path], Any]
) -> None:
    graph = told(VETO.replace("(France)", "(Kenya)"), tables=(table(),))
    assert {verdict.confirmed for verdict in graph.verdicts} == {True, False}
    write_turtle(graph, tmp_path / "graph.ttl")
    write_html(graph, tmp_path / "written.html", title="T")
    done = CliRunner().invoke(app, ["explore", str(tmp_path / "graph.ttl"), "-o", str(tmp_path / "r.html")])
    assert done.exit_code == 0, done.output
    written, read = data(tmp_path / "written.html"), data(tmp_path / "r.html")
    assert_same(written, read)
    for id, roll in written["rollcalls"].items():
        other = read["rollcalls"][id]
        assert (other["counts"], other["outcome"], other["score"]) == (roll["counts"], roll["outcome"], roll["score"])
        assert sorted(other["reasons"]) == sorted(roll["reasons"])
        assert other["table"] == roll["table"]
    rows = [{f["verdict"]["row"] for f in one["facts"] if "verdict" in f} for one in (written, read)]
    assert rows[0] == rows[1]


@pytest.mark.browser
def test_a_text_that_is_not_the_one_is_told(built: Built, tmp_path: Path, data: Data) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in built.texts.items():
        changed = text if name.startswith("000") else text.replace("Monday", "Tuesday", 1)
        (folder / f"{name}.txt").write_text(changed, "utf-8", newline="")
    done = run(str(built.output / "graph.ttl"), "-o", str(tmp_path / "p.html"), "--texts", str(folder))
    assert done.exit_code == 0, done.output
    assert "003_c309c70f6c7beafb: --texts has not the text" in done.output
    page = data(tmp_path / "p.html")
    assert ["text" in one for one in page["documents"]] == [True, False]
    for fact in page["facts"]:
        for evidence in fact["evidence"]:
            assert evidence["quote"]
            assert bool(evidence.get("sentence")) is evidence["document"].startswith("000")


def test_a_small_turtle_file_that_only_follows_the_contract(tmp_path: Path) -> None:
    (tmp_path / "g.ttl").write_text(HEAD + SMALL, "utf-8")
    graph = read_graph(open_graph(tmp_path / "g.ttl", notify=pytest.fail, memory=True))
    (fact,) = graph.facts
    assert (fact.subject, fact.object) == ("person/a", "http://else.example/b")
    assert fact.actual
    assert fact.confidence == 1
    assert [e.quote for e in fact.evidence] == ["A of B"]
    assert [document.id for document in graph.documents] == ["d"]


def test_what_a_page_lacks_is_told_unless_quiet_and_its_folder_is_made(tmp_path: Path) -> None:
    (tmp_path / "g.ttl").write_text(HEAD + SMALL, "utf-8")
    done = run(str(tmp_path / "g.ttl"), "-o", str(tmp_path / "new" / "folder" / "p.html"))
    assert done.exit_code == 0, done.output
    assert (tmp_path / "new" / "folder" / "p.html").stat().st_size > 10_000
    assert "1 of 1 facts have no kg:confidence; they are shown with 1.00" in done.output
    assert "--texts PATH brings their sentences" in done.output
    quiet = run(str(tmp_path / "g.ttl"), "-o", str(tmp_path / "p.html"), "--quiet")
    assert (quiet.exit_code, quiet.output) == (0, "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("no Turtle at all", "not readable as Turtle"),
        (HEAD, "holds no facts"),
        ('<http://a.example/> <http://b.example/> "c" .', "holds no facts"),
        (HEAD + """:f a rdf:Statement ; rdf:subject :a ; rdf:predicate kg:knows ; rdf:object :b ;
            prov:wasDerivedFrom [ oa:hasSource :d ; oa:hasSelector [ oa:exact "x" ] ] .""", "'knows' is not a valid"),
        (HEAD + """:f a rdf:Statement ; rdf:subject :a ; rdf:predicate kg:metWith ; rdf:object :b ;
            prov:wasDerivedFrom [ oa:hasSource :d ; oa:hasSelector [ oa:exact "x" ] ] .""", "not in the graph"),
    ],
)  # fmt: skip
def test_what_cannot_be_explored_is_told_and_nothing_written(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "g.ttl").write_text(text, "utf-8")
    done = run(str(tmp_path / "g.ttl"), "-o", str(tmp_path / "p.html"))
    assert done.exit_code == 3
    assert message in done.output
    assert str(tmp_path / "g.ttl") in done.output
    assert not (tmp_path / "p.html").exists()
    missing = run(str(tmp_path / "no.ttl"), "-o", str(tmp_path / "p.html"))
    assert missing.exit_code == 3
    assert "no.ttl: cannot be read" in missing.output


def test_statements_are_the_claims_of_the_turtle(built: Built) -> None:
    graph = read_graph(open_graph(built.output / "graph.ttl", notify=pytest.fail, memory=True))

    def claims(one: Graph) -> set[tuple[str, ...]]:
        def of(fact: Fact) -> tuple[str, ...]:
            return claim(fact)

        return {of(fact) for fact in one.facts}

    assert claims(graph) == claims(built.graph)
    with pytest.raises(GraphError):
        open_graph(built.output / "nothing.ttl", notify=pytest.fail, memory=True)
