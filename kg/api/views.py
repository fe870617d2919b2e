"""Records of a graph → what a user holds: entities, facts and evidence that know their graph and show as cards.

A view compares equal to another by what it says, whichever graph it is of; so the facts of a graph that was saved and
loaded equal those it was built with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from kg.api.kinds import ENTITY_COLUMNS, ENTITY_VALUES, EVIDENCE_COLUMNS, FACT_COLUMNS, FACT_VALUES, Kind
from kg.api.listing import Listing, Row
from kg.api.markup import CARD, MARK, QUIET, count, day, link, safe, shortened

_VERBS: Final = {
    "represents": "represents", "spokeAt": "spoke at", "sponsored": "sponsored", "metWith": "met with",
    "spokeTo": "spoke to", "memberOf": "is a member of", "partOf": "is part of",
}  # fmt: skip
_VOTES: Final = {
    "for": "voted for", "against": "voted against", "abstained": "abstained on",
    "absent": "was absent from the vote on",
}  # fmt: skip
_FACTS: Final = 12  # of an entity's card


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of a document that state a fact.

    ``start`` and ``end`` count the characters of the document; ``before`` and ``after`` complete the sentence, and are
    empty where the document's text is not at hand. ``document`` is its id, ``source`` its URL or path.

    >>> import kg
    >>> graph = kg.read("On Monday Ana Ruiz, Chile's ambassador to the United Nations, met with Omar Haddad.")
    >>> place = graph.facts.where(relation="represents")[0].evidence[0]
    >>> place.before, place.start, place.end
    ('On Monday ', 10, 60)
    """

    document: str
    quote: str
    start: int
    end: int
    title: str = ""
    date: date | None = None
    source: str = field(default="", compare=False)
    before: str = field(default="", compare=False)
    after: str = field(default="", compare=False)

    @property
    def sentence(self) -> str:
        """The whole sentence, or what is at hand of it."""
        return f"{self.before}{self.quote}{self.after}"

    def __repr__(self) -> str:
        return f"<Evidence: {shortened(self.quote)!r} in {self.document}>"

    def _repr_html_(self) -> str:
        return _evidence_card(self)

    def _name(self) -> str:
        return repr(shortened(self.quote, 40))

    def _row(self) -> Row:
        return {"document": self.document, "date": self.date, "quote": self.quote, "start": self.start,
                "end": self.end, "title": self.title, "source": self.source}  # fmt: skip

    def _cells(self) -> Mapping[str, str]:
        return {"sentence": _marked(self), "document": link(self.document, self.source, title=self.title),
                "date": day(self.date), "title": safe(self.title)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, country, institution, meeting or resolution.

    ``id`` is the end of its IRI (``person/sergiy-kyslytsya``), ``type`` one of Person, Country, Institution, Meeting
    and Resolution, ``names`` are its other names, ``identifiers`` maps a scheme (``wikidata``, ``iso3166-1-alpha-3``,
    ``symbol``) to a value, ``date`` is the day of a meeting or resolution, ``documents`` are the ids of those that name
    it.

    >>> import kg
    >>> graph = kg.read("Ana Ruiz, Chile's ambassador to the United Nations, met with Omar Haddad on Monday.")
    >>> chile = graph.entity("Chile")
    >>> chile.type, chile.identifiers["iso3166-1-alpha-3"], chile.url
    ('Country', 'CHL', 'https://www.wikidata.org/wiki/Q298')
    """

    id: str
    type: str
    label: str
    names: tuple[str, ...] = ()
    identifiers: Mapping[str, str] = field(default_factory=dict, hash=False)
    date: date | None = None
    documents: tuple[str, ...] = ()
    _facts_of: Callable[[str], Listing[Fact]] = field(default=lambda _: NO_FACTS, repr=False, compare=False)

    @property
    def facts(self) -> Listing[Fact]:
        """The facts it takes part in, those about itself first."""
        return self._facts_of(self.id)

    @property
    def quotations(self) -> Listing[Fact]:
        """What it said."""
        return self.facts.where(relation="said", subject=self)

    @property
    def neighbours(self) -> Listing[Entity]:
        """The entities it has a fact in common with, by name."""
        others = {one.id: one for fact in self.facts for one in fact.entities if one.id != self.id}
        return Listing(sorted(others.values(), key=lambda one: (one.label, one.id)), ENTITIES)

    @property
    def url(self) -> str:
        """Its page in Wikidata; empty if it is not known there."""
        number = self.identifiers.get("wikidata", "")
        return f"https://www.wikidata.org/wiki/{number}" if number else ""

    def __str__(self) -> str:
        return self.label

    def __format__(self, form: str) -> str:
        return format(str(self), form)

    def __repr__(self) -> str:
        return f"<{self.type}: {self.label} ({self.id})>"

    def _repr_html_(self) -> str:
        return _entity_card(self)

    def _name(self) -> str:
        return self.label

    def _row(self) -> Row:
        return {"id": self.id, "type": self.type, "label": self.label, "names": "; ".join(self.names),
                "date": self.date, "documents": len(self.documents), "facts": len(self.facts)}  # fmt: skip

    def _cells(self) -> Mapping[str, str]:
        return {"label": link(self.label, self.url), "type": safe(self.type), "names": safe("; ".join(self.names)),
                "date": day(self.date), "documents": str(len(self.documents)), "facts": str(len(self.facts)),
                "id": safe(self.id)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement with its status and its evidence.

    ``relation`` is the property's name in the vocabulary (``represents``, ``spokeAt``, ``votedOn``, ``voteTally``,
    ``sponsored``, ``metWith``, ``spokeTo``, ``memberOf``, ``partOf``, ``said``). ``status`` is ``actual``, ``denied``,
    ``planned``, ``hypothetical``, ``requested``, ``reported`` or ``former``. ``choice`` is how somebody voted,
    ``counts`` and ``outcome`` are a tally's, ``text`` is what was said. ``dates`` are the days of the reports,
    ``confidence`` is from 0 to 1, and ``verdict`` says whether the official record has a vote so (``confirmed``,
    ``contradicted``, or nothing).

    >>> import kg
    >>> graph = kg.read("Ana Ruiz, Chile's ambassador to the United Nations, met with Omar Haddad on Monday.")
    >>> fact = graph.facts.where(relation="represents")[0]
    >>> str(fact.subject), str(fact.object), fact.role, fact.status
    ('Ana Ruiz', 'Chile', 'ambassador', 'actual')
    """

    id: str
    relation: str
    subject: Entity
    object: Entity | None
    at: tuple[Entity, ...] = ()
    role: str = ""
    choice: str = ""
    counts: Mapping[str, int] = field(default_factory=dict, hash=False)
    outcome: str = ""
    text: str = ""
    cue: str = ""
    status: str = "actual"
    confidence: float = 1.0
    rules: tuple[str, ...] = ()
    dates: tuple[date, ...] = ()
    verdict: str = ""
    _places: tuple[Evidence, ...] = field(default=(), repr=False)

    @property
    def evidence(self) -> Listing[Evidence]:
        """Where documents say so."""
        return Listing(self._places, EVIDENCE)

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Those it is about: subject, object and where."""
        return tuple(one for one in (self.subject, self.object, *self.at) if one is not None)

    def __str__(self) -> str:
        return " ".join(_words(self))

    def __format__(self, form: str) -> str:
        return format(str(self), form)

    def __repr__(self) -> str:
        return f"<Fact: {shortened(str(self), 100)} ({self.id})>"

    def _repr_html_(self) -> str:
        return _fact_card(self)

    def _name(self) -> str:
        return shortened(str(self), 60)

    def _verb(self) -> str:
        return _VOTES.get(self.choice, self.choice) if self.choice else _VERBS.get(self.relation, self.relation)

    def _row(self) -> Row:
        first = self._places[0] if self._places else None
        return {
            "id": self.id, "relation": self.relation, "subject": self.subject.label,
            "object": self.object.label if self.object else self.text, "at": "; ".join(one.label for one in self.at),
            "role": self.role, "choice": self.choice, **self.counts, "outcome": self.outcome,
            "status": self.status, "confidence": self.confidence, "date": self.dates[0] if self.dates else None,
            "quote": first.quote if first else "", "document": first.document if first else "",
            "subject_id": self.subject.id, "object_id": self.object.id if self.object else "",
            "at_id": "; ".join(one.id for one in self.at),
        }  # fmt: skip

    def _cells(self) -> Mapping[str, str]:
        first = self._places[0] if self._places else None
        return {
            "fact": safe(self), "relation": safe(self.relation), "status": safe(self.status),
            "date": day(self.dates[0] if self.dates else None), "quote": safe(first.quote) if first else "",
            "document": link(first.document, first.source, title=first.title) if first else "",
            "id": f'<span title="{safe(self.id)}">{safe(self.id.rpartition("/")[2][:8])}</span>',
        }  # fmt: skip


ENTITIES: Final = Kind("entity", "entities", Entity, ENTITY_COLUMNS, ENTITY_VALUES)
FACTS: Final = Kind("fact", "facts", Fact, FACT_COLUMNS, FACT_VALUES)
EVIDENCE: Final = Kind("place", "places", Evidence, EVIDENCE_COLUMNS, {})
NO_FACTS: Final[Listing[Fact]] = Listing((), FACTS)


def _evidence_card(one: Evidence) -> str:
    """The sentence with the words marked, and where it stands."""
    return f'<div style="{CARD}">{_quoted(one)}</div>'


def _fact_card(one: Fact) -> str:
    """The fact as a sentence, its status, and every place that states it."""
    verdict = f" · {one.verdict} by the record" if one.verdict else ""
    about = f"{one.relation} · {one.status} · confidence {one.confidence:.2f}{verdict} · {one.id}"
    places = "".join(f'<div style="margin-top:.5em">{_quoted(place)}</div>' for place in one.evidence)
    head = safe(str(one))
    return f'<div style="{CARD}"><b>{head}</b><div style="{QUIET}">{safe(about)}</div>{places}</div>'


def _entity_card(one: Entity) -> str:
    """Name, other names, identifiers, and the facts, each with its words."""
    facts, rows = one.facts, []
    for known in facts[:_FACTS]:
        first = known.evidence[0] if known.evidence else None
        quote = f'<div style="{QUIET}">{_quoted(first)}</div>' if first else ""
        rows.append(f'<li style="margin:.35em 0">{safe(known)}{quote}</li>')
    about = [one.type, str(one.date or ""), count(len(one.documents), "document", "documents")]
    names = f"<div>also {safe('; '.join(one.names))}</div>" if one.names else ""
    known_as = " · ".join(f"{safe(scheme)} {safe(value)}" for scheme, value in one.identifiers.items())
    more = f'<div style="{QUIET}">and {count(len(facts) - _FACTS, "more fact", "more facts")}: .facts</div>'
    return (
        f'<div style="{CARD}"><b>{link(one.label, one.url)}</b> '
        f'<span style="{QUIET}">{safe(" · ".join(filter(None, about)))}</span>{names}'
        f'<div style="{QUIET}">{safe(one.id)}{" · " if known_as else ""}{known_as}</div>'
        f'<ul style="margin:.4em 0;padding-left:1.2em">{"".join(rows)}</ul>{more if len(facts) > _FACTS else ""}</div>'
    )


def _quoted(one: Evidence) -> str:
    source = link(one.title or one.document, one.source, title=one.document)
    day = f", {one.date}" if one.date else ""
    return f'{_marked(one)}<div style="{QUIET}">— {source}{day}</div>'


def _marked(one: Evidence) -> str:
    words = f'{safe(one.before)}<mark style="{MARK}">{safe(one.quote)}</mark>{safe(one.after)}'
    return f'<span dir="auto">{words}</span>'


def _words(fact: Fact) -> Iterator[str]:
    """A fact as a sentence, in pieces: who, what, whom, and what else is known."""
    if fact.status != "actual":
        yield f"({fact.status})"
    yield fact.subject.label
    if fact.relation == "said":
        yield f"said: “{fact.text}”"
    elif fact.relation == "voteTally":
        numbers = ", ".join(f"{number} {name}" for name, number in fact.counts.items())
        yield f"voted on {fact.object}" + (f": {numbers}" if numbers else "")
    else:
        yield fact._verb()
        yield str(fact.object)
    if fact.at:
        yield f"at {', '.join(one.label for one in fact.at)}"
    if more := ", ".join(filter(None, [fact.role, fact.outcome.lower()])):
        yield f"({more})"
