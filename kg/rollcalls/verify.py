"""What the texts say of votes + the roll calls they mean → a verdict on each claim: confirmed or contradicted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.entities.states import past_states
from kg.entities.tables import countries
from kg.types import COUNTS, Binding, Evidence, Fact, Relation, RollCall, Verdict

NO_VOTE = "no vote"
"""``Verdict.recorded`` of a country that a whole roll call does not list."""
_LOST = frozenset({"Rejected", "Vetoed"})
"""A text that says "rejected" is not wrong where the record says that it was a veto that did it."""


def verdicts(
    facts: Iterable[Fact], bindings: Iterable[Binding], bound: Mapping[str, RollCall], texts: Mapping[str, str]
) -> Iterator[Verdict]:
    """Hold every vote and tally that the texts tell as done against the record.

    A claim of which the record says nothing has no verdict: an unbound measure, a voter that it does not list though
    others may be missing too, a number it does not give.

    Args:
        facts: what the texts say, with the measures under their official ids.
        bindings: which roll calls they are tied to.
        bound: those by id.
        texts: the tables' texts by id.
    """
    by_resolution = {bound[binding.rollcall].resolution: bound[binding.rollcall] for binding in bindings}
    for fact in facts:
        rollcall = by_resolution.get(fact.object or "")
        if rollcall is None or not fact.actual:
            continue
        if fact.relation is Relation.VOTED_ON:
            yield from _vote(fact, rollcall, texts[rollcall.document])
        elif fact.relation is Relation.VOTE_TALLY:
            yield from _tally(fact, rollcall)


def _vote(fact: Fact, rollcall: RollCall, text: str) -> Iterator[Verdict]:
    said = fact.qualifier("choice")
    ballot = next((b for b in rollcall.ballots if b.member == fact.subject), None)
    if said and ballot:
        row = Evidence(rollcall.document, ballot.start, ballot.end, text[ballot.start : ballot.end])
        yield Verdict(fact.id, rollcall.id, said == ballot.choice, said, ballot.choice, (row,))
    elif said in COUNTS and rollcall.whole and fact.subject in countries() and fact.subject not in past_states():
        yield Verdict(fact.id, rollcall.id, False, said, NO_VOTE, rollcall.evidence)


def _tally(fact: Fact, rollcall: RollCall) -> Iterator[Verdict]:
    """Every number and the outcome beside the record's; where some differ, those are what the verdict tells."""
    told = {key: fact.qualifier(key) or "" for key in (*COUNTS, "outcome")}
    recorded = {key: "" if (n := rollcall.count(key)) is None else str(n) for key in COUNTS}
    recorded["outcome"] = rollcall.outcome
    both = [key for key in told if told[key] and recorded[key]]
    off = [key for key in both if told[key] != recorded[key] and not {told[key], recorded[key]} <= _LOST]
    if both:
        shown = off or both
        said, has = (", ".join(_words(key, values[key]) for key in shown) for values in (told, recorded))
        yield Verdict(fact.id, rollcall.id, not off, said, has, rollcall.evidence)


def _words(key: str, value: str) -> str:
    return value.lower() if key == "outcome" else f"{key} {value}"
