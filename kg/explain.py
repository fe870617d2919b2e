"""A fact of ``graph.ttl`` → what it rests on: its sentences with the evidence marked, its rule, its status.

The file alone is enough for the quoted words; for the whole sentence the article must still be where it was read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import GraphError
from kg.export.ontology import COUNTS, SPARQL
from kg.readers import read
from kg.rules.load import RuleFile
from kg.types import Article

Texts = Mapping[str, str]
"""Articles' texts by their SHA-256."""
_LISTED: Final = 10
# What finds facts without a rule file, by how its rules' names begin.
_NO_FILE: Final = {
    "record/": "read off the layout of a verbatim record",
    "table/": "a row of an official voting table",
    "votedOn/own_words": "a quotation in which the speaker tells how his or her country voted",
    "votedOn/annex": "a list of members on a line of its own, under its label",
    "voteTally/counted": "counted, since every voter is named",
    "said/": "a quotation, and who is said to speak it",
    "represents/": "an office, and whose it is by the article as a whole",
}
_QUALIFIERS: Final = {
    "role": "kg:role", "at": "kg:at", "cue": "kg:cue", "outcome": "kg:outcome", "date": "kg:attestedOn",
}  # fmt: skip
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


def explain(fact: str, graph: Path, *, files: Sequence[RuleFile] = (), articles: Sequence[Path] = ()) -> Explanation:
    """What a fact rests on.

    Args:
        fact: the statement's IRI, its end (``fact/0123456789abcdef``), its hash or the beginning of its hash.
        graph: a Turtle file that ``kg build`` wrote.
        files: the rule files whose patterns are shown.
        articles: where to look for the articles' texts, besides the places they were read from.

    Raises:
        GraphError: if the file cannot be read, or holds no such fact, or more than one.
    """
    store = ox.Store()
    try:
        store.bulk_load(path=str(graph), format=ox.RdfFormat.TURTLE)
    except OSError as error:
        raise GraphError(f"{graph}: cannot be read: {error.strerror or error}; name a graph with --graph") from error
    except SyntaxError as error:
        raise GraphError(f"{graph}: no Turtle file: {error}") from error
    return explain_in(store, fact, name=str(graph), files=files, texts=lambda found: _at_hand(found, articles, graph))


def explain_in(
    store: ox.Store, fact: str, *, name: str, files: Sequence[RuleFile], texts: Callable[[list[Source]], Texts]
) -> Explanation:
    """What a fact of an opened graph rests on, as ``explain`` has it.

    Args:
        store: the graph.
        fact: as for ``explain``.
        name: what the graph is called in errors.
        files: the rule files whose patterns are shown.
        texts: gives the texts, by SHA-256, of the articles that some places are in.

    Raises:
        GraphError: if the graph holds no such fact, or more than one.
    """
    asked = _Store(store, name)
    iri = asked.find(fact)
    places = list(asked.sources(iri))
    predicate, who, what = {
        "quotation": ("said", "schema:creator", "schema:text"),
        "vote": ("voteTally", "schema:organizer", "opengov:motion"),
    }.get(_name(iri).split("/")[0], (asked.labels(iri, "rdf:predicate"), "rdf:subject", "rdf:object"))
    qualifiers = {name: asked.labels(iri, curie) for name, curie in _QUALIFIERS.items()} | asked.counts(iri)
    return Explanation(
        iri,
        asked.labels(iri, who),
        predicate,
        asked.labels(iri, what),
        {name: text for name, text in qualifiers.items() if text},
        # Votes and quotations of their own class are affirmed and actual.
        asked.labels(iri, "kg:polarity") or "Affirmed",
        asked.labels(iri, "kg:modality") or "Actual",
        asked.labels(iri, "kg:confidence"),
        tuple(_origins(asked.values(iri, "kg:rule"), files)),
        tuple(_located(places, texts([source for source, _ in places]))),
    )


class _Store:
    """Questions to a graph."""

    def __init__(self, store: ox.Store, name: str) -> None:
        self._store, self._name = store, name

    def rows(self, names: str, pattern: str) -> list[tuple[str, ...]]:
        """The distinct values of variables, "" for what is unbound."""
        variables = " ".join(f"?{name}" for name in names.split())
        found = self._store.query(f"{SPARQL} SELECT DISTINCT {variables} {{ {pattern} }}")
        assert isinstance(found, ox.QuerySolutions)
        return [tuple("" if term is None else str(getattr(term, "value", term)) for term in row) for row in found]

    def find(self, fact: str) -> str:
        """The IRI that is meant.

        Raises:
            GraphError: if there is none, or more than one.
        """
        wanted = fact.strip().strip("<>")
        short = wanted.replace(":", "/", 1)  # "fact:0123" as the file writes it
        classes = "VALUES ?class { rdf:Statement schema:Quotation opengov:VoteEvent }"
        known = [iri for (iri,) in self.rows("f", f"?f a ?class {classes}")]
        forms = {iri: (_name(iri), _name(iri).split("/", 1)[1]) for iri in sorted(known)}
        exact = [iri for iri, names in forms.items() if wanted == iri or short in names or wanted in names]
        begins = (
            [iri for iri, names in forms.items() if any(n.startswith((short, wanted)) for n in names)] if wanted else []
        )
        found = exact or begins
        if len(found) == 1:
            return found[0]
        if not found:
            raise GraphError(f"{self._name} holds no fact {fact!r}; give a fact's hash or IRI as graph.ttl writes it")
        some = ", ".join(_name(iri) for iri in found[:_LISTED]) + (", …" if len(found) > _LISTED else "")
        raise GraphError(f"{fact!r} fits {len(found)} facts of {self._name}: {some}")

    def values(self, iri: str, curie: str) -> list[str]:
        """The values of a property, sorted."""
        return sorted(value for (value,) in self.rows("value", f"<{iri}> {curie} ?value"))

    def labels(self, iri: str, curie: str) -> str:
        """The values of a property, entities by their labels."""
        rows = self.rows("value label", f"<{iri}> {curie} ?value OPTIONAL {{ ?value rdfs:label ?label }}")
        return ", ".join(sorted(label or _local(value) for value, label in rows))

    def counts(self, iri: str) -> dict[str, str]:
        """The numbers of a tally."""
        rows = self.rows("kind number", f"<{iri}> opengov:count [ a ?kind ; rdf:value ?number ]")
        found = {_local(kind): number for kind, number in rows}
        return {name: found.get(kind, "") for name, kind in COUNTS.items()}

    def sources(self, iri: str) -> Iterator[tuple[Source, str]]:
        """The places that state a fact, in order, each with the SHA-256 of its document's text."""
        rows = self.rows(
            "id title source day sha start end quote",
            f"""<{iri}> prov:wasDerivedFrom ?span .
                ?span oa:hasSource ?d ; oa:hasSelector [ oa:start ?start ; oa:end ?end ] , [ oa:exact ?quote ] .
                ?d dcterms:identifier ?id .
                OPTIONAL {{ ?d dcterms:title ?title }} OPTIONAL {{ ?d dcterms:source ?source }}
                OPTIONAL {{ ?d dcterms:issued ?day }} OPTIONAL {{ ?d kg:sha256 ?sha }}""",
        )
        for id, title, source, day, sha, start, end, quote in sorted(rows, key=lambda row: (row[0], int(row[5]))):
            yield Source(id, title, source, day, int(start), int(end), quote), sha


def _name(iri: str) -> str:
    """The last two segments of an IRI: ``fact/0123456789abcdef``."""
    return "/".join(iri.split("/")[-2:])


def _local(value: str) -> str:
    """The local name of a term of an ontology; any other text as it is."""
    return re.split("[#/]", value)[-1] if value.startswith(("http://", "https://")) else value


def _origins(ids: Iterable[str], files: Sequence[RuleFile]) -> Iterator[Origin]:
    rules = {rule.id: (file, rule) for file in files for rule in file.rules}
    for id in ids:
        if id in rules:
            file, rule = rules[id]
            paths = "".join(f"; {role}: {path}" for role, path in sorted(rule.paths.items()))
            yield Origin(id, file.path, file.about, rule.pattern.source + paths)
        else:
            yield Origin(id, about=next((about for name, about in _NO_FILE.items() if id.startswith(name)), ""))


def _at_hand(found: Iterable[Source], places: Sequence[Path], graph: Path) -> Texts:
    """The texts of articles, looked for where a user says, and where they were read from."""
    paths = {*places, *(base / s.source for s in found if s.source for base in (Path(), graph.parent))}
    articles = (item for item in read(sorted(p for p in paths if p.exists())) if isinstance(item, Article))
    return {article.sha256: article.text for article in articles}


def _located(found: Iterable[tuple[Source, str]], texts: Texts) -> Iterator[Source]:
    """The sources with their whole sentence, where the very text that was built is at hand."""
    for source, sha in found:
        text = texts.get(sha, "")
        if text[source.start : source.end] == source.quote != "":
            before, after = _around(text, source.start, source.end)
            source = replace(source, before=before, after=after)
        yield source


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a span in its sentence or sentences."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    breaks = [match.end() + first for match in _BREAK.finditer(text[first:last])]
    first = max((place for place in breaks if place <= start), default=first)
    last = min((place for place in breaks if place >= end), default=last)
    return text[first:start], text[end:last].rstrip()
