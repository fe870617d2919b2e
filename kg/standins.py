"""Sentence by sentence: pronouns, role nouns and "her delegation" → units for whom they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg.bound import bound_by, is_main_subject, of_who, possessed_person
from kg.called import PRINCIPALS, is_plural
from kg.entities import coref
from kg.entities.spans import Form, Ref
from kg.entities.words import words
from kg.rules.units import Line, Unit
from kg.salience import NOBODY, Salience
from kg.sentences import Quote, tokens_in

_PERSON_NOUNS = words("person_nouns")
_SAYING = words("quotation_cues")


def with_stand_ins(line: Line, salience: Salience, quoted: Iterable[Quote], block: int) -> tuple[Line, dict[int, str]]:
    """The line with "he", "her delegation", "the ambassador" replaced by whom they mean; names are remembered.

    Returns:
        the line, and by token whom "his" and "her" mean.
    """
    hidden = tokens_in(quoted)
    owners: dict[int, str] = {}
    units: list[Unit] = []
    for unit in line.units:
        if units and unit.start < units[-1].end:
            continue  # "the Ghanaian | former general": part of a description
        if unit.start in hidden:
            units.append(unit)
        elif standing := _standing_in(units, unit, line, salience, block):
            back, meant = standing
            del units[len(units) - back :]
            units.append(meant)
        else:
            token = line.doc[unit.start]
            own = token.tag_ == "PRP$" and token.lower_ in ("his", "her")
            possessed = possessed_person(line, token) if own else ""
            owner = salience.owner(token.lower_, possessed) if own else None
            if possessed:
                salience.belongs[possessed] = coref.PRONOUNS["he" if token.lower_ == "his" else "she"]
            if owner is None and own:
                owner = bound_by(token, units, salience)
            if owner is not None:
                owners[token.i] = owner
                salience.gender.setdefault(owner, "m" if token.lower_ == "his" else "f")
            _remember_name(unit, line, salience, opens=not any(u.kind != "word" or u.code[0].isalpha() for u in units))
            if not salience.record and _is_somebody(units, unit, line):
                salience.see(NOBODY, "person", subject=True)
            elif not salience.record and _is_described(token):
                salience.described.add(salience.clock)
            units.append(unit)
    return Line.of(line.doc, line.offset, units), owners


def _is_somebody(before: Sequence[Unit], unit: Unit, line: Line) -> bool:
    """ "The Secretary-General" as a subject, an office that one person holds, where nobody knows who it is."""
    if unit.office is None or unit.office.default_principal is None or is_plural(unit):
        return False
    named = bool(before) and line.doc[before[-1].start].lower_ == "the"
    return named and any(coref.is_subject(t) for t in line.doc[unit.start : unit.end])


def _is_described(token: Token) -> bool:
    """ "The Colombian | politician was greeted by Ana Ruiz": somebody spoken of before, by a noun for people."""
    if token.lower_ not in _PERSON_NOUNS or token.ent_type_ == "PERSON" or token.dep_ not in ("nsubj", "nsubjpass"):
        return False
    article = next((c.lower_ for c in token.children if c.dep_ == "det"), "")
    named = any(c.pos_ == "PROPN" and c.dep_ in ("appos", "compound") for c in token.children)
    return article in ("the", "this", "that") and not named


def _standing_in(
    before: Sequence[Unit], unit: Unit, line: Line, salience: Salience, block: int
) -> tuple[int, Unit] | None:
    """For a unit that stands for somebody: how many units before belong to it, and the unit for whom it means."""
    token = line.doc[unit.start]
    if meant := salience.meant.get((block, unit.start)):
        back = sum(u.start >= meant.start for u in before)
        person = _nominal(replace(unit, end=meant.end), meant.start, "person", meant.person, "person")
        if any(coref.is_subject(t) for t in line.doc[unit.start : unit.end]):
            salience.see(meant.person, "person", subject=True, gender=_gender_of_office(line, unit))
        return back, person
    if _is_that_country(before, unit, line) and (country := _last_country(before) or salience.country):
        return 3, _nominal(unit, before[-3].start, "country", country, "country.delegate")
    if _is_own_country(before, token) and salience.country:
        return 1, _nominal(unit, before[-1].start, "country", salience.country, "country.own")
    if unit.kind == "word" and token.lower_ in coref.PRONOUNS:
        found = _floor_holder(salience, token) or of_who(line, salience, token)
        found = found or salience.resolve(token.lower_) or _named_later(line, token)
        if found and _named_beside(line, token, found[0]):
            return None
        if coref.is_subject(token) and (found or not salience.record):
            salience.see(*(found or (NOBODY, "person")), subject=True)
        return (0, _pronoun_unit(unit, found)) if found else None
    if unit.office and (holder := _holder(before, unit, line, salience)):
        _see_subject(unit, line, holder, salience)
        return 1, _nominal(unit, before[-1].start, "person", holder, "person")
    if described := _described(before, unit, line, salience):
        back, holder = described
        return back, _nominal(unit, before[-back].start if back else unit.start, "person", holder, "person")
    return None


def _named_later(line: Line, pronoun: Token) -> tuple[str, str] | None:
    """ "During a visit where | he met Berg, Ruiz pledged aid": the clause before the main one is of its subject."""
    first, root = line.doc[line.units[0].start], pronoun
    while root.head.i != root.i:
        root = root.head
    if first.pos_ not in ("ADP", "SCONJ") or root.i < pronoun.i or not coref.is_subject(pronoun):
        return None
    before = [u for u in line.units if pronoun.i < u.start < root.i and line.doc[u.start].pos_ not in ("ADV", "AUX")]
    unit = before[-1] if before else None
    comma = unit is not None and line.doc[unit.start - 1].text == ","
    named = comma and unit and unit.kind == "person" and unit.ref and unit.ref.form is Form.NAME
    return (unit.ref.entity, "person") if named and unit and unit.ref else None


def _see_subject(unit: Unit, line: Line, holder: str, salience: Salience) -> None:
    """ "The minister | told her": he is spoken of; not in "the minister, he said", where he is another."""
    apart = line.doc[unit.end : unit.end + 1].text == ","
    if not apart and any(coref.is_subject(t) for t in line.doc[unit.start : unit.end]):
        salience.see(holder, "person", subject=True, gender=_gender_of_office(line, unit))


def _named_beside(line: Line, pronoun: Token, entity: str) -> bool:
    """ "He told | Ruiz": whom the verb's object names is not its subject."""
    named = [u for u in line.units if u.kind == "person" and u.ref and u.ref.entity == entity]
    objects = (c for c in pronoun.head.children if c.dep_ in ("dobj", "dative"))
    return any(u.start <= c.i < u.end for c in objects for u in named if u.ref and u.ref.form is Form.NAME)


def _gender_of_office(line: Line, unit: Unit) -> str:
    """ "The spokeswoman" tells a woman."""
    return coref.gender_of(line.doc, Ref(unit.start, unit.end, "person", ""))


def _nominal(unit: Unit, start: int, kind: str, entity: str, code: str) -> Unit:
    ref = Ref(start, unit.end, kind, entity, Form.NOMINAL)
    return replace(unit, start=start, kind=kind, code=code, ref=ref, office=None)


def _remember_name(unit: Unit, line: Line, salience: Salience, *, opens: bool) -> None:
    if unit.ref is None or not _can_be_meant(unit, line):
        return
    if unit.kind != "person" and any(t.dep_ == "nsubj" and t.conjuncts for t in line.doc[unit.start : unit.end]):
        return  # "Chile's envoy and Peru's met. | He": either
    if unit.kind == "person" and line.doc[unit.start].lower_ in ("his", "her"):  # "her deputy, Ruiz"
        salience.belongs[unit.ref.entity] = "m" if line.doc[unit.start].lower_ == "his" else "f"
    subject = any(coref.is_subject(t) or _says_in_clause(t) for t in line.doc[unit.start : unit.end])
    following = line.doc[unit.end : unit.end + 1]
    subject = subject or (opens and bool(following) and following[0].tag_ in ("VBD", "VBZ"))  # "On Friday | Ruiz met"
    salience.see(unit.ref.entity, unit.kind, subject, coref.gender_of(line.doc, unit.ref))
    if subject and coref.in_clause_before(line.doc[unit.end - 1]):
        salience.aside.add((salience.clock, unit.ref.entity))
    if unit.kind == "person" and any(is_main_subject(t) for t in line.doc[unit.start : unit.end]):
        salience.main.add((salience.clock, unit.ref.entity))
    if subject and unit.kind == "person" and any(t.conjuncts for t in line.doc[unit.start : unit.end]):
        salience.joined.add((salience.clock, unit.ref.entity))
    if unit.kind == "country":
        salience.country = unit.ref.entity


def _says_in_clause(name: Token) -> bool:
    """ "criticism from | Ruiz, a member of the board, who said that …": she goes on speaking."""
    heads = (name, *(c for c in name.children if c.dep_ == "appos"))
    clauses = (c for head in heads for c in head.children if c.dep_ == "relcl" and c.lemma_ in _SAYING)
    return any(w.lower_ == "who" and w.dep_ == "nsubj" for c in clauses for w in c.children)


def _floor_holder(salience: Salience, pronoun: Token) -> tuple[str, str] | None:
    """In a record "he said" is the speaker, whoever else he names."""
    if salience.floor is None or salience.floor.ref is None or pronoun.head.pos_ not in ("VERB", "AUX"):
        return None
    if _told_by_a_name(pronoun):
        return None
    entity = salience.floor.ref.entity
    gender = coref.PRONOUNS[pronoun.lower_]
    if salience.gender.setdefault(entity, gender) != gender:
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
    head = unit.office.head.lower()
    people = salience.holders.get(head) or salience.sole.get(head, set())
    if head == "minister":  # nobody is just that: any minister but the first may be meant
        other = salience.holders.get("kind of minister", set()) - salience.holders.get("prime minister", set())
        people = people | other if salience.latest() in {None, *other} else people
    if (
        len(people) != 1
        or NOBODY in people
        or unit.office.former
        or unit.office.planned
        or after in ("of", "for", "to", "'s")
        or (after == "," and line.doc[unit.end + 1 : unit.end + 2].text[:1].isupper())
        or is_plural(unit)
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
    if unit.office and unit.office.former and words[-1:] == ["the"] and not is_plural(unit):
        return _only(1, salience.holders.get(f"former {unit.office.head.lower()}", set()))
    if unit.office and unit.office.former and before and before[-1].kind == "country" and before[-1].ref:
        if words[-3:-1] == ["the", "former"] or words[-2:-1] == ["the"]:
            people = salience.holders.get(f"former {unit.office.head.lower()}", set())
            return _only(3 if words[-3:-1] == ["the", "former"] else 2, people)
        return None
    if unit.kind not in PRINCIPALS or not unit.ref or salience.record:
        return None
    people = salience.nationals.get(unit.ref.entity, set())
    if unit.kind == "institution":
        return _only(0, _heads(line, unit, salience, people))
    text = line.doc[unit.start : unit.end].text.lower()
    if unit.code.endswith((".official", ".delegate")) and text.startswith("the "):
        head = text.split()[-1]
        return _only(
            0, people & salience.holders.get(f"kind of {head}", people if head in ("envoy", "diplomat") else set())
        )
    following = line.doc[unit.end : unit.end + 1]
    one = unit.code.endswith(".demonym") and not line.doc[unit.end - 1].tag_.endswith("S")  # "the Germans" are many
    if one and words[-1:] == ["the"] and following and following[0].pos_ in ("VERB", "AUX"):
        return _only(1, people)
    return None


def _heads(line: Line, unit: Unit, salience: Salience, people: set[str]) -> set[str]:
    """Of those who speak for a body the ones meant by "the agency's | head", "the NATO | chief"."""
    head = line.doc[unit.start : unit.end].text.lower().split()[-1]
    if not unit.code.endswith(".official") or (head not in _LEADING and f"kind of {head}" not in salience.holders):
        return set()
    called = people & salience.holders.get(f"kind of {head}", set())
    others = {one for noun in _SPEAKING for one in salience.holders.get(f"kind of {noun}", ())}
    return called or (people - others if head in _LEADING else set())


_LEADING = frozenset({"head", "chief", "boss", "leader"})
_SPEAKING = ("spokesman", "spokeswoman", "spokesperson", "ambassador", "envoy", "delegate", "deputy")


def _only(back: int, people: set[str]) -> tuple[int, str] | None:
    return (back, next(iter(people))) if len(people) == 1 and NOBODY not in people else None


def _is_own_country(before: Sequence[Unit], token: Token) -> bool:
    """ "his delegation", "her country": that of the delegate who speaks."""
    if token.lower_ not in ("delegation", "country", "nation", "government") or not before or before[-1].kind != "word":
        return False
    return before[-1].code.split("~")[0] in ("his", "her", "their")


def _is_that_country(before: Sequence[Unit], unit: Unit, line: Line) -> bool:
    """ "that country's | representative": the delegate of the country whose delegate was last spoken of."""
    words = [line.doc[u.start].lower_ for u in before[-3:]]
    return unit.kind == "office" and words[1:] == ["country", "'s"] and words[0] in ("that", "this", "the")


def _last_country(before: Sequence[Unit]) -> str | None:
    """ "Introducing the text on Ukraine, | that country's representative said": the one named before it, if one is."""
    named = {u.ref.entity for u in before if u.kind == "country" and u.ref}
    return named.pop() if len(named) == 1 else None


def _can_be_meant(unit: Unit, line: Line) -> bool:
    """ "He" stands for a person, or in a record for the delegate of a country, not for "members of the Council"."""
    several = any(t.tag_ == "NNS" for t in line.doc[unit.start : unit.end])
    return unit.kind == "person" or (unit.code.endswith(".delegate") and not several)


def _pronoun_unit(unit: Unit, found: tuple[str, str]) -> Unit:
    entity, kind = found
    return replace(unit, kind=kind, code=f"{kind}.pronoun", ref=Ref(unit.start, unit.end, kind, entity, Form.PRONOUN))
