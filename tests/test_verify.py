"""Votes that texts tell, held against the official record: what is bound, the verdicts, and where they show."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from conftest import ROOT
from typer.testing import CliRunner

from kg.claims import CONFIRMED, CONTRADICTED, UNKNOWN, claims
from kg.cli import app
from kg.export import ontology
from kg.export.explorer.data import page_data
from kg.export.network import to_networkx
from kg.export.turtle import turtle, write_turtle
from kg.rollcalls.shipped import shipped
from kg.types import TABLE_ROW, Article, Graph, Relation
from tests.conftest import Built, Told
from tests.tables import COUNCIL, ROWS, VETO, table

CORPUS = ROOT.parent / "shared" / "corpus"


def bound(graph: Graph) -> dict[str, float]:
    return {binding.rollcall.rpartition("/")[2]: binding.score for binding in graph.bindings}


def verdicts(graph: Graph) -> set[tuple[bool, str, str]]:
    return {(verdict.confirmed, verdict.said, verdict.recorded) for verdict in graph.verdicts}


def test_day_and_numbers_bind_a_measure(told: Told) -> None:
    graph = told(VETO)
    assert bound(graph) == {"S-2024-400": 0.9}
    numbers = "for 4, against 1, abstained 1"
    assert verdicts(graph) == {
        (True, f"{numbers}, rejected", f"{numbers}, vetoed"),  # both say that it was lost
        (True, "against", "against"),
        (True, "abstained", "abstained"),
    }
    assert graph.entity("resolution/S-2024-400").date == date(2024, 5, 3)


def test_the_measure_takes_symbol_and_names(told: Told) -> None:
    graph = told(VETO)
    (measure,) = [e for e in graph.entities if e.id == "resolution/S-2024-400"]
    assert (measure.label, measure.identifier("symbol")) == ("S/2024/400", "S/2024/400")
    assert "Safe passage for ships near Port Lumen" in measure.names
    assert any("the numbers 4-1-1" in reason for reason in measure.merges)


def test_the_roll_call_comes_in_with_its_rows(told: Told) -> None:
    graph = told(VETO)
    votes = [f for f in graph.facts if f.object == "resolution/S-2024-400" and f.relation is Relation.VOTED_ON]
    assert {f.subject: f.qualifier("choice") for f in votes} == {
        "country/CHL": "for", "country/NOR": "for", "country/KEN": "for", "country/GHA": "for",
        "country/FRA": "against", "country/CHN": "abstained",
    }  # fmt: skip
    (france,) = [f for f in votes if f.subject == "country/FRA"]
    assert {e.article for e in france.evidence} == {"text-0", "record"}  # text and table say the same: one fact
    assert france.rule != TABLE_ROW
    (norway,) = [f for f in votes if f.subject == "country/NOR"]
    assert (norway.rule, norway.evidence[0].quote.split(",")[3]) == (TABLE_ROW, "Norway")


def test_wrong_numbers_are_found(told: Told) -> None:
    graph = told(VETO.replace("4 in favour", "5 in favour"))
    assert bound(graph) == {"S-2024-400": pytest.approx(0.8, abs=0.2)}
    assert (False, "for 5", "for 4") in verdicts(graph)


def test_a_wrong_voter_is_found_and_is_no_plain_edge(told: Told) -> None:
    graph = told(VETO.replace("(France)", "(Kenya)"))
    assert (False, "against", "for") in verdicts(graph)
    store = loaded(graph)
    assert ask(store, "<country/KEN> kg:votedFor <resolution/S-2024-400>")
    assert not ask(store, "<country/KEN> kg:votedAgainst <resolution/S-2024-400>")
    assert ask(
        store,
        "?roll kg:contradicts ?claim . ?claim rdf:subject <country/KEN> ; rdf:predicate kg:votedAgainst ; "
        "kg:modality kg:Actual ; prov:wasDerivedFrom/oa:hasSource/dcterms:identifier 'text-0'",
    )
    edges = to_networkx(graph).get_edge_data("country/KEN", "resolution/S-2024-400")
    assert not edges  # the text's claim is wrong, and the table's votes are no edges of the texts' network


def test_an_outcome_is_held_against_the_record(told: Told) -> None:
    graph = told(
        "The Security Council on 29 April rejected a draft resolution by a vote of 5 in favour to none against, "
        "with 1 abstention."
    )
    assert bound(graph).keys() == {"S-2024-390"}
    assert (False, "outcome", "outcome") not in verdicts(graph)
    assert {(v.confirmed, v.recorded) for v in graph.verdicts} == {(False, "adopted")}


def test_where_two_votes_fit_none_is_bound(told: Told) -> None:
    same = {"S/2024/400": ROWS["S/2024/400"], "S/2024/402": ROWS["S/2024/400"]}
    graph = told(VETO, tables=(table(same),))
    assert graph.bindings == ()
    assert graph.verdicts == ()


def test_another_body_another_day_and_other_numbers_are_not_bound(told: Told) -> None:
    assert told(VETO.replace("Security Council", "General Assembly")).bindings == ()
    assert told(VETO.replace("Friday", "Tuesday")).bindings == ()
    assert told(VETO.replace("4 in favour to 1", "2 in favour to 3")).bindings == ()


def test_a_day_alone_is_not_enough_where_two_votes_were_held(told: Told) -> None:
    text = "The Security Council voted on a draft resolution on Friday. France voted against the draft resolution."
    assert told(text).bindings == ()


def test_a_symbol_is_enough(told: Told) -> None:
    graph = told("The Security Council met on Monday. Kenya voted against draft resolution S/2024/401 last week.")
    assert bound(graph) == {"S-2024-401": 1.0}
    assert verdicts(graph) == {(False, "against", "for")}


def test_two_texts_that_tell_of_one_vote_meet_in_one_measure(told: Told) -> None:
    graph = told(VETO, "France vetoed draft resolution S/2024/400 in the Security Council on Friday.")
    measures = {f.object for f in graph.of(Relation.VOTED_ON) if any("text" in e.article for e in f.evidence)}
    assert measures == {"resolution/S-2024-400"}
    assert len(graph.bindings) == 2


def test_what_the_record_does_not_list_has_no_verdict(told: Told) -> None:
    graph = told(VETO + " Japan voted against the draft resolution.")
    (japan,) = [f for f in graph.of(Relation.VOTED_ON) if f.subject == "country/JPN"]
    assert japan.id not in {verdict.fact for verdict in graph.verdicts}


def test_the_first_of_two_tables_that_list_one_vote_is_the_record(told: Told) -> None:
    other = replace(table(id="second"), text=table().text.replace("Kenya,Y", "Kenya,N"))
    graph = told(VETO, tables=(table(), other))
    assert [binding.rollcall for binding in graph.bindings] == ["rollcall/record/S-2024-400"]


# ------------------------------------------------------------------------------------------------ the files


def loaded(graph: Graph) -> ox.Store:
    store = ox.Store()
    store.load(turtle(graph).encode(), format=ox.RdfFormat.TURTLE)
    return store


def ask(store: ox.Store, pattern: str) -> bool:
    return bool(store.query(f"{ontology.SPARQL} BASE <https://example.org/diplokg/> ASK {{ {pattern} }}"))


def number(store: ox.Store, pattern: str) -> int:
    rows = store.query(f"{ontology.SPARQL} SELECT (COUNT(*) AS ?n) {{ {pattern} }}")
    assert isinstance(rows, ox.QuerySolutions)
    return int(next(rows)["n"].value)  # type: ignore[union-attr]


def test_every_vote_of_a_table_is_an_edge_and_a_statement_that_cites_its_row(told: Told) -> None:
    graph = told(VETO)
    store, text = loaded(graph), table().text
    assert number(store, "?c kg:votedOn ?r") == 18  # the bound roll call's and those that no text speaks of
    rows = store.query(
        f"""{ontology.SPARQL} SELECT ?start ?end ?row ?choice {{ ?f a rdf:Statement ; rdf:predicate ?choice ;
        kg:polarity kg:Affirmed ; kg:modality kg:Actual ; kg:confidence ?c ; prov:wasDerivedFrom ?span .
        ?span oa:hasSource/dcterms:identifier "record" ; oa:hasSelector [ oa:start ?start ; oa:end ?end ] ,
        [ oa:exact ?row ] }}"""
    )
    assert isinstance(rows, ox.QuerySolutions)
    found = [tuple(term.value for term in row) for row in rows]  # type: ignore[union-attr]
    assert len(found) == 18
    for start, end, row, choice in found:
        assert text[int(start) : int(end)] == row
        assert {"Y": "votedFor", "N": "votedAgainst", "A": "abstainedOn"}[row.split(",")[4]] == choice.split("#")[1]


def test_votes_no_text_speaks_of_are_written_as_those_that_are_spoken_of(told: Told) -> None:
    """One pass without sorting must not mean another shape: bound or not, a roll call gives the same triples."""
    whole = loaded(told(VETO, tables=(table({"S/2024/400": ROWS["S/2024/400"]}),)))
    alone = loaded(told("The Council met.", tables=(table({"S/2024/400": ROWS["S/2024/400"]}),)))
    query = f"""{ontology.SPARQL} CONSTRUCT {{ ?f ?p ?o . ?span ?q ?x . ?who ?edge ?r }} WHERE {{
        ?f rdf:subject ?who ; rdf:object ?r ; kg:rule "{TABLE_ROW}" ; prov:wasDerivedFrom ?span ; ?p ?o .
        ?who ?edge ?r . ?span ?q ?x FILTER(!isBlank(?x)) }}"""
    bound_triples, free_triples = (set(store.query(query)) for store in (whole, alone))
    assert len(bound_triples) > 40
    assert bound_triples < free_triples  # France and China, of whom the text speaks, keep the text's rule


def test_a_table_is_a_document_of_its_own(told: Told) -> None:
    store = loaded(told(VETO))
    assert ask(store, "?d a kg:VotingTable, kg:Document, schema:Dataset ; dcterms:identifier 'record' ; kg:sha256 ?sha")
    assert not ask(store, "?d a kg:VotingTable ; dcterms:identifier 'text-0'")
    assert ask(store, "?roll a kg:RollCall, opengov:VoteEvent ; opengov:motion <resolution/S-2024-401>")
    assert ask(store, "?roll kg:boundBecause ?why ; opengov:motion <resolution/S-2024-400> ; kg:confirms ?vote . "
                      "?vote a opengov:VoteEvent ; opengov:motion <resolution/S-2024-400>")  # fmt: skip


def test_the_page_folds_the_roll_call_and_marks_the_claims(told: Told) -> None:
    data = page_data(told(VETO.replace("(France)", "(Kenya)")), title="x", texts=True)
    assert {node["id"] for node in data["nodes"] if node["type"] == "Country"} == {"country/KEN", "country/CHN"}
    assert [document["id"] for document in data["documents"]] == ["text-0"]
    roll = data["rollcalls"]["resolution/S-2024-400"]
    assert [name for _, name in roll["members"]["for"]] == ["Chile", "Ghana", "Kenya", "Norway"]
    assert roll["counts"] == {"for": 4, "against": 1, "abstained": 1}
    marks = {fact["subject"]: fact["verdict"]["confirmed"] for fact in data["facts"] if "verdict" in fact}
    assert marks["country/KEN"] is False
    assert marks["country/CHN"] is True
    assert all(e["document"] == "text-0" for fact in data["facts"] for e in fact["evidence"])


def test_agreement_edges_stand_between_countries_that_the_texts_name(told: Told) -> None:
    network = to_networkx(told(VETO))
    edges = [(one, other, data) for one, other, data in network.edges(data=True) if data["relation"] == "agreement"]
    assert [(one, other, data["votes"]) for one, other, data in edges] == [("country/CHN", "country/FRA", 3)]
    assert edges[0][2]["weight"] == pytest.approx(1 / 3, abs=1e-4)


def test_the_same_tables_give_the_same_bytes(told: Told) -> None:
    assert turtle(told(VETO)) == turtle(told(VETO))


# ------------------------------------------------------------------------------------- the example and its table


def test_the_seeds_votes_are_bound_and_confirmed(built: Built) -> None:
    assert {binding.rollcall.rpartition("/")[2] for binding in built.graph.bindings} == {
        "A-RES-ES-11-6", "S-RES-2623-2022",
    }  # fmt: skip
    assert [verdict.confirmed for verdict in built.graph.verdicts] == [True, True, True]
    assert "resolution/A-RES-ES-11-6" in built.edges("country/GHA", "votedFor")
    assert "resolution/A-RES-ES-11-6" in built.edges("country/RUS", "votedAgainst")
    assert len(built.facts(Relation.VOTED_ON, tables=True, object="resolution/A-RES-ES-11-6")) == 193
    assert len(built.facts(Relation.VOTED_ON, tables=True, object="resolution/S-RES-2623-2022")) == 15


def test_the_shipped_table_adds_up() -> None:
    rollcalls = {rollcall.label: rollcall for rollcall in shipped().rollcalls}
    assert {f"A/RES/ES-11/{n}" for n in range(1, 9)} | {"S/RES/2623(2022)"} == set(rollcalls)
    assert sum(bool(rollcall.ballots) for rollcall in rollcalls.values()) >= 5
    for rollcall in rollcalls.values():
        if rollcall.ballots:
            assert len(rollcall.ballots) == (15 if rollcall.label.startswith("S") else 193)
            for choice in ("for", "against", "abstained"):
                assert sum(b.choice == choice for b in rollcall.ballots) == rollcall.count(choice), rollcall.label


def test_verify_on_a_built_graph(built: Built) -> None:
    result = CliRunner().invoke(app, ["verify", str(built.output / "graph.ttl"), "--json"])
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert found["counts"] == {"confirmed": 3}
    assert {claim["measure"] for claim in found["claims"]} == {"A/RES/ES-11/6", "S/RES/2623(2022)"}


def test_verify_tells_what_is_wrong_and_exits_with_5(told: Told, tmp_path: Path) -> None:
    text = VETO.replace("(France)", "(Kenya)") + " The Assembly voted on a motion; Japan voted against it."
    write_turtle(told(text), tmp_path / "graph.ttl")
    found = claims(tmp_path / "graph.ttl")
    kenya = next(claim for claim in found if claim.who == "Kenya")
    assert (kenya.verdict, kenya.said, kenya.recorded, kenya.record) == (CONTRADICTED, "against", "for", "record")
    assert kenya.row.split(",")[3:5] == ["Kenya", "Y"]  # both sides are quoted
    assert {claim.verdict for claim in found} == {CONFIRMED, CONTRADICTED, UNKNOWN}
    result = CliRunner().invoke(app, ["verify", str(tmp_path / "graph.ttl")], env={"COLUMNS": "160"})
    assert result.exit_code == 5
    assert "Kenya" in result.stdout
    assert "1 contradicted" in result.stdout


def test_verify_without_a_graph_says_what_to_do(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "kg", "verify"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert run.returncode == 3
    assert re.fullmatch(r"kg: output/graph.ttl: cannot be read: .*; build a graph first, or name another\n", run.stderr)


# ---------------------------------------------------------------------------------- errors planted in real texts

PLANTED = [
    ("2022-02-25_sc14808", "India and the United Arab Emirates all", "India and Ghana all", "Ghana", "abstained"),
    ("2022-02-25_sc14808", "to 11 in favour, with 3", "to 12 in favour, with 3", "Council", "for 12"),
    ("2022-02-25_sc14808", "3 abstentions (China, India", "3 abstentions (China, Gabon", "Gabon", "abstained"),
    ("2022-02-25_sc14808", "support from 11 members", "support from 13 members", "Council", "for 13"),
    ("2022-02-27_sc14809", "11 in favour to 1 against", "11 in favour to 2 against", "Council", "against 2"),
    ("2022-02-27_sc14809", "Ireland voted in favour", "Ireland voted against it", "Ireland", "against"),
    ("2022-03-02_ga12407", "Eritrea, Russian Federation, and", "Mali, Russian Federation, and", "Mali", "against"),
    ("2022-03-02_ga12407", "Syria), with 35 abst", "Syria), with 36 abst", "Assembly", "abstained 36"),
    ("2022-03-02_ga12407", "his delegation voted in favour", "his delegation voted against", "Rwanda", "against"),
    ("2022-03-02_ga12407", "his delegation abstained", "his delegation voted in favour", "Iran", "for"),
    ("2022-09-30_sc15046", "China, Gabon and India all", "China, Kenya and India all", "Kenya", "abstained"),
    ("2022-09-30_sc15046", "10 in favour to 1 against", "9 in favour to 1 against", "Council", "for 9"),
    ("2022-09-30_sc15046", "Mexico voted in favour", "Mexico abstained", "Mexico", "abstained"),
    ("2022-09-30_sc15046", "vetoed by the Russian Federation", "vetoed by China", "China", "against"),
    ("2022-09-30_sc15046", "(Brazil, China, Gabon, India", "(Brazil, China, Norway, India", "Norway", "abstained"),
    ("2022-10-12_ga12458", "143 Votes in Favour", "144 Votes in Favour", "Assembly", "for 144"),
    ("2022-10-12_ga12458", "vote of 143 in favour", "vote of 134 in favour", "Assembly", "for 134"),
    ("2022-10-12_ga12458", "Cuba’s delegation abstained", "Cuba’s delegation voted against", "Cuba", "against"),
    ("2022-10-12_ga12458", "Bolivia abstained", "Bolivia voted in favour", "Bolivia", "for"),
    ("2022-10-12_ga12458", "Her delegation abstained", "Her delegation voted in favour", "India", "for"),
]


@pytest.mark.corpus
@pytest.mark.slow
def test_twenty_planted_errors_are_found_and_nothing_else(tmp_path: Path) -> None:
    folder = CORPUS / "un_press_2022"
    if not folder.exists():
        pytest.skip("the development corpora are not here")
    for name in sorted({plant[0] for plant in PLANTED}):
        text = (folder / f"{name}.txt").read_text("utf-8")
        for document, old, new, *_ in PLANTED:
            if document == name:
                assert old in text
                text = text.replace(old, new, 1)
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    result = CliRunner().invoke(app, ["verify", str(tmp_path), str(CORPUS / "votes_2022"), "--contradicted", "--json"])
    assert result.exit_code == 5
    found = {(claim["document"], claim["who"], claim["said"]) for claim in json.loads(result.stdout)["claims"]}
    missed = [
        (name, who, said)
        for name, _, _, who, said in PLANTED
        if not any(document == name and who in voter and said in claim for document, voter, claim in found)
    ]
    assert missed == []
    others = {
        (document, voter, claim)
        for document, voter, claim in found
        if not any(document == name and who in voter and said in claim for name, _, _, who, said in PLANTED)
    }
    # The release itself errs: Brazil voted in favour of A/RES/ES-11/4.
    assert others == {("2022-10-12_ga12458", "Brazil", "abstained")}


def test_a_whole_roll_call_contradicts_who_did_not_vote(told: Told) -> None:
    header = "draft,date,country,vote,total_yes,total_no,total_abstentions\n"
    rows = "".join(f"S/2024/400,2024-05-03,{c},{v},4,1,1\n" for c, v in zip(COUNCIL, "YYYYNA", strict=True))
    whole = Article("whole", "whole.csv", header + rows, title="whole", sha256="0" * 64, kind="votes")
    japan = VETO.replace("(China)", "(Japan)")
    assert (False, "abstained", "no vote") in verdicts(told(japan, tables=(whole,)))
    part = Article("part", "part.csv", header + rows.rsplit("\n", 2)[0] + "\n", sha256="0" * 64, kind="votes")
    assert {v.said for v in told(japan, tables=(part,)).verdicts if not v.confirmed} == set()  # China's row is missing
