"""Who said what: the quotations of an article with their speakers; abstains where the speaker is not named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.context import Context, Sentence
from kg.entities.words import words
from kg.parse import BlockKind
from kg.quotations.attributions import attributions
from kg.quotations.going_on import NEAR, continues, is_all, is_by_a_stranger, is_of_the_statement, is_split
from kg.quotations.no_saying import CUES
from kg.quotations.not_speech import LONG, is_cited, is_far, is_scare, is_speech, is_title
from kg.quotations.quote_frames import begins_with_verb, introduced, issued, signed
from kg.quotations.quoted_bodies import spoken_of
from kg.quotations.sources import whose_words
from kg.rules.units import Unit
from kg.sentences import Quote

_WEAK = words("weak_cues")
_UNNAMED = re.compile(r"\b(?:a|an|one|some|several|another|two|three|senior|former)\b", re.I)


Attribution = tuple[Token, Unit, str]


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation with its speaker's unit-level reference, the cue verb and characters of the article."""

    speaker: str
    kind: str
    cue: str
    text: str
    start: int
    end: int
    sentence: Sentence
    confidence: float


def find_said(context: Context) -> Iterator[Said]:
    """Every quotation of three words or more whose speaker is known."""
    last: tuple[int, Unit, str] | None = None
    unclosed: list[tuple[Sentence, Quote]] = []
    for sentence in (s for s in context.sentences if s.block.kind is BlockKind.PARAGRAPH):
        unclosed = [part for part in unclosed if _goes_on(unclosed[-1][0], sentence)]
        for quote in (q for q in sentence.quotes if q.start >= sentence.span.start):
            cited, found = _whose(context, sentence, quote, last)
            if cited:
                continue
            if found is None:
                last = last if is_scare(sentence, quote) else None
                unclosed += [(sentence, quote)] if quote.open and quote.start - sentence.span.start <= 1 else []
                continue
            last = (sentence.block.index, found[0], found[1])
            parts = [*(unclosed if quote.start == 0 else ()), (sentence, quote)]
            yield from (said for one, part in parts if (said := _said(context, one, part, *found)))
            unclosed = []
        last = _carry(sentence, last)


def _whose(
    context: Context, sentence: Sentence, quote: Quote, last: tuple[int, Unit, str] | None
) -> tuple[bool, tuple[Unit, str, float] | None]:
    """Whether a third is cited in it, and the speaker, of whom a noun of saying, the sentence or the floor tells."""
    owner = None
    if quote.words(sentence.block.doc) >= LONG:
        owner = whose_words(sentence.line, sentence.span.start, quote.start, sentence.owners)
    if owner is not None:
        return False, (owner, "say", 0.88)
    if is_cited(sentence, quote):
        return True, None
    found = _told(context, sentence, quote, last)
    if found is None and sentence.floor and is_speech(sentence, quote) and not _unnamed_after(sentence, quote):
        found = (sentence.floor, "say", 0.8)
    return False, found


def _goes_on(unclosed: Sentence, sentence: Sentence) -> bool:
    """Quotation marks left open at a paragraph's end, which the next paragraph opens again: one speaker."""
    if sentence.block.index == unclosed.block.index:
        return sentence.index == unclosed.index
    return sentence.block.index - unclosed.block.index == 1 and any(q.start == 0 for q in sentence.quotes)


def _told(
    context: Context, sentence: Sentence, quote: Quote, last: tuple[int, Unit, str] | None
) -> tuple[Unit, str, float] | None:
    """The speaker by the sentence's words, by the sentence before, or whoever was quoted last and goes on."""
    found = _speaker(sentence, quote) or spoken_of(context, sentence, quote)
    return found or (_same(sentence, quote, last) if last else None)


def _same(sentence: Sentence, quote: Quote, last: tuple[int, Unit, str]) -> tuple[Unit, str, float] | None:
    """The speaker of the quotation before, who goes on."""
    here = last[0] == sentence.block.index
    goes_on = continues(sentence, quote) and sentence.block.index - last[0] <= 1 and (here or is_all(sentence))
    goes_on = goes_on and not is_by_a_stranger(sentence)
    of_it = here and (is_of_the_statement(sentence, quote) or is_split(sentence, quote))
    return (last[1], last[2], 0.85) if goes_on or of_it else None


def _carry(sentence: Sentence, last: tuple[int, Unit, str] | None) -> tuple[int, Unit, str] | None:
    """A sentence without a quotation hands its speaker on: "Ruiz defended her decision." then only a quotation."""
    if sentence.quotes:
        return last
    found = next(iter(attributions(sentence.line, sentence.span.doc)), None)
    if found and found[1].code == "institution.media" and found[2] in _WEAK:
        return None  # "as reported by the BBC:" others' words follow
    if sentence.span.text.rstrip().endswith(":") or (found and found[1].kind == "person"):
        return (sentence.block.index, found[1], found[2]) if found else last
    mentions = [u for u in sentence.line.units if u.kind == "person"]
    if last and any(u.ref and last[1].ref and u.ref.entity != last[1].ref.entity for u in mentions[:1]):
        return None if not _same_subject(sentence, last[1]) else last
    return last


def _same_subject(sentence: Sentence, unit: Unit) -> bool:
    return any(u.ref and unit.ref and u.ref.entity == unit.ref.entity for u in sentence.line.units)


def _said(context: Context, sentence: Sentence, quote: Quote, unit: Unit, cue: str, confidence: float) -> Said | None:
    doc = sentence.block.doc
    inner_start, inner_end = quote.start + 1, quote.end - (0 if quote.open else 1)
    words = sum(t.is_alpha for t in doc[inner_start:inner_end])
    if (
        words < 2
        or unit.ref is None
        or (words < 4 and is_far(sentence, quote, cue))
        or is_title(doc, inner_start, inner_end)
    ):
        return None
    start = sentence.block.offset + doc[inner_start].idx
    while inner_end - 1 > inner_start and doc[inner_end - 1].text == ",":
        inner_end -= 1  # the comma is the sentence's, not the speaker's
    last = doc[inner_end - 1]
    end = sentence.block.offset + last.idx + len(last.text)
    text = context.parsed.article.text[start:end]
    return Said(unit.ref.entity, unit.kind, cue, text, start, end, sentence, confidence)


def _speaker(sentence: Sentence, quote: Quote) -> tuple[Unit, str, float] | None:
    """The attribution nearest to the quotation: after it first, then before it."""
    line, doc = sentence.line, sentence.block.doc
    found = [a for a in attributions(line, doc) if not _inside(a[0], sentence.quotes)]
    if sentence.floor and sentence.floor.kind == "person":  # "…, as Chile condemns the attack, he said": he says it
        found = [a for a in found if a[1].code != "country" or a[0].tag_ not in ("VBZ", "VBP", "VB")]
    spoken = [a for a in found if a[2] != "according to"]
    found = spoken or found  # "Ruiz called it "…", according to NBC": Ruiz did
    after = [a for a in found if quote.end <= a[0].i and _near(doc, quote, a) and not _blocked(sentence, quote.end, a)]
    before = [a for a in found if a[0].i < quote.start and not _told_by_another(quote, a, found)]
    inverted = _directly_after(after, quote)
    if before and _opens_with_another(sentence, quote, before[-1][0]):
        return before[-1][1], before[-1][2], 0.9
    if inverted:
        return inverted[1], inverted[2], 0.96
    if _unnamed_after(sentence, quote):
        return None
    if before:
        main = [a for a in before if a[0].dep_ != "relcl"]
        verb, unit, cue = (main or before)[-1]
        return unit, cue, 0.94 if quote.start - verb.i <= NEAR else 0.88
    if after:
        return None if _unnamed_before(sentence, quote) else (after[0][1], after[0][2], 0.92)
    return (
        begins_with_verb(sentence, quote)
        or introduced(sentence, quote)
        or issued(sentence, quote)
        or signed(sentence, quote)
    )


def _opens_with_another(sentence: Sentence, quote: Quote, verb: Token) -> bool:
    """`As Ruiz has said: "…," he noted`, `Recalling that Ruiz told them that it was "…", he noted`: hers."""
    first = sentence.span[0]
    if first.lower_ == "as":
        return quote.start - verb.i <= 2
    recalled = first.tag_ == "VBG" and first.lemma_.lower() in ("recall", "cite", "echo", "quote", "remember")
    return recalled and verb.i > first.i and verb.dep_ == "ccomp" and verb.head.i == first.i


def _told_by_another(quote: Quote, one: Attribution, found: Sequence[Attribution]) -> bool:
    """ "Ruiz said Berg had | agreed to what "…"", "had | written "a bad joke"": a mere report of Ruiz's."""
    verb, unit, cue = one
    teller = verb.head if verb.dep_ == "ccomp" else verb
    if teller.i != verb.i and _beside(quote, verb, teller) and any(a[0].i == teller.i for a in found):
        return True  # `Ruiz told them that Berg had written to her and that there were "…"`
    weak = cue in _WEAK or (cue == "write" and verb.doc[quote.start + 1].lower_ in ("a", "an"))
    tellers = [a for a in found if a[0].i == verb.head.i] if verb.dep_ == "ccomp" and weak else []
    return any(a[1].ref and unit.ref and a[1].ref.entity != unit.ref.entity for a in tellers)


def _beside(quote: Quote, verb: Token, teller: Token) -> bool:
    """True where a quotation stands in what the teller says, not in what the verb below it says."""
    token = verb.doc[quote.start + 1]
    while token.head.i not in (token.i, verb.i, teller.i):
        token = token.head
    own = any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in token.children)
    return (token.head.i == verb.i and token.dep_ == "conj" and own) or (token.head.i == teller.i and token.i != verb.i)


def _near(doc: Doc, quote: Quote, attribution: Attribution) -> bool:
    """A few words after the quotation, or after a long title: `"…," the head of this and that, Ana Ruiz, told`."""
    verb, unit, _ = attribution
    if unit.kind == "person" and 0 <= unit.start - quote.end <= 1 and verb.i - unit.end <= 2 * NEAR:
        return True  # `"…," Ana Ruiz, the envoy who chairs this and that, said`
    between = doc[quote.end : verb.i]
    return len(between) <= NEAR or (len(between) <= 2 * NEAR and not any(t.pos_ in ("VERB", "AUX") for t in between))


def _directly_after(after: Sequence[Attribution], quote: Quote) -> Attribution | None:
    """`"…," she said` and `"…," said Ana Ruiz`: the attribution begins where the quotation ends."""
    for verb, unit, cue in after:
        rest = verb.doc[quote.end : min(unit.start, verb.i)]
        between = {t.lower_ for t in rest} | ({"but"} if any(t.tag_ == "VBG" for t in rest) else set())
        if unit.start < quote.end and verb.tag_ not in ("VBD", "VBZ"):
            continue  # `the ministry "…" and could ask`: nothing is said there
        if min(unit.start, verb.i) - quote.end <= 3 and cue not in _WEAK and not between & _NEW_CLAUSE:
            return verb, unit, cue
    return None


_NEW_CLAUSE = frozenset("while but and as though although whereas when after before because".split())
"""Words after a quotation that begin a clause with a subject of its own."""


def _unnamed_after(sentence: Sentence, quote: Quote) -> bool:
    """`"…," a former adviser told CBS News`: somebody without a name said it."""
    doc = sentence.block.doc
    rest = doc[quote.end : min(quote.end + NEAR, sentence.span.end)]
    if not rest or not _UNNAMED.fullmatch(rest[0].text if rest[0].text != "," else rest[1:2].text):
        return False
    return any(t.lemma_ in CUES and t.pos_ == "VERB" for t in rest)


def _unnamed_before(sentence: Sentence, quote: Quote) -> bool:
    """`A diplomat called it "…", but Ruiz said`, `she said: "…"`: a verb of saying before it has an unknown subject."""
    near = sentence.block.doc[max(quote.start - 5, sentence.span.start) : quote.start]
    verbs = [t for t in near if t.lemma_ in CUES and t.tag_ in ("VBD", "VBZ", "VBP")]
    return any(c.dep_ == "nsubj" and c.pos_ in ("NOUN", "PRON") for verb in verbs for c in verb.children)


def _blocked(sentence: Sentence, start: int, attribution: Attribution) -> bool:
    """Another quotation stands between, or a clause of its own begins: `"…", while Ruiz said`."""
    between = sentence.block.doc[start : min(attribution[0].i, attribution[1].start)]
    if any(t.lower_ in ("while", "whereas") for t in between):
        return True
    return any(start < q.start < min(attribution[0].i, attribution[1].start) for q in sentence.quotes)


def _inside(verb: Token, quoted: Sequence[Quote]) -> bool:
    return any(q.start < verb.i < q.end for q in quoted)
