"""Runs of capitalised words that may name an institution, and whether a head noun or the recogniser says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Token

from kg.entities.acronyms import own_acronym
from kg.entities.organization_doubts import is_cut, is_listed_as_a_place, is_one_of, names_no_body, names_states
from kg.entities.organization_evidence import (
    acts,
    beside_its_like,
    cited,
    has_officers,
    introduced,
    is_camel,
    speaks,
)
from kg.entities.organization_runs import (
    COMPANY_FORMS,
    FOUNDED,
    HEADS,
    LINKS,
    capitals,
    is_acronym,
    is_cause,
    is_foreign,
)
from kg.entities.organization_told import told_a_body, told_a_party
from kg.entities.spans import Ref, is_honorific
from kg.entities.tables import known
from kg.entities.words import words
from kg.parse import Block

_OFFICE = re.compile(r"(?:(?:First|Prime|Foreign|Deputy|Vice) )*(?:Minister|President|Ambassador|Chancellor) of ")
"""How an office's name begins: "First Minister of Scotland Ana Ruiz" is no organisation."""


class Candidate(NamedTuple):
    """A run of capitalised words: whether it surely names an institution, and whether the words beside it say so.

    ``sure`` is None for one that names none there.
    """

    start: int
    end: int
    sure: bool | None
    told: bool


def candidates(block: Block, taken: Sequence[Ref]) -> Iterator[Candidate]:
    """Runs of capitalised words around an organisation's head noun, or labelled ORG."""
    doc = block.doc
    blocked = {
        i for ref in taken if ref.kind not in ("country", "institution", "place") for i in range(ref.start, ref.end)
    }
    i = 0
    while i < len(doc):
        run = capitals(doc, i, blocked)
        if run is None:
            i += 1
            continue
        start, end = _after_possessor(doc, *run), run[1]
        end = next((ref.end for ref in taken if ref.kind == "country" and start < ref.start < end < ref.end), end)
        start += _opens_with_a_deed(doc, start, end)
        start = _from_founder(doc, _from_first_half(doc, start), end, taken)
        told = told_a_body(doc, start, end)
        sure = None if _no_name(doc, start, end, taken, told=told) else _judged(doc, start, end, taken, told=told)
        yield Candidate(start, end, sure, told)
        i = end


def _no_name(doc: Doc, start: int, end: int, taken: Sequence[Ref], *, told: bool) -> bool:
    """An office, a storm, an initial, a place, or a country at the end of something else."""
    words = _words(doc, start, end)
    if _OFFICE.match(doc[start:end].text) or doc[start].lower_ in _NOT_FIRST or doc[start].lower_ in _BEFORE_NAMES:
        return True
    if start > 1 and doc[start - 1].is_digit and doc[start - 2].is_title and not doc[start - 2].is_sent_start:
        return True  # "a Level 1 | Trauma Center"
    if doc[max(end - 2, start) : end].text in _VENUES or (end - start == 1 and _is_numbered(doc, end)):
        return True
    if end - start == 1 and len(doc[start]) < 3 and not is_acronym(doc[start]):
        return True
    if len(words) == 1 and any(ref.kind == "place" and ref.start == start for ref in taken):
        return True
    if any(
        ref.kind == "country" and ref.start == start and doc[ref.end].lower_ in LINKS for ref in taken if ref.end < end
    ):
        return True  # "the | Russian Federation on Ukraine"
    if names_states(doc, start, end, taken):
        return True
    countries = {i for ref in taken if ref.kind == "country" for i in range(ref.start, ref.end)}
    if any(i in countries and i + 1 not in countries and doc[i + 1].lower_ == "and" for i in range(start, end - 1)):
        return True  # "of France and Council | President"
    rest = doc[next((r.end for r in taken if r.kind == "country" and r.start == start), end) : end]
    if len(rest) and all(t.lower_ in _PARTY_PEOPLE for t in rest):
        return True  # "Dutch | Green", "Finnish | Social Democrat": one of a party, not the party
    headed = _heads(doc, start, end) or is_foreign(doc, start, end) or told_a_party(doc, start, end)
    return start not in countries and end - 1 in countries and not headed and not told  # but "the firm | Tondar USA"


_PARTY_PEOPLE = words("party_people")


def _is_numbered(doc: Doc, end: int) -> bool:
    """ "Channel | 9", "Protocol | 2": one word with its number."""
    return end < len(doc) and doc[end].is_digit and doc[end].dep_ in ("nummod", "appos", "npadvmod", "conj", "pobj")


_VENUES = frozenset(
    f"{use} {house}"
    for use in ("Conference", "Convention", "Exhibition", "Shopping")
    for house in ("Center", "Centre", "Hall")
) | {"Opera House"}


def _opens_with_a_deed(doc: Doc, start: int, end: int) -> bool:
    """ "Proroguing | Parliament is lawful": the first word of the sentence has its capital from there."""
    verb = doc[start]
    return (
        bool(verb.is_sent_start) and verb.lower_.endswith("ing") and end - start == 2 and doc[start + 1].lower_ in ALONE
    )


def _from_first_half(doc: Doc, start: int) -> int:
    """Where the name begins that words before it open: "the High-level | Panel on …", "the All | Talca Congress"."""
    before = doc[max(start - 3, 0) : start]
    if doc[max(start - 2, 0) : start].text in ("The All", "the All"):
        return start - 1
    half = len(before) == 3 and before[1].text == "-" and before[0].is_title and before[2].is_lower
    return start - 3 if half and before[0].lower_ in _FIRST_HALVES else start


_FIRST_HALVES = frozenset("anti co counter cross high inter multi non trans".split())


def _from_founder(doc: Doc, start: int, end: int, taken: Sequence[Ref]) -> int:
    """Where the name begins if a person's stands right before it: "the | Ana Ruiz Children's Hospital"."""
    if doc[end - 1].lower_ not in FOUNDED or not doc[end - 1].is_title:
        return start
    founder = next((ref for ref in taken if ref.kind == "person" and ref.end == start), None)
    if founder is None or is_honorific(doc[founder.start]) or (founder.start and doc[founder.start - 1].is_title):
        return start
    return founder.start


def _words(doc: Doc, start: int, end: int) -> list[Token]:
    return [t for t in doc[start:end] if t.is_alpha and t.lower_ not in LINKS]


def _heads(doc: Doc, start: int, end: int) -> list[Token]:
    """The head nouns of a run of several words."""
    heads = [t for t in doc[start:end] if t.lower_ in HEADS and t.is_title]
    return heads if len(_words(doc, start, end)) > 1 else []


def _judged(doc: Doc, start: int, end: int, taken: Sequence[Ref], *, told: bool) -> bool | None:
    """Whether a run surely names an institution (True), may do so (False), or does not (None)."""
    inside = [ref.end for ref in taken if ref.kind == "institution" and start <= ref.start < end]
    words, heads = _words(doc, start, end), _heads(doc, start, end)
    if not inside and (told or _introduced(doc, start, end, taken) or _by_its_form(doc, start, end)):
        return True
    if not words or (len(words) == 1 and words[-1].lower_ in HEADS - ALONE):
        return None
    if words[-1].lower_ in _NOT_LAST and not (heads and _head_of(doc, heads[0], end)):
        return True if _project_speaks(doc, start, end) else None  # but "Ministry of Economy"
    ends_with_head = bool(heads) and (heads[-1].i == words[-1].i or _branch(heads[-1], end, taken))
    if inside and _of_another_place(doc, max(inside), end, taken):
        return True
    if any(head.i + 1 in inside and head.i + 1 < end and doc[head.i + 1].lower_ in LINKS for head in heads):
        return None  # "Security Council | on the Mission in Mali": two known names
    if inside:  # a known name, unless it is the first part of a longer one: "House | Intelligence Committee"
        longer = ends_with_head or (
            bool(heads)
            and (
                _committee_on(doc, heads[-1], end)
                or _mission_to(doc, heads[-1], end)
                or (heads[-1].i == max(inside) and _head_of(doc, heads[-1], end))  # "Al-Ahram | Center for …"
            )
        )
        if heads and _head_of(doc, heads[0], end) and inside[-1] == end and heads[0].i + 3 < end:
            return True  # "Permanent Council of the | Organization of American States"
        return True if longer and end > max(inside) else None
    org = sum(t.ent_type_ == "ORG" for t in words) * 2 > len(words)
    if heads and (ends_with_head or (org and not is_cut(doc, start, end, taken)) or _head_of(doc, heads[0], end)):
        return True
    if len(words) > 1 and own_acronym(doc, start, end):
        return True
    return _labelled(doc, start, end, taken, org=org)


def _of_another_place(doc: Doc, inside: int, end: int, taken: Sequence[Ref]) -> bool:
    """ "National Transitional Council | of Talca": not the body of a state that is called so in the tables."""
    own = any(ref.end == inside and (row := known(ref.entity)) and row.country for ref in taken)
    goes_on = doc[inside].text == "of" and inside + 2 <= end and doc[inside - 1].lower_ in HEADS
    return own and goes_on and not any(inside < ref.start < end for ref in taken)


def _introduced(doc: Doc, start: int, end: int, taken: Sequence[Ref]) -> bool:
    """By the noun beside it, or by its officers."""
    return introduced(doc, start, end) or has_officers(doc, start, end, taken) or told_a_party(doc, start, end)


def _by_its_form(doc: Doc, start: int, end: int) -> bool:
    """ "Partido Popular", "Tondar Ltd", "Workers Against the Plant", "Chile Red Cross"."""
    if is_foreign(doc, start, end) or (end - start > 1 and doc[end - 1].text in COMPANY_FORMS):
        return True
    national = end - start > 2 and doc[end - 2 : end].text in ("Red Cross", "Red Crescent", "General Staff")
    return national or any(is_cause(doc, i) for i in range(start + 1, end - 1))


def _labelled(doc: Doc, start: int, end: int, taken: Sequence[Ref], *, org: bool) -> bool | None:
    """The same for a run without a head noun, by the recogniser's label."""
    words = _words(doc, start, end)
    if end - start == 1 and (is_listed_as_a_place(doc, start) or (start and doc[start - 1].tag_ == "PRP")):
        return None  # "in Talca, | Curico and Linares", "it | ABSTAINS"
    if org and end - start == 1 and is_acronym(doc[start]):
        return acts(doc, start) or cited(doc, start)
    if org and len(words) > 1:
        return None if names_no_body(doc, start, end, taken) else _one_entity(doc, start, end)
    if words[-1].lower_ in ALONE:
        return True
    if org and end - start == 1 and not is_camel(doc[start]):
        return True if acts(doc, start) and (speaks(doc, start) or beside_its_like(doc, start)) else None
    return acts(doc, start) if org else None


def _project_speaks(doc: Doc, start: int, end: int) -> bool:
    """ "The Harbour Project | announced": a project that says something is who runs it."""
    own = end - start > 1 and doc[end - 1].lower_ in _PROJECTS and doc[start].is_title
    return own and speaks(doc, end - 1) and not is_one_of(doc, start, end)


_PROJECTS = frozenset("campaign initiative program programme project".split())


def _branch(head: Token, end: int, taken: Sequence[Ref]) -> bool:
    """ "Rights Coalition | Taiwan", "Transparency Watch | Georgia": a body's own country at the end of its name."""
    return any(ref.kind == "country" and ref.start == head.i + 1 and ref.end == end for ref in taken)


def _head_of(doc: Doc, head: Token, end: int) -> bool:
    """ "House of Commons", "League for the Defence of …": the head stands before "of" or "for"."""
    return head.i + 2 < end and doc[head.i + 1].lower_ in ("of", "for", "on")


def _committee_on(doc: Doc, head: Token, end: int) -> bool:
    """ "House Select Committee on …": the name goes on after its head noun."""
    return head.lower_ in ("committee", "subcommittee", "commission", "panel") and _head_of(doc, head, end)


def _mission_to(doc: Doc, head: Token, end: int) -> bool:
    """ "African Union Mission to …": the name goes on with the place of the mission."""
    return head.lower_ == "mission" and head.i + 2 < end and doc[head.i + 1].lower_ in ("to", "in")


def _after_possessor(doc: Doc, start: int, end: int) -> int:
    """In "Taiwan's Constitutional Court" the name begins after the possessive; not in "Talca Sheriff's Office"."""
    marks = [t.i for t in doc[start:end] if t.text in ("'s", "'") and t.tag_ == "POS"]
    marks = [i for i in marks if i == start or not _owns_in_name(doc, i)]
    return marks[-1] + 1 if marks else start


def _owns_in_name(doc: Doc, mark: int) -> bool:
    """ "Talca Sheriff|'s Office", "Prosecutor General|'s Office", "Talca Teachers|' Union"."""
    owner = doc[mark - 1].lower_
    return owner in _OWNERS_IN_NAMES or (owner in _OFFICERS and doc[mark + 1 : mark + 2].text == "Office")


def _one_entity(doc: Doc, start: int, end: int) -> bool:
    """True if the recogniser sees the run as one organisation, neither more nor less."""
    return any(ent.label_ == "ORG" and abs(ent.start - start) <= 1 and ent.end in (end, end + 1) for ent in doc.ents)


_OWNERS_IN_NAMES = words("people_of_associations") | frozenset(
    "sheriff attorney coroner prosecutor governor mayor marshal people peoples children writers employers".split()
)
_OFFICERS = frozenset("chancellor commissioner general minister ombudsman premier president secretary".split())
"""Whose office is a body: "the Prime Minister's Office"."""
ALONE = frozenset({"parliament", "congress", "senate"})
_BEFORE_NAMES = frozenset("of and to on in at by with from".split())
_NOT_LAST = words("not_organization_last")
_NOT_FIRST = words("not_organization_first")
