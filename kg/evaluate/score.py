"""A built graph against gold annotations: what is right, wrong and missed, traps, evidence.

Facts are compared document by document. Only affirmed, actual facts count. A gold item marked optional is neither
missed nor wrong; the object ``*`` (a measure without a fixed name) matches any.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.evaluate.gold import KINDS, RELATIONS, Edge, Gold, Quotation, Tally, Thing, norm
from kg.evaluate.graph import BuiltGraph, Found, FoundQuote, FoundTally
from kg.evaluate.report import Miss, Report, Score
from kg.types import COUNTS

_SYMMETRIC: Final = frozenset({"metWith"})


def evaluate(graph: BuiltGraph, golds: Sequence[Gold]) -> Report:
    """Score a graph."""
    report = Report(len(golds), absent=tuple(gold.doc for gold in golds if gold.doc not in graph.documents))
    for gold in golds:
        scorer = _Scorer(graph, gold, report)
        for relation in RELATIONS:
            scorer.relation(relation)
        scorer.tallies()
        scorer.quotations()
        for kind in KINDS:
            scorer.things(kind)
        scorer.traps()
        scorer.evidence()
    report.misses.sort()
    return report


class _Scorer:
    """Scores one document into the report."""

    def __init__(self, graph: BuiltGraph, gold: Gold, report: Report) -> None:
        self.graph, self.gold, self.report = graph, gold, report
        self.found = graph.facts.get(gold.doc, {})
        self.quotes: Sequence[FoundQuote] = graph.quotes.get(gold.doc, ())

    def miss(self, kind: str, what: str, subject: str, object: str = "", choice: str = "", evidence: str = "") -> None:
        self.report.misses.append(Miss(kind, self.gold.doc, what, choice, subject, object, evidence))

    # --- facts -----------------------------------------------------------------------------------------------------

    def relation(self, relation: str) -> None:
        """One relation's edges; those with a name for their object are answered before those with ``*``."""
        score, mine = self.report.scores, [fact for fact in self.found if fact.relation == relation]
        wanted = [edge for edge in self.gold.edges if edge.relation == relation]
        right: set[Found] = set()  # answers some gold item, optional or not
        spent: set[Found] = set()  # claimed already: several unnamed measures need as many facts
        for edge in sorted(wanted, key=lambda e: (e.optional, e.object.any)):
            hits = [fact for fact in mine if self.answers(fact, edge)]
            right.update(hits)
            if edge.optional:
                continue
            if edge.object.any and relation == "votedOn":
                hits = self._unspent(hits, edge, spent)
            spent.update(hits)
            if hits:
                score[relation].right += 1
            else:
                score[relation].missed += 1
                self.miss("missed", relation, edge.subject.first, edge.object.first, edge.choice or "", edge.evidence)
        for fact in mine:
            self.report.judged.append((self.found[fact], fact in right))
            if fact not in right:
                score[relation].wrong += 1
                ends = self.graph.name(fact.subject), self.graph.name(fact.object)
                self.miss("wrong", relation, *ends, fact.choice)

    def answers(self, fact: Found, edge: Edge) -> bool:
        """True if the fact is what the edge asks for."""
        if fact.relation == "votedOn" and fact.choice != (edge.choice or ""):
            return False
        if self._ends(fact, edge):
            return True
        turned = replace(fact, subject=fact.object, object=fact.subject)
        return fact.relation in _SYMMETRIC and self._ends(turned, edge)

    def _ends(self, fact: Found, edge: Edge) -> bool:
        return self.graph.matches(fact.subject, edge.subject) and self.graph.matches(fact.object, edge.object)

    def _unspent(self, hits: Sequence[Found], edge: Edge, spent: set[Found]) -> list[Found]:
        """One vote that no other item has claimed, rather on a measure of the right name."""
        named = replace(edge, object=edge.object.named())
        best_first = [*(fact for fact in hits if self.answers(fact, named)), *hits]
        return [fact for fact in best_first if fact not in spent][:1]

    # --- tallies ---------------------------------------------------------------------------------------------------

    def tallies(self) -> None:
        """Votes by their numbers; one without numbers in the gold by its outcome."""
        mine: Sequence[FoundTally] = self.graph.tallies.get(self.gold.doc, ())
        score, right = self.report.scores, set()
        for wanted in self.gold.tallies:
            hits = {tally.id for tally in mine if _same(tally, wanted)}
            right |= hits
            if wanted.optional:
                continue
            if hits:
                score["voteTally"].right += 1
            else:
                score["voteTally"].missed += 1
                self.miss("missed", "voteTally", _numbers(wanted), wanted.outcome, evidence=wanted.evidence)
        for tally in {tally.id: tally for tally in mine}.values():
            self.report.judged.append((tally.confidence, tally.id in right))
            if tally.id not in right:
                score["voteTally"].wrong += 1
                self.miss("wrong", "voteTally", "-".join(n or "?" for n in tally.numbers), tally.outcome)

    # --- quotations and entities -----------------------------------------------------------------------------------

    def quotations(self) -> None:
        """Gold quotations by their first words; one that is given to somebody else is missed and wrong."""
        score = self.report.scores
        for wanted in (quotation for quotation in self.gold.quotations if not quotation.optional):
            speakers = {quote.speaker for quote in self.quotes if _holds(quote.text, wanted)}
            if any(self.graph.matches(speaker, wanted.speaker) for speaker in speakers):
                score["quotes"].right += 1
                continue
            score["quotes"].missed += 1
            score["quotes"].wrong += bool(speakers)
            given = ", ".join(sorted(map(self.graph.name, speakers)))
            self.miss("missed", "quote", wanted.speaker.first, wanted.text[:60], evidence=given and f"given to {given}")

    def things(self, kind: str) -> None:
        """Entities of one kind: all of a fact or quotation, and all that are said to be named in the document."""
        seen = {end for fact in self.found for end in (fact.subject, fact.object)}
        seen |= {quote.speaker for quote in self.quotes} | self.graph.mentioned.get(self.gold.doc, set())
        mine = {entity for entity in seen if self.graph.is_a(entity, KINDS[kind])}
        score, right, what = self.report.scores, set(), f"entity:{kind}"
        for thing in sorted((t for t in self.gold.things if t.kind == kind), key=lambda t: t.optional):
            hits = {entity for entity in mine if self.graph.matches(entity, thing.names)}
            right |= hits
            if not thing.optional:
                self._count(thing, hits, score[what])
        for entity in sorted(mine - right):
            score[what].wrong += 1
            self.miss("wrong", what, self.graph.name(entity))

    def _count(self, thing: Thing, hits: set[str], score: Score) -> None:
        score.right += bool(hits)
        score.missed += not hits
        score.wrong += max(len(hits) - 1, 0)  # one real thing, split over several nodes
        if not hits:
            self.miss("missed", f"entity:{thing.kind}", thing.names.first)
        elif len(hits) > 1:
            self.miss(
                "split", thing.kind, thing.names.first, " | ".join(sorted(hit.rsplit("/", 1)[-1] for hit in hits))
            )

    # --- what must not be ------------------------------------------------------------------------------------------

    def traps(self) -> None:
        """Tempting readings that are no facts."""
        for trap in self.gold.traps:
            self.report.traps += 1
            if any(self._falls(fact, trap) for fact in self.found):
                self.report.traps_hit += 1
                ends = trap.subject.first, trap.object.first
                self.miss("trap", trap.relation, *ends, trap.choice or "", trap.evidence)

    def _falls(self, fact: Found, trap: Edge) -> bool:
        """True if the fact is the trap's and no gold item, optional or not, says that it holds after all."""
        if fact.relation != trap.relation or (trap.choice and trap.choice != fact.choice) or not self._ends(fact, trap):
            return False
        same = (e for e in self.gold.edges if e.relation == trap.relation and e.choice in (None, fact.choice or None))
        return not any(self._ends(fact, edge) for edge in same)

    def evidence(self) -> None:
        """Spans whose words are not what the text has there."""
        text = self.gold.text
        for span in self.graph.spans.get(self.gold.doc, ()) if text is not None else ():
            self.report.spans += 1
            self.report.spans_wrong += (text or "")[span.start : span.end] != span.exact


def _same(tally: FoundTally, wanted: Tally) -> bool:
    if wanted.numbers:
        numbers = dict(zip(COUNTS, tally.numbers, strict=True))
        return all(numbers[name] == value for name, value in wanted.numbers.items())
    return tally.outcome.casefold().endswith(wanted.outcome)


def _numbers(tally: Tally) -> str:
    return "-".join(tally.numbers.get(name, "?") for name in COUNTS)


def _holds(text: str, wanted: Quotation) -> bool:
    """True if a quotation of the graph is, or is part of, the gold one. Gold has the first words only."""
    words = norm(wanted.text)
    return words[:60] in text or (len(text) > 15 and text in words)
