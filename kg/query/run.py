"""A query and an opened graph → its results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox

from kg.errors import GraphError, QueryError
from kg.query.store import Source
from kg.query.syntax import in_order, keyword, refused, shown

Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def ask(source: Source, query: str, *, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()) -> Results:
    """Run a SPARQL 1.1 query, with the prefixes of the contract and of the file built in.

    Args:
        source: the graph.
        query: SELECT, ASK, CONSTRUCT or DESCRIBE.
        default_graphs: IRIs of the graphs to ask; none means the whole file.
        named_graphs: IRIs of the graphs that GRAPH may name; none means all.

    Raises:
        QueryError: if it is no such query, or would ask another server (SERVICE); the message shows the place.
        GraphError: if the store turns out to be damaged.
    """
    if service := keyword(query, "SERVICE"):
        raise QueryError(shown(query, service, "SERVICE is not answered: nothing is asked of the network"))
    try:
        results = _run(source, query, default_graphs, named_graphs)
        if isinstance(results, ox.QuerySolutions) and (
            ordered := in_order(query, [v.value for v in results.variables])
        ):
            return _run(
                source, ordered, default_graphs, named_graphs
            )  # nothing was computed yet: rows are made as read
        return results
    except SyntaxError as error:
        raise refused(query, error, source.prefixes) from None
    except ValueError as error:
        raise QueryError(str(error)) from error
    except (OSError, RuntimeError) as error:
        raise GraphError(f"the query failed: {error}") from error


def _run(source: Source, query: str, default_graphs: Sequence[str], named_graphs: Sequence[str]) -> Results:
    given = [ox.NamedNode(iri) for iri in default_graphs]
    named = [ox.NamedNode(iri) for iri in named_graphs]
    return source.store.query(
        query,
        prefixes=dict(source.prefixes),
        use_default_graph_as_union=source.union and not given,
        default_graph=[*given] or ([] if named else None),
        named_graphs=[*named] or ([] if given else None),
    )


def texts(results: Results) -> Iterator[tuple[str, ...]]:
    """The rows of a SELECT as texts: the values of IRIs and literals, "" for what is unbound."""
    assert isinstance(results, ox.QuerySolutions)
    for row in results:
        yield tuple("" if term is None else str(getattr(term, "value", term)) for term in row)


def read_query(argument: str | None, file: Path | None, stdin: str | None) -> str:
    """The query from an argument, ``@FILE``, ``-`` (which is ``stdin``) or a file.

    Raises:
        QueryError: if there is none or more than one, or the file cannot be read.
    """
    if (argument is None) == (file is None):
        raise QueryError("give one query: as an argument, as @FILE, with -f FILE, or - for standard input")
    if argument is not None and argument.startswith("@"):
        file = Path(argument[1:])
    if argument == "-" or file == Path("-"):
        return stdin or ""
    if file is None:
        return argument or ""
    try:
        return file.read_text("utf-8-sig")
    except OSError as error:
        raise QueryError(f"{file}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise QueryError(f"{file}: not UTF-8 text ({error.reason} at byte {error.start})") from error
