"""Bodies of a state whose names are written small: "the Indian foreign ministry", "Libya's state television"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from spacy.tokens import Doc

from kg.entities.spans import Form, Ref
from kg.entities.words import words

_FIELDS = words("ministry_fields")
_BODIES = {
    ("cabinet",): "government",
    ("central", "bank"): "bank",
    ("constitutional", "court"): "court",
    ("supreme", "court"): "court",
    ("electoral", "commission"): "body",
    ("election", "commission"): "body",
    ("state", "broadcaster"): "media",
    ("state", "media"): "media",
    ("state", "news", "agency"): "media",
    ("state", "radio"): "media",
    ("state", "television"): "media",
    ("state", "tv"): "media",
    ("border", "guard"): "government",
    ("border", "police"): "government",
    ("coast", "guard"): "government",
    ("federal", "police"): "government",
    ("lower", "house"): "parliament",
    ("national", "police"): "government",
    ("police",): "government",
    ("secret", "service"): "government",
    ("upper", "house"): "parliament",
}
_SERVICES = words("national_services")
_AGENCIES = words("national_agencies")


def state_bodies(doc: Doc, taken: Sequence[Ref]) -> Iterator[tuple[int, int, str, str, str]]:
    """(start, end, country, body, kind) of each body that a country's name or adjective stands before.

    Country and body are the same for "Turkish interior ministry" and "Turkey's interior ministry".

    Args:
        doc: the block.
        taken: names already found, countries among them, and offices ("Indian | foreign ministry spokesman").
    """
    blocked = {i for ref in taken if ref.kind != "country" for i in range(ref.start, ref.end)}
    for ref in taken:
        if ref.kind != "country" or ref.form is Form.METONYM:
            continue
        start = ref.end
        if ref.form is Form.NAME:
            if doc[start : start + 1].text not in ("'s", "'"):
                continue
            start += 1
        length, kind = _body(doc, start)
        end = start + length
        if length and blocked.isdisjoint(range(start, end)) and not _spoken_for(doc, ref.start, end):
            name = " ".join(t.lower_ for t in doc[start:end])
            yield ref.start, end, ref.entity, name, kind


def _spoken_for(doc: Doc, start: int, end: int) -> bool:
    """ "Indian foreign ministry spokesman", "a spokesman for the Indian foreign ministry": they are India's."""
    before = [t.lower_ for t in doc[max(start - 3, 0) : start] if t.lower_ != "the"]
    after = doc[end : end + 1].text.lower()
    return after.startswith("spokes") or (len(before) > 1 and before[-1] in ("for", "of") and "spokes" in before[-2])


def _ends(doc: Doc, end: int) -> bool:
    """Not "Kenyan police | officers"."""
    return end >= len(doc) or doc[end].pos_ not in ("NOUN", "PROPN") or not doc[end].is_alpha


def _body(doc: Doc, start: int) -> tuple[int, str]:
    """How many words from a token on name a body, and of which kind; none: 0."""
    small = takewhile(lambda t: not t.text[0].isupper() or t.text == "TV", doc[start : start + 6])
    read: tuple[str, ...] = ()
    for token in small:
        read = (*read, token.lower_)
        if token.lower_ == "ministry":
            return (len(read), "government") if len(read) > 1 else (0, "")
        if kind := _BODIES.get(read):
            return (len(read), kind) if kind != "government" or _ends(doc, token.i + 1) else (0, "")
        if token.lower_ in _AGENCIES and len(read) > 1 and not _SERVICES.isdisjoint(read):
            return (len(read), "government") if _ends(doc, token.i + 1) else (0, "")
        field = token.lower_ in _FIELDS | _SERVICES or token.text == "-"
        if not field and not any(body[: len(read)] == read for body in _BODIES):
            return 0, ""
    return 0, ""
