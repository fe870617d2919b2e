"""What texts state: Entity and Fact, their types and their status."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kg.types.text import Evidence

CHOICES = ("for", "against", "abstained", "absent")
"""What a member can do in a vote: the values of the qualifier ``choice``."""
COUNTS = CHOICES[:3]
"""Those that a tally counts: its qualifiers."""


class EntityType(StrEnum):
    """What kind of thing an entity is; the value is the class's name in the ontology."""

    PERSON = "Person"
    COUNTRY = "Country"
    INSTITUTION = "Institution"
    MEETING = "Meeting"
    RESOLUTION = "Resolution"


class Relation(StrEnum):
    """The relations of the guideline; the value is the property's name in the ontology."""

    REPRESENTS = "represents"
    SPOKE_AT = "spokeAt"
    VOTED_ON = "votedOn"
    VOTE_TALLY = "voteTally"
    SPONSORED = "sponsored"
    MET_WITH = "metWith"
    SPOKE_TO = "spokeTo"
    MEMBER_OF = "memberOf"
    PART_OF = "partOf"
    SAID = "said"


class Polarity(StrEnum):
    """Whether a sentence affirms or denies a fact."""

    AFFIRMED = "Affirmed"
    NEGATED = "Negated"


class Modality(StrEnum):
    """Whether a fact is told as done, or only planned, imagined, asked for, claimed or past."""

    ACTUAL = "Actual"
    PLANNED = "Planned"
    HYPOTHETICAL = "Hypothetical"
    REQUESTED = "Requested"
    REPORTED = "Reported"
    FORMER = "Former"


@dataclass(frozen=True, slots=True)
class Entity:
    """One real thing. ``id`` is its IRI without the base: ``person/sergiy-kyslytsya``, ``country/UKR``.

    ``names`` holds every other name seen (without ``label``), sorted; ``identifiers`` maps a scheme
    (``iso3166-1-alpha-3``, ``wikidata``, ``symbol``) to a value; ``body`` (an institution's id) and
    ``date`` belong to meetings and resolutions; ``documents`` are the ids of the articles that name it;
    ``merges`` tells of each differing name of another article why it is this thing.
    """

    id: str
    type: EntityType
    label: str
    names: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    body: str | None = None
    date: date | None = None
    documents: tuple[str, ...] = ()
    merges: tuple[str, ...] = ()

    def identifier(self, scheme: str) -> str | None:
        """The value of an identifier scheme, or None."""
        return dict(self.identifiers).get(scheme)


@dataclass(frozen=True, slots=True)
class Fact:
    """An n-ary statement with its status and its evidence.

    ``roles`` maps a role's name to an entity id; ``subject`` is always there, ``object`` for every
    relation but ``said``. The roles by relation:

    ========== ================== ==================== =======================================
    relation   subject            object               other roles
    ========== ================== ==================== =======================================
    represents person             country, institution ``at``: the body accredited to
    spokeAt    any speaker        meeting, institution
    votedOn    voter              resolution
    voteTally  the body           resolution
    sponsored  sponsor            resolution, meeting
    metWith    person, country    person, country
    spokeTo    person             institution, person
    memberOf   country, person    institution
    partOf     institution        institution
    said       speaker            (none)               ``at``: the meeting, if known
    ========== ================== ==================== =======================================

    ``qualifiers`` (values are text): ``role`` (represents); ``choice`` = for | against | abstained |
    absent (votedOn); ``for``, ``against``, ``abstained``, ``outcome`` = Adopted | Rejected | Vetoed
    (voteTally, unknown ones left out); ``text``, ``cue`` (said). ``dates`` are the dates of the
    documents that attest it; ``evidence`` has one entry per place it was found, sorted.
    """

    relation: Relation
    roles: tuple[tuple[str, str], ...]
    qualifiers: tuple[tuple[str, str], ...] = ()
    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ACTUAL
    dates: tuple[date, ...] = ()
    confidence: float = 1.0
    rule: str = ""
    evidence: tuple[Evidence, ...] = ()

    @property
    def id(self) -> str:
        """Sixteen hex digits: a hash of what is claimed, not of where it was found."""
        content = repr((self.relation.value, self.roles, self.qualifiers, self.polarity.value, self.modality.value))
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    @property
    def subject(self) -> str:
        """Entity id of the subject."""
        return dict(self.roles)["subject"]

    @property
    def object(self) -> str | None:
        """Entity id of the object, or None (``said``)."""
        return dict(self.roles).get("object")

    @property
    def at(self) -> str | None:
        """Entity id of the body or meeting at which, or None."""
        return dict(self.roles).get("at")

    def qualifier(self, name: str) -> str | None:
        """A qualifier's value, or None."""
        return dict(self.qualifiers).get(name)

    @property
    def actual(self) -> bool:
        """True if affirmed and actual: only then it becomes a plain edge."""
        return self.polarity is Polarity.AFFIRMED and self.modality is Modality.ACTUAL


def pairs(mapping: Mapping[str, str | None] | Iterable[tuple[str, str | None]]) -> tuple[tuple[str, str], ...]:
    """Sorted, frozen items of a mapping, without those whose value is None."""
    items = mapping.items() if isinstance(mapping, Mapping) else mapping
    return tuple(sorted((key, value) for key, value in items if value is not None))
