"""Which entities of different articles, or of two graphs, are one thing: ids, each merge with its reason.

People are joined by name, as far as their countries and offices do not speak against it. A user's lists go before
all that: ``same`` pairs are always joined, ``different`` pairs never. Graphs that were settled each by itself are
settled with each other by the same rule; no two people whom one of them keeps apart are joined.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.entities.ministries import body_of_a_state, ministry_slug
from kg.entities.names import best_label, compatible, name_tokens
from kg.entities.symbols import symbol_slug
from kg.entities.tables import known, slug
from kg.findings import Findings, Local
from kg.types import EntityType, Skipped
from kg.wishes import Wishes, unite

Key = tuple[str, str]
"""An article's id and an entity's id local to it; or what a graph is called and an entity's id in it."""
Group = tuple[str, Sequence[Local]]
"""The entities of one article, or of one graph, after what it is called."""


@dataclass(slots=True)
class Identity:
    """From an article's entity to its id in the graph; by id, why its mentions are one thing; pairs left out."""

    ids: dict[Key, str] = field(default_factory=dict)
    reasons: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    refused: tuple[Skipped, ...] = ()


def resolve(findings: Sequence[Findings], wishes: Wishes) -> Identity:
    """Give every entity of every article its id in the graph."""
    identity = Identity()
    groups: list[Group] = [(f.article.id, f.entities) for f in findings]
    taken: set[str] = set()
    for cluster in _clusters(_people(groups), wishes):
        _name(cluster, _free(cluster.slug, taken), taken, identity)
    for article, entities in groups:
        identity.ids.update({(article, e.id): _id(e) for e in entities if e.type is not EntityType.PERSON})
    _join_as_wished(groups, wishes, identity)
    return identity


def resolve_graphs(first: Group, second: Group, wishes: Wishes, sure: Mapping[Key, Key]) -> Identity:
    """Give the entities of two graphs, each settled by itself, their ids in the graph of both.

    Ids of the first graph stay; those of the second stay, too, where no other person of the first has them.

    Args:
        first: the one graph's entities, with their ids in it.
        second: the other's.
        wishes: what a user wants kept apart.
        sure: from a person of the second graph to one of the first who is known to be the same.
    """
    identity = Identity()
    groups = [first, second]
    taken = {e.id for e in first[1]}
    people = {(name, person.id): person for name, person in _people(groups)}
    formed = [_Cluster.of([(key, people[key]) for key in pair]) for pair in sorted(sure.items())]
    for cluster in _clusters(_people(groups), wishes, formed, settled=True):
        mine = [person.id for name, person in cluster.members if name == first[0]]
        own = [person.id for _, person in cluster.members if person.id not in taken]
        _name(cluster, (mine or own or [_free(cluster.slug, taken)])[0], taken, identity)
    for name, entities in groups:
        identity.ids.update({(name, e.id): e.id for e in entities if e.type is not EntityType.PERSON})
    return identity


def resolve_wishes(group: Group, wishes: Wishes) -> Identity:
    """Join the entities of one graph that a user wants joined."""
    identity = Identity({(group[0], e.id): e.id for e in group[1]})
    _join_as_wished([group], wishes, identity)
    return identity


def _people(groups: Sequence[Group]) -> list[tuple[str, Local]]:
    return [(name, e) for name, entities in groups for e in entities if e.type is EntityType.PERSON]


def _name(cluster: _Cluster, id: str, taken: set[str], identity: Identity) -> None:
    """Give the members of a cluster their id."""
    taken.add(id)
    identity.reasons[id] |= cluster.reasons
    identity.ids.update({(group, person.id): id for group, person in cluster.members})


def _id(entity: Local) -> str:
    kind, _, rest = entity.id.partition("/")
    if known(entity.id):
        return entity.id
    if kind == "resolution":
        symbol = dict(entity.identifiers).get("symbol", "")
        return f"resolution/{symbol_slug(symbol) or short_slug(rest)}"
    if kind == "meeting":
        return f"meeting/{short_slug(rest)}"
    id = f"institution/{slug(entity.label)}"
    if known(id):
        return id
    state, rest = body_of_a_state(entity.label)
    whole = re.search(r" (?:of|for|on) ", rest) is not None  # "United States District Court for …"
    one = ministry_slug(entity.label) or (slug(f"{rest} of {state}") if state and not whole else "")
    return f"institution/{one}" if one else id


def short_slug(text: str, length: int = 80) -> str:
    """A slug cut at a word's end; the end of a long text is kept as a hash, so that two never become one."""
    whole = slug(text)
    if len(whole) <= length:
        return whole
    return f"{whole[:length].rsplit('-', 1)[0]}-{hashlib.sha256(whole.encode()).hexdigest()[:6]}"


@dataclass(slots=True)
class _Cluster:
    """A person of several articles while they are being joined."""

    tokens: tuple[str, ...]
    hints: set[str]
    members: list[tuple[str, Local]]
    reasons: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, members: Sequence[tuple[Key, Local]]) -> _Cluster:
        """People who are known to be one."""
        tokens = max((_tokens(person.label) for _, person in members), key=len)
        hints = {hint for _, person in members for hint in person.hints}
        return cls(tokens, hints, [(group, person) for (group, _), person in members])

    @property
    def names(self) -> Iterator[str]:
        """Every name of the cluster's members."""
        return (name for _, person in self.members for name in (person.label, *person.names))

    @property
    def keys(self) -> set[Key]:
        """Its members' keys."""
        return {(group, person.id) for group, person in self.members}

    @property
    def slug(self) -> str:
        """The id that its fullest name makes."""
        return f"person/{slug(best_label([person.label for _, person in self.members]))}"


def _clusters(
    people: Sequence[tuple[str, Local]], wishes: Wishes, formed: Iterable[_Cluster] = (), *, settled: bool = False
) -> list[_Cluster]:
    """Cluster the people of all groups who are in none of those already formed, fuller names first.

    A full name joins a compatible full name unless their countries contradict each other; a surname alone joins
    only the one person of that surname with whom it shares an office or a country. Of groups that are ``settled``
    those go first of whom offices are known, and no two people of one group are joined.
    """
    clusters = list(formed)
    placed = {key for cluster in clusters for key in cluster.keys}

    def order(one: tuple[str, Local]) -> tuple[int, str, bool, str]:
        group, person = one
        return (-len(name_tokens(person.label)), person.label, settled and not person.hints, group)

    for group, person in sorted(people, key=order):
        if (group, person.id) in placed:
            continue
        tokens = _tokens(person.label)
        fitting = [c for c in clusters if _fits(c, tokens, person, wishes)]
        if len(fitting) == 1 and not (settled and any(group == other for other, _ in fitting[0].members)):
            if reason := _reason(fitting[0], tokens, group, person):
                fitting[0].reasons.add(reason)
            fitting[0].hints.update(person.hints)
            fitting[0].members.append((group, person))
        else:
            clusters.append(_Cluster(tokens, set(person.hints), [(group, person)]))
    return clusters


def _tokens(label: str) -> tuple[str, ...]:
    """The folded words of a name; "T.S. Ruiz" has two initials as "T. S. Ruiz" has."""
    return name_tokens(re.sub(r"\b([A-Z]\.)(?=[A-Z]\b)", r"\1 ", label))


def _free(base: str, taken: set[str]) -> str:
    """The id itself, or with a number where a namesake has it."""
    id, n = base, 2
    while id in taken:
        id, n = f"{base}-{n}", n + 1
    return id


def _fits(cluster: _Cluster, tokens: tuple[str, ...], person: Local, wishes: Wishes) -> bool:
    if wishes.forbid(cluster.names, [person.label]):
        return False
    if not compatible(cluster.tokens, tokens):
        turned = len(tokens) > 1 and sorted(tokens) == sorted(cluster.tokens)  # "Mei Tanaka", "Tanaka Mei"
        return turned and any(hint.startswith("country/") for hint in cluster.hints & person.hints)
    if len(tokens) == 1 and len(cluster.tokens) > 1:
        return bool(cluster.hints & person.hints)
    mine = {h for h in cluster.hints if h.startswith("country/")}
    theirs = {h for h in person.hints if h.startswith("country/")}
    return not (mine and theirs) or bool(mine & theirs)


def _reason(cluster: _Cluster, tokens: tuple[str, ...], group: str, person: Local) -> str:
    """Why a person of another group is this one; "" where nothing but the very same name was needed."""
    labels = {p.label for _, p in cluster.members}
    if person.label in labels:
        return ""
    if tokens == cluster.tokens:
        why = "the same name but for accents and capitals"
    elif len(tokens) == 1 and len(cluster.tokens) > 1:
        shared = sorted(h.partition("/")[2] or h for h in cluster.hints & person.hints)
        why = f"the only one of that surname with {' and '.join(shared)}"
    elif sorted(tokens) == sorted(cluster.tokens):
        why = "the same names in another order"
    elif len(tokens) < len(cluster.tokens):
        why = "a shorter form of the name"
    else:
        why = "another spelling of the name"
    return f"{person.label} ({group}): {why}"


def _join_as_wished(groups: Sequence[Group], wishes: Wishes, identity: Identity) -> None:
    """Join what the user's list says is one thing; ids may be those that the entities have by now."""
    if not wishes.same:
        return
    united = unite(((identity.ids[group, e.id], e) for group, entities in groups for e in entities), wishes)
    for old, new in united.ids.items():
        if old != new:
            identity.reasons[new] |= identity.reasons.pop(old, set())
    for id, reasons in united.reasons.items():
        identity.reasons[id] |= reasons
    identity.ids.update({key: united.ids.get(id, id) for key, id in identity.ids.items()})
    identity.refused = united.refused
