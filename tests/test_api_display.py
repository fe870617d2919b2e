"""What a notebook shows of a graph: cards with the sentence marked, tables with links, and nothing of a text is run."""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass, replace
from html import escape, unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from conftest import ROOT, Built
from sample_graph import ATTACK, hostile_graph, large_graph

import kg
from kg.api.graph import KnowledgeGraph
from kg.export.preview import preview

ALLOWED = {
    "div", "span", "b", "ul", "li", "mark", "a", "p", "table", "thead", "tbody", "tr", "th", "td", "code", "iframe",
}  # fmt: skip


class Tags(HTMLParser):
    """The elements of a piece of HTML, and the addresses it leads to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def harmless(html: str) -> Tags:
    tags = Tags(html)
    assert tags.open == []
    assert {tag for tag, _ in tags.found} <= ALLOWED
    for tag, attributes in tags.found:
        assert not [name for name in attributes if name.startswith("on") and (tag, name) != ("iframe", "onload")]
        for name in ("href", "src"):
            assert (attributes.get(name) or "https://").startswith(("https://", "http://"))
    return tags


@pytest.fixture(scope="module")
def graph(built: Built) -> KnowledgeGraph:
    return kg.load(built.output / "graph.ttl", texts=ROOT / "seeds")


@pytest.fixture(scope="module")
def hostile() -> KnowledgeGraph:
    graph = hostile_graph()  # two of its values no graph may have: they are no texts
    allowed = {"votedOn": (("choice", "against"),), "voteTally": (("for", "1"),)}
    facts = tuple(replace(fact, qualifiers=allowed.get(fact.relation, fact.qualifiers)) for fact in graph.facts)
    return KnowledgeGraph(whole(replace(graph, facts=facts)))


def whole(value: Any) -> Any:
    """Records without halves of surrogate pairs, which no article that was read holds."""
    if isinstance(value, str) and type(value) is str:
        return value.replace("\ud800", "?")
    if isinstance(value, tuple):
        return tuple(map(whole, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: whole(getattr(value, f.name)) for f in fields(value) if f.init})
    return value


def test_a_graph_shows_words_and_a_picture(graph: KnowledgeGraph) -> None:
    html = graph._repr_html_()
    tags = harmless(html)
    (frame,) = (attributes for tag, attributes in tags.found if tag == "iframe")
    words = re.sub("<iframe.*</iframe>", "", html)
    assert "2 documents, 35 entities, 55 facts".split(", ")[0] in words
    assert "Sergiy Kyslytsya" in words
    page = frame["srcdoc"] or ""
    assert "default-src 'none'" in page
    assert "http" not in re.sub("http-equiv", "", page)
    assert len(html) < 60_000
    assert html == graph._repr_html_()


def test_a_large_graph_shows_its_most_connected(tmp_path: Path) -> None:
    html = KnowledgeGraph(large_graph(people=90, facts=300))._repr_html_()
    assert 5 < html.count("class=&quot;node") <= 16


def test_the_small_picture_has_every_fact_between_two() -> None:
    spoke = kg.read("Ana Ruiz, Chile's ambassador to the United Nations, spoke on Monday.")
    assert [str(fact) for fact in spoke.facts] == ["Ana Ruiz represents Chile at United Nations (ambassador)"]
    assert drawn(spoke) == ({"Ana Ruiz", "Chile"}, 1)
    met = kg.read("Ana Ruiz, Chile's ambassador to the United Nations, met with Omar Haddad on Monday.")
    assert drawn(met) == ({"Ana Ruiz", "Chile", "Omar Haddad"}, 2)


def drawn(graph: KnowledgeGraph) -> tuple[set[str], int]:
    """The labels that the small picture shows, and how many lines."""
    page = preview(graph._graph)
    return {unescape(label) for label in re.findall("<text[^>]*>(.*?)</text>", page)}, page.count("<line ")


def test_where_nothing_is_drawn_there_is_no_picture() -> None:
    quoted = kg.read("The committee is tired, said Omar Haddad. “We will leave,” Ana Ruiz of Chile said.")
    assert {fact.relation for fact in quoted.facts} == {"said"}
    for one in (quoted, kg.read("Nothing to see.")):
        assert preview(one._graph) == ""
        assert "<iframe" not in one._repr_html_()


@pytest.mark.browser
def test_labels_of_the_small_picture_can_be_read(browser: Any, graph: KnowledgeGraph) -> None:
    for one in (graph, KnowledgeGraph(large_graph(people=90, facts=300))):
        page = browser.new_page(viewport={"width": 950, "height": 260})
        page.set_content(preview(one._graph))
        boxes = page.eval_on_selector_all(
            "g.node:not(.crowded) text", "all => all.map((e) => e.getBoundingClientRect().toJSON())"
        )
        assert len(boxes) >= 8
        assert min(box["height"] for box in boxes) >= 11  # pixels
        assert min(box["left"] for box in boxes) >= 0
        assert max(box["right"] for box in boxes) <= 950
        page.close()


def test_an_entity_is_a_card_with_its_sentences(graph: KnowledgeGraph) -> None:
    html = graph.entity("Kyslytsya")._repr_html_()
    harmless(html)
    marked = [unescape(words) for words in re.findall("<mark[^>]*>(.*?)</mark>", html)]
    assert marked == [fact.evidence[0].quote for fact in graph.entity("Kyslytsya").facts]
    assert 'href="https://www.wikidata.org/wiki/Q212"' in graph.entity("Ukraine")._repr_html_()


def test_a_fact_and_its_evidence_are_cards(graph: KnowledgeGraph) -> None:
    fact = graph.entity("Kyslytsya").facts[0]
    for html in (fact._repr_html_(), graph.explain(fact)._repr_html_()):
        harmless(html)
        assert html.count("<mark") == len(fact.evidence) == 2
        assert "confidence 0.97" in html
    place = fact.evidence[0]
    html = place._repr_html_()
    harmless(html)
    text = unescape(re.sub("<[^>]*>", "", html))
    assert text.startswith(place.sentence + "— ")


def test_answers_are_tables_with_links(graph: KnowledgeGraph) -> None:
    frame = graph.query(
        "SELECT ?c ?name ?day ?n { ?c a kg:Country ; rdfs:label ?name . FILTER(STRSTARTS(?name, 'U')) "
        "OPTIONAL { ?c dcterms:date ?day } "
        "BIND(STRLEN(?name) AS ?n) } ORDER BY ?name"
    )
    html = frame._repr_html_()  # type: ignore[operator]
    harmless(html)
    assert '<a href="https://www.wikidata.org/wiki/Q212" target="_blank"' in html
    assert 'title="Ukraine">country:UKR</a>' in html
    assert "NaT" not in html
    assert "None" not in html
    part = frame[frame.name == "Ukraine"]
    assert "Q212" in part._repr_html_()  # type: ignore[operator]
    assert isinstance(part, type(frame))
    long = pd.concat([frame] * 20)
    assert f"{len(long):,} rows, of which 60 are shown" in long._repr_html_()  # type: ignore[operator]
    for other in (graph.timeline(), graph.ask(), graph.to_pandas(), graph.entities.to_pandas()):
        harmless(other._repr_html_())  # type: ignore[operator]


def test_listings_are_tables(graph: KnowledgeGraph) -> None:
    for one in (graph.entities, graph.facts, graph.facts[:3], graph.facts[0].evidence, graph.find("qqqqqqqq")):
        html = one._repr_html_()
        harmless(html)
        assert html.count("<tr>") == len(one) + 1


def test_listings_lead_to_their_sources(graph: KnowledgeGraph) -> None:
    assert 'href="https://www.wikidata.org/wiki/Q212"' in graph.entities._repr_html_()
    facts = graph.facts._repr_html_()
    first = graph.facts[0]
    assert f'<td style="text-align:left;vertical-align:top">{first}</td>' in unescape(facts)
    assert f'<span title="{first.id}">{first.id[5:13]}</span>' in facts
    assert graph.fact(first.id[5:13]) == first
    assert "subject_id" not in facts
    sentences = first.evidence._repr_html_()
    assert f">{first.evidence[0].quote}</mark>" in unescape(sentences)
    assert first.evidence[0].sentence in unescape(re.sub("<[^>]*>", "", sentences))


def test_marks_that_turn_the_direction_are_shown() -> None:
    graph = kg.read("Ana Ruiz, Chile's ambassador to the United Nations, met with Omar Haddad on \u202eMonday.")
    for one in (graph.facts, *graph.facts, graph.explain(graph.facts[0])):
        assert "\u202e" not in one._repr_html_()
        assert "\u202e" not in repr(one)
    assert "⟨U+202E⟩" in graph.facts[0]._repr_html_()


def test_what_texts_hold_is_escaped(hostile: KnowledgeGraph, graph: KnowledgeGraph) -> None:
    shown: list[Any] = [hostile, hostile.entities, hostile.facts, *hostile.entities, *hostile.facts]
    shown += [place for fact in hostile.facts for place in fact.evidence]
    shown += [hostile.to_pandas(), hostile.timeline(), hostile.show()]
    with pytest.warns(UserWarning, match="nowhere in this graph"):
        answer = graph.query(f"SELECT ?x ({json.dumps(ATTACK)} AS ?text) {{ BIND(<javascript:pwned> AS ?x) }}")
    shown += [answer, answer.rename(columns={"text": ATTACK}, index={0: ATTACK})]
    for one in shown:
        html = one._repr_html_()
        harmless(html)
        assert "<script" not in html
        assert "<img" not in html
        assert "pwned" not in re.sub(r'srcdoc="[^"]*"', "", html) or "&lt;script&gt;" in html
        assert len(repr(one)) < 2_000


def test_links_of_texts_that_are_no_addresses_are_none() -> None:
    from kg.api.markup import link
    from kg.api.views import Evidence

    assert link("x", "javascript:alert(1)") == "x"
    harmless(Evidence("d", "<b onclick=x>", 0, 3, title='"><script>', source="javascript:alert(1)")._repr_html_())


def test_the_explorer_is_shown_with_everything_inside(graph: KnowledgeGraph, tmp_path: Path) -> None:
    page = graph.show(height=480, select="Kyslytsya")
    html = page._repr_html_()
    (frame,) = (attributes for tag, attributes in harmless(html).found if tag == "iframe")
    assert frame["height"] == "480"
    start = '<html lang="en" data-start="node=person%2Fsergiy-kyslytsya">'
    assert frame["srcdoc"] == page.html.replace('<html lang="en">', start)
    assert html.index("2 documents, 35 entities, 55 facts. The explorer is seen when") < html.index("<iframe")
    assert page.html == graph.html()
    assert f'srcdoc="{escape(page.html)}"' in graph.show()._repr_html_()
    assert page.save(tmp_path / "page.html").read_text("utf-8") == page.html
    assert len(repr(page)) < 120
    with pytest.raises(kg.QueryError):
        graph.show(select="nobody")
    with pytest.raises(kg.QueryError, match="height='100%' is no number from 100"):
        graph.show(height="100%")  # type: ignore[arg-type]


@pytest.mark.browser
def test_pictures_run_and_hostile_texts_do_not(hostile: KnowledgeGraph, graph: KnowledgeGraph, browser: Any) -> None:
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: errors.append(request.url) if request.url.startswith("http") else None)
    for one in (hostile, graph):
        page.set_content(f"<!doctype html>{one._repr_html_()}")
        frame = page.frames[-1]
        node = frame.locator("g.node").first
        node.wait_for()
        node.click()
        assert " — " in frame.locator("#told").inner_text()
        assert frame.evaluate("window.pwned") is None
        assert page.evaluate("window.pwned") is None
        frame.locator("svg").click(position={"x": 2, "y": 2})
        assert "●" in frame.locator("#told").inner_text()
    assert errors == []
    page.close()


@pytest.mark.browser
def test_the_explorer_in_a_cell_opens_what_is_selected(graph: KnowledgeGraph, browser: Any) -> None:
    page = browser.new_page()
    page.set_content(f"<!doctype html>{graph.show(select='Kyslytsya')._repr_html_()}")
    frame = page.frames[-1]
    frame.locator('[data-testid="panel-title"]', has_text="Sergiy Kyslytsya").wait_for()
    assert "Ukraine's ambassador to the UN" in frame.locator('[data-testid="evidence"]').first.inner_text()
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("body", "paper"),
    [
        ('<body data-jp-theme-light="false">', "rgb(22, 24, 27)"),
        ('<body data-jp-theme-light="true">', "rgb(255, 255, 255)"),
        ('<body class="vscode-dark">', "rgb(22, 24, 27)"),
    ],
)
def test_the_small_picture_has_the_colours_of_the_notebook(
    graph: KnowledgeGraph, browser: Any, body: str, paper: str
) -> None:
    page = browser.new_page(color_scheme="dark" if "255" in paper else "light")
    page.set_content(f"<!doctype html>{body}{graph._repr_html_()}")
    frame = page.frames[-1]
    frame.locator("g.node").first.wait_for()
    assert frame.evaluate("getComputedStyle(document.body).backgroundColor") == paper
    page.close()


@pytest.mark.browser
def test_the_words_beside_the_explorer_go_when_it_is_there(graph: KnowledgeGraph, browser: Any) -> None:
    page = browser.new_page()
    page.set_content(f"<!doctype html>{graph.show()._repr_html_()}")
    page.frames[-1].locator("html[data-ready=true]").wait_for()
    assert not page.get_by_text("The explorer is seen when").is_visible()
    page.close()


def test_tables_keep_to_pandas_options(graph: KnowledgeGraph) -> None:
    frame = graph.to_pandas()
    html = frame._repr_html_()  # type: ignore[operator]
    assert html.count("<tr>") == len(frame) + 1
    with pd.option_context("display.max_rows", 5, "display.max_colwidth", 10):
        short = frame._repr_html_()  # type: ignore[operator]
        assert short.count("<tr>") == 6
        assert f"{len(frame)} rows, of which 5 are shown" in short
        assert (
            max(len(unescape(re.sub("<[^>]*>", "", cell))) for cell in re.findall("<td[^>]*>(.*?)</td>", short)) <= 10
        )
    shares = frame.assign(share=1 / 3)[["id", "share"]].set_index("id")
    assert ">id</th>" in shares._repr_html_()
    assert ">0.333333</td>" in shares._repr_html_()
    with pd.option_context("display.float_format", "{:.1%}".format):
        assert ">33.3%</td>" in shares._repr_html_()
    twice = frame.set_index(["relation", "id"])[["subject"]]
    assert "rowspan" in twice._repr_html_()  # pandas' own way with such an index


# What hosts allow: VS Code's notebooks have this policy, strict ones only let scripts run.
VS_CODE = "default-src 'none'; img-src 'self' https: http: data:; script-src 'unsafe-inline'; style-src 'unsafe-inline'"


@pytest.fixture(scope="module")
def selected(graph: KnowledgeGraph) -> str:
    return graph.show(select="Kyslytsya", height=500)._repr_html_()


@pytest.mark.browser
def test_a_host_that_lets_scripts_run_and_no_more_obeys_select(selected: str, browser: Any) -> None:
    page = browser.new_page()
    page.set_content("<!doctype html>" + selected.replace("<iframe ", '<iframe sandbox="allow-scripts" ', 1))
    page.frames[-1].locator('[data-testid="panel-title"]', has_text="Sergiy Kyslytsya").wait_for()
    page.close()


@pytest.mark.browser
def test_a_picture_is_made_where_no_blob_is_an_image(selected: str, browser: Any) -> None:
    page = browser.new_page(accept_downloads=True)
    policy = f'<meta http-equiv="Content-Security-Policy" content="{VS_CODE}">'
    page.set_content(f"<!doctype html><head>{policy}</head>{selected}")
    frame = page.frames[-1]
    frame.locator("html[data-ready=true]").wait_for()
    with page.expect_download() as got:
        frame.locator("#export-png").click()
    assert Path(got.value.path()).read_bytes().startswith(b"\x89PNG")
    frame.evaluate("() => { KG.figure.png = () => Promise.reject(new Error()); }")
    frame.locator("#export-png").click()
    frame.get_by_text("The picture could not be made here; take the SVG").first.wait_for()
    page.close()


@pytest.mark.browser
def test_in_a_cell_the_page_behaves_as_a_part_of_the_notebook(selected: str, browser: Any) -> None:
    page = browser.new_page(color_scheme="light", viewport={"width": 1000, "height": 700})
    page.set_content(f'<!doctype html><body data-jp-theme-light="false">{selected}<div style="height:3000px"></div>')
    frame = page.frames[-1]
    frame.locator("html[data-ready=true]").wait_for()
    assert frame.evaluate("document.documentElement.dataset.theme") == "dark"
    assert not frame.locator("#copy-link").is_visible()  # it has no address
    box = page.locator("iframe").bounding_box()
    scale = "KG.app.renderer.view().scale"
    before = frame.evaluate(scale)
    page.mouse.move(box["x"] + 500, box["y"] + 300)
    page.mouse.wheel(0, 200)
    page.wait_for_function("scrollY > 0")
    assert frame.evaluate(scale) == before
    page.evaluate("scrollTo(0, 0)")
    page.mouse.click(box["x"] + 500, box["y"] + 300)
    page.mouse.wheel(0, 200)
    frame.wait_for_function(f"{scale} < {before}")
    page.close()


@pytest.mark.browser
def test_a_low_cell_is_for_the_graph(graph: KnowledgeGraph, browser: Any) -> None:
    page = browser.new_page(viewport={"width": 1000, "height": 700})
    page.set_content(f"<!doctype html>{graph.show(height=300)._repr_html_()}")
    frame = page.frames[-1]
    frame.locator("html[data-ready=true]").wait_for()
    assert frame.evaluate("document.querySelector('#canvas').getBoundingClientRect().height") > 180
    page.close()
