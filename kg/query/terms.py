"""A query and an opened graph → what the query names that is not there: a mistyped term is answered with nothing.

A term of ours must be one of the ontology. Any other name must stand in the graph, or be a standard term that the
contract writes (in the ontology or the shapes). What a CONSTRUCT makes is the asker's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final
from urllib.parse import urljoin

import pyoxigraph as ox

from kg.export.prefixes import PREFIXES
from kg.query import known
from kg.query.formats import Shortener
from kg.query.names import ENTITIES
from kg.query.store import Source
from kg.query.syntax import Token, nearest, shown, tokens

_OURS: Final = PREFIXES["kg"]
_STANDARD: Final = tuple(iri for name, iri in PREFIXES.items() if name not in {"kg", "wd", "xsd"})
_CLASSES: Final = {kind: names[0] for kind, names in ENTITIES.items() if len(names) == 1}
_MOST: Final = 10  # notices; whoever has more has another graph in mind


def notices(source: Source, query: str) -> list[str]:
    """What to tell about a query that is SPARQL: each name in it that nothing can match, with its place.

    Args:
        source: the graph that the query was asked.
        query: a query that was not refused.
    """
    if not _stored(source, ["?s ?p ?o"]):
        return ["the graph is empty: no question has an answer there"]
    told: dict[str, str] = {}
    for word, iri in _named(source, query):
        if iri not in told and (wrong := _wrong(source, word.text, iri)):
            told[iri] = shown(query, word, wrong)
    more = [f"and {len(told) - _MOST} more names that are not there"] if len(told) > _MOST else []
    return [*list(told.values())[:_MOST], *more]


def _named(source: Source, query: str) -> Iterator[tuple[Token, str]]:
    """The names in a query's patterns, and the IRIs that they stand for."""
    prefixes, base = dict(source.prefixes), ""
    words = tokens(query)
    skipped = _template(words)
    for place, word in enumerate(words):
        before = [former.text.upper() for former in words[max(0, place - 2) : place]]
        if word.kind == "iri" and "PREFIX" in before[:1] and len(before) == 2:
            prefixes[words[place - 1].text[:-1]] = urljoin(base, word.text[1:-1])
        elif word.kind == "iri" and before[-1:] == ["BASE"]:
            base = word.text[1:-1]
        elif place in skipped or before[-1:] in (["PREFIX"], ["^^"]) or query[word.end : word.end + 1] == "(":
            continue  # a prefix, a datatype, a function
        elif word.kind == "iri":
            yield word, urljoin(base, word.text[1:-1]) if base else word.text[1:-1]
        elif word.kind == "name":
            prefix, _, local = word.text.partition(":")
            yield word, prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)


def _template(words: list[Token]) -> range:
    """The places of what a CONSTRUCT makes, if it is written out."""
    for place, word in enumerate(words[:-1]):
        if word.kind == "word" and word.text.upper() == "CONSTRUCT" and words[place + 1].text == "{":
            end = next((i for i in range(place, len(words)) if words[i].text == "}"), len(words))
            return range(place, end)
    return range(0)


def _wrong(source: Source, text: str, iri: str) -> str | None:
    """What is wrong with a name; None if nothing is."""
    ours, terms = iri.startswith(_OURS), vocabulary()
    if iri in terms or (not ours and _stands(source, iri)):
        return None
    meant = _nearest(source, iri)
    return (f"{text} is no term of the vocabulary" if ours else f"{text} is nowhere in this graph") + (
        f"; did you mean {Shortener(source.prefixes).iri(meant)}?" if meant else ""
    )


def _stands(source: Source, iri: str) -> bool:
    """Whether the graph has it, anywhere in a triple or as a graph's name."""
    return _stored(source, [f"<{iri}> ?p ?o", f"?s <{iri}> ?o", f"?s ?p <{iri}>", f"GRAPH <{iri}> {{ ?s ?p ?o }}"])


def _stored(source: Source, patterns: list[str]) -> bool:
    """Whether the graph holds one of some patterns; each is looked up, none is counted."""
    union = source.union
    return any(source.store.query(f"ASK {{ {part} }}", use_default_graph_as_union=union) for part in patterns)


def _nearest(source: Source, iri: str) -> str | None:
    """What was probably meant: a term of the same vocabulary, or a thing of the same kind."""
    for namespace in (_OURS, *_STANDARD):
        if iri.startswith(namespace):
            return _best(iri, namespace, [term for term in vocabulary() if term.startswith(namespace)])
    for kind, cls in _CLASSES.items():
        namespace = source.prefixes.get(kind, "")
        if namespace and iri.startswith(namespace):
            if kind == "country" and (row := known.country(iri.removeprefix(namespace))):
                code = f"{namespace}{row['iso']}"
                return code if _stands(source, code) else None
            query = f"SELECT ?e {{ ?e a <{_OURS}{cls}> }}"
            found = source.store.query(query, use_default_graph_as_union=source.union)
            assert isinstance(found, ox.QuerySolutions)
            return _best(iri, namespace, sorted(row["e"].value for row in found))
    return None


def _best(iri: str, namespace: str, known: list[str]) -> str | None:
    """The known IRI whose local name is nearest."""
    names = [other.removeprefix(namespace) for other in known]
    name = nearest(iri.removeprefix(namespace), names)
    return None if name is None else namespace + name


@cache
def vocabulary() -> frozenset[str]:
    """The IRIs of all terms that the contract writes: ours with the standard terms above them, and those of shapes."""
    found = set()
    for name in ("ontology.ttl", "shapes.ttl"):
        for triple in ox.parse((files("kg") / name).read_text("utf-8"), format=ox.RdfFormat.TURTLE):
            found |= {term.value for term in (triple.subject, triple.predicate, triple.object)
                      if isinstance(term, ox.NamedNode)}  # fmt: skip
    return frozenset(found)
