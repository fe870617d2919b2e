"""Bodies of a place whose names end small: "the Talca city council", "Talca police", "the Scottish government"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from spacy.tokens import Doc

from kg.entities.spans import Form, Ref
from kg.entities.territories import is_territory, territories
from kg.entities.words import words

_NEIGHBOURS = words("neighbouring")
_LEVELS = words("levels_of_government")
_COURTS = words("kinds_of_courts")
_OWNED = (
    ("district", "attorney"),
    ("attorney", "general"),
    ("public", "prosecutor"),
    ("prosecutor",),
    ("sheriff",),
    ("coroner",),
    ("medical", "examiner"),
)
"""Whose office is a body: "the Talca district attorney's office"."""
_CHAMBERS = frozenset("assembly house legislature parliament senate".split())
_SERVICES = {"police": ("department", "force", "service"), "fire": ("department", "brigade"), "health": ("department",)}


def local_bodies(doc: Doc, taken: Sequence[Ref]) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind) of each body that a place's name stands before, or after "of".

    Args:
        doc: the block.
        taken: names already found, countries among them; a country's own bodies are not looked for here.
    """
    blocked = {i for ref in taken if _is_another(ref) for i in range(ref.start, ref.end)}
    i = 0
    while i < len(doc):
        length, kind = _small_body(doc, i)
        if not length or not blocked.isdisjoint(range(i, i + length)):
            i += 1
            continue
        start, end = _place_before(doc, i, blocked), _place_after(doc, i + length, blocked)
        if doc[i].lower_ == "government":
            start, end = _territory_before(doc, i), i + length
        if start < i and (length > 1 or kind != "parliament"):
            yield start, i + length, kind
        elif end > i + length and (length > 1 or kind == "parliament"):
            yield i, end, kind
        i += length


def _is_another(ref: Ref) -> bool:
    """No city or territory: a country, an office, another body."""
    body = ref.kind == "institution" and not is_territory(ref.entity)
    return body or ref.kind == "office" or (ref.kind == "country" and ref.form is not Form.METONYM)


def _small_body(doc: Doc, i: int) -> tuple[int, str]:
    """How many small words from a token on name a body, and of which kind; none: 0."""
    small = [t.lower_ for t in takewhile(lambda t: t.is_lower or t.text in ("'s", "'"), doc[i : i + 6])]
    if not small:
        return 0, ""
    for holder in _OWNED:
        rest = small[len(holder) :]
        if (
            tuple(small[: len(holder)]) == holder
            and rest[:1] in (["'s"], ["'"])
            and rest[1:2] in (["office"], ["department"])
        ):
            return len(holder) + 2, "government"
    if small[0] in _SERVICES and small[1:2] and small[1] in _SERVICES[small[0]]:
        return (2, "government") if _ends(doc, i + 2) else (0, "")
    if small[0] in ("police", "government"):
        force = small[0] == "police"
        return (1, "government") if _ends(doc, i + 1) and not (force and _has_children(doc, i)) else (0, "")
    if small[0] in ("parliament", "legislature"):
        return (1, "parliament") if doc[i + 1 : i + 2].text == "of" else (0, "")
    k = next((k for k, word in enumerate(small) if word not in _LEVELS | _COURTS), len(small))
    head = doc[i + k].lower_ if i + k < len(doc) else ""
    if k == 0 or not _ends(doc, i + k + 1):
        return 0, ""
    if head in _CHAMBERS and small[k - 1] == "state":
        return k + 1, "parliament"  # "Ohio's state Senate"
    if head == "court" and k < len(small):
        return k + 1, "court"
    return (k + 1, "body") if head == "council" and k < len(small) and small[k - 1] in _LEVELS else (0, "")


def _ends(doc: Doc, end: int) -> bool:
    """Not "the Talca police | chief", "the Talca city council | member"."""
    return end >= len(doc) or doc[end].pos_ not in ("NOUN", "PROPN") or not doc[end].is_alpha


def _has_children(doc: Doc, i: int) -> bool:
    """ "the French and Talca | police", "two Talca | police": men, not the force."""
    return any(c.dep_ in ("nummod", "det", "amod", "cc") and c.i < i for c in doc[i].children)


def _place_before(doc: Doc, end: int, blocked: set[int]) -> int:
    """Where the place's name begins that ends there, or the same token."""
    last = end - 1
    if last > 0 and doc[last].text in ("'s", "'"):
        last -= 1
    start = last + 1
    while start > 0 and start - 1 not in blocked and _names_a_place(doc, start - 1, small=doc[end].lower_):
        start -= 1
    return start if start <= last else end


def _territory_before(doc: Doc, end: int) -> int:
    """Where a territory's name or adjective begins that ends there: "the | Hong Kong government"; or the same token."""
    last = end - (doc[end - 1].text in ("'s", "'")) if end else end
    starts = (start for start in range(max(last - 3, 0), last) if doc[start:last].text in territories())
    start = next(starts, end)
    return end if start and doc[start - 1].is_title and doc[start - 1].pos_ == "PROPN" else start


def _place_after(doc: Doc, end: int, blocked: set[int]) -> int:
    """Where "of Talca", "of nearby Talca" ends, or the same token."""
    if doc[end : end + 1].text != "of":
        return end
    i = end + 1 + (doc[end + 1 : end + 2].text in _NEIGHBOURS)
    first = i
    while i < len(doc) and i not in blocked and doc[i].ent_type_ in ("GPE", "LOC") and doc[i].is_title:
        i += 1
    return i if i > first else end


def _names_a_place(doc: Doc, i: int, *, small: str) -> bool:
    token = doc[i]
    if not token.is_title or not token.is_alpha or token.is_stop or token.ent_type_ in ("DATE", "TIME", "EVENT", "ORG"):
        return False
    if small == "police":
        return token.ent_type_ == "GPE"
    return token.pos_ == "PROPN" and (token.ent_type_ != "NORP" or small == "tribal")
