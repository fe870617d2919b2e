"""What the graph says of a thing → HTML: its names and sentences by relation, each with the words that it rests on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any, Final
from urllib.parse import quote

from kg.query.formats import Shortener
from kg.types import TABLE_ROW

ROWS: Final = 1000
_LISTED: Final = 250  # rows of tables, of each kind of fact
_WORDS: Final = "prov:wasDerivedFrom ?span . ?span oa:hasSource ?doc ; oa:hasSelector ?quote . ?quote oa:exact ?words ."
_KINDS: Final = {  # by kind of fact: what all have, and the ways in which a thing is a part
    "rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o": ("rdf:subject <IRI>", "rdf:object <IRI>", "kg:at <IRI>"),
    "opengov:motion ?o": ("opengov:motion <IRI>", "schema:organizer <IRI>"),
    "schema:creator ?s ; schema:text ?o": ("schema:creator <IRI>", "schema:recordedAt <IRI>"),
}
_ORGANIZER: Final = 'OPTIONAL { ?fact schema:organizer ?body } BIND(COALESCE(?body, "") AS ?s)'
_BOUND: Final = ("", f"{_ORGANIZER} BIND(kg:voteTally AS ?p)", "BIND(kg:said AS ?p)")


def _sides() -> Iterator[str]:
    """What texts state, and of each kind some of what tables do: a country can have thousands of votes."""
    for pattern in _patterns():
        yield f"{pattern} FILTER NOT EXISTS {{ ?doc a kg:VotingTable }} BIND(0 AS ?row)"
        rows = f"{pattern} FILTER EXISTS {{ ?doc a kg:VotingTable }}"
        yield f"{{ SELECT * {{ {rows} }} LIMIT {_LISTED} }} BIND(1 AS ?row)"


def _patterns() -> Iterator[str]:
    """Patterns that each begin at the thing, so that oxigraph looks facts up rather than scans them."""
    for (parts, ways), bound in zip(_KINDS.items(), _BOUND, strict=True):
        yield from (f"?fact {way} ; {parts} ; {_WORDS} {bound}" for way in ways)
        yield f"?span oa:hasSource <IRI> . ?fact {parts} ; {_WORDS} {bound}"
        yield f"<IRI> {parts} ; {_WORDS} {bound.replace('?fact', '<IRI>')} BIND(<IRI> AS ?fact)"


_COUNTS: Final = {"yes": "YesCount", "no": "NoCount", "abstained": "AbstainCount", "absent": "AbsentCount"}
FACTS: Final = f"""SELECT DISTINCT * {{
  {" UNION ".join("{ " + side + " }" for side in _sides())}
  OPTIONAL {{ ?s rdfs:label ?s_label }} OPTIONAL {{ ?o rdfs:label ?o_label }}
  OPTIONAL {{ ?fact kg:role ?role }}
  OPTIONAL {{ ?fact kg:at|schema:recordedAt ?place }} BIND(COALESCE(?place, "") AS ?at)
  OPTIONAL {{ ?at rdfs:label ?at_label }}
  OPTIONAL {{ ?fact kg:polarity ?polarity }} OPTIONAL {{ ?fact kg:modality ?modality }}
  OPTIONAL {{ ?fact kg:outcome ?outcome }} OPTIONAL {{ ?fact kg:rule ?rule }}
  {" ".join(f"OPTIONAL {{ ?fact opengov:count [ a opengov:{c} ; rdf:value ?{n} ] }}" for n, c in _COUNTS.items())}
  OPTIONAL {{ ?roll kg:confirms ?fact }} OPTIONAL {{ ?other_roll kg:contradicts ?fact }}
  OPTIONAL {{ ?doc dcterms:title ?title }} OPTIONAL {{ ?doc dcterms:publisher ?publisher }}
  OPTIONAL {{ ?doc dcterms:issued ?issued }} OPTIONAL {{ ?doc a ?table . FILTER(?table = kg:VotingTable) }}
}} ORDER BY ?row ?p ?s_label ?o_label ?fact ?issued ?words LIMIT {ROWS}"""
"""Every fact in which ``<IRI>`` takes part, with its evidence; of voting tables last.

What may be missing is an empty text rather than unbound: an unbound variable would then match every label.
"""
_ORDER: Final = ("represents", "member of", "part of", "spoke at", "said", "spoke to", "met with", "sponsored")
ABOUT: Final = """SELECT ?kind ?value ?title ?publisher ?issued {
  { VALUES (?p ?kind) { (skos:altLabel "also") (dcterms:identifier "identifier") (skos:exactMatch "same") }
    <IRI> ?p ?value } UNION
  { <IRI> kg:mentionedIn ?value . BIND("in" AS ?kind)
    OPTIONAL { ?value dcterms:title ?title } OPTIONAL { ?value dcterms:publisher ?publisher }
    OPTIONAL { ?value dcterms:issued ?issued } }
} ORDER BY ?kind ?issued ?value"""
Row = Mapping[str, Mapping[str, str]]


@dataclass(slots=True)
class _Told:
    """A fact: its rows' first, and what differs from row to row."""

    row: Row
    at: dict[str, str] = field(default_factory=dict)
    roles: dict[str, None] = field(default_factory=dict)
    rules: set[str] = field(default_factory=set)
    words: dict[tuple[str, str], str] = field(default_factory=dict)  # words and document: where they stand, as HTML


class Links:
    """Terms as HTML."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.base, self.short = prefixes[""], Shortener(prefixes)

    def __call__(self, term: Mapping[str, str], label: str = "") -> str:
        """A term as HTML: a link to its page here, or to the web."""
        value = term["value"]
        if term["type"] == "bnode":
            return "<i>a node without a name</i>"
        if term["type"] != "uri":
            return escape(value)
        text = escape(label or self.short.iri(value))
        if value.startswith(self.base):
            return f'<a href="/{escape(quote(value[len(self.base) :], safe="/:@!$&()*+,;=-._~%"))}">{text}</a>'
        if value.startswith(("http://", "https://")):
            return f'<a href="{escape(value)}" rel="noreferrer">{text}</a>'
        return text


def sentences(rows: Iterable[Row], links: Links, iri: str) -> str:
    """The facts by relation; those that are rows of voting tables as lists of who (or what) is at their other end."""
    told: dict[str, _Told] = {}
    for row in rows:  # a fact has one for each of its places, offices and so on
        fact = told.setdefault(row["fact"]["value"], _Told(row))
        if row["at"]["value"]:
            fact.at[row["at"]["value"]] = links(row["at"], _text(row, "at_label"))
        if "role" in row:
            fact.roles[row["role"]["value"]] = None
        fact.rules.add(_text(row, "rule"))
        words = "" if "table" in row else row["words"]["value"]  # a table's row is no sentence
        fact.words.setdefault((words, row["doc"]["value"]), _source(row, "doc", links))
    groups: defaultdict[str, list[str]] = defaultdict(list)
    listed: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for fact in told.values():
        name = _relation(fact.row)
        if fact.rules == {TABLE_ROW}:
            ends = [end for end in ("s", "o") if fact.row[end]["value"] != iri]
            other = " on ".join(links(fact.row[end], _text(fact.row, f"{end}_label")) for end in ends)
            listed[name, " and ".join(sorted(set(fact.words.values())))].append(other)
        else:
            groups[name].append(f"<li>{_sentence(fact, links)}{_evidence(fact, links)}</li>")
    for (name, source), others in listed.items():
        groups[name].append(f"<li>By the record ({source}): {', '.join(others)}</li>")
    cut = sum(map(len, listed.values())) >= _LISTED or len(told) >= ROWS
    more = "<p>There is more than is shown here: ask a question about it.</p>" if cut else ""
    order = sorted(groups, key=lambda name: (_ORDER.index(name) if name in _ORDER else len(_ORDER), name))
    return "".join(f"<h2>{escape(name.capitalize())}</h2><ul class=facts>{''.join(groups[name])}</ul>"
                   for name in order) + more  # fmt: skip


def about(rows: Iterable[Row], links: Links) -> str:
    """Names, identifiers, and the documents that name it."""
    kinds: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        kinds[row["kind"]["value"]].append(
            _source(row, "value", links) if row["kind"]["value"] == "in" else links(row["value"])
        )
    heads = {"also": "also called", "identifier": "identifier", "same": "the same as", "in": "named in"}
    return "".join(f"<p><b>{head}</b> {', '.join(kinds[kind])}</p>" for kind, head in heads.items() if kinds[kind])


def _sentence(fact: _Told, links: Links) -> str:
    """``Sergiy Kyslytsya represents Ukraine as ambassador, at United Nations``, and its status."""
    row = fact.row
    subject = links(row["s"], _text(row, "s_label"))
    name = row["p"]["value"].rsplit("#", 1)[-1]
    if name == "voteTally":
        counts = [f"{row[key]['value']} {key}" for key in _COUNTS if key in row]
        counts += [row["outcome"]["value"].rsplit("#", 1)[-1].lower()] if "outcome" in row else []
        told = f"The vote {f'of {subject} ' if subject else ''}on {links(row['o'], _text(row, 'o_label'))}"
        told += f": {escape(', '.join(counts))}" if counts else ""
    elif name == "said":
        told = f"{subject} said <q>{links(row['o'], _text(row, 'o_label'))}</q>"
    else:
        told = f"{subject} {_relation(row)} {links(row['o'], _text(row, 'o_label'))}"
    told += f" as {escape(', '.join(fact.roles))}" if fact.roles else ""
    told += f", at {', '.join(fact.at.values())}" if fact.at else ""
    return told + "".join(f" <b class=status>{escape(status)}</b>" for status in _statuses(row))


def _statuses(row: Row) -> Iterator[str]:
    """What keeps a fact from being simply so, and what the record says of it."""
    if _text(row, "polarity").endswith("#Negated"):
        yield "denied"
    if modality := _text(row, "modality").rsplit("#", 1)[-1].replace("Actual", ""):
        yield modality.lower()
    if "other_roll" in row:
        yield "contradicted by the record"
    elif "roll" in row:
        yield "confirmed by the record"


def _evidence(fact: _Told, links: Links) -> str:
    """The words with their documents; then voting tables, of which the documents alone."""
    quoted = [f"<q>{escape(words)}</q> ({source})" if words else f"by the record ({source})"
              for (words, _), source in sorted(fact.words.items(), key=lambda item: not item[0][0])]  # fmt: skip
    why = links(fact.row["fact"], "this fact")
    return f"<ul>{''.join(f'<li>{line}</li>' for line in quoted)}</ul><small>{why}</small>"


def _source(row: Row, name: str, links: Links) -> str:
    """``CBS News, 2023-02-23``, leading to the document; by its title where no publisher is known."""
    parts = [_text(row, "publisher") or _text(row, "title"), _text(row, "issued")]
    return links(row[name], ", ".join(filter(None, parts)))


def _relation(row: Row) -> str:
    """``votedFor`` in words."""
    return re.sub("(?=[A-Z])", " ", row["p"]["value"].rsplit("#", 1)[-1]).lower()


def _text(row: Row, name: str) -> str:
    return row[name]["value"] if name in row else ""


def rows(results: Mapping[str, Any]) -> list[Row]:
    """The rows of results in JSON (https://www.w3.org/TR/sparql11-results-json/)."""
    found: list[Row] = results["results"]["bindings"]
    return found
