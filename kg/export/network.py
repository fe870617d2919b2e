"""Graph → a networkx multigraph, and GraphML for Gephi, yEd or ``networkx.read_graphml``.

Only what a text tells as affirmed and actual, and what has an object, becomes an edge; the Turtle file holds the rest,
and the votes that stand in official tables alone. From these come the edges ``agreement`` between countries.
Format: http://graphml.graphdrawing.org/specification.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Final, TypeAlias

import networkx as nx

from kg.agreement import agreement
from kg.errors import GraphError
from kg.export.contract import check
from kg.types import COUNTS, Entity, Fact, Graph

Network: TypeAlias = "nx.MultiDiGraph[str]"
AGREEMENT: Final = "agreement"
"""``relation`` of an edge whose ``weight`` is the share of ``votes`` common ones in which two countries chose alike."""
# What XML 1.0 cannot hold, even escaped: https://www.w3.org/TR/xml/#charsets
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_networkx(graph: Graph) -> Network:
    """A node per entity, an edge per affirmed, actual fact with an object; the edge's key is the fact's id.

    Text attributes are always there, empty if unknown. The numbers of a tally (``for``, ``against``, ``abstained``)
    are on the edge only if known, since 0 would be a claim.

    Raises:
        GraphError: if the graph does not keep to the contract (see ``contract.check``) or holds a fact twice.
    """
    check(graph)
    graph = graph.of_texts()
    contradicted = {verdict.fact for verdict in graph.verdicts if not verdict.confirmed}
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for entity in sorted(graph.entities, key=lambda entity: entity.id):
        network.add_node(entity.id, **_node(entity))
    for one, other, same, common in agreement(graph.rollcalls):
        if one in network and other in network:
            network.add_edge(
                one, other, key="agreement", relation=AGREEMENT, weight=round(same / common, 4), votes=common
            )
    for fact in sorted(graph.facts, key=lambda fact: fact.id):
        if fact.actual and fact.object is not None and fact.id not in contradicted:
            if network.has_edge(fact.subject, fact.object, key=fact.id):
                raise GraphError(f"fact {fact.id} is there twice")
            network.add_edge(fact.subject, fact.object, key=fact.id, **_edge(fact))
    return network


def write_graphml(graph: Graph, path: Path) -> None:
    r"""Write a graph as GraphML in UTF-8, the same bytes for the same graph.

    Characters that XML cannot hold are written as ``\uXXXX``, in ids as well.

    Raises:
        GraphError: as ``to_networkx``; then the file is not touched.
        OSError: if the file cannot be written.
    """
    _write(to_networkx(graph), path)


def write_agreement(pairs: Iterable[tuple[str, str, float, int]], path: Path) -> None:
    """Write who votes with whom as GraphML: a node a country, an edge a pair with ``weight`` and ``votes``.

    Args:
        pairs: two names, the votes in which they chose alike, the votes in common.
        path: where it goes.

    Raises:
        OSError: if the file cannot be written.
    """
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for one, other, alike, common in pairs:
        for name in (one, other):
            network.add_node(name, label=name, type="Country")
        network.add_edge(one, other, key=AGREEMENT, relation=AGREEMENT, weight=round(alike / common, 4), votes=common)
    _write(network, path)


def communities(pairs: Iterable[tuple[str, str, float, int]]) -> list[tuple[str, ...]]:
    """Names that agree with each other more than the mean pair does, by the Louvain method; the largest group first.

    Blondel et al. 2008, https://doi.org/10.1088/1742-5468/2008/10/P10008; the seed is fixed.
    """
    shares = [(one, other, alike / common) for one, other, alike, common in pairs]
    mean = sum(share for *_, share in shares) / len(shares) if shares else 0.0
    network: nx.Graph[str] = nx.Graph()
    for one, other, share in sorted(shares):
        network.add_nodes_from((one, other))
        if share > mean:
            network.add_edge(one, other, weight=share - mean)
    found = nx.community.louvain_communities(network, seed=0) if shares else []
    return sorted((tuple(sorted(group)) for group in found), key=lambda group: (-len(group), group))


def _write(network: nx.MultiDiGraph[str], path: Path) -> None:
    clean: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, data in network.nodes(data=True):
        clean.add_node(_xml(node), **_xml_values(data))
    for source, target, key, data in network.edges(keys=True, data=True):
        clean.add_edge(_xml(source), _xml(target), key=key, **_xml_values(data))
    out = BytesIO()
    # Not write_graphml: that one takes lxml where it is installed, and formats differently.
    nx.write_graphml_xml(clean, out)
    path.write_bytes(out.getvalue())


def _node(entity: Entity) -> dict[str, str]:
    return {
        "label": entity.label,
        "type": entity.type.value,
        "names": " | ".join(entity.names),
        "iso": entity.identifier("iso3166-1-alpha-3") or "",
        "wikidata": entity.identifier("wikidata") or "",
        "symbol": entity.identifier("symbol") or "",
        "body": entity.body or "",
        "date": entity.date.isoformat() if entity.date else "",
    }


def _edge(fact: Fact) -> dict[str, str | int | float]:
    first = min(fact.evidence)
    numbers = {key: int(value) for key in COUNTS if (value := fact.qualifier(key)) is not None}
    return {
        "relation": fact.relation.value,
        "role": fact.qualifier("role") or "",
        "choice": fact.qualifier("choice") or "",
        "outcome": fact.qualifier("outcome") or "",
        "at": fact.at or "",
        "confidence": float(fact.confidence),
        "rule": fact.rule,
        "date": min(fact.dates).isoformat() if fact.dates else "",
        "evidence": first.quote,
        "document": first.article,
        "places": len(fact.evidence),
        **numbers,
    }


def _xml(text: str) -> str:
    return _NOT_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _xml_values(data: dict[str, object]) -> dict[str, object]:
    return {key: _xml(value) if isinstance(value, str) else value for key, value in data.items()}
