"""Articles → what the page calls each: its title, or what else is known, no two alike."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping

from kg.types import Article, Graph

_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
FIRST = 60  # characters of a quotation that tells two articles apart


def plain(text: str) -> str:
    """A name on one line, without the signs that have it read in another order than it is written (U+202A …)."""
    return " ".join(_TURNS.sub("", text).split())


def titles(graph: Graph, *, texts: bool) -> dict[str, str]:
    """Id of each article → its name in the page, where ``texts`` tells whether the articles are in it.

    Those that would have one name are told apart by publisher and date, else by the first words that facts quote from
    each (all else of a text that is not in the page must stay out), else by their id.
    """
    named = {article.id: _name(article, texts) for article in graph.documents}
    quoted = _first_words(graph)
    hints: tuple[Mapping[str, str], ...] = (
        {article.id: _imprint(article) for article in graph.documents if article.publisher},
        {id: f"“{words}”" for id, words in quoted.items()},
        {id: id for id in named},
    )
    for hint in hints:
        alike: dict[str, list[str]] = {}
        for id, name in named.items():
            alike.setdefault(name, []).append(id)
        for name, ids in alike.items():
            if len({hint.get(id) for id in ids}) > 1:
                named |= {id: f"{name} ({hint[id]})" for id in ids if id in hint}
    return named


def _name(article: Article, texts: bool) -> str:
    """Its title, or the beginning of its text in the page, or what else is known."""
    title = plain(article.title or (_beginning(article.text) if texts else ""))
    if title:
        return title
    return _imprint(article) if article.publisher else article.source or article.id


def _imprint(article: Article) -> str:
    return f"{article.publisher}, {article.date or 'undated'}"


def _beginning(text: str) -> str:
    """The first line or words of an article without a title, which tell more than its file's name."""
    line = re.sub(r"^\W+", "", text[:1000]).partition("\n")[0]
    return textwrap.shorten(line, 80, placeholder=" …")


def _first_words(graph: Graph) -> dict[str, str]:
    """Article → the first of the words in it that a fact rests on."""
    first: dict[str, tuple[int, str]] = {}
    for fact in graph.facts:
        for evidence in fact.evidence:
            place = (evidence.start, evidence.quote)
            first[evidence.article] = min(first.get(evidence.article, place), place)
    return {id: textwrap.shorten(words, FIRST, placeholder=" …") for id, (_, words) in first.items() if words.strip()}
