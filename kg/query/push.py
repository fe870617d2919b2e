"""An opened graph → a server elsewhere, in pieces, by the Graph Store Protocol or SPARQL Update.

Blank nodes get IRIs (https://www.w3.org/TR/rdf11-concepts/#section-skolemization) that depend on the graph alone. So a
piece that is sent twice adds nothing, and a push that broke off can go on where it stopped: a small file beside the
graph holds how far it is.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import pyoxigraph as ox

from kg.errors import KgError
from kg.query.export.rdf import triples
from kg.query.store import Source
from kg.write import whole_file

_TRIES: Final = 4  # of one piece, with pauses of 1, 2 and 4 s, where the server is busy or away
_BUSY: Final = frozenset({429, 500, 502, 503, 504})


class PushError(KgError):
    """A server that does not take the graph; the message says how far it got."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where to push. ``update``: by SPARQL Update, else by the Graph Store Protocol. ``graph``: an IRI, or none."""

    url: str
    update: bool
    graph: str | None = None
    user: str | None = None  # NAME:PASSWORD


def push(
    source: Source, target: Target, place: Path, *, size: int, progress: Callable[[int, int], None],
    notify: Callable[[str], None], pause: Callable[[float], None] = time.sleep,
) -> int:  # fmt: skip
    """Send what the server does not have yet; returns the number of triples sent.

    Args:
        source: the graph.
        target: the server.
        place: the file that holds how far the push is; gone when it is done.
        size: triples a piece.
        progress: told how many pieces are done, and of how many.
        notify: is told if ``place`` cannot be written; then a push that breaks off begins anew.
        pause: waits so many seconds.

    Raises:
        PushError: if the server refuses a piece, or cannot be reached; the next push goes on there.
    """
    lines = _lines(source)
    pieces = [lines[start : start + size] for start in range(0, len(lines), size)]
    name = _name(lines, target, size)
    done, noted = _done(place, name), True
    for number, piece in enumerate(pieces[done:], start=done):
        progress(number, len(pieces))
        try:
            _send(target, "".join(piece), pause)
        except PushError as error:
            raise PushError(f"{error}; {number} of {len(pieces)} pieces are there, push again to go on") from error
        if noted and not (noted := _note(place, name, number + 1)):
            notify(f"{place} cannot be written: should this push break off, the next begins anew")
    progress(len(pieces), len(pieces))
    if noted:
        place.unlink(missing_ok=True)
    return sum(map(len, pieces[done:]))


def _lines(source: Source) -> list[str]:
    """N-Triples without blank nodes, sorted."""
    base = source.prefixes[""]

    def named(term: Any) -> Any:
        return ox.NamedNode(f"{base}.well-known/genid/{term.value}") if isinstance(term, ox.BlankNode) else term

    return sorted(f"{named(t.subject)} {t.predicate} {named(t.object)} .\n" for t in triples(source))


def _name(lines: list[str], target: Target, size: int) -> str:
    """What must be the same for a push to go on: the triples, where they go and in which pieces."""
    digest = hashlib.sha256(f"{target.url} {target.update} {target.graph} {size}\n".encode())
    for line in lines:
        digest.update(line.encode())
    return digest.hexdigest()


def _done(place: Path, name: str) -> int:
    with suppress(OSError, ValueError, KeyError, TypeError):
        record = json.loads(place.read_text("utf-8"))
        return int(record["pieces"]) if record["push"] == name else 0
    return 0


def _note(place: Path, name: str, pieces: int) -> bool:
    """Whether it could be noted how far a push is."""
    with suppress(OSError), whole_file(place) as file:
        file.write((json.dumps({"push": name, "pieces": pieces}) + "\n").encode())
        return True
    return False


def _send(target: Target, text: str, pause: Callable[[float], None]) -> None:
    """Send one piece, again if the server is busy."""
    for wait in _waits():
        try:
            with urllib.request.urlopen(_request(target, text), timeout=600):  # noqa: S310 http and https alone
                return
        except urllib.error.HTTPError as error:
            with error:
                said = error.read(500).decode("utf-8", "replace").strip()
            if error.code not in _BUSY or wait is None:
                raise PushError(f"{target.url} refused: {error.code} {error.reason}. {said}".rstrip(". ")) from error
        except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
            if wait is None:
                raise PushError(f"{target.url} cannot be reached: {getattr(error, 'reason', error)}") from error
        pause(wait)


def _waits() -> Iterator[float | None]:
    yield from (2.0**n for n in range(_TRIES - 1))
    yield None


def _request(target: Target, text: str) -> urllib.request.Request:
    if urlsplit(target.url).scheme not in {"http", "https"}:
        raise PushError(f"{target.url!r} is no http or https address")
    if target.update:
        body = f"GRAPH {ox.NamedNode(target.graph)} {{\n{text}}}" if target.graph else text
        request = urllib.request.Request(target.url, f"INSERT DATA {{\n{body}}}".encode(), method="POST")  # noqa: S310
        request.add_header("Content-Type", "application/sparql-update")
    else:
        graph = urlencode({"graph": target.graph}) if target.graph else "default"
        joined = f"{target.url}{'&' if '?' in target.url else '?'}{graph}"
        request = urllib.request.Request(joined, text.encode(), method="POST")  # noqa: S310
        request.add_header("Content-Type", "application/n-triples")
    if target.user:
        import base64

        request.add_header("Authorization", "Basic " + base64.b64encode(target.user.encode()).decode())
    return request
