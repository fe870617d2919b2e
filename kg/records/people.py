"""Speakers of a record → its people: one node for "Stef Blok", "Mr. Blok (Netherlands)" and the list of members."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.entities.member_lists import Span
from kg.entities.names import fold, name_tokens
from kg.entities.tables import known
from kg.findings import Local
from kg.records.model import Record, Speaker
from kg.records.names import is_body, principal
from kg.records.turns import same_person
from kg.types import EntityType


@dataclass(slots=True)
class Role:
    """What a person is for whom, and where the record says so."""

    principal: str
    role: str
    spans: set[Span] = field(default_factory=set)


@dataclass(slots=True)
class RecordPerson:
    """A person of a record; ``key`` is the id local to the article."""

    key: str
    names: list[str]
    country: str | None = None
    roles: dict[tuple[str, str], Role] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The fullest name."""
        return max(self.names, key=lambda name: (len(name_tokens(name)), len(name), name))

    def principals(self) -> set[str]:
        """Whom he or she represents."""
        return {role.principal for role in self.roles.values()}

    def speaker(self) -> Speaker:
        """As one to compare others with."""
        return Speaker(self.label, country=self.country)

    def holds(self, principal: str, role: str, span: Span) -> None:
        """Note an office."""
        self.roles.setdefault((principal, role), Role(principal, role)).spans.add(span)

    def local(self) -> Local:
        """The entity; whom the person stands for tells namesakes of other articles apart."""
        hints = self.principals() | ({self.country} if self.country else set())
        names = tuple(sorted(set(self.names) - {self.label}))
        return Local(self.key, EntityType.PERSON, self.label, names, hints=frozenset(hints))


class People:
    """The people of a record by the names it gives them."""

    def __init__(self, record: Record) -> None:
        self._people: list[RecordPerson] = []
        self.record = record
        for speaker in (*record.presidents, *record.members, *(turn.speaker for turn in record.turns)):
            if speaker.name:
                self._enter(speaker)
        self._introductions = [(s, p) for s in record.introduced if (p := self._introduced(s))]
        self._offices()

    def __iter__(self) -> Iterator[RecordPerson]:
        return iter(self._people)

    def of(self, speaker: Speaker) -> RecordPerson | None:
        """The person a speaker is, None where only an office is named and the record does not say whose."""
        if speaker.name:
            return next(p for p in self._people if speaker.name in p.names and same_person(p.speaker(), speaker))
        office = speaker.office.lower()
        holders = {p.key: p for s, p in self._introductions if office and s.office.lower().startswith(office)}
        return next(iter(holders.values())) if len(holders) == 1 else None

    def _enter(self, speaker: Speaker) -> RecordPerson:
        fitting = [p for p in self._people if same_person(p.speaker(), speaker)]
        exact = [p for p in fitting if speaker.name in p.names]
        person = next(iter(exact or fitting), None)
        if person is None:
            person = RecordPerson(f"person/record-{len(self._people)}", [speaker.name], speaker.country)
            self._people.append(person)
        if speaker.name not in person.names:
            person.names.append(speaker.name)
        person.country = person.country or speaker.country
        return person

    def _introduced(self, speaker: Speaker) -> RecordPerson | None:
        """The speaker whom an introduction names; an office of another country is another person's."""
        whose = principal(speaker.office) if speaker.office else None
        country = whose if whose and whose.startswith("country/") else None
        found = [
            p
            for p in self._people
            if same_person(p.speaker(), speaker) and not (country and p.country and p.country != country)
        ]
        if not found and self._speaks_by_office(speaker.office):
            return self._enter(speaker)
        if len(found) != 1:
            return None
        if speaker.name not in found[0].names:
            found[0].names.append(speaker.name)
        return found[0]

    def _speaks_by_office(self, office: str) -> bool:
        """True for an office under which somebody speaks without a name: "The Secretary-General:"."""
        return any(
            not turn.presides and not turn.speaker.name and office.startswith(turn.speaker.office)
            for turn in self.record.turns
        )

    def _offices(self) -> None:
        """Whom each represents: by the office of an introduction, the brackets of a heading, a list, the chair."""
        offices = {p.key: (s, whose) for s, p in self._introductions if s.office and (whose := principal(s.office))}
        for member in self.record.members:
            self._enter(member).holds(member.country or "", "delegate", member.span)
        for president in self.record.presidents:
            person = self._enter(president)
            person.holds(self.record.body, president.office or "President", president.span)
            if president.country and (self.record.members or "Vice" in president.office):
                person.holds(president.country, "delegate", president.span)
        for turn in self.record.turns:
            person_ = self.of(turn.speaker)
            if person_ is None or turn.presides:
                continue
            introduction = offices.get(person_.key)
            if introduction and turn.speaker.country in (None, introduction[1]):
                person_.holds(introduction[1], introduction[0].office, introduction[0].span)
                person_.holds(introduction[1], introduction[0].office, turn.speaker.span)
            elif turn.speaker.country:
                person_.holds(turn.speaker.country, turn.speaker.office or "delegate", turn.speaker.span)
            elif whose := principal(turn.speaker.affiliation or turn.speaker.office):
                person_.holds(whose, turn.speaker.office or _role(turn.speaker.affiliation, whose), turn.speaker.span)


def _role(affiliation: str, whose: str) -> str:
    """The brackets' words where they are an office; "representative" where they are the body's name."""
    row = known(whose)
    names = {whose} if row is None else {fold(row.entity.label)}
    return "representative" if fold(affiliation) in names or is_body(affiliation) else affiliation
