"""What an article says for and against each of its names, over all their occurrences → the names that are people's."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.entities import coref
from kg.entities.candidates import candidates, surface
from kg.entities.names import fold, name_tokens, surname
from kg.entities.person_doubts import (
    gives_its_name,
    is_called_a_thing,
    is_counted,
    modified,
    operations_named,
    stands_as_a_place,
    things_named,
    towns_by_place,
    towns_named,
)
from kg.entities.person_evidence import ORGANIZATION_HEADS, is_beside_a_person
from kg.entities.spans import Ref
from kg.parse import Block, BlockKind

Name = tuple[str, ...]
"""The folded words of a name."""


@dataclass(slots=True)
class Votes:
    """How often a name stands in which way; ``surface`` counts how it is written."""

    person: int = 0
    other: int = 0
    strong: int = 0
    subject: int = 0
    placed: int = 0
    opens: int = 0
    lent: int = 0
    called: int = 0
    counted: int = 0
    surface: Counter[str] = field(default_factory=Counter)


def names_of_people(
    blocks: Sequence[Block], taken: Mapping[int, Sequence[Ref]], offices: Mapping[int, Sequence[Ref]]
) -> dict[Name, Votes]:
    """The names that are people's.

    Args:
        blocks: the article's blocks.
        taken: by block index, the names of countries and institutions already found.
        offices: by block index, the offices found.
    """
    votes: dict[Name, Votes] = defaultdict(Votes)
    for block in blocks:
        if block.kind is not BlockKind.BOILERPLATE:
            for start, end, strong in candidates(block, taken[block.index], offices[block.index]):
                _count(votes, block, start, end, strong=strong)
    words = {t.text for b in blocks for t in b.doc if t.is_lower} | _parts_of_bodies(blocks)
    things = things_named(block.doc for block in blocks).union(*(towns_named(b.doc, offices[b.index]) for b in blocks))
    words |= things - {tokens[-1] for tokens in votes if len(tokens) > 1}
    operations = operations_named(block.doc for block in blocks)
    votes = {k: v for k, v in votes.items() if v.strong or k not in operations}
    towns = towns_by_place(block.doc for block in blocks)
    return _accepted({k: v for k, v in votes.items() if len(k) > 1 or k[0] not in words}, towns)


def _count(votes: Mapping[Name, Votes], block: Block, start: int, end: int, *, strong: bool) -> None:
    """Add one occurrence of a name."""
    doc = block.doc
    name = surface(doc, start, end)
    if not (tokens := name_tokens(name)):
        return  # nothing of a name is left once titles and signs are gone
    vote = votes[tokens]
    vote.surface[name] += 1
    labels = {t.ent_type_ for t in doc[start:end]}
    if ("NORP" in labels and not (strong and "PERSON" in labels)) or (end - start == 1 and doc[start].tag_ == "NNPS"):
        return
    vote.strong += strong
    vote.opens += bool(doc[start].is_sent_start) or doc[max(start - 1, 0)].text == "]"
    vote.placed += stands_as_a_place(doc, start, end)
    vote.called += is_called_a_thing(doc, start, end)
    vote.subject += coref.is_subject(doc[end - 1]) and modified(doc, end) is None
    vote.lent += gives_its_name(doc, end)
    vote.counted += end - start == 1 and is_counted(doc, start, end)
    if "PERSON" in labels or (end - start > 1 and is_beside_a_person(doc, start, end)):
        vote.person += 1
    else:
        vote.other += 1


def _parts_of_bodies(blocks: Sequence[Block]) -> set[str]:
    """Folded words that stand before an organisation's last word: "Mahan" where the article has "Mahan Air"."""
    return {
        fold(one.text)
        for block in blocks
        for one, two in pairwise(block.doc)
        if two.is_title and two.lower_ in ORGANIZATION_HEADS
    }


def _accepted(votes: Mapping[Name, Votes], towns: Container[str]) -> dict[Name, Votes]:
    """Names that are people's; a single word needs a full name, a title, or the recogniser and no doubt."""
    full = {tokens: vote for tokens, vote in votes.items() if len(tokens) > 1 and _is_full_name(votes, tokens)}
    surnames = {surname(tokens)[-1] for tokens in full} | {tokens[-1].split("-")[-1] for tokens in full}
    single = {
        tokens: vote
        for tokens, vote in votes.items()
        if len(tokens) == 1 and (tokens[0] in surnames or vote.strong or _stands_alone(tokens[0], vote, towns))
    }
    return full | single


def _is_full_name(votes: Mapping[Name, Votes], tokens: Name) -> bool:
    """A name of several words with a title, or by the recogniser's labels for it and for its family names alone."""
    vote = votes[tokens]
    alone = [votes[name] for name in {tokens[-1:], tokens[2:][-2:-1] or tokens[-1:]} if name in votes]
    person = vote.person + sum(single.person for single in alone if single.subject and not single.placed)
    doubted = vote.called or ((vote.placed or vote.lent) and not vote.subject)
    return bool(vote.strong or (person and person >= vote.other and not doubted))


def _stands_alone(word: str, vote: Votes, towns: Container[str]) -> bool:
    """One word that the recogniser takes for a person and of whom something is told."""
    named = vote.person > vote.other and vote.subject and vote.opens < vote.person + vote.other
    return bool(named and word not in towns and not (vote.placed or vote.counted or vote.called) and len(word) > 2)
