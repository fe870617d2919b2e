"""What the tables' names mean in one article: "the Senate" on the United States, "Cargill" beside Ana Cargill."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from spacy.tokens import Doc, Token

from kg.entities.initials import widened
from kg.entities.name_variants import variants
from kg.entities.organization_runs import HEADS
from kg.entities.seats import is_called_a_town
from kg.entities.spans import Form, Ref, is_honorific
from kg.entities.symbols import EUROPEAN_UNION
from kg.entities.tables import institutions, known, nations
from kg.entities.territories import territories
from kg.entities.words import any_of, load_table
from kg.parse import Block, BlockKind


def find_local_names(
    blocks: Sequence[Block], names: Mapping[int, Sequence[Ref]], dated: Collection[str]
) -> dict[int, list[Ref]]:
    """By block index, the names that mean a body of the country the article is about, or a chamber of its dateline's.

    Args:
        blocks: the article's blocks.
        names: by block index, the names already found; nothing inside them is looked at.
        dated: the countries of the article's dateline.
    """
    text = "\n".join(block.doc.text for block in blocks)
    homes = [home for home in dated if not _has_another_parliament(names, home, text)]
    local = {name: entity for home in homes for name, entity in _local().get(home, {}).items() if _is_chamber(entity)}
    local |= _local().get(_country(names) or "", {}) or _parties_of(_land_of_houses(names))
    local = {name: entity for name, entity in local.items() if not _of_a_territory(name, text)}
    if not local:
        return {block.index: [] for block in blocks}
    pattern = re.compile(rf"\b(?:{any_of(local)})\b")
    return {block.index: list(_find(block, names[block.index], pattern, local)) for block in blocks}


def at_home(blocks: Sequence[Block], names: Mapping[int, Sequence[Ref]]) -> dict[int, list[Ref]]:
    """The names without those of another country's bodies that happen to be called so: "the Rally for the Republic"."""
    spoken_of = {ref.entity for refs in names.values() for ref in refs if ref.kind in ("country", "place")}
    rows = {ref.entity: known(ref.entity) for refs in names.values() for ref in refs}
    spoken_of |= {row.country for row in rows.values() if row and row.country and not row.domestic}
    for block in blocks:  # "Germany's Free Democratic Party" speaks of its country itself
        for ref in names[block.index]:
            row = rows[ref.entity]
            if row and row.country and _called(row.country).search(block.doc[ref.start : ref.end].text):
                spoken_of.add(row.country)
    away = {entity for entity, row in rows.items() if row and row.domestic and row.country not in spoken_of}
    return {i: [ref for ref in refs if ref.entity not in away] for i, refs in names.items()}


@functools.cache
def _called(country: str) -> re.Pattern[str]:
    """A country's names and adjectives."""
    return re.compile(rf"\b(?:{any_of(_names_of(country))})\b")


def _names_of(country: str) -> frozenset[str]:
    """A country's names and adjectives."""
    row = _countries()[country]
    return frozenset([*row["names"], *(row.get("demonyms") or ())])


@functools.cache
def _countries() -> Mapping[str, Mapping[str, Any]]:
    return {f"country/{row['iso']}": row for row in load_table("countries.yaml")}


def not_towns(blocks: Sequence[Block], names: Mapping[int, Sequence[Ref]]) -> dict[int, list[Ref]]:
    """The names, seats of government as places where the article has a town of that name: "the town of | Madrid".

    So is Brussels in an article that names the European Union, one of its organs or NATO: they, not Belgium, are there.
    """
    docs = {block.index: block.doc for block in blocks}
    refs = [(docs[i], ref) for i, found in names.items() for ref in found]
    towns = {doc[ref.start : ref.end].text for doc, ref in refs if is_called_a_town(doc, ref)}
    if any(_is_in_brussels(ref.entity) for _, ref in refs):
        towns.add("Brussels")

    def settled(doc: Doc, ref: Ref) -> Ref:
        town = ref.form is Form.METONYM and doc[ref.start : ref.end].text in towns
        return replace(ref, kind="place") if town else ref

    return {i: [settled(docs[i], ref) for ref in found] for i, found in names.items()}


def _is_in_brussels(entity: str) -> bool:
    row = known(entity)
    return entity in _IN_BRUSSELS or (row is not None and row.parent in _IN_BRUSSELS)


_IN_BRUSSELS = frozenset({EUROPEAN_UNION, "institution/north-atlantic-treaty-organization"})


def not_surnames(blocks: Sequence[Block], names: Mapping[int, Sequence[Ref]]) -> dict[int, list[Ref]]:
    """The names without single words that are a family name in the article: "Ana | Cargill", "Mr. | Cargill"."""
    one = {block.doc[r.start].text for block in blocks for r in names[block.index] if _is_one_word(r)}
    people = _surnames(blocks, one)
    return {
        block.index: [r for r in names[block.index] if not _is_one_word(r) or block.doc[r.start].text not in people]
        for block in blocks
    }


def _surnames(blocks: Sequence[Block], words: Collection[str]) -> set[str]:
    """The words that are somebody's family name, as far as the recogniser and titles tell."""
    return {
        t.text
        for block in blocks
        for before, t in pairwise(block.doc)
        if t.text in words and (is_honorific(before) or before.ent_type_ == t.ent_type_ == "PERSON")
    }


def _is_one_word(ref: Ref) -> bool:
    return ref.kind == "institution" and ref.end - ref.start == 1


def by_first_words(blocks: Sequence[Block], names: Mapping[int, Sequence[Ref]]) -> dict[int, list[Ref]]:
    """The names, and "Mahan" wherever an article on "Mahan Air" so calls the company."""
    short: dict[str, set[str]] = defaultdict(set)
    for block in blocks:
        for ref in names[block.index]:
            row = known(ref.entity)
            if row and row.kind == "company" and ref.end - ref.start > 1:
                short[block.doc[ref.start].text].add(ref.entity)
    people = _surnames(blocks, short)
    alone = {w: owners.pop() for w, owners in short.items() if len(owners) == 1 and _is_own(w) and w not in people}
    return widened(blocks, names, alone, _by_itself)


def _is_own(word: str) -> bool:
    """A word that can be a company's alone: not "American", "National", "Air"."""
    return len(word) > 3 and word[0].isupper() and word.lower() not in HEADS | _SHARED and word not in territories()


_SHARED = frozenset(
    "air american royal british national international european african asian world central general united first south "
    "north east west eastern western northern southern bank royal standard china japan german french russian".split()
)


def _by_itself(token: Token) -> bool:
    """No part of a longer name."""
    around = [token.doc[i] for i in (token.i - 1, token.i + 1) if 0 <= i < len(token.doc)]
    return not any((t.is_title and t.pos_ == "PROPN") or t.text in ("-", "&") for t in around)


def _find(block: Block, taken: Sequence[Ref], pattern: re.Pattern[str], local: Mapping[str, str]) -> Iterator[Ref]:
    if block.kind is BlockKind.BOILERPLATE:
        return
    used = {i for ref in taken for i in range(ref.start, ref.end)}
    before = set(used)
    for match in pattern.finditer(block.doc.text):
        span = block.doc.char_span(*match.span())
        if span is None or not used.isdisjoint(range(span.start, span.end)):
            continue
        row = known(local[match.group()])
        if (
            row
            and not _one_of_a_party(block.doc, span.start)
            and (span.start - 1 in before or _alone(block.doc, span.start))
        ):
            before |= set(range(span.start, span.end))
            form = Form.DEMONYM if row.kind == "party" else Form.NAME
            yield Ref(span.start, span.end, "institution", row.entity.id, form)


def _has_another_parliament(names: Mapping[int, Sequence[Ref]], home: str, text: str) -> bool:
    """ "Brazil's lower house", "the Philippine Senate": "the Senate" need not be the dateline's."""
    rows = (known(ref.entity) for refs in names.values() for ref in refs)
    if any(row and row.kind == "parliament" and row.country and row.country != home for row in rows):
        return True
    return _others_house(home).search(text) is not None


@functools.cache
def _others_house(home: str) -> re.Pattern[str]:
    """A house of parliament with the name or the adjective of another country before it."""
    lands = any_of(nations() - _names_of(home))
    return re.compile(rf"\b(?:{lands})(?:'s|’s)? (?:{_HOUSE})\b")


_HOUSE = "Senate|House|Parliament|Congress|Assembly|parliament|(?:lower|upper) (?:house|chamber)|legislature"


def _is_chamber(entity: str) -> bool:
    row = known(entity)
    return row is not None and row.kind == "parliament"


def _one_of_a_party(doc: Doc, start: int) -> bool:
    """ "a Republican, Ana Ruiz": a person, not the party."""
    return start > 0 and doc[start - 1].lower_ in ("a", "an", "one", "another", "each") and doc[start].pos_ != "ADJ"


def _alone(doc: Doc, start: int) -> bool:
    """Not the end of a longer name: "Opera | House", "Social | Democrats"; the first word's capital tells nothing."""
    before = doc[start - 1] if start else None
    if before is None or not before.is_title or before.is_stop or before.text in territories():
        return True
    return bool(before.is_sent_start) and before.pos_ not in ("PROPN", "ADJ", "NOUN")


def _of_a_territory(name: str, text: str) -> bool:
    """ "Texas Senate", "state Senate", "Supreme Court of Guam": here the name is that of another body."""
    return bool(_of_a_territory_pattern(name).search(text))


@functools.cache
def _of_a_territory_pattern(name: str) -> re.Pattern[str]:
    lands, body = any_of(territories()), re.escape(name)
    return re.compile(rf"\b(?:[Ss]tate|(?:{lands})(?:'s)?) {body}\b|\b(?i:{body}) of (?:the )?(?:state|{lands})\b")


def _land_of_houses(names: Mapping[int, Sequence[Ref]]) -> str:
    """The one country of whose chambers the article names some: whose parties need no nation."""
    rows = (known(ref.entity) for refs in names.values() for ref in refs)
    lands = {row.country for row in rows if row and row.kind == "parliament" and row.country}
    return lands.pop() if len(lands) == 1 else ""


def _parties_of(country: str) -> Mapping[str, str]:
    """The local names that are parties'."""
    return {n: entity for n, entity in local_names(country).items() if (row := known(entity)) and row.kind == "party"}


def _country(names: Mapping[int, Sequence[Ref]]) -> str | None:
    """The country that half of the article's countries and national bodies are, or belong to."""
    counts: Counter[str] = Counter()
    for refs in names.values():
        for ref in refs:
            row = known(ref.entity)
            country = ref.entity if ref.kind in ("country", "place") else row.country if row else None
            if country:
                counts[country] += 1
    if not counts:
        return None
    country, count = counts.most_common(1)[0]
    return country if count >= 2 and count * 2 >= counts.total() else None


def local_names(country: str) -> Mapping[str, str]:
    """What names that other countries have too mean in an article about one country, and whose they are there."""
    return _local().get(country, {})


@functools.cache
def _local() -> Mapping[str, Mapping[str, str]]:
    """By country, the local names and whose they are."""
    table: dict[str, dict[str, str]] = defaultdict(dict)
    for entity, row in institutions().items():
        for name in row.local:
            for form in variants(name):
                table[row.country or ""].setdefault(form, entity)
    return table
