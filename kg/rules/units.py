"""A sentence as a line of units: names and offices stand as one unit each, every other token as a word.

The line is what the rule patterns read. A unit is written ``<person:7> `` (type, subtype, number in the line) or
``told~tell~VERB `` (lower-case form, lemma, part of speech).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span

from kg.entities.offices import Office
from kg.entities.spans import Form, Ref
from kg.rules.adjuncts import times

NUMBER_WORDS: Mapping[str, int] = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {"none": 0, "no": 0, "nil": 0}
_TENS: Mapping[str, int] = {
    word: value * 10 for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_UNSAFE = re.compile(r"[<>~: ]")


@dataclass(frozen=True, slots=True)
class Unit:
    """Tokens ``[start, end)`` of a block as one element of the line.

    ``kind`` is an entity type, ``office``, ``number`` or ``word``; ``ref`` what it refers to, if anything;
    ``office`` the office; ``value`` the number.
    """

    start: int
    end: int
    kind: str
    code: str
    ref: Ref | None = None
    office: Office | None = None
    value: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """The units of one sentence of a block and their joint text."""

    doc: Doc
    offset: int
    units: tuple[Unit, ...]
    text: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, doc: Doc, offset: int, units: Sequence[Unit]) -> Line:
        """Number the units and join their codes."""
        parts, starts, position = [], [], 0
        for i, unit in enumerate(units):
            part = f"<{unit.code}:{i}> " if unit.kind != "word" else f"{unit.code} "
            parts.append(part)
            starts.append(position)
            position += len(part)
        return cls(doc, offset, tuple(units), "".join(parts), tuple(starts))

    def chars(self, first: int, last: int) -> tuple[int, int]:
        """Start and end, in characters of the article, of the units ``[first, last)``."""
        tokens = self.doc[self.units[first].start : self.units[last - 1].end]
        return self.offset + tokens.start_char, self.offset + tokens.end_char

    def unit_at(self, token: int) -> Unit | None:
        """The unit that covers a token of the block."""
        return next((unit for unit in self.units if unit.start <= token < unit.end), None)


def line_of(
    sentence: Span, offset: int, refs: Iterable[Ref], offices: Mapping[Ref, Office], subtypes: Mapping[str, str]
) -> Line:
    """The line of a sentence; adverbials of time are left out of it.

    Args:
        sentence: a span of a block's doc.
        offset: where the block starts in the article.
        refs: the block's references without overlaps.
        offices: what each reference of kind ``office`` says.
        subtypes: subtype by entity id ("media", "organ").
    """
    by_start = {ref.start: ref for ref in refs if sentence.start <= ref.start and ref.end <= sentence.end}
    inside = {i for ref in by_start.values() for i in range(ref.start, ref.end)}
    skipped = times(sentence) - inside
    units = []
    i = sentence.start
    while i < sentence.end:
        ref = by_start.get(i)
        if i in skipped:
            i += 1
        elif ref:
            kind = subtypes.get(ref.entity, "") or _of_a_draft(sentence.doc, ref)
            i = _after_short_name(sentence.doc, ref, by_start)
            units.append(replace(_ref_unit(ref, offices.get(ref), kind), end=i))
        else:
            if not sentence.doc[i].is_space:
                units.append(_counted(sentence.doc, i) or _word_unit(sentence.doc, i))
            i = max(i + 1, units[-1].end if units else 0)
    return Line.of(sentence.doc, offset, units)


def _after_short_name(doc: Doc, ref: Ref, by_start: Mapping[int, Ref]) -> int:
    """Where a name ends with its abbreviation: "the African Union (AU) |"."""
    short = by_start.get(ref.end + 1)
    bracketed = short is not None and short.entity == ref.entity and doc[ref.end].text == "("
    if short is None or not bracketed or ref.kind != "institution" or doc[short.end : short.end + 1].text != ")":
        return ref.end
    return short.end + 1


def _of_a_draft(doc: Doc, ref: Ref) -> str:
    """A measure called a draft or proposal: before it a country is its sponsor, not what it is about."""
    nominal = ref.kind == "resolution" and ref.form is Form.NOMINAL
    before = doc[ref.start - 1] if ref.start else None
    sponsor = before is not None and (before.pos_ == "ADJ" or before.lower_ in _ABBREVIATED)
    text = sponsor and doc[ref.start].lower_ == "text"  # "a British text"; "the Syria text" is about Syria
    own = doc[ref.start].text in _POSSESSIVE and doc[ref.end - 1].lower_ in (
        "resolution",
        "text",
    )  # "Chile|'s resolution"
    drafts = own or not _DRAFTS.isdisjoint(t.lower_ for t in doc[ref.start : ref.end])
    return "draft" if nominal and (drafts or text) else ""


_POSSESSIVE = ("'s", "’s")
_ABBREVIATED = frozenset({"us", "u.s.", "uk", "u.k."})
_DRAFTS = frozenset("own alternative draft drafts proposal proposals motion amendment amendments".split())


def _ref_unit(ref: Ref, office: Office | None, subtype: str) -> Unit:
    if office:
        subtype = "former" if office.former else "planned" if office.planned else office.category
    elif ref.form is not Form.NAME and not subtype:
        subtype = ref.form.value
    code = (
        ref.kind
        + (f".{subtype.replace(' ', '-')}" if subtype else "")
        + (".plural" if office and office.plural else "")
    )
    return Unit(ref.start, ref.end, ref.kind, code, ref, office)


def _counted(doc: Doc, i: int) -> Unit | None:
    """ "Three hundred and eleven", "two hundred": one number."""
    hundreds = NUMBER_WORDS.get(doc[i].lower_, 0)
    if not 0 < hundreds < 10 or doc[i + 1 : i + 2].text.lower() != "hundred":
        return _tens(doc, i)
    at = i + 2 + (doc[i + 2 : i + 3].text.lower() == "and")
    ones = NUMBER_WORDS.get(doc[at : at + 1].text.lower(), 0)
    rest = (_tens(doc, at) if at < len(doc) else None) or (Unit(at, at + 1, "number", "", value=ones) if ones else None)
    value = 100 * hundreds + (rest.value or 0 if rest else 0)
    return Unit(i, rest.end if rest else i + 2, "number", f"number.{value}", value=value)


def _tens(doc: Doc, i: int) -> Unit | None:
    """ "Twenty-four", "forty one": one number."""
    tens = _TENS.get(doc[i].lower_)
    if tens is None:
        return None
    after = i + 1 + (doc[i + 1 : i + 2].text == "-")
    ones = NUMBER_WORDS.get(doc[after : after + 1].text.lower(), 0)
    value, end = (tens + ones, after + 1) if 0 < ones < 10 else (tens, i + 1)
    return Unit(i, end, "number", f"number.{value}", value=value)


def _word_unit(doc: Doc, i: int) -> Unit:
    token = doc[i]
    word = token.lower_
    value = number(word)
    if value is not None and not (word == "no" and i + 1 < len(doc) and doc[i + 1].lower_ not in _AFTER_NO):
        return Unit(i, i + 1, "number", f"number.{word.replace(',', '')}", value=value)
    lemma = token.lemma_.lower()
    return Unit(i, i + 1, "word", f"{_safe(word)}~{_safe(lemma)}~{token.pos_}")


_AFTER_NO = frozenset({"abstentions", "abstention", "votes", "vote", "against", "members", "delegations"})


def number(word: str) -> int | None:
    """What a word in small letters counts: "seven", "1,400"; None for other words."""
    digits = word.replace(",", "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 7 else NUMBER_WORDS.get(word)


_NAMED = {"(": "lpar", ")": "rpar", "[": "lbrk", "]": "rbrk", '"': "quot", "``": "quot", "''": "quot", ":": "colon"}
"""Characters that mean something in patterns have names there."""


def _safe(text: str) -> str:
    if text in _NAMED:
        return _NAMED[text]
    return _UNSAFE.sub("_", text) or "_"
