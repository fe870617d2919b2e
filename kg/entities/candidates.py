"""Runs of capitalised words that may be people's names, and whether a title or an office says that they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from kg.entities.names import PARTICLES, fold
from kg.entities.spans import Form, Ref, is_placed
from kg.entities.territories import territories
from kg.entities.words import words
from kg.parse import Block, BlockKind

ORGANIZATION_HEADS = words("not_person_last")
"""Last words that make a run of capitals an organisation, never a person."""
HONORIFICS = words("honorifics")
_THINGS_FIRST = words("not_person_first")
HEADS = words("organization_heads")
_PERSON_NOUNS = words("person_nouns")
_HUMAN_VERBS = words("human_verbs")
_HUMAN_NOUNS = words("nouns_of_death") | words("nouns_of_leaving") | words("human_nouns")
_MONTH_NAMES = words("month_names")
NOT_NAMES = words("not_person_parts")
_TITLE_END = re.compile(r"[.’']s$")


def is_name_token(token: Token) -> bool:
    """A capitalised word that can be part of a person's name."""
    text = token.text
    if not text[0].isupper() or fold(text).strip(".") in NOT_NAMES:
        given = token.i > 0 and token.nbor(-1).is_title and token.nbor(-1).pos_ == "PROPN"
        if not (fold(text) in _MONTH_NAMES and given and token.is_title):
            return False
    letters = text.replace("'", "").replace(".", "").replace("’", "")
    if not letters.isalpha() or (len(letters) > 3 and letters.isupper()):
        return False
    return token.pos_ in ("PROPN", "NOUN", "ADJ", "X", "INTJ", "VERB", "ADV", "ADP") or token.ent_type_ == "PERSON"


def candidates(block: Block, taken: Sequence[Ref], offices: Sequence[Ref]) -> Iterator[tuple[int, int, bool]]:
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
            thing = end < len(doc) and doc[end].is_title and fold(doc[end].text) in NOT_NAMES
            thing = thing or (end - start > 1 and doc[end - 1].lower_ in ORGANIZATION_HEADS)
            thing = thing or _is_thing(doc, start, end)
            strong = strong or (end - start > 1 and _lives(doc, start, end))
            if not thing and doc[start:end].text not in territories() and (strong or ner or (end - start > 1 and _propn(doc, start, end))):
                yield start, end, strong
        i = end


def _is_thing(doc: Doc, start: int, end: int) -> bool:
    """A storm, a ship or a street: "Hurricane | Ana", "County Mayo"; a company: "SpaceX"."""
    first = {doc[start].lower_.strip(".")} | ({doc[start - 1].lower_.strip(".")} if start else set())
    if first & _THINGS_FIRST and doc[start].text != doc[start].text.upper():
        return True
    name = doc[end - 1].text
    return end - start == 1 and re.search(r"[a-z][A-Z]", re.sub(r"^(?:Mc|Mac|De|Di|La|Le|Van|Fitz)", "", name)) is not None


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
        elif _second_syllable(doc, j):
            end = j + 1
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


def _second_syllable(doc: Doc, j: int) -> bool:
    """The small second half of a Chinese or Korean given name: "Hoi-kwan Yu", "Kim Yo-jong"."""
    joined = j > 1 and doc[j - 1].text == "-" and not doc[j - 1].whitespace_ and not doc[j - 2].whitespace_
    if not joined or not doc[j].is_alpha or not doc[j].is_lower or len(doc[j]) > 6:
        return False
    return doc[j - 2].is_title and (doc[j].pos_ == "PROPN" or {doc[j - 2].ent_type_, doc[j].ent_type_} == {"PERSON"})


def _skip_honorifics(doc: Doc, start: int, end: int) -> int:
    """Where the name itself begins: after "Mr.", and after "New Jersey Gov."."""
    for i in range(end - 2, start, -1):
        if doc[i].text.endswith(".") and fold(doc[i].text).strip(".") in HONORIFICS:
            return i + 1
    while start < end and fold(doc[start].text).strip(".") in HONORIFICS:
        start += 1
    return start


def _is_strong(
    doc: Doc, start: int, end: int, run: int, office_ends: set[int], taken: Sequence[Ref], offices: Sequence[Ref]
) -> bool:
    """A title or an office before the name, an office in apposition after it, or "(Country) said"."""
    if run < start or (run in office_ends and doc[run - 1].text != "," and not _in_a_place(doc, run, offices)):
        return True
    if run in office_ends and end - start > 1:
        return True
    after = doc[end : end + 1].text
    if end - start > 1 and _speaks_for(doc, start, end, taken):
        return True
    countries = {ref.start for ref in taken if ref.kind == "country"}
    if end - start > 1 and after == "of" and offices and {end + 1, end + 2} & countries:
        return True
    if end - start < 2 or after not in (",", "("):
        return False
    if after == "," and doc[end + 1 : end + 2].text.lower() in ("a", "an") and _apposed_person(doc, end - 1):
        return True
    if after == "," and any(t.lower_ in _PERSON_NOUNS for t in _until_mark(doc, end + 1)):
        return True
    if after == "," and doc[end + 1 : end + 2].text == "who":
        return True
    near = {ref.start for ref in offices} | {ref.start for ref in taken}
    skip = 1 + (doc[end + 1 : end + 2].text.lower() in ("the", "a", "an"))
    following = end + skip
    if after == "(":
        closes = doc[end : end + 12].text.find(")")
        return following in {r.start for r in taken if r.kind == "country"} and closes > 0
    if following in {ref.start for ref in offices}:
        return True
    return following in near and any(0 <= ref.start - following <= 4 for ref in offices)


def _until_mark(doc: Doc, start: int) -> Span:
    """The next words, four at most, up to a mark or a verb."""
    stop = next((t.i for t in doc[start : start + 4] if t.is_punct or t.pos_ in ("VERB", "AUX")), start + 4)
    return doc[start : min(stop, len(doc))]


def _speaks_for(doc: Doc, start: int, end: int, taken: Sequence[Ref]) -> bool:
    """ "Italy's | Ana Ruiz said", `"…," | Ana Ruiz said`, `"…," said | Ana Ruiz`: who is no body by the last word."""
    if any(t.lower_ in HEADS | ORGANIZATION_HEADS or not t.is_title for t in doc[start:end] if t.is_alpha):
        return False
    says = end < len(doc) and doc[end].lemma_ in _SAYING
    countries = {ref.end for ref in taken if ref.kind == "country"}
    if doc[start - 1 : start].text in ("'s", "'") and start - 1 in countries:
        return says or doc[end : end + 1].text == ","
    if doc[start - 1 : start].text == '"':
        return says
    return start > 1 and doc[start - 1].lemma_ in _SAYING and doc[start - 2].text == '"'


_SAYING = frozenset("say tell add warn write".split())


def _in_a_place(doc: Doc, run: int, offices: Sequence[Ref]) -> bool:
    """ "in Sultan | Kudarat", "in Prince | George": a town."""
    starts = [ref.start for ref in offices if ref.end == run and ref.end - ref.start == 1]
    return any(is_placed(doc, start) for start in starts)


def _lives(doc: Doc, start: int, end: int) -> bool:
    """A name that resigns, dies or marries, or whose resignation or death is told of."""
    verb = doc[end - 1].head
    particle = any(t.lower_ in PARTICLES and t.is_lower for t in doc[start + 1 : end - 1])
    if particle and doc[end - 1].dep_ == "nsubj" and not any(t.lower_ in HEADS for t in doc[start:end]):
        return True
    if doc[end - 1].dep_ in ("nsubj", "nsubjpass") and verb.lemma_.lower() in _HUMAN_VERBS:
        return True
    labels = {t.ent_type_ for t in doc[start:end]}
    if doc[end - 1].dep_ == "nsubj" and verb.lemma_ in ("say", "tell", "add") and labels <= {"GPE", "PERSON", "", "LOC"}:
        return not any(t.lower_ in ORGANIZATION_HEADS or t.lower_ in HEADS for t in doc[start:end])
    return start > 1 and doc[start - 1].lower_ in ("of", "by") and doc[start - 2].lower_ in _HUMAN_NOUNS


def _apposed_person(doc: Doc, name: int) -> bool:
    """ "Ana Ruiz, an engineer from Chile": a common noun in apposition that is no organisation and no place."""
    return any(c.dep_ == "appos" and c.tag_ == "NN" and c.lower_ not in _THINGS for c in doc[name].children)


_THINGS = words("apposed_things")


def surface(doc: Doc, start: int, end: int) -> str:
    """The name as written, without brackets and possessive."""
    text = doc[start:end].text.replace("[", "").replace("]", "")
    return " ".join(_TITLE_END.sub("", text).split())
