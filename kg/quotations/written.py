"""What somebody has written → whose words it holds: "a statement by the Chilean mission", "the ministry's website"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from kg.entities.words import words
from kg.rules.subjects import subjects
from kg.rules.units import Line, Unit

SPEAKERS = ("person", "country", "institution")
"""Kinds of units that can say something."""
WRITTEN = words("written_words")
_OF_ITS_AUTHOR = words("written_by_bodies")
"""Those that are their author's with "of", and somebody's own only where a body or person is named with them."""
_ISSUING = words("verbs_of_issuing")
STATE_BODIES = words("state_voices")
_PERSON_NOUNS = words("person_nouns")
_OWN_PAGES = frozenset("website site page webpage account channel feed blog portal homepage".split())


def first_speaker(line: Line, tokens: Iterable[Token]) -> Unit | None:
    """The first of some words that names somebody who can say something."""
    units = (line.unit_at(token.i) for token in tokens)
    return next((unit for unit in units if unit and unit.kind in SPEAKERS), None)


def author(line: Line, noun: Token) -> Unit | None:
    """Who is named as the author of a text by what stands at its noun."""
    for source in _sources(noun):
        unit = in_phrase(line, source)
        if unit is None or (source.i == noun.i and _is_about(noun, unit)):
            continue
        return None if _several(source, noun) or _of_others(source, unit) else unit
    return None


def _sources(noun: Token) -> Iterator[Token]:
    """ "Ruiz's statement", "a note issued by | the mission", "a post on | their page", "the Chilean letter"."""
    yield from (c for c in noun.children if c.dep_ == "poss")
    opened = [noun, *(c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN" and c.lemma_ in _ISSUING)]
    preps = [c for token in opened for c in token.children if c.dep_ in ("prep", "agent")]
    wanted = {"by", "from"} | ({"of"} if noun.lemma_ in _OF_ITS_AUTHOR else set())
    yield from (c for p in preps if p.lower_ in wanted for c in p.children if c.dep_ == "pobj")
    pages = (c for p in preps if p.lower_ in ("on", "at", "to", "in") for c in p.children if c.dep_ == "pobj")
    for page in pages:
        if page.lemma_ in _OWN_PAGES:
            yield page
            yield from (c for p in page.children if p.lower_ == "of" for c in p.children if c.dep_ == "pobj")
    yield noun


def _is_about(noun: Token, unit: Unit) -> bool:
    """ "A Spanish report" is about Spain, or of some Spaniard."""
    return noun.lemma_ in _OF_ITS_AUTHOR and unit.kind == "country"


def _of_others(source: Token, unit: Unit) -> bool:
    """ "A statement by Ruiz's | lawyer": not her words; those of her office are."""
    return unit.kind == "person" and not unit.start <= source.i < unit.end and source.lower_ in _PERSON_NOUNS


def _several(source: Token, noun: Token) -> bool:
    """ "A statement by Chile | and Peru", "the joint statement"."""
    joint = any(c.lower_ in ("joint", "common") for c in noun.children)
    return joint or any(c.dep_ == "conj" for c in source.children)


def in_phrase(line: Line, noun: Token) -> Unit | None:
    """Who is named by a noun or by what stands at it: "the | Chilean | mission"."""
    return first_speaker(line, (noun, *(c for c in noun.children if c.dep_ in ("amod", "compound", "poss", "nmod"))))


def state(line: Line, noun: Token) -> Unit | None:
    """The country whose government, embassy or army is named: "the | Chilean | cabinet", "Chile's authorities"."""
    several = noun.tag_ == "NNS" and noun.lower_ != "authorities"
    if noun.i + 1 < len(noun.doc) and noun.nbor().pos_ in ("NOUN", "PROPN"):
        return None  # "the Egyptian government | daily"
    if noun.lower_ not in STATE_BODIES or several or any(c.dep_ == "conj" for c in noun.children):
        return None
    unit = in_phrase(line, noun)
    return unit if unit and unit.kind == "country" else None


def issuer(line: Line, verb: Token) -> Unit | None:
    """ "Chile released a statement | saying", "… a statement which | said": the words of who released it."""
    subject = issuing_subject(verb)
    if subject is None or any(c.dep_ == "conj" for c in subject.children):
        return None
    return in_phrase(line, subject)


def issuing_subject(verb: Token) -> Token | None:
    """Who puts out the text that a verb of saying belongs to: "| Chile | released a statement which said"."""
    written = verb.head
    relative = verb.dep_ == "relcl" and any(c.lower_ in ("which", "that") for c in verb.children)
    if not (verb.tag_ == "VBG" or relative) or written.lemma_ not in WRITTEN or written.dep_ != "dobj":
        return None
    return next(iter(subjects(written.head)), None) if written.head.lemma_ in _ISSUING else None


def puts_out(verb: Token, noun: Token) -> bool:
    """ "Chile | released | a statement"."""
    return noun.dep_ == "dobj" and noun.head.i == verb.i and verb.lemma_ in _ISSUING


def of_what_was_written(line: Line, verb: Token) -> Unit | None:
    """`"…," read a statement from the | Chilean government`."""
    written = next((t for t in verb.doc[verb.i + 1 : verb.i + 7] if t.lemma_ in WRITTEN), None)
    if written is None or written.i + 1 >= len(verb.doc):
        return None
    named = line.unit_at(written.i + 2) if written.nbor().lower_ in ("by", "from") else None
    return author(line, written) or (named if named and named.kind in SPEAKERS else None)
