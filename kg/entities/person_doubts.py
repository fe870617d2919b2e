"""What speaks against a run of capitals being a person: what kind of thing it is called, what is called after it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from spacy.tokens import Doc, Token

from kg.entities.names import fold
from kg.entities.organization_told import noun_in_apposition
from kg.entities.spans import Ref, is_placed, titled_end
from kg.entities.words import words

_FOREIGN_BODIES = words("foreign_heads")
_BODIES = words("organization_heads") | words("not_person_last")
_FIRST = words("not_person_first")
_CRAFT = words("storms_and_craft")
_KINDS = words("apposed_things") | words("works_and_things") | words("body_nouns") | words("companies_and_bands")
_FIRMS, _PLACES = words("firm_nouns"), words("place_nouns")
_CALLED_AFTER = _PLACES | words("called_after_people")


def is_thing(doc: Doc, start: int, end: int) -> bool:
    """A storm, a ship or a street: "Hurricane | Ana", "County Mayo"; a company: "SpaceX"."""
    start += doc[start].text == "["
    first = {doc[start].lower_.strip(".")} | ({doc[start - 1].lower_.strip(".")} if start else set())
    if first & _FIRST and not doc[start:end].text.isupper():
        return True
    if end - start > 1 and doc[start].lower_ in _FOREIGN_BODIES:
        return True  # "Institut National de Recherche"
    name = doc[end - 1].text
    return (
        end - start == 1 and re.search(r"[a-z][A-Z]", re.sub(r"^(?:Mc|Mac|De|Di|La|Le|Van|Fitz)", "", name)) is not None
    )


def is_called_a_thing(doc: Doc, start: int, end: int) -> bool:
    """ "The law firm | Ruiz Berg", "the band | Blind Haddad", "| Ruiz Berg, a firm", "his island, | Little Haddad"."""
    noun, last = (doc[start - 1] if start else None), doc[end - 1]
    told = noun_in_apposition(doc, end)
    if told is not None and told.lower_ in _KINDS | _FIRMS:
        return True
    if noun is not None and noun.text == "," and last.dep_ == "appos" and last.head.i == start - 2:
        return last.head.is_lower and last.head.lower_ in _KINDS | _PLACES
    if (
        noun is None
        or not noun.is_lower
        or noun.lower_ not in (_KINDS if end - start > 1 else _KINDS | _FIRMS)
        or noun.pos_ not in ("NOUN", "PROPN")
    ):
        return False
    if any(t.lemma_ in _TELLING for t in doc[max(start - 4, 0) : start - 1]):
        return False  # "told the court | Ana Ruiz had lied"
    if last.dep_ == "appos" and last.head.i == noun.i:
        return True
    return noun.dep_ in ("compound", "nmod") and start <= noun.head.i < end


_TELLING = frozenset("tell inform warn assure remind convince persuade show give".split())


def is_other_name(doc: Doc, start: int, end: int) -> bool:
    """ "The Supreme Court (| Oberster Gerichtshof)", "Talca University (| TU Ruiz)": what a body is called, too."""
    if start < 2 or doc[start - 1].text != "(" or doc[end : end + 1].text != ")":
        return False
    first = start - 1
    while first and (doc[first - 1].is_title or doc[first - 1].lower_ in ("of", "for", "the", "at")):
        first -= 1
    return any(t.lower_ in _BODIES for t in doc[first : start - 1])


def stands_as_a_place(doc: Doc, start: int, end: int) -> bool:
    """ "In | Ain Issa", "entered | Ain Issa", "in Netzarim, | Ain Issa and Morag"; "said on | Kol Ruiz", a station."""
    before = doc[start - 1] if start else None
    if is_placed(doc, start):
        return True
    if before is not None and (before.lower_ == "into" or before.lemma_ == "enter"):
        return True
    if before is not None and before.lower_ == "on" and start > 1 and doc[start - 2].lemma_ in ("say", "tell", "speak"):
        return True
    token = doc[end - 1]
    while token.dep_ == "conj" and token.head.pos_ == "PROPN" and token.head.i < token.i:
        token = token.head
    return token.i < start and token.dep_ == "pobj" and is_placed(doc, token.left_edge.i)


def gives_its_name(doc: Doc, end: int) -> bool:
    """ "The | Karol Bagh area", "the | Ana Ruiz space telescope": a place or a thing is called after it."""
    head = modified(doc, end)
    return head is not None and head.lower_.removesuffix("s") in _CALLED_AFTER


def modified(doc: Doc, end: int) -> Token | None:
    """The common noun that a name stands before as its modifier: "the Annapolis | process"; or None."""
    last = doc[end - 1]
    head = last.head
    if last.dep_ not in ("compound", "nmod") or not end <= head.i < end + 4 or head.pos_ != "NOUN":
        return None
    return head if all(t.pos_ in ("NOUN", "PROPN", "ADJ") for t in doc[end : head.i]) else None


def towns_by_place(docs: Iterable[Doc]) -> set[str]:
    """The folded words that stand by themselves after "in" or "at" and are no person's by the recogniser's label."""
    return {
        fold(t.text)
        for doc in docs
        for t in doc
        if t.pos_ == "PROPN"
        and t.ent_type_ != "PERSON"
        and is_placed(doc, t.i)
        and not doc[t.i + 1 : t.i + 2].text.istitle()
        and doc[t.i + 1 : t.i + 2].text not in ("'s", "'")
    }


def is_counted(doc: Doc, start: int, end: int) -> bool:
    """ "The | Grayback", "any | Londoner", "the 737 | Max", "Paragraph | 4": a word that is no name of one person."""
    before, after = (doc[start - 1] if start else None), doc[end : end + 1]
    if len(after) and after[0].is_digit and after[0].head.i == end - 1:
        return True
    if before is None or modified(doc, end) is not None:
        return False
    return before.lower_ in _ARTICLES or (before.is_digit and before.head.i == end - 1)


_ARTICLES = frozenset("the a an any each every no some".split())


def things_named(docs: Iterable[Doc]) -> set[str]:
    """The folded names of storms and craft: "Lorenzo" where the article has "Hurricane Lorenzo"."""
    return {
        fold(two.text) for doc in docs for one, two in pairwise(doc) if one.lower_.strip(".") in _CRAFT and two.is_title
    }


def operations_named(docs: Iterable[Doc]) -> set[tuple[str, ...]]:
    """The folded words of the names of operations and craft: "Iron Shield" of "Operation Iron Shield"."""
    found = set()
    for doc in docs:
        for token in doc[:-1]:
            if token.is_title and token.lower_.strip(".") in _CRAFT | {"operation"}:
                found.add(tuple(fold(t.text) for t in doc[token.i + 1 : titled_end(doc, token.i + 1)]))
    return found


def towns_named(doc: Doc, offices: Iterable[Ref]) -> set[str]:
    """The folded names of towns called after a ruler: "Kudarat" where something is "in Sultan Kudarat"."""
    return {
        fold(doc[ref.end].text)
        for ref in offices
        if ref.end - ref.start == 1 and is_placed(doc, ref.start) and doc[ref.end : ref.end + 1].text.istitle()
    }
