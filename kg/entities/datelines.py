"""Where an article is dated from: "SANTIAGO, Nov. 1 (AP) — "."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from kg.entities.states import state
from kg.entities.territories import territories
from kg.entities.words import load_table
from kg.parse import BlockKind, Parsed

_DATELINE = re.compile(
    r"^([A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2})(?:,([^:—–(-]{0,40}))?(?: ?\([^)]{2,20}\))? ?(?:[:—–-]|--) ?"
)


def datelines(parsed: Parsed) -> Iterator[str]:
    """The countries that the first two paragraphs are dated from: "SANTIAGO, Nov. 1 (AP) — ", "TALCA, Chile — "."""
    for block in [b for b in parsed.blocks if b.kind is BlockKind.PARAGRAPH][:2]:
        place = _DATELINE.match(parsed.article.text[block.offset : block.offset + 80])
        town, land = place.groups("") if place else ("", "")
        land = land.strip(" ,.")
        country = seats().get(town.lower()) or (state(land) if land and land not in territories() else None)
        if country:
            yield country


@functools.cache
def seats() -> Mapping[str, str]:
    """Capitals and other seats of government, in small letters, with their countries."""
    return {
        str(name).lower(): f"country/{row['iso']}"
        for row in load_table("countries.yaml")
        for name in {row.get("capital"), *(row.get("metonyms") or ())} - {None, ""}
    }
