"""Entities, facts or evidence → a list that shows as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Generic, Protocol, TypeVar, overload

from kg.api import markup

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[str, Any]


class _Listed(Protocol):
    """What a listing lists."""

    def _row(self) -> Row: ...

    def _name(self) -> str: ...


T = TypeVar("T", bound="_Listed")
_NAMED: Final = 3  # things that a short repr names


class Listing(Sequence[T], Generic[T]):
    """A list of entities, facts or evidence that shows as a table; a slice of it is one, too."""

    def __init__(self, items: Sequence[T], noun: tuple[str, str]) -> None:
        self._items, self._noun = tuple(items), noun

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Listing[T]: ...
    def __getitem__(self, index: int | slice) -> T | Listing[T]:
        if isinstance(index, slice):
            return Listing(self._items[index], self._noun)
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Listing) and self._items == other._items

    def __hash__(self) -> int:
        return hash(self._items)

    def __repr__(self) -> str:
        names = ", ".join(item._name() for item in self._items[:_NAMED])
        more = ", …" if len(self) > _NAMED else ""
        return f"<{markup.count(len(self), *self._noun)}{': ' if names else ''}{names}{more}>"

    def _repr_html_(self) -> str:
        return markup.listing([item._row() for item in self._items[: markup.ROWS]], len(self), self._noun)

    def where(self, **wanted: Any) -> Listing[T]:
        """Those whose attributes are as wanted: ``graph.facts.where(relation="represents", status="actual")``.

        Args:
            wanted: by attribute its value; an entity may be given by its label or id.

        Raises:
            AttributeError: if there is no such attribute.
        """
        return Listing([item for item in self if all(_is(getattr(item, k), v) for k, v in wanted.items())], self._noun)

    def to_pandas(self) -> pd.DataFrame:
        """A row each."""
        from kg.api.answers import Answers

        return Answers([item._row() for item in self])


def _is(value: Any, wanted: Any) -> bool:
    if isinstance(wanted, str) and not isinstance(value, str) and hasattr(value, "label"):
        return wanted in {value.id, value.label}
    return bool(value == wanted)
