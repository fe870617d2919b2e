"""What an article is about as a meeting: its session, the bodies that vote and the measures they vote on."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import date

from kg.context import Context
from kg.entities.tables import known
from kg.findings import Local
from kg.rules.match import Match
from kg.sessions import session_body, session_of
from kg.types import EntityType, pairs

COUNTED, MOTION, OF_BODY, YEARS = "tally:", "motion:", "body:", "years:"
"""How the keys of measures begin that only their numbers, sentence, body or year tell from others of the article."""

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
    together: dict[int, dict[str, str]] = field(default_factory=dict)
    """By sentence index, the numbers that its tallies give together, where none of them differ."""
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
    if body := session_body(context, matches):
        agenda.session_body = body
        agenda.session = session_of(context, body)
    return agenda
