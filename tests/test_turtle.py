"""Turtle export: the contract of docs/vocabulary.md, read back with two independent parsers."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from dataclasses import replace
from itertools import product
from pathlib import Path
from types import ModuleType

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from kg.errors import GraphError
from kg.export import ontology
from kg.export.turtle import turtle, write_turtle
from kg.types import EntityType, Evidence, Fact, Graph, Modality, Polarity, Relation, pairs
from tests import graphs

ROOT = Path(__file__).parent.parent
SCORE = ROOT.parent / "shared" / "tools" / "score.py"
HOSTILE = [
    *("a b#c", "<script>", "..", ".", "50%/x", "::", "é?&=", "Київ — 北京 😀"),
    *('q"uote\\', "a\nb\r\tc\x00\x7f\x85\u2028", 'x\n\\"'),
]
PREFIX = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in ontology.PREFIXES.items())
BASE = "https://example.org/diplokg/"


def load(graph: Graph) -> ox.Store:
    store = ox.Store()
    store.load(turtle(graph).encode(), format=ox.RdfFormat.TURTLE)
    return store


def ask(store: ox.Store, pattern: str) -> bool:
    return bool(store.query(f"{PREFIX} BASE <{BASE}> ASK {{ {pattern} }}"))


def select(store: ox.Store, pattern: str) -> list[tuple[str, ...]]:
    rows = store.query(f"{PREFIX} BASE <{BASE}> SELECT * {{ {pattern} }}")
    names = sorted(variable.value for variable in rows.variables)
    return sorted(tuple(row[name].value for name in names) for row in rows)


def same_in_both_parsers(text: str) -> bool:
    triples = ox.serialize(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE), format=ox.RdfFormat.N_TRIPLES)
    return isomorphic(rdflib.Graph().parse(data=text, format="turtle"), rdflib.Graph().parse(data=triples, format="nt"))


@pytest.fixture(scope="module")
def small() -> ox.Store:
    return load(graphs.small())


def test_both_parsers_read_the_same_triples() -> None:
    assert same_in_both_parsers(turtle(graphs.small()))
    assert same_in_both_parsers(ontology.ontology_turtle())


def test_every_span_quotes_its_document(small: ox.Store) -> None:
    span = "?s oa:hasSource/dcterms:identifier ?a ; oa:hasSelector [ oa:start ?b ; oa:end ?c ], [ oa:exact ?d ]"
    rows = select(small, span)
    texts = {graphs.A.id: graphs.A.text, graphs.B.id: graphs.B.text}
    assert len(rows) == len(graphs.FACTS)
    for doc, start, end, exact, _ in rows:
        assert texts[doc][int(start) : int(end)] == exact


def test_entities_carry_both_types_names_and_identifiers(small: ox.Store) -> None:
    assert ask(
        small,
        "<country/RUS> a kg:Country, schema:Country ; rdfs:label 'Russia' ; dcterms:identifier 'RUS' ; "
        "skos:altLabel 'Russian Federation' ; skos:exactMatch wd:Q159 ; kg:mentionedIn <document/003_a>",
    )
    assert ask(
        small,
        "<resolution/S-RES-2623-2022> a kg:Resolution, undo:Resolution, schema:Legislation ; "
        "dcterms:identifier 'S/RES/2623(2022)' ; dcterms:date '2022-02-27'^^xsd:date ; "
        "kg:body <institution/united-nations-security-council>",
    )
    assert ask(
        small,
        "<meeting/emergency-special-session-11> a kg:Meeting, schema:Event ; "
        "kg:body <institution/united-nations> ; schema:startDate '2022-02-28'^^xsd:date",
    )
    assert not ask(small, "?e rdfs:label ?a, ?b FILTER(?a != ?b)")


def test_a_vote_has_both_edges(small: ox.Store) -> None:
    resolution = "<resolution/S-RES-2623-2022>"
    assert ask(small, f"<country/RUS> kg:votedAgainst {resolution} ; kg:votedOn {resolution}")
    assert ask(small, f"<country/CHN> kg:abstainedOn {resolution} ; kg:votedOn {resolution}")
    assert ask(small, "?f rdf:subject <country/RUS> ; rdf:predicate kg:votedAgainst")
    assert not ask(small, "?f rdf:predicate kg:votedOn")


@pytest.mark.parametrize("status", [pair for pair in product(Polarity, Modality) if pair != ("Affirmed", "Actual")])
@pytest.mark.parametrize("fact", graphs.FACTS, ids=lambda fact: f"{fact.relation}-{fact.id[:4]}")
def test_what_is_not_actual_is_only_a_statement(fact: Fact, status: tuple[Polarity, Modality]) -> None:
    polarity, modality = status
    store = load(replace(graphs.small(), facts=(replace(fact, polarity=polarity, modality=modality),)))
    assert ask(
        store,
        f"?f a rdf:Statement ; kg:polarity kg:{polarity} ; kg:modality kg:{modality} ; "
        f"rdf:subject <{fact.subject}> ; rdf:predicate kg:{ontology.predicate(fact)} ; rdf:object ?o ; "
        f"prov:wasDerivedFrom ?s",
    )
    for name in (prop.name for prop in ontology.RELATIONS):
        assert not ask(store, f"?s {name} ?o")
    assert not ask(store, "VALUES ?c { opengov:VoteEvent schema:Quotation org:Membership } ?x a ?c")


def test_a_non_actual_tally_keeps_its_numbers(small: ox.Store) -> None:
    assert ask(
        small,
        "?f a rdf:Statement ; rdf:predicate kg:voteTally ; kg:outcome kg:Rejected ; "
        "opengov:count [ a opengov:NoCount ; rdf:value 9 ]",
    )


def test_facts_that_differ_in_role_are_one_statement(small: ox.Store) -> None:
    facts = select(small, "?f rdf:predicate kg:represents ; kg:confidence ?c")
    assert [confidence for confidence, _ in facts] == ["0.97"]
    assert ask(
        small,
        "?f kg:role 'ambassador', 'permanent representative' ; kg:at <institution/united-nations> ; "
        "kg:attestedOn '2022-02-28'^^xsd:date, '2022-03-02'^^xsd:date",
    )
    spans = select(small, "?f rdf:predicate kg:represents ; prov:wasDerivedFrom/oa:hasSource ?d")
    assert [document for document, _ in spans] == [f"{BASE}document/003_a", f"{BASE}document/004_b"]


def test_statement_id_is_the_written_iri(small: ox.Store) -> None:
    for fact in graphs.FACTS:
        if fact is not graphs.TALLY:
            assert ask(small, f"<{ontology.statement_id(fact)}> a prov:Entity")
    with pytest.raises(GraphError, match="vote event"):
        ontology.statement_id(graphs.TALLY)


def test_a_membership_per_role(small: ox.Store) -> None:
    query = "?m a org:Membership ; org:organization ?a ; opengov:onBehalfOf ?b ; org:role/rdfs:label ?c"
    assert [row[:3] for row in select(small, query)] == [
        (f"{BASE}country/UKR", f"{BASE}country/UKR", "permanent representative"),
        (f"{BASE}institution/united-nations", f"{BASE}country/UKR", "ambassador"),
    ]


def test_a_tally_leaves_out_what_is_unknown(small: ox.Store) -> None:
    assert ask(
        small,
        "<vote/003_a-1> a opengov:VoteEvent ; opengov:motion <resolution/S-RES-2623-2022> ; "
        "schema:organizer <institution/united-nations-security-council> ; kg:outcome kg:Adopted ; "
        "opengov:count [ a opengov:YesCount ; rdf:value 11 ] ; schema:startDate '2022-02-27'^^xsd:date",
    )
    assert not ask(small, "?v opengov:count [ a opengov:AbstainCount ]")


def test_votes_are_numbered_by_place_in_their_first_document() -> None:
    words = ["It might fail 3-9", "The Council adopted it 11-1"]
    found = [graphs.quote(graphs.A, word) for word in words]
    tally = (Relation.VOTE_TALLY, graphs.COUNCIL, graphs.RESOLUTION)
    facts = tuple(graphs.fact(*tally, at, for_=number) for number, at in enumerate(found))
    store = load(replace(graphs.small(), facts=facts))
    assert ask(store, "<vote/003_a-1> opengov:count [ rdf:value 1 ] . <vote/003_a-2> opengov:count [ rdf:value 0 ]")


def test_a_quotation_heard_twice_is_one(small: ox.Store) -> None:
    assert ask(
        small,
        "?q a schema:Quotation ; schema:creator <person/sergiy-kyslytsya> ; kg:cue 'told', 'said' ; "
        "schema:text 'Help is on the way' ; kg:confidence 0.9 ; "
        "schema:recordedAt <meeting/emergency-special-session-11>",
    )
    assert len(select(small, "?q a schema:Quotation")) == 1


def test_documents_name_the_run_that_made_the_graph(small: ox.Store) -> None:
    assert ask(
        small,
        "<document/003_a> a kg:Document, schema:Article, prov:Entity ; dcterms:title 'Vote “today”' ; "
        "dcterms:issued '2022-02-28'^^xsd:date ; dcterms:publisher 'CBS News' ; kg:sha256 ?hash ; "
        "dcterms:source 'seeds/003_a.txt' ; prov:wasGeneratedBy ?run . ?run a prov:Activity ; "
        "prov:wasAssociatedWith [ rdfs:label 'diplokg' ; schema:softwareVersion '0.1.0' ]",
    )


def test_same_bytes_under_any_hash_seed_and_order() -> None:
    script = (
        "import sys; from dataclasses import replace; from tests.graphs import small;"
        "from kg.export.turtle import turtle;"
        "from kg.export.ontology import ontology_turtle; g = small();"
        "g = replace(g, facts=tuple(sorted(g.facts, key=hash)), entities=tuple(sorted(g.entities, key=hash)));"
        "sys.stdout.buffer.write((turtle(g) + ontology_turtle()).encode())"
    )
    outputs = set()
    for seed in ("0", "1", "4711"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        outputs.add(subprocess.run([sys.executable, "-c", script], env=env, check=True, capture_output=True).stdout)
    assert outputs == {(turtle(graphs.small()) + ontology.ontology_turtle()).encode()}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_ids_and_texts_come_back(text: str) -> None:
    graph = graphs.with_article(graphs.article(text, f"{text} and {text}"))
    written = turtle(graph)
    assert same_in_both_parsers(written)
    (row,) = select(
        load(graph),
        "?a oa:exact ?b . ?c kg:rule ?d ; kg:role ?e . "
        "?f a kg:Document ; dcterms:identifier ?g . ?h a kg:Person ; rdfs:label ?i",
    )
    assert row[1] == row[4] == row[8] == f"{text} and {text}"
    assert row[3] == row[6] == text
    again = rdflib.Graph().parse(data=written)
    assert set(again.subjects(rdflib.RDF.type, ontology.iri("kg:Document"))) == {rdflib.URIRef(row[5])}
    assert row[5].startswith(f"{BASE}document/")
    assert not {".", ".."} & set(row[5].split("/"))  # a step up the path would be resolved away


def test_hostile_ids_stay_apart() -> None:
    ids = [*HOSTILE, "%2E%2E", "a%20b#c", "a b%23c"]
    documents = tuple(graphs.article(id, "x") for id in ids)
    assert len(select(load(Graph(documents)), "?d a kg:Document")) == len(ids)


def test_no_clock_no_machine_in_an_empty_graph() -> None:
    assert select(load(Graph()), "?s ?p ?o FILTER NOT EXISTS { ?s a prov:Activity }") == []


def test_write_and_base(tmp_path: Path) -> None:
    write_turtle(graphs.small(), tmp_path / "g.ttl", base="https://news.example/kg#")
    data = (tmp_path / "g.ttl").read_bytes()
    assert b"example.org" not in data
    assert b"\r" not in data
    assert len(rdflib.Graph().parse(data=data)) == len(rdflib.Graph().parse(data=turtle(graphs.small())))
    for base in ("https://example.org/kg", "kg/", "https://exa mple.org/", "https://a/> <b/"):
        with pytest.raises(ValueError, match="base"):
            turtle(graphs.small(), base=base)


BAD = {
    "no property": graphs.fact(Relation.VOTED_ON, graphs.CHINA, graphs.RESOLUTION, choice="perhaps"),
    "no object": graphs.fact(Relation.SPOKE_AT, graphs.CHINA, None),
    "no text": graphs.fact(Relation.SAID, graphs.CHINA, None),
    "entity 'person/nobody' is unknown": graphs.fact(Relation.MET_WITH, graphs.CHINA, "person/nobody"),
    "qualifier 'mood'": graphs.fact(Relation.MET_WITH, graphs.CHINA, graphs.RUSSIA, mood="cold"),
    "confidence": graphs.fact(Relation.MET_WITH, graphs.CHINA, graphs.RUSSIA, confidence=float("nan")),
    "for is": graphs.fact(Relation.VOTE_TALLY, graphs.COUNCIL, graphs.RESOLUTION, for_="a dozen"),
    "outcome 'Postponed'": graphs.fact(Relation.VOTE_TALLY, graphs.COUNCIL, graphs.RESOLUTION, outcome="Postponed"),
    "role 'host'": Fact(Relation.PART_OF, pairs({"subject": graphs.COUNCIL, "object": graphs.UN, "host": graphs.UN})),
}


@pytest.mark.parametrize("message", BAD)
def test_nothing_is_dropped_in_silence(message: str) -> None:
    fact = replace(BAD[message], evidence=(graphs.quote(graphs.A, "China abstained"),))
    with pytest.raises(GraphError, match=message):
        turtle(replace(graphs.small(), facts=(fact,)))


@pytest.mark.parametrize(
    ("evidence", "message"),
    [
        ((), "no evidence"),
        ((Evidence("003_a", 0, 3, "abc"),), "does not read"),
        ((Evidence("003_a", 9, 9, ""),), "does not read"),
        ((Evidence("nowhere", 0, 3, "abc"),), "document 'nowhere' is unknown"),
    ],
)
def test_evidence_must_be_there_and_true(evidence: tuple[Evidence, ...], message: str) -> None:
    with pytest.raises(GraphError, match=message):
        turtle(replace(graphs.small(), facts=(replace(graphs.SPOKE, evidence=evidence),)))


def test_an_unknown_identifier_or_half_a_character_is_refused() -> None:
    for scheme, value in (("lei", "x"), ("wikidata", "Q1> .")):
        entity = replace(graphs.ENTITIES[0], identifiers=((scheme, value),))
        with pytest.raises(GraphError, match=scheme):
            turtle(Graph((graphs.A,), (entity,)))
    for broken in (graphs.article("a\udcff", "x"), graphs.article("a", "x\ud800")):
        with pytest.raises(GraphError, match="surrogate"):
            turtle(graphs.with_article(broken))


def test_a_relation_missing_from_the_table_stops_the_export(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(ontology._RELATIONS, "spokeAt")
    with pytest.raises(GraphError, match="spokeAt"):
        turtle(graphs.small())


def test_the_table_knows_every_type_relation_and_status() -> None:
    names = {term.name for term in (*ontology.CLASSES, *ontology.RELATIONS, *ontology.INDIVIDUALS)}
    for kind in (EntityType, Relation, Polarity, Modality):
        assert {f"kg:{value}" for value in kind} <= names
    text = ontology.ontology_turtle()
    assert all(f"\n{name} a " in text for name in names)


@pytest.fixture(scope="module")
def score() -> ModuleType:
    if not SCORE.exists():
        pytest.skip(f"{SCORE} is not here: it belongs to the workshop, not to the package")
    spec = importlib.util.spec_from_file_location("score", SCORE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_scorer_reads_it(score: ModuleType, tmp_path: Path) -> None:
    write_turtle(graphs.small(), tmp_path / "g.ttl")
    graph = score.Graph(tmp_path / "g.ttl")
    facts = {(doc, relation, choice, actual) for doc, relation, choice, _, _, actual in graph.facts()}
    assert {
        ("003_a", "represents", None, True),
        ("004_b", "represents", None, True),
        ("003_a", "metWith", None, False),
        ("003_a", "votedOn", "against", True),
        ("003_a", "votedOn", "against", False),
    } <= facts
    assert {row[:2] for row in graph.quotes()} == {("003_a", "Help is on the way"), ("004_b", "Help is on the way")}
    (tally,) = graph.tallies()
    assert tally[1:6] == ("003_a", "11", "1", None, "https://w3id.org/diplokg/ns#Adopted")
    assert len(graph.spans()) == len(graphs.FACTS)
    assert graph.matches(f"{BASE}meeting/emergency-special-session-11", ["United Nations"])
    assert (f"{BASE}country/RUS", "votedAgainst", f"{BASE}resolution/S-RES-2623-2022") in graph.plain()
