"""Boxes and edges → coordinates: a deterministic force-directed layout in plain Python floats.

Only ``+ - * /`` and ``math.sqrt`` are used on floats, in a fixed order: IEEE 754 rounds each correctly, so
every machine gets the same bits. ``exp``, ``sin``, numpy's reductions, even ``sum`` do not promise that.

How: each connected component starts from pseudo-random places (several times while it is small, the
drawing with the fewest crossings wins), is pulled and pushed into shape (Fruchterman-Reingold; beyond
``EXACT`` nodes far nodes push cell by cell), turned so that it lies wide, spread until no two boxes
overlap and no box sits on a stranger's edge; then ``packing.py`` puts the components side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt

from kg.export.packing import Box, Edge, Point, components, joined, pack

EXACT = 150  # nodes up to which every pair is computed
GAP = 18.0  # px left free around a box
ROOM = 2.0  # a component's area, in areas of its boxes, before they are pushed apart


def layout(boxes: Sequence[Box], edges: Sequence[Edge], *, aspect: float = 1.6) -> list[Point]:
    """Centres for boxes of the given (width, height) in px, y downwards, centred on the origin.

    Args:
        boxes: the room each node and its label take.
        edges: pairs of indices into ``boxes``; direction, doubles and loops do not matter.
        aspect: width by height of the whole drawing that is aimed at.

    Raises:
        ValueError: if an edge names a box that is not there.
    """
    links = sorted(set(joined(len(boxes), edges)))
    drawings = []
    for members in components(len(boxes), links):
        place = {node: k for k, node in enumerate(members)}
        inner = [(place[a], place[b]) for a, b in links if a in place]
        drawings.append((members, draw([boxes[node] for node in members], inner, aspect)))
    return pack(boxes, drawings, aspect)


def draw(boxes: Sequence[Box], links: Sequence[Edge], aspect: float) -> list[Point]:
    """Centres for one connected component, whose boxes do not overlap."""
    count = len(boxes)
    if count == 1:
        return [(0.0, 0.0)]
    starts = max(1, min(8, 60_000 // (count * count)))
    drawings = [widen(_simulate(count, links, seed), aspect) for seed in range(starts)]
    best = min(drawings, key=lambda drawing: _crossings(drawing, links)) if starts > 1 else drawings[0]
    area = 0.0
    for width, height in boxes:
        area += (width + GAP) * (height + GAP)
    xs, ys = [x for x, _ in best], [y for _, y in best]
    frame = (max(xs) - min(xs) + 0.2) * (max(ys) - min(ys) + 0.2)
    unit = min(sqrt(ROOM * area / frame), 1.4 * sqrt(area / count))  # a thin chain is not drawn out
    return _separate([(x * unit, y * unit) for x, y in best], boxes, links)


def _random(seed: int) -> Iterator[float]:
    """A linear congruential generator in integers: numbers in [-1, 1)."""
    state = 2_463_534_242 + 7_919 * seed
    while True:
        state = (state * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407) % 2**64
        yield (state >> 33) / 2**30 - 1.0


def _simulate(count: int, links: Sequence[Edge], seed: int) -> list[Point]:
    """Fruchterman-Reingold with an ideal edge of length 1, in a square."""
    random, side = _random(seed), sqrt(count) / 2
    xs, ys = [next(random) * side for _ in range(count)], [next(random) * side for _ in range(count)]
    rounds = 220 if count <= EXACT else 140
    for step in range(rounds):
        fx, fy = [-0.03 * x for x in xs], [-0.03 * y for y in ys]  # gravity keeps loose ends near
        if count <= EXACT:
            _push(range(count), None, xs, ys, fx, fy)
        else:
            _push_by_cells(xs, ys, fx, fy)
        for a, b in links:
            dx, dy = xs[b] - xs[a], ys[b] - ys[a]
            pull = sqrt(dx * dx + dy * dy)
            fx[a], fy[a] = fx[a] + dx * pull, fy[a] + dy * pull
            fx[b], fy[b] = fx[b] - dx * pull, fy[b] - dy * pull
        heat = side * 0.25 * (1.0 - step / rounds) + 0.01
        for i in range(count):
            force = sqrt(fx[i] * fx[i] + fy[i] * fy[i]) + 1e-9
            move = (heat if force > heat else force) / force
            xs[i], ys[i] = xs[i] + fx[i] * move, ys[i] + fy[i] * move
    return list(zip(xs, ys, strict=True))


def _push(
    some: Sequence[int], others: Sequence[int] | None,
    xs: list[float], ys: list[float], fx: list[float], fy: list[float],
) -> None:  # fmt: skip
    """Repulsion 1/d between each of some and each of the others (None: among themselves)."""
    for k, i in enumerate(some):
        x, y, gx, gy = xs[i], ys[i], 0.0, 0.0
        for j in some[k + 1 :] if others is None else others:
            dx, dy = x - xs[j], y - ys[j]
            square = dx * dx + dy * dy + 1e-4
            dx, dy = dx / square, dy / square
            gx += dx
            gy += dy
            fx[j] -= dx
            fy[j] -= dy
        fx[i] += gx
        fy[i] += gy


def _push_by_cells(xs: list[float], ys: list[float], fx: list[float], fy: list[float]) -> None:
    """Repulsion: neighbouring cells node by node, all others as if a cell's nodes sat at its centre."""
    count, left, top = len(xs), min(xs), min(ys)
    side = max(max(xs) - left, max(ys) - top, 1e-6) / max(2.0, sqrt(count / 6)) * 1.0001
    cells: dict[tuple[int, int], list[int]] = {}
    for i in range(count):
        cells.setdefault((int((xs[i] - left) / side), int((ys[i] - top) / side)), []).append(i)
    keys = sorted(cells)
    centres = []
    for key in keys:
        x, y, mass = 0.0, 0.0, len(cells[key])
        for i in cells[key]:
            x, y = x + xs[i], y + ys[i]
        centres.append((x / mass, y / mass, mass))
    far = [[0.0, 0.0] for _ in keys]
    for p, (column, row) in enumerate(keys):
        _push(cells[keys[p]], None, xs, ys, fx, fy)
        x, y, mass = centres[p]
        for q in range(p + 1, len(keys)):
            if keys[q][0] - column < 2 and -2 < keys[q][1] - row < 2:
                _push(cells[keys[p]], cells[keys[q]], xs, ys, fx, fy)
                continue
            dx, dy = x - centres[q][0], y - centres[q][1]
            square = dx * dx + dy * dy
            far[p][0] += dx / square * centres[q][2]
            far[p][1] += dy / square * centres[q][2]
            far[q][0] -= dx / square * mass
            far[q][1] -= dy / square * mass
    for p, key in enumerate(keys):
        for i in cells[key]:
            fx[i] += far[p][0]
            fy[i] += far[p][1]


def widen(points: Sequence[Point], aspect: float) -> list[Point]:
    """Turn the long axis to the horizontal and stretch towards the aspect."""
    mx = my = sxx = sxy = syy = 0.0
    for x, y in points:
        mx += x / len(points)
        my += y / len(points)
    for x, y in points:
        sxx += (x - mx) * (x - mx)
        sxy += (x - mx) * (y - my)
        syy += (y - my) * (y - my)
    spread = (sxx + syy) / 2 + sqrt((sxx - syy) * (sxx - syy) / 4 + sxy * sxy)
    ux, uy = (spread - syy, sxy) if sxx >= syy else (sxy, spread - sxx)
    length = sqrt(ux * ux + uy * uy)
    ux, uy = (ux / length, uy / length) if length > 1e-12 else (1.0, 0.0)
    turned = [((x - mx) * ux + (y - my) * uy, (y - my) * ux - (x - mx) * uy) for x, y in points]
    width = max(x for x, _ in turned) - min(x for x, _ in turned)
    height = max(y for _, y in turned) - min(y for _, y in turned)
    stretch = sqrt(max(0.5, min(3.2, aspect * (height + 0.5) / (width + 0.5))))
    return [(x * stretch, y / stretch) for x, y in turned]


def _crossings(points: Sequence[Point], links: Sequence[Edge]) -> int:
    """How many pairs of edges without a common end cross."""

    def side(a: int, b: int, c: int) -> bool:
        (ax, ay), (bx, by), (cx, cy) = points[a], points[b], points[c]
        return (bx - ax) * (cy - ay) > (by - ay) * (cx - ax)

    return sum(
        side(a, b, c) != side(a, b, d) and side(c, d, a) != side(c, d, b)
        for k, (a, b) in enumerate(links)
        for c, d in links[k + 1 :]
        if a not in (c, d) and b not in (c, d)
    )


def _separate(points: Sequence[Point], boxes: Sequence[Box], links: Sequence[Edge]) -> list[Point]:
    """Push boxes apart until none overlap, and (in small graphs) off the edges of others."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    for step in range(160 if len(boxes) <= EXACT else max(40, 24_000 // len(boxes))):
        moved = len(boxes) <= EXACT and step < 90 and _clear_edges(xs, ys, boxes, links)
        if not _push_overlaps(xs, ys, boxes) and not moved:
            break
    return list(zip(xs, ys, strict=True))


def _push_overlaps(xs: list[float], ys: list[float], boxes: Sequence[Box]) -> bool:
    """Move each overlapping pair apart along the axis that takes less; True if any was moved."""
    order = sorted(range(len(boxes)), key=lambda i: (xs[i], i))
    widest, moved = max(width for width, _ in boxes) + GAP, False
    for k, i in enumerate(order):
        for j in order[k + 1 :]:
            if xs[j] - xs[i] >= widest:
                break
            dx, dy = xs[j] - xs[i], ys[j] - ys[i]
            over_x = (boxes[i][0] + boxes[j][0]) / 2 + GAP - abs(dx)
            over_y = (boxes[i][1] + boxes[j][1]) / 2 + GAP - abs(dy)
            if over_x <= 0.01 or over_y <= 0.01:
                continue
            moved = True
            if over_x < over_y * 1.3:
                push = over_x / 2 if dx >= 0 else -over_x / 2
                xs[i], xs[j] = xs[i] - push, xs[j] + push
            else:
                push = over_y / 2 if dy > 0 or (dy == 0 and i < j) else -over_y / 2
                ys[i], ys[j] = ys[i] - push, ys[j] + push
    return moved


def _clear_edges(xs: list[float], ys: list[float], boxes: Sequence[Box], links: Sequence[Edge]) -> bool:
    """Move each node off the edges that pass through the middle of its box; True if any was moved."""
    moved = False
    for a, b in links:
        ex, ey = xs[b] - xs[a], ys[b] - ys[a]
        square = ex * ex + ey * ey + 1e-9
        length = sqrt(square)
        for i in range(len(boxes)):
            t = ((xs[i] - xs[a]) * ex + (ys[i] - ys[a]) * ey) / square
            if i in (a, b) or t < 0.05 or t > 0.95:
                continue
            away = ((xs[i] - xs[a]) * ey - (ys[i] - ys[a]) * ex) / length  # signed distance from the edge
            lack = boxes[i][1] / 2 + 6.0 - abs(away)
            if lack > 0.5:
                push = 0.3 * lack if away >= 0 else -0.3 * lack
                xs[i], ys[i] = xs[i] + ey / length * push, ys[i] - ex / length * push
                moved = True
    return moved
