"""What speaks for a run of capitals being a person: a title, an office, what is said or told of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from kg.entities.names import PARTICLES
from kg.entities.spans import Ref, is_listed, is_placed
from kg.entities.territories import territories
from kg.entities.words import words

ORGANIZATION_HEADS = words("not_person_last")
"""Last words that make a run of capitals an organisation, never a person."""
_BODIES = words("organization_heads") | ORGANIZATION_HEADS
PERSON_NOUNS = words("person_nouns")
"""Nouns for people: "journalist", "wife"."""
_HUMAN_VERBS = words("human_verbs")
_HUMAN_NOUNS = words("nouns_of_death") | words("nouns_of_leaving") | words("human_nouns")


def is_strong(
    doc: Doc, start: int, end: int, run: int, office_ends: set[int], taken: Sequence[Ref], offices: Sequence[Ref]
) -> bool:
    """A title or an office before the name, an office in apposition after it, "(Country) said", what only people do.

    Args:
        doc: the block.
        start: where the name begins, after its titles.
        end: where it ends.
        run: where the run of capitals begins, titles included.
        office_ends: where a name may follow an office.
        taken: names of countries and institutions.
        offices: the offices of the block.
    """
    if run < start or (run in office_ends and doc[run - 1].text != "," and not _in_a_place(doc, run, offices)):
        return True
    if _is_kin(doc, start) or _is_named(doc, start, end):
        return True
    if end - start < 2:
        return False
    if doc[start:end].text in _NAMES_BY_TITLE or _beside_a_titled(doc, start, end, office_ends):
        return True
    if _is_after_people(doc, start):
        return True
    if run in office_ends or _speaks_for(doc, start, end, taken) or _lives(doc, start, end) or _is_aged(doc, end):
        return True
    if doc[end : end + 2].text == ", whose" and any(r.kind == "institution" and r.start == end + 2 for r in taken):
        return not any(t.lower_ in _BODIES for t in doc[start:end])  # "| Ana Ruiz, whose NATO …"
    after = doc[end : end + 1].text
    countries = {ref.start for ref in taken if ref.kind == "country"}
    if after == "of" and offices and {end + 1, end + 2} & countries:
        return True
    if after == "(":
        closes = doc[end : end + 12].text.find(")")
        following = end + 1 + (doc[end + 1 : end + 2].text.lower() in ("the", "a", "an"))
        return following in countries and closes > 0
    return after == "," and _apposed(doc, start, end, taken, offices)


def _is_after_people(doc: Doc, start: int) -> bool:
    """ "Committee member | Ana Ruiz", "one of them, | Ana Ruiz"."""
    if doc[max(start - 4, 0) : start].text.lower() in ("one of them,", "one of whom,"):
        return True
    return start > 0 and doc[start - 1].is_lower and _is_person_noun(doc[start - 1])


def _is_person_noun(token: Token) -> bool:
    in_law = token.lower_ == "law" and token.doc[max(token.i - 3, 0) : token.i].text == "-in-"
    return in_law or token.lower_ in PERSON_NOUNS or token.lower_.removesuffix("s") in PERSON_NOUNS | {"officer"}


def _is_kin(doc: Doc, start: int) -> bool:
    """ "His wife | Ana", "Ruiz's son, | Tomas", "his predecessor, | Ana Ruiz"."""
    noun = start - 1 - (start > 1 and doc[start - 1].text == ",")
    if noun < 1 or not _is_person_noun(doc[noun]) or doc[start].ent_type_ not in ("PERSON", "ORG", "GPE", ""):
        return False
    owners = [t for t in doc[max(noun - 6, 0) : noun] if t.dep_ == "poss" and t.head.i > noun - 5]
    comma = noun == start - 2
    return doc[start].pos_ == "PROPN" and bool(owners) and (not comma or doc[start].dep_ in ("appos", "compound"))


def _is_named(doc: Doc, start: int, end: int) -> bool:
    """ "A chef named | Tomas", "using the pseudonym | Tomas"; no dog, storm or ship."""
    if start and doc[start - 1].lower_ in ("alias", "pseudonym") and doc[start].is_title:
        return end - start == 1 and doc[start].ent_type_ in ("PERSON", "")
    if start < 2 or doc[start - 1].lower_ != "named" or any(t.ent_type_ != "PERSON" for t in doc[start:end]):
        return False
    return doc[start - 2].pos_ == "NOUN" and doc[start - 2].lower_ not in _NAMED_THINGS


_NAMED_THINGS = words("apposed_things") | words("works_and_things") | words("storms_and_craft") | words("pets")


def _is_aged(doc: Doc, end: int) -> bool:
    """ "Ana Ruiz, 39, told", "Ana Ruiz, the 88-year-old engineer"."""
    after = doc[end : end + 5]
    if len(after) < 3 or after[0].text != ",":
        return False
    if after[1].text.isdigit() and 10 <= int(after[1].text) < 106:
        return after[2].text in (",", ".", ";", "and", "of", "from", "who")
    first = end + 1 + (after[1].lower_ in ("a", "an", "the"))
    return re.match(r"\d+-year-old\b", doc[first : first + 5].text) is not None


_NAMES_BY_TITLE = ("Dalai Lama", "Panchen Lama", "Aga Khan")
"""Titles that are their bearer's name."""


def _beside_a_titled(doc: Doc, start: int, end: int, office_ends: set[int]) -> bool:
    """ "President Haddad and | Ana Ruiz": a name of two words, after "and" and a name with an office."""
    if start < 2 or doc[start - 1].lower_ != "and" or not all(t.is_title and t.is_alpha for t in doc[start:end]):
        return False
    if any(t.lower_ in _BODIES or t.ent_type_ in ("ORG", "GPE", "NORP", "LOC") for t in doc[start:end]):
        return False
    first = start - 2
    while first > 0 and first not in office_ends and doc[first].is_title:
        first -= 1
    return first in office_ends and doc[first].is_title and start - 1 - first < 4


def _apposed(doc: Doc, start: int, end: int, taken: Sequence[Ref], offices: Sequence[Ref]) -> bool:
    """After the comma: "who", "an engineer", "his wife", "the minister", "Chile's ambassador"; not "MEPs said"."""
    first = doc[end + 1 : end + 2].text.lower()
    if first in ("one", "two", "three", "several", "some"):
        return False
    if first == "who" or (first in ("a", "an") and _apposed_person(doc, end - 1)):
        return True
    if any(t.lower_ in PERSON_NOUNS for t in _until_mark(doc, end + 1)):
        return True
    following = end + 1 + (first in ("the", "a", "an"))
    several = doc[start - 1 : start].text == "and"
    posts = {ref.start for ref in offices if several or doc[_head(doc, ref)].tag_ not in ("NNS", "NNPS")}
    near = posts | {ref.start for ref in taken}
    return following in posts or (following in near and any(0 <= start - following <= 4 for start in posts))


def _head(doc: Doc, office: Ref) -> int:
    """ "| Minister for Foreign Affairs", "Prime | Minister": the last word before a preposition."""
    inside = range(office.start + 1, office.end)
    return next((i for i in inside if doc[i].lower_ in ("for", "of", "to")), office.end) - 1


def is_beside_a_person(doc: Doc, start: int, end: int) -> bool:
    """ "Ana Ruiz and | Tomas Berg", " | Tomas Berg and Ana Ruiz": beside a full name that the recogniser knows.

    So it is in "Ana Ruiz of Talca and | Tomas Berg | of Arica".
    """
    own = [t for t in doc[start:end] if t.lower_ not in PARTICLES]
    if not all(t.is_title and t.pos_ == "PROPN" and t.lower_ not in _BODIES for t in own):
        return False
    if end - start == 2 and is_listed(doc, start, end, lambda i: _is_of_a_person(doc[i])):
        return doc[start].text not in territories()
    pairs = []
    if doc[end : end + 1].text == "and":
        pairs.append(doc[end + 1 : end + 3])
    if start > 2 and doc[start - 1].text == "and":
        pairs.append(doc[start - 3 : start - 1])
    if start > 4 and doc[start - 1].text in ("and", ",") and doc[end : end + 1].text in ("of", "from"):
        of = next((i for i in range(start - 2, start - 6, -1) if not doc[i].is_title), 0)
        pairs = [doc[of - 2 : of]] if of > 1 and doc[of].text == doc[end].text and of < start - 2 else pairs
    if doc[start].text in territories() or any(t.lower_ in _BODIES for pair in pairs for t in pair):
        return False
    return any(len(pair) == 2 and all(_is_of_a_person(t) for t in pair) for pair in pairs)


def _is_of_a_person(token: Token) -> bool:
    """A word, or a particle, of what the recogniser takes for a person's name."""
    return token.ent_type_ == "PERSON" and (token.is_title or token.lower_ in PARTICLES)


def _until_mark(doc: Doc, start: int) -> Span:
    """The next words, four at most, up to a mark or a verb."""
    stop = next((t.i for t in doc[start : start + 4] if t.is_punct or t.pos_ in ("VERB", "AUX")), start + 4)
    return doc[start : min(stop, len(doc))]


def _speaks_for(doc: Doc, start: int, end: int, taken: Sequence[Ref]) -> bool:
    """ "Italy's | Ana Ruiz said", `"…," | Ana Ruiz said`, `"…," said | Ana Ruiz`: who is no body by the last word."""
    if any(t.lower_ in _BODIES or not t.is_title for t in doc[start:end] if t.is_alpha):
        return False
    says = end < len(doc) and doc[end].lemma_ in _SAYING
    countries = {ref.end for ref in taken if ref.kind == "country"}
    if doc[start - 1 : start].text in ("'s", "'") and start - 1 in countries:
        return says or doc[end : end + 1].text == ","
    says = says or (end < len(doc) and doc[end].lemma_ in _TALKING and doc[end].tag_ in ("VBD", "VBZ"))
    if doc[start - 1 : start].text == '"' or doc[max(start - 2, 0) : start].text == '",':
        return says
    return start > 1 and doc[start - 1].lemma_ in _SAYING | _TALKING and doc[start - 2].text == '"'


_SAYING = frozenset("say speak tell add warn write".split())
_TALKING = frozenset("answer ask continue joke lament quip recall recount remark remember reply".split())
"""Verbs that are people's rather than bodies' right beside direct speech."""


def _in_a_place(doc: Doc, run: int, offices: Sequence[Ref]) -> bool:
    """ "in Sultan | Kudarat", "in Prince | George": a town."""
    starts = [ref.start for ref in offices if ref.end == run and ref.end - ref.start == 1]
    return any(is_placed(doc, start) for start in starts)


def _lives(doc: Doc, start: int, end: int) -> bool:
    """A name that resigns, dies or marries, or whose resignation or death is told of."""
    verb = doc[end - 1].head
    particle = any(t.lower_ in PARTICLES and t.is_lower for t in doc[start + 1 : end - 1])
    if particle and doc[end - 1].dep_ == "nsubj" and not any(t.lower_ in _BODIES for t in doc[start:end]):
        return True
    if doc[end - 1].dep_ in ("nsubj", "nsubjpass") and verb.lemma_.lower() in _HUMAN_VERBS:
        return True
    labels = {t.ent_type_ for t in doc[start:end]}
    if (
        doc[end - 1].dep_ == "nsubj"
        and verb.lemma_ in ("say", "tell", "add")
        and (labels <= {"GPE", "PERSON", "", "LOC"} or doc[end : end + 1].text == "of")
    ):
        return not any(t.lower_ in _BODIES for t in doc[start:end])
    headed = start > 1 and doc[start - 1].lower_ == "by" and doc[start - 2].lower_ in ("headed", "chaired", "commanded")
    if headed and not any(t.lower_ in _BODIES or t.ent_type_ == "GPE" for t in doc[start:end]):
        return True  # "the commission, headed by | Ana Ruiz"
    if any(t.lower_ in _BODIES or t.ent_type_ in ("GPE", "NORP") for t in doc[start:end]):
        return False
    return start > 1 and doc[start - 1].lower_ in ("of", "by") and doc[start - 2].lower_ in _HUMAN_NOUNS


def _apposed_person(doc: Doc, name: int) -> bool:
    """ "Ana Ruiz, an engineer from Chile": a common noun in apposition that is no organisation and no place."""
    return any(c.dep_ == "appos" and c.tag_ == "NN" and c.lower_ not in _THINGS for c in doc[name].children)


_THINGS = words("apposed_things")
