"""Type checkers and editors know the package where it is installed: a user's program outside the repository."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kg

MISTAKES = ["kg.raed('x')", "kg.read('x').entites", "kg.read('x').facts[0].subjct"]
CALLS = {
    "kg.load('x').facts[0].subject": "Entity",
    "kg.read('x').entities": "Listing[Entity]",
    "kg.read('x').query('ASK {}')": "DataFrame",
    "kg.read('x').show()": "Page",
    "kg.read('x') | kg.read('y')": "KnowledgeGraph",
    "kg.read('x').facts[0].object": "Entity | None",
}
pytestmark = pytest.mark.slow


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A program that names everything public, and makes three mistakes."""
    lines = ["import kg", *(f"reveal_type(kg.{name})" for name in kg.__all__), *(f"reveal_type({c})" for c in CALLS)]
    (path := tmp_path / "program.py").write_text("\n".join([*lines, *MISTAKES]) + "\n")
    return path


def mistakes(program: Path) -> list[int]:
    """The numbers of the lines that are wrong."""
    return [n for n, line in enumerate(program.read_text().splitlines(), 1) if line in MISTAKES]


def test_mypy_knows_every_public_name(program: Path) -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--no-color-output", program.name]
    done = subprocess.run(command, cwd=program.parent, capture_output=True, text=True)
    types = re.findall(r'Revealed type is "(.*)"', done.stdout)
    assert len(types) == len(kg.__all__) + len(CALLS), done.stdout + done.stderr
    assert "Any" not in types
    told = [re.sub(r"\b[a-z_]+\.", "", one).removesuffix("?") for one in types[len(kg.__all__) :]]
    assert told == list(CALLS.values())
    assert [int(n) for n in re.findall(r":(\d+): error: ", done.stdout)] == mistakes(program)


def test_pyright_knows_every_public_name(program: Path) -> None:
    """What Pylance shows in VS Code is what pyright knows; basedpyright is pyright with Node inside."""
    found = shutil.which("basedpyright", path=str(Path(sys.executable).parent)) or shutil.which("pyright")
    if found is None:
        pytest.skip("neither basedpyright nor pyright is installed")
    (program.parent / "pyrightconfig.json").write_text('{"typeCheckingMode": "standard"}')
    command = [found, "--outputjson", "--pythonpath", sys.executable, program.name]
    done = subprocess.run(command, cwd=program.parent, capture_output=True, text=True)
    told = json.loads(done.stdout)["generalDiagnostics"]
    types = [re.sub(r'.* is "(.*)"', r"\1", one["message"]) for one in told if one["severity"] == "information"]
    assert len(types) == len(kg.__all__) + len(CALLS), done.stdout
    assert [one for one in types if "Unknown" in one] == ["type[Listing[Unknown]]"]  # of no thing in particular
    assert types[len(kg.__all__) :] == list(CALLS.values())
    wrong = sorted({one["range"]["start"]["line"] + 1 for one in told if one["severity"] == "error"})
    assert wrong == mistakes(program), told
