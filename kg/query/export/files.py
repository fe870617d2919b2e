"""Formats by name → what writes an opened graph in them: a file's bytes, or a folder."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from kg.errors import QueryError
from kg.query.store import Source


def file(name: str) -> Callable[[Source], bytes]:
    """What writes a format of ``FILES``, or ``rdf12``."""
    from kg.query.export import ftm, jsonld, network, rdf

    return {
        "ttl": rdf.turtle, "nt": rdf.n_triples, "nq": rdf.n_quads, "trig": rdf.trig, "rdf12": rdf.rdf12,
        "jsonld": jsonld.json_ld, "graphml": network.graphml, "gexf": network.gexf,
        "ftm": ftm.follow_the_money,
    }[name]  # fmt: skip


def folder(name: str) -> Callable[[Source, Path], None]:
    """What fills a folder with a format of ``FOLDERS``."""
    from kg.query.export import tables

    return {"neo4j": tables.neo4j, "parquet": tables.parquet, "json": tables.pages}[name]


def fill(path: Path, source: Source, write: Callable[[Source, Path], None]) -> None:
    """A folder that is there only when it is whole.

    Raises:
        QueryError: if something else is there already.
        OSError: if it cannot be written.
    """
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise QueryError(f"{path} is there already and not empty; name a new path")
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=f".kg-{os.getpid()}-", dir=path.parent))
    try:
        write(source, temporary)
        if path.exists():
            path.rmdir()
        temporary.chmod(0o777 & ~_umask())
        os.replace(temporary, path)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _umask() -> int:
    """What new folders are not allowed; mkdtemp keeps its own to its owner."""
    if sys.platform == "win32":
        return 0
    mask = os.umask(0)
    os.umask(mask)
    return mask
