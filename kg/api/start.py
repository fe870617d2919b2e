"""Files, a graph file or a text → the graph in one's hands."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.api.graph import KnowledgeGraph
from kg.errors import GraphError, ReadError
from kg.types import Graph, Skipped

if TYPE_CHECKING:
    from kg.types import Article

_IN_MEMORY: Final = 20_000_000  # bytes of a file that takes a second at most
_LONGEST_NAME: Final = 400  # characters of what may be a path

Paths = str | Path | Iterable[str | Path]


def build(
    paths: Paths,
    *,
    model: str | None = None,
    rules: Paths = (),
    same: str | Path | None = None,
    different: str | Path | None = None,
    progress: bool = False,
) -> KnowledgeGraph:
    """Read files and folders and build their graph, as ``kg build`` does.

    Args:
        paths: files and folders of articles (text, HTML, PDF, CSV, JSONL) and of voting tables.
        model: an installed English spaCy pipeline; None for the default.
        rules: more rule files.
        same: a file with names that are one thing, a line a pair: ``A = B``.
        different: a file with names that are never one thing: ``A != B``.
        progress: show a bar.

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
    from kg import pipeline
    from kg.progress import Bar

    wanted = _paths(paths)
    options = {"model": model, "same": same and Path(same), "different": different and Path(different)}
    if progress:
        with Bar() as bar:
            graph = pipeline.build(wanted, rules=_paths(rules), progress=bar, **options)  # type: ignore[arg-type]
    else:
        graph = pipeline.build(wanted, rules=_paths(rules), **options)  # type: ignore[arg-type]
    return _told(graph)


def read(
    *texts: str, title: str = "", date: dt.date | None = None, model: str | None = None, rules: Paths = ()
) -> KnowledgeGraph:
    """Build the graph of texts given as they are, for a first try in a cell.

    Args:
        texts: one article each.
        title: the headline, of each.
        date: the day of the report, by which "Monday" becomes a day.
        model: an installed English spaCy pipeline; None for the default.
        rules: more rule files.

    Raises:
        ReadError: if there is no text, or it is a path (then ``kg.build`` or ``kg.load`` is meant).
        ModelError, RuleError: as ``kg.build``.

    >>> import kg
    >>> graph = kg.read("Russia voted against the resolution on Friday.")
    >>> graph.find("russia")[0]
    <Country: Russia (country/RUS)>
    """
    from kg import pipeline

    return _told(pipeline.build_from(_articles(texts, title, date), model=model, rules=_paths(rules)))


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

    path = Path(path).expanduser()
    if not path.exists():
        raise GraphError(f"{path}: there is no such file{_near(path)}")
    small = path.is_file() and path.stat().st_size < _IN_MEMORY
    source = open_graph(path, notify=_warn, memory=small)
    try:
        graph = read_graph(source)
    except GraphError as error:
        raise GraphError(f"{path}: {error}") from error
    if wanted := _paths(texts):
        graph = with_texts(graph, (item for item in read_files(wanted) if isinstance(item, Article)))
    return KnowledgeGraph(graph, source=source, base=source.prefixes[""])


def _paths(paths: Paths) -> list[Path]:
    """The paths, all of which exist.

    Raises:
        ReadError: for one that does not, with what is near it.
    """
    found = [Path(path).expanduser() for path in ([paths] if isinstance(paths, str | Path) else paths)]
    for path in found:
        if not path.exists():
            raise ReadError(f"{path}: there is no such file or folder{_near(path)}")
    return found


def _near(path: Path) -> str:
    from kg.query.syntax import meant

    try:
        beside = sorted(entry.name for entry in path.parent.iterdir() if not entry.name.startswith("."))
    except OSError:
        return ""
    return meant(path.name, beside)


def _articles(texts: Sequence[str], title: str, date: dt.date | None) -> Iterable[Article]:
    from kg.readers.base import make_article
    from kg.readers.text import find_date, find_title

    if not texts:
        raise ReadError("kg.read takes a text: kg.read('Ana Ruiz of Chile met …')")
    for number, text in enumerate(texts, 1):
        if len(text) < _LONGEST_NAME and "\n" not in text and Path(text).suffix and Path(text).exists():
            raise ReadError(f"{text} is a file, not a text: kg.build([{text!r}]) reads articles, kg.load a graph")
        name = f"text-{number}"
        yield make_article(id=name, source=name, text=text, title=title or find_title(text),
                           date=date or find_date(text))  # fmt: skip


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
        _warn(f"{item.source}: {item.reason}", level=4)
    return KnowledgeGraph(graph)


def _warn(message: str, *, level: int = 3) -> None:
    warnings.warn(message, stacklevel=level)
