"""Whose an office is by the country that the words before it tell of."""

from __future__ import annotations

import re
from collections.abc import Collection

from spacy.tokens import Doc, Token

from kg.context import Context, Sentence
from kg.entities.spans import Form
from kg.entities.territories import territories_in
from kg.entities.words import words
from kg.offices.holdings import Holding
from kg.offices.nation import is_un_document
from kg.rules.units import Unit
from kg.sentences import tokens_in


def told_for(context: Context, holding: Holding, taken: Collection[str]) -> str | None:
    """The country just told of, where the office is its envoy's, or its minister's by a further sign.

    Args:
        context: the article.
        holding: an office without country.
        taken: countries where somebody else holds such an office.
    """
    office = holding.office
    if office is None or office.category not in ("envoy", "state", "minister") or is_un_document(context):
        return None
    if office.category == "envoy":
        country = None if is_dealt_with(holding) else told_of_before(context, holding)
    elif _speaks_for_it(holding):
        country = told_of_before(context, holding)
    else:  # ministers are as often of the other side
        country = _whose_body_acted(context, holding)
    return country if country and country not in taken and not office.lacks(country) else None


def is_dealt_with(holding: Holding) -> bool:
    """ "Chile expelled Ambassador | Ruiz": another's; "said Ambassador | Ruiz" is no object."""
    first = holding.match.line.units[holding.match.first].start
    before = holding.match.line.doc[first - 1] if first else None
    return before is not None and before.pos_ == "VERB" and before.lemma_.lower() not in _SAYS


_SAYS = words("quotation_cues")


def of_the_other_side(context: Context, holding: Holding, principal: str | None) -> bool:
    """The words before tell of one other country: "Chile's parliament agreed. Foreign Minister | Ruiz said".

    For the legislator of a territory it is enough that the sentence names another one.
    """
    if principal and principal.startswith("territory/"):
        return bool(territories_in(holding.sentence.span.text) - {principal})
    if principal is None or not principal.startswith("country/"):
        return False
    near = told_of_before(context, holding)
    return near is not None and near != principal


def told_of_before(context: Context, holding: Holding) -> str | None:
    """The one country that the words before tell of: "Chile stood in the way. "…," Foreign Minister | Ruiz said".

    It must be a subject, or own the subject, in the sentence itself or else in the last one that is not all quotation.
    """
    first = holding.match.line.units[holding.match.first].start
    index = holding.sentence.index
    for near in reversed(context.sentences[max(index - 2, 0) : index + 1]):
        here = near is holding.sentence
        if near.block.index < holding.sentence.block.index - 1:
            return None
        hidden = tokens_in(near.quotes)
        units = [
            u for u in (near.folded or near.line).units
            if context.state_named(u) and u.start not in hidden and (not here or u.end <= first)
        ]  # fmt: skip
        if units:
            named = {context.state_named(u) for u in units}
            return named.pop() if len(named) == 1 and any(_governs(near.span.doc, u) for u in units) else None
        if not here and any(t.i not in hidden and t.is_alpha for t in near.span):
            return None
    return None


def acted_before(context: Context, holding: Holding) -> str | None:
    """The one country that governs the sentence before: "Peru closed the road to Mali. Interior Minister | Ruiz"."""
    index = holding.sentence.index
    near = context.sentences[index - 1] if index else None
    if near is None or near.block.index < holding.sentence.block.index - 1:
        return None
    found = acting_in(context, near)
    return found.pop() if len(found) == 1 else None


def acting_in(context: Context, sentence: Sentence) -> set[str | None]:
    """The countries that govern a sentence, outside of quotations."""
    hidden = tokens_in(sentence.quotes)
    units = [u for u in (sentence.folded or sentence.line).units if context.state_named(u) and u.start not in hidden]
    return {context.state_named(u) for u in units if _governs(sentence.span.doc, u)}


def reacted_before(context: Context, holding: Holding) -> str | None:
    """ "Peru welcomed the news. Foreign Minister | Ruiz said": of the state whose word the sentence before reports."""
    near = context.before_in_paragraph(holding.sentence)
    if near is None or near.span.root.lemma_.lower() not in _REACTS:
        return None
    subjects = [t for t in near.span.root.children if t.dep_ == "nsubj"]
    unit = next((near.line.unit_at(t.i) for t in subjects), None)
    return unit.ref.entity if unit and unit.kind == "country" and unit.ref and unit.ref.form is Form.NAME else None


_REACTS = words("reactions_of_states")


def _speaks_for_it(holding: Holding) -> bool:
    """Of the country just told of: "the current president, Ruiz", "The prime minister, Ruiz", "We wait," Ruiz said."""
    sentence, office = holding.sentence, holding.office
    if holding.match.rule.id == "represents/office_comma" or (office and _CURRENT.match(office.text)):
        return True
    doc = sentence.block.doc
    return any(t.lower_ in ("we", "our", "us") for q in sentence.quotes for t in doc[q.start : q.end])


def _whose_body_acted(context: Context, holding: Holding) -> str | None:
    """The sentence before is on what a state's own body did: "Chile's parliament agreed. Foreign Minister | Ruiz".

    Another state may be its object, if the minister does not answer it ("welcomed the vote"); if one acted before in
    the paragraph, either may be meant.
    """
    near = context.before_in_paragraph(holding.sentence)
    if near is None or not any(_is_acting_body(context, near, token) for token in near.span):
        return None
    country = acted_before(context, holding)
    before = context.before_in_paragraph(near)
    if country is None or (before and acting_in(context, before) - {country}):
        return None
    line = holding.match.line
    after = line.doc[line.units[holding.match.last - 1].end :][:2]
    answers = any(t.lemma_.lower() in _REACTS for t in after if t.lower_ not in ("said", "says"))
    alone = told_of_before(context, holding) == country
    return country if alone or not answers else None


def _is_acting_body(context: Context, near: Sentence, token: Token) -> bool:
    """A subject that is a state's body: "Chile's | parliament", "the | government"."""
    unit = near.line.unit_at(token.i) if token.dep_ in ("nsubj", "nsubjpass") else None
    if unit is None:
        return False
    named = unit.ref is not None and unit.kind == "institution" and context.state_named(unit) is not None
    return named or (token.lower_ in _STATE_BODIES and unit.kind == "word")


_STATE_BODIES = words("state_bodies")
_CURRENT = re.compile(r"(?i)(?:current|incumbent|present)\b")


def _governs(doc: Doc, unit: Unit) -> bool:
    """A subject, a predicate ("it was Chile that …"), or whose the subject is; not one of its people ("a Chilean")."""
    sent = unit.code == "country.delegate"  # "Iran's | mission to the UN"
    token = doc[unit.start : unit.end].root if sent else doc[unit.end - 1]
    if unit.ref and unit.ref.form is Form.DEMONYM and token.dep_ not in ("compound", "amod", "poss", "nmod"):
        return False
    while token.dep_ in ("compound", "amod", "poss", "nmod") and token.head.i > token.i:
        token = token.head
    return token.dep_ in ("nsubj", "nsubjpass", "attr")
