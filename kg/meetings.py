"""Meetings that a sentence names: "a Sunday Security Council meeting", "the AU summit" → entities."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from kg.context import Sentence
from kg.days import resolve_day
from kg.entities.names import fold
from kg.entities.spans import Form, Ref
from kg.entities.tables import known
from kg.findings import Local
from kg.parse import BlockKind
from kg.rules.status import status_of
from kg.rules.units import Line
from kg.sessions import emergency_session
from kg.types import EntityType, Modality
from kg.votes.agenda import Agenda


def meeting_entity(agenda: Agenda, sentence: Sentence, ref: Ref) -> Local:
    """A named meeting as an entity: "a Sunday Security Council meeting", "the AU summit"."""
    sentence, ref = _introduced(agenda, sentence, _whole(agenda, sentence, ref))
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
    sits = "meeting" in text or fold(doc[ref.end - 1].text) in _SITS
    if row and row.kind == "organ" and sits:
        when = day.isoformat() if day else word.group(1) if word else article.id
        label = f"{row.entity.label}, {when}"
        named = f"{row.entity.label} meeting"
        names: tuple[str, ...] = (named,) if fold(doc[ref.end - 1].text) in _SITS[3:] else (text, named)
    else:
        label = f"{text}, {article.date.year}" if article.date and row else text
        names = (text,)
    scope = "" if row or day else f" ({article.id})"
    told = label if row else f"{label} {_about(doc, ref, sentence.span.end)}".strip()
    return Local(
        f"meeting/{label}{scope}", EntityType.MEETING, told, tuple(n for n in names if n != told), body=body, date=day
    )


def _about(doc: Doc, ref: Ref, stop: int) -> str:
    """What a meeting is on that is called by a noun alone: "a conference | on the Law of the Sea", "on trade"."""
    if ref.end - ref.start > 1 or doc[ref.end : ref.end + 1].text.lower() != "on" or ref.end + 1 >= stop:
        return ""
    end = ref.end + 1
    while end < stop and (doc[end].pos_ in ("NOUN", "PROPN", "ADJ", "DET") or doc[end].text in ("-", "of")):
        end += 1
    words = doc[ref.end : end]
    return "" if end == ref.end + 1 or {"DATE", "TIME"} & {t.ent_type_ for t in words} else words.text


def _whole(agenda: Agenda, sentence: Sentence, part: Ref) -> Ref:
    """ "The opening session | of the conference in Lima": the meeting that it is a part of."""
    doc = sentence.span.doc
    if doc[part.start : part.end].text.lower() not in _PARTS or doc[part.end : part.end + 1].text != "of":
        return part
    refs = agenda.context.refs[sentence.block.index]
    return next((r for r in refs if r.kind == "meeting" and 0 < r.start - part.end <= _NEAR), part)


_PARTS = frozenset({"opening session", "closing session", "final session", "first session", "plenary session"})
_NEAR = 2


def is_unnamed(agenda: Agenda, sentence: Sentence, ref: Ref) -> bool:
    """ "Told the | meeting", "said in the | closed-door session": a sitting of which the article says no more."""
    doc = sentence.span.doc
    words = doc[ref.start : ref.end]
    named = doc[ref.end : ref.end + 1].text == "of"  # "the annual session | of the Executive Committee"
    if named or doc[max(ref.start - 1, 0)].lower_ not in ("the", "that", "its"):
        return False
    if words[-1].lower_ not in ("meeting", "session"):
        return False
    if len(words) == 1:
        where, other = _introduced(agenda, sentence, ref)
        return other is ref or is_unnamed(agenda, where, other)
    return all(t.lower_ in _KINDS_OF_SITTING or t.tag_ in ("JJ", "JJS", "CD") for t in words[:-1])


_KINDS_OF_SITTING = frozenset("closed door behind doors - private special emergency open public same formal".split())
_SITS = ("meeting", "session", "of", "met", "meets", "convened", "gathered", "sat", "voted")
"""How the name of one sitting ends: "the Council's session", "a meeting of | the Council", "the Council met"."""


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
            told = other.kind == "meeting" and inside and len(words) > 1 and (head in words or head == "meeting")
            if told and not is_to_come(earlier.span.doc[other.end - 1]):
                return earlier, other
        if head == "meeting" and earlier is not sentence and (met := sat(earlier.folded or earlier.line)):
            return earlier, met
    return sentence, ref


def is_to_come(meeting: Token) -> bool:
    """ "Will be invited to the November | summit", "would be the first | summit": nobody has been heard there."""
    told = meeting.head if meeting.dep_ in ("nsubj", "nsubjpass", "attr") else meeting
    planned = status_of(meeting)[1] is Modality.PLANNED
    return planned or status_of(told)[1] in (Modality.PLANNED, Modality.HYPOTHETICAL)


def takes_place(meeting: Token) -> bool:
    """Not "the summit | proposal" nor one that is to come."""
    return meeting.dep_ != "compound" and not is_to_come(meeting)


def sat(line: Line, before: int | None = None) -> Ref | None:
    """ "The Security Council met on Monday": the body that sat, up to the verb, as a sentence tells it.

    Args:
        line: the sentence.
        before: a token before which the body must stand.
    """
    for unit in line.units:
        if unit.ref is None or (before is not None and unit.start >= before):
            continue
        who = _members(line.doc[unit.end - 1]) if unit.code == "institution.igo" else None
        if unit.code == "institution.official" and line.doc[unit.end - 1].lower_ in _MEMBERS:
            who = line.doc[unit.end - 1]  # "ASEAN | leaders met"
        if unit.code not in _BODIES and who is None:
            continue
        verb = (who or line.doc[unit.end - 1]).head
        if verb.lemma_ in _TO_SIT and verb.tag_ in ("VBD", "VBZ", "VBP") and verb.i >= unit.end:
            return Ref(unit.start, verb.i + 1, "meeting", unit.ref.entity, Form.NOMINAL)
    return None


def _members(name: Token) -> Token | None:
    """ "Foreign | ministers of the Arab League met", "Arab League | leaders met": they are who sits."""
    of = name.head
    if name.i < of.i and of.lower_ in _MEMBERS:
        return of
    return of.head if of.lower_ == "of" and of.head.lower_ in _MEMBERS else None


_MEMBERS = frozenset("ministers leaders ambassadors envoys heads members delegates representatives states".split())
_BODIES = frozenset({"institution.organ", "institution.parliament"})
_TO_SIT = frozenset({"meet", "convene", "gather", "sit", "vote"})


def meeting_before(agenda: Agenda, sentence: Sentence, position: int) -> Ref | None:
    """The last meeting named in the sentence before a token."""
    refs = agenda.context.refs[sentence.block.index]
    found = [r for r in refs if r.kind == "meeting" and sentence.span.start <= r.start < position]
    return found[-1] if found else None
