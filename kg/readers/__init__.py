"""Files → Article. Every file that is not built is told, with what to do about it.

Formats: ``.txt`` and ``.md``, ``.html`` and ``.htm``, ``.pdf``, tables of articles (``.csv`` and ``.jsonl``), of votes
(``.csv``, ``.csv.gz``). A ``documents.csv`` without texts of its own is metadata of the files beside it. A
verbatim record of the United Nations has its title and date from its header.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from kg.errors import ReadError
from kg.readers.base import Notice, make_article
from kg.readers.decode import declared_charset, decode, read_bytes
from kg.readers.metadata import Metadata, is_metadata, load_metadata
from kg.readers.page import read_page
from kg.readers.pdf import read_pdf
from kg.readers.record import PUBLISHER, find_header
from kg.readers.table import csv_header, read_csv, read_jsonl
from kg.readers.text import find_date, find_title
from kg.readers.votes import is_voting_table, voting_table
from kg.readers.walk import TABLES, File, find_files
from kg.types import Article, Skipped

__all__ = ["Notice", "read"]


def read(paths: Iterable[Path]) -> Iterator[Article | Skipped]:
    """The articles of files and folders, and what was skipped and why.

    The order depends on the paths alone: sorted by source, whatever the order of ``paths``. Ids differ from
    each other. Of two articles with the same text the first is kept. Nothing is raised for a bad input: it
    becomes a Skipped (an error) or a Notice (no error), and the run goes on.
    """
    files, skipped = find_files(paths)
    yield from skipped
    ids = {file.id for file in files if file.kind not in TABLES}
    texts: dict[str, str] = {}
    folders: dict[Path, Metadata] = {}
    for file in files:
        folder = file.path.parent
        if folder not in folders:
            folders[folder] = load_metadata(folder)
            yield from folders[folder].problems
        for item in _read_file(file, folders[folder]):
            if isinstance(item, Skipped):
                yield item
            elif item.sha256 in texts:
                yield Notice(item.source, f"its text is the same as that of {texts[item.sha256]}; read once")
            else:
                texts[item.sha256] = item.source
                yield replace(item, id=_free_id(item.id, file.id, ids)) if file.kind in TABLES else item


def _read_file(file: File, metadata: Metadata) -> Iterator[Article | Skipped]:
    """The articles of one file; an error becomes a Skipped that names the file."""
    if is_metadata(file.path):
        return
    try:
        data = read_bytes(file.path)
        if file.kind == ".pdf":
            yield from _read_pdf(data, file, metadata)
            return
        is_html = file.kind in {".html", ".htm"}
        text, notice = decode(data, declared=declared_charset(data) if is_html else None)
        if notice:
            yield Notice(file.source, notice)
        if file.kind == ".csv":
            yield from _read_csv(text, file, metadata)
        elif file.kind in TABLES:
            yield from read_jsonl(text, source=file.source, stem=file.id)
        else:
            yield _read_page(text, file, metadata) if is_html else _read_text(text, file, metadata)
    except ReadError as error:
        yield Skipped(file.source, str(error))


def _read_csv(text: str, file: File, metadata: Metadata) -> Iterator[Article | Skipped]:
    """A table of votes as one article, any other as one article a row."""
    header = csv_header(text)
    if not is_voting_table(header):
        yield from read_csv(text, source=file.source, stem=file.id)
        return
    table, known = voting_table(text, header, source=file.source, stem=file.id), metadata.of(file.path)
    yield replace(table, source=known.url or table.source, title=known.title or table.title, publisher=known.publisher)


def _read_text(text: str, file: File, metadata: Metadata, *, headline: str | None = None) -> Article:
    known, record = metadata.of(file.path), find_header(text)
    title = record.title if record else find_title(text) if headline is None else headline
    return make_article(
        id=file.id,
        source=known.url or file.source,
        text=text,
        title=known.title or title,
        date=known.date or (record.date if record else find_date(text)),
        publisher=known.publisher or (PUBLISHER if record else ""),
    )


def _read_pdf(data: bytes, file: File, metadata: Metadata) -> Iterator[Article | Skipped]:
    pdf = read_pdf(data)
    yield from (Notice(file.source, notice) for notice in pdf.notices)
    yield _read_text(pdf.text, file, metadata, headline=pdf.title or None)


def _read_page(html: str, file: File, metadata: Metadata) -> Article:
    known, page = metadata.of(file.path), read_page(html)
    record = find_header(page.text)
    return make_article(
        id=file.id,
        source=known.url or page.url or file.source,
        text=page.text,
        title=known.title or (record.title if record else page.title),
        date=known.date or (record.date if record else page.date),
        publisher=known.publisher or (PUBLISHER if record else page.publisher),
    )


def _free_id(id: str, table: str, ids: set[str]) -> str:
    """The row's id, or with its table's before it, or with a number after it; entered into ``ids``."""
    free, number = id, 1
    if free in ids:
        free = f"{table}-{id}"
    while free in ids:
        number += 1
        free = f"{table}-{id}-{number}"
    ids.add(free)
    return free
