"""Votes and tallies of an article: numbers, outcomes, and which measure they belong to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from kg.context import Sentence
from kg.facts import Draft, Work, event, make_fact, status_in
from kg.parse import BlockKind
from kg.rules.match import Match
from kg.rules.units import Unit
from kg.types import COUNTS, Modality, Relation, pairs
from kg.votes.agenda import Agenda, measure_entity
from kg.votes.completion import completed, counted
from kg.votes.houses import house_at_hand
from kg.votes.measures import key_of, measure_of
from kg.votes.outcomes import outcome_of, tells_outcome, turned, voted_against
from kg.votes.vote_doubts import members_only, no_count, refused, settled
from kg.votes.votes_alike import alike, vote_near
from kg.votes.voting_bodies import body_of

_LOST = ("Rejected", "Vetoed")
_WITHOUT_NUMBERS = ("/majority", "/failed", "/renewed", "/unanimous_action", "/it_rejected", "/not_adopted")
"""Rules that may read of an earlier vote beside the one that is told in full."""


def tells_of_votes(work: Work) -> bool:
    """True for an article that tells of a vote at all."""
    return _VOTES.search(work.context.parsed.article.text) is not None


_VOTES = re.compile(r"(?i)\b(?:vot(?:e|es|ed|ing)|ballots?|abstain\w*)\b")


def count_together(agenda: Agenda, sentence: Sentence, found: Iterable[Match]) -> None:
    """Note the numbers of a sentence whose tallies tell of one vote: "| four in favour, with one against"."""
    together: dict[str, set[str]] = defaultdict(set)
    for match in found:
        if match.rule.relation is Relation.VOTE_TALLY and not no_count(match, sentence, ""):
            for name, value in turned(_numbers(match), match, sentence, agenda.context).items():
                together[name].add(value)
    if all(len(values) == 1 for values in together.values()):
        agenda.together[sentence.index] = {name: values.pop() for name, values in together.items()}


def _numbers(match: Match) -> dict[str, str]:
    return {name: _counted(match, units[0]) for name, units in match.roles.items() if name in COUNTS}


def tally(work: Work, sentence: Sentence, match: Match) -> None:
    """Note a tally; its measure's name and missing numbers are settled at the article's end."""
    numbers = _numbers(match)
    polarity, modality = status_in(sentence, match)
    modality = settled(match, modality)
    if no_count(match, sentence, work.context.parsed.article.text) or (not numbers and members_only(match)):
        return
    bare = match.rule.id in _BARE and len(numbers) == 1
    if bare and not (_told_as_vote(work, sentence, match) or vote_near(work, sentence)):
        return  # "Two were against": of a vote only where one has just been told of
    if match.rule.id == "voteTally/garnered" and refused(match):
        numbers = {}  # "failed to get nine votes": how many it got is not told
    numbers = turned(numbers, match, sentence, work.context)
    told = work.agenda.together.get(sentence.index, {}) | numbers if numbers else {}
    measure = measure_of(work.agenda, sentence, [told.get(n) for n in COUNTS])
    outcome = match.rule.sets.get("outcome") or outcome_of(sentence, work.context, match)
    outcome = "Rejected" if voted_against(match) else outcome
    if not numbers and match.trigger.tag_ == "VBZ" and sentence.block.kind is BlockKind.PARAGRAPH:
        return  # "until Parliament approves the bill": only a headline tells in the present what was done
    if not numbers and re.match(r"(?is)(?!.*\bwithout a vote\b).*\bagenda\b", sentence.span.text):
        return  # to adopt the agenda is no vote on a measure, where none is told of
    if not numbers and sentence.floor is not None and sentence.floor.kind == "person" and modality is Modality.ACTUAL:
        modality = Modality.REPORTED  # a speaker recalls an earlier decision
    told_in_full = work.agenda.main is not None and bool(work.agenda.main.numbers)
    if not numbers and match.rule.id.endswith(_WITHOUT_NUMBERS) and told_in_full:
        return  # an earlier vote recalled beside the one that is told in full
    body = measure.body or body_of(work.agenda, sentence) or house_at_hand(work.agenda, sentence)
    if body is None:
        return
    roles = {"subject": body, "object": key_of(work.agenda, measure)}
    qualifiers = numbers | ({"outcome": outcome} if outcome else {})
    fact = make_fact(work, match, roles, qualifiers, polarity, modality)
    work.drafts.append(Draft(fact, measure))


def _counted(match: Match, count: Unit) -> str:
    """The number, "no | one" being none."""
    nobody = count.value == 1 and match.line.doc[max(count.start - 1, 0)].lower_ == "no"
    return "0" if nobody else str(count.value)


_OF_A_VOTE = re.compile(
    r"(?i)\b(?:abstain(?:ed|ing)|abstentions?|vetoed|"
    r"with (?:only )?(?-i:[A-Z])[\w ,]{2,60} (?:opposed|opposing|(?:voting )?against))\b"
)
"""Words that make of one number in their sentence a count of votes."""


def _told_as_vote(work: Work, sentence: Sentence, match: Match) -> bool:
    """ "Three members supported it. | The other 12 abstained": it or the next sentence has words of a vote."""
    text = sentence.span.text
    if tells_outcome(text) and match.rule.id.startswith("voteTally/with_"):
        return True  # "it passed the bill, with 61 members supporting it"
    near = (sentence, work.context.next_in_paragraph(sentence))
    return any(_OF_A_VOTE.search(s.span.text) for s in near if s is not None)


_BARE = frozenset(
    f"voteTally/{id}"
    for id in "so_many_were_against so_many_sat_out told_for told_against told_abstained told_backed_by "
    "told_opposed_by voted_to_do those_for_were with_so_many_against with_so_many_for".split()
)
"""Rules that read one number, and of a vote only after others."""


def settle_votes(work: Work) -> None:
    """Give votes and tallies their measure's final name, and complete tallies that their voters complete."""
    # a measure that got its symbol after some had voted on it is another object by now
    drafts = alike(work, [replace(d, measure=work.agenda.measures[d.fact.object or ""]) for d in work.drafts])
    counted_below = any(_counts(d) and not _in_a_heading(work, d) for d in drafts)
    drafts = [d for d in drafts if not (counted_below and _is_tally(d) and not _counts(d) and _in_a_heading(work, d))]
    for tallies in _tallies(drafts):
        key = tallies[0].measure.key
        votes = [d for d in drafts if d.fact.relation is Relation.VOTED_ON and d.measure.key == key and d.fact.actual]
        whole = completed(work, tallies, votes)
        id = event(work, measure_entity(tallies[0].measure))
        roles = {"subject": tallies[0].measure.body or tallies[0].fact.subject, "object": id}
        work.facts.append(replace(whole, roles=pairs(roles)))
    work.facts.extend(counted(work, drafts))
    for draft in drafts:
        if draft.fact.relation is Relation.VOTED_ON:
            id = event(work, measure_entity(draft.measure))
            roles = {"subject": draft.fact.subject, "object": id}
            work.facts.append(replace(draft.fact, roles=pairs(roles)))


def _tallies(drafts: Iterable[Draft]) -> list[list[Draft]]:
    """The tallies that tell of one vote, the fullest first; numbers that differ are another account of it."""
    groups: list[list[Draft]] = []
    tallies = [draft for draft in drafts if draft.fact.relation is Relation.VOTE_TALLY]
    tallies = [draft for draft in tallies if not any(_tells_more(other, draft) for other in tallies)]
    for draft in sorted(tallies, key=lambda draft: -len(draft.fact.qualifiers)):
        alike = (g for g in groups if g[0].measure.key == draft.measure.key and not any(map(_differ(draft), g)))
        group = next(alike, None)
        if group is None:
            groups.append([draft])
        else:
            group.append(draft)
    return groups


def _is_tally(draft: Draft) -> bool:
    return draft.fact.relation is Relation.VOTE_TALLY


def _counts(draft: Draft) -> bool:
    return _is_tally(draft) and any(draft.fact.qualifier(name) for name in COUNTS)


def _in_a_heading(work: Work, draft: Draft) -> bool:
    """ "Committee rejects motion": what the text below tells in numbers."""
    at = work.context.sentence_at(draft.fact.evidence[0].start)
    return work.context.sentences[at].block.kind is not BlockKind.PARAGRAPH


def _tells_more(one: Draft, other: Draft) -> bool:
    """True for a tally whose words hold those of another, and more: "by 79 votes to 28, with | 68 abstentions"."""
    (first, last), (begin, end) = ((d.fact.evidence[0].start, d.fact.evidence[0].end) for d in (one, other))
    counts = [sum(d.fact.qualifier(name) is not None for name in COUNTS) for d in (one, other)]
    return first <= begin and end <= last and counts[0] > counts[1] > 0


def _differ(one: Draft) -> Callable[[Draft], bool]:
    """Whether another tally gives another number, or the other outcome."""
    told = {name: value for name in (*COUNTS, "outcome") if (value := one.fact.qualifier(name))}
    if told.get("outcome") in _LOST:
        del told["outcome"]
        return lambda other: other.fact.qualifier("outcome") == "Adopted" or _disagree(told, other)
    return lambda other: _disagree(told, other)


def _disagree(told: Mapping[str, str], other: Draft) -> bool:
    return any(other.fact.qualifier(name) not in (None, value) for name, value in told.items())
