"""A plain voting table of a small invented Council, and a text about one of its votes."""

from __future__ import annotations

from kg.types import Article

COUNCIL = ("Chile", "Norway", "Kenya", "Ghana", "France", "China")
ROWS = {
    "S/2024/400": ("2024-05-03", "Safe passage for ships near Port Lumen", "YYYYNA", "vetoed"),
    "S/2024/401": ("2024-05-03", "Technical rollover of the monitoring mission", "YYYAAA", ""),
    "S/2024/390": ("2024-04-29", "Aid convoys", "YYYYYA", "adopted"),
}
VETO = (
    "The Security Council failed to adopt a draft resolution on Friday by a vote of 4 in favour to 1 against (France), "
    "with 1 abstention (China)."
)


def table(rows: dict[str, tuple[str, str, str, str]] = ROWS, id: str = "record") -> Article:
    """The Council's table: day, title, votes in the order of ``COUNCIL`` and outcome by draft."""
    lines = ["draft,date,title,country,vote,outcome"]
    for draft, (day, title, votes, outcome) in rows.items():
        lines += [f"{draft},{day},{title},{c},{v},{outcome}" for c, v in zip(COUNCIL, votes, strict=True)]
    return Article(id, f"{id}.csv", "\n".join(lines) + "\n", title=id, sha256="0" * 64, kind="votes")
