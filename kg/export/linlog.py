"""Boxes and edges → coordinates for large graphs: LinLog forces in numpy, communities apart.

Nodes that are linked attract each other with the logarithm of their distance, all nodes repel each other with its
inverse, both weighted by degree: Noack's edge-repulsion LinLog model, whose minima set dense groups apart
("Energy Models for Graph Clustering", JGAA 11(2), 2007), in the form and with the adaptive steps of ForceAtlas2
(Jacomy et al., PLoS ONE 9(6), 2014). The repulsion of all pairs is a convolution: degrees are spread over a square
grid, multiplied with the force's kernel in Fourier space and read back (particle-mesh, Hockney and Eastwood, 1988;
for layouts Linderman et al., Nature Methods 16, 2019): n + g² log g instead of n² steps.

The same input gives the same coordinates on one machine with one version of numpy. Another may round a sum
differently, and forces make much of little: there the drawing can differ, though not in kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from kg.export.layout import draw, widen
from kg.export.packing import Box, Edge, Point, components, joined, pack

Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]

SMALL = 60  # nodes up to which a component is drawn as in a small graph
GRID = 256  # cells a side at most, on which degrees repel each other
COARSEST = 80  # groups in the drawing that is made first
ROUNDS, ROUNDS_FINER = 300, 160  # steps of the forces in the first drawing, and in each that follows
GRAVITY = 0.3
FREE = 8.0  # px left free between two dots
MARGIN = 24.0  # px between components
ROOM = 2.0  # a component's area, in areas of its boxes


def spread(boxes: Sequence[Box], sizes: Sequence[float], edges: Sequence[Edge], *, aspect: float = 1.6) -> list[Point]:
    """Centres for nodes, y downwards, centred on the origin, in whole px; labels may overlap, dots hardly.

    Args:
        boxes: width and height in px of the room each node and its label take.
        sizes: radius in px of each node's dot.
        edges: pairs of indices into ``boxes``; direction and loops do not matter, doubles pull harder.
        aspect: width by height of the whole drawing that is aimed at.

    Raises:
        ValueError: if an edge names a box that is not there.
    """
    links = joined(len(boxes), edges)
    home: dict[int, int] = {}
    drawings: list[tuple[list[int], list[Point]]] = []
    members = components(len(boxes), links)
    for number, nodes in enumerate(members):
        home.update(dict.fromkeys(nodes, number))
    inner: list[list[Edge]] = [[] for _ in members]
    for a, b in links:
        inner[home[a]].append((a, b))
    for nodes, own in zip(members, inner, strict=True):
        place = {node: k for k, node in enumerate(nodes)}
        local, areas = [(place[a], place[b]) for a, b in own], [boxes[node] for node in nodes]
        points = (
            draw(areas, local, aspect)
            if len(nodes) <= SMALL
            else _large(areas, [sizes[n] for n in nodes], local, aspect)
        )
        drawings.append((nodes, points))
    return [(float(round(x)), float(round(y))) for x, y in pack(boxes, drawings, aspect, margin=MARGIN)]


def _large(boxes: Sequence[Box], sizes: Sequence[float], links: Sequence[Edge], aspect: float) -> list[Point]:
    """One connected component."""
    points = simulate(len(boxes), np.asarray(links, dtype=np.int64))
    points -= np.median(points, axis=0)
    reach = np.quantile(np.abs(points), 0.98, axis=0)
    area = sum(width * height for width, height in boxes)
    points *= np.sqrt(ROOM * area / max(4.0 * reach[0] * reach[1], 1e-9))
    wide = np.asarray(widen([(float(x), float(y)) for x, y in points], aspect))
    return [(float(x), float(y)) for x, y in _apart(wide, np.asarray(sizes) + FREE / 2)]


# ------------------------------------------------------------------------------------------- the forces


class Net(NamedTuple):
    """Edges between ``first`` and ``second``, how hard each pulls, and each node's weight in repelling."""

    first: Ints
    second: Ints
    pull: Floats
    mass: Floats


def simulate(count: int, links: Ints) -> Floats:
    """Places of the nodes of a connected graph after the forces have worked, in no unit.

    Groups of nodes are drawn first, each as one node with all its weight, then the groups' nodes from there: the
    forces, which are slow to carry a node across the drawing, need only order what is near.
    """
    mass = np.bincount(links.ravel(), minlength=count).astype(np.float64) + 1.0
    net = Net(links[:, 0], links[:, 1], np.ones(len(links)), mass)
    levels = [net]
    into: list[Ints] = []
    while len(levels[-1].mass) > COARSEST:
        group = _groups(levels[-1])
        if group.max() + 1 > 0.9 * len(group):
            break
        into.append(group)
        levels.append(_merged(levels[-1], group))
    points = _random(len(levels[-1].mass)) * np.sqrt(mass.sum())
    points = _settle(points, levels[-1], ROUNDS)
    for net, group in zip(reversed(levels[:-1]), reversed(into), strict=True):
        near = np.sqrt(levels[-1].mass.sum()) * 0.02
        points = _settle(points[group] + _random(len(group)) * near, net, ROUNDS_FINER)
    return points


def _settle(points: Floats, net: Net, rounds: int) -> Floats:
    """The points after so many steps of the forces."""
    side = min(GRID, max(32, 1 << int(np.sqrt(len(points)) * 2).bit_length()))
    kernel = _kernel(side)
    before, speed = np.zeros_like(points), 0.0
    for step in range(rounds):
        points = _gathered(points)
        force, cell = _repulsion(points, net.mass, kernel, side)
        force += _attraction(points, net)
        centred = points - points.mean(axis=0)
        force -= GRAVITY * (net.mass / (_length(centred) + 1e-9))[:, None] * centred
        swing, way = _length(force - before), _length(force + before) / 2
        before = force
        aim = float((net.mass * way).sum() / max(float((net.mass * swing).sum()), 1e-9))
        speed = aim if step == 0 else speed + min(aim - speed, 0.5 * speed)
        move = speed / (1.0 + speed * np.sqrt(swing))
        points = points + force * np.minimum(move, 8.0 * cell / (_length(force) + 1e-9))[:, None]
    return points


def _groups(net: Net) -> Ints:
    """Of each node the number of its group: whoever prefers whom, by the pull between them for their weights."""
    count = len(net.mass)
    one, other = np.concatenate([net.first, net.second]), np.concatenate([net.second, net.first])
    liking = np.concatenate([net.pull, net.pull]) / (net.mass[one] * net.mass[other])
    order = np.lexsort((-other, liking, one))
    last = np.flatnonzero(np.append(one[order][1:] != one[order][:-1], True))
    group = np.arange(count)
    first, second = one[order][last], other[order][last]
    while True:
        smaller = group.copy()
        np.minimum.at(smaller, first, group[second])
        np.minimum.at(smaller, second, group[first])
        smaller = smaller[smaller]
        if (smaller == group).all():
            return np.unique(group, return_inverse=True)[1]
        group = smaller


def _merged(net: Net, group: Ints) -> Net:
    """The net of the groups: their masses, and between each two the sum of the pulls."""
    count = int(group.max()) + 1
    first, second = np.minimum(group[net.first], group[net.second]), np.maximum(group[net.first], group[net.second])
    apart = first != second
    pairs, place = np.unique(first[apart] * count + second[apart], return_inverse=True)
    pull = np.bincount(place, weights=net.pull[apart], minlength=len(pairs)).astype(np.float64)
    mass = np.bincount(group, weights=net.mass, minlength=count).astype(np.float64)
    return Net(pairs // count, pairs % count, pull, mass)


def _length(vectors: Floats) -> Floats:
    return np.sqrt(vectors[:, 0] * vectors[:, 0] + vectors[:, 1] * vectors[:, 1])


def _random(count: int) -> Floats:
    """Pairs of numbers in [-1, 1) from integers alone, so that they are the same everywhere (splitmix64)."""
    state = np.arange(1, 2 * count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    state ^= state >> np.uint64(31)
    return (state >> np.uint64(11)).astype(np.float64).reshape(count, 2) / 2.0**52 - 1.0


def _summed(first: Ints, second: Ints, at_first: Floats, at_second: Floats, count: int) -> Floats:
    """For each node the sum of what its edges bring it, given per edge for either end."""
    result = np.empty((count, 2))
    for axis in (0, 1):
        result[:, axis] = np.bincount(first, weights=at_first[:, axis], minlength=count)
        result[:, axis] += np.bincount(second, weights=at_second[:, axis], minlength=count)
    return result


def _gathered(points: Floats) -> Floats:
    """The points, with the few that have flown far off brought back to the edge of the rest."""
    middle = np.median(points, axis=0)
    limit = np.quantile(np.abs(points - middle).max(axis=1), 0.995) * 1.15
    return middle + np.clip(points - middle, -limit, limit)


def _attraction(points: Floats, net: Net) -> Floats:
    across = points[net.second] - points[net.first]
    length = _length(across) + 1e-9
    pull = across * (net.pull * np.log1p(length) / length)[:, None]
    return _summed(net.first, net.second, pull, -pull, len(points))


def _kernel(side: int) -> list[npt.NDArray[np.complex128]]:
    """The force of a unit in the corner upon every cell, along each axis, in Fourier space.

    The grid is twice as wide as what is on it, since a product in Fourier space is a circular convolution.
    """
    axis = np.arange(2 * side)
    axis = np.where(axis > side, axis - 2 * side, axis).astype(np.float64)
    x, y = np.meshgrid(axis, axis, indexing="ij")
    square = x * x + y * y + 0.25
    return [np.fft.rfft2(x / square), np.fft.rfft2(y / square)]


def _repulsion(
    points: Floats, weight: Floats, kernel: Sequence[npt.NDArray[np.complex128]], side: int
) -> tuple[Floats, float]:
    """The push on each point by all others, and the side of a cell."""
    wide = 2 * side
    corner = points.min(axis=0)
    cell = max(float((points.max(axis=0) - corner).max()), 1e-9) / (side - 2)
    place = (points - corner) / cell
    index = place.astype(np.int64)
    part = place - index
    base = index[:, 0] * wide + index[:, 1]
    shares = [  # a point lies between four cells: bilinear
        (base, (1 - part[:, 0]) * (1 - part[:, 1])),
        (base + wide, part[:, 0] * (1 - part[:, 1])),
        (base + 1, (1 - part[:, 0]) * part[:, 1]),
        (base + wide + 1, part[:, 0] * part[:, 1]),
    ]
    mass = np.zeros(wide * wide)
    for cells, share in shares:
        mass += np.bincount(cells, weights=share * weight, minlength=wide * wide)
    waves = np.fft.rfft2(mass.reshape(wide, wide))
    force = np.empty_like(points)
    for axis in (0, 1):
        field = np.fft.irfft2(waves * kernel[axis], s=(wide, wide)).ravel()
        force[:, axis] = sum(share * field[cells] for cells, share in shares)
    return force * (weight / cell)[:, None], cell


# ------------------------------------------------------------------------------------------- dots apart


def _apart(points: Floats, radii: Floats) -> Floats:
    """Push overlapping dots apart, a little in each of some rounds."""
    for _ in range(40):
        a, b = _close(points, 2.0 * float(radii.max()))
        across = points[b] - points[a]
        length = _length(across)
        over = radii[a] + radii[b] - length
        near = over > 0.5
        if not near.any():
            break
        a, b, across, length, over = a[near], b[near], across[near], length[near], over[near]
        flat = length < 1e-6  # on the very same spot: apart along x, by index
        across[flat], length[flat] = (1.0, 0.0), 1.0
        push = across * (0.4 * over / length)[:, None]
        points = points + _summed(a, b, -push, push, len(points))
    return points


def _close(points: Floats, reach: float) -> tuple[Ints, Ints]:
    """All pairs of points that may be within reach of each other: those in the same and in neighbouring cells."""
    cells = ((points - points.min(axis=0)) / reach).astype(np.int64)
    rows = int(cells[:, 1].max()) + 3
    key = cells[:, 0] * rows + cells[:, 1]
    order = np.argsort(key, kind="stable")
    sorted_key = key[order]
    firsts, seconds = [], []
    for step in (0, 1, rows - 1, rows, rows + 1):
        low = np.searchsorted(sorted_key, sorted_key + step, side="left")
        high = np.searchsorted(sorted_key, sorted_key + step, side="right")
        if step == 0:
            low = np.arange(1, len(order) + 1)  # each pair of one cell once
        many = np.maximum(high - low, 0)
        first = np.repeat(np.arange(len(order)), many)
        second = np.arange(len(first)) - np.repeat(np.cumsum(many) - many, many) + np.repeat(low, many)
        firsts.append(order[first])
        seconds.append(order[second])
    return np.concatenate(firsts), np.concatenate(seconds)
