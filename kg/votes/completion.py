"""The numbers of one vote told in several sentences, or by who voted → one tally."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from kg.entities.symbols import SECURITY_COUNCIL
from kg.facts import Draft, Work, event, joined_evidence
from kg.rules.units import number
from kg.types import COUNTS, Evidence, Fact, Relation, pairs
from kg.votes.agenda import measure_entity

_SEATS: Final = {
    SECURITY_COUNCIL: 15,
    "institution/united-nations-human-rights-council": 47,
    "institution/iaea-board-of-governors": 35,
}
_OF_SEATS = re.compile(r"(?i)^[\w-]+ of (?:the|its|their)(?: \w+['’]s)? ([\w-]+)\b")
_ONLY = re.compile(
    r"(?i)\b(?:only|just)(?: (?:(?:one|two|three|four|\d+) )?(?:other )?(?:country|countries|members?|states?|nations?)"
    r"[,:]?(?: [–—-])?)?(?: the)? ?$"
)
_ONLY_ONES = re.compile(
    r"(?i)^(?:(?:with )?(?:only|just)\b|.*\b(?:was|were) alone\b|[\w. ]{3,30} alone\b|"
    r"(?:.*\b(?:was|were|cast) )?the (?:only|sole|lone) (?:one|two|three|four|council|member|countr|state|nation|"
    r"dissent|oppo|no\b|vote|negative|abst|to\b))"
)
_SOME = re.compile(r"(?i)\b(?:one of the only|among the only|including)\b")
_THE_OTHERS = ("/told_were_against", "/told_said_no")
"""Rules that name all who were against, where the others are told in numbers."""


def completed(work: Work, tallies: list[Draft], votes: list[Draft]) -> Fact:
    """One tally a measure: the numbers of all its sentences together.

    A number no sentence gives is counted from the members named only where the text says that they are all
    ("only Russia") or where the sum then equals the number of seats; then nobody is left for what is not told at all.
    """
    fact = max((t.fact for t in tallies), key=lambda f: len(f.qualifiers))
    values = dict(fact.qualifiers)
    for other in tallies:
        for key, value in other.fact.qualifiers:
            values.setdefault(key, value)
    counted = [t for t in tallies if any(t.fact.qualifier(name) for name in COUNTS)]
    proof = counted if any(t.fact.qualifier("outcome") for t in counted) else tallies  # the words that have the numbers
    evidence = _joined((), proof)  # the fullest words of each place
    named: dict[str, list[Draft]] = defaultdict(list)
    for vote in votes:
        named[vote.fact.qualifier("choice") or ""].append(vote)
    text = work.context.parsed.article.text
    for choice in COUNTS:
        told = _all_named(text, choice, named[choice], values) or _listed(work, choice, named, counted, values)
        if told and choice not in values:
            values[choice] = str(_voters(told))
            evidence = _joined(evidence, told)
        elif choice not in values and (others := _others_too(text, named[choice])):
            values[choice] = str(_voters(named[choice]) + others)
            evidence = _joined(evidence, named[choice])
    missing = [name for name in COUNTS if name not in values]
    seats = _told_seats(counted) or _SEATS.get(tallies[0].measure.body or "")
    whole = sum(int(values[name]) for name in COUNTS if name in values) + sum(_voters(named[n]) for n in missing)
    if counted and missing and whole == seats:
        for name in missing:
            values[name] = str(_voters(named[name]))
            evidence = _joined(evidence, named[name])
    if tallies[0].measure.key in work.vetoed and values.get("outcome") != "Adopted":
        values["outcome"] = "Vetoed"
    return replace(fact, qualifiers=pairs(values), evidence=evidence)


def _joined(evidence: Iterable[Evidence], drafts: Iterable[Draft]) -> tuple[Evidence, ...]:
    """With the words of these drafts, one span a place."""
    return joined_evidence(evidence, (e for draft in drafts for e in draft.fact.evidence))


def _voters(votes: Iterable[Draft]) -> int:
    return len({vote.fact.subject for vote in votes})


def _all_named(text: str, choice: str, votes: Sequence[Draft], values: Mapping[str, str]) -> list[Draft]:
    """The votes of a choice, where the words say that nobody else made it."""
    others_told = choice == "against" and {"for", "abstained"} <= values.keys()
    if others_told and all(vote.fact.rule.endswith(_THE_OTHERS) for vote in votes):
        return list(votes)  # "Passed with 20 votes. Bolivia and Nicaragua were against; eight abstained"
    return list(votes) if any(_is_only(text, vote) for vote in votes) else []


def _listed(
    work: Work, choice: str, named: Mapping[str, Sequence[Draft]], tallies: Iterable[Draft], values: Mapping[str, str]
) -> list[Draft]:
    """ "143 voted for it, while Russia and Syria | voted against. Another 35 abstained": the list is whole.

    So it is where the other two choices are counted beside it, and nothing says that there were others. Of those who
    abstained, only where those against are named as well, and are as many as counted.
    """
    if choice == "for" or not set(COUNTS) - {choice} <= values.keys():
        return []
    if choice == "abstained" and str(_voters(named["against"])) != values["against"]:
        return []
    beside = {work.context.sentence_at(t.fact.evidence[0].start) for t in tallies}
    near = {i for at in beside for i in (at, *((at - 1, at + 1) if choice == "against" else (at + 1,)))}
    votes = [v for v in named[choice] if v.fact.subject.startswith(("country/", "person/"))]
    listed = [v for v in votes if work.context.sentence_at(v.fact.evidence[0].start) in near]
    whole = _voters(listed) == _voters(named[choice])  # nothing where nobody is listed
    return listed if whole and not any(_PARTIAL.search(_own_words(v)) for v in listed) else []


def _others_too(text: str, votes: Sequence[Draft]) -> int:
    """ "Russia and China abstained, as did | five others": how many did besides those named."""
    end = max((e.end for vote in votes for e in vote.fact.evidence), default=0)
    told = _AS_DID.match(text, end) if end else None
    return (number(told[1].lower()) or 0) if told else 0


_AS_DID = re.compile(r",? (?:as did|along with|together with) ([\w-]+) (?:others|other|more)\b")


def _own_words(vote: Draft) -> str:
    """The words of a vote without those of the next: "Russia opposed | and seven others abstaining"."""
    return _OTHERS_TOO.sub("", vote.fact.evidence[0].quote)


_OTHERS_TOO = re.compile(r"(?i),? (?:and|while) [\w-]+ others? (?:abstain|oppos|vot|absent)\w*.*$")


_PARTIAL = re.compile(
    r"(?i)\b(?:among|including|included|such as|like|one of|"
    r"(?<!countries )(?<!states )(?<!members )(?<!nations )join\w*|along|as did|so did|also|notably|others?|too|sided|"
    r"same|together|his|her|its|their|our|we|it)\b"
)
"""Words of a vote that others may have cast as well."""


def _is_only(text: str, vote: Draft) -> bool:
    """ "Only | Russia voted against", "Belarus was the only one to do so"."""
    first = vote.fact.evidence[0]
    before = text[max(first.start - 40, 0) : first.start]
    return bool(_ONLY_ONES.match(first.quote) or _ONLY.search(before)) and not _SOME.search(first.quote)


def counted(work: Work, drafts: list[Draft]) -> Iterator[Fact]:
    """The tally of a vote whose every voter is named, where no sentence gives the numbers."""
    told = _by_measure(drafts, Relation.VOTE_TALLY)
    for key, votes in _by_measure(drafts, Relation.VOTED_ON).items():
        measure = votes[0].measure
        counts = {
            c: {v.fact.subject for v in votes if v.fact.actual and v.fact.qualifier("choice") == c} for c in COUNTS
        }
        if key in told or sum(map(len, counts.values())) != _SEATS.get(measure.body or "", -1):
            continue
        values = {name: str(len(voters)) for name, voters in counts.items()}
        outcome = {"outcome": "Vetoed"} if key in work.vetoed else {}
        evidence = {e for v in votes if v.fact.actual for e in v.fact.evidence}
        roles = {"subject": measure.body or "", "object": event(work, measure_entity(measure))}
        yield replace(
            votes[0].fact, relation=Relation.VOTE_TALLY, roles=pairs(roles), qualifiers=pairs(values | outcome),
            rule="voteTally/counted", confidence=0.85, evidence=tuple(sorted(evidence)),
        )  # fmt: skip


def _told_seats(tallies: Iterable[Draft]) -> int | None:
    """ "Thirty of the 35 board members supported it": how many have a vote."""
    told = (_OF_SEATS.match(e.quote) for t in tallies for e in t.fact.evidence)
    return next((seats for m in told if m and (seats := number(m[1].lower()))), None)


def _by_measure(drafts: Iterable[Draft], relation: Relation) -> dict[str, list[Draft]]:
    groups: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.fact.relation is relation:
            groups[draft.measure.key].append(draft)
    return groups
