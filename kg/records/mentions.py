"""Where a record names people, countries and bodies: its own layout first, then what the general readers find."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.context import Context
from kg.entities.names import compatible, name_tokens
from kg.entities.people import Person
from kg.entities.tables import known
from kg.extract import mentions_of
from kg.findings import Local
from kg.offices.principals import Principals
from kg.records.model import Record
from kg.records.names import TITLE
from kg.records.people import People
from kg.types import EntityType, Mention

_TITLED = re.compile(rf"(?:{TITLE}|(?:Secretary-General|Representative|Envoy|High Commissioner)\s+)$")
_BEFORE = 40


@dataclass(frozen=True, slots=True)
class Named:
    """The mentions in order, the people as entities, and by the general reader's key of a person the entity's id."""

    mentions: list[Mention]
    people: list[Local]
    ids: Mapping[str, str]


def mentions(context: Context, record: Record, people: People, principals: Principals) -> Named:
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
    same = {key: match for key, p in others.items() if (match := _same(p, people, principals))}
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
    found = sorted([*own, *kept], key=lambda m: (m.start, m.end))
    ids = {key: same.get(key, key) for key in others if key in same or key in used}
    return Named(found, [*(p.local() for p in people), *rest], ids)


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


def _same(person: Person, people: People, principals: Principals) -> str | None:
    """The speaker that a person found in the text is, whose names are then his or hers too.

    The same words make one person; a fuller or shorter name does if no other speaker can bear it and the text gives
    both one country: "Abdullah Alsaidi, Permanent Representative of Yemen" is "Mr. Alsaidi (Yemen)".
    """
    names = {name_tokens(name) for name in person.names}
    hints = principals.hints(person.key)
    exact = [s for s in people if names & {name_tokens(name) for name in s.names}]
    fitting = [s for s in people if _compatible(s.label, person.label) and {s.country, *s.principals()} & hints]
    found = exact if len(exact) == 1 else fitting
    if len(found) != 1:
        return None
    if _compatible(found[0].label, person.label):
        found[0].names += [name for name in person.names if name not in found[0].names]
    return found[0].key


def _compatible(one: str, other: str) -> bool:
    a, b = sorted((name_tokens(one), name_tokens(other)), key=len, reverse=True)
    return compatible(a, b)
