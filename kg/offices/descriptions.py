"""Sentences + holdings → whom "the French envoy" means, and the offices that such a description tells.

A newspaper names somebody in one sentence and says who it is in the next ("Ana Ruiz spoke first. The Chilean envoy
…"), or the other way round ("Chile's envoy disagreed. Ana Ruiz said …"). Where the article tells elsewhere who holds
the office, the description means that person. In the record of a meeting "the representative of Chile" is Chile's
voice and stays that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.context import Context, Sentence, is_record
from kg.entities import coref
from kg.entities.offices import Office
from kg.offices.epithets import CONFIDENCE, RULE, Description, descriptions
from kg.offices.holdings import Holding, same_holder, same_title
from kg.parse import BlockKind
from kg.quotations.attributions import attributions
from kg.rules.match import Match
from kg.rules.units import Unit
from kg.salience import Meant
from kg.sentences import tokens_in
from kg.types import Relation

_PARAGRAPHS = 2
"""Paragraphs back in which whoever is called "the minister" must have been spoken of."""
_NEXT = 2
"""Sentences over which a description and the name it belongs to may be apart."""


@dataclass(slots=True)
class Descriptions:
    """What the descriptions of an article mean: by block and token, and the holdings that they tell."""

    meant: dict[tuple[int, int], Meant] = field(default_factory=dict)
    holdings: list[Holding] = field(default_factory=list)


def describe(context: Context, holdings: Sequence[Holding]) -> Descriptions:
    """Find whom the descriptions of an article mean.

    Args:
        context: the article.
        holdings: who holds which office for whom, as far as phrases tell it.
    """
    found = Descriptions()
    if is_record(context):
        return found
    people = _People.of(context, holdings)
    for sentence in context.sentences:
        if sentence.block.kind is BlockKind.PARAGRAPH:
            for description in descriptions(sentence, context):
                _settle(found, people, description)
    return found


def _settle(found: Descriptions, people: _People, description: Description) -> None:
    """Whom one description means: a known holder, who has just been named, or who is named next."""
    known = people.so_called(description) if description.bare else people.holder(description)
    person = known or people.quoted(description)
    if person is None and not description.bare and not description.owns:
        person = people.just_named(description) or (None if description.later else people.named_next(description))
    if person is None:
        return
    key = (description.sentence.block.index, description.unit.start)
    found.meant[key] = Meant(description.start, description.end, person)
    if known is None and description.match and not description.former and person not in people.described:
        holding = _holding(description, description.match, person, people.first[person])
        found.holdings.append(holding)
        people.add(holding)


def _holding(description: Description, match: Match, person: str, named: tuple[Sentence, Unit]) -> Holding:
    """The office that a description tells of a person; its evidence reaches from the one to the other."""
    sentence = description.sentence
    rule = replace(
        match.rule, id=RULE, relation=Relation.REPRESENTS, paths={}, sets={}, confidence=CONFIDENCE,
        guards=frozenset({"former", "planned"}),
    )  # fmt: skip
    spans = [_chars(sentence, description.start, description.end), _chars(named[0], named[1].start, named[1].end)]
    span = min(start for start, _ in spans), max(end for _, end in spans)
    match = replace(match, rule=rule)
    return Holding(person, description.principal, description.at, description.office, match, sentence, span=span)


def _chars(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    span = sentence.block.doc[start:end]
    return sentence.block.offset + span.start_char, sentence.block.offset + span.end_char


@dataclass(slots=True)
class _People:
    """Who is named where, first and at all, and who holds what."""

    context: Context
    named: dict[int, list[tuple[str, Unit]]] = field(default_factory=lambda: defaultdict(list))
    """By sentence, the people it names, outside of quotations."""
    first: dict[str, tuple[Sentence, Unit]] = field(default_factory=dict)
    holdings: list[Holding] = field(default_factory=list)
    described: set[str] = field(default_factory=set)
    """The people said to hold some office."""

    titles: dict[str, list[Office]] = field(default_factory=lambda: defaultdict(list))
    """Every office said of somebody, held or past."""
    offices: dict[str, Office] = field(default_factory=dict)
    """The office that goes with a person's name where it is not said for whom."""

    @classmethod
    def of(cls, context: Context, holdings: Sequence[Holding]) -> _People:
        self = cls(context)
        for sentence in context.sentences:
            if sentence.block.kind is not BlockKind.PARAGRAPH or sentence.folded is None:
                continue
            hidden = tokens_in(sentence.quotes)
            for unit in sentence.folded.units:
                if unit.kind == "person" and unit.ref and unit.start not in hidden:
                    self.named[sentence.index].append((unit.ref.entity, unit))
                    self.first.setdefault(unit.ref.entity, (sentence, unit))
        for holding in holdings:
            self.add(holding)
        return self

    def add(self, holding: Holding) -> None:
        """Note an office somebody holds."""
        if holding.office:
            self.titles[holding.person].append(holding.office)
        if holding.principal:
            self.described.add(holding.person)
            self.holdings.append(holding)
        elif holding.office:
            self.offices.setdefault(holding.person, holding.office)

    def holder(self, description: Description) -> str | None:
        """The one person who holds the office described, as the article tells elsewhere."""
        if description.principal is None:
            return None
        if description.office is None:  # "his French counterpart"
            envoys = {h.person for h in self.holdings if h.principal == description.principal}
            return envoys.pop() if len(envoys) == 1 else None
        people = {
            h.person
            for h in self.holdings
            if h.principal == description.principal
            and (h.at is None or description.at is None or h.at == description.at)
            and h.office
            and h.office.former == description.former
            and same_holder(h.office, description.office)
        }
        return people.pop() if len(people) == 1 else None

    def so_called(self, description: Description) -> str | None:
        """Whom "the minister" means: the one person so called before, in the paragraph if there are several."""
        fitting, near, recent = set(), set(), False
        for index, names in self.named.items():
            for person, unit in names:
                called = any(same_title(office, description.office) for office in self.titles.get(person, ()))
                same = index == description.sentence.index
                earlier = index < description.sentence.index or (same and unit.start < description.start)
                far = description.sentence.block.index - self.context.sentences[index].block.index > _PARAGRAPHS
                if called and earlier:
                    fitting.add(person)
                    recent |= not far
                    if self.context.sentences[index].block is description.sentence.block:
                        near.add(person)
        here = {
            person
            for index, names in self.named.items()
            if self.context.sentences[index].block is description.sentence.block and index < description.sentence.index
            for person, _ in names
        }
        found = near if here else fitting if len(fitting) == 1 else near or self._acted_last(fitting, description)
        return found.pop() if len(found) == 1 and recent else None

    def _acted_last(self, fitting: set[str], description: Description) -> set[str]:
        """Of several ministers "the minister" at the head of a paragraph is who did something last."""
        for sentence in reversed(self.context.sentences[: description.sentence.index]):
            if description.sentence.block.index - sentence.block.index > _PARAGRAPHS:
                break
            acting = {p for p, unit in self.named.get(sentence.index, ()) if p in fitting and _acts(sentence, unit)}
            if acting:
                return acting
        return set()

    def quoted(self, description: Description) -> str | None:
        """Who is quoted by an epithet: `Ana Ruiz was blunter. "…," the former general said` — the last one named."""
        sentence, index = description.sentence, description.sentence.index
        if not sentence.quotes or self._names_before(description) or not _acts(sentence, description.unit):
            return None
        for back in range(1, _NEXT + 1):
            if names := self.named.get(index - back):
                people = {person for person, _ in names}
                person = names[0][0]
                titles = self.titles.get(person, ())
                office = description.office
                fits = office is None or not titles or any(o.category == office.category for o in titles)
                strange = {h.principal for h in self.holdings if h.person == person} and description.principal
                clear = _acts(self.context.sentences[index - back], names[0][1]) or not _of_somebody(
                    self.context.sentences[index - back]
                )
                return person if len(people) == 1 and fits and not strange and clear else None
        return None

    def just_named(self, description: Description) -> str | None:
        """The one person named in the sentence before, for the first time and without an office."""
        if not _acts(description.sentence, description.unit):
            return None
        index = description.sentence.index
        if self._names_before(description):
            return None
        for back in range(1, _NEXT + 1):
            if names := self.named.get(index - back):
                people = {person for person, _ in names}
                person, unit = names[0]
                fresh = len(people) == 1 and self._fresh(person, index - back, description)
                earlier = self.context.sentences[index - back]
                return person if fresh and _acts(earlier, unit) and not _apposed(earlier, unit) else None
        return None

    def named_next(self, description: Description) -> str | None:
        """The person who speaks in the next sentence, named there for the first time and without an office."""
        index = description.sentence.index
        acts = _acts(description.sentence, description.unit) or _source(description.unit, description.sentence)
        if not acts or self._names_after(description):
            return None
        for ahead in range(1, _NEXT + 1):
            if names := self.named.get(index + ahead):
                sentence = self.context.sentences[index + ahead]
                person, unit = names[0]
                joined = sentence.block is description.sentence.block or _opens(sentence, unit)
                fits = joined and self._fresh(person, sentence.index, description)
                if not fits or self._another_country(description, sentence, unit):
                    return None
                return person if _acts(sentence, unit) and not _apposed(sentence, unit) else None
        return None

    def _another_country(self, description: Description, last: Sentence, name: Unit) -> bool:
        """True where between a description and the name another country acts, whose the person may be."""
        for sentence in self.context.sentences[description.sentence.index : last.index + 1]:
            for unit in (sentence.folded or sentence.line).units:
                after = sentence is not description.sentence or unit.start >= description.end
                before = sentence is not last or unit.start < name.start
                other = unit.kind == "country" and unit.ref and unit.ref.entity != description.principal
                if other and after and before and _acts(sentence, unit):
                    return True
        return False

    def _fresh(self, person: str, index: int, description: Description) -> bool:
        """True for a person first named, in full, in that sentence and not said to hold another office."""
        sentence, unit = self.first[person]
        whole = unit.ref is not None and unit.ref.end - unit.ref.start > 1
        office = self.offices.get(person)
        alike = office is None or (description.office is not None and same_holder(office, description.office))
        return sentence.index == index and whole and alike and person not in self.described

    def _names_before(self, description: Description) -> bool:
        return any(unit.start < description.start for _, unit in self.named.get(description.sentence.index, ()))

    def _names_after(self, description: Description) -> bool:
        return any(unit.start > description.start for _, unit in self.named.get(description.sentence.index, ()))


def _opens(sentence: Sentence, unit: Unit) -> bool:
    """True for the first word outside of the quotation that a paragraph begins with: `"…," | Ana Ruiz said`."""
    hidden = tokens_in(sentence.quotes)
    return not any(t.is_alpha and t.i not in hidden for t in sentence.block.doc[sentence.span.start : unit.start])


def _acts(sentence: Sentence, unit: Unit) -> bool:
    """True for a subject, or who says what is quoted: "said | Ana Ruiz"."""
    doc = sentence.block.doc
    if any(coref.is_subject(t) for t in doc[unit.start : unit.end]):
        return True
    line = sentence.folded or sentence.line
    return any(speaker.start == unit.start for _, speaker, _ in attributions(line, doc))


def _of_somebody(sentence: Sentence) -> bool:
    """ "He was received by Ana Ruiz": about whoever was spoken of before."""
    return any(t.lower_ in coref.PRONOUNS and t.dep_ in ("nsubj", "nsubjpass") for t in sentence.span)


def _source(unit: Unit, sentence: Sentence) -> bool:
    """ "That drew a rebuke from | Chile's envoy"."""
    start = unit.start
    return start > 0 and sentence.block.doc[start - 1].lower_ in ("from", "by")


def _apposed(sentence: Sentence, unit: Unit) -> bool:
    """ "Ana Ruiz, a farmer, said": somebody described there."""
    after = sentence.block.doc[unit.end : unit.end + 2]
    return len(after) == 2 and after[0].text in (",", "(") and after[1].lower_ not in ("who", "whose", "in")
