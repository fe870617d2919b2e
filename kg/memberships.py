"""Whether a match of memberOf tells of a member of today: no candidate, none to come, none that has left."""

from __future__ import annotations

import re

from kg.facts import Work
from kg.rules.match import Match
from kg.types import Modality

_WISHING = frozenset({"back", "support", "endorse", "favour", "favor", "propose", "want"})
_NO_MEMBER = frozenset(
    "candidate aspiring prospective potential future incoming non hopeful newly would-be "
    "suspected alleged reputed purported accused".split()
)
"""Words before "member" that make it none."""
_GONE = frozenset({"former", "ex", "onetime", "erstwhile"})
"""Words right before a match; within it they are a guard's matter."""
_MEMBER = frozenset("member members state states country countries nation nations ally allies".split())
_BACK = 5
"""Tokens back from a match, and within it, that are looked at."""
_ELECTED = re.compile(
    r"(?i)\b(?:(?:re-?)?elect(?:s|ed|ing)?(?! members)|(?:was|were|been) elected|appoint(?:s|ed)?"
    r"|ch(?:ose|osen|ooses?)|w[io]n(?:s|ning)?|secured?|gained)\b"
)
_LATER = re.compile(
    r"(?i)\b(?:terms?|mandates?|tenures?)\b[^.;]{0,60}?\b(?:begin|start|commenc)(?:s|es|e|ning|ing)?\b"
    r"(?! on the date of)"
    r"|\b(?:will|to) (?:then |also |each |all )?(?:take (?:up |over )?(?:\w+ ){1,3}seats?"
    r"|(?:serve|begin|start)\b[^.;]{0,30}\b(?:terms?|mandates?|membership)"
    r"|(?:join|replace)\b[^.;]{0,60}\b(?:members|council|board|commission))\b"
)
"""That those elected do not sit there yet."""
_YEARS = re.compile(r"\s*,?\s*(?:in|for|from|during)\s+(?:(?:19|20)\d\d\W{1,3}(?:to |and )?)?((?:19|20)\d\d)\b")
_IN_A_YEAR = re.compile(r"(?:In|Back in|During|By)(?: \w+)? ((?:19|20)\d\d)\b")
_JOINING = frozenset("join rejoin accede enter become admit readmit accept welcome elect return name win".split())


def is_none(match: Match) -> bool:
    """ "Non-NATO member Austria", "incoming members A and B", "backs | India as a permanent member"."""
    doc, first = match.line.doc, match.line.units[match.first].start
    before = doc[max(first - _BACK, 0) : first]
    if len(before) and before[-1].lemma_ in _WISHING:
        return True
    if _GONE & {t.lower_ for t in before[-2:]}:
        return True
    noun = next((t.i for t in doc[first : first + 2 * _BACK] if t.lower_ in _MEMBER), first)
    words: list[str] = []
    for token in reversed(doc[max(first - _BACK, 0) : noun]):
        if token.i < first and (token.pos_ in ("ADP", "CCONJ", "SCONJ") or (token.is_punct and token.text != "-")):
            break
        if doc[token.i : token.i + 3].text.lower() != "non-permanent":
            words.append(token.lower_)
    return not _NO_MEMBER.isdisjoint(words) or "would - be" in " ".join(words[::-1])


def admits(work: Work, body: str, member: str) -> bool:
    """False for a state as a member of a party, a medium, a company, a court or an armed group."""
    row = work.context.body(body)
    return row is None or row.kind not in _OF_PEOPLE or not member.startswith("country/")


_OF_PEOPLE = frozenset(
    {"armed group", "armed-group", "company", "court", "government", "media", "mission", "party", "university"}
)


def when_member(work: Work, match: Match, told: Modality) -> Modality:
    """Planned for those elected whose terms begin later, former for members in years gone by; otherwise as told."""
    article = work.context.parsed.article
    units = match.line.units
    span = match.line.doc[units[match.first].start : units[match.last - 1].end]
    if told is not Modality.ACTUAL:
        return told
    sentence = span.sent
    if _ELECTED.search(sentence[: span.end - sentence.start].text) and _LATER.search(article.text):
        return Modality.PLANNED
    years = _YEARS.match(sentence[span.end - sentence.start :].text)
    if any(u.code == "institution.party" for u in match.roles.get("object", ())):
        years = years or _IN_A_YEAR.match(sentence.text)  # "In 2016, the party's nominee, Ana Ruiz"
    lasting = _JOINING.isdisjoint(t.lemma_ for t in span)
    if years and lasting and article.date and int(years[1]) < article.date.year:
        return Modality.FORMER
    return told
