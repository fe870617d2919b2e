"""Parsed → Context: everything the fact stages need to know of one article, settled over the whole of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from spacy.language import Language
from spacy.tokens import Span, Token

from kg.entities import coref
from kg.entities.events import find_measures, find_meetings, find_symbols
from kg.entities.gazetteer import Gazetteer, institutions, known
from kg.entities.offices import Office, find_offices
from kg.entities.organizations import Organization, find_organizations
from kg.entities.people import Person, find_people
from kg.entities.spans import Form, Ref, longest_first, without
from kg.parse import Block, BlockKind, Parsed
from kg.rules.load import Rule, RuleFile
from kg.rules.match import Match, fold_phrases
from kg.rules.units import Line, Unit, line_of
from kg.sentences import Quote, quotes, sentences

BODY_KINDS = frozenset({"organ", "igo", "parliament", "court", "body"})


@dataclass(frozen=True, slots=True)
class Kit:
    """What is loaded once for all articles: the model, the tables' matcher and the rules by stage."""

    nlp: Language
    gazetteer: Gazetteer
    phrase_rules: tuple[Rule, ...]
    clause_rules: tuple[Rule, ...]

    @classmethod
    def of(cls, nlp: Language, files: Sequence[RuleFile]) -> Kit:
        """Sort the rules of the files by stage."""
        rules = [rule for file in files for rule in file.rules]
        return cls(
            nlp,
            Gazetteer(nlp),
            tuple(r for r in rules if r.stage == "phrase"),
            tuple(r for r in rules if r.stage == "clause"),
        )


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its folded line, the phrases folded and the quotations that touch it."""

    block: Block
    span: Span
    line: Line
    phrases: tuple[Match, ...]
    quotes: tuple[Quote, ...]
    index: int
    floor: Unit | None = None
    """In a record of a meeting, who has the floor: the delegate or speaker last introduced."""


@dataclass(slots=True)
class Context:
    """An article with its references resolved.

    ``refs`` are by block index, without overlaps within a kind of use; ``mentions`` also holds names that stand
    inside a longer reference ("Security Council" in "Security Council meeting").
    """

    parsed: Parsed
    people: list[Person]
    organizations: list[Organization]
    refs: dict[int, list[Ref]]
    mentions: dict[int, list[Ref]]
    offices: dict[int, dict[Ref, Office]]
    sentences: list[Sentence] = field(default_factory=list)

    def person(self, key: str) -> Person | None:
        """The person of a local key."""
        return next((p for p in self.people if p.key == key), None)


def read(parsed: Parsed, kit: Kit) -> Context:
    """Find and settle all references of an article, then its sentences in order with their pronouns."""
    blocks = parsed.blocks
    names = {b.index: list(kit.gazetteer.match(b.doc)) if b.kind is not BlockKind.BOILERPLATE else [] for b in blocks}
    offices = {b.index: dict(find_offices(b.doc, names[b.index])) for b in blocks}
    office_refs = {i: list(found) for i, found in offices.items()}
    people, person_refs = find_people(blocks, names, office_refs)
    taken = {b.index: _taken(b, names, person_refs[b.index]) for b in blocks}
    blocked = {i: [*taken[i], *without(office_refs[i], taken[i])] for i in taken}
    organizations, org_refs = find_organizations(blocks, blocked)
    org_refs = _known_legislature(organizations, org_refs, names)
    refs, mentions = {}, {}
    for block in blocks:
        found = longest_first([*taken[block.index], *org_refs[block.index]])
        events = _events(block, found)
        mentions[block.index] = [ref for ref in found if ref.kind != "place"]
        merged = longest_first([*mentions[block.index], *events])
        kept = [ref for ref in office_refs[block.index] if not any(ref.overlaps(other) for other in merged)]
        refs[block.index] = longest_first([*merged, *kept])
    context = Context(parsed, people, organizations, refs, mentions, offices)
    _read_sentences(context, kit)
    return context


def _known_legislature(
    organizations: Sequence[Organization], refs: dict[int, list[Ref]], names: dict[int, list[Ref]]
) -> dict[int, list[Ref]]:
    """ "Parliament" alone is the one legislature that the article names in full."""
    named = {r.entity for found in names.values() for r in found if (row := known(r.entity)) and row.kind == "parliament"}
    alone = {o.key for o in organizations if o.label in ("Parliament", "Congress", "Senate")}
    if len(named) != 1:
        return refs
    whole = named.pop()
    return {i: [replace(r, entity=whole) if r.entity in alone else r for r in found] for i, found in refs.items()}


def _taken(block: Block, names: dict[int, list[Ref]], people: Sequence[Ref]) -> list[Ref]:
    return _with_generics(block, longest_first([*names[block.index], *people]), names)


def _events(block: Block, found: Sequence[Ref]) -> list[Ref]:
    symbols = list(find_symbols(block.doc))
    measures = without(find_measures(block.doc, [*found, *symbols]), symbols)
    meetings = without(find_meetings(block.doc, found), [*symbols, *measures])
    people = [ref for ref in found if ref.kind == "person"]
    return without([*symbols, *measures, *meetings], people)


def _with_generics(block: Block, found: list[Ref], names: dict[int, list[Ref]]) -> list[Ref]:
    """Add "the Council", "the 193-member body": short forms of an institution that the article names in full."""
    named = Counter(ref.entity for refs in names.values() for ref in refs if ref.kind == "institution")
    generic = {
        phrase.lower().removeprefix("the "): entity
        for entity, _ in reversed(named.most_common())
        if entity in institutions()
        for phrase in institutions()[entity].generic
    }
    if not generic:
        return found
    pattern = re.compile(
        r"\b[Tt]he (?:\d+-(?:member|nation) )?("
        + "|".join(sorted(map(re.escape, generic), key=len, reverse=True))
        + r")\b(?! of\b)",
        re.I,
    )
    extra = []
    for match in pattern.finditer(block.doc.text):
        span = block.doc.char_span(match.start(1), match.end(1))
        if span is not None and (span.text[0].isupper() or " " in span.text):
            extra.append(Ref(span.start, span.end, "institution", generic[match.group(1).lower()], Form.GENERIC))
    return longest_first([*found, *without(extra, found)])


def subtypes(context: Context) -> dict[str, str]:
    """What kind of institution each known one is, for the slots ``body`` and ``media``."""
    table = {entity: row.kind.replace(" ", "-") for entity, row in institutions().items()}
    return table | {o.key: o.kind for o in context.organizations if o.kind}


_RECORD = re.compile(
    r"(?i)\b(?:representatives?|delegate|speaker|delegation) (?:of|for|from)\b|['’]s (?:representative|delegate|delegation)\b|"
    r"\b[A-Z][A-Z. '’-]{5,} ?\( ?[A-Z]"
)


def _read_sentences(context: Context, kit: Kit) -> None:
    """Go through the sentences in order; what stands for whom depends on what was said before."""
    record = len(_RECORD.findall(context.parsed.article.text)) >= 4
    salience = coref.Salience(record=record)
    kinds = subtypes(context)
    for block in context.parsed.blocks:
        if block.kind is BlockKind.BOILERPLATE:
            continue
        original = context.parsed.article.text[block.offset : block.offset + len(block.doc.text)]
        quoted = quotes(block, original)
        for span in sentences(block, quoted):
            salience.sentence()
            inside = tuple(q for q in quoted if q.start < span.end and span.start < q.end)
            line = line_of(span, block.offset, context.refs[block.index], context.offices[block.index], kinds)
            line, phrases = fold_phrases(line, kit.phrase_rules)
            if block.kind is BlockKind.PARAGRAPH:
                _remember(salience, phrases)
                line = _with_stand_ins(line, salience, inside)
                _take_floor(salience, line)
            context.sentences.append(
                Sentence(block, span, line, tuple(phrases), inside, len(context.sentences), salience.floor)
            )


def _take_floor(salience: coref.Salience, line: Line) -> None:
    """A delegate or speaker at the head of a sentence of a record has the floor from there on."""
    if not salience.record:
        return
    for n, unit in enumerate(line.units):
        if unit.code.endswith((".delegate", ".speaker")) and unit.ref and unit.ref.form is not Form.PRONOUN:
            if _speaks(line, n):
                salience.floor = unit
            return  # whoever else the sentence names is spoken of


def _speaks(line: Line, n: int) -> bool:
    """True if the unit is the subject of a verb of the sentence, going by the parse or by what follows."""
    unit = line.units[n]
    if n and line.doc[line.units[n - 1].start].pos_ == "ADP":
        return False
    if any(coref.is_subject(t) for t in line.doc[unit.start : unit.end]):
        return True
    following = line.units[n + 1 : n + 3]
    return any(u.kind == "word" and line.doc[u.start].pos_ == "VERB" for u in following)


def _remember(salience: coref.Salience, phrases: Iterable[Match]) -> None:
    """Who holds which office; and "ANA RUIZ (Chile) said": from here on "her delegation" is Chile."""
    for match in phrases:
        offices = [u.office for u in match.roles.get("office", ()) if u.office and not u.office.former]
        for unit in match.roles.get("subject", ()):
            if unit.ref and offices:
                salience.holders.setdefault(offices[0].head.lower(), set()).add(unit.ref.entity)
        if match.rule.id == "represents/parenthesis":
            for unit in match.roles.get("object", ()):
                if unit.ref and unit.kind == "country":
                    salience.country = unit.ref.entity


def _with_stand_ins(line: Line, salience: coref.Salience, quoted: Iterable[Quote]) -> Line:
    """The line with "he", "her delegation", "the ambassador" replaced by whom they mean; names are remembered."""
    hidden = {i for q in quoted for i in range(q.start, q.end)}
    units: list[Unit] = []
    for unit in line.units:
        token = line.doc[unit.start]
        if unit.start in hidden:
            units.append(unit)
        elif _is_that_country(units, unit, line) and salience.country:
            del units[-3:]
            ref = Ref(unit.start, unit.end, "country", salience.country, Form.NOMINAL)
            units.append(replace(unit, start=unit.start - 3, kind="country", code="country.delegate", ref=ref, office=None))
        elif _is_own_country(units, token) and salience.country:
            ref = Ref(unit.start - 1, unit.end, "country", salience.country, Form.NOMINAL)
            units[-1] = replace(unit, start=unit.start - 1, kind="country", code="country.own", ref=ref)
        elif unit.kind == "word" and token.lower_ in coref.PRONOUNS:
            found = _floor_holder(salience, token) or salience.resolve(token.lower_)
            units.append(_pronoun_unit(unit, found) if found else unit)
        elif unit.office and (holder := _holder(units, unit, line, salience)):
            ref = Ref(units.pop().start, unit.end, "person", holder, Form.NOMINAL)
            units.append(replace(unit, start=ref.start, kind="person", code="person", ref=ref, office=None))
        else:
            if unit.ref and _can_be_meant(unit):
                subject = any(coref.is_subject(t) for t in line.doc[unit.start : unit.end])
                salience.see(unit.ref.entity, unit.kind, subject, coref.gender_of(line.doc, unit.ref))
            if unit.kind == "country" and unit.ref and _can_be_meant(unit):
                salience.country = unit.ref.entity
            units.append(unit)
    return Line.of(line.doc, line.offset, units)


def _floor_holder(salience: coref.Salience, pronoun: Token) -> tuple[str, str] | None:
    """In a record "he said" is the speaker, whoever else he names."""
    if salience.floor is None or salience.floor.ref is None or pronoun.head.pos_ not in ("VERB", "AUX"):
        return None
    entity = salience.floor.ref.entity
    gender = coref.PRONOUNS[pronoun.lower_]
    if salience.gender.setdefault(entity, gender) != gender and salience.floor.kind == "person":
        return None
    return entity, salience.floor.kind


def _holder(before: Sequence[Unit], unit: Unit, line: Line, salience: coref.Salience) -> str | None:
    """Who "the ambassador" is: the one person the article has so called, where the office stands alone."""
    if unit.office is None or not before or line.doc[before[-1].start].lower_ != "the":
        return None
    after = line.doc[unit.end : unit.end + 1].text.lower()
    people = salience.holders.get(unit.office.head.lower(), set())
    if len(people) != 1 or unit.office.former or unit.office.planned or after in ("of", "for", "to", "'s", ",") or _plural(unit):
        return None
    return next(iter(people))


def _plural(unit: Unit) -> bool:
    return bool(unit.office and unit.office.text.lower().split()[-1].endswith("s"))


def _is_own_country(before: Sequence[Unit], token: Token) -> bool:
    """ "his delegation", "her country": that of the delegate who speaks."""
    if token.lower_ not in ("delegation", "country", "government") or not before or before[-1].kind != "word":
        return False
    return before[-1].code.split("~")[0] in ("his", "her", "their")


def _is_that_country(before: Sequence[Unit], unit: Unit, line: Line) -> bool:
    """ "that country's | representative": the delegate of the country whose delegate was last spoken of."""
    words = [line.doc[u.start].lower_ for u in before[-3:]]
    return unit.kind == "office" and words[1:] == ["country", "'s"] and words[0] in ("that", "this", "the")


def _can_be_meant(unit: Unit) -> bool:
    """ "He" stands for a person, or in a record for the delegate of a country."""
    return unit.kind == "person" or unit.code.endswith(".delegate")


def _pronoun_unit(unit: Unit, found: tuple[str, str]) -> Unit:
    entity, kind = found
    code = kind if kind == "person" else f"{kind}.delegate"
    return replace(unit, kind=kind, code=code, ref=Ref(unit.start, unit.end, kind, entity, Form.PRONOUN))


def is_body(entity: str) -> bool:
    """True for an institution that meets and votes."""
    row = known(entity)
    return bool(row and row.kind in BODY_KINDS)
