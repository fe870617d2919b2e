"""What the fact stages share: the article's work in progress, and how a match becomes a fact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kg.context import Context, Sentence
from kg.entities.spans import Form
from kg.findings import Local
from kg.offices.principals import Principals
from kg.rules.match import Match
from kg.rules.status import status_of
from kg.types import Evidence, Fact, Modality, Polarity, Relation, pairs
from kg.votes.agenda import Agenda, Measure


@dataclass(slots=True)
class Draft:
    """A vote or tally whose measure is settled only when the article is read to its end.

    ``like`` tells whose vote it was too: ids ("sided with Russia"), a number ("was among the 35") or none for the vote
    told last ("so did Iraq"); it is None where the words say the choice. ``loose`` is one whose words are of a vote
    only near another's.
    """

    fact: Fact
    measure: Measure
    like: tuple[str, ...] | None = None
    loose: bool = False


@dataclass(slots=True)
class Work:
    """An article while its facts are made: what is settled of it, and what has been found so far."""

    context: Context
    agenda: Agenda
    principals: Principals
    facts: list[Fact] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    events: dict[str, Local] = field(default_factory=dict)
    vetoed: set[str] = field(default_factory=set)


def event(work: Work, entity: Local) -> str:
    """Note a meeting or measure that a fact is about; its id."""
    old = work.events.get(entity.id)
    if old:
        names = tuple(sorted({*old.names, *entity.names}))
        entity = replace(old, names=names)
    work.events[entity.id] = entity
    return entity.id


def status_in(sentence: Sentence, match: Match) -> tuple[Polarity, Modality]:
    """The trigger's status as far as the rule's guards look at it; words inside a quotation are reported."""
    guards = match.rule.guards
    polarity, modality = status_of(match.trigger)
    if "negated" not in guards:
        polarity = Polarity.AFFIRMED
    if modality.value.lower() not in guards:  # a guard has the name of what it looks for
        modality = Modality.ACTUAL
    quoted = any(q.start < match.trigger.i < q.end for q in sentence.quotes)
    if quoted and modality is Modality.ACTUAL and "quoted" in guards:
        modality = Modality.REPORTED
    return polarity, modality


def make_fact(
    work: Work, match: Match, roles: Mapping[str, str | None],
    qualifiers: Mapping[str, str], polarity: Polarity, modality: Modality,
) -> Fact:  # fmt: skip
    """A match as a fact: its evidence is the match's span, its confidence the rule's, less for a pronoun."""
    article = work.context.parsed.article
    start, end = _span(match)
    start, end = _trimmed(article.text, start, end)
    kept = {key: value for key, value in qualifiers.items() if key not in ("as", "veto", "own")}
    confidence = match.rule.confidence - (0.1 if _by_pronoun(match) else 0.0)
    return Fact(
        match.rule.relation or Relation.SAID, pairs(roles), pairs(kept), polarity, modality,
        (article.date,) if article.date else (), round(confidence, 3), match.rule.id,
        (Evidence(article.id, start, end, article.text[start:end]),),
    )  # fmt: skip


def _span(match: Match) -> tuple[int, int]:
    """Characters of the match, widened to the units that fill its roles by way of the parse."""
    start, end = match.line.chars(match.first, match.last)
    doc, offset = match.line.doc, match.line.offset
    units = [
        u
        for role in ("subject", "object")
        for u in match.roles.get(role, ())
        if match.rule.paths.get(role, "@")[0] != "@"
    ]
    start = min([start, *(offset + doc[u.start].idx for u in units)])
    end = max([end, *(offset + doc[u.end - 1].idx + len(doc[u.end - 1]) for u in units)])
    return start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1] in " ,;([\n":
        end -= 1
    while start < end and text[start] in " ,;)\n":
        start += 1
    return start, end


def _by_pronoun(match: Match) -> bool:
    return any(u.ref and u.ref.form is Form.PRONOUN for units in match.roles.values() for u in units)


def merge_facts(facts: Iterable[Fact]) -> list[Fact]:
    """One fact a claim: the surest rule's, with the shortest evidence of each place."""
    merged: dict[str, Fact] = {}
    for fact in facts:
        old = merged.get(fact.id)
        merged[fact.id] = joined(old, fact) if old else fact
    return list(merged.values())


def joined(one: Fact, two: Fact) -> Fact:
    """Two findings of one claim: the surer one, with the dates and the evidence of both."""
    best, other = sorted((one, two), key=lambda f: (-f.confidence, f.rule))
    evidence = joined_evidence(best.evidence, other.evidence)
    return replace(best, dates=tuple(sorted({*one.dates, *two.dates})), evidence=evidence)


def joined_evidence(surer: Iterable[Evidence], other: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """One span a place: of spans that overlap, the surer rule's."""
    kept = list(surer)
    for span in other:
        if not any(k.article == span.article and k.start < span.end and span.start < k.end for k in kept):
            kept.append(span)
    return tuple(sorted(kept))
