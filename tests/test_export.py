"""``kg export``: the same facts in every format, read back by programs that nobody here wrote."""

from __future__ import annotations

import csv
import json
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from pathlib import Path

import networkx as nx
import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic
from typer.testing import CliRunner

from kg.cli import app
from kg.export.prefixes import SPARQL
from kg.export.turtle import write_turtle
from kg.query.export import FILES, FOLDERS
from kg.query.export.records import facts, things
from kg.query.store import open_graph
from tests.conftest import Told
from tests.tables import VETO

EXAMPLE = Path(__file__).resolve().parent.parent / "output" / "graph.ttl"
INVENTED = Path(__file__).with_name("questions.ttl")
BASE = "https://example.org/diplokg/"
KG = "https://w3id.org/diplokg/ns#"
Edge = tuple[str, str, str]


@pytest.fixture(scope="module", params=["example", "invented", "table"])
def graph(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    if request.param == "table":
        return with_table(request.getfixturevalue("told"), folder)
    return Path(shutil.copy({"example": EXAMPLE, "invented": INVENTED}[request.param], folder))


def with_table(told: Told, folder: Path) -> Path:
    """A text that tells one vote of three in a table given as input, and has Kenya's wrong."""
    write_turtle(told(VETO.replace("(France)", "(Kenya)")), folder / "graph.ttl")
    return folder / "graph.ttl"


@pytest.fixture(scope="module")
def tabled(told: Told, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_table(told, tmp_path_factory.mktemp("tabled"))


def export(graph: Path, *args: str | Path, code: int = 0) -> bytes:
    result = CliRunner().invoke(app, ["export", "--graph", str(graph), *map(str, args)])
    assert result.exit_code == code, result.output
    return result.stdout_bytes if code == 0 else result.stderr.encode()


def edges(graph: Path) -> set[Edge]:
    """What is told as done between two things: read off the Turtle by rdflib."""
    found = rdflib.Graph().parse(graph, format="turtle")
    rows = found.query(f"""PREFIX kg: <{KG}> PREFIX opengov: <http://www.w3.org/ns/opengov#>
        PREFIX schema: <https://schema.org/> SELECT ?s ?p ?o {{
          {{ ?f rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:polarity kg:Affirmed ; kg:modality kg:Actual
             FILTER(isIRI(?o)) FILTER(NOT EXISTS {{ ?roll kg:contradicts ?f }}) }}
          UNION {{ ?f schema:organizer ?s ; opengov:motion ?o BIND(kg:voteTally AS ?p)
             FILTER(NOT EXISTS {{ ?roll kg:contradicts ?f }}) }} }}""")
    return {(str(s).removeprefix(BASE), str(p).removeprefix(KG), str(o).removeprefix(BASE)) for s, p, o in rows}


def canonical(triples: Iterable[ox.Triple]) -> set[ox.Quad]:
    found = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return set(found)


@pytest.mark.parametrize(
    ("name", "format"),
    [("ttl", ox.RdfFormat.TURTLE), ("nt", ox.RdfFormat.N_TRIPLES), ("trig", ox.RdfFormat.TRIG),
     ("nq", ox.RdfFormat.N_QUADS), ("jsonld", ox.RdfFormat.JSON_LD)],
)  # fmt: skip
def test_every_syntax_holds_the_same_graph(graph: Path, name: str, format: ox.RdfFormat) -> None:
    original = ox.Store()  # which writes numbers in their shortest form: 1.0 and 1 are one decimal
    original.load(path=str(graph), format=ox.RdfFormat.TURTLE)
    quads = list(ox.parse(export(graph, "--to", name), format=format))
    assert canonical(quad.triple for quad in quads) == canonical(quad.triple for quad in original)


def test_rdflib_reads_the_turtle_as_the_same() -> None:
    again = rdflib.Graph().parse(data=export(EXAMPLE, "--to", "ttl"), format="turtle")
    assert isomorphic(by_value(again), by_value(rdflib.Graph().parse(EXAMPLE, format="turtle")))


def by_value(graph: rdflib.Graph) -> rdflib.Graph:
    """Decimals in their shortest form, as oxigraph writes them: 1.0 and 1 are one number, for rdflib two literals."""
    found = rdflib.Graph()
    for s, p, o in graph:
        decimal = isinstance(o, rdflib.Literal) and o.datatype == rdflib.XSD.decimal
        found.add((s, p, rdflib.Literal(o.toPython().normalize(), datatype=o.datatype) if decimal else o))
    return found


def test_trig_has_a_graph_a_document_and_a_fact_in_each_that_states_it() -> None:
    quads = list(ox.parse(export(EXAMPLE, "--to", "trig"), format=ox.RdfFormat.TRIG))
    names = {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, ox.NamedNode)}
    first, second, measures, votes = (
        f"{BASE}document/{name}" for name in ("000_17d69096fd7638d8", "003_c309c70f6c7beafb", "kg-measures", "kg-votes")
    )
    assert names == {first, second, measures, votes}

    def graphs(subject: str, predicate: str) -> list[str]:
        return sorted(
            getattr(quad.graph_name, "value", "")
            for quad in quads
            if quad.subject == ox.NamedNode(BASE + subject) and quad.predicate == ox.NamedNode(predicate)
        )

    assert graphs("person/sergiy-kyslytsya", f"{KG}represents") == [first, second]
    assert graphs("fact/2d6f48e105f688d7", f"{KG}polarity") == [first, second]
    assert graphs("fact/9e8037fe4071e505", f"{KG}polarity") == [second, votes]  # the article and the table say so
    assert graphs("country/RUS", f"{KG}votedOn") == [second, votes, votes]  # on two texts
    assert graphs("rollcall/kg-votes/S-RES-2623-2022", f"{KG}confirms") == [measures, measures]
    assert graphs("country/RUS", "http://www.w3.org/2000/01/rdf-schema#label") == [""]


ROWS_OF_KENYA = {
    ("votedFor", "resolution/S-2024-400", ""), ("votedFor", "resolution/S-2024-401", ""),
    ("votedFor", "resolution/S-2024-390", ""), ("votedAgainst", "resolution/S-2024-400", "contradicted"),
}  # fmt: skip
"""What Kenya did by the table, also in votes that no text speaks of, and what the text says."""


@pytest.mark.parametrize("args", [("ttl",), ("ttl", "--rdf12"), ("nt",), ("trig",), ("nq",), ("jsonld",)], ids=" ".join)
def test_roll_calls_bindings_and_verdicts_are_in_every_syntax(tabled: Path, args: tuple[str, ...]) -> None:
    formats = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "trig": ox.RdfFormat.TRIG,
               "nq": ox.RdfFormat.N_QUADS, "jsonld": ox.RdfFormat.JSON_LD}  # fmt: skip
    store = ox.Store()
    store.load(export(tabled, "--to", *args), format=formats[args[0]])

    def ask(pattern: str) -> bool:
        query = f"{SPARQL} BASE <{BASE}> ASK {{ {pattern} }}"
        return bool(store.query(query, use_default_graph_as_union=True))

    roll = "?roll a kg:RollCall, opengov:VoteEvent ; opengov:motion <resolution/S-2024-400>"
    assert ask(f"{roll} ; kg:boundBecause ?why ; kg:confidence ?fit ; kg:confirms ?vote . ?vote a opengov:VoteEvent")
    assert ask(f"{roll} ; kg:contradicts ?claim . ?claim kg:modality kg:Actual")
    assert not ask("<country/KEN> kg:votedAgainst ?any")
    for draft, row in (("S-2024-390", "S/2024/390,2024-04-29,Aid convoys,China,A,adopted"), ("S-2024-401", "China,A,")):
        assert ask(f"""<country/CHN> kg:abstainedOn <resolution/{draft}> .
            ?roll a kg:RollCall ; opengov:motion <resolution/{draft}> ; opengov:count [ a opengov:AbstainCount ] .
            ?span oa:hasSource <document/record> ; oa:hasSelector/oa:exact ?row . FILTER(CONTAINS(?row, "{row}"))
            ?fact kg:rule "table/row" ; prov:wasDerivedFrom ?span""")
    assert ask("<document/record> a kg:VotingTable")


def test_tables_and_pages_keep_every_row_as_a_fact_with_its_evidence(tabled: Path, tmp_path: Path) -> None:
    for name in ("parquet", "neo4j", "json"):
        export(tabled, "--to", name, "-o", tmp_path / name)
    rows = pq.read_table(tmp_path / "parquet" / "facts.parquet").to_pylist()
    kenya = [row for row in rows if row["subject"] == "country/KEN"]
    assert {(row["relation"], row["object"], row["verdict"]) for row in kenya} == ROWS_OF_KENYA
    words = pq.read_table(tmp_path / "parquet" / "evidence.parquet").to_pylist()
    for row in kenya:
        (place,) = [place for place in words if place["fact"] == row["id"]]
        assert ("Kenya,Y" in place["words"]) == (place["document"] == "document/record") == (not row["verdict"])
    absent = {row["object"]: row["absent"] for row in rows if row["id"].startswith("rollcall/")}
    assert absent.keys() == {"resolution/S-2024-400", "resolution/S-2024-401", "resolution/S-2024-390"}
    with (tmp_path / "neo4j" / "relationships.csv").open(encoding="utf-8", newline="") as file:
        links = [row for row in csv.DictReader(file) if row[":START_ID"] == "country/KEN"]
    assert {(row[":TYPE"], row[":END_ID"], row["verdict"]) for row in links} == ROWS_OF_KENYA
    assert all(("Kenya,Y" in row["words:string[]"]) == (not row["verdict"]) for row in links)
    page = json.loads((tmp_path / "json" / "country" / "KEN.json").read_text("utf-8"))
    assert {(f["relation"], f["object"], f.get("verdict", "")) for f in page["facts"]} == ROWS_OF_KENYA
    documents = json.loads((tmp_path / "json" / "documents.json").read_text("utf-8"))
    assert {document["id"]: document["kind"] for document in documents} == {
        "document/text-0": "prose", "document/record": "votes"
    }  # fmt: skip
    links = [json.loads(line) for line in export(tabled, "--to", "ftm").splitlines()]
    told = [link["properties"] for link in links if link["properties"].get("subject") == ["country.KEN"]]
    assert sorted(link["role"][0] for link in told) == ["votedFor"] * 3
    assert all("Kenya,Y" in link["description"][0] for link in told)


def test_rdf_1_2_reifies_each_statement(graph: Path) -> None:
    reifies = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies")
    found = [quad for quad in ox.parse(export(graph, "--to", "ttl", "--rdf12"), format=ox.RdfFormat.TURTLE)
             if quad.predicate == reifies]  # fmt: skip
    told = {
        (quad.subject.value, quad.object.subject.value, quad.object.predicate.value, quad.object.object.value)
        for quad in found
    }
    read = rdflib.Graph().parse(graph, format="turtle")
    parts = (rdflib.RDF.subject, rdflib.RDF.predicate, rdflib.RDF.object)
    statements = read.subjects(rdflib.RDF.type, rdflib.RDF.Statement)
    assert told == {(str(f), *(str(read.value(f, part)) for part in parts)) for f in statements}


def test_json_ld_reads_well() -> None:
    document = json.loads(export(EXAMPLE, "--to", "jsonld"))
    nodes = {node["id"]: node for node in document["@graph"]}
    blinken = nodes["person:antony-blinken"]
    assert sorted(blinken.pop("type")) == ["foaf:Person", "kg:Person"]
    assert blinken == {
        "id": "person:antony-blinken", "label": "Antony Blinken", "altLabel": "Blinken",
        "represents": "country:USA", "mentionedIn": "document:000_17d69096fd7638d8",
    }  # fmt: skip
    assert nodes["fact:66903818048ab695"]["confidence"] == "0.97"


def test_graphml_and_gexf_have_the_same_edges(graph: Path, tmp_path: Path) -> None:
    wanted = edges(graph)
    for name, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        path = tmp_path / f"graph.{name}"
        export(graph, "--to", name, "-o", path)
        network = read(path)
        assert {(a, data["relation"], b) for a, b, data in network.edges(data=True)} == wanted
        assert network.nodes[next(id for id in network if id.startswith("country/"))]["type"] == "Country"


def test_neo4js_files_have_the_same_edges(graph: Path, tmp_path: Path) -> None:
    export(graph, "--to", "neo4j", "-o", tmp_path / "neo")
    with (tmp_path / "neo" / "relationships.csv").open(encoding="utf-8", newline="") as file:
        links = list(csv.DictReader(file))
    with (tmp_path / "neo" / "nodes.csv").open(encoding="utf-8", newline="") as file:
        nodes = {row["id:ID"] for row in csv.DictReader(file)}
    done = {
        (row[":START_ID"], row[":TYPE"], row[":END_ID"])
        for row in links
        if (row["polarity"], row["modality"]) == ("Affirmed", "Actual") and row["verdict"] != "contradicted"
    }
    assert done == edges(graph)
    assert len(links) >= len(done)
    assert {row[":START_ID"] for row in links} | {row[":END_ID"] for row in links} <= nodes


def test_parquet_has_the_same_facts(graph: Path, tmp_path: Path) -> None:
    export(graph, "--to", "parquet", "-o", tmp_path / "tables")
    rows = pq.read_table(tmp_path / "tables" / "facts.parquet").to_pylist()
    done = {(row["subject"], row["relation"], row["object"]) for row in rows
            if (row["polarity"], row["modality"], bool(row["object"])) == ("Affirmed", "Actual", True)
            and row["verdict"] != "contradicted"}  # fmt: skip
    assert done == edges(graph)
    words = pq.read_table(tmp_path / "tables" / "evidence.parquet").to_pylist()
    assert {row["fact"] for row in words} == {row["id"] for row in rows}
    tally = next(row for row in rows if row["relation"] == "voteTally" and row["for"] is not None)
    assert isinstance(tally["for"], int)


def test_pages_of_json_have_the_same_facts(graph: Path, tmp_path: Path) -> None:
    export(graph, "--to", "json", "-o", tmp_path / "pages")
    index = json.loads((tmp_path / "pages" / "index.json").read_text("utf-8"))
    found = set()
    for entry in index:
        page = json.loads((tmp_path / "pages" / f"{entry['id']}.json").read_text("utf-8"))
        assert page["label"] == entry["label"]
        assert len(page["facts"]) == entry["facts"]
        found |= {(fact["subject"], fact["relation"], fact["object"]) for fact in page["facts"]
                  if (fact["polarity"], fact["modality"]) == ("Affirmed", "Actual") and "object" in fact
                  and fact.get("verdict") != "contradicted"}  # fmt: skip
    assert found == edges(graph)


def test_follow_the_money_has_the_same_edges_and_keeps_every_value(graph: Path) -> None:
    entities = [json.loads(line) for line in export(graph, "--to", "ftm").splitlines()]
    assert len({entity["id"] for entity in entities}) == len(entities)
    ends = {"Representation": ("agent", "client"), "Membership": ("member", "organization"),
            "UnknownLink": ("subject", "object")}  # fmt: skip
    found = set()
    for entity in entities:
        if entity["schema"] in ends:
            properties = entity["properties"]
            (one,), (other,) = (properties[name] for name in ends[entity["schema"]])
            relation = {"Representation": "represents"}.get(entity["schema"]) or properties["role"][0]
            found.add((one, relation, other))
    assert {(one.split("-")[0], relation) for one, relation, _ in found} == {
        (one.replace("/", ".").split("-")[0], relation) for one, relation, _ in edges(graph)
    }
    assert len(found) == len(edges(graph))
    model = pytest.importorskip("followthemoney", reason="followthemoney needs PyICU, which pip must compile").model
    for entity in entities:
        proxy = model.make_entity(entity["schema"])
        for name, values in entity["properties"].items():
            proxy.add(name, values)  # drops what is not of the property's type
        assert {name: sorted(v) for name, v in proxy.to_dict()["properties"].items()} == entity["properties"]


def test_the_records_are_whole(graph: Path) -> None:
    source = open_graph(graph, notify=pytest.fail)
    read = rdflib.Graph().parse(graph, format="turtle")
    kinds = [rdflib.RDF.Statement, rdflib.URIRef("http://www.w3.org/ns/opengov#VoteEvent"),
             rdflib.URIRef("https://schema.org/Quotation")]  # fmt: skip
    assert len(facts(source)) == sum(len(set(read.subjects(rdflib.RDF.type, kind))) for kind in kinds)
    names = ("Person", "Country", "Institution", "Meeting", "Resolution")
    assert len(things(source)) == sum(len(set(read.subjects(rdflib.RDF.type, rdflib.URIRef(KG + n)))) for n in names)
    assert all(fact.places for fact in facts(source))


@pytest.mark.parametrize("name", FILES)
def test_the_same_graph_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    texts = set()
    for number in range(2):
        (tmp_path / str(number)).mkdir()
        texts.add(export(Path(shutil.copy(EXAMPLE, tmp_path / str(number))), "--to", name))
    assert len(texts) == 1


@pytest.mark.parametrize(
    "text",
    [
        "<urn:a> <urn:p> [ <urn:q> [ <urn:r> 1 ], [ <urn:r> 1 ], [ <urn:r> 2 ] ] .",  # twins
        "<urn:a> <urn:p> [ <urn:q> [ <urn:r> 1 ] ], [ <urn:q> [ <urn:r> 1 ] ] .",  # twins with twins
        "[] <urn:p> 1 .",  # in no other
        "<urn:a> <urn:p> _:x . <urn:b> <urn:p> _:x . _:x <urn:q> 1 .",  # in two
        "_:x <urn:p> _:y . _:y <urn:p> _:x .",  # a circle
        "<urn:a> <urn:p> " + "[ <urn:p> " * 30 + "1" + " ]" * 30 + " .",  # deep
        "<urn:a> <urn:p> (1 2 (3)) .",
    ],
)
def test_blank_nodes_of_any_shape_keep_theirs(tmp_path: Path, text: str) -> None:
    texts = set()
    for name in "abcd":
        (tmp_path / name).mkdir()
        graph = tmp_path / name / "graph.ttl"
        graph.write_text(text)
        texts.add(export(graph, "--to", "nt"))
    (written,) = texts
    assert isomorphic(rdflib.Graph().parse(data=written, format="nt"), rdflib.Graph().parse(data=text, format="turtle"))


def test_mistakes_are_told_and_nothing_is_overwritten(graph: Path, tmp_path: Path) -> None:
    assert b"no format 'xls'" in export(graph, "--to", "xls", code=2)
    assert b"--rdf12 goes with --to ttl" in export(graph, "--to", "nt", "--rdf12", code=2)
    for name in FOLDERS:
        assert b"name it with --output" in export(graph, "--to", name, code=2)
    (tmp_path / "mine").write_text("mine")
    assert b"is there already and not empty" in export(graph, "--to", "json", "-o", tmp_path, code=2)
    assert (tmp_path / "mine").read_text() == "mine"
    assert [path.name for path in tmp_path.parent.glob(".kg-*")] == []


def test_a_thing_cannot_leave_the_folder(tmp_path: Path) -> None:
    graph = tmp_path / "graph.ttl"
    graph.write_text(f'<{BASE}a/../../out> a <{KG}Person> ; <http://www.w3.org/2000/01/rdf-schema#label> "x" .')
    assert b"no name for a file" in export(graph, "--to", "json", "-o", tmp_path / "in" / "pages", code=2)
    assert not list(tmp_path.rglob("out.json"))


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    graph = tmp_path / "graph.ttl"
    label = '<http://www.w3.org/2000/01/rdf-schema#label> "a;b, \\"c\\" <d>&\\u0007\\n"'
    graph.write_text(f"<{BASE}person/x> a <{KG}Person> ; {label} .", "utf-8")
    for name in ("graphml", "gexf"):
        assert ET.fromstring(export(graph, "--to", name)) is not None
    export(graph, "--to", "neo4j", "-o", tmp_path / "neo")
    with (tmp_path / "neo" / "nodes.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["label"] == 'a;b, "c" <d>&\x07\n'


def test_a_format_has_its_usual_names(tmp_path: Path) -> None:
    graph = shutil.copy(EXAMPLE, tmp_path)
    for name, usual in (("ttl", "Turtle"), ("nq", "n-quads"), ("nt", "N-Triples")):
        texts = [CliRunner().invoke(app, ["export", "--to", to, "-g", str(graph)]).stdout for to in (name, usual)]
        assert texts[0] == texts[1] != ""


def test_pandas_reads_the_tables(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    export(EXAMPLE, "--to", "parquet", "-o", tmp_path / "tables")
    tables = {path.stem: pandas.read_parquet(path) for path in (tmp_path / "tables").iterdir()}
    evidence = tables["evidence"]
    assert ((evidence["end"] - evidence["start"]) == evidence["words"].str.len()).all()
    joined = tables["facts"].merge(tables["things"], left_on="subject", right_on="id")
    votes = joined[joined["relation"] == "votedAgainst"].groupby("object").size()
    assert votes.to_dict() == {"resolution/A-RES-ES-11-6": 7, "resolution/S-RES-2623-2022": 1}
