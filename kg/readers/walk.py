"""Paths → the files to read, in one order whatever the file system's, and what was left out."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.readers.base import Notice, printable, source_of
from kg.types import Skipped

TABLES = (".csv", ".jsonl", ".ndjson")
PACKED = ".gz"
READABLE = (".txt", ".md", ".html", ".htm", ".pdf", *TABLES)
_LINKS = "links to folders (one might lead in a circle); name the folders themselves"
_FORMATS = "diplokg reads " + ", ".join(READABLE)


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: ``id`` is its stem, with its folder's name before it where two files share a stem."""

    path: Path
    source: str
    id: str

    @property
    def kind(self) -> str:
        """The ending in lower case, with its dot; of a packed file (``votes.csv.gz``) the one it has unpacked."""
        return ending(self.path)


def ending(path: Path) -> str:
    """``.csv`` of ``votes.csv`` and of ``Votes.CSV.gz``; ``.gz`` of any other packed file."""
    suffixes = [suffix.lower() for suffix in path.suffixes[-2:]]
    return ".csv" if suffixes == [".csv", PACKED] else path.suffix.lower()


@dataclass(slots=True)
class _Walk:
    files: dict[str, File] = field(default_factory=dict)  # by real path: a file named twice is read once
    skipped: list[Skipped] = field(default_factory=list)


def find_files(paths: Iterable[Path]) -> tuple[list[File], list[Skipped]]:
    """The files named or in the folders named (recursively), sorted by source; and what was left out.

    Hidden files, formats diplokg does not read and links to folders are ignored inside folders, but counted.
    """
    walk = _Walk()
    for path in paths:
        if os.path.isdir(path):
            _walk_folder(path, walk)
        elif not os.path.exists(path):  # not Path.exists(), which raises where a folder may not be entered
            walk.skipped.append(Skipped(source_of(path), "there is no such file or folder; check the path"))
        elif ending(path) in READABLE:
            _add(path, walk)
        else:
            walk.skipped.append(Skipped(source_of(path), f"{_FORMATS}, not {_kind(path)}; convert it to text"))
    files = sorted(walk.files.values(), key=lambda file: file.source.split("/"))
    return _distinct(files), sorted(walk.skipped, key=lambda skipped: (skipped.source, skipped.reason))


def _add(path: Path, walk: _Walk) -> None:
    real = os.path.realpath(path)
    if real in walk.files:
        walk.skipped.append(Notice(source_of(path), f"the same file as {walk.files[real].source}; read once"))
    else:
        stem = path.stem if path.suffix.lower() != PACKED else Path(path.stem).stem
        walk.files[real] = File(path, source_of(path), printable(stem))


def _walk_folder(folder: Path, walk: _Walk) -> None:
    """Add a folder's files and those of the folders in it."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        reason = f"the folder cannot be read ({error.strerror}); check its permissions"
        walk.skipped.append(Skipped(source_of(folder), reason))
        return
    ignored: Counter[str] = Counter()
    names = {entry.name for entry in entries}
    for entry in entries:
        path = folder / entry.name
        reason = _why_ignored(path, entry, names)
        if reason:
            ignored[reason] += 1
        elif os.path.isdir(path):
            _walk_folder(path, walk)
        else:
            _add(path, walk)
    walk.skipped += [Notice(source_of(folder), f"{n} ignored here: {why}") for why, n in ignored.items()]


def _why_ignored(path: Path, entry: os.DirEntry[str], names: set[str]) -> str:
    """Why an entry of a folder is not read, or ``""`` if it is."""
    if entry.name.startswith("."):
        return "hidden files or folders"
    if os.path.isdir(path):
        return _LINKS if entry.is_symlink() else ""
    if entry.name == "graph.html" and "graph.ttl" in names:
        return "a graph made by `kg build`"
    if ending(path) in READABLE:
        return ""
    return f"{_FORMATS}, not {_kind(path)}"


def _kind(path: Path) -> str:
    return printable(path.suffix.lower()) or "files without an ending"


def _distinct(files: list[File]) -> list[File]:
    """The files with ids that differ: the stem; else folder and stem; else the whole path."""
    stems = Counter(file.id for file in files)
    short = [file if stems[file.id] == 1 else replace(file, id=_with_folder(file)) for file in files]
    ids = Counter(file.id for file in short)
    long = [file if ids[file.id] == 1 else replace(file, id=file.source.replace("/", "-")) for file in short]
    taken: Counter[str] = Counter()
    for number, file in enumerate(long):
        taken[file.id] += 1
        if taken[file.id] > 1:  # "a-b/c" beside "a/b-c"
            long[number] = replace(file, id=f"{file.id}-{taken[file.id]}")
    return long


def _with_folder(file: File) -> str:
    folder = Path(os.path.abspath(file.path)).parent.name
    return f"{printable(folder)}-{file.id}"
