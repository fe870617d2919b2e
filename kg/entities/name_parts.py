"""What speaks against a name of the tables: that it is part of a longer name, of a person, a product or a territory."""

from __future__ import annotations

import functools
import re

from spacy.tokens import Doc, Token

from kg.entities.spans import Form, Ref
from kg.entities.tables import Known, capitals, known, nations
from kg.entities.territories import american_states, territories
from kg.entities.words import words


def is_part_of_a_name(doc: Doc, ref: Ref) -> bool:
    """ "Michael Jordan", "Alicia Victoria Arango": a doubtful name beside parts of a person's name."""
    before = doc[ref.start - 1].text if ref.start else ""
    apart = before in ("(", "[") or (before in ("-", "–", "—") and bool(doc[max(ref.start - 2, 0)].whitespace_))
    if ref.start and not apart and doc[ref.start].ent_type_ == doc[ref.start - 1].ent_type_ == "PERSON":
        return True  # "Ana Holland"; not "Ana Ruiz - | Chile's minister", "Ana Ruiz ( | Uruguay )"
    if ref.kind == "institution" and (_is_wing(doc, ref) or _is_national(doc, ref) or _of_a_territory(doc, ref)):
        return True
    if ref.kind == "country" and (_of_the_sea(doc, ref) or _among_states(doc, ref) or _is_longer(doc, ref)):
        return True
    if ref.kind == "institution" and (_of_a_product(doc, ref) or _goes_on(doc, ref)):
        return True
    if "&" in (doc[ref.start - 1].text if ref.start else "", doc[ref.end : ref.end + 1].text):
        return True  # "Mail & | Guardian"
    return _is_beside_a_name(doc, ref)


def _is_beside_a_name(doc: Doc, ref: Ref) -> bool:
    """A doubtful name, or a seat's, with another capitalised word beside it."""
    row = known(ref.entity)
    surname = row is not None and doc[ref.start : ref.end].text in row.ambiguous
    before = doc[ref.start - 1] if ref.start else None
    after = doc[ref.end] if ref.end < len(doc) else None
    if surname and before is not None and before.lower_ in _NEIGHBOURS:
        return False
    if surname and before is not None and before.is_title and before.pos_ == "PROPN" and before.ent_type_ != "DATE":
        return not (before.is_sent_start and before.text.endswith("ing"))  # "Noting | Luxembourg's role"
    if surname and _FIELDS.search(doc[max(ref.start - 6, 0) : ref.start].text):
        return True
    doubtful = surname or ref.form is Form.METONYM
    if doubtful and (_name_part(doc, ref.start - 1, before) or _name_part(doc, ref.end, after)):
        return True
    if after is not None and after.lower_ in _WEEKDAYS:
        return False  # "in Santiago | Wednesday"
    return ref.form is Form.METONYM and after is not None and after.is_title and after.pos_ == "PROPN"


def _is_longer(doc: Doc, ref: Ref) -> bool:
    """ "New | Mexico", a territory; "the | Vietnam War", an event."""
    if ref.start and doc[ref.start - 1 : ref.end].text in territories():
        return True
    if _is_a_state_after(doc, ref):
        return True
    return ref.form is Form.NAME and doc[ref.end : ref.end + 1].text in ("War", "Wars", "Papers", "pig", "pigs")


def _is_a_state_after(doc: Doc, ref: Ref) -> bool:
    """ "In | Peru, Indiana": a town; not "in | Mexico, Texas and Ohio"."""
    if doc[max(ref.start - 1, 0)].lower_ not in _PLACED or doc[ref.end : ref.end + 1].text != ",":
        return False
    first = ref.end + 1
    stop = next((end for end in (first + 2, first + 1) if doc[first:end].text in american_states()), None)
    if stop is None:
        return False
    after = doc[stop : stop + 2].text
    return not after.startswith(("and ", "or ", ", and", ", or"))


_PLACED = frozenset("in at from near of outside to".split())
_NEIGHBOURS = words("neighbouring")


def _of_a_territory(doc: Doc, ref: Ref) -> bool:
    """ "Florida | Department of Transportation", "Maryland | General Assembly": the territory's, not the country's."""
    row = known(ref.entity)
    before = doc[max(ref.start - 2, 0) : ref.start]
    owned = len(before) > 0 and (before[-1].text in territories() or before.text in territories())
    if owned and doc[ref.start : ref.end].text == "General Assembly":
        return True
    owned = owned or _of_a_town(doc, ref, row)
    return owned and row is not None and row.country is not None and row.kind in ("government", "court")


def _of_a_town(doc: Doc, ref: Ref, row: Known | None) -> bool:
    """ "Talca | Metropolitan Police", "the Talca | High Court": a town's own, and not the capital's of its country."""
    before = doc[max(ref.start - 2, 0) : ref.start]
    if row is None or row.country is None or not len(before) or not doc[ref.start].is_title:
        return False
    labelled = before[-1].ent_type_ == "GPE" and before[-1].is_title and before[-1].ent_iob_ == "B"
    town = labelled or before[-1].text in capitals().values()
    told = before[-1].text in nations() or before[-1].text == capitals().get(row.country)
    return town and not told and before[0].lower_ not in ("in", "at", "from")


def _of_a_product(doc: Doc, ref: Ref) -> bool:
    """ "a Boeing | 737", "an Airbus | A320": what the company makes."""
    row = known(ref.entity)
    after = doc[ref.end : ref.end + 1].text
    return row is not None and row.kind == "company" and re.match(r"[A-Z]?-?\d", after) is not None


def _goes_on(doc: Doc, ref: Ref) -> bool:
    """ "El Faro | del Sur", "the Independent | Commission on Detention", "the BBC's Talca Day | programme"."""
    after = doc[ref.end : ref.end + 2]
    half = doc[max(ref.start - 3, 0) : ref.start]
    if len(half) == 3 and half[0].text == "Co" and half[1].text == "-" and not half[1].whitespace_:
        return True  # "the Co-operative | Commonwealth Federation"
    if len(after) == 2 and after[0].text in _OF_ABROAD and after[1].is_title:
        return True
    if doc[ref.start : ref.end].text == "General Assembly" and _is_anothers(doc, ref):
        return True
    row = known(ref.entity)
    media = row is not None and row.kind == "media" and doc[ref.start : ref.end].text.removeprefix("The ").isalpha()
    aired = doc[max(ref.start - 1, 0)].text in ("'s", "'") and after[:1].text.lower() in _ON_AIR
    return media and (aired or after[:1].text in _BODIES)


_ON_AIR = ("broadcast", "podcast", "program", "programme", "show")


def _is_anothers(doc: Doc, ref: Ref) -> bool:
    """ "The Kirk's | General Assembly", "the FAI | General Assembly", "| General Assembly of the Talca Church"."""
    before = doc[max(ref.start - 2, 0) : ref.start]
    owner = before[0] if len(before) > 1 and before[1].text in ("'s", "'") else None
    if owner is not None and owner.is_title and owner.text not in _OF_THE_UN:
        return True
    if len(before) and before[-1].is_upper and before[-1].is_alpha and 1 < len(before[-1]) < 7:
        return before[-1].text not in _OF_THE_UN and not before[-1].is_sent_start
    after = [t for t in doc[ref.end : ref.end + 3] if t.lower_ != "the"]
    return len(after) > 1 and after[0].text == "of" and after[1].is_title and after[1].text not in _OF_THE_UN


_OF_THE_UN = ("UN", "U.N.", "United", "Nations", "Organization", "Organisation", "Member", "Members", "States")
_BODIES = ("Commission", "Committee", "Council", "Inquiry", "Panel", "Party", "Tribunal")
_OF_ABROAD = ("da", "de", "del", "della", "des", "do", "du")


def _of_the_sea(doc: Doc, ref: Ref) -> bool:
    """ "the South | China Sea", "the Gulf of | Mexico", "Lake | Chad", "the | Niger Delta"."""
    before = doc[max(ref.start - 2, 0) : ref.start]
    if doc[ref.end : ref.end + 1].text in _WATERS or before[-1:].text in _WATERS_BEFORE:
        return True
    return before.text in ("Gulf of", "Bay of", "Strait of", "Sea of")


_WATERS, _WATERS_BEFORE = words("waters_and_lands"), words("waters_and_lands_before")


def _among_states(doc: Doc, ref: Ref) -> bool:
    """ "Ruiz of Utah and Sand of | Georgia", "Florida, | Georgia", "Senator Ruiz of | Georgia": no country's."""
    row = known(ref.entity)
    if row is None or doc[ref.start : ref.end].text not in row.ambiguous:
        return False
    like = doc[ref.start - 1].lower_ if ref.start else ""
    near = range(max(ref.start - _LIST, 1), min(ref.end + _LIST, len(doc)))
    member = any(t.lower_.strip(".") in _MEMBERS for t in doc[max(ref.start - 7, 0) : ref.start])
    if like in ("of", "from") and member and _is_named(doc, ref):
        return True
    if like == "," and doc[ref.start - 2].text in territories():
        return True
    if (
        like == ","
        and doc[ref.start - 2].ent_type_ == "GPE"
        and any(doc[i - 1].lower_ == "in" for i in near if _american(doc[i]))
    ):
        return True  # "born in Athens, | Georgia, and raised in Alabama"
    if like in _WAYS and any(_is_on_the_way(doc, i) for i in near if i != ref.start):
        return True
    return like in ("of", "from", "-") and any(
        doc[i].text in territories() and doc[i - 1].lower_ == like and i != ref.start for i in near
    )


def _is_named(doc: Doc, ref: Ref) -> bool:
    """ "Senator Ruiz of | Georgia", a state with a name before it; not "the representative of | Georgia"."""
    return doc[ref.start : ref.end].text in _ALSO_STATES and doc[max(ref.start - 2, 0)].pos_ == "PROPN"


_ALSO_STATES = ("Georgia",)
"""Countries called as a state of the United States is."""


_WAYS = frozenset("across between from through to via".split())


def _is_on_the_way(doc: Doc, i: int) -> bool:
    """ "From Georgia | to Alabama": a state of the United States beside one that may be one."""
    return _american(doc[i]) and doc[i - 1].lower_ in {*_WAYS, "and"}


def _american(token: Token) -> bool:
    """A state of the United States whose name is no city's."""
    return token.text in american_states() and token.text not in ("Washington", "Georgia")


_MEMBERS = words("members_of_congress")
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
    """ "Chilean | Security Council", "the National | Security Council", "Chile | Red Cross": a state's own."""
    if doc[ref.start : ref.end].text not in _ALSO_NATIONAL or not ref.start:
        return False
    before = doc[ref.start - 1]
    owner = doc[ref.start - 2] if before.text in ("'s", "'") and ref.start > 1 else before
    return before.text == "National" or owner.text in _last_words()


_ALSO_NATIONAL = ("Security Council", "Red Cross", "Red Crescent")


@functools.cache
def _last_words() -> frozenset[str]:
    """Last words of the countries' names and adjectives."""
    return frozenset(word for name in nations() if (word := name.split()[-1])[0].isupper() and name != "Nations")


_FAMILY_SHORT = frozenset({"UN", "EU", "US", "UK", "AU"})
_WEEKDAYS = words("weekdays")


def _name_part(doc: Doc, i: int, token: Token | None) -> bool:
    if token is None or i < 0 or not token.is_title or token.pos_ != "PROPN":
        return False
    return token.ent_type_ == "PERSON" or doc[i].ent_type_ == "PERSON"
