"""What a page shows first: of a large graph its most connected, in a small window a picture that fits it."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from sample_graph import ILSE, large_graph, sample_graph
from test_page import Visit, at, counts, renderer, select, visit  # noqa: F401 the fixtures
from test_page_large import drawn, synthetic
from test_page_places import PLACES, assert_spread, crowded

# Names with their boxes, and the dots, in px of the canvas.
NAMES = """() => {
    const { scene, renderer } = KG.app, { left, top } = document.querySelector('#canvas').getBoundingClientRect();
    const { scale } = renderer.view(), a = renderer.screen(0), { x, y } = scene.nodes[0];
    const across = (value) => a.x - left + (value - x) * scale, down = (value) => a.y - top + (value - y) * scale;
    return renderer.labels().nodes.map((label) => ({ node: label.node, left: across(label.left),
        right: across(label.right), top: down(label.top), bottom: down(label.bottom) })); }"""
DOTS = """() => {
    const { scene, renderer } = KG.app, { left, top } = document.querySelector('#canvas').getBoundingClientRect();
    return scene.nodes.map((_, i) => [i, renderer.screen(i)]).filter(([i]) => scene.look(i).on)
        .map(([i, { x, y }]) => [i, x - left, y - top]); }"""
HIDDEN = """KG.app.model.nodes.map((node, i) => i)
    .filter((i) => KG.app.model.nodeOn[i] && !KG.app.model.drawn[i])"""


@pytest.fixture
def start(visit: Visit) -> Any:  # noqa: F811
    return visit(synthetic(700))


# ------------------------------------------------------------------ the most connected of many


@pytest.mark.browser
def test_a_large_graph_starts_with_its_most_connected_and_counts_the_rest(start: Any) -> None:
    first, all_nodes = re.findall(r"[\d,]+", start.inner_text(at("drawn")))
    assert start.inner_text(at("drawn")).startswith("most connected")
    assert (int(first), int(all_nodes)) == (drawn(start), counts(start)[0])
    assert 24 <= drawn(start) <= 96
    sums = start.evaluate("""(({ model: { drawn, folded, islands } }) => {
        const sum = (list) => list.reduce((so, one) => so + one, 0);
        return [sum(drawn), sum(folded.filter((_, i) => drawn[i])), islands.nodes]; })(KG.app)""")
    assert sum(sums) == counts(start)[0]
    assert_spread(start, 14)
    degrees = start.evaluate("KG.app.model.degree")
    hubs = sorted(range(len(degrees)), key=lambda i: -degrees[i])[:10]
    assert all(start.evaluate("(i) => KG.app.model.drawn[i]", i) for i in hubs)


@pytest.mark.browser
def test_what_is_drawn_at_the_start_hangs_together(start: Any) -> None:
    parts = start.evaluate("""() => { const { model, scene } = KG.app;
        const { from, to } = model.joins, group = model.nodes.map((_, i) => i);
        const top = (i) => { while (group[i] !== i) i = group[i]; return i; };
        from.forEach((a, k) => { if (scene.drawsLink(k)) group[top(a)] = top(to[k]); });
        return new Set(model.nodes.map((_, i) => i).filter((i) => model.drawn[i]).map(top)).size; }""")
    assert parts == 1


@pytest.mark.browser
def test_show_all_and_fold_again(start: Any) -> None:
    before, picture = counts(start), start.evaluate(PLACES)
    start.click(at("drawn-all"))
    assert drawn(start) == before[0]
    assert start.inner_text(at("drawn")).startswith(f"all {before[0]} drawn")
    assert counts(start) == before
    link = start.evaluate("location.hash")
    assert "fold=0" in link
    start.click(at("drawn-all"))
    assert start.evaluate(PLACES) == picture


@pytest.mark.browser
def test_search_and_links_reach_what_is_folded(start: Any, visit: Visit) -> None:  # noqa: F811
    shown = drawn(start)
    hidden = start.evaluate(f"{HIDDEN}[5]")
    id, label = start.evaluate("(i) => [KG.app.data.nodes[i].id, KG.app.data.nodes[i].label]", hidden)
    start.fill(at("search"), label)
    start.keyboard.press("Enter")
    assert start.inner_text(at("panel-title")) == label
    near = start.evaluate("(i) => [...KG.app.model.around(i, 1)].every((one) => KG.app.model.drawn[one])", hidden)
    assert near  # its neighbours come with it
    assert start.evaluate("KG.app.renderer.labels().nodes.map((label) => label.node)").count(hidden) == 1
    picture, link = start.evaluate("[...KG.app.model.drawn]"), start.evaluate("location.hash")
    again = visit(synthetic(700), link)
    assert again.evaluate("[...KG.app.model.drawn]") == picture
    placed = "KG.app.scene.nodes.filter((_, i) => KG.app.model.drawn[i]).map(({ x, y }) => [x, y])"
    assert again.evaluate(placed) == start.evaluate(placed)
    assert again.inner_text(at("panel-title")) == label
    start.go_back()
    start.wait_for_function("() => KG.app.model.state.node < 0")
    assert drawn(start) == shown
    start.go_forward()
    start.wait_for_function("() => KG.app.model.state.node >= 0")
    start.click(at("reset"))
    assert drawn(start) == shown
    select(start, id)
    start.keyboard.press("1")
    assert start.locator(at("drawn")).is_hidden()  # all that such a view has is drawn


@pytest.mark.browser
def test_lists_and_pictures_of_the_start_tell_what_they_have(start: Any) -> None:
    nodes, _, facts, _ = counts(start)
    with start.expect_download() as download:
        start.click(at("export-svg"))
    root = ET.parse(download.value.path()).getroot()
    svg = "{http://www.w3.org/2000/svg}"
    lines = [one for one in root.iter(f"{svg}path") if one.get("fill") == "none"]
    edges = start.evaluate("KG.app.scene.links.filter((_, k) => KG.app.scene.drawsLink(k)).length")
    assert len(lines) == edges > 20
    assert len([one for one in root.iter(f"{svg}path") if (one.get("d") or "").endswith("Z")]) >= edges  # heads
    text = " ".join(one.text or "" for one in root.iter(f"{svg}text"))
    assert f"{drawn(start)} of {nodes} drawn" in text
    assert f"{facts:,} of" in text
    start.keyboard.press("l")
    assert start.locator(at("drawn")).is_hidden()  # a list has all
    with start.expect_download() as download:
        start.click(at("save-facts.csv"))
    rows = list(csv.reader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    assert len(rows) == 1 + facts


@pytest.mark.browser
def test_filters_choose_among_all_nodes_not_those_that_are_drawn(start: Any) -> None:
    start.evaluate("KG.app.filter({ types: new Set(['Institution', 'Person']) })")
    types = start.evaluate("""KG.app.data.nodes.filter((_, i) => KG.app.model.drawn[i]).map((node) => node.type)""")
    assert set(types) <= {"Institution", "Person"}
    first, all_nodes = (int(n.replace(",", "")) for n in re.findall(r"[\d,]+", start.inner_text(at("drawn"))))
    assert (first, all_nodes) == (drawn(start), counts(start)[0])
    start.click(at("reset"))
    assert start.evaluate("KG.app.model.state.fold") is True


@pytest.mark.browser
@pytest.mark.parametrize("make", [crowded, lambda: synthetic(2500)])
def test_the_start_is_the_same_again(visit: Visit, make: Any) -> None:  # noqa: F811
    first, second = visit(make(), texts=False), visit(make(), texts=False)
    assert first.evaluate(PLACES) == second.evaluate(PLACES)


@pytest.mark.browser
def test_a_path_counts_nothing_that_is_folded(start: Any) -> None:
    start.evaluate("""() => { const { model } = KG.app, near = model.around(0, 1);
        KG.app.path(0, [...model.around(0, 3)].find((i) => !near.has(i))); }""")
    words = start.evaluate("KG.app.model.trail.nodes.map((i) => KG.app.scene.words(i).at(-1))")
    assert len(words) > 2
    assert not [word for word in words if re.search(r"\+\d", word)]
    assert start.locator(at("islands")).is_hidden()
    assert start.locator(at("drawn")).is_hidden()


# ------------------------------------------------------------------ which way lines lead, however many


@pytest.mark.browser
def test_of_thousands_of_lines_each_is_thicker_where_it_leads_to(visit: Visit) -> None:  # noqa: F811
    tab = visit(synthetic(1200), "#fold=0", texts=False)
    tab.wait_for_timeout(200)
    edges, pieces = tab.evaluate("""() => {
        const { model, scene, renderer } = KG.app, pen = CanvasRenderingContext2D.prototype, all = [];
        const { beginPath, moveTo, lineTo, stroke } = pen;
        let from = null, path = [];
        pen.beginPath = function () { path = []; return beginPath.call(this); };
        pen.moveTo = function (x, y) { from = [x, y]; return moveTo.call(this, x, y); };
        pen.lineTo = function (x, y) { path.push([...from, x, y]); return lineTo.call(this, x, y); };
        pen.stroke = function () { if (this.lineWidth > 1.8) all.push(...path); return stroke.call(this); };
        renderer.redraw();
        Object.assign(pen, { beginPath, moveTo, lineTo, stroke });
        const frame = document.querySelector('#canvas').getBoundingClientRect();
        const at = (i) => { const { x, y } = renderer.screen(i); return [x - frame.left, y - frame.top]; };
        const edges = scene.links.map((_, k) => k).filter((k) => scene.drawsLink(k))
            .flatMap((k) => { const a = at(model.joins.from[k]), b = at(model.joins.to[k]);
                return scene.lookLink(k).both ? [[...a, ...b], [...b, ...a]] : [[...a, ...b]]; });
        return [edges, all.filter(([a, b, c, d]) => Math.abs(Math.hypot(c - a, d - b) - 6) < 0.01)]; }""")
    assert len(edges) > 2500
    far = [(a, b, c, d) for a, b, c, d in edges if ((a - c) ** 2 + (b - d) ** 2) ** 0.5 > 60]
    assert len(pieces) >= len(far) > 1000
    ends = {(round(c), round(d)) for _, _, c, d in edges}
    cells = {(x + i, y + j) for x, y in ends for i in range(-12, 13) for j in range(-12, 13)}
    assert all((round(x), round(y)) in cells for x, y, _, _ in pieces)  # each begins beside what a line leads to


# ------------------------------------------------------------------ names keep to their nodes


def overlap(a: dict[str, float], b: dict[str, float]) -> bool:
    return a["left"] < b["right"] and b["left"] < a["right"] and a["top"] < b["bottom"] and b["top"] < a["bottom"]


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height"), [(1400, 900), (950, 800), (700, 450), (390, 844)])
def test_a_name_is_nearest_to_its_own_node(visit: Visit, renderer: str, width: int, height: int) -> None:  # noqa: F811
    tab = visit(sample_graph(), width=width, height=height)
    if renderer == "vis":
        tab.evaluate("KG.app.select({ facts: [0] })")
    tab.wait_for_timeout(400)
    dots, names = tab.evaluate(DOTS), tab.evaluate(NAMES)
    assert names

    def far(x: float, y: float, box: dict[str, float]) -> float:
        across = max(box["left"] - x, 0, x - box["right"])
        return float((across**2 + max(box["top"] - y, 0, y - box["bottom"]) ** 2) ** 0.5)

    for name in names:
        own = next(far(x, y, name) for i, x, y in dots if i == name["node"])
        others = [far(x, y, name) for i, x, y in dots if i != name["node"]]
        assert min(others) > 3, name
        assert own < 40


@pytest.mark.browser
def test_no_name_slides_under_a_button(visit: Visit, renderer: str) -> None:  # noqa: F811
    tab = visit(large_graph() if renderer == "canvas" else sample_graph(), width=950, height=700)
    boxes = """() => { const frame = document.querySelector('#canvas').getBoundingClientRect();
        return ['#focus', '#zoom'].map((id) => document.querySelector(id).getBoundingClientRect())
            .map(({ left, right, top, bottom }) => ({ left: left - frame.left, right: right - frame.left,
                top: top - frame.top, bottom: bottom - frame.top })); }"""
    buttons = tab.evaluate(boxes)
    for corner in buttons:
        # Every node in turn is brought beneath the button, and then its name is looked for.
        for i in tab.evaluate("KG.app.model.order().slice(0, 4)"):
            dot = next((x, y) for n, x, y in tab.evaluate(DOTS) if n == i)
            tab.evaluate("([x, y]) => KG.app.renderer.pan(x, y)",
                         [corner["left"] + 20 - dot[0], corner["top"] - 12 - dot[1]])  # fmt: skip
            tab.wait_for_timeout(300)
            names = tab.evaluate(NAMES)
            assert not [name for name in names for button in buttons if overlap(name, button)]


# ------------------------------------------------------------------ small windows


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height"), [(700, 450), (390, 844), (390, 700)])
def test_shapes_can_be_seen_in_a_small_window(visit: Visit, renderer: str, width: int, height: int) -> None:  # noqa: F811
    tab = visit(sample_graph(), width=width, height=height)
    size = tab.evaluate("(({ width, height }) => [width, height])(KG.app.renderer.view())")
    assert size[1] > 0.5 * height  # the graph has most of the window
    dots = tab.evaluate(DOTS)
    radii = tab.evaluate("""KG.app.scene.nodes.map(({ size }, i) => [i, size * KG.app.renderer.view().scale])
        .filter(([i]) => KG.app.scene.look(i).on).map(([, r]) => r)""")
    if renderer == "vis":
        assert min(radii) >= 4
    assert all(0 < x < size[0] and 0 < y < size[1] for _, x, y in dots)
    spans = [max(dot[axis] for dot in dots) - min(dot[axis] for dot in dots) for axis in (1, 2)]
    assert max(spans[0] / size[0], spans[1] / size[1]) > 0.5
    names = tab.evaluate(NAMES)
    assert len(names) >= 0.7 * len(dots)
    inside = [n for n in names if n["left"] >= -1 and n["right"] <= size[0] + 1 and n["top"] >= -1]
    assert inside == names


@pytest.mark.browser
def test_a_small_window_keeps_its_picture_through_a_view_around_a_node(visit: Visit) -> None:  # noqa: F811
    tab = visit(sample_graph(), width=390, height=844)
    home = tab.evaluate("KG.app.scene.nodes.map(({ x, y }) => [x, y])")
    select(tab, ILSE)
    tab.keyboard.press("1")
    assert tab.evaluate("KG.app.scene.nodes.map(({ x, y }) => [x, y])") != home
    tab.keyboard.press("w")
    tab.keyboard.press("Escape")
    assert tab.evaluate("KG.app.scene.nodes.map(({ x, y }) => [x, y])") == home


# ------------------------------------------------------------------ articles, and long lists


@pytest.mark.browser
@pytest.mark.parametrize("width", [1400, 1920])
def test_the_articles_stand_where_they_are_seen(visit: Visit, renderer: str, width: int) -> None:  # noqa: F811
    tab = visit(synthetic(700) if renderer == "canvas" else sample_graph(), width=width, height=900)
    rows = tab.locator("[data-group=documents] .pick, [data-group=documents] > label")
    for n in range(2):
        box = rows.nth(n).bounding_box()
        hit = tab.evaluate("([x, y]) => document.elementFromPoint(x, y).closest('[data-group]')?.dataset.group",
                           [box["x"] + 40, box["y"] + box["height"] / 2])  # fmt: skip
        assert hit == "documents"


@pytest.mark.usefixtures("renderer")
@pytest.mark.browser
def test_an_article_is_read_from_the_list(visit: Visit) -> None:  # noqa: F811
    tab = visit(sample_graph())
    id, title = tab.evaluate("[KG.app.data.documents[1].id, KG.app.data.documents[1].title]")
    tab.hover(at(f"filter-document-{id}"))
    tab.click(at(f"read-{id}"))
    assert tab.inner_text("#source h2") == title
    tab.go_back()
    tab.wait_for_function("() => KG.app.model.state.view === 'graph'")
    tab.focus(at(f"filter-document-{id}"))
    tab.keyboard.press("Enter")
    assert tab.inner_text("#source h2") == title
    assert tab.is_checked(at(f"filter-document-{id}"))


@pytest.mark.browser
def test_without_texts_an_article_is_read_at_its_publisher(visit: Visit) -> None:  # noqa: F811
    tab = visit(synthetic(700), texts=False)
    first = tab.evaluate("document.querySelector('#legend [data-filter=documents]').dataset.key")
    source = tab.evaluate("(id) => KG.app.data.documents.find((one) => one.id === id).source", first)
    assert tab.get_attribute(at(f"read-{first}"), "href") == source


@pytest.mark.browser
def test_all_sentences_come_in_slices_and_the_reader_stays_where_he_is(start: Any) -> None:
    start.keyboard.press("l")
    start.click(at("as-sentences"))
    facts = counts(start)[2]
    at_once = start.evaluate("""() => { document.querySelector("[data-testid='show-all']").click();
        return document.querySelectorAll('.sentences .fact').length; }""")
    assert at_once <= 400 < facts
    start.wait_for_function("(n) => document.querySelectorAll('.sentences .fact').length === n", arg=facts)
    ids = start.evaluate("[...document.querySelectorAll('.sentences .fact')].map((one) => one.dataset.fact)")
    assert len(set(ids)) == facts
    heads = start.locator(".sentences h3").all_inner_texts()
    assert len(heads) == len(set(heads))
    start.evaluate("document.querySelector('#list').scrollTop = 20_000")
    start.evaluate("KG.app.select({ facts: [KG.app.data.facts.findIndex((_, k) => KG.app.model.factOn[k])] })")
    assert start.evaluate("document.querySelector('#list').scrollTop") == 20_000
    assert start.locator(".sentences .fact.chosen").count() == 1
    start.evaluate("KG.app.filter({ confidence: 0.95 })")
    assert start.locator(".sentences .fact").count() <= counts(start)[2]
    assert start.locator(".sentences .fact.chosen").count() <= 1


@pytest.mark.browser
def test_what_fits_a_screen_but_no_phone_starts_with_its_most_connected_there(visit: Visit) -> None:  # noqa: F811
    graph = synthetic(200)
    assert visit(graph).locator(at("drawn")).is_hidden()
    phone = visit(graph, width=390, height=844)
    assert phone.evaluate("KG.app.renderer.kind") == "vis"
    assert phone.inner_text(at("drawn")).startswith("most connected")
    assert drawn(phone) <= 40
    words = phone.evaluate("KG.app.renderer.labels().nodes.map((label) => label.lines.at(-1))")
    assert [word for word in words if re.search(r"\+\d", word)]
    phone.evaluate("KG.app.filter({ fold: false }, true)")
    assert drawn(phone) == counts(phone)[0]


@pytest.mark.usefixtures("renderer")
@pytest.mark.browser
def test_what_is_folded_is_told_behind_the_name_it_hangs_on(visit: Visit) -> None:  # noqa: F811
    tab = visit(large_graph(people=120, facts=260))
    if not tab.is_checked(at("fold")):
        tab.check(at("fold"))
    tab.wait_for_timeout(300)
    told = tab.evaluate("""KG.app.renderer.labels().nodes
        .map(({ node, lines }) => [KG.app.model.folded[node], lines.at(-1)])
        .filter(([number]) => number > 0)""")
    assert told
    assert all(sum(map(int, re.findall(r"\+(\d+)", word))) == number for number, word in told)  # "+12 voters +5"
