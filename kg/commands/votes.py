"""The commands ``kg verify`` and ``kg votes``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.errors import GraphError, KgError
from kg.exits import Exit

if TYPE_CHECKING:
    from kg.claims import Claim
    from kg.types import Graph, RollCall

app = typer.Typer(help="Official voting tables: import them, and count who votes with whom.", no_args_is_help=True)

_Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
_Tables = Annotated[
    list[Path],
    typer.Argument(metavar="FILE...", exists=True, help="Voting tables (.csv, .csv.gz), or folders of them."),
]


def verify(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]...",
            exists=True,
            help="A built graph (.ttl), or articles and voting tables to be built. Default: output/graph.ttl.",
        ),
    ] = None,
    contradicted: Annotated[bool, typer.Option("--contradicted", help="Only what the record has otherwise.")] = False,
    as_json: _Json = False,
) -> None:
    """Hold every vote that the texts tell against the official record: confirmed, contradicted or not in it.

    Exit code 5 if anything is contradicted.
    """
    from kg.claims import CONTRADICTED

    try:
        found = _claims(paths or [Path("output/graph.ttl")])
    except KgError as error:
        raise _fail(str(error)) from error
    wrong = [claim for claim in found if claim.verdict == CONTRADICTED]
    shown = wrong if contradicted else found
    if as_json:
        counts = dict(sorted(Counter(claim.verdict for claim in found).items()))
        rows = [asdict(claim) for claim in shown]
        typer.echo(json.dumps({"counts": counts, "claims": rows}, ensure_ascii=False, indent=2))
    else:
        _show(shown, found)
    if wrong:
        raise typer.Exit(Exit.CONTRADICTED)


def _claims(paths: Sequence[Path]) -> list[Claim]:
    """The claims of a built graph, or of one that is built of articles and tables for the purpose."""
    import tempfile

    from kg.claims import claims

    graphs = [path for path in paths if path.suffix == ".ttl"]
    if graphs and len(paths) > 1:
        raise GraphError(f"{graphs[0]} is a graph; name it alone, or only articles and tables")
    if graphs or not paths[0].exists():
        return claims(paths[0], notify=_tell)
    from kg.export.turtle import write_turtle
    from kg.pipeline import build

    graph = build(paths)
    _warn(graph)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.ttl"
        write_turtle(graph, path)
        return claims(path, memory=True)


def _show(shown: Sequence[Claim], found: Sequence[Claim]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from kg.claims import CONFIRMED, CONTRADICTED, UNKNOWN
    from kg.report import visible

    marks = {CONFIRMED: ("✓", "green"), CONTRADICTED: ("✗", "red"), UNKNOWN: ("–", "dim")}
    console = Console()
    table = Table("", "Text", "Who", "Says", "Record", "Measure", "Words")
    for column in table.columns[1:]:
        column.overflow = "fold"
    for claim in shown:
        mark, style = marks[claim.verdict]
        record = f"{claim.recorded}: {claim.row}" if claim.verdict == CONTRADICTED else claim.recorded or "–"
        cells = (claim.document, claim.who, claim.said, record, claim.measure, claim.quote)
        table.add_row(Text(mark, style=style), *(Text(visible(" ".join(cell.split()))) for cell in cells))
    if shown:
        console.print(table)
    counts = Counter(claim.verdict for claim in found)
    told = ", ".join(f"{counts[verdict]} {verdict}" for verdict in (CONFIRMED, CONTRADICTED, UNKNOWN))
    console.print(f"{len(found)} votes and tallies told: {told}.", markup=False, highlight=False)


@app.command("import")
def import_tables(
    files: _Tables,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="Turtle file to write.")] = Path(
        "output/votes.ttl"
    ),
    store: Annotated[
        bool, typer.Option("--store", help="Load the store that `kg query` asks, too (else the first question does).")
    ] = False,
) -> None:
    """Turn voting tables into RDF: every member's vote as an edge and as a statement that cites its row."""
    from kg.export.turtle import write_turtle
    from kg.query.store import refresh
    from kg.voting import record_of

    try:
        graph = record_of(files)
        _warn(graph)
        if not graph.rollcalls:
            raise GraphError(f"no vote was found; {output} is as it was")
        output.parent.mkdir(parents=True, exist_ok=True)
        fresh = output.with_name(f".{output.name}.new")  # so that a failed import leaves the former file whole
        write_turtle(graph, fresh)
        fresh.replace(output)
        if store:
            refresh(output, notify=_tell)
    except KgError as error:
        raise _fail(str(error)) from error
    except OSError as error:
        raise _fail(f"{error}; {output} is as it was") from error
    votes = sum(len(rollcall.ballots) for rollcall in graph.rollcalls)
    typer.echo(f"{votes:,} votes of {len(graph.rollcalls):,} roll calls in {output}")
    if graph.skipped:
        raise typer.Exit(Exit.SKIPPED)


@app.command()
def agreement(
    files: _Tables,
    country: Annotated[str | None, typer.Option(help="Only pairs with this country.")] = None,
    half: Annotated[bool, typer.Option("--half", help="An abstention counts as half a difference.")] = False,
    least: Annotated[int, typer.Option("--least", min=1, help="Only pairs with so many votes in common.")] = 1,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write .csv or .graphml instead.")
    ] = None,
) -> None:
    """Count in how many of their common votes countries chose alike."""
    from kg.voting import VotingRecord

    record = VotingRecord(_rollcalls(files))
    try:
        rows = record.pairs(country=country, half=half, least=least)
    except KgError as error:
        raise _fail(str(error)) from error
    if output and output.suffix == ".graphml":
        from kg.export.network import write_agreement

        write_agreement(rows, output)
    elif output:
        from kg.voting import write_pairs

        write_pairs(rows, output)
    else:
        for row in rows:
            typer.echo(f"{row.agreement:.3f}  {row.alike:g} of {row.common}  {row.one} – {row.other}")


def _rollcalls(files: Sequence[Path]) -> tuple[RollCall, ...]:
    from kg.voting import record_of

    graph = record_of(files)
    _warn(graph)
    return graph.rollcalls


def _warn(graph: Graph) -> None:
    from kg.report import visible

    for item in graph.skipped:
        typer.echo(f"kg: {visible(item.source)}: {visible(item.reason)}", err=True)


def _tell(text: str) -> None:
    typer.echo(f"kg: {text}", err=True)


def _fail(message: str) -> typer.Exit:
    from kg.report import visible

    typer.echo(f"kg: {visible(message)}", err=True)
    return typer.Exit(Exit.NOTHING)
