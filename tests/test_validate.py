"""``kg validate``: the build keeps its promises, and each promise that is broken is found at its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import GraphError
from kg.export.ontology import ATTRIBUTES, CLASSES, RELATIONS
from kg.export.turtle import write_turtle
from kg.export.validate import Problem, validate
from tests import graphs, sample_graph
from tests.conftest import Built

EXAMPLE = Path(__file__).resolve().parent.parent / "output" / "graph.ttl"


def test_the_build_keeps_its_promises(built: Built) -> None:
    assert validate(built.output / "graph.ttl") == []


def test_graphs_of_every_relation_and_status_keep_them(tmp_path: Path) -> None:
    for number, graph in enumerate([graphs.small(), sample_graph.sample_graph()]):
        path = tmp_path / f"{number}.ttl"
        write_turtle(graph, path)
        assert validate(path) == []


def broken(tmp_path: Path, old: str, new: str) -> list[Problem]:
    """The problems of the example with one thing changed."""
    text = EXAMPLE.read_text("utf-8")
    assert old in text
    path = tmp_path / "graph.ttl"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return validate(path)


EVIDENCE = "    prov:wasDerivedFrom <https://example.org/diplokg/span/003_c309c70f6c7beafb/555-586> .\n\nfact:bdd0"


@pytest.mark.parametrize(
    ("old", "new", "subject", "message"),
    [
        ('rdfs:label "Antony Blinken" ;', "", "person:antony-blinken", "exactly one label"),
        ('rdfs:label "Ukraine" ;', 'rdfs:label "Ukraine", "Ukrajina" ;', "country:UKR", "exactly one label"),
        ('rdfs:label "Ukraine" ;', 'rdfs:label "" ;', "country:UKR", "not empty"),
        ('dcterms:identifier "UKR"', 'dcterms:identifier "Ukr"', "country:UKR", "alpha-3"),
        ("country:UKR a kg:Country, schema:Country", "country:UKR a kg:Country", "country:UKR", "schema:Country, too"),
        ("skos:exactMatch wd:Q212", "skos:exactMatch wd:P212", "country:UKR", "item of Wikidata"),
        (EVIDENCE, "    prov:value 1 .\n\nfact:bdd0", "fact:bd94569512e9a99c", "a fact has evidence"),
        ("span/003_c309c70f6c7beafb/555-586> .\n\nfact:bdd0", "span/none/0-1> .\n\nfact:bdd0",
         "fact:bd94569512e9a99c", "place in a document"),
        ("kg:confidence 0.97", "kg:confidence 1.97", "fact:bd94569512e9a99c", "from 0 to 1"),
        ("kg:polarity kg:Affirmed ;", "", "fact:d4f03ea804e24d01", "one polarity"),
        ("kg:modality kg:Actual ;", "kg:modality kg:Actual, kg:Planned ;", "fact:d4f03ea804e24d01", "one modality"),
        ("kg:modality kg:Actual ;", "kg:modality kg:Acted ;", "kg:Acted", "the range of kg:modality is kg:Modality"),
        ("rdf:predicate kg:sponsored ;", "rdf:predicate kg:payed ;", "kg:payed", "relation of the vocabulary"),
        ("rdf:predicate kg:votedAgainst", "rdf:predicate kg:votedAgainst, kg:votedFor", "fact:bd94569512e9a99c",
         "a vote has one choice"),
        ("kg:metWith person:vladimir-putin ;\n", "", "fact:fc49b53dcc7b37f2", "is a plain edge, too"),
        ("kg:modality kg:Actual ;\n    kg:confidence 0.97 ;\n    kg:rule \"votedOn/only\"",
         "kg:modality kg:Planned ;\n    kg:confidence 0.97 ;\n    kg:rule \"votedOn/only\"", "fact:bd94569512e9a99c",
         "is no plain edge"),
        ("    kg:votedOn resolution:united-nations-security-council-2022-02-27-general-assembly-emergency-session ;\n",
         "", "country:RUS", "kg:votedOn is written, too"),
        ("kg:represents country:USA", "kg:represents meeting:united-nations-security-council-2022-02-27",
         "meeting:united-nations-security-council-2022-02-27", "the range of kg:represents"),
        ("kg:outcome kg:Adopted", "kg:outcome kg:Adopted, kg:Rejected", "vote:000_17d69096fd7638d8-1", "one outcome"),
        ("rdf:value 141", "rdf:value -141", "vote:000_17d69096fd7638d8-1", "whole number, never negative"),
        ("a opengov:NoCount ; rdf:value 7", "a opengov:YesCount ; rdf:value 7", "vote:000_17d69096fd7638d8-1",
         "one number of votes in favour"),
        ('schema:text "some signs" ;', "", "quotation:99fed0946fbc1bea", "one text"),
        ("schema:creator person:jens-stoltenberg ;", "", "quotation:99fed0946fbc1bea", "one speaker"),
        ("org:member person:antony-blinken", "org:member country:USA", "membership:1053ff71d7a7d54d", "one person's"),
        ("oa:start 2263", "oa:start 2262", "<https://example.org/diplokg/span/003_c309c70f6c7beafb/2263-2301>",
         "as long as the place"),
        ("oa:start 2263", "oa:start 2302", "<https://example.org/diplokg/span/003_c309c70f6c7beafb/2263-2301>",
         "ends after it begins"),
        ('dcterms:issued "2023-02-23"^^xsd:date', 'dcterms:issued "yesterday"', "document:000_17d69096fd7638d8",
         "one date at most"),
    ],
)  # fmt: skip
def test_a_broken_promise_is_found_at_its_line(tmp_path: Path, old: str, new: str, subject: str, message: str) -> None:
    problems = broken(tmp_path, old, new)
    found = [problem for problem in problems if problem.subject == subject and message in problem.message]
    assert found, problems
    assert all(problem.severity == "error" for problem in found)
    lines = (tmp_path / "graph.ttl").read_text("utf-8").split("\n")
    for problem in found:
        assert lines[problem.line - 1].startswith(f"{subject} ") if problem.line else subject.startswith("kg:"), problem


def test_two_choices_of_sources_that_disagree_are_a_warning() -> None:
    problems = validate(Path(__file__).with_name("questions.ttl"))
    assert {(problem.severity, problem.subject) for problem in problems} == {
        ("warning", "country:SLN"), ("warning", "country:VST")
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
    path.write_text("no Turtle")
    assert CliRunner().invoke(app, ["validate", str(path)]).exit_code == 3
    with pytest.raises(GraphError, match="cannot be read"):
        validate(tmp_path / "missing.ttl")
