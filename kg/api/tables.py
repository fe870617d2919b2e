"""Facts → tables that are made for a purpose."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kg.api.answers import Answers
from kg.api.views import Fact

_COLUMNS = ("date", "fact", "relation", "status", "reported", "quote", "document", "id")


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
