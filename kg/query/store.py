"""A graph file → the graph opened for questions: from its store on disk if one can be had, else from memory."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import GraphError
from kg.export.prefixes import PREFIXES, data_prefixes
from kg.query.cache import (
    Notify,
    forget,
    has_graphs,
    load,
    own_prefixes,
    read_record,
    ready,
    stamp_of,
    store_path,
    unreadable,
)

_TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class Source:
    """An opened graph. ``prefixes`` are the contract's with the file's own over them.

    ``union`` is true if the file has named graphs, all of which a query then asks; ``kept`` if the store is on disk.
    """

    store: ox.Store
    prefixes: Mapping[str, str]
    union: bool
    kept: bool


def open_graph(graph: Path, *, notify: Notify, memory: bool = False) -> Source:
    """Open a graph file, or a store's folder, for reading; the store is made anew if the file has changed.

    Where no store can be written the file is read into memory, and ``notify`` is told so. With ``memory`` a file is
    always read into memory, where it can be added to.

    Raises:
        GraphError: if there is no such file, it is not RDF, or it changes all the while.
    """
    if memory and graph.is_dir():
        raise GraphError(f"{graph}: name the graph's file, not its store")
    if memory:
        return _in_memory(graph)
    if graph.is_dir():
        return _open_folder(graph)
    stamp_of(graph)  # a missing file is told as such
    try:
        for _ in range(_TRIES):
            record = ready(graph, notify)
            with suppress(OSError):  # swept by a process that loaded a newer file meanwhile, or damaged
                return _opened(store_path(graph) / record.folder, record.prefixes, union=has_graphs(graph))
            forget(graph, record)
    except OSError as error:
        place = store_path(graph)
        notify(f"{place} cannot be written ({error.strerror or error}); {graph} is read into memory, anew each time")
        return _in_memory(graph)
    raise GraphError(f"{store_path(graph)} cannot be opened; delete it")


def open_text(turtle: str, *, base: str) -> Source:
    """Open a graph that is no file yet: Turtle as the exporter writes it."""
    store = ox.Store()
    store.bulk_load(turtle.encode(), format=ox.RdfFormat.TURTLE)
    return Source(store, _prefixes(data_prefixes(base)), union=False, kept=False)


def packed(source: Source) -> tuple[bytes, dict[str, str], bool]:
    """All that an opened graph holds, as it can be sent to another process; ``unpacked`` opens it there."""
    quads = source.store.dump(format=ox.RdfFormat.N_QUADS)
    assert quads is not None  # as no file was named
    return quads, dict(source.prefixes), source.union


def unpacked(quads: bytes, prefixes: dict[str, str], union: bool) -> Source:
    """The graph of ``packed``, in memory."""
    store = ox.Store()
    store.bulk_load(quads, format=ox.RdfFormat.N_QUADS)
    return Source(store, prefixes, union, kept=False)


def refresh(graph: Path, *, notify: Notify = lambda _: None) -> bool:
    """Bring the store of a graph file up to date, as whoever wrote the file should; false if it cannot be written.

    Raises:
        GraphError: if there is no such file, it is not RDF, or it changes all the while.
    """
    stamp_of(graph)
    try:
        ready(graph, notify)
    except OSError as error:
        notify(f"{store_path(graph)} cannot be written ({error.strerror or error}); {graph} has no store")
        return False
    return True


def _open_folder(folder: Path) -> Source:
    """A folder that we keep stores in, or one that oxigraph itself wrote."""
    record = read_record(folder)
    place = folder / record.folder if record else folder
    try:
        return _opened(place, record.prefixes if record else {}, union=True)
    except OSError as error:
        raise GraphError(f"{folder}: no store of a graph ({error}); name a graph file or its store") from error


def _opened(folder: Path, prefixes: Mapping[str, str], *, union: bool) -> Source:
    if not (folder / "CURRENT").is_file():  # RocksDB would say the same in more words
        raise FileNotFoundError(2, "no store", str(folder))
    try:
        store = ox.Store.read_only(str(folder))
    except RuntimeError as error:  # what pyoxigraph raises for damage
        raise OSError(str(error)) from error
    return Source(store, _prefixes(prefixes), union, kept=True)


def _in_memory(graph: Path) -> Source:
    store = ox.Store()
    try:
        load(store, graph)
    except OSError as error:
        raise unreadable(graph, error) from error
    return Source(store, _prefixes(own_prefixes(graph)), has_graphs(graph), kept=False)


def _prefixes(own: Mapping[str, str]) -> dict[str, str]:
    return {**PREFIXES, **data_prefixes(), **own}
