"""Records of a graph → its views, each once: what several facts say alike is one statement, as in the Turtle file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from kg.api.listing import Listing
from kg.api.views import ENTITIES, FACTS, NO_FACTS, Entity, Evidence, Fact
from kg.entities.names import fold
from kg.export.explorer.sentence import sentence_around
from kg.export.prefixes import BASE
from kg.export.statements import Claim, Facts, Names
from kg.types import COUNTS, Graph, Polarity
from kg.types import Evidence as Place

_LIKE = 75  # of 100, by rapidfuzz: what a search finds besides what it is a part of


class Index:
    """The views of what the texts of a graph tell; the votes that stand in official tables alone are left out."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.told = graph.of_texts()
        self._documents = {document.id: document for document in graph.documents}

    def __reduce__(self) -> tuple[type[Index], tuple[Graph]]:
        """What travels with a view to another process; the other views are made anew there."""
        return Index, (self.graph,)

    @cached_property
    def by_id(self) -> dict[str, Entity]:
        """Every entity, those of the tables as well."""
        return {
            one.id: Entity(one.id, one.type.value, one.label, tuple(sorted(one.names)), dict(one.identifiers), one.date,
                           one.documents, self.facts_of)
            for one in self.graph.entities
        }  # fmt: skip

    @cached_property
    def entities(self) -> Listing[Entity]:
        """The entities that texts name, by id."""
        return Listing([self.by_id[id] for id in sorted(one.id for one in self.told.entities)], ENTITIES)

    @cached_property
    def known(self) -> frozenset[str]:
        """What texts name, by ids and by names as they are written."""
        return frozenset(name for one in self.entities for name in (one.id, one.label, *one.names))

    @cached_property
    def named(self) -> frozenset[Entity]:
        """The entities that texts name."""
        return frozenset(self.entities)

    @cached_property
    def _statements(self) -> dict[str, Claim]:
        """The statements of the Turtle file, by the end of their IRI."""
        told = Facts(self.graph, Names(BASE))
        nodes = told.nodes()
        return {str(nodes[claim.fact.id]).removeprefix(BASE): claim for claim in told.claims}

    @cached_property
    def facts(self) -> Listing[Fact]:
        """The statements, by relation and id."""
        prose = {document.id for document in self.told.documents}
        verdicts = {one.fact: one.confirmed for one in self.graph.verdicts}
        found = [self._fact(claim, id, prose, verdicts) for id, claim in self._statements.items()]
        return Listing(sorted(filter(None, found), key=lambda fact: (fact.relation, fact.id)), FACTS)

    @cached_property
    def of_record(self) -> dict[str, Fact]:
        """By the id of a record, the statement that it is part of."""
        return {fact.id: self.by_fact[id] for id, claim in self._statements.items() if id in self.by_fact
                for fact in claim.facts}  # fmt: skip

    @cached_property
    def by_fact(self) -> dict[str, Fact]:
        """The statements by id."""
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def _taking_part(self) -> dict[str, Listing[Fact]]:
        found: defaultdict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            for id in dict.fromkeys(one.id for one in fact.entities):
                found[id].append(fact)
        return {
            id: Listing(sorted(facts, key=lambda fact: fact.subject.id != id), FACTS) for id, facts in found.items()
        }

    def facts_of(self, id: str) -> Listing[Fact]:
        """The facts that an entity takes part in, those about itself first."""
        return self._taking_part.get(id, NO_FACTS)

    def _fact(self, claim: Claim, id: str, prose: set[str], verdicts: dict[str, bool]) -> Fact | None:
        places = tuple(self._place(one) for one in claim.evidence if one.article in prose)
        if not places:
            return None
        one, every = claim.fact, claim.facts
        held = {verdicts[fact.id] for fact in every if fact.id in verdicts}
        return Fact(
            id,
            one.relation.value,
            self.by_id[one.subject],
            self.by_id[one.object] if one.object else None,
            tuple(self.by_id[place] for place in sorted({fact.at for fact in every if fact.at})),
            _joined(fact.qualifier("role") for fact in every),
            one.qualifier("choice") or "",
            {name: int(number) for name in COUNTS if (number := one.qualifier(name) or "").isdecimal()},
            one.qualifier("outcome") or "",
            one.qualifier("text") or "",
            _joined(fact.qualifier("cue") for fact in every),
            "denied" if one.polarity is Polarity.NEGATED else one.modality.value.lower(),
            round(max(fact.confidence for fact in every), 4),
            tuple(sorted({rule for fact in every for rule in fact.rule.split(", ") if rule})),
            tuple(sorted({day for fact in every for day in fact.dates})),
            "" if not held else "confirmed" if all(held) else "contradicted",
            places,
        )

    def _place(self, place: Place) -> Evidence:
        document = self._documents[place.article]
        text, before, after = document.text, "", ""
        if text:
            start, end = sentence_around(text, place.start, place.end)
            before, after = text[start : place.start], text[place.end : end]
        return Evidence(place.article, place.quote, place.start, place.end, document.title, document.date,
                        document.source, before, after)  # fmt: skip

    def find(self, text: str) -> Listing[Entity]:
        """The entities of which a name holds some words, the best first; else those whose names are like them."""
        wanted, names = fold(text.strip()), self._names
        ranked = {one: min(_rank(wanted, name) for name in names[one]) for one in names} if wanted else {}
        found = sorted((one for one in ranked if ranked[one] < _FAR), key=lambda one: (ranked[one], one.label, one.id))
        if not found and wanted:
            from rapidfuzz import fuzz

            scores = {one: max(fuzz.WRatio(wanted, name) for name in names[one]) for one in names}
            found = sorted((one for one in scores if scores[one] >= _LIKE), key=lambda one: (-scores[one], one.id))
        return Listing(found, ENTITIES)

    def bearing(self, text: str) -> list[Entity]:
        """The entities of which that is a whole name, else those of which it is some words of a name."""
        wanted = fold(text.strip())
        ranked = {one: min(_rank(wanted, name) for name in names) for one, names in self._names.items()}
        best = min(ranked.values(), default=_FAR)
        return [one for one in ranked if ranked[one] == best] if best < 2 else []

    @cached_property
    def _names(self) -> dict[Entity, list[str]]:
        """What each entity that texts name is called, without accents and capitals."""
        return {one: [fold(name) for name in (one.label, *one.names, one.id)] for one in self.entities}


_FAR = 3


def _rank(wanted: str, name: str) -> int:
    """0 for the whole name, 1 for words of it, 2 for a part of a word, else ``_FAR``."""
    if wanted == name:
        return 0
    if f" {wanted} " in f" {name.replace('/', ' ').replace('-', ' ')} ":
        return 1
    return 2 if wanted in name else _FAR


def _joined(values: Iterable[str | None]) -> str:
    """Differing values of several texts as the Turtle's reader joins them."""
    return ", ".join(sorted({value for value in values if value}))
