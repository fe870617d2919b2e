"""Token spans that the entity stages hand to each other, and the reference list of one block."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Doc, Token

from kg.entities.words import words


class Form(StrEnum):
    """How a span refers: by a name, by an adjective of nationality, by a seat of government."""

    NAME = "name"
    DEMONYM = "demonym"
    METONYM = "metonym"
    GENERIC = "generic"
    PRONOUN = "pronoun"
    NOMINAL = "nominal"


@dataclass(frozen=True, slots=True)
class Ref:
    """Tokens ``[start, end)`` of a block refer to ``entity`` (an id local to the article) of type ``kind``.

    ``kind`` is ``person``, ``country``, ``institution``, ``meeting``, ``resolution`` or ``office``.
    """

    start: int
    end: int
    kind: str
    entity: str
    form: Form = Form.NAME

    def overlaps(self, other: Ref) -> bool:
        """True if the two share a token."""
        return self.start < other.end and other.start < self.end


_HONORIFICS = words("honorifics")


def is_honorific(token: Token) -> bool:
    """ "Mr.", "Dame"."""
    return token.lower_.strip(".") in _HONORIFICS


def is_placed(doc: Doc, start: int) -> bool:
    """True for a name that stands after "in" or "at", as a place's does."""
    return start > 0 and doc[start - 1].lower_ in ("in", "at", "near", "around", "outside")


def is_foreign_text(doc: Doc, start: int) -> bool:
    """ "((es))Spanish language: | Si el Senado": right after a note that the words to follow are in a language."""
    before = doc[max(start - 6, 0) : start].text
    return re.search(r"[a-z] language: ?\W*(?:\w+ ){0,2}$", before) is not None


def is_listed(doc: Doc, start: int, end: int, is_person: Callable[[int], bool]) -> bool:
    """ "| Omar Haddad, Ana Ruiz and Tomas Berg", "Ana Ruiz, | Omar Haddad, and Tomas Berg": among people's names.

    Args:
        doc: the block.
        start: where the name of two words begins.
        end: where it ends.
        is_person: whether a token belongs to a person's name.
    """

    def both(i: int) -> bool:
        return 0 <= i < len(doc) - 1 and is_person(i) and is_person(i + 1)

    def linked(i: int) -> bool:
        i += doc[i : i + 1].text == ","
        return doc[i : i + 1].text == "and" and both(i + 1)

    if start and doc[start - 1].text == ",":
        return both(start - 3) and linked(end)
    others = 0
    while doc[end : end + 1].text == "," and both(end + 1):
        end, others = end + 3, others + 1
    return others > 0 and linked(end)


def longest_first(refs: Iterable[Ref]) -> list[Ref]:
    """The refs without overlaps, longer ones before shorter, sorted by position."""
    taken: set[int] = set()
    kept = []
    for ref in sorted(refs, key=lambda r: (r.start - r.end, r.start, r.kind)):
        span = range(ref.start, ref.end)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(ref)
    return sorted(kept, key=lambda r: r.start)


def without(refs: Iterable[Ref], taken: Iterable[Ref]) -> list[Ref]:
    """Those refs that share no token with any of ``taken``."""
    used = {i for ref in taken for i in range(ref.start, ref.end)}
    return [ref for ref in refs if used.isdisjoint(range(ref.start, ref.end))]


def titled_end(doc: Doc, start: int) -> int:
    """Where the run of capitalised words that begins at a token ends: "Operation | Iron Shield | ended"."""
    end = start
    while end < len(doc) and doc[end].is_title and doc[end].is_alpha:
        end += 1
    return end
