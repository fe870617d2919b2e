"""``kg push``: into a real oxigraph server and into rdflib's endpoint, in pieces, and on after a break."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.query.push import PushError, Target, push
from kg.query.store import open_graph

EXAMPLE = Path(__file__).resolve().parent.parent / "output" / "graph.ttl"
RDFLIB = """import sys, rdflib, uvicorn
from rdflib_endpoint import SparqlEndpoint
app = SparqlEndpoint(graph=rdflib.Graph(), path="/", enable_update=True)
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")"""


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    return Path(shutil.copy(EXAMPLE, tmp_path))


def started(command: list[str], port: int) -> Iterator[str]:
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
        for _ in range(300):
            assert child.poll() is None, "the server ended"
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
        child.terminate()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@pytest.fixture
def oxigraph() -> Iterator[str]:
    port = free_port()
    binary = Path(sys.executable).with_name("oxigraph")
    yield from started([str(binary), "serve", "--bind", f"127.0.0.1:{port}"], port)


@pytest.fixture
def rdflib_endpoint() -> Iterator[str]:
    port = free_port()
    yield from started([sys.executable, "-W", "ignore", "-c", RDFLIB, str(port)], port)


def kg(*args: str | Path, code: int = 0) -> str:
    result = CliRunner().invoke(app, ["push", *map(str, args)])
    assert result.exit_code == code, result.output
    return result.stdout if code == 0 else result.stderr


def rows(endpoint: str, query: str) -> list[str]:
    request = urllib.request.Request(f"{endpoint}?query={quote(query)}", headers={"Accept": "text/csv"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return str(answer.read().decode()).split()[1:]


def size() -> str:
    store = ox.Store()
    store.load(path=str(EXAMPLE), format=ox.RdfFormat.TURTLE)
    return str(len(store))


def numbers() -> list[str]:
    store = ox.Store()
    store.load(path=str(EXAMPLE), format=ox.RdfFormat.TURTLE)
    found = store.query(NUMBERS)
    assert isinstance(found, ox.QuerySolutions)
    return [row["n"].value for row in found]  # type: ignore[union-attr]


COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
OPENGOV, RDF = "http://www.w3.org/ns/opengov#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
NUMBERS = f"SELECT ?n {{ ?v <{OPENGOV}count>/<{RDF}value> ?n }} ORDER BY ?n"


@pytest.mark.parametrize("update", [False, True])
def test_oxigraph_takes_it_by_either_protocol_and_twice_is_once(oxigraph: str, graph: Path, update: bool) -> None:
    way = [f"{oxigraph}/update", "--update"] if update else [f"{oxigraph}/store"]
    for _ in range(2):
        assert kg(*way, "--graph", graph, "--size", "400") == f"{size()} triples sent to {way[0]}\n"
        assert rows(f"{oxigraph}/query", COUNT) == [size()]
    assert rows(f"{oxigraph}/query", NUMBERS) == numbers()
    assert not list(graph.parent.glob(".graph.ttl.push"))


@pytest.mark.parametrize("update", [False, True])
def test_oxigraph_takes_it_into_a_named_graph(oxigraph: str, graph: Path, update: bool) -> None:
    way = [f"{oxigraph}/update", "--update"] if update else [f"{oxigraph}/store"]
    kg(*way, "--graph", graph, "--into", "urn:news", "--size", "700")
    assert rows(f"{oxigraph}/query", COUNT) == ["0"]
    assert rows(f"{oxigraph}/query", "SELECT (COUNT(*) AS ?n) { GRAPH <urn:news> { ?s ?p ?o } }") == [size()]


def test_rdflibs_endpoint_takes_it(rdflib_endpoint: str, graph: Path) -> None:
    kg(f"{rdflib_endpoint}/", "--update", "--graph", graph, "--size", "500")
    assert rows(f"{rdflib_endpoint}/", COUNT) == [size()]
    assert rows(f"{rdflib_endpoint}/", NUMBERS) == numbers()


class _Fussy(BaseHTTPRequestHandler):
    """A server that answers by a plan, and keeps what it took."""

    plan: ClassVar[list[int]] = []
    taken: ClassVar[list[str]] = []

    def do_POST(self) -> None:
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        status = self.plan.pop(0) if self.plan else 204
        if status < 300:
            self.taken.append(text)
        self.send_response(status)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def fussy() -> Iterator[tuple[str, type[_Fussy]]]:
    _Fussy.plan, _Fussy.taken = [], []
    server = HTTPServer(("127.0.0.1", 0), _Fussy)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/store", _Fussy
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_push_that_broke_off_goes_on_where_it_stopped(
    graph: Path, tmp_path: Path, fussy: tuple[str, type[_Fussy]]
) -> None:
    url, server = fussy
    server.plan = [204, 204, 400]
    message = kg(url, "--graph", graph, "--size", "500", code=3)
    assert "refused: 400" in message
    assert f"2 of {-(-int(size()) // 500)} pieces are there, push again to go on" in message
    assert (tmp_path / ".graph.ttl.push").exists()
    sent = kg(url, "--graph", graph, "--size", "500")
    assert sent == f"{int(size()) - 1000} triples sent to {url}\n"
    assert "".join(server.taken).count("\n") == int(size())
    assert not (tmp_path / ".graph.ttl.push").exists()


def test_another_graph_begins_anew(graph: Path, fussy: tuple[str, type[_Fussy]]) -> None:
    url, server = fussy
    server.plan = [204, 400]
    kg(url, "--graph", graph, "--size", "500", code=3)
    graph.write_text(graph.read_text("utf-8") + '<urn:a> <urn:b> "c" .\n', "utf-8")
    assert kg(url, "--graph", graph, "--size", "500").startswith(f"{int(size()) + 1} triples")


def test_a_busy_server_is_asked_again(graph: Path, tmp_path: Path, fussy: tuple[str, type[_Fussy]]) -> None:
    url, server = fussy
    waited: list[float] = []
    source = open_graph(graph, notify=pytest.fail)
    server.plan = [503, 429, 204]
    told: list[tuple[int, int]] = []
    push(source, Target(url, update=False), tmp_path / "p", size=int(size()), progress=lambda *n: told.append(n),
         notify=pytest.fail, pause=waited.append)  # fmt: skip
    assert waited == [1.0, 2.0]
    assert told == [(0, 1), (1, 1)]
    server.plan = [503] * 4
    with pytest.raises(PushError, match="refused: 503"):
        push(source, Target(url, update=False), tmp_path / "p", size=int(size()), progress=lambda *_: None,
             notify=pytest.fail, pause=waited.append)  # fmt: skip


def test_what_cannot_be_reached_is_told(graph: Path, tmp_path: Path) -> None:
    source = open_graph(graph, notify=pytest.fail)
    for url, message in (
        (f"http://127.0.0.1:{free_port()}/", "cannot be reached"),
        ("file:///etc/x", "no http or https"),
    ):
        with pytest.raises(PushError, match=message):
            push(source, Target(url, update=False), tmp_path / "p", size=9, progress=lambda *_: None,
                 notify=pytest.fail, pause=lambda _: None)  # fmt: skip
    assert "is no IRI" in kg("http://127.0.0.1:1/", "--graph", graph, "--into", "a b", code=2)


def test_where_nothing_can_be_noted_it_is_told_and_the_push_goes_on(
    graph: Path, tmp_path: Path, fussy: tuple[str, type[_Fussy]]
) -> None:
    url, server = fussy
    told: list[str] = []
    place = tmp_path / "missing" / "p"
    source = open_graph(graph, notify=pytest.fail)
    sent = push(source, Target(url, update=False), place, size=500, progress=lambda *_: None, notify=told.append)
    assert (sent, "".join(server.taken).count("\n")) == (int(size()), int(size()))
    assert told == [f"{place} cannot be written: should this push break off, the next begins anew"]


def test_a_push_that_was_killed_goes_on(oxigraph: str, graph: Path, tmp_path: Path) -> None:
    place = tmp_path / ".graph.ttl.push"
    command = [sys.executable, "-m", "kg", "push", f"{oxigraph}/store", "--graph", str(graph), "--size", "3"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
        deadline = time.monotonic() + 60
        while not place.exists() and child.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        child.kill()
    assert place.exists()
    sent = kg(f"{oxigraph}/store", "--graph", graph, "--size", "3")
    assert 0 < int(sent.split()[0]) < int(size())
    assert rows(f"{oxigraph}/query", COUNT) == [size()]


def test_many_pieces_are_told_in_a_few_lines(graph: Path, fussy: tuple[str, type[_Fussy]]) -> None:
    url, _ = fussy
    result = CliRunner().invoke(app, ["push", url, "--graph", str(graph), "--size", "20"])
    lines = [line for line in result.stderr.splitlines() if line.endswith("pieces")]
    of = -(-int(size()) // 20)
    assert (lines[0], lines[-1]) == (f"0 of {of} pieces", f"{of} of {of} pieces")
    assert len(lines) <= 23
