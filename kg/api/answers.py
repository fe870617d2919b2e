"""Results of a query → a pandas DataFrame with typed columns, which shows as a table with links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

import pandas as pd
import pyoxigraph as ox

from kg.api import markup
from kg.query.formats import Shortener
from kg.query.run import Results, Term

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_READERS: Final[Mapping[str, Callable[[str], object]]] = {
    **dict.fromkeys((f"{_XSD}integer", f"{_XSD}int", f"{_XSD}long"), int),
    **dict.fromkeys((f"{_XSD}decimal", f"{_XSD}double", f"{_XSD}float"), float),
    f"{_XSD}boolean": lambda text: text in {"true", "1"},
    f"{_XSD}date": lambda text: date.fromisoformat(text[:10]),
    f"{_XSD}dateTime": pd.Timestamp,
}
LINKS: Final = "diplokg.links"
"""Under this key of ``DataFrame.attrs``: by cell, the address it leads to and what it is called."""

_WIDTH: Final = 50  # characters of a cell that pandas shows unasked

Links = dict[str, tuple[str, str]]


class Answers(pd.DataFrame):
    """A DataFrame whose display leads from a thing to its page, and shows texts whole; pandas' options hold for it."""

    @property
    def _constructor(self) -> type[Answers]:
        return Answers

    def _repr_html_(self) -> str:
        if self.index.nlevels > 1 or self.columns.nlevels > 1:
            return pd.DataFrame(self).to_html(max_rows=pd.get_option("display.max_rows"))
        links: Links = self.attrs.get(LINKS, {})
        shown = self.head(pd.get_option("display.max_rows") or len(self))
        rows = [[_cell(index, {}), *(_cell(value, links) for value in row)]
                for index, row in zip(shown.index, shown.itertuples(index=False, name=None), strict=True)]  # fmt: skip
        note = f"{len(self):,} rows, of which {len(shown)} are shown" if len(self) > len(shown) else ""
        return markup.table(["" if self.index.name is None else self.index.name, *self.columns], rows, note=note)


def _cell(value: object, links: Links) -> str:
    if pd.api.types.is_scalar(value) and pd.isna(value):  # type: ignore[call-overload] # any scalar will do
        return ""
    if isinstance(value, pd.Timestamp) and value == value.normalize():
        return markup.safe(value.date())
    if isinstance(value, float):
        return markup.safe(_number(value))
    url, title = links.get(value, ("", "")) if isinstance(value, str) else ("", "")
    return markup.link(_narrowed(value), url, title=title)


def _number(value: float) -> str:
    """A number as pandas' options have it, without zeros that say nothing."""
    if form := pd.get_option("display.float_format"):
        return str(form(value))
    places = pd.get_option("display.precision")
    return f"{value:.{places}g}" if 0 < abs(value) < 10.0**-places else repr(round(value, places))


def _narrowed(value: object) -> object:
    """A text no wider than the reader has asked for: texts are shown whole while pandas' own width stands."""
    width = pd.get_option("display.max_colwidth")
    if not isinstance(value, str) or width in (None, _WIDTH) or len(value) <= width:
        return value
    return value[: max(width - 1, 1)] + "…"


def rows_as(columns: Mapping[str, str], rows: Sequence[Mapping[str, Any]]) -> Answers:
    """Rows as a table of always the same columns, by name its type."""
    return Answers(rows, columns=list(columns)).astype(dict(columns))


def frame(results: Results, prefixes: Mapping[str, str], meet: Callable[[str], tuple[str, str]]) -> Answers:
    """Results as a table.

    Args:
        results: of SELECT (a column a variable), ASK (one cell, ``answer``), CONSTRUCT or DESCRIBE (``subject``,
            ``predicate``, ``object``).
        prefixes: by which IRIs are shortened.
        meet: an IRI → the address it leads to and what it is called, both possibly empty.
    """
    if isinstance(results, ox.QueryBoolean):
        return Answers({"answer": [bool(results)]})
    if isinstance(results, ox.QuerySolutions):
        heads = [variable.value for variable in results.variables]
        rows: Iterable[Sequence[Term | None]] = ([row[head] for head in heads] for row in results)
    else:
        heads = ["subject", "predicate", "object"]
        rows = sorted(([t.subject, t.predicate, t.object] for t in set(results)), key=str)
    shortener, links = Shortener(prefixes), Links()
    table = [[_value(term, shortener, links, meet) for term in row] for row in rows]
    columns = {head: _column([row[n] for row in table]) for n, head in enumerate(heads)}
    answers = Answers(columns, columns=heads)
    answers.attrs[LINKS] = links
    return answers


def _value(term: Term | None, shortener: Shortener, links: Links, meet: Callable[[str], tuple[str, str]]) -> object:
    if isinstance(term, ox.Literal) and term.datatype.value in _READERS:
        try:
            return _READERS[term.datatype.value](term.value)
        except ValueError:  # a date of the year 0, say
            return term.value
    if term is None:
        return None
    text = shortener.text(term)
    if isinstance(term, ox.NamedNode) and text not in links and any(met := meet(term.value)):
        links[text] = met
    elif isinstance(term, ox.Literal) and term.value.startswith(("http://", "https://")):
        links[text] = (term.value, "")
    return text


def _column(values: list[Any]) -> Any:
    """Numbers and days as pandas has them, where all of a column are; an unbound variable is a missing value."""
    kinds = {type(value) for value in values if value is not None}
    if kinds == {int}:
        return pd.array(values, dtype="Int64") if None in values else values
    if kinds == {date}:
        return pd.array(values, dtype="datetime64[s]")
    if kinds == {pd.Timestamp}:
        return pd.Series(values)  # a column of times, unless they are of several zones
    return pd.Series(values, dtype=object) if kinds == {str} else values
