"""Whom "his" and "her" mean by grammar: who does what the possession is a part of."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from kg.entities import coref
from kg.entities.spans import Form
from kg.rules.units import Line, Unit
from kg.salience import Salience


def bound_by(pronoun: Token, before: Sequence[Unit], salience: Salience) -> str | None:
    """Who does what his or her people are a part of: "| Ruiz, who met Sand, replied through her spokesman"."""
    noun = pronoun.head
    if noun.dep_ not in ("dobj", "pobj") or pronoun.i > noun.i:
        return None
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    for _ in range(3):
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if subject is not None or verb.dep_ not in ("conj", "xcomp"):
            break
        verb = verb.head
    if verb.pos_ not in ("VERB", "AUX") or subject is None:
        return None
    unit = next((u for u in before if u.kind == "person" and u.ref and u.start <= subject.i < u.end), None)
    owner = unit.ref.entity if unit and unit.ref else None
    wanted = "m" if pronoun.lower_ == "his" else "f"
    if subject.lower_ in coref.PRONOUNS and coref.PRONOUNS[subject.lower_] != wanted:
        return None  # "she was told not to ask about his | campaign"
    return owner if owner and salience.gender.get(owner, wanted) == wanted else None


def possessed_person(line: Line, pronoun: Token) -> str:
    """Who is named as somebody's own: "| Ruiz, her rival", "his | deputy Ruiz"; or ""."""
    noun = pronoun.head
    beside = [noun.head] if noun.dep_ in ("appos", "compound") else []
    beside += [c for c in noun.children if c.dep_ == "appos"]
    for token in (noun, *beside):
        unit = line.unit_at(token.i)
        if unit and unit.kind == "person" and unit.ref:
            return unit.ref.entity
    return ""


def is_main_subject(token: Token) -> bool:
    """ "Before Sand left, | Ruiz said": the subject of the main clause."""
    return token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ == "ROOT"


def of_who(line: Line, salience: Salience, pronoun: Token) -> tuple[str, str] | None:
    """ "A seat held by Berg, who was fired after | he spoke": inside the clause "he" is whom "who" means."""
    verb = pronoun.head
    while verb.dep_ in ("advcl", "ccomp", "pcomp", "prep") and verb.head.i != verb.i:
        verb = verb.head
    who = verb.dep_ == "relcl" and any(c.lower_ == "who" and c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
    unit = line.unit_at(verb.head.i) if who and verb.i != pronoun.head.i else None
    if unit is None or unit.kind != "person" or not unit.ref or unit.ref.form is not Form.NAME:
        return None
    wanted = coref.PRONOUNS[pronoun.lower_]
    return (unit.ref.entity, "person") if salience.gender.setdefault(unit.ref.entity, wanted) == wanted else None
