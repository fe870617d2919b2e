"""Context + rules → Findings: the facts of one article, each with its status and its evidence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from kg.context import Context, Kit, Sentence, is_body, read
from kg.entities.gazetteer import known
from kg.entities.people import family_name
from kg.entities.spans import Form, Ref
from kg.findings import Findings, Local
from kg.measures import (
    SECURITY_COUNCIL,
    Agenda,
    body_of,
    measure_entity,
    measure_of,
    meeting_before,
    meeting_entity,
    open_agenda,
    Measure,
)
from kg.parse import BlockKind, Parsed
from kg.principals import Principals
from kg.quotes import find_said
from kg.rules.load import Rule
from kg.rules.match import Match, matches
from kg.rules.status import status_of
from kg.rules.units import Unit
from kg.types import EntityType, Evidence, Fact, Mention, Modality, Polarity, Relation, pairs

_GUARDED = {
    Modality.PLANNED: "planned",
    Modality.HYPOTHETICAL: "hypothetical",
    Modality.REQUESTED: "requested",
    Modality.REPORTED: "reported",
    Modality.FORMER: "former",
}
_NUMBERS = ("for", "against", "abstained")
_REJECTED = re.compile(r"(?i)\b(reject(?:ed|s|ing)?|defeated|failed to (?:adopt|pass|obtain|win|secure|get)|fails to (?:adopt|pass)|failing to adopt|not adopted|voted down|was not carried)\b")
_ADOPTED = re.compile(r"(?i)\b(adopt(?:ed|s|ing|ion)?|approv(?:ed|es|ing)|pass(?:ed|es|ing)|carried|endors(?:ed|es)|vot(?:ed|es|ing)\b.{0,30}\bto)\b")
_SEATS = {SECURITY_COUNCIL: 15}


@dataclass(slots=True)
class _Draft:
    """A vote or tally whose measure is settled only when the article is read to its end."""

    fact: Fact
    measure: Measure


@dataclass(slots=True)
class _Work:
    context: Context
    agenda: Agenda
    principals: Principals
    facts: list[Fact] = field(default_factory=list)
    drafts: list[_Draft] = field(default_factory=list)
    events: dict[str, Local] = field(default_factory=dict)
    vetoed: set[str] = field(default_factory=set)


def extract(parsed: Parsed, kit: Kit) -> Findings:
    """Everything that one article states.

    Returns:
        Findings with ids local to the article where no table knows the entity.
    """
    context = read(parsed, kit)
    found = {s.index: list(matches(s.line, kit.clause_rules)) for s in context.sentences}
    agenda = open_agenda(context, found)
    work = _Work(context, agenda, Principals.of(context))
    work.facts.extend(work.principals.facts())
    for sentence in context.sentences:
        for match in _tallies_first(found[sentence.index]):
            _state(work, sentence, match)
    _settle_votes(work)
    work.facts.extend(_quotations(work))
    facts = _merge([f for f in work.facts if _sound(f)])
    return Findings(parsed.article, tuple(_entities(work, facts)), tuple(_mentions(context)), tuple(facts))


def _tallies_first(found: Iterable[Match]) -> list[Match]:
    """Tallies before votes, so that a sentence's numbers tell its measure; surer rules first."""
    return sorted(found, key=lambda m: (m.rule.relation is not Relation.VOTE_TALLY, -m.rule.confidence, m.first))


def _state(work: _Work, sentence: Sentence, match: Match) -> None:
    """Turn a match into facts: one for each combination of its roles."""
    relation = match.rule.relation
    if relation is None:
        return
    if relation is Relation.VOTE_TALLY:
        _tally(work, sentence, match)
        return
    polarity, modality = _status(sentence, match)
    for subject in match.roles.get("subject", ()):
        for object in _objects(work, sentence, match):
            if subject.ref is None or object is None or subject.ref.entity == object:
                continue
            roles = {"subject": subject.ref.entity, "object": object}
            fact = _fact(work, sentence, match, roles, match.rule.sets, polarity, modality)
            if relation is Relation.VOTED_ON:
                measure = work.agenda.measures[object]
                work.drafts.append(_Draft(fact, measure))
                if fact.actual and match.rule.sets.get("veto"):
                    work.vetoed.add(measure.key)
            else:
                work.facts.append(fact)


def _objects(work: _Work, sentence: Sentence, match: Match) -> Iterator[str | None]:
    """Entity ids, or for votes measure keys, of the match's object."""
    path = match.rule.paths.get("object", "")
    if path == "@session":
        if work.agenda.session and sentence.block.kind is BlockKind.PARAGRAPH:
            yield _event(work, work.agenda.session)
    elif path == "@meeting":
        yield _meeting_at_hand(work, sentence, match)
    elif path == "@measure" or match.rule.relation is Relation.VOTED_ON:
        yield _keyed(work, measure_of(work.agenda, sentence))
    else:
        for unit in match.roles.get("object", ()):
            if unit.ref:
                yield _object(work, sentence, unit.ref)


def _keyed(work: _Work, measure: Measure) -> str:
    return next(key for key, value in work.agenda.measures.items() if value is measure)


def _object(work: _Work, sentence: Sentence, ref: Ref) -> str:
    if ref.kind == "meeting":
        return _event(work, meeting_entity(work.agenda, sentence, ref))
    if ref.kind == "resolution":
        return _event(work, _named_measure(work, sentence, ref))
    return ref.entity


def _named_measure(work: _Work, sentence: Sentence, ref: Ref) -> Local:
    """The measure a sponsor's sentence names: by symbol, a new one ("a draft"), or the article's main one."""
    kind, _, key = ref.entity.partition(":")
    if kind == "symbol":
        measure = work.agenda.measure(ref.entity)
        measure.symbol = key
        return measure_entity(measure)
    if kind == "new" or work.agenda.main is None:
        article = work.context.parsed.article
        words = " ".join(sentence.span.doc[ref.start : ref.end].text.split())
        after = sentence.span.doc[ref.end : min(ref.end + 10, sentence.span.end)].text
        what = f"{words} {after}".strip(" .,\"")
        label = ", ".join(part for part in (article.date.isoformat() if article.date else "", what) if part)
        offset = sentence.block.offset + sentence.span.doc[ref.start].idx
        return Local(f"resolution/{label} ({article.id} {offset})", EntityType.RESOLUTION, label, (words,))
    return measure_entity(work.agenda.main)


def _event(work: _Work, entity: Local) -> str:
    old = work.events.get(entity.id)
    if old:
        names = tuple(sorted({*old.names, *entity.names}))
        entity = replace(old, names=names)
    work.events[entity.id] = entity
    return entity.id


def _meeting_at_hand(work: _Work, sentence: Sentence, match: Match) -> str | None:
    """The meeting that "told delegates" means: named in the sentence, the record's, or the body spoken of."""
    ref = meeting_before(work.agenda, sentence, match.line.units[match.first].start)
    if ref:
        return _event(work, meeting_entity(work.agenda, sentence, ref))
    if work.agenda.session:
        return _event(work, work.agenda.session)
    return body_of(work.agenda, sentence)


def _status(sentence: Sentence, match: Match) -> tuple[Polarity, Modality]:
    """The trigger's status as far as the rule's guards look at it; words inside a quotation are reported."""
    guards = match.rule.guards
    polarity, modality = status_of(match.trigger)
    if "negated" not in guards:
        polarity = Polarity.AFFIRMED
    if _GUARDED.get(modality) not in guards:
        modality = Modality.ACTUAL
    quoted = any(q.start < match.trigger.i < q.end for q in sentence.quotes)
    if quoted and modality is Modality.ACTUAL and "quoted" in guards:
        modality = Modality.REPORTED
    return polarity, modality


def _fact(
    work: _Work, sentence: Sentence, match: Match, roles: Mapping[str, str | None],
    qualifiers: Mapping[str, str], polarity: Polarity, modality: Modality,
) -> Fact:  # fmt: skip
    article = work.context.parsed.article
    start, end = _span(match)
    start, end = _trimmed(article.text, start, end)
    kept = {key: value for key, value in qualifiers.items() if key not in ("as", "veto")}
    confidence = match.rule.confidence - (0.1 if _by_pronoun(match) else 0.0)
    return Fact(
        match.rule.relation or Relation.SAID, pairs(roles), pairs(kept), polarity, modality,
        (article.date,) if article.date else (), round(confidence, 3), match.rule.id,
        (Evidence(article.id, start, end, article.text[start:end]),),
    )  # fmt: skip


def _span(match: Match) -> tuple[int, int]:
    """Characters of the match, widened to the units that fill its roles by way of the parse."""
    start, end = match.line.chars(match.first, match.last)
    doc, offset = match.line.doc, match.line.offset
    units = [u for role in ("subject", "object") for u in match.roles.get(role, ()) if match.rule.paths.get(role, "@")[0] != "@"]
    start = min([start, *(offset + doc[u.start].idx for u in units)])
    end = max([end, *(offset + doc[u.end - 1].idx + len(doc[u.end - 1]) for u in units)])
    return start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1] in " ,;([\n":
        end -= 1
    while start < end and text[start] in " ,;)\n":
        start += 1
    return start, end


def _by_pronoun(match: Match) -> bool:
    return any(u.ref and u.ref.form is Form.PRONOUN for units in match.roles.values() for u in units)


# --- votes -----------------------------------------------------------------------------------------------------------


def _tally(work: _Work, sentence: Sentence, match: Match) -> None:
    numbers = {name: str(units[0].value) for name, units in match.roles.items() if name in _NUMBERS}
    polarity, modality = _status(sentence, match)
    measure = measure_of(work.agenda, sentence, [numbers.get(n) for n in _NUMBERS])
    outcome = match.rule.sets.get("outcome") or outcome_of(sentence, work.context)
    if not numbers and match.rule.id.rpartition("/")[2] in ("majority", "failed") and work.agenda.main and work.agenda.main.numbers:
        return  # an earlier vote recalled beside the one that is told in full
    body = measure.body or body_of(work.agenda, sentence)
    if body is None:
        return
    roles = {"subject": body, "object": _keyed(work, measure)}
    fact = _fact(work, sentence, match, roles, numbers | ({"outcome": outcome} if outcome else {}), polarity, modality)
    work.drafts.append(_Draft(fact, measure))


def outcome_of(sentence: Sentence, context: Context) -> str | None:
    """Adopted, Rejected or Vetoed, by the verbs of the sentence, else of the one before."""
    before = context.sentences[max(sentence.index - 1, 0) : sentence.index]
    for candidate in (sentence, *before):
        text = candidate.span.text
        if re.search(r"(?i)\bveto(?:ed|es|ing)\b", text):
            return "Vetoed"
        if _REJECTED.search(text):
            return "Rejected"
        if _ADOPTED.search(text):
            return "Adopted"
    return None


def _settle_votes(work: _Work) -> None:
    """Give votes and tallies their measure's final name, and complete tallies that their voters complete."""
    drafts = work.drafts
    for key, tallies in _by_measure(drafts, Relation.VOTE_TALLY).items():
        votes = [d for d in drafts if d.fact.relation is Relation.VOTED_ON and d.measure.key == key and d.fact.actual]
        whole = _completed(tallies, votes, work.vetoed)
        id = _event(work, measure_entity(tallies[0].measure))
        roles = {"subject": tallies[0].measure.body or tallies[0].fact.subject, "object": id}
        work.facts.append(replace(whole, roles=pairs(roles)))
    for draft in drafts:
        if draft.fact.relation is Relation.VOTED_ON:
            id = _event(work, measure_entity(draft.measure))
            roles = {"subject": draft.fact.subject, "object": id}
            work.facts.append(replace(draft.fact, roles=pairs(roles)))


def _by_measure(drafts: Iterable[_Draft], relation: Relation) -> dict[str, list[_Draft]]:
    groups: dict[str, list[_Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.fact.relation is relation:
            groups[draft.measure.key].append(draft)
    return groups


def _completed(tallies: list[_Draft], votes: list[_Draft], vetoed: set[str]) -> Fact:
    """One tally a measure: the numbers of all its sentences together.

    A number no sentence gives is counted from the members named only where the text says that they are all
    ("only Russia") or where the sum then equals the number of seats.
    """
    fact = max((t.fact for t in tallies), key=lambda f: len(f.qualifiers))
    values = dict(fact.qualifiers)
    for other in tallies:
        for key, value in other.fact.qualifiers:
            values.setdefault(key, value)
    evidence = {e for t in tallies for e in t.fact.evidence}
    counts: dict[str, set[str]] = defaultdict(set)
    spans: dict[str, set[Evidence]] = defaultdict(set)
    for vote in votes:
        choice = vote.fact.qualifier("choice") or ""
        counts[choice].add(vote.fact.subject)
        spans[choice].update(vote.fact.evidence)
        if vote.fact.rule.endswith("/only") and "against" not in values:
            values["against"] = str(len(counts["against"]))
            evidence |= set(vote.fact.evidence)
    missing = [n for n in _NUMBERS if n not in values and counts[n]]
    seats = _SEATS.get(tallies[0].measure.body or "")
    if missing and seats and sum(int(values[n]) for n in _NUMBERS if n in values) + sum(len(counts[n]) for n in missing) == seats:
        for name in missing:
            values[name] = str(len(counts[name]))
            evidence |= spans[name]
    if tallies[0].measure.key in vetoed and values.get("outcome") != "Adopted":
        values["outcome"] = "Vetoed"
    return replace(fact, qualifiers=pairs(values), evidence=tuple(sorted(evidence)))


# --- quotations ------------------------------------------------------------------------------------------------------


def _quotations(work: _Work) -> Iterator[Fact]:
    article = work.context.parsed.article
    for said in find_said(work.context):
        roles: dict[str, str | None] = {"subject": said.speaker}
        if work.agenda.session:
            roles["at"] = _event(work, work.agenda.session)
        yield Fact(
            Relation.SAID, pairs(roles), pairs({"text": said.text, "cue": said.cue}),
            dates=(article.date,) if article.date else (), confidence=said.confidence, rule="said/attribution",
            evidence=(Evidence(article.id, said.start, said.end, said.text),),
        )  # fmt: skip


# --- the article's record --------------------------------------------------------------------------------------------


def _sound(fact: Fact) -> bool:
    """A relation between a thing and itself is a misreading."""
    return fact.subject != fact.object


def _merge(facts: Iterable[Fact]) -> list[Fact]:
    """One fact a claim: the surest rule's, with the shortest evidence of each place."""
    merged: dict[str, Fact] = {}
    for fact in facts:
        old = merged.get(fact.id)
        if old is None:
            merged[fact.id] = fact
            continue
        best, other = sorted((old, fact), key=lambda f: (-f.confidence, f.rule))
        merged[fact.id] = replace(best, evidence=joined_evidence(best.evidence, other.evidence))
    return list(merged.values())


def joined_evidence(surer: Iterable[Evidence], other: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """One span a place: of spans that overlap, the surer rule's."""
    kept = list(surer)
    for span in other:
        if not any(k.article == span.article and k.start < span.end and span.start < k.end for k in kept):
            kept.append(span)
    return tuple(sorted(kept))


def _entities(work: _Work, facts: Iterable[Fact]) -> Iterator[Local]:
    context = work.context
    used = {id for f in facts for _, id in f.roles}
    forms: dict[str, set[str]] = defaultdict(set)
    for block in context.parsed.blocks:
        for ref in context.mentions[block.index]:
            if ref.form in (Form.NAME, Form.METONYM) and ref.kind in ("country", "institution"):
                forms[ref.entity].add(_name(block.doc[ref.start : ref.end].text))
            else:
                forms[ref.entity]
    for person in context.people:
        if person.key in forms or person.key in used:
            names = tuple(sorted({*person.names, family_name(person.label)} - {person.label}))
            yield Local(person.key, EntityType.PERSON, person.label, names, hints=work.principals.hints(person.key))
    for organization in context.organizations:
        if organization.key in forms or organization.key in used:
            names = tuple(sorted(set(organization.names) - {organization.label}))
            yield Local(organization.key, EntityType.INSTITUTION, organization.label, names)
    bodies = {e.body for e in work.events.values() if e.body}
    for id in sorted({*forms, *used, *bodies}):
        row = known(id)
        if row:
            e = row.entity
            yield Local(id, e.type, e.label, tuple(sorted(forms[id] - {e.label})), e.identifiers)
    for id, event in work.events.items():
        if id in used:
            yield event


def _name(text: str) -> str:
    text = " ".join(text.split())
    return re.sub(r"(?:'s|')$", "", text)


def _mentions(context: Context) -> Iterator[Mention]:
    article = context.parsed.article
    for block in context.parsed.blocks:
        for ref in context.mentions[block.index]:
            if ref.kind in ("person", "country", "institution"):
                span = block.doc[ref.start : ref.end]
                start = block.offset + span.start_char
                end = block.offset + span.end_char
                yield Mention(article.id, start, end, ref.entity, article.text[start:end])
