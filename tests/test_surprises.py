"""Input that nobody planned for: one odd article costs no other, and no date or digit stops a build."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest

from kg import pipeline
from kg.days import resolve_day
from kg.pipeline import build
from kg.readers.decode import decode
from kg.types import Relation
from tests.conftest import Extract

TOLD = "Nicolás Rivière told Reuters on Monday that talks go on. Côte d'Ivoire voted against the resolution on Friday."


def test_one_article_that_fails_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("Ana Ruiz told Reuters that talks go on.\n")
    (tmp_path / "b.txt").write_text("Ana Ruiz told Reuters that talks go on. BOOM.\n")
    extract = pipeline.extract

    def failing(parsed, kit):
        if "BOOM" in parsed.article.text:
            raise ZeroDivisionError("surprise")
        return extract(parsed, kit)

    monkeypatch.setattr(pipeline, "extract", failing)
    graph = build([tmp_path])
    assert [d.id for d in graph.documents] == ["a"]
    assert [(s.source, "ZeroDivisionError: surprise" in s.reason) for s in graph.skipped] == [("b", True)]


def test_digits_of_other_kinds_are_no_numbers(run: Extract) -> None:
    assert run("Note ² was dropped. Norway told the Security Council that ٣ votes were cast.").facts is not None


@pytest.mark.parametrize(
    "text",
    [
        '"[The President] has not given [the Senate] full information," Ana Ruiz said.',
        "[President] left. [Ms.] Ana Ruiz told the [Security Council] of it.",
        "(The Minister) [The Ambassador] {The Secretary-General} “[Prime Minister]” spoke.",
    ],
)
def test_a_title_in_brackets_is_nobody(run: Extract, text: str) -> None:
    assert {e.label for e in run(text).entities if e.id.startswith("person/")} <= {"Ana Ruiz"}


def test_letters_in_two_parts_are_read_as_one(run: Extract) -> None:
    apart = unicodedata.normalize("NFD", TOLD)
    assert apart != TOLD
    text, _ = decode(apart.encode())
    assert text == TOLD
    found = {f.relation for f in run(text).facts}
    assert {Relation.SPOKE_TO, Relation.VOTED_ON} <= found


@pytest.mark.parametrize("day", ["Friday", "25 February", "2 January"])
def test_no_day_is_before_the_first(day: str) -> None:
    found = resolve_day(day, date(1, 1, 3))
    assert found is None or found.year == 1


def test_a_vote_told_before_the_symbol_is_on_the_same_measure(run: Extract) -> None:
    facts = run(
        "Chile voted against the resolution on Friday.\n\n"
        "The Security Council adopted resolution 2623 (2022) by 11 votes in favour to 1 against, "
        "with 3 abstentions (China, India, Norway).\n"
    ).facts
    votes = [f for f in facts if f.relation in (Relation.VOTED_ON, Relation.VOTE_TALLY)]
    assert len(votes) == 5
    assert len({f.object for f in votes}) == 1
