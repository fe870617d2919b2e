"""Quotation → whether it goes on with the words of whoever was quoted before it."""

from __future__ import annotations

from spacy.tokens import Token

from kg.context import Sentence
from kg.quotations.no_saying import CUES
from kg.quotations.quote_frames import ISSUED
from kg.rules.subjects import subjects
from kg.sentences import Quote, tokens_in

NEAR = 14
"""Tokens between words and whoever says them that are still near."""


def is_split(sentence: Sentence, quote: Quote) -> bool:
    """`"…;" read the statement; "…"`: one clause of saying between two parts of the same words."""
    before = [q for q in sentence.quotes if q.end <= quote.start]
    between: list[Token] = list(sentence.block.doc[before[-1].end : quote.start]) if before else []
    verbs = [t for t in between if t.pos_ in ("VERB", "AUX") or t.lower_ in ("read", "reads")]
    marked = len(between) > 2 and between[-1].text in (",", ";", ":")
    return marked and len(between) <= NEAR and len(verbs) == 1 and verbs[0].lemma_ in CUES


def is_of_the_statement(sentence: Sentence, quote: Quote) -> bool:
    """`"…," the statement added`, `The statement urges all to "…"`: of whoever was quoted from it before."""
    doc = sentence.block.doc
    rest = doc[quote.end : min(quote.end + 3, sentence.span.end)]
    if len(rest) == 3 and rest[0].lower_ == "the" and rest[1].lower_ in ISSUED and rest[2].lemma_ in CUES:
        return True
    before = doc[sentence.span.start : quote.start]
    verbs = [t for t in before if t.tag_ in ("VBD", "VBZ") and t.pos_ == "VERB"]
    opens = [t.lower_ for t in before[:2]] in [["the", noun] for noun in ISSUED]
    return opens and bool(verbs) and verbs[-1].lemma_ in CUES and subjects(verbs[-1])[:1] == [before[1]]


def is_by_a_stranger(sentence: Sentence) -> bool:
    """`Xylo said, "…"`: a name that is nobody's known, beside the verb of saying."""
    inside = tokens_in(sentence.quotes)
    cues = [t for t in sentence.span if t.i not in inside and t.lemma_ in CUES and t.tag_ in ("VBD", "VBZ", "VBP")]
    beside = [
        sentence.block.doc[i] for t in cues for i in (t.i - 1, t.i + 1) if sentence.span.start <= i < sentence.span.end
    ]
    return any(
        t.is_title and t.is_alpha and t.i not in inside and t.pos_ not in ("PRON", "ADV", "SCONJ") for t in beside
    ) or any(c.dep_ == "nsubj" and _is_of_somebody(c) for t in cues for c in t.children if c.i not in inside)


def continues(sentence: Sentence, quote: Quote) -> bool:
    """A sentence that is nothing but a quotation goes on with the last speaker."""
    return is_all(sentence) or quote.start - sentence.span.start <= 2


def is_all(sentence: Sentence) -> bool:
    """A sentence that is nothing but quotations."""
    inside = tokens_in(sentence.quotes)
    outside = [t for t in sentence.span if t.i not in inside and t.is_alpha]
    return len(outside) <= 2


def _is_of_somebody(noun: Token) -> bool:
    """ "His | wife said": another than the one quoted before."""
    return noun.pos_ == "NOUN" and noun.lemma_ not in ISSUED and any(c.tag_ == "PRP$" for c in noun.children)
