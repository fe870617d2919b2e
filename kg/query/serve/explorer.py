"""The graph that is served → the explorer's page of it: made once for each version, behind the answers."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import GraphError
from kg.query.serve.workers import Answer, message

if TYPE_CHECKING:
    from kg.query.serve.directory import Directory
    from kg.query.serve.live import Live
    from kg.query.serve.workers import Pool

_LONGEST: Final = 1800.0  # seconds that a page may take to be made
_MOMENT: Final = 5.0  # seconds that a request waits for it, before it is told to come again
_HEAD: Final = 4096  # bytes of a page in which its graph's digest stands
_QUICK: Final = 5_000  # statements that are taken in a few seconds
_MANY: Final = 30  # things that one page may be around
_LISTED: Final = 50  # names found that are sent


@dataclass(frozen=True, slots=True)
class Opened:
    """What was made of the graph of a number: the page, of all of it or to begin with; then there are the names."""

    number: int
    page: Answer
    directory: Directory | None = None


class Explorer:
    """The pages of the graph that is served.

    Args:
        live: the graph; beside its file the page that was built with it may stand.
        pool: where pages are made.
        most: how many things and statements one page shows.
    """

    def __init__(self, live: Live, pool: Pool, *, most: int) -> None:
        self._live, self._pool, self._most = live, pool, most
        self._large = threading.Lock()
        self._lock, self._done = threading.Lock(), threading.Event()
        self._opened: Opened | None = None
        self._making: int | None = None

    def opened(self) -> Opened | None:
        """What there is of the graph as it is now; None if that takes longer than a moment."""
        self._live.look()
        with self._lock:
            number = self._live.number
            if self._opened and self._opened.number == number:
                return self._opened
            if self._making is None:
                self._making, self._done = number, threading.Event()
                threading.Thread(target=self._make, args=(number,), daemon=True).start()
            done = self._done
        done.wait(_MOMENT)
        opened = self._opened
        return opened if opened and opened.number == self._live.number else None

    def page(self, wanted: Sequence[tuple[str, str]]) -> Answer | None:
        """The page for the parameters of an address, ``around`` and ``most``; None while it is not there yet.

        Each ``around`` is a thing's path under the graph's base, and a ``most`` behind it how many of its statements
        are taken.
        """
        from kg.query.serve.parts import STEP, Around

        opened = self.opened()
        if opened is None:
            return None
        if opened.directory is None:
            return opened.page
        around: dict[str, int] = {}
        for name, value in wanted:
            if name == "around":
                if value not in opened.directory:
                    return message(404, f"{self._live.graph.name} names nothing by {value}; search it at /explorer")
                around[value] = STEP
            elif name == "most" and around and value.isdecimal():
                around[[*around][-1]] = min(int(value), self._most)
        if not around:
            return opened.page
        if len(around) > _MANY:
            return message(400, f"one page is around {_MANY} things at most")
        task = Around(self._live.graph.name, tuple(around.items()), self._most)
        if sum(around.values()) <= _QUICK:
            return self._pool.ask(task)
        with self._large:  # one at a time, and no query waits for it
            return self._pool.aside(task, _LONGEST)

    def names(self, text: str) -> Answer | None:
        """``{"names": […], "total": n}``: things with a name that holds the words; None while there are none yet."""
        from kg.query.serve.parts import told

        opened = self.opened()
        if opened is None:
            return None
        if opened.directory is None:
            return message(404, "the page has all names itself")
        found, total = opened.directory.find(text, _LISTED)
        listed = {"names": [told(thing, name) for thing, name in found], "total": total}
        return Answer(200, "json", json.dumps(listed).encode())

    def count(self, path: str) -> Answer | None:
        """``{"count": n}``: in how many statements a thing takes part."""
        from kg.query.serve.parts import Count

        opened = self.opened()
        if opened is None:
            return None
        if opened.directory is None or path not in opened.directory:
            return message(404, f"no thing {path}")
        return self._pool.ask(Count(path))

    def _make(self, number: int) -> None:
        try:
            self._opened = self._open(number)
        except GraphError as error:  # the file is being written, and will be looked at again
            self._opened = Opened(number, message(500, str(error)))
        except BaseException:
            self._opened = Opened(number, message(500, "the page could not be made"))
            raise
        finally:
            self._making = None
            self._done.set()

    def _open(self, number: int) -> Opened:
        from kg.query.serve.directory import Directory, Named
        from kg.query.serve.parts import Whole

        answer = self._pool.aside(Whole(self._live.graph.name, self._most), _LONGEST)
        if answer.format != "json":
            built = None if self._live.graph.is_dir() else _built(self._live.graph)
            return Opened(number, Answer(200, "html", built) if built else answer)
        found = json.loads(answer.body)
        things = tuple(Named(**{**thing, "names": tuple(thing["names"])}) for thing in found["things"])
        return Opened(number, Answer(200, "html", found["start"].encode()), Directory(things))


def _built(graph: Path) -> bytes | None:
    """The page that was built with a graph, which has the texts, if one stands beside it and is surely of it."""
    import hashlib

    try:
        page = graph.with_suffix(".html").read_bytes()
        told = re.search(rb'<meta name="turtle-sha256" content="([0-9a-f]{64})">', page[:_HEAD])
        if told is None:
            return None
        with graph.open("rb") as file:
            return page if hashlib.file_digest(file, "sha256").hexdigest() == told[1].decode() else None
    except OSError:
        return None
