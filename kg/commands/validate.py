"""The command ``kg validate``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.errors import GraphError
from kg.exits import Exit


def validate(
    graph: Annotated[Path, typer.Argument(metavar="[FILE]", help="A graph (Turtle).", show_default=True)] = Path(
        "output/graph.ttl"
    ),
) -> None:
    """Check that a graph keeps the vocabulary's promises, such as that every fact has evidence.

    Each broken promise is told as FILE:LINE: error: THING: what is wrong; what is no Turtle as FILE:LINE:COLUMN. Exit
    code 1 if there are errors, 3 if the file cannot be read.
    """
    from kg.export.validate import validate as problems_of
    from kg.readers.base import plural
    from kg.report import visible

    try:
        problems = problems_of(graph)
    except GraphError as error:
        typer.echo(visible(str(error)))
        raise typer.Exit(Exit.NOTHING) from error
    for problem in problems:
        place = f"{graph}:{problem.line}" if problem.line else str(graph)
        about = f"{problem.subject}: " if problem.subject else ""
        typer.echo(visible(f"{place}: {problem.severity}: {about}{problem.message}"))
    errors = sum(problem.severity == "error" for problem in problems)
    typer.echo(f"{graph}: {plural(errors, 'error')}, {plural(len(problems) - errors, 'warning')}")
    if errors:
        raise typer.Exit(Exit.INVALID)
