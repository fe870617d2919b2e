"""kg.evaluate: the official scorer's numbers, errors that name file and key, and how well six documents are read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from typer.testing import CliRunner

from kg import write
from kg.cli import app
from kg.errors import GraphError, ReadError
from kg.evaluate import BuiltGraph, Report, as_json, evaluate, read_gold
from kg.evaluate.gold import norm
from kg.pipeline import build

GOLD = ROOT / "tests" / "gold"
SHARED = Path(os.environ.get("DIPLOKG_SHARED", ROOT.parent / "shared"))
SCORER = SHARED / "tools" / "score.py"
needs_scorer = pytest.mark.skipif(not SCORER.exists(), reason=f"no official scorer at {SCORER} (DIPLOKG_SHARED)")


def built(texts: Path, output: Path) -> Path:
    """The Turtle file of a folder of texts."""
    graph = build(sorted(texts.glob("*.txt")))
    write.write_all(graph, output, write.writers(title="Gold", base=None, texts=False))
    return output / "graph.ttl"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of our own six documents."""
    return built(GOLD, tmp_path_factory.mktemp("gold"))


@pytest.fixture(scope="module")
def report(small: Path) -> Report:
    return evaluate(BuiltGraph(small), read_gold(GOLD))


# --- how well the six documents are read ----------------------------------------------------------------------------


def test_almost_all_facts_are_right(report: Report) -> None:
    assert (report.all.precision or 0) >= 0.95, [miss for miss in report.misses if miss.kind == "wrong"]


def test_most_facts_are_found(report: Report) -> None:
    assert (report.all.recall or 0) >= 0.8, [miss for miss in report.misses if miss.kind == "missed"]


def test_no_trap_is_hit_and_all_evidence_is_in_the_text(report: Report) -> None:
    assert report.traps >= 18
    assert report.traps_hit == 0, [miss for miss in report.misses if miss.kind == "trap"]
    assert (report.spans > 50, report.spans_wrong) == (True, 0)


def test_quotations_have_their_speakers(report: Report) -> None:
    assert (report.scores["quotes"].f1 or 0) >= 0.9


def test_calibration_counts_every_fact_once(report: Report) -> None:
    rows = report.calibration()
    assert [band for band, _, _ in rows] == ["0.9 and more", "0.7 to 0.9", "under 0.7"]
    assert sum(facts for _, facts, _ in rows) == len(report.judged)
    assert sum(facts - right for _, facts, right in rows) == report.all.wrong


@pytest.mark.parametrize("path", sorted(GOLD.glob("*.json")), ids=lambda path: path.stem)
def test_annotations_quote_their_document(path: Path) -> None:
    record = json.loads(path.read_text(encoding="utf-8"))
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    quoted = [item["evidence"] for key in ("relations", "not_facts") for item in record[key]]
    quoted += [item["text"] for item in record["quotes"]]
    assert record["doc"] == path.stem
    assert [words for words in quoted if words not in text] == []


# --- the same numbers as the official scorer -------------------------------------------------------------------------


def official(graph: Path, gold: Path) -> dict[str, Any]:
    command = [sys.executable, str(SCORER), str(graph), str(gold), "--json"]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=120)
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def ours(graph: Path, gold: Path) -> dict[str, Any]:
    record = as_json(evaluate(BuiltGraph(graph), read_gold(gold)))
    return {key: value for key, value in record.items() if key not in ("calibration", "absent")}


@needs_scorer
def test_same_numbers_on_our_documents(small: Path) -> None:
    assert ours(small, GOLD) == official(small, GOLD)


@needs_scorer
@pytest.mark.corpus
@pytest.mark.slow
def test_same_numbers_on_the_shared_gold(tmp_path: Path) -> None:
    gold = SHARED / "gold" / "dev"
    graph = built(gold, tmp_path)
    assert ours(graph, gold) == official(graph, gold)


def without_every_second(record: dict[str, Any]) -> None:
    record["relations"] = record["relations"][::2]
    record["entities"] = record["entities"][::2]


def with_other_choices(record: dict[str, Any]) -> None:
    for item in record["relations"]:
        if item.get("choice"):
            item["choice"] = "for"
        if item["rel"] == "voteTally":
            item["outcome"] = "rejected"
            item.pop("for", None)


def with_other_speakers(record: dict[str, Any]) -> None:
    for item in record["quotes"]:
        item["speaker"] = ["Nobody at All"]


def with_traps_for_facts(record: dict[str, Any]) -> None:
    facts = [item for item in record["relations"] if "subj" in item]
    record["not_facts"] += facts[::2]
    record["relations"] = facts[1::2]


def with_everything_optional(record: dict[str, Any]) -> None:
    for key in ("relations", "entities", "quotes"):
        for item in record[key][::3]:
            item["optional"] = True


def with_any_object(record: dict[str, Any]) -> None:
    for item in record["relations"]:
        if "obj" in item:
            item["obj"] = ["*", *item["obj"]]


@needs_scorer
@pytest.mark.parametrize(
    "change",
    [
        without_every_second,
        with_other_choices,
        with_other_speakers,
        with_traps_for_facts,
        with_everything_optional,
        with_any_object,
    ],
)
def test_same_numbers_where_much_is_wrong(
    small: Path, tmp_path: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    for path in GOLD.glob("*.json"):
        record = json.loads(path.read_text(encoding="utf-8"))
        change(record)
        (tmp_path / path.name).write_text(json.dumps(record), encoding="utf-8")
        (tmp_path / f"{path.stem}.txt").write_text("?" + path.with_suffix(".txt").read_text("utf-8"), encoding="utf-8")
    expected = official(small, tmp_path)
    assert ours(small, tmp_path) == expected
    assert expected["evidence"]["wrong"] > 0


# --- names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "compared"),
    [
        ("The Security Council", "security council"),
        ("António  Guterres", "antonio guterres"),
        ("U.S.", "us"),
        ("Ukraine’s", "ukraine"),
        ("A/RES/ES-11/6", "a/res/es-11/6"),
    ],
)
def test_names_are_compared_without_what_varies(name: str, compared: str) -> None:
    assert norm(name) == compared


# --- errors ----------------------------------------------------------------------------------------------------------

EMPTY: dict[str, Any] = {"doc": "a", "entities": [], "relations": []}
FACT = {"rel": "represents", "subj": ["Ana Ruiz"], "obj": ["Chile"]}


@pytest.mark.parametrize(
    ("record", "complaint"),
    [
        ([], "a.json: the whole file: a JSON object is wanted"),
        ({"entities": []}, "a.json: relations: is missing"),
        (EMPTY | {"entities": {}}, "a.json: entities: a list is wanted, not {}"),
        (EMPTY | {"entities": ["Ana"]}, "a.json: entities[0]: a JSON object is wanted"),
        (
            EMPTY | {"entities": [{"type": "planet", "names": ["Mars"]}]},
            "a.json: entities[0].type: 'planet' is none of",
        ),
        (EMPTY | {"entities": [{"type": "person", "names": []}]}, "a.json: entities[0].names: a list of one or more"),
        (EMPTY | {"relations": [FACT, FACT | {"rel": "likes"}]}, "a.json: relations[1].rel: 'likes' is none of"),
        (EMPTY | {"relations": [FACT | {"subj": "Ana Ruiz"}]}, "a.json: relations[0].subj: a list of names is wanted"),
        (EMPTY | {"relations": [FACT | {"choice": "yes"}]}, "a.json: relations[0].choice: 'yes' is none of for,"),
        (EMPTY | {"relations": [FACT | {"optional": 1}]}, "a.json: relations[0].optional: true or false is wanted"),
        (EMPTY | {"relations": [{"rel": "voteTally", "for": "11"}]}, "a.json: relations[0].for: a whole number"),
        (EMPTY | {"relations": [{"rel": "voteTally", "for": True}]}, "a.json: relations[0].for: a whole number"),
        (EMPTY | {"quotes": [{"speaker": ["Ana Ruiz"]}]}, "a.json: quotes[0].text: is missing"),
        (EMPTY | {"not_facts": [{"rel": "metWith", "subj": ["A"]}]}, "a.json: not_facts[0].obj: is missing"),
    ],
)
def test_errors_name_the_file_and_the_key(tmp_path: Path, record: object, complaint: str) -> None:
    (tmp_path / "a.json").write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(ReadError) as caught:
        read_gold(tmp_path)
    assert complaint in str(caught.value)


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe{}"])
def test_annotations_that_are_no_json(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.json").write_bytes(content)
    with pytest.raises(ReadError, match=r"a\.json: not readable as JSON"):
        read_gold(tmp_path)


def test_no_annotations(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no gold annotations"):
        read_gold(tmp_path)


def test_an_unknown_document_is_told_with_those_that_there_are() -> None:
    with pytest.raises(ReadError, match=r"no annotations of nothing; there are .*news-veto"):
        read_gold(GOLD, docs=["nothing"])


@pytest.mark.parametrize("name", ["broken.ttl", "missing.ttl"])
def test_a_graph_that_is_no_turtle(tmp_path: Path, name: str) -> None:
    (tmp_path / "broken.ttl").write_text("this is no Turtle", encoding="utf-8")
    with pytest.raises(GraphError, match=name):
        BuiltGraph(tmp_path / name)


# --- the command -----------------------------------------------------------------------------------------------------


def test_command_prints_tables(small: Path) -> None:
    done = CliRunner().invoke(app, ["evaluate", str(small), str(GOLD), "--misses"])
    assert done.exit_code == 0
    for words in ("Documents: 6", "All relations", "Right facts by confidence", "Traps hit: 0 of", "missed\tnoon-"):
        assert words in done.output


def test_command_prints_json_of_one_document(small: Path) -> None:
    done = CliRunner().invoke(app, ["evaluate", str(small), str(GOLD), "--doc", "news-veto", "--json", "--misses"])
    record = json.loads(done.stdout)
    assert record["ALL relations"]["tp"] >= 8
    assert {miss["doc"] for miss in record["misses"]} <= {"news-veto"}
    assert record["calibration"][0]["confidence"] == "0.9 and more"


def test_command_takes_texts_from_elsewhere(small: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["evaluate", str(small), str(GOLD), "--texts", str(tmp_path), "--json"])
    assert json.loads(done.stdout)["evidence"] == {"spans": 0, "wrong": 0}


def test_command_tells_documents_that_are_not_in_the_graph(tmp_path: Path) -> None:
    graph = tmp_path / "graph.ttl"
    graph.write_text("", encoding="utf-8")
    done = CliRunner().invoke(app, ["evaluate", str(graph), str(GOLD), "--doc", "news-veto"])
    assert done.exit_code == 0
    assert "Not in the graph: news-veto" in done.output


def test_command_fails_with_a_message(small: Path, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"relations": []}', encoding="utf-8")
    done = CliRunner().invoke(app, ["evaluate", str(small), str(tmp_path)])
    assert done.exit_code == 3
    assert "a.json: entities: is missing" in done.stderr
    assert "Traceback" not in done.output
