"""What a user passes in → paths, texts and days as the program takes them, or an error that says what was meant."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Final

from kg.errors import KgError, QueryError, ReadError

Paths = str | Path | Iterable[str | Path]
Day = str | dt.date
"""A day, a time of one, or how it is written: ``2022-03-04``."""
_LONGEST_NAME: Final = 400  # characters of what may be a path
_SHOWN: Final = 60


def paths(given: object, *, where: str) -> list[Path]:
    """The paths, all of which exist.

    Args:
        given: one or several.
        where: the function that takes them, for its errors.

    Raises:
        ReadError: for one that does not exist, with what is near it, and for what is no path at all.
    """
    if isinstance(given, bytes) or not isinstance(given, str | Path | Iterable):
        raise ReadError(f"{where} takes a path or several, not {_shown(given)}")
    return [_existing(one, where) for one in ([given] if isinstance(given, str | Path) else given)]


def path(given: object, *, where: str) -> Path:
    """A path as it is written, which need not exist.

    Raises:
        ReadError: if it is none: empty, an address of the web, a text.
    """
    if not isinstance(given, str | Path):
        raise ReadError(f"{where} takes a path, not {_shown(given)}")
    text = str(given)
    if not text.strip():
        raise ReadError(f"{where}: an empty path; is a variable not set?")
    if re.match(r"[a-z]+://", text):
        raise ReadError(f"{text}: {where} reads files and asks nothing of the network; save the page, name its file")
    if len(text) > _LONGEST_NAME or "\n" in text:
        raise ReadError(f"{_shown(text)} is no path but a text: kg.read(…) takes texts")
    return Path(given).expanduser()


def text(given: object) -> str:
    """A text for ``kg.read``.

    Raises:
        ReadError: if it is something else, or blank, or the path of a file.
    """
    if isinstance(given, bytes | bytearray):
        raise ReadError("kg.read takes a text, not bytes: decode them first, text.decode('utf-8')")
    if isinstance(given, Path):
        raise ReadError(f"{given} is a path, not a text: kg.build([{str(given)!r}]) reads files")
    if isinstance(given, list | tuple):
        raise ReadError("kg.read takes texts one by one, not as a list: kg.read(*texts)")
    if not isinstance(given, str):
        raise ReadError(f"kg.read takes a text, not {_shown(given)}")
    if not given.strip():
        raise ReadError("kg.read was given a text that is empty; it takes an article's text")
    if len(given) < _LONGEST_NAME and "\n" not in given and Path(given).suffix and Path(given).exists():
        raise ReadError(f"{given} is a file, not a text: kg.build([{given!r}]) reads articles, kg.load a graph")
    return given


def day(given: Day | None, *, name: str, error: type[KgError] = ReadError) -> dt.date | None:
    """A day, from a date, a time (also of pandas) or as it is written.

    Raises:
        KgError: of the given kind, if it is none.
    """
    if given is None:
        return None
    if isinstance(given, dt.datetime):
        return given.date()
    if isinstance(given, dt.date):
        return given
    if isinstance(given, str):
        from kg.readers.base import parse_date

        if found := parse_date(given):
            return found
    raise error(f"{name}={given!r} is no day; write it as '2022-03-04' or datetime.date(2022, 3, 4)")


def number(given: object, *, name: str, least: float, most: float | None = None) -> float:
    """A number within bounds.

    Raises:
        QueryError: if it is none.
    """
    if isinstance(given, int | float) and least <= given and (most is None or given <= most):
        return given
    bounds = f"from {least}" if most is None else f"from {least} to {most}"
    raise QueryError(f"{name}={given!r} is no number {bounds}")


def known(noun: str, wanted: Iterable[str] | None, there: Collection[str]) -> frozenset[str] | None:
    """The wanted names, all of which there are; None for any.

    Raises:
        QueryError: for one that there is not.
    """
    if wanted is None:
        return None
    names = [wanted] if isinstance(wanted, str) else list(wanted)
    for name in names:
        if name not in there:
            from kg.query.syntax import meant

            raise QueryError(f"no {noun} {name!r}{meant(name, list(there)) or '; there are ' + ', '.join(there)}")
    return frozenset(names)


def words(given: object, told: str, *, empty: bool = False) -> str:
    """A text of the user's.

    Args:
        given: what was passed in.
        told: what is expected, for the error.
        empty: whether it may be empty.

    Raises:
        QueryError: if it is no text, or empty.
    """
    if isinstance(given, str) and (empty or given.strip()):
        return given
    raise QueryError(f"{told}, not {_shown(given)}")


def near(path: Path) -> str:
    """What beside a path is called nearly so, as a question; or nothing."""
    from kg.query.syntax import meant

    try:
        beside = sorted(entry.name for entry in path.parent.iterdir() if not entry.name.startswith("."))
    except OSError:
        return ""
    return meant(path.name, beside)


def in_python(error: KgError, *, sign: str = "") -> KgError:
    """An error that speaks of the command line, in the words of Python; ``sign`` follows what was an option."""
    text = re.sub(r"\bkg ask lists all", "graph.ask() lists all", str(error))
    text = re.sub(r"\bkg ask everything-about --thing NAME lists", "graph.ask('everything-about', thing=…) lists", text)
    return type(error)(re.sub(r"(?<![\w-])--([a-z][a-z-]*)", lambda found: parameter(found[1]) + sign, text))


def parameter(name: str) -> str:
    """A parameter's name as Python can write it."""
    return "from_" if name == "from" else name.replace("-", "_")


def _existing(given: object, where: str) -> Path:
    found = path(given, where=where)
    if found.exists():
        return found
    if any(sign in str(given) for sign in "*?["):
        folder, pattern = str(found.parent), found.name
        raise ReadError(
            f"{found}: there is no such file; name the folder, or {where}(Path({folder!r}).glob({pattern!r}))"
        )
    raise ReadError(f"{found}: there is no such file or folder{near(found)}")


def _shown(given: object) -> str:
    told = repr(given)
    return told if len(told) <= _SHOWN else f"{told[:_SHOWN]}…"
