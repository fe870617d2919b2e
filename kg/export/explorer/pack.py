"""Data of the page → the same as columns, which a browser reads fast and gzip makes small.

Four tables (``nodes``, ``links``, ``facts``, ``evidence``) become ``{"count": rows, "columns": {name: column}}``;
all else stays as it is. A column gives one value a row, in the shortest of these forms that fits it:

- ``[value, …]``: as they are;
- ``{"values": [v, …], "codes": [n, …]}``: few different values, each written once;
- ``{"default": v, "rows": {"7": w}}``: one value, but for some rows;
- ``{"sizes": [n, …], "items": column}``: lists, one after the other;
- ``{"of": table, "at": [n, …]}``: rows of another table (-1: null), named by their ``id`` where they have one;
- ``{"steps": [n, …]}``: whole numbers as differences from the row before;
- ``{"prefix": "e"}``: that and the number of the row.

Left out is what the page can work out. A span's ``quote`` is not there if the documents' texts are, its ``end``
is ``start`` and the characters of its quote (``length``, where that is not there), its ``sentence`` goes from
``before`` characters before the span to ``after`` behind it, with ``marks`` where it is cut; where the texts are not
in the page, the words on either side of the span are (``around``). ``evidence`` is a table of its own, in the order
of documents and places, which facts point into: so spans of one sentence stand side by side, and equal ones are one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

Json = dict[str, Any]
Column = Json | list[Any]
Encode = Callable[[Sequence[Any]], Column]


def pack(data: Json) -> Json:
    """The data of ``page_data`` with its tables as columns; ``columns.js`` reads them."""
    nodes = {node["id"]: k for k, node in enumerate(data["nodes"])}
    documents = {document["id"]: k for k, document in enumerate(data["documents"])}
    spans = _spans(data["facts"], documents)
    place = {_key(span): k for k, span in enumerate(spans)}
    node, document = _reference("nodes", nodes), _reference("documents", documents)
    texts = {document["id"]: document.get("text") for document in data["documents"]}
    return {
        **data,
        "nodes": _table(data["nodes"], {
            "id": list, "type": _codes, "label": list, "names": _lists(list), "identifiers": _codes, "body": _codes,
            "date": _codes, "documents": _lists(document), "size": list, "mentioned": _codes, "x": list, "y": list,
        }, lines=[[node["label"]] for node in data["nodes"]]),
        "links": _table(data["links"], {
            "id": _prefixed, "source": node, "target": node, "relation": _codes,
            "status": _codes, "choice": _codes, "at": _codes, "bend": _codes, "facts": _lists(list),
        }),
        "facts": _table(data["facts"], {
            "id": list, "relation": _codes, "subject": node, "object": node, "at": node, "qualifiers": _codes,
            "status": _codes, "polarity": _codes, "modality": _codes, "dates": _codes, "confidence": _codes,
            "rule": _codes,
            "evidence": _lists(lambda found: {"of": "evidence", "at": [place[_key(one)] for one in found]}),
        }),
        "evidence": _evidence(spans, document, texts),
    }  # fmt: skip


def _table(records: Sequence[Json], encoders: Mapping[str, Encode], **derived: Sequence[Any]) -> Json:
    """Columns of records that all have the encoders' keys; keys that only some have become sparse columns.

    ``derived`` gives for a key the value of each row that need not be written.
    """
    columns = {key: encode([record[key] for record in records]) for key, encode in encoders.items()}
    for key in dict.fromkeys(key for record in records for key in record if key not in encoders):
        usual = derived.get(key)
        columns[key] = _sparse([None if usual and record[key] == usual[k] else record.get(key)
                                for k, record in enumerate(records)])  # fmt: skip
    return {"count": len(records), "columns": columns}


# ---------------------------------------------------------------------------------------------- the forms


def _codes(values: Sequence[Any]) -> Column:
    codes: dict[Any, int] = {}
    keys = [json.dumps(value) if isinstance(value, (dict, list)) else value for value in values]
    numbers = [codes.setdefault(key, len(codes)) for key in keys]
    first = dict(zip(reversed(numbers), reversed(values), strict=True))
    return {"values": [first[number] for number in range(len(codes))], "codes": numbers}


def _sparse(values: Sequence[Any]) -> Column:
    return {"default": None, "rows": {str(k): value for k, value in enumerate(values) if value is not None}}


def _lists(encode: Encode) -> Encode:
    return lambda values: {
        "sizes": [len(one) for one in values],
        "items": encode([item for one in values for item in one]),
    }


def _reference(table: str, rows: Mapping[str, int]) -> Encode:
    return lambda ids: {"of": table, "at": [rows.get(id, -1) for id in ids]}


def _steps(numbers: Sequence[int]) -> Column:
    return {"steps": [here - before for before, here in zip([0, *numbers], numbers, strict=False)]}


def _prefixed(values: Sequence[str]) -> Column:
    return {"prefix": re.sub(r"\d+$", "", values[0])} if values else []


# ---------------------------------------------------------------------------------------------- evidence


def _key(span: Json) -> tuple[str, int, int, str]:
    return span["document"], span["start"], span["end"], span["quote"]


def _spans(facts: Iterable[Json], documents: Mapping[str, int]) -> list[Json]:
    """All different spans, by document and place."""
    found = {_key(span): span for fact in facts for span in fact["evidence"]}
    return [found[key] for key in sorted(found, key=lambda key: (documents[key[0]], *key[1:]))]


def _evidence(spans: Sequence[Json], document: Encode, texts: Mapping[str, str | None]) -> Json:
    columns = {
        "document": document([span["document"] for span in spans]),
        "start": _steps([span["start"] for span in spans]),
    }
    if all((texts[span["document"]] or "")[span["start"] : span["end"]] == span["quote"] for span in spans):
        columns["length"] = [span["end"] - span["start"] for span in spans]
    else:
        columns["quote"] = [span["quote"] for span in spans]
    if any("sentence" in span for span in spans):  # some articles may lack their text
        columns["before"] = [span["start"] - span["sentence"][0] if "sentence" in span else None for span in spans]
        columns["after"] = [span["sentence"][1] - span["end"] if "sentence" in span else None for span in spans]
        columns["marks"] = _codes([span["sentence"][2:] if "sentence" in span else ["", ""] for span in spans])
    if any("around" in span for span in spans):
        columns["around"] = [span.get("around") for span in spans]
    return {"count": len(spans), "columns": columns}
