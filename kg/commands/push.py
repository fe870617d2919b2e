"""The command ``kg push``."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.commands.query import DEFAULT_GRAPH, GraphOption, notice, opened, told_errors
from kg.errors import QueryError
from kg.exits import Exit

_LINES = 20


def push(
    url: Annotated[str, typer.Argument(metavar="URL", help="The server's Graph Store or, with --update, Update URL.")],
    graph: GraphOption = DEFAULT_GRAPH,
    update: Annotated[bool, typer.Option("--update", help="By SPARQL Update, not the Graph Store Protocol.")] = False,
    into: Annotated[
        str | None, typer.Option("--into", metavar="IRI", help="The named graph to fill; default: the default graph.")
    ] = None,
    size: Annotated[int, typer.Option(min=1, metavar="N", help="Triples a request.")] = 20_000,
    user: Annotated[
        str | None, typer.Option(envvar="KG_PUSH_USER", metavar="NAME:PASSWORD", help="For servers that ask who it is.")
    ] = None,
) -> None:
    """Load a graph into a server that speaks the SPARQL 1.1 Graph Store Protocol or Update.

    It goes in pieces; a push that broke off goes on where it stopped. It only adds: empty the server's graph first if
    it holds an older version.
    """
    from kg.query.cache import store_path
    from kg.query.names import is_iri
    from kg.query.push import PushError, Target
    from kg.query.push import push as send

    with told_errors():
        if into is not None and not is_iri(into):
            raise QueryError(f"{into!r} is no IRI")
        place = graph.with_name(store_path(graph).name.replace(".store", ".push"))
        try:
            sent = send(
                opened(graph), Target(url, update, into, user), place, size=size,
                progress=_progress, notify=notice,
            )  # fmt: skip
        except PushError as error:
            notice(str(error))
            raise typer.Exit(Exit.NOTHING) from error
        typer.echo(f"{sent} triples sent to {url}")


def _progress(done: int, of: int) -> None:
    """Some twenty lines at most, however many pieces there are."""
    if done % max(1, of // _LINES) == 0 or done == of:
        typer.echo(f"{done} of {of} pieces", err=True)
