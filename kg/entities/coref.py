"""Pronouns and role nouns → the person, country or institution they stand for; abstains when unsure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kg.entities.spans import Ref
from kg.entities.words import words
from kg.rules.units import Unit

_MALE = words("male_titles")
_FEMALE = words("female_titles")
_NEAR, _FAR = 4, 14
"""Sentences back to look for whom a pronoun means; between the two only where nobody else is spoken of."""
PRONOUNS: Mapping[str, str] = {"he": "m", "she": "f"}


@dataclass(slots=True)
class Salience:
    """Who has been spoken of, the latest last: entity, kind, whether it was a subject, and known genders."""

    stack: list[tuple[int, str, str, bool]] = field(default_factory=list)
    gender: dict[str, str] = field(default_factory=dict)
    clock: int = 0
    record: bool = False
    """True for the record of a meeting, where speakers take turns."""
    floor: Unit | None = None
    """Who has the floor."""
    holders: dict[str, set[str]] = field(default_factory=dict)
    """The people so far called by an office, by its head noun."""
    country: str | None = None
    """The country whose delegate was last spoken of."""

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
        wanted = PRONOUNS[pronoun]
        recent = [s for s in self.stack if self.clock - s[0] <= _FAR and self.gender.get(s[1], wanted) == wanted]
        for age in range(_NEAR + 1):
            now = [s for s in recent if self.clock - s[0] == age]
            subjects = [s for s in now if s[3]]
            # in its own sentence a pronoun goes back to a subject only: "Speaking to Ana Ruiz, he said"
            candidates = subjects or (now[-1:] if age else [])
            if candidates:
                return self._meant(candidates[0 if age else -1], wanted)
        if len({s[1] for s in recent}) == 1:
            return self._meant(recent[-1], wanted)
        return None

    def _meant(self, seen: tuple[int, str, str, bool], gender: str) -> tuple[str, str]:
        self.gender[seen[1]] = gender
        return seen[1], seen[2]


def gender_of(doc: Doc, ref: Ref) -> str:
    """Gender told by the words at a name: "Mr.", "first lady", "spokeswoman"; or ""."""
    words = {t.lower_.strip(".") for t in doc[max(ref.start - 3, 0) : ref.end]}
    if words & _FEMALE or doc[max(ref.start - 2, 0) : ref.start].text.lower() == "first lady":
        return "f"
    return "m" if words & (_MALE - {"he", "his", "him"}) else ""


def is_subject(token: Token) -> bool:
    """True if the token, or the noun phrase it belongs to, is a grammatical subject."""
    for _ in range(4):
        if token.dep_ in ("nsubj", "nsubjpass"):
            return True
        if token.dep_ not in ("compound", "appos", "nmod", "flat", "poss", "amod"):
            return False
        if token.dep_ == "poss":
            return False
        token = token.head
    return False
