"""Lists of voters on lines of their own, as in the annexes of press releases → votes of the vote told before them."""

from __future__ import annotations

from collections.abc import Iterator

from kg.entities.member_lists import LABEL, Span, read_choices
from kg.facts import Draft, Work
from kg.parse import Block, BlockKind
from kg.types import Evidence, Fact, Relation, pairs
from kg.votes.agenda import Agenda, Measure
from kg.votes.measures import key_of

RULE = "votedOn/annex"
_SURE = 0.97


def is_annex(agenda: Agenda, block: Block) -> bool:
    """True for a paragraph of such lists, once a vote's numbers have been told before it."""
    original = agenda.context.parsed.article.text[block.offset : block.offset + len(block.doc.text)]
    listed = block.kind is not BlockKind.BOILERPLATE and LABEL.match(original) is not None
    return listed and measure_before(agenda, block) is not None


def annex_votes(work: Work) -> Iterator[Draft]:
    """The votes of the lists, each on the measure whose numbers stand last before it."""
    article = work.context.parsed.article
    for block in work.context.parsed.blocks:
        measure = measure_before(work.agenda, block) if is_annex(work.agenda, block) else None
        if measure is None:
            continue
        for roll in read_choices(article.text, block.offset, block.offset + len(block.doc.text)):
            for state in roll.listed.states:
                yield listed_vote(work, measure, state, roll.choice, roll.label, rule=RULE, confidence=_SURE)


def listed_vote(
    work: Work, measure: Measure, state: tuple[str, Span], choice: str, label: Span, *, rule: str, confidence: float
) -> Draft:
    """The vote of a state in a list: its evidence is the list's label and the state's name."""
    article, (member, span) = work.context.parsed.article, state
    evidence = tuple(Evidence(article.id, s, e, article.text[s:e]) for s, e in (label, span))
    roles = pairs({"subject": member, "object": key_of(work.agenda, measure)})
    dates = (article.date,) if article.date else ()
    fact = Fact(
        Relation.VOTED_ON, roles, pairs({"choice": choice}),
        dates=dates, confidence=confidence, rule=rule, evidence=evidence,
    )  # fmt: skip
    return Draft(fact, measure)


def measure_before(agenda: Agenda, block: Block) -> Measure | None:
    """The measure of the last sentence before a block that tells numbers."""
    told = (index for index in agenda.told if agenda.context.sentences[index].block.index < block.index)
    last = max(told, default=None)
    return None if last is None else agenda.told[last]
