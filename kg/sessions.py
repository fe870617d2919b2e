"""Whose record an article is: the body in session there, by its title, its lead and those who speak."""

from __future__ import annotations

import re
from datetime import date

from kg.context import Context
from kg.entities.symbols import GENERAL_ASSEMBLY, SECURITY_COUNCIL
from kg.entities.tables import known
from kg.findings import Local
from kg.floor import introductions
from kg.offices.nation import is_un_document
from kg.parse import BlockKind
from kg.rules.match import Match
from kg.types import EntityType, Relation

_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_EMERGENCY = re.compile(r"(?i)\bemergency (?:special )?session")


def session_body(context: Context, matches: dict[int, list[Match]]) -> str | None:
    """The body whose meeting an article records, or None for any other article.

    Args:
        context: the article.
        matches: the clause matches by sentence index; a record shows by its delegates' speeches.
    """
    sitting = _sitting_today(context)
    body = sitting or _record_body(context)
    interviews = any(m.rule.relation is Relation.SPOKE_TO for found in matches.values() for m in found)
    record = is_un_document(context) or introductions(context.parsed.article.text) > 1
    record = record or any(m.rule.id in _OF_RECORDS for found in matches.values() for m in found)
    titled = introductions(context.parsed.article.text) and body and _titled(context, body)
    needed = 1 if sitting or titled or (body and _headed(context, body)) else 2 if record else 4
    if body and not (interviews and needed > 2) and _speeches(context, matches, news=needed > 2) >= needed:
        return body
    return None


def _speeches(context: Context, matches: dict[int, list[Match]], *, news: bool) -> int:
    """How often the article speaks as a record does: "the representative of Chile said", "ANA RUIZ (Chile) said".

    In ``news`` "Ana Ruiz, the Chilean president, said" tells of no meeting; in a record it may.
    """
    kinds = (".delegate",) if news else (".delegate", ".speaker")
    delegates = {
        index
        for index, found in matches.items()
        for m in found
        if m.rule.id in _OF_RECORDS
        or (
            m.rule.paths.get("object") == "@session" and any(u.code.endswith(kinds) for u in m.roles.get("subject", ()))
        )
    }
    named = sum(m.rule.id == "represents/parenthesis" for s in context.sentences for m in s.phrases)
    return len(delegates) + named


_OF_RECORDS = frozenset({"spokeAt/also_speaking", "spokeAt/also_speaking_official", "spokeAt/country_in_turn"})
"""Rules for what only records say: "Also speaking were the ministers of …", "Chile, in a general comment, said"."""

_TODAY = r"(?:today|this (?:morning|afternoon|evening))"
_SAT = re.compile(
    rf"(?: ?\([^)]*\))?,? (?:(?:also|unanimously) )?(?:{_TODAY},? )?(?:[a-z]+ly )?"
    r"(?:\w+ed|held|heard|met|took|began|chose|sent|spent|saw|gave|made|put|went|broke|sat|wound|kept|threw|struck|paid)\b",
)
_TO_THEM = re.compile(
    r"(?i)\b(?:told|tells?|warned|informed|briefed|urged|addressed|addressing|briefing|"
    r"(?:address|briefing|remarks|speech|statement) (?:to|before)|"
    r"(?:approved|adopted|held) (?:\w+ ){1,2}by) (?:the )?$"
)


def _sitting_today(context: Context) -> str | None:
    """The body of which a press release tells what it did "today".

    "The Third Committee approved 16 drafts today"; "…, the Special Envoy told the Security Council today";
    "in an address to the Council today".
    """
    lead = next((s for s in context.sentences if s.block.kind is BlockKind.PARAGRAPH), None)
    if lead is None or not re.search(_TODAY, lead.span.text):
        return None
    for ref in context.mentions[lead.block.index]:
        row = known(ref.entity)
        sits = row and (row.kind == "organ" or (row.kind in ("igo", "body") and "Conference" in row.entity.label))
        if not sits or not lead.span.start <= ref.start < lead.span.end:
            continue
        before = lead.span.doc[lead.span.start : ref.start].text
        after = lead.span.doc[ref.end : lead.span.end].text
        subject = _SUBJECT.search(before) is not None
        if (subject and _SAT.match(f" {after}")) or _TO_THEM.search(f"{before} "):
            return ref.entity
    return None


_SUBJECT = re.compile(
    r"(?i)(?:^|, )(?:(?:speakers|delegates|members|member states|representatives) (?:in|at|of) )?(?:the)?"
    r"(?: ?[\w-]+(?:st|nd|rd|th))?$"
)
"""Before the body in session: "The | Council", "Speakers in the | Sixth Committee"."""


def _record_body(context: Context) -> str | None:
    """The body whose record this is: on a line of its own, as the title tells, else named first near the top."""
    organs = _organs(context)
    headed = next((id for id in organs if _headed(context, id)), None)
    if told := headed or _title_body(context):
        return told
    return next((id for id in organs if id in (SECURITY_COUNCIL, GENERAL_ASSEMBLY)), next(iter(organs), None))


def _organs(context: Context) -> list[str]:
    """The organs that the first blocks name."""
    refs = (ref for block in context.parsed.blocks[:8] for ref in context.mentions[block.index])
    return [ref.entity for ref in refs if (row := known(ref.entity)) and row.kind == "organ"]


def _title_body(context: Context) -> str | None:
    """The organ whose meeting a title tells of: told something, else the subject, else where it happens.

    "Speakers Tell | General Assembly"; "Third Committee | Rejects …"; "… Stressed in | Security Council"; "As | Sixth
    Committee Takes Up …".
    """
    block = context.parsed.blocks[0]
    if block.kind is not BlockKind.TITLE:
        return None
    organs = [ref for ref in context.mentions[block.index] if (row := known(ref.entity)) and row.kind == "organ"]
    for before, after in _TITLED:
        for ref in organs:
            if before.search(block.doc[: ref.start].text) and after.match(block.doc[ref.end :].text):
                return ref.entity
    return None


_TITLED = (
    (re.compile(r"(?i)\b(?:tells?|telling)(?: the)?$"), re.compile("")),
    (re.compile(""), re.compile(r"(?:Is |Was )?(?:Told|Hears|Hear)\b")),
    (re.compile(r"(?:^|,|\b[Aa]s|\b[Ww]hile)$"), re.compile(r"[A-Z]\w+s\b|to\b|Must\b")),
    (re.compile(r"(?i)\b(?:in|at|before|addressing|briefing)(?: the)?$"), re.compile("")),
)
"""What stands before and after the body in session in a title, the surest first."""


def _headed(context: Context, body: str) -> bool:
    """True where a line near the top is the body's name alone, as press releases on its meetings have it."""
    return any(
        ref.entity == body and ref.start == 0 and ref.end == len(block.doc)
        for block in context.parsed.blocks[:8]
        for ref in context.mentions[block.index]
    )


def _titled(context: Context, body: str) -> bool:
    """True where the headline names the body: "Security Council Takes Up …"."""
    first = context.parsed.blocks[0]
    return first.kind is not BlockKind.PARAGRAPH and any(ref.entity == body for ref in context.mentions[first.index])


def session_of(context: Context, body: str) -> Local:
    """The meeting of a body that an article records, as an entity."""
    article = context.parsed.article
    row = known(body)
    label = row.entity.label if row else body
    head = " ".join(s.span.text for s in context.sentences if s.block.index < 12)
    emergency = _EMERGENCY.search(head) if body == GENERAL_ASSEMBLY else None
    if emergency:
        return emergency_session(article.text, article.date)
    when = article.date.isoformat() if article.date else "undated"
    names = [f"{label} meeting"]
    return Local(
        f"meeting/{label}, {when}", EntityType.MEETING, f"{label}, {when}", tuple(names), body=body, date=article.date
    )


def emergency_session(text: str, when: date | None) -> Local:
    """The emergency special session a text speaks of; its number, where told, makes it one thing everywhere."""
    ordinal = next(
        (m for word in re.findall(r"[\w-]+", text) if (m := _ordinal(word)) and _near_session(text, word)), ""
    )
    year = f", {when.year}" if when else ""
    label = f"{ordinal.capitalize()} emergency special session" if ordinal else f"Emergency special session{year}"
    names = ("emergency special session", "emergency session", f"{label.partition(',')[0]} of the General Assembly")
    return Local(f"meeting/{label}", EntityType.MEETING, label, names, body=GENERAL_ASSEMBLY, date=None)


def _ordinal(word: str) -> str:
    lower = word.lower()
    if lower in _ORDINALS:
        return lower
    match = re.fullmatch(r"(\d+)(st|nd|rd|th)", lower)
    return _ORDINALS[int(match.group(1)) - 1] if match and 0 < int(match.group(1)) <= len(_ORDINALS) else ""


def _near_session(text: str, ordinal: str) -> bool:
    word = re.escape(ordinal)
    near = re.search(
        rf"(?i)\b{word}\b[\s-]emergency (?:special )?session\b|\bemergency (?:special )?session\b.{{0,12}}\b{word}\b",
        text,
    )
    return near is not None
