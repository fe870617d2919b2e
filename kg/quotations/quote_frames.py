"""Quotations that no verb of saying introduces: by a colon, a statement issued, a signature."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from kg.context import Sentence
from kg.quotations.no_saying import CUES
from kg.quotations.written import WRITTEN, author
from kg.rules.subjects import subjects
from kg.rules.units import Line, Unit
from kg.sentences import Quote


def begins_with_verb(sentence: Sentence, quote: Quote) -> tuple[Unit, str, float] | None:
    """`Ruiz, an old hand, "condemned the coup"`: who does what the quotation's first word says, right before it."""
    doc, line = sentence.block.doc, sentence.line
    verb = doc[min(quote.start + 1, quote.end - 1)]
    if verb.tag_ not in ("VBD", "VBZ") or verb.lemma_ not in CUES:
        return None
    start = quote.start - (doc[quote.start - 1].text == ",") if quote.start > sentence.span.start else quote.start
    unit = line.unit_at(start - 1) if start > sentence.span.start else None
    if unit is None or unit.kind not in ("person", "institution", "country") or unit.code.endswith(".official"):
        return None
    before = doc[unit.start - 1].lower_ if unit.start > sentence.span.start else ""
    return None if before in ("of", "with", "by", "to", "for", "from", "and") else (unit, verb.lemma_, 0.86)


def introduced(sentence: Sentence, quote: Quote) -> tuple[Unit, str, float] | None:
    """`Ruiz addressed the public: "…"`: a colon gives the word to the subject of the clause before it."""
    doc, line = sentence.block.doc, sentence.line
    if quote.start - 1 < sentence.span.start or doc[quote.start - 1].text != ":":
        return None
    before = doc[sentence.span.start : quote.start]
    main = [t for t in before if not before.start <= t.head.i < before.end or t.dep_ == "ROOT"]
    main = [t for t in main if t.tag_ in ("VBD", "VBZ", "VBP")]
    dash = next((t.i + 1 for t in reversed(before) if t.text in ("-", "–", "—") and t.whitespace_), before.start)
    if not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in doc[dash : before.end]):
        unit = _heading(line, dash, doc[quote.start - 1])
        return (unit, "say", 0.85) if unit else None
    kinds: tuple[str, ...] = ("person", "institution")
    if main and main[0].lemma_ in _ISSUING and any(c.lower_ in ISSUED for c in main[0].children):
        kinds = ("person", "institution", "country")
    unit = _doer(line, main[0], kinds) if main else None
    return (unit, main[0].lemma_.lower(), 0.85) if unit else None


def _heading(line: Line, first: int, colon: Token) -> Unit | None:
    """`Ana Ruiz: "…"`, `More from Ruiz: "…"`, `From Ruiz's letter: "…"`: a name before a colon, and no verb."""
    noun = colon.nbor(-1) if colon.i > first else colon
    if noun.lemma_ in WRITTEN or noun.lemma_ in _SPOKEN:
        return author(line, noun)
    unit = line.unit_at(noun.i)
    if unit is None or unit.kind != "person":
        return None
    before = line.doc[unit.start - 1].lower_ if unit.start > first else ""
    return unit if before in ("", ",", "-", "–", "—", "from", ")") else None


_SPOKEN = frozenset({"address", "interview", "remark", "speech", "testimony"})


def _doer(line: Line, verb: Token, kinds: Sequence[str]) -> Unit | None:
    """The verb's subject, if it is named and of one of the kinds."""
    named = (line.unit_at(subject.i) for subject in subjects(verb))
    return next((unit for unit in named if unit and unit.kind in kinds), None)


def issued(sentence: Sentence, quote: Quote) -> tuple[Unit, str, float] | None:
    """`The council issued a statement to "condemn the attacks"`: the words of who issued it."""
    doc, line = sentence.block.doc, sentence.line
    before = doc[max(quote.start - 4, sentence.span.start) : quote.start]
    written = [t for t in before if t.lower_ in ISSUED]
    if not written or written[-1].dep_ != "dobj" or written[-1].head.lemma_ not in _ISSUING:
        return None
    unit = _doer(line, written[-1].head, ("person", "institution", "country"))
    return (unit, "state", 0.88) if unit else None


ISSUED = frozenset({"statement", "communiqué", "communique", "declaration"})
_ISSUING = frozenset({"issue", "release", "publish", "adopt", "put", "sign"})


def signed(sentence: Sentence, quote: Quote) -> tuple[Unit, str, float] | None:
    """`"…" — Ana Ruiz, Foreign Minister of Spain`: who stands below the words."""
    doc, line = sentence.block.doc, sentence.line
    mark = doc[quote.end] if quote.end < sentence.span.end else None
    if mark is None or mark.text not in ("-", "–", "—") or quote.start - sentence.span.start > 1:
        return None
    unit = line.unit_at(mark.i + 1) if mark.i + 1 < sentence.span.end else None
    rest = doc[unit.end : sentence.span.end] if unit and unit.kind == "person" else None
    return (
        (unit, "say", 0.88) if unit and rest is not None and not any(t.pos_ in ("VERB", "AUX") for t in rest) else None
    )
