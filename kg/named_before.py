"""What is named before that a pattern tells by a noun: "its members", "told the newspaper", "committee member"."""

from __future__ import annotations

from kg.context import Sentence
from kg.entities.spans import Form
from kg.entities.symbols import GENERAL_ASSEMBLY, SECURITY_COUNCIL, UNITED_NATIONS
from kg.entities.tables import is_court, known
from kg.facts import Work
from kg.rules.match import Match
from kg.votes.voting_bodies import mentions_in, names

_BACK = 3
"""Sentences back in which the body may be named that "committee member" is of."""


def body_before(work: Work, sentence: Sentence, match: Match) -> str | None:
    """The one body of "its five members" or "the permanent members": an organisation of states or an organ of one.

    The permanent and the elected members, and who has a veto, are the Security Council's where the article names it.
    """
    first, last = match.line.units[match.first].start, match.line.units[match.last - 1].end
    seats = {t.lower_ for t in match.line.doc[first:last]} & {"permanent", "elected", "veto", "nonpermanent"}
    if seats and names(work.context, SECURITY_COUNCIL):
        return SECURITY_COUNCIL
    if not seats and match.line.doc[max(first - 1, 0)].lower_ in _OF_OTHERS:
        return None  # "the group and its members", "the pact's three members"
    for near in reversed(work.context.sentences[max(sentence.index - 1, 0) : sentence.index + 1]):
        found = {
            ref.entity
            for ref in work.context.mentions[near.block.index]
            if near.span.start <= ref.start < (last if near is sentence else near.span.end)
            and (row := known(ref.entity)) is not None and row.kind in ("organ", "igo")
        } - {GENERAL_ASSEMBLY}  # fmt: skip
        if found:
            if len(found) == 1 and (near is sentence or _begins(near, found)):
                return found.pop()
            break
    if match.line.doc[first].lower_ in ("its", "their"):
        return None
    main = work.agenda.main
    row = known(main.body) if main and main.body else None
    if main and row and row.kind == "organ" and main.body != GENERAL_ASSEMBLY:
        return main.body
    return _only_one(work, council="council" in {t.lower_ for t in match.line.doc[first:last]})


def _only_one(work: Work, *, council: bool) -> str | None:
    """The one organisation of states in an article; for "council members" the one council."""
    kinds = ("organ",) if council else ("organ", "igo")
    rows = {row.entity.id: row for refs in work.context.mentions.values() for r in refs if (row := known(r.entity))}
    found = {id for id, row in rows.items() if row.kind in kinds} - {GENERAL_ASSEMBLY, UNITED_NATIONS}
    return found.pop() if len(found) == 1 else None


_OF_OTHERS = frozenset({"and", "or", "with", "'s", "’s", "of", "whose"})


def _begins(sentence: Sentence, found: set[str]) -> bool:
    """True for a sentence that begins with one of these bodies: the next one's "its" is of it."""
    opening = next((u for u in sentence.line.units if not u.code.endswith("~DET")), None)
    return opening is not None and opening.ref is not None and opening.ref.entity in found


def medium_before(work: Work, sentence: Sentence, match: Match) -> str | None:
    """The one medium named last before "told | the newspaper", in the sentence or the two before it."""
    first = match.line.units[match.first].start
    for near in reversed(work.context.sentences[max(sentence.index - 2, 0) : sentence.index + 1]):
        units = [u for u in near.line.units if u.code == "institution.media" and u.ref]
        named = {u.ref.entity for u in units if u.ref and (near is not sentence or u.start < first)}
        if named:
            return named.pop() if len(named) == 1 else None
    return None


def court_before(work: Work, sentence: Sentence, match: Match) -> str | None:
    """The court of "told the | judges": the last one named."""
    for near in reversed(work.context.sentences[: sentence.index + 1]):
        for ref in reversed(list(mentions_in(work.context, near))):
            before = near is not sentence or ref.start < match.line.units[match.first].start
            body = work.context.body(ref.entity) if before and ref.kind == "institution" else None
            if body is not None and (body.kind == "court" or is_court(body.label)):
                return ref.entity
    return None


def so_called_before(work: Work, sentence: Sentence, match: Match) -> str | None:
    """The body of "Republican | committee | member Ana Ruiz": the last one named that ends with this word."""
    word = match.line.doc[match.line.units[match.first].start].lower_
    for near in reversed(work.context.sentences[max(sentence.index - _BACK, 0) : sentence.index]):
        for ref in reversed(work.context.mentions[near.block.index]):
            doc = near.block.doc
            inside = ref.kind == "institution" and near.span.start <= ref.start < near.span.end
            if inside and ref.form is Form.NAME and doc[ref.end - 1].lower_ == word and ref.end - ref.start > 1:
                return ref.entity
    return None
