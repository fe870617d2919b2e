"""Graph → a small live picture of its most connected entities: one page of some kilobytes, for a notebook's cell.

The whole explorer is ``html.py``; this page has its places and colours, but neither search nor texts.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any, Final

from kg.export.explorer.data import page_data
from kg.types import Graph

_MOST: Final = 16  # entities; more are no small picture
_WIDTH, _HEIGHT = 900.0, 228.0  # as many pixels as a cell usually has, so that a label has its size in pixels
_SIDE, _TOP, _BELOW = 80.0, 26.0, 30.0  # margins, in which labels stand
_LETTER, _LINE = 6.4, 14.0  # a letter's mean width and a line's height, of 12 pixels
_APART = 220.0  # pixels between a few nodes, which need not fill the width
_LONGEST: Final = 28  # characters of a label
_STYLE: Final = """
:root { color-scheme: light; --ink: #1c1e21; --paper: #fff; }
:root[data-theme="dark"] { color-scheme: dark; --ink: #e8e8e8; --paper: #16181b; }
@media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { color-scheme: dark; --ink: #e8e8e8; --paper: #16181b; } }
body { margin: 0; font: 12px system-ui, sans-serif; color: var(--ink); background: var(--paper); }
svg { width: 100vw; height: calc(100vh - 2.4em); display: block; cursor: grab; touch-action: none; }
text { fill: var(--ink); paint-order: stroke; stroke: var(--paper); stroke-width: 3px; font-size: 12px; }
line { stroke-opacity: .6; } g.node { cursor: pointer; } .off { opacity: .12; }
g.crowded text { visibility: hidden; } g.crowded:is(:hover, :focus) text { visibility: visible; }
p { margin: 0; padding: .3em .6em; height: 1.8em; overflow: auto; }
"""  # noqa: E501 a rule a line

Box = tuple[float, float, float, float]  # left, top, right, bottom


def preview(graph: Graph) -> str:
    """The picture as a page with everything inside, texts of the graph escaped; empty if no fact is between two."""
    core = _core(graph)
    if not core.facts:
        return ""
    data = page_data(core, title="", texts=False)
    colors = {kind["key"]: kind["color"] for kind in data["style"]["types"]}
    lines = {kind["key"]: kind for kind in data["style"]["relations"]}
    nodes = _fitted([node for node in data["nodes"] if not node["mentioned"]])
    places = {node["id"]: (node["x"], node["y"]) for node in nodes}
    drawn = [link for link in data["links"] if link["source"] in places and link["target"] in places]
    names = {node["id"]: node["label"] for node in nodes}
    told = [
        [link["source"], link["target"],
         f"{names[link['source']]} — {lines[link['relation']]['label']} — {names[link['target']]}"
         + ("" if link["status"] == "actual" else f" ({link['status']})")]
        for link in drawn
    ]  # fmt: skip
    labels = _labels(nodes)
    svg = [
        *(_line(link, places, lines) for link in drawn),
        *(_node(node, colors, labels[node["id"]]) for node in nodes),
    ]
    used = dict.fromkeys(node["type"] for node in nodes)
    legend = " ".join(f'<span style="color:{colors[kind]}">●</span> {escape(kind)}' for kind in used)
    return _page("".join(svg), legend, told)


def _core(graph: Graph) -> Graph:
    """The part that is drawn: the entities with most facts between two, and these facts; where is not drawn."""
    graph = replace(graph.of_texts(), rollcalls=(), bindings=(), verdicts=(), skipped=())
    between = [fact for fact in graph.facts if fact.object is not None]
    counts = Counter(id for fact in between for id in {fact.subject, fact.object})
    best = {id for id, _ in sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))[:_MOST]}
    facts = tuple(
        replace(fact, roles=tuple(role for role in fact.roles if role[0] != "at"))
        for fact in between
        if {fact.subject, fact.object} <= best
    )
    kept = {id for fact in facts for _, id in fact.roles}
    entities = tuple(replace(e, body=None) for e in graph.entities if e.id in kept)
    return replace(graph, entities=entities, facts=facts)


def _fitted(nodes: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The nodes with their places stretched to the picture, and sizes that suit it; the largest first."""
    xs, ys = [node["x"] for node in nodes], [node["y"] for node in nodes]
    largest, side = max(node["size"] for node in nodes), max(_SIDE, (_WIDTH - _APART * len(nodes)) / 2)

    def across(value: float, values: Sequence[float], start: float, end: float) -> float:
        least, most = min(values), max(values)
        return round(start + (end - start) * ((value - least) / (most - least) if most > least else 0.5), 1)

    fitted = [
        node | {"x": across(node["x"], xs, side, _WIDTH - side), "y": across(node["y"], ys, _TOP, _HEIGHT - _BELOW),
                "size": round(4 + 5 * node["size"] / largest, 1)}
        for node in nodes
    ]  # fmt: skip
    return sorted(fitted, key=lambda node: (-node["size"], node["id"]))


def _labels(nodes: Sequence[dict[str, Any]]) -> dict[str, tuple[str, float, float, str] | None]:
    """By node its label's words, place and anchor; None where there is no room for it."""
    taken: list[Box] = [_around(node) for node in nodes]
    found: dict[str, tuple[str, float, float, str] | None] = {}
    for node in nodes:
        text = _short(node["label"])
        wide, x, y, size = len(text) * _LETTER, node["x"], node["y"], node["size"]
        found[node["id"]] = None
        for left, base, anchor in (
            (x - wide / 2, y + size + _LINE - 3, "middle"), (x - wide / 2, y - size - 4, "middle"),
            (x + size + 4, y + 4, "start"), (x - size - 4 - wide, y + 4, "end"),
        ):  # fmt: skip
            box = (left, base - _LINE + 3, left + wide, base + 3)
            if box[0] >= 0 <= box[1] and box[2] <= _WIDTH and not any(_meet(box, other) for other in taken):
                at = {"start": left, "middle": x, "end": left + wide}[anchor]
                found[node["id"]] = (text, round(at, 1), round(base, 1), anchor)
                taken.append(box)
                break
    return found


def _short(label: str) -> str:
    """A label's first words; of a meeting's, which begins with its body and day, the day and what follows."""
    own = re.sub(r"^.*?, (?=\d{4}-\d\d-\d\d)", "", label)
    return own if len(own) <= _LONGEST else own[: _LONGEST - 1].rstrip() + "…"


def _around(node: dict[str, Any]) -> Box:
    x, y, size = node["x"], node["y"], node["size"]
    return x - size, y - size, x + size, y + size


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _line(link: dict[str, Any], places: dict[str, tuple[float, float]], lines: dict[str, Any]) -> str:
    (x1, y1), (x2, y2), look = places[link["source"]], places[link["target"]], lines[link["relation"]]
    dash = ' stroke-dasharray="3 4"' if link["status"] != "actual" else ""
    return (
        f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{look["color"]}" stroke-width="{look["width"]}"{dash} '
        f'data-ends="{escape(json.dumps([link["source"], link["target"]]))}"/>'
    )


def _node(node: dict[str, Any], colors: dict[str, str], label: tuple[str, float, float, str] | None) -> str:
    x, y, size = node["x"], node["y"], node["size"]
    text, at, base, anchor = label or (_short(node["label"]), x, y - size - 4, "middle")
    return (
        f'<g class="node{"" if label else " crowded"}" tabindex="0" data-id="{escape(node["id"])}" role="button" '
        f'aria-label="{escape(node["label"])}"><circle cx="{x}" cy="{y}" r="{size}" fill="{colors[node["type"]]}"/>'
        f'<text x="{at}" y="{base}" text-anchor="{anchor}">{escape(text)}</text></g>'
    )


def _page(svg: str, legend: str, told: Sequence[Sequence[str]]) -> str:
    script = (Path(__file__).parent / "preview.js").read_text(encoding="utf-8").replace("\r\n", "\n")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    data = re.sub("[<>&]", lambda found: f"\\u{ord(found[0]):04x}", json.dumps(told))
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" '
        f"content=\"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'\">"
        f"<title>Preview</title><style>{_STYLE}</style>"
        f'<svg viewBox="0 0 {_WIDTH:.0f} {_HEIGHT:.0f}" aria-label="The graph">{svg}</svg>'
        f'<p id="told" aria-live="polite">{legend}</p>'
        f'<script type="application/json" id="links">{data}</script><script>{script}</script></html>'
    )
