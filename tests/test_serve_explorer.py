"""``kg serve`` and the explorer: the page of the graph that is served; of a large one what is around some things."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from sample_graph import ATTACK, sample_graph
from test_page import at, counts, download

from kg.export.turtle import write_turtle
from tests.conftest import ROOT
from tests.test_neighbourhood import PEOPLE, republic
from tests.test_serve import Reply, Server

OUTPUT = ROOT / "output"
READY = "html[data-ready=true]"
Open = Callable[[str], Any]


@contextmanager
def serving(graph: Path, *options: str) -> Iterator[Server]:
    command = [sys.executable, "-m", "kg", "serve", str(graph), "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        line = child.stdout.readline()
        assert line.startswith("Serving "), child.stderr and child.stderr.read()
        try:
            yield Server(line.split(" at ")[1].split("/ ")[0])
        finally:
            child.terminate()


def explorer(server: Server, query: str = "", until: Callable[[Reply], bool] = lambda _: True) -> Reply:
    """The page, when it has been made."""
    for _ in range(120):
        reply = server(f"/explorer{query}")
        if reply.status != 202 and until(reply):
            return reply
        time.sleep(0.5)
    pytest.fail(f"no such page: {reply.status} {reply.body[:500]}")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A graph that is larger than one page may be."""
    graph = tmp_path_factory.mktemp("large") / "graph.ttl"
    write_turtle(republic(), graph)
    with serving(graph, "--page-size", "600") as server:
        explorer(server)
        yield server


@pytest.fixture
def tab(browser: Any, large: Server) -> Iterator[Open]:
    """tab(address) → the page there; nothing may be asked of anyone else, or written to the console."""
    noise: list[str] = []
    asked: set[str] = set()
    contexts = []

    def open_page(address: str = "") -> Any:
        context = browser.new_context(viewport={"width": 1400, "height": 900}, accept_downloads=True)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: noise.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: noise.append(f"error: {error}"))
        page.on("request", lambda request: asked.add(request.url))
        page.goto(f"{large.url}/explorer{address}")
        page.wait_for_selector(READY)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert noise == []
    assert [url for url in asked if not url.startswith((large.url, "blob:", "data:"))] == []


def leave(page: Any, do: Callable[[], Any]) -> None:
    """Do what leads to another page, and wait until it is ready."""
    with page.expect_navigation():
        do()
    page.wait_for_selector(READY)


def facts(page: Any) -> tuple[int, int]:
    """How many facts show, and how many are loaded."""
    return counts(page)[2:]


def facts_of(server: Server, path: str) -> int:
    query = f"""SELECT (COUNT(DISTINCT ?fact) AS ?n) {{
        ?fact rdf:subject|rdf:object|kg:at <https://example.org/diplokg/{path}> }}"""
    return int(json.loads(server.get(query).body)["results"]["bindings"][0]["n"]["value"])


# ------------------------------------------------------------------------------- a graph that fits into a page


def test_the_page_that_was_built_with_the_graph_is_shown(tmp_path: Path) -> None:
    for name in ("graph.ttl", "graph.html"):
        shutil.copy(OUTPUT / name, tmp_path)
    with serving(tmp_path / "graph.ttl") as server:
        assert explorer(server).body == (OUTPUT / "graph.html").read_text("utf-8")


@pytest.mark.browser
def test_the_page_of_another_graph_is_never_shown(tmp_path: Path, browser: Any) -> None:
    """A page that is not of the graph's bytes, however new, gives way to one that is made from the graph."""
    shutil.copy(OUTPUT / "graph.html", tmp_path)
    graph = tmp_path / "graph.ttl"
    write_turtle(sample_graph(), graph)
    with serving(graph) as server:
        first = explorer(server).body
        assert first != (OUTPUT / "graph.html").read_text("utf-8")
        assert "Ilse" in first
        assert "Kyslytsya" not in first
        shutil.copy(OUTPUT / "graph.ttl", graph)  # a new graph, to which the page belongs
        assert explorer(server, until=lambda reply: reply.body != first).body == (OUTPUT / "graph.html").read_text(
            "utf-8"
        )
        write_turtle(republic(30), graph)
        tab = browser.new_page()
        tab.set_content(explorer(server, until=lambda reply: "Kyslytsya" not in reply.body).body)
        tab.wait_for_selector(READY)
        assert tab.evaluate("kgdata().facts.length") == 60
        tab.close()


def test_what_has_no_facts_says_so(tmp_path: Path) -> None:
    graph = tmp_path / "graph.ttl"
    graph.write_text("<http://example.org/a> <http://example.org/b> 1 .", "utf-8")
    with serving(graph) as server:
        reply = explorer(server)
        assert (reply.status, "holds no facts" in reply.body) == (404, True)


# ----------------------------------------------------------------------------------------- a graph that does not


@pytest.mark.browser
def test_begin_with_a_name(tab: Open, large: Server) -> None:
    page = tab("")
    assert "1 country, 10 institutions" in page.inner_text("#summary")
    assert page.evaluate("kgdata().facts.length") == 0
    assert page.locator(at("entry")).all_inner_texts()[6] == "Republic of Zürich"  # after six people
    page.fill(at("search"), "zurich")
    page.wait_for_selector(f"{at('search-results')} [role=option]")
    leave(page, lambda: page.press(at("search"), "Enter"))
    assert page.inner_text(at("panel-title")) == "Republic of Zürich"
    assert page.inner_text(at("reach")).startswith(f"200 of {facts_of(large, 'country/hub')} facts loaded")
    assert page.inner_text("#panel h3 .number") == "200"
    assert facts(page) == (200, 200)


@pytest.mark.browser
def test_enter_before_the_names_are_there(tab: Open) -> None:
    page = tab("")
    page.route("**/explorer/names*", lambda route: (time.sleep(0.5), route.continue_()))
    page.fill(at("search"), "zurich")
    leave(page, lambda: page.press(at("search"), "Enter"))
    assert page.inner_text(at("panel-title")) == "Republic of Zürich"


@pytest.mark.browser
def test_show_all_and_the_count_is_the_stores(tab: Open, large: Server) -> None:
    page = tab("?around=country/hub#node=country/hub")
    leave(page, lambda: page.click(at("reach-all")))
    assert page.inner_text(at("reach")) == f"All {PEOPLE} facts that the graph has of it are loaded."
    assert page.inner_text("#panel h3 .number") == str(facts_of(large, "country/hub")) == str(PEOPLE)
    page.click(f"#panel {at('show-all')}")
    assert page.locator(f"#panel {at('fact')}").count() == PEOPLE


@pytest.mark.browser
def test_expand_and_go_back(tab: Open, large: Server) -> None:
    page = tab("?around=person/p0007#node=institution/i7")
    assert facts(page) == (2, 2)
    page.wait_for_selector(f"{at('reach-total')}:not(:empty)")
    assert page.inner_text(at("reach")).startswith(f"1 fact of it loaded, of {facts_of(large, 'institution/i7')}.")
    leave(page, lambda: page.click(at("reach-load")))
    assert facts(page) == (33, 33)
    assert page.locator("#reach .around").all_inner_texts() == ["Person 7\n2\n×", "House 7\n32\n×"]
    page.evaluate("KG.app.select({ node: KG.app.model.byId.get('country/hub') })")
    leave(page, lambda: page.keyboard.press("e"))  # of what is not loaded, what a double click does
    assert facts(page) == (2 + 31 + 200, 2 + 31 + 200)  # of the newest 200 none was here: Person 7 is older
    page.go_back()
    page.wait_for_selector(READY)
    assert (facts(page), page.inner_text(at("panel-title"))) == ((33, 33), "Republic of Zürich")
    leave(page, lambda: page.click("#reach .around:first-of-type .away"))
    assert facts(page) == (32, 32)
    leave(page, lambda: page.click(at("reach-start")))
    assert page.locator(at("entry")).count() > 10


# Where the drawn nodes are, in the graph's own coordinates.
PLACES = """() => Object.fromEntries(KG.app.scene.nodes.filter((_, i) => KG.app.model.drawn[i])
    .map(({ id, x, y }) => [id, [Math.round(x), Math.round(y)]]))"""


@pytest.mark.browser
@pytest.mark.parametrize("hub", [False, True])
def test_what_is_on_the_screen_stays_in_its_place(tab: Open, hub: bool) -> None:
    page = tab("?around=country/hub&most=120" if hub else "?around=person/p0007")
    before = page.evaluate(PLACES)
    one = "order().find((i) => KG.app.data.nodes[i].type === 'Person')" if hub else "byId.get('institution/i7')"
    page.evaluate(f"KG.app.select({{ node: KG.app.model.{one} }})")
    before = {id: place for id, place in page.evaluate(PLACES).items() if id in before}
    leave(page, lambda: page.keyboard.press("e"))
    page.keyboard.press("Escape")
    after = page.evaluate(PLACES)
    kept = [id for id in before if id in after]
    assert len(after) > len(kept) >= 0.9 * len(before) > 1
    assert {id: after[id] for id in kept} == {id: before[id] for id in kept}
    others = [place for id, place in after.items() if id not in before]
    assert len({tuple(place) for place in after.values()}) == len(after)
    assert others


@pytest.mark.browser
def test_dark_mode_of_what_is_loaded(large: Server, browser: Any) -> None:
    with browser.new_context(viewport={"width": 1400, "height": 900}, color_scheme="dark") as context:
        page = context.new_page()
        for address in ("", "?around=country/hub#node=country/hub"):
            page.goto(f"{large.url}/explorer{address}")
            page.wait_for_selector(READY)
            page.wait_for_timeout(150)
            loaded, entry = at("loaded"), at("entry")
            for part in ("#title", f"{loaded} .name" if address else entry, "#summary"):
                ink, paper = (
                    page.evaluate(f"getComputedStyle(document.querySelector(`{one}`)).{key}")
                    for one, key in ((part, "color"), ("body", "backgroundColor"))
                )
                assert contrast(ink, paper) >= 4.5, part


def contrast(one: str, other: str) -> float:
    """The ratio of two CSS colours' brightness, as WCAG 2 has it."""

    def light(color: str) -> float:
        parts = [int(part) / 255 for part in re.findall(r"\d+", color)[:3]]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.browser
def test_a_link_gives_the_same_view(tab: Open) -> None:
    address = "?around=country%2Fhub&most=40&around=institution%2Fi3#node=institution%2Fi3&relations=memberOf"
    page = tab(address)
    shown = counts(page)
    assert shown[2] == 32
    page.evaluate("KG.app.select({ node: KG.app.model.byId.get('person/p0003') })")
    other = tab(page.url.partition("/explorer")[2])
    assert (counts(other), other.inner_text(at("panel-title"))) == (counts(page), "Person 3")


@pytest.mark.browser
def test_a_path_to_what_is_not_loaded(tab: Open) -> None:
    page = tab("?around=person/p0003#node=person/p0003")
    page.click(at("path-to"))
    page.fill(at("search"), "House 5")
    page.wait_for_selector(f"{at('search-results')} [role=option]")
    leave(page, lambda: page.press(at("search"), "Enter"))
    assert page.inner_text(at("panel-title")) == "From Person 3 to House 5"


@pytest.mark.browser
def test_the_query_of_a_view_asks_of_what_it_is_around(tab: Open, large: Server) -> None:
    page = tab("?around=country/hub&most=600&around=institution/i3")
    answer = large.get(page.evaluate("KG.sparql.text(KG.app)"), "application/sparql-results+json")
    assert len(json.loads(answer.body)["results"]["bindings"]) == facts(page)[0] == PEOPLE + 32


@pytest.mark.browser
def test_only_its_own_scripts_run_and_it_asks_only_its_server(large: Server, browser: Any) -> None:
    page = browser.new_page()
    page.goto(f"{large.url}/explorer?around=person/p0003")
    page.wait_for_selector(READY)
    page.evaluate(
        """document.body.append(Object.assign(document.createElement("script"), { text: "window.pwned = 1" }))"""
    )
    assert page.evaluate("window.pwned") is None
    assert page.evaluate("fetch('http://127.0.0.1:1/').then(() => 'asked', (e) => String(e))").startswith("TypeError")
    policy = page.locator("meta[http-equiv]").get_attribute("content")
    assert policy.startswith("default-src 'none'")
    assert "connect-src 'self'" in policy
    page.close()


@pytest.mark.browser
def test_pictures_and_lists_of_a_part(tab: Open) -> None:
    page = tab("?around=institution/i3")
    assert download(page, "export-png").read_bytes().startswith(b"\x89PNG")
    assert download(page, "export-svg").read_text("utf-8").count("</svg>") == 1
    page.click(at("list-view"))
    assert page.locator("#list td.evidence").count() == 32


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 950, 1400])
@pytest.mark.parametrize("address", ["", "?around=country/hub&around=institution/i3#node=country/hub"])
def test_nothing_runs_out_of_the_window(large: Server, browser: Any, width: int, address: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.goto(f"{large.url}/explorer{address}")
    page.wait_for_selector(READY)
    outside = page.evaluate("""() => [...document.querySelectorAll("#lead *, #nothing button, [data-testid=reach] *")]
        .filter((one) => one.getClientRects().length).map((one) => [one.outerHTML, one.getBoundingClientRect()])
        .filter(([, box]) => box.left < -1 || box.right > innerWidth + 1).map(([name]) => name)""")
    assert outside == []
    assert page.locator("#lead").bounding_box()["width"] > 0.9 * width  # nothing is squeezed either
    page.close()


def test_hostile_addresses(large: Server) -> None:
    for thing in ("country/none", "> } DROP ALL #", ATTACK, "", "http://else.example/x"):
        reply = large(f"/explorer?{urlencode({'around': thing})}")
        assert (reply.status, reply.type) == (404, "text/plain"), thing
        assert large(f"/explorer/count?{urlencode({'thing': thing})}").status == 404
        assert json.loads(large(f"/explorer/names?{urlencode({'q': thing})}").body)["total"] == 0
    assert large("/explorer?around=country/hub&most=-1&most=x").status == 200
    assert large("/explorer?" + "&".join(f"around=person/p{k:04}" for k in range(31))).status == 400
    many = large(
        "/explorer?" + "&".join(f"around=institution/i{k}" for k in range(10)) + "&around=country/hub&most=500"
    )
    assert (many.status, "640 facts, and one page holds 600" in many.body) == (413, True)
    assert json.loads(large("/explorer/count?thing=country/hub").body) == {"count": PEOPLE}


@pytest.mark.browser
def test_hostile_names(tmp_path: Path, browser: Any) -> None:
    graph = tmp_path / "graph.ttl"
    write_turtle(republic(3, hub=f"country/{ATTACK}", name=ATTACK), graph)
    with serving(graph, "--page-size", "8") as server:
        explorer(server)
        page = browser.new_page()
        noise: list[str] = []
        page.on("pageerror", lambda error: noise.append(str(error)))
        page.on("dialog", lambda dialog: noise.append(dialog.message))
        page.goto(f"{server.url}/explorer")
        page.wait_for_selector(READY)
        assert " ".join(ATTACK.split()) in " ".join(page.inner_text("#nothing").split())
        page.fill(at("search"), "onerror")
        page.wait_for_selector(f"{at('search-results')} [role=option]")
        leave(page, lambda: page.press(at("search"), "Enter"))
        assert page.inner_text(at("panel-title")).startswith("</script>")
        assert page.inner_text(at("reach")) == "All 3 facts that the graph has of it are loaded."
        leave(page, lambda: page.click("#reach .away"))
        assert page.evaluate("window.pwned") is None
        assert noise == []
        page.close()
