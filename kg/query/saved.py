"""``questions/*.rq`` → saved questions, and a question with values → SPARQL.

A file is a whole SPARQL query under a head of comments, which together are one YAML mapping::

    # title: How did a country vote?
    # text: One paragraph in plain words.
    # topic: votes
    # parameters:
    #   country: {kind: country, text: whose votes, variable: voter, required: true}
    #   from: {kind: date, text: on or after this day}

In the query ``$voter`` is a parameter: its value is written in its place, and without a value it is the variable
``?voter``. Several parameters may set one variable (a country or a person); then one of them at most is given. A line
that ends in ``#? from`` is there only if the parameter ``from`` has a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

from kg.errors import QueryError
from kg.query.names import KINDS
from kg.query.syntax import meant, tokens

TOPICS: Final = ("people", "meetings", "votes", "words", "statuses", "sources")
_FOLDER: Final = files("kg.query") / "questions"
_ONLY_IF: Final = re.compile(r"\s*#\? ([\w-]+)\s*$")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question can be told. ``kind`` is one of ``names.KINDS``; ``variable`` is what it sets in the query."""

    name: str
    kind: str
    text: str
    variable: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A saved question; ``query`` is its SPARQL with parameters in it."""

    name: str
    title: str
    text: str
    topic: str
    parameters: tuple[Parameter, ...]
    query: str

    def parameter(self, name: str) -> Parameter:
        """The parameter of a name; QueryError if there is none."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        known = ", ".join(f"--{parameter.name}" for parameter in self.parameters) or "none"
        raise QueryError(f"{self.name} has no --{name}; it has {known}")

    def need(self, parameter: Parameter, *, mark: str = "--") -> str:
        """``needed``, ``this or --person needed``, or nothing if it may be left out; ``mark`` is before the names."""
        others = [f"{mark}{p.name}" for p in self.parameters if p.variable == parameter.variable and p != parameter]
        if not parameter.required:
            return ""
        return " or ".join(["this", *others]) + " needed" if others else "needed"

    def rivals(self, given: Iterable[str]) -> list[str]:
        """The parameters that could be given instead of those that are: a country instead of a person."""
        variables = {self.parameter(name).variable for name in given}
        return [p.name for p in self.parameters if p.variable in variables and p.name not in set(given)]

    def check(self, given: Iterable[str]) -> None:
        """Whether values for these parameters make a question.

        Raises:
            QueryError: for one that is unknown or missing, or two that set the same.
        """
        chosen = [self.parameter(name) for name in given]
        for variable in dict.fromkeys(parameter.variable for parameter in self.parameters):
            rivals = [p for p in self.parameters if p.variable == variable]
            names = " or ".join(f"--{p.name}" for p in rivals)
            count = sum(p.variable == variable for p in chosen)
            if count > 1:
                raise QueryError(f"{self.name}: give one of {names}, not {count}")
            if not count and any(p.required for p in rivals):
                raise QueryError(f"{self.name} needs {names} ({rivals[0].text})")

    def sparql(self, terms: Mapping[str, str]) -> str:
        """The query with values in it.

        Args:
            terms: by parameter, its value as SPARQL writes it.

        Raises:
            QueryError: as ``check``, or for days of which the first is the later.
        """
        self.check(terms)
        if {"from", "until"} <= terms.keys() and terms["from"] > terms["until"]:
            raise QueryError("--from is a later day than --until: no day is between them")
        by_variable = {self.parameter(name).variable: term for name, term in terms.items()}
        text = "\n".join(_kept(self.query, terms))
        parts, end = [], 0
        for token in tokens(text):
            if token.kind == "variable":
                value = by_variable.get(token.text[1:]) if token.text[0] == "$" else None
                parts += [text[end : token.start], value or f"?{token.text[1:]}"]
                end = token.end
        return "".join([*parts, text[end:]])


def _kept(query: str, given: Iterable[str]) -> Iterator[str]:
    """The lines that stand for every value, or for one that is given."""
    for line in query.splitlines():
        condition = _ONLY_IF.search(line)
        if condition is None or condition[1] in given:
            yield line[: condition.start()] if condition else line


def names(own: Path | None = None) -> list[str]:
    """The names of all questions, sorted; no file is read.

    Args:
        own: a folder with questions of one's own.

    Raises:
        QueryError: if that folder cannot be read.
    """
    return sorted(_entries(own))


def _entries(own: Path | None) -> dict[str, Traversable]:
    """The files by name; one's own goes over ours of that name."""
    try:
        entries = [*_FOLDER.iterdir(), *(own.iterdir() if own else [])]
    except OSError as error:
        raise QueryError(f"{own}: cannot be read: {error.strerror or error}") from error
    return {entry.name.removesuffix(".rq"): entry for entry in entries if entry.name.endswith(".rq")}


def questions(own: Path | None = None) -> list[Question]:
    """All questions, by topic; raises as ``question``."""
    found = [question(name, own) for name in names(own)]
    return sorted(found, key=lambda question: (TOPICS.index(question.topic), question.name))


@cache
def question(name: str, own: Path | None = None) -> Question:
    """A question by its name.

    Args:
        name: its file's name without ``.rq``.
        own: a folder with questions of one's own.

    Raises:
        QueryError: if there is none, or its file is malformed.
    """
    entry = _entries(own).get(name)
    if entry is None:
        raise QueryError(f"no question {name!r}{meant(name, names(own))}; kg ask lists all")
    try:
        return parse(entry.read_text("utf-8"), name)
    except (OSError, ValueError) as error:  # ours are whole, by a test
        raise QueryError(f"{entry}: {error}") from error


def parse(text: str, name: str) -> Question:
    """A question's file.

    Raises:
        ValueError: if the head is not of the form that is told above.
    """
    import yaml  # 20 ms, which a query does not need

    lines = text.splitlines()
    size = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    try:
        head = yaml.safe_load("\n".join(line[1:].removeprefix(" ") for line in lines[:size]))
    except yaml.YAMLError as error:
        raise ValueError(f"{name}: the head is no YAML: {' '.join(str(error).split())}") from error
    if not isinstance(head, dict) or not {"title", "text", "topic"} <= set(head) <= {*_KEYS}:
        raise ValueError(f"{name}: the head needs title, text and topic, and may have parameters")
    if head["topic"] not in TOPICS:
        raise ValueError(f"{name}: topic {head['topic']!r} is none of {', '.join(TOPICS)}")
    parameters = tuple(_parameter(key, row, name) for key, row in (head.get("parameters") or {}).items())
    return Question(name, head["title"], head["text"], head["topic"], parameters, "\n".join(lines[size:]).strip())


_KEYS: Final = ("title", "text", "topic", "parameters")


def _parameter(name: str, row: Mapping[str, Any], where: str) -> Parameter:
    if row.get("kind") not in KINDS:
        raise ValueError(f"{where}: --{name}: kind {row.get('kind')!r} is none of {', '.join(KINDS)}")
    return Parameter(name, **{"variable": name, **row})
