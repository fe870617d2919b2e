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
from kg.parse import BlockKind
from kg.types import EntityType


def meeting_entity(agenda: Agenda, sentence: Sentence, ref: Ref) -> Local:
    """A named meeting as an entity: "a Sunday Security Council meeting", "the AU summit"."""
    sentence, ref = _introduced(agenda, sentence, ref)
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


def _introduced(agenda: Agenda, sentence: Sentence, ref: Ref) -> tuple[Sentence, Ref]:
    """Where the article says what meeting "the meeting" is: the last one before it that is more than a noun."""
    doc = sentence.span.doc
    bare = ref.end - ref.start == 1 and doc[ref.start - 1 : ref.start].text.lower() in ("the", "this", "that")
    if not bare:
        return sentence, ref
    head = doc[ref.start].lower_.removesuffix("s")
    for earlier in reversed(agenda.context.sentences[: sentence.index + 1]):
        if earlier.block.kind is not BlockKind.PARAGRAPH:
            continue
        for other in reversed(agenda.context.refs[earlier.block.index]):
            inside = earlier.span.start <= other.start < (ref.start if earlier is sentence else earlier.span.end)
            words = [t.lower_.removesuffix("s") for t in earlier.span.doc[other.start : other.end]]
            if other.kind == "meeting" and inside and len(words) > 1 and (head in words or head == "meeting"):
                return earlier, other
    return sentence, ref


def meeting_before(agenda: Agenda, sentence: Sentence, position: int) -> Ref | None:
    """The last meeting named in the sentence before a token."""
    refs = agenda.context.refs[sentence.block.index]
    found = [r for r in refs if r.kind == "meeting" and sentence.span.start <= r.start < position]
    return found[-1] if found else None
