"""Sentence → who is called what in it, for "the ambassador", "the colonel", "the lawyer" later on."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from kg.entities.spans import Form
from kg.entities.symbols import UNITED_NATIONS
from kg.entities.words import words
from kg.rules.match import Match
from kg.rules.units import Line, Unit
from kg.salience import NOBODY, Salience

PRINCIPALS = ("country", "institution")
"""What offices are held for."""
_PERSON_NOUNS = words("person_nouns")


def remember(salience: Salience, line: Line, phrases: Iterable[Match]) -> None:
    """Who holds or held which office or rank and for what country: for "the ambassador", "the colonel" later on."""
    for match in phrases:
        offices = [u.office for u in match.roles.get("office", ()) if u.office]
        principals = [u.ref.entity for u in match.roles.get("object", ()) if u.ref and u.kind in PRINCIPALS]
        for unit in match.roles.get("subject", ()):
            if unit.ref and offices:
                head = offices[0].head.lower()
                for key in (head, f"kind of {head.split()[-1]}"):
                    key = f"former {key}" if offices[0].former else key
                    salience.holders.setdefault(key, set()).add(unit.ref.entity)
            for principal in principals if unit.ref else ():
                salience.nationals.setdefault(principal, set()).add(unit.ref.entity)  # type: ignore[union-attr]
    for unit in line.units:
        if unit.kind == "person" and unit.ref:
            title = line.doc[unit.ref.start].lower_.strip(".")
            if title in _RANKS:
                salience.holders.setdefault(_RANKS[title], set()).add(unit.ref.entity)
    _remember_nouns(salience, line)


def sole_holders(phrases: Iterable[Match]) -> dict[str, set[str]]:
    """Whom an article calls by an office that is one body's only, wherever it does: "Secretary-General Ana Ruiz"."""
    found: dict[str, set[str]] = {}
    for match in phrases:
        office = next((u.office for u in match.roles.get("office", ()) if u.office), None)
        if office and office.default_principal == UNITED_NATIONS and office.text == office.head and not office.former:
            people = {u.ref.entity for u in match.roles.get("subject", ()) if u.ref}
            found.setdefault(office.head.lower(), set()).update(people)
    return found


def _remember_nouns(salience: Salience, line: Line) -> None:
    """Who is called what kind of person: "the lawyer | Ana Ruiz", "Ana Ruiz, a lawyer"; "his lawyer" is nobody."""
    doc, own = line.doc, set()
    for unit in line.units:
        if unit.kind == "person" and unit.ref and unit.ref.form is Form.NAME:
            beside = doc[unit.start - 1] if unit.start else None
            nouns = [beside] if beside is not None and beside.lower_ in _PERSON_NOUNS else []
            after = doc[unit.end : unit.end + 6]
            if len(after) > 2 and after[0].text == "," and after[1].lower_ in ("a", "an", "the"):
                nouns += [t for t in after[2:] if t.lower_ in _PERSON_NOUNS and t.dep_ == "appos"]
            for noun in nouns:
                own.add(noun.i)
                salience.holders.setdefault(noun.lower_, set()).add(unit.ref.entity)
    for unit in line.units:
        token = doc[unit.start]
        if unit.office and unit.office.former and not is_plural(unit):
            whose = _appositive_to(line, doc[unit.end - 1]) or (None if _is_the(doc[unit.end - 1]) else NOBODY)
            heads = {unit.office.head.lower(), *(_ENVOYS if unit.office.category == "envoy" else ())}
            for head in heads if whose is not None else ():
                salience.holders.setdefault(f"former {head}", set()).add(whose or NOBODY)
        if unit.kind == "word" and token.lemma_ in _PERSON_NOUNS and token.i not in own and not _is_the(token):
            salience.holders.setdefault(token.lemma_, set()).add(NOBODY)


def _appositive_to(line: Line, noun: Token) -> str | None:
    """Whom a noun in apposition describes: "Ana Ruiz, chair of the board and a former | envoy"."""
    while noun.dep_ in ("appos", "conj") and noun.head.i < noun.i:
        noun = noun.head
        unit = line.unit_at(noun.i)
        if unit and unit.kind == "person" and unit.ref:
            return unit.ref.entity
    return None


def _is_the(noun: Token) -> bool:
    """ "The | lawyer", "the former | envoy": whoever was so called."""
    return noun.tag_ == "NN" and [c.lower_ for c in noun.children if c.lower_ != "former" and c.i < noun.i] == ["the"]


_ENVOYS = ("envoy", "diplomat", "ambassador")


_RANKS = {
    "col": "colonel", "gen": "general", "lt": "lieutenant", "maj": "major", "adm": "admiral", "capt": "captain",
    "dr": "doctor", "colonel": "colonel", "general": "general", "lieutenant": "lieutenant", "major": "major",
    "admiral": "admiral",
}  # fmt: skip
"""Ranks before a name, and how their bearer is called later on."""


def is_plural(unit: Unit) -> bool:
    """True for "ministers"."""
    return bool(unit.office and unit.office.text.lower().split()[-1].endswith("s"))
