"""Who has left office, or died, by the time of the article: what offices it gives them are past."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from spacy.tokens import Token

from kg.context import Context, Sentence
from kg.entities.offices import Office
from kg.entities.spans import Ref
from kg.entities.words import words
from kg.parse import BlockKind
from kg.rules.status import status_of
from kg.rules.subjects import subjects
from kg.rules.units import Unit
from kg.sentences import tokens_in
from kg.types import Modality, Polarity

ALL = ""
"""Stands for every office of a person."""
_YEAR = r"(?:\w+ )?(?:1[89]|20)\d\d"
_TASK = (
    r"(?:delegation|team|talks|mission|negotiations?|inquiry|investigation|meeting|session|effort|operation|push|drive|"
    r"side|campaign|debate|response)"
)
PAST_TERM = re.compile(
    rf", who (?:had )?(?:led|ruled|governed|ran) (?:the|that|his|her)\b(?! (?:[\w'’-]+ ){{0,3}}{_TASK})|"
    rf" ?,? ?(?:from|between) {_YEAR} (?:to|until|till|and) {_YEAR}| ?,? ?(?:until|till) (?:{_YEAR}|last|recently|"
    r"(?:his|her|their) (?:death|resignation|ouster|removal|dismissal|arrest|retirement|defeat|departure))\b|"
    r" ?,? ?(?:at (?:the|that) time|back then)\b|"
    r",? in (?:the )?(?:1[89]|20)\d\d(?:s|[-–]\d\d)"
)
"""After an office, when it was held: "from 2010 to 2014", "until 2014", "until last year", "in the 1990s"."""
_STAYS = re.compile(
    r"(?i)\bstill (?:(?:formally|officially) )?(?:recogni[sz]ed|held by|holds? (?:the|his|her) (?:seat|post))"
)
"""In a sentence on somebody dismissed who speaks for the country all the same."""
_LEAVES = words("leaving_verbs")
_PLACES = frozenset("room hall chamber meeting session talk negotiation table stage conference summit building".split())
"""What one quits for the time being: "quit the room in protest"."""
_REMOVES = words("removing_verbs")
_ENDS = words("nouns_of_death")
_EXITS = words("nouns_of_leaving")
_SINCE = frozenset({"after", "following", "since", "upon"})


def departed(context: Context) -> Mapping[str, set[str]]:
    """By person, the head nouns of the offices that he or she has left; ``ALL`` for every office."""
    found: dict[str, set[str]] = defaultdict(set)
    for sentence in context.sentences:
        if _STAYS.search(sentence.span.text):
            continue
        posts = context.offices[sentence.block.index]
        for person, office in [*_told_by_verb(sentence, posts), *_told_by_noun(sentence)]:
            found[person].add(office)
    return found


def _told_by_verb(sentence: Sentence, offices: Mapping[Ref, Office]) -> Iterator[tuple[str, str]]:
    """ "Ruiz resigned as president", "Ruiz was killed", "the court removed Ruiz"; in a headline "Ruiz dies"."""
    quoted = tokens_in(sentence.quotes)
    for token in sentence.span:
        lemma = token.lemma_.lower()
        if lemma == "quit" and any(c.dep_ == "dobj" and c.lemma_ in _PLACES for c in token.children):
            continue
        if token.i in quoted or (lemma not in _LEAVES | _REMOVES and not _follows(token)):
            continue
        if sentence.block.kind is BlockKind.TITLE:
            who = [token.nbor(-1)] if token.i and lemma in ("die", "kill") else []
        elif token.pos_ != "VERB" or status_of(token) != (Polarity.AFFIRMED, Modality.ACTUAL) or _aimed_at(token):
            continue
        elif lemma in _LEAVES:
            who = subjects(token)
        else:
            who = [c for c in token.children if c.dep_ in ("nsubjpass", "dobj") and c.tag_ != "WP"]
            who += [token.head] if token.dep_ in ("acl", "relcl") and not who else []
            who += [one for c in who for one in _among(c)]
        for one in who:
            unit = _unit_of(sentence, one)
            named = one.pos_ == "PROPN" or not _follows(token)
            if named and unit and unit.kind == "person" and unit.ref:
                yield unit.ref.entity, _office(offices, token)


def _unit_of(sentence: Sentence, token: Token) -> Unit | None:
    """The unit of a token; not that of a whole phrase: "Ruiz replaced | Sand | as president" is Ruiz's office."""
    whole = sentence.line.unit_at(token.i)
    plain = sentence.phrases[0].line.unit_at(token.i) if sentence.phrases else None
    return plain if plain is not None and plain.kind == "person" and plain.ref else whole


def _follows(verb: Token) -> bool:
    """ "was elected, | replacing Ruiz", "she | succeeded Ruiz": whose office another has."""
    return verb.lemma_ in ("replace", "succeed") and verb.tag_ in ("VBG", "VBD", "VBN")


def _among(people: Token) -> Iterator[Token]:
    """ "Killed 90 people, including | Ruiz", "including Ruiz and | Sand"."""
    for link in people.children:
        if link.lower_ in ("including", "among"):
            for name in link.children:
                if name.dep_ in ("pobj", "dobj"):
                    yield from (name, *name.conjuncts)


def _aimed_at(verb: Token) -> bool:
    """ "a goal of | ousting Ruiz", "against removing him": it has not come to that; "after removing him" it has."""
    return verb.dep_ == "pcomp" and verb.tag_ == "VBG" and verb.head.lower_ not in {*_SINCE, "by"}


def _office(offices: Mapping[Ref, Office], verb: Token) -> str:
    """The head noun of the office left: "resigned as | president"; ``ALL`` where none is named."""
    after = [office for ref, office in offices.items() if 0 < ref.start - verb.i <= _NEAR]
    return after[0].head.lower() if after else ALL


_NEAR = 4


def _told_by_noun(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """ "the death of Ruiz", "after the resignation of Ruiz", "following Ruiz's removal"."""
    doc = sentence.span.doc
    for unit in sentence.line.units:
        if unit.kind != "person" or not unit.ref:
            continue
        noun = None
        if doc[unit.end : unit.end + 1].text in ("'s", "'"):
            noun = doc[unit.end + 1] if unit.end + 1 < len(doc) else None
        elif unit.start > 1 and doc[unit.start - 1].lower_ == "of":
            noun = doc[unit.start - 2]
        if noun is None:
            continue
        before = doc[max(min(noun.i, unit.start) - 5, sentence.span.start) : min(noun.i, unit.start)]
        dated = any(t.ent_type_ == "DATE" or t.lower_ in _SINCE for t in before)
        if noun.lower_ in _ENDS or (noun.lower_ in _EXITS and dated):
            yield unit.ref.entity, ALL
