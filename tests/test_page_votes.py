"""The page beside the official record: a resolution unfolds into its roll call, and each vote told has its mark."""

from __future__ import annotations

from typing import Any

import pytest

from kg.graph import assemble
from kg.rollcalls.attach import attach
from kg.rollcalls.tables import read_rollcalls
from kg.types import Graph
from tests.conftest import Extract
from tests.test_page import Visit, at, visit  # noqa: F401 the fixture
from tests.test_verify import VETO, table


@pytest.fixture
def graph(run: Extract) -> Graph:
    tables = (table(),)
    found = [run(VETO.replace("(France)", "(Kenya)"))]
    return attach(assemble(found), tables, read_rollcalls(tables)[0])


def test_a_resolution_unfolds_into_its_roll_call(visit: Visit, graph: Graph) -> None:  # noqa: F811
    tab = visit(graph, "#node=resolution/S-2024-400")
    assert tab.inner_text(at("panel-title")) == "S/2024/400"
    roll = tab.locator(at("rollcall"))
    assert "Safe passage for ships near Port Lumen" in roll.inner_text()
    assert not roll.get_by_text("Ghana").is_visible()  # folded
    tab.click(f"{at('rollcall-for')} summary")
    assert tab.inner_text(f"{at('rollcall-for')} .members") == "Chile, Ghana, Kenya, Norway"
    tab.locator(f"{at('rollcall-for')} .members").get_by_text("Kenya").click()  # the one of them that the text names
    assert tab.inner_text(at("panel-title")) == "Kenya"


def test_a_vote_has_its_mark_and_the_records_row(visit: Visit, graph: Graph) -> None:  # noqa: F811
    tab = visit(graph, "#node=country/KEN")
    mark = tab.locator(at("verdict"))
    assert mark.count() == 1
    assert mark.inner_text().startswith("✗ the record has for")
    assert "Kenya,Y" not in mark.inner_text()  # a row of commas is for who asks
    mark.locator("summary").click()
    assert "Kenya,Y" in mark.inner_text()
    texts = tab.evaluate("KG.app.data.links.map((_, k) => KG.app.scene.lookLink(k).text)")
    assert "✗ against" in texts
    tab = visit(graph, "#node=country/CHN")
    assert tab.inner_text(at("verdict")).startswith("✓ as in the record: abstained")


def test_members_that_no_text_names_are_no_nodes(visit: Visit, graph: Graph) -> None:  # noqa: F811
    data: Any = visit(graph).evaluate("window.kgdata()")
    assert {node["id"] for node in data["nodes"] if node["type"] == "Country"} == {"country/KEN", "country/CHN"}
    assert [document["id"] for document in data["documents"]] == ["invented"]
