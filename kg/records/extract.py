"""A record's structure → Findings: its meeting, speeches, offices, votes, tallies, sponsors and members.

What speakers say is not searched for facts: see docs/decisions/0009.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from kg.context import Kit, read
from kg.entities.member_lists import Span
from kg.entities.symbols import SECURITY_COUNCIL
from kg.entities.tables import known
from kg.extract import names_of
from kg.facts import merge_facts
from kg.findings import Findings, Local
from kg.offices.principals import Principals
from kg.parse import Parsed
from kg.records.mentions import Named, mentions
from kg.records.model import Decision, Measure, Record
from kg.records.names import is_body, principal
from kg.records.people import People
from kg.types import EntityType, Evidence, Fact, Relation, pairs
from kg.votes import agenda
from kg.votes.agenda import measure_entity

_SURE = 0.99
_TOLD = 0.95
"""Less where the words, not the layout alone, say it: sponsors, and offices of an introduction."""


@dataclass(slots=True)
class _Work:
    """A record while its facts are made."""

    parsed: Parsed
    record: Record
    people: People
    meeting: Local
    facts: list[Fact] = field(default_factory=list)
    measures: dict[str, Local] = field(default_factory=dict)
    decided: list[Measure] = field(default_factory=list)

    def state(
        self, relation: Relation, roles: dict[str, str], spans: Iterable[Span], rule: str,
        qualifiers: dict[str, str] | None = None, confidence: float = _SURE,
    ) -> None:  # fmt: skip
        """Add a fact."""
        article = self.parsed.article
        evidence = [Evidence(article.id, start, end, article.text[start:end]) for start, end in sorted(set(spans))]
        dates = (article.date,) if article.date else ()
        self.facts.append(
            Fact(relation, pairs(roles), pairs(qualifiers or {}), dates=dates, confidence=confidence,
                 rule=f"record/{rule}", evidence=tuple(evidence))
        )  # fmt: skip

    def measure(self, measure: Measure) -> str:
        """The measure's entity, noted; its id."""
        entity = self._entity(measure)
        old = self.measures.get(entity.id)
        self.measures[entity.id] = entity if old is None or len(entity.names) >= len(old.names) else old
        return entity.id

    def _entity(self, measure: Measure) -> Local:
        body, when = self.record.body, self.parsed.article.date or self.record.header.date
        whole = measure.symbol or measure.draft
        if measure.part or not whole:
            what = ", ".join(filter(None, (whole, measure.part or measure.title)))
            row = known(body)
            label = (
                what if whole else f"{row.entity.label if row else ''}, {self.record.header.symbol}: {what or 'draft'}"
            )
            return Local(f"resolution/{label}", EntityType.RESOLUTION, label, body=body, date=when)
        names = {measure.draft, measure.title} - {"", whole}
        return measure_entity(agenda.Measure(whole, whole, measure.title, body, when, names=names))


def extract(parsed: Parsed, record: Record, kit: Kit) -> Findings:
    """Everything that a verbatim record states by its layout, and whom and what its text names.

    Args:
        parsed: the record's article.
        record: its structure.
        kit: the model and tables, for the names in the text.
    """
    work = _Work(parsed, record, People(record), meeting_of(record))
    _speeches(work)
    _offices(work)
    for decision in record.decisions:
        _decision(work, decision)
    _sponsors(work)
    _membership(work)
    context = read(parsed, kit)
    principals = Principals.of(context)
    named = mentions(context, record, work.people, principals)
    told = list(_offices_told_by_the_chair(work, principals, named))
    work.facts += told
    facts = merge_facts(work.facts)
    used = {id for fact in facts for _, id in fact.roles} | {m.entity for m in named.mentions} | {record.body}
    forms = names_of(context)
    known_rows = {id: row.entity for id in used if (row := known(id))}
    entities = [
        *(Local(e.id, e.type, e.label, tuple(sorted(forms.get(e.id, set()) - {e.label})), e.identifiers)
          for _, e in sorted(known_rows.items())),
        *(replace(p, hints=p.hints | {f.object or "" for f in told if f.subject == p.id}) for p in named.people),
        work.meeting,
        *(entity for _, entity in sorted(work.measures.items())),
    ]  # fmt: skip
    return Findings(parsed.article, tuple(entities), tuple(named.mentions), tuple(facts))


def meeting_of(record: Record) -> Local:
    """The meeting as an entity; its symbol makes it one thing in every document."""
    header = record.header
    return Local(
        f"meeting/{header.symbol}", EntityType.MEETING, header.title, (header.symbol,),
        pairs({"symbol": header.symbol}), record.body, header.date,
    )  # fmt: skip


def _speeches(work: _Work) -> None:
    for turn in work.record.turns:
        span = [(turn.start, turn.end)]
        person = work.people.of(turn.speaker)
        affiliation = turn.speaker.affiliation
        body = principal(affiliation) if is_body(affiliation) else None  # an official of a body does not speak as it
        for subject in (person.key if person else None, turn.country, body):
            if subject:
                work.state(Relation.SPOKE_AT, {"subject": subject, "object": work.meeting.id}, span, "turn")


def _offices(work: _Work) -> None:
    for person in work.people:
        for role in person.roles.values():
            work.state(
                Relation.REPRESENTS, {"subject": person.key, "object": role.principal}, role.spans, "speaker",
                {"role": role.role}, _SURE if role.role == "delegate" else _TOLD,
            )  # fmt: skip


_OF_A_COUNTRY = frozenset({"represents/office_subject_of", "represents/apposition_of", "represents/possessive"})
"""The general rules that need no guess: office, name and country together ("Ambassador Badji of Senegal")."""


def _offices_told_by_the_chair(work: _Work, principals: Principals, named: Named) -> Iterator[Fact]:
    """What the chair says in passing of the offices of others than the speakers."""
    chair = [(turn.start, turn.end) for turn in work.record.turns if turn.presides]
    speakers = {person.key for person in work.people}
    for fact in principals.facts():
        told = any(start <= e.start < end for e in fact.evidence for start, end in chair)
        subject = named.ids.get(fact.subject)
        if told and fact.actual and fact.rule in _OF_A_COUNTRY and subject and subject not in speakers:
            yield fact


def _decision(work: _Work, decision: Decision) -> None:
    measure = decision.measure
    if not decision.votes and not decision.outcome:
        return  # "The amendment was withdrawn."
    if not measure.symbol and (again := sum(old == measure for old in work.decided)):
        # a second "oral amendment" or "draft decision" of the meeting is another one
        measure = replace(measure, part=f"{measure.part or measure.title or 'draft'} ({again + 1})")
    work.decided.append(decision.measure)
    id = work.measure(measure)
    for vote in decision.votes:
        roles = {"subject": vote.country, "object": id}
        work.state(Relation.VOTED_ON, roles, [vote.label, vote.span], "roll_call", {"choice": vote.choice})
    if decision.span and decision.outcome:
        numbers = {key: str(value) for key, value in decision.numbers}
        roles = {"subject": work.record.body, "object": id}
        work.state(Relation.VOTE_TALLY, roles, [decision.span], "result", numbers | {"outcome": decision.outcome})


def _sponsors(work: _Work) -> None:
    decided = {d.measure.draft: d.measure for d in work.record.decisions if d.measure.draft and not d.measure.part}
    for sponsor in work.record.sponsors:
        id = work.measure(decided.get(sponsor.draft, Measure(draft=sponsor.draft)))
        roles = {"subject": sponsor.country, "object": id}
        work.state(Relation.SPONSORED, roles, [sponsor.span], "sponsor", confidence=_TOLD)


def _membership(work: _Work) -> None:
    """The Council's members are those that its record lists, and the President's country."""
    if work.record.body == SECURITY_COUNCIL and work.record.members:
        for seated in (*work.record.members, *work.record.presidents):
            if seated.country:
                roles = {"subject": seated.country, "object": SECURITY_COUNCIL}
                work.state(Relation.MEMBER_OF, roles, [seated.span], "members")
