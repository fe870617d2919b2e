"""Where a record names people, countries and bodies: its own layout first, then what the general readers find."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.context import Context
from kg.entities.gazetteer import known
from kg.entities.names import compatible, name_tokens
from kg.entities.people import Person
from kg.extract import mentions_of
from kg.findings import Local
from kg.records.model import Record
from kg.records.names import TITLE
from kg.records.people import People
from kg.types import EntityType, Mention

_TITLED = re.compile(rf"(?:{TITLE}|(?:Secretary-General|Representative|Envoy|High Commissioner)\s+)$")
_BEFORE = 40


@dataclass(frozen=True, slots=True)
class Named:
    """The mentions in order, and the people as entities."""

    mentions: list[Mention]
    people: list[Local]


def mentions(context: Context, record: Record, people: People) -> Named:
    """The mentions of a record.

    People whom the general reader finds are taken where a title stands before their name, as the United Nations'
    editors always put one, at least once; bodies where the table knows them. What else looks like a name ("Heritage
    Month", "Visiting Mission") is left out.
    """
    article = context.parsed.article
    own = list(_own(record, people, article.id, article.text))
    taken = {i for m in own for i in range(m.start, m.end)}
    others = {p.key: p for p in context.people}
    found = list(mentions_of(context))
    titled = {
        m.entity
        for m in found
        if m.entity in others and _TITLED.search(article.text[max(0, m.start - _BEFORE) : m.start])
    }
    same = {key: match for key, p in others.items() if (match := _same(p, people))}
    kept = [
        Mention(m.article, m.start, m.end, same.get(m.entity, m.entity), m.text)
        for m in found
        if taken.isdisjoint(range(m.start, m.end)) and (known(m.entity) or m.entity in same or m.entity in titled)
    ]
    used = {m.entity for m in kept}
    rest = [
        Local(p.key, EntityType.PERSON, p.label, tuple(sorted(set(p.names) - {p.label})))
        for key, p in sorted(others.items())
        if key in used and key not in same
    ]
    return Named(sorted([*own, *kept], key=lambda m: (m.start, m.end)), [*(p.local() for p in people), *rest])


def _own(record: Record, people: People, article: str, text: str) -> Iterator[Mention]:
    """The names of speakers in their headings, of members in the list, of voters in roll calls."""
    seen: set[tuple[int, int]] = set()
    for speaker in (*record.presidents, *record.members, *(turn.speaker for turn in record.turns)):
        person = people.of(speaker)
        start, end = speaker.span
        if person is None or not speaker.name or speaker.span in seen:
            continue
        seen.add(speaker.span)
        pattern = r"\s+".join(map(re.escape, speaker.name.split()))
        if found := re.compile(pattern, re.IGNORECASE).search(text, start, end):
            yield Mention(article, *found.span(), person.key, found[0])
    for decision in record.decisions:
        for vote in decision.votes:
            yield Mention(article, *vote.span, vote.country, text[slice(*vote.span)])


def _same(person: Person, people: People) -> str | None:
    """The speaker that a person found in the text is: the one whose name can be the same."""
    fitting = set()
    for speaker in people:
        a, b = sorted((name_tokens(speaker.label), name_tokens(person.label)), key=len, reverse=True)
        if compatible(a, b):
            fitting.add(speaker.key)
    return fitting.pop() if len(fitting) == 1 else None
