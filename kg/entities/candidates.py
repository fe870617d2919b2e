"""Runs of capitalised words that may be people's names, and whether a title or an office says that they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from kg.entities.names import PARTICLES, fold
from kg.entities.organization_evidence import after_media_noun
from kg.entities.person_doubts import is_other_name, is_thing
from kg.entities.person_evidence import ORGANIZATION_HEADS, PERSON_NOUNS, is_strong
from kg.entities.spans import Form, Ref, is_foreign_text
from kg.entities.tables import unmistakable
from kg.entities.territories import not_names, territories
from kg.entities.words import words
from kg.parse import Block, BlockKind

HONORIFICS = words("honorifics")
_FAMILY_FIRST = words("family_names_first")
_WEEKDAYS = words("weekdays")
_MONTH_NAMES = words("month_names")
NOT_NAMES = words("not_person_parts")
_TITLE_END = re.compile(r"[.’']s$")


def is_name_token(token: Token) -> bool:
    """A capitalised word that can be part of a person's name."""
    text = token.text
    if (text == "Christian" and token.ent_type_ == "PERSON") or _is_family(token.doc, token.i):
        return True
    if not text[0].isupper() or fold(text).strip(".") in NOT_NAMES:
        given = token.i > 0 and token.nbor(-1).is_title and token.nbor(-1).pos_ == "PROPN"
        surname = fold(text) in _MONTH_NAMES or (fold(text) in _ALSO_SURNAMES and _ends_a_person(token))
        if not (surname and given and token.is_title):
            return False
    if re.fullmatch("[IVX]+", text) and not (token.i and token.nbor(-1).is_title):
        return False  # a number of its own, not "Albert | II"
    letters = text.replace("'", "").replace(".", "").replace("’", "")
    if not letters.isalpha() or (len(letters) > 3 and letters.isupper()):
        return False
    if token.lower_ in _NUMBERS:
        return False
    return token.pos_ in ("PROPN", "NOUN", "ADJ", "X", "INTJ", "VERB", "ADV", "ADP") or token.ent_type_ == "PERSON"


def _ends_a_person(token: Token) -> bool:
    """ "Doris | Day": the second and last word of what the recogniser takes for a person's name."""
    if token.ent_type_ != "PERSON" or token.ent_iob_ != "I" or token.nbor(-1).ent_iob_ != "B":
        return False
    return token.i + 1 == len(token.doc) or token.nbor().ent_iob_ != "I"


_NUMBERS = frozenset("one two three four five six seven eight nine ten".split())
_ALSO_SURNAMES = frozenset({"day", "church", "english", "christian"})


def candidates(block: Block, taken: Sequence[Ref], offices: Sequence[Ref]) -> Iterator[tuple[int, int, bool]]:
    """(start, end, strong) of token runs that may be people's names."""
    doc = block.doc
    if block.kind in (BlockKind.TITLE, BlockKind.HEADING):
        yield from _named_last(doc, offices) if block.kind is BlockKind.TITLE else ()
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
            strong = is_strong(doc, start, end, i, office_ends, taken, offices)
            ner = any(t.ent_type_ == "PERSON" for t in doc[start:end])
            if (
                not _is_no_person(doc, start, end, strong=strong)
                and doc[start:end].text not in territories()
                and (strong or ner or (end - start > 1 and _propn(doc, start, end)))
            ):
                yield start, end, strong
        i = end


def _named_last(doc: Doc, offices: Sequence[Ref]) -> Iterator[tuple[int, int, bool]]:
    """ "Noon Briefing by the Spokesperson for Secretary-General | Ana Ruiz": whom a title ends with."""
    for office in offices:
        served = doc[max(office.start - 1, 0)].lower_ in ("for", "of") and doc[office.end - 1].lower_ == "general"
        if served and office.end < len(doc) and _run(doc, office.end, set()) == len(doc):
            yield office.end, len(doc), True


def _is_no_person(doc: Doc, start: int, end: int, *, strong: bool) -> bool:
    """A thing, a place or a body, by a word before, in or after the name."""
    after = fold(doc[end].text) if end < len(doc) and doc[end].is_title else ""
    if after in NOT_NAMES and after not in _WEEKDAYS:  # "Ana Ruiz Tuesday met"
        return True
    if end - start > 1 and (_last(doc, end).lower_ in ORGANIZATION_HEADS or is_foreign_text(doc, start)):
        return True
    if doc[start:end].text in ("Centre", "Center"):
        return True  # "the Democratic | Centre"
    if end - start == 2 and not strong and doc[end - 1].text in unmistakable():
        return True  # "Slava | Ukraine"
    known_otherwise = fold(doc[start:end].text) in not_names() or doc[end - 1].lower_ in _DOUBTFUL
    if not strong and (known_otherwise or is_other_name(doc, start, end)):
        return True
    if is_thing(doc, start, end) or _before_a_title(doc, start, end):
        return True
    return _ends_a_name(doc, start) or after_media_noun(doc, start)


_DOUBTFUL = words("doubtful_person_last")


def _last(doc: Doc, end: int) -> Token:
    """The last word of a run that a number may end: "World | War II"."""
    numbered = end > 1 and re.fullmatch("[IVX]+", doc[end - 1].text) is not None
    return doc[end - 1 - numbered]


def _before_a_title(doc: Doc, start: int, end: int) -> bool:
    """ "Gabriela | Rep. Ana Ruiz", "Belgut | MP Ana Ruiz": before a title, whose bearer's party or seat it is."""
    after = doc[end].text if end < len(doc) else ""
    if after in _OF_SEATS and end + 1 < len(doc):
        return end - start <= 2 and doc[end + 1].is_title and doc[end + 1].pos_ == "PROPN"
    return end - start == 1 and after.endswith(".") and fold(after).strip(".") in HONORIFICS


_OF_SEATS = ("MP", "MEP", "MLA", "MSP", "TD")


def _after_offices(doc: Doc, taken: Sequence[Ref], offices: Sequence[Ref]) -> set[int]:
    """Tokens where a name may follow an office: "Ambassador |", "Ambassador to the U.S. |", "director, |"."""
    ends = {ref.end for ref in offices}
    by_start = {ref.start: ref for ref in taken if ref.kind in ("country", "institution") and ref.form is Form.NAME}
    for end in list(ends):
        if doc[end : end + 1].text.lower() in ("to", "of", "for", "at", "on"):
            complement = by_start.get(end + 1) or (by_start.get(end + 2) if doc[end + 1].lower_ == "the" else None)
            if complement:
                ends.add(complement.end)
            elif stop := _comma_after_field(doc, end):
                ends.add(stop)
        if doc[end : end + 1].text.lower() in ("of", "for", "at", "in") and (stop := _comma_before_a_name(doc, end)):
            ends.add(stop)
    ends |= {t.i + 1 for t in doc if t.lower_ == "counterpart"}  # "his Chilean counterpart, | Ana Ruiz"
    return ends | {end + 1 for end in ends if doc[end : end + 1].text == ","}


POST_NOMINALS = words("post_nominals")


def _comma_after_field(doc: Doc, end: int) -> int | None:
    """Where the comma stands after an office with its field in small letters: "premier for foreign policy|,"."""
    for token in doc[end + 1 : end + 7]:
        if token.text == ",":
            return token.i
        if not token.is_lower or token.pos_ not in ("NOUN", "ADJ", "CCONJ"):
            return None
    return None


def _comma_before_a_name(doc: Doc, end: int) -> int | None:
    """The first comma in "A spokesman for Chile's mission to the United Nations|, Ana Ruiz, said"."""
    stop = next((t.i for t in doc[end : end + 12] if t.text == "," or t.pos_ not in _OF_NOUNS), 0)
    first = stop + 1
    last = next((t.i for t in doc[first : first + 5] if not t.is_title), first)
    return stop if stop and doc[stop].text == "," and last - first > 1 and doc[last].text == "," else None


_OF_NOUNS = frozenset({"NOUN", "ADJ", "PROPN", "PART", "ADP", "DET", "CCONJ"})


def _ends_a_name(doc: Doc, start: int) -> bool:
    """ "Movement for Democratic | Change": the end of an organisation's name."""
    before = doc[max(start - 3, 0) : start]
    if len(before) < 3 or before[0].lower_ not in _FOR_A_CAUSE or not before[0].is_title:
        return False
    return before[1].lower_ == "for" and before[2].is_title


_FOR_A_CAUSE = frozenset(
    "alliance campaign center centre coalition forum front league movement network party union".split()
)


def _in_brackets(doc: Doc, i: int) -> bool:
    """ "[Foreign Minister | Ana] Ruiz": what was put in ends inside the name."""
    before = [t.text for t in doc[max(i - 7, 0) : i]]
    return "[" in before and "]" not in before[before.index("[") :]


def _propn(doc: Doc, start: int, end: int) -> bool:
    return all(t.pos_ == "PROPN" for t in doc[start:end] if t.is_alpha and t.lower_ not in PARTICLES)


def _run(doc: Doc, i: int, used: set[int]) -> int | None:
    """The end of a run of name tokens that starts at i, particles and hyphens inside; or None."""
    first = doc[i]
    bracket = (first.text == "[" and i + 1 < len(doc) and is_name_token(doc[i + 1])) or _in_brackets(doc, i)
    titled = doc[i + 1 : i + 2].text == "[" and fold(first.text).strip(".") in HONORIFICS  # "Mr. [Omar] Haddad"
    bracket = bracket or titled
    particle = first.lower_ in ("al", "el") and doc[i + 1 : i + 2].text == "-"
    if (
        i in used
        or first.text in POST_NOMINALS
        or first.text == "]"
        or not (is_name_token(first) or bracket or particle)
        or (first.is_stop and first.lower_ not in PARTICLES and not _is_family(doc, i))
    ):
        return None
    if (
        first.is_sent_start
        and first.pos_ not in ("PROPN", "X")
        and first.ent_type_ != "PERSON"
        and not _is_family(doc, i)
    ):
        return None
    j, end = i, i + 1
    while j < len(doc) and j not in used:
        token = doc[j]
        if j > i and token.text in POST_NOMINALS:
            break
        if (
            is_name_token(token) and not (j > i and token.is_sent_start and not doc[j - 1].is_alpha)
        ) or _second_syllable(doc, j):
            end = j + 1
        elif token.text in ("[", "]") and bracket:
            end = j + 1 if token.text == "]" else end
        elif not _links_names(doc, i, j):
            break
        j += 1
        if token.text == "]" and j < len(doc) and not is_name_token(doc[j]):
            break
    while end > i + 1 and doc[end - 1].lower_ in PARTICLES | {"-"}:
        end -= 1
    return end


def _is_family(doc: Doc, i: int) -> bool:
    """ "| Do Mei-tan": a family name that is also a common word, before two syllables of a given name."""
    given = doc[i + 1 : i + 4]
    return len(given) == 3 and given[0].is_title and given[1].text == "-" and given[2].is_lower and doc[i].is_title


def _links_names(doc: Doc, i: int, j: int) -> bool:
    """A hyphen inside a name, or a particle: "de", "bin", but "La" begins a name."""
    token = doc[j]
    if token.text == "-":
        return not token.whitespace_ and j > i and not doc[j - 1].whitespace_
    return token.lower_ in PARTICLES and (token.is_lower or token.lower_ not in ("la", "le", "y", "du"))


def _second_syllable(doc: Doc, j: int) -> bool:
    """The small second half of a Chinese or Korean given name: "Hoi-kwan Yu", "Kim Yo-jong"."""
    joined = j > 1 and doc[j - 1].text == "-" and not doc[j - 1].whitespace_ and not doc[j - 2].whitespace_
    if not joined or not doc[j].is_alpha or not doc[j].is_lower or len(doc[j]) > 6:
        return False
    first = j - 2
    while first > 1 and doc[first].is_lower and doc[first - 1].text == "-":
        first -= 2  # "Chan-o-cha"
    family = first > 0 and fold(doc[first - 1].text) in _FAMILY_FIRST  # "Moon Jae-in"
    alike = doc[j].pos_ == "PROPN" or {doc[j - 2].ent_type_, doc[j].ent_type_} == {"PERSON"}
    return doc[first].is_title and (alike or family)


def _skip_honorifics(doc: Doc, start: int, end: int) -> int:
    """Where the name itself begins: after "Mr.", after "New Jersey Gov.", "New York Democrat", "Scientist"."""
    for i in range(end - 2, start, -1):
        if doc[i].text.endswith(".") and fold(doc[i].text).strip(".") in HONORIFICS:
            return i + 1
    for i in range(end - 3, start, -1):
        if doc[i].lower_ in _INNER_TITLES:
            return i + 1
    while start < end and fold(doc[start].text).strip(".") in HONORIFICS:
        start += 1
    if end - start > 2 and doc[start].text == "Grand" and doc[start + 1].lower_ in HONORIFICS:
        return start + 2  # "Grand Mufti | Omar Haddad"
    if end - start > 2 and doc[start].lower_ in PERSON_NOUNS:
        return start + 1
    if end - start > 2 and doc[start].lower_ in ORGANIZATION_HEADS and doc[max(start - 2, 0) : start].text == "of the":
        return start + 1  # "Speaker of the House | Ana Ruiz"
    if end - start > 2 and doc[start].lower_ in _WITHOUT_ARTICLE and doc[max(start - 1, 0)].lower_ == "of":
        return start + 1  # "Speaker of Parliament | Ana Ruiz"
    return start


_WITHOUT_ARTICLE = frozenset({"parliament", "congress"})
"""Bodies of which one speaks without an article."""


_INNER_TITLES = words("inner_titles")


def surface(doc: Doc, start: int, end: int) -> str:
    """The name as written, without brackets and possessive."""
    text = doc[start:end].text.replace("[", "").replace("]", "")
    return " ".join(_TITLE_END.sub("", text).split())
