"""The commands ``kg rules list``, ``kg rules check`` and ``kg explain``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.errors import GraphError, ModelError, RuleError
from kg.exits import Exit

if TYPE_CHECKING:
    from kg.explain import Explanation, Source
    from kg.rules.load import RuleFile

app = typer.Typer(help="List and check rule files.", no_args_is_help=True)
_Rules = Annotated[
    list[Path] | None,
    typer.Option(metavar="FILE", exists=True, dir_okay=False, help="More rules (YAML); may be repeated."),
]
_Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@app.command("list")
def list_rules(rules: _Rules = None, as_json: _Json = False) -> None:
    """List the rule files: the relation each states, its patterns and its examples."""
    from kg.rules.load import load

    try:
        files = load(rules or ())
    except RuleError as error:
        raise _fail(Exit.MODEL, str(error)) from error
    rows = [_row(file) for file in files]
    if as_json:
        typer.echo(json.dumps({"files": rows}, ensure_ascii=False, indent=2))
        return
    width = max(len(str(row["file"])) for row in rows)
    typer.echo(f"{'File':{width}}  {'Relation':12}  Patterns  Examples")
    for row in rows:
        typer.echo(f"{row['file']:{width}}  {row['relation'] or '-':12}  {row['patterns']:8}  {row['examples']:8}")


def _row(file: RuleFile) -> dict[str, object]:
    kinds = Counter(example.kind for example in file.examples)
    return {
        "file": _visible(file.path),
        "relation": file.relation.value if file.relation else None,
        "about": file.about,
        "patterns": len(file.rules),
        "examples": len(file.examples),
        **{kind: kinds[kind] for kind in ("match", "no_match", "todo")},
    }


@app.command("check")
def check_rules(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE]...", help="Rule files (YAML); default: the built-in ones.")
    ] = None,
    model: Annotated[str | None, typer.Option(help="spaCy model, by package name or path.")] = None,
) -> None:
    """Run the examples of rule files and say what fails; exit code 4 if anything does."""
    from kg.parse import load_model
    from kg.rules.check import Checker
    from kg.rules.load import built_in, load_file

    problems = examples = 0
    try:
        loaded = [load_file(path) for path in files] if files else built_in()
        checker = Checker(load_model(model))
        for file in loaded:
            examples += len(file.examples)
            for problem in checker.problems(file):
                problems += 1
                typer.echo(f"{_visible(problem.path)}: {_visible(problem.where)}\n    {problem.message}")
    except (ModelError, RuleError) as error:
        raise _fail(Exit.MODEL, str(error)) from error
    typer.echo(f"{_plural(len(loaded), 'file')}, {_plural(examples, 'example')}, {_plural(problems, 'problem')}")
    if problems:
        raise typer.Exit(Exit.MODEL)


def explain(
    fact: Annotated[str, typer.Argument(metavar="FACT", help="A fact's IRI or hash in the graph, or how it begins.")],
    graph: Annotated[Path, typer.Option(metavar="FILE", help="The graph (Turtle).")] = Path("output/graph.ttl"),
    articles: Annotated[
        list[Path] | None,
        typer.Option(metavar="PATH", exists=True, help="Where the articles are, if they were moved; may be repeated."),
    ] = None,
    rules: _Rules = None,
    as_json: _Json = False,
) -> None:
    """Show what a fact rests on: its sentences with the evidence marked, its rule, confidence and status."""
    from kg.explain import explain as explained
    from kg.rules.load import load

    try:
        found = explained(fact, graph, files=load(rules or ()), articles=articles or ())
    except RuleError as error:
        raise _fail(Exit.MODEL, str(error)) from error
    except GraphError as error:
        raise _fail(Exit.NOTHING, str(error)) from error
    if as_json:
        typer.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2))
    else:
        for line in _lines(found):
            typer.echo(line)


def _lines(found: Explanation) -> Iterable[str]:
    yield _visible(f"{found.subject} — {found.predicate} → {found.object}")
    for name, text in found.qualifiers.items():
        yield _visible(f"  {name}: {text}")
    yield f"  status: {found.polarity.lower()}, {found.modality.lower()}; confidence {found.confidence}"
    yield f"  {found.iri}"
    for source in found.sources:
        yield ""
        yield from _quoted(source)
    for rule in found.rules:
        yield ""
        file = (
            f" ({rule.path})" if rule.path else f": {rule.about}" if rule.about else " (of no rule file that is loaded)"
        )
        yield _visible(f"Rule {rule.id}{file}")
        if rule.pattern:
            yield _visible(f"  {rule.about}")
            yield _visible(f"  {rule.pattern}")


def _quoted(source: Source) -> Iterable[str]:
    about = ", ".join(part for part in (source.title, source.date, source.source) if part)
    yield _visible(f"{source.document}: {about}" if about else source.document)
    yield _visible(f"  characters {source.start} to {source.end}")
    if source.before is None or source.after is None:
        yield _visible(f"  >>{source.quote}<<")
        yield "  (the article is not at hand, so only the evidence is shown; name its place with --articles)"
    else:
        yield _visible(f"  {source.before}>>{source.quote}<<{source.after}")


def _visible(text: str) -> str:
    from kg.report import visible

    return visible(text)


def _plural(count: int, noun: str) -> str:
    from kg.readers.base import plural

    return plural(count, noun)


def _fail(code: Exit, message: str) -> typer.Exit:
    typer.echo(f"kg: {_visible(message)}", err=True)
    return typer.Exit(code)
