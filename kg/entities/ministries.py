"""Whose a body of a state is that a country's name stands before, and which names of ministries mean the same one.

"Zambia's Ministry of Health … the health ministry": one body, Zambia's; "Chile's Foreign Ministry and Peru's": two.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from itertools import takewhile

from spacy.tokens import Doc

from kg.entities.spans import Form, Ref
from kg.entities.tables import countries, slug
from kg.entities.words import any_of, load_table, words

_STATES_OWN = re.compile(
    r"\b(?:Ministry|Department|Directorate|Secretariat|Office|Cabinet|Central Bank|Court|Tribunal|Senate|Parliament|"
    r"Assembly|Congress|House|Chamber|Council|Commission|Police|Army|Navy|Air Force|(?:Border|Coast) Guard|"
    r"(?:Security|Intelligence) (?:Service|Agency))\b"
)
_FIELDS = words("ministry_fields")
_SAME = {"defense": "defence", "external": "foreign", "internal": "interior", "labor": "labour", "economic": "economy"}
_NO_FIELD = frozenset("ministry of for the and affairs national federal 's ' , &".split())
Ministry = tuple[str, frozenset[str]]
"""The country, "" for none that is told, and the words of the field."""


def owner_before(doc: Doc, start: int, taken: Iterable[Ref]) -> str:
    """The country of "Zambia's | Ministry of Health", or ""."""
    if doc[max(start - 1, 0)].text not in ("'s", "'"):
        return ""
    owners = (r.entity for r in taken if r.kind == "country" and r.form is Form.NAME and r.end == start - 1)
    return next(owners, "")


def is_a_states(name: str) -> bool:
    """True for the name of a body that every state has one of."""
    return _STATES_OWN.search(name) is not None


def label_of(name: str, country: str) -> str:
    """The name of a state's body that does not say whose it is: "Ministry of Health of Zambia"."""
    told = _named().search(name) is not None or country not in countries()
    return name if told else f"{name} of {countries()[country].entity.label}"


def ministry(name: str, owners: Mapping[str, Iterable[str]]) -> Ministry | None:
    """What a name says of a ministry, if it is one's.

    Args:
        name: as the article writes it.
        owners: by name, whose body is so called there.
    """
    found = _MINISTRY.search(name)
    if found is None:
        return None
    told = {_countries()[word] for word in _named().findall(name)}
    told |= set(owners.get(name, ()))
    rest = re.findall(r"[\w-]+|'s", _named().sub("", name).lower())
    field = frozenset(_SAME.get(word, word) for word in rest) - _NO_FIELD
    return (told.pop() if told else "", field) if field and len(told) < 2 else None


_MINISTRY = re.compile(r"\b[Mm]inistry\b")


def same_ministries(names: Iterable[str], owners: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """By name, the fullest name of the same ministry: of the same country, or of the only one spoken of.

    Args:
        names: of bodies of one article; a field alone ("health ministry") may be among them.
        owners: by name, whose body is so called there.
    """
    read = {name: told for name in names if (told := ministry(name, owners))}
    fullest: dict[Ministry, str] = {}
    for name in sorted(read, key=lambda n: (len(n), n)):
        if not name[0].islower():
            fullest[read[name]] = name
    meant = {name: _meant(name, told, fullest) for name, told in read.items()}
    return {name: other for name, other in meant.items() if other and name != other}


def _meant(name: str, told: Ministry, fullest: Mapping[Ministry, str]) -> str | None:
    """Of the ministries named in full, the only one that a name can mean."""
    country, field = told
    if country:
        return fullest.get(told)
    small = name[0].islower()
    fit = [m for m in fullest if m[1] == field] or [m for m in fullest if small and m[1] > field]
    fit = [m for m in fit if m[0]] or fit
    return fullest[fit[0]] if len(fit) == 1 else None


def ministry_slug(label: str) -> str:
    """The part of an id that all names of one country's ministry share, "" for what is no such name."""
    told = ministry(label, {})
    if told is None or not told[0]:
        return ""
    return slug(f"{countries()[told[0]].entity.label} {' '.join(sorted(told[1]))} ministry")


def body_of_a_state(name: str) -> tuple[str, str]:
    """The country and the rest of "Chilean Presidential Council", "Presidential Council of the State of Chile".

    Both are "" for what is no state's body, names no country, or more than one.
    """
    if not is_a_states(name) or len(_named().findall(name)) != 1:
        return "", ""
    first, last = _first_named().match(name), _last_named().search(name)
    if first is not None:
        return countries()[_countries()[first[1]]].entity.label, name[first.end() :]
    if last is not None:
        return countries()[_countries()[last[1]]].entity.label, name[: last.start()]
    return "", ""


def small_ministries(doc: Doc) -> Iterable[tuple[int, int]]:
    """Where "the | health ministry" stands, which is one's that is named elsewhere."""
    for token in doc:
        if token.text == "ministry":
            fields = list(takewhile(lambda t: t.lower_ in _FIELDS, reversed(doc[: token.i])))
            start = token.i - len(fields)
            if fields and start and doc[start - 1].lower_ == "the":
                yield start, token.i + 1


@functools.cache
def _countries() -> Mapping[str, str]:
    """By name or adjective, which country."""
    rows = load_table("countries.yaml")
    return {
        name: f"country/{row['iso']}"
        for row in rows
        for name in (row["label"], *row.get("names", ()), *(row.get("demonyms") or ()))
    }


@functools.cache
def _named() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(_countries())})\b")


@functools.cache
def _first_named() -> re.Pattern[str]:
    return re.compile(rf"({any_of(_countries())})(?:['’]s)? (?=[A-Z])")


@functools.cache
def _last_named() -> re.Pattern[str]:
    return re.compile(rf" of (?:the )?(?:(?:State|Republic) of )?({any_of(_countries())})$")
