"""Context + rules → Findings: the facts of one article, each with its status and its evidence."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from kg.agenda import SECURITY_COUNCIL, open_agenda
from kg.context import Context, Kit, Sentence, read, resolve
from kg.descriptions import describe
from kg.entities.gazetteer import known
from kg.entities.names import family_name
from kg.entities.spans import Form, Ref
from kg.facts import Draft, Work, event, make_fact, merge_facts, status_in
from kg.findings import Findings, Local
from kg.measures import body_of, key_of, measure_entity, measure_of
from kg.meetings import meeting_before, meeting_entity
from kg.parse import BlockKind, Parsed
from kg.principals import Principals
from kg.quotes import find_said
from kg.rules.match import Match, matches, subjects
from kg.types import EntityType, Evidence, Fact, Mention, Modality, Relation, pairs
from kg.votes import settle_votes, tally


def extract(parsed: Parsed, kit: Kit) -> Findings:
    """Everything that one article states.

    Returns:
        Findings with ids local to the article where no table knows the entity.
    """
    context = read(parsed, kit)
    principals = Principals.of(context)
    told = describe(context, principals.holdings)
    principals.holdings += told.holdings
    resolve(context, told.meant)
    found = {s.index: list(matches(s.line, kit.clause_rules)) for s in context.sentences}
    agenda = open_agenda(context, found)
    work = Work(context, agenda, principals)
    work.facts.extend(work.principals.facts())
    for sentence in context.sentences:
        for match in _tallies_first(found[sentence.index]):
            if not _named_otherwise(match, found[sentence.index]):
                _state(work, sentence, match)
    settle_votes(work)
    work.facts.extend(_quotations(work))
    facts = merge_facts([f for f in work.facts if _sound(f)])
    return Findings(parsed.article, tuple(_entities(work, facts)), tuple(_mentions(context)), tuple(facts))


def _named_otherwise(match: Match, found: Iterable[Match]) -> bool:
    """True for a subject by the parse where another rule's words name the subject of the same deed."""
    if "subject" not in match.rule.paths:
        return False
    objects = {u.start for u in match.roles.get("object", ())}
    return any(
        other.rule.relation is match.rule.relation
        and other.trigger.i == match.trigger.i
        and "subject" not in other.rule.paths
        and objects <= {u.start for u in other.roles.get("object", ())}
        for other in found
    )


def _tallies_first(found: Iterable[Match]) -> list[Match]:
    """Tallies before votes, so that a sentence's numbers tell its measure; surer rules first."""
    return sorted(found, key=lambda m: (m.rule.relation is not Relation.VOTE_TALLY, -m.rule.confidence, m.first))


def _state(work: Work, sentence: Sentence, match: Match) -> None:
    """Turn a match into facts: one for each combination of its roles."""
    relation = match.rule.relation
    if relation is None:
        return
    if relation is Relation.VOTE_TALLY:
        tally(work, sentence, match)
        return
    polarity, modality = status_in(sentence, match)
    for subject in match.roles.get("subject", ()):
        for object in _objects(work, sentence, match):
            if subject.ref is None or object is None or subject.ref.entity == object:
                continue
            if subject.code == "institution.official":
                continue  # an unnamed chief is not the body he heads
            roles = {"subject": _voter(work, relation, subject.ref), "object": object}
            told = modality
            if relation is Relation.VOTED_ON and _told_by_another(work, match, subject.ref):
                told = Modality.REPORTED
            fact = make_fact(work, match, roles, match.rule.sets, polarity, told)
            if relation is Relation.VOTED_ON:
                measure = work.agenda.measures[object]
                if subject.ref.entity == measure.body and match.rule.sets.get("choice") == "for":
                    continue  # a body's own decision is a tally
                work.drafts.append(Draft(fact, measure))
                if fact.actual and match.rule.sets.get("veto"):
                    work.vetoed.add(measure.key)
            else:
                work.facts.append(fact)


def _told_by_another(work: Work, match: Match, voter: Ref) -> bool:
    """True where somebody tells of another's vote: "Chile's delegate said that Norway had voted against"."""
    verb = match.trigger
    while verb.dep_ in ("ccomp", "conj", "xcomp") and verb.head is not verb:
        if verb.dep_ == "ccomp" and verb.head.lemma_ in _TELLING:
            break
        verb = verb.head
    else:
        return False
    tellers = [unit for t in subjects(verb.head) if (unit := match.line.unit_at(t.i)) and unit.ref]
    if not tellers:
        return False
    told = {tellers[0].ref.entity, *work.principals.hints(tellers[0].ref.entity)} if tellers[0].ref else set()
    return voter.entity not in told and voter.form is not Form.NOMINAL


_TELLING = frozenset("say tell recall claim note add state stress argue allege insist report declare".split())


def _voter(work: Work, relation: Relation, ref: Ref) -> str:
    """In a record it is the country that votes, whoever says so for it; elsewhere who is named."""
    if relation is Relation.VOTED_ON and ref.kind == "person" and work.agenda.session:
        countries = {h for h in work.principals.hints(ref.entity) if h.startswith("country/")}
        return countries.pop() if len(countries) == 1 else ref.entity
    return ref.entity


def _objects(work: Work, sentence: Sentence, match: Match) -> Iterator[str | None]:
    """Entity ids, or for votes measure keys, of the match's object."""
    path = match.rule.paths.get("object", "")
    if path == "@session":
        if work.agenda.session and sentence.block.kind is BlockKind.PARAGRAPH:
            yield event(work, work.agenda.session)
    elif path == "@meeting":
        yield _meeting_at_hand(work, sentence, match)
    elif path == "@gathering":
        yield _gathering(work, sentence, match)
    elif path == "@body":
        yield _body_before(work, sentence, match)
    elif path == "@measure" and match.rule.relation is not Relation.VOTED_ON:
        yield event(work, measure_entity(measure_of(work.agenda, sentence)))
    elif match.rule.relation is Relation.VOTED_ON:
        veto = bool(match.rule.sets.get("veto"))
        yield key_of(work.agenda, measure_of(work.agenda, sentence, body=SECURITY_COUNCIL if veto else None))
    else:
        for unit in match.roles.get("object", ()):
            if unit.ref:
                yield _object(work, sentence, unit.ref)


def _object(work: Work, sentence: Sentence, ref: Ref) -> str:
    if ref.kind == "meeting":
        return event(work, meeting_entity(work.agenda, sentence, ref))
    if ref.kind == "resolution":
        return event(work, _named_measure(work, sentence, ref))
    return ref.entity


def _named_measure(work: Work, sentence: Sentence, ref: Ref) -> Local:
    """The measure a sponsor's sentence names: by symbol, a new one ("a draft"), or the article's main one."""
    kind, _, key = ref.entity.partition(":")
    if kind == "symbol":
        measure = work.agenda.measure(ref.entity)
        measure.symbol = key
        return measure_entity(measure)
    doc = sentence.span.doc
    words = " ".join(doc[ref.start : ref.end].text.split())
    other = kind == "new" or doc[ref.end - 1].lower_ in _OWN_MEASURES
    if not other and (work.agenda.main or work.agenda.session):
        return measure_entity(work.agenda.main or measure_of(work.agenda, sentence))
    article = work.context.parsed.article
    what = f"{words} {_clause_after(doc, ref.end, sentence.span.end)}".strip()
    label = ", ".join(part for part in (article.date.isoformat() if article.date else "", what) if part)
    place = words if doc[ref.end - 1].lower_ in _OWN_MEASURES and kind != "new" else str(doc[ref.start].idx)
    scope = f"{article.id} {sentence.block.offset if place != words else ''} {place}"
    return Local(f"resolution/{label} ({scope})", EntityType.RESOLUTION, label, (words,))


_OWN_MEASURES = frozenset({"motion", "amendment", "proposal"})
"""Measures that stand beside the main one of an article: a motion to vote in secret, an amendment."""


def _clause_after(doc: Doc, start: int, end: int) -> str:
    """What a measure does, in the words that follow its name, up to the next mark."""
    stop = next((t.i for t in doc[start : min(start + 10, end)] if t.is_punct), min(start + 10, end))
    return str(doc[start:stop].text)


def _meeting_at_hand(work: Work, sentence: Sentence, match: Match) -> str | None:
    """The meeting that "told delegates" means: named in the sentence, the record's, or the body spoken of."""
    ref = meeting_before(work.agenda, sentence, match.line.units[match.first].start)
    if ref:
        return event(work, meeting_entity(work.agenda, sentence, ref))
    if work.agenda.session:
        return event(work, work.agenda.session)
    return body_of(work.agenda, sentence)


_BACK = 3
"""Sentences back in which the gathering may be named that "told the hall" is about, or the bloc whose members are."""


def _gathering(work: Work, sentence: Sentence, match: Match) -> str | None:
    """The meeting that "in her address" belongs to: one the text tells of, in the sentence or shortly before."""
    if work.agenda.session:
        return event(work, work.agenda.session)
    first = match.line.units[match.first].start
    for near in reversed(work.context.sentences[max(sentence.index - _BACK, 0) : sentence.index + 1]):
        for unit in reversed((near.folded or near.line).units):
            before = near is not sentence or unit.start < first
            if before and unit.kind == "meeting" and unit.ref and near.block.kind is BlockKind.PARAGRAPH:
                return event(work, meeting_entity(work.agenda, near, unit.ref))
    return None


def _body_before(work: Work, sentence: Sentence, match: Match) -> str | None:
    """The body named last before "its five members": an organisation of states or an organ of one."""
    first = match.line.units[match.first].start
    for near in reversed(work.context.sentences[max(sentence.index - 1, 0) : sentence.index + 1]):
        for ref in reversed(work.context.mentions[near.block.index]):
            row = known(ref.entity)
            inside = near.span.start <= ref.start < (first if near is sentence else near.span.end)
            if inside and row and row.kind in ("organ", "igo"):
                return ref.entity
    return None


def _quotations(work: Work) -> Iterator[Fact]:
    article = work.context.parsed.article
    session = work.agenda.session
    speakers = {f.subject for f in work.facts if session and f.relation is Relation.SPOKE_AT and f.object == session.id}
    for said in find_said(work.context):
        roles: dict[str, str | None] = {"subject": said.speaker}
        if session and said.speaker in speakers:  # others are only quoted by those who spoke
            roles["at"] = event(work, session)
        yield Fact(
            Relation.SAID, pairs(roles), pairs({"text": said.text, "cue": said.cue}),
            dates=(article.date,) if article.date else (), confidence=said.confidence, rule="said/attribution",
            evidence=(Evidence(article.id, said.start, said.end, said.text),),
        )  # fmt: skip


def _sound(fact: Fact) -> bool:
    """A relation between a thing and itself is a misreading."""
    return fact.subject != fact.object


def _entities(work: Work, facts: Iterable[Fact]) -> Iterator[Local]:
    """Everything named in the article or in its facts."""
    used = {id for fact in facts for _, id in fact.roles}
    forms = _forms(work.context)
    yield from _own_entities(work, {*forms, *used})
    bodies = {e.body for e in work.events.values() if e.body}
    for id in sorted({*forms, *used, *bodies}):
        row = known(id)
        if row:
            e = row.entity
            yield Local(id, e.type, e.label, tuple(sorted(forms.get(id, set()) - {e.label})), e.identifiers)
    yield from (entity for id, entity in work.events.items() if id in used)


def _forms(context: Context) -> dict[str, set[str]]:
    """By entity, the names it has in the article; adjectives and seats of government are no names."""
    forms: dict[str, set[str]] = defaultdict(set)
    for block in context.parsed.blocks:
        for ref in context.mentions[block.index]:
            named = ref.form in (Form.NAME, Form.METONYM) and ref.kind in ("country", "institution")
            forms[ref.entity] |= {_name(block.doc[ref.start : ref.end].text)} if named else set()
    return forms


def _own_entities(work: Work, wanted: set[str]) -> Iterator[Local]:
    """The people and institutions that no table knows."""
    surnames = Counter(family_name(person.label) for person in work.context.people)
    for person in work.context.people:
        if person.key in wanted:
            family = family_name(person.label)
            names = {*person.names, *([family] if surnames[family] == 1 else [])} - {person.label}
            hints = work.principals.hints(person.key)
            yield Local(person.key, EntityType.PERSON, person.label, tuple(sorted(names)), hints=hints)
    for body in work.context.organizations:
        if body.key in wanted:
            kind, _, code = body.key.partition("/")
            codes = pairs({"iso3166-1-alpha-3": code}) if kind == "country" else ()
            type_ = EntityType.COUNTRY if codes else EntityType.INSTITUTION
            yield Local(body.key, type_, body.label, tuple(sorted(set(body.names) - {body.label})), codes)


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
