"""The command ``kg export``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.commands.query import DEFAULT_GRAPH, GraphOption, opened, sink, told_errors, unwritable
from kg.errors import QueryError
from kg.query.export import FILES, FOLDERS


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
    from kg.query.export.files import file, fill, folder
    from kg.query.formats import named

    with told_errors():
        to = named(to, (*FILES, *FOLDERS))
        if rdf12 and to != "ttl":
            raise QueryError("--rdf12 goes with --to ttl")
        if to in FOLDERS and output is None:
            raise QueryError(f"{to} is a folder: name it with --output")
        source = opened(graph)
        if to in FILES:
            text = file("rdf12" if rdf12 else to)(source)
            with sink(output) as out:
                out.write(text)
        else:
            assert output is not None
            try:
                fill(output, source, folder(to))
            except OSError as error:
                raise unwritable(output, error) from error
