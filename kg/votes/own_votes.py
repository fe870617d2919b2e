"""Quotations + who said them → votes told in the first person: "We abstained because …", said Chile's envoy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.facts import Draft, Work
from kg.quotations.quotes import Said
from kg.types import Evidence, Fact, Relation, pairs
from kg.votes.measures import key_of, measure_of

RULE = "votedOn/own_words"
_CONFIDENCE = 0.85
_OWN = re.compile(
    r"(?i)(?:^|[.;!?] )(?:(?:and|so|but|therefore|thus|(?:that|this) is why|for (?:this|that|these) reasons?),? )?"
    r"(?:we|(?:my|our) (?:country|delegation|government))(?: have| had)?(?: \w+ly| therefore| also| nonetheless)? "
    r"(abstained|voted (?:in favou?r|for|yes|against|no))\b(?!.{0,60}\b(?:1[89]|20)\d\d\b)"
)
"""The speaker's side as the subject of a sentence; with a year after it another vote is recalled."""
_CHOICES = {"abstained": "abstained", "for": "for", "yes": "for", "against": "against", "no": "against"}


def own_votes(work: Work, said: Iterable[Said]) -> Iterator[Draft]:
    """The votes that speakers tell of their own country, in an article that tells of a vote.

    Args:
        work: the article, with the votes and tallies its rules have read.
        said: its quotations with their speakers.
    """
    if not any(draft.fact.actual for draft in work.drafts):
        return
    article = work.context.parsed.article
    for quote in said:
        voter = _country(work, quote)
        found = _OWN.search(quote.text) if voter else None
        if voter and found:
            choice = _CHOICES.get(found.group(1).lower().split()[-1], "for")
            measure = measure_of(work.agenda, quote.sentence)
            roles = {"subject": voter, "object": key_of(work.agenda, measure)}
            yield Draft(
                Fact(
                    Relation.VOTED_ON, pairs(roles), pairs({"choice": choice}),
                    dates=(article.date,) if article.date else (), confidence=_CONFIDENCE, rule=RULE,
                    evidence=(Evidence(article.id, quote.start, quote.end, quote.text),),
                ),
                measure,
            )  # fmt: skip


def _country(work: Work, quote: Said) -> str | None:
    """The speaker's country, where he or she speaks for one only."""
    if quote.kind == "country":
        return quote.speaker
    countries = {hint for hint in work.principals.hints(quote.speaker) if hint.startswith("country/")}
    return countries.pop() if len(countries) == 1 else None
