"""notebooks/explore.ipynb: a clean kernel runs it to the end, and it answers from the graph what the texts say.

Its outputs are kept: after the graph has changed, ``python tests/test_notebook.py`` runs all notebooks anew.
"""

from __future__ import annotations

import shutil
from io import StringIO
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
from conftest import ROOT, Built
from nbclient import NotebookClient
from nbformat import NotebookNode

NOTEBOOK = ROOT / "notebooks" / "explore.ipynb"
LONGEST = 200_000  # characters of HTML
AGAIN = "the kept answers are out of date: run make graph, then python tests/test_notebook.py"


def execute(notebook: NotebookNode, folder: Path) -> NotebookNode:
    """The notebook with its answers, from a kernel of its own that starts in the folder."""
    resources = {"metadata": {"path": str(folder)}}
    client = NotebookClient(notebook, timeout=120, kernel_name="python3", record_timing=False, resources=resources)
    return client.execute()


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def cell(notebook: NotebookNode, id: str) -> NotebookNode:
    (found,) = (cell for cell in notebook.cells if cell.id == id)
    return found


def shown(notebook: NotebookNode, id: str, kind: str) -> Any:
    """What a cell shows, as text, HTML or a picture."""
    (found,) = (output.data[kind] for output in cell(notebook, id).outputs if kind in output.get("data", {}))
    return found


def table(notebook: NotebookNode, id: str) -> pd.DataFrame:
    (frame,) = pd.read_html(StringIO(shown(notebook, id, "text/html")), index_col=0, keep_default_na=False)
    return frame


@pytest.fixture(scope="module")
def stored() -> NotebookNode:
    return nbformat.read(NOTEBOOK, as_version=nbformat.NO_CONVERT)


@pytest.fixture(scope="module", params=["notebooks", "."], ids=["from notebooks/", "from the root"])
def executed(request: pytest.FixtureRequest, built: Built, tmp_path_factory: pytest.TempPathFactory) -> NotebookNode:
    """A copy of it, run in a folder of its own beside the example as it is built today."""
    folder = tmp_path_factory.mktemp("notebook")
    shutil.copytree(built.output, folder / "output")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    (folder / "notebooks").mkdir()
    copy = shutil.copy(NOTEBOOK, folder / "notebooks")
    notebook = nbformat.read(copy, as_version=nbformat.NO_CONVERT)
    for empty in code_cells(notebook):
        empty.outputs, empty.execution_count = [], None
    return execute(notebook, folder / request.param)


def test_the_file_is_a_valid_notebook_with_readable_ids(stored: NotebookNode) -> None:
    nbformat.validate(stored)
    assert (stored.nbformat, stored.nbformat_minor) == (4, 5)
    ids = [cell.id for cell in stored.cells]
    assert len(ids) == len(set(ids))
    assert all(id.replace("-", "").isalpha() for id in ids)
    assert stored.metadata.kernelspec.name == "python3"
    assert not any("execution" in cell.metadata for cell in stored.cells)  # times of day


def test_a_reader_needs_less_than_five_minutes(stored: NotebookNode) -> None:
    prose = " ".join(cell.source for cell in stored.cells if cell.cell_type == "markdown")
    assert 200 < len(prose.split()) < 600


def test_its_outputs_are_kept_in_order(stored: NotebookNode) -> None:
    cells = code_cells(stored)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert sum(bool(cell.outputs) for cell in cells) == len(cells) - 1  # the first only loads


def test_no_cell_fails_or_warns(executed: NotebookNode) -> None:
    cells = code_cells(executed)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    kinds = {output.output_type for cell in cells for output in cell.outputs}
    assert kinds == {"execute_result", "display_data"}  # no error, and nothing on stderr


@pytest.mark.parametrize(
    "id", ["summary", "person", "represents", "tallies", "votes-named", "asked", "said", "planned", "why", "network"]
)
def test_the_kept_answers_are_those_of_today(stored: NotebookNode, executed: NotebookNode, id: str) -> None:
    assert shown(stored, id, "text/html") == shown(executed, id, "text/html"), AGAIN


def test_who_represents_whom(executed: NotebookNode) -> None:
    answer = table(executed, "represents")
    rows = {(row.person, row.represents, row.evidence.replace("’", "'"), row.article) for row in answer.itertuples()}
    assert ("Sergiy Kyslytsya", "Ukraine", "Ukraine's ambassador, Sergiy Kyslytsya", "003_c309c70f6c7beafb") in rows
    blinken = "Secretary of State Antony Blinken in the United States' seat"
    assert ("Antony Blinken", "United States", blinken, "000_17d69096fd7638d8") in rows
    accredited = {row.person: row.at for row in answer.itertuples()}
    assert accredited["Sergiy Kyslytsya"] == "United Nations"
    assert not answer.duplicated(["person", "represents", "evidence", "article"]).any()


def test_how_the_vote_was(executed: NotebookNode) -> None:
    tallies = {
        row.body: (row.yes, row.no, row.abstained, row.outcome) for row in table(executed, "tallies").itertuples()
    }
    assert tallies["United Nations General Assembly"] == (141, 7, 32, "Adopted")
    assert tallies["United Nations Security Council"] == (11, 1, 3, "Adopted")
    votes = [(row.member, row.vote, row.evidence) for row in table(executed, "votes-named").itertuples()]
    assert [vote[:2] for vote in votes] == [("Russia", "votedAgainst")]
    assert votes[0][2].startswith("with only Russia voting against")


def test_who_said_what(executed: NotebookNode, built: Built) -> None:
    answer = table(executed, "said")
    assert any("Today we refuse to give up on hope" in words for words in answer.quote)
    for row in answer.itertuples():
        assert " ".join(row.quote.split()) in " ".join(built.texts[row.document].split())


def test_what_was_only_planned(executed: NotebookNode) -> None:
    rows = {(row.subject, row.relation, row.status, row.evidence) for row in table(executed, "planned").itertuples()}
    evidence = "France and Mexico will propose a resolution"
    assert {("France", "sponsored", "Planned", evidence), ("Mexico", "sponsored", "Planned", evidence)} <= rows


def test_who_links_whom(executed: NotebookNode) -> None:
    answer = table(executed, "network")
    assert list(answer.columns) == ["name", "type", "degree", "betweenness"]
    assert list(answer.betweenness) == sorted(answer.betweenness, reverse=True)
    assert "Mexico" not in set(answer.name)  # it has only planned something
    assert shown(executed, "plot", "image/png")


def test_what_the_graph_and_a_person_look_like(executed: NotebookNode) -> None:
    html = shown(executed, "summary", "text/html")
    assert "Sergiy Kyslytsya" in html.split("<iframe")[0]
    assert html.count("<iframe") == 1
    card = shown(executed, "person", "text/html")
    assert "territorial integrity and sovereignty" in card
    assert "<mark" in card
    assert "rule" in shown(executed, "why", "text/html")


def test_the_explorer_is_shown_with_everything_inside(executed: NotebookNode, stored: NotebookNode) -> None:
    html = shown(executed, "page", "text/html")
    assert "<iframe srcdoc=" in html
    assert "kg-data" in html
    assert shown(stored, "page", "text/html") == html.split("<iframe")[0]  # it is shown when the cell is run
    assert shown(stored, "page", "text/plain") == shown(executed, "page", "text/plain"), AGAIN


def keep(notebook: NotebookNode) -> None:
    """What is stored of an executed notebook: of whole pages, which one that was not run would not show, the words."""
    for one in code_cells(notebook):
        for output in one.outputs:
            if len(html := output.get("data", {}).get("text/html", "")) > LONGEST:
                output.data["text/html"] = html.split("<iframe")[0]


if __name__ == "__main__":
    for path in sorted(NOTEBOOK.parent.glob("*.ipynb")):
        kept = nbformat.read(path, as_version=nbformat.NO_CONVERT)
        metadata = dict(kept.metadata)
        execute(kept, path.parent)
        keep(kept)
        kept.metadata = metadata  # without the version of this Python
        nbformat.write(kept, path)
