"""Rules + the line of a sentence → matches."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Token

from kg.rules.load import Rule
from kg.rules.paths import apposed, by_path
from kg.rules.pattern import ON_BEHALF
from kg.rules.subjects import opens_clause, subjects
from kg.rules.units import Line, Unit
from kg.types import Relation

_INDEX = re.compile(r"<[^:>]+:(\d+)>")
_VERBS = ("VERB", "AUX")


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that fits: units ``[first, last)`` of the line, the units of each role, and the trigger token."""

    rule: Rule
    line: Line
    first: int
    last: int
    roles: Mapping[str, tuple[Unit, ...]]
    trigger: Token


def matches(line: Line, rules: Iterable[Rule]) -> Iterator[Match]:
    """Every match of every rule, by rule and position. Of a rule's overlapping matches the first counts."""
    for rule in rules:
        position = 0
        while found := rule.pattern.regex.search(line.text, position):
            several = list(_matches(line, rule, found))
            yield from several
            # the last unit of a match may begin the next: "A met B, who met C"
            after = found.start() if not several else max(found.start(), line.text.rfind(" ", 0, found.end() - 1))
            position = line.text.find(" ", after) + 1


def _matches(line: Line, rule: Rule, found: re.Match[str]) -> Iterator[Match]:
    """One match; or several where a role stands twice in the pattern ("{s} of {o} and {s} of {o}" makes pairs)."""
    groups: dict[str, dict[str, tuple[Unit, ...]]] = {}
    for group, text in found.groupdict().items():
        if text and group != "trigger":
            name, _, number = group.partition("__")
            members = _INDEX.findall(ON_BEHALF.sub("", text))
            listed = [line.units[int(i)] for i in members]
            leads = "trigger" in found.re.groupindex and found.start("trigger") >= found.end(group)
            groups.setdefault(number, {})[name] = tuple(_of_the_list(line, listed, leads=leads))
    paired = {name for name in groups.get("2", {}) if name in ("subject", "object")} == {"subject", "object"}
    if paired:
        shared = {name: units for name, units in groups["1"].items() if name not in ("subject", "object")}
        variants = [shared | groups[number] for number in sorted(groups)]
    else:
        merged: dict[str, tuple[Unit, ...]] = {}
        for roles in groups.values():
            for name, units in roles.items():
                merged[name] = (*merged.get(name, ()), *units)
        variants = _each_with_the_others(line, rule, merged)
    for roles in variants:
        match = _match(line, rule, found, {name: _of_type(rule, name, units) for name, units in roles.items()})
        if match:
            yield match


def _of_the_list(line: Line, listed: list[Unit], *, leads: bool) -> list[Unit]:
    """Those of units joined by commas and "and" that are one list.

    "At the invitation of Chile, | Peru and Mali joined", "tabled by Peru and Mali, | she said": a phrase or the next
    clause begins at a comma. ``leads`` says that the list stands before its verb.
    """
    listed = _of_the_clause(line, listed, leads=leads)
    before = line.doc[listed[0].start - 1].lower_ if listed and listed[0].start else ""
    two = len(listed) == 2 and line.doc[listed[0].end : listed[1].start].text == ","
    if two and before != "like" and _begins_clause(line, *listed):
        return listed[1:] if leads else listed[:1]  # "after talks with Ruiz, | Berg met"
    if not 2 <= len(listed) <= _SHORT or before in ("(", "like", "with"):
        return listed
    joints = [line.doc[a.end : b.start].text for a, b in pairwise(listed)]
    near = {t.lower_ for t in line.doc[max(listed[0].start - 3, 0) : listed[0].start]}
    leads = leads and "by" not in near  # "drafted by Chile, | the Council asked"
    acting = any(t.pos_ in ("VERB", "AUX", "ADV") for t in line.doc[listed[-1].end : listed[-1].end + 1])
    if joints[0] == "," and acting and not _ASKED.isdisjoint(near):
        return listed[1:] if leads else listed[:1]  # "upon invitation of Chile, | Peru and Mali joined"
    end = next(
        (n for n, joint in enumerate(joints[1:], start=1) if joint == "," and "and" in joints[n - 1].split()), None
    )
    listed = listed[: end + 1] if end is not None else listed
    for n, joint in enumerate(joints[: len(listed) - 1]):
        if joint in (",", ", the") and _begins_clause(line, listed[n], listed[n + 1]):
            return listed[n + 1 :] if leads else listed[: n + 1]
    return listed


def _begins_clause(line: Line, one: Unit, other: Unit) -> bool:
    """True for a unit that a preposition governs before one that does something."""
    governed, acting = ({line.doc[i].dep_ for i in range(u.start, u.end)} for u in (one, other))
    return "pobj" in governed and not _DOERS.isdisjoint(acting)


def _of_the_clause(line: Line, listed: list[Unit], *, leads: bool) -> list[Unit]:
    """ "included Chile, Peru and Mali; | Cuba and Chad were": the next clause begins after "and" and a semicolon."""
    joints = [line.doc[a.end : b.start].text for a, b in pairwise(listed)]
    closed = (n for n, joint in enumerate(joints) if n and joint.startswith(";") and "and" not in joint)
    end = next((n for n in closed if "and" in joints[n - 1].split() and ";" not in joints[n - 1]), None)
    if end is None:
        return listed
    return listed[end + 1 :] if leads else listed[: end + 1]


_DOERS = frozenset({"nsubj", "nsubjpass"})
_ASKED = frozenset("auspices behest initiative invitation mediation request urging".split())
_SHORT = 5
"""Members up to which a list may be cut: of a long one the parse is no witness."""


def _each_with_the_others(
    line: Line, rule: Rule, roles: dict[str, tuple[Unit, ...]]
) -> list[dict[str, tuple[Unit, ...]]]:
    """ "Chile, Peru and Mali met": where a pattern of a mutual relation has subjects only, each with those after it."""
    several = roles.get("subject", ())
    if rule.relation is not Relation.MET_WITH or "object" in roles or "object" in rule.paths:
        return [roles]
    if any(unit.kind == "person" for unit in several):  # "after a visit to Chile, Ruiz and Berg met"
        several = tuple(u for u in several if u.kind == "person" or u.code.endswith((".official", ".delegate")))
    side = [line.doc[several[0].start : u.start].text.count(";") for u in several]  # "between A; B and C; and D"
    apart = side[-1:] != [0]
    after = [
        (one, [u for m, u in enumerate(several) if m > n and (not apart or side[m] > side[n])])
        for n, one in enumerate(several)
    ]
    return [roles | {"subject": (one,), "object": tuple(others)} for one, others in after if others]


def _of_type(rule: Rule, role: str, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Without what stands in brackets inside a list of fillers: "the United States (S/2031/4) and Chile"."""
    allowed = rule.types.get(role)
    return tuple(unit for unit in units if allowed is None or unit.kind in allowed)


def _match(line: Line, rule: Rule, found: re.Match[str], roles: dict[str, tuple[Unit, ...]]) -> Match | None:
    first = _unit_index(line, found.start())
    last = _unit_index(line, found.end() - 1) + 1
    trigger = _trigger(line, first, last, found)
    for role, path in rule.paths.items():
        if not path.startswith("@"):
            found_by = (tuple(by_path(line, trigger, way, rule.types[role])) for way in path.split(" | "))
            units = next((units for units in found_by if units), ())
            if not units:
                return None
            roles[role] = units
    if len(pair := roles.get("subject", ())) == 2 and _place_and_person(line, *pair):
        roles["subject"] = pair[1:]
    if rule.relation is Relation.MET_WITH and len(met := roles.get("object", ())) > 1 and met[-1].start > trigger.i:
        roles["object"] = met[:-1] if opens_clause(line.doc, met[-1].start, met[-1].end) else met
    if "subject" in roles:
        roles["subject"] = tuple(_whose_member(line, unit) or unit for unit in roles["subject"])
    if _another_does_it(line, trigger, roles.get("subject", ()), roles.get("object", ()), first, rule):
        return None
    if any(set(a) & set(b) for n, a in roles.items() for m, b in roles.items() if n < m):
        return None
    return Match(rule, line, first, last, roles, trigger)


def _place_and_person(line: Line, one: Unit, other: Unit) -> bool:
    """ "the head of our mission in Mali, Ana Ruiz, met": no list of two."""
    return one.kind == "country" and other.kind == "person" and line.doc[one.end : other.start].text == ","


def _whose_member(line: Line, unit: Unit) -> Unit | None:
    """ "The court's head, Ana Ruiz of | Chile, voted", "Berg of the | People's Party voted": they did."""
    if unit.kind != "country" and unit.code != "institution.party":
        return None
    before = line.doc[max(unit.start - 3, 0) : unit.start]
    the = len(before) > 1 and before[-1].lower_ == "the"
    of = before[-2 if the else -1].lower_ if len(before) else ""
    one = line.unit_at(unit.start - 2 - the) if of in ("of", "from") else None
    return one if one and one.kind == "person" else None


def _another_does_it(
    line: Line, verb: Token, claimed: Sequence[Unit], others: Sequence[Unit], first: int, rule: Rule
) -> bool:
    """True where the pattern reaches its subject over a phrase, and the parse knows another subject of the verb.

    "Ruiz and Sand, opposed to it, and a third, Berg, voted for it": Ruiz did not.
    """
    if rule.relation is Relation.SPONSORED and any(verb.i - u.end == 1 for u in claimed) and _head_of_phrase(verb):
        return True
    if rule.relation in _TELLING and any(_stands_behind(line, unit, verb) for unit in claimed):
        return True
    if rule.relation is Relation.MET_WITH and any(_those_around(line, unit, verb) for unit in claimed[:1]):
        return True
    if (
        not claimed
        or "subject" in rule.paths
        or rule.sets.get("own")
        or verb.pos_ != "VERB"
        or line.units[first] not in claimed
    ):
        return False
    mutual = [u for u in others if u.end <= verb.i] if rule.relation is Relation.MET_WITH else []
    last = max(unit.end for unit in (*claimed, *mutual))  # "Chilean and | Peruvian | army commanders met"
    inserted = verb.tag_ == "VBG" and line.doc[last].text == ","
    if (verb.i - last <= _ADJACENT and not inserted) or verb.i < last:
        return False
    after = line.doc[last : last + 3].text.lower()
    if after.startswith((", one ", ", which ", ", who ")) or after in (", all of", ", both of", ", each of"):
        return False  # "Ruiz, one of those who left, said": the parse takes "one"
    found = subjects(verb)
    found += [above for t in found for above in _described_by(t)]  # "Ruiz, a lawyer by training who leads it"
    found += [named for t in found for named in apposed(line, t)]  # "two members, Ruiz and Sand, voted"
    if any(
        t.tag_ == "NNS" and line.doc[t.i + 1].lower_ in ("from", "of") and 0 < claimed[0].start - t.i <= _ADJACENT
        for t in found
    ):
        return False  # "envoys from | Chile and Peru met"
    return bool(found) and not any(unit.start <= t.i < unit.end for t in found for unit in (*claimed, *others))


_TELLING = (Relation.SPOKE_TO, Relation.SPOKE_AT)


def _stands_behind(line: Line, unit: Unit, verb: Token) -> bool:
    """ "A source close to | Ruiz | told", "officials briefed by | Ruiz | told": they did."""
    before = line.doc[unit.start - 1] if unit.start else None
    if before is None or unit.kind != "person" or unit.end != verb.i or before.lower_ not in ("to", "by", "with"):
        return False
    return any(t.i < before.i and t.pos_ in ("NOUN", "PROPN", "PRON") for t in subjects(verb))


def _those_around(line: Line, unit: Unit, verb: Token) -> bool:
    """ "Aides to | Ruiz | met", "the lawyer of | Ruiz | met": they did."""
    before = line.doc[unit.start - 1] if unit.start else None
    if before is None or unit.kind != "person" or before.lower_ not in ("to", "of", "for"):
        return False
    return any(t.i == before.i - 1 for t in subjects(verb))


def _head_of_phrase(verb: Token) -> bool:
    """ "The opposition to the | Kenyan government | proposed": what stands before the verb is not who does it."""
    return verb.nbor(-1).dep_ == "pobj" and verb.nbor(-1).pos_ == "NOUN"


def _described_by(token: Token) -> Iterator[Token]:
    """The nouns that a noun belongs to as an apposition, or as a part of one."""
    while token.dep_ in ("appos", "pobj", "prep"):
        token = token.head
        yield token


_ADJACENT = 3
"""Tokens between a subject and its verb over which no inserted phrase can hide another subject."""


def _unit_index(line: Line, position: int) -> int:
    low, high = 0, len(line.starts)
    while low < high - 1:
        middle = (low + high) // 2
        if line.starts[middle] <= position:
            low = middle
        else:
            high = middle
    return low


def _trigger(line: Line, first: int, last: int, found: re.Match[str]) -> Token:
    if "trigger" in found.re.groupindex and found.group("trigger"):
        unit = line.units[_unit_index(line, found.end("trigger") - 1)]
        return line.doc[unit.start : unit.end].root
    words = [unit for unit in line.units[first:last] if unit.kind == "word"]
    verbs = [u for u in words if line.doc[u.start].pos_ == "VERB"]
    verbs = [u for u in verbs if not _of_a_noun(line.doc[u.start])] or verbs
    return line.doc[(verbs or words or [line.units[first]])[0].start]


def _of_a_noun(verb: Token) -> bool:
    """ "In a speech | laying out the plan, she said": the noun's own participle, which no comma sets off."""
    return verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.head.i < verb.i and verb.nbor(-1).text != ","
