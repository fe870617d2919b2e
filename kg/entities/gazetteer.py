"""Known countries and institutions: tables of facts → a matcher over tokens.

The tables are ``data/countries.yaml`` and ``data/institutions.yaml``; their head comments say where the facts
come from and how they are checked.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.entities.spans import Form, Ref
from kg.entities.tables import institution_id, institution_rows, known, parliaments
from kg.entities.territories import territories
from kg.entities.words import load_table, words

Node = dict[str, Any]
_REGIONS = frozenset({"South", "North", "Central", "Latin", "Native"})
"""Before an adjective of nationality these make it that of a region: what is South Korean has a name of its own."""
_END = ""
_PLACE_PREPOSITIONS = words("place_prepositions")


class Gazetteer:
    """A trie of all names; ``match`` finds the longest names of a document."""

    def __init__(self, nlp: Language) -> None:
        self._root: Node = {}
        self._tokenize = _tokens_by(nlp)
        for row in load_table("countries.yaml"):
            self._add_country(row)
        for row in institution_rows():
            for name in {row["label"], *row.get("names", ())}:
                for variant in prefix_variants(name):
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
            found = self._longest(doc, i)
            if found and not _part_of_a_name(doc, found) and doc[found.end : found.end + 2].text.lower() != "-style":
                named = not self._is_people(doc, found) and _stands_for_country(doc, found)
                yield found if named else replace(found, kind="place")
                i = found.end
            else:
                i += 1

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


def _part_of_a_name(doc: Doc, ref: Ref) -> bool:
    """ "Michael Jordan", "Alicia Victoria Arango": a doubtful name beside parts of a person's name."""
    if ref.start and doc[ref.start].ent_type_ == doc[ref.start - 1].ent_type_ == "PERSON":
        return True  # "Ana Holland"
    if ref.kind == "institution" and (_is_wing(doc, ref) or _is_national(doc, ref) or _of_a_territory(doc, ref)):
        return True
    if ref.kind == "country" and (_of_the_sea(doc, ref) or _among_states(doc, ref)):
        return True
    if ref.kind == "institution" and _of_a_product(doc, ref):
        return True
    if "&" in (doc[ref.start - 1].text if ref.start else "", doc[ref.end : ref.end + 1].text):
        return True  # "Mail & | Guardian"
    row = known(ref.entity)
    doubtful = ref.form is Form.METONYM or (row is not None and doc[ref.start : ref.end].text in row.ambiguous)
    before = doc[ref.start - 1] if ref.start else None
    after = doc[ref.end] if ref.end < len(doc) else None
    surname = row is not None and doc[ref.start : ref.end].text in row.ambiguous
    if surname and before is not None and before.is_title and before.pos_ == "PROPN" and before.ent_type_ != "DATE":
        return True
    if surname and _FIELDS.search(doc[max(ref.start - 6, 0) : ref.start].text):
        return True
    if doubtful and (_name_part(doc, ref.start - 1, before) or _name_part(doc, ref.end, after)):
        return True
    if after is not None and after.lower_ in _WEEKDAYS:
        return False  # "in Santiago | Wednesday"
    return ref.form is Form.METONYM and after is not None and after.is_title and after.pos_ == "PROPN"


def _of_a_territory(doc: Doc, ref: Ref) -> bool:
    """ "Florida | Department of Transportation": the territory's, not the country's."""
    row = known(ref.entity)
    before = doc[max(ref.start - 2, 0) : ref.start]
    owned = len(before) > 0 and (before[-1].text in territories() or before.text in territories())
    return owned and row is not None and row.country is not None and row.kind in ("government", "court")


def _of_a_product(doc: Doc, ref: Ref) -> bool:
    """ "a Boeing | 737", "an Airbus | A320": what the company makes."""
    row = known(ref.entity)
    after = doc[ref.end : ref.end + 1].text
    return row is not None and row.kind == "company" and re.match(r"[A-Z]?-?\d", after) is not None


def _of_the_sea(doc: Doc, ref: Ref) -> bool:
    """ "the South | China Sea", "the Gulf of | Mexico"."""
    sea = doc[ref.end].text in ("Sea", "Ocean", "Strait", "Straits") if ref.end < len(doc) else False
    return sea or doc[max(ref.start - 2, 0) : ref.start].text in ("Gulf of", "Bay of")


def _among_states(doc: Doc, ref: Ref) -> bool:
    """ "Ruiz of Utah and Sand of | Georgia": a list of a country's own states."""
    row = known(ref.entity)
    if row is None or doc[ref.start : ref.end].text not in row.ambiguous:
        return False
    like = doc[ref.start - 1].lower_ if ref.start else ""
    near = range(max(ref.start - _LIST, 1), min(ref.end + _LIST, len(doc)))
    return like in ("of", "from", "-") and any(
        doc[i].text in territories() and doc[i - 1].lower_ == like and i != ref.start for i in near
    )


_LIST = 16
"""Tokens within which the members of a list stand."""

_FIELDS = re.compile(r"\b(?:State|Secretary|Minister) for [A-Z]\w+(?:, [A-Z]\w+)*(?: and|,)$")
"""Before a name that is one of an office's fields: "Secretary of State for Foreign, | Commonwealth and Development"."""


def _is_wing(doc: Doc, ref: Ref) -> bool:
    """ "LMN-XY": the acronym of one wing of a movement is another's name than "LMN"."""
    after = doc[ref.end : ref.end + 2]
    joined = len(after) == 2 and after[0].text == "-" and not doc[ref.end - 1].whitespace_ and not after[0].whitespace_
    if not joined or ref.end - ref.start > 1 or not doc[ref.start].is_upper:
        return False
    return after[1].is_upper and after[1].is_alpha and len(after[1]) < 3 and after[1].text not in _FAMILY_SHORT


def _is_national(doc: Doc, ref: Ref) -> bool:
    """ "Chilean | Security Council", "the National | Security Council": a state's own, not the United Nations'."""
    if doc[ref.start : ref.end].text != "Security Council" or not ref.start:
        return False
    before = doc[ref.start - 1]
    owner = doc[ref.start - 2] if before.text in ("'s", "'") and ref.start > 1 else before
    return before.text == "National" or owner.text in _nations()


@functools.cache
def _nations() -> frozenset[str]:
    """Last words of the countries' names and adjectives."""
    rows = load_table("countries.yaml")
    named = (name for row in rows for name in (row["label"], *row.get("names", ()), *(row.get("demonyms") or ())))
    return frozenset(word for name in named if (word := name.split()[-1])[0].isupper() and name != "Nations")


_FAMILY_SHORT = frozenset({"UN", "EU", "US", "UK", "AU"})
_WEEKDAYS = words("weekdays")


def _stands_for_country(doc: Doc, ref: Ref) -> bool:
    """A seat of government stands for it where it acts or is acted on: not "in Moscow", not "the Minsk agreements"."""
    if ref.form is Form.DEMONYM and _is_language(doc, ref):
        return False
    if ref.form is not Form.METONYM:
        return True
    if ref.start > 1 and doc[ref.start - 1].lower_ == "of" and doc[ref.start - 2].is_title:
        return False  # "the Charter of Santiago"
    before = doc[ref.start - 1] if ref.start else None
    after = doc[ref.end] if ref.end < len(doc) else None
    glued = after is not None and after.text == "-" and not doc[ref.end - 1].whitespace_ and not after.whitespace_
    dateline = ref.start < 3 and after is not None and after.text in ("—", "–", "-", "(", "--")
    placed = dateline or (before is not None and before.lower_ in _PLACE_PREPOSITIONS)
    if before is not None and before.lower_ == "for" and before.head.lemma_ == "speak":
        return True  # "who speaks for Washington"
    if after is not None and after.text == "'s" and doc[ref.end + 1 : ref.end + 2].text in _SEAT_OWNS:
        return True  # "at London's request"
    if doc[ref.end - 1].dep_ == "compound" and after is not None and after.lower_ in _SEAT_OFFICIALS:
        return True  # "Kremlin spokesman"
    return not placed and not glued and doc[ref.end - 1].dep_ in _ACTING


def _is_language(doc: Doc, ref: Ref) -> bool:
    """ "said in French", "speaks Russian": a language."""
    before, after = doc[max(ref.start - 1, 0) : ref.start], doc[ref.end : ref.end + 1]
    ends = not after or (after[0].text != "-" and after[0].pos_ in ("PUNCT", "ADP", "PART", "CCONJ", "SCONJ", "ADV"))
    return ends and bool(before) and (before[0].lower_ in ("in", "into") or before[0].lemma_ == "speak")


_SEAT_OFFICIALS = frozenset("spokesman spokeswoman spokesperson official officials adviser aide envoy".split())
_SEAT_OWNS = frozenset("request behest insistence mission embassy delegation envoy ambassador".split())
_ACTING = frozenset("nsubj nsubjpass poss pobj dobj conj agent iobj dative".split())
"""What a seat of government is in a sentence when it stands for the government: not "the Minsk agreements"."""


def _name_part(doc: Doc, i: int, token: Token | None) -> bool:
    if token is None or i < 0 or not token.is_title or token.pos_ != "PROPN":
        return False
    return token.ent_type_ == "PERSON" or doc[i].ent_type_ == "PERSON"


_FAMILIES = (
    ("United Nations", "UN", "U.N."),
    ("United States", "US", "U.S."),
    ("European Union", "EU", "E.U."),
    ("United Kingdom", "UK", "U.K."),
)


def prefix_variants(name: str) -> Iterable[str]:
    """``UN X`` → also ``U.N. X`` and ``United Nations X``; likewise for US, EU and UK."""
    for family in _FAMILIES:
        for prefix in family:
            if name.startswith(prefix + " "):
                return [f"{other}{name[len(prefix) :]}" for other in family]
    return (name,)
