"""An opened graph → the records that its page is made of, as far as the Turtle contract holds them.

A statement is one fact for each place it is told ``at``; where several texts give it different roles, rules or cues,
the fact has all of them. The articles' texts are not in the Turtle: who has them puts them in (see ``with_texts``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final
from urllib.parse import unquote

from kg.errors import GraphError
from kg.export.ontology import CHOICES
from kg.query.export import records
from kg.query.run import ask, texts
from kg.query.store import Source
from kg.rollcalls.verify import NO_VOTE, verdicts
from kg.types import (
    COUNTS,
    Article,
    Ballot,
    Binding,
    Entity,
    EntityType,
    Evidence,
    Fact,
    Graph,
    Modality,
    Polarity,
    Relation,
    RollCall,
    Verdict,
    pairs,
)  # fmt: skip

_MORE: Final = """SELECT ?id ?p ?v {
  VALUES ?p { kg:body kg:cue kg:sha256 kg:boundBecause kg:mergedBecause rdfs:label
              dcterms:identifier dcterms:title kg:draft schema:startDate } ?id ?p ?v }"""
_TOOLS: Final = """SELECT DISTINCT ?name ?version { ?run prov:wasAssociatedWith ?tool . ?tool rdfs:label ?name .
  OPTIONAL { ?tool schema:softwareVersion ?version } }"""
_CHOICE_OF: Final = {name: choice for choice, name in CHOICES.items()}
_SCHEMES: Final = {EntityType.COUNTRY: "iso3166-1-alpha-3"}
_WIKIDATA: Final = "http://www.wikidata.org/entity/"
_ROLLCALL: Final = "rollcall/"

More = Mapping[tuple[str, str], list[str]]  # (id, property) → values


def read_graph(source: Source, *, empty: bool = False, notify: Callable[[str], None] = lambda _: None) -> Graph:
    """The graph of an opened file, with ``empty`` also one without facts; what is guessed is told to ``notify``.

    Raises:
        GraphError: if it holds no fact, or a value that the contract does not allow.
    """
    told = records.facts(source)
    if not empty and not any(not fact.id.startswith(_ROLLCALL) for fact in told):
        raise GraphError("holds no facts as docs/vocabulary.md tells of them, so there is nothing to show")
    unsure = sum(not fact.confidence and not fact.id.startswith(_ROLLCALL) for fact in told)
    if unsure:
        notify(f"{unsure:,} of {len(told):,} facts have no kg:confidence; they are shown with 1.00")
    more = _more(source)
    try:
        return _graph(source, told, more)
    except (ValueError, KeyError) as error:
        raise GraphError(f"a value is not as docs/vocabulary.md has it: {error}") from error


def with_texts(graph: Graph, articles: Iterable[Article]) -> Graph:
    """The graph with the texts of those articles that it was built from: the same by their SHA-256.

    A text of the graph's own article, by its id, is also taken where the graph has no digest and all quotations are
    found in it.
    """
    given = list(articles)
    by_digest, by_id = {one.sha256: one for one in given}, {one.id: one for one in given}
    quotes: defaultdict[str, list[Evidence]] = defaultdict(list)
    for fact in graph.facts:
        for evidence in fact.evidence:
            quotes[evidence.article].append(evidence)

    def text(document: Article) -> str:
        found = by_digest.get(document.sha256) if document.sha256 else by_id.get(document.id)
        fits = found and all(found.text[e.start : e.end] == e.quote for e in quotes[document.id])
        return found.text if found and fits else ""

    return replace(graph, documents=tuple(replace(document, text=text(document)) for document in graph.documents))


def _graph(source: Source, told: list[records.Fact], more: More) -> Graph:
    rows = [(old, tuple(_facts(old, more))) for old in told if not old.id.startswith(_ROLLCALL)]
    facts = [fact for _, found in rows for fact in found]
    rollcalls = [_rollcall(old, facts, more) for old in told if old.id.startswith(_ROLLCALL)]
    rollcalls.sort(key=lambda one: one.id)
    scores = {_id(old.id): float(old.confidence) for old in told if old.id.startswith(_ROLLCALL) and old.confidence}
    bindings = tuple(
        Binding(one.id, one.resolution, (), scores[one.id], tuple(more.get((one.id, "boundBecause"), ())))
        for one in rollcalls if one.id in scores
    )  # fmt: skip
    return Graph(
        documents=tuple(_documents(source, facts, more)),
        entities=tuple(_entity(thing, more) for thing in records.things(source)),
        facts=tuple(sorted(facts, key=lambda fact: fact.id)),
        tools=tuple(sorted((name, version) for name, version in texts(ask(source, _TOOLS)))),
        rollcalls=tuple(rollcalls),
        bindings=bindings,
        verdicts=tuple(_verdicts(rows, rollcalls, bindings, facts)),
        nodes=tuple(sorted((fact.id, old.id) for old, found in rows for fact in found)),
    )


# ----------------------------------------------------------------------------------------- ids and plain values


def _id(path: str) -> str:
    """The id of what a path under the graph's base names; an IRI that is not under it stays as it is."""
    return path if "://" in path else unquote(path)


def _document_id(path: str) -> str:
    return _id(path.removeprefix("document/"))


def _day(text: str) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def _more(source: Source) -> More:
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for id, name, value in sorted(texts(ask(source, _MORE))):
        found[_id(records.short(source, id)), records.local(name)].append(records.short(source, value))
    return found


# ------------------------------------------------------------------------------------------------ records


def _entity(thing: records.Thing, more: More) -> Entity:
    id, kind = _id(thing.id), EntityType(thing.type)
    wikidata = next((iri.removeprefix(_WIKIDATA) for iri in thing.same_as if iri.startswith(_WIKIDATA)), None)
    own = thing.identifiers[0] if thing.identifiers else None
    body = more.get((id, "body"), [""])[0]
    return Entity(
        id, kind, thing.label, thing.names, pairs({_SCHEMES.get(kind, "symbol"): own, "wikidata": wikidata}),
        _id(body) or None, _day(thing.date), tuple(sorted(map(_document_id, thing.documents))),
        tuple(more.get((id, "mergedBecause"), ())),
    )  # fmt: skip


def _documents(source: Source, facts: Iterable[Fact], more: More) -> Iterator[Article]:
    """The documents that are described, and those that are only cited."""
    told = {_document_id(one.id): one for one in records.documents(source)}
    for id in sorted({*told, *(evidence.article for fact in facts for evidence in fact.evidence)}):
        one = told.get(id)
        sha256 = more.get((_id(one.id), "sha256"), [""])[0] if one else ""
        if one is None:
            yield Article(id, id, "")
        else:
            yield Article(id, one.source, "", one.title, _day(one.date), one.publisher, sha256,
                          "votes" if one.kind == "votes" else "prose")  # fmt: skip


def _facts(old: records.Fact, more: More) -> Iterator[Fact]:
    """A statement as facts: one for each place it is told at."""
    choice = _CHOICE_OF.get(old.relation)
    target, text = (old.object, old.text) if old.relation == Relation.SAID else (old.object or old.text, "")
    relation = Relation.VOTED_ON if choice else Relation(old.relation)
    counts = {name: number for name, number in old.counts if name in COUNTS}
    qualifiers = pairs({
        "role": old.role or None, "choice": choice, **counts, "outcome": old.outcome or None,
        "text": text or None, "cue": ", ".join(more.get((_id(old.id), "cue"), ())) or None,
    })  # fmt: skip
    evidence = tuple(
        sorted(Evidence(_document_id(place.document), int(place.start or 0), int(place.end or 0), place.words)
               for place in old.places)
    )  # fmt: skip
    for at in old.at or ("",):
        yield Fact(
            relation,
            pairs({"subject": _id(old.subject), "object": _id(target) or None, "at": _id(at) or None}),
            qualifiers, Polarity(old.polarity), Modality(old.modality),
            tuple(date.fromisoformat(day) for day in old.attested), float(old.confidence or 1),
            ", ".join(old.rules), evidence,
        )  # fmt: skip


# ------------------------------------------------------------------------------------------ the official record


def _rollcall(old: records.Fact, facts: Iterable[Fact], more: More) -> RollCall:
    """A roll call, with the votes that stand in its table, whose id is in its own: ``rollcall/TABLE/TEXT``."""
    id = _id(old.id)
    evidence = tuple(Evidence(_document_id(p.document), int(p.start or 0), int(p.end or 0), p.words)
                     for p in old.places)  # fmt: skip
    document, resolution = id.removeprefix(_ROLLCALL).rpartition("/")[0], _id(old.object)
    label = more.get((id, "label"), [resolution])[0].removeprefix("Roll call on ")
    ballots = sorted(
        (Ballot(fact.subject, fact.qualifier("choice") or "", row.start, row.end)
         for fact in facts if fact.relation is Relation.VOTED_ON and fact.object == resolution and fact.actual
         for row in fact.evidence if row.article == document),
        key=lambda ballot: ballot.start,
    )  # fmt: skip
    numbers = dict(old.counts)
    counts = tuple((choice, int(numbers[choice])) for choice in CHOICES if choice in numbers)
    own, draft, title, day = (
        more.get(key, [""])[0] for key in ((resolution, "identifier"), (id, "draft"), (id, "title"), (id, "startDate"))
    )
    symbol = own if own != draft else ""  # a resolution that was not adopted goes by its draft's
    return RollCall(id, document, resolution, _id(old.subject), label, symbol, draft, title, _day(day), counts,
                    old.outcome, tuple(ballots), evidence)  # fmt: skip


def _verdicts(
    rows: Iterable[tuple[records.Fact, tuple[Fact, ...]]], rollcalls: Iterable[RollCall],
    bindings: tuple[Binding, ...], facts: Iterable[Fact],
) -> Iterator[Verdict]:  # fmt: skip
    """The verdicts that the graph has, in the words of the record."""
    bound = {one.id: one for one in rollcalls if one.id in {binding.rollcall for binding in bindings}}
    by_resolution = {one.resolution: one for one in bound.values()}
    quotes = {(e.article, e.start, e.end): e for fact in facts for e in fact.evidence}
    for old, found in rows:
        rollcall = by_resolution.get(found[0].object or "")
        if not old.verdict or rollcall is None:
            continue
        for fact in found:
            if fact.relation is Relation.VOTE_TALLY:
                yield from verdicts([fact], bindings, bound, {})
                continue
            ballot = next((one for one in rollcall.ballots if one.member == fact.subject), None)
            row = quotes[rollcall.document, ballot.start, ballot.end] if ballot else rollcall.evidence[0]
            recorded = ballot.choice if ballot else NO_VOTE
            yield Verdict(fact.id, rollcall.id, old.verdict == "confirmed", fact.qualifier("choice") or "",
                          recorded, (row,))  # fmt: skip
