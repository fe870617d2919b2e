#!/usr/bin/env python3
"""Write kg/ontology.ttl (OWL) and docs/ontology.md from kg/ontology.yaml.

python tools/make_ontology.py            # write them
python tools/make_ontology.py --check    # exit 1 if a file on disk differs
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from kg.export.ontology import ATTRIBUTES, CLASSES, INDIVIDUALS, RELATIONS, Property, ontology_turtle
from kg.export.prefixes import PREFIXES

ROOT = Path(__file__).resolve().parent.parent
TURTLE, PAGE = ROOT / "kg" / "ontology.ttl", ROOT / "docs" / "ontology.md"

ALTERNATIVES = (
    "Several classes under *from* or *to* are alternatives: in OWL their union (`owl:unionOf`). So `--infer` and other",
    "reasoners conclude a class where there is one, and nothing where there are several. Alternatives are checked by",
    "`kg validate`.",
)
ABOVE = (
    "Where only `dcterms:relation` stands under *below*, no vocabulary in common use has a property that is wider and",
    "still true: schema.org, Popolo and PROV tell speaking, voting and meeting by a node for the act (as our",
    "statements do), `foaf:knows` would make persons of countries, `schema:performerIn` meetings of bodies, and",
    "`schema:sponsor` is about money.",
)


def page() -> str:
    """The ontology as a page of tables."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# The terms of the graph"
    yield ""
    yield f"Made from `kg/ontology.yaml` by `tools/make_ontology.py`. `kg:` is `{PREFIXES['kg']}`; the same as OWL is"
    yield "`kg/ontology.ttl`. How the terms fit together is told in [vocabulary.md](vocabulary.md)."
    yield from ["", "## Classes", "", "| class | what it is | below |", "|---|---|---|"]
    for cls in CLASSES:
        yield f"| `{cls.name}` | {cls.comment} | {_names(cls.supers)} |"
    yield from ["", "## Relations", "", "Those marked * become plain edges when they are affirmed and actual.", ""]
    yield from [*ALTERNATIVES, "", *ABOVE, ""]
    yield from _properties(RELATIONS)
    yield from ["", "## Attributes", ""]
    yield from _properties(ATTRIBUTES)
    yield from ["", "## Values", "", "| value | of | what it means |", "|---|---|---|"]
    for value in INDIVIDUALS:
        yield f"| `{value.name}` | `{value.type}` | {value.comment} |"


def _properties(terms: tuple[Property, ...]) -> Iterator[str]:
    yield "| property | what it says | from | to | below |"
    yield "|---|---|---|---|---|"
    for term in terms:
        marks = ("*" if term.plain else "") + (" (symmetric)" if term.symmetric else "")
        yield (f"| `{term.name}`{marks} | {term.comment} | {_names(term.domain)} | {_names(term.range)} "
               f"| {_names(term.supers)} |")  # fmt: skip


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    wanted = {TURTLE: ontology_turtle(), PAGE: page()}
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text]
    for path in stale:
        if options.check:
            print(f"{path} is not current: run python tools/make_ontology.py", file=sys.stderr)
        else:
            path.write_text(wanted[path], encoding="utf-8", newline="\n")
    return 1 if stale and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
