"""Which body a sentence on a vote speaks of: named with the measure, the subject, the record's, the last one named."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kg.context import Context, Sentence
from kg.entities.spans import Ref
from kg.entities.symbols import SECURITY_COUNCIL, UNITED_NATIONS
from kg.entities.tables import institutions, known
from kg.parse import BlockKind
from kg.votes.agenda import Agenda

_VOTING = frozenset("vote adopt approve pass reject fail veto decide".split())
_DECIDING = _VOTING | set("back suspend expel admit condemn agree endorse".split())


def named_with_it(context: Context, sentence: Sentence) -> str | None:
    """The body of "the draft Security Council resolution", "the resolution before the Security Council"."""
    doc = sentence.span.doc
    for measure in measures_in(context, sentence):
        link = doc[measure.end].lower_ if measure.end < sentence.span.end else ""
        reach = measure.end + 3 if link in ("of", "in", "before", "by", "at") else measure.end
        for ref in mentions_in(context, sentence):
            with_it = ref.end == measure.start or measure.start <= ref.start < reach
            if with_it and ref.kind == "institution" and votes(context, ref.entity):
                return ref.entity
    return None


def measures_in(context: Context, sentence: Sentence) -> list[Ref]:
    """The measures that a sentence names."""
    refs = context.refs[sentence.block.index]
    return [r for r in refs if r.kind == "resolution" and sentence.span.start <= r.start < sentence.span.end]


def body_of(agenda: Agenda, sentence: Sentence) -> str | None:
    """The body that votes: the subject of the sentence, else the record's, else the last one named before."""
    if agenda.session_body:
        return voting_subject(agenda.context, sentence) or agenda.session_body
    sentences = agenda.context.sentences
    for candidate in reversed(sentences[max(0, sentence.index - 6) : sentence.index + 1]):
        if _OF_EUROPE.search(candidate.span.text) and not voting_subject(agenda.context, candidate, voting=True):
            return _EUROPEAN_PARLIAMENT
        named = [
            r.entity
            for r in mentions_in(agenda.context, candidate)
            if r.kind == "institution" and votes(agenda.context, r.entity) and not _of_an_office(candidate, r)
        ]
        subject = voting_subject(agenda.context, candidate, voting=True) or voting_subject(agenda.context, candidate)
        if not (subject or named) and (igo := _whose_members(agenda.context, candidate)):
            return igo
        if subject or named:
            return subject if subject in named or not named else named[0]
    small = _called(agenda.context, sentence)
    return (
        small
        or main_body(agenda.context)
        or _organization(agenda.context, sentence)
        or _named_next(agenda, sentence)
        or _main_organization(agenda.context, sentence)
    )


def _of_an_office(sentence: Sentence, ref: Ref) -> bool:
    """ "| African Union Commission chief Ana Ruiz spoke": it is he who is named."""
    unit = sentence.line.unit_at(ref.start)
    after = sentence.span.doc[ref.end : ref.end + 1].text
    return (unit is not None and unit.kind in ("person", "office")) or after in _HEADS


_HEADS = frozenset("chief president chair chairman chairperson head secretary spokesman spokeswoman envoy".split())


def _main_organization(context: Context, sentence: Sentence) -> str | None:
    """ "Leaders of ECOWAS met. The decision was taken | by consensus": the one organisation an article is about."""
    if not re.search(r"(?i)\bby consensus\b|\bunanimous", sentence.span.text):
        return None
    counts = Counter(
        r.entity
        for refs in context.mentions.values()
        for r in refs
        if r.kind == "institution" and r.entity != UNITED_NATIONS and (row := known(r.entity)) and row.kind == "igo"
    )
    (first, most), (_, next_most) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    return first if most >= max(3, 2 * next_most) else None


def _whose_members(context: Context, sentence: Sentence) -> str | None:
    """ "Member states of the | chemical weapons watchdog voted to strip Syria of its rights"."""
    if not _MEMBERS_OF.search(sentence.span.text) or not any(t.lemma_ in _DECIDING for t in sentence.span):
        return None
    named = (r.entity for r in mentions_in(context, sentence) if r.kind == "institution")
    bodies = {id for id in named if (row := known(id)) and row.kind in ("igo", "agency")}
    return bodies.pop() if len(bodies) == 1 else None


_MEMBERS_OF = re.compile(r"(?i)\bmember(?:s| states| countries| nations) (?:of|at) (?:the|an?) ")


def _named_next(agenda: Agenda, sentence: Sentence) -> str | None:
    """ "The text got 13 votes. | China abstained in the Council": the one body that the next sentence names."""
    after = agenda.context.next_in_paragraph(sentence)
    if after is None or not _OF_A_VOTE.search(after.span.text):
        return None
    named = {r.entity for r in mentions_in(agenda.context, after) if votes(agenda.context, r.entity)}
    return named.pop() if len(named) == 1 else None


_EUROPEAN_PARLIAMENT = "institution/european-parliament"
_OF_EUROPE = re.compile(r"\bMEPs\b")
"""Whose votes are the European Parliament's, whatever council is named beside them."""
_SMALL = frozenset("council assembly board committee parliament senate commission".split())


def _called(context: Context, sentence: Sentence) -> str | None:
    """ "The | council cannot send troops, and it voted": the body named last that is called so."""
    word = next((t.lower_ for t in sentence.span if t.text in _SMALL), "")
    ends = f" {word}"
    for near in reversed(context.sentences[: sentence.index + 1] if word else []):
        for ref in context.mentions[near.block.index]:
            row = known(ref.entity)
            inside = ref.kind == "institution" and near.span.start <= ref.start < near.span.end
            if inside and row and row.entity.label.lower().endswith(ends) and votes(context, ref.entity):
                return ref.entity
    return _of_the_named(context, sentence)


def _of_the_named(context: Context, sentence: Sentence) -> str | None:
    """ "Its 35-nation | board of governors rebuked Iran": the organ so called of an organisation that is named."""
    near = " ".join(s.span.text for s in context.sentences[max(sentence.index - 4, 0) : sentence.index + 1]).lower()
    organs = (organ for entity in _named(context) for organ in _organs().get(entity, ()))
    found = {id for id, name in organs if name in near}
    return found.pop() if len(found) == 1 else None


@functools.cache
def _organs() -> Mapping[str | None, Sequence[tuple[str, str]]]:
    """By organisation, its organs, each with a short name of several words: "board of governors"."""
    organs: dict[str | None, list[tuple[str, str]]] = defaultdict(list)
    for id, row in institutions().items():
        names = (name.lower().removeprefix("the ") for name in row.generic)
        organs[row.parent] += [(id, name) for name in names if " " in name]
    return organs


def _named(context: Context) -> set[str]:
    """Whom and what an article names."""
    return {ref.entity for refs in context.mentions.values() for ref in refs}


def _organization(context: Context, sentence: Sentence) -> str | None:
    """ "Member states of the | OPCW voted 82-24": the only organisation that the sentences on the vote name."""
    for near in reversed(context.sentences[max(sentence.index - 1, 0) : sentence.index + 1]):
        if near is not sentence and not any(t.lemma_ in _DECIDING for t in near.span):
            return None
        named = {ref.entity for ref in mentions_in(context, near) if ref.kind == "institution"}
        bodies = {id for id in named if (row := known(id)) and row.kind in ("igo", "agency")}
        if bodies:
            return bodies.pop() if len(bodies) == 1 else None
    return None


def main_body(context: Context, but: str | None = None) -> str | None:
    """The body of an article that names hardly any other: two thirds of all mentions of bodies that vote.

    ``but`` is one that does not count.
    """
    counts = Counter(
        r.entity
        for refs in context.mentions.values()
        for r in refs
        if r.kind == "institution" and r.entity != but and votes(context, r.entity)
    )
    if not counts:
        return None
    body, count = counts.most_common(1)[0]
    return body if count >= 2 and 3 * count >= 2 * counts.total() else None


def voting_subject(context: Context, sentence: Sentence, *, voting: bool = False) -> str | None:
    """The institution that is the subject of a sentence and votes, or of which the sentence says so.

    With ``voting`` only where the sentence says that it voted, not just that it did something.
    """
    subjects = [
        (unit.ref.entity, token.head.lemma_)
        for unit in sentence.line.units
        if unit.kind == "institution" and unit.ref
        for token in sentence.span.doc[unit.start : unit.end]
        if token.dep_ in ("nsubj", "nsubjpass")
    ]
    subjects += [
        (unit.ref.entity, verb.lemma_)
        for unit in sentence.line.units
        if unit.code == "institution.party" and unit.ref
        for verb in sentence.span.doc[unit.start : unit.end].root.children
        if verb.dep_ == "relcl" and any(c.lower_ == "which" and c.dep_ == "nsubj" for c in verb.children)
    ]  # "his party, which in a 17 to 5 vote | approved the plan"
    subjects += [
        (unit.ref.entity, by.head.lemma_)
        for unit in sentence.line.units
        if unit.kind == "institution" and unit.ref
        for token in sentence.span.doc[unit.start : unit.end]
        if token.dep_ == "pobj" and (by := token.head).dep_ == "agent"
    ]  # "a new law, approved by the | Transitional Council"
    bodies = [entity for entity, verb in subjects if votes(context, entity) and (not voting or verb in _VOTING)]
    others = (
        entity
        for entity, verb in subjects
        if verb in _VOTING and entity != UNITED_NATIONS and (verb != "vote" or not is_party(context, entity))
    )
    return next(iter([*bodies, *others]), None)


def is_party(context: Context, entity: str) -> bool:
    """True for a political party: it votes in a body and is none."""
    body = context.body(entity)
    return body is not None and body.kind == "party"


def votes(context: Context, entity: str) -> bool:
    """True for a body that adopts measures by vote."""
    body = context.body(entity)
    return body is not None and body.kind in ("organ", "parliament", "body")


def names(context: Context, entity: str) -> bool:
    """True for an article that names somebody or something."""
    return entity in _named(context)


def knows_the_veto(context: Context) -> bool:
    """True for an article that speaks of the Security Council, be it in small letters only."""
    return names(context, SECURITY_COUNCIL) or "security council" in context.parsed.article.text.lower()


def mentions_in(context: Context, sentence: Sentence) -> Iterator[Ref]:
    """Whom and what a sentence names."""
    for ref in context.mentions[sentence.block.index]:
        if sentence.span.start <= ref.start < sentence.span.end:
            yield ref


_LEAD = 4
"""Sentences at an article's head in which its own matter is told."""
_OF_A_VOTE = re.compile(
    r"(?i)\b(?:vot\w+|ballots?|veto\w*|resolutions?|drafts?|bills?|motions?|amendments?|laws?|acts?|treaty|text|"
    r"adopt\w*|approv\w*|reject\w*|pass(?:es|ed)|endors\w*|ratif\w*|abstain\w*|abstentions?|sanctions?|"
    r"condemn\w*|demand\w*|suspen\w*|extend\w*|renew\w*|impeach\w*|convict\w*|acquit\w*)\b"
)


def its_own_matter(agenda: Agenda, sentence: Sentence) -> bool:
    """False for a vote told in passing, far below a headline that speaks neither of a vote nor of a body that votes."""
    context = agenda.context
    told = [s for s in context.sentences if s.block.kind is BlockKind.PARAGRAPH][:_LEAD]
    title = context.parsed.blocks[0]
    named = (r for r in context.mentions[title.index] if title.kind is not BlockKind.PARAGRAPH)
    headed = any(r.kind == "institution" and votes(context, r.entity) for r in named)
    return bool(agenda.session) or headed or sentence in told or bool(_OF_A_VOTE.search(context.parsed.article.title))
