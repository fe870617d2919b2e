"""A body's name → what it is part of, where the name says so: "Commission of Inquiry on Mali of the | World Bank"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span

from kg.context import Context, Sentence
from kg.entities.gazetteer import Gazetteer
from kg.entities.spans import Ref
from kg.entities.tables import known
from kg.sentences import tokens_in
from kg.types import Evidence, Fact, Relation, pairs

RULE = "partOf/name"
_CONFIDENCE = 0.86
_PARTS = frozenset(
    "board bureau chamber commission committee council court department directorate division mission office panel "
    "secretariat section subcommittee tribunal unit".split()
)
"""First nouns of the names of parts: "the Third | Committee of the General Assembly"."""
_DESCRIBING = frozenset("agency arm body court office organ tribunal watchdog".split())
"""Last words, written small, of what a known body of another is called: "the U.N. refugee | agency"."""


def wholes(context: Context, gazetteer: Gazetteer) -> Iterator[Fact]:
    """The parts whose names tell the whole, in the sentences of an article that nobody is quoted with."""
    article = context.parsed.article
    for sentence in context.sentences:
        for ref in _told(context, sentence):
            whole = _whole(sentence.block.doc[ref.start : ref.end], ref.entity, gazetteer)
            if whole is None or whole == ref.entity:
                continue
            doc, offset = sentence.block.doc, sentence.block.offset
            start, end = offset + doc[ref.start].idx, offset + doc[ref.end - 1].idx + len(doc[ref.end - 1])
            yield Fact(
                Relation.PART_OF, pairs({"subject": ref.entity, "object": whole}),
                dates=(article.date,) if article.date else (), confidence=_CONFIDENCE, rule=RULE,
                evidence=(Evidence(article.id, start, end, article.text[start:end]),),
            )  # fmt: skip


def _told(context: Context, sentence: Sentence) -> Iterator[Ref]:
    """The bodies that a sentence speaks of as "the …", outside of quotations."""
    hidden = tokens_in(sentence.quotes)
    for ref in context.mentions[sentence.block.index]:
        inside = sentence.span.start < ref.start and ref.end <= sentence.span.end and ref.start not in hidden
        if inside and ref.kind == "institution" and sentence.block.doc[ref.start - 1].lower_ == "the":
            yield ref


def _whole(name: Span, entity: str, gazetteer: Gazetteer) -> str | None:
    """The known body after the last "of" of a part's name, or before what it is: "U.N. | refugee agency"."""
    row = known(entity)
    if row and row.parent and name[-1].lower_ in _DESCRIBING and name[-1].is_lower:
        first = next(gazetteer.match(name[:-1].as_doc()), None)
        return row.parent if first and first.start == 0 and first.entity == row.parent else None
    ofs = [t.i - name.start for t in name if t.lower_ == "of"]
    head = next((t for t in reversed(name[: ofs[0]]) if t.is_alpha), None) if ofs and ofs[0] else None
    if head is None or head.lower_ not in _PARTS:
        return None
    rest = name[ofs[-1] + 1 :] if name[ofs[-1] + 1 : ofs[-1] + 2].text != "the" else name[ofs[-1] + 2 :]
    found = next(gazetteer.match(rest.as_doc()), None) if len(rest) else None
    fits = found is not None and found.kind == "institution" and (found.start, found.end) == (0, len(rest))
    if found is None or not fits or (row and row.parent != found.entity):
        return None
    whole = known(found.entity)
    return found.entity if whole and whole.kind in _WHOLES else None


_WHOLES = frozenset({"agency", "government", "igo", "organ", "parliament"})
"""Kinds of bodies that have parts: the International Committee of the Red Cross is none of the Red Cross."""
