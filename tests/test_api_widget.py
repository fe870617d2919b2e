"""The widget: what is chosen in its page can be observed in Python, and chosen there."""

from __future__ import annotations

import sys
from urllib.parse import quote

import pytest
from sample_graph import sample_graph

import kg
from kg.api.graph import KnowledgeGraph


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    return KnowledgeGraph(sample_graph())


def test_what_is_clicked_calls_back(graph: KnowledgeGraph) -> None:
    pytest.importorskip("anywidget", reason="the widget stands on anywidget")
    widget = graph.widget()
    one, other = graph.entities[0], graph.facts[0].subject
    seen: list[object] = []
    widget.observe(lambda change: seen.append(change["new"]), names="entity")
    widget.address = f"node={quote(one.id, safe='')}"  # as the page says it
    assert (widget.entity, widget.facts, seen) == (one, one.facts, [one])
    fact = graph.facts[0]
    record = quote(fact.id, safe="")
    widget.address = f"node={quote(other.id, safe='')}&facts={record}"
    assert (widget.entity, list(widget.facts)) == (other, [fact])
    widget.address = "view=list"
    assert (widget.entity, list(widget.facts), seen[-1]) == (None, [], None)
    widget.address = "node=zzz&facts=zzz"
    assert (widget.entity, list(widget.facts)) == (None, [])


def test_python_chooses(graph: KnowledgeGraph) -> None:
    pytest.importorskip("anywidget", reason="the widget stands on anywidget")
    widget, one, other = graph.widget(height=300), graph.entities[0], graph.entities[1]
    widget.select(one.label)
    assert (widget.entity, widget.address) == (one, f"node={quote(one.id, safe='')}")
    widget.entity = other
    assert (widget.address, widget.facts) == (f"node={quote(other.id, safe='')}", other.facts)
    assert repr(widget) == f"<GraphWidget: {other} chosen>"
    widget.select(None)
    assert (widget.entity, widget.address) == (None, "")
    with pytest.raises(kg.QueryError):
        widget.select("nobody at all")


def test_without_anywidget_it_says_what_to_do(graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "anywidget", None)
    monkeypatch.delitem(sys.modules, "kg.api.widget", raising=False)
    with pytest.raises(ImportError, match=r"pip install anywidget .*graph\.show\(\) does without"):
        graph.widget()
