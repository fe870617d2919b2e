"""What one takes away from the page: its view as SPARQL, as sentences, as a table to paste, as a link."""

from __future__ import annotations

import csv
import io
import urllib.parse
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store
from sample_graph import ILSE, JEAN, TEXT, large_graph, sample_graph
from typer.testing import CliRunner

from kg.cli import app
from kg.explain import explain
from kg.export.prefixes import BASE
from kg.export.statements import Facts, Names
from kg.export.turtle import turtle, write_turtle
from kg.query.graph import read_graph
from kg.query.store import open_graph
from kg.types import Fact, Graph
from tests.conftest import Built
from tests.test_page import Visit, at, counts, download, renderer, saved, select, visit  # noqa: F401 the fixtures


def stored(graph: Graph, base: str = BASE) -> Store:
    store = Store()
    store.bulk_load(turtle(graph, base=base).encode(), format=RdfFormat.TURTLE)
    return store


def asked(store: Store, query: str) -> set[str]:
    """IRIs of the facts that a query gives, each on one row."""
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    rows = [row["fact"].value for row in found]
    return set(rows)


def visible(tab: Any, graph: Graph, base: str = BASE) -> set[str]:
    """IRIs of the nodes that state the facts which show."""
    shown = tab.evaluate("KG.app.data.facts.map((_, k) => KG.app.model.factOn[k])")
    nodes = Facts(graph, Names(base)).nodes()
    return {str(nodes[fact.id]) for fact, on in zip(graph.facts, shown, strict=True) if on}


VIEWS = {
    "start": "",
    "all statuses": "#statuses=actual,denied,planned,hypothetical,requested,reported,former",
    "denied and planned": "#statuses=denied,planned",
    "votes only": "#relations=votedOn,voteTally",
    "quotations": "#relations=said",
    "no people": "#types=Country,Institution,Meeting,Resolution",
    "an article": "#documents=%5B%22follow-up%22%5D",
    "days": "#from=2031-03-02",
    "sure": "#confidence=0.95",
    "one hop": f"#node={ILSE}&hops=1",
    "two hops, expanded": f"#node=institution/lumen-herald&hops=1&expand=person/amara-thivierge&expand={ILSE}",
    "nothing": "#relations=partOf&types=Person",
}


@pytest.mark.browser
def test_query_of_the_view_gives_the_visible_facts(visit: Visit) -> None:  # noqa: F811
    graph = sample_graph()
    store, tab = stored(graph), visit(graph)
    sizes = set()
    for name, address in VIEWS.items():
        tab.evaluate("hash => { location.hash = hash; }", address or "#")
        tab.wait_for_timeout(60)
        wanted = visible(tab, graph)
        assert asked(store, tab.evaluate("KG.sparql.text(KG.app)")) == wanted, name
        sizes.add(len(wanted))
    assert len(sizes) > 7
    assert 0 in sizes


@pytest.mark.browser
def test_query_of_a_path_gives_its_chain(visit: Visit) -> None:  # noqa: F811
    graph = sample_graph()
    tab = visit(graph, f"#path={JEAN}&path=country/MRD")
    cards = tab.eval_on_selector_all(f"#panel {at('fact')}", "all => all.map((card) => card.dataset.fact)")
    assert asked(stored(graph), tab.evaluate("KG.sparql.text(KG.app)")) == {BASE + id for id in cards}
    assert len(cards) == 4


def oddly_named() -> Graph:
    """The sample with ids that IRIs hold only in other letters."""
    graph, person, document = sample_graph(), "person/o'ñeill (jr)!*", "press/a'b (1)!~.txt"
    names = {ILSE: person, "assembly": document}

    def fact(old: Fact) -> Fact:
        roles = tuple((role, names.get(id, id)) for role, id in old.roles)
        return replace(
            old, roles=roles, evidence=tuple(replace(e, article=names.get(e.article, e.article)) for e in old.evidence)
        )

    return replace(
        graph,
        documents=tuple(replace(one, id=names.get(one.id, one.id)) for one in graph.documents),
        entities=tuple(
            replace(one, id=names.get(one.id, one.id), documents=tuple(names.get(id, id) for id in one.documents))
            for one in graph.entities
        ),
        facts=tuple(map(fact, graph.facts)),
    )


@pytest.mark.browser
@pytest.mark.parametrize("graph", [oddly_named(), large_graph()], ids=["odd", "large"])
def test_query_names_things_as_the_graph_does(visit: Visit, graph: Graph) -> None:  # noqa: F811
    tab = visit(graph)
    for node in range(9, 13):
        tab.evaluate("i => { KG.app.select({ node: i }); KG.app.hops(1); }", node)
        assert asked(stored(graph), tab.evaluate("KG.sparql.text(KG.app)")) == visible(tab, graph)
    documents = [graph.documents[0].id]
    tab.click(at("reset"))
    tab.evaluate("ids => KG.app.filter({ documents: new Set(ids) })", documents)
    assert asked(stored(graph), tab.evaluate("KG.sparql.text(KG.app)")) == visible(tab, graph)


@pytest.mark.browser
def test_a_saved_row_names_the_fact_as_the_graph_does(visit: Visit, built: Built, tmp_path: Path) -> None:  # noqa: F811
    """By the id of a row it is found in the Turtle, in the answer to the page's own query, and by ``kg explain``."""
    write_turtle(built.graph, tmp_path / "graph.ttl")
    again = read_graph(open_graph(tmp_path / "graph.ttl", notify=pytest.fail, memory=True))
    for graph in (built.graph, again):
        tab = visit(graph, "#view=list")
        rows = saved(tab)
        ids = {row["Fact"] for row in rows}
        assert len(rows) > 50
        assert asked(stored(built.graph), tab.evaluate("KG.sparql.text(KG.app)")) == ids
        links = tab.evaluate("kgdata().facts.map((fact) => fact.id)")
        assert len(set(links)) == len(links)  # also of two wordings that are one statement
    for row in (rows[0], next(row for row in rows if "/vote/" in row["Fact"])):
        words = explain(row["Fact"], tmp_path / "graph.ttl").sources[0].quote
        assert " ".join(words.split()) in row["Evidence"]


@pytest.mark.browser
def test_a_fact_keeps_the_name_that_another_writer_gave_it(visit: Visit) -> None:  # noqa: F811
    graph = replace(sample_graph(), nodes=((sample_graph().facts[0].id, "http://else.example/f"),))
    rows = saved(visit(graph, "#view=list"))
    assert [row["Fact"] for row in rows].count("http://else.example/f") == 1


@pytest.mark.browser
def test_query_runs_in_kg_query(visit: Visit, tmp_path: Path) -> None:  # noqa: F811
    graph = sample_graph()
    tab = visit(graph, f"#node={TEXT}&hops=1")
    tab.keyboard.press("q")
    assert tab.locator(at("sparql-text")).is_visible()
    query = download(tab, "sparql-save")
    assert query.read_text("utf-8") == tab.input_value(at("sparql-text"))
    write_turtle(graph, tmp_path / "graph.ttl")
    command = ["query", "-f", str(query), "-g", str(tmp_path / "graph.ttl"), "-F", "csv"]
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 0, done.output
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {row["fact"] for row in rows} == visible(tab, graph)
    assert len(rows) == counts(tab)[2]
    against = next(row for row in rows if row["relation"].endswith("votedAgainst"))
    assert against["evidence"] in {"Vastria voted against", "So did Kaldoria"}


@pytest.mark.browser
def test_view_as_sentences_is_sorted_and_whole(visit: Visit) -> None:  # noqa: F811
    graph = sample_graph()
    tab = visit(graph)
    tab.keyboard.press("l")
    tab.click(at("as-sentences"))
    assert tab.locator(f"#list {at('fact')}").count() == counts(tab)[2]
    tab.select_option(at("order"), "date")
    heads = tab.locator("#list h3").all_inner_texts()
    assert [head.split("\n")[0].strip() for head in heads] == ["2 March 2031", "undated"]
    numbers = [int(head.split()[-1]) for head in heads]
    assert numbers == [17, 2]
    assert "as=sentences" in tab.evaluate("location.hash")
    again = visit(graph, tab.evaluate("location.hash"))
    assert again.locator(f"#list {at('fact')}").count() == counts(tab)[2]
    again.locator(at("source-link")).first.click()
    assert again.locator("#source mark.chosen").count() > 0


@pytest.mark.browser
def test_many_sentences_come_when_asked_for(visit: Visit) -> None:  # noqa: F811
    tab = visit(large_graph(people=80, facts=300), "#view=list&as=sentences")
    assert tab.locator(f"#list {at('fact')}").count() == 100
    whole = counts(tab)[2]
    assert tab.inner_text(at("show-all")) == f"Show all {whole}"
    tab.click(at("show-all"))
    assert tab.locator(f"#list {at('fact')}").count() == whole > 200


@pytest.mark.browser
def test_copied_table_and_link(visit: Visit) -> None:  # noqa: F811
    graph = sample_graph()
    tab = visit(graph)
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.click(at("copy-link"))
    tab.wait_for_selector("#told:not(:empty)")  # the clipboard answers when it has taken it
    assert tab.locator("#told").inner_text() == "Link copied"
    assert tab.evaluate("navigator.clipboard.readText()") == tab.url
    tab.keyboard.press("l")
    tab.click(at("copy-facts.csv"))
    rows = list(csv.reader(io.StringIO(tab.evaluate("navigator.clipboard.readText()"))))
    assert rows[0][:3] == ["Subject", "Relation", "Object"]
    assert len(rows) == counts(tab)[2] + 1
    evidence = {row[rows[0].index("Evidence")] for row in rows[1:]}
    assert any("Vastria voted against" in words for words in evidence)


@pytest.mark.browser
def test_copying_works_where_the_clipboard_is_kept_from_the_page(visit: Visit) -> None:  # noqa: F811
    tab = visit(sample_graph())
    tab.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    tab.evaluate("""window.caught = ""; document.addEventListener("copy", () => {
        window.caught = document.activeElement.value; });""")
    tab.keyboard.press("q")
    query = tab.input_value(at("sparql-text"))
    tab.click(at("sparql-copy"))
    tab.wait_for_timeout(100)
    assert tab.evaluate("window.caught") == query
    assert tab.locator("#told").inner_text() == "Query copied"


@pytest.mark.browser
def test_rest_of_the_names_is_shown_when_asked_for(visit: Visit) -> None:  # noqa: F811
    graph = large_graph()
    tab = visit(graph)
    tab.fill(at("search"), "surname")
    names = sum("Surname" in entity.label for entity in graph.entities)
    options = tab.locator(f"{at('search-results')} [role=option]")
    assert options.count() == 13
    assert tab.inner_text(at("search-all")) == f"Show all {names} names"
    tab.press(at("search"), "ArrowUp")
    tab.press(at("search"), "Enter")
    assert options.count() == names > 20
    tab.fill(at("search"), "surname11 person6")  # in any order
    assert options.all_inner_texts()[0].split("\n")[0] == "Person6 Surname11"
    assert options.count() == 1


@pytest.mark.browser
def test_one_choice_alone(visit: Visit) -> None:  # noqa: F811
    tab = visit(sample_graph())
    tab.hover(f".pick:has({at('filter-relation-votedOn')})")
    tab.click(f".pick:has({at('filter-relation-votedOn')}) .only")
    assert counts(tab)[2] == 4
    assert urllib.parse.unquote(tab.evaluate("location.hash")) == "#relations=votedOn"
    tab.keyboard.press("r")
    tab.keyboard.press("f")
    assert tab.evaluate("document.activeElement.dataset.testid") == "filter-type-Person"
    for _ in range(2):
        tab.keyboard.press("Tab")
    tab.keyboard.press("o")
    assert tab.is_checked(at("filter-type-Institution"))
    assert not tab.is_checked(at("filter-type-Person"))


@pytest.mark.browser
def test_article_without_a_title_is_called_by_its_first_words(visit: Visit, tmp_path: Path) -> None:  # noqa: F811
    graph = sample_graph()
    bare = replace(graph, documents=tuple(replace(one, title="", text=f"▶ {one.text}") for one in graph.documents))
    bare = replace(bare, facts=())
    tab = visit(bare)
    titles = tab.evaluate("kgdata().documents.map((article) => article.title)")
    assert titles == [
        "Assembly condemns the blockade of Port Lumen",
        "Envoys talk, ships wait",
    ]
    without = visit(bare, texts=False)
    assert without.evaluate("kgdata().documents.map((article) => article.title)") == [
        "Lumen Herald, 2031-03-02",
        "Lumen Herald, undated",
    ]
    assert "condemns" not in (tmp_path / "graph.html").read_text("utf-8")
    select(without, ILSE)
    assert "Lumen Herald, 2031-03-02" in without.inner_text("#panel [data-testid=named-in]")


@pytest.mark.browser
@pytest.mark.usefixtures("renderer")
def test_heads_of_a_saved_picture_lie_beside_the_shapes(visit: Visit) -> None:  # noqa: F811
    """Also at the corner of a large square; and the legend's lines have theirs."""
    tab = visit(sample_graph(), "#node=country/MRD&hops=1")
    tab.evaluate("""() => { const { scene, model } = KG.app, i = model.byId.get("country/MRD");
        const link = scene.links.find((one) => one.to === i && !one.bend);
        Object.assign(scene.nodes[i], { size: 40, x: 0, y: 0 });
        Object.assign(scene.nodes[link.from], { x: 90, y: 90 });
        KG.app.renderer.update(); KG.app.renderer.fit(); }""")
    root = ET.fromstring(tab.evaluate("KG.figure.svgText(KG.app)"))
    space = "{http://www.w3.org/2000/svg}"
    square = next(one for one in root.iter(f"{space}polygon") if any(t.text == "Meridia" for t in one))
    points = [tuple(map(float, pair.split(","))) for pair in (square.get("points") or "").split()]
    (left, top), (right, bottom) = map(min, zip(*points, strict=True)), map(max, zip(*points, strict=True))
    heads = [one.get("d") or "" for one in root.iter(f"{space}path") if one.get("fill-opacity")]
    tips = [tuple(map(float, head[1:].split("L")[0].split())) for head in heads]
    assert len(tips) > 3
    assert [(x, y) for x, y in tips if left <= x <= right and top <= y <= bottom] == []
    assert len([one for one in root.iter(f"{space}path") if one.get("class") == "tip"]) > 3


def legend(tab: Any) -> dict[str, int]:
    """The relations that the legend counts, and how many facts of each."""
    rows = tab.eval_on_selector_all(
        "[data-group=relations] label",
        "all => all.map((row) => [...row.querySelectorAll('.words, .number')].map((one) => one.textContent))",
    )
    return {words: int(number) for words, number in rows if int(number)}


@pytest.mark.browser
def test_counts_of_the_legend_are_of_the_view_around_a_node(visit: Visit) -> None:  # noqa: F811
    tab = visit(sample_graph(), "#node=country/VST&hops=1")
    assert sum(legend(tab).values()) == counts(tab)[2] < 10
    tab.uncheck(at("filter-relation-votedOn"))
    assert legend(tab)["voted on"] > 0  # what a tick would bring


@pytest.mark.browser
@pytest.mark.usefixtures("renderer")
def test_all_that_is_taken_of_a_path_is_of_the_path(visit: Visit) -> None:  # noqa: F811
    """Caption, legend, counts, list and CSV are of the chain, as picture, panel and query are."""
    graph = sample_graph()
    tab = visit(graph, f"#path={JEAN}&path=country/MRD")
    cards = tab.eval_on_selector_all(f"#panel {at('fact')}", "all => all.map((card) => card.dataset.fact)")
    assert counts(tab) == (4, len(graph.entities), 4, len(graph.facts)) == (4, 16, len(set(cards)), 26)
    picture = ET.fromstring(download(tab, "export-svg").read_text("utf-8"))
    words = {text.text for text in picture.iter("{http://www.w3.org/2000/svg}text")}
    assert any(text.startswith("4 of 16 nodes · 4 of 26 facts. Every fact cites its sentence.") for text in words)
    assert {"represents", "voted on", "sponsored"} <= words
    assert words.isdisjoint({"spoke at", "met", "voted against", "accredited to", "member of", "institution"})
    assert legend(tab) == {"represents": 1, "voted on": 2, "sponsored": 1}
    tab.click(at("list-view"))
    assert {row["Fact"] for row in saved(tab)} == {BASE + id for id in cards}
    assert {row["Name"] for row in saved(tab, "nodes.csv")} == {"Jean-Luc Şahin", "Solenne", "A/RES/ES-99/1", "Meridia"}
    tab.click(at("reset"))
    assert counts(tab)[2] > 4


@pytest.mark.browser
def test_a_picture_of_a_page_of_words_does_not_speak_of_sentences(visit: Visit) -> None:  # noqa: F811
    graph = sample_graph()
    tab = visit(replace(graph, documents=tuple(replace(one, text="") for one in graph.documents)), texts=False)
    assert "facts. Every fact cites the words it rests on." in download(tab, "export-svg").read_text("utf-8")
