"""Entities, facts or evidence → a list that shows as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Generic, Protocol, TypeVar, overload

from kg.api import markup
from kg.api.kinds import Kind

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[str, Any]


class _Listed(Protocol):
    """What a listing lists."""

    def _row(self) -> Row: ...

    def _cells(self) -> Mapping[str, str]: ...

    def _name(self) -> str: ...


T = TypeVar("T", bound="_Listed")
_NAMED: Final = 3  # things that a short repr names


class Listing(Sequence[T], Generic[T]):
    """A list of entities, facts or evidence that shows as a table; a slice of it is one, too."""

    def __init__(self, items: Sequence[T], kind: Kind) -> None:
        self._items, self._kind = tuple(items), kind

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Listing[T]: ...
    def __getitem__(self, index: int | slice) -> T | Listing[T]:
        if isinstance(index, slice):
            return Listing(self._items[index], self._kind)
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __contains__(self, one: object) -> bool:
        """Whether it is listed, also by its id."""
        return one in self._items or (isinstance(one, str) and any(getattr(i, "id", None) == one for i in self._items))

    def __add__(self, other: Listing[T]) -> Listing[T]:
        """Both, each item once."""
        if getattr(other, "_kind", None) != self._kind:
            return NotImplemented
        return Listing(list(dict.fromkeys((*self._items, *other._items))), self._kind)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Listing) and self._items == other._items

    def __hash__(self) -> int:
        return hash(self._items)

    def __repr__(self) -> str:
        names = ", ".join(item._name() for item in self._items[:_NAMED])
        more = ", …" if len(self) > _NAMED else ""
        return f"<{markup.count(len(self), self._kind.one, self._kind.many)}{': ' if names else ''}{names}{more}>"

    def _repr_html_(self) -> str:
        return markup.listing(
            [item._cells() for item in self._items[: markup.ROWS]], len(self), (self._kind.one, self._kind.many)
        )

    def where(self, **wanted: Any) -> Listing[T]:
        """Those whose attributes are as wanted: ``graph.facts.where(relation=["said", "metWith"], subject="ukraine")``.

        Args:
            wanted: by attribute its value, several of which one will do, or a function of it that says yes. An entity
                may be given by any of its names, its id or its code; of what has several (``at``) one will do.

        Raises:
            QueryError: if there is no such attribute, or no such relation, type, status or choice.

        >>> import kg
        >>> graph = kg.read("Ana Ruiz, Chile's ambassador to the United Nations, met with Omar Haddad on Monday.")
        >>> graph.facts.where(relation=["represents", "said"], confidence=lambda sure: sure > 0.5)
        <1 fact: Ana Ruiz represents Chile at United Nations (ambassador)>
        >>> graph.facts.where(at="united nations")
        <1 fact: Ana Ruiz represents Chile at United Nations (ambassador)>
        """
        from kg.api.wanted import check, fits

        check(self._kind, wanted)
        return Listing([i for i in self if all(fits(getattr(i, k), v) for k, v in wanted.items())], self._kind)

    def to_pandas(self) -> pd.DataFrame:
        """A row each; the columns are always the same, days are ``datetime64``."""
        from kg.api.answers import rows_as

        return rows_as(self._kind.columns, [item._row() for item in self])
