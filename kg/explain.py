"""A fact of ``graph.ttl`` → what it rests on: its sentences with the evidence marked, its rule, its status.

The file alone is enough for the quoted words; for the whole sentence the article must still be where it was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import GraphError
from kg.read import read
from kg.rules.load import RuleFile
from kg.types import Article

_PREFIXES: Final = """
PREFIX kg: <https://w3id.org/diplokg/ns#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX schema: <https://schema.org/>
PREFIX opengov: <http://www.w3.org/ns/opengov#>
"""
_KINDS: Final = ("fact", "quotation", "vote")
_LISTED: Final = 10
_QUALIFIERS: Final = {
    "role": "kg:role", "at": "kg:at", "cue": "kg:cue", "outcome": "kg:outcome", "date": "kg:attestedOn",
}  # fmt: skip
_COUNTS: Final = {"for": "YesCount", "against": "NoCount", "abstained": "AbstainCount"}
_BREAK: Final = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])")


@dataclass(frozen=True, slots=True)
class Source:
    """A place that states the fact. ``before`` and ``after`` complete the sentence; None where it is not at hand."""

    document: str
    title: str
    source: str
    date: str
    start: int
    end: int
    quote: str
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """The rule that found a fact: its id, its file, what the file is about, and the pattern's text ("" if none)."""

    id: str
    path: str = ""
    about: str = ""
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A fact with all that the graph tells of it; the labels are those of its entities."""

    iri: str
    subject: str
    predicate: str
    object: str
    qualifiers: Mapping[str, str]
    polarity: str
    modality: str
    confidence: str
    rules: tuple[Origin, ...]
    sources: tuple[Source, ...]


def explain(
    fact: str, graph: Path, *, files: Sequence[RuleFile] = (), articles: Sequence[Path] = ()
) -> Explanation:
    """What a fact rests on.

    Args:
        fact: the statement's IRI, its end (``fact/0123456789abcdef``), its hash or the beginning of its hash.
        graph: a Turtle file that ``kg build`` wrote.
        files: the rule files whose patterns are shown.
        articles: where to look for the articles' texts, besides the places they were read from.

    Raises:
        GraphError: if the file cannot be read, or holds no such fact, or more than one.
    """
    store = _Store(graph)
    iri = store.find(fact)
    value = store.value
    kind = _name(iri).split("/")[0]
    counts = store.counts(iri)
    qualifiers = {name: store.labels(iri, curie) for name, curie in _QUALIFIERS.items()} | counts
    subject, object = {
        "fact": ("rdf:subject", "rdf:object"),
        "quotation": ("schema:creator", "schema:text"),
        "vote": ("schema:organizer", "opengov:motion"),
    }[kind]
    predicate = {"quotation": "said", "vote": "voteTally"}.get(kind) or store.labels(iri, "rdf:predicate")
    return Explanation(
        iri, store.labels(iri, subject), predicate, store.labels(iri, object),
        {name: text for name, text in qualifiers.items() if text},
        store.labels(iri, "kg:polarity") or "Affirmed", store.labels(iri, "kg:modality") or "Actual",
        value(iri, "kg:confidence"), tuple(_origins(store.values(iri, "kg:rule"), files)),
        tuple(_located(store.sources(iri), store.digests(), articles, graph.parent)),
    )  # fmt: skip


class _Store:
    """Questions to a Turtle file."""

    def __init__(self, path: Path) -> None:
        self._path, self._store = path, ox.Store()
        try:
            self._store.bulk_load(path=str(path), format=ox.RdfFormat.TURTLE)
        except OSError as error:
            raise GraphError(f"{path}: cannot be read: {error.strerror or error}; name a graph with --graph") from error
        except SyntaxError as error:
            raise GraphError(f"{path}: no Turtle file: {error}") from error

    def rows(self, pattern: str) -> list[tuple[str, ...]]:
        found = self._store.query(f"{_PREFIXES} SELECT DISTINCT * {{ {pattern} }}")
        assert isinstance(found, ox.QuerySolutions)
        return [tuple("" if term is None else str(getattr(term, "value", term)) for term in row) for row in found]

    def find(self, fact: str) -> str:
        """The IRI that is meant.

        Raises:
            GraphError: if there is none, or more than one.
        """
        wanted = fact.strip().strip("<>").replace(":", "/", 1) if "//" not in fact else fact.strip().strip("<>")
        classes = "rdf:Statement schema:Quotation opengov:VoteEvent"
        known = sorted(row[0] for row in self.rows(f"?f a ?class VALUES ?class {{ {classes} }}")) if wanted else []
        names = {iri: (iri, _name(iri), _name(iri).split("/", 1)[1]) for iri in {iri.split(" ")[0] for iri in known}}
        for fits in (str.__eq__, str.startswith):
            found = sorted(iri for iri, forms in names.items() if any(fits(form, wanted) for form in forms[1:]))
            found = [wanted] if wanted in names else found
            if len(found) == 1:
                return found[0]
            if found:
                some = ", ".join(_name(iri) for iri in found[:_LISTED]) + (", …" if len(found) > _LISTED else "")
                raise GraphError(f"{fact!r} fits {len(found)} facts of {self._path}: {some}")
        raise GraphError(f"{self._path} holds no fact {fact!r}; give a fact's hash or IRI as graph.ttl writes it")

    def values(self, iri: str, curie: str) -> list[str]:
        return sorted(row[0] for row in self.rows(f"<{iri}> {curie} ?value"))

    def value(self, iri: str, curie: str) -> str:
        return next(iter(self.values(iri, curie)), "")

    def labels(self, iri: str, curie: str) -> str:
        """The values of a property, entities by their labels."""
        rows = self.rows(f"<{iri}> {curie} ?value OPTIONAL {{ ?value rdfs:label ?label }}")
        return ", ".join(sorted(label or _local(value) for value, label in rows))

    def counts(self, iri: str) -> dict[str, str]:
        found = {_local(kind): number for _, kind, number in self.rows(f"<{iri}> opengov:count ?c . ?c a ?k ; rdf:value ?n")}
        return {name: found.get(kind, "") for name, kind in _COUNTS.items()}

    def sources(self, iri: str) -> list[Source]:
        rows = self.rows(
            f"<{iri}> prov:wasDerivedFrom ?span . ?span oa:hasSource ?d ; oa:hasSelector [ oa:start ?start ; oa:end ?end ], "
            "[ oa:exact ?quote ] . ?d dcterms:identifier ?id "
            "OPTIONAL { ?d dcterms:title ?title } OPTIONAL { ?d dcterms:source ?source } OPTIONAL { ?d dcterms:issued ?day }"
        )
        named = [row[1:] for row in rows]
        found = [self._source(row) for row in named]
        return sorted(found, key=lambda source: (source.document, source.start))

    @staticmethod
    def _source(row: Sequence[str]) -> Source:
        _, start, end, quote, id, title, source, day = [part for n, part in enumerate(row) if n not in _BLANKS]
        return Source(id, title, source, day, int(start), int(end), quote)

    def digests(self) -> dict[str, str]:
        """The SHA-256 of each document's text by its id."""
        return dict((id, sha) for _, id, sha in self.rows("?d dcterms:identifier ?id ; kg:sha256 ?sha"))
