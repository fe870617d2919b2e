"""Sentence by sentence: pronouns, role nouns and "her delegation" → units for whom they stand; who has the floor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from kg.entities import coref
from kg.entities.spans import Form, Ref
from kg.rules.match import Match
from kg.rules.units import Line, Unit
from kg.sentences import Quote

_NEAR, _FAR = 4, 14
"""Sentences back to look for whom a pronoun means; between the two only where nobody else is spoken of."""


@dataclass(slots=True)
class Salience:
    """Who has been spoken of, the latest last: entity, kind, whether it was a subject, and known genders."""

    stack: list[tuple[int, str, str, bool]] = field(default_factory=list)
    gender: dict[str, str] = field(default_factory=dict)
    clock: int = 0
    record: bool = False
    """True for the record of a meeting, where speakers take turns."""
    by_name: bool = False
    """True once a speaker has been introduced by name and country."""
    floor: Unit | None = None
    """Who has the floor."""
    holders: dict[str, set[str]] = field(default_factory=dict)
    """The people so far called by an office, by its head noun; by "former" and the noun for past ones; by rank."""
    nationals: dict[str, set[str]] = field(default_factory=dict)
    """The people so far said to hold an office for a country."""
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
        wanted = coref.PRONOUNS[pronoun]
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


def remember(salience: Salience, line: Line, phrases: Iterable[Match]) -> None:
    """Who holds or held which office or rank and for what country: for "the ambassador", "the colonel" later on."""
    for match in phrases:
        offices = [u.office for u in match.roles.get("office", ()) if u.office]
        countries = [u.ref.entity for u in match.roles.get("object", ()) if u.ref and u.kind == "country"]
        for unit in match.roles.get("subject", ()):
            if unit.ref and offices:
                head = offices[0].head.lower()
                key = f"former {head}" if offices[0].former else head
                salience.holders.setdefault(key, set()).add(unit.ref.entity)
            for country in countries if unit.ref else ():
                salience.nationals.setdefault(country, set()).add(unit.ref.entity)  # type: ignore[union-attr]
    for unit in line.units:
        if unit.kind == "person" and unit.ref:
            title = line.doc[unit.ref.start].lower_.strip(".")
            if title in _RANKS:
                salience.holders.setdefault(_RANKS[title], set()).add(unit.ref.entity)


_RANKS = {"col": "colonel", "gen": "general", "lt": "lieutenant", "maj": "major", "adm": "admiral", "capt": "captain",
          "dr": "doctor"} | {rank: rank for rank in ("colonel", "general", "lieutenant", "major", "admiral")}  # fmt: skip


def with_stand_ins(line: Line, salience: Salience, quoted: Iterable[Quote]) -> Line:
    """The line with "he", "her delegation", "the ambassador" replaced by whom they mean; names are remembered."""
    hidden = {i for q in quoted for i in range(q.start, q.end)}
    units: list[Unit] = []
    for unit in line.units:
        token = line.doc[unit.start]
        if unit.start in hidden:
            units.append(unit)
        elif _is_that_country(units, unit, line) and salience.country:
            del units[-3:]
            ref = Ref(unit.start, unit.end, "country", salience.country, Form.NOMINAL)
            units.append(
                replace(unit, start=unit.start - 3, kind="country", code="country.delegate", ref=ref, office=None)
            )
        elif _is_own_country(units, token) and salience.country:
            ref = Ref(unit.start - 1, unit.end, "country", salience.country, Form.NOMINAL)
            units[-1] = replace(unit, start=unit.start - 1, kind="country", code="country.own", ref=ref)
        elif unit.kind == "word" and token.lower_ in coref.PRONOUNS:
            found = _floor_holder(salience, token) or salience.resolve(token.lower_)
            if found and coref.is_subject(token):
                salience.see(*found, subject=True)
            units.append(_pronoun_unit(unit, found) if found else unit)
        elif unit.office and (holder := _holder(units, unit, line, salience)):
            ref = Ref(units.pop().start, unit.end, "person", holder, Form.NOMINAL)
            units.append(replace(unit, start=ref.start, kind="person", code="person", ref=ref, office=None))
        elif described := _described(units, unit, line, salience):
            back, holder = described
            start = units[-back].start if back else unit.start
            del units[len(units) - back :]
            ref = Ref(start, unit.end, "person", holder, Form.NOMINAL)
            units.append(replace(unit, start=start, kind="person", code="person", ref=ref, office=None))
        else:
            if unit.ref and _can_be_meant(unit):
                subject = any(coref.is_subject(t) for t in line.doc[unit.start : unit.end])
                salience.see(unit.ref.entity, unit.kind, subject, coref.gender_of(line.doc, unit.ref))
            if unit.kind == "country" and unit.ref and _can_be_meant(unit):
                salience.country = unit.ref.entity
            units.append(unit)
    return Line.of(line.doc, line.offset, units)


def _floor_holder(salience: Salience, pronoun: Token) -> tuple[str, str] | None:
    """In a record "he said" is the speaker, whoever else he names."""
    if salience.floor is None or salience.floor.ref is None or pronoun.head.pos_ not in ("VERB", "AUX"):
        return None
    if _told_by_a_name(pronoun):
        return None
    entity = salience.floor.ref.entity
    gender = coref.PRONOUNS[pronoun.lower_]
    if salience.gender.setdefault(entity, gender) != gender and salience.floor.kind == "person":
        return None
    return entity, salience.floor.kind


def _told_by_a_name(pronoun: Token) -> bool:
    """ "Ruiz saying he was ready": he is Ruiz."""
    verb = pronoun.head
    if verb.dep_ != "ccomp":
        return False
    return any(c.dep_ == "nsubj" and c.pos_ == "PROPN" for c in verb.head.children)


def _holder(before: Sequence[Unit], unit: Unit, line: Line, salience: Salience) -> str | None:
    """Who "the ambassador" is: the one person the article has so called, where the office stands alone."""
    if unit.office is None or not before or line.doc[before[-1].start].lower_ != "the":
        return None
    after = line.doc[unit.end : unit.end + 1].text.lower()
    people = salience.holders.get(unit.office.head.lower(), set())
    if (
        len(people) != 1
        or unit.office.former
        or unit.office.planned
        or after in ("of", "for", "to", "'s", ",")
        or _plural(unit)
    ):
        return None
    return next(iter(people))


def _described(before: Sequence[Unit], unit: Unit, line: Line, salience: Salience) -> tuple[int, str] | None:
    """Whom a description means, and how many units before belong to it; one person only may fit.

    "the colonel", "the former Lebanese culture minister", "the Cambodian | told"; outside of records also
    "the French envoy", which in a record is the country's voice.
    """
    words = [line.doc[u.start].lower_ for u in before[-3:]]
    if unit.kind == "word" and words[-1:] == ["the"] and line.doc[unit.start].is_lower:
        return _only(1, salience.holders.get(line.doc[unit.start].lower_, set()))
    if unit.office and unit.office.former and before and before[-1].kind == "country" and before[-1].ref:
        if words[-3:-1] == ["the", "former"] or words[-2:-1] == ["the"]:
            people = salience.holders.get(f"former {unit.office.head.lower()}", set())
            return _only(3 if words[-3:-1] == ["the", "former"] else 2, people)
        return None
    if unit.kind != "country" or not unit.ref or salience.record:
        return None
    people = salience.nationals.get(unit.ref.entity, set())
    text = line.doc[unit.start : unit.end].text.lower()
    if unit.code.endswith((".official", ".delegate")) and text.startswith("the "):
        head = text.split()[-1]
        return _only(0, people & salience.holders.get(head, people if head in ("envoy", "diplomat") else set()))
    following = line.doc[unit.end : unit.end + 1]
    if unit.code.endswith(".demonym") and words[-1:] == ["the"] and following and following[0].pos_ in ("VERB", "AUX"):
        return _only(1, people)
    return None


def _only(back: int, people: set[str]) -> tuple[int, str] | None:
    return (back, next(iter(people))) if len(people) == 1 else None


def _plural(unit: Unit) -> bool:
    return bool(unit.office and unit.office.text.lower().split()[-1].endswith("s"))


def _is_own_country(before: Sequence[Unit], token: Token) -> bool:
    """ "his delegation", "her country": that of the delegate who speaks."""
    if token.lower_ not in ("delegation", "country", "government") or not before or before[-1].kind != "word":
        return False
    return before[-1].code.split("~")[0] in ("his", "her", "their")


def _is_that_country(before: Sequence[Unit], unit: Unit, line: Line) -> bool:
    """ "that country's | representative": the delegate of the country whose delegate was last spoken of."""
    words = [line.doc[u.start].lower_ for u in before[-3:]]
    return unit.kind == "office" and words[1:] == ["country", "'s"] and words[0] in ("that", "this", "the")


def _can_be_meant(unit: Unit) -> bool:
    """ "He" stands for a person, or in a record for the delegate of a country."""
    return unit.kind == "person" or unit.code.endswith(".delegate")


def _pronoun_unit(unit: Unit, found: tuple[str, str]) -> Unit:
    entity, kind = found
    return replace(unit, kind=kind, code=f"{kind}.pronoun", ref=Ref(unit.start, unit.end, kind, entity, Form.PRONOUN))


def take_floor(salience: Salience, line: Line, phrases: Iterable[Match], *, opens: bool) -> None:
    """A delegate or speaker at the head of a sentence of a record has the floor from there on.

    From then on "his country" is the one he was introduced for, or none. Once speakers are introduced by name
    ("ANA RUIZ (Chile) said"), a delegate named inside such a statement is spoken of; only one who opens a paragraph
    takes the floor.

    Args:
        salience: who has been spoken of; its floor is set.
        line: the sentence.
        phrases: its phrase matches.
        opens: whether the sentence opens a paragraph.
    """
    if not salience.record:
        return
    salience.by_name = salience.by_name or any(m.rule.id == "represents/parenthesis" for m in phrases)
    for n, unit in enumerate(line.units):
        introduced = unit.code.endswith((".delegate", ".speaker")) or (opens and unit.kind == "person" and _said(line, n))
        if introduced and unit.ref and unit.ref.form is not Form.PRONOUN:
            named = unit.kind == "person"
            if (named or opens or not salience.by_name) and _speaks(line, n):
                salience.floor = unit
                salience.country = unit.ref.entity if unit.kind == "country" else _country_of(unit, phrases)
            return  # whoever else the sentence names is spoken of


def introduced_by_name(line: Line, original: str) -> Line:
    """In "ANA RUIZ, Chair of the Presidency, said" the capitals tell that she speaks, whatever her office."""
    if not _CAPITALS.match(original):
        return line
    units = list(line.units)
    for n, unit in enumerate(units[:3]):
        if unit.kind == "person":
            units[n] = replace(unit, code="person.speaker")
            return Line.of(line.doc, line.offset, units)
    return line


def heads_with_capitals(original: str) -> bool:
    """True for a paragraph that opens with two words in capitals, as a record introduces its speakers."""
    words = original.split(maxsplit=2)[:2]
    return len(words) == 2 and all(len(word) > 1 and word.isupper() for word in words)


_CAPITALS = re.compile(r"^(?:M[rs]s?\. )?(?:[^\W\d_a-z][^\Wa-z]*[ .’'-]+)+[^\W\d_a-z]{2,}\s?[,(]")


def _country_of(unit: Unit, phrases: Iterable[Match]) -> str | None:
    """The country a person is introduced for in this sentence: "ANA RUIZ (Chile)", "Ana Ruiz, President of Chile"."""
    for match in phrases:
        if any(u.ref and unit.ref and u.ref.entity == unit.ref.entity for u in match.roles.get("subject", ())):
            for principal in match.roles.get("object", ()):
                if principal.kind == "country" and principal.ref:
                    return principal.ref.entity
    return None


def _before_its_clause(line: Line, unit: Unit) -> bool:
    """True inside "Recalling that Chile's delegate had agreed, he said": he speaks."""
    first = line.doc[line.units[0].start]
    rest = line.doc[unit.end : line.units[-1].end]
    return first.tag_ == "VBG" and any(
        t.lower_ in coref.PRONOUNS and t.dep_ == "nsubj" and t.head.dep_ == "ROOT" for t in rest
    )


def _speaks(line: Line, n: int) -> bool:
    """True if the unit is the subject of a verb of the sentence, going by the parse or by what follows."""
    unit = line.units[n]
    if n == 0:
        return True
    if _said(line, n):
        return True
    if n and line.doc[line.units[n - 1].start].pos_ in ("ADP", "VERB"):
        return False
    if any(u.ref and (u.kind == "person" or u.ref.form is Form.PRONOUN) for u in line.units[:n]):
        return False  # somebody else speaks, of him
    if _before_its_clause(line, unit):
        return False
    if n > 3 and line.doc[line.units[n - 1].start].text != ",":
        return False
    if any(coref.is_subject(t) for t in line.doc[unit.start : unit.end]):
        return True
    following = line.units[n + 1 : n + 3]
    return any(u.kind == "word" and line.doc[u.start].pos_ == "VERB" for u in following)


def _said(line: Line, n: int) -> bool:
    """ "…, stressed | Ana Ruiz, Minister for Foreign Affairs": a verb of the past right after a mark."""
    if n < 2:
        return False
    verb, mark = line.doc[line.units[n - 1].start], line.doc[line.units[n - 2].start]
    return verb.tag_ == "VBD" and mark.text in (",", '"')
