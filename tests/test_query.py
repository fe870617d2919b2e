"""``kg query``: where the query comes from, every format, and errors that point at the place."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from typer.testing import CliRunner

from kg.cli import app
from kg.export.ontology import PREFIXES
from kg.query.syntax import keyword, refused, tokens

ROOT = Path(__file__).resolve().parent.parent
UKRAINE = "SELECT ?who ?name { ?who kg:represents country:UKR ; rdfs:label ?name } ORDER BY ?name"
NAMES = ["Dmytro Kuleba", "Olena Zelenska", "Sergiy Kyslytsya", "Volodymyr Zelenskyy"]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(ROOT / "output" / "graph.ttl", tmp_path_factory.mktemp("query")))


def kg(*args: str | Path, stdin: str | None = None, code: int = 0) -> str:
    result = CliRunner().invoke(app, ["query", *map(str, args)], input=stdin)
    assert result.exit_code == code, result.output
    return result.stdout if code == 0 else result.stderr


def test_a_table_is_the_default_and_no_text_is_cut(graph: Path) -> None:
    lines = kg(UKRAINE, "--graph", graph).splitlines()
    assert lines[1].split() == ["┃", "who", "┃", "name", "┃"]
    assert [line.split("│")[2].strip() for line in lines[3:-1]] == NAMES
    assert lines[3].split()[1] == "person:dmytro-kuleba"
    said = "SELECT ?t { ?q schema:text ?t }"
    longest = max(kg(said, "-g", graph, "--format", "tsv").splitlines()[1:], key=len).strip('"')
    assert len(longest) > 120
    assert longest in kg(said, "--graph", graph)


def test_the_default_graph_is_output_graph_ttl(graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "output").mkdir()
    shutil.copy(graph, tmp_path / "output")
    monkeypatch.chdir(tmp_path)
    assert "Dmytro Kuleba" in kg(UKRAINE)


def test_csv_is_that_of_the_recommendation(graph: Path) -> None:
    text = kg(UKRAINE, "--graph", graph, "--format", "csv")
    assert [row["name"] for row in csv.DictReader(io.StringIO(text))] == NAMES
    result = CliRunner().invoke(app, ["query", UKRAINE, "--graph", str(graph), "--format", "csv"])
    assert result.stdout_bytes.startswith(b"who,name\r\n")


@pytest.mark.parametrize("star", ["*", "DISTINCT *", "reduced*"])
def test_columns_of_a_star_stand_as_they_appear(graph: Path, star: str) -> None:
    query = f"# SELECT\nSELECT {star} {{ ?who kg:represents ?for ; rdfs:label ?Name . BIND(1 * 2 AS ?a) }}"
    assert kg(query, "-g", graph, "-F", "csv").splitlines()[0] == "who,for,Name,a"
    assert len(kg(query, "-g", graph, "-F", "csv").splitlines()) == 13
    hidden = "SELECT * { { SELECT ?z (COUNT(*) AS ?n) { ?z kg:represents ?b } GROUP BY ?z } ?z rdfs:label ?a }"
    assert kg(hidden, "-g", graph, "-F", "csv").splitlines()[0] == "z,n,a"
    assert kg("SELECT ?z ?n { ?n kg:represents ?z }", "-g", graph, "-F", "csv").startswith("z,n")
    assert kg("SELECT * { country:UKR a kg:Country }", "-g", graph, "-F", "csv").split() == []


@pytest.mark.parametrize("name", ["csv", "tsv", "json", "xml"])
def test_rdflib_reads_every_format_of_rows(graph: Path, name: str) -> None:
    text = kg(UKRAINE, "--graph", graph, "--format", name)
    read = rdflib.query.Result.parse(io.BytesIO(text.encode()), format=name)
    assert [str(row[1]) for row in read] == NAMES


SYNTAXES = {
    "ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld", "table": "turtle", "json": "json-ld", "xml": "xml",
    "turtle": "turtle", "Turtle": "turtle", "ntriples": "nt", "n-triples": "nt", "N-Triples": "nt",
    "json-ld": "json-ld", "rdf/xml": "xml", "rdfxml": "xml",
}  # fmt: skip


@pytest.mark.parametrize(("name", "syntax"), SYNTAXES.items())
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # of rdflib's own JSON-LD reader
def test_construct_gives_the_same_graph_in_every_format(graph: Path, name: str, syntax: str) -> None:
    text = kg("CONSTRUCT { ?a kg:represents ?b } { ?a kg:represents ?b }", "-g", graph, "--format", name)
    whole = rdflib.Graph().parse(graph, format="turtle")
    represents = rdflib.URIRef(PREFIXES["kg"] + "represents")
    assert set(rdflib.Graph().parse(data=text, format=syntax)) == set(whole.triples((None, represents, None)))


def test_describe_and_ask(graph: Path) -> None:
    assert 'rdfs:label "Ukraine"' in kg("DESCRIBE country:UKR", "-g", graph)
    assert kg("ASK { ?who kg:represents country:UKR }", "-g", graph) == "true\n"
    assert kg("ASK { country:UKR kg:represents ?who }", "-g", graph) == "false\n"
    assert json.loads(kg("ASK { ?a ?b ?c }", "-g", graph, "--format", "json"))["boolean"] is True


def test_the_query_comes_from_an_argument_a_file_or_standard_input(graph: Path, tmp_path: Path) -> None:
    file = tmp_path / "who.rq"
    file.write_text("\ufeff" + UKRAINE, "utf-8")
    ways = [kg(UKRAINE, "-g", graph), kg(f"@{file}", "-g", graph), kg("-f", file, "-g", graph)]
    ways += [kg("-", "-g", graph, stdin=UKRAINE), kg("-f", "-", "-g", graph, stdin=UKRAINE)]
    assert len(set(ways)) == 1
    assert "give one query" in kg("-g", graph, code=2)
    assert "give one query" in kg(UKRAINE, "-f", file, "-g", graph, code=2)
    assert "missing.rq: cannot be read" in kg("@missing.rq", "-g", graph, code=2)


def test_prefixes_of_the_query_go_over_the_built_in_ones(graph: Path) -> None:
    assert kg("PREFIX country: <urn:x:> ASK { ?who kg:represents country:UKR }", "-g", graph) == "false\n"
    every = " ".join(f"OPTIONAL {{ ?s {name}:x ?v{i} }}" for i, name in enumerate(PREFIXES))
    assert kg(f"ASK {{ {every} }}", "-g", graph) == "true\n"


def test_output_goes_to_a_file_or_leaves_it_as_it_was(graph: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert kg(UKRAINE, "-g", graph, "-F", "csv", "-o", out) == ""
    assert out.read_bytes().startswith(b"who,name\r\n")
    kg("DESCRIBE country:UKR", "-g", graph, "-F", "csv", "-o", out, code=2)
    assert out.read_bytes().startswith(b"who,name\r\n")
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_a_file_that_cannot_be_written_is_told_by_its_name(graph: Path, tmp_path: Path) -> None:
    out = tmp_path / "missing" / "out.csv"
    told = kg(UKRAINE, "-g", graph, "-o", out, code=3)
    assert told.startswith(f"kg: {out}: cannot be written: ")
    assert "name another with --output" in told


def test_a_table_says_where_it_stops_and_when_it_is_empty(graph: Path) -> None:
    result = CliRunner().invoke(app, ["query", "SELECT ?s { ?s ?p ?o . ?a ?b ?c }", "-g", str(graph)])
    assert result.stdout.count("\n") == 1000 + 4
    assert "only the first 1000 rows" in result.stderr
    result = CliRunner().invoke(app, ["query", "SELECT ?s { ?s kg:nothing ?o }", "-g", str(graph)])
    assert "nothing was found" in result.stderr


def test_control_characters_cannot_steer_the_terminal(tmp_path: Path) -> None:
    graph = tmp_path / "graph.ttl"
    graph.write_text('<urn:a> <urn:b> "red \\u001B[31m" .')
    assert "\x1b" not in kg("SELECT ?o { ?s ?p ?o }", "-g", graph)


def test_a_reader_that_has_seen_enough_is_no_error(graph: Path) -> None:
    many = "SELECT ?a ?b ?c { ?a ?b ?c . ?d ?e ?f }"
    command = [sys.executable, "-m", "kg", "query", many, "-g", str(graph), "--format", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        assert child.stdout.readline() == "a,b,c\n"
        child.stdout.close()
        assert child.stderr.read() == ""
        assert child.wait() == 0


def test_blank_nodes_of_a_table_are_numbered(graph: Path) -> None:
    lines = kg("SELECT ?n { ?v opengov:count ?n }", "-g", graph).splitlines()[3:-1]
    assert [line.split()[1] for line in lines] == [f"_:b{i}" for i in range(len(lines))]


def test_the_same_question_gives_the_same_bytes(graph: Path) -> None:
    command = [sys.executable, "-m", "kg", "query", "DESCRIBE country:UKR", "-g", str(graph)]
    runs = {subprocess.run(command, capture_output=True, check=True).stdout for _ in range(3)}
    assert len(runs) == 1


# ------------------------------------------------------------------------------------------ wrong queries


def complaint(query: str) -> tuple[str, str]:
    """The message, and what of the query stands above the carets."""
    with pytest.raises(SyntaxError) as found:
        ox.Store().query(query, prefixes=PREFIXES)
    first, *rest = str(refused(query, found.value, PREFIXES)).split("\n")
    if not rest:
        return first, ""
    line, carets = rest
    begin, end = carets.index("^"), carets.rindex("^") + 1
    return first, line[begin:end]


@pytest.mark.parametrize(
    ("query", "place", "words"),
    [
        ("SELEC ?x { ?x a kg:Person }", "SELEC", "line 1, column 1: .* did you mean 'SELECT'"),
        ("SELECT ?x { ?x a kgg:Person }", "kgg:Person", "no prefix 'kgg'; did you mean 'kg'"),
        ("SELECT ?x\n{ ?x a kg:Person ) }", ")", "line 2, column 18: '\\)' cannot stand here; expected"),
        ("SELECT ?x WHER { ?x a kg:Person }", "WHER", "'WHER' cannot stand here"),
        ("SELECT ?x { ?x a kg:Person", " ", "ends too early"),
        ("SELECT ?y ?y { ?y a kg:Person }", "?y", r"\?y is selected twice"),
        ("SELECT ?x { ?x foo ?y }", "foo", "'foo' cannot stand here"),
        ("SELECT ?x { ?x a kg:Person } LIMIT many", "many", "'many' cannot stand here"),
        ("SELECT ?x {\n  ?x a kg:Person .\n  FILTER(?x = )\n}", ")", "line 3, column 15"),
        ("SELECT ?x {\n\t?x a 'Ж' ; kg:at at:y }", "at:y", "line 2, column 19: no prefix 'at'"),
        ("SELECT ?x ?y (COUNT(?z) AS ?n) { ?x ?y ?z }", "?x", r"\\?x stands beside COUNT .* no GROUP BY names it"),
        ("SELECT ?x ?y (COUNT(?z) AS ?n) { ?x ?y ?z } GROUP BY ?x", "?y", "line 1, column 11: .* no GROUP BY names it"),
        ("SELECT (?x + 1 AS ?y) (COUNT(?z) AS ?n) { ?x ?a ?z }", "SELECT", "without GROUP BY"),
        ("SELECT * { ?x ?y ?z } GROUP BY ?x", "*", "cannot stand beside GROUP BY"),
        ('SELECT ?x { ?x rdfs:label "Ukraine }', '"', "a text begins here that does not end"),
        ("SELECT ?x {\n ?x rdfs:label 'Ukraine\n }", "'", "line 2, column 16: a text begins here"),
        ("INSERT DATA { kg:a kg:b kg:c }", "INSERT", "changes a graph"),
        ("# nothing\n", "", "the query is empty"),
        ("SELECT ?x { SERVICE <urn:x> { ?x a } }", "", "the query is wrong"),
    ],
)
def test_a_message_points_at_the_place(query: str, place: str, words: str) -> None:
    message, marked = complaint(query)
    assert re.search(words, message)
    assert marked.strip() == place.strip()


def mutants() -> Iterator[str]:
    """A whole query with each of its words in turn taken for one that can stand nowhere."""
    whole = (
        'SELECT DISTINCT ?a (COUNT(?b) AS ?n) { ?a kg:at/rdfs:label "x" ; a ?b . FILTER(?a != 3) } GROUP BY ?a LIMIT 4'
    )
    for word in tokens(whole):
        yield f"{whole[: word.start]}`{whole[word.end :]}"


@pytest.mark.parametrize("query", list(mutants()))
def test_the_caret_stands_under_what_can_stand_nowhere(query: str) -> None:
    assert complaint(query)[1] == "`"


def test_errors_end_in_an_exit_code_and_the_caret_reaches_the_terminal(graph: Path) -> None:
    assert kg("SELECT ?x { ?x a kgg:P }", "-g", graph, code=2).splitlines()[1:] == [
        "    SELECT ?x { ?x a kgg:P }",
        "                     ^^^^^",
    ]
    assert "no format 'exel'" in kg(UKRAINE, "-g", graph, "--format", "exel", code=2)
    assert "rows, which are no ttl" in kg(UKRAINE, "-g", graph, "--format", "ttl", code=2)
    assert "a graph, which is no tsv" in kg("DESCRIBE country:UKR", "-g", graph, "--format", "tsv", code=2)
    assert "build a graph first, or name another" in kg(UKRAINE, "-g", "missing.ttl", code=3)


def test_words_in_texts_and_iris_are_no_keywords() -> None:
    assert keyword("ASK { service <urn:x> {} }", "SERVICE")
    assert not keyword("ASK { ?service a <SERVICE>, 'SERVICE x' } # SERVICE", "SERVICE")


def test_no_query_asks_the_network(graph: Path) -> None:
    told = kg("SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }", "-g", graph, code=2).splitlines()
    assert told[0] == "kg: the query, line 1, column 12: SERVICE is not answered: nothing is asked of the network"
    assert told[2].strip() == "^" * len("SERVICE")
