"""The page of a large graph: its layout, its data as columns, and the renderer of our own, in a real browser.

The graphs are those of ``benchmarks/explorer.py``, which also measures; here nothing is timed.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from conftest import CHROMIUM, ROOT
from sample_graph import ILSE, hostile_graph, large_graph, sample_graph
from test_page import Visit, at, counts, download, select, visit  # noqa: F401

from kg.export.explorer.data import page_data
from kg.export.explorer.pack import pack
from kg.export.html import page, write_html
from kg.export.linlog import spread
from kg.types import Graph, Modality, Relation

PLANNED_DASH = [9, 7]


@cache
def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("explorer_benchmark", ROOT / "benchmarks" / "explorer.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def synthetic(nodes: int) -> Graph:
    graph: Graph = benchmark().synthetic(nodes)
    return graph


# ------------------------------------------------------------------ the layout


def planted(groups: int, size: int) -> tuple[list[tuple[int, int]], list[int]]:
    """Edges of groups that hold together, in a ring with some edges between them; and the group of each node."""
    edges = [(g * size + k, g * size + (k * k + 3 * j + 1) % size)
             for g in range(groups) for k in range(size) for j in range(3)]  # fmt: skip
    edges += [(g * size + k, (g + 1) % groups * size + k) for g in range(groups) for k in range(0, size, 5)]
    return edges, [k // size for k in range(groups * size)]


def test_layout_sets_groups_apart() -> None:
    edges, group = planted(12, 50)
    points = spread([(100.0, 30.0)] * 600, [6.0] * 600, edges)

    def nearest(k: int) -> list[int]:
        x, y = points[k]
        return sorted(range(600), key=lambda o: (points[o][0] - x) ** 2 + (points[o][1] - y) ** 2)[1:9]

    mine = sum(group[o] == group[k] for k in range(0, 600, 7) for o in nearest(k))
    assert mine > 0.85 * 8 * len(range(0, 600, 7))


def test_dots_hardly_overlap_and_coordinates_are_whole() -> None:
    edges, _ = planted(12, 50)
    points = spread([(60.0, 30.0)] * 600, [9.0] * 600, edges)
    assert all(x == round(x) and y == round(y) for x, y in points)
    close = sum((ax - bx) ** 2 + (ay - by) ** 2 < 18.0**2 for k, (ax, ay) in enumerate(points) for bx, by in points[:k])
    assert close < 20


def test_components_stand_side_by_side() -> None:
    edges = [(k, k + 1) for k in range(99)] + [(k, k + 1) for k in range(100, 199)]
    points = spread([(40.0, 30.0)] * 260, [5.0] * 260, edges)
    assert len(set(points)) == 260
    one, other = points[:100], points[100:200]
    apart = [
        max(p[axis] for p in a) < min(p[axis] for p in b) for axis in (0, 1) for a, b in ((one, other), (other, one))
    ]
    assert any(apart)


def test_large_layout_of_little_and_of_what_is_not_there() -> None:
    assert spread([], [], []) == []
    assert spread([(10, 10)], [5], [(0, 0)]) == [(0.0, 0.0)]
    with pytest.raises(ValueError, match="not there"):
        spread([(10, 10)], [5], [(0, 1)])


# ------------------------------------------------------------------ the data


@pytest.mark.parametrize("texts", [True, False])
@pytest.mark.parametrize("make", [sample_graph, large_graph, hostile_graph, Graph])
def test_columns_hold_the_data_and_nothing_twice(make: Any, texts: bool) -> None:
    data = page_data(make(), title="T", texts=texts)
    packed = pack(data)
    assert packed["facts"]["count"] == len(data["facts"])
    assert packed["nodes"]["count"] == len(data["nodes"])
    spans = {(e["document"], e["start"], e["end"], e["quote"]) for fact in data["facts"] for e in fact["evidence"]}
    assert packed["evidence"]["count"] == len(spans)
    for table in ("nodes", "links", "facts"):
        for column in packed[table]["columns"].values():
            if isinstance(column, dict) and "codes" in column:
                assert len(column["codes"]) == packed[table]["count"]
                texts_of = [json.dumps(value) for value in column["values"]]
                assert len(texts_of) == len(set(texts_of))


@pytest.mark.browser
@pytest.mark.parametrize("texts", [True, False])
@pytest.mark.parametrize("make", [sample_graph, hostile_graph])
def test_page_gives_the_data_back(visit: Visit, make: Any, texts: bool) -> None:  # noqa: F811
    data = page_data(make(), title="Port Lumen", texts=texts)
    clean = json.loads(re.sub(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])", r"\\ufffd", json.dumps(data))) \
        if make is hostile_graph else data  # fmt: skip
    back = visit(make(), texts=texts).evaluate("kgdata()")
    for table in ("nodes", "facts", "documents"):
        assert back[table] == json.loads(json.dumps(clean[table])), table
    links = [{key: value for key, value in link.items() if key not in ("from", "to")} for link in back["links"]]
    assert links == data["links"]


@pytest.mark.slow
def test_ten_thousand_nodes_fit_in_four_megabytes(tmp_path: Path) -> None:
    graph = synthetic(10_000)
    assert (len(graph.entities), len(graph.facts)) == (10_000, 50_000)
    write_html(graph, tmp_path / "p.html", title="T", texts=False)
    assert (tmp_path / "p.html").stat().st_size <= 4_000_000


def test_large_page_is_the_same_whatever_the_hash_seed(tmp_path: Path) -> None:
    code = (
        "import sys; sys.path[:0] = sys.argv[2:]; from pathlib import Path; from explorer import synthetic; "
        "from kg.export.html import write_html; write_html(synthetic(700), Path(sys.argv[1]), title='T')"
    )
    pages = set()
    for seed in ("1", "2"):
        file = tmp_path / f"{seed}.html"
        command = [sys.executable, "-c", code, str(file), str(ROOT / "benchmarks"), str(ROOT)]
        subprocess.run(command, check=True, env=os.environ | {"PYTHONHASHSEED": seed})
        pages.add(file.read_bytes())
    assert len(pages) == 1


def test_each_size_brings_only_its_own_renderer() -> None:
    small, large = page(sample_graph(), title="T"), page(synthetic(700), title="T")
    assert "vis.Network(" in small
    assert "KG.painter" not in small
    assert "KG.painter" in large
    assert "vis.Network" not in large
    assert 'id="kg-vis"' not in large


def test_small_page_needs_no_numpy() -> None:
    code = (
        "import sys; sys.path[:0] = sys.argv[1:]; from sample_graph import sample_graph; "
        "from kg.export.html import page; page(sample_graph(), title='T'); print('kg.export.linlog' in sys.modules)"
    )
    command = [sys.executable, "-c", code, str(ROOT / "tests"), str(ROOT)]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip() == "False"


# ------------------------------------------------------------------ the picture


@pytest.fixture
def crowd(visit: Visit) -> Any:  # noqa: F811
    """The page of 700 nodes and 3,500 facts, opened."""
    return visit(synthetic(700), texts=False)


def drawn(tab: Any) -> int:
    return int(tab.evaluate("KG.app.model.drawn.reduce((sum, on) => sum + on, 0)"))


def view(tab: Any) -> dict[str, float]:
    found: dict[str, float] = tab.evaluate("KG.app.renderer.view()")
    return found


@pytest.mark.browser
def test_start_view_names_the_most_connected_and_smears_nothing(crowd: Any) -> None:
    assert crowd.evaluate("KG.app.renderer.kind") == "canvas"
    labels = crowd.evaluate("KG.app.renderer.labels().nodes")
    hubs = crowd.evaluate("KG.app.model.order().slice(0, 12)")
    assert {label["node"] for label in labels} >= set(hubs)
    assert (
        crowd.evaluate("KG.app.renderer.labels().nodes.filter((label) => KG.app.scene.must(label.node)).length") >= 16
    )
    assert len(labels) > 40
    overlapping = [
        (a, b)
        for k, a in enumerate(labels)
        for b in labels[:k]
        if a["left"] < b["right"] and b["left"] < a["right"] and a["top"] < b["bottom"] and b["top"] < a["bottom"]
    ]
    assert overlapping == []
    frame = view(crowd)
    half = frame["width"] / 2 / frame["scale"], frame["height"] / 2 / frame["scale"]
    assert all(abs(label[side] - frame["x"]) <= half[0] for label in labels for side in ("left", "right"))
    assert all(abs(label[side] - frame["y"]) <= half[1] for label in labels for side in ("top", "bottom"))
    assert "Far out" not in crowd.inner_text("#canvas")


@pytest.mark.browser
def test_leaves_are_folded_into_a_count_until_asked_for(crowd: Any) -> None:
    start, shown = counts(crowd), drawn(crowd)
    folded = crowd.evaluate("KG.app.model.folded.reduce((sum, number) => sum + number, 0)")
    assert folded > 0
    assert shown + folded + crowd.evaluate("KG.app.model.islands.nodes") == start[0]
    assert f"fold {folded} nodes" in crowd.inner_text(at("legend"))
    hub = crowd.evaluate("KG.app.model.folded.findIndex((number) => number > 0)")
    behind = crowd.evaluate("(i) => KG.app.model.folded[i]", hub)
    assert crowd.evaluate("(i) => KG.app.scene.words(i).at(-1)", hub).endswith(f"+{behind}")
    neighbours = "(i) => [...KG.app.model.around(i, 1)].filter((one) => !KG.app.model.drawn[one]).length"
    more = crowd.evaluate(neighbours, hub)
    crowd.evaluate("(i) => KG.app.select({ node: i })", hub)
    assert drawn(crowd) == shown + more
    crowd.keyboard.press("Escape")
    assert drawn(crowd) == shown
    crowd.uncheck(at("fold"))
    assert drawn(crowd) == start[0]
    assert counts(crowd) == start
    assert "fold=0" in crowd.evaluate("location.hash")
    crowd.click(at("reset"))
    assert drawn(crowd) == shown


@pytest.mark.browser
def test_wheel_drag_and_keys_move_the_picture(crowd: Any) -> None:
    before, box = view(crowd), crowd.locator("#canvas").bounding_box()
    crowd.mouse.move(box["x"] + 300, box["y"] + 200)

    def under() -> tuple[float, float]:
        now = view(crowd)
        return tuple(now[axis] + (at - now[side] / 2) / now["scale"]
                     for axis, side, at in (("x", "width", 300), ("y", "height", 200)))  # fmt: skip

    place = under()
    crowd.mouse.wheel(0, -400)
    crowd.wait_for_timeout(250)
    assert view(crowd)["scale"] > 1.5 * before["scale"]
    assert under() == pytest.approx(place, abs=1)
    scale, x = view(crowd)["scale"], view(crowd)["x"]
    free = crowd.evaluate("""() => {
        const all = KG.app.scene.nodes.map((_, i) => KG.app.renderer.screen(i));
        const frame = KG.$("#canvas").getBoundingClientRect();
        for (let n = 0; ; n++) {
          const x = frame.left + 40 + (n * 37) % (frame.width - 200);
          const y = frame.top + 60 + (n * 53) % (frame.height - 160);
          if (all.every((one) => Math.hypot(one.x - x, one.y - y) > 40)) return { x, y };
        }
    }""")
    crowd.mouse.move(free["x"], free["y"])
    crowd.mouse.down()
    crowd.mouse.move(free["x"] + 60, free["y"] + 10, steps=4)
    crowd.mouse.up()
    assert view(crowd)["x"] == pytest.approx(x - 60 / scale, abs=0.5)
    crowd.focus("#canvas")
    crowd.keyboard.press("ArrowRight")
    assert view(crowd)["x"] == pytest.approx(x, abs=0.5)
    crowd.keyboard.press("0")
    assert view(crowd)["scale"] == pytest.approx(before["scale"], rel=0.02)


@pytest.mark.browser
def test_two_fingers_zoom_about_their_middle(crowd: Any) -> None:
    before, box = view(crowd), crowd.locator("#canvas").bounding_box()
    crowd.evaluate("""([left, top]) => {
        const canvas = KG.$("#canvas canvas");
        const finger = (type, pointerId, x) => canvas.dispatchEvent(new PointerEvent(type,
          { pointerId, pointerType: "touch", clientX: left + x, clientY: top + 300, bubbles: true }));
        finger("pointerdown", 1, 400); finger("pointerdown", 2, 500);
        for (let n = 1; n <= 10; n++) { finger("pointermove", 1, 400 - 5 * n); finger("pointermove", 2, 500 + 5 * n); }
        finger("pointerup", 1, 350); finger("pointerup", 2, 550);
    }""", [box["x"], box["y"]])  # fmt: skip
    after = view(crowd)
    assert after["scale"] == pytest.approx(2 * before["scale"], rel=0.02)
    middle = [now["x"] + (450 - now["width"] / 2) / now["scale"] for now in (before, after)]
    assert middle[1] == pytest.approx(middle[0], abs=8)
    assert crowd.locator("#panel").is_hidden()


@pytest.mark.browser
def test_a_moving_picture_is_a_bitmap_and_a_resting_one_true(crowd: Any) -> None:
    shots = crowd.evaluate("""async () => {
        const canvas = KG.$("#canvas canvas"), copy = () => canvas.toDataURL();
        const frame = () => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));
        await frame();
        const before = copy();
        KG.app.renderer.pan(50, 0); await frame();
        const moving = copy();
        await new Promise((go) => setTimeout(go, 600)); await frame();
        const resting = copy();
        KG.app.renderer.redraw();
        return [before === moving, moving === resting, resting === copy()]; }""")
    assert shots == [False, False, True]


@pytest.mark.browser
def test_dragging_a_node_moves_it_alone(crowd: Any) -> None:
    hub = crowd.evaluate("KG.app.model.order()[0]")
    crowd.evaluate("(i) => KG.app.renderer.center(i)", hub)
    crowd.wait_for_timeout(100)
    place, frame = crowd.evaluate("(i) => KG.app.renderer.screen(i)", hub), view(crowd)
    crowd.mouse.move(place["x"], place["y"])
    crowd.wait_for_selector("#tip:not([hidden])")
    assert crowd.inner_text("#tip b") == crowd.evaluate("(i) => KG.app.data.nodes[i].label", hub)
    crowd.mouse.down()
    crowd.mouse.move(place["x"] + 90, place["y"] + 40, steps=5)
    crowd.mouse.up()
    crowd.wait_for_timeout(200)
    after = crowd.evaluate("(i) => KG.app.renderer.screen(i)", hub)
    assert (after["x"], after["y"]) == pytest.approx((place["x"] + 90, place["y"] + 40), abs=1.5)
    assert view(crowd) == frame
    assert crowd.locator("#panel").is_hidden()


@pytest.mark.browser
def test_what_is_not_told_as_done_is_hidden_then_dashed(crowd: Any) -> None:
    dashes = """() => { const pen = CanvasRenderingContext2D.prototype, was = pen.setLineDash, seen = [];
        pen.setLineDash = function (dash) { seen.push(dash.join()); return was.call(this, dash); };
        KG.app.renderer.redraw(); pen.setLineDash = was; return seen; }"""
    wanted = ",".join(map(str, PLANNED_DASH))
    assert wanted not in crowd.evaluate(dashes)
    crowd.check(at("filter-status-planned"))
    assert wanted in crowd.evaluate(dashes)
    planned = sum(fact.modality is Modality.PLANNED and fact.polarity == "Affirmed" for fact in synthetic(700).facts)
    assert counts(crowd)[2] == sum(fact.actual for fact in synthetic(700).facts) + planned


@pytest.mark.browser
def test_choices_stand_on_the_lines_of_a_selected_resolution(crowd: Any) -> None:
    graph = synthetic(700)
    votes = Counter(fact.object for fact in graph.of(Relation.VOTED_ON) if fact.actual)
    resolution = [entity.id for entity in graph.entities].index(votes.most_common(1)[0][0])
    crowd.evaluate("(i) => KG.app.select({ node: i, move: true })", resolution)
    words = [label["text"] for label in crowd.evaluate("KG.app.renderer.labels().links")]
    assert {re.sub(" ×.*", "", word) for word in words} & {"for", "against", "abstained"}
    names = crowd.evaluate("KG.app.renderer.labels().nodes.every((label) => KG.app.model.bright.has(label.node))")
    assert names


# ------------------------------------------------------------------ panel, list, exports


def hub_graph(number: int) -> Graph:
    """The sample, with so many more facts about one person, each of its own words."""
    graph = sample_graph()
    quote = next(fact for fact in graph.facts if fact.relation == "said" and fact.subject == ILSE)
    more = tuple(replace(quote, qualifiers=(("cue", "said"), ("text", f"word {k}"))) for k in range(number))
    return replace(graph, facts=graph.facts + more)


@pytest.mark.browser
def test_panel_of_two_thousand_facts_counts_them_and_shows_all_when_asked(visit: Visit) -> None:  # noqa: F811
    tab = visit(hub_graph(2000))
    select(tab, ILSE)
    heading = tab.locator("#panel h3", has_text="Quotations")
    assert heading.inner_text().split() == ["Quotations", "2001"]
    first = tab.locator(at("fact")).count()
    assert 15 <= first < 100
    tab.locator("#panel button", has_text="Show all 2,001").click()
    assert tab.locator(at("fact")).count() == first - 15 + 2001


@pytest.mark.browser
def test_list_shows_some_rows_and_all_when_asked(crowd: Any) -> None:
    crowd.click(at("list-view"))
    rows = crowd.locator(f"{at('table-facts')} tbody tr")
    assert rows.count() == 200
    saved = download(crowd, "save-facts.csv").read_text("utf-8-sig")
    assert len(saved.splitlines()) == counts(crowd)[2] + 1
    crowd.click(at("show-all-facts"))  # they come in slices
    crowd.wait_for_function(
        "([rows, count]) => document.querySelectorAll(rows).length === count",
        arg=[f"{at('table-facts')} tbody tr", counts(crowd)[2]],
    )


@pytest.mark.browser
def test_articles_are_listed_by_number_of_facts_and_all_when_asked(crowd: Any) -> None:
    boxes = crowd.locator("[data-group=documents] label:visible")
    assert boxes.count() == 6
    numbers = [int(text) for text in crowd.locator("[data-group=documents] label:visible .number").all_inner_texts()]
    assert numbers == sorted(numbers, reverse=True)
    crowd.click(at("show-all-documents"))
    assert boxes.count() == 200


@pytest.mark.browser
def test_source_view_of_a_large_page_marks_its_spans(visit: Visit) -> None:  # noqa: F811
    graph = synthetic(700)
    tab = visit(graph)
    fact = graph.facts[5]
    tab.evaluate("KG.app.openSource(5, 0)")
    chosen = "".join(tab.locator("#source mark.chosen").all_inner_texts())
    assert chosen.split() == fact.evidence[0].quote.split()
    here = sum(other.evidence[0].article == fact.evidence[0].article for other in graph.facts)
    assert f"{here} facts stated here" in tab.inner_text("#source .meta")


@pytest.mark.browser
def test_large_page_works_without_graphics_card(browser: Any, tmp_path: Path) -> None:
    write_html(synthetic(700), tmp_path / "p.html", title="T", texts=False)
    flags = ["--no-sandbox", "--disable-gpu", "--disable-software-rasterizer"]
    other = browser.browser_type.launch(executable_path=str(CHROMIUM), args=flags)
    context = other.new_context(viewport={"width": 1400, "height": 900}, offline=True, device_scale_factor=2)
    tab = context.new_page()
    tab.goto((tmp_path / "p.html").as_uri())
    tab.wait_for_selector("html[data-ready=true]", timeout=60_000)
    pixels, width = tab.evaluate("[KG.$('#canvas canvas').width, KG.$('#canvas').clientWidth]")
    assert pixels == 2 * width
    hub = tab.evaluate("KG.app.model.order()[0]")
    place = tab.evaluate("(i) => { KG.app.renderer.center(i); return KG.app.renderer.screen(i); }", hub)
    tab.mouse.click(place["x"], place["y"])
    assert tab.inner_text(at("panel-title")) == tab.evaluate("(i) => KG.app.data.nodes[i].label", hub)
    other.close()
