"""A saved question with Python's values → its answer as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kg.api.answers import Answers, frame
from kg.api.inputs import in_python, parameter
from kg.api.notices import warn
from kg.api.views import Entity
from kg.errors import QueryError
from kg.query.names import term
from kg.query.run import ask
from kg.query.saved import Parameter, question, questions
from kg.query.store import Source


def listed() -> Answers:
    """The saved questions: name, title, topic and parameters."""
    rows = [
        (one.name, one.title, one.topic, ", ".join(parameter(p.name) for p in one.parameters)) for one in questions()
    ]
    return Answers(rows, columns=["question", "title", "topic", "parameters"])


def answered(
    source: Source, name: str, values: Mapping[str, object], meet: Callable[[str], tuple[str, str]]
) -> Answers:
    """The answer to a question.

    Raises:
        QueryError: if there is no such question or parameter, or a value means nothing.
    """
    try:
        asked = question(name.replace("_", "-"))
        given = {key.rstrip("_").replace("_", "-"): value for key, value in values.items() if value is not None}
        asked.check(given)
        terms = {key: _term(source, asked.parameter(key), value) for key, value in given.items()}
        query = asked.sparql(terms)
    except QueryError as error:
        raise in_python(error) from None
    return frame(ask(source, query), source.prefixes, meet)


def _term(source: Source, parameter: Parameter, value: object) -> str:
    if isinstance(value, Entity):
        return f"<{source.prefixes['']}{value.id}>"
    return term(source, parameter.kind, str(value), notify=warn)
