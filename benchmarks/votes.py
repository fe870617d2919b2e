"""How long a whole voting table takes to become Turtle, beside rdflib that makes and writes the same triples.

    python benchmarks/votes.py TABLE [LIST] [--sample 20000]

TABLE and LIST are voting tables, such as unvotes' ``un_votes.csv.gz`` and ``un_roll_calls.csv``. Told are wall seconds
and peak memory of ``kg votes import`` for all votes, in a process of its own; then, for the first ``--sample`` votes,
the seconds of kg and of rdflib (which is given kg's Turtle to parse, and serialises the graph again as Turtle and as
N-Triples), and the ratio. rdflib is not run on all of the 870,109 votes: their 19 million triples take it hours.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import rdflib

from kg.export.turtle import write_turtle
from kg.types import Graph
from kg.voting import record_of


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", nargs="+", type=Path)
    parser.add_argument("--sample", type=int, default=20_000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        whole(args.tables, Path(folder) / "votes.ttl")
        sample(args.tables, args.sample, Path(folder))


def whole(tables: list[Path], output: Path) -> None:
    """All votes by the command."""
    command = [sys.executable, "-m", "kg", "votes", "import", *map(str, tables), "-o", str(output)]
    start = time.perf_counter()
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
    print(told.replace(str(output), "Turtle"))
    print(f"  {seconds:.1f} s, {peak:.2f} GB at the peak, {output.stat().st_size / 1e6:.0f} MB of Turtle")


def sample(tables: list[Path], size: int, folder: Path) -> None:
    """The first votes by kg and by rdflib."""
    graph = _first(record_of(tables), size)
    votes = sum(len(rollcall.ballots) for rollcall in graph.rollcalls)
    path = folder / "sample.ttl"
    kg_seconds = _timed(lambda: write_turtle(graph, path))
    store = rdflib.Graph()
    parsing = _timed(lambda: store.parse(path, format="turtle"))
    turtle = _timed(lambda: store.serialize(folder / "rdflib.ttl", format="turtle"))
    ntriples = _timed(lambda: store.serialize(folder / "rdflib.nt", format="nt"))
    print(f"{votes:,} votes, {len(store):,} triples")
    print(f"  kg, from roll calls to Turtle     {kg_seconds:7.2f} s")
    print(f"  rdflib, parsing that Turtle       {parsing:7.2f} s  {parsing / kg_seconds:5.1f} times")
    print(f"  rdflib, its graph to Turtle       {turtle:7.2f} s  {turtle / kg_seconds:5.1f} times")
    print(f"  rdflib, its graph to N-Triples    {ntriples:7.2f} s  {ntriples / kg_seconds:5.1f} times")


def _first(graph: Graph, size: int) -> Graph:
    kept, count = [], 0
    for rollcall in graph.rollcalls:
        if count >= size:
            break
        kept.append(rollcall)
        count += len(rollcall.ballots)
    return replace(graph, rollcalls=tuple(kept))


def _timed(work: object) -> float:
    start = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
