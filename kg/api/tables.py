"""Entities, facts and evidence → tables whose columns do not hang on what is in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from kg.api.answers import Answers
from kg.api.views import ENTITIES, EVIDENCE, FACTS, Fact
from kg.types import COUNTS

_COLUMNS = ("date", "fact", "relation", "status", "reported", "quote", "document", "id")

_OF: Final[Mapping[tuple[str, str], Mapping[str, str]]] = {
    ENTITIES: {
        "id": "str", "type": "str", "label": "str", "names": "str", "date": "datetime64[s]", "documents": "int64",
        "facts": "int64",
    },
    FACTS: {
        "id": "str", "relation": "str", "subject": "str", "object": "str", "at": "str", "role": "str", "choice": "str",
        **dict.fromkeys(COUNTS, "Int64"), "outcome": "str", "status": "str", "confidence": "float64",
        "date": "datetime64[s]", "quote": "str", "document": "str", "subject_id": "str", "object_id": "str",
        "at_id": "str",
    },
    EVIDENCE: {
        "document": "str", "date": "datetime64[s]", "quote": "str", "start": "int64", "end": "int64", "title": "str",
        "source": "str",
    },
}  # fmt: skip
"""The columns of a listing's table, each with its type."""


def frame(rows: Sequence[Mapping[str, Any]], noun: tuple[str, str]) -> Answers:
    """A row each, of what a listing with that noun lists."""
    types = _OF[noun]
    return Answers(rows, columns=list(types)).astype(dict(types))


def timeline(facts: Iterable[Fact]) -> Answers:
    """A row a fact, by ``date``; ``fact`` is the fact as a sentence, ``reported`` the day of the first report."""
    rows = sorted(map(_row, facts), key=lambda row: (row[0] or date.max, row[1], row[-1]))
    return Answers(rows, columns=list(_COLUMNS)).astype(dict.fromkeys(("date", "reported"), "datetime64[s]"))


def _row(fact: Fact) -> tuple[date | None, str, str, str, date | None, str, str, str]:
    reported = fact.dates[0] if fact.dates else None
    days = [one.date for one in fact.entities if one.date]
    first = fact.evidence[0]
    return (min(days, default=reported), str(fact), fact.relation, fact.status, reported, first.quote, first.document,
            fact.id)  # fmt: skip
