"""Symbols of resolutions and drafts as tables and texts write them → the United Nations' own form, and their body.

The forms: https://research.un.org/en/docs/symbols. General Assembly resolutions carry their session: ``A/RES/61/295``
from the thirty-first session on, ``A/RES/2758(XXVI)`` before; Security Council ones their year: ``S/RES/2623(2022)``.
"""

from __future__ import annotations

import re
from typing import Final

UNITED_NATIONS: Final = "institution/united-nations"
EUROPEAN_UNION: Final = "institution/european-union"
SECURITY_COUNCIL: Final = "institution/united-nations-security-council"
GENERAL_ASSEMBLY: Final = "institution/united-nations-general-assembly"

_COUNCIL = re.compile(r"(?:S/RES/)?(\d{1,4}) ?\((\d{4})\)")
_ASSEMBLY = re.compile(r"(?:A/RES/)?((?:ES-|S-)?\d{1,2}/\d{1,3} ?[A-Z]{0,2})")
_ROMAN_SESSION = re.compile(r"(?:A/RES/)?(\d{1,4}) ?([A-Z]?) ?\(([IVXL]+)\)")
_UNVOTES = re.compile(r"R/(\d{1,2})/(\d{1,4})([A-Z]{0,2})")
_FIRST_WITH_SESSION: Final = 31
_NUMBERED_SINCE: Final = 18  # before, the unvotes tables number votes by the page of the record


def resolution_symbol(text: str) -> str:
    """The official symbol of a resolution, or "" if the text is none.

    ``2623 (2022)`` → ``S/RES/2623(2022)``, ``ES-11/6`` → ``A/RES/ES-11/6``, unvotes' ``R/61/295`` → ``A/RES/61/295``.
    Its numbers of the first seventeen sessions are none of resolutions, nor are its letters up to the thirtieth.
    """
    text = " ".join(text.split()).strip()
    if found := _UNVOTES.fullmatch(text):
        return _of_session(int(found[1]), found[2], found[3])
    if found := _COUNCIL.fullmatch(text):
        return f"S/RES/{found[1]}({found[2]})"
    if found := _ASSEMBLY.fullmatch(text):
        return f"A/RES/{found[1].replace(' ', '')}"
    if found := _ROMAN_SESSION.fullmatch(text):
        return f"A/RES/{found[1]}{found[2]}({found[3]})"
    return text if re.match(r"[AS]/(?:[\w.-]+/)*RES/|E/RES/", text) else ""


def _of_session(session: int, number: str, letter: str) -> str:
    if session >= _FIRST_WITH_SESSION:
        return f"A/RES/{session}/{number}{letter}"
    if session < _NUMBERED_SINCE or letter:
        return ""
    return f"A/RES/{number}({_roman(session)})"


def _roman(number: int) -> str:
    """Up to 39, as sessions were numbered until 1976."""
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def draft_symbol(text: str) -> str:
    """The symbol of a draft: ``A/ES-11/L.7``, ``S/2022/155``, ``A/C.3/77/L.5/Rev.1``; "" if the text is none."""
    text = "".join(text.split()).rstrip(".,;")
    return (
        text
        if re.fullmatch(r"(?!.*RES/)[ASE]/(?:[\w.-]+/)*(?:L\.\d+|\d{4}/\d+|\d+)(?:/(?:Rev|Add|Corr)\.\d+)*", text)
        else ""
    )


def body_of_symbol(symbol: str) -> str | None:
    """The institution whose measure it is, or None: ``A/C.3/…`` is the Third Committee's, ``A/HRC/…`` a council's."""
    committee = re.match(r"A/C\.(\d)", symbol)
    if committee:
        return _COMMITTEES.get(committee[1])
    organ = "/".join(symbol.split("/")[:2])
    return _ORGANS.get(organ) or _ORGANS.get(symbol.partition("/")[0])


_COMMITTEES: Final = {
    str(number): f"institution/{ordinal}-committee-of-the-general-assembly"
    for number, ordinal in enumerate(("first", "second", "third", "fourth", "fifth", "sixth"), start=1)
}
_ORGANS: Final = {
    "S": SECURITY_COUNCIL,
    "A": GENERAL_ASSEMBLY,
    "A/HRC": "institution/united-nations-human-rights-council",
    "E": "institution/united-nations-economic-and-social-council",
}


def symbol_slug(symbol: str) -> str:
    """A symbol as part of an IRI: ``A/RES/ES-11/6`` → ``A-RES-ES-11-6``, ``S/RES/2623(2022)`` → ``S-RES-2623-2022``."""
    return "-".join(part for part in re.split(r"[^\w.]+", symbol) if part)
