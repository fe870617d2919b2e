"""your-own-texts, networks and sparql.ipynb: clean kernels run them to the end, and their kept answers are today's."""

from __future__ import annotations

import re
import shutil

import nbformat
import pytest
from conftest import ROOT, Built
from nbformat import NotebookNode

from tests.test_notebook import AGAIN, cell, code_cells, execute, keep, shown, table

NAMES = ("your-own-texts", "networks", "sparql")


def stored(name: str) -> NotebookNode:
    return nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=nbformat.NO_CONVERT)


@pytest.fixture(scope="module")
def executed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> dict[str, NotebookNode]:
    folder = tmp_path_factory.mktemp("notebooks")
    shutil.copytree(built.output, folder / "output")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    found = {}
    for name in NAMES:
        notebook = stored(name)
        for empty in code_cells(notebook):
            empty.outputs, empty.execution_count = [], None
        found[name] = execute(notebook, folder)
        keep(found[name])
    return found


@pytest.mark.parametrize("name", NAMES)
def test_it_is_whole_and_short(name: str) -> None:
    notebook = stored(name)
    nbformat.validate(notebook)
    assert all(one.id.replace("-", "").isalpha() for one in notebook.cells)
    assert not any("execution" in one.metadata for one in notebook.cells)
    prose = " ".join(one.source for one in notebook.cells if one.cell_type == "markdown")
    code = [line for one in code_cells(notebook) for line in one.source.splitlines() if line.strip()]
    assert len(prose.split()) / 200 + len(code) / 30 < 5  # minutes


@pytest.mark.parametrize("name", NAMES)
def test_a_clean_kernel_gives_the_kept_answers(name: str, executed: dict[str, NotebookNode]) -> None:
    kept = stored(name)
    for one in code_cells(executed[name]):
        before = cell(kept, one.id)
        assert one.execution_count == before.execution_count, AGAIN
        for output, old in zip(one.outputs, before.outputs, strict=True):
            assert output.output_type in {"execute_result", "display_data", "stream"}
            assert output.get("name", "stdout") == "stdout"  # no warning
            assert set(output.get("data", {})) == set(old.get("data", {}))
            for kind in ("text/html", "text/plain"):
                assert output.get("data", {}).get(kind) == old.get("data", {}).get(kind), AGAIN
            assert output.get("text") == old.get("text"), AGAIN


def test_own_texts_lead_to_answers(executed: dict[str, NotebookNode]) -> None:
    notebook = executed["your-own-texts"]
    facts = {(row.relation, row.subject, row.object, row.status) for row in table(notebook, "facts").itertuples()}
    assert ("metWith", "Ana Ruiz", "Omar Haddad", "actual") in facts
    assert ("memberOf", "Chile", "League of Coasts", "denied") in facts
    assert "did you mean 'Omar Haddad'?" in shown(notebook, "errors", "text/plain")
    assert "Li Wei" in shown(notebook, "more", "text/html")
    assert shown(notebook, "keep", "text/plain") == "True"


def test_networks_have_pictures_and_measures(executed: dict[str, NotebookNode]) -> None:
    notebook = executed["networks"]
    central = table(notebook, "central")
    assert list(central.columns) == ["name", "degree", "betweenness", "closeness"]
    assert list(central.betweenness) == sorted(central.betweenness, reverse=True)
    assert (table(notebook, "groups").members > 2).all()
    assert shown(notebook, "groups-plot", "image/png")
    assert shown(notebook, "change-plot", "image/png")
    steps = table(notebook, "path")
    assert steps.step[0].startswith("Sergiy Kyslytsya")
    assert len(steps) > 1


def test_sparql_answers(executed: dict[str, NotebookNode]) -> None:
    notebook = executed["sparql"]
    assert ("Sergiy Kyslytsya", "Ukraine") in set(table(notebook, "edges")[["name", "country"]].itertuples(index=False))
    tallies = {row.measure: (row[3], row.against, row.abstained) for row in table(notebook, "optional").itertuples()}
    assert tallies["A/RES/ES-11/6"] == (141, 7, 32)
    assert "Ukraine" in set(table(notebook, "paths").name)
    (output,) = cell(notebook, "wrong").outputs
    assert re.search(r"did you mean 'kg'\?\n +SELECT .*\n +\^+", output.text)
