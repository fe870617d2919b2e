"""The command ``kg serve``."""

from __future__ import annotations

import socket
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from kg.errors import GraphError
from kg.exits import Exit

_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def serve(
    graph: Annotated[Path, typer.Argument(metavar="[FILE]", help="A graph (Turtle), or its store.")] = Path(
        "output/graph.ttl"
    ),
    port: Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help="Port; 0 takes a free one.")] = 8765,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Address to listen at.")] = "127.0.0.1",
    timeout: Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="How long a query may take.")] = 30.0,
    max_size: Annotated[int, typer.Option(min=1, metavar="MB", help="How large an answer may be.")] = 64,
    workers: Annotated[int, typer.Option(min=1, help="How many queries run at once.")] = 2,
    page_size: Annotated[
        int,
        typer.Option(
            min=0,
            metavar="NUMBER",
            help="Things and facts that a page of the explorer holds; of a larger graph it shows what you choose.",
        ),
    ] = 60_000,
    cors: Annotated[str, typer.Option(metavar="ORIGIN", help="Web pages of this origin may ask; * for all.")] = "*",
) -> None:
    """Serve a graph: a SPARQL 1.1 endpoint at /sparql, a query page with the saved questions, the explorer, a
    page for every thing.

    It only reads, and by default only this computer can reach it. Needs no network. When the file is built anew, the
    new graph is served.
    """
    from kg.commands.query import notice, opened

    try:
        source = opened(graph)
    except GraphError as error:
        notice(str(error))
        raise typer.Exit(Exit.NOTHING) from error
    try:
        listening = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        notice(f"{host}:{port} cannot be listened at: {error.strerror or error}; choose another with --port")
        raise typer.Exit(Exit.NOTHING) from error

    import uvicorn

    from kg.query.serve.app import application
    from kg.query.serve.live import Live
    from kg.query.serve.workers import Pool

    live = Live(graph, source, notice)
    pool = Pool(live, size=workers, seconds=timeout, limit=max_size * 1_000_000)
    app = application(live, pool, cors=cors, most=page_size)
    if host not in _LOOPBACK:
        notice(f"whoever can reach {host} can read this graph")
    shown = f"[{host}]" if ":" in host else host
    typer.echo(f"Serving {graph} at http://{shown}:{listening.getsockname()[1]}/ (SPARQL at /sparql; Ctrl-C ends it)")
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
    end = server.handle_exit

    def end_at_once(sig: int, frame: FrameType | None) -> None:
        pool.close()  # or else Ctrl-C would wait for queries that run
        end(sig, frame)

    server.handle_exit = end_at_once  # type: ignore[method-assign]
    server.run(sockets=[listening])
