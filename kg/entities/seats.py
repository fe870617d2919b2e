"""Whether a seat of government or an adjective of nationality means the country where it is used."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from kg.entities.spans import Form, Ref
from kg.entities.words import words

_PLACE_PREPOSITIONS = words("place_prepositions")
_TO_PLACES = frozenset({*_PLACE_PREPOSITIONS, "between"}) - {"for"}


def stands_for_country(doc: Doc, ref: Ref) -> bool:
    """A seat of government stands for it where it acts or is acted on: not "in Moscow", not "the Minsk agreements"."""
    if (
        ref.form is Form.DEMONYM
        and ref.entity == "country/SUN"
        and ref.start
        and doc[ref.start - 1].lower_ in ("former", "ex", "post", "-")
    ):
        return False  # "the former Soviet republics"
    if ref.form is Form.DEMONYM and (_is_language(doc, ref) or doc[ref.end : ref.end + 1].text in _STYLES):
        return False
    if ref.form is not Form.METONYM:
        return True
    if ref.start > 1 and doc[ref.start - 1].lower_ == "of" and doc[ref.start - 2].is_title:
        return False  # "the Charter of Santiago"
    if _KNOWN_AS.search(doc[max(ref.start - 4, 0) : ref.start].text):
        return False  # "a home known as the | Blue House"
    if _is_a_town(doc, ref):
        return False
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


def is_called_a_town(doc: Doc, ref: Ref) -> bool:
    """ "The town of | Madrid": so it is a town wherever the article names it."""
    return ref.start > 1 and doc[ref.start - 1].lower_ == "of" and doc[ref.start - 2].lower_ in _TOWNS


def _is_a_town(doc: Doc, ref: Ref) -> bool:
    """ "The town of | Madrid", "in New York or | Madrid", "in Lanuza, | Madrid and Cortes", "the third | Baku"."""
    if is_called_a_town(doc, ref) or (ref.start and doc[ref.start - 1].ent_type_ == "ORDINAL"):
        return True
    first = doc[ref.end - 1]
    while first.dep_ == "conj" and first.head.pos_ == "PROPN" and first.head.i < first.i:
        first = first.head
    if first.i >= ref.start:
        return False
    placed = first.dep_ == "pobj" and doc[max(first.left_edge.i - 1, 0)].lower_ in _TO_PLACES
    return placed or first.dep_ not in _ACTING


def _is_language(doc: Doc, ref: Ref) -> bool:
    """ "said in French", "speaks Russian", "the Spanish service": a language."""
    if doc[ref.end : ref.end + 1].text in _OF_A_LANGUAGE:
        return True
    before, after = doc[max(ref.start - 1, 0) : ref.start], doc[ref.end : ref.end + 1]
    ends = not after or (after[0].text != "-" and after[0].pos_ in ("PUNCT", "ADP", "PART", "CCONJ", "SCONJ", "ADV"))
    if not ends:
        return False
    first = doc[ref.end - 1]
    while first.dep_ == "conj" and first.head.ent_type_ in ("LANGUAGE", "NORP"):
        first = first.head  # "speaks French, | Russian and | Arabic"
    before = before if first.i >= ref.start else doc[max(first.i - 1, 0) : first.i]
    return bool(before) and (before[0].lower_ in ("in", "into") or before[0].lemma_ in _OF_SPEECH)


_KNOWN_AS = re.compile(r"\b(?:called|known as|named)(?: the)?(?: [\"“'])?$")
_OF_SPEECH = ("speak", "learn", "study", "teach")
_STYLES = words("in_a_style")
_OF_A_LANGUAGE = words("in_a_language")
_TOWNS = words("kinds_of_towns")
_SEAT_OFFICIALS = frozenset("spokesman spokeswoman spokesperson official officials adviser aide envoy".split())
_SEAT_OWNS = frozenset("request behest insistence mission embassy delegation envoy ambassador".split())
_ACTING = frozenset("nsubj nsubjpass poss pobj dobj conj agent iobj dative".split())
"""What a seat of government is in a sentence when it stands for the government: not "the Minsk agreements"."""
