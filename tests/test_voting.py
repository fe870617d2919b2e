"""The voting record in Python and on the command line: frames, agreement, blocs, imports."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from conftest import Built
from pandas.testing import assert_frame_equal as frame_equal
from tables import VETO
from tables import table as council
from typer.testing import CliRunner

import kg
from kg.agreement import agreement
from kg.cli import app
from kg.errors import ReadError
from kg.export.ontology import SPARQL
from kg.voting import VotingRecord

# Four who vote alike, two who vote against them, one who abstains.
VOTES = {
    "A/RES/70/1": ("2015-10-01", "Nuclear peace", "YYYYNNA"),
    "A/RES/70/2": ("2015-11-01", "Fishing rights", "YYYNNYA"),
    "A/RES/71/3": ("2016-10-01", "Nuclear tests", "YYYYNNX"),
}
WHO = ("Chile", "Peru", "Mali", "Togo", "Norway", "Japan", "India")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "votes.csv"
    rows = [
        f'{symbol},{day},"{title}",{who},{vote}'
        for symbol, (day, title, votes) in VOTES.items()
        for who, vote in zip(WHO, votes, strict=True)
    ]
    path.write_text("\n".join(["resolution,date,title,country,vote", *rows]) + "\n")
    return path


def test_votes_as_a_frame(table: Path) -> None:
    record = kg.read_votes(table)
    frame = record.frame()
    assert list(frame.columns) == ["resolution", "draft", "title", "body", "date", "code", "country", "choice"]
    assert len(frame) == 21
    assert frame["date"].dt.year.unique().tolist() == [2015, 2016]
    assert record.of("CHL")["choice"].tolist() == record.of("Chile")["choice"].tolist() == ["for"] * 3
    assert repr(record) == "<VotingRecord: 3 roll calls, 21 votes>"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> kg.KnowledgeGraph:
    """A text about one vote of a table, which has two more."""
    folder = tmp_path_factory.mktemp("told")
    (folder / "record.csv").write_text(council().text)
    (folder / "text.txt").write_text(VETO)
    return kg.build(folder)


@pytest.mark.parametrize("suffix", ["ttl", "nq"])
def test_a_loaded_graph_has_the_record_of_the_build(told: kg.KnowledgeGraph, suffix: str, tmp_path: Path) -> None:
    built, loaded = told.votes, kg.load(told.save(tmp_path / f"graph.{suffix}")).votes
    assert built.frame().notna().all(axis=None)
    assert len(built.frame()) == 18
    frame_equal(loaded.frame(), built.frame())
    frame_equal(loaded.results(), built.results())
    assert loaded == built
    days, words = (date(2024, 5, 1), date(2024, 5, 31)), "AID convoys"
    assert [one.label for one in loaded.between(*days)] == ["S/2024/400", "S/2024/401"]
    assert loaded.between(*days) == built.between(*days)
    assert loaded.about(words) == built.about(words)
    assert [one.draft for one in loaded.about(words)] == ["S/2024/390"]


def test_the_example_has_symbols_drafts_titles_and_days_when_loaded(built: Built) -> None:
    frame = kg.load(built.output / "graph.ttl").votes.frame()
    frame_equal(frame, VotingRecord(built.graph.rollcalls).frame())
    assert {"A/RES/ES-11/6", "A/ES-11/L.7"} <= {*frame.resolution, *frame.draft}
    assert [one.symbol for one in kg.load(built.output / "graph.ttl").votes] == ["A/RES/ES-11/6", "S/RES/2623(2022)"]


def test_the_record_of_a_loaded_graph_goes_on_with_it(told: kg.KnowledgeGraph, tmp_path: Path) -> None:
    joined = kg.load(told.save(tmp_path / "one.ttl")) | kg.read("Ana Ruiz of Chile met with Omar Haddad.")
    again = kg.load(joined.save(tmp_path / "two.ttl"))
    assert told.votes == joined.votes == again.votes
    assert 'oa:exact ""' not in (tmp_path / "two.ttl").read_text()
    rows = "SELECT ?e { ?s oa:hasSelector/oa:exact ?e ; oa:hasSource/dcterms:identifier 'record' }"
    assert sorted(again.query(rows).e) == sorted(told.query(rows).e)
    assert len(told.query(rows)) == 18


def test_results_as_a_frame(table: Path) -> None:
    results = kg.read_votes([table]).results()
    assert results[["for", "against", "abstained"]].to_numpy().tolist() == [[4, 2, 1], [4, 2, 1], [4, 2, 0]]
    assert results["absent"].isna().tolist() == [True, True, False]  # unknown is not 0
    assert results["outcome"].tolist() == ["Adopted"] * 3


def test_a_record_narrowed_by_days_and_words(table: Path) -> None:
    record = kg.read_votes(table)
    assert len(record.about("NUCLEAR").rollcalls) == 2
    assert [r.label for r in record.about("nuclear").between(date(2016, 1, 1)).rollcalls] == ["A/RES/71/3"]


def test_agreement_as_a_matrix(table: Path) -> None:
    record = kg.read_votes(table)
    matrix = record.agreement()
    assert matrix.loc["Chile", "Peru"] == matrix.loc["Peru", "Chile"] == matrix.loc["Mali", "Mali"] == 1.0
    assert matrix.loc["Chile", "Togo"] == pytest.approx(2 / 3)
    assert matrix.loc["Chile", "Norway"] == 0.0
    assert matrix.loc["Chile", "India"] == 0.0
    assert record.agreement(half=True).loc["Chile", "India"] == 0.5
    assert record.agreement(least=3).index.tolist() == sorted(set(WHO) - {"India"})  # absent once


def test_agreement_counts_only_votes_in_common(table: Path) -> None:
    pairs = {(one, other): (alike, common) for one, other, alike, common in agreement(kg.read_votes(table).rollcalls)}
    assert pairs["country/CHL", "country/IND"] == (0, 2)
    assert pairs["country/JPN", "country/NOR"] == (2, 3)
    assert len(pairs) == 21


def test_who_votes_with_whom_most(table: Path) -> None:
    pairs = kg.read_votes(table).pairs(country="Chile")
    assert [(pair.one, pair.other) for pair in pairs[:2]] == [("Chile", "Mali"), ("Chile", "Peru")]
    assert {pair.one for pair in pairs} == {"Chile"}


def test_blocs(table: Path) -> None:
    blocs = kg.read_votes(table).about("nuclear").blocs(half=False)
    assert blocs[0] == ("Chile", "Mali", "Peru", "Togo")
    assert ("Japan", "Norway") in blocs
    assert blocs == kg.read_votes(table).about("nuclear").blocs(half=False)


def test_a_country_that_did_not_vote_is_told_with_its_nearest(table: Path) -> None:
    with pytest.raises(ReadError, match="no country called 'Norwey' has voted here; did you mean Norway"):
        kg.read_votes(table).of("Norwey")


def test_import_kg_is_light() -> None:
    code = "import sys, kg; print(sorted({'spacy', 'pandas', 'rdflib'} & set(sys.modules)), kg.read_votes)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("[] <function read_votes")
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = kg.nothing


def test_import_to_turtle(table: Path, tmp_path: Path) -> None:
    output = tmp_path / "out" / "votes.ttl"
    done = CliRunner().invoke(app, ["votes", "import", str(table), "-o", str(output)])
    assert (done.exit_code, done.stdout) == (0, f"21 votes of 3 roll calls in {output}\n")
    store = ox.Store()
    store.bulk_load(path=str(output), format=ox.RdfFormat.TURTLE)
    rows = store.query(
        f"""{SPARQL} SELECT ?who ?row {{ ?c kg:votedAgainst ?r ; rdfs:label ?who ; a kg:Country .
        ?r dcterms:identifier "A/RES/70/2" ; a kg:Resolution ; kg:body/rdfs:label "United Nations General Assembly" .
        ?f rdf:subject ?c ; rdf:object ?r ; prov:wasDerivedFrom/oa:hasSelector/oa:exact ?row }} ORDER BY ?who"""
    )
    assert isinstance(rows, ox.QuerySolutions)
    assert [tuple(term.value for term in row) for row in rows] == [  # type: ignore[union-attr]
        ("Norway", 'A/RES/70/2,2015-11-01,"Fishing rights",Norway,N'),
        ("Togo", 'A/RES/70/2,2015-11-01,"Fishing rights",Togo,N'),
    ]


def test_import_goes_on_where_one_table_is_broken(table: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.csv").write_text("rcid,country,date\n1,2,3\n")
    (tmp_path / "article.txt").write_text("Chile voted.")
    done = CliRunner().invoke(app, ["votes", "import", str(tmp_path), "-o", str(tmp_path / "o.ttl")])
    assert done.exit_code == 1
    assert done.stdout.startswith("21 votes of 3 roll calls")
    assert "broken.csv: a table of votes without a column vote" in done.stderr
    assert "article.txt: no table of votes; build it with `kg build`" in done.stderr


def test_a_table_by_number_finds_its_list_beside_it(tmp_path: Path) -> None:
    (tmp_path / "un_votes.csv").write_text("rcid,country,country_code,vote\n7.0,Chile,CL,yes\n")
    (tmp_path / "un_roll_calls.csv").write_text("rcid,session,date,unres,descr\n7,70,2015-10-01,R/70/1,Peace\n")
    record = kg.read_votes(tmp_path / "un_votes.csv")
    assert [rollcall.symbol for rollcall in record.rollcalls] == ["A/RES/70/1"]


def test_agreement_on_the_command_line(table: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["votes", "agreement", str(table), "--country", "japan"])
    assert done.stdout.splitlines()[0] == "0.667  2 of 3  Japan – Norway"
    for name in ("a.csv", "a.graphml"):
        assert CliRunner().invoke(app, ["votes", "agreement", str(table), "-o", str(tmp_path / name)]).exit_code == 0
    assert (tmp_path / "a.csv").read_text().splitlines()[1] == "Chile,Mali,1.0000,3,3"
    network = nx.read_graphml(tmp_path / "a.graphml")
    assert network.get_edge_data("Chile", "Togo")["weight"] == pytest.approx(0.6667)
    wrong = CliRunner().invoke(app, ["votes", "agreement", str(table), "--country", "Norwey"])
    assert wrong.exit_code == 3
    assert "did you mean Norway" in wrong.stderr


def test_an_import_of_nothing_leaves_the_former_file(tmp_path: Path) -> None:
    (tmp_path / "broken.csv").write_text("rcid,country,date\n1,2,3\n")
    output = tmp_path / "votes.ttl"
    output.write_text("# whole")
    done = CliRunner().invoke(app, ["votes", "import", str(tmp_path / "broken.csv"), "-o", str(output)])
    assert (done.exit_code, output.read_text()) == (3, "# whole")
    assert f"no vote was found; {output} is as it was" in done.stderr


def test_an_imported_table_is_asked_by_the_saved_questions(table: Path, tmp_path: Path) -> None:
    output = tmp_path / "votes.ttl"
    assert CliRunner().invoke(app, ["votes", "import", str(table), "-o", str(output), "--store"]).exit_code == 0
    assert list(tmp_path.glob(".votes.ttl.store/*"))
    done = CliRunner().invoke(
        app, ["ask", "how-voted", "--country", "Norway", "--graph", str(output), "--format", "csv"]
    )
    assert done.exit_code == 0, done.output
    assert [line.split(",")[:3] for line in done.stdout.splitlines()[1:]] == [
        ["2015-10-01", "A/RES/70/1", "against"],
        ["2015-11-01", "A/RES/70/2", "against"],
        ["2016-10-01", "A/RES/71/3", "against"],
    ]
