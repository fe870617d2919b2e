"""Names in a query that nothing can match are told, with their place and what was meant; the answer stays as it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.query import saved
from kg.query.store import Source, open_graph
from kg.query.terms import notices

EXAMPLE = Path(__file__).resolve().parent.parent / "output" / "graph.ttl"


@pytest.fixture(scope="module")
def source() -> Source:
    return open_graph(EXAMPLE, notify=pytest.fail, memory=True)


@pytest.mark.parametrize(
    ("query", "place", "words"),
    [
        ("SELECT ?x { ?x kg:represent ?y }", "kg:represent", "vocabulary; did you mean kg:represents?"),
        ("SELECT ?x { ?x a kg:Persn }", "kg:Persn", "vocabulary; did you mean kg:Person?"),
        ("ASK { ?x <https://w3id.org/diplokg/ns#reprsents> ?y }", "<https://w3id.org/diplokg/ns#reprsents>",
         "did you mean kg:represents?"),
        ("PREFIX k: <https://w3id.org/diplokg/ns#>\nASK { ?x k:reprsents ?y }", "k:reprsents", "line 2, column 10"),
        ("SELECT ?x { ?x rdfs:labl ?y }", "rdfs:labl", "nowhere in this graph; did you mean rdfs:label?"),
        ("SELECT ?x { country:UKX ?p ?x }", "country:UKX", "country:UKX is nowhere in this graph"),
        ("SELECT ?x { country:UK ?p ?x }", "country:UK", "did you mean country:GBR?"),
        ("DESCRIBE person:sergei-kyslytsya", "person:sergei-kyslytsya", "did you mean person:sergiy-kyslytsya?"),
        ("SELECT ?x { GRAPH <urn:g> { ?x ?p ?o } }", "<urn:g>", "<urn:g> is nowhere in this graph"),
        ("BASE <https://example.org/diplokg/> ASK { <country/UKX> ?p ?o }", "<country/UKX>", "nowhere"),
        ("CONSTRUCT { ?x <urn:mine> ?y } WHERE { ?x <urn:theirs> ?y }", "<urn:theirs>", "nowhere"),
    ],
)  # fmt: skip
def test_a_name_that_nothing_can_match_is_told_at_its_place(source: Source, query: str, place: str, words: str) -> None:
    (told,) = notices(source, query)
    first, line, carets = told.split("\n")
    assert words in first
    assert line[carets.index("^") : carets.rindex("^") + 1] == place


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?x { ?x kg:represents country:UKR ; a foaf:Person }",
        "SELECT ?x { ?x kg:absentFrom ?y . ?x kg:modality kg:Hypothetical }",  # ours, though the example has none
        "PREFIX my: <urn:my:> CONSTRUCT { ?x my:label ?y } WHERE { ?x rdfs:label ?y }",
        'ASK { ?x dcterms:date ?d FILTER(?d > "2001-01-01"^^xsd:date && xsd:integer("2") = 2) }',
        "BASE <https://example.org/diplokg/> ASK { <country/UKR> ?p ?o }",
        "ASK { ?x rdfs:label 'kg:Persn' } # kg:Persn",
        *(question.query for question in saved.questions()),
    ],
)
def test_what_is_right_is_not_told(source: Source, query: str) -> None:
    assert notices(source, query) == []


def test_the_answer_stays_and_the_notice_goes_to_standard_error(tmp_path: Path) -> None:
    graph = str(shutil.copy(EXAMPLE, tmp_path))
    result = CliRunner().invoke(app, ["query", "SELECT ?x { ?x kg:represent ?y }", "-g", graph, "-F", "csv"])
    assert (result.exit_code, result.stdout.split()) == (0, ["x"])
    assert result.stderr.splitlines() == [
        "kg: the query, line 1, column 16: kg:represent is no term of the vocabulary; did you mean kg:represents?",
        "    SELECT ?x { ?x kg:represent ?y }",
        "                   ^^^^^^^^^^^^",
    ]
    assert CliRunner().invoke(app, ["query", "ASK { ?x kg:represents ?y }", "-g", graph]).stderr == ""


def test_an_empty_graph_is_told_once(tmp_path: Path) -> None:
    graph = tmp_path / "graph.ttl"
    graph.write_text("")
    result = CliRunner().invoke(app, ["query", "ASK { ?x rdfs:label ?y ; foaf:nick ?z }", "-g", str(graph)])
    assert result.stderr == "kg: the graph is empty: no question has an answer there\n"


def test_many_are_counted_and_of_a_long_line_what_is_near_is_shown(source: Source) -> None:
    query = "ASK { " + " ".join(f"?x <urn:never:{number}> ?y ." for number in range(40)) + " }"
    told = notices(source, query)
    assert len(told) == 11
    assert told[-1] == "and 30 more names that are not there"
    _, line, carets = told[9].split("\n")
    assert line[carets.index("^") : carets.rindex("^") + 1] == "<urn:never:9>"
    assert max(map(len, told)) < 700
