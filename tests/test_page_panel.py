"""What the panel, the list, the search and the figure owe a reader who meets the page for the first time."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sample_graph import sample_graph

from kg.types import Graph
from tests.test_page import Visit, at, download, visit  # noqa: F401 the fixture


def saved(tab: Any) -> list[dict[str, str]]:
    """The facts as the list saves them."""
    return list(csv.DictReader(io.StringIO(download(tab, "save-facts.csv").read_text("utf-8-sig"))))


def told_twice() -> Graph:
    """The sample, whose first fact both articles tell, of two days."""
    graph = sample_graph()
    first, other = graph.facts[0], next(fact for fact in graph.facts if fact.evidence[0].article == "follow-up")
    both = replace(first, dates=(date(2031, 3, 2), date(2031, 3, 9)), evidence=(*first.evidence, *other.evidence))
    return replace(graph, facts=(both, *graph.facts[1:]))


@pytest.mark.browser
def test_table_names_the_sources_of_a_fact(visit: Visit) -> None:  # noqa: F811
    graph = told_twice()
    tab = visit(graph, "#view=list")
    rows = {row["Fact"]: row for row in saved(tab)}
    row = rows[graph.facts[0].id]
    assert row["Dates"] == "2031-03-02, 2031-03-09"
    assert row["Article"] == " · ".join(one.title for one in graph.documents)
    assert row["Publisher"] == "Lumen Herald"
    assert row["Source"] == "https://herald.example/assembly?a=1&b=2 inputs/follow-up.txt"
    assert set(rows) < {fact.id for fact in graph.facts}
    heads = tab.locator(f"{at('table-facts')} th").all_inner_texts()
    assert heads[-4:] == ["Article", "Publisher", "Source", "Fact"]
    links = tab.locator(f"{at('table-facts')} td.address a")
    assert {links.nth(0).get_attribute("href")} == {graph.documents[0].source}
