"""News and UN texts on diplomacy → a knowledge graph in which every fact names its sentence.

>>> import kg
>>> graph = kg.read("Ana Ruiz, Chile's ambassador to the United Nations, met with Omar Haddad on Monday.")
>>> [str(fact) for fact in graph.facts]
['Ana Ruiz met with Omar Haddad', 'Ana Ruiz represents Chile at United Nations (ambassador)']
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.api.graph import KnowledgeGraph as KnowledgeGraph
    from kg.api.listing import Listing as Listing
    from kg.api.reasons import Reasons as Reasons
    from kg.api.start import build as build
    from kg.api.start import load as load
    from kg.api.start import read as read
    from kg.api.views import Entity as Entity
    from kg.api.views import Evidence as Evidence
    from kg.api.views import Fact as Fact
    from kg.errors import GraphError as GraphError
    from kg.errors import KgError as KgError
    from kg.errors import ModelError as ModelError
    from kg.errors import QueryError as QueryError
    from kg.errors import ReadError as ReadError
    from kg.errors import RuleError as RuleError
    from kg.voting import VotingRecord as VotingRecord
    from kg.voting import read_votes as read_votes

# Loaded when asked for: `import kg` brings no language model, no spaCy, no pandas and no RDF library.
_HOMES = {
    **dict.fromkeys(("build", "load", "read"), "kg.api.start"),
    **dict.fromkeys(("Entity", "Evidence", "Fact"), "kg.api.views"),
    **dict.fromkeys(("GraphError", "KgError", "ModelError", "QueryError", "ReadError", "RuleError"), "kg.errors"),
    **dict.fromkeys(("VotingRecord", "read_votes"), "kg.voting"),
    "KnowledgeGraph": "kg.api.graph",
    "Listing": "kg.api.listing",
    "Reasons": "kg.api.reasons",
}

__all__ = [
    "Entity", "Evidence", "Fact", "GraphError", "KgError", "KnowledgeGraph", "Listing", "ModelError", "QueryError",
    "ReadError", "Reasons", "RuleError", "VotingRecord", "build", "load", "read", "read_votes",
]  # fmt: skip

if not TYPE_CHECKING:  # to type checkers a module that has this has every name

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module 'kg' has no attribute {name!r}")
        return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """What is public, without the modules that stand behind it."""
    return sorted(__all__)
