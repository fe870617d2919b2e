"""``kg validate``: the build keeps its promises, and each promise that is broken is found at its line."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import GraphError
from kg.export.ontology import ATTRIBUTES, CLASSES, RELATIONS
from kg.export.turtle import write_turtle
from kg.export.validate import Problem, validate
from tests import graphs, sample_graph
from tests.conftest import Built, Told
from tests.tables import VETO, table

EXAMPLE = Path(__file__).resolve().parent.parent / "output" / "graph.ttl"


def test_the_build_keeps_its_promises(built: Built) -> None:
    assert validate(built.output / "graph.ttl") == []


def test_graphs_of_every_relation_and_status_keep_them(tmp_path: Path) -> None:
    for number, graph in enumerate([graphs.small(), sample_graph.sample_graph()]):
        path = tmp_path / f"{number}.ttl"
        write_turtle(graph, path)
        assert validate(path) == []


def block(text: str, subject: str) -> str:
    """What the file writes of a subject, up to the empty line behind it."""
    start = text.index(f"\n{subject} ") + 1
    return text[start : text.index("\n\n", start)]


def broken(path: Path, subject: str, old: str, new: str) -> list[Problem]:
    """The problems of a file with one thing changed in the block of a subject."""
    text = path.read_text("utf-8")
    whole = block(text, subject)
    assert old in whole, whole
    path.write_text(text.replace(whole, whole.replace(old, new, 1), 1), "utf-8")
    return validate(path)


def check(path: Path, subject: str, old: str, new: str, message: str, about: str = "") -> None:
    """The broken promise is found, as an error, at the line where the block of what it is about begins."""
    problems = broken(path, subject, old, new)
    about = about or subject
    found = [problem for problem in problems if problem.subject == about and message in problem.message]
    assert found, problems
    assert all(problem.severity == "error" for problem in found)
    lines = path.read_text("utf-8").split("\n")
    for problem in found:
        assert lines[problem.line - 1].startswith(f"{about} ") if problem.line else about.startswith("kg:"), problem


AGAINST = "fact:9e8037fe4071e505"  # Russia's, of which both the article and the table tell
ALBANIA = "fact:d4f03ea804e24d01"
COUNTED = "vote:000_17d69096fd7638d8-1"
ROLL = "<https://example.org/diplokg/rollcall/kg-votes/S-RES-2623-2022>"
PLACE = "<https://example.org/diplokg/span/003_c309c70f6c7beafb/2263-2301>"
MEETING = "meeting:united-nations-security-council-2022-02-27"


@pytest.mark.parametrize(
    ("subject", "old", "new", "message", "about"),
    [
        ("person:antony-blinken", 'rdfs:label "Antony Blinken" ;', "", "exactly one label", ""),
        ("country:UKR", 'rdfs:label "Ukraine" ;', 'rdfs:label "Ukraine", "Ukrajina" ;', "exactly one label", ""),
        ("country:UKR", 'rdfs:label "Ukraine" ;', 'rdfs:label "" ;', "not empty", ""),
        ("country:UKR", 'dcterms:identifier "UKR"', 'dcterms:identifier "Ukr"', "alpha-3", ""),
        ("country:UKR", "a kg:Country, schema:Country", "a kg:Country", "schema:Country, too", ""),
        ("country:UKR", "skos:exactMatch wd:Q212", "skos:exactMatch wd:P212", "item of Wikidata", ""),
        (ALBANIA, "prov:wasDerivedFrom", "prov:value", "a fact has evidence", ""),
        (ALBANIA, "prov:wasDerivedFrom <", "prov:wasDerivedFrom <urn:", "place in a document", ""),
        (ALBANIA, "kg:confidence 0.93", "kg:confidence 1.93", "from 0 to 1", ""),
        (ALBANIA, "kg:polarity kg:Affirmed ;", "", "one polarity", ""),
        (ALBANIA, "kg:modality kg:Actual ;", "kg:modality kg:Actual, kg:Planned ;", "one modality", ""),
        (ALBANIA, "kg:modality kg:Actual", "kg:modality kg:Acted", "the range of kg:modality", "kg:Acted"),
        (ALBANIA, "rdf:predicate kg:sponsored", "rdf:predicate kg:payed", "relation of the vocabulary", "kg:payed"),
        (ALBANIA, "kg:modality kg:Actual", "kg:modality kg:Planned", "is no plain edge", ""),
        (AGAINST, "kg:votedAgainst", "kg:votedAgainst, kg:votedFor", "a vote has one choice", ""),
        ("country:CHN", "kg:metWith person:vladimir-putin ;\n", "", "is a plain edge, too", "fact:fc49b53dcc7b37f2"),
        ("country:RUS", "kg:votedOn resolution:A-RES-ES-11-6, ", "kg:votedOn ", "kg:votedOn is written, too", ""),
        ("person:antony-blinken", "kg:represents country:USA", f"kg:represents {MEETING}", "the range of kg:represents",
         MEETING),
        (COUNTED, "kg:outcome kg:Adopted", "kg:outcome kg:Adopted, kg:Rejected", "one outcome", ""),
        (COUNTED, "rdf:value 141", "rdf:value -141", "whole number, never negative", ""),
        (COUNTED, "a opengov:NoCount", "a opengov:YesCount", "one number of votes in favour", ""),
        ("quotation:99fed0946fbc1bea", 'schema:text "some signs" ;', "", "one text", ""),
        ("quotation:99fed0946fbc1bea", "schema:creator person:jens-stoltenberg ;", "", "one speaker", ""),
        ("membership:1053ff71d7a7d54d", "member person:antony-blinken", "member country:USA", "one person's", ""),
        (PLACE, "oa:start 2263", "oa:start 2262", "as long as the place", ""),
        (PLACE, "oa:start 2263", "oa:start 2302", "ends after it begins", ""),
        (PLACE, "oa:end 2301", "oa:end 999424", "lies within its document", ""),
        ("document:000_17d69096fd7638d8", "kg:length ", "kg:length -", "one whole number of characters", ""),
        ("document:000_17d69096fd7638d8", '"2023-02-23"^^xsd:date', '"yesterday"', "one date at most", ""),
        ("document:kg-votes", ", schema:Dataset", "", "a schema:Dataset, too", ""),
        (ROLL, "kg:RollCall, opengov:VoteEvent", "kg:RollCall", "an opengov:VoteEvent, too", ""),
        (ROLL, 'rdfs:label "Roll call on S/RES/2623(2022)" ;', "", "one label", ""),
        (ROLL, "opengov:motion resolution:S-RES-2623-2022 ;", "", "a vote is on one text", ""),
        (ROLL, "a opengov:AbstainCount", "a opengov:AbsentCount ; rdf:value 2 ], [ a opengov:AbsentCount",
         "one number of those absent", ""),
        (ROLL, "kg:confirms", f"kg:contradicts {AGAINST} ; kg:confirms", "does not confirm and contradict", ""),
        (ROLL, "kg:confirms fact", "kg:confirms country:RUS, fact", "a text's statement or vote", "country:RUS"),
        (ROLL, "kg:confirms fact", f"kg:confirms {ROLL}, fact", "a text's statement or vote", ""),
        (ROLL, "span/kg-measures/1162-1322", "span/003_c309c70f6c7beafb/2263-2301", "stands in a voting table", ""),
        (ALBANIA, 'kg:rule "sponsored/requested_meeting"', 'kg:rule "table/row"', "a row of a voting table", ""),
    ],
)  # fmt: skip
def test_a_broken_promise_is_found_at_its_line(
    tmp_path: Path, subject: str, old: str, new: str, message: str, about: str
) -> None:
    check(Path(shutil.copy(EXAMPLE, tmp_path)), subject, old, new, message, about)


def test_a_document_without_a_length_is_a_warning(tmp_path: Path) -> None:
    path = Path(shutil.copy(EXAMPLE, tmp_path))
    (length,) = re.findall(r"kg:length \d+ ;", block(path.read_text("utf-8"), "document:000_17d69096fd7638d8"))
    (problem,) = broken(path, "document:000_17d69096fd7638d8", length, "")
    assert (problem.severity, "no place in it can be checked" in problem.message) == ("warning", True)


def test_a_claim_that_the_record_contradicts_is_no_plain_edge(told: Told, tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    write_turtle(told(VETO.replace("(France)", "(Kenya)")), path)  # with roll calls that no text speaks of
    assert validate(path) == []
    text = path.read_text("utf-8")
    (roll,) = re.findall(r"^(<\S+/S-2024-400>) a kg:RollCall", text, re.MULTILINE)
    (claim,) = re.findall(r"kg:contradicts (fact:\w+)", block(text, roll))
    assert "country:KEN" in block(text, claim)
    check(path, roll, f"kg:contradicts {claim}", 'kg:boundBecause "none"', "is a plain edge, too", claim)
    path.write_text(text, "utf-8")
    edge = "kg:votedFor resolution:S-2024-390, resolution:S-2024-400"
    edge = edge if edge in block(text, "country:KEN") else "kg:votedFor resolution:S-2024-400"
    check(path, "country:KEN", edge, f"{edge} ; kg:votedAgainst resolution:S-2024-400",
          "what a roll call contradicts is no plain edge", claim)  # fmt: skip


def test_what_another_table_has_may_be_an_edge(told: Told, tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    other = replace(table(id="second"), text=table().text.replace("Kenya,Y", "Kenya,N"))
    write_turtle(told(VETO.replace("(France)", "(Kenya)"), tables=(table(), other)), path)
    assert {(problem.severity, problem.subject) for problem in validate(path)} == {("warning", "country:KEN")}


def test_two_choices_of_sources_that_disagree_are_a_warning() -> None:
    problems = validate(Path(__file__).with_name("questions.ttl"))
    problems = [problem for problem in problems if "an edge has a statement" not in problem.message]  # it is short
    assert {(problem.severity, problem.subject) for problem in problems} == {
        ("warning", "country:VST")
    }  # fmt: skip


def test_every_class_has_a_shape() -> None:
    from kg.export.validate import SH, shapes

    graph = shapes()
    aimed = {str(term) for target in (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
             for term in graph.objects(None, target)}  # fmt: skip
    ours = "https://w3id.org/diplokg/ns#"
    for cls in CLASSES:
        if cls.supers != ("skos:Concept",):  # those are lists of values
            assert ours + cls.name.removeprefix("kg:") in aimed
    for term in (*RELATIONS, *ATTRIBUTES):
        if all(name.startswith("kg:") for name in term.range):
            assert ours + term.name.removeprefix("kg:") in aimed


def test_it_reports_like_a_compiler(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text(EXAMPLE.read_text("utf-8").replace('rdfs:label "Ukraine" ;', ""), "utf-8")
    result = CliRunner().invoke(app, ["validate", str(path)])
    line = path.read_text("utf-8").split("\n").index("country:UKR a kg:Country, schema:Country ;") + 1
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"{path}:{line}: error: country:UKR: a thing has exactly one label, which is not empty (rdfs:label)",
        f"{path}: 1 error, 0 warnings",
    ]
    assert CliRunner().invoke(app, ["validate", str(EXAMPLE)]).stdout == f"{EXAMPLE}: 0 errors, 0 warnings\n"


@pytest.mark.parametrize(
    ("data", "place", "words"),
    [
        (b"no Turtle", ":1:1", "not a valid subject"),
        ("<urn:é> <urn:b> 'é' .\n<urn:é> <urn:b> 'x'@ .\n".encode(), ":2:21", "language code"),
        (b"<urn:a> <urn:b> ex:c .\n", ":1:17", "The prefix ex: has not been declared"),
        (b"<urn:a> <urn:b> <urn:c> .\n<urn:a> ", ":2:", "nexpected end"),
        ("<urn:a> <urn:é> '".encode() + b"\xff' .", ":1:18", "not UTF-8 text: invalid start byte"),
        (None, "", "cannot be read: No such file or directory"),
    ],
)
def test_what_is_no_turtle_is_told_with_its_place(tmp_path: Path, data: bytes | None, place: str, words: str) -> None:
    path = tmp_path / "graph.ttl"
    if data is not None:
        path.write_bytes(data)
    result = CliRunner().invoke(app, ["validate", str(path)])
    assert result.exit_code == 3
    (line,) = result.stdout.splitlines()
    assert line.startswith(f"{path}{place}")
    assert re.fullmatch(r"(:\d+:\d+)?: error: .*", line.removeprefix(str(path)))
    assert line.count(str(path)) == 1
    assert words in line
    with pytest.raises(GraphError):
        validate(path)


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text("# nothing\n")
    result = CliRunner().invoke(app, ["validate", str(path)])
    assert (result.exit_code, result.stdout.splitlines()) == (
        0, [f"{path}: warning: there is nothing in it", f"{path}: 0 errors, 1 warning"],
    )  # fmt: skip


def test_an_edge_without_a_statement_is_an_error(tmp_path: Path) -> None:
    path = Path(shutil.copy(EXAMPLE, tmp_path))
    more = "country:USA kg:votedAgainst resolution:S-RES-2623-2022 ; kg:votedOn resolution:A-RES-ES-11-6 .\n"
    path.write_text(path.read_text("utf-8") + more, "utf-8")
    told = {(p.severity, p.subject, p.message) for p in validate(path)}
    message = "an edge has a statement, which has its evidence (kg:votedAgainst, resolution:S-RES-2623-2022)"
    assert ("error", "country:USA", message) in told
    assert len([row for row in told if row[0] == "error"]) == 1  # the table has its vote on the other text


def test_a_term_that_is_none_of_ours_is_an_error(tmp_path: Path) -> None:
    path = Path(shutil.copy(EXAMPLE, tmp_path))
    more = "country:USA kg:reprsents country:RUS ; a kg:Contry .\n"
    path.write_text(path.read_text("utf-8") + more, "utf-8")
    lines = path.read_text("utf-8").split("\n")
    assert [(p.severity, lines[p.line - 1][:12], p.message) for p in validate(path)] == [
        ("error", "country:USA ", f"kg:{name} is no term of the vocabulary") for name in ("Contry", "reprsents")
    ]
