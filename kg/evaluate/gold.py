"""Gold annotations: what a careful reader finds in a document (format: ``docs/accuracy.md``)."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.errors import ReadError
from kg.types import CHOICES, COUNTS

RELATIONS: Final = ("represents", "spokeAt", "votedOn", "sponsored", "metWith", "spokeTo", "memberOf", "partOf")
"""Relations scored edge by edge; a ``voteTally`` has numbers, and quotations have a list of their own."""
KINDS: Final = {"person": "Person", "country": "Country", "institution": "Institution"}
_OTHER: Final = ("voteTally", "said")


@dataclass(frozen=True, slots=True)
class Names:
    """The names that will do for a thing: ``accepted`` as ``norm`` makes them; ``any`` if the list held ``*``."""

    first: str
    accepted: frozenset[str]
    any: bool = False

    def named(self) -> Names:
        """The same without the ``*``."""
        return Names(self.first, self.accepted)


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation that the document states, or a trap: one that it does not."""

    relation: str
    subject: Names
    object: Names
    choice: str | None = None
    optional: bool = False
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """A vote's numbers (only those that the document gives) and outcome."""

    numbers: Mapping[str, str]
    outcome: str
    optional: bool = False
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity that the document names."""

    kind: str
    names: Names
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Quotation:
    """The first words of a direct quotation, and who said them."""

    speaker: Names
    text: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated document; ``text`` is None where no text file stands beside it."""

    doc: str
    things: tuple[Thing, ...]
    edges: tuple[Edge, ...]
    tallies: tuple[Tally, ...]
    quotations: tuple[Quotation, ...]
    traps: tuple[Edge, ...]
    text: str | None = None


def norm(name: str) -> str:
    """A name as names are compared: without case, accents, punctuation, possessive ``'s`` and a leading "the"."""
    name = unicodedata.normalize("NFKD", name)
    name = "".join(c for c in name if not unicodedata.combining(c)).casefold()
    name = re.sub(r"[’']s\b", "", name)
    name = re.sub(r"[^\w\s/-]", "", name)
    name = re.sub(r"^the\s+", "", name.strip())
    return re.sub(r"\s+", " ", name).strip()


def read_gold(folder: Path, *, docs: Iterable[str] = (), texts: Path | None = None) -> tuple[Gold, ...]:
    """The annotations of a folder, by document.

    Args:
        folder: holds ``DOC.json`` and, if ``texts`` is None, ``DOC.txt``.
        docs: only these documents; all if empty.
        texts: where the texts are.

    Raises:
        ReadError: if the folder or a wanted document is not there, or a file does not keep to the format; the message
            names the file and the key.
    """
    wanted = set(docs)
    files = {path.stem: path for path in sorted(folder.glob("*.json"))}
    if not files:
        raise ReadError(f"{folder}: no gold annotations (*.json) here")
    if unknown := sorted(wanted - set(files)):
        raise ReadError(f"{folder}: no annotations of {', '.join(unknown)}; there are {', '.join(files)}")
    chosen = [path for stem, path in files.items() if not wanted or stem in wanted]
    return tuple(_read(path, (texts or folder) / f"{path.stem}.txt") for path in chosen)


def _read(path: Path, text: Path) -> Gold:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:  # ValueError: neither JSON nor UTF-8
        raise ReadError(f"{path}: not readable as JSON: {error}") from None
    source = _Source(path, "", record)
    facts, traps = source.items("relations"), source.items("not_facts", needed=False)
    return Gold(
        path.stem,
        tuple(_thing(item) for item in source.items("entities")),
        tuple(_edge(item) for item in facts if item.one_of("rel", (*RELATIONS, *_OTHER)) in RELATIONS),
        tuple(_tally(item) for item in facts if item.record["rel"] == "voteTally"),
        tuple(_quotation(item) for item in source.items("quotes", needed=False)),
        tuple(_edge(item) for item in traps if item.one_of("rel", (*RELATIONS, *_OTHER)) in RELATIONS),
        _text(text),
    )


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8") if path.exists() else None
    except (OSError, UnicodeError) as error:
        raise ReadError(f"{path}: not readable as UTF-8 text: {error}") from None


def _thing(item: _Source) -> Thing:
    return Thing(item.one_of("type", tuple(KINDS)), item.names("names"), item.flag("optional"))


def _edge(item: _Source) -> Edge:
    choice = item.one_of("choice", CHOICES) if item.record.get("choice") is not None else None
    names = item.names("subj"), item.names("obj")
    return Edge(item.string("rel"), *names, choice, item.flag("optional"), item.string("evidence", ""))


def _tally(item: _Source) -> Tally:
    numbers = {key: str(item.number(key)) for key in COUNTS if item.record.get(key) is not None}
    return Tally(numbers, item.string("outcome", ""), item.flag("optional"), item.string("evidence", ""))


def _quotation(item: _Source) -> Quotation:
    return Quotation(item.names("speaker"), item.string("text"), item.flag("optional"))


@dataclass(frozen=True, slots=True)
class _Source:
    """A JSON object with its place, so that every complaint can name file and key."""

    path: Path
    key: str
    value: Any

    @property
    def record(self) -> Mapping[str, Any]:
        if not isinstance(self.value, dict):
            raise self.wrong("", "a JSON object is wanted")
        return self.value

    def wrong(self, key: str, why: str) -> ReadError:
        """The complaint about one key."""
        place = ".".join(part for part in (self.key, key) if part)
        return ReadError(f"{self.path}: {place or 'the whole file'}: {why}")

    def get(self, key: str, kind: type, what: str, default: object = None) -> Any:
        value = self.record.get(key, default)
        if value is None:
            raise self.wrong(key, "is missing")
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.wrong(key, f"{what} is wanted, not {json.dumps(value, ensure_ascii=False)[:60]}")
        return value

    def items(self, key: str, *, needed: bool = True) -> list[_Source]:
        found: Sequence[Any] = self.get(key, list, "a list", None if needed else [])
        return [_Source(self.path, f"{key}[{n}]", item) for n, item in enumerate(found)]

    def string(self, key: str, default: str | None = None) -> str:
        return str(self.get(key, str, "text", default))

    def flag(self, key: str) -> bool:
        return bool(self.get(key, bool, "true or false", default=False))

    def number(self, key: str) -> int:
        return int(self.get(key, int, "a whole number"))

    def one_of(self, key: str, choices: Sequence[str]) -> str:
        value = self.string(key)
        if value not in choices:
            raise self.wrong(key, f"{value!r} is none of {', '.join(choices)}")
        return value

    def names(self, key: str) -> Names:
        names = self.get(key, list, "a list of names")
        if not names or not all(isinstance(name, str) for name in names):
            raise self.wrong(key, "a list of one or more names is wanted")
        return Names(names[0], frozenset(norm(name) for name in names if name != "*"), "*" in names)
