"""docs/rules.md: its generated part is current, and its worked example does what the page says."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg import cli
from kg.rules.load import FILLS, GUARDS, STAGES, built_in
from kg.rules.pattern import ALIASES, TYPES

ROOT = Path(__file__).parent.parent
DOC = (ROOT / "docs" / "rules.md").read_text("utf-8")
TOOL = ROOT / "tools" / "make_rule_reference.py"


def tool():
    spec = importlib.util.spec_from_file_location("make_rule_reference", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def block(name: str) -> str:
    """The indented block of the page under a line that ends in the file's name and a colon."""
    found = re.search(rf"`{re.escape(name)}`[^\n]*:\n\n((?:    [^\n]*\n|\n)+)", DOC)
    assert found, name
    return re.sub(r"(?m)^    ", "", found[1]).strip() + "\n"


def test_the_reference_is_current() -> None:
    assert tool().updated(DOC) == DOC, "run python tools/make_rule_reference.py"


def test_check_mode_agrees() -> None:
    ran = subprocess.run([sys.executable, TOOL, "--check"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_document_without_markers_is_refused() -> None:
    with pytest.raises(ValueError, match="markers"):
        tool().updated("nothing")


def test_every_pattern_is_listed() -> None:
    for rule in (rule for file in built_in() for rule in file.rules):
        assert f"`{rule.pattern.source}`" in DOC


@pytest.mark.parametrize("word", [*GUARDS, *STAGES, *FILLS, *sorted(TYPES), *sorted(ALIASES)])
def test_every_word_of_the_language_is_explained(word: str) -> None:
    assert f"`{word}`" in DOC.partition(tool().BEGIN)[0]


def test_the_worked_example_passes_and_builds(tmp_path: Path) -> None:
    rules, text = tmp_path / "ballots.yaml", tmp_path / "vote.txt"
    rules.write_text(block("ballots.yaml"), "utf-8")
    text.write_text(block("vote.txt"), "utf-8")
    checked = CliRunner().invoke(cli.app, ["rules", "check", str(rules)])
    assert (checked.exit_code, checked.output) == (0, "1 file, 8 examples, 0 problems\n")
    out = tmp_path / "out"
    built = CliRunner().invoke(cli.app, ["build", str(text), "--rules", str(rules), "-o", str(out), "-q"])
    assert built.exit_code == 0, built.output
    graph = (out / "graph.ttl").read_text("utf-8")
    assert graph.count('kg:rule "votedOn/ballot_') == 4
    assert re.findall(r"(?m)^fact:\S+ a rdf:Statement(?:(?!\n\n).)*kg:Planned", graph, re.S)
