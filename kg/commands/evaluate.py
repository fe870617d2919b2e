"""The command ``kg evaluate``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from kg.errors import GraphError, ReadError
from kg.exits import Exit


def evaluate(
    graph: Annotated[Path, typer.Argument(metavar="GRAPH", exists=True, dir_okay=False, help="A graph (Turtle).")],
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", exists=True, file_okay=False, help="Folder of annotations (DOC.json).")
    ],
    doc: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Only this document; may be repeated.")] = None,
    texts: Annotated[
        Path | None,
        typer.Option(metavar="DIR", exists=True, file_okay=False, help="Folder of the texts (DOC.txt); default: GOLD."),
    ] = None,
    misses: Annotated[bool, typer.Option("--misses", help="List what was missed or wrong.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Score a graph against annotations of the documents it was built from."""
    from rich.console import Console

    from kg import evaluate as scoring
    from kg.report import visible

    try:
        golds = scoring.read_gold(gold, docs=doc or (), texts=texts)
        report = scoring.evaluate(scoring.BuiltGraph(graph), golds)
    except (GraphError, ReadError) as error:
        typer.echo(f"kg: {visible(str(error))}", err=True)
        raise typer.Exit(Exit.NOTHING) from error
    if as_json:
        typer.echo(json.dumps(scoring.as_json(report, misses=misses), ensure_ascii=False, indent=2))
    else:
        scoring.show(report, Console())
        for line in scoring.lines(report) if misses else ():
            typer.echo(line)
