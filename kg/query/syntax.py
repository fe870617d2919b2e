"""A query that oxigraph refuses → a message with the place in the query.

Oxigraph tells how far its parser looked, which is often some words behind the mistake. So the place is found by asking
it again for beginnings of the query: the first word that makes a beginning impossible is the one that is wrong, and
what could have stood there is what the parser wants at the end of the beginning before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile, takewhile
from typing import Final

import pyoxigraph as ox

from kg.errors import QueryError

# https://www.w3.org/TR/sparql11-query/#sparqlGrammar, as far as is needed to know where a word ends.
_TOKEN: Final = re.compile(
    r"""(?P<comment>\#[^\n]*)
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
        |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    |(?P<variable>[?$]\w+)
    |(?P<name>(?:[^\W\d_][\w.-]*(?<!\.))?:(?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\.)*(?<!\.))?)
    |(?P<word>@?[^\W\d]\w*(?:-\w+)*)
    |(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    |(?P<mark>&&|\|\||[!<>]=|\^\^|\S)""",
    re.VERBOSE,
)
_PAD: Final = " " * 40  # longer than any keyword: the parser tells a place that is off by a keyword's length at most
_UNBOUND: Final = "variable that is unbound"
_UPDATES: Final = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})
_FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_WIDE: Final = 240  # characters of a line that are shown
_NEAR: Final = 80  # of them before the place, in a longer line
_MOST: Final = 12  # alternatives that are told; more are no help


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a query: its kind (a group of ``_TOKEN``) and where it stands, in characters."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The first character behind it."""
        return self.start + len(self.text)


def tokens(query: str) -> list[Token]:
    """The words of a query without its comments."""
    found = (Token(str(match.lastgroup), match[0], match.start()) for match in _TOKEN.finditer(query))
    return [token for token in found if token.kind != "comment"]


def keyword(query: str, name: str) -> Token | None:
    """Where a query uses a keyword, in upper case (and does not only name it in a text or an IRI)."""
    return next((word for word in tokens(query) if word.kind == "word" and word.text.upper() == name), None)


def in_order(query: str, variables: Sequence[str]) -> str | None:
    """The query with the variables of its ``SELECT *`` written out as they appear in it; None if it has none.

    Oxigraph sorts them by name, and the recommendation leaves their order open.
    """
    words = tokens(query)
    first = next((i for i, word in enumerate(words) if word.kind == "word" and word.text.upper() == "SELECT"), None)
    if first is None:
        return None
    star = first + (words[first + 1].text.upper() in {"DISTINCT", "REDUCED"}) + 1
    if words[star].text != "*":
        return None
    appearing = dict.fromkeys(word.text[1:] for word in words if word.kind == "variable")
    names = " ".join(f"?{name}" for name in appearing if name in variables)
    return f"{query[: words[star].start]}{names}{query[words[star].end :]}" if names else None


def refused(query: str, error: SyntaxError, prefixes: Mapping[str, str]) -> QueryError:
    """The error to raise for a query that oxigraph refused with ``error``."""
    words = tokens(query)
    if not words:
        return QueryError("the query is empty")
    if words[0].text.upper() in _UPDATES:
        return _at(query, words[0], f"{words[0].text} changes a graph; queries only read ({', '.join(_FORMS)})")
    if _UNBOUND in str(error):
        return _ungrouped(query, words, prefixes)
    if "Duplicated variable name" in str(error) and (twice := _twice(words)):
        return _at(query, twice, f"{twice.text} is selected twice")
    if "SELECT * is not" in str(error):
        star = next((word for word in words if word.text == "*"), words[0])
        return _at(query, star, "* cannot stand beside GROUP BY; name the variables")
    if keyword(query, "SERVICE"):  # a beginning that is whole would be sent over the network
        return QueryError(f"the query is wrong: {_clean(str(error))}")
    place = bisect_left(range(len(words)), True, key=lambda i: not _possible(query[: words[i].end], prefixes))
    quote = next((word for word in words[:place] if word.kind == "mark" and word.text in {'"', "'"}), None)
    if quote:
        return _at(query, quote, "a text begins here that does not end")
    if place == len(words):
        return _at(
            query, Token("mark", " ", len(query.rstrip())), f"the query ends too early{_wanted(query, prefixes)}"
        )
    return _at(query, words[place], _reason(query, words, place, error, prefixes))


def _twice(words: list[Token]) -> Token | None:
    """The first variable that a SELECT names again."""
    for i, word in enumerate(words):
        if word.kind == "word" and word.text.upper() == "SELECT":
            seen: set[str] = set()
            for one in takewhile(lambda found: found.kind == "variable", dropwhile(_is_modifier, words[i + 1 :])):
                if one.text[1:] in seen:
                    return one
                seen.add(one.text[1:])
    return None


def _is_modifier(word: Token) -> bool:
    return word.text.upper() in {"DISTINCT", "REDUCED"}


def _ungrouped(query: str, words: list[Token], prefixes: Mapping[str, str]) -> QueryError:
    """The first variable of a SELECT with COUNT or the like that no GROUP BY names.

    The parser does not say which it is. So the others are left out one at a time: it is the one that fails alone.
    """
    selects = [i for i, word in enumerate(words) if word.kind == "word" and word.text.upper() == "SELECT"]
    for first in reversed(selects):
        chosen = _chosen(words[first + 1 :])
        for word in chosen:
            alone = query
            for other in reversed([other for other in chosen if other != word]):
                alone = alone[: other.start] + " " * len(other.text) + alone[other.end :]
            if len(chosen) == 1 or _UNBOUND in (_complaint(alone, prefixes) or ""):
                return _at(query, word, f"{word.text} stands beside COUNT or the like, and no GROUP BY names it")
    place = words[selects[-1]] if selects else words[0]
    return _at(
        query, place, "a variable of SELECT is bound nowhere, or stands beside COUNT or the like without GROUP BY"
    )


def _chosen(words: list[Token]) -> list[Token]:
    """The variables that a SELECT names, but not those within its expressions."""
    found, depth = [], 0
    for word in words:
        if word.text == "{" or word.text.upper() == "WHERE":
            break
        depth += {"(": 1, ")": -1}.get(word.text, 0)
        if word.kind == "variable" and not depth:
            found.append(word)
    return found


def _possible(beginning: str, prefixes: Mapping[str, str]) -> bool:
    """Whether some query begins so."""
    told = _complaint(beginning, prefixes)
    return told is None or _offset(beginning, told) >= len(beginning)


def _complaint(beginning: str, prefixes: Mapping[str, str]) -> str | None:
    """What oxigraph says of a beginning; None if it is a query."""
    try:
        ox.Store().query(beginning + _PAD, prefixes=dict(prefixes))
    except SyntaxError as error:
        return str(error)
    return None


def _offset(text: str, message: str) -> int:
    """The place in characters that a message tells, less what the parser may be off."""
    found = re.match(r"error at (\d+):(\d+)", message)
    if found is None:  # an error without a place is about the whole
        return 0
    lines = text.split("\n")
    line, column = int(found[1]), int(found[2])
    return sum(len(former) + 1 for former in lines[: line - 1]) + column - 1 - (len(_PAD) - 1)


def _reason(query: str, words: list[Token], place: int, error: SyntaxError, prefixes: Mapping[str, str]) -> str:
    word = words[place]
    if "Prefix not found" in str(error) and word.kind == "name":
        known = {*prefixes, *(w.text[:-1] for w in words[:place] if w.kind == "name" and w.text.endswith(":"))}
        return f"no prefix {word.text.split(':')[0]!r}{meant(word.text.split(':')[0], sorted(known))}"
    if place == 0:
        return f"a query begins with {', '.join(_FORMS)}, PREFIX or BASE{meant(word.text.upper(), _FORMS)}"
    if word.kind == "word":
        names = _alternatives(query[: word.start], prefixes)
        return f"{word.text!r} cannot stand here{meant(word.text.upper(), names) or _listed(names)}"
    return f"{word.text!r} cannot stand here{_wanted(query[: word.start], prefixes)}"


def _wanted(beginning: str, prefixes: Mapping[str, str]) -> str:
    return _listed(_alternatives(beginning, prefixes))


def _listed(names: list[str]) -> str:
    return f"; expected {' or '.join(names)}" if 0 < len(names) <= _MOST else ""


def _alternatives(beginning: str, prefixes: Mapping[str, str]) -> list[str]:
    """What may come after a beginning: keywords and marks, as far as the parser names them."""
    told = _complaint(beginning, prefixes) or ""
    marks = re.findall(r'"((?:[^"\\]|\\.)+)"', told)
    return list(dict.fromkeys([*marks, *re.findall(r"(?<=[ ,])[A-Z]{2,}(?:[_ ][A-Z]+)*(?=,|$)", told)]))


def meant(wrong: str, known: Sequence[str]) -> str:
    """A question whether the nearest known word was meant; empty if none is near."""
    best = nearest(wrong, known)
    return f"; did you mean {best!r}?" if best else ""


def nearest(wrong: str, known: Sequence[str]) -> str | None:
    """The nearest known word; None if none is near."""
    from rapidfuzz import process  # 40 ms, for wrong queries alone

    best = process.extractOne(wrong, known, score_cutoff=70)
    return best[0] if best else None


def _clean(message: str) -> str:
    """Oxigraph's message without the classes of characters in it."""
    return re.sub(r"\[[^\]]*\](?:,\s*|$)", "", message).strip(" ,")


def _at(query: str, word: Token, message: str) -> QueryError:
    return QueryError(shown(query, word, message))


def shown(query: str, word: Token, message: str) -> str:
    """The message, the line that it is about (of a long one what is near), and carets under the word."""
    before = query[: word.start]
    line = before.count("\n") + 1
    begin = before.rfind("\n") + 1
    column = word.start - begin
    cut = column - _NEAR if column > _WIDE else 0
    text = query[begin + cut :].split("\n", 1)[0][:_WIDE]
    width = max(1, min(len(word.text.split("\n", 1)[0]), len(text) - column + cut))
    indent = re.sub(r"[^\t]", " ", text[: column - cut])
    return f"the query, line {line}, column {column + 1}: {message}\n    {text}\n    {indent}{'^' * width}"
