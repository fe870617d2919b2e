"""What listings list: the words for it, the columns of its table, and the values of what has few."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from kg.types import CHOICES, COUNTS, EntityType, Modality, Relation

Columns = Mapping[str, str]
"""By name of a column its type in pandas."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Entities, facts or evidence: ``one`` and ``many`` are the words, ``of`` is the class."""

    one: str
    many: str
    of: type
    columns: Columns
    values: Mapping[str, Collection[str]]


_DAY: Final = "datetime64[s]"
ENTITY_COLUMNS: Final[Columns] = {
    "id": "str", "type": "str", "label": "str", "names": "str", "date": _DAY, "documents": "int64", "facts": "int64",
}  # fmt: skip
FACT_COLUMNS: Final[Columns] = {
    "id": "str", "relation": "str", "subject": "str", "object": "str", "at": "str", "role": "str", "choice": "str",
    **dict.fromkeys(COUNTS, "Int64"), "outcome": "str", "status": "str", "confidence": "float64", "date": _DAY,
    "quote": "str", "document": "str", "subject_id": "str", "object_id": "str", "at_id": "str",
}  # fmt: skip
EVIDENCE_COLUMNS: Final[Columns] = {
    "document": "str", "date": _DAY, "quote": "str", "start": "int64", "end": "int64", "title": "str", "source": "str",
}  # fmt: skip
ENTITY_VALUES: Final = {"type": [one.value for one in EntityType]}
FACT_VALUES: Final = {
    "relation": [one.value for one in Relation],
    "status": [*(one.value.lower() for one in Modality), "denied"],
    "choice": ["", *CHOICES],
    "verdict": ["", "confirmed", "contradicted"],
}
