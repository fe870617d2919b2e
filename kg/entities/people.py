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

from kg.entities import coref
from kg.entities.candidates import NOT_NAMES, POST_NOMINALS, candidates, surface
from kg.entities.names import PARTICLES, compatible, fold, name_tokens, surname
from kg.entities.person_evidence import ORGANIZATION_HEADS
from kg.entities.spans import Form, Ref, is_placed
from kg.entities.words import words
from kg.parse import Block, BlockKind

_NO_PERSON_BEFORE = words("after_person_modifier")


@dataclass(slots=True)
class Person:
    """A cluster of names. ``key`` is the id local to the article; ``names`` counts the forms seen."""

    key: str
    tokens: tuple[str, ...]
    names: Counter[str] = field(default_factory=Counter)

    @property
    def label(self) -> str:
        """The fullest form, the commoner one first."""
        return max(self.names, key=lambda n: (len(name_tokens(n)), self.names[n], n))


@dataclass(slots=True)
class _Votes:
    person: int = 0
    other: int = 0
    strong: int = 0
    subject: int = 0
    placed: int = 0
    opens: int = 0
    surface: Counter[str] = field(default_factory=Counter)


def find_people(
    blocks: Sequence[Block], taken: Mapping[int, Sequence[Ref]], offices: Mapping[int, Sequence[Ref]]
) -> tuple[list[Person], dict[int, list[Ref]]]:
    """The people of an article and the spans of each block that name them.

    Args:
        blocks: the article's blocks.
        taken: by block index, the names of countries and institutions already found.
        offices: by block index, the offices found.
    """
    votes: dict[tuple[str, ...], _Votes] = defaultdict(_Votes)
    for block in blocks:
        if block.kind is BlockKind.BOILERPLATE:
            continue
        for start, end, strong in candidates(block, taken[block.index], offices[block.index]):
            name = surface(block.doc, start, end)
            if not (tokens := name_tokens(name)):
                continue  # nothing of a name is left once titles and signs are gone
            vote = votes[tokens]
            vote.surface[name] += 1
            labels = {t.ent_type_ for t in block.doc[start:end]}
            if "NORP" in labels or (end - start == 1 and block.doc[start].tag_ == "NNPS"):
                continue
            vote.strong += strong
            vote.opens += bool(block.doc[start].is_sent_start)
            vote.placed += is_placed(block.doc, start)
            vote.subject += coref.is_subject(block.doc[end - 1])
            if "PERSON" in labels:
                vote.person += 1
            else:
                vote.other += 1
    words = {t.text for b in blocks for t in b.doc if t.is_lower} | _parts_of_bodies(blocks)
    people = _clusters(_accepted({k: v for k, v in votes.items() if len(k) > 1 or k[0] not in words}))
    index = _aliases(people)
    refs = {}
    for block in blocks:
        posts = [ref for ref in offices[block.index] if ref.end - ref.start > 1]
        refs[block.index] = [ref for ref in _scan(block, index, taken[block.index]) if not _inside(ref, posts)]
    _choose_latest(blocks, refs)
    return people, refs


def _inside(ref: Ref, offices: Sequence[Ref]) -> bool:
    """One word of a longer office: "Minority" of "Minority Leader"."""
    return ref.end - ref.start == 1 and any(ref.overlaps(office) for office in offices)


def _parts_of_bodies(blocks: Sequence[Block]) -> set[str]:
    """Folded words that stand before an organisation's last word: "Mahan" where the article has "Mahan Air"."""
    return {
        fold(one.text)
        for block in blocks
        for one, two in pairwise(block.doc)
        if two.is_title and two.lower_ in ORGANIZATION_HEADS
    }


def _accepted(votes: Mapping[tuple[str, ...], _Votes]) -> dict[tuple[str, ...], _Votes]:
    """Names that are people's; a single word needs a full name, a title, or the recogniser and no doubt."""
    full = {
        tokens: vote
        for tokens, vote in votes.items()
        if len(tokens) > 1
        and (vote.strong or (vote.person and vote.person >= vote.other and not (vote.placed and not vote.subject)))
    }
    surnames = {surname(tokens)[-1] for tokens in full} | {tokens[-1].split("-")[-1] for tokens in full}
    single = {
        tokens: vote
        for tokens, vote in votes.items()
        if len(tokens) == 1
        and (
            tokens[0] in surnames
            or vote.strong
            or (
                vote.person > vote.other
                and vote.subject
                and not vote.placed
                and len(tokens[0]) > 2
                and vote.opens < vote.person + vote.other
            )
        )
    }
    return full | single


def _clusters(votes: Mapping[tuple[str, ...], _Votes]) -> list[Person]:
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


def _aliases(people: Sequence[Person]) -> dict[tuple[str, ...], list[Person]]:
    index: dict[tuple[str, ...], list[Person]] = defaultdict(list)
    for person in people:
        forms = {name_tokens(name) for name in person.names} | {person.tokens}
        forms |= {surname(form) for form in list(forms) if len(form) > 1}
        forms |= {(form[-1],) for form in list(forms)} - {(p,) for p in PARTICLES}
        if len(person.tokens) > 2 and len(person.tokens[-2]) > 3 and person.tokens[-2] not in PARTICLES:
            forms |= {(person.tokens[-2],), (person.tokens[0], person.tokens[-2])}  # "Ana Vega" is "Ana Vega Ruiz"
        first = person.tokens[0]
        if len(person.tokens) > 2 or (len(person.tokens) == 2 and (len(first) > 4 or first in _FAMILY_FIRST)):
            forms.add((person.tokens[0],))
        for form in forms:
            if len(form) == 1 and re.fullmatch("[ivx]+", form[0]):
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


def _scan(block: Block, index: Mapping[tuple[str, ...], list[Person]], taken: Sequence[Ref]) -> Iterator[Ref]:
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
        if best and _names_a_person(doc, best[0][0], best[-1][1], len(best)):
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


_TITLES = words("plain_titles")


def _names_a_person(doc: Doc, start: int, end: int, width: int) -> bool:
    first = doc[start]
    if not first.text[0].isupper() and not (first.lower_ in PARTICLES and end - start > 1):
        return False
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
    if before is None or fold(before.text).strip(".") in _TITLES:
        return True  # "met Mr | Berg", which the recogniser may take for one name
    return not (before.is_title and before.pos_ == "PROPN" and before.ent_type_ == "PERSON")


def _choose_latest(blocks: Iterable[Block], refs: dict[int, list[Ref]]) -> None:
    """Where a surname fits several people, the one named last before it in full is meant."""
    latest: dict[str, int] = {}
    clock = 0
    for block in blocks:
        chosen = []
        for ref in refs[block.index]:
            clock += 1
            keys = ref.entity.split("|")
            key = max(keys, key=lambda k: (latest.get(k, -1), k))
            if len(keys) == 1 and ref.end - ref.start > 1:
                latest[key] = clock
            chosen.append(Ref(ref.start, ref.end, ref.kind, key, Form.NAME))
        refs[block.index] = chosen
