"""Triples → labels for their blank nodes that depend on the triples alone.

In our files a blank node stands inside one other node and holds what is written in it, like ``opengov:count [ … ]``. So
its label is a hash of where it stands and of what it holds, which takes seconds for a million triples. For other
graphs RDF Dataset Canonicalization (https://www.w3.org/TR/rdf-canon/) is needed, which takes minutes.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import groupby
from typing import Any

import pyoxigraph as ox

_DEEPEST = 20  # blank nodes inside each other; more is no file of ours


def named(triples: Iterable[ox.Triple]) -> dict[Any, ox.BlankNode] | None:
    """New labels by blank node; None if some node stands in no other, in several, or in itself."""
    holds: defaultdict[Any, list[ox.Triple]] = defaultdict(list)
    places: defaultdict[Any, list[ox.Triple]] = defaultdict(list)
    for triple in triples:
        if isinstance(triple.subject, ox.BlankNode):
            holds[triple.subject].append(triple)
        if isinstance(triple.object, ox.BlankNode):
            places[triple.object].append(triple)
    if any(len(places[node]) != 1 for node in {*holds, *places}):
        return None
    try:
        contents = {node: _content(node, holds, 0) for node in places}
        depths = {node: _depth(node, places, 0) for node in places}
    except RecursionError:
        return None
    labels: dict[Any, ox.BlankNode] = {}
    seen: Counter[str] = Counter()
    for _, level in groupby(sorted(places, key=depths.__getitem__), key=depths.__getitem__):
        paths = {node: _path(places[node][0], labels, contents[node]) for node in level}  # outer nodes have theirs
        for node, path in sorted(paths.items(), key=lambda pair: pair[1]):
            digest = hashlib.sha256(path.encode()).hexdigest()[:24]
            seen[digest] += 1  # twins hold the same in the same place: either may be the first
            labels[node] = ox.BlankNode(f"b{digest}" + (f"x{seen[digest]}" if seen[digest] > 1 else ""))
    return labels


def _content(node: Any, holds: dict[Any, list[ox.Triple]], depth: int) -> str:
    """What a node holds, with what is inside it."""
    if depth > _DEEPEST:
        raise RecursionError
    parts = [
        f"{t.predicate} {_content(t.object, holds, depth + 1) if isinstance(t.object, ox.BlankNode) else t.object}"
        for t in holds.get(node, [])
    ]
    return f"[{' ; '.join(sorted(parts))}]"


def _depth(node: Any, places: dict[Any, list[ox.Triple]], depth: int) -> int:
    """How many blank nodes a node stands in."""
    if depth > _DEEPEST:
        raise RecursionError
    outer = places[node][0].subject
    return 1 + _depth(outer, places, depth + 1) if isinstance(outer, ox.BlankNode) else 0


def _path(place: ox.Triple, labels: dict[Any, ox.BlankNode], content: str) -> str:
    """Where a node stands, and what it holds."""
    return f"{labels.get(place.subject, place.subject)} {place.predicate} {content}"
