"""Which acronym a text gives a name: "the Syrian Democratic Forces (SDF)", "X, or SDF,", "X, known as SDF"."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from kg.entities.organization_runs import LINKS, is_acronym

_ASIDE = re.compile(r", (?:or|(?:also |better |commonly |widely )?known (?:as|by)) ?(?:the )?")
_OWN = re.compile(r"its (?:[A-Z][a-z]+ )?(?:acronym|initials),? ?")


def surface(doc: Doc, start: int, end: int) -> str:
    """The name as written, without possessive."""
    return re.sub(r"'s$", "", " ".join(doc[start:end].text.split()))


def acronym_after(doc: Doc, end: int) -> str:
    """The acronym in "Syrian Democratic Forces (SDF)", or ""."""
    if end + 2 < len(doc) and doc[end].text == "(" and doc[end + 2].text == ")" and is_acronym(doc[end + 1]):
        return str(doc[end + 1].text)
    return ""


def own_acronym(doc: Doc, start: int, end: int) -> str:
    """The acronym that a text gives a name in brackets, before it or in an aside, if it can be the name's; or ""."""
    name = surface(doc, start, end)
    shorts = [acronym_after(doc, end), _before(doc, start, end), _aside(doc, end)]
    return next((short for short in shorts if short and abbreviates(short, name)), "") or _told(doc, end)


def _before(doc: Doc, start: int, end: int) -> str:
    """ "SDF (| Syrian Democratic Forces)"."""
    closed = start > 1 and doc[start - 1].text == "(" and doc[end : end + 1].text == ")"
    return doc[start - 2].text if closed and is_acronym(doc[start - 2]) else ""


def _aside(doc: Doc, end: int) -> str:
    """ "|, or SDF,", "|, known as SDF"."""
    aside = _ASIDE.match(doc[end : end + 6].text)
    span = doc.char_span(doc[end].idx, doc[end].idx + len(aside.group().rstrip())) if aside else None
    after = doc[span.end : span.end + 1] if span is not None else doc[:0]
    return after.text if len(after) and is_acronym(after[0]) else ""


def _told(doc: Doc, end: int) -> str:
    """ "|, better known by its French acronym SDF": it need not fit the English name."""
    text = doc[end : end + 10].text
    aside = _ASIDE.match(text)
    own = _OWN.match(text, aside.end()) if aside else None
    if own is None:
        return ""
    after = next((t for t in doc[end : end + 10] if t.idx >= doc[end].idx + own.end()), None)
    return after.text if after is not None and is_acronym(after) else ""


def abbreviates(acronym: str, name: str) -> bool:
    """True if the acronym's capitals are initials of the name, in order, most of them."""
    initials = [w[0].casefold() for w in re.split(r"[\s–-]+", name) if w[:1].isupper() or w not in LINKS]
    capitals = [c for c in acronym if c.isupper()]
    letters = [c.casefold() for c in capitals]
    found = 0
    for initial in initials:
        if found < len(letters) and letters[found] == initial:
            found += 1
    return found >= max(2, len(letters) - 2)
