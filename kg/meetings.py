"""Meetings that a sentence names: "a Sunday Security Council meeting", "the AU summit" → entities."""

from __future__ import annotations

import re

from kg.agenda import Agenda, emergency_session
from kg.context import Sentence
from kg.days import resolve_day
from kg.entities.gazetteer import known
from kg.entities.names import fold
from kg.entities.spans import Ref
from kg.findings import Local
from kg.types import EntityType


def meeting_entity(agenda: Agenda, sentence: Sentence, ref: Ref) -> Local:
    """A named meeting as an entity: "a Sunday Security Council meeting", "the AU summit"."""
    doc = sentence.span.doc
    text = doc[ref.start : ref.end].text
    article = agenda.context.parsed.article
    if re.search(r"(?i)emergency .*session", text):
        everything = " ".join(s.span.text for s in agenda.context.sentences if "ession" in s.span.text)
        return emergency_session(everything, article.date)
    bodies = [
        m.entity for m in agenda.context.mentions[sentence.block.index]
        if m.kind == "institution" and ref.start <= m.start and m.end <= ref.end
    ]  # fmt: skip
    body = bodies[0] if bodies else None
    near = doc[ref.start : min(ref.end + 5, sentence.span.end)].text
    word = re.search(r"\b(\w+day|\d{1,2} [A-Z][a-z]+)\b", near)
    day = resolve_day(word.group(1), article.date) if word else None
    row = known(body) if body else None
    sits = "meeting" in text or fold(doc[ref.end - 1].text) in ("meeting", "session", "of")
    if row and row.kind == "organ" and sits:
        when = day.isoformat() if day else word.group(1) if word else article.id
        label = f"{row.entity.label}, {when}"
        names: tuple[str, ...] = (text, f"{row.entity.label} meeting")
    else:
        label = f"{text}, {article.date.year}" if article.date and row else text
        names = (text,)
    scope = "" if row or day else f" ({article.id})"
    return Local(
        f"meeting/{label}{scope}", EntityType.MEETING, label, tuple(n for n in names if n != label), body=body, date=day
    )


def meeting_before(agenda: Agenda, sentence: Sentence, position: int) -> Ref | None:
    """The last meeting named in the sentence before a token."""
    refs = agenda.context.refs[sentence.block.index]
    found = [r for r in refs if r.kind == "meeting" and sentence.span.start <= r.start < position]
    return found[-1] if found else None
