"""Whom "the two leaders" or "they" means where their names are far: the only two that are named side by side."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from kg.context import Sentence
from kg.parse import BlockKind
from kg.rules.units import Unit


def the_pair(sentences: Sequence[Sentence], others: Collection[str]) -> dict[str, Unit]:
    """The only two people that some sentences name side by side, by their ids; empty where there are none or more.

    Args:
        sentences: of the article, in order.
        others: ids of people who are not meant.
    """
    pairs: dict[frozenset[str], dict[str, Unit]] = {}
    for sentence in (s for s in sentences if s.block.kind is BlockKind.PARAGRAPH):
        people = [u for u in sentence.line.units if u.kind == "person" and u.ref]
        for one, other in pairwise(people):
            between = [t.lower_ for t in sentence.line.doc[one.end : other.start]]
            if between in (["and"], [",", "and"]) and one.ref and other.ref:
                ends = {one.ref.entity: one, other.ref.entity: other}
                pairs[frozenset(ends)] = ends
    apart = [ends for both, ends in pairs.items() if both.isdisjoint(others) and len(both) > 1]
    return apart[0] if len(apart) == 1 else {}


def they_act(sentence: Sentence) -> bool:
    """True where "they" can be nobody but two people of the sentence before: no other several are its subjects."""
    return not any(t.tag_ == "NNS" and t.dep_ in ("nsubj", "nsubjpass", "dobj") for t in sentence.span)
