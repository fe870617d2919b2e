"""The ontology: whole, current on disk, and what ``--infer`` draws from it."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from types import ModuleType

import owlrl
import pytest
import rdflib
from rdflib.collection import Collection
from typer.testing import CliRunner

from kg.cli import app
from kg.export.ontology import ATTRIBUTES, CLASSES, INDIVIDUALS, RELATIONS, ontology_turtle
from kg.query.infer import infer
from kg.query.store import open_graph

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "output" / "graph.ttl"
INVENTED = Path(__file__).with_name("questions.ttl")


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_ontology", ROOT / "tools" / "make_ontology.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_ontology_on_disk_is_current() -> None:
    made = tool()
    assert made.TURTLE.read_text("utf-8") == ontology_turtle(), "run python tools/make_ontology.py"
    assert made.PAGE.read_text("utf-8") == made.page(), "run python tools/make_ontology.py"


def test_every_term_is_told_in_full() -> None:
    for term in (*CLASSES, *RELATIONS, *ATTRIBUTES):
        assert term.label, term
        assert term.comment.endswith((".", "…")), term
        assert term.supers, term
    for term in (*RELATIONS, *ATTRIBUTES):
        assert term.domain, term
        assert term.range, term
    assert {value.type for value in INDIVIDUALS} <= {cls.name for cls in CLASSES}


def test_every_property_has_a_domain_and_a_range_in_owl() -> None:
    graph = rdflib.Graph().parse(ROOT / "kg" / "ontology.ttl", format="turtle")
    kg, owl = rdflib.Namespace("https://w3id.org/diplokg/ns#"), rdflib.OWL
    for term in (*RELATIONS, *ATTRIBUTES):
        node = kg[term.name.removeprefix("kg:")]
        for side, names in ((rdflib.RDFS.domain, term.domain), (rdflib.RDFS.range, term.range)):
            (found,) = graph.objects(node, side)
            union = graph.value(found, owl.unionOf)
            members = [found] if union is None else list(Collection(graph, union))
            assert [graph.namespace_manager.curie(member) for member in members] == list(names)
            assert union is None or (found, rdflib.RDF.type, owl.Class) in graph


def test_a_union_makes_no_class_of_what_is_in_it(tmp_path: Path) -> None:
    graph = tmp_path / "graph.ttl"
    graph.write_text("""@prefix kg: <https://w3id.org/diplokg/ns#> . @prefix : <urn:x:> .
        :ana kg:represents :senate . :peru kg:votedOn :text . :roll kg:confirms :claim .""")
    assert query("SELECT ?c { <urn:x:ana> a ?c } ORDER BY ?c", graph, "--infer").split()[1:] == [
        "http://xmlns.com/foaf/0.1/Person", "https://w3id.org/diplokg/ns#Person"
    ]  # fmt: skip
    unknown = "SELECT ?c { VALUES ?x { <urn:x:senate> <urn:x:peru> <urn:x:claim> } ?x a ?c }"
    assert query(unknown, graph, "--infer").split() == ["c"]
    assert query("ASK { <urn:x:text> a kg:Resolution }", graph, "--infer") == "true"
    assert query("ASK { <urn:x:roll> <http://purl.org/spar/cito/confirms> <urn:x:claim> }", graph, "--infer") == "true"


def query(text: str, graph: Path, *more: str) -> str:
    result = CliRunner().invoke(app, ["query", text, "--graph", str(graph), "--format", "csv", *more])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_inference_is_asked_for(tmp_path: Path) -> None:
    graph = Path(shutil.copy(INVENTED, tmp_path))
    assert query("ASK { person:tomas-rehor kg:metWith person:ilse-brandt }", graph) == "false"
    assert query("ASK { person:tomas-rehor kg:metWith person:ilse-brandt }", graph, "--infer") == "true"
    assert query("ASK { institution:league org:hasMember country:MRD }", graph, "--infer") == "true"
    assert query("ASK { institution:assembly org:subOrganizationOf institution:league }", graph, "--infer") == "true"
    assert query("ASK { country:MRD a foaf:Person }", graph, "--infer") == "false"


def test_who_represents_an_institution_represents_what_it_is_part_of(tmp_path: Path) -> None:
    graph = tmp_path / "graph.ttl"
    graph.write_text("""@prefix kg: <https://w3id.org/diplokg/ns#> . @prefix : <urn:x:> .
        :ana kg:represents :senate . :senate kg:partOf :congress . :congress kg:partOf :state .""")
    wanted = "SELECT ?x { <urn:x:ana> kg:represents ?x } ORDER BY ?x"
    assert query(wanted, graph).split() == ["x", "urn:x:senate"]
    assert query(wanted, graph, "--infer").split() == ["x", "urn:x:congress", "urn:x:senate", "urn:x:state"]


@pytest.mark.parametrize("path", [EXAMPLE, INVENTED])
def test_owlrl_draws_the_same_about_the_facts(path: Path) -> None:
    """An implementation that nobody here wrote agrees on every edge that begins at a person, country or institution."""
    source = open_graph(path, notify=pytest.fail, memory=True)
    assert infer(source) > 0
    ours = {
        tuple(str(getattr(term, "value", term)) for term in (quad.subject, quad.predicate, quad.object))
        for quad in source.store
    }
    theirs = rdflib.Graph().parse(path, format="turtle")
    theirs.parse(data=ontology_turtle(), format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(theirs)
    things = tuple(
        f"https://example.org/diplokg/{kind}/" for kind in ("person", "country", "institution", "resolution")
    )
    vocabularies = ("https://w3id.org/diplokg/ns#", "http://www.w3.org/ns/org#", "http://www.w3.org/ns/prov#",
                    "http://purl.org/dc/terms/")  # fmt: skip
    edges = {
        (str(s), str(p), str(o)) for s, p, o in theirs
        if str(s).startswith(things) and str(p).startswith(vocabularies)
    }  # fmt: skip
    assert edges == {edge for edge in ours if edge[0].startswith(things) and edge[1].startswith(vocabularies)}
