"""Named institutions that no table lists: by pattern, by acronym, by the recogniser's settled label."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from kg.entities.acronyms import acronym_after, own_acronym, surface
from kg.entities.candidates import HONORIFICS
from kg.entities.local_bodies import local_bodies
from kg.entities.ministries import (
    is_a_states,
    label_of,
    owner_before,
    same_ministries,
    small_ministries,
)
from kg.entities.names import close, fold
from kg.entities.organization_candidates import ALONE, Candidate, candidates
from kg.entities.organization_doubts import things_in_brackets
from kg.entities.organization_evidence import introduced_medium, is_a_place, speaks
from kg.entities.organization_kinds import kind_of
from kg.entities.organization_runs import HEADS
from kg.entities.organization_same import apposed_to, named_in_full, other_name, same_key
from kg.entities.organization_scan import fold_words, scan
from kg.entities.organization_told import ships, sites, told_a_party, told_a_thing
from kg.entities.spans import Ref
from kg.entities.state_bodies import state_bodies
from kg.entities.tables import Known, is_parliament, known, slug
from kg.entities.territories import not_names, territory_told_of
from kg.parse import Block, BlockKind


@dataclass(slots=True)
class Organization:
    """A cluster of names of one institution; ``key`` is local to the article.

    ``country`` is whose body it is, if told; ``owned`` is one that is told by "Chile's" before the name.
    """

    key: str
    names: Counter[str] = field(default_factory=Counter)
    kind: str = ""
    country: str = ""
    owned: bool = False

    @property
    def label(self) -> str:
        """The fullest form, the commoner one first; a state's body that is called so everywhere, with the state."""
        fullest = max(self.names, key=lambda n: (len(n), self.names[n], n))
        fullest = re.sub(r"\bof (?:nearby|neighbou?ring) ", "of ", fullest)
        return label_of(fullest, self.country) if self.owned else fullest


def named_by(entity: str, organizations: Sequence[Organization]) -> Known | Organization | None:
    """What an id means in an article with these organizations: a row of the tables, or one of them."""
    return known(entity) or next((o for o in organizations if o.key == entity), None)


def find_organizations(
    blocks: Sequence[Block], taken: Mapping[int, Sequence[Ref]]
) -> tuple[list[Organization], dict[int, list[Ref]]]:
    """Institutions beyond the tables, and the spans of each block that name them.

    Args:
        blocks: the article's blocks.
        taken: by block index, spans already found (known names, people).
    """
    seen = _collect(blocks, taken)
    names, known_names = _accepted(seen, blocks, taken), _known_names(blocks, taken)
    same = same_ministries({*names, *known_names, *seen.small}, seen.owners)
    names -= seen.apposed.keys()
    of_tables = {name: known_names[full] for name, full in same.items() if full in known_names}
    same = {name: full for name, full in same.items() if not {name, full} & known_names.keys()}
    acronyms = {short: same.get(full, full) for short, full in seen.acronyms.items()} | same
    organizations = _clusters(names, seen.votes, acronyms)
    for body in organizations:
        if kinds := {seen.kinds[name] for name in body.names if name in seen.kinds}:
            body.kind = min(kinds)
        body.country = next((seen.countries[name] for name in sorted(body.names) if name in seen.countries), "")
        owners = seen.owners_of(body)
        if len(owners) == 1 and body.country in ("", owners[0]):
            body.country, body.owned = owners[0], True
    if territory_told_of("\n".join(b.doc.text for b in blocks)):  # there "the Senate" is the territory's own
        known_names = {name: key for name, key in known_names.items() if not is_parliament(name)}
    fuller = named_in_full({o.key: (o.label, *o.names) for o in organizations}, known_names)
    index = {tuple(fold_words(n)): fuller.get(o.key, o.key) for o in organizations for n in o.names}
    index |= {tuple(fold_words(name)): entity for name, entity in (of_tables | seen.apposed).items()}
    organizations = [o for o in organizations if o.key not in fuller]
    organizations += list(_of_several(organizations, seen))
    return organizations, {b.index: list(_scanned(b, index, taken[b.index], seen.split)) for b in blocks}


@dataclass(slots=True)
class _Seen:
    """The names that may be institutions': how often, whether surely, in a place, what they are told to be, what
    a name is another name of (an acronym's full form), acronyms that are no body's, and what is called a ship, a film
    or the like, or a firm, or speaks; whose a state's body is, "the health ministry", and by key and country the
    bodies of several states that are called alike; the row of the tables that a small name is another name of.
    """

    votes: Counter[str] = field(default_factory=Counter)
    strong: set[str] = field(default_factory=set)
    placed: set[str] = field(default_factory=set)
    kinds: dict[str, str] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)
    acronyms: dict[str, str] = field(default_factory=dict)
    things: set[str] = field(default_factory=set)
    called: set[str] = field(default_factory=set)
    bodies: set[str] = field(default_factory=set)
    owners: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    small: set[str] = field(default_factory=set)
    split: dict[tuple[str, str], str] = field(default_factory=dict)
    apposed: dict[str, str] = field(default_factory=dict)

    def owners_of(self, body: Organization) -> list[str]:
        """The countries whose body is told to be called so."""
        return sorted(set().union(*(self.owners[name] for name in body.names if name in self.owners)))

    def add_small(self, doc: Doc, start: int, end: int, kind: str) -> str:
        """Note a body whose name is written small, which is surely one; returns the name."""
        name = surface(doc, start, end)
        self.votes[name] += 1
        self.strong.add(name)
        self.kinds[name] = kind
        return name


def _sit_in(doc: Doc, ref: Ref) -> bool:
    """ "The Chamber of | Deputies", "Talca | Sheriff's Office", "Office of the | Prime Minister": no office."""
    before, after = doc[max(ref.start - 3, 0) : ref.start].text, doc[ref.end : ref.end + 3].text
    inside = before.endswith(("Chamber of", "House of", "Office of the")) and doc[ref.start].is_title
    return ref.kind == "office" and (inside or _OWNS.match(after) is not None)


_OWNS = re.compile(r"(?i)(?:general)?'s (?:office|department)\b")


def _told_kind(doc: Doc, start: int, end: int) -> str:
    """What the words about a name tell it to be, "" for nothing."""
    medium = introduced_medium(doc, start, end)
    return "media" if medium else "party" if told_a_party(doc, start, end) else ""


def _collect(blocks: Sequence[Block], taken: Mapping[int, Sequence[Ref]]) -> _Seen:
    seen = _Seen()
    canonical: dict[tuple[str, str], str] = {}
    for block in blocks:
        if block.kind is not BlockKind.PARAGRAPH:
            continue  # headlines capitalise every word
        others = [ref for ref in taken[block.index] if not _sit_in(block.doc, ref)]
        seen.things |= {*things_in_brackets(block.doc), *ships(block.doc)}
        for found in candidates(block, others):
            _note(seen, block.doc, found, others)
        for start, end, country, body, kind in state_bodies(block.doc, others):
            name = seen.add_small(block.doc, start, end, kind)
            seen.countries[name] = country
            seen.acronyms[name] = canonical.setdefault((country, body), name)
            if one := apposed_to(block.doc, start, end, others):
                seen.apposed[name] = one
        for start, end, kind in (*local_bodies(block.doc, others), *sites(block.doc)):
            seen.add_small(block.doc, start, end, kind)
        seen.small |= {surface(block.doc, start, end) for start, end in small_ministries(block.doc)}
    _add_companies(seen, blocks)
    return seen


def _note(seen: _Seen, doc: Doc, found: Candidate, others: Sequence[Ref]) -> None:
    """Note what one place says of a name."""
    start, end, sure, told = found
    name = surface(doc, start, end)
    seen.called |= {name} if told_a_thing(doc, start, end) else set()
    if sure is None:
        return
    seen.votes[name] += 1
    if is_a_states(name) and (owner := owner_before(doc, start, others)):
        seen.owners[name].add(owner)
    if kind := _told_kind(doc, start, end):
        seen.kinds[name] = kind
    seen.placed |= {name} if is_a_place(doc, start, end) else set()
    seen.bodies |= {name} if told or speaks(doc, end - 1) else set()
    seen.strong |= {name} if sure else set()
    if acronym_after(doc, end) in seen.things:
        seen.things.add(name)
    elif short := own_acronym(doc, start, end):
        seen.acronyms[short] = name
        seen.strong.add(name)
    if sure and (other := other_name(doc, end, others)):
        seen.acronyms[other] = name


def _of_several(organizations: Sequence[Organization], seen: _Seen) -> Iterator[Organization]:
    """The bodies of several states that are called alike, each of its own: "Chile's Foreign Ministry and Peru's"."""
    for body in organizations:
        owners = seen.owners_of(body)
        for owner in owners if len(owners) > 1 else ():
            key = f"{body.key}-{slug(owner)}"
            seen.split[body.key, owner] = key
            yield Organization(key, Counter(body.names), body.kind, owner, owned=True)


def _scanned(
    block: Block, index: Mapping[tuple[str, ...], str], taken: Sequence[Ref], split: Mapping[tuple[str, str], str]
) -> Iterator[Ref]:
    """The bodies that a block names; of those called alike, the one of the state named before."""
    for ref in scan(block.doc, index, taken):
        owner = owner_before(block.doc, ref.start, taken)
        yield replace(ref, entity=split.get((ref.entity, owner), ref.entity))


def _add_companies(seen: _Seen, blocks: Sequence[Block]) -> None:
    """ "Mahan" is "Mahan Air" where it stands alone."""
    for name in list(seen.votes):
        first, _, last = name.partition(" ")
        company = last.lower() in _COMPANIES and _stands_alone(blocks, first)
        if last and name in seen.strong and (first in seen.votes or company) and not _is_common(first):
            seen.acronyms[first] = name


def _accepted(seen: _Seen, blocks: Sequence[Block], taken: Mapping[int, Sequence[Ref]]) -> set[str]:
    """The names that are told surely, twice or by an acronym; a single word must be no common one and nobody's name."""
    small = {t.text for b in blocks for t in b.doc if t.is_lower and t.is_alpha} | HONORIFICS
    people = _names_of_people(blocks, taken)
    return {
        name
        for name in seen.votes
        if fold(name) not in not_names()
        and name not in seen.things | (seen.called - seen.bodies)
        and (name in seen.strong or name in seen.acronyms or seen.votes[name] > 1)
        and (name not in seen.placed or name.lower() in ALONE)
        and (" " in name or name.lower() in ALONE or (name.lower() not in small and not _is_name(name, people)))
    }


def _names_of_people(blocks: Sequence[Block], taken: Mapping[int, Sequence[Ref]]) -> set[str]:
    """The folded words of the people's names."""
    return {
        fold(t.text)
        for b in blocks
        for ref in taken[b.index]
        if ref.kind == "person"
        for t in b.doc[ref.start : ref.end]
    }


def _is_name(word: str, people: set[str]) -> bool:
    """A part of somebody's name, or another spelling of it."""
    return fold(word) in people or any(close(fold(word), name) for name in people)


def _known_names(blocks: Sequence[Block], taken: Mapping[int, Sequence[Ref]]) -> dict[str, str]:
    """The institutions of the tables that the article names, by each name it has there."""
    return {
        surface(block.doc, ref.start, ref.end): ref.entity
        for block in blocks
        for ref in taken[block.index]
        if ref.kind == "institution"
    }


_COMPANIES = frozenset("air airlines airways group corporation company inc ltd plc motors".split())
"""Last words of companies, which are mostly called by the first word alone."""


def _stands_alone(blocks: Sequence[Block], word: str) -> bool:
    return any(t.text == word and not t.nbor().is_title for b in blocks for t in b.doc[:-1])


def _is_common(word: str) -> bool:
    return word.lower() in HEADS or word in ("National", "International", "European", "African", "World", "Central")


def _clusters(names: set[str], votes: Counter[str], acronyms: Mapping[str, str]) -> list[Organization]:
    groups: dict[str, Organization] = {}
    by_fold: dict[str, str] = {}
    for name in sorted(names, key=lambda n: (-len(n), n)):
        full = acronyms.get(name, name)
        key = by_fold.setdefault(same_key(full), full)
        group = groups.setdefault(key, Organization(f"org/{len(groups)}"))
        group.names[name] += votes[name]
    for short, full in acronyms.items():
        if same_key(full) in by_fold:
            groups[by_fold[same_key(full)]].names[short] += 1
    for group in groups.values():
        group.kind = kind_of(group.label)
    return list(groups.values())
