"""The shape of the program: imports point one way, heavy libraries have one home, modules stay small and told."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "kg"
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))
MAX_LINES = 300

# From the records to the command: a module imports from its own stage and from those before it, never from a later one.
# What stands in no stage is one of FACTS, which make facts of what was found; circles among them are forbidden.
FACTS = "facts"
STAGES = [
    {"types", "errors"},
    {"agreement"},
    {"progress", "readers", "readable", "parse"},
    {"sentences", "entities"},
    {"rules"},
    {FACTS, "offices", "quotations", "votes"},
    {"records", "rollcalls"},
    {"export"},
    {"write", "pipeline"},
    {"query"},
    {"rules/check"},  # runs a rule file's examples through the pipeline
    {
        "report",
        "explain",
        "claims",
        "voting",
        "evaluate",
        "exits",
        "api",
        "commands",
        "cli",
        "spacy_component",
        "__init__",
        "__main__",
    },
]
# Stages that stand on the records alone, wherever they are in the order.
ALONE = {"types": set(), "errors": set(), "readers": {"types", "errors"}, "export": {"types", "errors", "agreement"}}
HOMES = {
    "rdflib": "export/",
    "networkx": "export/",
    "numpy": "export/linlog",
    "pyvis": "export/",
    "jinja2": "export/",
    "pypdfium2": "readers/",
    "trafilatura": "readers/",
    "typer": ("cli", "commands/"),
    "anywidget": "api/",
}
PRINTERS = {"cli", "commands", "report", "progress"}


@cache
def tree(module: str) -> ast.Module:
    return ast.parse((PACKAGE / module).read_text(encoding="utf-8"))


def imports(module: str) -> Iterator[str]:
    """Dotted names of what a module imports, inside functions too (``from kg import a`` is ``kg.a``)."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            for alias in node.names:
                yield f"{node.module}.{alias.name}"


def own(module: str) -> set[str]:
    """Our modules that a module imports, as paths without suffix: ``entities/people``."""
    found = set()
    for name in imports(module):
        parts = name.split(".")
        if parts[0] == "kg":
            while parts[1:] and not known("/".join(parts[1:])):
                parts.pop()
            found.add("/".join(parts[1:]) or "__init__")
    return found


def known(path: str) -> bool:
    return (PACKAGE / f"{path}.py").exists() or (PACKAGE / path).is_dir()


def stage(path: str) -> str:
    """The stage of ``rules/match.py`` is ``rules``, unless the module is a stage of its own."""
    path = path.removesuffix(".py")
    named = [name for name in (path, path.split("/")[0]) if any(name in names for names in STAGES)]
    assert named or "/" not in path, f"kg/{path.split('/')[0]} has no stage: give it a place in STAGES"
    return named[0] if named else FACTS


def rank(name: str) -> int:
    return next(number for number, names in enumerate(STAGES) if name in names)


def test_the_package_was_found() -> None:
    assert {"types/facts.py", "parse.py", "rules/match.py", "export/turtle.py", "cli.py"} <= set(MODULES)
    assert own("pipeline.py") >= {"extract", "graph", "parse"}
    assert own("write.py") >= {"export/turtle", "types"}  # imported inside a function


@pytest.mark.parametrize("module", MODULES)
def test_arrows_point_one_way(module: str) -> None:
    here = rank(stage(module))
    assert [name for name in sorted(own(module)) if rank(stage(name)) > here] == []


@pytest.mark.parametrize("module", MODULES)
def test_readers_and_exporters_know_nothing_but_the_records(module: str) -> None:
    name = stage(module)
    if name in ALONE:
        assert {stage(other) for other in own(module)} - {name} <= ALONE[name]


def test_modules_do_not_import_each_other_in_a_circle() -> None:
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, " → ".join((*path, module))
        if module in done:
            return
        for other in sorted(own(module)):
            file = f"{other}.py" if (PACKAGE / f"{other}.py").exists() else f"{other}/__init__.py"
            if (PACKAGE / file).exists() and file != module:
                visit(file, (*path, module))
        done.add(module)

    for module in MODULES:
        visit(module, ())
    assert done == set(MODULES)


def test_types_import_nothing_of_ours_and_nothing_installed() -> None:
    for module in (module for module in MODULES if stage(module) == "types"):
        assert {stage(other) for other in own(module)} <= {"types"}
        assert {name.split(".")[0] for name in imports(module)} - {"kg"} <= sys.stdlib_module_names


@pytest.mark.parametrize("library", HOMES)
def test_a_library_has_one_home(library: str) -> None:
    users = [module for module in MODULES if any(name.split(".")[0] == library for name in imports(module))]
    if library != "jinja2":  # pyvis brings it
        assert users
    assert all(module.startswith(HOMES[library]) for module in users)


@pytest.mark.parametrize("module", [module for module in MODULES if module.startswith("rules/")])
def test_rules_know_no_rdf(module: str) -> None:
    assert {name.split(".")[0] for name in imports(module)}.isdisjoint({"rdflib", "pyoxigraph", "networkx", "pyvis"})


def test_only_parse_loads_a_language_model() -> None:
    loaders = {
        module
        for module in MODULES
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"spacy.load", "spacy.blank", "load_model_from_path"}
    }
    assert loaders == {"parse.py"}
    assert [module for module in MODULES if "spacy" in imports(module)] == ["parse.py"]


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_no_longer_than_a_reader_can_hold(module: str) -> None:
    assert len((PACKAGE / module).read_text(encoding="utf-8").splitlines()) <= MAX_LINES


@pytest.mark.parametrize("module", MODULES)
def test_a_module_says_what_it_is_for(module: str) -> None:
    assert ast.get_docstring(tree(module))


@pytest.mark.parametrize("module", [module for module in MODULES if stage(module) not in PRINTERS])
def test_only_the_command_and_its_report_print(module: str) -> None:
    calls = [ast.unparse(node.func) for node in ast.walk(tree(module)) if isinstance(node, ast.Call)]
    assert not {"print", "sys.stdout.write", "sys.stderr.write", "typer.echo"} & set(calls)
