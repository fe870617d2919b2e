"""Graph → the summary of a build, for people (tables) and for programs (JSON)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.readers.base import Notice, plural
from kg.types import Fact, Graph, Polarity, Skipped

if TYPE_CHECKING:
    from rich.console import Console

_LONGEST_LIST = 20  # lines; --json has them all


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did. ``facts`` counts what the texts tell by relation, then by status; ``seconds`` is wall time.

    ``left_out`` counts the facts under ``--min-confidence``. ``tables`` are voting tables, ``rollcalls`` their recorded
    votes, ``confirmed`` and ``contradicted`` the texts' votes and tallies that they have the same or otherwise.
    """

    documents: int
    entities: Mapping[str, int]
    facts: Mapping[str, Mapping[str, int]]
    left_out: int
    skipped: tuple[Skipped, ...]
    notices: tuple[Skipped, ...]
    seconds: float
    files: tuple[Path, ...] = ()
    tables: int = 0
    rollcalls: int = 0
    confirmed: int = 0
    contradicted: int = 0

    @property
    def page(self) -> Path | None:
        """The file to open in a browser, or None if nothing was written."""
        return next((path for path in self.files if path.suffix == ".html"), None)


def summarise(graph: Graph, *, seconds: float, left_out: int = 0, files: Sequence[Path] = ()) -> Summary:
    """The summary of a graph whose facts under the wanted confidence are already left out."""
    facts: dict[str, Counter[str]] = {}
    told = graph.of_texts()
    for fact in told.facts:
        facts.setdefault(fact.relation.value, Counter())[status(fact)] += 1
    return Summary(
        documents=len(told.documents),
        entities=dict(sorted(Counter(entity.type.value for entity in told.entities).items())),
        facts={relation: dict(sorted(counts.items())) for relation, counts in sorted(facts.items())},
        left_out=left_out,
        skipped=tuple(item for item in graph.skipped if not isinstance(item, Notice)),
        notices=tuple(item for item in graph.skipped if isinstance(item, Notice)),
        seconds=seconds,
        files=tuple(files),
        tables=len(graph.documents) - len(told.documents),
        rollcalls=len(graph.rollcalls),
        confirmed=sum(verdict.confirmed for verdict in graph.verdicts),
        contradicted=sum(not verdict.confirmed for verdict in graph.verdicts),
    )


def status(fact: Fact) -> str:
    """``actual``, ``planned``, ``negated``, ``negated planned`` and so on."""
    words = ["negated"] if fact.polarity is Polarity.NEGATED else []
    if not words or fact.modality.value != "Actual":
        words.append(fact.modality.value.lower())
    return " ".join(words)


def as_json(summary: Summary, *, code: int, error: str = "") -> dict[str, Any]:
    """The summary as one JSON object; ``error`` is there only if the build failed."""
    record: dict[str, Any] = {
        "exit_code": code,
        "documents": summary.documents,
        "entities": dict(summary.entities),
        "facts": {relation: dict(counts) for relation, counts in summary.facts.items()},
        "facts_below_min_confidence": summary.left_out,
        "voting_tables": summary.tables,
        "roll_calls": summary.rollcalls,
        "votes_confirmed": summary.confirmed,
        "votes_contradicted": summary.contradicted,
        "skipped": [{"source": item.source, "reason": item.reason} for item in summary.skipped],
        "notices": [{"source": item.source, "reason": item.reason} for item in summary.notices],
        "seconds": round(summary.seconds, 3),
        "files": [path.as_posix() for path in summary.files],
    }
    return record | ({"error": error} if error else {})


def show(summary: Summary, console: Console) -> None:
    """Print the summary as tables, and where to look."""
    _show_counts(summary, console)
    _show_list("Skipped", summary.skipped, console)
    _show_list("Notices", summary.notices, console)
    if summary.left_out:
        console.print(f"{plural(summary.left_out, 'fact')} below --min-confidence left out.", markup=False)
    console.print(f"{plural(summary.documents, 'document')} in {summary.seconds:.1f} seconds.", markup=False)
    if summary.page:
        # One line however narrow the terminal, so that it can be copied.
        console.print(f"Now open {visible(summary.page.as_posix())}", markup=False, soft_wrap=True)


def visible(text: str) -> str:
    """The text with control characters written out, so that a file's name cannot steer the terminal."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def _show_counts(summary: Summary, console: Console) -> None:
    from rich.table import Table

    table = Table("", "Count", "Status", title="Graph", title_justify="left")
    table.columns[1].justify = "right"
    table.add_row("Documents", str(summary.documents), "", end_section=True)
    for kind, count in summary.entities.items():
        table.add_row(kind, str(count), "")
    table.add_row("Entities", str(sum(summary.entities.values())), "", style="bold", end_section=True)
    for relation, counts in summary.facts.items():
        table.add_row(relation, str(sum(counts.values())), _statuses(counts))
    total: Counter[str] = sum((Counter(counts) for counts in summary.facts.values()), Counter())
    table.add_row("Facts", str(total.total()), _statuses(dict(sorted(total.items()))), style="bold", end_section=True)
    if summary.rollcalls:
        verdicts = {"confirmed": summary.confirmed, "contradicted": summary.contradicted}
        beside = _statuses({name: number for name, number in verdicts.items() if number})
        table.add_row("Roll calls", str(summary.rollcalls), f"votes told: {beside}" if beside else "")
    console.print(table)


def _statuses(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items())


def _show_list(title: str, items: Sequence[Skipped], console: Console) -> None:
    from rich.table import Table
    from rich.text import Text

    if not items:
        return
    table = Table("Input", "Why", title=f"{title}: {len(items)}", title_justify="left")
    table.columns[0].overflow = table.columns[1].overflow = "fold"
    for item in items[:_LONGEST_LIST]:
        table.add_row(Text(visible(item.source)), Text(visible(item.reason)))
    if len(items) > _LONGEST_LIST:
        table.add_row(Text("…"), Text(f"and {len(items) - _LONGEST_LIST} more; --json lists them all"))
    console.print(table)
