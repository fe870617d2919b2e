"""A name that somebody typed → the thing of the graph that is meant.

Names are compared by ``rdfs:label``, ``skos:altLabel`` and ``dcterms:identifier``: first as written, then without
accents and capitals, then as part of one longer name. What is meant twice, or not at all, is told with what is near.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

import pyoxigraph as ox

from kg.errors import QueryError
from kg.export.prefixes import SPARQL
from kg.query import known
from kg.query.cache import Notify
from kg.query.formats import Shortener
from kg.query.store import Source

ENTITIES: Final[Mapping[str, tuple[str, ...]]] = {
    "person": ("Person",),
    "country": ("Country",),
    "institution": ("Institution",),
    "meeting": ("Meeting",),
    "resolution": ("Resolution",),
    "document": ("Document",),
    "party": ("Country", "Institution", "Person"),
    "thing": ("Country", "Institution", "Person", "Meeting", "Resolution"),
}
"""Kinds of things, and their classes."""
VALUES: Final[Mapping[str, str]] = {
    "date": "a day, such as 2023-02-23",
    "number": "a whole number",
    "text": "words",
    "fact": "a fact's IRI or hash, or how the hash begins",
    "choice": "for, against, abstained or absent",
}
"""Kinds of values that are no things, and what they look like."""
KINDS: Final = (*ENTITIES, *VALUES)
_CHOICES: Final = {"for": "votedFor", "against": "votedAgainst", "abstained": "abstainedOn", "absent": "absentFrom"}
_PLURALS: Final = {"person": "people", "country": "countries", "party": "parties"}
_FACTS: Final = "VALUES ?class { rdf:Statement schema:Quotation opengov:VoteEvent } ?e a ?class"
_NEAR: Final = 70  # of 100, by rapidfuzz; less is no help
_WORSE: Final = 15  # so much less than the best is no help either


def term(source: Source, kind: str, text: str, *, notify: Notify) -> str:
    """A value as SPARQL writes it.

    Args:
        source: the graph that the name is looked up in.
        kind: one of ``KINDS``.
        text: what was typed.
        notify: is told what a name was taken for, if that is not plain.

    Raises:
        QueryError: if the graph has no such thing, or several.
    """
    wanted = text.strip()
    if not wanted:
        raise QueryError(f"an empty {kind}")
    if kind in ENTITIES:
        return f"<{_Names(source, kind).find(wanted, notify)}>"
    return _READERS[kind](source, wanted)


def completions(source: Source, kind: str, begun: str) -> list[str]:
    """The names that begin so, without regard to accents and capitals; sorted."""
    if kind == "choice":
        return [choice for choice in _CHOICES if choice.startswith(begun)]
    if kind not in ENTITIES:
        return []
    fold = _fold()
    return sorted({name for _, name in _Names(source, kind).all if fold(name).startswith(fold(begun))})


class _Names:
    """The names of all things of a kind."""

    def __init__(self, source: Source, kind: str) -> None:
        self.source, self.kind = source, kind
        classes = " ".join(f"kg:{name}" for name in ENTITIES[kind])
        self._pattern = f"VALUES ?class {{ {classes} }} ?e a ?class . "
        self._labels: dict[str, str] | None = None
        self._all: list[tuple[str, str]] = []

    @property
    def labels(self) -> Mapping[str, str]:
        """By IRI, the fullest name; the first by sorting, if there are several."""
        self._read()
        return self._labels or {}

    @property
    def all(self) -> list[tuple[str, str]]:
        """Every IRI with each of its names."""
        self._read()
        return self._all

    def _read(self) -> None:
        if self._labels is not None:
            return
        names = "rdfs:label|skos:altLabel|dcterms:identifier|dcterms:title"
        self._all = sorted({(iri, name) for iri, name in _rows(self.source, f"{self._pattern} ?e {names} ?name")})
        self._labels = dict(self._all[::-1])
        self._labels |= dict(sorted(_rows(self.source, f"{self._pattern} ?e rdfs:label|dcterms:title ?name"))[::-1])

    def find(self, text: str, notify: Notify) -> str:
        """The IRI that is meant; raises as ``term``."""
        if iri := self._iri(text):
            return iri
        if not self.source.store.query("ASK { ?s ?p ?o }", use_default_graph_as_union=self.source.union):
            raise QueryError("the graph is empty: it names nothing")
        fold = _fold()
        key = fold(text)
        if found := self._called(text, key, fold):
            iri = self._only(found, text)
            self._tell_of_others(iri, key, text, fold, notify)
            return iri
        if iri := self._listed(text, key, fold, notify):
            return iri
        words = re.compile(rf"\b{re.escape(key)}\b")
        if found := {iri for iri, name in self.all if words.search(fold(name))}:
            iri = self._only(found, text)
            label = self.labels[iri]
            whole = min((n for id, n in self.all if id == iri and words.search(fold(n))), key=lambda n: (n != label, n))
            notify(f"{text!r} is taken for {label!r}" + (f" ({whole!r})" if whole != label else ""))
            return iri
        raise self._unknown(text, key, fold)

    def _iri(self, text: str) -> str | None:
        """``country:UKR``, or an IRI with or without its angle brackets, if that is a thing of the kind."""
        iri = expand(self.source, text)
        if iri is None or not self.source.store.query(f"{SPARQL} ASK {{ BIND(<{iri}> AS ?e) {self._pattern} }}"):
            return None
        return iri

    def _called(self, text: str, key: str, fold: Callable[[str], str]) -> set[str]:
        """What has that name: as written, which is quick, else without accents and capitals."""
        literal = str(ox.Literal(text))
        for names in ("rdfs:label|dcterms:identifier", "skos:altLabel|dcterms:title"):
            if found := {iri for iri, _ in _rows(self.source, f"?e {names} {literal} . {self._pattern}")}:
                return found
        return {iri for iri, name in self.all if fold(name) == key}

    def _tell_of_others(self, iri: str, key: str, text: str, fold: Callable[[str], str], notify: Notify) -> None:
        """That other countries are called so, too, with a word more (Congo, DR Congo)."""
        countries = self if self.kind == "country" else _Names(self.source, "country")
        if iri not in countries.labels:
            return
        words = re.compile(rf"\b{re.escape(key)}\b")
        others = sorted(
            other for other, label in countries.labels.items() if other != iri and words.search(fold(label))
        )
        if others:
            listed = ", ".join(map(self._shown, others))
            notify(f"{text!r} is taken for {self._shown(iri)}; there is also {listed}")

    def _listed(self, text: str, key: str, fold: Callable[[str], str], notify: Notify) -> str | None:
        """What the builds' tables call so, by a name that no document used (Türkiye, UNGA); None if nothing is."""
        if self.kind in {"country", "party", "thing"} and (row := known.country(text)):
            for iri, _ in _rows(self.source, f"?e a kg:Country ; dcterms:identifier {ox.Literal(row['iso'])}"):
                self._tell_of_others(iri, key, text, fold, notify)
                return iri
        elif self.kind in {"institution", "party", "thing"} and (row := known.institution(text)):
            names = known.names(row)
            if found := {iri for iri, name in self.all if fold(name) in names}:
                return self._only(found, text)
        else:
            return None
        raise QueryError(f"{text!r} is {row['label']}, which the graph does not name")

    def _shown(self, iri: str) -> str:
        return f"{self.labels[iri]} ({Shortener(self.source.prefixes).iri(iri)})"

    def _only(self, found: set[str], text: str) -> str:
        if len(found) == 1:
            return found.pop()
        raise several(self.kind, text, [self._shown(iri) for iri in sorted(found)])

    def _unknown(self, text: str, key: str, fold: Callable[[str], str]) -> QueryError:
        from rapidfuzz import fuzz, process

        folded = {name: fold(name) for _, name in self.all}
        near = process.extract(key, folded, scorer=fuzz.WRatio, score_cutoff=_NEAR, limit=12)
        near = [found for found in near if found[1] > near[0][1] - _WORSE]
        owners = defaultdict(list)
        for iri, name in self.all:
            owners[name].append(iri)
        labels = dict.fromkeys(self.labels[iri] for _, _, name in near for iri in owners[name])
        meant = f"; did you mean {_or(list(labels)[:3])}?" if labels else "; no name in the graph is near it"
        return QueryError(f"no {self.kind} called {text!r}{meant}")


def several(kind: str, text: str, found: Sequence[str]) -> QueryError:
    """What is said where a name means several things, each shown with its id in brackets."""
    more = f" and {len(found) - 5} more" if len(found) > 5 else ""
    many, listed = _PLURALS.get(kind, f"{kind}s"), "; ".join(found[:5])
    return QueryError(f"{len(found)} {many} are called {text!r}: {listed}{more}; give the one in brackets")


def is_iri(text: str) -> bool:
    """Whether a text is an IRI that can stand between angle brackets."""
    return re.fullmatch(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+", text) is not None


def expand(source: Source, text: str) -> str | None:
    """The IRI that a text writes, whole or with a prefix; None if it writes none."""
    if whole := re.fullmatch(r"<?([a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+)>?", text):
        prefix, _, local = whole[1].partition(":")
        return f"{source.prefixes[prefix]}{local}" if prefix in source.prefixes else whole[1]
    return None


def _rows(source: Source, pattern: str) -> Iterator[tuple[str, str]]:
    """The IRI of ?e and the text of ?name (empty if the pattern has none) in every match of a pattern."""
    query = f"{SPARQL} SELECT DISTINCT ?e ?name {{ {pattern} }}"
    found = source.store.query(query, use_default_graph_as_union=source.union)
    assert isinstance(found, ox.QuerySolutions)
    for row in found:
        yield row["e"].value, row["name"].value if row["name"] else ""


def _fold() -> Callable[[str], str]:
    from kg.entities.names import fold

    return fold


def _or(items: list[str]) -> str:
    return " or ".join(filter(None, [", ".join(map(repr, items[:-1])), repr(items[-1])]))


def _date(_: Source, text: str) -> str:
    from datetime import date

    try:
        return f'"{date.fromisoformat(text).isoformat()}"^^<http://www.w3.org/2001/XMLSchema#date>'
    except ValueError:
        raise QueryError(f"{text!r} is no day; write it as 2023-02-23") from None


def _number(_: Source, text: str) -> str:
    if not re.fullmatch("[0-9]+", text):
        raise QueryError(f"{text!r} is no whole number")
    return text


def _choice(_: Source, text: str) -> str:
    if text.lower() not in _CHOICES:
        raise QueryError(f"no choice {text!r}; there are {', '.join(_CHOICES)}")
    return f"<https://w3id.org/diplokg/ns#{_CHOICES[text.lower()]}>"


def _fact(source: Source, text: str) -> str:
    """A statement, vote or quotation."""
    iri = expand(source, text) or text
    ids = sorted({found for found, _ in _rows(source, _FACTS)})
    found = [id for id in ids if id == iri or id.endswith(f"/{text}")]
    found = found or [id for id in ids if id.rsplit("/", 1)[-1].startswith(text)]
    if len(found) == 1:
        return f"<{found[0]}>"
    if found:
        raise QueryError(f"{len(found)} facts begin with {text!r}; give more of the hash")
    raise QueryError(f"no fact {text!r}; kg ask everything-about --thing NAME lists facts with their ids")


_READERS: Final[Mapping[str, Callable[[Source, str], str]]] = {
    "date": _date,
    "number": _number,
    "text": lambda _, text: str(ox.Literal(text)),
    "choice": _choice,
    "fact": _fact,
}
