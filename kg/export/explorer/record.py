"""Graph → what the page says of the official record: the roll calls of its measures, and a mark on each vote told."""

from __future__ import annotations

from typing import Any

from kg.types import CHOICES, Graph, RollCall

Json = dict[str, Any]


class Record:
    """The roll calls that a graph's measures are bound to, and the verdicts on its votes."""

    def __init__(self, graph: Graph) -> None:
        self._bindings = {binding.rollcall: binding for binding in graph.bindings}
        self._bound = [rollcall for rollcall in graph.rollcalls if rollcall.id in self._bindings]
        self._verdicts = {verdict.fact: verdict for verdict in graph.verdicts}
        self._tables = {document.id: document for document in graph.documents}
        self._labels = {entity.id: entity.label for entity in graph.entities}

    def rollcalls(self) -> Json:
        """By resolution its roll call: members by choice, totals, and why it is the one that the texts mean."""
        return {rollcall.resolution: self._rollcall(rollcall) for rollcall in self._bound}

    def _rollcall(self, rollcall: RollCall) -> Json:
        binding, table = self._bindings[rollcall.id], self._tables[rollcall.document]
        members = {
            choice: sorted(
                (
                    [ballot.member, self._labels[ballot.member]]
                    for ballot in rollcall.ballots
                    if ballot.choice == choice
                ),
                key=lambda pair: pair[1],
            )
            for choice in CHOICES
        }
        return {
            "label": rollcall.label,
            "title": rollcall.title,
            "counts": dict(rollcall.counts),
            "outcome": rollcall.outcome,
            "members": {choice: found for choice, found in members.items() if found},
            "table": table.title or table.id,
            "source": table.source,
            "score": binding.score,
            "reasons": list(binding.reasons),
        }

    def verdict(self, fact: str) -> Json:
        """What the record says of a fact, as the key ``verdict``; nothing where it says nothing."""
        verdict = self._verdicts.get(fact)
        if verdict is None:
            return {}
        return {
            "verdict": {
                "confirmed": verdict.confirmed,
                "said": verdict.said,
                "recorded": verdict.recorded,
                "table": self._tables[verdict.evidence[0].article].title,
                "row": verdict.evidence[0].quote,
            }
        }
