"""The markup of a rule file's examples: ``[Chile](object)`` marks who fills a role.

``[Chile](object:country)`` also says the type. Where a sentence holds several pairs a digit tells them apart:
``[Ana Ruiz](subject1) of [Chile](object1) and [Omar Haddad](subject2) of [Egypt](object2)``. ``other`` marks a name
that fills no role, so that the example does not hang on the recogniser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.errors import RuleError

KINDS = ("person", "country", "institution", "meeting", "resolution")
"""Types that a mark can give to a name."""
OTHER = "other"
_MARK = re.compile(r"\[([^\[\]]+)\]\(([a-z_]+)(\d?)(?::([^()\s]*))?\)")


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters ``[start, end)`` of the plain text fill ``role``.

    ``number`` pairs subjects with objects ("" with all); ``kind`` is the type the markup gives, or "".
    """

    start: int
    end: int
    text: str
    role: str
    number: str = ""
    kind: str = ""


def read_marks(text: str) -> tuple[str, tuple[Mark, ...]]:
    """The plain text of an example and its marks in order."""
    plain, marks, position = "", [], 0
    for match in _MARK.finditer(text):
        plain += text[position : match.start()]
        name, role, number, kind = match.groups()
        marks.append(Mark(len(plain), len(plain) + len(name), name, role, number, kind or ""))
        plain += name
        position = match.end()
    return plain + text[position:], tuple(marks)


def check_marks(text: str, roles: Iterable[str], where: str) -> tuple[Mark, ...]:
    """The marks of an example whose roles and types exist.

    Args:
        text: the example with its markup.
        roles: the roles of the file.
        where: file and example, for error messages.

    Raises:
        RuleError: for a role that the file lacks or a type that is none; the message names the valid choices.
    """
    marks = read_marks(text)[1]
    valid = [*roles, OTHER]
    for mark in marks:
        if mark.role not in valid:
            raise RuleError(f"{where}: role {mark.role!r} is not one of {', '.join(valid)}")
        if mark.kind and mark.kind not in KINDS:
            raise RuleError(f"{where}: type {mark.kind!r} is not one of {', '.join(KINDS)}")
    return marks
