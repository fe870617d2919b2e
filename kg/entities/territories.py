"""States, provinces and cities at an office: "the governor of Louisiana", "New Orleans mayor Ana Ruiz".

They are no countries, and as places they are nothing in the graph; where somebody holds their office they are the
institution that he or she acts for.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from spacy.tokens import Doc, Token

from kg.entities.names import fold
from kg.entities.offices import Office
from kg.entities.spans import Form, Ref, is_honorific
from kg.entities.words import any_of, load_table
from kg.parse import Block

_PREFIX = "territory/"


@functools.cache
def _table() -> Mapping[str, Any]:
    table: Mapping[str, Any] = load_table("territories.yaml")
    return table


@functools.cache
def territories() -> Mapping[str, str]:
    """Every name and adjective of a territory, with the territory's name."""
    table = _table()
    adjectives: dict[str, str] = table["adjectives"]
    return {name: name for names in table["names"].values() for name in names} | adjectives


@functools.cache
def not_names() -> frozenset[str]:
    """Folded names of places, texts, things and times, which are no person's and no institution's."""
    seats = [str(row["capital"]) for row in load_table("countries.yaml") if row.get("capital")]
    tables = (*load_table("not_names.yaml").values(), territories(), seats)
    return frozenset(fold(word) for words in tables for word in words)


def territory_id(name: str) -> str:
    """The id within an article: ``country/HKG`` for what has a code of ISO 3166-1, else ``territory/Louisiana``."""
    code = _table()["codes"].get(name)
    return f"country/{code}" if code else _PREFIX + name


def name_of(id: str) -> str:
    """The name of a territory's id."""
    codes: dict[str, str] = {code: name for name, code in _table()["codes"].items()}
    return codes.get(id.removeprefix("country/"), id.removeprefix(_PREFIX))


@functools.cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"\b({any_of(territories())})\b")


@functools.lru_cache(maxsize=1)  # asked for every office of an article
def territory_told_of(text: str) -> str | None:
    """The territory an article is about: named three times at least, and more often than all others together."""
    counts = Counter(territories()[name] for name in _pattern().findall(text))
    if not counts:
        return None
    name, count = counts.most_common(1)[0]
    return name if count >= 3 and count * 2 > counts.total() else None


def territories_in(text: str) -> set[str]:
    """The ids of the territories that a text names."""
    return {territory_id(territories()[name]) for name in _pattern().findall(text)}


def find_territories(block: Block, offices: Mapping[Ref, Office], taken: Sequence[Ref]) -> Iterator[Ref]:
    """The territories and cities of a block's offices, as spans that name an institution.

    Args:
        block: where to look.
        offices: the offices found there.
        taken: names already found; a country's stays a country's.
    """
    doc = block.doc
    names = [ref for ref in taken if ref.form is not Form.METONYM]
    table = _table()
    for ref, office in offices.items():
        head = office.head.lower()
        city = head in table["city"]
        seat = head in table["seats"] and doc[ref.end : ref.end + 1].text in ("of", "from", "for")
        if office.former or not (city or seat or office.category == "minister" or head in table["offices"]):
            continue
        for start, end in _beside(doc, ref, city=city):
            name = territories().get(doc[start:end].text, doc[start:end].text)
            if not any(n.start < end and start < n.end and n.end - n.start >= end - start for n in names):
                id = territory_id(name)
                yield Ref(start, end, id.partition("/")[0].replace("territory", "institution"), id)


def _beside(doc: Doc, office: Ref, *, city: bool) -> Iterable[tuple[int, int]]:
    """Where a territory, or a city, stands after "of" or right before the office."""
    after = office.end
    if doc[after : after + 1].text in ("of", "for", "in", "from"):
        start = after + 1
        while start < len(doc) and (doc[start].lower_ in _FILLERS or doc[start].pos_ == "ADJ") and doc[start].is_lower:
            start += 1
        end = _name_from(doc, start, city=city)
        return [(start, end)] if end > start else []
    before = office.start
    if before and doc[before - 1].text in ("'s", "'"):
        before -= 1
    start = _name_until(doc, before, city=city)
    return [(start, before)] if start < before else []


_FILLERS = frozenset("the city state town capital capitol u.s. us island of".split())


def _name_from(doc: Doc, start: int, *, city: bool) -> int:
    """The end of the longest territory, or of the recogniser's place, that begins at ``start``."""
    for width in (4, 3, 2, 1):
        if doc[start : start + width].text in territories():
            return min(start + width, len(doc))
    end = start
    while city and end < len(doc) and doc[end].ent_type_ == "GPE" and doc[end].is_title and not _is_title(doc[end]):
        end += 1
    if city and end == start:  # "the mayor of Talca Ana Ruiz": one word, where a name of two follows
        name = [t for t in doc[start : start + 3] if t.is_title and t.pos_ == "PROPN"]
        end = start + 1 if len(name) == 3 and not _is_title(name[0]) else start
    return end


def _is_title(token: Token) -> bool:
    """ "the governor of the | Honorable Ana Ruiz": whatever the recogniser says."""
    return is_honorific(token) or token.lower_ in ("honorable", "honourable")


def _name_until(doc: Doc, end: int, *, city: bool) -> int:
    """The start of the longest territory, or of the recogniser's place, that ends at ``end``."""
    for width in (4, 3, 2, 1):
        if end >= width and doc[end - width : end].text in territories():
            return end - width
    start = end
    while city and start and doc[start - 1].ent_type_ == "GPE" and doc[start - 1].is_title:
        start -= 1
    return start
