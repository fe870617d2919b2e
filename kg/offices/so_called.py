"""Whose an office is that calls a body by a noun: "the company's chief executive", "a museum spokesman" → the body.

The body has been named before: by a name that holds the noun ("Kronborg Palace … the palace"), or as one of a kind
that is so called ("Acme Power … the company").
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from kg.context import Context, Sentence
from kg.entities.organization_runs import HEADS
from kg.entities.organizations import Organization
from kg.entities.spans import Form, Ref
from kg.entities.tables import Known, known
from kg.entities.words import load_table
from kg.offices.holdings import Holding, of_some_body, word_before
from kg.offices.spokesmen import country_of_ministry, is_bare_ministry
from kg.parse import BlockKind

_BY_NOUN = "represents/noun_"
"""How the ids of the rules begin whose words call a body by a noun."""
_FAR = 3
"""Sentences back in which a body of no known kind is "the company"."""
_NO_PARTY = frozenset("ruling opposition central national state foreign former rival other".split())
"""Before a noun in an office's title, these tell of another body, or of the country's: "opposition party leader"."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a noun calls so: names that hold one of the words, bodies of the kinds, or any other where it is open."""

    words: frozenset[str]
    kinds: frozenset[str]
    open: bool
    alone: bool


@functools.cache
def body_nouns() -> Mapping[str, _Kind]:
    """By noun, what it can call."""
    return {
        noun: _Kind(
            frozenset({*row["nouns"], *row.get("words", ())}),
            frozenset(row.get("kinds", ())),
            bool(row.get("open")),
            bool(row.get("alone")),
        )
        for row in load_table("called.yaml")
        for noun in row["nouns"]
    }


@functools.cache
def _titles() -> Mapping[str, str]:
    """By office, the noun for the one kind of body that has it."""
    return {title: row["nouns"][0] for row in load_table("called.yaml") for title in row.get("titles", ())}


def body_so_called(context: Context, holding: Holding) -> str | None:
    """The body named last before "the company's | director", "a company | spokeswoman", "Company | spokesman"."""
    noun = noun_of(holding)
    found = _named_before(context, holding, noun) if noun in body_nouns() else None
    units = holding.match.line.units[holding.match.first : holding.match.last]
    electoral = any(holding.match.line.doc[u.start].lower_ in ("electoral", "election") for u in units)
    body = context.body(found) if found and electoral else None
    return None if body and "lect" not in body.label else found  # "the electoral council's | president": of no other


def is_by_noun(holding: Holding) -> bool:
    """True where the words call a body by a noun: "the company's director"; for no one else is the office held."""
    return holding.match.rule.id.startswith(_BY_NOUN)


def is_of_a_council(holding: Holding) -> bool:
    """ "The chair of this council", "the bloc's chairwoman": of a body of several members, not of the UN's staff."""
    return is_by_noun(holding) and noun_of(holding) in _OF_MEMBERS


_OF_MEMBERS = frozenset("council committee assembly parliament senate party union bloc alliance court movement".split())


def noun_of(holding: Holding) -> str:
    """The noun by which the words of a holding call its body, in small letters; "" if there is none."""
    if is_by_noun(holding):
        doc = holding.match.line.doc
        units = holding.match.line.units[holding.match.first : holding.match.last]
        nouns = [doc[u.start] for u in units if u.kind == "word" and doc[u.start].pos_ in ("NOUN", "PROPN", "ADJ")]
        nouns = nouns[: next((n for n, t in enumerate(nouns) if _is_owner(t)), len(nouns)) + 1]
        named = [t.lower_ for t in nouns if t.lower_ in body_nouns() or t.lower_ in LANDS]
        return named[-1] if named else ""
    before = word_before(holding)
    return before.lower_ if before is not None and of_some_body(holding) else ""


def _is_owner(noun: Token) -> bool:
    """ "The | agency | 's representative in the city"."""
    return noun.i + 1 < len(noun.doc) and noun.nbor(1).tag_ == "POS"


def body_of_subject(context: Context, holding: Holding) -> tuple[str | None] | None:
    """The body of "The group denied it. Its | leader": in a tuple, or None where no noun for one is a subject."""
    first, index = holding.match.line.units[holding.match.first].start, holding.sentence.index
    for near in reversed(context.sentences[max(index - 1, 0) : index + 1]):
        here = near is holding.sentence
        if near.block.kind is not BlockKind.PARAGRAPH or (near.block is not holding.sentence.block and not here):
            continue
        for token in near.block.doc[near.span.start : first if here else near.span.end]:
            bare = all(
                (t.is_lower or t.is_sent_start) and t.pos_ in ("ADJ", "DET", "NOUN", "PUNCT", "ADV", "VERB")
                for t in token.lefts
            )
            if token.dep_ in ("nsubj", "nsubjpass") and token.is_lower and token.lower_ in body_nouns() and bare:
                found = _named_before(context, holding, token.lower_)
                placed = any(t.dep_ == "prep" and t.lower_ in ("in", "of") for t in token.rights)
                return None if found is None and placed else (found,)  # "The military council in | Chile"
    return None


LANDS = frozenset("city town village municipality county region province state territory oblast prefecture".split())
"""Nouns for a place that has offices of its own."""


def body_in_title(context: Context, holding: Holding) -> str | None:
    """The body named last before "Party leader | Ruiz", "a police spokesman": the noun is part of the office."""
    if holding.office is None:
        return None
    if noun := _titles().get(_plain(holding.office.text)):
        return _named_before(context, holding, noun)
    title = holding.office.text.lower().split()
    nouns = [word for word in title[: -len(holding.office.head.split())] or title[:1] if word in body_nouns()]
    return _named_before(context, holding, nouns[-1]) if nouns and _NO_PARTY.isdisjoint(title) else None


def _plain(office: str) -> str:
    """The office without what may come and go before it."""
    return re.sub(r"^(?:(?:then|acting|interim|deputy|new|current|global|group) )+", "", office.lower())


def named_in_full(context: Context, holding: Holding) -> str | None:
    """The principal, or what "Company", "Assembly" alone is short for; None for a company of no name."""
    body = next((o for o in context.organizations if o.key == holding.principal), None)
    noun = body.label.lower() if body else ""
    if is_bare_ministry(noun):
        return country_of_ministry(context, holding) or holding.principal
    if noun not in body_nouns():
        return holding.principal
    return _named_before(context, holding, noun) or (holding.principal if body_nouns()[noun].alone else None)


def named_like(context: Context, holding: Holding) -> str | None:
    """ "Council President Ana Ruiz": the one body of the article whose name ends so, or that is so called."""
    before = word_before(holding)
    word = before.text.capitalize() if before is not None else ""
    if before is not None and before.i and (kind := before.nbor(-1)).dep_ in ("amod", "compound") and kind.is_lower:
        word = f"{kind.text.capitalize()} {word}"  # "the electoral | council president": of no other council
    named = {o.key for o in context.organizations if o.label.endswith(f" {word}")}
    named |= {
        r.entity
        for refs in context.mentions.values()
        for r in refs
        if (row := known(r.entity)) and row.label.endswith(f" {word}")
    }
    return named.pop() if len(named) == 1 else body_so_called(context, holding)


def _named_before(context: Context, holding: Holding, noun: str) -> str | None:
    """The one body that fits the noun in the sentence nearest before the office that names any.

    Where another one that fits has been named twice as often, it is that; where just more often, none.
    """
    if noun == "parliament" and len(context.parliaments()) > 1:
        return None
    kind = body_nouns()[noun]
    first = holding.match.line.units[holding.match.first].start
    nearest: str | None = None
    counts: Counter[str] = Counter()
    for near in reversed(context.sentences[: holding.sentence.index + 1]):
        if near.block.kind is not BlockKind.PARAGRAPH:
            continue
        end = first if near is holding.sentence else near.span.end
        refs = [ref for ref in _bodies(context, near) if ref.end <= end]
        found = [ref.entity for ref in refs if _fits(context, ref.entity, kind)]
        counts.update(found)
        if nearest is not None:
            continue
        if not found and kind.open and holding.sentence.index - near.index <= _FAR:
            found = [ref.entity for ref in refs if _tells_nothing(context, ref.entity)]
        found = found or [noted(context, name) for name in sorted(set(_by_last_word(near, end, kind)))]
        if len(set(found)) > 1:
            return None
        nearest = found[0] if found else None
    return _oftener(nearest, counts)


def _oftener(nearest: str | None, counts: Counter[str]) -> str | None:
    """The nearest body, unless another one that is called so is the article's."""
    best = max(counts, key=lambda entity: (counts[entity], entity), default=None)
    if nearest is None or best is None or counts[best] <= counts[nearest]:
        return nearest
    return best if counts[best] >= 2 * counts[nearest] else None


def _by_last_word(sentence: Sentence, end: int, kind: _Kind) -> Iterator[str]:
    """ "Kronborg Palace", "Talca General Hospital": capitals that end with the noun, where nobody has read a body."""
    doc = sentence.block.doc
    for token in doc[sentence.span.start : end]:
        if not (token.is_title and token.lower_ in kind.words):
            continue
        start = token.i
        while (
            start > sentence.span.start and doc[start - 1].is_title and doc[start - 1].pos_ in ("PROPN", "NOUN", "ADJ")
        ):
            start -= 1
        if start < token.i:
            yield doc[start : token.i + 1].text


def noted(context: Context, name: str, id: str = "") -> str:
    """The id of a place or body that nobody has read as one, which an office makes one of the article's.

    Args:
        context: the article; its organizations may grow by the body.
        name: as the article writes it.
        id: the id it gets, or "" for the next of the article's own.
    """
    known_as = next((o.key for o in context.organizations if name in o.names), None)
    if known_as is None:
        known_as = id or f"org/{len(context.organizations)}-told"
        context.organizations.append(Organization(known_as, Counter({name: 1}), "territory" if id else ""))
    return known_as


def _bodies(context: Context, sentence: Sentence) -> Iterator[Ref]:
    """The institutions that a sentence names in full."""
    for ref in context.mentions[sentence.block.index]:
        named = ref.kind == "institution" and ref.form in (Form.NAME, Form.DEMONYM)
        if named and sentence.span.start <= ref.start < sentence.span.end:
            body = context.body(ref.entity)
            if body is None or body.label.lower() not in body_nouns():
                yield ref


def _fits(context: Context, entity: str, kind: _Kind) -> bool:
    body = context.body(entity)
    return body is not None and (body.kind in kind.kinds or not kind.words.isdisjoint(_words_of(body)))


def _tells_nothing(context: Context, entity: str) -> bool:
    """A name that may be a company's: of no known kind, and without "Ministry" or "University" in it."""
    body = context.body(entity)
    return body is None or (body.kind == "" and HEADS.isdisjoint(_words_of(body)))


def _words_of(body: Known | Organization) -> list[str]:
    return re.findall(r"\w+", body.label.lower())
