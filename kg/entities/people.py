"""Named people: blocks → clusters of names, one per person, and the spans that name them.

The recogniser's label for a name is settled over the whole article: one titled or apposed occurrence, or a
majority of PERSON labels, makes every occurrence a person.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kg.entities import coref
from kg.entities.names import PARTICLES, compatible, fold, name_tokens, surname
from kg.entities.spans import Form, Ref
from kg.parse import Block, BlockKind

ORGANIZATION_HEADS = frozenset(
    "air airlines airways bank party office ministry council committee union agency corps force forces army company group "
    "institute foundation association federation commission reporter times post news herald".split()
)
"""Last words that make a run of capitals an organisation, never a person."""
HONORIFICS = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame lord lady hrh hh he prince princess sheikh sheikha ayatollah "
    "ambassador general gen colonel col major maj captain capt lieutenant lt admiral rev reverend bishop "
    "archbishop cardinal rabbi imam hon honourable judge justice sen senator rep secretary president democrat republican democratic labour liberal tory mp congressman congresswoman".split()
)
_MONTH_NAMES = frozenset("april may june august".split())
_NOT_NAMES = frozenset(
    "hospital monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december islam muslim christian jewish kurdish arab western european african asian "
    "internet twitter facebook youtube god brexit covid zoom charter earth english article chapter day summit treaty "
    "convention agreement protocol street river mountain university college hospital school church mosque airport "
    "states state member members rule council session assembly committee party ministry government administration department news press house".split()
)
_NO_PERSON_BEFORE = frozenset("administration regime government doctrine era family campaign foundation".split())
_TITLE_END = re.compile(r"[.’']s$")


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
        for start, end, strong in _candidates(block, taken[block.index], offices[block.index]):
            name = _surface(block.doc, start, end)
            vote = votes[name_tokens(name)]
            vote.surface[name] += 1
            labels = {t.ent_type_ for t in block.doc[start:end]}
            if "NORP" in labels or (end - start == 1 and block.doc[start].tag_ == "NNPS"):
                continue
            vote.strong += strong
            vote.placed += start > 0 and block.doc[start - 1].lower_ in ("in", "at", "near", "around", "outside")
            vote.subject += coref.is_subject(block.doc[end - 1])
            if "PERSON" in labels:
                vote.person += 1
            else:
                vote.other += 1
    words = {t.text for b in blocks for t in b.doc if t.is_lower}
    people = _clusters(_accepted({k: v for k, v in votes.items() if len(k) > 1 or k[0] not in words}))
    index = _aliases(people)
    refs = {block.index: list(_scan(block, index, taken[block.index])) for block in blocks}
    _choose_latest(blocks, refs, people)
    return people, refs


def is_name_token(token: Token) -> bool:
    """A capitalised word that can be part of a person's name."""
    text = token.text
    if not text[0].isupper() or fold(text).strip(".") in _NOT_NAMES:
        given = token.i > 0 and token.nbor(-1).is_title and token.nbor(-1).pos_ == "PROPN"
        if not (fold(text) in _MONTH_NAMES and given and token.is_title):
            return False
    letters = text.replace("'", "").replace(".", "").replace("’", "")
    if not letters.isalpha() or (len(letters) > 3 and letters.isupper()):
        return False
    return token.pos_ in ("PROPN", "NOUN", "ADJ", "X", "INTJ", "VERB", "ADV", "ADP") or token.ent_type_ == "PERSON"


def _candidates(block: Block, taken: Sequence[Ref], offices: Sequence[Ref]) -> Iterator[tuple[int, int, bool]]:
    """(start, end, strong) of token runs that may be people's names."""
    doc = block.doc
    if block.kind in (BlockKind.TITLE, BlockKind.HEADING):
        return  # headlines capitalise every word; names are looked for in the text and then found there too
    used = {i for ref in (*taken, *offices) for i in range(ref.start, ref.end)}
    office_ends = _after_offices(doc, taken, offices)
    i = 0
    while i < len(doc):
        end = _run(doc, i, used)
        if end is None:
            i += 1
            continue
        start = _skip_honorifics(doc, i, end)
        if start < end:
            strong = _is_strong(doc, start, end, i, office_ends, taken, offices)
            ner = any(t.ent_type_ == "PERSON" for t in doc[start:end])
            thing = end < len(doc) and doc[end].is_title and fold(doc[end].text) in _NOT_NAMES
            thing = thing or (end - start > 1 and doc[end - 1].lower_ in ORGANIZATION_HEADS)
            if not thing and (strong or ner or (end - start > 1 and _propn(doc, start, end))):
                yield start, end, strong
        i = end


def _after_offices(doc: Doc, taken: Sequence[Ref], offices: Sequence[Ref]) -> set[int]:
    """Tokens where a name may follow an office: "Ambassador |", "Ambassador to the U.S. |", "director, |"."""
    ends = {ref.end for ref in offices}
    by_start = {ref.start: ref for ref in taken if ref.kind in ("country", "institution") and ref.form is Form.NAME}
    for end in list(ends):
        if doc[end : end + 1].text.lower() in ("to", "of", "for", "at", "on"):
            complement = by_start.get(end + 1) or (by_start.get(end + 2) if doc[end + 1].lower_ == "the" else None)
            if complement:
                ends.add(complement.end)
    return ends | {end + 1 for end in ends if doc[end : end + 1].text == ","}


def _propn(doc: Doc, start: int, end: int) -> bool:
    return all(t.pos_ == "PROPN" for t in doc[start:end] if t.is_alpha and t.lower_ not in PARTICLES)


def _run(doc: Doc, i: int, used: set[int]) -> int | None:
    """The end of a run of name tokens that starts at i, particles and hyphens inside; or None."""
    first = doc[i]
    bracket = first.text == "[" and i + 1 < len(doc) and is_name_token(doc[i + 1])
    particle = first.lower_ in ("al", "el") and doc[i + 1 : i + 2].text == "-"
    if (
        i in used
        or not (is_name_token(first) or bracket or particle)
        or (first.is_stop and first.lower_ not in PARTICLES)
    ):
        return None
    if first.is_sent_start and first.pos_ not in ("PROPN", "X") and first.ent_type_ != "PERSON":
        return None
    j, end = i, i + 1
    while j < len(doc) and j not in used:
        token = doc[j]
        if is_name_token(token) and not (j > i and token.is_sent_start):
            end = j + 1
        elif token.text == "-" and not token.whitespace_ and j > i and not doc[j - 1].whitespace_:
            pass
        elif token.text in ("[", "]") and bracket:
            end = j + 1 if token.text == "]" else end
        elif token.lower_ not in PARTICLES or (token.lower_ in ("la", "le", "y", "du") and not token.is_lower):
            break
        j += 1
        if token.text == "]" and j < len(doc) and not is_name_token(doc[j]):
            break
    while end > i + 1 and doc[end - 1].lower_ in PARTICLES | {"-"}:
        end -= 1
    return end


def _skip_honorifics(doc: Doc, start: int, end: int) -> int:
    while start < end and fold(doc[start].text).strip(".") in HONORIFICS:
        start += 1
    return start


def _is_strong(
    doc: Doc, start: int, end: int, run: int, office_ends: set[int], taken: Sequence[Ref], offices: Sequence[Ref]
) -> bool:
    """A title or an office before the name, an office in apposition after it, or "(Country) said"."""
    if run < start or (run in office_ends and doc[run - 1].text != ","):
        return True
    if run in office_ends and end - start > 1:
        return True
    after = doc[end : end + 1].text
    countries = {ref.start for ref in taken if ref.kind == "country"}
    if end - start > 1 and after == "of" and offices and {end + 1, end + 2} & countries:
        return True
    if end - start < 2 or after not in (",", "("):
        return False
    near = {ref.start for ref in offices} | {ref.start for ref in taken}
    skip = 1 + (doc[end + 1 : end + 2].text.lower() in ("the", "a", "an"))
    following = end + skip
    if after == "(":
        closes = doc[end : end + 12].text.find(")")
        return following in {r.start for r in taken if r.kind == "country"} and closes > 0
    if following in {ref.start for ref in offices}:
        return True
    return following in near and any(0 <= ref.start - following <= 4 for ref in offices)


def _surface(doc: Doc, start: int, end: int) -> str:
    text = doc[start:end].text.replace("[", "").replace("]", "")
    return " ".join(_TITLE_END.sub("", text).split())


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
            or (vote.person > vote.other and vote.subject and not vote.placed and len(tokens[0]) > 2)
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
        if not owners:
            owners = [Person(f"person/{len(people)}", tokens)]
            people.append(owners[0])
        for owner in owners if len(tokens) == 1 else owners[:1]:
            owner.names.update(vote.surface)
    return people


def _aliases(people: Sequence[Person]) -> dict[tuple[str, ...], list[Person]]:
    index: dict[tuple[str, ...], list[Person]] = defaultdict(list)
    for person in people:
        forms = {name_tokens(name) for name in person.names} | {person.tokens}
        forms |= {surname(form) for form in list(forms) if len(form) > 1}
        forms |= {(form[-1],) for form in list(forms)} - {(p,) for p in PARTICLES}
        if len(person.tokens) > 2 or (len(person.tokens) == 2 and len(person.tokens[0]) > 4):
            forms.add((person.tokens[0],))
        for form in forms:
            if all(form) and fold(" ".join(form)) not in _NOT_NAMES and person not in index[form]:
                index[form].append(person)
    return index


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
            start = best[0][0] - (best[0][0] > 0 and doc[best[0][0] - 1].text == "[")
            yield Ref(start, best[-1][1], "person", "|".join(p.key for p in people))
            k += len(best)
        else:
            k += 1


def _names_a_person(doc: Doc, start: int, end: int, width: int) -> bool:
    first = doc[start]
    if not first.text[0].isupper() and not (first.lower_ in PARTICLES and end - start > 1):
        return False
    following = doc[end].lower_ if end < len(doc) else ""
    if following in _NO_PERSON_BEFORE:
        return False
    if width == 1 and end < len(doc) and doc[end].text in ("-", "&") and not doc[end].whitespace_:
        return False
    before = doc[start - 1] if start else None
    if (
        width == 1
        and before is not None
        and before.is_title
        and before.pos_ == "PROPN"
        and before.ent_type_ == "PERSON"
    ):
        return False  # part of another, longer name
    return True


def _choose_latest(blocks: Iterable[Block], refs: dict[int, list[Ref]], people: Sequence[Person]) -> None:
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
