"""A graph's connected components, and their drawings side by side: what the layouts of small and large graphs share.

As in ``layout.py``, floats are only added, multiplied, divided and put under a root, in a fixed order.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

Box = tuple[float, float]
Point = tuple[float, float]
Edge = tuple[int, int]

MARGIN = 46.0  # px between components, unless told otherwise


def joined(count: int, edges: Sequence[Edge]) -> list[Edge]:
    """The edges between two nodes, the lower index first.

    Raises:
        ValueError: if an edge names a node that is not there.
    """
    links = [(min(a, b), max(a, b)) for a, b in edges if a != b]
    if any(a < 0 or b >= count for a, b in links):
        raise ValueError("an edge names a box that is not there")
    return links


def components(count: int, links: Sequence[Edge]) -> list[list[int]]:
    """Connected components as lists of indices, the largest first, each in order."""
    near: list[list[int]] = [[] for _ in range(count)]
    for a, b in links:
        near[a].append(b)
        near[b].append(a)
    seen = [False] * count
    found = []
    for root in range(count):
        if seen[root]:
            continue
        seen[root], members = True, [root]
        for node in members:  # grows while it is walked: breadth first
            for other in near[node]:
                if not seen[other]:
                    seen[other] = True
                    members.append(other)
        found.append(sorted(members))
    return sorted(found, key=lambda members: (-len(members), members[0]))


def pack(
    boxes: Sequence[Box], drawings: Sequence[tuple[list[int], list[Point]]], aspect: float, *, margin: float = MARGIN
) -> list[Point]:
    """Put the components beside and below each other, in the width that shows them largest.

    Args:
        boxes: width and height in px of every node.
        drawings: of each component its nodes and their centres.
        aspect: width by height that is aimed at.
        margin: px between components.
    """
    frames = []
    for members, points in drawings:
        sides = [(x, y, *boxes[node]) for node, (x, y) in zip(members, points, strict=True)]
        left, right = min(x - w / 2 for x, _, w, _ in sides), max(x + w / 2 for x, _, w, _ in sides)
        top, bottom = min(y - h / 2 for _, y, _, h in sides), max(y + h / 2 for _, y, _, h in sides)
        frames.append((left, top, right - left, bottom - top))
    order = sorted(range(len(frames)), key=lambda k: (-frames[k][3], k))  # the tallest first: shelves fill well
    frames, drawings = [frames[k] for k in order], [drawings[k] for k in order]
    sizes = [frame[2:] for frame in frames]
    area = 0.0
    for width, height in sizes:
        area += (width + margin) * (height + margin)
    tries = [
        _shelves(sizes, sqrt(area * aspect) * (0.6 + 0.05 * k), margin) for k in range(40 if len(sizes) > 1 else 1)
    ]
    corners, width, height = min(tries, key=lambda shelf: max(shelf[1] / aspect, shelf[2]))
    result: list[Point] = [(0.0, 0.0)] * len(boxes)
    for (members, points), (left, top, _, _), (x0, y0) in zip(drawings, frames, corners, strict=True):
        for node, (x, y) in zip(members, points, strict=True):
            # Adding 0.0 turns a negative zero, which prints as -0.0, into a plain one.
            result[node] = (round(x - left + x0 - width / 2, 1) + 0.0, round(y - top + y0 - height / 2, 1) + 0.0)
    return result


def _shelves(sizes: Sequence[Box], limit: float, margin: float) -> tuple[list[Point], float, float]:
    """Corners of rectangles in shelves of at most that width, with columns inside; total width and height."""
    corners: list[Point] = []
    x = y = shelf_top = shelf_height = column = total = 0.0
    for width, height in sizes:
        if y + height > shelf_top + shelf_height:  # the column is full: open the next one
            x, y, column = x + column + (margin if column else 0.0), shelf_top, 0.0
            if (x > 0 and x + width > limit) or height > shelf_height:  # so is the shelf
                shelf_top = shelf_top + shelf_height + (margin if shelf_height else 0.0)
                x, y, column, shelf_height = 0.0, shelf_top, 0.0, height
        corners.append((x, y))
        y, column = y + height + margin, max(column, width)
        total = max(total, x + width)
    return corners, total, shelf_top + shelf_height
