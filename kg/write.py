"""Graph → the files of one output folder, all of them or none.

Every file is first written to a temporary folder inside the output folder (so on the same disk), then all
are moved into place. Whatever happens, the folder holds the old files or the new, never some of each.
"""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import IO

from kg.types import Graph

FILES = ("graph.ttl", "graph.html", "graph.graphml")
_PREFIX = ".kg-"
_SIGNALS = (signal.SIGINT, signal.SIGTERM)

Writer = Callable[[Graph, Path], None]


def writers(*, title: str, base: str | None, texts: bool) -> dict[str, Writer]:
    """What writes each of FILES; ``base`` is the IRI that entity ids are put after (None: the exporter's)."""
    # Imported here: rdflib, networkx and pyvis take a second that `kg --help` should not.
    from kg.export import html, network, turtle

    based = {} if base is None else {"base": base}
    return {
        "graph.ttl": lambda graph, path: turtle.write_turtle(graph, path, **based),
        "graph.html": lambda graph, path: html.write_html(
            graph, path, title=title, texts=texts, turtle=path.with_name("graph.ttl"), **based
        ),
        "graph.graphml": lambda graph, path: network.write_graphml(graph, path),
    }


def write_all(graph: Graph, folder: Path, by_name: dict[str, Writer]) -> list[Path]:
    """Write every file, or leave the folder as it was; returns the files' paths.

    Raises:
        OSError: if the folder cannot be written.
        Exception: whatever a writer raises, and KeyboardInterrupt; the former files are whole then too.
    """
    with _made(folder):
        _sweep(folder)
        temporary = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=folder))
        try:
            for name, write in by_name.items():
                write(graph, temporary / name)
            with _uninterrupted():
                _move(list(by_name), temporary, folder)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    return [folder / name for name in by_name]


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that is there only when it is whole: if the block fails, the former one stays.

    Raises:
        OSError: if the folder cannot be written.
    """
    temporary = path.with_name(f"{_PREFIX}{os.getpid()}-{path.name}")
    try:
        with temporary.open("wb") as file:
            yield file
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """The folder exists inside the block; if the block fails, the folders made for it go again."""
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        with suppress(OSError):  # somebody else has put a file there meanwhile
            for path in made:
                path.rmdir()
        raise


def _sweep(folder: Path) -> None:
    """Remove temporary folders of builds that were killed (their process is no more)."""
    for leftover in folder.glob(f"{_PREFIX}*-*"):
        process = leftover.name.removeprefix(_PREFIX).split("-")[0]
        if process.isdigit() and not is_alive(int(process)):
            shutil.rmtree(leftover, ignore_errors=True)


def is_alive(process: int) -> bool:
    """Whether a process of that number runs; on Windows always true, since asking would end it."""
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _move(names: Sequence[str], source: Path, target: Path) -> None:
    """Move the files into place; if one cannot be moved, put back those that were."""
    old = source / "old"
    old.mkdir()
    had = [name for name in names if (target / name).exists()]
    for name in had:
        shutil.copy2(target / name, old / name)
    moved: list[str] = []
    try:
        for name in names:
            os.replace(source / name, target / name)
            moved.append(name)
    except OSError:
        for name in moved:
            if name in had:
                os.replace(old / name, target / name)
            else:
                (target / name).unlink()
        raise


def _ignore(_number: int, _frame: FrameType | None) -> None:
    """A signal handler that does nothing."""


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """SIGINT and SIGTERM do nothing inside the block: the build is as good as done, it is too late for them.

    Handlers, not a signal mask: another thread (a BLAS's, say) could take a masked signal, and Python would
    then interrupt the main thread all the same.
    """
    try:
        former = {number: signal.signal(number, _ignore) for number in _SIGNALS}
    except ValueError:  # not in the main thread, which alone is interrupted
        yield
        return
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


@contextmanager
def interruptible() -> Iterator[None]:
    """Inside the block SIGTERM raises KeyboardInterrupt, as SIGINT does, so that a build can clean up."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    try:
        former = signal.signal(signal.SIGTERM, interrupt)
    except ValueError:  # not in the main thread: nothing can be caught there
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, former)
