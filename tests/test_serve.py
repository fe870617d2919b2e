"""``kg serve``: the SPARQL 1.1 Protocol for a service that reads, three clients nobody here wrote, pages, and limits.

The protocol tests are those of https://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/ that apply to such a
service, by their names there; what they ask of graphs from the web is asked of the graph that is served.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, N3, XML, SPARQLWrapper

import kg.query.serve
from kg.export.prefixes import PREFIXES, data_prefixes
from kg.query.serve import pages
from kg.query.serve.protocol import GRAPHS, ROWS, preferred
from kg.query.serve.workers import Job, answer
from kg.query.store import open_graph

OUTPUT = Path(__file__).resolve().parent.parent / "output"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
UKRAINE = "SELECT ?name { ?who kg:represents country:UKR ; rdfs:label ?name } ORDER BY ?name"
RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
NAMES = ["Dmytro Kuleba", "Olena Zelenska", "Sergiy Kyslytsya", "Volodymyr Zelenskyy"]


@dataclass(frozen=True)
class Reply:
    """A status, headers and body."""

    status: int
    headers: dict[str, str]
    body: str

    @property
    def type(self) -> str:
        return self.headers.get("content-type", "").split(";")[0]


@dataclass(frozen=True)
class Server:
    """A server that runs, by its URL."""

    url: str

    def __call__(
        self, path: str = "/sparql", data: bytes | str | None = None, method: str | None = None, **headers: str
    ) -> Reply:
        body = data.encode() if isinstance(data, str) else data
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.url + path, body, named, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return Reply(answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return Reply(error.code, {k.lower(): v for k, v in error.headers.items()}, error.read().decode())

    def get(self, query: str, accept: str = "", **more: str) -> Reply:
        return self(f"/sparql?{urlencode({'query': query, **more})}", **({"Accept": accept} if accept else {}))

    def post(self, data: bytes | str, kind: dict[str, str]) -> Reply:
        return self("/sparql", data, **kind)


def run(folder: Path, *options: str) -> Iterator[Server]:
    for name in ("graph.ttl", "graph.html"):
        shutil.copy(OUTPUT / name, folder)
    command = [sys.executable, "-m", "kg", "serve", str(folder / "graph.ttl"), "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        line = child.stdout.readline()
        assert line.startswith("Serving "), child.stderr.read()
        yield Server(line.split(" at ")[1].split("/ ")[0])
        child.terminate()
        assert child.stderr.read() == ""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from run(tmp_path_factory.mktemp("serve"))


# ------------------------------------------------------------- the protocol's tests, by their names


def test_query_get(server: Server) -> None:
    assert server.get("ASK {}").status == 200


def test_query_post_form(server: Server) -> None:
    reply = server.post(urlencode({"query": "ASK {}"}), FORM)
    assert (reply.status, json.loads(reply.body)["boolean"]) == (200, True)


def test_query_post_direct(server: Server) -> None:
    reply = server.post("ASK {}", DIRECT)
    assert (reply.status, json.loads(reply.body)["boolean"]) == (200, True)


@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_query_dataset_default_and_named_graphs(server: Server, way: str) -> None:
    """A dataset in the request takes the place of the service's own: no graph of that name is here."""
    for name in ("default-graph-uri", "named-graph-uri"):
        more = {name: "http://example.org/none"}
        query = "ASK { ?s ?p ?o }"
        reply = {
            "get": lambda: server.get(query, **more),  # noqa: B023 called at once
            "form": lambda: server.post(urlencode({"query": query, **more}), FORM),  # noqa: B023
            "direct": lambda: server(f"/sparql?{urlencode(more)}", query, **DIRECT),  # noqa: B023
        }[way]()
        assert (reply.status, json.loads(reply.body)["boolean"]) == (200, False)


def test_query_multiple_dataset(server: Server) -> None:
    reply = server(f"/sparql?query={quote('ASK {}')}&default-graph-uri=urn:a&default-graph-uri=urn:b")
    assert reply.status == 200


@pytest.mark.parametrize("query", [UKRAINE, "ASK {}"])
@pytest.mark.parametrize("media", ["application/sparql-results+json", "application/sparql-results+xml", "text/csv",
                                   "text/tab-separated-values"])  # fmt: skip
def test_query_content_type_select_and_ask(server: Server, query: str, media: str) -> None:
    reply = server.get(query, media)
    assert (reply.status, reply.type) == (200, media)


@pytest.mark.parametrize("query", ["CONSTRUCT WHERE { ?s kg:represents ?o }", "DESCRIBE country:UKR"])
@pytest.mark.parametrize(
    "media", ["text/turtle", "application/rdf+xml", "application/ld+json", "application/n-triples"]
)
def test_query_content_type_construct_and_describe(server: Server, query: str, media: str) -> None:
    reply = server.get(query, media)
    assert (reply.status, reply.type) == (200, media)


def test_bad_query_method(server: Server) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        reply = server(f"/sparql?query={quote('ASK {}')}", b"", method)
        assert reply.status == 405
        assert reply.headers["allow"]


def test_bad_multiple_queries(server: Server) -> None:
    assert server(f"/sparql?query={quote('ASK {}')}&query={quote('SELECT * {}')}").status == 400
    assert server.post("query=ASK%20%7B%7D&query=ASK%20%7B%7D", FORM).status == 400


def test_bad_query_wrong_media_type(server: Server) -> None:
    assert server.post("ASK {}", {"Content-Type": "text/plain"}).status == 415


def test_bad_query_missing_form_type(server: Server) -> None:
    assert server.post("query=ASK%20%7B%7D", {"Content-Type": ""}).status == 415


def test_bad_query_missing_direct_type(server: Server) -> None:
    assert server.post("ASK {}", {"Content-Type": ""}).status == 415


def test_bad_query_non_utf8(server: Server) -> None:
    assert server.post("ASK { ?s ?p 'é' }".encode("latin-1"), DIRECT).status == 400
    assert server("/sparql?query=ASK%20%7B%20%3Fs%20%3Fp%20%27%E9%27%20%7D").status == 400


def test_bad_query_syntax(server: Server) -> None:
    reply = server.get("ASK WHERE { ?s ?p ?o ")
    assert reply.status == 400
    assert reply.body.splitlines()[1:] == ["    ASK WHERE { ?s ?p ?o ", "                        ^"]


def test_updates_are_refused(server: Server) -> None:
    update = "INSERT DATA { <urn:a> <urn:b> <urn:c> }"
    assert server.post(urlencode({"update": update}), FORM).status == 400
    assert server.post(update, {"Content-Type": "application/sparql-update"}).status == 415
    large = f"INSERT DATA {{ {'<urn:a> <urn:b> <urn:c> . ' * 50_000} }}"  # a push says why, too
    for text in (update, large):
        assert "only read here" in server.post(text, {"Content-Type": "application/sparql-update"}).body
    assert server.get(update).status == 400
    assert json.loads(server.get("ASK { <urn:a> ?p ?o }").body)["boolean"] is False


# -------------------------------------------------------------------------------- content, CORS, limits


@pytest.mark.parametrize(
    ("accept", "rows", "graph"),
    [
        ("", "json", "ttl"),
        ("*/*", "json", "ttl"),
        ("text/csv", "csv", None),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "xml", None),
        ("text/*;q=0.9, text/csv;q=0.1", "tsv", "ttl"),
        ("application/json", "json", None),
        ("text/turtle, application/rdf+xml;q=0.2", None, "ttl"),
        ("application/rdf+xml, */*;q=0.1", "json", "rdf"),
        ("text/csv;q=0", None, None),
        ("text/html", None, None),
        ("text/csv;q=nonsense", None, None),
    ],
)
def test_formats_are_negotiated(accept: str, rows: str | None, graph: str | None) -> None:
    assert preferred(accept, ROWS) == rows
    assert preferred(accept, GRAPHS) == graph


def test_what_fits_no_accepted_format_is_refused(server: Server) -> None:
    assert server.get(UKRAINE, "text/turtle").status == 406
    assert server.get("DESCRIBE country:UKR", "text/csv").status == 406
    assert server.get(UKRAINE, "text/csv").headers["vary"].startswith("Accept")


def test_pages_of_any_origin_may_ask(server: Server) -> None:
    reply = server(f"/sparql?query={quote('ASK {}')}", Origin="https://example.com")
    assert reply.headers["access-control-allow-origin"] == "*"
    asked = {"Origin": "https://example.com", "Access-Control-Request-Method": "POST",
             "Access-Control-Request-Headers": "content-type"}  # fmt: skip
    preflight = server("/sparql", None, "OPTIONS", **asked)
    assert preflight.status == 200
    assert "POST" in preflight.headers["access-control-allow-methods"]


def test_head_is_get_without_a_body(server: Server) -> None:
    reply = server(f"/sparql?query={quote('ASK {}')}", None, "HEAD")
    assert (reply.status, reply.body) == (200, "")
    assert int(reply.headers["content-length"]) > 0


def test_the_endpoint_describes_itself(server: Server) -> None:
    graph = rdflib.Graph().parse(data=server(Accept="text/turtle").body, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    assert list(graph.objects(None, sd.endpoint)) == [rdflib.URIRef(f"{server.url}/sparql")]


def test_no_query_reaches_the_network(server: Server) -> None:
    reply = server.get("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    assert reply.status == 400
    assert "SERVICE" in reply.body


def test_limits_end_a_query_and_the_next_one_is_answered(tmp_path: Path) -> None:
    servers = run(tmp_path, "--timeout", "1", "--max-size", "1", "--workers", "1")
    server = next(servers)
    start = time.monotonic()
    slow = server.get("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    assert slow.status == 503
    assert "longer than 1 s" in slow.body
    assert time.monotonic() - start < 30
    large = server.get("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 100000")
    assert large.status == 413
    assert "more than 1000000 bytes" in large.body
    assert server.get("ASK {}").status == 200
    assert server.post("#" * 1_000_001, DIRECT).status == 413
    assert next(servers, None) is None


# -------------------------------------------------------------------------------- clients


def test_rdflibs_store_asks_it(server: Server) -> None:
    store = SPARQLStore(f"{server.url}/sparql")
    graph = rdflib.Graph(store)
    kg = rdflib.Namespace("https://w3id.org/diplokg/ns#")
    ukraine = rdflib.URIRef("https://example.org/diplokg/country/UKR")
    assert [str(row[0]) for row in graph.query(UKRAINE)] == NAMES
    assert len(list(graph.subjects(kg.represents, ukraine))) == 4
    assert bool(graph.query("ASK { ?s kg:represents country:UKR }"))


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sparqlwrapper_asks_it(server: Server, method: str) -> None:
    client = SPARQLWrapper(f"{server.url}/sparql")
    client.setMethod(method)
    client.setQuery("PREFIX kg: <https://w3id.org/diplokg/ns#> " + UKRAINE)
    client.setReturnFormat(JSON)
    rows = client.query().convert()["results"]["bindings"]
    assert [row["name"]["value"] for row in rows] == NAMES
    client.setReturnFormat(XML)
    assert [node.firstChild.data for node in client.query().convert().getElementsByTagName("literal")] == NAMES
    client.setReturnFormat(CSV)
    assert client.query().convert().decode().split("\r\n")[1:-1] == NAMES
    client.setQuery("CONSTRUCT { ?s kg:represents ?o } WHERE { ?s kg:represents ?o }")
    client.setReturnFormat(N3)
    assert len(rdflib.Graph().parse(data=client.query().convert(), format="turtle")) == 12


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl here")
def test_curl_asks_it(server: Server) -> None:
    command = ["curl", "-sS", f"{server.url}/sparql", "-H", "Accept: text/csv", "--data-urlencode", f"query={UKRAINE}"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    assert text.split("\r\n") == ["name", *NAMES, ""]


def test_names_that_nothing_can_match_are_told_in_a_header(server: Server) -> None:
    reply = server.get("SELECT ?x { ?x kg:represent country:UKX }")
    assert (reply.status, json.loads(reply.body)["results"]["bindings"]) == (200, [])
    first, second = json.loads(reply.headers["kg-notices"])
    assert first.startswith("the query, line 1, column 16: kg:represent is no term of the vocabulary; did you mean")
    assert "country:UKX is nowhere in this graph" in second
    assert "kg-notices" not in server.get(UKRAINE).headers
    other = server(f"/sparql?{urlencode({'query': UKRAINE})}", Origin="http://example.org")
    assert other.headers["access-control-expose-headers"] == "Kg-Notices"


# -------------------------------------------------------------------------------- pages


def test_a_thing_has_a_page_and_rdf(server: Server) -> None:
    page = server("/country/UKR", Accept="text/html")
    assert (page.status, page.type) == (200, "text/html")
    assert "<h1>Ukraine</h1>" in page.body
    assert '<a href="/person/sergiy-kyslytsya">Sergiy Kyslytsya</a>' in page.body
    assert "default-src 'none'" in page.headers["content-security-policy"]
    for reply in (server("/country/UKR", Accept="text/turtle"), server("/country/UKR?format=ttl", Accept="text/html")):
        assert reply.type == "text/turtle"
        graph = rdflib.Graph().parse(data=reply.body, format="turtle")
        assert (
            str(graph.value(rdflib.URIRef("https://example.org/diplokg/country/UKR"), rdflib.RDFS.label)) == "Ukraine"
        )
    assert server("/country/UKR", Accept="application/ld+json").type == "application/ld+json"
    assert server("/country/XXX", Accept="text/html").status == 404
    assert server("/%3E%20x", Accept="text/html").status == 404


def plain(html: str) -> str:
    """What a reader sees of a page, with one space between words."""
    return " ".join(unescape(re.sub("<[^>]+>", " ", html)).split())


def test_the_page_of_a_thing_tells_its_facts_in_sentences(server: Server) -> None:
    told, _, triples = server("/country/UKR", Accept="text/html").body.partition("<summary>")
    assert "named in CBS News, 2022-02-28 , CBS News, 2023-02-23 Represents" in plain(told)
    assert (
        "Sergiy Kyslytsya represents Ukraine as ambassador, at United Nations "
        "Ukraine’s ambassador, Sergiy Kyslytsya ( CBS News, 2022-02-28 )" in plain(told)
    )
    assert "By the record ( diplokg ): A/RES/ES-11/6" in plain(told)
    assert "rdf:object" in triples
    assert "rdf:object" not in told
    assert "a node without a name" not in told
    resolution = plain(server("/resolution/A-RES-ES-11-6", Accept="text/html").body.partition("<summary>")[0])
    assert "of United Nations General Assembly on A/RES/ES-11/6 : 141 yes, 7 no, 32 abstained, adopted" in resolution
    assert "confirmed by the record passed 141-7 with 32 abstentions ( CBS News, 2023-02-23 )" in resolution
    assert "Belarus , Eritrea , Mali , Nicaragua , North Korea , Russia , Syria" in resolution
    russia = plain(server("/country/RUS", Accept="text/html").body.partition("<summary>")[0])
    assert "Russia voted against S/RES/2623(2022) confirmed by the record with only Russia voting against" in russia
    assert "Kuleba told CBS News" in server("/document/000_17d69096fd7638d8", Accept="text/html").body


def test_a_page_has_its_triples_though_its_facts_took_too_long() -> None:
    iri = "https://example.org/diplokg/country/XYZ"
    row = {"p": {"type": "uri", "value": RDFS_LABEL}, "o": {"type": "literal", "value": "Xyz"}}
    answers = {name: {"results": {"bindings": [row] if name == "out" else []}} for name in ("out", "into", "about")}
    page = pages.thing(iri, answers, {"": "https://example.org/diplokg/"})
    assert "<h1>Xyz</h1>" in page
    assert "took too long" in page
    assert "<details open>" in page


def test_of_many_votes_in_tables_some_are_shown(tmp_path: Path) -> None:
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in (PREFIXES | data_prefixes()).items())
    table = "document:t a kg:Document, kg:VotingTable ; dcterms:title 'the table' .\n"
    votes = "".join(
        f"fact:{n} a rdf:Statement ; rdf:subject country:XYZ ; rdf:predicate kg:votedFor ; rdf:object resolution:r{n} ;"
        f"kg:rule 'table/row' ; prov:wasDerivedFrom <urn:span:{n}> . <urn:span:{n}> oa:hasSource document:t ; "
        f"oa:hasSelector [ oa:exact 'XYZ,Y' ] .\n"
        for n in range(400)
    )
    graph = tmp_path / "graph.ttl"
    graph.write_text(head + table + votes)
    source = open_graph(graph, notify=pytest.fail)
    answer_of = {
        name: json.loads(
            answer(source, Job(query.replace("IRI", "https://example.org/diplokg/country/XYZ")), 10**7).body
        )
        for name, query in pages.QUERIES.items()
    }
    page = pages.thing("https://example.org/diplokg/country/XYZ", answer_of, source.prefixes)
    told = page.partition("<summary>")[0]
    assert told.count("/resolution/r") == 250
    assert "There is more than is shown here" in told


def test_what_is_not_so_is_marked_on_its_page(server: Server) -> None:
    graph = rdflib.Graph().parse(OUTPUT / "graph.ttl", format="turtle")
    kg = rdflib.Namespace("https://w3id.org/diplokg/ns#")
    facts = [fact for fact in graph.subjects(kg.modality) if graph.value(fact, kg.modality) != kg.Actual]
    facts += list(graph.subjects(kg.polarity, kg.Negated))
    assert facts
    for fact in facts:
        page = server("/" + str(fact).removeprefix("https://example.org/diplokg/"), Accept="text/html").body
        assert "<b class=status>" in page


def test_every_thing_of_the_graph_is_there(server: Server) -> None:
    graph = rdflib.Graph().parse(OUTPUT / "graph.ttl", format="turtle")
    base = "https://example.org/diplokg/"
    things = sorted({str(s) for s in graph.subjects() if str(s).startswith(base)})
    for iri in [*things[:10], *things[-10:]]:
        assert server("/" + iri.removeprefix(base), Accept="text/html").status == 200, iri


def test_saved_questions_are_at_hand(server: Server) -> None:
    listed = json.loads(server("/questions.json").body)
    assert len(listed["questions"]) >= 25
    made = json.loads(server("/questions/how-voted?country=Russia").body)
    assert json.loads(server.get(made["query"]).body)["results"]["bindings"][0]["vote"]["value"] == "against"
    wrong = server("/questions/how-voted?country=Rusia")
    assert (wrong.status, "did you mean 'Russia'" in wrong.body) == (400, True)
    assert server("/questions/none").status == 400
    needed = json.loads(server("/questions/how-voted").body)["error"]
    assert needed.startswith("how-voted needs country or person")
    assert "--" not in json.dumps([q["parameters"] for q in listed["questions"]])
    assert json.loads(server("/names.json?kind=country&begun=Ru").body)["names"] == [
        "RUS",
        "Russia",
        "Russian Federation",
    ]


def test_pages_ask_nothing_of_the_network(server: Server) -> None:
    home = server("/", Accept="text/html").body
    assert "http://" not in home.replace(server.url, "")
    assert "https://" not in home
    for path in ("/static/yasgui.min.js", "/static/yasgui.min.css", "/static/page.js", "/static/page.css"):
        assert server(path).status == 200
    assert server("/sparql", Accept="text/html").status == 200  # led to the page


def test_an_interrupt_ends_it_at_once_though_a_query_runs(tmp_path: Path) -> None:
    graph = shutil.copy(OUTPUT / "graph.ttl", tmp_path)
    command = [sys.executable, "-m", "kg", "serve", str(graph), "--port", "0", "--timeout", "300"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        server = Server(child.stdout.readline().split(" at ")[1].split("/ ")[0])
        replies: list[Reply] = []
        slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
        asking = threading.Thread(target=lambda: replies.append(server.get(slow)))
        asking.start()
        time.sleep(1)
        child.send_signal(signal.SIGINT)
        assert child.wait(timeout=60) == 130
        asking.join()
        assert [(reply.status, reply.body) for reply in replies] == [(503, "the server is ending\n")]
        assert child.stderr.read() == ""


def test_the_licence_says_which_files_they_are() -> None:
    static = Path(kg.query.serve.__file__).parent / "static"
    licence = (static / "yasgui-LICENSE.txt").read_text("utf-8")
    files = {name: (static / name).read_bytes() for name in ("yasgui.min.js", "yasgui.min.css")}
    files["yasgui.min.js"] += b"//# sourceMappingURL=yasgui.min.js.map"
    for name, data in files.items():
        assert f"{hashlib.sha256(data).hexdigest()}  {name}" in licence
    others = (static / "yasgui-third-party.txt").read_text("utf-8")
    listed = re.findall(r"^    (\S+): (.+)$", others, re.MULTILINE)
    assert {"codemirror", "dompurify", "jquery", "lodash-es", "sortablejs"} <= {name for name, _ in listed}
    assert all(f"\n{name}\n\n" in others for name, _ in listed)


def test_a_port_that_is_taken_is_told(server: Server) -> None:
    port = server.url.rsplit(":", 1)[1]
    command = [sys.executable, "-m", "kg", "serve", str(OUTPUT / "graph.ttl"), "--port", port]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 3
    assert "choose another with --port" in found.stderr


@pytest.mark.browser
def test_a_question_is_answered_in_the_browser(server: Server, browser: Any) -> None:
    page = browser.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: None if request.url.startswith((server.url, "data:", "blob:"))
            else problems.append(request.url))  # fmt: skip
    page.goto(server.url)
    page.wait_for_selector("html[data-ready]")
    page.click("button[data-name=how-voted]")
    page.fill("input[name=country]", "Rusia")
    page.click("form button[type=submit]")
    page.wait_for_selector("#told:not(:empty)")
    assert "did you mean 'Russia'?" in page.inner_text("#told")
    page.fill("input[name=country]", "Russia")
    page.click("form button[type=submit]")
    page.wait_for_selector(".yasr table td")
    number, date = (page.locator(css).first.bounding_box() for css in (".rowNumber", ".yasr td .nonIri"))
    assert number["x"] + number["width"] + 4 < date["x"]
    assert "against" in page.inner_text(".yasr")
    assert "country/RUS" in page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
    page.evaluate("document.querySelector('.CodeMirror').CodeMirror.setValue('ASK { ?x kg:represent ?y }')")
    page.click(".yasqe_queryButton")
    page.wait_for_selector("#noted:not(:empty)")
    assert "did you mean kg:represents?" in page.inner_text("#noted")
    assert page.inner_text("#told") == ""  # what was told of a saved question is not of this one
    page.evaluate("document.querySelector('.CodeMirror').CodeMirror.setValue('ASK { ?x kg:represents ?y }')")
    page.click(".yasqe_queryButton")
    page.wait_for_selector("#noted:empty", state="attached")
    assert [problem for problem in problems if "400 (Bad Request)" not in problem] == []
    page.close()


# ------------------------------------------------------------------------------- a graph that is built anew


def test_a_new_graph_is_served_and_a_broken_one_is_not(tmp_path: Path) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s a kg:Resolution }"
    graph = tmp_path / "graph.ttl"

    def answered(server: Server, wanted: str) -> bool:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            reply = server.get(count, "text/csv")
            assert reply.status == 200, reply.body
            if reply.body.split()[-1] == wanted:
                return True
            time.sleep(0.1)
        return False

    command = [sys.executable, "-m", "kg", "serve", str(graph), "--port", "0"]
    head = "@prefix kg: <https://w3id.org/diplokg/ns#> .\n"
    graph.write_text(f"{head}<urn:a> a kg:Resolution .\n")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        server = Server(child.stdout.readline().split(" at ")[1].split("/ ")[0])
        assert answered(server, "1")
        graph.write_text(f"{head}<urn:a> a kg:Resolution . <urn:b> a kg:Resolution .\n")
        assert answered(server, "2")
        graph.write_text(f"{head}<urn:a> a kg:Resolution . <urn:b> a")
        assert server.get(count).status == 200
        assert "changed and is served anew" in child.stderr.readline()
        assert "not readable" in (told := child.stderr.readline()), told
        assert "served on" in told
        assert answered(server, "2")
        graph.write_text("".join(f"<urn:{k}> a <https://w3id.org/diplokg/ns#Resolution> .\n" for k in range(3)))
        assert answered(server, "3")
        child.terminate()
