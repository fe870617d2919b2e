"""The head of a verbatim record's text → its symbol, meeting and date: "A/61/PV.107", "S/PV.8422 (Resumption 1)"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from kg.readers.base import parse_date

PUBLISHER = "United Nations"
_LOOK_AT = 20_000  # characters; a Council record's members and agenda come before its opening
_HEAD = 3_000
SYMBOL = re.compile(
    r"(?<![\w/.])(?P<organ>A|S)\s?/\s?(?:C\.(?P<committee>[1-6])/)?(?:(?P<session>(?:ES-|S-)?\d+)/)?PV\.\s?(?P<number>\d+)"
    r"(?P<part>\s?\((?:Resumption|Part|Resumed)[^)]{0,12}\))?"
)
"""A verbatim record's symbol, by the General Assembly's and the Security Council's rules for document symbols."""
_OPENED = re.compile(r"(?i)\bmeeting (?:was called to order|(?:was )?resumed|opened|was reconvened) at\b")
_DATE = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,\s+(\d{1,2}\s+[A-Z][a-z]+\s+\d{4})")
_COMMITTEES = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth")
_TENS = (
    "", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip
_UNITS = "first second third fourth fifth sixth seventh eighth ninth".split()
_TEENS = "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()


@dataclass(frozen=True, slots=True)
class Header:
    """What the head of a record tells.

    ``organ`` is the body's name as the UN writes it; ``session`` as in the symbol ("61", "ES-11", "" for the
    Council); ``number`` the meeting's; ``part`` "Resumption 1" or ""; ``start`` and ``end`` the symbol's characters.
    """

    symbol: str
    organ: str
    session: str
    number: int
    part: str
    date: date | None
    start: int
    end: int

    @property
    def title(self) -> str:
        """ "General Assembly, 61st session, 107th plenary meeting"."""
        plenary = "plenary " if self.organ == "General Assembly" else ""
        parts = [self.organ, _session(self.session), f"{ordinal(self.number)} {plenary}meeting"]
        return ", ".join(filter(None, parts)) + (f" ({self.part})" if self.part else "")


def find_header(text: str) -> Header | None:
    """The header of a verbatim record, or None for any other text."""
    found = SYMBOL.search(text, 0, _HEAD)
    if not found or not _OPENED.search(text, found.end(), _LOOK_AT):
        return None
    told = _DATE.search(text, 0, _HEAD)
    committee = found["committee"]
    organ = "Security Council" if found["organ"] == "S" else "General Assembly"
    if committee:
        organ = f"{_COMMITTEES[int(committee) - 1]} Committee"
    part = " ".join((found["part"] or "").strip(" ()").split())
    middle = "".join([f"C.{committee}/" if committee else "", f"{found['session']}/" if found["session"] else ""])
    symbol = f"{found['organ']}/{middle}PV.{found['number']}" + (f" ({part})" if part else "")
    return Header(
        symbol, organ, found["session"] or "", int(found["number"]), part,
        parse_date(told[1]) if told else None, *found.span(),
    )  # fmt: skip


def ordinal(number: int) -> str:
    """1 → "1st", 12 → "12th", 103 → "103rd"."""
    teens = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def ordinal_word(number: int) -> str:
    """1 → "first", 11 → "eleventh", 61 → "sixty-first"; for numbers up to 99."""
    tens, units = divmod(number, 10)
    if tens == 0:
        return _UNITS[units - 1]
    if tens == 1:
        return _TEENS[units]
    return f"{_TENS[tens]}-{_UNITS[units - 1]}" if units else f"{_TENS[tens][:-1]}ieth"


def _session(session: str) -> str:
    kind, _, number = session.rpartition("-")
    if kind == "ES":
        return f"{ordinal_word(int(number))} emergency special session"
    if kind == "S":
        return f"{ordinal_word(int(number))} special session"
    return f"{ordinal(int(number))} session" if number else ""
