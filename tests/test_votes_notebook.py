"""notebooks/votes.ipynb: a clean kernel runs it to the end, and its kept answers are those of today."""

from __future__ import annotations

import shutil

import nbformat
import pytest
from conftest import ROOT, Built
from nbformat import NotebookNode

from tests.test_notebook import AGAIN, code_cells, execute, shown, table

NOTEBOOK = ROOT / "notebooks" / "votes.ipynb"


@pytest.fixture(scope="module")
def stored() -> NotebookNode:
    return nbformat.read(NOTEBOOK, as_version=nbformat.NO_CONVERT)


@pytest.fixture(scope="module")
def executed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> NotebookNode:
    folder = tmp_path_factory.mktemp("votes")
    shutil.copytree(built.output, folder / "output")
    notebook = nbformat.read(NOTEBOOK, as_version=nbformat.NO_CONVERT)
    for empty in code_cells(notebook):
        empty.outputs, empty.execution_count = [], None
    return execute(notebook, folder)


def test_no_cell_fails_or_warns(executed: NotebookNode) -> None:
    kinds = {output.output_type for cell in code_cells(executed) for output in cell.outputs}
    assert kinds == {"execute_result", "display_data"}


@pytest.mark.parametrize("id", ["results", "country", "changes", "agreement", "blocs", "verify"])
def test_the_kept_answers_are_those_of_today(stored: NotebookNode, executed: NotebookNode, id: str) -> None:
    assert shown(stored, id, "text/html") == shown(executed, id, "text/html"), AGAIN


def test_pictures_are_kept(stored: NotebookNode) -> None:
    assert all(len(shown(stored, id, "image/png")) > 5_000 for id in ("results-plot", "agreement-plot"))


def test_what_it_says(executed: NotebookNode) -> None:
    totals = table(executed, "results").set_index("resolution")
    assert totals.loc["A/RES/ES-11/6", ["for", "against", "abstained"]].tolist() == [141, 7, 32]
    assert table(executed, "country").set_index("resolution").loc["A/RES/ES-11/4", "choice"] == "for"
    verdicts = table(executed, "verify")
    assert set(verdicts["verdict"]) == {"confirms"}
    assert set(verdicts["resolution"]) == {"A/RES/ES-11/6", "S/RES/2623(2022)"}
