"""Offices + countries → envoys with their field: "the Special Envoy for Syria" works on Syria and is not Syria's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from kg.entities.offices import Office
from kg.entities.spans import Ref

_FIELDED = frozenset(
    {"envoy", "special envoy", "special representative", "special adviser", "special advisor", "special coordinator"}
)
"""Heads of offices that have a field of work after "for"; "the ambassador for Chile" is Chile's."""


def with_fields(doc: Doc, offices: Mapping[Ref, Office], countries: Sequence[Ref]) -> Iterator[tuple[Ref, Office]]:
    """The offices of a block, envoys with "for Sudan and South Sudan" as part of the office."""
    ends = {ref.start: ref.end for ref in countries if ref.kind == "country"}
    for ref, office in offices.items():
        end = _field_end(doc, ref.end, ends) if _has_field(office) else ref.end
        text = doc[ref.start : end].text
        yield (replace(ref, end=end, entity=text), replace(office, text=text)) if end > ref.end else (ref, office)


def _has_field(office: Office) -> bool:
    special = office.text.lower().split()[:1] == ["special"]
    return office.head.lower() in _FIELDED or (special and office.category == "envoy")


_REGIONS = re.compile(
    r"(?:for|to|on) the ((?:Greater |Northern |Southern |South |Western )?(?:Middle East|Horn of Africa|Great Lakes|"
    r"Sahel|Balkans|Caucasus|Korean [Pp]eninsula|Persian Gulf|Gulf|Indo-Pacific|Arctic|Maghreb|Mediterranean)"
    r"(?: [Rr]egion)?(?: [Pp]eace [Pp]rocess)?)\b"
)


def _field_end(doc: Doc, end: int, countries: Mapping[int, int]) -> int:
    """The end of "for Syria", "for the Sudan and South Sudan" after an office; ``end`` where none follows."""
    region = _REGIONS.match(doc.text, doc[end].idx) if end < len(doc) else None
    span = doc.char_span(doc[end].idx, region.end()) if region else None
    if span is not None:
        return int(span.end)
    last = end
    at = end
    while doc[at : at + 1].text.lower() in (("for",) if last == end else ("and", ",")):
        at += 1 + (doc[at + 1 : at + 2].text.lower() == "the")
        if at not in countries or doc[countries[at] : countries[at] + 1].text in ("'s", "'", "-"):
            return last
        last = at = countries[at]
    return last
