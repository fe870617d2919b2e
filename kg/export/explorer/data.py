"""Graph → the data of the page: nodes with their places, the edges that are drawn, facts, documents.

Offsets count Unicode characters, as in the graph; the page turns them into JavaScript's.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from kg.errors import GraphError
from kg.export.explorer.places import is_large, place
from kg.export.explorer.record import Record
from kg.export.explorer.sentence import marks, quoted, sentence_around
from kg.export.explorer.titles import plain, titles
from kg.export.statements import Facts, Names
from kg.types import Article, Entity, Evidence, Fact, Graph, Polarity, Relation

Json = dict[str, Any]  # what json.dumps takes; Any, because its values nest
_WIDE: Final = 22  # characters of a line of a label in the picture


@cache
def style() -> Json:
    """Colours, shapes and words of types, relations, choices and statuses (``style.json``)."""
    loaded: Json = json.loads((Path(__file__).parent / "style.json").read_text(encoding="utf-8"))
    return loaded


def page_data(graph: Graph, *, title: str, texts: bool, tables: bool = False) -> Json:
    """Everything the page shows, ready for JSON; ``window.kgdata()`` returns it.

    Without ``tables`` the rows of voting tables are no lines of it, only what they say of the votes that texts tell.

    Raises:
        GraphError: if a fact names an entity or an article that the graph lacks.
    """
    _check(graph)
    record, statements = Record(graph), _statements(graph)
    graph = graph if tables else graph.of_texts()
    articles = {article.id: article for article in graph.documents}
    named = titles(graph, texts=texts)
    links = _links(graph)
    nodes = _nodes(graph, links)
    return {
        "title": title,
        "summary": summary(graph),
        "style": style(),
        "nodes": nodes,
        "links": links,
        "facts": [
            {"id": statements[fact.id]} | _fact(fact, articles, texts) | record.verdict(fact.id) for fact in graph.facts
        ],
        "rollcalls": record.rollcalls(),
        "documents": [_document(article, named[article.id], texts) for article in graph.documents],
        "texts": texts,
        "large": is_large(nodes, links),
        "tools": dict(graph.tools),
        **({"withTables": True} if tables else {}),
    }


def _check(graph: Graph) -> None:
    """Raises GraphError if a fact names what the graph lacks."""
    entities = {entity.id for entity in graph.entities}
    articles = {article.id for article in graph.documents}
    for fact in graph.facts:
        for role, id in fact.roles:
            if id not in entities:
                raise GraphError(f"fact {fact.id} names {id!r} as its {role}, which is not in the graph")
        for evidence in fact.evidence:
            if evidence.article not in articles:
                raise GraphError(f"fact {fact.id} cites article {evidence.article!r}, which is not in the graph")


def _nodes(graph: Graph, links: Sequence[Json]) -> list[Json]:
    """All entities with their places; those that are only mentioned stand below the rest."""
    taking_part = {id for fact in graph.facts for _, id in fact.roles}
    tallies = _tallies(graph)
    labels = {entity.id: entity.label for entity in graph.entities}
    nodes = [
        _node(entity, entity.id not in taking_part, tallies.get(entity.id))
        | {"lines": _lines(entity, labels.get(entity.body or "", ""))}
        for entity in graph.entities
    ]
    place(nodes, links)
    return nodes


def _node(entity: Entity, mentioned: bool, tally: Json | None) -> Json:
    """One entity as the page wants it, without its place."""
    name = plain(entity.label) or entity.id
    node: Json = {
        "id": entity.id,
        "type": entity.type.value,
        "label": name,
        "names": [plain(name) for name in entity.names],
        "identifiers": dict(entity.identifiers),
        "body": entity.body,
        "date": entity.date.isoformat() if entity.date else None,
        "documents": list(entity.documents),
        "mentioned": mentioned,
    }
    if tally:
        node["tally"] = tally
    return node


def _lines(entity: Entity, body: str) -> list[str]:
    """The label in the picture: a few short lines.

    What is named after its body and date ("Security Council, 2022-02-27: demand a ceasefire") is told
    apart by what follows, so that comes alone, if there is anything.
    """
    name = plain(entity.label) or entity.id
    parts = name.split(", ")  # "draft resolution, Security Council, 25 February 2022"
    if len(name) > _WIDE and len(parts) == 3 and all(len(part) < _WIDE for part in parts):
        return [f"{parts[0]},", f"{parts[1]},", parts[2]]
    if not body or not name.startswith(f"{body}, "):
        return textwrap.wrap(name, _WIDE, max_lines=2, placeholder=" …")
    own = re.sub(r"^\d{4}-\d\d-\d\d[:,]? *", "", name.removeprefix(f"{body}, "))
    return textwrap.wrap(own or name, _WIDE, max_lines=3, placeholder=" …")


def _tallies(graph: Graph) -> dict[str, Json]:
    """Resolution → the fullest tally told as a fact."""
    best: dict[str, Json] = {}
    for fact in graph.of(Relation.VOTE_TALLY):
        if fact.actual and fact.object and len(fact.qualifiers) > len(best.get(fact.object, {})):
            best[fact.object] = dict(fact.qualifiers)
    return best


def _status(fact: Fact) -> str:
    """``actual``, ``denied`` (whatever its modality) or the modality in lower case."""
    return "denied" if fact.polarity is Polarity.NEGATED else fact.modality.value.lower()


def _links(graph: Graph) -> list[Json]:
    """The drawn edges: facts alike in ends, relation, status and choice share one."""
    bundles: dict[tuple[str, ...], list[int]] = {}
    for k, fact in enumerate(graph.facts):
        head, tail, at = fact.subject, fact.object, fact.at
        kind = (fact.relation.value, _status(fact), fact.qualifier("choice") or "")
        if tail is not None:
            ends = sorted((head, tail)) if fact.relation is Relation.MET_WITH else [head, tail]
            bundles.setdefault((*ends, *kind, ""), []).append(k)
        if at is not None and at != tail and fact.relation is Relation.REPRESENTS:
            bundles.setdefault((head, at, *kind, "at"), []).append(k)
    beside: dict[frozenset[str], int] = {}
    for key in bundles:
        pair = frozenset(key[:2])
        beside[pair] = beside.get(pair, 0) + 1
    seen: dict[frozenset[str], int] = {}
    links = []
    for number, (key, facts) in enumerate(sorted(bundles.items())):
        pair = frozenset(key[:2])
        seen[pair] = seen.get(pair, 0) + 1
        lane = seen[pair] - (beside[pair] + 1) / 2
        step = min(0.22, 2.0 / beside[pair]) if key[0] <= key[1] else -min(0.22, 2.0 / beside[pair])
        bend = round(step * lane, 2) + 0.0
        names = ("source", "target", "relation", "status", "choice")
        link: Json = dict(zip(names, key, strict=False))
        links.append({"id": f"e{number}", **link, "at": key[5] == "at", "bend": bend, "facts": facts})
    return links


def _statements(graph: Graph) -> dict[str, str]:
    """Fact → its id in the page: the name of its node in the Turtle, behind a space a number if it shares the node."""
    try:
        computed = {id: str(node) for id, node in Facts(graph, Names("")).nodes().items()}
    except GraphError:  # what no Turtle can hold: each has its own id
        computed = {fact.id: fact.id for fact in graph.facts}
    given, seen, result = computed | dict(graph.nodes), Counter[str](), dict[str, str]()
    for fact in graph.facts:
        node = given[fact.id]
        seen[node] += 1
        result[fact.id] = node if seen[node] == 1 else f"{node} {seen[node]}"
    return result


def _fact(fact: Fact, articles: Mapping[str, Article], texts: bool) -> Json:
    return {
        "relation": fact.relation.value,
        "subject": fact.subject,
        "object": fact.object,
        "at": fact.at,
        "qualifiers": dict(fact.qualifiers),
        "status": _status(fact),
        "polarity": fact.polarity.value,
        "modality": fact.modality.value,
        "dates": [date.isoformat() for date in fact.dates],
        "confidence": round(fact.confidence, 4),
        "rule": fact.rule,
        "evidence": [_evidence(evidence, articles[evidence.article].text, texts) for evidence in fact.evidence],
    }


def _evidence(evidence: Evidence, text: str, whole: bool) -> Json:
    """The span, its words and, of a text that is at hand, its sentence.

    That is, if the ``whole`` text goes into the page, bounds in its characters and the marks of what is cut there;
    else the words before and behind the span.
    """
    result: Json = {"document": evidence.article, "start": evidence.start, "end": evidence.end,
                    "quote": evidence.quote}  # fmt: skip
    if text and whole:
        bounds = sentence_around(text, evidence.start, evidence.end)
        result["sentence"] = [*bounds, *marks(text, *bounds)]
    elif text:
        result["around"] = list(quoted(text, evidence.start, evidence.end))
    return result


def _document(article: Article, title: str, texts: bool) -> Json:
    document: Json = {
        "id": article.id,
        "title": title,
        "source": article.source,
        "date": article.date.isoformat() if article.date else None,
        "publisher": article.publisher,
        "sha256": article.sha256,
    }
    return document | {"text": article.text} if texts and article.text else document


# -------------------------------------------------------------------------------------- the summary


def summary(graph: Graph) -> str:
    """One sentence: what the reader has before them."""
    kinds = {kind["key"]: kind for kind in style()["types"]}
    taking_part = {id for fact in graph.facts for _, id in fact.roles}
    tables = sum(document.kind == "votes" for document in graph.documents)
    articles = len(graph.documents) - tables
    parts = [_count(articles, "article", "articles")] if articles or not tables else []
    parts += [_count(tables, "voting table", "voting tables")] if tables else []
    for key, kind in kinds.items():
        number = sum(entity.type.value == key and entity.id in taking_part for entity in graph.entities)
        parts += [_count(number, kind["one"], kind["many"])] if number else []
    quotations = sum(fact.relation is Relation.SAID for fact in graph.facts)
    done = sum(fact.actual and fact.relation is not Relation.SAID for fact in graph.facts)
    other = len(graph.facts) - quotations - done
    text = f"{', '.join(parts)}: {_count(done, 'fact', 'facts')} stated as done"
    text += f", {other:,} only planned, denied or claimed" if other else ""
    return text + (f", {_count(quotations, 'quotation', 'quotations')}." if quotations else ".")


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
