"""A real JupyterLab in a browser: explore.ipynb is run, its graph is seen, a node is clicked, its evidence is read."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from conftest import ROOT, Built

import kg

pytest.importorskip("jupyterlab", reason="JupyterLab is what is tried here")
pytestmark = [pytest.mark.browser, pytest.mark.slow]
WAIT = 120_000  # milliseconds for a kernel to start on a busy machine
WIDGET = """import kg
graph = kg.load("output/graph.ttl", texts="seeds")
widget = graph.widget(height=560)
widget"""


@pytest.fixture(scope="module")
def lab(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a JupyterLab of our own, in a folder with the example and its notebooks."""
    home = tmp_path_factory.mktemp("lab")
    shutil.copytree(built.output, home / "output")
    shutil.copytree(ROOT / "seeds", home / "seeds")
    (home / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks" / "explore.ipynb", home / "stored.ipynb")  # run by somebody else: not trusted
    notebook = nbformat.read(ROOT / "notebooks" / "explore.ipynb", as_version=nbformat.NO_CONVERT)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    nbformat.write(notebook, home / "notebooks" / "explore.ipynb")
    cells = [nbformat.v4.new_code_cell(source) for source in (WIDGET, "widget.entity", "widget.select('France')")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=notebook.metadata), home / "widget.ipynb")
    nbformat.write(_of_somebody_else(built, notebook.metadata), home / "shown.ipynb")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {name: str(home / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR",
                                                    "IPYTHONDIR", "JUPYTERLAB_WORKSPACES_DIR")}  # fmt: skip
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--ServerApp.port={port}",
               "--ServerApp.ip=127.0.0.1", "--IdentityProvider.token=", "--ServerApp.port_retries=0",
               f"--ServerApp.root_dir={home}"]  # fmt: skip
    with (home / "log").open("w") as log:
        environment = os.environ | settings | {"PYTHONPATH": str(ROOT)}
        server = subprocess.Popen(command, cwd=home, env=environment, stdout=log, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(240):
            assert server.poll() is None, (home / "log").read_text()
            try:
                urllib.request.urlopen(f"{address}/api/status", timeout=5).close()
                break
            except OSError:
                time.sleep(0.5)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()


def _of_somebody_else(built: Built, metadata: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """A notebook with the explorer in it as a stored output, which was not run here."""
    page = kg.load(built.output / "graph.ttl").show()
    data = {"text/html": page._repr_html_(), "text/plain": repr(page)}
    output = nbformat.v4.new_output("execute_result", data, execution_count=1)
    cell = nbformat.v4.new_code_cell("graph.show()", outputs=[output], execution_count=1)
    return nbformat.v4.new_notebook(cells=[cell], metadata=metadata)


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    yield page
    page.close()


def opened(tab: Any, lab: str, path: str) -> None:
    tab.goto(f"{lab}/lab/tree/{path}?reset")
    tab.locator(".jp-NotebookPanel .jp-Cell").first.wait_for(timeout=WAIT)
    tab.locator("#jp-main-statusbar", has_text="| Idle").wait_for(timeout=WAIT)  # else one is asked for a kernel
    tab.wait_for_timeout(1000)
    if (choice := tab.locator(".jp-Dialog .jp-mod-accept")).count():
        choice.click()


def run_all(tab: Any) -> None:
    tab.get_by_role("menuitem", name="Run", exact=True).click()
    tab.get_by_role("menuitem", name="Run All Cells", exact=True).click()


def test_the_notebook_runs_and_a_click_leads_to_the_evidence(lab: str, tab: Any, tmp_path: Path) -> None:
    opened(tab, lab, "notebooks/explore.ipynb")
    run_all(tab)
    small = tab.frame_locator("iframe[title='The most connected entities']")
    small.locator("g.node", has_text="Kyslytsya").wait_for(timeout=WAIT)
    small.locator("g.node", has_text="Kyslytsya").locator("circle").click()
    assert "Sergiy Kyslytsya — represents — Ukraine" in small.locator("#told").inner_text()

    place = tab.locator("iframe[title='Knowledge graph explorer']")
    for _ in range(60):  # JupyterLab draws the cells that are near the view
        tab.locator(".jp-NotebookPanel .jp-WindowedPanel-outer").evaluate(
            "panel => panel.scrollTo(0, panel.scrollHeight)"
        )
        if place.count():
            break
        tab.wait_for_timeout(1000)
    place.scroll_into_view_if_needed(timeout=WAIT)
    explorer = place.element_handle().content_frame()
    explorer.wait_for_selector("html[data-ready=true]", timeout=WAIT)
    point = explorer.evaluate("KG.app.renderer.screen(KG.app.model.byId.get('person/sergiy-kyslytsya'))")
    box = place.bounding_box()
    tab.mouse.click(box["x"] + point["x"] + 1, box["y"] + point["y"] + 1)
    explorer.wait_for_selector("[data-testid=panel-title]", timeout=WAIT)
    assert explorer.inner_text("[data-testid=panel-title]") == "Sergiy Kyslytsya"
    assert "Ukraine's ambassador to the UN" in explorer.inner_text("[data-testid=panel]").replace("’", "'")
    assert explorer.locator("[data-testid=evidence]").count() > 1
    assert tab.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr']").count() == 0


def test_what_is_clicked_in_the_widget_comes_back_to_python(lab: str, tab: Any) -> None:
    pytest.importorskip("anywidget", reason="the widget stands on anywidget")
    opened(tab, lab, "widget.ipynb")
    tab.locator(".jp-Cell .jp-InputArea").nth(0).click()
    tab.keyboard.press("Shift+Enter")
    place = tab.locator("iframe[title='Knowledge graph explorer']")
    place.wait_for(timeout=WAIT)
    explorer = place.element_handle().content_frame()
    explorer.wait_for_selector("html[data-ready=true]", timeout=WAIT)
    explorer.fill("[data-testid=search]", "kyslyt")
    explorer.press("[data-testid=search]", "Enter")
    explorer.wait_for_selector("[data-testid=panel-title]", timeout=WAIT)
    tab.locator(".jp-Cell .jp-InputArea-editor").nth(1).click()
    tab.keyboard.press("Shift+Enter")
    tab.locator(".jp-OutputArea-output", has_text="person/sergiy-kyslytsya").wait_for(timeout=WAIT)
    tab.keyboard.press("Shift+Enter")  # widget.select("France")
    explorer.locator("[data-testid=panel-title]", has_text="France").wait_for(timeout=WAIT)


def test_a_notebook_that_is_not_trusted_shows_the_words(lab: str, tab: Any) -> None:
    opened(tab, lab, "stored.ipynb")
    tab.locator(".jp-OutputArea-output", has_text="2 documents, ").first.wait_for(timeout=WAIT)
    words = tab.locator(".jp-OutputArea-output", has_text="2 documents, ").first.inner_text()
    assert "Person (" in words
    assert "Linda Thomas-Greenfield" in words
    assert tab.locator("iframe").count() == 0


def test_the_explorer_that_is_not_trusted_is_told_in_words(lab: str, tab: Any) -> None:
    opened(tab, lab, "shown.ipynb")
    words = tab.locator(".jp-OutputArea-output", has_text="2 documents, 35 entities")
    words.first.wait_for(timeout=WAIT)
    assert "seen when the cell is run, or the notebook is trusted" in words.first.inner_text()
    assert tab.locator("iframe").count() == 0
