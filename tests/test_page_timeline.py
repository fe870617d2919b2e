"""The page's timeline: its bars count the facts, its brush is moved by the mouse and by the keyboard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sample_graph import large_graph, sample_graph

from kg.types import Graph
from tests.test_page import Visit, at, counts, visit  # noqa: F401 the fixture

FIRST = date(2031, 2, 1)


@pytest.fixture
def graph() -> Graph:
    """Facts on every other of thirty-one days; the last day is the thirtieth of the others."""
    large = large_graph()
    return replace(
        large,
        facts=tuple(replace(fact, dates=(FIRST + timedelta(days=2 * (k % 16)),)) for k, fact in enumerate(large.facts)),
    )


def within(graph: Graph, first: str, last: str) -> int:
    """Facts told as done on one of the days."""
    return sum(fact.actual and first <= fact.dates[0].isoformat() <= last for fact in graph.facts)


def place(tab: Any) -> Callable[[int], tuple[float, float]]:
    """place(n) → the middle of the n-th day on the screen."""
    box = tab.locator("#brush").bounding_box()
    return lambda n: (box["x"] + box["width"] * (n + 0.5) / 31, box["y"] + 20)


def drag(tab: Any, start: tuple[float, float], end: tuple[float, float]) -> None:
    tab.mouse.move(*start)
    tab.mouse.down()
    tab.mouse.move(*end, steps=5)
    tab.mouse.up()


def bounds(tab: Any) -> tuple[str, str]:
    return tab.input_value(at("timeline-from")), tab.input_value(at("timeline-to"))


@pytest.mark.browser
def test_bars_count_the_facts_of_their_days(visit: Visit, graph: Graph) -> None:  # noqa: F811
    tab = visit(graph)
    titles = tab.eval_on_selector_all(at("bar"), "all => all.map((bar) => bar.title)")
    told, days = Counter(f.dates[0] for f in graph.facts if f.actual), Counter(f.dates[0] for f in graph.facts)
    assert titles == [
        f"{day.day} {day:%B} {day.year}: {told[day]} of {number} facts shown" for day, number in sorted(days.items())
    ]


@pytest.mark.browser
def test_brush_by_mouse(visit: Visit, graph: Graph) -> None:  # noqa: F811
    tab = visit(graph)
    on, everything = place(tab), counts(tab)
    drag(tab, on(4), on(10))
    assert bounds(tab) == ("2031-02-05", "2031-02-11")
    assert 0 < counts(tab)[2] == within(graph, *bounds(tab)) < everything[2]
    drag(tab, on(7), on(11))  # inside: the stretch moves as it is
    assert bounds(tab) == ("2031-02-09", "2031-02-15")
    assert counts(tab)[2] == within(graph, *bounds(tab))
    handle = tab.locator(at("brush-to")).bounding_box()
    drag(tab, (handle["x"] + 6, handle["y"] + 12), on(20))
    assert bounds(tab)[0] == "2031-02-09"
    assert bounds(tab)[1] in {"2031-02-20", "2031-02-21"}
    assert counts(tab)[2] == within(graph, *bounds(tab))
    tab.mouse.dblclick(*on(1))
    assert counts(tab) == everything
    tab.mouse.click(*on(6))  # one bar
    assert bounds(tab) == ("2031-02-07", "2031-02-07")
    tab.wait_for_timeout(600)
    tab.mouse.click(*on(6))
    assert counts(tab) == everything


@pytest.mark.browser
def test_brush_by_keyboard(visit: Visit, graph: Graph) -> None:  # noqa: F811
    tab = visit(graph)
    everything = counts(tab)
    tab.focus(at("brush-from"))
    for _ in range(3):
        tab.keyboard.press("ArrowRight")
    assert bounds(tab) == ("2031-02-07", "2031-03-03")
    assert tab.get_attribute(at("brush-from"), "aria-valuetext") == "7 February 2031"
    assert tab.get_attribute(at("brush-from"), "aria-valuenow") == "6"
    tab.keyboard.press("Tab")
    tab.keyboard.press("ArrowLeft")
    assert bounds(tab) == ("2031-02-07", "2031-03-01")
    assert counts(tab)[2] == within(graph, *bounds(tab)) < everything[2]
    address = tab.evaluate("location.hash")
    assert "from=2031-02-07&to=2031-03-01" in address
    again = visit(graph, address)
    assert counts(again) == counts(tab)
    again.focus(at("brush-to"))
    again.keyboard.press("Home")  # ends cannot cross
    assert bounds(again) == ("2031-02-01", "2031-02-01")
    again.click(at("reset"))
    assert counts(again) == everything


@pytest.mark.browser
def test_undated_facts_are_told(visit: Visit) -> None:  # noqa: F811
    graph = sample_graph()
    tab = visit(graph)
    tab.fill(at("timeline-from"), "2031-03-01")
    assert tab.inner_text("#undated") == f"{sum(not fact.dates for fact in graph.facts)} undated left out"
    bare = visit(replace(graph, facts=tuple(replace(fact, dates=()) for fact in graph.facts)))
    assert bare.inner_text("#brush") == "no fact is dated"
    assert bare.locator(at("brush-from")).is_hidden()
