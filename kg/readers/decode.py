"""Bytes → characters, never by a silent guess."""

from __future__ import annotations

import codecs
import gzip
import os
import re
import unicodedata
import zlib
from pathlib import Path

from kg.errors import ReadError

# The longer mark first: UTF-32's little-endian mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Control characters that no text holds: all but tab, newlines, form feed and escape.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
CP1252_NOTICE = (
    "read as Windows-1252, since it is not valid UTF-8; if letters look wrong, convert it with "
    "`iconv -f ENCODING -t UTF-8`"
)


def read_bytes(path: Path) -> bytes:
    """The file's bytes, unpacked if its name ends in ``.gz``.

    Raises:
        ReadError: if it is no regular file, cannot be read or unpacked, or is empty.
    """
    if not os.path.isfile(path):
        raise ReadError("it is no regular file; name a file or a folder")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"it cannot be read ({error.strerror}); check its permissions") from error
    if path.suffix.lower() == ".gz":
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError, zlib.error) as error:
            raise ReadError(f"it cannot be unpacked ({error}); fetch it again, or unpack it with `gunzip`") from error
    if not data:
        raise ReadError("it is empty; remove it, or put the article's text in it")
    return data


def decode(data: bytes, *, declared: str | None = None) -> tuple[str, str | None]:
    """The text in Unicode's form C, with every newline as it stands, and a notice if the encoding was a second choice.

    A byte-order mark decides first and is not part of the text; then ``declared`` (an HTML page's own
    word), strict UTF-8, and Windows-1252.

    Raises:
        ReadError: if the data are no text, or in an encoding that cannot be told.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_strictly(data, encoding)), None
    if b"\0" in data:
        raise ReadError("it is binary, not text; save it as plain text (UTF-8) or HTML")
    named = _known(declared)
    # Browsers take these for Windows-1252 (the WHATWG's rule), which fits nearly any bytes: UTF-8 goes first.
    western = named in {"iso8859-1", "ascii", "cp1252"}
    for encoding in ("utf-8",) if western or named is None else (named, "utf-8"):
        try:
            return _checked(data.decode(encoding)), None
        except UnicodeDecodeError:
            continue
    try:
        return _checked(data.decode("cp1252")), None if western else CP1252_NOTICE
    except UnicodeDecodeError as error:
        raise ReadError(
            f"byte {error.start} fits neither UTF-8 nor Windows-1252; convert it with `iconv -f ENCODING -t UTF-8`"
        ) from error


def declared_charset(data: bytes) -> str | None:
    """The encoding an HTML page declares in its first 2048 bytes, or None."""
    match = _CHARSET.search(data[:2048])
    return match[1].decode("ascii", "replace") if match else None


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(
            f"its byte-order mark says {encoding}, but byte {error.start} does not fit; save it again as UTF-8"
        ) from error


def _checked(text: str) -> str:
    """The text, unless a part in a hundred is control characters: then it is some binary format."""
    if len(_CONTROLS.findall(text)) * 100 > len(text):
        raise ReadError("it is binary, not text; save it as plain text (UTF-8) or HTML")
    return unicodedata.normalize("NFC", text)  # macOS and PDF write "é" as two characters


def _known(encoding: str | None) -> str | None:
    """Python's name of a text encoding a page may declare, or None.

    UTF-16 and UTF-32 cannot be true where the declaration could be read as ASCII.
    """
    try:
        b"".decode(encoding or "")
        name = codecs.lookup(encoding or "").name
    except (LookupError, ValueError):
        return None
    return None if name.startswith(("utf-16", "utf-32")) else name
