"""GraphML export: what networkx reads back is what the graph holds."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest

from kg.errors import GraphError
from kg.export.network import to_networkx, write_graphml
from kg.types import Graph
from tests import graphs

ROOT = Path(__file__).parent.parent
ACTUAL = [graphs.AMBASSADOR, graphs.REPRESENTATIVE, graphs.AGAINST, graphs.ABSTAINED, graphs.SPOKE, graphs.TALLY]


def read(graph: Graph, path: Path) -> nx.MultiDiGraph:
    write_graphml(graph, path)
    return nx.read_graphml(path, force_multigraph=True)


def test_an_edge_per_actual_fact_with_an_object() -> None:
    network = to_networkx(graphs.small())
    assert {key for _, _, key in network.edges(keys=True)} == {fact.id for fact in ACTUAL}
    assert set(network) == {entity.id for entity in graphs.ENTITIES}


def test_nodes_and_edges_tell_what_they_are() -> None:
    network = to_networkx(graphs.small())
    russia = network.nodes[graphs.RUSSIA]
    assert (russia["label"], russia["type"], russia["names"]) == ("Russia", "Country", "Russian Federation")
    assert (russia["iso"], russia["wikidata"]) == ("RUS", "Q159")
    assert network.nodes[graphs.UN]["names"] == "U.N. | UN"
    vote = network.edges[graphs.RUSSIA, graphs.RESOLUTION, graphs.AGAINST.id]
    assert (vote["relation"], vote["choice"], vote["confidence"]) == ("votedOn", "against", 0.98)
    assert (vote["evidence"], vote["document"]) == ("with only Russia voting against it", "003_a")
    assert vote["date"] == "2022-02-28"
    tally = network.edges[graphs.COUNCIL, graphs.RESOLUTION, graphs.TALLY.id]
    assert (tally["for"], tally["against"], tally["outcome"]) == (11, 1, "Adopted")
    assert "abstained" not in tally


def test_networkx_reads_back_the_same_network(tmp_path: Path) -> None:
    network = to_networkx(graphs.small())
    back = read(graphs.small(), tmp_path / "g.graphml")
    assert dict(back.nodes(data=True)) == dict(network.nodes(data=True))
    assert sorted(back.edges(keys=True)) == sorted(network.edges(keys=True))
    for source, target, key, data in network.edges(keys=True, data=True):
        found = {name: value for name, value in back.edges[source, target, key].items() if name != "id"}
        assert found == data
    plain = nx.read_graphml(tmp_path / "g.graphml")
    assert (len(plain), plain.number_of_edges()) == (len(network), network.number_of_edges())


@pytest.mark.parametrize("text", ["a\x00b\x1f", '<a> & "b" \']]>', "Київ 北京 😀", "x\ny\tz", "half \ud800", "\ufffe"])
def test_hostile_texts_make_valid_xml(text: str, tmp_path: Path) -> None:
    graph = graphs.with_article(graphs.article(text, text))
    back = read(graph, tmp_path / "g.graphml")
    assert (len(back), back.number_of_edges()) == (2, 1)
    assert ET.parse(tmp_path / "g.graphml").getroot().tag == "{http://graphml.graphdrawing.org/xmlns}graphml"
    if text.isprintable() or "\n" in text:
        assert back.nodes[f"person/{text}"]["label"] == text


def test_same_bytes_under_any_hash_seed(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from dataclasses import replace; from tests.graphs import small;"
        "from kg.export.network import write_graphml; g = small();"
        "write_graphml(replace(g, facts=tuple(sorted(g.facts, key=hash))), Path(sys.argv[1]))"
    )
    outputs = set()
    for seed in ("0", "1", "4711"):
        path = tmp_path / f"{seed}.graphml"
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        subprocess.run([sys.executable, "-c", script, str(path)], env=env, check=True)
        outputs.add(path.read_bytes())
    assert len(outputs) == 1


def test_an_empty_graph_is_a_valid_file(tmp_path: Path) -> None:
    assert len(read(Graph(), tmp_path / "g.graphml")) == 0


def test_a_fact_given_twice_is_refused_and_no_file_written(tmp_path: Path) -> None:
    graph = replace(graphs.small(), facts=(graphs.SPOKE, replace(graphs.SPOKE, confidence=0.5)))
    with pytest.raises(GraphError, match="twice"):
        write_graphml(graph, tmp_path / "g.graphml")
    assert not (tmp_path / "g.graphml").exists()
