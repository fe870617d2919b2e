"""How a build tells how far it is: the protocol, and a bar for people who watch a terminal."""

from __future__ import annotations

from types import TracebackType
from typing import Protocol, Self


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
