"""States, provinces and cities at an office: "the governor of Louisiana", "New Orleans mayor Ana Ruiz".

They are no countries, and as places they are nothing in the graph; where somebody holds their office they are the
institution that he or she acts for.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any

from spacy.tokens import Doc, Token

from kg.entities.names import fold
from kg.entities.offices import Office
from kg.entities.spans import Form, Ref, is_honorific
from kg.entities.tables import nations
from kg.entities.words import any_of, load_table, words
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


def american_states() -> Sequence[str]:
    """The names of the states and territories of the United States."""
    names: Sequence[str] = _table()["names"]["USA"]
    return names


def territory_id(name: str) -> str:
    """The id within an article: ``country/HKG`` for what has a code of ISO 3166-1, else ``territory/Louisiana``."""
    code = _table()["codes"].get(name)
    return f"country/{code}" if code else _PREFIX + name


def is_territory(id: str) -> bool:
    """True for the id of a territory or a city that is no country by ISO 3166-1."""
    return id.startswith(_PREFIX)


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
    """The territories, counties and cities of a block's offices, as spans that name an institution.

    Args:
        block: where to look.
        offices: the offices found there.
        taken: names already found; a country's stays a country's.
    """
    doc, table = block.doc, _table()
    names = [ref for ref in taken if ref.form is not Form.METONYM]
    for ref, office in offices.items():
        head = office.head.lower()
        city = head in table["city"]
        services = not city and _is_of_services(doc, ref, office)
        if office.former or not (city or services or _is_of_a_territory(doc, ref, office)):
            continue
        for start, end in _beside(doc, ref, city=city or services, services=services):
            name = territories().get(doc[start:end].text, doc[start:end].text)
            if head.startswith("county ") and not name.endswith("County"):
                name = f"{name} County"  # "Harlan | County Attorney"
            if not any(n.start < end and start < n.end and n.end - n.start >= end - start for n in names):
                id = territory_id(name)
                yield Ref(start, end, id.partition("/")[0].replace("territory", "institution"), id)


def _is_of_services(doc: Doc, ref: Ref, office: Office) -> bool:
    """ "A police spokeswoman", "spokesman for the | fire department": of a city's or county's service."""
    around = [*doc[max(ref.start - 3, 0) : ref.end], *doc[ref.end : ref.end + 8]]
    return office.category in _IN_DEPARTMENTS and any(t.lower_ in DEPARTMENTS and t.is_lower for t in around)


_IN_DEPARTMENTS = ("spokesperson", "organization", "officer")


def _is_of_a_territory(doc: Doc, ref: Ref, office: Office) -> bool:
    """ "Governor", "state senator", "senator from", "Finance Minister": of a territory where one is named at it."""
    table, head = _table(), office.head.lower()
    seat = head in table["seats"] and doc[ref.end : ref.end + 1].text in ("of", "from", "for")
    return seat or office.category == "minister" or head in table["offices"] or is_state_legislator(office)


def is_state_legislator(office: Office) -> bool:
    """True for "state senator", "Assemblywoman": a member of a territory's legislature."""
    return _STATE_LEGISLATOR.search(office.text) is not None


_STATE_LEGISLATOR = re.compile(r"(?i)\bstate (?:sen|rep|law|legis|assembly)|\bassembly(?:man|woman|member)")


def _beside(doc: Doc, office: Ref, *, city: bool, services: bool) -> Iterable[tuple[int, int]]:
    """Where a territory, a county or a city stands: after "of", right before the office, or after its holder's name."""
    after = office.end
    if doc[after : after + 1].text in _LINKS:
        start = _over(doc, after + 1)
        if doc[start + 1 : start + 2].text in ("'s", "’s") and (region := _region_from(doc, start + 2)):
            return [region]  # "of Ukraine's | Kharkiv region"
        end = _name_from(doc, start, city=city) if not services else _served_from(doc, start)
        if services and end == start:  # "for the police department of | Leeds"
            while start < len(doc) and doc[start].lower_ in DEPARTMENT_WORDS and doc[start].is_lower:
                start += 1
            start = _over(doc, start + 1) if doc[start : start + 1].text in ("of", "in") else start
            end = _name_from(doc, start, city=True) if start < len(doc) and doc[start].is_title else start
        return [(start, end)] if end > start else []
    before = office.start
    while before and doc[before - 1].lower_ in DEPARTMENT_WORDS and doc[before - 1].is_lower:
        before -= 1
    if before and doc[before - 1].text in ("'s", "'", "’s"):
        before -= 1
    start = _name_until(doc, before, office.end, city=city)
    if start < before:
        return [(start, before)]
    start = _after_holder(doc, after)
    end = _name_from(doc, start, city=city, bare=city and not services) if start else start
    return [(start, end)] if end > start else []


_LINKS = ("of", "for", "in", "from", "with")


def _region_from(doc: Doc, start: int) -> tuple[int, int] | None:
    """The name in "northern | Kharkiv region"; None where no word for a region follows."""
    start = _over(doc, start)
    end = start
    while end < len(doc) and end - start < 3 and doc[end].is_title and doc[end].is_alpha:
        end += 1
    return (start, end) if end > start and doc[end : end + 1].text in _REGIONS else None


_REGIONS = ("region", "province", "oblast", "prefecture", "district", "county", "state")


def _over(doc: Doc, start: int) -> int:
    """The next token that is no article, "city of", "nearby" or the like."""
    while start < len(doc) and doc[start].is_lower and (doc[start].lower_ in _FILLERS or doc[start].pos_ == "ADJ"):
        start += 1 + (doc[start + 1 : start + 2].text in nations())  # "the | Ukrainian city of Talca"
    return start


def _served_from(doc: Doc, start: int) -> int:
    """The end of the place in "for the | Leeds | police department"; ``start`` if there is none."""
    end = _name_from(doc, start, city=True)
    after = doc[end : end + 2]
    served = [t for t in after if t.is_lower and t.lower_ in DEPARTMENTS]
    return end if served and (after[0] is served[0] or after[0].text in ("'s", "’s", "city", "county")) else start


_FILLERS = frozenset("the city state town capital capitol u.s. us island of nearby county".split())
DEPARTMENTS = frozenset({"police", "fire", "sheriff", "ambulance", "rescue"})
"""First words of a city's or county's services: "the police", "the fire department", "the sheriff's office"."""
DEPARTMENT_WORDS = DEPARTMENTS | frozenset({"department", "service", "force", "brigade", "office", "'s", "and"})


def _after_holder(doc: Doc, start: int) -> int:
    """Where the place begins in "Sheriff Ana Ruiz of | Harlan County"; 0 if there is none."""
    i = start
    while i < len(doc) and i < start + 5 and doc[i].is_title and doc[i].pos_ == "PROPN":
        i += 1
    return i + 1 if start < i < len(doc) and doc[i].text in ("of", "from") else 0


def _name_from(doc: Doc, start: int, *, city: bool, bare: bool = True) -> int:
    """The end of the longest territory, of the county, or of the recogniser's place, that begins at ``start``.

    Args:
        doc: the block.
        start: the first token.
        city: whether cities and counties count.
        bare: whether a word that the recogniser does not know counts, by what follows.
    """
    if city and (end := _county_from(doc, start)):
        return end
    for width in (4, 3, 2, 1):
        if doc[start : start + width].text in territories():
            return min(start + width, len(doc))
    end = start
    while city and end < len(doc) and doc[end].ent_type_ == "GPE" and doc[end].is_title and not _is_title(doc[end]):
        end += 1
    if city and bare and end == start:
        end = _bare_name(doc, start)
    return end


def _bare_name(doc: Doc, start: int) -> int:
    """ "The mayor of | Talca, Ana Ruiz", "Mayor Ana Ruiz of | Talca said", "the mayor of | Talca Ana Ruiz"."""
    name = list(takewhile(lambda t: t.is_title and t.pos_ == "PROPN", doc[start : start + 4]))
    if not name or _is_title(name[0]) or name[0].lower_ in DEPARTMENTS:
        return start
    after = doc[start + 1 : start + 2]
    held = doc[start - 2].pos_ == "PROPN" and bool(after) and after[0].pos_ in ("VERB", "AUX")
    apposed = len(name) == 1 and (after.text in (",", ")") or held)
    if len(name) == 2 and doc[max(start - 4, 0)].text == "," and doc[start + 2 : start + 3].text in (",", ".", ")"):
        return start + 2  # "Ana Ruiz, the mayor of | Puerto Talca, said"
    return start + 1 if apposed or len(name) == 3 else start


def _county_from(doc: Doc, start: int) -> int:
    """The end of "Harlan County", "Salt Lake County"; 0 if there is none."""
    for i in range(start, min(start + 4, len(doc))):
        if not doc[i].is_title:
            return 0
        if i > start and doc[i].lower_ in _COUNTIES:
            return i + 1
    return 0


_COUNTIES = words("locality_nouns")


def _is_title(token: Token) -> bool:
    """ "the governor of the | Honorable Ana Ruiz": whatever the recogniser says."""
    return is_honorific(token) or token.lower_ in ("honorable", "honourable")


def _name_until(doc: Doc, end: int, office: int, *, city: bool) -> int:
    """The start of the longest territory, of the county, or of the recogniser's place, that ends at ``end``."""
    if city and (start := _county_until(doc, end)) < end:
        return start
    for width in (4, 3, 2, 1):
        if end >= width and doc[end - width : end].text in territories():
            return end - width
    start = end
    while city and start and doc[start - 1].ent_type_ == "GPE" and doc[start - 1].is_title:
        start -= 1
    before = doc[end - 1] if end else None
    if city and start == end and before is not None and doc[end].lower_ in ("regional", "provincial"):
        return end - (before.is_title and before.is_alpha and not before.is_stop)  # "Kharkiv | regional governor"
    if city and start == end and end and _is_bare_place(doc, end - 1) and doc[office : office + 1].text.istitle():
        start = end - 1
    return start


def _county_until(doc: Doc, end: int) -> int:
    """The start of "Harlan County", "Salt Lake County"; ``end`` if there is none."""
    if end < 2 or doc[end - 1].lower_ not in _COUNTIES or not doc[end - 1].is_title:
        return end
    start = end - 1
    while start and end - start < 4 and doc[start - 1].is_title and doc[start - 1].pos_ == "PROPN":
        start -= 1
    return start if start < end - 1 else end


def _is_bare_place(doc: Doc, i: int) -> bool:
    """ "| Leeds Mayor Ana Ruiz": one capitalised name that is no adjective, no title and no longer name's end."""
    token, before = doc[i], doc[i - 1] if i else None
    name = token.is_title and token.is_alpha and token.pos_ == "PROPN" and token.ent_type_ not in ("DATE", "NORP")
    alone = before is None or not (before.is_title and before.pos_ == "PROPN")
    return name and alone and not _is_title(token) and token.lower_ not in DEPARTMENTS
