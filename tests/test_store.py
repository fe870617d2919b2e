"""The store beside a graph file: current when the file is, never half a load, and shared by several processes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import GraphError
from kg.query import cache
from kg.query.store import Source, open_graph, refresh

HEAD = "@prefix kg: <https://w3id.org/diplokg/ns#> .\n@prefix country: <https://example.org/diplokg/country/> .\n"
TALK = "country:UKR kg:metWith country:POL .\n"
MORE = TALK + "country:POL kg:metWith country:FRA .\n"


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path = tmp_path / "graph.ttl"
    path.write_text(HEAD + TALK, "utf-8")
    return path


def told(message: str) -> None:
    pytest.fail(f"nothing should be told: {message}")


def count(source: Source) -> int:
    rows = source.store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert isinstance(rows, ox.QuerySolutions)
    return int(next(rows)["n"].value)


def folders(graph: Path) -> list[str]:
    return sorted(path.name for path in cache.store_path(graph).iterdir() if path.is_dir())


def loads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files loaded from now on."""
    seen: list[Path] = []
    load = cache.load

    def noted(store: ox.Store, graph: Path) -> None:
        seen.append(graph)
        load(store, graph)

    monkeypatch.setattr(cache, "load", noted)
    return seen


def test_the_first_question_makes_the_store_and_the_next_one_finds_it(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = loads(monkeypatch)
    assert count(open_graph(graph, notify=told)) == 1
    assert count(open_graph(graph, notify=told)) == 1
    assert seen == [graph]
    assert open_graph(graph, notify=told).kept


def test_a_changed_file_is_loaded_anew_and_the_old_store_goes(graph: Path) -> None:
    old = open_graph(graph, notify=told)
    before = folders(graph)
    graph.write_text(HEAD + MORE, "utf-8")
    assert count(open_graph(graph, notify=told)) == 2
    assert len(folders(graph)) == 1
    assert folders(graph) != before
    assert count(old) == 1  # whoever has it open keeps it


def test_a_change_that_keeps_size_and_time_is_noticed(graph: Path) -> None:
    open_graph(graph, notify=told)
    found = graph.stat()
    graph.write_text(HEAD + TALK.replace("POL", "FRA"), "utf-8")
    os.utime(graph, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert graph.stat().st_size == found.st_size
    assert open_graph(graph, notify=told).store.query("ASK { ?s ?p <https://example.org/diplokg/country/FRA> }")


def test_a_file_that_is_only_touched_is_not_loaded_again(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_graph(graph, notify=told)
    seen = loads(monkeypatch)
    os.utime(graph, (1, 1))
    assert count(open_graph(graph, notify=told)) == 1
    assert seen == []
    record = cache.read_record(cache.store_path(graph))
    assert record is not None
    assert record.stamp == cache.stamp_of(graph)  # so that the next one need not compare contents


def test_a_killed_load_leaves_no_store_and_is_swept(graph: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from kg.query import cache\n"
        "def load(store, graph): print('loading', flush=True); time.sleep(60)\n"
        "cache.load = load; cache.ready(Path(sys.argv[1]), print)"
    )
    child = subprocess.Popen([sys.executable, "-c", code, str(graph)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "loading\n"
    left = folders(graph)
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    assert left == [f".loading-{child.pid}"]
    assert cache.read_record(cache.store_path(graph)) is None
    assert count(open_graph(graph, notify=told)) == 1
    assert not any(name.startswith(".loading") for name in folders(graph))


def test_processes_that_ask_at_once_get_the_same_answer_from_one_load(graph: Path) -> None:
    graph.write_text(HEAD + "".join(f"country:C{i} kg:metWith country:C{i + 1} .\n" for i in range(50_000)), "utf-8")
    code = (
        "import sys; from pathlib import Path; from kg.query.store import open_graph\n"
        "s = open_graph(Path(sys.argv[1]), notify=lambda _: None)\n"
        "print(s.kept, next(s.store.query('SELECT (COUNT(*) AS ?n) { ?s ?p ?o }'))['n'].value)"
    )
    children = [
        subprocess.Popen([sys.executable, "-c", code, str(graph)], stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    assert [child.communicate()[0] for child in children] == ["True 50000\n"] * 4
    assert len(folders(graph)) == 1


def test_where_nothing_can_be_written_the_graph_is_read_into_memory_and_that_is_told(graph: Path) -> None:
    cache.store_path(graph).write_text("a file stands in the store's place")
    notices: list[str] = []
    source = open_graph(graph, notify=notices.append)
    assert count(source) == 1
    assert not source.kept
    assert len(notices) == 1
    assert "cannot be written" in notices[0]
    assert "into memory" in notices[0]
    assert not refresh(graph, notify=notices.append)


def test_a_damaged_store_is_made_anew(graph: Path) -> None:
    open_graph(graph, notify=told)
    (folder,) = folders(graph)
    for path in (cache.store_path(graph) / folder).glob("*.sst"):
        path.unlink()
    assert count(open_graph(graph, notify=told)) == 1
    (cache.store_path(graph) / "current.json").write_text("{")
    assert count(open_graph(graph, notify=told)) == 1


def test_a_store_of_another_version_of_oxigraph_is_not_trusted(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_graph(graph, notify=told)
    place = cache.store_path(graph) / "current.json"
    place.write_text(json.dumps({**json.loads(place.read_text()), "oxigraph": "0.1"}))
    seen = loads(monkeypatch)
    open_graph(graph, notify=told)
    assert seen == [graph]


def test_a_file_that_changes_while_it_is_loaded_is_loaded_again(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load, times = cache.load, []

    def slow(store: ox.Store, path: Path) -> None:
        load(store, path)
        if not times:
            path.write_text(HEAD + MORE, "utf-8")
        times.append(1)

    monkeypatch.setattr(cache, "load", slow)
    assert count(open_graph(graph, notify=told)) == 2
    assert len(times) == 2


def test_a_file_that_never_stops_changing_is_told(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load = cache.load

    def slow(store: ox.Store, path: Path) -> None:
        load(store, path)
        path.write_text(path.read_text("utf-8") + "#\n", "utf-8")

    monkeypatch.setattr(cache, "load", slow)
    with pytest.raises(GraphError, match="is being written"):
        open_graph(graph, notify=told)


def test_refresh_makes_the_store_of_a_file_just_written(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refresh(graph, notify=told)
    seen = loads(monkeypatch)
    assert count(open_graph(graph, notify=told)) == 1
    assert seen == []


def test_the_store_itself_can_be_named_and_so_can_one_of_oxigraphs(graph: Path, tmp_path: Path) -> None:
    refresh(graph)
    assert count(open_graph(cache.store_path(graph), notify=told)) == 1
    other = ox.Store(str(tmp_path / "other"))
    other.bulk_load(HEAD + MORE, ox.RdfFormat.TURTLE)
    other.flush()
    del other
    assert count(open_graph(tmp_path / "other", notify=told)) == 2
    with pytest.raises(GraphError, match="no store of a graph"):
        open_graph(tmp_path, notify=told)


def test_the_files_own_prefixes_go_over_the_built_in_ones(graph: Path) -> None:
    graph.write_text("@prefix country: <https://un.example/c/> .\ncountry:a country:b country:c .", "utf-8")
    for _ in range(2):  # from the file, then from the store's record
        prefixes = open_graph(graph, notify=told).prefixes
        assert prefixes["country"] == "https://un.example/c/"
        assert prefixes["person"] == "https://example.org/diplokg/person/"
        assert prefixes["kg"] == "https://w3id.org/diplokg/ns#"


def test_named_graphs_are_asked_as_one(tmp_path: Path) -> None:
    graph = tmp_path / "graph.trig"
    graph.write_text(HEAD + "<urn:a> { " + TALK + " }", "utf-8")
    assert open_graph(graph, notify=told).union


@pytest.mark.parametrize(
    ("text", "message"),
    [(None, "build a graph first, or name another"), ("Give us some news.", "not readable as Turtle.*line 1")],
)
def test_what_is_no_graph_is_told(tmp_path: Path, text: str | None, message: str) -> None:
    graph = tmp_path / "graph.ttl"
    if text is not None:
        graph.write_text(text)
    for ask in (open_graph, refresh):
        with pytest.raises(GraphError, match=message):
            ask(graph, notify=told)
    assert not list(tmp_path.glob(".graph.ttl.store/.loading*"))


def test_a_fresh_file_gets_the_time_that_tells_a_change(graph: Path) -> None:
    now = time.time()
    os.utime(graph, (now, now))
    refresh(graph)
    assert time.time() - graph.stat().st_mtime >= cache._TICK
