"""What several tests share: the example built once a session, the loaded model, and short texts run through it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import chdir
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, Store
from tables import table

import kg
from kg import write
from kg.api.graph import KnowledgeGraph
from kg.context import Kit
from kg.extract import extract
from kg.findings import Findings
from kg.graph import assemble
from kg.parse import load_model, parse
from kg.pipeline import build
from kg.rollcalls.attach import attach
from kg.rollcalls.tables import read_rollcalls
from kg.rules.load import load
from kg.types import Article, Fact, Graph

CHROMIUM = Path("/usr/bin/chromium")
ROOT = Path(__file__).resolve().parent.parent
Extract = Callable[..., Findings]
Told = Callable[..., Graph]


@dataclass(frozen=True)
class Built:
    """The example: its graph, the folder with ``output/`` in it, and the articles' texts by id."""

    graph: Graph
    folder: Path
    texts: dict[str, str]
    store: Store

    @property
    def output(self) -> Path:
        return self.folder / "output"

    def facts(self, relation: str, *, tables: bool = False, **roles: str) -> list[Fact]:
        """What the texts (with ``tables`` also the voting tables) say of a relation between the given entities."""
        return [
            fact
            for fact in (self.graph if tables else self.graph.of_texts()).facts
            if fact.relation == relation and all(dict(fact.roles).get(role) == id for role, id in roles.items())
        ]

    def edges(self, subject: str, predicate: str) -> set[str]:
        """Ids of what the Turtle file's plain edges lead to."""
        rows = self.store.query(
            f"SELECT ?o {{ <https://example.org/diplokg/{subject}> <https://w3id.org/diplokg/ns#{predicate}> ?o }}"
        )
        return {row["o"].value.removeprefix("https://example.org/diplokg/") for row in rows}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The seeds, through the whole pipeline and all exporters."""
    folder = tmp_path_factory.mktemp("built")
    with chdir(ROOT):  # documents are named by their path from here
        graph = build([Path("seeds")])
    write.write_all(graph, folder / "output", write.writers(title="Example", base=None, texts=True))
    texts = {path.stem: path.read_bytes().decode() for path in (ROOT / "seeds").glob("*.txt")}
    store = Store()
    store.bulk_load(path=folder / "output" / "graph.ttl", format=RdfFormat.TURTLE)
    return Built(graph, folder, texts, store)


@pytest.fixture(scope="module")
def graph(built: Built) -> KnowledgeGraph:
    """The example as an object."""
    return KnowledgeGraph(built.graph)


@pytest.fixture(scope="module")
def loaded(built: Built) -> KnowledgeGraph:
    """The same, read back from its Turtle."""
    return kg.load(built.output / "graph.ttl")


@pytest.fixture(scope="session")
def kit() -> Kit:
    """The language model, the tables and the built-in rules."""
    return Kit.of(load_model(None), load(()))


@pytest.fixture(scope="session")
def run(kit: Kit) -> Extract:
    """run(text, id=…) → what the pipeline finds in a short invented article."""

    def extract_text(text: str, id: str = "invented") -> Findings:
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        article = Article(id, f"{id}.txt", text, date=date(2024, 5, 6), sha256=sha256)
        return extract(parse(article, kit.nlp), kit)

    return extract_text


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, driven by playwright."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed: the page can only be tested in a browser")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright drives the browser")
    with playwright.sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def told(run: Extract) -> Told:
    """told(text, …, tables=…) → the graph of texts of 6 May 2024 beside voting tables."""

    def build(*texts: str, tables: tuple[Article, ...] = (table(),)) -> Graph:
        found = [run(text, id=f"text-{n}") for n, text in enumerate(texts)]
        rollcalls, problems = read_rollcalls(tables)
        assert problems == []
        return attach(assemble(found), tables, rollcalls)

    return build
