"""What speaks for a run of capitals being an institution: the noun before it, its officers, what it says or does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from kg.entities.organization_runs import is_acronym
from kg.entities.spans import Ref, is_placed
from kg.entities.words import words

_CUES = words("quotation_cues")
_MEDIA = words("media_nouns")
_INTRODUCERS = _MEDIA | words("body_nouns")


def introduced(doc: Doc, start: int, end: int) -> bool:
    """ "the daily | Le Soleil", "the broadcaster | RTG", "the | UFDG party": a common noun says what the name names."""
    before = doc[start - 1] if start else None
    if before is not None and before.is_lower and before.lower_ in _INTRODUCERS:
        return True
    if introduced_medium(doc, start, end):
        return True
    after = doc[end] if end < len(doc) else None
    short = end - start == 1 and is_acronym(doc[start])
    return short and after is not None and after.lower_ in _INTRODUCERS | _ON_AIR


def has_officers(doc: Doc, start: int, end: int, taken: Sequence[Ref]) -> bool:
    """ "Tondar | spokesman Omar Haddad", "the founder of | Tondar": only bodies have such officers."""
    if any(t.ent_type_ in ("PERSON", "GPE", "NORP", "LOC") for t in doc[start:end]) or not doc[start].is_title:
        return False
    before = doc[start - 1].lower_ if start else ""
    first = start - (before == "the")
    for ref in taken:
        if ref.kind != "office" or doc[ref.end - 1].lower_ not in _OFFICERS:
            continue
        if ref.start == end and doc[ref.end : ref.end + 1].text.istitle():
            return True
        if ref.end == first - 1 and doc[first - 1].lower_ in ("for", "of"):
            return True
    return False


_OFFICERS = frozenset(
    "spokesman spokeswoman spokesperson ceo executive officer founder co-founder manager headteacher headmaster".split()
)


def introduced_medium(doc: Doc, start: int, end: int) -> bool:
    """True for a name that the words about it make a medium's.

    "the daily | Le Soleil", "magazine The | Bark", "news agency | Khovar", "a | Tondar reporter", "a | Tondar radio
    interview", "an interview with | Tondar", "remarks to | Tondar.com".
    """
    return (
        after_media_noun(doc, start)
        or _reports(doc, start, end)
        or _interviews(doc, start, end)
        or _told_on_air(doc, start, end)
    )


def after_media_noun(doc: Doc, start: int) -> bool:
    """ "The newspaper | El Sol", "the show | Good Evening", in apposition; not "the paper | Ana Ruiz founded"."""
    before = start - 1 - (start > 1 and doc[start - 1].text == "The")
    if before < 0 or not doc[before].is_lower:
        return False
    noun = doc[before].lower_
    press = noun == "agency" and before > 0 and doc[before - 1].lower_ in ("news", "press")
    name = doc[start : min(start + 5, len(doc))]
    clause = any(t.dep_ in ("nsubj", "nsubjpass") and t.head.dep_ == "relcl" for t in name)
    presenter = noun == "broadcaster" and [t.ent_type_ for t in doc[start : start + 2]] == ["PERSON", "PERSON"]
    on_air = noun in _ON_AIR and before > 0 and (_is_told(doc, before) or doc[before - 1].lower_ in _KINDS_OF_STATION)
    return (noun in _MEDIA or press or on_air) and not clause and not presenter


def _told_on_air(doc: Doc, start: int, end: int) -> bool:
    """ "told | Tondar radio", "told Chile's | al-Ahd newspaper", "told | TV7", "told | Tondar FM"."""
    if not _is_told(doc, start) or not _of_its_own(doc, start, end):
        return False
    after = doc[end].lower_ if end < len(doc) else "."
    one = end - start == 1
    called = _STATION.fullmatch(doc[start].text) if one else doc[end - 1].text in ("FM", "TV")
    on_air = not one and doc[start].text in ("TV", "Radio", "Canal", "Channel")
    paper = doc[end - 1].text in _PAPERS and (not one or doc[start - 1].lower_ == "the")
    return bool(called) or on_air or paper or after in _MEDIA | _ON_AIR


def _is_told(doc: Doc, start: int) -> bool:
    """ "told | …", "told the | …", "told Chile's | …", "told Chilean | …"."""
    i = start - 1
    while i > 0 and (doc[i].lower_ in ("the", "'s", "local") or doc[i].ent_type_ in ("GPE", "NORP")):
        i -= 1
    return i >= 0 and doc[i].lower_ == "told"


_STATION = re.compile(r"(?:[A-Z]{1,4}TV|TV|[A-Z]{2,4})-?\d{1,2}|[A-Za-z][A-Z]{0,3}TV")
"""A station with its number, or by its letters: "TV2", "RTP1", "bTV"."""
_PAPERS = frozenset(
    "Argus Bulletin Chronicle Citizen Courier Dispatch Examiner Gazette Globe Herald Independent Inquirer Journal Mail "
    "Mirror Monitor Nation Observer Post Reporter Sentinel Standard Star Sun Telegraph Times Tribune Vanguard".split()
)
"""How papers are called: "told the | Inquirer"."""


def _reports(doc: Doc, start: int, end: int) -> bool:
    """ "A | Tondar reporter", "a | Tondar radio interview"."""
    article = doc[start - 1].lower_ in ("a", "an") if start else False
    after = [t.lower_ for t in doc[end : end + 2]]
    reporter = after[:1] and after[0] in _REPORTERS
    interview = after[:1] == ["interview"] or (after[1:] == ["interview"] and after[0] in _ON_AIR)
    return bool(article and (reporter or interview)) and _of_its_own(doc, start, end)


def _interviews(doc: Doc, start: int, end: int) -> bool:
    """ "In an interview with | Tondar", "in remarks to | Tondar.com"."""
    before = [t.lower_ for t in doc[max(start - 3, 0) : start] if t.lower_ != "the"]
    if before[-1:] == ["to"] and before[-2:-1] and before[-2] in _REMARKS and is_site(doc[start]):
        return True
    asked = before[-2:] in (["interview", "with"], ["interview", "to"])
    sent = before[-1:] in (["from"], ["for"]) and len(before) > 1 and before[-2].rstrip("s") in _REPORTERS
    one = end - start == 1 or (end - start == 2 and doc[start].text in ("El", "La", "Le"))
    return (asked or sent) and one and not is_site(doc[start]) and _of_its_own(doc, start, end)


def _of_its_own(doc: Doc, start: int, end: int) -> bool:
    """No place, people or day by the recogniser's label, nor somebody of whom more is said."""
    labels = {t.ent_type_ for t in doc[start:end]}
    return not labels & {"GPE", "NORP", "LOC", "PERSON", "DATE", "TIME", "FAC", "EVENT", "LANGUAGE"}


_REPORTERS = frozenset("reporter correspondent journalist".split())
_ON_AIR = frozenset("radio television tv".split())
_KINDS_OF_STATION = frozenset("state public local private national independent commercial community".split())
_REMARKS = frozenset("remarks comments statement statements interview".split())
_SITE = re.compile(r"[A-Z][\w-]*(?:\.[a-z]{2,6}){1,2}")


def is_site(token: Token) -> bool:
    """ "Tondar.com", "Tondar.com.br": a name that is an address."""
    return _SITE.fullmatch(token.text) is not None


def cited(doc: Doc, start: int) -> bool:
    """ "told CNA", "according to CNA": a source."""
    before = [t.lower_ for t in doc[max(start - 4, 0) : start]]
    return "according" in before or before[-1:] == ["told"] or before[-2:] == ["told", "the"]


def acts(doc: Doc, i: int) -> bool:
    """True for a name that does something or stands among others that do, and is no place ("in Bucha")."""
    placed = i > 0 and doc[i - 1].lower_ in ("in", "at", "near", "from", "to", "around", "of", "down", "into")
    return not placed and doc[i].dep_ in ("nsubj", "nsubjpass", "appos", "conj")


def is_a_place(doc: Doc, start: int, end: int) -> bool:
    """ "In | Bucha", "the siege of | El Fasher", "Sudan's | El Fasher": a place by the words beside the name."""
    if end - start == 1:
        return is_placed(doc, start)
    if end - start > 2 or doc[start].text not in _FIRST_OF_TOWNS:
        return False
    owner = start > 1 and doc[start - 1].text in ("'s", "'")
    before = doc[max(start - 2, 0) : start].text.lower()
    return is_placed(doc, start) or owner or _OF_A_TOWN.search(before) is not None


_FIRST_OF_TOWNS = frozenset(
    "Abu Ain Al Beit Deir El Fort Jebel Khan Mount New Port Porto Ras San Santa São Sao Tel Umm".split()
)
_OF_A_TOWN = re.compile(
    r"(?:siege|fall|capture|outskirts|residents|people|city|town|village|battle|bombardment|shelling|suburbs|streets|"
    r"centre|center|north|south|east|west|hospitals?|civilians|port|airport|district|region) of$|"
    r"\b(?:to|from|into|towards?|besieged|reached|entered|captured|seized|took|shelled|around|outside)$"
)


def is_camel(token: Token) -> bool:
    """ "JetBlue": no common word."""
    return any(c.isupper() for c in token.text[1:])


def speaks(doc: Doc, i: int) -> bool:
    """ "Hasbro said", "Boeing announced"."""
    return doc[i].dep_ == "nsubj" and doc[i].head.lemma_ in _CUES


def beside_its_like(doc: Doc, i: int) -> bool:
    """ "the agency | Khovar", "Siemens, | Daimler and Boeing": a noun before it, or others of the kind in a list."""
    token = doc[i]
    if token.dep_ == "appos":
        return token.head.i == i - 1 and token.head.is_lower
    listed = [token.head] if token.dep_ == "conj" else [c for c in token.children if c.dep_ == "conj"]
    return any(other.ent_type_ == "ORG" and other.is_title for other in listed)
