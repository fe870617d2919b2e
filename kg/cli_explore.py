"""The command ``kg explore``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli_query import notice, told_errors
from kg.errors import GraphError
from kg.write import whole_file

if TYPE_CHECKING:
    from kg.types import Article, Graph


def explore(
    graph: Annotated[Path, typer.Argument(metavar="FILE", help="A graph (Turtle or other RDF), or its store.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", dir_okay=False, help="The page to write.")],
    title: Annotated[str | None, typer.Option(help="Title of the page.")] = None,
    texts: Annotated[
        list[Path] | None,
        typer.Option(metavar="PATH", exists=True, help="The articles it was built from, to be read in the page."),
    ] = None,
    open_page: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
) -> None:
    """Write the page of a graph that was built before, or elsewhere: kg explore graph.ttl -o page.html.

    The file has to keep to the vocabulary (see kg validate). Turtle holds the words of every fact, not the articles:
    name their files or folders with --texts, and they can be read in the page.
    """
    with told_errors():
        from kg.export.html import page
        from kg.query.graph import read_graph, with_texts
        from kg.query.store import open_graph

        source = open_graph(graph, notify=notice, memory=not graph.is_dir())
        try:
            found = read_graph(source)
            if texts:
                found = with_texts(found, _articles(texts))
                _tell_missing(found)
            whole = any(document.text for document in found.of_texts().documents)
            written = page(found, title=title or f"Knowledge graph: {graph.stem.lstrip('.')}", texts=whole,
                           base=source.prefixes[""],
                           tables=all(document.kind == "votes" for document in found.documents))  # fmt: skip
        except GraphError as error:
            raise GraphError(f"{graph}: {error}") from error
        with whole_file(output) as file:
            file.write(written.encode())
    if open_page:
        typer.launch(output.resolve().as_uri())


def _articles(paths: list[Path]) -> Iterator[Article]:
    """The articles of files and folders; what was skipped by error is told."""
    from kg.read import Notice, read
    from kg.types import Article

    for item in read(paths):
        if isinstance(item, Article):
            yield item
        elif not isinstance(item, Notice):
            notice(f"{item.source}: {item.reason}")


def _tell_missing(graph: Graph) -> None:
    for document in graph.of_texts().documents:
        if not document.text:
            notice(f"{document.id}: --texts has not the text that the graph was built from; only its quotations show")
