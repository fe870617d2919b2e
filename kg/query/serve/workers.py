"""Queries → answers, each in a process that can be ended: the one way to stop a query that takes too long."""

from __future__ import annotations

import io
import multiprocessing as mp
import queue
import signal
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from kg.errors import GraphError, KgError, QueryError

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

    from kg.query.serve.live import Live
    from kg.query.store import Source

_START: Final = 600.0  # seconds that opening a graph may take; a big one may have to be loaded first


@dataclass(frozen=True, slots=True)
class Job:
    """A query, and the formats that its answer may have: for rows, and for a graph (None: none is wanted)."""

    query: str
    rows: str | None = "json"
    graphs: str | None = "ttl"
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


class Task(Protocol):
    """Something else that a process does with its graph; it has to be picklable."""

    def answer(self, source: Source) -> Answer:
        """What comes of it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP status, the format's name (``text`` for a message), the bytes, and what the query names in vain."""

    status: int
    format: str
    body: bytes
    notices: tuple[str, ...] = ()


class _TooLargeError(Exception):
    """The answer is larger than it may be."""


class _Limited(io.BytesIO):
    """A file in memory that takes so many bytes and no more."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._left = limit

    def write(self, data: object, /) -> int:
        size = super().write(data)  # type: ignore[arg-type] # any buffer
        self._left -= size
        if self._left < 0:
            raise _TooLargeError
        return size


class Pool:
    """Some processes that answer queries on one graph.

    Args:
        live: the graph.
        size: how many processes.
        seconds: how long a query may take.
        limit: how many bytes an answer may have.

    Raises:
        GraphError: if the graph cannot be opened.
    """

    def __init__(self, live: Live, *, size: int, seconds: float, limit: int) -> None:
        self._live, self._seconds, self._limit = live, seconds, limit
        self._free: queue.Queue[_Worker] = queue.Queue()
        self._busy: set[_Worker] = set()
        self._ending = False
        for _ in range(size):
            self._free.put(_Worker(live, limit))

    def ask(self, job: Job | Task) -> Answer:
        """The answer to a query; a process that takes too long is ended and another takes its place."""
        self._live.look()
        worker = self._renewed(self._free.get())
        try:
            return self._asked(worker, job, self._seconds)
        finally:
            if not self._ending:
                self._free.put(worker if worker.process.is_alive() else _Worker(self._live, self._limit))

    def aside(self, task: Task, seconds: float) -> Answer:
        """The answer of a process of its own, so that no query waits for it.

        Raises:
            GraphError: if the graph cannot be opened.
        """
        worker = _Worker(self._live, self._limit)
        try:
            return self._asked(worker, task, seconds)
        finally:
            worker.end()

    def _asked(self, worker: _Worker, job: Job | Task, seconds: float) -> Answer:
        """What a process answers; it is ended if it takes too long."""
        self._busy.add(worker)
        try:
            worker.pipe.send(job)
            if worker.pipe.poll(seconds):
                answer: Answer = worker.pipe.recv()
                return answer
            worker.end()
            return message(503, f"the query took longer than {seconds:g} s; narrow it, or add a LIMIT")
        except (EOFError, OSError):
            worker.end()
            if self._ending:
                return message(503, "the server is ending")
            return message(500, "the query ended its process; it may need more memory than there is")
        finally:
            self._busy.discard(worker)

    def _renewed(self, worker: _Worker) -> _Worker:
        """The process, or if there is a new graph one that has opened it."""
        if worker.number == self._live.number:
            return worker
        try:
            new = _Worker(self._live, self._limit)
        except GraphError:  # the file has changed once more, into no graph
            return worker
        worker.end()
        return new

    def close(self) -> None:
        """End all processes, also those that are at work; their queries are answered with that."""
        self._ending = True
        for worker in [*self._busy]:
            worker.process.kill()  # its pipe is closed by whoever waits at it
        while not self._free.empty():
            self._free.get().end()


class _Worker:
    """One process, and the pipe to it."""

    def __init__(self, live: Live, limit: int) -> None:
        graph, self.number = live.graph, live.number
        context = mp.get_context("spawn")
        self.pipe, other = context.Pipe()
        self.process: SpawnProcess = context.Process(target=_work, args=(other, graph, limit), daemon=True)
        self.process.start()
        other.close()
        try:
            failed = self.pipe.recv() if self.pipe.poll(_START) else f"{graph} could not be opened in {_START:g} s"
        except EOFError:
            failed = f"{graph} could not be opened"
        if failed:
            self.end()
            raise GraphError(failed)

    def end(self) -> None:
        """Kill the process."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _work(pipe: Connection, graph: Path, limit: int) -> None:
    """What a process does: open the graph, then answer one query after the other."""
    from kg.query.store import open_graph

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends its processes
    try:
        source = open_graph(graph, notify=lambda _: None)
    except KgError as error:
        pipe.send(str(error))
        return
    pipe.send("")
    with suppress(EOFError, OSError):  # the server is gone
        while True:
            asked: Job | Task = pipe.recv()
            pipe.send(answer(source, asked, limit) if isinstance(asked, Job) else asked.answer(source))


def answer(source: Source, job: Job, limit: int) -> Answer:
    """Run a query and write its results, as HTTP tells what went wrong."""
    import pyoxigraph as ox

    from kg.query.formats import write
    from kg.query.run import ask
    from kg.query.terms import notices

    sink = _Limited(limit)
    try:
        results = ask(source, job.query, default_graphs=job.default_graphs, named_graphs=job.named_graphs)
        format = job.graphs if isinstance(results, ox.QueryTriples) else job.rows
        if format is None:
            return message(406, "no format that is accepted fits this kind of query")
        write(results, format, sink, prefixes=source.prefixes)
        told = tuple(notices(source, job.query))
    except QueryError as error:
        return message(400, str(error))
    except GraphError as error:
        return message(500, str(error))
    except _TooLargeError:
        return message(413, f"the answer has more than {limit} bytes; narrow the query, or add a LIMIT")
    return Answer(200, format, sink.getvalue(), told)


def message(status: int, text: str) -> Answer:
    """An answer that says what went wrong."""
    return Answer(status, "text", f"{text}\n".encode())
