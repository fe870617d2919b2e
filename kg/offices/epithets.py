"""Sentence → the descriptions of people that name nobody: "the French envoy", "its ambassador", "the minister"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.context import Context, Sentence
from kg.entities import coref
from kg.entities.offices import Office
from kg.entities.words import words
from kg.rules.load import Rule
from kg.rules.match import Match
from kg.rules.pattern import compile_pattern
from kg.rules.units import Line, Unit
from kg.sentences import tokens_in
from kg.types import Relation

RULE = "represents/description"
CONFIDENCE = 0.82
_UNDEFINED = frozenset("a an one another some any every each no two three several".split())
_PERSON_NOUNS = words("person_nouns")


@dataclass(frozen=True, slots=True)
class Description:
    """Tokens ``[start, end)`` of a sentence describe one person without a name.

    ``principal`` is for whom the office is held, ``office`` the office, where the words tell.
    """

    sentence: Sentence
    start: int
    end: int
    unit: Unit
    principal: str | None
    office: Office | None
    match: Match | None
    former: bool
    at: str | None = None
    """The body accredited to: "Chile's UN ambassador"."""
    bare: bool = False
    """An office without country or body: "the minister"."""
    later: bool = False
    """Who is so called must have been named: "the lawyer"."""
    owns: bool = False
    """Something is said to be his or hers: "the Chilean envoy's view"."""


def descriptions(sentence: Sentence, context: Context) -> Iterator[Description]:
    """The descriptions of a sentence, outside of quotations."""
    hidden = tokens_in(sentence.quotes)
    line = sentence.folded or sentence.line
    for match in sentence.phrases:
        start = match.line.units[match.first].start
        unit = line.unit_at(start)
        if match.rule.relation is None and unit is not None and start not in hidden:
            yield from _of_country(sentence, match, unit)
    for n, unit in enumerate(line.units):
        if unit.start not in hidden and n:
            yield from _its_office(sentence, line, n, context)
            yield from _compatriot(sentence, line, n)
            yield from _bare_office(sentence, line, n)
            yield from _by_noun(sentence, line, n, context)


def _of_country(sentence: Sentence, match: Match, unit: Unit) -> Iterator[Description]:
    """ "The French envoy", "Chile's foreign minister", "the ambassador of Mali"."""
    doc = sentence.block.doc
    objects = match.roles.get("object", ())
    if len(objects) != 1 or objects[0].ref is None:
        return
    offices = [u.office for u in match.line.units[match.first : match.last] if u.office]
    if objects[0].kind == "institution" and offices and offices[0].head.lower() in ("ambassador", "delegate"):
        return  # "the UN ambassador" is some country's
    counterpart = match.rule.id.endswith("/counterpart")
    if counterpart and doc[unit.end : unit.end + 1].text not in ("'s", "'"):
        yield Description(sentence, unit.start, unit.end, unit, objects[0].ref.entity, None, match, former=False)
        return
    if len(offices) != 1 or offices[0].plural or not _definite(doc, unit.start) or _named_after(sentence, unit):
        return
    owns = doc[unit.end : unit.end + 1].text in ("'s", "'")
    former = offices[0].former or doc[max(unit.start - 1, 0)].lower_ in ("former", "then", "ex")
    principal = objects[0].ref.entity
    bodies = [u.ref.entity for u in match.line.units[match.first : match.last] if u.ref and u.kind == "institution"]
    at = next((body for body in bodies if body != principal), None)
    yield Description(sentence, unit.start, unit.end, unit, principal, offices[0], match, former, at, owns=owns)


def _named_after(sentence: Sentence, unit: Unit) -> bool:
    """ "The governor of Talca | province, | Ana Ruiz": a name in apposition, after a noun and a comma."""
    doc, line = sentence.block.doc, sentence.folded or sentence.line
    comma = next((i for i in range(unit.end, min(unit.end + 3, len(doc))) if doc[i].pos_ not in ("NOUN", "PROPN")), 0)
    after = line.unit_at(comma + 1) if comma > unit.end and doc[comma].text == "," else None
    return after is not None and after.kind == "person"


def _its_office(sentence: Sentence, line: Line, n: int, context: Context) -> Iterator[Description]:
    """ "Its ambassador": of the one country or body the sentence has named before, else the sentence before."""
    unit, before = line.units[n], line.units[n - 1]
    if unit.office is None or unit.office.plural or line.doc[before.start].lower_ not in ("its", "their"):
        return
    if line.doc[unit.end : unit.end + 1].text in ("'s", "'", ","):
        return
    earlier = context.sentences[sentence.index - 1] if sentence.index else None
    for units in (line.units[: n - 1], (earlier.folded or earlier.line).units if earlier else ()):
        named = {u.ref.entity for u in units if u.ref and u.kind in ("country", "institution")}
        if unit.office.category in ("state", "minister", "envoy"):
            named = {entity for entity in named if entity.startswith("country/")} or named
        if named:
            if len(named) == 1:
                match = Match(_ITS, line, n - 1, n + 1, {}, line.doc[unit.start])
                former = unit.office.former
                yield Description(sentence, before.start, unit.end, unit, named.pop(), unit.office, match, former)
            return


_ITS = Rule(
    RULE, Relation.REPRESENTS, "phrase", compile_pattern("its {office:office}", {}, where=RULE), {}, {}, {},
    frozenset(), CONFIDENCE, None,
)  # fmt: skip
"""Stands in where no rule of the files reads the words."""


def _bare_office(sentence: Sentence, line: Line, n: int) -> Iterator[Description]:
    """ "The minister told …", "the former envoy said": an office without its country, as a subject."""
    unit, before, doc = line.units[n], line.units[n - 1], line.doc
    if unit.office is None or unit.office.plural or doc[before.start].lower_ != "the":
        return
    acts = any(coref.is_subject(t) for t in doc[unit.start : unit.end])
    if acts and doc[unit.end : unit.end + 1].text.lower() not in ("of", "for", "to", "'s", "'", ",", "in"):
        office = unit.office
        yield Description(sentence, before.start, unit.end, unit, None, office, None, office.former, bare=True)


def _compatriot(sentence: Sentence, line: Line, n: int) -> Iterator[Description]:
    """ "The Norwegian runs …", "the Belgian diplomat", "the former Lebanese minister": of a country, no more."""
    unit, doc = line.units[n], line.doc
    before = line.units[n - 1]
    past = doc[before.start].lower_ == "former" and n > 1
    first = line.units[n - 2] if past else before
    if not unit.code.endswith(".demonym") or doc[first.start].lower_ != "the":
        return
    following = doc[unit.end : unit.end + 1]
    if not following or doc[unit.end - 1].lower_.endswith("s"):
        return
    after = line.units[n + 1] if n + 1 < len(line.units) else None
    if after is not None and after.office and after.office.former and not after.office.plural:
        yield Description(sentence, first.start, after.end, unit, None, None, None, former=True)
        return
    noun = following[0].lower_ in _PERSON_NOUNS
    if noun or (following[0].pos_ in ("VERB", "AUX") and coref.is_subject(doc[unit.end - 1])):
        yield Description(sentence, first.start, unit.end + noun, unit, None, None, None, former=past)


def _by_noun(sentence: Sentence, line: Line, n: int, context: Context) -> Iterator[Description]:
    """ "The German law professor chairs …", "the former Chilean minister has been …": somebody just named."""
    unit, doc = line.units[n], line.doc
    token = doc[unit.end - 1]
    office = unit.office
    past = office is not None and not office.plural and (office.former or office.text.lower() == "diplomat")
    if not (past or (unit.kind == "word" and token.lower_ in _PERSON_NOUNS | _CALLINGS)) or not coref.is_subject(token):
        return
    first = n - 1
    while first and (line.units[first].code.endswith(".demonym") or doc[line.units[first].start].pos_ in _BEFORE_NOUNS):
        first -= 1
    after = line.units[n + 1 : n + 3]
    named = any(u.kind == "person" for u in after[: 1 + (doc[unit.end : unit.end + 1].text == ",")])
    if doc[line.units[first].start].lower_ != "the" or named:
        return
    earlier = context.sentences[max(sentence.index - 3, 0) : sentence.index]
    if past or not any(t.lemma_ == token.lemma_ for s in earlier for t in s.span):
        start = line.units[first].start
        yield Description(sentence, start, unit.end, unit, None, None, None, former=False, later=True)


_CALLINGS = frozenset(
    "academic old banker businessman businesswoman doctor general lawyer native nurse officer physician veteran".split()
)
_BEFORE_NOUNS = ("ADJ", "NOUN", "PROPN", "NUM", "PUNCT", "ADV", "VERB")


def _definite(doc: Doc, start: int) -> bool:
    """Not "a French minister"."""
    first = {t.lower_ for t in doc[max(start - 1, 0) : start + 1]}
    return not first & _UNDEFINED
