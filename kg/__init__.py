"""News and UN texts on diplomacy → a knowledge graph in which every fact names its sentence."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.voting import VotingRecord as VotingRecord
    from kg.voting import read_votes as read_votes

# Loaded when asked for: `import kg` brings no language model, no spaCy and no pandas.
_HOMES = {"VotingRecord": "kg.voting", "read_votes": "kg.voting"}

__all__ = ["VotingRecord", "read_votes"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
