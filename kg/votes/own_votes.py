"""Quotations + who said them → what is told in the first person: "We abstained", "We tabled it", said Chile's envoy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from kg.facts import Draft, Work, event
from kg.quotations.quotes import Said
from kg.types import Evidence, Fact, Relation, pairs
from kg.votes.agenda import measure_entity
from kg.votes.measures import key_of, measure_of

RULE = "votedOn/own_words"
_CONFIDENCE = 0.85
_OWN = re.compile(
    r"(?i)(?:^|[.;!?] )(?:(?:and|so|but|therefore|thus|(?:that|this) is why|for (?:this|that|these) reasons?),? )?"
    r"(?:we|(?:my|our) (?:country|delegation|government))(?: have| had)?(?: \w+ly| therefore| also| nonetheless)? "
    r""
    r"(?:(?:chose|decided|opted|elected|had) to )?(abstain(?:ed)?|voted? (?:in favou?r|for|yes|against|no))\b"
    r"(?!.{0,60}\b(?:1[89]|20)\d\d\b)"
)
"""The speaker's side as the subject of a sentence; with a year after it another vote is recalled."""
_CHOICES = {
    "abstained": "abstained",
    "abstain": "abstained",
    "for": "for",
    "yes": "for",
    "against": "against",
    "no": "against",
}


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


_PUT = (
    r"(?:co-?)?(?:tabled|drafted|submitted|introduced|sponsored|circulated|authored|proposed|(?:put|brought) forward)"
)
_TEXT = r"(?:text|draft|resolution|draft resolution|amendment|motion)"
_WE = (
    r"(?:we|(?:my|our) (?:country|delegation|government))(?: have| had)?"
    r"(?: \w+ly| also| therefore|, (?:together|along) with [^,.;]{3,40},)?"
)
_OWN_TEXT = re.compile(
    rf"(?i)(?:^|[.;!?,] |\b(?:and|that|why|because) ){_WE} {_PUT} (?:this|the|a|our|today's)(?: \w+)? {_TEXT}\b"
    rf"(?!.{{0,60}}\b(?:1[89]|20)\d\d\b)|\b(?:this|the|our)(?: \w+)? {_TEXT} (?:(?:which|that) )?{_WE} {_PUT}\b"
)
"""That the speaker's side put a text forward; with a year after it an earlier one is recalled."""


def own_texts(work: Work, said: Iterable[Said]) -> Iterator[Fact]:
    """The text that speakers tell to be their own country's: "We tabled this draft because …"."""
    article = work.context.parsed.article
    if not (work.agenda.main or work.agenda.session):
        return
    for quote in said:
        country = _country(work, quote)
        if country and _OWN_TEXT.search(quote.text):
            measure = event(work, measure_entity(measure_of(work.agenda, quote.sentence)))
            yield Fact(
                Relation.SPONSORED, pairs({"subject": country, "object": measure}),
                dates=(article.date,) if article.date else (), confidence=_CONFIDENCE, rule="sponsored/own_words",
                evidence=(Evidence(article.id, quote.start, quote.end, quote.text),),
            )  # fmt: skip


def _country(work: Work, quote: Said) -> str | None:
    """The speaker's country, where he or she speaks for one only."""
    if quote.kind == "country":
        return quote.speaker
    countries = {hint for hint in work.principals.hints(quote.speaker) if hint.startswith("country/")}
    countries = countries or set(_from_where(work, quote))
    return countries.pop() if len(countries) == 1 else None


def _from_where(work: Work, quote: Said) -> Iterator[str]:
    """ "said Ana Ruiz of | Chile": whom a delegate speaks for, where nothing else tells it."""
    refs = sorted(work.context.mentions[quote.sentence.block.index], key=lambda ref: ref.start)
    for one, other in pairwise(refs):
        words = quote.sentence.span.doc[one.end : other.start].text
        if one.entity == quote.speaker and other.kind == "country" and words in ("of", "of the"):
            yield other.entity
