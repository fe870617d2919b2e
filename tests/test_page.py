"""The interactive page in a real browser: what a reader sees, does and may rely on.

Every test of the ``visit`` fixture also checks, at its end, that nothing was written to the console and
that nothing but the file itself was asked for.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sample_graph import AMENDMENT, ATTACK, ILSE, TEXT, TOMAS, hostile_graph, large_graph, sample_graph

from kg.errors import GraphError
from kg.export import html
from kg.export.explorer import places
from kg.export.explorer.data import page_data
from kg.export.explorer.sentence import sentence_around
from kg.export.html import page, write_html
from kg.export.layout import layout
from kg.export.statements import Facts, Names
from kg.types import Entity, EntityType, Graph, Relation

SHAPES = {"Person", "Country", "Institution", "Meeting", "Resolution"}
Visit = Callable[..., Any]


@pytest.fixture(params=["vis", "canvas"])
def renderer(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both renderers in turn, whatever the size of the graph; its name."""
    if request.param == "canvas":
        monkeypatch.setattr(places, "MANY_NODES", -1)
    return str(request.param)


@pytest.fixture
def visit(browser: Any, tmp_path: Path) -> Iterator[Visit]:
    """visit(graph, address="", width=…, height=…, title=…, texts=…) → the opened page."""
    noise: list[str] = []
    requests: list[str] = []
    contexts = []

    def open_page(
        graph: Graph,
        address: str = "",
        *,
        width: int = 1400,
        height: int = 900,
        title: str = "Port Lumen",
        texts: bool = True,
    ) -> Any:
        file = tmp_path / "graph.html"
        write_html(graph, file, title=title, texts=texts)
        context = browser.new_context(viewport={"width": width, "height": height}, offline=True, accept_downloads=True)
        contexts.append(context)
        tab = context.new_page()
        tab.on("console", lambda message: noise.append(f"{message.type}: {message.text}"))
        tab.on("pageerror", lambda error: noise.append(f"error: {error}"))
        tab.on("dialog", lambda dialog: noise.append(f"dialog: {dialog.message}"))
        tab.on("request", lambda request: requests.append(request.url))
        tab.goto(file.as_uri() + address)
        tab.wait_for_selector("html[data-ready=true]", timeout=20_000)
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert contexts, "the test opened no page"
    assert noise == []
    outside = [url for url in requests if not url.startswith(("blob:", (tmp_path / "graph.html").as_uri()))]
    assert requests
    assert outside == []


def at(name: str) -> str:
    return f"[data-testid='{name}']"


def stated(graph: Graph) -> list[str]:
    """By fact its name in the graph's Turtle, which no two facts of the graph share."""
    nodes = Facts(graph, Names("")).nodes()
    names = [str(nodes[fact.id]) for fact in graph.facts]
    assert len(set(names)) == len(names)
    return names


def counts(tab: Any) -> tuple[int, int, int, int]:
    """The numbers of "12 of 40 nodes · 30 of 91 facts"."""
    text = tab.inner_text(at("count"))
    match = re.fullmatch(r"([\d,]+) of ([\d,]+) nodes · ([\d,]+) of ([\d,]+) facts", text)
    assert match, text
    a, b, c, d = (int(number.replace(",", "")) for number in match.groups())
    return a, b, c, d


def select(tab: Any, id: str) -> None:
    tab.evaluate("id => KG.app.select({ node: KG.app.model.byId.get(id) })", id)


# ------------------------------------------------------------------ the file


def test_same_graph_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    code = (
        "import sys; sys.path[:0] = sys.argv[2:]; from pathlib import Path; from sample_graph import large_graph; "
        "from kg.export.html import write_html; write_html(large_graph(), Path(sys.argv[1]), title='T')"
    )
    here = Path(__file__).parent
    digests = set()
    for seed in ("1", "2"):
        file = tmp_path / f"{seed}.html"
        environment = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run(
            [sys.executable, "-c", code, str(file), str(here), str(here.parent)], check=True, env=environment
        )
        digests.add(hashlib.sha256(file.read_bytes()).hexdigest())
    assert len(digests) == 1


def test_file_is_utf8_with_plain_line_feeds_and_forbids_the_network(tmp_path: Path) -> None:
    write_html(sample_graph(), tmp_path / "p.html", title="T")
    raw = (tmp_path / "p.html").read_bytes()
    text = raw.decode("utf-8")
    assert b"\r" not in raw
    assert "Tomáš Řehoř" in text
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    assert policy[1].startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy[1]
    assert "http" not in policy[1]
    assert "sourceMappingURL" not in text


def test_fact_about_an_unknown_entity_or_article_is_an_error() -> None:
    graph = sample_graph()
    with pytest.raises(GraphError, match=re.escape(TOMAS)):
        page(replace(graph, entities=tuple(e for e in graph.entities if e.id != TOMAS)), title="T")
    with pytest.raises(GraphError, match="follow-up"):
        page(replace(graph, documents=graph.documents[:1]), title="T")


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("One. Two three four. Five.", "three", "Two three four."),
        ("Mr. A. Smith of the U.N. spoke. Then left.", "spoke", "Mr. A. Smith of the U.N. spoke."),
        ("Headline\n\nFirst words here", "First", "First words here"),
        ("He said “Stop!” Then he left.", "he left", "Then he left."),
        ("No stop at all", "stop", "No stop at all"),
        ("“Part of it ... is this,” she said. No.", "said", "“Part of it ... is this,” she said."),
        ("One ends. Two starts. Three.", "ends. Two", "One ends. Two starts."),
    ],
)
def test_sentence_around_evidence(text: str, words: str, expected: str) -> None:
    start = text.index(words)
    left, right = sentence_around(text, start, start + len(words))
    assert text[left:right] == expected


def test_long_sentence_is_cut_at_a_word_and_keeps_the_evidence() -> None:
    text = "word " * 300 + "EVIDENCE " + "word " * 300
    start = text.index("EVIDENCE")
    left, right = sentence_around(text, start, start + 8)
    assert 300 < right - left <= 420
    assert "EVIDENCE" in text[left:right]
    assert set(text[left:right].split()) == {"word", "EVIDENCE"}


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("Security Council, 2031-02-27: demand a ceasefire", ["demand a ceasefire"]),
        ("Security Council, 2031-02-27", ["Security Council,", "2031-02-27"]),
        (
            "draft resolution, Security Council, 25 September 2031",
            ["draft resolution,", "Security Council,", "25 September 2031"],
        ),
        ("A text about the harbour and the port and the sea", ["A text about the", "harbour and the port …"]),
        ("", ["resolution/x"]),
    ],
)
def test_label_in_the_picture_is_short_and_tells_apart(label: str, lines: list[str]) -> None:
    body = Entity("institution/b", EntityType.INSTITUTION, "Security Council")
    text = Entity("resolution/x", EntityType.RESOLUTION, label, body=body.id)
    assert page_data(Graph(entities=(body, text)), title="T", texts=True)["nodes"][1]["lines"] == lines


def test_room_that_one_side_does_not_need_goes_to_the_other() -> None:
    text = "Before. Its " + "word " * 60 + "EVIDENCE here. After."
    start = text.index("EVIDENCE")
    left, right = sentence_around(text, start, start + 8)
    assert text[left:right] == "Its " + "word " * 60 + "EVIDENCE here."


# ------------------------------------------------------------------ the layout


def test_layout_is_the_same_on_every_machine() -> None:
    edges = [(k, (k * k + 3) % 40) for k in range(40)]
    first, second = layout([(110, 40)] * 45, edges), layout([(110, 40)] * 45, edges)
    assert first == second
    assert hashlib.sha256(repr(first).encode()).hexdigest()[:16] == "a152f7a94dbb1871", (
        "the arithmetic, or the layout, has changed"
    )


def test_layout_leaves_no_two_labels_on_each_other_and_lies_wide() -> None:
    boxes = [(100.0, 40.0 + k % 3 * 14) for k in range(50)]
    points = layout(boxes, [(k, k // 3) for k in range(50)])
    overlapping = [
        (i, j)
        for i in range(50)
        for j in range(i)
        if abs(points[i][0] - points[j][0]) < 100 and abs(points[i][1] - points[j][1]) < (boxes[i][1] + boxes[j][1]) / 2
    ]
    assert overlapping == []
    width, height = (max(p[k] for p in points) - min(p[k] for p in points) for k in (0, 1))
    assert 1.2 < width / height < 2.4


@pytest.mark.parametrize("edges", [[], [(k, k // 5 * 5) for k in range(50)], [(0, k) for k in range(50)]])
def test_components_are_packed_to_a_wide_frame(edges: list[tuple[int, int]]) -> None:
    points = layout([(100.0, 50.0)] * 50, edges)
    width, height = (max(p[k] for p in points) - min(p[k] for p in points) for k in (0, 1))
    assert len(set(points)) == 50
    assert 1.0 < width / height < 2.6


def test_layout_of_little() -> None:
    assert layout([], []) == []
    assert layout([(10, 10)], [(0, 0)]) == [(0.0, 0.0)]
    with pytest.raises(ValueError, match="not there"):
        layout([(10, 10)], [(0, 1)])


# ------------------------------------------------------------------ what is shown


@pytest.mark.browser
@pytest.mark.usefixtures("renderer")
def test_start_shows_what_is_stated_as_done(visit: Visit) -> None:
    graph = sample_graph()
    tab = visit(graph)
    done = [fact for fact in graph.facts if fact.actual]
    taking_part = {id for fact in done for _, id in fact.roles}
    assert 0 < len(done) < len(graph.facts)
    assert counts(tab) == (len(taking_part), len(graph.entities), len(done), len(graph.facts))
    assert tab.inner_text(at("summary")).startswith(
        "2 articles, 4 people, 4 countries, 4 institutions, 1 meeting, 2 resolutions"
    )
    assert tab.locator("#panel").is_hidden()


@pytest.mark.browser
@pytest.mark.usefixtures("renderer")
def test_data_are_the_graph(visit: Visit) -> None:
    graph = sample_graph()
    data = visit(graph).evaluate("kgdata()")
    assert [node["id"] for node in data["nodes"]] == [entity.id for entity in graph.entities]
    assert [fact["id"] for fact in data["facts"]] == stated(graph)
    assert len({link["id"] for link in data["links"]}) == len(data["links"]) > 15
    assert {fact["status"] for fact in data["facts"]} == {
        "actual",
        "denied",
        "planned",
        "hypothetical",
        "requested",
        "reported",
        "former",
    }


@pytest.mark.browser
@pytest.mark.usefixtures("renderer")
def test_nodes_are_drawn_in_the_colour_and_shape_of_their_type(visit: Visit) -> None:
    tab = visit(sample_graph(), "#fold=0")
    drawn = tab.evaluate("""() => {
      const canvas = document.querySelector("#canvas canvas"), frame = canvas.getBoundingClientRect();
      const { width, height } = canvas, copy = Object.assign(document.createElement("canvas"), { width, height });
      const pen = copy.getContext("2d", { willReadFrequently: true });
      pen.drawImage(canvas, 0, 0);
      const ratio = canvas.width / frame.width;
      return KG.app.scene.nodes.map((node, i) => {
        const look = KG.app.scene.look(i), at = KG.app.renderer.screen(i);
        const pixel = pen.getImageData((at.x - frame.left) * ratio, (at.y - frame.top) * ratio, 1, 1).data;
        const got = "#" + [...pixel].slice(0, 3).map((v) => v.toString(16).padStart(2, "0")).join("");
        return { on: look.on, want: look.color, type: node.type, shape: node.shape, got };
      });
    }""")
    shown = [node for node in drawn if node["on"]]
    assert len(shown) == 14
    assert [(node["type"], node["got"]) for node in shown] == [(node["type"], node["want"]) for node in shown]
    assert {node["type"] for node in shown} == SHAPES
    assert len({node["want"] for node in shown}) == len({node["shape"] for node in shown}) == 5


@pytest.mark.browser
@pytest.mark.usefixtures("renderer")
def test_labels_do_not_overlap_and_most_nodes_have_one(visit: Visit) -> None:
    tab = visit(large_graph(), "#fold=0")
    labels = tab.evaluate("KG.app.renderer.labels().nodes")
    visible = counts(tab)[0]
    assert visible > 40
    assert len(labels) >= 0.95 * visible
    boxes = labels + tab.evaluate("KG.app.renderer.labels().links")
    overlapping = [
        (a, b)
        for k, a in enumerate(boxes)
        for b in boxes[:k]
        if a["left"] < b["right"] and b["left"] < a["right"] and a["top"] < b["bottom"] and b["top"] < a["bottom"]
    ]
    assert overlapping == []


@pytest.mark.browser
@pytest.mark.usefixtures("renderer")
def test_tally_stands_below_its_resolution_and_as_a_bar_in_the_panel(visit: Visit) -> None:
    tab = visit(sample_graph())
    labels = tab.evaluate("KG.app.renderer.labels().nodes")
    assert [label["tally"] for label in labels if label["tally"]] == ["141 · 7 · 32"]
    bars = tab.evaluate("""() => { const { scale } = KG.app.renderer.view();
        return KG.app.renderer.labels().nodes.map((label) => KG.geometry.bar(label, scale)
          .map(({ width, height, color }) => [width * scale, height * scale, color])).filter((bar) => bar.length); }""")
    (bar,) = bars
    sizes = [round(width) for width, _, _ in bar]
    assert sizes == [round(58 * votes / 180) for votes in (141, 7, 32)]
    assert len({color for _, _, color in bar}) == 3
    select(tab, TEXT)
    assert tab.inner_text(f"#panel > {at('tally')}").split() == [
        "141",
        "for",
        "7",
        "against",
        "32",
        "abstained",
        "Adopted",
    ]
    widths = [tab.locator(f"#panel > {at('tally')} .bar span").nth(k).bounding_box()["width"] for k in range(3)]
    assert widths[0] > 3 * widths[2] > 9 * widths[1] / 3 > 0


@pytest.mark.browser
@pytest.mark.usefixtures("renderer")
def test_other_statuses_are_dashed_and_named(visit: Visit) -> None:
    tab = visit(sample_graph(), "#fold=0")
    look = """(status) => KG.app.model.links.map((link, k) => [link, KG.app.scene.lookLink(k)])
        .filter(([link]) => link.status === status).map(([, { on, dash, text }]) => ({ on, dash, text }))"""
    assert [one["on"] for one in tab.evaluate(look, "planned")] == [False]
    before = counts(tab)
    tab.check(at("filter-status-planned"))
    tab.check(at("filter-status-denied"))
    assert counts(tab) == (before[0] + 1, before[1], before[2] + 2, before[3])
    assert tab.evaluate(look, "planned") == [{"on": True, "dash": [9, 7], "text": "planned"}]
    assert tab.evaluate(look, "denied") == [{"on": True, "dash": [9, 7], "text": "denied: for"}]
    assert all(one["dash"] != [9, 7] for one in tab.evaluate(look, "actual"))
    select(tab, AMENDMENT)
    assert tab.inner_text(f"#panel {at('fact')} .chip.status") == "denied"


@pytest.mark.browser
@pytest.mark.usefixtures("renderer")
def test_parallel_facts_fan_out_and_equal_ones_share_a_line_with_their_number(visit: Visit) -> None:
    graph = sample_graph()
    twin = next(fact for fact in graph.facts if fact.relation is Relation.MET_WITH and fact.subject == TOMAS)
    twin = replace(twin, roles=(("object", TOMAS), ("subject", ILSE)))
    tab = visit(replace(graph, facts=(*graph.facts, twin)), "#fold=0")
    links = tab.evaluate("KG.app.model.links.map((link, k) => ({ ...link, text: KG.app.scene.lookLink(k).text }))")
    met = [
        link for link in links if link["relation"] == "metWith" and {link["source"], link["target"]} == {ILSE, TOMAS}
    ]
    assert [(len(link["facts"]), link["text"]) for link in met] == [(2, "×2")]
    beside = [link["bend"] for link in links if (link["source"], link["target"]) == ("country/MRD", TEXT)]
    assert len(beside) == len(set(beside)) == 3


# ------------------------------------------------------------------ panel, evidence, sources


@pytest.mark.browser
def test_every_fact_marks_exactly_the_words_of_its_evidence(visit: Visit) -> None:
    graph = sample_graph()
    tab = visit(graph)
    for k, fact in enumerate(graph.facts):
        tab.evaluate("k => KG.app.go({ node: -1, facts: [k] })", k)
        assert tab.locator(at("fact")).count() == 1
        assert tab.inner_text(f"{at('evidence')} mark") == fact.evidence[0].quote
        assert len(tab.inner_text(f"{at('evidence')} blockquote")) >= len(fact.evidence[0].quote)
        meta = tab.inner_text(f"{at('fact')} .meta")
        assert ("undated" in meta) is not fact.dates
        assert f"{fact.confidence:.2f}" in meta
        assert fact.rule in meta


@pytest.mark.browser
def test_panel_of_a_person(visit: Visit) -> None:
    tab = visit(sample_graph())
    select(tab, ILSE)
    assert tab.inner_text(at("panel-title")) == "Ilse Okonjo-Brandt"
    assert tab.inner_text(at("role")) == "ambassador, Meridia at United Nations"
    headings = [re.sub(r"\s*\d+$", "", text) for text in tab.locator("#panel h3").all_inner_texts()]
    assert headings == ["Represents", "Spoke at", "Met", "Quotations", "Named in"]
    assert tab.inner_text("#panel blockquote.said") == "the sea belongs to everyone 🌊 or to no one"
    assert "Okonjo-Brandt" in tab.inner_text("#panel dl")
    select(tab, "country/MRD")
    assert tab.get_attribute("#panel dl a", "href") == "https://www.wikidata.org/wiki/Q42"
    assert "MRD" in tab.inner_text("#panel dl")
    assert "1 more fact hidden by the filters (hypothetical)" in tab.inner_text("#panel")


@pytest.mark.browser
@pytest.mark.usefixtures("renderer")
def test_click_on_node_and_on_line(visit: Visit) -> None:
    tab = visit(sample_graph(), "#fold=0")
    place = tab.evaluate("KG.app.renderer.screen(KG.app.model.byId.get('country/VST'))")
    tab.mouse.click(place["x"], place["y"])
    tab.wait_for_selector(at("panel-title"))
    assert tab.inner_text(at("panel-title")) == "Vastria"
    tab.keyboard.press("Escape")
    tab.wait_for_selector("#panel", state="hidden")
    tab.wait_for_timeout(200)
    place = tab.evaluate("""() => KG.app.renderer.screenLink(KG.app.model.links.findIndex(
        (link) => link.source === 'country/VST' && link.choice === 'against'))""")
    tab.mouse.click(place["x"], place["y"])
    tab.wait_for_selector(at("fact"))
    assert tab.inner_text(f"{at('fact')} .claim").split() == ["Vastria", "voted", "against", "A/RES/ES-99/1", "against"]


@pytest.mark.browser
def test_source_view_shows_the_evidence_in_place_both_ways(visit: Visit) -> None:
    graph = sample_graph()
    tab = visit(graph, height=420)
    select(tab, "institution/lumen-herald")
    tab.click(at("source-link"))
    chosen = tab.locator("#source mark.chosen")
    assert "".join(chosen.all_inner_texts()) == "Thivierge told the Lumen Herald"
    box = chosen.first.bounding_box()
    assert box
    assert 0 < box["y"] < 420
    assert graph.documents[1].text.split() == tab.inner_text("#source .body").split()
    tab.locator("#source mark", has_text="met Okonjo-Brandt on Friday").click()
    assert tab.inner_text(f"{at('panel')} .claim").split("\n")[0].startswith("Tomáš Řehoř met Ilse Okonjo-Brandt")
    tab.select_option(at("article"), "assembly")
    marked = "".join(tab.locator("#source mark").all_inner_texts())
    assert "the sea belongs to everyone 🌊 or to no one" in marked
    assert "before the vote" not in marked


@pytest.mark.browser
def test_without_texts_only_the_quoted_sentences_are_in_the_page(visit: Visit, tmp_path: Path) -> None:
    tab = visit(sample_graph(), texts=False)
    assert "address the emergency special session. Řehoř" not in (tmp_path / "graph.html").read_text("utf-8")
    assert tab.locator(at("source-view")).is_hidden()
    select(tab, "country/VST")
    assert tab.locator(f"{at('evidence')} blockquote").first.inner_text() == "Vastria voted against."
    assert tab.locator(at("source-link")).first.get_attribute("href") == "https://herald.example/assembly?a=1&b=2"


# ------------------------------------------------------------------ search and filters


@pytest.mark.browser
@pytest.mark.parametrize(
    ("typed", "found"),
    [("rehor", "Tomáš Řehoř"), ("SAHIN", "Jean-Luc Şahin"), ("u.n.", "United Nations"), ("mrd", "Meridia")],
)
def test_search_is_blind_to_accents_and_knows_other_names(visit: Visit, typed: str, found: str) -> None:
    tab = visit(sample_graph())
    tab.keyboard.press("/")
    tab.keyboard.type(typed)
    assert found in tab.locator(f"{at('search-results')} [role=option]").first.inner_text()
    tab.keyboard.press("Enter")
    assert tab.inner_text(at("panel-title")) == found
    assert tab.evaluate("document.activeElement.dataset.testid") == "panel-title"
    assert tab.locator(at("search-results")).is_hidden()


@pytest.mark.browser
def test_search_by_arrow_keys_and_what_is_not_there(visit: Visit) -> None:
    tab = visit(sample_graph())
    tab.fill(at("search"), "united")
    options = tab.locator(f"{at('search-results')} [role=option]")
    assert options.count() == 2
    tab.press(at("search"), "ArrowDown")
    assert options.nth(1).get_attribute("aria-selected") == "true"
    tab.fill(at("search"), "zzz")
    assert options.count() == 0


@pytest.mark.browser
def test_filters_count_what_they_leave(visit: Visit) -> None:
    graph = sample_graph()
    tab = visit(graph)
    start = counts(tab)
    done = [fact for fact in graph.facts if fact.actual]

    def left(kept: Callable[[Any], bool]) -> int:
        return sum(1 for fact in done if kept(fact))

    tab.uncheck(at("filter-relation-votedOn"))
    assert counts(tab)[2] == left(lambda fact: fact.relation is not Relation.VOTED_ON) < start[2]
    tab.click(at("reset"))
    assert counts(tab) == start
    tab.uncheck(at("filter-type-Person"))
    assert (
        counts(tab)[2]
        == left(lambda fact: not any(id and id.startswith("person/") for id in (fact.subject, fact.object)))
        < start[2]
    )
    tab.click(at("reset"))
    tab.fill(at("confidence"), "0.95")
    assert counts(tab)[2] == left(lambda fact: fact.confidence >= 0.95) == 1
    tab.click(at("reset"))
    tab.uncheck(at("filter-document-assembly"))
    assert counts(tab)[2] == left(lambda fact: any(one.article == "follow-up" for one in fact.evidence)) == 2
    tab.click(at("reset"))
    tab.fill(at("timeline-from"), "2031-03-01")
    assert counts(tab)[2] == left(lambda fact: bool(fact.dates)) == 17
    tab.click(at("reset"))
    assert counts(tab) == start


@pytest.mark.browser
def test_timeline_narrows_to_dates(visit: Visit) -> None:
    graph = large_graph()
    tab = visit(graph)
    everything = counts(tab)[2]
    assert tab.input_value(at("timeline-from")) == "2031-02-03"
    tab.fill(at("timeline-from"), "2031-02-10")
    late = sum(fact.actual and fact.dates[0].day == 20 for fact in graph.facts)
    assert counts(tab)[2] == late
    assert 0 < late < everything
    tab.fill(at("timeline-to"), "2031-02-12")
    assert counts(tab)[2] == 0
    assert tab.locator("#nothing").is_visible()


@pytest.mark.browser
def test_legend_counts_facts_and_nodes(visit: Visit) -> None:
    tab = visit(sample_graph())
    rows = dict(
        tab.eval_on_selector_all(
            "#legend input[data-filter]",
            "boxes => boxes.map((box) => [box.dataset.testid, box.parentElement.querySelector('.number').textContent])",
        )
    )
    assert rows["filter-type-Person"] == "4"
    assert rows["filter-relation-votedOn"] == "4"
    assert rows["filter-status-planned"] == "1"
    assert len([name for name in rows if name.startswith("filter-relation-")]) == 10


@pytest.mark.browser
def test_entities_only_mentioned_come_when_asked_for(visit: Visit) -> None:
    tab = visit(sample_graph())
    before = counts(tab)
    toggle = tab.locator(at("show-mentioned"))
    assert "also show 1 entity only mentioned" in tab.inner_text(at("legend"))
    toggle.check()
    assert counts(tab) == (before[0] + 1, *before[1:])
    select(tab, "institution/port-authority")
    assert "Only mentioned" in tab.inner_text(at("panel"))


@pytest.mark.browser
@pytest.mark.usefixtures("renderer")
def test_hops(visit: Visit) -> None:
    tab = visit(sample_graph())
    whole = counts(tab)
    assert tab.locator(at("hops-1")).is_disabled()
    select(tab, "institution/lumen-herald")
    tab.click(at("hops-1"))
    assert counts(tab)[0] == 2
    tab.click(at("hops-2"))
    assert 2 < counts(tab)[0] < whole[0]
    tab.click(at("whole"))
    assert counts(tab) == whole


# ------------------------------------------------------------------ address, keyboard, theme


@pytest.mark.browser
@pytest.mark.usefixtures("renderer")
def test_address_holds_the_view_and_history_works(visit: Visit) -> None:
    graph = sample_graph()
    tab = visit(graph, "#node=person/tomas-rehor&hops=1&statuses=actual,planned&mentioned=1")
    assert tab.inner_text(at("panel-title")) == "Tomáš Řehoř"
    assert tab.get_attribute(at("hops-1"), "aria-pressed") == "true"
    assert tab.is_checked(at("filter-status-planned"))
    assert not tab.is_checked(at("filter-status-denied"))
    select(tab, ILSE)
    assert "ilse" in tab.evaluate("location.hash")
    tab.go_back()
    tab.wait_for_function("document.querySelector('#panel h2').textContent === 'Tomáš Řehoř'")
    tab.go_forward()
    tab.wait_for_function("document.querySelector('#panel h2').textContent === 'Ilse Okonjo-Brandt'")


@pytest.mark.browser
def test_mangled_address_is_harmless(visit: Visit) -> None:
    tab = visit(
        sample_graph(),
        "#node=nobody&hops=9&types=<img>&documents=%7B%22&confidence=x&from=yesterday&view=__proto__&facts=a,b",
    )
    assert tab.locator(at("panel")).is_hidden()
    assert counts(tab)[1] == 16


@pytest.mark.browser
def test_everything_by_keyboard(visit: Visit) -> None:
    tab = visit(sample_graph())
    tab.focus("#canvas")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.dataset.testid") == "node"
    tab.keyboard.press("Tab")
    name = tab.evaluate("document.activeElement.textContent").split(",")[0]
    assert tab.inner_text("#tip b") == name
    tab.keyboard.press("Enter")
    assert tab.inner_text(at("panel-title")) == name
    tab.keyboard.press("1")
    assert tab.get_attribute(at("hops-1"), "aria-pressed") == "true"
    tab.keyboard.press("Escape")
    assert tab.locator(at("panel")).is_hidden()
    assert tab.evaluate("document.activeElement.dataset.testid") == "node"
    tab.keyboard.press("?")
    assert tab.locator("#help").is_visible()
    tab.keyboard.press("Escape")
    assert tab.locator("#help").is_hidden()
    tab.keyboard.press("l")
    assert tab.locator(at("list-table")).is_visible()


@pytest.mark.browser
def test_dark_mode_recolours_page_and_graph(visit: Visit) -> None:
    tab = visit(sample_graph())
    read = "[getComputedStyle(document.body).backgroundColor, KG.app.scene.look(0).color]"
    light = tab.evaluate(read)
    tab.click(at("theme"))
    dark = tab.evaluate(read)
    assert light[0] != dark[0]
    assert light[1] != dark[1]
    tab.reload()
    tab.wait_for_selector("html[data-ready=true][data-theme=dark]")


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height"), [(390, 844), (768, 1024), (1024, 700), (1400, 900), (1920, 1080)])
def test_nothing_overlaps_or_runs_over_the_edge(visit: Visit, width: int, height: int) -> None:
    tab = visit(
        large_graph(), width=width, height=height, title="A rather long title of a page that a newsroom might give it"
    )
    tab.evaluate("KG.app.select({ node: 20 })")
    tab.wait_for_timeout(150)
    parts = ["#title", "#find", "#tools", "#lead", "#side", "#main", "#panel", "#time"]
    frames = tab.evaluate(
        """(parts) => parts.map((id) => {
      const box = document.querySelector(id).getBoundingClientRect();
      return { id, left: box.left, right: box.right, top: box.top, bottom: box.bottom };
    }).filter((box) => box.right > box.left)""",
        parts,
    )
    assert {"#title", "#main", "#panel"} <= {box["id"] for box in frames}
    for k, a in enumerate(frames):
        assert -0.5 <= a["left"] <= a["right"] <= width + 0.5, a
        assert -0.5 <= a["top"] <= a["bottom"] <= height + 0.5, a
        for b in frames[:k]:
            apart = (
                a["left"] >= b["right"] - 0.5
                or b["left"] >= a["right"] - 0.5
                or a["top"] >= b["bottom"] - 0.5
                or b["top"] >= a["bottom"] - 0.5
            )
            assert apart, (a, b)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    main = next(box for box in frames if box["id"] == "#main")
    assert main["bottom"] - main["top"] > 150
    rights = tab.eval_on_selector_all(
        "#tools button", "all => all.map((button) => button.getBoundingClientRect().right)"
    )
    assert 0 < max(rights) <= width


@pytest.mark.browser
def test_filters_are_a_drawer_on_a_phone(visit: Visit) -> None:
    tab = visit(sample_graph(), width=390, height=844)
    assert tab.locator(at("legend")).is_hidden()
    tab.click("#filters-toggle")
    tab.uncheck(at("filter-type-Person"))
    assert counts(tab)[0] < 14


# ------------------------------------------------------------------ exports and lists


def saved(tab: Any, name: str = "facts.csv") -> list[dict[str, str]]:
    """The rows of a table as the list saves them."""
    return list(csv.DictReader(io.StringIO(download(tab, f"save-{name}").read_text("utf-8-sig"))))


def download(tab: Any, name: str) -> Path:
    with tab.expect_download() as event:
        tab.click(at(name))
    return Path(event.value.path())


@pytest.mark.browser
@pytest.mark.usefixtures("renderer")
def test_svg_holds_every_visible_node_and_line(visit: Visit) -> None:
    tab = visit(sample_graph(), "#fold=0")
    root = ET.parse(download(tab, "export-svg")).getroot()
    space = "{http://www.w3.org/2000/svg}"
    titles = {title.text for title in root.iter(f"{space}title")}
    words = {text.text for text in root.iter(f"{space}text")}
    assert {"Tomáš Řehoř", "Vastria", "A/RES/ES-99/1", "Port Lumen"} <= titles
    assert len(titles) == 15
    assert {"141 · 7 · 32", "against", "abstained", "Port Lumen"} <= words
    bar = [float(part.get("width", "")) for part in root.iter(f"{space}rect") if part.get("class") == "tally"]
    assert bar == [pytest.approx(58 * votes / 180, abs=0.1) for votes in (141, 7, 32)]
    curves = [path for path in root.iter(f"{space}path") if path.get("fill") == "none"]
    assert len(curves) == tab.evaluate("KG.app.model.linkFacts.filter((facts) => facts.length).length") > 15


@pytest.mark.browser
@pytest.mark.usefixtures("renderer")
def test_png_is_a_picture(visit: Visit) -> None:
    tab = visit(sample_graph())
    raw = download(tab, "export-png").read_bytes()
    assert raw[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(raw[16:20], "big") > 1400
    assert len(raw) > 30_000


@pytest.mark.browser
def test_list_view_sorts_and_saves(visit: Visit) -> None:
    tab = visit(sample_graph())
    tab.click(at("list-view"))
    rows = tab.locator(f"{at('table-facts')} tbody tr")
    assert rows.count() == counts(tab)[2]
    assert tab.locator(f"{at('table-nodes')} tbody tr").count() == counts(tab)[0]
    first = tab.locator(f"{at('table-facts')} tbody td.subject").all_inner_texts()
    tab.click(f"{at('table-facts')} th button >> nth=0")
    assert tab.locator(f"{at('table-facts')} tbody td.subject").all_inner_texts() != first
    saved = download(tab, "save-facts.csv").read_text("utf-8-sig")
    assert len(saved.splitlines()) == counts(tab)[2] + 1
    assert '"Vastria","voted against","A/RES/ES-99/1"' in saved


# ------------------------------------------------------------------ hostile and large input


@pytest.mark.browser
@pytest.mark.usefixtures("renderer")
def test_hostile_texts_stay_texts(visit: Visit) -> None:
    tab = visit(hostile_graph(), title=ATTACK)
    assert tab.title().split() == ATTACK.replace("\u2028", " ").replace("\u2029", " ").replace("\u202e", "").split()
    for node in range(3):
        tab.evaluate("i => KG.app.select({ node: i })", node)
        assert tab.locator(at("fact")).count() > 0
    tab.evaluate("KG.app.openSource(0, 0)")
    assert "onerror=window.pwned=2" in tab.inner_text("#source .body")
    assert tab.locator("#source mark").count() >= 2
    tab.click(at("list-view"))
    download(tab, "save-nodes.csv")
    tab.keyboard.press("?")
    tab.wait_for_timeout(200)
    assert tab.evaluate("window.pwned") is None
    assert tab.locator("img").count() == 0
    links = tab.eval_on_selector_all("a[href]", "links => links.map((link) => link.getAttribute('href'))")
    assert [href for href in links if href not in ("#", "#list") and not re.match("https?://", href)] == []
    ET.fromstring(tab.evaluate("KG.figure.svgText(KG.app)"))


@pytest.mark.browser
@pytest.mark.usefixtures("renderer")
def test_policy_stops_a_script_that_gets_in(browser: Any, tmp_path: Path) -> None:
    write_html(sample_graph(), tmp_path / "p.html", title="T")
    context = browser.new_context(offline=True)
    tab = context.new_page()
    tab.goto((tmp_path / "p.html").as_uri())
    tab.wait_for_selector("html[data-ready=true]")
    tab.evaluate("""() => {
        const script = document.createElement("script"), box = document.createElement("div");
        script.textContent = "window.pwned = 1";
        box.innerHTML = '<img src="x" onerror="window.pwned = 2">';
        document.body.append(script, box);
    }""")
    tab.wait_for_timeout(300)
    assert tab.evaluate("window.pwned") is None
    context.close()


@pytest.mark.browser
@pytest.mark.usefixtures("renderer")
def test_long_data_are_compressed(visit: Visit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(html, "COMPRESS_ABOVE", 1000)
    tab = visit(sample_graph())
    text = (tmp_path / "graph.html").read_text("utf-8")
    assert 'data-encoding="gzip"' in text
    assert "Solenne abstained" not in text
    assert counts(tab) == (14, 16, 19, 26)


@pytest.mark.browser
@pytest.mark.usefixtures("renderer")
def test_empty_graph_opens(visit: Visit) -> None:
    tab = visit(Graph())
    assert counts(tab) == (0, 0, 0, 0)
    assert tab.locator("#nothing").is_visible()


@pytest.mark.browser
def test_five_hundred_nodes_stay_usable(visit: Visit) -> None:
    tab = visit(large_graph(people=480, facts=1200))
    assert counts(tab)[0] > 400
    took = tab.evaluate("""() => { const start = performance.now(); KG.app.filter({ confidence: 0.1 });
        return performance.now() - start; }""")
    assert took < 3000
