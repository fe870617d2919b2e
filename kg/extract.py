"""Context + rules → Findings: the facts of one article, each with its status and its evidence."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator

from spacy.tokens import Span

from kg.company import of_one_of_them, with_company
from kg.context import Context, Kit, Sentence, read, resolve
from kg.entities.names import family_name
from kg.entities.spans import Form, Ref
from kg.entities.tables import known
from kg.entities.territories import is_territory
from kg.facts import Draft, Work, event, make_fact, merge_facts, status_in
from kg.fills import objects_of
from kg.findings import Findings, Local
from kg.memberships import admits, is_none, when_member
from kg.offices.descriptions import describe
from kg.offices.principals import Principals
from kg.offices.stood_for import stood_for
from kg.parse import Parsed
from kg.quotations.quotes import Said, find_said
from kg.rules.fold import matches_inside
from kg.rules.load import SAME
from kg.rules.match import Match, matches
from kg.rules.units import Unit
from kg.sponsors import put_forward_for
from kg.types import EntityType, Evidence, Fact, Mention, Modality, Polarity, Relation, pairs
from kg.votes.agenda import Measure, open_agenda
from kg.votes.annexes import annex_votes, is_annex
from kg.votes.measures import another_month, key_of
from kg.votes.openings import DATED, OTHER, of_time, rival_in, time_told
from kg.votes.own_votes import own_texts, own_votes
from kg.votes.tallies import count_together, settle_votes, tally, tells_of_votes
from kg.votes.vote_doubts import settled
from kg.votes.vote_lists import list_votes
from kg.votes.voters import no_vote, told_by_another
from kg.wholes import wholes


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
    principals.take(stood_for(context, kit.phrase_rules))
    inner = [rule for rule in kit.clause_rules if rule.relation is Relation.PART_OF or rule.id == _MEMBER]
    found = {s.index: [*_found(context, s, kit), *matches_inside(s.phrases, inner)] for s in context.sentences}
    agenda = open_agenda(context, found)
    work = Work(context, agenda, principals)
    work.facts.extend(work.principals.facts())
    for sentence in context.sentences:
        count_together(agenda, sentence, found[sentence.index])
        for match in _tallies_first(found[sentence.index]):
            in_list = match.rule.relation is Relation.VOTED_ON and is_annex(agenda, sentence.block)
            if not in_list and not _named_otherwise(match, found[sentence.index]):
                _state(work, sentence, match)
    work.drafts.extend(annex_votes(work))
    work.drafts.extend(list_votes(work))
    said = list(find_said(context))
    work.drafts.extend(own_votes(work, said))
    work.facts.extend(own_texts(work, said))
    settle_votes(work)
    work.facts.extend(_quotations(work, said))
    work.facts.extend(wholes(context, kit.gazetteer))
    facts = merge_facts([f for f in work.facts if _sound(f)])
    _forget_places(context, {id for fact in facts for _, id in fact.roles})
    return Findings(parsed.article, tuple(_entities(work, facts)), tuple(mentions_of(context)), tuple(facts))


_MEMBER = "memberOf/apposition"
"""The rule of membership for what the folded line hides: "Ana Ruiz, | a member of the commission"."""


def _forget_places(context: Context, used: Container[str]) -> None:
    """A state or city for which nobody is said to act is a place: "Ana Ruiz served as mayor of Talca until 2010"."""
    for index, refs in context.mentions.items():
        context.mentions[index] = [r for r in refs if r.entity in used or not is_territory(r.entity)]


def _found(context: Context, sentence: Sentence, kit: Kit) -> Iterator[Match]:
    """The matches of the clause rules in a sentence, with whom "the two" means."""
    return with_company(context.sentences, sentence, matches(sentence.line, kit.clause_rules))


def _named_otherwise(match: Match, found: Iterable[Match]) -> bool:
    """True for a subject by the parse where another rule's words name the subject of the same deed."""
    if "subject" not in match.rule.paths:
        return False
    objects = {u.start for u in match.roles.get("object", ())}
    told = match.rule.paths.get("object")
    return any(
        other.rule.relation is match.rule.relation
        and (told is None or told == other.rule.paths.get("object"))
        and other.trigger.i == match.trigger.i
        and "subject" not in other.rule.paths
        and not _in_company(other)
        and objects <= {u.start for u in other.roles.get("object", ())}
        for other in found
    )


def _in_company(match: Match) -> bool:
    """ "voted against it along with | Chile": Chile did so too, beside the subject."""
    first = min((u.start for u in match.roles.get("subject", ())), default=0)
    before = match.line.doc[max(first - 2, 0) : first]
    return any(t.lower_ in ("with", "did") for t in before) and first > match.trigger.i


def _tallies_first(found: Iterable[Match]) -> list[Match]:
    """Tallies before votes, so that a sentence's numbers tell its measure; surer rules first."""
    return sorted(found, key=lambda m: (m.rule.relation is not Relation.VOTE_TALLY, -m.rule.confidence, m.first))


def _state(work: Work, sentence: Sentence, match: Match) -> None:
    """Turn a match into facts: one for each combination of its roles."""
    relation = match.rule.relation
    loose = match.rule.paths.get("object") == "@vote"
    if relation is None or (relation is Relation.MEMBER_OF and is_none(match)):
        return
    if relation is Relation.VOTED_ON and match.trigger.lemma_ == "say" and not (loose or tells_of_votes(work)):
        return  # "Chile and Peru said no" to whatever it was
    if relation is Relation.VOTE_TALLY:
        tally(work, sentence, match)
        return
    for subject in match.roles.get("subject", ()):
        if subject.ref is None or subject.code == "institution.official":
            continue  # an unnamed chief is not the body he heads
        if relation is Relation.SPONSORED and _only_where(match, subject):
            continue
        if match.rule.sets.get("veto") and subject.kind == "person" and not work.agenda.session:
            continue  # "President Ana Ruiz vetoed the bill": no vote of a member
        for object in objects_of(work, sentence, match):
            if object is not None and subject.ref.entity != object and not of_one_of_them(match, subject, object):
                _note(work, sentence, match, subject.ref, object)


def _only_where(match: Match, subject: Unit) -> bool:
    """ "Parties in | Chile called a meeting", "the missions to the | United Nations hosted it": it did not do so."""
    if subject.start != next((u.start for u in match.line.units[match.first :] if not u.code.endswith("~DET")), -1):
        return False
    if match.line.doc[subject.end : subject.end + 1].text == "-" or match.trigger.pos_ not in ("VERB", "AUX"):
        return False  # "in a Chilean-|drafted text", "against | Chile's draft"
    before = [t for t in match.line.doc[max(subject.start - 2, 0) : subject.start] if t.pos_ != "DET"][-1:]
    return any(t.lower_ in ("to", "in", "at", "with", "against", "from") and t.pos_ == "ADP" for t in before)


def _note(work: Work, sentence: Sentence, match: Match, subject: Ref, object: str) -> None:
    """Note what a match states of a subject and an object; votes wait for their measure's name."""
    polarity, modality = status_in(sentence, match)
    relation = match.rule.relation
    actor = _actor(work, subject, match)
    if actor is None or (relation is Relation.MEMBER_OF and not admits(work, object, actor)):
        return
    if relation is not Relation.VOTED_ON:
        told = when_member(work, match, modality) if relation is Relation.MEMBER_OF else modality
        for one in (actor, *put_forward_for(work, match, subject, object)):
            roles = {"subject": one, "object": object}
            work.facts.append(make_fact(work, match, roles, match.rule.sets, polarity, told))
        return
    _note_vote(work, sentence, match, subject, actor, object, polarity, modality)


def _note_vote(
    work: Work, sentence: Sentence, match: Match, subject: Ref, actor: str, object: str,
    polarity: Polarity, modality: Modality,
) -> None:  # fmt: skip
    """Note a vote, to be settled with its measure."""
    measure = None if no_vote(work, match, subject) else _measure_told(work, sentence, match, object)
    if measure is None:
        return
    modality = settled(match, modality)
    object = object if measure is work.agenda.measures[object] else key_of(work.agenda, measure)
    if subject.entity == measure.body and match.rule.sets.get("choice") == "for":
        return  # a body's own decision is a tally
    if told_by_another(work, match, subject):
        modality = Modality.REPORTED
    roles = {"subject": actor, "object": object}
    fact = make_fact(work, match, roles, match.rule.sets, polarity, modality)
    same = match.rule.sets.get("choice") == SAME
    like = tuple(u.ref.entity if u.ref else str(u.value) for u in match.roles.get("of", ())) if same else None
    work.drafts.append(Draft(fact, measure, like, loose=match.rule.paths.get("object") == "@vote"))
    if fact.actual and match.rule.sets.get("veto"):
        work.vetoed.add(measure.key)


def _measure_told(work: Work, sentence: Sentence, match: Match, object: str) -> Measure | None:
    """The measure of a vote: where its own words say so, that of another month, or another text."""
    agenda, date = work.agenda, work.context.parsed.article.date
    measure = agenda.measures[object]
    if date and not measure.key.startswith(DATED) and (month := another_month(match, date)):
        earlier = of_time(agenda, sentence, time_told(agenda, sentence) or month)
        if earlier:
            agenda.spoken[sentence.index] = earlier
        return earlier
    return agenda.measure(f"{OTHER}{sentence.index}") if rival_in(match) else measure


def _actor(work: Work, ref: Ref, match: Match) -> str | None:
    """Who does it: whoever is named, the country in "her country abstained", and in a record of a vote the country."""
    own = bool(match.rule.sets.get("own"))
    if ref.kind != "person" or not (own or (work.agenda.session and match.rule.relation is Relation.VOTED_ON)):
        return ref.entity
    countries = {h for h in work.principals.hints(ref.entity) if h.startswith("country/")}
    return countries.pop() if len(countries) == 1 else None if own else ref.entity


def _quotations(work: Work, quoted: Iterable[Said]) -> Iterator[Fact]:
    article = work.context.parsed.article
    session = work.agenda.session
    speakers = {f.subject for f in work.facts if session and f.relation is Relation.SPOKE_AT and f.object == session.id}
    for said in quoted:
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
    forms = names_of(work.context)
    yield from _own_entities(work, {*forms, *used})
    bodies = {e.body for e in work.events.values() if e.body}
    for id in sorted({*forms, *used, *bodies}):
        row = known(id)
        if row:
            e = row.entity
            yield Local(id, e.type, e.label, tuple(sorted(forms.get(id, set()) - {e.label})), e.identifiers)
    yield from (entity for id, entity in work.events.items() if id in used)


def names_of(context: Context) -> dict[str, set[str]]:
    """By entity, the names it has in the article; adjectives and seats of government are no names."""
    forms: dict[str, set[str]] = defaultdict(set)
    for block in context.parsed.blocks:
        for ref in context.mentions[block.index]:
            text = _name(block.doc[ref.start : ref.end].text)
            named = ref.form in (Form.NAME, Form.METONYM) and ref.kind in ("country", "institution")
            party = ref.kind == "institution" and ref.form is Form.DEMONYM and _is_noun(block.doc[ref.start : ref.end])
            forms[ref.entity] |= {text} if named or party else set()
    return forms


def _is_noun(party: Span) -> bool:
    """ "The Greens", "Green Alliance", "Labour won": the party's name, not "a Republican | senator"."""
    alone = party[-1].dep_ not in ("amod", "compound", "nmod", "poss")
    return len(party) > 1 or party.text.endswith("s") or (alone and party[-1].pos_ == "PROPN")


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


def mentions_of(context: Context) -> Iterator[Mention]:
    """Where the article names people, countries and institutions."""
    article = context.parsed.article
    for block in context.parsed.blocks:
        for ref in context.mentions[block.index]:
            if ref.kind in ("person", "country", "institution"):
                span = block.doc[ref.start : ref.end]
                start = block.offset + span.start_char
                end = block.offset + span.end_char
                yield Mention(article.id, start, end, ref.entity, article.text[start:end])
