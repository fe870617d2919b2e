"""Who has been spoken of in an article so far, sentence by sentence: whom "he" and "her" can mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.entities import coref
from kg.rules.units import Unit

NOBODY = ""
"""Stands for a person whom the article does not name: "he" after "the Secretary-General" is nobody who is named."""
_NEAR, _FAR = 4, 14
"""Sentences back to look for whom a pronoun means; between the two only where nobody else is spoken of."""


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a description means: tokens ``[start, end)`` of a block stand for ``person``."""

    start: int
    end: int
    person: str


@dataclass(slots=True)
class Salience:
    """Who has been spoken of, the latest last: entity, kind, whether it was a subject, and known genders."""

    stack: list[tuple[int, str, str, bool]] = field(default_factory=list)
    described: set[int] = field(default_factory=set)
    """Sentences whose subject is described and not named, "the politician": the one spoken of before, not an object."""
    gender: dict[str, str] = field(default_factory=dict)
    main: set[tuple[int, str]] = field(default_factory=set)
    """By sentence, the people who are the subject of its main clause: "he" afterwards is rather they."""
    belongs: dict[str, str] = field(default_factory=dict)
    """The people named as somebody's own, "her deputy, Ruiz": the gender of whose they are."""
    hinted: dict[str, str] = field(default_factory=dict)
    """The gender of people whom a pronoun may mean beside others: no ground to take them for it, but against."""
    joined: set[tuple[int, str]] = field(default_factory=set)
    """By sentence, the people who are a subject together: "he" afterwards is rather whom they met."""
    aside: set[tuple[int, str]] = field(default_factory=set)
    """By sentence, the subjects of clauses before the main one: "when Ruiz resigned, Berg ran"; "he" is rather Berg."""
    clock: int = 0
    record: bool = False
    """True for the record of a meeting, where speakers take turns."""
    by_name: bool = False
    """True once a speaker has been introduced by name and country."""
    floor: Unit | None = None
    """Who has the floor."""
    holders: dict[str, set[str]] = field(default_factory=dict)
    """The people so far called by an office, by its head noun; by "former" and the noun for past ones; by rank."""
    sole: Mapping[str, set[str]] = field(default_factory=dict)
    """The people whom the whole article calls by an office that is one body's only: "the Secretary-General"."""
    nationals: dict[str, set[str]] = field(default_factory=dict)
    """The people so far said to hold an office for a country."""
    country: str | None = None
    """The country whose delegate was last spoken of."""
    meant: Mapping[tuple[int, int], Meant] = field(default_factory=dict)
    """By block and first token, whom a description means, where the whole article tells."""

    def sentence(self) -> None:
        """A new sentence begins."""
        self.clock += 1

    def see(self, entity: str, kind: str, subject: bool, gender: str = "") -> None:
        """An entity is named, outside of any quotation."""
        self.stack.append((self.clock, entity, kind, subject))
        if gender:
            self.gender.setdefault(entity, gender)

    def resolve(self, pronoun: str) -> tuple[str, str] | None:
        """(entity, kind) that "he" or "she" stands for, or None: subjects first, then the latest, three back."""
        wanted = coref.PRONOUNS[pronoun]
        recent = [s for s in self.stack if self.clock - s[0] <= _FAR and self.gender.get(s[1], wanted) == wanted]
        recent = [s for s in recent if not self._is_own(s, wanted)]
        for age in range(_NEAR + 1):
            now = [s for s in recent if self.clock - s[0] == age]
            now = now if self.record else [s for s in now if s[2] == "person" or s[3]] or now[:0]
            subjects = [s for s in now if s[3]]
            named = [s for s in subjects if s[2] == "person"]
            subjects = subjects if self.record else named or subjects  # "China's envoy came, but | Ruiz denied it"
            others = [s for s in now if s[2] == "person" and not s[3]]
            if age and others and len({s[1] for s in subjects if (s[0], s[1]) in self.joined}) > 1:
                subjects = []  # "Ruiz and Sand congratulated Berg. | He thanked them"
            subjects = [s for s in subjects if not age or (s[0], s[1]) not in self.aside] or subjects
            if age and not subjects and self.clock - age in self.described:
                continue
            # in its own sentence a pronoun goes back to a subject only: "Speaking to Ana Ruiz, he said"
            if age and not self.record:
                subjects = [s for s in subjects if (s[0], s[1]) in self.main] or subjects
            named_alone = not self.record or len({s[1] for s in now}) == 1  # in a record others take turns
            candidates = subjects or (now[-1:] if age and named_alone else [])
            if candidates:
                found = candidates[0 if age else -1]
                if not age and others:  # "Ruiz told Berg that | he had come too late"
                    self.hinted[found[1]] = wanted
                    return (found[1], found[2]) if found[1] else None
                return self._meant(found, wanted) if found[1] else None
        recent = [s for s in recent if s[3] or not self.record]
        if len({s[1] for s in recent}) == 1 and recent[-1][1]:
            return self._meant(recent[-1], wanted)
        return None

    def _is_own(self, seen: tuple[int, str, str, bool], gender: str) -> bool:
        """ "She agreed that her deputy, Ruiz, would go. | She": not Ruiz, unless that is known or Ruiz acts."""
        known = seen[1] in self.gender or (seen[0], seen[1]) in self.main
        return not known and self.belongs.get(seen[1]) == gender

    def latest(self) -> str | None:
        """The person who was the subject last, in this sentence or the one before."""
        near = (s for s in reversed(self.stack) if self.clock - s[0] <= 1 and s[2] == "person" and s[3])
        return next((s[1] for s in near), None)

    def owner(self, pronoun: str, possessed: str = "") -> str | None:
        """The person that "his" or "her" goes back to: the only one of that gender spoken of lately.

        Where nobody's gender is known, the only one of this sentence and the last; never whom the phrase itself names,
        ``possessed``: "Ruiz, her | rival".
        """
        wanted = "m" if pronoun == "his" else "f"
        people = [
            (self.clock - clock, entity)
            for clock, entity, kind, _ in self.stack
            if kind == "person" and entity != possessed
        ]
        known = {entity for age, entity in people if age <= _NEAR and self.gender.get(entity) == wanted}
        genders = {**self.hinted, **self.gender}
        here = {entity for age, entity in people if age == 0 and genders.get(entity, wanted) == wanted}
        if len(here) == 1:
            return here.pop()  # "she met Ruiz and his | deputy"
        fitting = known or {entity for age, entity in people if age <= 1 and entity not in self.gender}
        return fitting.pop() if len(fitting) == 1 else None

    def _meant(self, seen: tuple[int, str, str, bool], gender: str) -> tuple[str, str]:
        self.gender[seen[1]] = gender
        return seen[1], seen[2]
