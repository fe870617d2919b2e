"""A table of recorded votes (CSV) → Article of kind ``votes``: told by its columns, kept character for character.

Layouts, by what their columns are called (any order, further columns are passed over):

- the UN Digital Library's, one row a member and resolution (``undl_id, ms_code, ms_name, ms_vote, date, resolution,
  draft, title, total_yes, …``: https://digitallibrary.un.org/record/4060887);
- the unvotes package's two tables, joined by ``rcid``: ``rcid, country, country_code, vote`` and
  ``rcid, session, date, unres, amend, para, short, descr`` (https://cran.r-project.org/package=unvotes);
- a plain one: ``resolution, date, country, vote``, with ``draft, body, title, outcome`` where there are any;
- a list of votes by their totals, without the members: ``resolution, date, yes, no, abstain``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from kg.errors import ReadError
from kg.readers.base import make_article
from kg.readers.table import COLUMNS
from kg.types import Article

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "key": ("rcid", "undl_id"),
    "resolution": ("resolution", "resolutions", "unres"),
    "draft": ("draft", "drafts"),
    "body": ("body", "organ"),
    "date": ("date",),
    "title": ("title", "descr", "short", "agenda_title", "agenda_titles"),
    "member": ("country", "ms_name", "ms_names", "member"),
    "code": ("iso3", "ms_code", "ms_codes", "country_code", "iso2"),
    "choice": ("vote", "ms_vote", "ms_votes"),
    "for": ("total_yes", "yes"),
    "against": ("total_no", "no"),
    "abstained": ("total_abstentions", "abstain", "abstentions"),
    "absent": ("total_non_voting", "absent"),
    "outcome": ("outcome", "result"),
    "amend": ("amend",),
    "para": ("para",),
}
"""What a column may be called, by what it holds; where two are there, the first named wins."""
_SURE: Final = frozenset({"rcid", "ms_vote", "ms_votes", "unres", "undl_id"})


def fields_of(header: Sequence[str]) -> dict[str, int]:
    """Which column (from 0) of a table holds what; names are in lower case."""
    places = {name: n for n, name in reversed(list(enumerate(header)))}
    return {
        field: next(places[name] for name in names if name in places)
        for field, names in FIELDS.items()
        if any(name in places for name in names)
    }


def is_voting_table(header: Sequence[str]) -> bool:
    """True for a table that is meant to hold votes, whole or not: it has no text and names a vote or its totals."""
    found = fields_of(header)
    if any(name in COLUMNS["text"] for name in header if name not in FIELDS["body"]):
        return False
    measure = found.keys() & {"key", "resolution", "draft"}
    return bool(_SURE & set(header)) or bool(measure and found.keys() & {"choice", "for"})


def voting_table(text: str, header: Sequence[str], *, source: str, stem: str) -> Article:
    """The table as an article whose facts are its rows.

    Raises:
        ReadError: naming the columns that are missing.
    """
    missing = _missing(fields_of(header))
    if missing:
        there = ", ".join(name for name in header if name) or "none"
        raise ReadError(f"a table of votes without {'; nor '.join(missing)} (columns there: {there})")
    return make_article(id=stem, source=source, text=text, title=stem, kind="votes")


def _missing(found: Iterable[str]) -> list[str]:
    """What a table of votes lacks, in words."""
    has = set(found)
    if not has & {"choice", "member", "code"}:  # a list of votes, without their members
        needed = [({"key", "resolution", "draft"}, "resolution"), ({"date"}, "date")]
    else:
        needed = [
            ({"key", "resolution", "draft"}, "resolution"),
            ({"member", "code"}, "member"),
            ({"choice"}, "choice"),
        ]
        if "key" not in has:
            needed.append(({"date"}, "date"))
    return [f"a column {' or '.join(FIELDS[name])}" for fields, name in needed if not fields & has]
