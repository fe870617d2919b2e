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

_MOST: Final = 40  # entities; more are no small picture
_MARGIN: Final = 40.0
_STYLE: Final = """
:root { color-scheme: light dark; --ink: #1c1e21; --paper: #fff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8e8; --paper: #16181b; } }
body { margin: 0; font: 12px system-ui, sans-serif; color: var(--ink); background: var(--paper); }
svg { width: 100vw; height: calc(100vh - 2.4em); display: block; cursor: grab; touch-action: none; }
text { fill: var(--ink); paint-order: stroke; stroke: var(--paper); stroke-width: 3px; text-anchor: middle; }
line { stroke-opacity: .6; } g.node { cursor: pointer; } .off { opacity: .12; }
p { margin: 0; padding: .3em .6em; height: 1.8em; overflow: auto; }
"""


def preview(graph: Graph) -> str:
    """The picture as a page with everything inside; texts of the graph are escaped."""
    data = page_data(_core(graph), title="", texts=False)
    colors = {kind["key"]: kind["color"] for kind in data["style"]["types"]}
    lines = {kind["key"]: kind for kind in data["style"]["relations"]}
    nodes = [node for node in data["nodes"] if not node["mentioned"]]
    places = {node["id"]: (node["x"], node["y"]) for node in nodes}
    drawn = [link for link in data["links"] if link["source"] in places and link["target"] in places]
    names = {node["id"]: node["label"] for node in nodes}
    told = [
        [link["source"], link["target"],
         f"{names[link['source']]} — {lines[link['relation']]['label']} — {names[link['target']]}"
         + ("" if link["status"] == "actual" else f" ({link['status']})")]
        for link in drawn
    ]  # fmt: skip
    svg = "".join([*(_line(link, places, lines) for link in drawn), *(_node(node, colors) for node in nodes)])
    used = dict.fromkeys(node["type"] for node in nodes)
    legend = " ".join(f'<span style="color:{colors[kind]}">●</span> {escape(kind)}' for kind in used)
    return _page(svg, _box(nodes), legend, told)


def _core(graph: Graph) -> Graph:
    """The part that is drawn: the entities with most facts between two, and these facts."""
    graph = replace(graph.of_texts(), rollcalls=(), bindings=(), verdicts=(), skipped=())
    between = [fact for fact in graph.facts if fact.object is not None]
    counts = Counter(id for fact in between for id in {fact.subject, fact.object})
    best = {id for id, _ in sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))[:_MOST]}
    facts = tuple(f for f in between if {f.subject, f.object} <= best and f.at in {None, *best})
    kept = {id for fact in facts for _, id in fact.roles}
    entities = tuple(replace(e, body=None) for e in graph.entities if e.id in kept)
    return replace(graph, entities=entities, facts=facts)


def _line(link: dict[str, Any], places: dict[str, tuple[float, float]], lines: dict[str, Any]) -> str:
    (x1, y1), (x2, y2), look = places[link["source"]], places[link["target"]], lines[link["relation"]]
    dash = ' stroke-dasharray="3 4"' if link["status"] != "actual" else ""
    return (
        f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{look["color"]}" stroke-width="{look["width"]}"{dash} '
        f'data-ends="{escape(json.dumps([link["source"], link["target"]]))}"/>'
    )


def _node(node: dict[str, Any], colors: dict[str, str]) -> str:
    x, y, size = node["x"], node["y"], node["size"]
    label = "".join(
        f'<tspan x="{x}" y="{y + size + 13 * n}">{escape(line)}</tspan>' for n, line in enumerate(node["lines"], 1)
    )
    return (
        f'<g class="node" tabindex="0" data-id="{escape(node["id"])}" role="button">'
        f'<circle cx="{x}" cy="{y}" r="{size}" fill="{colors[node["type"]]}"/><text>{label}</text></g>'
    )


def _box(nodes: Sequence[dict[str, Any]]) -> str:
    """The view box around all nodes and their labels."""
    xs, ys = [node["x"] for node in nodes] or [0.0], [node["y"] for node in nodes] or [0.0]
    width, height = max(xs) - min(xs) + 4 * _MARGIN, max(ys) - min(ys) + 2.5 * _MARGIN
    return f"{min(xs) - 2 * _MARGIN:.0f} {min(ys) - _MARGIN:.0f} {width:.0f} {height:.0f}"


def _page(svg: str, box: str, legend: str, told: Sequence[Sequence[str]]) -> str:
    script = (Path(__file__).parent / "preview.js").read_text(encoding="utf-8").replace("\r\n", "\n")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    data = re.sub("[<>&]", lambda found: f"\\u{ord(found[0]):04x}", json.dumps(told))
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" '
        f"content=\"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'\">"
        f'<title>Preview</title><style>{_STYLE}</style><svg viewBox="{box}" aria-label="The graph">{svg}</svg>'
        f'<p id="told" aria-live="polite">{legend}</p>'
        f'<script type="application/json" id="links">{data}</script><script>{script}</script></html>'
    )
