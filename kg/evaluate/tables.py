"""Report → tables for people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.evaluate.report import CORE, Report, Score
from kg.report import visible

if TYPE_CHECKING:
    from rich.console import Console


def show(report: Report, console: Console) -> None:
    """Print the scores, the calibration, and what should not be."""
    _show_scores(report, console)
    _show_calibration(report, console)
    trapped = f"Traps hit: {report.traps_hit} of {report.traps}. "
    spans = f"Evidence that is not what the text has there: {report.spans_wrong} of {report.spans}."
    console.print(trapped + spans, markup=False, soft_wrap=True)
    if report.absent:
        console.print(f"Not in the graph: {', '.join(report.absent)}", markup=False, soft_wrap=True)


def _show_scores(report: Report, console: Console) -> None:
    from rich.table import Table

    table = Table("", title=f"Documents: {report.documents}", title_justify="left")
    for name in ("Precision", "Recall", "F1", "Right", "Wrong", "Missed"):
        table.add_column(name, justify="right")
    for name, score in sorted(report.scores.items()):
        table.add_row(name, *_cells(score))
    table.add_section()
    table.add_row("Core relations", *_cells(report.core), style="bold")
    table.add_row("All relations", *_cells(report.all), style="bold")
    table.caption, table.caption_justify = f"Core relations: {', '.join(CORE)}", "left"
    console.print(table)


def _cells(score: Score) -> Iterable[str]:
    yield from (share(value) for value in (score.precision, score.recall, score.f1))
    yield from (str(count) for count in (score.right, score.wrong, score.missed))


def share(value: float | None) -> str:
    """Two decimals, or a dash where there is nothing to divide by."""
    return "–" if value is None else f"{value:.2f}"


def _show_calibration(report: Report, console: Console) -> None:
    from rich.table import Table

    table = Table("Confidence", title="Right facts by confidence", title_justify="left")
    for name in ("Facts", "Right", "Share"):
        table.add_column(name, justify="right")
    for band, facts, right in report.calibration():
        table.add_row(band, str(facts), str(right), share(right / facts if facts else None))
    console.print(table)


def lines(report: Report) -> Iterable[str]:
    """What was missed or wrong, a line each, with tabs between: kind, document, what, choice, subject, object, why."""
    for miss in report.misses:
        cells = (miss.kind, miss.doc, miss.what, miss.choice, miss.subject, miss.object, miss.evidence)
        yield "\t".join(visible(cell) for cell in cells)
