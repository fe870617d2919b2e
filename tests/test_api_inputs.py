"""What is passed in by mistake is told as such, and what is meant is understood: paths, texts, days."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from conftest import ROOT

import kg
from kg import progress

TEXT = "Ana Ruiz, Chile's ambassador to the United Nations, met with Omar Haddad on Monday."


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: kg.build(""), r"kg\.build: an empty path; is a variable not set"),
        (lambda: kg.build(["seeds", " "]), "an empty path"),
        (lambda: kg.load(""), r"kg\.load: an empty path"),
        (lambda: kg.build(None), "kg.build takes a path or several, not None"),
        (lambda: kg.build([None]), "kg.build takes a path, not None"),
        (lambda: kg.build(b"seeds"), "takes a path or several, not b'seeds'"),
        (lambda: kg.load(3), "kg.load takes a path, not 3"),
        (lambda: kg.build(TEXT * 9), r"is no path but a text: kg\.read\(…\) takes texts"),
        (lambda: kg.build("seeds/*.txt"), r"name the folder, or kg\.build\(Path\('seeds'\)\.glob\('\*\.txt'\)\)"),
        (
            lambda: kg.build("https://example.org/a.html"),
            r"https://example\.org/a\.html: .* asks nothing of the network",
        ),
        (lambda: kg.read(b"text"), "not bytes"),
        (lambda: kg.read([TEXT]), r"not as a list: kg\.read\(\*texts\)"),
        (lambda: kg.read(Path("README.md")), r"is a path, not a text: kg\.build\(\['README\.md'\]\)"),
        (lambda: kg.read(None), "takes a text, not None"),
        (lambda: kg.read(TEXT, " "), "text that is empty"),
        (lambda: kg.read(TEXT, date="yesterday"), r"date='yesterday' is no day; write it as '2022-03-04'"),
        (lambda: kg.read(TEXT, model="no_such_model"), r"name an installed pipeline with model="),
        (lambda: kg.load("output"), r"output is a folder; did you mean 'output/graph\.ttl'\?"),
        (lambda: kg.load("output/graph.html"), r"a page \(HTML\), not RDF; did you mean 'output/graph\.ttl'\?"),
        (lambda: kg.load("output/graph.graphml"), r"GraphML, not RDF; did you mean 'output/graph\.ttl'\?"),
        (lambda: kg.load("README.md"), r"Markdown, not RDF; the graph is a file such as"),
    ],
)
def test_slips_are_told(call: Callable[[], object], message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    with pytest.raises(kg.KgError, match=message):
        call()


@pytest.mark.parametrize(
    "day", ["2022-03-04", "4 March 2022", dt.date(2022, 3, 4), dt.datetime(2022, 3, 4, 12), pd.Timestamp("2022-03-04")]
)
def test_days_are_taken_as_people_have_them(day: kg.api.inputs.Day) -> None:
    graph = kg.read(TEXT, date=day)
    assert graph.facts[0].dates == (dt.date(2022, 3, 4),)
    assert len(graph.subgraph(since=day, until=day).facts) == len(graph.facts)
    assert len(graph.subgraph(until="2022-03-03").facts) == 0


def test_a_graph_without_facts_is_loaded(tmp_path: Path) -> None:
    graph = kg.read("The weather was fine on Monday.")
    again = kg.load(graph.save(tmp_path / "dull.ttl"))
    assert again.documents == graph.documents == ("text-1",)
    assert len(again.facts) == 0
    both = again | kg.read(TEXT)
    assert [str(fact) for fact in both.facts] == [str(fact) for fact in kg.read(TEXT).facts]
    (tmp_path / "other.ttl").write_text('<https://a.example/x> <http://xmlns.com/foaf/0.1/name> "X" .')
    (tmp_path / "empty.ttl").write_text("")
    for name in ("other.ttl", "empty.ttl"):
        with pytest.raises(kg.GraphError, match="neither facts nor documents"):
            kg.load(tmp_path / name)


def test_a_file_that_is_cut_off_is_told(tmp_path: Path) -> None:
    whole = kg.read(TEXT).save(tmp_path / "graph.ttl").read_text("utf-8")
    (tmp_path / "cut.ttl").write_text(whole[: len(whole) // 2])
    with pytest.raises(kg.GraphError, match=r"cut\.ttl.* the file ends there: is it cut off\?"):
        kg.load(tmp_path / "cut.ttl")


# ------------------------------------------------------------------------------------------- how far it is


class Shown:
    """What stands below a cell: every state of it."""

    def __init__(self) -> None:
        self.states: list[dict[str, str]] = []

    def __call__(self, bundle: dict[str, str], *, raw: bool, display_id: bool) -> Shown:
        assert raw
        assert display_id
        return self.update(bundle, raw=raw)

    def update(self, bundle: dict[str, str], *, raw: bool) -> Shown:
        self.states.append(bundle)
        return self


@pytest.fixture
def cell(monkeypatch: pytest.MonkeyPatch) -> Shown:
    shown = Shown()
    monkeypatch.setattr(progress, "_cell_display", lambda: shown)
    return shown


def test_a_cell_shows_how_far_a_build_is(cell: Shown, tmp_path: Path) -> None:
    for n in range(3):
        (tmp_path / f"{n}<b>.txt").write_text(f"{TEXT} It was day {n}.")
    kg.build(tmp_path, progress=True)
    assert [state["text/plain"] for state in cell.states] == [
        "0 of 3 articles read", "1 of 3 articles read 0<b>", "2 of 3 articles read 1<b>", "3 of 3 articles read",
    ]  # fmt: skip
    assert "<b>" not in cell.states[1]["text/html"]
    assert 'max="3" value="2"' in cell.states[2]["text/html"]


def test_it_is_shown_unasked_where_there_is_much_to_do(cell: Shown) -> None:
    kg.read(TEXT)
    assert cell.states == []
    kg.read(*(f"{n}. It rained." for n in range(20)))
    assert len(cell.states) == 21
    cell.states.clear()
    kg.read(*(f"{n}. It rained." for n in range(20)), progress=False)
    assert cell.states == []


def test_only_a_kernel_has_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("IPython")
    shells: list[Any] = [None, SimpleNamespace(), SimpleNamespace(kernel=None), SimpleNamespace(kernel=object())]
    for shell in shells:
        monkeypatch.setattr("IPython.get_ipython", lambda shell=shell: shell)
        assert (progress._cell_display() is not None) is (shell is shells[-1])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with progress.shown(None) as told:
            told.total(3)
            told.advance("a")
