"""HTTP requests → jobs, by the SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/), for reading only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import parse_qsl

from kg.query.serve.workers import Job

ROWS: Final = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
GRAPHS: Final = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdf",
}
"""Media types by preference, each with a format of ``kg.query.formats``."""
TYPES: Final = {
    "json": "application/sparql-results+json", "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8", "tsv": "text/tab-separated-values; charset=utf-8",
    "ttl": "text/turtle; charset=utf-8", "nt": "application/n-triples", "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml", "text": "text/plain; charset=utf-8",
}  # fmt: skip
FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
READ_ONLY: Final = "the graph is only read here: updates are refused"


class RefusedError(Exception):
    """A request that gets no answer: the HTTP status and why."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


def job(method: str, params: str, content_type: str, body: bytes, accept: str) -> Job:
    """What a request asks.

    Args:
        method: GET, HEAD or POST.
        params: the URL's query string.
        content_type: the header; empty if there is none.
        body: what was posted.
        accept: the header; empty if there is none.

    Raises:
        RefusedError: 400 for a request that is malformed or asks for a change, 415 for a body of another type.
    """
    pairs = _decoded(params.encode())
    if method == "POST":
        kind = content_type.split(";")[0].strip().lower()
        if kind == FORM:
            pairs += _decoded(body)
        elif kind == QUERY:
            pairs.append(("query", _text(body)))
        else:
            raise RefusedError(415, f"POST takes {FORM} or {QUERY}, not {kind or 'a body without a type'}")
    return _job(pairs, accept)


def _job(pairs: Sequence[tuple[str, str]], accept: str) -> Job:
    if any(name == "update" for name, _ in pairs):
        raise RefusedError(400, READ_ONLY)
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) != 1:
        raise RefusedError(400, f"give one query, not {len(queries)}")
    return Job(
        queries[0],
        preferred(accept, ROWS),
        preferred(accept, GRAPHS),
        tuple(value for name, value in pairs if name == "default-graph-uri"),
        tuple(value for name, value in pairs if name == "named-graph-uri"),
    )


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(400, f"the query is no UTF-8 text ({error.reason} at byte {error.start})") from None


def _decoded(form: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(form.decode("utf-8"), keep_blank_values=True, errors="strict")
    except (UnicodeDecodeError, ValueError):
        raise RefusedError(400, "the parameters are no UTF-8 text") from None


def preferred(accept: str, types: Mapping[str, str]) -> str | None:
    """The format that an Accept header prefers (https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1).

    An empty header accepts the first; where two are accepted alike, the first in ``types`` wins.
    """
    ranges = [_range(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]
    best, found = 0.0, None
    for media, format in types.items():
        matching = [(_specific(pattern), quality) for pattern, quality in ranges if _matches(pattern, media)]
        quality = max(matching)[1] if matching else 0.0  # the most specific range that matches it counts
        if quality > best:
            best, found = quality, format
    return found


def _range(part: str) -> tuple[str, float]:
    pattern, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
    try:
        return pattern, float(quality)
    except ValueError:
        return pattern, 0.0


def _matches(pattern: str, media: str) -> bool:
    return pattern in {media, "*/*", f"{media.split('/')[0]}/*"}


def _specific(pattern: str) -> int:
    return 2 - pattern.count("*")
