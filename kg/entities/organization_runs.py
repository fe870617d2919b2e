"""Runs of capitalised words that may name a body, with the small words that belong to such names."""

from __future__ import annotations

import re
from itertools import pairwise

from spacy.tokens import Doc, Token

from kg.entities.words import words

HEADS = words("organization_heads")
LINKS = frozenset({"of", "for", "on", "and", "the", "against", "to", "in"})
_DEPARTMENTS = words("department_heads")
_PEOPLE = words("people_of_associations")
_CAUSES = frozenset({"for", "against", "without"})


def capitals(doc: Doc, i: int, blocked: set[int]) -> tuple[int, int] | None:
    """A maximal run of capitalised words joined by "of", "for", "and the", that begins at token i."""
    article = doc[i].lower_ in ("al", "el") and doc[i + 1 : i + 2].text == "-" and not doc[i].whitespace_
    if (
        i in blocked
        or not (_is_capital(doc[i]) or article)
        or (i > 0 and i - 1 not in blocked and _is_capital(doc[i - 1]) and not _only_opens(doc, i - 1))
        or _only_opens(doc, i)
    ):
        return None
    j, end = i, i + 1
    while j < len(doc) and j not in blocked:
        token = doc[j]
        if _is_capital(token) or (token.is_digit and doc[j - 1].text == "Goal"):
            end = j + 1
        elif stop := _fields_listed(doc, i, j):
            end = j = stop
            continue
        elif token.text in ("-", "–", "'s", "&", "'") and j > i:
            if token.text == "'s" and not (end < len(doc) and j + 1 < len(doc) and _is_capital(doc[j + 1])):
                break
        elif not (
            (token.lower_ in LINKS and (token.text != "The" or doc[j - 1].lower_ in LINKS) and _joins(doc, j))
            or _foreign(doc, i, j)
            or _company_form(doc, j + 1)
            or _number_inside(doc, j)
            or _campus(doc, j)
        ):
            break
        j += 1
    return i, end


def _fields_listed(doc: Doc, start: int, j: int) -> int | None:
    """Where a list of fields ends that goes on at a comma.

    "Ministry of Agriculture|, Forestry and Fisheries", "Trade|, Industry and Energy Ministry".
    """
    headed = any(a.lower_ in HEADS and b.lower_ in ("of", "for", "on") for a, b in pairwise(doc[start:j]))
    if doc[j].text != "," or doc[j - 1].lower_ in HEADS or not (headed or doc[j - 1].lower_ in _FIELDS):
        return None
    k, last, items = j, False, [doc[j:j]]
    while not last:
        links = [t.text for t in doc[k : k + 2] if t.text in (",", "and", "&")]
        last = links != [","]
        first = k + len(links)
        k = first
        while k < len(doc) and doc[k].is_title and _is_capital(doc[k]):
            k += 1
        if not links or not 0 < k - first < 5:
            return None
        items.append(doc[first:k])
    if headed:
        return k if items[-1][-1].lower_ in _FIELDS and not any(map(_names_another, doc[j:k])) else None
    named = doc[k - 1].lower_ in _DEPARTMENTS and doc[k - 2].lower_ in _FIELDS
    return k if named and all(item[-1].lower_ in _FIELDS for item in items[1:-1]) else None


def _names_another(token: Token) -> bool:
    """A state, a person or another body in what looks like a list of fields."""
    return token.ent_type_ in ("GPE", "NORP", "PERSON") or token.lower_ in HEADS or is_acronym(token)


def _number_inside(doc: Doc, j: int) -> bool:
    """ "The Lost | 40 Project": the recogniser takes it for a part of the name."""
    return doc[j].is_digit and j + 1 < len(doc) and {doc[j].ent_type_, doc[j + 1].ent_type_} == {"ORG"}


def _campus(doc: Doc, j: int) -> bool:
    """ "University of Chile | at Talca": which of its seats."""
    of = doc[max(j - 3, 0) : j]
    after = doc[j + 1 : j + 2].text
    return (
        doc[j].lower_ == "at" and len(of) == 3 and of[0].text == "University" and of[1].text == "of" and after.istitle()
    )


def is_foreign(doc: Doc, start: int, end: int) -> bool:
    """ "Institut National de Recherche", "Partido Popular": a body by its first word in another language."""
    if end - start < 2 or not doc[start].is_title:
        return False
    joined = doc[start + 1].lower_ in _DE
    if doc[start].text in _FOREIGN_ARTICLES and end - start > 2:
        return doc[start + 1].is_title and doc[start + 2].lower_ in _DE  # "El Faro del Sur"
    return doc[start].lower_ in _FOREIGN_HEADS or (doc[start].lower_ in HEADS and joined)


def _foreign(doc: Doc, start: int, j: int) -> bool:
    """A small word that joins such a name, before its next capital."""
    k = j
    while k < len(doc) and doc[k].lower_ in _FOREIGN_LINKS and k - j < 2:
        k += 1
    goes_on = j < k < len(doc) and _is_capital(doc[k])
    return goes_on and any(is_foreign(doc, i, j + 1) for i in range(max(start, j - 5), j))


def _company_form(doc: Doc, i: int) -> bool:
    """ "Harbour Management, | Inc."."""
    return 0 < i < len(doc) and doc[i].text in COMPANY_FORMS and doc[i - 1].text == "," and doc[i - 2].is_title


_FOREIGN_HEADS = words("foreign_heads")
_FOREIGN_LINKS = words("foreign_links")
_FOREIGN_ARTICLES = frozenset("El Gli I Il L La Las Le Les Lo Los O".split())
_DE = frozenset("de del della des do du".split())
COMPANY_FORMS = words("company_forms")


def _only_opens(doc: Doc, i: int) -> bool:
    """A verb or a common word that has its capital from the head of a sentence: "| Remarked Ana Ruiz"."""
    opens = doc[i].is_sent_start or (i > 0 and doc[i - 1].text in ('"', ":", "—"))
    return opens and (doc[i].is_stop or doc[i].pos_ == "VERB")


def _joins(doc: Doc, j: int) -> bool:
    """ "of", "for": between capitals; "and" only inside a name that goes on ("Industry and Trade Ministry")."""
    k = j
    while k < len(doc) and doc[k].lower_ in LINKS:
        k += 1
    if k >= len(doc) or k - j > 2 or not _is_capital(doc[k]):
        return False
    word = doc[j].lower_
    if word == "the" and (doc[j - 1].text == "Against" or (doc[j - 1].lower_ in _BEFORE_THE and _joins(doc, j - 1))):
        return True
    if is_cause(doc, j) or _of_a_treaty(doc, j) or (word in ("to", "in") and doc[j - 1].text == "Mission"):
        return True  # "African Union Mission to Somalia"
    if word in ("of", "for", "on"):
        return _goes_on(doc, j)
    labelled = doc[j].ent_type_ == "ORG" and doc[k].ent_type_ == "ORG"
    labelled = labelled and not (word == "and" and _are_two(doc, j, k))
    return _and_joins(doc, j, k, labelled=labelled) if word == "and" else labelled


def _are_two(doc: Doc, j: int, k: int) -> bool:
    """ "The Talca Post | and Channel 9": a whole name, and after "and" something without a head."""
    whole = doc[j - 1].lower_ in HEADS and j > 1 and _is_capital(doc[j - 2])
    return whole and not any(t.lower_ in HEADS | _FIELDS for t in doc[k : _last_capital(doc, k) + 1])


def _and_joins(doc: Doc, j: int, k: int, *, labelled: bool) -> bool:
    """ "Oversight | and Reform Committee"; not "Parliament | and the Elections Commission"."""
    if k > j + 1:
        return False
    if any(t.lower_ in _DEPARTMENTS for t in doc[k : k + 3]) and doc[j - 1].is_title:
        return True
    if _goes_on_with_a_field(doc, j, k) or _fields_of_a_body(doc, j, k) or _founders(doc, j, k):
        return True
    return labelled and doc[j - 1].ent_type_ == "ORG"


_BEFORE_THE = ("of", "to", "on", "against", "for", "in")


def is_cause(doc: Doc, j: int) -> bool:
    """ "Veterans | Against the War", "Workers | for Peace", "Campaign | against Arms": whose cause it is, and which."""
    before = doc[j - 1] if j else None
    if doc[j].lower_ not in _CAUSES or before is None or not before.is_title:
        return False
    if doc[j].lower_ == "against" and before.lower_ in _CAMPAIGNS:
        return True
    return before.lower_ in _PEOPLE and (doc[j].is_title or doc[j].ent_type_ == "ORG")


_CAMPAIGNS = frozenset("alliance campaign coalition committee federation front league movement network union".split())


def _founders(doc: Doc, j: int, k: int) -> bool:
    """ "The Moore | and Black Medical Center": two names before what founders give their names to."""
    first = j
    while first and _is_capital(doc[first - 1]):
        first -= 1
    last = _last_capital(doc, k)
    names = [t for t in doc[first : last + 1] if t.i != j]
    if not first or doc[first - 1].lower_ != "the" or not 0 < j - first < 4 or not 0 < last - k < 4:
        return False
    if any(t.ent_type_ in ("GPE", "NORP", "LOC") or is_acronym(t) or t.lower_ in HEADS for t in names[:-1]):
        return False
    return doc[last].lower_ in FOUNDED


FOUNDED = words("founded_bodies")
"""What is named after those who founded or paid for it: "Hospital", "Foundation"."""


def is_acronym(token: Token) -> bool:
    """A word of capitals: ``NATO``, ``E.U.``, ``AfCFTA``."""
    text = token.text.replace(".", "")
    return 2 <= len(text) <= 8 and sum(c.isupper() for c in text) >= 2 and text.isalnum() and not text.isdigit()


def _goes_on(doc: Doc, j: int) -> bool:
    """ "Ministry | of", "Commission of Inquiry | on": the head, or what is nested in it, stands before."""
    if doc[j].lower_ == "on" and doc[j - 1].text in ("Inquiry", "Experts"):
        return True
    if doc[j - 1].text == "General" and doc[j - 2].lower_ in HEADS:
        return True  # "Directorate General | of Customs"
    if doc[j].lower_ == "for" and doc[max(j - 3, 0) : j].text == "Ministry of State":
        return True
    headed = any(t.lower_ in HEADS for t in doc[max(j - 6, 0) : j])
    nested = headed and any(t.lower_ in ("for", "of", "on") for t in doc[max(j - 5, 0) : j])
    return doc[j - 1].lower_ in HEADS or (doc[j].lower_ == "of" and nested and doc[j - 1].is_title)


def _of_a_treaty(doc: Doc, j: int) -> bool:
    """ "Conference of the Parties | to the Treaty | on the Non-Proliferation | of Nuclear Weapons"."""
    before = [t.text for t in doc[max(j - 12, 0) : j]]
    if "Conference" not in before or "Parties" not in before:
        return False
    before = before[before.index("Parties") :]
    treaty = "Treaty" in before or "Convention" in before
    return doc[j].lower_ in ("to", "on", "of") and (treaty or before == ["Parties"]) and doc[j - 1].is_title


def _goes_on_with_a_field(doc: Doc, j: int, k: int) -> bool:
    """ "Institute of Allergy | and Infectious Diseases": a head with "of" before, and at the end a field of work."""
    before = [t.lower_ for t in doc[max(j - 6, 0) : j]]
    last = _last_capital(doc, k)
    headed = any(a in HEADS and b in ("of", "for", "on") for a, b in pairwise(before))
    return headed and last - k < 3 and doc[last].lower_ in _FIELDS and doc[j - 1].is_title


def _fields_of_a_body(doc: Doc, j: int, k: int) -> bool:
    """ "Peace | and Human Rights Organisation": two fields of work before a head."""
    last = _last_capital(doc, k)
    between = {t.lower_ for t in doc[k:last]}
    fields = doc[j - 1].lower_ in _FIELDS and bool(between & _FIELDS)
    return fields and doc[last].lower_ in HEADS and not between & HEADS


def _last_capital(doc: Doc, k: int) -> int:
    """Where the capitals that begin at a token end."""
    while k + 1 < len(doc) and _is_capital(doc[k + 1]):
        k += 1
    return k


_FIELDS = words("fields_of_work")


def _is_capital(token: Token) -> bool:
    capital = token.text[0].isupper() or re.match(r"[dl]['’][A-Z]", token.text) is not None  # "d'Intervention"
    return capital and token.pos_ not in ("PRON", "DET") and token.ent_type_ not in ("DATE", "TIME")
