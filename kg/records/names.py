"""How records write speakers: titles, names, offices and brackets → Speaker."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from kg.entities.name_variants import by_prefix
from kg.entities.names import fold
from kg.entities.states import state
from kg.entities.symbols import UNITED_NATIONS
from kg.entities.tables import institution_rows, institutions
from kg.entities.words import any_of

_TITLES = [
    "Mr.", "Mr", "Mrs.", "Mrs", "Ms.", "Ms", "Miss", "Mme.", "Mme", "Dr.", "Dr", "Prof.", "Professor", "Sir", "Dame",
    "Lord", "Lady", "Baroness", "Baron", "Viscount", "Count", "Countess", "Prince", "Princess", "Crown Prince",
    "Crown Princess", "Grand Duke", "King", "Queen", "Emperor", "Sultan", "Amir", "Emir", "Sheikh", "Sheikha", "Shaikh",
    "Shaikha", "Shaykh", "Sayyid", "Sayyed", "Sayed", "Archbishop", "Bishop", "Cardinal", "Patriarch", "Monsignor",
    "Msgr.", "Msgr", "Mgr.", "Father", "Sister", "Reverend", "Rev.", "Rabbi", "Judge", "Justice", "General",
    "Lieutenant General", "Lieutenant-General", "Major General", "Major-General", "Brigadier General", "Brigadier",
    "Rear Admiral", "Vice Admiral", "Admiral", "Colonel", "Lieutenant Colonel", "Major", "Captain", "Commander",
    "Ambassador", "President", "Prime Minister", "Deputy Prime Minister", "Chancellor", "Minister", "Senator",
    "Governor", "Chief", "Nana", "Datuk", "Datuk Seri", "Datin", "Dato’", "Dato'", "Dato", "Dato Seri", "Tan Sri",
    "Tun", "Tunku", "Tengku", "Raja", "Ratu", "Begum", "Daw", "U", "Lyonpo", "Dasho", "Hajjah", "Haji", "Pengiran",
    "The Honourable", "The Right Honourable", "Honourable", "Hon.", "Citizen", "Comrade",
]  # fmt: skip
_HONOUR = (
    r"(?:(?:His|Her|Their)\s+(?:Excellenc(?:y|ies)|(?:(?:Royal|Imperial|Serene)\s+)?Highness|(?:Imperial\s+)?Majesty|"
    r"Eminence|Holiness|Beatitude|All\s+Holiness|Worship)\s+(?:the\s+)?)"
)
# Text recognised from scans often lacks the space: "Mr.Ruiz".
_TITLE_WORD = rf"(?:(?:{any_of(t for t in _TITLES if t.endswith('.'))})\s*|(?:{any_of(_TITLES)})\s+)"
TITLE = rf"(?:{_HONOUR}?(?:{_TITLE_WORD})+|{_HONOUR})"
_PARTICLE = (
    r"(?:de|da|do|dos|das|del|della|di|du|van|von|der|den|ten|ter|el|al|bin|bint|ben|ibn|la|le|li|los|las|y|e|of|the|ul|"
    r"ur|zu|af|av|ould|mint|san)"
)
_WORD = rf"(?:(?:[a-z]{{1,3}}[-’'])?[^\W\d_a-z][\w’'ʻʼ`‘-]*\.?|{_PARTICLE}(?=\s))"
_NO_NAME = r"(?!Assembly|Council|Committee|Commission|Conference|Debate|Secretar|(?:President|Chair\w*|Speaker)\s*[:,])"
NAME = rf"{_NO_NAME}{_WORD}(?:\s+{_WORD}){{0,8}}"
_CHAIR = (
    r"(?:(?:Acting|Temporary|Interim|Provisional|Vice|Co)[-\s]?)*(?:President|Chair(?:man|person|woman|lady)?s?|"
    r"Presiding\s+Officer|Moderator)"
)
_OFFICE = (
    rf"(?i:The\s+(?:{_CHAIR}|(?:Deputy\s+)?Secretary-General|Secretary\s+of\s+the\s+(?:Committee|Council)|Rapporteur))"
)
_BRACKET = r"\((?:[^()]|\([^()]*\))*\)"
_ROLE = r",\s+(?:the\s+)?[A-Z][^:;.()]{3,120}?"
HEADING = re.compile(
    rf"(?:(?P<title>{TITLE})(?P<name>{NAME})|(?P<office>{_OFFICE}))(?:\s*:(?=\s*\())?"
    rf"(?P<before>(?:\s*,?\s*{_BRACKET}){{0,4}})(?P<role>{_ROLE})?(?P<after>(?:\s*{_BRACKET}){{0,3}})\s*:(?=\s|$)"
)
UNTITLED = re.compile(rf"(?P<name>{NAME})(?P<before>\s*{_BRACKET}(?:\s*{_BRACKET}){{0,3}})\s*:(?=\s|$)")
"""A name without a title, which only a state in brackets makes a speaker's: "Zhang Jun (China) (spoke in Chinese):"."""
LANGUAGE = re.compile(
    r"(?i:spoke|speaking|interpretation|translation)\s+(?:in|from)[\s,.]*([A-Z][a-z]+(?:\s+and\s+[A-Z][a-z]+)?)"
)
_OBSERVER = re.compile(
    r"(?i)^(?:the\s+)?(?:permanent\s+)?(?:observer|representative|delegation)\s+(?:for|of|from)\s+(?:the\s+)?"
)
_UN_STAFF = re.compile(
    r"(?i)\b(?:under-|assistant\s+)secretary-general\b|^(?:the\s+)?(?:deputy\s+)?secretary-general(?:\s+of\s+the\s+united"
    r"\s+nations)?$|\b(?:representative|envoy|advis[eo]r|coordinator)\s+of\s+the\s+(?:united\s+nations\s+)?secretary-"
    r"general\b|\bunited\s+nations\s+special\s+(?:coordinator|envoy|rapporteur)\b|\bemergency\s+relief\s+coordinator\b|"
    r"\bhigh\s+representative\s+for\s+disarmament\b|\bchef\s+de\s+cabinet\b|\blegal\s+counsel\b|"
    r"\bgeneral\s+assembly\s+(?:affairs|and\s+)"
)


_LETTERS = re.compile(r"[^\W\d_]{2,}")
_ROMAN = re.compile(r"[IVX]{2,4}")


def cased(name: str) -> str:
    """A name as news writes it: "KAMAL", of the older records, is "Kamal"; the length may change."""
    name = " ".join(name.split()).rstrip(",")
    if not any(word.isupper() and len(word) > 3 for word in _LETTERS.findall(name)):
        return name
    return _LETTERS.sub(lambda m: m[0].capitalize() if m[0].isupper() and not _ROMAN.fullmatch(m[0]) else m[0], name)


def brackets(text: str) -> Iterator[str]:
    """The contents of brackets one after the other: "(Chile) (spoke in Spanish)" → Chile, spoke in Spanish."""
    for found in re.finditer(_BRACKET, text):
        yield " ".join(found[0][1:-1].split())


def country_of(words: str) -> str | None:
    """The state that a bracket's words name: "Islamic Republic of Iran", "Observer for the Holy See"."""
    return state(words) or state(_OBSERVER.sub("", words))


@functools.cache
def _bodies() -> Mapping[str, str]:
    rows = {row["label"]: row.get("names", ()) for row in institution_rows()}
    return {
        _key(variant): entity
        for entity, known in institutions().items()
        for name in (known.entity.label, *rows.get(known.entity.label, ()))
        for variant in by_prefix(name)
    }


def _key(name: str) -> str:
    return fold(re.sub(r"(?i)^the\s+", "", name.replace("’", "'")))


def is_body(words: str) -> bool:
    """True for the name of a known body, or of an observer's delegation: no official's title."""
    return _key(_OBSERVER.sub("", words)) in _bodies()


def principal(office: str) -> str | None:
    """Whom an office speaks for: "Minister of Foreign Affairs of the Netherlands", "Head of the European Union's …".

    A body's own name counts for more than the United Nations that it belongs to, and both for more than a state.
    """
    words = " ".join(office.split())
    tails = [words, *(words[m.end() :] for m in re.finditer(r"\b(?:of|for|to|at)\s+(?:the\s+)?|,\s+", words))]
    heads = [re.split(r",| and (?:Head|Chair|Special|Deputy)", tail)[0] for tail in tails]
    named = [_key(name) for name in (*tails, *heads)]
    found = [_bodies()[name] for name in named if name in _bodies()]
    if _UN_STAFF.search(words):
        return UNITED_NATIONS
    if found:
        return found[0]
    states = [code for name in (*tails, *heads) if (code := country_of(name))]
    return states[-1] if states else None
