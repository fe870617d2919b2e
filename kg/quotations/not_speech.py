"""Quotation marks that hold no speech: titles, terms, what is quoted from a third → left without a speaker."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from kg.context import Sentence
from kg.entities.words import words
from kg.quotations.attributions import attributions
from kg.quotations.no_saying import CUES
from kg.quotations.written import issuing_subject
from kg.sentences import Quote

_VOICES = re.compile(r"(?i)\b(?:words|(?:chant|cry|crie|call|shout)s?) of\b|\baccording to wh(?:ich|om)\b")
"""Whose words they are is told: "the words of Ana Ruiz", "the chants of", "according to which"."""
_WORDS_OF_ANOTHER = re.compile(r"'s? (?:own )?(?:statement|words|remarks|claim|assertion|declaration|speech) that\b")
_TITLING = frozenset(
    "title entitle theme slogan motto name event book song film campaign hashtag poem banner sign headline label "
    "caption plaque placard poster inscription sticker".split()
)
_ACTIVE = ("VB", "VBD", "VBP", "VBZ")
"""Not a name: "she would | name regulators who "…""."""
_BESIDE = 8
"""Tokens between a verb of saying and a quotation of three words or less."""
LONG = 4
"""Words from which on a quotation without a verb of saying is taken for the words of who has the floor."""


def is_cited(sentence: Sentence, quote: Quote) -> bool:
    """The title of a text, a theme, or what somebody else said: "entitled", "the words of", "a man who said"."""
    doc = sentence.block.doc
    before = doc[max(quote.start - 2 * _BESIDE, sentence.span.start) : quote.start]
    if _WORDS_OF_ANOTHER.search(before.text):
        return True  # "she cited Ruiz's statement that"
    if _names_a_text(sentence, quote):
        return True
    before = doc[max(quote.start - _BESIDE, sentence.span.start) : quote.start]
    if any(t.lemma_.lower() in _TITLING and t.tag_ not in _ACTIVE for t in before[-3:]) or _VOICES.search(before.text):
        return True
    verbs = [t for t in before if t.lemma_.lower() in CUES and t.pos_ == "VERB"]
    if not verbs:
        return False
    last = verbs[-1]
    named = {a[0].i for a in attributions(sentence.line, doc)}
    unnamed = any(t.lower_ in ("who", "that", "which") and t.dep_ == "nsubj" for t in last.children)
    unnamed = unnamed and issuing_subject(last) is None  # "They released a statement which said"
    return last.i not in named and (unnamed or (last.lemma_ == "quote" and last.tag_ == "VBG"))


def _names_a_text(sentence: Sentence, quote: Quote) -> bool:
    """`The draft resolution "Safety of rivers" …`: a text's name right after its noun, a capital and no full stop."""
    doc = sentence.block.doc
    noun = doc[quote.start - 1] if quote.start > sentence.span.start else None
    opens, ends = doc[quote.start + 1], doc[quote.end - 2].text
    return noun is not None and noun.lemma_.lower() in _TEXTS and opens.is_title and ends not in (".", "!", "?", ",")


_TEXTS = words("named_texts")


def is_far(sentence: Sentence, quote: Quote, cue: str) -> bool:
    """A few words far from their verb of saying are somebody's term, not speech."""
    verbs = [t for t in sentence.span if t.lemma_.lower() == cue.split()[0]]
    if any(_told_in(quote, verb) for verb in verbs):
        return False
    cues = [t.i for t in verbs]
    return bool(cues) and min(min(abs(quote.start - i), abs(i - quote.end)) for i in cues) > _BESIDE


def _told_in(quote: Quote, verb: Token) -> bool:
    """ "Ruiz told all of those who had come to hear her that the plan was "a bad joke"": told, however far."""
    if verb.i > quote.start:
        return False
    clauses = [c for c in verb.children if c.dep_ == "ccomp" and verb.i < c.i]
    return any(c.left_edge.i <= quote.start <= c.right_edge.i for c in clauses)


def is_speech(sentence: Sentence, quote: Quote) -> bool:
    """Speech has a finite verb, or goes on in the midst of a sentence; a theme or a title begins with a capital."""
    doc = sentence.block.doc
    count = quote.words(doc)
    verbal = any(t.tag_ in ("VBD", "VBP", "VBZ", "MD", "VB") for t in doc[quote.start : quote.end])
    return count >= LONG and (verbal or doc[quote.start + 1].is_lower)


def is_title(doc: Doc, start: int, end: int) -> bool:
    """A programme, a book: "Face the Nation"."""
    words = [t for t in doc[start:end] if t.is_alpha and t.pos_ not in ("DET", "ADP", "CCONJ", "PART")]
    return 0 < len(words) <= 6 and all(t.is_title for t in words) and doc[end - 1].text not in (".", "!", "?", ",")


def is_scare(sentence: Sentence, quote: Quote) -> bool:
    """A few words in quotation marks inside a sentence are not somebody's speech."""
    return quote.words(sentence.block.doc) <= 4
