"""Sentences with their pronouns resolved → offices told of whom a pronoun or description means: "She heads UNICEF"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.context import Context, Sentence
from kg.entities.spans import Form
from kg.offices.holdings import Holding, holdings_of
from kg.offices.nation import long_ago
from kg.parse import BlockKind
from kg.rules.fold import fold_phrases
from kg.rules.load import Rule
from kg.rules.match import Match
from kg.rules.status import status_of
from kg.rules.units import Line, Unit
from kg.types import Modality, Polarity, Relation

DOUBT = 0.8
"""The confidence of an office told of a pronoun."""
_ONCE = tuple("became now_installed took_office took_the_chair in_power sworn_in succeeded".split())
"""Rules for what happens once: told of an earlier year, the office may be past."""


def stood_for(context: Context, rules: Sequence[Rule]) -> Iterator[Holding]:
    """The offices of those for whom "she", "the Norwegian" stand.

    Args:
        context: the article, its pronouns resolved.
        rules: the phrase rules.
    """
    of_offices = [rule for rule in rules if rule.relation is Relation.REPRESENTS]
    for sentence in context.sentences:
        if sentence.block.kind is BlockKind.PARAGRAPH and (line := _with_stand_ins(sentence)):
            for match in fold_phrases(line, of_offices)[1]:
                if _is_told_of_one(match) and not (_is_once(match) and long_ago(context, sentence)):
                    for holding in holdings_of(sentence, match):
                        yield replace(holding, confidence=min(match.rule.confidence, DOUBT))


def _with_stand_ins(sentence: Sentence) -> Line | None:
    """The sentence's line before folding, with whom its pronouns mean; None where it has none."""
    line = sentence.phrases[0].line if sentence.phrases else sentence.folded or sentence.line
    standing = [u for u in sentence.line.units if _stands_for_one(u)]
    if not standing:
        return None
    units: list[Unit] = []
    for unit in line.units:
        whole = next((s for s in standing if s.start <= unit.start and unit.end <= s.end), None)
        if whole is None:
            units.append(unit)
        elif not units or units[-1] is not whole:
            units.append(whole)
    return Line.of(line.doc, line.offset, units)


def _stands_for_one(unit: Unit) -> bool:
    return unit.kind == "person" and unit.ref is not None and unit.ref.form is not Form.NAME


def _is_told_of_one(match: Match) -> bool:
    """The words begin with the pronoun, and its verb affirms."""
    last = match.rule.id == "represents/as_office_of"  # "In her role as head of UNICEF, she …"
    first = match.line.units[match.last - 1 if last else match.first]
    told = _stands_for_one(first) and first in match.roles.get("subject", ())
    verb = match.trigger
    if verb.dep_ == "ccomp" and verb.head.i < verb.i and verb.head.lemma_ not in ("mean", "ensure"):
        return False  # "Supporters say he is …"
    held = told and not (verb.pos_ in ("VERB", "AUX") and status_of(verb) != (Polarity.AFFIRMED, Modality.ACTUAL))
    return held and match.line.doc[first.end - 1].dep_ in ("nsubj", "nsubjpass")


def _is_once(match: Match) -> bool:
    return match.rule.id.endswith(_ONCE)
