"""What can go wrong, as one tree. The CLI prints the message of a KgError and no traceback.

::

    KgError
    ├── ReadError      an input file cannot be read as what it claims to be
    ├── ModelError     the language model is missing or unfit
    ├── RuleError      a rule file has a mistake (names file, rule, key and the valid choices)
    ├── GraphError     a graph file does not follow the contract
    └── QueryError     a query or the values of a saved question are wrong (shows the place)
"""

from __future__ import annotations


class KgError(Exception):
    """Base of every error that diplokg raises on purpose; its message says what to do."""


class ReadError(KgError):
    """An input file cannot be read as what it claims to be."""


class ModelError(KgError):
    """The language model is missing or unfit."""


class RuleError(KgError):
    """A rule file has a mistake."""


class GraphError(KgError):
    """A graph file does not follow the contract."""


class QueryError(KgError):
    """A query or a saved question's values are wrong; the message shows the place."""
