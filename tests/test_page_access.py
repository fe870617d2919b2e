"""The page for those who use no mouse, a screen reader, a small window, paper, another browser, or no graphics card."""

from __future__ import annotations

import csv
import io
import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from sample_graph import ILSE, JEAN, TEXT, large_graph, sample_graph

from kg.export.html import write_html
from tests.conftest import CHROMIUM
from tests.test_page import Visit, at, counts, visit  # noqa: F401 the fixture

VIEWS = {
    "start": "#",
    "person": f"#node={ILSE}",
    "vote": f"#node={TEXT}&statuses=actual,denied",
    "path": f"#path={JEAN}&path=country/MRD",
    "hops": f"#node={ILSE}&hops=1&expand={TEXT}",
    "table": "#view=list",
    "sentences": "#view=list&as=sentences",
    "sources": "#view=source",
    "nothing": "#types=Meeting&from=2031-03-02&to=2031-03-02",
}


def go(tab: Any, address: str) -> None:
    tab.evaluate("hash => { location.hash = hash; }", address)
    tab.wait_for_timeout(120)


# ------------------------------------------------------------------ axe-core and the keyboard


@pytest.mark.browser
@pytest.mark.parametrize("width", [1400, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(visit: Visit, width: int, theme: str) -> None:  # noqa: F811
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="it ships axe-core").Axe()
    tab = visit(sample_graph(), width=width, height=900)
    if theme == "dark":
        tab.click(at("theme"))
    found = []
    for name, address in VIEWS.items():
        go(tab, address)
        found += [(name, one["id"], one["impact"], [node["html"] for node in one["nodes"]][:2])
                  for one in axe.run(tab).response["violations"]]  # fmt: skip
    for key, dialog in (("?", "#help"), ("q", "#sparql")):
        tab.keyboard.press(key)
        found += [(dialog, one["id"], one["impact"], one["nodes"][0]["html"])
                  for one in axe.run(tab).response["violations"]]  # fmt: skip
        tab.keyboard.press("Escape")
    assert found == []


@pytest.mark.browser
def test_a_question_answered_by_keyboard_alone(visit: Visit) -> None:  # noqa: F811
    """Search, open, walk to a neighbour, read its article, back, filter, brush, export: no mouse, no script."""
    tab = visit(sample_graph())
    press, everything = tab.keyboard.press, counts(tab)
    focused = lambda key="testid": tab.evaluate(f"document.activeElement.dataset.{key}")  # noqa: E731

    def tab_to(name: str, key: str = "testid", limit: int = 90) -> None:
        for _ in range(limit):
            press("Tab")
            if focused(key) == name:
                return
        raise AssertionError(f"Tab never came to {name}")

    press("/")
    tab.keyboard.type("okonjo")
    press("Enter")
    assert tab.inner_text(at("panel-title")) == "Ilse Okonjo-Brandt"
    for _ in range(20):  # to the country in the panel
        press("Tab")
        if tab.evaluate("document.activeElement.textContent") == "Meridia":
            break
    press("Enter")
    assert tab.inner_text(at("panel-title")) == "Meridia"
    tab_to("source-link")
    press("Enter")
    assert tab.locator("#source mark.chosen").count() > 0
    press("Backspace")
    press("Backspace")
    tab.wait_for_timeout(200)
    assert tab.inner_text(at("panel-title")) == "Ilse Okonjo-Brandt"
    press("Escape")
    assert tab.locator(at("panel")).is_hidden()
    press("f")
    tab_to("filter-relation-votedOn")
    press("Space")
    assert counts(tab)[2] == everything[2] - 4
    tab_to("export-svg")
    with tab.expect_download() as event:
        press("Enter")
    assert b"<svg" in Path(event.value.path()).read_bytes()
    press("l")
    with tab.expect_download() as event:
        tab_to("save-facts.csv")
        press("Enter")
    rows = list(csv.reader(io.StringIO(Path(event.value.path()).read_text("utf-8-sig"))))
    assert len(rows) == counts(tab)[2] + 1
    press("r")
    assert counts(tab) == everything
    assert tab.evaluate("document.activeElement.id") == "canvas"  # what had it is gone


@pytest.mark.browser
def test_every_control_has_a_name_and_can_be_seen_in_focus(visit: Visit) -> None:  # noqa: F811
    tab = visit(sample_graph(), f"#node={ILSE}")
    bare = tab.evaluate("""[...document.querySelectorAll("button, input, select, [role=slider], [tabindex='0']")]
        .filter((one) => one.checkVisibility() && !one.textContent.trim() && !one.labels?.length)
        .filter((one) => !one.getAttribute("aria-label")).map((one) => one.outerHTML)""")
    assert bare == []
    unseen = []
    for _ in range(70):
        tab.keyboard.press("Tab")
        unseen += tab.evaluate("""() => { const one = document.activeElement, style = getComputedStyle(one);
            if (one === document.body || one.closest("#stops")) return []; // of the nodes the tip is seen
            return style.outlineStyle === "none" ? [one.outerHTML.slice(0, 80)] : []; }""")
    assert unseen == []


@pytest.mark.browser
def test_reduced_motion_moves_nothing(browser: Any, tmp_path: Path) -> None:
    write_html(sample_graph(), tmp_path / "p.html", title="T")
    context = browser.new_context(reduced_motion="reduce", offline=True)
    tab = context.new_page()
    tab.goto((tmp_path / "p.html").as_uri())
    tab.wait_for_selector("html[data-ready=true]")
    moving = tab.evaluate("""[...document.querySelectorAll("*")].filter((one) => {
        const { transitionDuration, animationName } = getComputedStyle(one);
        return animationName !== "none" || /[1-9]/.test(transitionDuration); }).length""")
    assert moving == 0
    context.close()


# ------------------------------------------------------------------ windows of every size, paper

SIZES = [(1920, 1080), (1400, 900), (950, 800), (390, 844)]


def boxes(tab: Any, selector: str) -> list[dict[str, float]]:
    """The frames of what shows of a selector, with its name."""
    found: list[dict[str, float]] = tab.eval_on_selector_all(
        selector,
        """all => all.filter((one) => one.checkVisibility())
        .map((one) => { const { left, right, top, bottom } = one.getBoundingClientRect();
          return { name: one.id || one.dataset.testid || one.textContent, left, right, top, bottom }; })""",
    )
    return found


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_everything_stays_inside_the_window(visit: Visit, width: int, height: int) -> None:  # noqa: F811
    tab = visit(sample_graph(), width=width, height=height, title="Who spoke, who voted, and who says so")
    for name, address in VIEWS.items():
        go(tab, address)
        parts = boxes(tab, "#title, #find, #tools, #lead, #side, #main, #panel, #time")
        for k, a in enumerate(parts):
            assert a["left"] >= -0.5, (name, a)
            assert a["right"] <= width + 0.5, (name, a)
            assert a["top"] >= -0.5, (name, a)
            assert a["bottom"] <= height + 0.5, (name, a)
            for b in parts[:k]:
                apart = (a["left"] >= b["right"] - 0.5 or b["left"] >= a["right"] - 0.5
                         or a["top"] >= b["bottom"] - 0.5 or b["top"] >= a["bottom"] - 0.5)  # fmt: skip
                assert apart, (name, a, b)
        for one in boxes(
            tab, "#tools button, #focus button, #zoom button, #time input, .handle, #panel .actions button"
        ):
            assert -0.5 <= one["left"] <= one["right"] <= width + 0.5, (name, one)
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, name
        wide = tab.eval_on_selector_all(
            "#panel, #side, #source",
            "all => all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.id)",
        )
        assert wide == [], name
        (skip,) = boxes(tab, "#skip")
        assert skip["bottom"] <= 0, "seen only in focus"
        main = next(one for one in parts if one["name"] == "main")
        assert main["bottom"] - main["top"] > 150, name


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_windows_over_the_page_fit(visit: Visit, width: int, height: int) -> None:  # noqa: F811
    tab = visit(large_graph(), width=width, height=height)
    for key, dialog in (("?", "#help"), ("q", "#sparql")):
        tab.keyboard.press(key)
        (box,) = boxes(tab, dialog)
        assert 0 <= box["left"] <= box["right"] <= width, box
        assert 0 <= box["top"] <= box["bottom"] <= height, box
        tab.keyboard.press("Escape")
    tab.fill(at("search"), "surname")
    (box,) = boxes(tab, "#hits")
    assert 0 <= box["left"] <= box["right"] <= width, box
    assert box["bottom"] <= height


@pytest.mark.browser
def test_print_is_the_picture_then_what_is_open(visit: Visit) -> None:  # noqa: F811
    tab = visit(sample_graph(), f"#node={TEXT}")
    tab.click(at("theme"))
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    tab.emulate_media(media="print")
    assert boxes(tab, "#side, #tools, #time, #canvas, #asking, #told, .close, .actions") == []
    assert tab.locator("#paper svg rect.tally").count() == 3
    assert tab.locator("#paper svg > rect").first.get_attribute("fill") == "#ffffff"
    assert tab.locator(f"#panel {at('fact')}").first.is_visible()
    tab.emulate_media(media="screen")
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert tab.locator("#paper svg").count() == 0
    assert tab.get_attribute("html", "data-theme") == "dark"


# ------------------------------------------------------------------ other browsers

SAME = """() => JSON.stringify({ count: document.querySelector("[data-testid=count]").textContent,
  title: document.querySelector("#panel h2").textContent, kind: KG.app.renderer.kind,
  facts: [...document.querySelectorAll("#panel [data-testid=fact]")].map((card) => card.dataset.fact),
  places: KG.app.scene.nodes.map(({ x, y }) => [x, y]) })"""
COLOURS = """const canvas = document.querySelector("#canvas canvas"), pen = canvas.getContext("2d");
  return new Set(new Uint32Array(pen.getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size"""


@pytest.mark.browser
def test_the_same_without_any_graphics_card(visit: Visit, tmp_path: Path) -> None:  # noqa: F811
    from playwright.sync_api import Error

    tab = visit(sample_graph(), f"#node={TEXT}")
    usual = json.loads(tab.evaluate(SAME))
    flags = ["--no-sandbox", "--disable-gpu", "--disable-software-rasterizer"]
    try:
        bare = tab.context.browser.browser_type.launch(executable_path=str(CHROMIUM), args=flags)
    except Error as error:  # pragma: no cover
        pytest.skip(f"Chromium does not start without its software rasterizer: {error}")
    try:
        context = bare.new_context(viewport={"width": 1400, "height": 900}, offline=True)
        other = context.new_page()
        other.goto((tmp_path / "graph.html").as_uri() + f"#node={TEXT}")
        other.wait_for_selector("html[data-ready=true]")
        assert other.evaluate("document.createElement('canvas').getContext('webgl')") is None
        assert json.loads(other.evaluate(SAME)) == usual
        colours = other.evaluate(f"() => {{ {COLOURS} }}")
        assert colours > 50, "the picture is drawn"
    finally:
        bare.close()


FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")


class Marionette:
    """Firefox by its own remote protocol: JSON with its length before it, over a socket.

    Source: https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
    """

    def __init__(self, port: int) -> None:
        for _ in range(300):
            with suppress(OSError):
                self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
                break
            time.sleep(0.1)
        else:
            raise AssertionError("Firefox did not open its port")
        self.number = 0
        assert self._read()["applicationType"] == "gecko"
        self.ask("WebDriver:NewSession", {})

    def _read(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self.socket.recv(1)
        data, whole = b"", int(length[:-1])
        while len(data) < whole:
            data += self.socket.recv(whole - len(data))
        return json.loads(data)

    def ask(self, command: str, parameters: dict[str, Any]) -> Any:
        self.number += 1
        message = json.dumps([0, self.number, command, parameters]).encode()
        self.socket.sendall(str(len(message)).encode() + b":" + message)
        _, number, error, result = self._read()
        assert (number, error) == (self.number, None)
        return result

    def run(self, script: str) -> Any:
        """What a function body of JavaScript returns in the page."""
        return self.ask("WebDriver:ExecuteScript", {"script": script, "args": [], "sandbox": None})["value"]


@contextmanager
def firefox(profile: Path) -> Iterator[Marionette]:
    """Debian's Firefox without a window, with a profile of its own."""
    assert FIREFOX
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    profile.mkdir()
    (profile / "user.js").write_text(
        f'user_pref("marionette.port", {port});\nuser_pref("network.proxy.type", 1);\n'
        'user_pref("network.proxy.http", "127.0.0.1");\nuser_pref("network.proxy.http_port", 9);\n'
        'user_pref("network.proxy.ssl", "127.0.0.1");\nuser_pref("network.proxy.ssl_port", 9);\n',
        "utf-8",
    )
    command = [FIREFOX, "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            page = Marionette(port)
            with page.socket:
                yield page
        finally:
            process.terminate()
            process.wait(20)


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.skipif(FIREFOX is None, reason="Firefox is not installed (Debian: apt-get install firefox-esr)")
def test_firefox_opens_it_too(tmp_path: Path) -> None:
    graph = sample_graph()
    write_html(graph, tmp_path / "p.html", title="Port Lumen")
    with firefox(tmp_path / "profile") as page:
        page.ask("WebDriver:Navigate", {"url": (tmp_path / "p.html").as_uri() + f"#node={TEXT}"})
        for _ in range(100):
            if page.run("return document.documentElement.dataset.ready") == "true":
                break
            time.sleep(0.1)
        assert page.run("return document.querySelector('#panel h2').textContent") == "A/RES/ES-99/1"
        about = [fact for fact in graph.facts if fact.actual and fact.object == TEXT]
        assert page.run("return document.querySelectorAll('#panel [data-testid=fact]').length") == len(about)
        first = page.run("document.querySelector('[data-testid=source-link]').click(); return location.hash")
        assert "view=source" in first
        assert page.run("return [...document.querySelectorAll('#source mark.chosen')].length") > 0
        page.run("document.querySelector('[data-testid=graph-view]').click()")
        page.run("document.querySelector('[data-testid=filter-relation-votedOn]').click()")
        shown = sum(fact.actual and fact.relation != "votedOn" for fact in graph.facts)
        assert page.run("return document.querySelector('[data-testid=count]').textContent").endswith(
            f"{shown} of {len(graph.facts)} facts"
        )
        colours = page.run(COLOURS)
        assert colours > 50, "the picture is drawn"
