"""An acronym in an article that has the name in full: "RSF" beside the Rapid Support Forces, "EP", "(AUC)"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg.entities.spans import Form, Ref
from kg.parse import Block, BlockKind


def by_own_acronyms(blocks: Sequence[Block], names: Mapping[int, Sequence[Ref]]) -> dict[int, list[Ref]]:
    """ "RSF" is the Rapid Support Forces where the article names them in full, not whoever else has those initials."""
    full: dict[str, str] = {}
    long: set[str] = set()
    for block in blocks:
        for ref in names[block.index]:
            text = block.doc[ref.start : ref.end].text
            if ref.kind == "institution" and text.count(" ") > 0:
                full[_initials(text)] = ref.entity
                long.add(ref.entity)
    return {
        block.index: [
            replace(ref, entity=full[text])
            if ref.kind == "institution"
            and (text := block.doc[ref.start : ref.end].text) in full
            and ref.entity not in long
            else ref
            for ref in names[block.index]
        ]
        for block in blocks
    }


def _initials(name: str) -> str:
    """The acronym of a name, in which an acronym stands whole: "US Navy" is no "UN"."""
    return "".join(word if word.isupper() else word[0] for word in name.split() if word[0].isupper())


def by_brackets(blocks: Sequence[Block], names: Mapping[int, Sequence[Ref]]) -> dict[int, list[Ref]]:
    """The names, and "AUC" wherever the article has said "African Union Commission (AUC)", or that name only."""
    short = _by_initials(blocks, names)
    for block in blocks:
        for ref in names[block.index]:
            after = [t.text for t in block.doc[ref.end : ref.end + 3]]
            named = ref.kind == "institution" and ref.form is Form.NAME
            if named and after[:1] == ["("] and after[2:] == [")"] and after[1].isupper() and 1 < len(after[1]) < 9:
                short[after[1]] = ref.entity
    return widened(blocks, names, short)


def _by_initials(blocks: Sequence[Block], names: Mapping[int, Sequence[Ref]]) -> dict[str, str]:
    """The initials of the bodies named in full, where only one has them: "EP" is the European Parliament."""
    owners: dict[str, set[str]] = defaultdict(set)
    for block in blocks:
        for ref in names[block.index]:
            text = block.doc[ref.start : ref.end].text
            full = text.count(" ") and all(word[0].isupper() or word in _SMALL for word in text.split())
            if ref.kind == "institution" and full:
                owners[_initials(text)].add(ref.entity)
    return {
        short: entities.pop() for short, entities in owners.items() if len(entities) == 1 and short not in _OTHERWISE
    }


_SMALL = ("of", "for", "the", "and", "on", "de", "la", "du")
_OTHERWISE = frozenset("US UK UN EU AM PM TV OK IT ID AC DC BC AD CD PC AI PR HR MP CV FM".split())
"""Two letters that mean something else."""


def widened(
    blocks: Sequence[Block],
    names: Mapping[int, Sequence[Ref]],
    meaning: Mapping[str, str],
    fits: Callable[[Token], bool] = lambda _: True,
) -> dict[int, list[Ref]]:
    """The names, and every word of the text that by itself means one of the institutions."""
    if not meaning:
        return {i: list(found) for i, found in names.items()}
    widened = {}
    for block in blocks:
        used = {i for ref in names[block.index] for i in range(ref.start, ref.end)}
        more = [
            Ref(t.i, t.i + 1, "institution", meaning[t.text], Form.NAME)
            for t in block.doc
            if t.text in meaning and t.i not in used and block.kind is not BlockKind.BOILERPLATE and fits(t)
        ]
        widened[block.index] = sorted([*names[block.index], *more], key=lambda ref: ref.start)
    return widened
