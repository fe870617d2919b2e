"""A graph's file → the graph as it is now: opened again, behind the answers, whenever the file has changed."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import GraphError

if TYPE_CHECKING:
    from kg.query.cache import Notify, Stamp
    from kg.query.store import Source


class Live:
    """The graph that is served, and its number, which grows with each new graph.

    Args:
        graph: the graph's file, which is watched, or its store, which is not.
        source: the graph as it was opened first.
        notify: told when a new graph is served, and when what stands in the file is none.
    """

    def __init__(self, graph: Path, source: Source, notify: Notify) -> None:
        self.graph, self.source, self.number = graph, source, 0
        self._notify, self._seen = notify, _stamp(graph)
        self._opening = threading.Lock()

    def look(self) -> None:
        """Begin to open the file if it is another than before; until that is done the graph stays as it was."""
        stamp = _stamp(self.graph)
        if stamp in (None, self._seen) or not self._opening.acquire(blocking=False):
            return
        self._seen = stamp  # a file that is no graph is told once
        threading.Thread(target=self._open, daemon=True).start()

    def _open(self) -> None:
        from kg.query.store import open_graph

        try:
            self.source = open_graph(self.graph, notify=self._notify)
        except GraphError as error:
            self._notify(f"{error}; the graph that was there before is served on")
        else:
            self.number += 1
            self._notify(f"{self.graph} has changed and is served anew")
        finally:
            self._opening.release()


def _stamp(graph: Path) -> Stamp | None:
    """The file's stamp; None for a store, and while there is no such file."""
    from kg.query.cache import stamp_of

    try:
        return None if graph.is_dir() else stamp_of(graph)
    except GraphError:
        return None
