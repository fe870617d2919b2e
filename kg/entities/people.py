"""Named people: blocks → clusters of names, one per person, and the spans that name them.

The recogniser's label for a name is settled over the whole article: one titled or apposed occurrence, or a
majority of PERSON labels, makes every occurrence a person.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from spacy.tokens import Doc

from kg.entities.candidates import NOT_NAMES, POST_NOMINALS
from kg.entities.names import PARTICLES, compatible, fold, name_tokens, surname
from kg.entities.other_names import other_names
from kg.entities.person_votes import Votes, names_of_people
from kg.entities.spans import Form, Ref
from kg.entities.words import words
from kg.parse import Block

_NO_PERSON_BEFORE = words("after_person_modifier")


@dataclass(slots=True)
class Person:
    """A cluster of names. ``key`` is the id local to the article; ``names`` counts the forms seen.

    ``others`` are those names among them that somebody was born with or bears beside the one used of him or her.
    """

    key: str
    tokens: tuple[str, ...]
    names: Counter[str] = field(default_factory=Counter)
    others: set[str] = field(default_factory=set)

    @property
    def label(self) -> str:
        """The fullest form, the commoner one first."""
        return max(self.names.keys() - self.others, key=lambda n: (len(name_tokens(n)), self.names[n], n))


def find_people(
    blocks: Sequence[Block], taken: Mapping[int, Sequence[Ref]], offices: Mapping[int, Sequence[Ref]]
) -> tuple[list[Person], dict[int, list[Ref]]]:
    """The people of an article and the spans of each block that name them.

    Args:
        blocks: the article's blocks.
        taken: by block index, the names of countries and institutions already found.
        offices: by block index, the offices found.
    """
    people = _clusters(names_of_people(blocks, taken, offices))
    _join_other_names(blocks, people)
    index = _aliases(people)
    refs = {}
    for block in blocks:
        posts = [ref for ref in offices[block.index] if ref.end - ref.start > 1]
        found = _scan(block, index, taken[block.index], {ref.end for ref in offices[block.index]})
        refs[block.index] = [ref for ref in found if not _inside(ref, posts)]
    _choose_latest(blocks, refs)
    return people, refs


def _inside(ref: Ref, offices: Sequence[Ref]) -> bool:
    """One word of a longer office: "Minority" of "Minority Leader"."""
    return ref.end - ref.start == 1 and any(ref.overlaps(office) for office in offices)


def _clusters(votes: Mapping[tuple[str, ...], Votes]) -> list[Person]:
    """One person per compatible set of names, fuller names first."""
    people: list[Person] = []
    for tokens, vote in sorted(votes.items(), key=lambda item: (-len(item[0]), item[0])):
        owners = [p for p in people if compatible(p.tokens, tokens)]
        if len(owners) > 1:
            owners = [p for p in owners if p.tokens[-1] == tokens[-1]][:1] if len(tokens) > 1 else owners
        if not owners and len(tokens) == 1:
            owners = [p for p in people if p.tokens[0] == tokens[0]]
            owners = owners if len(owners) == 1 else []  # "Mr Moon" is "Moon Jae-in"
        if not owners:
            owners = [Person(f"person/{len(people)}", tokens)]
            people.append(owners[0])
        if len(tokens) > 1 or len(owners) == 1:  # a surname of several is no name of one
            owners[0].names.update(vote.surface)
    return people


def _join_other_names(blocks: Sequence[Block], people: list[Person]) -> None:
    """Make one of two people where the article says that one name is the other's: "Ruiz was born Ana Berg"."""
    for block in blocks:
        for name, other, text in other_names(block.doc):
            index = _aliases(people)
            owners = next((index[name[k:]] for k in range(len(name)) if name[k:] in index), [])
            bearers = index.get(other, [])
            if len(owners) == len(bearers) == 1 and owners[0] is not bearers[0]:
                owners[0].names.update(bearers[0].names)
                owners[0].others |= set(bearers[0].names)
                people.remove(bearers[0])
            elif len(owners) == 1 and not bearers and text:
                owners[0].names[text] += 1
                owners[0].others.add(text)


def _aliases(people: Sequence[Person]) -> dict[tuple[str, ...], list[Person]]:
    index: dict[tuple[str, ...], list[Person]] = defaultdict(list)
    for person in people:
        forms = {name_tokens(name) for name in person.names} | {person.tokens}
        forms |= {surname(form) for form in list(forms) if len(form) > 1}
        forms |= {(form[-1],) for form in list(forms)} - {(p,) for p in PARTICLES}
        given = person.tokens[: -len(surname(person.tokens))]
        if len(given) > 1 and len(given[-1]) > 3 and given[-1] not in PARTICLES:
            forms |= {given[-1:], (given[0], given[-1])}  # "Ana Vega" is "Ana Vega Ruiz", "Vega" "Ana Eva Vega da Ruiz"
        first = person.tokens[0]
        if len(person.tokens) > 2 or (len(person.tokens) == 2 and (len(first) > 4 or first in _FAMILY_FIRST)):
            forms.add((person.tokens[0],))
        for form in forms:
            if len(form) == 1 and re.fullmatch("[ivx]+", form[0]) and form[0] not in _FAMILY_FIRST:
                continue  # "II" names nobody
            family = len(form) == 1 and form[0] == fold(person.tokens[-1]) and len(person.tokens) > 1
            if all(form) and (family or fold(" ".join(form)) not in NOT_NAMES) and person not in index[form]:
                index[form].append(person)
    return index


_FAMILY_FIRST = words("family_names_first")
_HUMAN = words("human_verbs") | words("quotation_cues")


def _words(doc: Doc) -> list[tuple[int, int, str]]:
    """(start, end, folded) of the whitespace words' name parts, hyphenated words as one."""
    words = []
    i = 0
    while i < len(doc):
        j = i + 1
        while j + 1 < len(doc) and doc[j].text == "-" and not doc[j].whitespace_ and not doc[j - 1].whitespace_:
            j += 2
        words.append((i, j, fold(doc[i:j].text).strip(".,'")))
        i = j
    return words


def _scan(
    block: Block, index: Mapping[tuple[str, ...], list[Person]], taken: Sequence[Ref], office_ends: set[int]
) -> Iterator[Ref]:
    doc = block.doc
    used = {i for ref in taken for i in range(ref.start, ref.end)}
    words = [word for word in _words(doc) if word[2] not in ("[", "]")]
    k = 0
    while k < len(words):
        best = None
        for width in range(1, 7):
            part = words[k : k + width]
            if len(part) < width or not used.isdisjoint(range(part[0][0], part[-1][1])):
                break
            if tuple(w[2] for w in part) in index:
                best = part
        titled = best is not None and best[0][0] in office_ends
        if best and _names_a_person(doc, best[0][0], best[-1][1], len(best), titled=titled):
            people = index[tuple(w[2] for w in best)]
            start = _from_title(doc, best[0][0], used)
            end = best[-1][1]
            end += end < len(doc) and end not in used and doc[end].text in POST_NOMINALS  # "Ana Ruiz | QC"
            yield Ref(start, end, "person", "|".join(p.key for p in people))
            k += len(best)
        else:
            k += 1


def _from_title(doc: Doc, start: int, used: set[int]) -> int:
    """Where the mention begins: "Mr. | Ruiz", "[ | Ana] Ruiz"."""
    if start and doc[start - 1].text == "[":
        return start - 1
    first = start
    while first and first - 1 not in used:
        before = first - 1
        if doc[before].text == "." and before and not doc[before - 1].whitespace_:
            before -= 1  # "Col." is two tokens
        if not doc[before].is_title or fold(doc[before].text).strip(".") not in _TITLES:
            break
        if before and doc[before - 1].lower_ == "crown":
            break  # "Crown Prince | Ruiz": an office
        first = before
    return first


_FOR_A_SEAT = ("member for", "members for", "mp for", "mps for", "senator for", "deputy for")
_TITLES = words("plain_titles")


def _names_a_person(doc: Doc, start: int, end: int, width: int, *, titled: bool) -> bool:
    first = doc[start]
    if width == 1 and re.fullmatch("[IVX]+", first.text):
        return False  # "II", but "Xi"
    if not first.text[0].isupper() and not (first.lower_ in PARTICLES and end - start > 1):
        return False
    if doc[max(start - 2, 0) : start].text.lower() in _FOR_A_SEAT:
        return False  # "the member for | Temotu Vatud"
    following = doc[end].lower_ if end < len(doc) else ""
    if following in _NO_PERSON_BEFORE:
        return False
    after = doc[end] if width == 1 and end < len(doc) else None
    if after is not None and after.text in ("-", "&") and not after.whitespace_:
        return False
    if after is not None and after.is_title and after.pos_ == "PROPN" and after.ent_type_ == "PERSON":
        return False  # the first part of another, longer name
    if width == 1 and fold(first.text) in NOT_NAMES:
        says = end < len(doc) and doc[end].tag_ in ("VBD", "VBZ") and doc[end].lemma_ in _HUMAN
        return first.is_title and (says or (first.dep_ == "nsubj" and first.head.lemma_ in _HUMAN))  # "| May said"
    before = doc[start - 1] if width == 1 and start else None
    if before is None or titled or fold(before.text).strip(".") in _TITLES:
        return True  # "met Mr | Berg", "King | Omar", which the recogniser may take for one name
    return not (before.is_title and before.pos_ == "PROPN" and before.ent_type_ == "PERSON")


def _choose_latest(blocks: Iterable[Block], refs: dict[int, list[Ref]]) -> None:
    """Where a surname fits several people, the one named last before it in full is meant, but no parent or child."""
    latest: dict[str, int] = {}
    clock = 0
    for block in blocks:
        chosen = []
        for ref in refs[block.index]:
            clock += 1
            keys = ref.entity.split("|")
            key = max(keys, key=lambda k: (latest.get(k, -1), k))
            if len(keys) == 1 and ref.end - ref.start > 1 and not (latest and _is_kin(block.doc, ref)):
                latest[key] = clock
            chosen.append(Ref(ref.start, ref.end, ref.kind, key, Form.NAME))
        refs[block.index] = chosen


def _is_kin(doc: Doc, ref: Ref) -> bool:
    """ "His parents, Tomas | Ruiz and Mei | Ruiz", "Ana | Ruiz, his wife": told as somebody's family."""
    first = max(ref.start - _KIN_BACK, doc[ref.start].sent.start)
    around = [*doc[first : ref.start], *doc[ref.end : ref.end + 3]]
    return any(a.tag_ == "PRP$" and b.lower_ in _KIN for a, b in pairwise(around))


_KIN_BACK = 8
"""Tokens back from a name in which "his parents" is looked for."""
_KIN = frozenset("brother children daughter father husband mother parents sister son widow wife".split())
