"""An opened graph → tables and pages of JSON: Neo4j's import files, Parquet, a folder with a page for every thing."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, Final

from kg.errors import QueryError
from kg.query.export.records import Document, Fact, Place, Thing, documents, facts, things
from kg.query.store import Source

_NODES: Final = ("id:ID", "label", "names:string[]", "identifiers:string[]", "same_as:string[]", "date", ":LABEL")
_LINKS: Final = (
    *(":START_ID", ":END_ID", ":TYPE", "fact", "role", "at:string[]", "polarity", "modality", "confidence:double"),
    *("attested:string[]", "outcome", "verdict", "words:string[]", "documents:string[]"),
)
_COUNTS: Final = ("for", "against", "abstained", "absent")
_OFFSETS: Final = ("start", "end")


def neo4j(source: Source, folder: Path) -> None:
    """``nodes.csv`` and ``relationships.csv`` for ``neo4j-admin database import full``.

    The format is that of https://neo4j.com/docs/operations-manual/current/import/#import-tool-header-format. Facts with
    a thing at each end become relationships, whatever their status; the columns ``polarity`` and ``modality`` tell it.
    """
    found = things(source)
    known = {thing.id for thing in found}
    nodes = [(t.id, t.label, _list(t.names), _list(t.identifiers), _list(t.same_as), t.date, t.type) for t in found]
    (folder / "nodes.csv").write_text(_csv(_NODES, nodes), "utf-8", newline="")
    links = [
        (f.subject, f.object, f.relation, f.id, f.role, _list(f.at), f.polarity, f.modality, f.confidence,
         _list(f.attested), f.outcome, f.verdict, _list(p.words for p in f.places), _list(p.document for p in f.places))
        for f in facts(source) if f.subject in known and f.object in known
    ]  # fmt: skip
    (folder / "relationships.csv").write_text(_csv(_LINKS, links), "utf-8", newline="")


def _list(values: Any) -> str:
    """Neo4j's array: divided by semicolons, of which none may be in a value."""
    return ";".join(value.replace(";", ",") for value in values)


def _csv(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([head, *rows])
    return text.getvalue()


def parquet(source: Source, folder: Path) -> None:
    """``things.parquet``, ``facts.parquet``, ``evidence.parquet`` and ``documents.parquet``.

    Raises:
        QueryError: if pyarrow, which writes them, is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise QueryError("Parquet needs pyarrow: pip install pyarrow") from error

    found = facts(source)
    tables: dict[str, list[dict[str, Any]]] = {
        "things": [asdict(thing) for thing in things(source)],
        "facts": [_flat(fact) for fact in found],
        "evidence": [{"fact": fact.id, **_numbered(place)} for fact in found for place in fact.places],
        "documents": [asdict(document) for document in documents(source)],
    }
    empty = {"things": Thing, "facts": Fact, "documents": Document}
    for name, rows in tables.items():
        columns = rows[0] if rows else {field.name: "" for field in fields(empty[name])} if name in empty else {}
        schema = pa.schema([(key, _type(pa, key, value)) for key, value in columns.items()])
        pq.write_table(pa.Table.from_pylist(rows, schema=schema), folder / f"{name}.parquet")


def _flat(fact: Fact) -> dict[str, Any]:
    """A fact as one row: a column a count, numbers as numbers; its places have a table of their own."""
    row = asdict(fact)
    del row["places"], row["counts"]
    counts = dict(fact.counts)
    row["confidence"] = float(fact.confidence) if fact.confidence else None
    return row | {name: int(counts[name]) if name in counts else None for name in _COUNTS}


def _numbered(place: Place) -> dict[str, Any]:
    """A place as one row, its characters as numbers."""
    return asdict(place) | {name: int(text) if (text := getattr(place, name)) else None for name in _OFFSETS}


def _type(pa: Any, key: str, value: object) -> Any:
    if key == "confidence":
        return pa.float64()
    if key in {*_COUNTS, *_OFFSETS}:
        return pa.int64()
    return pa.list_(pa.string()) if isinstance(value, tuple | list) else pa.string()


def pages(source: Source, folder: Path) -> None:
    """``index.json``, ``documents.json`` and one file for every thing, such as ``country/UKR.json``."""
    found, told = things(source), facts(source)
    by_thing: dict[str, list[Fact]] = {thing.id: [] for thing in found}
    for fact in told:
        for id in dict.fromkeys((fact.subject, fact.object, *fact.at)):
            if id in by_thing:
                by_thing[id].append(fact)
    index = [{"id": t.id, "type": t.type, "label": t.label, "facts": len(by_thing[t.id])} for t in found]
    _write(folder / "index.json", index)
    _write(folder / "documents.json", [asdict(document) for document in documents(source)])
    for thing in found:
        page = folder / f"{thing.id}.json"
        if ".." in Path(thing.id).parts or Path(thing.id).is_absolute():
            raise QueryError(f"the graph has a thing called {thing.id!r}, which is no name for a file")
        page.parent.mkdir(parents=True, exist_ok=True)
        _write(page, asdict(thing) | {"facts": list(_records(by_thing[thing.id]))})


def _records(found: list[Fact]) -> Iterator[dict[str, Any]]:
    """Facts without what is empty."""
    for fact in found:
        record = asdict(fact) | {"counts": dict(fact.counts)}
        yield {key: value for key, value in record.items() if value}


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")
