"""kg beside textacy and triplet-extract on gold annotations, in one run.

    python benchmarks/extraction.py [GOLD] [--others PYTHON] [--texts DIR] [--out FILE.json]

GOLD is a folder of ``DOC.json`` and ``DOC.txt``. PYTHON is the interpreter of an environment with the other tools
(``benchmarks/README.md``); without it only kg is scored. How they are scored:

* **kg** by ``kg.evaluate``: relation, direction and a vote's choice must be right;
* the **other tools** generously: a gold fact counts as found if any triple holds one of the accepted names of its
  subject on one side and one of its object on the other, as whole words anywhere in the phrase, in either direction,
  whatever its relation. So "Ruiz criticised Berg" counts for metWith(Ruiz, Berg). Facts whose object is ``*`` (votes
  and sponsors: a measure has no fixed name) are found by any triple with the subject; a line of its own leaves both
  relations out. Their precision is the share of triples between two different entities of the gold that answer some
  gold fact: all other triples are left out of account;
* **quotations** alike for all: the gold words are in the quotation and its speaker has an accepted name; for the other
  tools it is enough that the speaker's phrase holds it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kg import write  # noqa: E402 found by the line above
from kg.evaluate import BuiltGraph, Gold, evaluate, read_gold  # noqa: E402
from kg.evaluate.gold import RELATIONS, Edge, Names, norm  # noqa: E402
from kg.parse import load_model  # noqa: E402
from kg.pipeline import build, tool_version  # noqa: E402

GOLD = ROOT.parent / "shared" / "gold" / "dev"
NAMED = tuple(name for name in RELATIONS if name not in ("votedOn", "sponsored"))
TOOLS = ("textacy", "triplet-extract")


@dataclass
class Result:
    """One tool's counts: ``found`` of ``wanted`` by relation and for quotations; ``right`` of ``judged`` triples."""

    tool: str
    version: str
    seconds: float
    triples: int
    judged: int = 0
    right: int = 0
    wanted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float | None:
        return self.right / self.judged if self.judged else None

    def recall(self, *names: str) -> float | None:
        wanted = sum(self.wanted[name] for name in names)
        return sum(self.found[name] for name in names) / wanted if wanted else None


def main() -> int:
    """Run the benchmark; see the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="?", default=GOLD)
    parser.add_argument("--texts", type=Path, help="folder of DOC.txt (default: GOLD)")
    parser.add_argument("--others", default=os.environ.get("DIPLOKG_OTHERS"), metavar="PYTHON")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the numbers as JSON too")
    args = parser.parse_args()
    golds = read_gold(args.gold, texts=args.texts)
    results = [ours(golds, args.texts or args.gold)]
    results += [other(tool, golds, args.others) for tool in TOOLS if args.others]
    show(results, len(golds))
    if args.out:
        args.out.write_text(json.dumps([record(result) for result in results], indent=1) + "\n", encoding="utf-8")
    return 0


# --- kg --------------------------------------------------------------------------------------------------------------


def ours(golds: Sequence[Gold], texts: Path) -> Result:
    """Build and score as ``kg build`` and ``kg evaluate`` do; as for the others, loading the model is not timed."""
    load_model(None)
    start = time.perf_counter()
    graph = build([texts / f"{gold.doc}.txt" for gold in golds])
    seconds = time.perf_counter() - start
    with tempfile.TemporaryDirectory() as folder:
        write.write_all(graph, Path(folder), write.writers(title="Gold", base=None, texts=False))
        report = evaluate(BuiltGraph(Path(folder) / "graph.ttl"), golds)
    result = Result("kg", tool_version(), round(seconds, 2), len(graph.facts))
    for name in (*RELATIONS, "quotes"):
        score = report.scores[name]
        result.found[name], result.wanted[name] = score.right, score.right + score.missed
    result.right = sum(report.scores[name].right for name in RELATIONS)
    result.judged = result.right + sum(report.scores[name].wrong for name in RELATIONS)
    return result


# --- the others ------------------------------------------------------------------------------------------------------


def other(tool: str, golds: Sequence[Gold], python: str) -> Result:
    """Run a tool in its own environment and score what it finds."""
    texts = json.dumps({gold.doc: gold.text or "" for gold in golds})
    command = [python, str(Path(__file__).with_name("others.py")), tool]
    done = subprocess.run(command, input=texts, stdout=subprocess.PIPE, check=True, encoding="utf-8")
    output: dict[str, Any] = json.loads(done.stdout)
    found = output["docs"]
    result = Result(tool, output["version"], output["seconds"], sum(len(doc["triples"]) for doc in found.values()))
    for gold in golds:
        score_triples(gold, found[gold.doc]["triples"], result)
        if any(doc["quotes"] for doc in found.values()):  # else the tool knows no quotations
            score_quotes(gold, found[gold.doc]["quotes"], result)
    return result


def score_triples(gold: Gold, triples: Sequence[Sequence[str]], result: Result) -> None:
    """Count the gold facts that some triple answers, and the triples between known entities that answer one."""
    sides = [(f" {norm(subject)} ", f" {norm(object)} ") for subject, _, object in triples]
    for edge in (edge for edge in gold.edges if not edge.optional):
        result.wanted[edge.relation] += 1
        result.found[edge.relation] += any(answers(pair, edge) for pair in sides)
    for pair in sides:
        left, right = ({thing for thing in gold.things if holds(side, thing.names)} for side in pair)
        if any(a != b for a in left for b in right):
            result.judged += 1
            result.right += any(answers(pair, edge) for edge in gold.edges)


def answers(pair: tuple[str, str], edge: Edge) -> bool:
    """True if one side holds the subject and the other the object."""
    ways = (pair, pair[::-1])
    return any(holds(one, edge.subject) and (edge.object.any or holds(two, edge.object)) for one, two in ways)


def holds(phrase: str, names: Names) -> bool:
    """True if a name stands in a phrase, as whole words."""
    return any(f" {name} " in phrase for name in names.accepted if name)


def score_quotes(gold: Gold, quotes: Sequence[Sequence[str]], result: Result) -> None:
    """Count the gold quotations found with the right speaker."""
    for wanted in (quote for quote in gold.quotations if not quote.optional):
        start = norm(wanted.text)[:60]
        speakers = [f" {norm(speaker)} " for speaker, words in quotes if start in norm(words)]
        result.wanted["quotes"] += 1
        result.found["quotes"] += any(holds(speaker, wanted.speaker) for speaker in speakers)


# --- output ----------------------------------------------------------------------------------------------------------


def show(results: Sequence[Result], documents: int) -> None:
    """Print one column a tool."""
    named = [f"{result.tool} {result.version}" for result in results]
    print(f"{documents} documents, recall by relation\n{'':26}" + "".join(f"{name:>24}" for name in named))
    for name in (*RELATIONS, "quotes"):
        row(f"{name} ({results[0].wanted[name]})", [share(result.recall(name)) for result in results])
    row("all relations, recall", [share(result.recall(*RELATIONS)) for result in results])
    row("… with a named object", [share(result.recall(*NAMED)) for result in results])
    row("precision", [f"{share(result.precision)} of {result.judged}" for result in results])
    row("triples or facts", [str(result.triples) for result in results])
    row("seconds", [f"{result.seconds:.1f}" for result in results])


def row(name: str, cells: Sequence[str]) -> None:
    print(f"{name:26}" + "".join(f"{cell:>24}" for cell in cells))


def share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def record(result: Result) -> Mapping[str, Any]:
    """A result for the JSON file."""
    recall = {name: result.recall(name) for name in (*RELATIONS, "quotes") if result.wanted[name]}
    totals = {"recall_all_relations": result.recall(*RELATIONS), "precision": result.precision}
    kept = {name: getattr(result, name) for name in ("tool", "version", "seconds", "triples", "judged", "right")}
    return {**kept, "wanted": dict(result.wanted), "found": dict(result.found), "recall": recall, **totals}


if __name__ == "__main__":
    sys.exit(main())
