"""What kind of body an article's own institution is, by its name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.entities.tables import is_court, is_parliament, known, parliaments


def kind_of(label: str) -> str:
    """The kind, "" for none that the name tells."""
    if is_parliament(label) and not re.search(r"\b(?:Sub)?[Cc]ommittee\b", label):
        return "parliament"
    if is_court(label):
        return "court"
    if _MEDIA.search(label):
        return "media"
    if re.search(r"\bParty$", label):
        return "party"
    if re.search(r"\b(?:Ministry|Department|Directorate|Police|Sheriff's Office)\b", label):
        return "government"
    if re.search(r"\b(?:Club|Society|Institute|Chamber of Commerce)\b", label):
        return "association"
    return (
        "body"
        if re.search(r"\b(?:Committee|Council|Commission|Assembly)\b|\b(?:Conference|Forum|Summit|Dialogue)$", label)
        else ""
    )


_MEDIA = re.compile(
    r"\b(News|Times|Post|Guardian|Journal|Herald|Television|TV|Radio|Tribune|Gazette|Magazine|Observer|Telegraph|"
    r"Independent|Mirror|Chronicle|Daily|Reporter|Broadcasting|Bulletin|Monitor|Courier|Inquirer|Examiner|Standard|Agency)\b"
)


def parliaments_named(entities: Iterable[str]) -> list[str]:
    """The parliaments of the states of whose chambers an article names some: "Parliament" alone is the one."""
    rows = (row for entity in entities if (row := known(entity)) and row.kind == "parliament" and row.country)
    return [parliaments()[country] for country in sorted({row.country or "" for row in rows})]
