"""The command ``kg query``."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from kg.errors import GraphError, KgError, QueryError
from kg.exits import Exit
from kg.write import whole_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.query.run import Results
    from kg.query.store import Source

DEFAULT_GRAPH = Path("output/graph.ttl")
GraphOption = Annotated[
    Path, typer.Option("--graph", "-g", metavar="FILE", help="The graph: a Turtle or other RDF file, or its store.")
]
FormatOption = Annotated[
    str,
    typer.Option(
        "--format",
        "-F",
        metavar="NAME",
        help="table, csv, tsv, json or xml for rows; ttl, nt, jsonld or rdf for graphs.",
    ),
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here instead of standard output.")
]


def query(
    text: Annotated[
        str | None, typer.Argument(metavar="[QUERY]", help="SPARQL 1.1; @FILE reads a file, - standard input.")
    ] = None,
    file: Annotated[Path | None, typer.Option("-f", "--file", metavar="FILE", help="Read the query from here.")] = None,
    graph: GraphOption = DEFAULT_GRAPH,
    format: FormatOption = "table",
    output: OutputOption = None,
    infer: Annotated[
        bool, typer.Option("--infer", help="Ask also what follows from the ontology (OWL 2 RL); reads the whole file.")
    ] = False,
) -> None:
    """Ask a graph in SPARQL: kg query 'SELECT ?who { ?who kg:represents country:UKR }'.

    All prefixes are built in. The first question makes a store beside the graph's file, so that later ones are quick.
    """
    from kg.query.formats import named
    from kg.query.run import ask, read_query
    from kg.query.terms import notices

    with told_errors():
        format = named(format)  # before the query is run
        stdin = sys.stdin.read() if "-" in {text, str(file)} else None
        wanted = read_query(text, file, stdin)
        source = opened(graph, infer=infer)
        results = ask(source, wanted)
        for told in notices(source, wanted):
            _tell(told)
        show(results, source, format, output)


def opened(graph: Path, *, infer: bool = False) -> Source:
    """The graph of a ``--graph`` option, with what follows from it if wanted; notices go to standard error."""
    from kg.query.store import open_graph

    source = open_graph(graph, notify=notice, memory=infer)
    if infer:
        from kg.query.infer import infer as add_what_follows

        add_what_follows(source)
    return source


def notice(message: str) -> None:
    """Tell on standard error what is no error."""
    typer.echo(f"kg: {message}", err=True)


def show(results: Results, source: Source, format: str, output: Path | None, *, instead: str = "") -> None:
    """Write results to a file or to standard output; ``instead`` names the options to try if a table is empty."""
    import pyoxigraph as ox

    from kg.query.formats import write

    with sink(output) as out:
        if format == "table" and isinstance(results, ox.QueryBoolean):
            out.write(f"{str(bool(results)).lower()}\n".encode())
        elif format == "table" and isinstance(results, ox.QuerySolutions):
            out.write(_table(results, source, wide=output is not None, instead=instead).encode())
        else:
            write(results, format, out, prefixes=source.prefixes)
            if format in {"json", "xml", "jsonld", "rdf"}:  # these end without a line feed
                out.write(b"\n")


def _table(results: object, source: Source, *, wide: bool, instead: str) -> str:
    """A table as wide as the terminal, or, for a file or a pipe, as wide as its texts."""
    import pyoxigraph as ox
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from kg.query.formats import SHOWN, rows, widths
    from kg.report import visible

    assert isinstance(results, ox.QuerySolutions)
    heads = [variable.value for variable in results.variables]
    lines, more = rows(results, source.prefixes)
    lines = [[visible(text) for text in line] for line in lines]
    table = Table(*heads)
    for line in lines:
        table.add_row(*map(Text, line))
    terminal = not wide and sys.stdout.isatty()
    console = Console(width=None if terminal else max(20, widths(heads, lines)), color_system=None)
    with console.capture() as captured:
        console.print(table)
    if more:
        typer.echo(f"kg: only the first {SHOWN} rows are shown; --format csv gives all of them", err=True)
    elif not lines:
        typer.echo("kg: nothing was found" + (f"; or is it {instead}?" if instead else ""), err=True)
    return captured.get()


@contextmanager
def sink(output: Path | None) -> Iterator[IO[bytes]]:
    """Standard output, or a file that is there only when it is whole."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        with whole_file(output) as file:
            yield file
    except OSError as error:
        raise unwritable(output, error) from error


def unwritable(output: Path, error: OSError) -> GraphError:
    """What is said of a file or folder that cannot be written."""
    return GraphError(f"{output}: cannot be written: {error.strerror or error}; name another with --output")


@contextmanager
def told_errors() -> Iterator[None]:
    """Errors end in a message and an exit code; Ctrl-C ends a query at once, which Python alone could not."""
    former = signal.getsignal(signal.SIGINT)
    with suppress(ValueError):  # not in the main thread, which alone is interrupted
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    except BrokenPipeError:  # the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except QueryError as error:
        raise _fail(error, Exit.USAGE) from error
    except (GraphError, OSError) as error:
        raise _fail(error, Exit.NOTHING) from error
    finally:
        with suppress(ValueError):
            signal.signal(signal.SIGINT, former)


def _fail(error: KgError | OSError, code: Exit) -> typer.Exit:
    _tell(str(error))
    return typer.Exit(code)


def _tell(message: str) -> None:
    """A message on standard error; what is indented in it shows a place."""
    from kg.report import visible

    for line in message.split("\n"):
        typer.echo(("" if line.startswith("    ") else "kg: ") + visible(line), err=True)
