"""The command ``kg explore``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.commands.query import notice, told_errors
from kg.errors import GraphError
from kg.write import whole_file

if TYPE_CHECKING:
    from kg.types import Article, Graph

Tell = Callable[[str], None]


def explore(
    graph: Annotated[Path, typer.Argument(metavar="FILE", help="A graph (Turtle or other RDF), or its store.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", dir_okay=False, help="The page to write.")],
    title: Annotated[str | None, typer.Option(help="Title of the page.")] = None,
    texts: Annotated[
        list[Path] | None,
        typer.Option(metavar="PATH", exists=True, help="The articles it was built from, to be read in the page."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Tell errors only.")] = False,
    open_page: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
) -> None:
    """Write the page of a graph that was built before, or elsewhere: kg explore graph.ttl -o page.html.

    The file has to keep to the vocabulary (see kg validate). Turtle holds the exact words of every fact, neither their
    sentences nor the articles: name the articles' files or folders with --texts, and the page has both.
    """
    tell = _nothing if quiet else notice
    with told_errors():
        written = _page(graph, title, texts or [], tell)
        output.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(output) as file:
            file.write(written.encode())
    if open_page:
        typer.launch(output.resolve().as_uri())


def _page(path: Path, title: str | None, texts: list[Path], tell: Tell) -> str:
    """The page of a graph's file; what it cannot show as one might expect is told."""
    from kg.export.html import page
    from kg.query.graph import read_graph, with_texts
    from kg.query.store import open_graph

    source = open_graph(path, notify=tell, memory=not path.is_dir())
    try:
        found = read_graph(source, notify=lambda words: tell(f"{path}: {words}"))
        if texts:
            found = with_texts(found, _articles(texts, tell))
            _tell_missing(found, tell)
        else:
            tell(
                f"{path}: holds only the exact words of its facts; --texts PATH brings their sentences and the articles"
            )
        whole = any(document.text for document in found.of_texts().documents)
        return page(found, title=title or f"Knowledge graph: {path.stem.lstrip('.')}", texts=whole,
                    base=source.prefixes[""],
                    tables=all(document.kind == "votes" for document in found.documents))  # fmt: skip
    except GraphError as error:
        raise GraphError(f"{path}: {error}") from error


def _nothing(message: str) -> None:
    """What --quiet does with a notice."""


def _articles(paths: list[Path], tell: Tell) -> Iterator[Article]:
    """The articles of files and folders; what was skipped by error is told."""
    from kg.readers import Notice, read
    from kg.types import Article

    for item in read(paths):
        if isinstance(item, Article):
            yield item
        elif not isinstance(item, Notice):
            tell(f"{item.source}: {item.reason}")


def _tell_missing(graph: Graph, tell: Tell) -> None:
    for document in graph.of_texts().documents:
        if not document.text:
            tell(f"{document.id}: --texts has not the text that the graph was built from; only its quotations show")
