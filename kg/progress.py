"""How a build tells how far it is: the protocol, and a bar for people who watch a terminal or a notebook's cell."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from types import TracebackType
from typing import Any, Final, Protocol, Self

_MANY: Final = 20
"""Articles from which on a cell tells unasked how far it is: less is a matter of seconds."""


class Progress(Protocol):
    """What a build calls while it works; every call is cheap."""

    def total(self, n: int) -> None:
        """There are ``n`` articles to work on."""

    def advance(self, name: str) -> None:
        """One more article is done: ``name`` is its id."""


class Silent:
    """A Progress that shows nothing."""

    def total(self, n: int) -> None:
        """Do nothing."""

    def advance(self, name: str) -> None:
        """Do nothing."""


class Bar:
    """A Progress that draws a bar on standard error if that is a terminal, and nothing if it is not."""

    def __init__(self) -> None:
        # Imported here, so that `kg --help` and library users do not pay for it.
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as RichProgress

        console = Console(stderr=True)
        self._bar = RichProgress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._bar.add_task("reading", total=None)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._bar.stop()

    def total(self, n: int) -> None:
        """There are ``n`` articles to work on."""
        self._bar.update(self._task, total=n)

    def advance(self, name: str) -> None:
        """One more article is done: ``name`` is shown beside the bar."""
        self._bar.update(self._task, advance=1, description=name[:40])


class CellBar:
    """A Progress that draws a bar below a notebook's cell, from so many articles on."""

    def __init__(self, display: Any, *, least: int) -> None:
        self._display, self._least, self._total, self._done = display, least, 0, 0
        self._handle: Any = None

    def total(self, n: int) -> None:
        """There are ``n`` articles to work on."""
        self._total = n
        if n >= self._least:
            self._handle = self._display(self._bundle(""), raw=True, display_id=True)

    def advance(self, name: str) -> None:
        """One more article is done: ``name`` is shown beside the bar until the last is done."""
        self._done += 1
        if self._handle is not None:
            self._handle.update(self._bundle("" if self._done == self._total else name), raw=True)

    def _bundle(self, name: str) -> dict[str, str]:
        told = f"{self._done} of {self._total} articles read"
        bar = f'<progress max="{self._total}" value="{self._done}" style="width:20em"></progress>'
        return {
            "text/plain": f"{told} {name}".strip(),
            "text/html": f"<div>{bar} {told} <small>{escape(name[:60])}</small></div>",
        }


@contextmanager
def shown(wanted: bool | None) -> Iterator[Progress]:
    """The Progress for a build that Python calls.

    Args:
        wanted: True for a bar in a cell or a terminal, False for none; None for one in a cell if there is much to do.
    """
    display = None if wanted is False else _cell_display()
    if display is not None:
        yield CellBar(display, least=1 if wanted else _MANY)
    elif wanted:
        with Bar() as bar:
            yield bar
    else:
        yield Silent()


def _cell_display() -> Any:
    """What displays below a cell; None where this is no kernel of a notebook. IPython is not imported for that."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if getattr(shell, "kernel", None) is None:
        return None
    from IPython.display import display

    return display
