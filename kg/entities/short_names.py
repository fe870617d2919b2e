"""Bodies by what an article calls them after it has named them: "the Council", "the 193-member body", "the board"."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from spacy.tokens import Span

from kg.entities.spans import Form, Ref, without
from kg.entities.symbols import UNITED_NATIONS
from kg.entities.tables import Known, institutions
from kg.entities.words import any_of
from kg.parse import Block


def find_short_names(blocks: Sequence[Block], names: Mapping[int, Sequence[Ref]]) -> dict[int, list[Ref]]:
    """By block index, the short names of institutions that the article names in full, or whose organisation it does.

    Args:
        blocks: the article's blocks, in order.
        names: by block index, what is named in it; nothing inside these is looked at.
    """
    named = Counter(ref.entity for refs in names.values() for ref in refs if ref.kind == "institution")
    owners = _owners(named)
    organs = {phrase: entity for phrase, entity in _organs_of(named).items() if phrase not in owners}
    for phrase, organ in organs.items():  # "in the Permanent Council": named so, and "the council" from then on
        if " " in phrase and (told := sum(f"the {phrase}" in block.doc.text.lower() for block in blocks)):
            named[organ] += told
    owners = {**_owners(named), **owners}
    if not owners and not organs:
        return {block.index: [] for block in blocks}
    pattern = re.compile(
        rf"(?:\b[Tt]he |\b(?!(?:city|town|county|local|district|student|municipal|the) )[a-z-]+ (?=[\w-]+ {_SITTING})|"
        rf", (?=(?-i:[A-Z])\w+ {_OFFICERS}))"
        rf"((?:[\w]+-(?:member|nation|strong|country|state|based) )?({any_of(owners | organs)}))\b"
        r"(?! of\b| for (?-i:[A-Z]))",
        re.I,
    )
    small = _Small(named)
    called = Counter(phrase for entity in named for phrase in _phrases(entity))
    found: dict[int, list[Ref]] = {}
    for block in blocks:
        here = sorted((ref for ref in names[block.index] if ref.kind == "institution"), key=lambda ref: ref.start)
        extra = []
        for match in pattern.finditer(block.doc.text):
            span = block.doc.char_span(match.start(1), match.end(1))
            if span is None or (match.group().startswith(",") and _after_country(span, names[block.index])):
                continue
            name, phrase = match.group(2), match.group(2).lower()
            while here and here[0].start < span.start:
                small.name(here.pop(0).entity)
            seated = "-based " in match.group(1) and called[phrase] == 1
            whole = name[0].isupper() or " " in name or seated
            entity = owners.get(phrase) if whole else small.meant(phrase)
            if entity := entity or (organs.get(phrase) if whole or phrase in _BOARDS else None):
                extra.append(Ref(span.start, span.end, "institution", entity, Form.GENERIC))
                small.name(entity)
        for ref in here:
            small.name(ref.entity)
        found[block.index] = without([*_possessed(block, names[block.index]), *extra], names[block.index])
    return found


def _possessed(block: Block, names: Iterable[Ref]) -> Iterator[Ref]:
    """ "The nuclear watchdog's 35-nation | board": the organ so called of the organisation named before it."""
    for ref in names:
        rest = block.doc[ref.end : ref.end + 10].text
        told = _POSSESSIVE.match(rest)
        organs = _organs().get(ref.entity, ()) if told else ()
        called = ((phrase, organ.entity.id) for organ in organs for phrase in _phrases(organ.entity.id))
        for phrase, organ in sorted(called, key=lambda pair: -len(pair[0])):
            start = block.doc[ref.end].idx + (told.end() if told else 0)
            span = block.doc.char_span(start, start + len(phrase))
            if span is not None and span.text.lower() == phrase and block.doc[span.end : span.end + 1].text != "of":
                yield Ref(span.start, span.end, "institution", organ, Form.GENERIC)
                break


_POSSESSIVE = re.compile(r"['’]s (?:\w+-(?:member|nation|strong|country|state) )?")


def _after_country(span: Span, names: Sequence[Ref]) -> bool:
    """ "The delegate of Chile, | Council President": listed with the country, as it would seem."""
    return any(ref.kind == "country" and ref.end == span.start - 1 for ref in names)


def _owners(named: Counter[str]) -> dict[str, str]:
    """By short name, the body named most often that is called so: one of states before a society ("the Committee")."""
    rows = institutions()
    called = [(entity, count) for entity, count in reversed(named.most_common()) if entity in rows]
    ranked = sorted(called, key=lambda item: (rows[item[0]].kind != "ngo", item[1]))
    return {phrase: entity for entity, _ in ranked for phrase in _phrases(entity)}


class _Small:
    """What "the council", "the bloc" in small letters means: the one body so called, or the one named so far."""

    def __init__(self, named: Mapping[str, int]) -> None:
        self._so_far: dict[str, list[str]] = defaultdict(list)
        self._alone: dict[str, str] = {}
        times: dict[str, dict[str, int]] = defaultdict(dict)
        for entity, count in named.items():
            for phrase in self._of(entity):
                times[phrase][entity] = count
        for phrase, counts in times.items():
            (first, most), *others = sorted(counts.items(), key=lambda item: -item[1])
            if not others or most >= 2 * others[0][1]:
                self._alone[phrase] = first

    def name(self, entity: str) -> None:
        """The article goes on to name a body."""
        for phrase in self._of(entity):
            if entity not in self._so_far[phrase]:
                self._so_far[phrase].append(entity)

    def meant(self, phrase: str) -> str | None:
        """The body that the phrase means here, or None where it may be either of two."""
        if phrase in self._alone:
            return self._alone[phrase]
        so_far = self._so_far[phrase]
        return so_far[0] if len(so_far) == 1 else None

    @staticmethod
    def _of(entity: str) -> Iterator[str]:
        row = institutions().get(entity)
        return _phrases(entity) if row and row.kind in ("organ", "igo", "armed group") else iter(())


def _phrases(entity: str) -> Iterator[str]:
    """The short names of a body of the tables, in small letters and without "the"."""
    row = institutions().get(entity)
    if row:
        for phrase in (*row.generic, *_GROUPS.get(row.kind, ())):
            yield phrase.lower().removeprefix("the ")


def _organs_of(named: Mapping[str, int]) -> dict[str, str]:
    """By short name, the organs of organisations that an article names, where it can be no other's: "the board"."""
    found: dict[str, set[str]] = defaultdict(set)
    for entity in named:
        for organ in _organs().get(entity, ()):
            for phrase in _phrases(organ.entity.id):
                if " " in phrase or phrase in _BOARDS:
                    found[phrase].add(organ.entity.id)
    return {phrase: organs.pop() for phrase, organs in found.items() if len(organs) == 1}


@functools.cache
def _organs() -> Mapping[str, Sequence[Known]]:
    """By organisation, its organs, but for the United Nations', whose names are all alike."""
    found = defaultdict(list)
    for row in institutions().values():
        if row.parent and row.kind == "organ" and row.parent != UNITED_NATIONS:
            found[row.parent].append(row)
    return found


_BOARDS = frozenset({"board"})
"""Words in small letters that mean an organ where only its organisation is named."""
_SITTING = r"(?:meeting|session|debate|member|briefing|chamber|vote)s?\b"
"""After a short name without "the", these say that a body is meant: "a council meeting"."""
_OFFICERS = r"(?:Vice-? ?)?(?:Chair|Chairman|Chairperson|Chairwoman|President|Rapporteur)\b"
"""After a short name in apposition: "Ana Ruiz, | Committee Chairperson"."""
_GROUPS = {"armed group": ("group", "movement", "militant group", "militia group", "Islamist group", "rebel group")}
"""What bodies of a kind are called without being named."""
