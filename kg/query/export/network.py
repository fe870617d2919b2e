"""An opened graph → networks for Gephi and the like: GraphML and GEXF, a node a thing, an edge a fact told as done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree import ElementTree as ET

from kg.query.export.records import facts, things
from kg.query.store import Source

_NODE: Final = ("type", "names", "identifiers", "date")
_EDGE: Final = ("relation", "fact", "role", "at", "confidence", "attested", "words", "documents")


def _nodes(source: Source) -> list[tuple[str, str, Mapping[str, str]]]:
    """Id, label and attributes."""
    return [
        (t.id, t.label, {"type": t.type, "names": "; ".join(t.names), "identifiers": "; ".join(t.identifiers),
                         "date": t.date})
        for t in things(source)
    ]  # fmt: skip


def _edges(source: Source, known: set[str]) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """Both ends and attributes of what is told as done between two things."""
    for fact in facts(source):
        if fact.actual and fact.subject in known and fact.object in known:
            attributes = {
                "relation": fact.relation, "fact": fact.id, "role": fact.role, "at": "; ".join(fact.at),
                "confidence": fact.confidence, "attested": "; ".join(fact.attested),
                "words": " / ".join(place.words for place in fact.places),
                "documents": "; ".join(dict.fromkeys(place.document for place in fact.places)),
            }  # fmt: skip
            yield fact.subject, fact.object, attributes


def graphml(source: Source) -> bytes:
    """GraphML (http://graphml.graphdrawing.org/specification.html)."""
    root = ET.Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    for kind, names in (("node", ("label", *_NODE)), ("edge", _EDGE)):
        for name in names:
            datatype = "double" if name == "confidence" else "string"
            ET.SubElement(root, "key", {"id": f"{kind}-{name}", "for": kind, "attr.name": name, "attr.type": datatype})
    graph = ET.SubElement(root, "graph", edgedefault="directed")
    nodes = _nodes(source)
    for id, label, attributes in nodes:
        _data(ET.SubElement(graph, "node", id=id), "node", {"label": label, **attributes})
    for number, (start, end, attributes) in enumerate(_edges(source, {id for id, _, _ in nodes})):
        _data(ET.SubElement(graph, "edge", id=f"e{number}", source=start, target=end), "edge", attributes)
    return _text(root)


def _data(element: ET.Element, kind: str, attributes: Mapping[str, str]) -> None:
    for name, value in attributes.items():
        if value:
            ET.SubElement(element, "data", key=f"{kind}-{name}").text = _clean(value)


def gexf(source: Source) -> bytes:
    """GEXF 1.3 (https://gexf.net/schema.html)."""
    root = ET.Element("gexf", xmlns="http://gexf.net/1.3", version="1.3")
    graph = ET.SubElement(root, "graph", defaultedgetype="directed", mode="static")
    for kind, names in (("node", _NODE), ("edge", _EDGE)):
        table = ET.SubElement(graph, "attributes", {"class": kind})
        for name in names:
            datatype = "double" if name == "confidence" else "string"
            ET.SubElement(table, "attribute", id=f"{kind}-{name}", title=name, type=datatype)
    nodes, places, lines = _nodes(source), ET.SubElement(graph, "nodes"), ET.SubElement(graph, "edges")
    for id, label, attributes in nodes:
        _values(ET.SubElement(places, "node", id=id, label=_clean(label)), "node", attributes)
    for number, (start, end, attributes) in enumerate(_edges(source, {id for id, _, _ in nodes})):
        edge = {"id": f"e{number}", "source": start, "target": end, "label": attributes["relation"],
                "kind": attributes["relation"]}  # fmt: skip
        _values(ET.SubElement(lines, "edge", edge), "edge", attributes)
    return _text(root)


def _values(element: ET.Element, kind: str, attributes: Mapping[str, str]) -> None:
    values = ET.SubElement(element, "attvalues")
    for name, value in attributes.items():
        if value:
            ET.SubElement(values, "attvalue", {"for": f"{kind}-{name}", "value": _clean(value)})


def _clean(text: str) -> str:
    """The text without characters that XML cannot hold (https://www.w3.org/TR/xml/#charsets)."""
    return "".join(c if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff") else "\ufffd" for c in text)


def _text(root: ET.Element) -> bytes:
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"
