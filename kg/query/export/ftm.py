"""An opened graph → FollowTheMoney entities, a JSON object a line (https://followthemoney.tech/docs/).

Its model knows what is so, not what is only planned, denied or reported: facts that are not told as done are left out,
so are claims that the official record contradicts, and quotations, for which it has no schema.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from kg.query.export.records import Document, Fact, Thing, documents, facts, things
from kg.query.store import Source

_SCHEMATA: Final = {
    "Person": "Person", "Country": "PublicBody", "Institution": "Organization", "Meeting": "Event",
    "Resolution": "Document",
}  # fmt: skip
_LINKS: Final = {
    "represents": ("Representation", "agent", "client"),
    "memberOf": ("Membership", "member", "organization"),
}
_AGENTS: Final = frozenset({"Person", "Country", "Institution"})


def follow_the_money(source: Source) -> bytes:
    """All things and documents, and the facts between people, countries and institutions."""
    found = {thing.id: thing for thing in things(source)}
    entities = [*map(_thing, found.values()), *map(_document, documents(source)), *_links(facts(source), found)]
    return "".join(json.dumps(entity, ensure_ascii=False, sort_keys=True) + "\n" for entity in entities).encode()


def _id(id: str) -> str:
    """An id of the form that FollowTheMoney takes: letters, digits, dots and hyphens; another id gives another."""
    dotted = id.replace("/", ".")
    plain = re.sub("[^0-9a-zA-Z.-]", "-", dotted).strip(".-")
    return plain if plain == dotted else f"{plain}-{hashlib.sha256(id.encode()).hexdigest()[:8]}".lstrip("-")


def _entity(id: str, schema: str, **properties: Iterable[str]) -> dict[str, Any]:
    given = {name: sorted({value for value in values if value}) for name, values in properties.items()}
    return {"id": _id(id), "schema": schema, "properties": {name: values for name, values in given.items() if values}}


def _thing(thing: Thing) -> dict[str, Any]:
    schema = _SCHEMATA[thing.type]
    items = [iri.rsplit("/", 1)[-1] for iri in thing.same_as]
    if schema == "Document":
        return _entity(thing.id, schema, title=[thing.label], date=[thing.date])
    more = {"date": [thing.date]} if schema == "Event" else {}
    return _entity(thing.id, schema, name=[thing.label], alias=thing.names, wikidataId=items, **more)


def _document(document: Document) -> dict[str, Any]:
    web = document.source if document.source.startswith(("http://", "https://")) else ""
    schema = "Document" if document.kind == "votes" else "Article"
    return _entity(document.id, schema, title=[document.title or document.id], date=[document.date],
                   publisher=[document.publisher], sourceUrl=[web])  # fmt: skip


def _links(found: Iterable[Fact], known: dict[str, Thing]) -> Iterator[dict[str, Any]]:
    for fact in found:
        ends = [known.get(id) for id in (fact.subject, fact.object)]
        if not fact.actual or not all(end and (end.type in _AGENTS or fact.relation not in _LINKS) for end in ends):
            continue
        schema, one, other = _LINKS.get(fact.relation, ("UnknownLink", "subject", "object"))
        yield _entity(
            fact.id, schema,
            **{one: [_id(fact.subject)], other: [_id(fact.object)]},
            role=[fact.role if schema == "Representation" else fact.relation],
            date=fact.attested,
            proof=[_id(place.document) for place in fact.places],
            description=[place.words for place in fact.places],
        )  # fmt: skip
