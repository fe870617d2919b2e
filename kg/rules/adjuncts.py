"""Sentence → the tokens of its adverbials of time, over which a pattern reads: "Ruiz | on Tuesday | met Sand"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span

from kg.entities.words import words

_WEEKDAYS = words("weekdays")
_MONTHS = words("months")
_PARTS = frozenset("morning afternoon evening night".split())
_SPANS = _PARTS | {"week", "month", "year", "weekend"}
_BEFORE = frozenset("early earlier late later".split())
_NO_ADVERBIAL_AFTER = frozenset("ADP DET ADJ NUM SCONJ".split())
"""Before a bare day, these make it part of a phrase: "since Monday", "the Monday"."""


def times(sentence: Span) -> frozenset[int]:
    """The tokens of "on Tuesday", "Tuesday evening", "on July 9, 2022", "last week", "earlier today", "yesterday"."""
    found: set[int] = set()
    i = sentence.start
    while i < sentence.end:
        end = _adverbial(sentence.doc, i, sentence.end)
        found.update(range(i, end))
        i = max(i + 1, end)
    return frozenset(found)


def _adverbial(doc: Doc, start: int, stop: int) -> int:
    """The end of an adverbial of time that begins at a token; ``start`` where none does."""
    i = start + (doc[start].lower_ in _BEFORE)
    joined = i < stop and doc[i].lower_ == "on"
    end = next(_day(doc, i + joined, stop), i)
    if end <= i + joined or doc[end : end + 1].text in ("'s", "'", "-"):
        return start
    if joined:
        return end
    if start and (doc[start - 1].pos_ in _NO_ADVERBIAL_AFTER or doc[start - 1].text in ("-", "'s", "'")):
        return start
    following = doc[end] if end < stop else None
    return start if following is not None and following.pos_ in ("NOUN", "ADJ") else end


def _day(doc: Doc, i: int, stop: int) -> Iterator[int]:
    """The end of the name of a day or of a span of time at a token, if one is there."""
    words_ = [t.lower_ for t in doc[i : min(i + 4, stop)]]
    if not words_:
        return
    first, second = words_[0], words_[1] if len(words_) > 1 else ""
    if first in _WEEKDAYS and doc[i].is_title:
        yield i + 1 + (second in _PARTS)
    if first in ("yesterday", "today", "tonight"):
        yield i + 1 + (second in _PARTS)
    if first in ("last", "this") and (second in _SPANS or second in _WEEKDAYS):
        yield i + 2
    if (first in _MONTHS and second.isdigit()) or (first.isdigit() and second in _MONTHS):
        year = words_[3:4] if words_[2:3] == [","] else words_[2:3]
        dated = bool(year) and year[0].isdigit() and len(year[0]) == 4
        yield i + 2 + (dated + (words_[2:3] == [","]) if dated else 0)
