"""The result of scoring: counts, what was missed or wrong, calibration; and the same as JSON."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from kg.evaluate.gold import RELATIONS

CORE: Final = ("represents", "spokeAt", "votedOn")
BANDS: Final = ((0.9, "0.9 and more"), (0.7, "0.7 to 0.9"), (0.0, "under 0.7"))


@dataclass(slots=True)
class Score:
    """Counts of what was right, wrong and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        """Share of what was found that is right; None if nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """Share of what there is that was found; None if there is nothing."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both; None if nothing was found and there is nothing to find."""
        if self.precision and self.recall:
            return 2 * self.precision * self.recall / (self.precision + self.recall)
        return 0.0 if self.right + self.wrong + self.missed else None

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)


@dataclass(frozen=True, slots=True, order=True)
class Miss:
    """What is ``missed`` or ``wrong``, ``split`` over several nodes, or a ``trap`` that was hit."""

    kind: str
    doc: str
    what: str
    choice: str
    subject: str
    object: str
    evidence: str = ""


@dataclass(slots=True)
class Report:
    """The result.

    Attributes:
        scores: by relation, ``entity:KIND`` and ``quotes``; only those that came up.
        judged: confidence of every fact and tally found, and whether it is right.
        absent: annotated documents that are not in the graph.
    """

    documents: int
    scores: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    misses: list[Miss] = field(default_factory=list)
    judged: list[tuple[float, bool]] = field(default_factory=list)
    traps: int = 0
    traps_hit: int = 0
    spans: int = 0
    spans_wrong: int = 0
    absent: tuple[str, ...] = ()

    @property
    def core(self) -> Score:
        """The relations asked for first."""
        return self._total(CORE)

    @property
    def all(self) -> Score:
        """All relations and tallies."""
        return self._total((*RELATIONS, "voteTally"))

    def calibration(self) -> list[tuple[str, int, int]]:
        """(band, facts, right facts), the surest band first."""
        rows, upper = [], 2.0
        for low, label in BANDS:
            inside = [right for confidence, right in self.judged if low <= confidence < upper]
            rows.append((label, len(inside), sum(inside)))
            upper = low
        return rows

    def _total(self, names: Iterable[str]) -> Score:
        return sum((self.scores[name] for name in names if name in self.scores), Score())


def as_json(report: Report, *, misses: bool = False) -> dict[str, Any]:
    """The scores as one JSON object; with ``misses`` also each thing that was missed or wrong."""
    rows: Mapping[str, Score] = {
        **dict(sorted(report.scores.items())),
        f"CORE ({', '.join(CORE)})": report.core,
        "ALL relations": report.all,
    }
    return {
        **{name: _row(score) for name, score in rows.items()},
        "traps": {"hit": report.traps_hit, "of": report.traps},
        "evidence": {"spans": report.spans, "wrong": report.spans_wrong},
        "calibration": [{"confidence": b, "facts": n, "right": right} for b, n, right in report.calibration()],
        "absent": list(report.absent),
        **({"misses": [asdict(miss) for miss in report.misses]} if misses else {}),
    }


def _row(score: Score) -> dict[str, float | int | None]:
    counts = {"tp": score.right, "fp": score.wrong, "fn": score.missed}
    return {**counts, "precision": score.precision, "recall": score.recall, "f1": score.f1}
