"""A graph file → the folder that holds an oxigraph store of it, loaded when the file is new or has changed.

Beside ``graph.ttl`` stands ``.graph.ttl.store/``::

    current.json              what the file was when it was loaded, and which folder holds that
    a1b2c3….oxigraph-0.5.13/  one finished store, named by the file's content; opened only for reading
    .loading-4711/            a load at work, or what a killed one left (swept by the next)
    lock                      held by the process that loads

A folder gets its final name only when its load is complete, and is never written again. So a reader needs no lock, an
interrupted load leaves nothing that could be taken for a store, and two processes that load at once cannot harm each
other. The store is a cache: it can be deleted at any time.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import GraphError
from kg.write import is_alive

Notify = Callable[[str], None]
_LOADING: Final = ".loading-"
_SLOW: Final = 20_000_000  # bytes from which a load takes more than some seconds, so that it is told
_TICK: Final = 0.05  # seconds in which a file can change twice without a new time stamp
_TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells without reading it that a file is still the same."""

    size: int
    mtime_ns: int
    ctime_ns: int


@dataclass(frozen=True, slots=True)
class Record:
    """What ``current.json`` says: a file as it was loaded, its SHA-256, the folder, and the file's own prefixes."""

    stamp: Stamp
    sha256: str
    folder: str
    oxigraph: str
    prefixes: Mapping[str, str]


def store_path(graph: Path) -> Path:
    """The folder for the store of a graph file."""
    return graph.with_name(f".{graph.name}.store")


def ready(graph: Path, notify: Notify) -> Record:
    """The record of a finished store of the file as it is now; made if there is none.

    Raises:
        OSError: if the store cannot be written.
    """
    if record := _current(graph):
        return record
    home = store_path(graph)
    home.mkdir(exist_ok=True)
    with _locked(home, notify):
        if record := _current(graph):  # another process has just made it
            return record
        if graph.stat().st_size >= _SLOW:
            notify(f"loading {graph} into {home}, which is done once for each new version of the file")
        record = _make(graph, home)
        _write_record(home, record)
        _sweep(home, record)
    return record


def _current(graph: Path) -> Record | None:
    """What ``current.json`` says, if it is of the file as it is now."""
    home, stamp = store_path(graph), stamp_of(graph)
    record = read_record(home)
    if record is None or record.oxigraph != ox.__version__ or not (home / record.folder).is_dir():
        return None
    if record.stamp == stamp:
        return record
    if record.stamp.size != stamp.size or _sha256(graph) != record.sha256 or stamp_of(graph) != stamp:
        return None
    touched = Record(stamp, record.sha256, record.folder, record.oxigraph, record.prefixes)
    with suppress(OSError):  # without it the file is compared again next time
        _write_record(home, touched)
    return touched


def _make(graph: Path, home: Path) -> Record:
    """Load the file into a folder of its own, which then gets its name."""
    temporary = home / f"{_LOADING}{os.getpid()}"
    for _ in range(_TRIES):
        stamp = _settled(graph)
        shutil.rmtree(temporary, ignore_errors=True)
        try:
            store = ox.Store(str(temporary))
            load(store, graph)
            store.optimize()  # a big file is loaded in pieces that overlap; joined, questions are ten times as fast
            store.flush()
            del store  # closes it
            sha256 = _sha256(graph)
            if stamp_of(graph) == stamp:
                folder = f"{sha256[:16]}.oxigraph-{ox.__version__}"
                shutil.rmtree(home / folder, ignore_errors=True)  # there is none, unless current.json was lost
                os.replace(temporary, home / folder)
                return Record(stamp, sha256, folder, ox.__version__, own_prefixes(graph))
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    raise GraphError(f"{graph} is being written; ask again when that is done")


def load(store: ox.Store, graph: Path) -> None:
    """Read a graph file into an empty store.

    Raises:
        GraphError: if the file is not RDF of the syntax that its name tells.
        OSError: if it cannot be read, or the store cannot be written.
    """
    try:
        store.bulk_load(path=str(graph), format=_format(graph))
    except SyntaxError as error:
        cut = "; the file ends there: is it cut off?" if _ends_at(graph, error.lineno) else ""
        raise GraphError(f"{graph}: not readable as {_format(graph).name}: {error.msg}{cut}") from error


def _ends_at(graph: Path, line: int | None) -> bool:
    """Whether a file of several lines ends at that line."""
    with graph.open("rb") as file:
        lines = sum(1 for text in file if text.strip())
        return line is not None and 1 < lines <= line


def _format(graph: Path) -> ox.RdfFormat:
    """By the file's suffix; what has none that is known is taken for Turtle."""
    return ox.RdfFormat.from_extension(graph.suffix.removeprefix(".")) or ox.RdfFormat.TURTLE


def has_graphs(graph: Path) -> bool:
    """Whether the file's syntax has named graphs (TriG, N-Quads, JSON-LD)."""
    return _format(graph).supports_datasets


def own_prefixes(graph: Path) -> dict[str, str]:
    """The prefixes at the head of the file."""
    parser = ox.parse(path=str(graph), format=_format(graph))
    next(parser, None)  # the head is read with the first triple
    return dict(sorted(parser.prefixes.items()))


def _settled(graph: Path) -> Stamp:
    """The file's stamp, once it is old enough that any later change must give another."""
    now = stamp_of(graph)
    if 0 <= time.time() - now.mtime_ns / 1e9 < _TICK:
        time.sleep(_TICK)
    return now if stamp_of(graph) == now else _settled(graph)


def stamp_of(graph: Path) -> Stamp:
    """A file's stamp; GraphError if the file cannot be read."""
    try:
        found = graph.stat()
        with graph.open("rb"):  # that it can be read is asked before a store is answered from
            pass
    except OSError as error:
        raise unreadable(graph, error) from error
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def unreadable(graph: Path, error: OSError) -> GraphError:
    """What is said of a file that cannot be read."""
    return GraphError(f"{graph}: cannot be read: {error.strerror or error}; build a graph first, or name another")


def _sha256(graph: Path) -> str:
    import hashlib  # 25 ms, and seldom needed

    with graph.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_record(home: Path) -> Record | None:
    """What ``current.json`` says, or None if it is missing or not ours."""
    try:
        found = json.loads((home / "current.json").read_text("utf-8"))
        return Record(**{**found, "stamp": Stamp(**found["stamp"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _write_record(home: Path, record: Record) -> None:
    temporary = home / f"{_LOADING}{os.getpid()}.json"
    temporary.write_text(json.dumps(asdict(record), indent=1) + "\n", "utf-8")
    os.replace(temporary, home / "current.json")


def forget(graph: Path, record: Record) -> None:
    """Take back a record whose folder cannot be opened, if it still stands."""
    home = store_path(graph)
    if read_record(home) == record:
        (home / "current.json").unlink(missing_ok=True)


def _sweep(home: Path, record: Record) -> None:
    """Remove former stores, which whoever has one open keeps until it is closed, and what killed loads left."""
    for path in home.iterdir():
        if path.name.startswith(_LOADING):
            process = path.name.removeprefix(_LOADING).removesuffix(".json")
            if not (process.isdigit() and is_alive(int(process))):
                shutil.rmtree(path, ignore_errors=True)
                path.unlink(missing_ok=True)
        elif path.is_dir() and path.name != record.folder:
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _locked(home: Path, notify: Notify) -> Iterator[None]:
    """One process at a time inside; the system lets go of the lock of a process that dies.

    Windows has no such lock: there two processes may load at once, each into a folder of its own.
    """
    with (home / "lock").open("w") as file:
        if sys.platform != "win32":
            import fcntl

            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                notify(f"waiting for another kg that is loading into {home}")
                fcntl.flock(file, fcntl.LOCK_EX)
        yield
