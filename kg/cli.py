"""The command ``kg``."""

from __future__ import annotations

import json
import sys
import time
import traceback
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path
from typing import Annotated

import typer

from kg.commands import ask, evaluate, explore, export, push, query, rules, serve, validate, votes
from kg.errors import KgError, ModelError, RuleError
from kg.exits import Exit
from kg.progress import Bar, Progress, Silent
from kg.types import Graph

EXIT_CODES = """
[bold]Exit codes[/bold]

0  everything was built

1  built, but something was skipped with an error (the summary says what and why)

2  usage error: a wrong option, or a PATH that does not exist (what does exist is built all the same)

3  nothing could be built or written; the previous output is untouched

4  the language model or a rule file has a problem; the previous output is untouched

130  interrupted (Ctrl-C or SIGTERM); the output is whole, as it was before
"""

app = typer.Typer(
    name="kg",
    help="Turn news and UN texts into a knowledge graph in which every fact names its sentence.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


@dataclass(frozen=True, slots=True)
class Options:
    """The options of ``kg build``; see its help."""

    paths: tuple[Path, ...]
    output: Path
    title: str | None
    model: str | None
    rules: tuple[Path, ...]
    same: Path | None
    different: Path | None
    base: str | None
    quiet: bool
    json: bool
    open: bool
    texts: bool
    min_confidence: float


def version() -> str:
    """The installed version of diplokg; pyproject.toml is where it is written."""
    try:
        return metadata.version("diplokg")
    except metadata.PackageNotFoundError:  # run from a tree that was never installed
        return "0+unknown"


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kg {version()}")
        raise typer.Exit


@app.callback()
def _main(
    _: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Turn news and UN texts into a knowledge graph in which every fact names its sentence."""


def _check_base(base: str | None) -> str | None:
    """An absolute IRI that ids can be put after; typer.BadParameter if it is not."""
    from kg.export.turtle import is_base

    if base is not None and not is_base(base):
        raise typer.BadParameter(f"{base!r} is no absolute IRI that ends with '/' or '#'")
    return base


def _check_output(output: Path) -> Path:
    """A folder, or nothing yet.

    Raises:
        typer.BadParameter: if it is a file, or a file stands in its way.
    """
    for path in (output, *output.parents):
        if path.exists() and not path.is_dir():
            raise typer.BadParameter(f"{path} is a file; name a folder")
    return output


@app.command(epilog=EXIT_CODES)
def build(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH",
            help="Files and folders: .txt, .md, .html, .csv or .jsonl tables of articles, .csv tables of votes.",
        ),
    ],
    output: Annotated[
        Path,
        typer.Option("-o", "--output", metavar="DIR", callback=_check_output, help="Folder for the graph's files."),
    ],
    title: Annotated[str | None, typer.Option(help="Title of the page.")] = None,
    model: Annotated[str | None, typer.Option(help="spaCy model, by package name or path.")] = None,
    rules: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", exists=True, dir_okay=False, help="More rules (YAML); may be repeated."),
    ] = None,
    same: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", exists=True, dir_okay=False, help="Names that are one thing, a line a pair: A = B."
        ),
    ] = None,
    different: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", exists=True, dir_okay=False, help="Names never to be joined, a line a pair: A != B."
        ),
    ] = None,
    base: Annotated[
        str | None, typer.Option(metavar="IRI", callback=_check_base, help="What the graph's IRIs begin with.")
    ] = None,
    min_confidence: Annotated[
        float, typer.Option(min=0.0, max=1.0, metavar="X", help="Leave out facts less certain than X (0 to 1).")
    ] = 0.0,
    no_texts: Annotated[bool, typer.Option("--no-texts", help="Keep the articles' texts out of the page.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress and no summary.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as one JSON object.")] = False,
    open_page: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
) -> None:
    """Build a graph from articles: graph.ttl (RDF), graph.html (to explore) and graph.graphml.

    The three files are replaced together, and only if the whole build succeeds.
    """
    options = Options(
        paths=tuple(paths),
        output=output,
        title=title,
        model=model,
        rules=tuple(rules or ()),
        same=same,
        different=different,
        base=base,
        quiet=quiet,
        json=as_json,
        open=open_page,
        texts=not no_texts,
        min_confidence=min_confidence,
    )
    raise typer.Exit(_run(options))


def _run(options: Options) -> Exit:
    """Build and report; every error ends in a message and an exit code."""
    from kg.write import interruptible

    try:
        with interruptible():
            return _build(options)
    except KeyboardInterrupt:
        return _fail(options, Exit.INTERRUPTED, f"interrupted; the files in {options.output} are whole")
    except (ModelError, RuleError) as error:
        return _fail(options, Exit.MODEL, str(error))
    except KgError as error:
        return _fail(options, Exit.NOTHING, str(error))
    except OSError as error:
        return _fail(options, Exit.NOTHING, f"{error}; {options.output} is as it was")
    except Exception as error:  # noqa: BLE001 Python's own exit code for these is 1, which says "built"
        traceback.print_exc()
        return _fail(options, Exit.NOTHING, f"a bug in kg ({error!r}); please report it with the traceback above")


def _build(options: Options) -> Exit:
    from kg import write

    start = time.perf_counter()
    if options.quiet or options.json:
        graph = _call(options, Silent())
    else:
        with Bar() as bar:
            graph = _call(options, bar)
    if not graph.documents:
        message = "nothing could be built; the previous output, if any, is untouched"
        return _fail(options, _code(options, graph), message, graph=graph, seconds=time.perf_counter() - start)
    kept = tuple(fact for fact in graph.facts if fact.confidence >= options.min_confidence)
    left_out = len(graph.facts) - len(kept)
    graph = replace(graph, facts=kept)
    by_name = write.writers(title=options.title or _title(options.paths), base=options.base, texts=options.texts)
    files = write.write_all(graph, options.output, by_name)
    code = _code(options, graph)
    _report(options, code, graph, seconds=time.perf_counter() - start, left_out=left_out, files=files)
    if options.open:
        typer.launch((options.output / "graph.html").resolve().as_uri())
    return code


def _call(options: Options, progress: Progress) -> Graph:
    from kg import pipeline  # looked up at the call, so that tests can put another function in its place

    return pipeline.build(
        options.paths,
        model=options.model,
        rules=options.rules,
        same=options.same,
        different=options.different,
        progress=progress,
    )


def _title(paths: tuple[Path, ...]) -> str:
    """The page's title if none is given: what it was built from."""
    names = [path.resolve().name for path in paths]
    return "Knowledge graph: " + ", ".join(names[:3]) + (" …" if len(names) > 3 else "")


def _code(options: Options, graph: Graph) -> Exit:
    """The exit code of a build that ran to its end; the gravest reason wins, a wrong PATH before all."""
    from kg.readers import Notice

    if not all(path.exists() for path in options.paths):
        return Exit.USAGE
    if not graph.documents:
        return Exit.NOTHING
    return Exit.SKIPPED if any(not isinstance(item, Notice) for item in graph.skipped) else Exit.DONE


def _report(
    options: Options,
    code: Exit,
    graph: Graph,
    *,
    seconds: float,
    left_out: int = 0,
    files: list[Path] | None = None,
    error: str = "",
) -> None:
    """Print the summary: JSON or tables on standard output; what was skipped by error is told even if quiet."""
    from rich.console import Console

    from kg import report

    summary = report.summarise(graph, seconds=seconds, left_out=left_out, files=files or ())
    if options.json:
        typer.echo(json.dumps(report.as_json(summary, code=int(code), error=error), ensure_ascii=False, indent=2))
    elif not options.quiet:
        report.show(summary, Console())
    else:
        for item in summary.skipped:
            typer.echo(f"kg: {report.visible(item.source)}: {report.visible(item.reason)}", err=True)


def _fail(options: Options, code: Exit, message: str, *, graph: Graph | None = None, seconds: float = 0.0) -> Exit:
    """Say why a build failed: on standard error, and in the JSON object where one is wanted."""
    if graph is not None or options.json:
        _report(options, code, graph or Graph(), seconds=seconds, error=message)
    typer.echo(f"kg: {message}", err=True)
    return code


for command in (votes.verify, rules.explain, query.query, serve.serve, explore.explore,
                export.export, push.push, validate.validate, evaluate.evaluate):  # fmt: skip
    app.command()(command)
for name, group in {"ask": ask.app, "votes": votes.app, "rules": rules.app}.items():
    app.add_typer(group, name=name)


def main() -> None:
    """Run ``kg``; the console script."""
    try:
        app()
    except KeyboardInterrupt:  # before or after the build's own handling
        sys.exit(Exit.INTERRUPTED)
