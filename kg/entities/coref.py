"""What tells whom a pronoun can stand for: its gender, the gender at a name, and whether a name is a subject."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc, Token

from kg.entities.spans import Ref
from kg.entities.words import words

_MALE = words("male_titles")
_FEMALE = words("female_titles")
PRONOUNS: Mapping[str, str] = {"he": "m", "she": "f"}
"""The pronouns that stand for one person, with the gender they tell."""


def gender_of(doc: Doc, ref: Ref) -> str:
    """Gender told by the words at a name: "Mr.", "first lady", "spokeswoman"; or ""."""
    words = {t.lower_.strip(".") for t in doc[max(ref.start - 3, 0) : ref.end]}
    own = {"she", "her"} if "majesty" not in words and "highness" not in words else set()
    if words & (_FEMALE - own) or doc[max(ref.start - 2, 0) : ref.start].text.lower() == "first lady":
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


def in_clause_before(name: Token) -> bool:
    """ "When | Ruiz resigned, Berg ran for her seat": the subject of a clause before the main one."""
    return name.dep_ == "nsubj" and name.head.dep_ == "advcl" and name.head.i < name.head.head.i
