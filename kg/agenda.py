"""What an article is about as a meeting: its session, the bodies that vote and the measures they vote on."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import date

from kg.context import Context
from kg.entities.symbols import GENERAL_ASSEMBLY, SECURITY_COUNCIL
from kg.entities.tables import known
from kg.findings import Local
from kg.floor import introductions
from kg.nation import is_un_document
from kg.parse import BlockKind
from kg.rules.match import Match
from kg.types import EntityType, Relation, pairs

_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
COUNTED, MOTION = "tally:", "motion:"
"""How the keys of measures begin that only their numbers, or only their sentence, tell from others of the article."""
_EMERGENCY = re.compile(r"(?i)\bemergency (?:special )?session")


Day = date  # within the class its field has the name


@dataclass(slots=True)
class Measure:
    """A measure of the article (``article`` is its id, ``attested`` its day): what is known of it so far."""

    key: str
    symbol: str = ""
    title: str = ""
    body: str | None = None
    date: date | None = None
    what: str = ""
    numbers: tuple[str | None, ...] = ()
    names: set[str] = field(default_factory=set)
    article: str = ""
    attested: Day | None = None


def measure_entity(measure: Measure) -> Local:
    """The resolution as an entity: its symbol, or body, date and what it does."""
    row = known(measure.body) if measure.body else None
    body = row.entity.label if row else ""
    when = measure.date.isoformat() if measure.date else ""
    short = measure.what if len(measure.what) <= 90 else measure.what[:88].rsplit(" ", 1)[0] + " …"
    short = re.sub(r"^(?:the|a|an) ", "", short)
    known_by = ", ".join(part for part in (body, when) if part)
    told = measure.title or ": ".join(part for part in (known_by, short) if part) or "Resolution"
    label = measure.symbol or (told if measure.title or short else _unnamed(measure) or told)
    names = set(measure.names) | ({measure.title} if measure.title else set())
    number = re.fullmatch(r"S/RES/(\d+)\((\d{4})\)", measure.symbol)
    if number:
        names |= {f"resolution {number[1]} ({number[2]})", f"S/RES/{number[1]} ({number[2]})"}
    elif measure.symbol.startswith("A/RES/"):
        names |= {f"resolution {measure.symbol.removeprefix('A/RES/')}"}
    dated = measure.date and (body or short)
    own = not (measure.symbol or measure.title or dated)  # it is whatever this article means by it
    counted = measure.key.startswith((COUNTED, MOTION)) and not measure.symbol  # one of several votes of an article
    scope = f" ({measure.article})" if own else f" ({measure.key})" if counted else ""
    id = measure.symbol or told + scope
    return Local(
        f"resolution/{id}", EntityType.RESOLUTION, label, tuple(sorted(names - {label})),
        pairs({"symbol": measure.symbol or None}), measure.body, measure.date,
    )  # fmt: skip


def _unnamed(measure: Measure) -> str:
    """What a measure is called of which only its body is known: neither as the body is, nor as its meeting of that day.

    "draft resolution, Security Council, 25 February 2022".
    """
    row = known(measure.body) if measure.body else None
    day = measure.date or (measure.attested if row else None)
    if row is None and day is None:
        return ""
    kind = "draft resolution" if row and row.kind == "organ" else "measure"
    when = f"{day.day} {calendar.month_name[day.month]} {day.year}" if day else ""
    said = f"told {when}" if when and not measure.date else when
    body = row.entity.label.removeprefix("United Nations ") if row else ""
    return ", ".join(part for part in (kind, body, said) if part)


@dataclass(slots=True)
class Agenda:
    """The session, bodies and measures of one article."""

    context: Context
    session: Local | None = None
    session_body: str | None = None
    measures: dict[str, Measure] = field(default_factory=dict)
    main: Measure | None = None
    told: dict[int, Measure] = field(default_factory=dict)
    """By sentence index, the measure whose numbers a sentence tells: its votes are on that one too."""
    spoken: dict[int, Measure] = field(default_factory=dict)
    """By sentence index, the measure that its votes and numbers are on."""

    def measure(self, key: str) -> Measure:
        """The measure of a key, made when new."""
        article = self.context.parsed.article
        return self.measures.setdefault(key, Measure(key, article=article.id, attested=article.date))


def open_agenda(context: Context, matches: dict[int, list[Match]]) -> Agenda:
    """Settle the article's session before its facts are made.

    Args:
        context: the article.
        matches: the clause matches by sentence index; a record shows by its delegates' speeches.
    """
    agenda = Agenda(context)
    sitting = _sitting_today(context)
    body = sitting or _record_body(context)
    interviews = any(m.rule.relation is Relation.SPOKE_TO for found in matches.values() for m in found)
    record = is_un_document(context) or introductions(context.parsed.article.text) > 1
    record = record or any(m.rule.id in _OF_RECORDS for found in matches.values() for m in found)
    titled = introductions(context.parsed.article.text) and body and _titled(context, body)
    needed = 1 if sitting or titled or (body and _headed(context, body)) else 2 if record else 4
    if body and not (interviews and needed > 2) and _speeches(context, matches, news=needed > 2) >= needed:
        agenda.session_body = body
        agenda.session = _session(context, body)
    return agenda


def _speeches(context: Context, matches: dict[int, list[Match]], *, news: bool) -> int:
    """How often the article speaks as a record does: "the representative of Chile said", "ANA RUIZ (Chile) said".

    In ``news`` "Ana Ruiz, the Chilean president, said" tells of no meeting; in a record it may.
    """
    kinds = (".delegate",) if news else (".delegate", ".speaker")
    delegates = {
        index
        for index, found in matches.items()
        for m in found
        if m.rule.paths.get("object") == "@session" and any(u.code.endswith(kinds) for u in m.roles.get("subject", ()))
    }
    named = sum(m.rule.id == "represents/parenthesis" for s in context.sentences for m in s.phrases)
    return len(delegates) + named


_OF_RECORDS = frozenset({"spokeAt/also_speaking", "spokeAt/also_speaking_official"})
"""Rules for what only records say: "Also speaking were the ministers of …"."""

_TODAY = r"(?:today|this (?:morning|afternoon|evening))"
_SAT = re.compile(
    rf"(?: ?\([^)]*\))?,? (?:(?:also|unanimously) )?(?:{_TODAY},? )?(?:[a-z]+ly )?"
    r"(?:\w+ed|held|heard|met|took|began|chose|sent|spent|saw|gave|made|put|went|broke|sat|wound|kept|threw|struck|paid)\b",
)
_TO_THEM = re.compile(
    r"(?i)\b(?:told|tells?|warned|informed|briefed|urged|addressed|"
    r"(?:approved|adopted|held) (?:\w+ ){1,2}by) (?:the )?$"
)


def _sitting_today(context: Context) -> str | None:
    """The body of which a press release tells what it did "today".

    "The Third Committee approved 16 drafts today"; "…, the Special Envoy told the Security Council today".
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
        subject = before.lower() in ("the", "") or before.lower().endswith(", the")
        if (subject and _SAT.match(f" {after}")) or _TO_THEM.search(f"{before} "):
            return ref.entity
    return None


def _record_body(context: Context) -> str | None:
    """The body whose record this is: the title's subject, else named in the title or on a line of its own."""
    lead = [s for s in context.sentences if s.block.index < 8]
    if (subject := _title_subject(context)) is not None:
        return subject
    for sentence in lead:
        for ref in context.mentions[sentence.block.index]:
            if ref.entity in (SECURITY_COUNCIL, GENERAL_ASSEMBLY):
                return ref.entity
    for sentence in lead:
        for ref in context.mentions[sentence.block.index]:
            row = known(ref.entity)
            if ref.kind == "institution" and row and row.kind == "organ":
                return ref.entity
    return None


def _title_subject(context: Context) -> str | None:
    """The organ of which the title says what it did: "Third Committee | Rejects …", "Ending, First Committee Sends"."""
    block = context.parsed.blocks[0]
    if block.kind is not BlockKind.TITLE:
        return None
    for ref in context.mentions[block.index]:
        row = known(ref.entity)
        after = block.doc[ref.end : ref.end + 1].text
        begins = ref.start == 0 or block.doc[ref.start - 1].text == ","
        if row and row.kind == "organ" and begins and re.fullmatch(r"[A-Z]\w+s|to", after):
            return ref.entity
    return None


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


def _session(context: Context, body: str) -> Local:
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
