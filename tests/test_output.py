"""The committed example: ``output/`` is what ``make graph`` writes today, to the byte, under any hash seed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILES = ["graph.graphml", "graph.html", "graph.ttl"]
SEEDS = ("0", "4711")


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """By hash seed, the folder that the command of ``make graph`` has filled in a process of its own."""
    folders = {}
    for seed in SEEDS:
        folder = folders[seed] = tmp_path_factory.mktemp("rebuilt") / "output"
        command = [sys.executable, "-m", "kg", "build", "seeds", "-o", str(folder), "--quiet"]
        done = subprocess.run(
            command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
    return folders


def test_a_build_writes_these_files_and_no_others(rebuilt: dict[str, Path]) -> None:
    for folder in rebuilt.values():
        assert sorted(path.name for path in folder.iterdir()) == FILES


@pytest.mark.parametrize("name", FILES)
def test_same_bytes_under_any_hash_seed(rebuilt: dict[str, Path], name: str) -> None:
    one, other = ((folder / name).read_bytes() for folder in rebuilt.values())
    assert len(one) > 1000
    assert one == other


@pytest.mark.parametrize("name", FILES)
def test_the_committed_files_are_what_is_built_today(rebuilt: dict[str, Path], name: str) -> None:
    committed = ROOT / "output" / name
    if not committed.exists():
        pytest.fail(f"output/{name} is missing: run make graph")
    today, then = (rebuilt["0"] / name).read_bytes(), committed.read_bytes()
    if today != then:
        at = next((i for i, (a, b) in enumerate(zip(today, then, strict=False)) if a != b), min(len(today), len(then)))
        around = slice(max(0, at - 60), at + 60)
        pytest.fail(f"output/{name} is out of date: run make graph\nnow  …{today[around]!r}…\nthen …{then[around]!r}…")
