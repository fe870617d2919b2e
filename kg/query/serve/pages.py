"""The server's own pages, and the description of its endpoint."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any, Final

import pyoxigraph as ox

from kg.query.serve import things

_ROWS: Final = 500
QUERIES: Final = {
    "out": "SELECT ?p ?o ?label { <IRI> ?p ?o OPTIONAL { ?o rdfs:label ?label } } "
    f"ORDER BY ?p ?label ?o LIMIT {_ROWS}",
    "into": "SELECT ?s ?p ?label { ?s ?p <IRI> OPTIONAL { ?s rdfs:label ?label } } "
    f"ORDER BY ?p ?label ?s LIMIT {_ROWS}",
    "about": things.ABOUT,
    "facts": things.FACTS,
}
"""What a page is made of; ``<IRI>`` stands for the thing."""
DESCRIBE: Final = (
    "CONSTRUCT {{ <{iri}> ?p ?o . ?o ?q ?v . ?s ?r <{iri}> }} WHERE {{ {{ <{iri}> ?p ?o "
    "OPTIONAL {{ ?o ?q ?v FILTER(isBlank(?o)) }} }} UNION {{ ?s ?r <{iri}> }} }}"
)
_EXPLORE: Final = '<a href="/explorer">Explore it as a picture</a>'
_SHELL: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/static/page.css">{head}</head>
<body>{body}</body></html>
"""


def home(graph: str) -> str:
    """The query page: YASGUI with the saved questions beside it."""
    body = (
        f'<header><h1>{escape(graph)}</h1><nav>{_EXPLORE}<a href="/sparql">Endpoint</a></nav></header>'
        '<main class="home"><aside aria-label="Saved questions"><label>Find a question '
        '<input id="find" type="search"></label><ul id="questions"></ul></aside>'
        '<section><form id="values" hidden></form><p id="told" role="status"></p><pre id="noted" role="status"></pre>'
        '<div id="yasgui"></div></section></main>'
        '<script src="/static/yasgui.min.js"></script><script src="/static/page.js"></script>'
    )
    head = '<link rel="stylesheet" href="/static/yasgui.min.css">'
    return _SHELL.format(title=f"Ask {escape(graph)}", head=head, body=body)


def making(graph: str) -> str:
    """What is shown while the explorer's page is made; it asks again by itself."""
    body = (
        f'<header><h1>{escape(graph)}</h1><nav><a href="/">Ask</a></nav></header>'
        f'<main><p role="status">The picture of {escape(graph)} is being made, once for each version of it. '
        "It comes by itself.</p></main>"
    )
    return _SHELL.format(title=escape(graph), head='<script src="/static/again.js" defer></script>', body=body)


def thing(iri: str, answers: Mapping[str, Mapping[str, Any]], prefixes: Mapping[str, str]) -> str:
    """The page of a thing: its facts as sentences, and its triples folded below.

    Args:
        iri: the thing.
        answers: by name (``facts``, ``about``, ``out``, ``into``), what the graph answers to ``QUERIES``; without
            ``facts`` if that took too long.
        prefixes: the graph's.
    """
    found = {name: things.rows(answer) for name, answer in answers.items()}
    links = things.Links(prefixes)
    label = next((row["o"]["value"] for row in found["out"] if row["p"]["value"].endswith("#label")), "")
    title = label or next((row["o"]["value"] for row in found["out"] if row["p"]["value"].endswith("/title")), "")
    title = title or links.short.iri(iri)
    says = [(links.short.iri(row["p"]["value"]), links(row["o"], _label(row))) for row in found["out"]]
    told = [(links(row["s"], _label(row)), links.short.iri(row["p"]["value"])) for row in found["into"]]
    facts = found.get("facts")
    told_facts = (
        "<p>Its facts took too long to find; ask a question about it instead.</p>"
        if facts is None
        else things.sentences(facts, links, iri)
    )
    body = (
        f'<header><h1>{escape(title)}</h1><nav><a href="/">Ask</a><a href="?format=ttl">Turtle</a></nav></header>'
        f"<main><p><code>{escape(iri)}</code></p>{things.about(found['about'], links)}"
        f"{told_facts}<details{'' if facts else ' open'}><summary>The triples</summary>"
        f"{_table('What the graph says of it', says, (True, False))}"
        f"{_table('What leads to it', told, (False, True))}</details></main>"
    )
    return _SHELL.format(title=escape(title), head="", body=body)


def _label(row: things.Row) -> str:
    return row["label"]["value"] if "label" in row else ""


def _table(title: str, rows: Iterable[tuple[str, str]], plain: tuple[bool, bool]) -> str:
    """A table whose cells are HTML already, unless they are ``plain`` text."""
    lines = [
        "<tr>" + "".join(f"<td>{escape(c) if p else c}</td>" for c, p in zip(row, plain, strict=True)) + "</tr>"
        for row in rows
    ]
    more = f"<p>Only the first {_ROWS} are shown.</p>" if len(lines) >= _ROWS else ""
    return f"<h2>{escape(title)}</h2><table>{''.join(lines)}</table>{more}" if lines else ""


def description(endpoint: str) -> str:
    """The service description in Turtle."""
    formats = "ns/formats/"
    names = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle",
             "N-Triples", "JSON-LD", "RDF_XML")  # fmt: skip
    listed = ", ".join(f"<http://www.w3.org/{formats}{name}>" for name in names)
    return (
        "@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .\n"
        f"[] a sd:Service ;\n    sd:endpoint {ox.NamedNode(endpoint)} ;\n"
        f"    sd:supportedLanguage sd:SPARQL11Query ;\n    sd:resultFormat {listed} ;\n"
        "    sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ] ] .\n"
    )
