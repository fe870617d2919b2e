"""Matches of who met whom → those with the people meant by "the two ministers"; whether a nation met as a state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.both import the_pair, they_act
from kg.context import Sentence
from kg.entities.coref import gender_of
from kg.entities.symbols import SECURITY_COUNCIL
from kg.entities.words import words
from kg.parse import BlockKind
from kg.rules.match import Match
from kg.rules.units import Line, Unit
from kg.sentences import tokens_in
from kg.types import Relation

COMPANY = "@company"
"""The path of a role that "the two", "both men" or "the three leaders" fill."""
NATION = "@nation"
"""The path of a subject that "it" or "the country" stands for."""
LISTED = "@listed"
"""The path of an object that lines of their own name: "She met with: – Ana Ruiz, President of Chile; – …"."""
_BACK = 2
"""Sentences back in which those are named."""


def with_company(sentences: Sequence[Sentence], sentence: Sentence, found: Iterable[Match]) -> Iterator[Match]:
    """The matches, those with a role ``@company`` filled, or left out where the text does not tell who is meant.

    The subject of "the remarks came at" is who alone was named before, that of "the remarks by both" the two.
    With a subject of its own, a match has all of the company as objects; without one, each with those after it.

    Args:
        sentences: those of the article.
        sentence: where the matches are found.
        found: what its line fits.
    """
    for match in found:
        paths = match.rule.paths
        if paths.get("subject") == NATION:
            nation = _nation(sentences, sentence, match)
            yield from _with_subject(match, (nation,) if nation else ())
        elif paths.get("subject") == COMPANY:
            many = _counted(match.line.units[match.first : match.last], 1)
            yield from _with_subject(match, _named(sentences, sentence, match, set(), many))
        elif paths.get("object") == LISTED:
            named = tuple(_listed(sentences, sentence))
            yield from [replace(match, roles={**match.roles, "object": named})] if named else []
        elif paths.get("object") == COMPANY:
            yield from _with_objects(sentences, sentence, match)
        else:
            yield match


def _with_subject(match: Match, members: tuple[Unit, ...]) -> Iterator[Match]:
    if members:
        yield replace(match, roles={**match.roles, "subject": members})


def _with_objects(sentences: Sequence[Sentence], sentence: Sentence, match: Match) -> Iterator[Match]:
    """The match with its company as objects; without a subject of its own, one for each with those after it."""
    own, units = match.roles.get("subject", ()), match.line.units[match.first : match.last]
    members = _named(sentences, sentence, match, {u.ref.entity for u in own if u.ref}, _counted(units, 2))
    if own and members:
        yield replace(match, roles={**match.roles, "object": members})
    for n, one in enumerate(members[:-1] if not own else (), start=1):
        yield replace(match, roles={**match.roles, "subject": (one,), "object": members[n:]})


def of_one_of_them(match: Match, subject: Unit, object: str) -> bool:
    """True where an end is only the nation of somebody whose name nobody has read, or whose staff it was, or none."""
    return (
        _none_was_held(match)
        or _his_staff(match, object)
        or _his_nation(match, object)
        or (subject.ref is not None and _his_nation(match, subject.ref.entity))
    )


def _none_was_held(match: Match) -> bool:
    """ "No | meeting took place between Ana Ruiz and Tomas Berg"."""
    first = match.line.units[match.first].start
    return match.rule.relation is Relation.MET_WITH and first > 0 and match.line.doc[first - 1].lower_ == "no"


def _his_staff(match: Match, object: str) -> bool:
    """ "met | Ana Ruiz | 's chief of staff": she was not met."""
    if match.rule.relation is not Relation.MET_WITH:
        return False
    units = [u for u in match.roles.get("object", ()) if u.ref and u.ref.entity == object and u.kind == "person"]
    return any(match.line.doc[u.end : u.end + 1].text in ("'s", "'") for u in units)


def _his_nation(match: Match, object: str) -> bool:
    """ "met | US | envoy Ana Ruiz", where nobody has read the name: the country is whose envoy was met."""
    if match.rule.relation is not Relation.MET_WITH:
        return False
    ends = (*match.roles.get("object", ()), *match.roles.get("subject", ()))
    unit = next((u for u in ends if u.ref and u.ref.entity == object), None)
    if unit and (_of_no_state(match.line, unit) or _some_diplomat(match.line, unit)):
        return True
    after = match.line.unit_at(unit.end) if unit and unit.kind == "country" and unit.end < len(match.line.doc) else None
    if after is not None and after.code == "'s~'s~PART" and after.end < len(match.line.doc):  # "Chile | 's | Ana Ruiz"
        after = match.line.unit_at(after.end)
    if after is not None and after.code.endswith(".plural"):  # "met US and | Chilean | envoys": unnamed ones
        after = match.line.unit_at(after.end) if after.end < len(match.line.doc) else None
        return after is not None and after.kind == "person"
    return after is not None and after.kind in ("office", "person")


def _some_diplomat(line: Line, nation: Unit) -> bool:
    """ "The Chilean | diplomat": somebody who has been named; "Chile's top | diplomat" stands for Chile."""
    words = [t.lower_ for t in line.doc[nation.start : nation.end]]
    return nation.kind == "country" and words[:1] == ["the"] and len(words) == 3 and words[-1] == "diplomat"


def _of_no_state(line: Line, nation: Unit) -> bool:
    """ "met | Chilean | students", "the | Chilean | opposition": people of a country who do not stand for it."""
    adjective = line.doc[nation.end - 1]
    head = adjective.head
    if (
        not nation.code.endswith(".demonym")
        or adjective.dep_ not in ("amod", "compound", "nmod")
        or head.i < nation.end
    ):
        return False
    unit = line.unit_at(head.i)
    between = {t.lower_ for t in line.doc[nation.end : head.i]}
    if unit is None or head.pos_ != "NOUN" or unit.kind not in ("word", "office"):
        return False
    return not between.isdisjoint(_OF_OTHERS) or (unit.kind == "word" and head.lower_ not in _OF_THE_STATE)


_OF_THE_STATE = words("state_nouns")
_OF_OTHERS = words("other_than_state")


def _named(
    sentences: Sequence[Sentence], sentence: Sentence, match: Match, others: set[str], many: int
) -> tuple[Unit, ...]:
    """The people named last before "the two": just as many as it says, and holders of the office that it names."""
    units = match.line.units[match.first : match.last]
    pronoun = next((u for u in units if u.code in _OBJECT), None)
    people = match.rule.relation is not Relation.MEMBER_OF and _NATIONS.isdisjoint(u.code.split("~")[0] for u in units)
    kind = "person" if people else "country"
    if any(u.code.startswith("they~") for u in units):
        last = sentences[sentence.index - 1] if sentence.index else None
        pair = the_pair([last], others) if last and last.block is sentence.block and they_act(last) else {}
        return tuple(_at_verb(match, unit) for unit in pair.values())
    heads = (u.office.head.lower() for u in units if people and u.office and u.code.endswith(".plural"))
    office = next(heads, "")  # "the ministers of both countries" are not named
    members: Mapping[str, Unit] = {}
    for near in reversed(sentences[max(sentence.index - _BACK, 0) : sentence.index + 1]):
        apart = near.block is not sentence.block
        if near.block.kind is not BlockKind.PARAGRAPH or (apart and (others or sentence.index - near.index > 1)):
            break
        before = (pronoun or units[0]).start if near is sentence else None
        ends = {id: unit for id, unit in _ends(near, before, kind) if id not in others}
        fitting = {id: unit for id, unit in ends.items() if not pronoun or _may_be(pronoun, near.line, unit)}
        members = {**fitting, **members}
        if len(members) >= many:
            break
    if kind == "country" and len(members) != many:
        members = _of_headline(sentences, members, many)
    if office and many == _TWO and len(members) < many:
        members = the_pair(sentences[: sentence.index], others)
    if len(members) != many or (office and not all(_holds(sentences, id, office) for id in members)):
        return ()
    return tuple(_at_verb(match, unit) for unit in members.values())


def _at_verb(match: Match, unit: Unit) -> Unit:
    """Who is named elsewhere, at the verb of the match."""
    return replace(unit, start=match.trigger.i, end=match.trigger.i + 1)


def _of_headline(sentences: Sequence[Sentence], named: Mapping[str, Unit], many: int) -> Mapping[str, Unit]:
    """The two countries that the headline names, for "both countries", unless two others are spoken of."""
    title = sentences[0] if sentences and sentences[0].block.kind is BlockKind.TITLE else None
    told = dict(_ends(title, None, "country")) if title else {}
    return told if len(told) == many and (told.keys() <= named.keys() or named.keys() <= told.keys()) else {}


_TWO = 2


def _nation(sentences: Sequence[Sentence], sentence: Sentence, match: Match) -> Unit | None:
    """The country with which the sentence before "it joined" begins, where "it" can be no body; else none."""
    opens = match.line.units[0].start == match.line.units[match.first].start
    article = match.first == 1 and match.line.units[0].code.startswith("the~")
    before = sentences[sentence.index - 1] if sentence.index else None
    if before is None or before.block is not sentence.block or not (opens or article):
        return None
    units = [u for u in before.line.units if not u.code.endswith("~DET")]
    unit = units[0] if units else None
    after = units[1].code if len(units) > 1 else ""
    named = {u.ref.entity for u in before.line.units if u.kind == "institution" and u.ref}
    named -= {SECURITY_COUNCIL} if match.rule.relation is Relation.VOTED_ON else set()  # it casts no veto itself
    if unit is None or unit.kind != "country" or not unit.ref or after.startswith("'s~") or named - _objects(match):
        return None
    if not re.search(r"~(?:VERB|AUX)$|^,~", after) or unit.code.endswith(".demonym"):
        return None
    return _at_verb(match, unit)


def _objects(match: Match) -> set[str]:
    return {u.ref.entity for u in match.roles.get("object", ()) if u.ref}


def _listed(sentences: Sequence[Sentence], sentence: Sentence) -> Iterator[Unit]:
    """Who stands first in each of the lines with a dash or a dot that follow a sentence."""
    yield from (u for u in sentence.line.units[1:] if u.kind == "person" and u.ref and _after_a_dash(sentence.line, u))
    for item in sentences[sentence.index + 1 :]:
        if item.span[0].text not in _BULLETS:
            return
        people = [
            u for u in item.line.units if u.ref and (u.kind == "person" or u.code.endswith((".official", ".delegate")))
        ]
        yield from (replace(unit, start=sentence.span.end - 1, end=sentence.span.end) for unit in people[:1])


def _after_a_dash(line: Line, person: Unit) -> bool:
    """ "She met with: – | Ana Ruiz, of Chile; – | Tomas Berg", all in one line."""
    before = [t.text for t in line.doc[max(person.start - 2, 0) : person.start]]
    return len(before) == 2 and before[0] in ":;" and before[1] in _BULLETS


_BULLETS = frozenset("-–—•*·")


def _may_be(pronoun: Unit, line: Line, person: Unit) -> bool:
    """False for "Ms. Ruiz", and for "Ruiz's brother", as "him"."""
    if line.doc[person.end : person.end + 1].text in ("'s", "'"):
        return False
    told = gender_of(line.doc, person.ref) if person.ref else ""
    return told in ("", _OBJECT[pronoun.code])


_OBJECT = {"him~he~PRON": "m", "her~she~PRON": "f"}
"""Whom "received | him" means is one person named before; with the gender it tells."""
_NATIONS = frozenset({"countries", "nations", "states", "neighbours", "neighbors"})
"""Of whom "both countries" is said, it is no people."""


def _counted(units: Sequence[Unit], otherwise: int) -> int:
    """How many "the two", "both" or "the three" are; "him" is one."""
    if any(u.code in _OBJECT for u in units):
        return 1
    both = any(u.code.startswith("both~") for u in units)
    return next((u.value for u in units if u.value in (2, 3)), 2 if both else otherwise)


def _ends(sentence: Sentence, before: int | None, kind: str) -> Iterator[tuple[str, Unit]]:
    """The people or countries a sentence speaks of outside of quotations, up to a token if one is given."""
    hidden = tokens_in(sentence.quotes)
    line: Line = sentence.line
    for unit in line.units:
        if unit.kind == kind and unit.ref and unit.start not in hidden and (before is None or unit.start < before):
            yield unit.ref.entity, unit


def _holds(sentences: Sequence[Sentence], person: str, office: str) -> bool:
    """ "The two | ministers": where the article calls him one."""
    kind = _singular(office.split()[-1])
    return any(
        unit.ref is not None and unit.ref.entity == person and _is_a(kind, match)
        for sentence in sentences
        for match in sentence.phrases
        for unit in match.roles.get("subject", ())
    )


def _is_a(kind: str, match: Match) -> bool:
    offices = [u.office for u in match.line.units[match.first : match.last] if u.office]
    heads = {_singular(o.head.lower().split()[-1]) for o in offices if not o.former}
    return kind in heads or (kind == "leader" and bool(offices)) or (kind == "minister" and "secretary" in heads)


def _singular(word: str) -> str:
    return word.removesuffix("s")
