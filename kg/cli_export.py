"""The command ``kg export``."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli_query import DEFAULT_GRAPH, GraphOption, opened, sink, told_errors, unwritable
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.query.store import Source

FILES = ("ttl", "nt", "nq", "trig", "jsonld", "graphml", "gexf", "ftm")
FOLDERS = ("neo4j", "parquet", "json")


def export(
    to: Annotated[
        str, typer.Option("--to", metavar="NAME", help=f"{', '.join(FILES)} (files); {', '.join(FOLDERS)} (folders).")
    ],
    graph: GraphOption = DEFAULT_GRAPH,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="PATH", help="File (default: standard output) or folder.")
    ] = None,
    rdf12: Annotated[bool, typer.Option("--rdf12", help="With ttl: RDF 1.2, statements as triple terms.")] = False,
) -> None:
    """Write a graph in another format: kg export --to trig -o graph.trig.

    trig and nq hold a named graph a document; graphml and gexf open in Gephi; neo4j is a folder with the two files of
    its importer; parquet and json (a page for every thing) are folders, too.
    """
    from kg.query.formats import named

    with told_errors():
        to = named(to, (*FILES, *FOLDERS))
        if rdf12 and to != "ttl":
            raise QueryError("--rdf12 goes with --to ttl")
        if to in FOLDERS and output is None:
            raise QueryError(f"{to} is a folder: name it with --output")
        source = opened(graph)
        if to in FILES:
            text = _file("rdf12" if rdf12 else to)(source)
            with sink(output) as out:
                out.write(text)
        else:
            assert output is not None
            try:
                _fill(output, source, _folder(to))
            except OSError as error:
                raise unwritable(output, error) from error


def _file(name: str) -> Callable[[Source], bytes]:
    from kg.query.export import ftm, jsonld, network, rdf

    return {
        "ttl": rdf.turtle, "nt": rdf.n_triples, "nq": rdf.n_quads, "trig": rdf.trig, "rdf12": rdf.rdf12,
        "jsonld": jsonld.json_ld, "graphml": network.graphml, "gexf": network.gexf,
        "ftm": ftm.follow_the_money,
    }[name]  # fmt: skip


def _folder(name: str) -> Callable[[Source, Path], None]:
    from kg.query.export import tables

    return {"neo4j": tables.neo4j, "parquet": tables.parquet, "json": tables.pages}[name]


def _fill(folder: Path, source: Source, write: Callable[[Source, Path], None]) -> None:
    """A folder that is there only when it is whole.

    Raises:
        QueryError: if something else is there already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise QueryError(f"{folder} is there already and not empty; name a new folder")
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=f".kg-{os.getpid()}-", dir=folder.parent))
    try:
        write(source, temporary)
        if folder.exists():
            folder.rmdir()
        temporary.chmod(0o777 & ~_umask())
        os.replace(temporary, folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _umask() -> int:
    """What new folders are not allowed; mkdtemp keeps its own to its owner."""
    if sys.platform == "win32":
        return 0
    mask = os.umask(0)
    os.umask(mask)
    return mask
