"""A word that can name an office + its neighbours → whether it does: "the principal", "Inga King", "U.S. Attorney"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.entities.words import words

AMERICAN = ("U.S.", "US", "States", "USA")
"""The last words of the American nation's name."""


def is_surname(doc: Doc, i: int) -> bool:
    """ "Inga King (Norway)", "Ana Berg King Jr.": a name that is also an office."""
    before = doc[i - 1] if i else None
    if before is None or not (doc[i].is_title and before.is_title) or before.ent_type_ != "PERSON":
        return False
    if doc[i].lower_.endswith(_NEVER_SURNAMES):
        return False  # "Council Chairperson"
    after = doc[i + 1] if i + 1 < len(doc) else None
    junior = after is not None and after.text.strip(".") in ("Jr", "Sr", "II", "III")
    return doc[i].ent_type_ == "PERSON" and (junior or after is None or after.ent_type_ != "PERSON")


_NEVER_SURNAMES = ("person", "woman", "minister", "ambassador", "president", "commissioner", "secretary", "rapporteur")


def is_federal_attorney(doc: Doc, i: int) -> bool:
    """ "United States | Attorney Ana Ruiz", "the U.S. | Attorney for the Western District": any other is a lawyer."""
    after = doc[i + 1 : i + 2].text
    return doc[i].text == "Attorney" and i > 0 and doc[i - 1].text in AMERICAN and after not in ("'s", "’s", "Office")


def is_no_post(doc: Doc, i: int) -> bool:
    """ "Principal | reason", "general | comments", "General Directorate": an adjective; "Dean Sand": a first name."""
    after = doc[i + 1] if i + 1 < len(doc) else None
    if doc[i].text == "General" and after is not None and after.is_title and after.lower_ in _GENERAL:
        return True
    if doc[i].text == "General" and i and doc[i - 1].text in _ALSO_GENERAL:
        return True
    if doc[i].lower_ == "dean" and doc[i].is_title:
        return after is None or after.lower_ != "of"
    named = after is not None and after.is_title
    return (
        doc[i].lower_ in ("principal", "general")
        and after is not None
        and after.pos_ in ("NOUN", "ADJ", "PROPN")
        and not named
    )


_GENERAL = words("department_heads") | frozenset(
    "assembly command conference confederation council court directorate federation inspectorate secretariat staff "
    "union".split()
)
_ALSO_GENERAL = ("Consulate", "Directorate", "Inspectorate", "Secretariat")
"""Bodies that are called general after the French manner: "the Directorate | General of Customs"."""


def is_noun(token: Token) -> bool:
    """True for a noun, a capitalised word, or "chief", of which the parse makes a verb."""
    return token.pos_ in ("NOUN", "PROPN", "ADJ") or token.is_title or token.lower_ == "chief"


def is_day(doc: Doc, j: int) -> bool:
    """ "Met the foreign minister on | Tuesday"."""
    return j < len(doc) and doc[j].ent_type_ in ("DATE", "TIME")
