"""Whose an article is: the UN's own release, or about one country whose offices need no nation."""

from __future__ import annotations

import functools
import re
from collections import Counter

from kg.context import Context, Sentence
from kg.entities.gazetteer import known
from kg.entities.words import load_table

_UN_TITLE = re.compile(
    r"(?i)\b(security council|general assembly|secretary-general|human rights council|press briefing|"
    r"economic and social council)\b"
)


def is_un_document(context: Context) -> bool:
    """True for the UN's own releases and records, where an envoy without a sender is the UN's."""
    article = context.parsed.article
    lead = " ".join(s.span.text for s in context.sentences[:2])
    own = re.search(
        r"(?i)\b(the following is|following (?:is|are)|member states|the assembly|the council|secretary-general)\b",
        lead,
    )
    return "United Nations" in article.publisher or bool(_UN_TITLE.search(article.title) and own)


def long_ago(context: Context, sentence: Sentence) -> bool:
    """True if the sentence tells of an earlier year: its offices may be past."""
    own = context.parsed.article.date
    quoted = {i for q in sentence.quotes for i in range(q.start, q.end)}
    told = " ".join(t.text for t in sentence.span if t.i not in quoted)
    years = [int(y) for y in re.findall(r"\b(1[89]\d\d|20\d\d)\b", told)]
    return bool(own and any(year < own.year - 1 for year in years))


def home_country(context: Context) -> str | None:
    """The country an article is about: three fifths of all mentions of countries and their bodies, three at least."""
    counts: Counter[str] = Counter()
    for refs in context.mentions.values():
        for ref in refs:
            row = known(ref.entity)
            if ref.kind == "country":
                counts[ref.entity] += 1
            elif row and row.country:
                counts[row.country] += 1
    if not counts or _about_a_territory(context):
        return None
    country, count = counts.most_common(1)[0]
    return country if count >= 3 and count >= 0.6 * counts.total() else None


def _about_a_territory(context: Context) -> bool:
    """An article about Puerto Rico or Scotland has ministers that are not the country's."""
    text = context.parsed.article.text
    return any(len(re.findall(rf"\b{re.escape(name)}\b", text)) >= 3 for name in _territories())


@functools.cache
def _territories() -> frozenset[str]:
    return frozenset(load_table("not_names.yaml")["place"])


def is_legislature(context: Context, entity: str) -> bool:
    """True for a parliament, of the tables or of this article only."""
    row = known(entity)
    return bool(row and row.kind == "parliament") or any(
        o.key == entity and o.kind == "parliament" for o in context.organizations
    )
