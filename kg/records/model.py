"""What a verbatim record holds. Spans are ``(start, end)``: characters of its text, the end not included."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.entities.member_lists import Span
from kg.readers.record import Header


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``text`` is as long as its span: line ends within are written as spaces."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, presides or is listed: ``name`` is without title ("" where only an office is named).

    ``country`` is an entity's id; ``affiliation`` the brackets' words where they name no state ("European Union");
    ``office`` what he or she is introduced as, or "President"; ``span`` is where the name and its brackets stand.
    """

    name: str
    title: str = ""
    country: str | None = None
    affiliation: str = ""
    office: str = ""
    span: Span = (0, 0)


@dataclass(frozen=True, slots=True)
class Turn:
    """A speech: from its heading ("Mr. Ruiz (Chile) (spoke in Spanish):") to its last word.

    ``presides`` is true for the chair's own; ``country`` is the one spoken for, None for the chair unless he or she
    says to speak for it.
    """

    start: int
    end: int
    heading: Span
    speaker: Speaker
    country: str | None
    language: str = ""
    presides: bool = False


@dataclass(frozen=True, slots=True)
class Vote:
    """A member in a list: ``choice`` is one of :data:`kg.types.CHOICES`, ``label`` where the list's heading stands."""

    country: str
    choice: str
    span: Span
    label: Span


@dataclass(frozen=True, slots=True)
class Measure:
    """What was voted on. ``symbol`` is official (``A/RES/61/295``), ``draft`` the draft's, either may be "".

    ``part`` is what of it, or beside it, was voted on: "Operative paragraph 2", "amendment", "motion".
    """

    symbol: str = ""
    draft: str = ""
    title: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the body decided: ``numbers`` has the keys of :data:`kg.types.COUNTS` told, ``span`` is the sentence.

    ``votes`` are the lists of a recorded vote, empty without one; ``notes`` what members declared afterwards;
    ``unread`` the words in a list that name no state we know.
    """

    measure: Measure
    outcome: str
    numbers: tuple[tuple[str, int], ...] = ()
    span: Span | None = None
    votes: tuple[Vote, ...] = ()
    notes: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sponsor:
    """A country that submitted, introduced or joined a draft."""

    country: str
    draft: str
    span: Span


@dataclass(frozen=True, slots=True)
class Record:
    """A record's structure; ``body`` is an institution's id, ``presidents`` those its head and text name."""

    header: Header
    body: str
    presidents: tuple[Speaker, ...] = ()
    members: tuple[Speaker, ...] = ()
    turns: tuple[Turn, ...] = ()
    decisions: tuple[Decision, ...] = ()
    sponsors: tuple[Sponsor, ...] = ()
    introduced: tuple[Speaker, ...] = ()
    doubts: tuple[str, ...] = field(default=())
    """What could not be read, in words for the user."""
