"""Known countries and institutions: tables of facts → a matcher over tokens.

The tables are ``data/countries.yaml`` and ``data/institutions.yaml``; their head comments say where the facts
come from and how they are checked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from kg.entities.name_parts import is_part_of_a_name
from kg.entities.name_variants import variants
from kg.entities.seats import stands_for_country
from kg.entities.spans import Form, Ref
from kg.entities.tables import institution_id, institution_rows, parliaments
from kg.entities.words import load_table

Node = dict[str, Any]
_REGIONS = frozenset({"South", "North", "Central", "Latin", "Native"})
"""Before an adjective of nationality these make it that of a region: what is South Korean has a name of its own."""
_END = ""


class Gazetteer:
    """A trie of all names; ``match`` finds the longest names of a document."""

    def __init__(self, nlp: Language) -> None:
        self._root: Node = {}
        self._tokenize = _tokens_by(nlp)
        for row in load_table("countries.yaml"):
            self._add_country(row)
        for row in institution_rows():
            for name in {row["label"], *row.get("names", ())}:
                for variant in variants(name, row.get("country", "") if row.get("kind") == "government" else ""):
                    self._add(variant, institution_id(row), "institution", Form.NAME)

    def _add_country(self, row: Mapping[str, Any]) -> None:
        id = f"country/{row['iso']}"
        for name in {row["label"], *row.get("names", ())}:
            self._add(name, id, "country", Form.NAME)
        for name in row.get("demonyms") or ():
            self._add(name, id, "country", Form.DEMONYM)
        for name in {row.get("capital"), *(row.get("metonyms") or ())} - {None, ""}:
            self._add(str(name), id, "country", Form.METONYM)

    def _add(self, name: str, entity: str, kind: str, form: Form) -> None:
        other = (
            name.replace("Organization", "Organisation")
            if "Organization" in name
            else name.replace("Organisation", "Organization")
        )
        for variant in {name, other, name.replace("’", "'"), re.sub(r"^the ", "", name)}:
            node = self._root
            for token in self._tokenize(variant.replace("’", "'")):
                node = node.setdefault(token, {})
            node.setdefault(_END, (entity, kind, form))

    def match(self, doc: Doc) -> Iterator[Ref]:
        """The longest known names, left to right, without overlaps.

        A name that does not stand for the country where it is used ("in Moscow") comes as a ``place``.
        """
        i = 0
        while i < len(doc):
            if listed := self._committees(doc, i):
                yield from listed
                i = listed[-1].end
                continue
            found = self._longest(doc, i)
            if found and not is_part_of_a_name(doc, found) and doc[found.end : found.end + 2].text.lower() != "-style":
                named = not self._is_people(doc, found) and stands_for_country(doc, found)
                yield found if named else replace(found, kind="place")
                i = found.end
            else:
                i += 1

    def _committees(self, doc: Doc, i: int) -> list[Ref]:
        """ "The | House Foreign Affairs and Intelligence committees", "| Senate committees on Trade and Budget"."""
        if doc[i].text not in _CHAMBERS:
            return []
        first = i + 1 + (doc[i + 1 : i + 2].text == "'s")
        on = doc[first : first + 2].text.lower() == "committees on"
        start = stop = first + 2 * on
        while stop < len(doc) and (doc[stop].is_title or doc[stop].text in (",", "and")):
            stop += 1
        if stop == start or not (on or doc[stop : stop + 1].text.lower() == "committees"):
            return []
        parts: list[tuple[int, int]] = []
        while start < stop:
            ends = (end for end in range(stop, start, -1) if self._committee(doc[i].text, doc, start, end))
            end = next(ends, None)
            if end is not None:
                parts.append((i if not (parts or on) else start, end))
            start = end or start + 1
        return [
            Ref(
                a,
                b,
                "institution",
                self._committee(doc[i].text, doc, max(a, first), b),
                Form.NAME if a == i else Form.GENERIC,
            )
            for a, b in parts
        ]

    def _committee(self, chamber: str, doc: Doc, start: int, end: int) -> str:
        """The id of a chamber's committee for the fields that stand at some tokens, or ""."""
        node: Node = self._root
        for word in (chamber, *(t.text for t in doc[start:end]), "Committee"):
            node = node.get(word, {})
        return str(node[_END][0]) if _END in node else ""

    def _is_people(self, doc: Doc, ref: Ref) -> bool:
        """One of two adjectives that together name a people: "the Turkish | Cypriot leader" is neither country's."""
        if ref.form is not Form.DEMONYM:
            return False
        if ref.start and doc[ref.start - 1].text in _REGIONS:
            return True  # "South American"
        others = [self._longest(doc, ref.end)] if doc[ref.end - 1].whitespace_ and ref.end < len(doc) else []
        others += [self._longest(doc, ref.start - 1)] if ref.start and doc[ref.start - 1].whitespace_ else []
        return any(o is not None and o.form is Form.DEMONYM and o.entity != ref.entity for o in others)

    def _longest(self, doc: Doc, i: int) -> Ref | None:
        """The longest name that begins at a token: of the tables, or a state's with the word for its parliament."""
        named = self._of_tables(doc, i)
        parliament = self._parliament_of(doc, i) if doc[i].text in _PARLIAMENT else _own_parliament(doc, named)
        if parliament is None or (named and named.end >= parliament.end):
            return named
        return parliament

    def _parliament_of(self, doc: Doc, i: int) -> Ref | None:
        """ "parliament of Finland"."""
        country = self._of_tables(doc, i + 2) if i + 2 < len(doc) and doc[i + 1].text == "of" else None
        return _parliament(i, country, country.end) if country and country.form is Form.NAME else None

    def _of_tables(self, doc: Doc, i: int) -> Ref | None:
        node, best = self._root, None
        for j in range(i, len(doc)):
            token = doc[j].text
            if token not in node and token.isupper() and len(token) > 3 and token.title() in node:
                token = token.title()
            if token not in node:
                break
            node = node[token]
            if _END in node:
                entity, kind, form = node[_END]
                best = Ref(i, j + 1, kind, entity, form)
        return best


def _tokens_by(nlp: Language) -> Callable[[str], Sequence[str]]:
    """A pipeline's way to cut names into tokens; words of letters only need no tokenizer, which takes a while."""
    special = getattr(nlp.tokenizer, "rules", None)

    def tokens(text: str) -> Sequence[str]:
        words = text.split(" ")
        plain = special is not None and all(word.isalpha() and word not in special for word in words)
        return words if plain else [token.text for token in nlp.tokenizer(text)]

    return tokens


_CHAMBERS = ("House", "Senate")
_PARLIAMENT = frozenset({"parliament", "Parliament", "PARLIAMENT"})


def _own_parliament(doc: Doc, country: Ref | None) -> Ref | None:
    """ "Finnish parliament", "Finland's parliament"."""
    if country is None or country.form is Form.METONYM:
        return None
    word = country.end + (country.form is Form.NAME)
    owned = country.form is Form.DEMONYM or doc[country.end : word].text == "'s"
    return _parliament(country.start, country, word + 1) if owned and doc[word : word + 1].text in _PARLIAMENT else None


def _parliament(start: int, country: Ref, end: int) -> Ref | None:
    """The state's parliament, if the table has no more than one house of that rank."""
    entity = parliaments().get(country.entity)
    return Ref(start, end, "institution", entity, Form.NAME) if entity else None
