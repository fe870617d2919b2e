"""Parsed → Context: everything the fact stages need to know of one article, settled over the whole of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from spacy.language import Language
from spacy.tokens import Span

from kg.called import remember, sole_holders
from kg.entities.datelines import datelines
from kg.entities.envoys import with_fields
from kg.entities.events import find_measures, find_meetings, find_symbols
from kg.entities.gazetteer import Gazetteer
from kg.entities.initials import by_brackets, by_own_acronyms
from kg.entities.local_names import (
    at_home,
    by_first_words,
    find_local_names,
    not_surnames,
    not_towns,
)
from kg.entities.offices import Office, find_offices
from kg.entities.organization_kinds import parliaments_named
from kg.entities.organizations import Organization, find_organizations, named_by
from kg.entities.people import Person, find_people
from kg.entities.services import of_services
from kg.entities.short_names import find_short_names
from kg.entities.spans import Ref, longest_first, without
from kg.entities.tables import Known, institutions, known
from kg.entities.territories import find_territories, name_of, territory_id, territory_told_of
from kg.floor import (
    as_delegate,
    heads_with_capitals,
    introduced_by_name,
    introduces_delegate,
    speaking_states,
    take_floor,
    takes_turns,
)
from kg.parse import Block, BlockKind, Parsed
from kg.rules.fold import fold_phrases
from kg.rules.load import Rule, RuleFile
from kg.rules.match import Match
from kg.rules.units import Line, Unit, line_of
from kg.salience import Meant, Salience
from kg.sentences import Quote, quotes, sentences
from kg.standins import with_stand_ins


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
    folded: Line | None = None
    """The line before pronouns and descriptions were replaced by whom they mean."""
    owners: Mapping[int, str] = field(default_factory=dict)
    """Whom "his" or "her" means, by token."""


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
    places: dict[int, list[Ref]] = field(default_factory=dict)
    """By block index, seats of government that are places only: "in Santiago"."""
    sentences: list[Sentence] = field(default_factory=list)

    def body(self, entity: str) -> Known | Organization | None:
        """What is known of a body or country: by the tables, or by this article only."""
        return named_by(entity, self.organizations)

    def parliaments(self) -> list[str]:
        """The parliaments of the states of whose chambers the article speaks."""
        return parliaments_named(ref.entity for refs in self.mentions.values() for ref in refs)

    def sentence_at(self, start: int) -> int:
        """The index of the sentence in which a character of the article is."""
        before = [s.index for s in self.sentences if s.block.offset + s.span.start_char <= start]
        return before[-1] if before else 0

    def named_in(self, block: int) -> list[Ref]:
        """What a block names, seats of government that are places only included."""
        return [*self.mentions.get(block, ()), *self.places.get(block, ())]

    def before_in_paragraph(self, sentence: Sentence) -> Sentence | None:
        """The sentence before one, unless a paragraph begins between them."""
        before = self.sentences[sentence.index - 1] if sentence.index else None
        return before if before and before.block.index == sentence.block.index else None

    def next_in_paragraph(self, sentence: Sentence) -> Sentence | None:
        """The sentence after one, unless a paragraph ends between them."""
        after = self.sentences[sentence.index + 1 : sentence.index + 2]
        return after[0] if after and after[0].block.index == sentence.block.index else None

    def state_named(self, unit: Unit) -> str | None:
        """The country that a unit names, itself or by its parliament, government or ministry."""
        entity = unit.ref.entity if unit.ref else ""
        if unit.kind == "country":
            return entity or None
        body = self.body(entity)
        return (body.country or None) if body and body.kind in ("parliament", "government") else None


def read(parsed: Parsed, kit: Kit) -> Context:
    """Find and settle all references of an article, then its sentences in order with their pronouns."""
    blocks = parsed.blocks
    names = {b.index: list(kit.gazetteer.match(b.doc)) if b.kind is not BlockKind.BOILERPLATE else [] for b in blocks}
    names = not_surnames(blocks, at_home(blocks, not_towns(blocks, names)))
    names = by_first_words(blocks, by_brackets(blocks, by_own_acronyms(blocks, names)))
    local = find_local_names(blocks, names, list(datelines(parsed)))
    names = {i: [*found, *local[i]] for i, found in names.items()}
    offices = {b.index: dict(find_offices(b.doc, names[b.index])) for b in blocks}
    lands = {b.index: list(find_territories(b, offices[b.index], names[b.index])) for b in blocks}
    names = {i: [*lands[i], *without(found, lands[i])] for i, found in names.items()}
    office_refs = {i: list(found) for i, found in offices.items()}
    posts = {b.index: [ref for ref, _ in with_fields(b.doc, offices[b.index], names[b.index])] for b in blocks}
    people, person_refs = find_people(blocks, names, posts)
    taken = {b.index: longest_first([*names[b.index], *person_refs[b.index]]) for b in blocks}
    short = find_short_names(blocks, taken)
    taken = {i: longest_first([*found, *short[i]]) for i, found in taken.items()}
    blocked = {i: [*taken[i], *without(office_refs[i], taken[i])] for i in taken}
    organizations, org_refs = find_organizations(blocks, blocked)
    served = {i: of_services(found, offices[i], organizations) for i, found in lands.items()}
    taken = {i: [served[i].get(ref, ref) for ref in found] for i, found in taken.items()}
    lands = {i: [ref for ref in found if ref not in served[i]] for i, found in lands.items()}
    organizations += _territories(parsed.article.text, lands)
    org_refs = _known_legislature(organizations, org_refs, names)
    refs, mentions = {}, {}
    for block in blocks:
        found = longest_first([*taken[block.index], *org_refs[block.index]])
        events = _events(block, found)
        mentions[block.index] = [ref for ref in found if ref.kind != "place"]
        merged = longest_first([*mentions[block.index], *events])
        whole = dict(_after_bodies(block, offices[block.index], merged))
        offices[block.index] = dict(with_fields(block.doc, whole, merged))
        refs[block.index] = longest_first([*merged, *offices[block.index]])
    places = {i: [ref for ref in found if ref.kind == "place"] for i, found in names.items()}
    context = Context(parsed, people, organizations, refs, mentions, offices, places)
    _read_sentences(context, kit)
    return context


def _after_bodies(block: Block, offices: Mapping[Ref, Office], taken: Sequence[Ref]) -> Iterator[tuple[Ref, Office]]:
    """The offices that overlap no name; of "Senate President" the part after the body's name."""
    for ref, office in offices.items():
        over = [other for other in taken if ref.overlaps(other)]
        start = max((other.end for other in over), default=ref.start)
        rest = block.doc[start : ref.end].text
        if not over:
            yield ref, office
        elif start < ref.end and over[0].kind == "institution" and rest.endswith(office.head.split()[-1]):
            head = office.head if office.head in rest else office.head.split()[-1]
            yield replace(ref, start=start, entity=rest), replace(office, text=rest, head=head)


def _territories(text: str, lands: Mapping[int, Sequence[Ref]]) -> list[Organization]:
    """The states and cities at whose offices the article names them, and the territory it is about."""
    about = territory_told_of(text)
    named = {ref.entity for refs in lands.values() for ref in refs} | ({territory_id(about)} if about else set())
    return [Organization(id, Counter({name_of(id): 1}), "territory") for id in sorted(named)]


def _known_legislature(
    organizations: Sequence[Organization], refs: dict[int, list[Ref]], names: dict[int, list[Ref]]
) -> dict[int, list[Ref]]:
    """The one legislature that the article names in full is meant by "Parliament" alone, or that of the one state.

    Where the article names the chambers of two states, either may be meant, and the word is nobody's name.
    """
    houses = parliaments_named(r.entity for found in names.values() for r in found)
    bare = {o.key for o in organizations if o.label == "Parliament"} if houses else set()
    refs = {i: [r for r in found if r.entity not in bare or len(houses) == 1] for i, found in refs.items()}
    refs = {i: [replace(r, entity=houses[0]) if r.entity in bare else r for r in found] for i, found in refs.items()}
    alone = {o.key for o in organizations if o.label in ("Parliament", "Congress", "Senate")}
    named = {
        r.entity for found in names.values() for r in found if (row := known(r.entity)) and row.kind == "parliament"
    }
    named |= {o.key for o in organizations if o.kind == "parliament" and o.key not in alone}
    if len(named) != 1:
        return refs
    whole = named.pop()
    label = body.label if (body := named_by(whole, organizations)) else ""
    alone = {o.key for o in organizations if o.key in alone and (o.label == "Parliament" or o.label in label)}
    return {i: [replace(r, entity=whole) if r.entity in alone else r for r in found] for i, found in refs.items()}


def _events(block: Block, found: Sequence[Ref]) -> list[Ref]:
    symbols = list(find_symbols(block.doc))
    measures = without(find_measures(block.doc, [*found, *symbols]), symbols)
    meetings = without(find_meetings(block.doc, found), [*symbols, *measures])
    people = [ref for ref in found if ref.kind == "person"]
    return without([*symbols, *measures, *meetings], people)


def subtypes(context: Context) -> dict[str, str]:
    """What kind of institution each known one is, for the slots ``body`` and ``media``."""
    table = {entity: row.kind.replace(" ", "-") for entity, row in institutions().items()}
    return table | {o.key: o.kind for o in context.organizations if o.kind and not o.key.startswith("country/")}


def is_record(context: Context) -> bool:
    """True for the record of a meeting, where speakers take turns."""
    text = context.parsed.article.text
    openings = [s for s in context.sentences if s.block.kind is BlockKind.PARAGRAPH and s.span.start == 0]
    one = any(introduces_delegate(text[s.block.offset :], s.phrases) for s in openings)
    return one or takes_turns(text, (s.line for s in openings))


def _read_sentences(context: Context, kit: Kit) -> None:
    """The article's sentences with their phrases folded, then with pronouns and descriptions resolved."""
    kinds = subtypes(context)
    states = speaking_states(context.parsed.blocks, context.mentions)
    for block in context.parsed.blocks:
        if block.kind is BlockKind.BOILERPLATE:
            continue
        original = context.parsed.article.text[block.offset : block.offset + len(block.doc.text)]
        quoted = quotes(block, original)
        for span in sentences(block, quoted):
            inside = tuple(q for q in quoted if q.start < span.end and span.start < q.end)
            opens = block.kind is BlockKind.PARAGRAPH and span.start == 0
            line = line_of(span, block.offset, context.refs[block.index], context.offices[block.index], kinds)
            line, phrases = fold_phrases(introduced_by_name(line, original) if opens else line, kit.phrase_rules)
            if opens:
                line = introduced_by_name(line, original)  # a fold has another unit for whom it is about
                line = as_delegate(line) if block.index in states else line
            context.sentences.append(
                Sentence(block, span, line, tuple(phrases), inside, len(context.sentences), folded=line)
            )
    resolve(context)


def resolve(context: Context, meant: Mapping[tuple[int, int], Meant] | None = None) -> None:
    """Go through the sentences in order; what stands for whom depends on what was said before.

    Args:
        context: the article; its sentences are replaced.
        meant: by block and first token, whom a description means, as far as that is known beforehand.
    """
    sole = sole_holders(match for sentence in context.sentences for match in sentence.phrases)
    salience = Salience(record=is_record(context), sole=sole, meant=meant or {})
    resolved = []
    for sentence in context.sentences:
        salience.sentence()
        block, line = sentence.block, sentence.folded or sentence.line
        owners: dict[int, str] = {}
        if block.kind is BlockKind.PARAGRAPH:
            remember(salience, line, sentence.phrases)
            opens = sentence.span.start == 0
            text = context.parsed.article.text[block.offset : block.offset + len(block.doc.text)]
            if opens and salience.record and heads_with_capitals(text):
                salience.floor = None  # "PRINCE ALBERT said": a new speaker, whether or not he is known
                salience.stack.clear()  # "he" is nobody who spoke before
            take_floor(salience, line, sentence.phrases, opens=opens)
            line, owners = with_stand_ins(line, salience, sentence.quotes, block.index)
        elif block.kind is BlockKind.TITLE:
            remember(salience, line, sentence.phrases)  # "Briefing by the Spokesman for Secretary-General Ana Ruiz"
        resolved.append(replace(sentence, line=line, floor=salience.floor, owners=owners))
    context.sentences[:] = resolved
