"""Whose an office is by the same office told of before: "Peru recalled its ambassador. The ambassador, | Ruiz"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.context import Context, Sentence
from kg.entities.offices import Office
from kg.offices.holdings import Holding, same_holder, same_office, speaks_of
from kg.offices.incumbents import rivals
from kg.offices.nation import most_mentioned
from kg.offices.topic import acting_in, is_dealt_with, told_of_before
from kg.parse import BlockKind

_BACK = 8
"""Sentences in which "the ambassador" can have been told of."""
_DEFINITE = ("represents/office_comma",)
_CATEGORIES = ("envoy", "state", "minister")


def told_before(context: Context, holding: Holding) -> str | None:
    """The country whose ambassador, president or minister "the ambassador, | Ruiz" goes back to: told of last.

    Args:
        context: the article.
        holding: an office without country, named with the article.
    """
    office = holding.office
    called = holding.match.rule.id in _DEFINITE or (office and office.text == "Ambassador")
    if office is None or office.category not in _CATEGORIES or not called or is_dealt_with(holding):
        return None
    if office.category == "envoy" and (state := told_of_before(context, holding)):
        return state
    index = holding.sentence.index
    for near in reversed(context.sentences[max(index - _BACK, 0) : index]):
        if office.category != "envoy" and near.block is not holding.sentence.block:
            return None  # another president may have been told of
        if found := _senders(context, near, office):
            return found.pop() if len(found) == 1 else None
    return _acting_in_paragraph(context, holding) if holding.match.rule.id in _DEFINITE else None


def _acting_in_paragraph(context: Context, holding: Holding) -> str | None:
    """The one country that acts before in the paragraph: "Peru did not come. … The ambassador, | Ruiz, wrote"."""
    index, block = holding.sentence.index, holding.sentence.block
    before = [s for s in context.sentences[:index] if s.block is block]
    acting = {country for sentence in before for country in acting_in(context, sentence) if country}
    return acting.pop() if len(acting) == 1 else None


def _senders(context: Context, sentence: Sentence, office: Office) -> set[str]:
    """The countries whose office of that name a sentence speaks of: "the Chilean ambassador", "Peru … its envoy"."""
    found: set[str] = set()
    block, span = sentence.block, sentence.span
    lands = {ref.end - 1: ref for ref in context.mentions[block.index] if ref.kind == "country"}
    for ref, told in context.offices[block.index].items():
        if not (span.start <= ref.start < span.end and _is_such(told, office)):
            continue
        at = ref.start - 1
        if at >= span.start and block.doc[at].lower_ in ("its", "their"):
            found |= _subjects(sentence, ref.start)
        while at >= span.start and (at in lands or block.doc[at].lower_ in _JOINS):
            found |= {lands[at].entity} if at in lands else set()
            at = lands[at].start - 1 if at in lands else at - 1
    for match in sentence.phrases:
        units = match.line.units[match.first : match.last]
        if match.rule.relation is None and any(u.office and _is_such(u.office, office) for u in units):
            found |= {u.ref.entity for u in match.roles.get("object", ()) if u.ref and u.kind == "country"}
    return found


_JOINS = frozenset({"and", "the", ",", "'s", "’s", "'"})


def _is_such(told: Office, office: Office) -> bool:
    """True for one holder of an office of that name; an envoy may be the ambassador."""
    if told.plural or told.former:
        return False
    return told.head.lower() == office.head.lower() or (told.category == "envoy" and same_holder(told, office))


def _subjects(sentence: Sentence, office: int) -> set[str]:
    """The country that is the subject before "its ambassador"."""
    doc = sentence.line.doc
    units = (u for u in sentence.line.units if u.kind == "country" and u.ref and u.end <= office)
    return {u.ref.entity for u in units if u.ref and doc[u.end - 1].dep_ in ("nsubj", "nsubjpass")}


def of_that_name(context: Context, holdings: Sequence[Holding], holding: Holding) -> str | None:
    """The one country whose office of that name the article speaks of: "the Prime Minister of Chile".

    It must be the country that the article names most, or have the office in the title or the first sentence:
    elsewhere "the foreign minister" may be of a country that is only mentioned.

    Args:
        context: the article.
        holdings: all holdings of the article.
        holding: an office without country.
    """
    office = holding.office
    if office is None or len(rivals(office, holdings)) != 1:
        return None  # "President Ruiz" and "President Sand" are not presidents of one country
    found = {entity for sentence in context.sentences for entity in _spoken_of(sentence, office)}
    held = [(h.office, h.principal) for h in holdings if h.office and h.principal]
    found |= {principal for other, principal in held if same_office(other, office) and not other.former}
    if re.match(r"(?i)(?:current|incumbent|new|present)\b", office.text):  # "the former president of Chile"
        found |= {principal for other, principal in held if other.former and other.head == office.head}
    if len(found) != 1:
        return None
    return found.pop() if found <= most_mentioned(context) | _headed(context, holding, office) else None


def _headed(context: Context, holding: Holding, office: Office) -> set[str]:
    """The countries whose office of that name the title or the first sentence speaks of.

    "India's minister met Nepal's prime minister. … There he spent an hour with Prime Minister | Ruiz".
    """
    lead = [s for s in context.sentences[: holding.sentence.index] if s.block.kind in _HEAD][:2]
    found = {entity for sentence in lead for entity in _spoken_of(sentence, office)}
    return {entity for entity in found if entity.startswith("country/")}


_HEAD = (BlockKind.TITLE, BlockKind.PARAGRAPH)


def _spoken_of(sentence: Sentence, office: Office) -> Iterator[str]:
    """Whose office of that name a sentence speaks of without its holder."""
    for match in sentence.phrases:
        if match.rule.relation is None and speaks_of(match, office):
            yield from (u.ref.entity for u in match.roles.get("object", ()) if u.ref)
