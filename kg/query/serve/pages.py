"""The server's own pages, and the description of its endpoint."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any, Final
from urllib.parse import quote

import pyoxigraph as ox

from kg.query.formats import Shortener

_ROWS: Final = 500
OUT: Final = (
    "SELECT ?p ?o ?label {{ <{iri}> ?p ?o OPTIONAL {{ ?o rdfs:label ?label }} }} ORDER BY ?p ?label ?o LIMIT "
    + str(_ROWS)
)
INTO: Final = (
    "SELECT ?s ?p ?label {{ ?s ?p <{iri}> OPTIONAL {{ ?s rdfs:label ?label }} }} ORDER BY ?p ?label ?s LIMIT "
    + str(_ROWS)
)
DESCRIBE: Final = (
    "CONSTRUCT {{ <{iri}> ?p ?o . ?o ?q ?v . ?s ?r <{iri}> }} WHERE {{ {{ <{iri}> ?p ?o "
    "OPTIONAL {{ ?o ?q ?v FILTER(isBlank(?o)) }} }} UNION {{ ?s ?r <{iri}> }} }}"
)
_SHELL: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/static/page.css">{head}</head>
<body>{body}</body></html>
"""


def home(graph: str, *, explorer: bool) -> str:
    """The query page: YASGUI with the saved questions beside it."""
    link = '<a href="/explorer">Explore it as a picture</a>' if explorer else ""
    body = (
        f'<header><h1>{escape(graph)}</h1><nav>{link}<a href="/sparql">Endpoint</a></nav></header>'
        '<main class="home"><aside aria-label="Saved questions"><label>Find a question '
        '<input id="find" type="search"></label><ul id="questions"></ul></aside>'
        '<section><form id="values" hidden></form><p id="told" role="status"></p><pre id="noted" role="status"></pre>'
        '<div id="yasgui"></div></section></main>'
        '<script src="/static/yasgui.min.js"></script><script src="/static/page.js"></script>'
    )
    head = '<link rel="stylesheet" href="/static/yasgui.min.css">'
    return _SHELL.format(title=f"Ask {escape(graph)}", head=head, body=body)


def thing(iri: str, out: Mapping[str, Any], into: Mapping[str, Any], prefixes: Mapping[str, str]) -> str:
    """What is said of a thing, and what leads to it, as tables of links."""
    short = Shortener(prefixes)
    title = next((row["o"]["value"] for row in _rows(out) if row["p"]["value"].endswith("#label")), short.iri(iri))
    says = [(short.iri(row["p"]["value"]), _link(row["o"], row, short, prefixes)) for row in _rows(out)]
    told = [(_link(row["s"], row, short, prefixes), short.iri(row["p"]["value"])) for row in _rows(into)]
    body = (
        f'<header><h1>{escape(title)}</h1><nav><a href="/">Ask</a><a href="?format=ttl">Turtle</a></nav></header>'
        f"<main><p><code>{escape(iri)}</code></p>{_table('What the graph says of it', says, (True, False))}"
        f"{_table('What leads to it', told, (False, True))}</main>"
    )
    return _SHELL.format(title=escape(title), head="", body=body)


def _rows(results: Mapping[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = results["results"]["bindings"]
    return found


def _table(title: str, rows: Iterable[tuple[str, str]], plain: tuple[bool, bool]) -> str:
    """A table whose cells are HTML already, unless they are ``plain`` text."""
    lines = [
        "<tr>" + "".join(f"<td>{escape(c) if p else c}</td>" for c, p in zip(row, plain, strict=True)) + "</tr>"
        for row in rows
    ]
    more = f"<p>Only the first {_ROWS} are shown.</p>" if len(lines) >= _ROWS else ""
    return f"<h2>{escape(title)}</h2><table>{''.join(lines)}</table>{more}" if lines else ""


def _link(term: Mapping[str, Any], row: Mapping[str, Any], short: Shortener, prefixes: Mapping[str, str]) -> str:
    """A term as HTML: a link to its page here, or to the web."""
    value: str = term["value"]
    text = escape(row["label"]["value"] if "label" in row else short.iri(value))
    base = prefixes[""]
    if term["type"] == "bnode":
        return "<i>a node without a name</i>"
    if term["type"] != "uri":
        return escape(value)
    if value.startswith(base):
        return f'<a href="/{escape(quote(value[len(base) :], safe="/:@!$&()*+,;=-._~%"))}">{text}</a>'
    if value.startswith(("http://", "https://")):
        return f'<a href="{escape(value)}" rel="noreferrer">{text}</a>'
    return text


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
