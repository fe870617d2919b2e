"""Nodes and links of the page → sizes and places: small graphs by ``layout.py``, large ones by ``linlog.py``."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Any

from kg.export.layout import layout
from kg.export.packing import Box, Edge, Point
from kg.types import COUNTS

MANY_NODES = 500  # above this, or
MANY_LINKS = 2000  # above this, a graph is large

Json = dict[str, Any]


def is_large(nodes: Sequence[Json], links: Sequence[Json]) -> bool:
    """Whether a graph is beyond what vis-network draws with ease and what can be laid out in plain Python."""
    return len(nodes) > MANY_NODES or len(links) > MANY_LINKS


def place(nodes: Sequence[Json], links: Sequence[Json]) -> None:
    """Give each node ``size`` (radius in px) and its centre ``x``, ``y``; what is only mentioned stands below."""
    large = is_large(nodes, links)
    _size(nodes, links, large)
    floor = 0.0
    for extra in (False, True):
        group = [node for node in nodes if node["mentioned"] is extra]
        index = {node["id"]: k for k, node in enumerate(group)}
        edges = [] if extra else [(index[link["source"]], index[link["target"]]) for link in links]
        boxes = [_room(node) for node in group]
        points = _points(boxes, group, edges, large=large and not extra)
        drop = floor + 60.0 - min((y - h / 2 for (_, y), (_, h) in zip(points, boxes, strict=True)), default=0.0)
        for node, (x, y), (_, height) in zip(group, points, boxes, strict=True):
            node["x"], node["y"] = x, round(y - height / 2 + node["size"] + (drop if extra else 0.0), 1) + 0.0
            if large:
                node["x"], node["y"] = round(node["x"]), round(node["y"])
            floor = max(floor, y + height / 2)


def _points(boxes: Sequence[Box], nodes: Sequence[Json], edges: Sequence[Edge], *, large: bool) -> list[Point]:
    if not large:
        return layout(boxes, edges)
    from kg.export.linlog import spread  # numpy, which a small graph can do without

    return spread(boxes, [node["size"] for node in nodes], edges)


def _size(nodes: Sequence[Json], links: Sequence[Json], large: bool) -> None:
    """The more facts the larger; in a large graph by area, next to the node that has the most."""
    degree = {node["id"]: 0 for node in nodes}
    for link in links:
        for end in (link["source"], link["target"]):
            degree[end] += len(link["facts"])
    most = max(degree.values(), default=0) or 1
    for node in nodes:
        here = degree[node["id"]]
        node["size"] = round(4.0 + 18.0 * sqrt(here / most) if large else 7.0 + min(13.0, 1.1 * here), 1)


def _room(node: Json) -> Box:
    """Width and height in px of a node with its label below (at some 6.6 px a character)."""
    longest = max((len(line) for line in node["lines"]), default=1)
    lines = len(node["lines"]) + ("tally" in node)
    bar = 11.0 if sum(key in node.get("tally", ()) for key in COUNTS) > 1 else 0.0
    return max(6.6 * longest, 2.0 * node["size"]), 2.0 * node["size"] + 5.0 + 14.0 * lines + bar
