"""A spaCy document → its facts: ``nlp.add_pipe("diplokg")`` gives ``doc._.facts`` and ``doc._.graph``.

The facts are those of ``kg.read`` for the document's text, found with our own pipeline (which splits words and
reads capitals in its own way). A fact's evidence counts characters, so its tokens are
``doc.char_span(e.start, e.end, alignment_mode="expand")``. What was found travels with the document as Turtle, in
``doc.user_data``, so that ``nlp.pipe(n_process=2)`` and ``doc.to_bytes()`` keep it.
"""

from __future__ import annotations

import datetime as dt
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

if TYPE_CHECKING:
    from kg.api.graph import KnowledgeGraph
    from kg.api.listing import Listing
    from kg.api.views import Fact

_KEY = "diplokg"


class Component:
    """What stands in the pipeline. ``model`` is a spaCy pipeline for our own reading, ``date`` the day of the texts."""

    def __init__(self, model: str | None, date: dt.date | None) -> None:
        self.model, self.date = model, date

    def __call__(self, doc: Doc) -> Doc:
        """Find the facts of a document; the graph of one that states none is None."""
        if doc.text.strip():
            from kg.api.start import read
            from kg.export.turtle import turtle

            if (found := read(doc.text, model=self.model, date=self.date)).facts:
                doc.user_data[_KEY] = turtle(found._graph)
        return doc


@Language.factory("diplokg", default_config={"model": None, "date": None}, assigns=["doc._.facts", "doc._.graph"])
def create(nlp: Language, name: str, model: str | None, date: str | None) -> Component:  # noqa: ARG001 spaCy calls it so
    """The component.

    Args:
        nlp: the pipeline it stands in.
        name: what it is called there.
        model: an installed English spaCy pipeline for our own reading; None for the default.
        date: the day of the texts, such as ``2022-02-28``, by which "Monday" becomes a day.

    Raises:
        ValueError: if the date is no day.

    Warns:
        UserWarning: if the pipeline is of another language: only English is read.
    """
    if nlp.lang not in ("en", "xx"):
        warnings.warn(f"diplokg reads English; this pipeline's language is {nlp.lang!r}", stacklevel=2)
    return Component(model, dt.date.fromisoformat(date) if date else None)


def _graph(doc: Doc) -> KnowledgeGraph | None:
    found = doc.user_data.get(_KEY)
    return _opened(found, doc.text) if found else None


def _facts(doc: Doc) -> Listing[Fact]:
    from kg.api.views import NO_FACTS

    graph = _graph(doc)
    return graph.facts if graph else NO_FACTS


@lru_cache(maxsize=16)
def _opened(turtle: str, text: str) -> KnowledgeGraph:
    from kg.api.graph import KnowledgeGraph
    from kg.export.prefixes import BASE
    from kg.query.graph import read_graph, with_texts
    from kg.query.store import open_text
    from kg.readers.base import make_article

    source = open_text(turtle, base=BASE)
    article = make_article(id="text-1", source="text-1", text=text)
    return KnowledgeGraph(with_texts(read_graph(source), [article]), source=source)


Doc.set_extension("graph", getter=_graph, force=True)
Doc.set_extension("facts", getter=_facts, force=True)
