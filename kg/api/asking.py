"""A saved question with Python's values → its answer as a table."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Mapping

from kg.api.answers import Answers, frame
from kg.api.views import Entity
from kg.errors import QueryError
from kg.query.names import term
from kg.query.run import ask
from kg.query.saved import Parameter, question, questions
from kg.query.store import Source


def listed() -> Answers:
    """The saved questions: name, title, topic and parameters."""
    rows = [(one.name, one.title, one.topic, ", ".join(_python(p.name) for p in one.parameters)) for one in questions()]
    return Answers(rows, columns=["question", "title", "topic", "parameters"])


def answered(
    source: Source, name: str, values: Mapping[str, object], meet: Callable[[str], tuple[str, str]]
) -> Answers:
    """The answer to a question.

    Raises:
        QueryError: if there is no such question or parameter, or a value means nothing.
    """
    asked = question(name.replace("_", "-"))
    try:
        given = {key.rstrip("_").replace("_", "-"): value for key, value in values.items() if value is not None}
        asked.check(given)
        terms = {key: _term(source, asked.parameter(key), value) for key, value in given.items()}
        query = asked.sparql(terms)
    except QueryError as error:
        raise QueryError(re.sub(r"--([a-z][a-z-]*)", lambda found: _python(found[1]), str(error))) from None
    return frame(ask(source, query), source.prefixes, meet)


def _term(source: Source, parameter: Parameter, value: object) -> str:
    if isinstance(value, Entity):
        return f"<{source.prefixes['']}{value.id}>"
    return term(source, parameter.kind, str(value), notify=lambda told: warnings.warn(told, stacklevel=5))


def _python(name: str) -> str:
    """A parameter's name as Python can write it."""
    return "from_" if name == "from" else name.replace("-", "_")
