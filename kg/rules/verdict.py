"""What an example gave against what it should give → a message for people, or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.rules.examples import Mark
from kg.rules.units import NUMBER_WORDS
from kg.types import COUNTS, EntityType, Fact, Polarity

STAND_IN = "*"
"""An object that the article tells, not the example."""
_STATUS = {"negated": "negated", "quoted": "reported"}
_EVENTS = (EntityType.MEETING.value.lower(), EntityType.RESOLUTION.value.lower())


@dataclass(frozen=True, slots=True)
class Found:
    """A fact of an example. ``status`` is ``actual``, ``negated`` or its modality in lower case."""

    subject: str
    object: str
    status: str
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    rule: str = ""
    at: str | None = None

    @classmethod
    def of(cls, fact: Fact) -> Found:
        """A fact of the engine; which meeting or measure it is about, hangs on the article."""
        target = fact.object or STAND_IN
        kind = target.split("/")[0]
        status = "negated" if fact.polarity is Polarity.NEGATED else fact.modality.value.lower()
        target = f"{kind}/{STAND_IN}" if kind in _EVENTS else target
        return cls(fact.subject, target, status, dict(fact.qualifiers), fact.rule, fact.at)

    def __str__(self) -> str:
        """The pair, with the status where it is not actual, and the rule."""
        status = "" if self.status == "actual" else f"{self.status}, "
        more = "".join(f"{key}={value}, " for key, value in sorted(self.qualifiers.items()))
        return f"{self.subject} → {self.object} ({status}{more}{self.rule})"


def failure(wanted: str, sets: Mapping[str, str], ids: Mapping[Mark, str], found: Sequence[Found]) -> str:
    """Why the facts of an example are not those it should give, or "".

    Args:
        wanted: the status the marked facts must have (``actual`` or a guard), or "" if there must be none.
        sets: qualifiers that each of them must have.
        ids: the entity (for a number or an office its words) of each mark.
        found: the facts of the file's relation.
    """
    status = _STATUS.get(wanted, wanted)
    wrong = [f for f in found if f.status == "actual" and status != "actual"]
    came = "; ".join(map(str, found)) or "nothing"
    if wrong:
        return f"wanted  {f'only {status} facts' if status else 'no fact'}\n    came    {came}"
    if not status:
        return ""
    have = [f for f in found if f.status == status]
    pairs = _pairs(ids)
    if not _same_pairs(pairs, have):
        words = "; ".join(f"{s} → {o}" for s, o in sorted(pairs)) or "a fact"
        return f"wanted  {words}{'' if status == 'actual' else f' ({status})'}\n    came    {came}"
    wrong_word = next(_wrong_words(sets, ids, have), "")
    return f"wanted  {wrong_word}\n    came    {came}" if wrong_word else ""


def _pairs(ids: Mapping[Mark, str]) -> set[tuple[str, str]]:
    """The (subject, object) pairs marked; what is not marked is ``STAND_IN``."""
    subjects = [m for m in ids if m.role == "subject"]
    objects = [m for m in ids if m.role == "object"]
    if not subjects:
        return {(STAND_IN, ids[o]) for o in objects}
    if not objects:
        return {(ids[s], STAND_IN) for s in subjects}
    return {(ids[s], ids[o]) for s in subjects for o in objects if s.number == o.number or not (s.number and o.number)}


def _same_pairs(pairs: set[tuple[str, str]], have: Iterable[Found]) -> bool:
    """True if the facts are exactly the pairs, with ``STAND_IN`` for whatever an example leaves open."""
    no_subject = all(s == STAND_IN for s, _ in pairs)
    no_object = all(o == STAND_IN for _, o in pairs)
    found = {(STAND_IN if no_subject else f.subject, STAND_IN if no_object else f.object) for f in have}
    return found == (pairs or {(STAND_IN, STAND_IN)})


def _wrong_words(sets: Mapping[str, str], ids: Mapping[Mark, str], have: Sequence[Found]) -> Iterator[str]:
    """Qualifiers, numbers, bodies and offices that an example tells and the facts do not have, or have too many of."""
    for key, value in sets.items():
        if any(f.qualifiers.get(key) != value for f in have):
            yield f"{key}={value}"
    numbers = {m.role: _number(m.text) for m in ids if m.role in COUNTS}
    if numbers and any({n: f.qualifiers[n] for n in COUNTS if n in f.qualifiers} != numbers for f in have):
        yield ", ".join(f"{name}={number}" for name, number in numbers.items())
    for mark, id in ids.items():
        if mark.role == "at" and not any(f.at == id for f in have):
            yield f"at={id}"
        if mark.role == "office" and not any(f.qualifiers.get("role") == mark.text for f in have):
            yield f"role={mark.text}"


def _number(text: str) -> str:
    return str(NUMBER_WORDS.get(text.lower(), text.replace(",", "")))
