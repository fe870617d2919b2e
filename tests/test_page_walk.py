"""The page as one walks through it: paths between two nodes, views that grow node by node, back and forward."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
from sample_graph import AMENDMENT, ILSE, JEAN, TEXT, TOMAS, UN, large_graph, sample_graph

from kg.types import Graph
from tests.test_page import Visit, at, counts, renderer, select, stated, visit  # noqa: F401 the fixtures

HERALD = "institution/lumen-herald"


def shown(tab: Any) -> set[str]:
    """Ids of the nodes that show."""
    return set(tab.evaluate("KG.app.data.nodes.filter((_, i) => KG.app.model.nodeOn[i]).map((node) => node.id)"))


def until(tab: Any, expression: str, arg: Any = None) -> None:
    """Wait until an expression is true; the page's policy keeps Playwright's own waiting out."""
    for _ in range(100):
        if tab.evaluate(expression, arg):
            return
        tab.wait_for_timeout(50)
    raise AssertionError(f"never true: {expression}")


def around(graph: Graph, *middles: str) -> set[str]:
    """The ids and those of whoever shares a fact told as done with one of them."""
    return {id for fact in graph.facts if fact.actual for _, id in fact.roles
            if not {id for _, id in fact.roles}.isdisjoint(middles)}  # fmt: skip


def distance(graph: Graph, start: str, end: str) -> int:
    """Steps between two things over what is drawn of the facts told as done: subject to object and subject to body."""
    near: defaultdict[str, set[str]] = defaultdict(set)
    for fact in graph.facts:
        ends = [fact.object] + ([fact.at] if fact.relation == "represents" else [])
        for other in ends if fact.actual else []:
            if other:
                near[fact.subject].add(other)
                near[other].add(fact.subject)
    front, steps = {start}, 0
    while end not in front:
        front, steps = front | {other for node in front for other in near[node]}, steps + 1
        assert steps < 20
    return steps


@pytest.mark.usefixtures("renderer")
@pytest.mark.browser
def test_path_is_the_shortest_chain_of_visible_facts(visit: Visit) -> None:  # noqa: F811
    graph = sample_graph()
    tab = visit(graph, f"#path={JEAN}&path=country/MRD")
    assert tab.inner_text(at("panel-title")) == "From Jean-Luc Şahin to Meridia"
    names = tab.locator(at("path-node")).all_inner_texts()
    assert names == ["Jean-Luc Şahin", "Solenne", "A/RES/ES-99/1", "Meridia"]
    assert len(names) - 1 == distance(graph, JEAN, "country/MRD")
    steps = tab.locator("#panel .step")
    assert [steps.nth(k).locator(at("fact")).count() for k in range(3)] == [1, 1, 2]  # Meridia sponsored and voted
    assert steps.nth(1).locator("mark").inner_text() == "Solenne abstained"
    bright = tab.evaluate("""KG.app.scene.nodes.filter((_, i) => !KG.app.scene.look(i).dim && KG.app.scene.look(i).on)
        .map((node) => node.label)""")
    assert sorted(bright) == sorted(names)
    lines = tab.evaluate("""KG.app.model.links.map((link, k) => [link, KG.app.scene.lookLink(k)])
        .filter(([, look]) => look.on && !look.dim).map(([link]) => link.facts).flat()""")
    cards = tab.eval_on_selector_all(f"#panel {at('fact')}", "all => all.map((card) => card.dataset.fact)")
    assert [stated(graph)[k] for k in sorted(lines)] == [name for name in stated(graph) if name in cards]
    tab.uncheck(at("filter-relation-votedOn"))
    assert len(tab.locator(at("path-node")).all()) != 4
    tab.click(at("reset"))
    assert tab.locator(at("panel")).is_hidden()
    assert "path" not in tab.evaluate("location.hash")


@pytest.mark.browser
def test_path_over_nothing_is_told(visit: Visit) -> None:  # noqa: F811
    tab = visit(sample_graph(), f"#path={JEAN}&path={AMENDMENT}")
    assert "No chain of the facts shown" in tab.inner_text(at("no-path"))
    tab.check(at("filter-status-denied"))
    assert tab.locator(at("path-node")).count() == distance(sample_graph(), JEAN, "country/VST") + 2


@pytest.mark.browser
def test_of_two_chains_as_short_the_surest_is_taken(visit: Visit) -> None:  # noqa: F811
    graph = sample_graph()
    tab = visit(graph)
    chosen = tab.evaluate("""([from, to]) => { const { model } = KG.app, at = (id) => model.byId.get(id);
        model.state.path = [at(from), at(to)]; model.update();
        return model.trail.nodes.map((i) => model.nodes[i].id); }""", [ILSE, "country/KLD"])  # fmt: skip
    assert len(chosen) - 1 == distance(graph, ILSE, "country/KLD") == 2
    assert chosen[1] == TOMAS


@pytest.mark.usefixtures("renderer")
@pytest.mark.browser
def test_path_by_keyboard_by_button_and_by_mouse(visit: Visit) -> None:  # noqa: F811
    tab = visit(sample_graph())
    tab.keyboard.press("/")
    tab.keyboard.type("sahin")
    tab.keyboard.press("Enter")
    tab.keyboard.press("p")
    assert tab.locator(at("asking")).inner_text().startswith("Path from Jean-Luc Şahin")
    tab.keyboard.type("merid")
    tab.keyboard.press("Enter")
    assert tab.inner_text(at("panel-title")) == "From Jean-Luc Şahin to Meridia"
    assert tab.locator(at("asking")).is_hidden()
    by_keys = tab.evaluate("location.hash")
    tab.go_back()
    until(tab, "document.querySelector('#panel h2').textContent === 'Jean-Luc Şahin'")
    tab.click(at("path-to"))
    tab.keyboard.press("Escape")
    assert tab.locator(at("asking")).is_hidden()
    tab.click(at("path-to"))
    place = tab.evaluate("KG.app.renderer.screen(KG.app.model.byId.get('country/MRD'))")
    tab.mouse.click(place["x"], place["y"])
    until(tab, "location.hash.includes('path')")
    assert tab.evaluate("location.hash") == by_keys
    tab.click(at("reset"))
    select(tab, JEAN)
    tab.wait_for_timeout(600)  # no second half of a double click
    tab.keyboard.down("Shift")
    place = tab.evaluate("KG.app.renderer.screen(KG.app.model.byId.get('country/MRD'))")
    tab.mouse.click(place["x"], place["y"])
    tab.keyboard.up("Shift")
    until(tab, "location.hash.includes('path')")
    assert tab.evaluate("location.hash") == by_keys


@pytest.mark.usefixtures("renderer")
@pytest.mark.browser
def test_double_click_opens_a_node_and_grows_the_view(visit: Visit) -> None:  # noqa: F811
    graph = sample_graph()
    tab = visit(graph, "#fold=0")  # the Herald has one neighbour

    def double_click(id: str) -> None:
        tab.wait_for_timeout(600)  # no part of the click before
        place = tab.evaluate("id => KG.app.renderer.screen(KG.app.model.byId.get(id))", id)
        tab.mouse.dblclick(place["x"], place["y"])
        tab.wait_for_timeout(100)

    double_click(HERALD)
    assert shown(tab) == around(graph, HERALD) == {HERALD, "person/amara-thivierge"}
    double_click("person/amara-thivierge")
    assert shown(tab) == around(graph, HERALD, "person/amara-thivierge") > {ILSE, UN}
    double_click(ILSE)
    grown = shown(tab)
    assert grown == around(graph, HERALD, "person/amara-thivierge", ILSE)
    address = tab.evaluate("location.hash")
    double_click("person/amara-thivierge")  # folds what hangs on it
    assert shown(tab) == around(graph, HERALD)
    tab.go_back()
    until(tab, "(hash) => location.hash === hash", address)
    assert shown(tab) == grown
    tab.click(at("reset"))
    assert shown(tab) == around(graph, *{entity.id for entity in graph.entities})
    assert tab.evaluate("location.hash") in {"", "#"}


@pytest.mark.usefixtures("renderer")
@pytest.mark.browser
def test_grown_view_opens_again_from_its_address(visit: Visit) -> None:  # noqa: F811
    graph = sample_graph()
    tab = visit(graph)
    select(tab, HERALD)
    tab.keyboard.press("1")
    select(tab, "person/amara-thivierge")
    assert shown(tab) == around(graph, HERALD), "a look at a neighbour leaves the view as it is"
    tab.click(at("expand"))
    before, address = shown(tab), tab.evaluate("location.hash")
    assert before == around(graph, HERALD, "person/amara-thivierge")
    again = visit(graph, address)
    assert shown(again) == before
    assert again.inner_text(at("panel-title")) == "Amara Thivierge"
    assert again.inner_text(at("expand")) == "Fold neighbours"
    again.keyboard.press("e")
    assert shown(again) == around(graph, HERALD)
    select(again, TEXT)  # what is outside becomes the middle
    assert shown(again) == around(graph, TEXT)
    assert counts(again)[0] < len(shown(visit(graph)))


@pytest.mark.usefixtures("renderer")
@pytest.mark.browser
@pytest.mark.parametrize(("width", "height"), [(1400, 900), (390, 844)])
def test_a_path_fills_the_picture_and_all_of_it_is_named(visit: Visit, width: int, height: int) -> None:  # noqa: F811
    tab = visit(sample_graph(), f"#path={JEAN}&path=country/MRD", width=width, height=height)
    frame = tab.locator("#canvas").bounding_box()
    named = tab.evaluate("KG.app.renderer.labels().nodes.map((label) => label.node)")
    for i in tab.evaluate("KG.app.model.trail.nodes"):
        place = tab.evaluate("i => KG.app.renderer.screen(i)", i)
        assert frame["x"] < place["x"] < frame["x"] + frame["width"]
        assert frame["y"] < place["y"] < frame["y"] + frame["height"]
        assert i in named


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (950, 800), (390, 844)])
def test_at_the_start_no_label_runs_out_of_the_picture(visit: Visit, width: int, height: int) -> None:  # noqa: F811
    tab = visit(large_graph(), width=width, height=height)
    tab.wait_for_timeout(200)
    labels, view = tab.evaluate("[KG.app.renderer.labels().nodes, KG.app.renderer.view()]")
    assert len(labels) > 10
    for label in labels:
        for side, middle, room in (("left", "x", "width"), ("right", "x", "width"), ("top", "y", "height")):
            assert abs(label[side] - view[middle]) * view["scale"] <= view[room] / 2 + 1, label


@pytest.mark.browser
def test_the_panel_has_every_fact_that_shows(visit: Visit) -> None:  # noqa: F811
    graph = large_graph(people=40, facts=200)
    tab = visit(graph, "#statuses=actual,planned")
    shown = [
        fact for fact in graph.facts if fact.actual or (fact.modality == "Planned" and fact.polarity == "Affirmed")
    ]
    assert counts(tab)[2] == len(shown)
    names = dict(zip([fact.id for fact in graph.facts], stated(graph), strict=True))
    for entity in graph.entities[::7]:
        select(tab, entity.id)
        about = {names[fact.id] for fact in shown if entity.id in dict(fact.roles).values()}
        cards = tab.eval_on_selector_all(f"#panel {at('fact')}", "all => all.map((card) => card.dataset.fact)")
        assert sorted(cards) == sorted(about)
        numbers = tab.locator("#panel > h3 .number").all_inner_texts()
        assert sum(map(int, numbers)) == len(about)
        for words in tab.locator(f"#panel {at('fact')} p.meta").all_inner_texts():
            assert "confidence 0." in words or "confidence 1." in words
            assert "undated" in words or "2031" in words
        assert tab.locator(f"#panel {at('evidence')} mark").count() >= len(about)
        assert tab.locator(f"#panel {at('source-link')}").count() >= len(about)


@pytest.mark.browser
def test_tab_reaches_every_node(visit: Visit) -> None:  # noqa: F811
    tab = visit(large_graph(people=240, facts=600))
    visible = counts(tab)[0]
    assert visible > 210
    assert tab.locator(at("node")).count() == 200
    more = tab.locator(at("more-nodes"))
    assert more.inner_text() == f"{visible - 200} more nodes: go on with the next 200"
    more.focus()
    tab.keyboard.press("Enter")
    assert tab.locator(at("node")).count() == visible
    assert tab.evaluate("[...document.querySelectorAll('#stops button')].indexOf(document.activeElement)") == 200
