"""A path of dependency labels from a verb ("nsubj", "prep[to] pobj") → who or what is at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kg.rules.subjects import subjects
from kg.rules.units import Line, Unit

_STEP = re.compile(r"(<?)(\w+)(?:\[([^\]]+)\])?$")


def by_path(line: Line, trigger: Token, path: str, types: Sequence[str]) -> Iterator[Unit]:
    """The units reached from the trigger by dependency labels, with their conjuncts, of an allowed type."""
    tokens = [trigger]
    for step in path.split():
        tokens = [near for token in tokens for near in _step(token, step)]
    seen = set()
    for token in tokens:
        named = () if (whole := line.unit_at(token.i)) and whole.kind in types else apposed(line, token)
        for sibling in (token, *token.conjuncts, *named):
            unit = line.unit_at(sibling.i)
            if unit and unit.kind in types and unit.start not in seen and not _one_of_a_people(line, unit):
                seen.add(unit.start)
                yield unit


def _one_of_a_people(line: Line, unit: Unit) -> bool:
    """ "The | Cambodian told the leaders": a man, not the country."""
    word = line.doc[unit.start]
    return (
        unit.code == "country.demonym" and word.tag_ in ("NN", "NNP") and line.doc[max(unit.start - 1, 0)].pos_ == "DET"
    )


def apposed(line: Line, token: Token) -> list[Token]:
    """The names at a noun: "a senator, | Ana Ruiz, said", "two envoys, | Chile's minister, Ana Ruiz, said"."""
    apposed = [c for c in token.children if c.dep_ == "appos"]
    titles = [c for c in apposed if c.pos_ != "PROPN" and (unit := line.unit_at(c.i)) and unit.kind == "person"]
    names = [c for c in apposed if c.pos_ == "PROPN"] + [
        c for t in titles for c in (t, *t.children) if c.dep_ == "appos"
    ]
    return [t for name in names for t in (name, *name.conjuncts)]


def _step(token: Token, step: str) -> list[Token]:
    found = _STEP.match(step)
    if not found:
        return []
    up, label, lemmas = found.groups()
    if label == "nsubj" and not up:
        near = subjects(token)
    elif up:
        near = [token.head] if token.dep_ == label else []
    else:
        near = [child for child in token.children if child.dep_ == label]
    return [t for t in near if not lemmas or t.lemma_ in lemmas.split("|")]
