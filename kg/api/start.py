"""Files, a graph file or a text → the graph in one's hands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.api.graph import KnowledgeGraph
from kg.api.inputs import Day, Paths, day, in_python, near
from kg.api.inputs import path as path_of
from kg.api.inputs import paths as paths_of
from kg.api.inputs import text as text_of
from kg.api.notices import warn
from kg.errors import GraphError, ModelError, ReadError
from kg.types import Graph, Skipped

if TYPE_CHECKING:
    from kg.api.wishes import Pairs
    from kg.identity import Wishes
    from kg.types import Article

_IN_MEMORY: Final = 20_000_000  # bytes of a file that takes a second at most
_NO_RDF: Final = {
    **dict.fromkeys((".html", ".htm"), "a page (HTML)"), ".graphml": "GraphML", ".gexf": "GEXF", ".md": "Markdown",
    ".txt": "a text", ".csv": "a table", ".pdf": "a PDF",
}  # fmt: skip


def build(
    paths: Paths,
    *,
    model: str | None = None,
    rules: Paths = (),
    same: Pairs | None = None,
    different: Pairs | None = None,
    progress: bool | None = None,
) -> KnowledgeGraph:
    """Read files and folders and build their graph, as ``kg build`` does.

    Args:
        paths: files and folders of articles (text, HTML, PDF, CSV, JSONL) and of voting tables.
        model: an installed English spaCy pipeline; None for the default.
        rules: more rule files.
        same: names that are one thing, ``[("Ana Ruiz", "Ana Ruiz Vega")]``, or a file with a line a pair, ``A = B``.
        different: names that are never one thing, or a file: ``A != B``.
        progress: show how far it is. None: in a notebook, where there are many articles; True: in a terminal, too.

    Raises:
        ReadError: if a path does not exist or nothing could be read.
        ModelError: if the language model is missing or unfit.
        RuleError: if a rule file has a mistake.

    Warns:
        UserWarning: of every file that was skipped, and why.

    >>> import kg
    >>> kg.build("nowhere")
    Traceback (most recent call last):
    kg.errors.ReadError: nowhere: there is no such file or folder
    """
    from kg.api.wishes import wishes
    from kg.readers import read as read_files

    return _built(read_files(paths_of(paths, where="kg.build")), model, rules, wishes(same, different), progress)


def read(
    *texts: str,
    title: str = "",
    date: Day | None = None,
    model: str | None = None,
    rules: Paths = (),
    same: Pairs | None = None,
    different: Pairs | None = None,
    progress: bool | None = None,
) -> KnowledgeGraph:
    """Build the graph of texts given as they are, for a first try in a cell.

    Args:
        texts: one article each.
        title: the headline, of each.
        date: the day of the report (``2022-03-04``, or a date), by which "Monday" becomes a day.
        model: as for ``kg.build``, and so the rest.
        rules: more rule files.
        same: names that are one thing.
        different: names that are never one thing.
        progress: show how far it is.

    Raises:
        ReadError: if there is no text, or it is a path (then ``kg.build`` or ``kg.load`` is meant).
        ModelError, RuleError: as ``kg.build``.

    >>> import kg
    >>> graph = kg.read("Russia voted against the resolution on Friday.")
    >>> graph.find("russia")[0]
    <Country: Russia (country/RUS)>
    """
    from kg.api.wishes import wishes

    articles = _articles(texts, title, day(date, name="date"))
    return _built(articles, model, rules, wishes(same, different), progress)


def load(path: str | Path, *, texts: Paths = ()) -> KnowledgeGraph:
    """Open a graph that was built before: ``kg.load("output/graph.ttl")``.

    Turtle holds the words of every fact, not the articles; with ``texts`` the whole sentences are shown, too.

    Args:
        path: a Turtle or other RDF file that keeps to the vocabulary.
        texts: the articles it was built from, files or folders; those that are others now are passed over.

    Raises:
        GraphError: if there is no such file, it is not RDF, or it holds no facts as ``docs/vocabulary.md`` tells of
            them.
        ReadError: if a path of ``texts`` does not exist.

    >>> import kg
    >>> kg.load("no/graph.ttl")
    Traceback (most recent call last):
    kg.errors.GraphError: no/graph.ttl: there is no such file
    """
    from kg.query.graph import read_graph, with_texts
    from kg.query.store import open_graph
    from kg.readers import read as read_files
    from kg.types import Article

    try:
        file = path_of(path, where="kg.load")
    except ReadError as error:
        raise GraphError(str(error)) from None
    if not file.exists():
        raise GraphError(f"{file}: there is no such file{near(file)}")
    _is_graph(file)
    small = file.is_file() and file.stat().st_size < _IN_MEMORY
    source = open_graph(file, notify=warn, memory=small)
    try:
        graph = read_graph(source, empty=True)
    except GraphError as error:
        raise GraphError(f"{file}: {error}") from error
    if not graph.facts and not graph.documents:
        raise GraphError(f"{file}: holds neither facts nor documents as docs/vocabulary.md tells of them")
    if wanted := paths_of(texts, where="kg.load"):
        graph = with_texts(graph, (item for item in read_files(wanted) if isinstance(item, Article)))
    return KnowledgeGraph(graph, source=source, base=source.prefixes[""])


def _is_graph(path: Path) -> None:
    """Tell of what is often taken for the graph's file.

    Raises:
        GraphError: for a folder with a graph in it, and for the page and the network of a graph.
    """
    if path.is_dir():
        if (inside := path / "graph.ttl").is_file():
            raise GraphError(f"{path} is a folder; did you mean '{inside}'?")
    elif path.suffix.lower() in _NO_RDF:
        beside = path.with_suffix(".ttl")
        told = f"; did you mean '{beside}'?" if beside.is_file() else "; the graph is a file such as output/graph.ttl"
        raise GraphError(f"{path}: this is {_NO_RDF[path.suffix.lower()]}, not RDF{told}")


def _built(
    items: Iterable[Article | Skipped], model: str | None, rules: Paths, wanted: Wishes, progress: bool | None
) -> KnowledgeGraph:
    from kg import pipeline
    from kg.progress import shown

    rule_files = paths_of(rules, where="rules=")
    try:
        with shown(progress) as told:
            graph = pipeline.build_from(items, model=model, rules=rule_files, wishes=wanted, progress=told)
    except ModelError as error:
        raise in_python(error, sign="=") from None
    return _told(graph)


def _articles(texts: Sequence[str], title: str, date: dt.date | None) -> Iterable[Article]:
    from kg.readers.base import make_article
    from kg.readers.text import find_date, find_title

    if not texts:
        raise ReadError("kg.read takes a text: kg.read('Ana Ruiz of Chile met …')")
    for number, text in enumerate(map(text_of, texts), 1):
        name = f"text-{number}"
        headed = title or (find_title(text) if "\n" in text.strip() else "")  # a line alone is no headline of itself
        yield make_article(id=name, source=name, text=text, title=headed, date=date or find_date(text))


def _told(graph: Graph) -> KnowledgeGraph:
    """The graph; what was skipped by an error is told.

    Raises:
        ReadError: if nothing could be built.
    """
    from kg.readers import Notice

    skipped: list[Skipped] = [item for item in graph.skipped if not isinstance(item, Notice)]
    if not graph.documents:
        reasons = "; ".join(f"{item.source}: {item.reason}" for item in graph.skipped[:5])
        raise ReadError(f"nothing could be built: {reasons or 'there are no articles'}")
    for item in skipped:
        warn(f"{item.source}: {item.reason}")
    return KnowledgeGraph(graph)
