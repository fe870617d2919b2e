"""Rule files: every example is a test, loading is strict, and no pattern or guard is idle."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg import cli
from kg.errors import RuleError
from kg.parse import load_model
from kg.rules.check import Checker, Result
from kg.rules.examples import Mark, read_marks
from kg.rules.load import GUARDS, Example, RuleFile, built_in, load, load_text
from kg.rules.pattern import TYPES

FILES = {file.path: file for file in built_in()}
EXAMPLES = [(file.path, example) for file in built_in() for example in file.examples]
IDLE: dict[str, str] = {}
"""Patterns and guards that no example misses when they are gone, each with the reason why it may stay."""

GOOD = """\
relation: metWith
about: Two people met.
roles: {subject: [person], object: [person]}
unless: [negated]
patterns:
  - {id: hugged, match: "{subject:person} @aux* ^hug! {object:person}"}
examples:
  match:
    - "[Ana Ruiz](subject) hugged [Omar Haddad](object)."
  no_match:
    - {text: "[Ana Ruiz](subject) did not hug [Omar Haddad](object).", why: negated}
"""


@cache
def checker() -> Checker:
    return Checker(load_model())


@cache
def results(path: str) -> tuple[Result, ...]:
    return tuple(checker().results(FILES[path]))


def result(file: RuleFile, example: Example) -> Result:
    return next(r for r in results(file.path) if r.example is example)


def name(path: str, example: Example) -> str:
    return f"{path.removesuffix('.yaml')}:{example.kind}:{read_marks(example.text)[0]}"


# --- the examples ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "example"),
    [
        pytest.param(
            path,
            example,
            id=name(path, example),
            marks=[pytest.mark.xfail(reason="todo", strict=True)] if example.kind == "todo" else [],
        )
        for path, example in EXAMPLES
    ],
)
def test_example(path: str, example: Example) -> None:
    message = result(FILES[path], example).message
    assert not message, f"{example.text}\n    {message}"


@pytest.mark.parametrize("path", FILES)
def test_every_pattern_and_guard_has_its_example(path: str) -> None:
    assert [(problem.where, problem.message) for problem in checker().problems(FILES[path])] == []


@pytest.mark.parametrize("path", FILES)
def test_people_in_examples_are_invented(path: str) -> None:
    invented = {"Ana Ruiz", "Tomas Berg", "Mei Tanaka", "Omar Haddad"}
    for example in FILES[path].examples:
        named = {m.text for m in read_marks(example.text)[1] if m.role == "subject" or m.kind == "person"}
        people = {text for text in named if path in ("represents.yaml", "met_with.yaml", "spoke_to.yaml")}
        assert {name.title() if name.isupper() else name for name in people} <= invented | {"Chile", "Chilean", "Peru"}


# --- nothing is idle -------------------------------------------------------------------------------------------------


def without_pattern(file: RuleFile, id: str) -> RuleFile:
    return replace(file, rules=tuple(rule for rule in file.rules if rule.id != id))


def without_guard(file: RuleFile, guard: str) -> RuleFile:
    return replace(file, rules=tuple(replace(rule, guards=rule.guards - {guard}) for rule in file.rules))


def noticed(mutant: RuleFile, examples: list[Example]) -> bool:
    """True if some example comes out otherwise than it should. A todo that still fails tells nothing."""
    return any(not checker().result(mutant, example).ok for example in examples if example.kind != "todo")


@pytest.mark.parametrize(("path", "rule"), [(file.path, rule.id) for file in built_in() for rule in file.rules])
def test_some_example_misses_a_dropped_pattern(path: str, rule: str) -> None:
    # Rules match independently of each other: where this one does not fit, its absence changes nothing.
    fitting = [r.example for r in results(path) if rule in r.rules]
    assert noticed(without_pattern(FILES[path], rule), fitting) != (rule in IDLE)


@pytest.mark.parametrize(
    ("path", "guard"),
    [(file.path, guard) for file in built_in() for guard in sorted({g for rule in file.rules for g in rule.guards})],
)
def test_some_example_misses_a_dropped_guard(path: str, guard: str) -> None:
    guarded = [example for example in FILES[path].examples if example.why == guard]
    assert noticed(without_guard(FILES[path], guard), guarded) != (f"{path}: {guard}" in IDLE)


# --- what the checker notices ----------------------------------------------------------------------------------------


def problems(text: str) -> list[str]:
    return [f"{p.where}\n{p.message}" for p in checker().problems(load_text(text, "own.yaml"))]


def test_a_good_file_has_no_problem() -> None:
    assert problems(GOOD) == []


def test_a_failure_tells_what_was_wanted_what_came_and_how_it_was_read() -> None:
    problem = problems(GOOD.replace("hugged [Omar", "kissed [Omar"))[0]
    assert problem.startswith("match: [Ana Ruiz](subject) kissed [Omar Haddad](object).")
    for words in ("wanted  person/ana-ruiz → person/omar-haddad", "came    nothing", "kissed~kiss~VERB", "kissed(ROOT"):
        assert words in problem


def test_a_pair_that_is_not_marked_is_a_failure() -> None:
    text = GOOD.replace("hugged [Omar Haddad](object).", "hugged [Omar Haddad](object), [Mei Tanaka](other:person).")
    assert problems(text) == []
    swapped = text.replace("(object), ", "(other:person), ").replace("(other:person).", "(object).")
    assert "wanted  person/ana-ruiz → person/mei-tanaka" in problems(swapped)[0]


def test_a_no_match_that_is_a_plain_fact_is_a_failure() -> None:
    text = GOOD + '    - {text: "[Ana Ruiz](subject) hugged [Omar Haddad](object).", why: other sense}\n'
    assert ["wanted  no fact" in problem for problem in problems(text)] == [True]


def test_a_guard_must_show_by_its_own_status() -> None:
    text = GOOD.replace("did not hug", "has hugged")
    assert any("(negated)" in problem or "negated facts" in problem for problem in problems(text))


def test_a_todo_that_works_is_a_problem_and_one_that_fails_is_none() -> None:
    works = GOOD + '  todo:\n    - "[Ana Ruiz](subject) hugged [Mei Tanaka](object)."\n'
    fails = GOOD + '  todo:\n    - "[Ana Ruiz](subject) embraced [Mei Tanaka](object)."\n'
    assert ["this todo works now" in problem for problem in problems(works)] == [True]
    assert problems(fails) == []


def test_a_pattern_without_a_match_and_a_guard_without_an_example_are_problems() -> None:
    text = GOOD.replace("unless: [negated]", "unless: [negated, planned]").replace(
        "examples:", '  - {id: kissed, match: "{subject:person} ^kiss {object:person}"}\nexamples:'
    )
    assert [problem.split("\n")[0] for problem in problems(text)] == ["pattern kissed", "guard planned"]


def test_a_pattern_for_the_past_is_shown_by_a_former_no_match() -> None:
    former = """\
relation: represents
about: An office held.
stage: phrase
roles: {subject: [person], object: [country], office: [office]}
collapse: subject
unless: [former]
patterns:
  - {id: once, match: "{subject:person} had been @the? {object:country} @poss {office:office}", set: {past: "yes"}}
examples:
  no_match:
    - {text: "[Ana Ruiz](subject) had been [Chile](object)'s ambassador.", why: former}
"""
    assert problems(former) == []
    plain = problems(former.replace(', set: {past: "yes"}', ""))
    assert [problem.split("\n")[0] for problem in plain if problem.startswith("pattern")] == ["pattern once"]
    unguarded = problems(former.replace("why: former", "why: over"))
    assert [problem.split("\n")[0] for problem in unguarded] == ["pattern once", "guard former"]


def test_pronouns_stand_for_nobody() -> None:
    text = GOOD + '    - {text: "[Ana Ruiz](subject) came. She hugged [Omar Haddad](object).", why: a pronoun}\n'
    assert problems(text) == []


def test_marks_are_read_with_type_and_number() -> None:
    plain, marks = read_marks("The [EU](object2:institution) [sic] met [Ana](subject2).")
    assert plain == "The EU [sic] met Ana."
    assert marks == (Mark(4, 6, "EU", "object", "2", "institution"), Mark(17, 20, "Ana", "subject", "2"))


# --- strict loading --------------------------------------------------------------------------------------------------

BAD = {
    "key": ("about:", "abuot:", ["unknown key 'abuot'", "about", "relation"]),
    "missing key": ("about: Two people met.\n", "", ["key 'about' is missing"]),
    "relation": ("relation: metWith", "relation: hugged", ["relation: 'hugged'", "metWith", "votedOn"]),
    "stage": ("about:", "stage: late\nabout:", ["stage: 'late'", "phrase", "clause"]),
    "phrase stage": ("about:", "stage: phrase\nabout:", ["represents", "clause"]),
    "role": ("roles: {subject:", "roles: {sbject:", ["roles", "'sbject'", "subject"]),
    "role's type": ("object: [person]}", "object: [persn]}", ["roles: object", "'persn'", "person"]),
    "role's types": ("object: [person]}", "object: person}", ["roles: object", "expected a list"]),
    "pattern's role": ("{object:person}", "{at:person}", ["hugged: role", "'at'", "subject, object"]),
    "pattern's type": ("{object:person}", "{object:persn}", ["hugged", "'persn'", *sorted(TYPES)]),
    "pattern's key": ("{id: hugged,", "{id: hugged, weight: 2,", ["patterns", "'weight'", "confidence"]),
    "slot": ("{object:person}", "{object}", ["hugged", "{object}", "{role:type}"]),
    "macro": ("^hug!", "@hugs", ["hugged", "@hugs", "aside", "speech"]),
    "path": ("{id: hugged,", "{id: hugged, object: nsubject,", ["hugged: object", "'nsubject'", "nsubj", "dobj"]),
    "fill-in": ("{id: hugged,", '{id: hugged, object: "@moon",', ["hugged: object", "'@moon'", "@session"]),
    "set": ("{id: hugged,", "{id: hugged, set: {colour: red},", ["hugged: set", "'colour'", "nothing to set"]),
    "confidence": ("{id: hugged,", "{id: hugged, confidence: 2,", ["hugged: confidence", "2", "above 0"]),
    "guard": ("unless: [negated]", "unless: [negative]", ["unless", "'negative'", *GUARDS]),
    "duplicate": ("examples:", '  - {id: hugged, match: "a"}\nexamples:', ["twice", "hugged"]),
    "patterns": ("  - {id: hugged", "  hugged: {id: x", ["patterns", "expected a list"]),
    "example's kind": ("  match:", "  matches:", ["examples", "'matches'", "match, no_match, todo"]),
    "example's key": ("why: negated}", "because: negated}", ["examples: no_match", "'because'", "why"]),
    "example's role": ("[Omar Haddad](object).\"", "[Omar Haddad](target).\"", ["'target'", "subject, object, other"]),
    "example's type": ("[Omar Haddad](object).\"", "[Omar Haddad](object:man).\"", ["'man'", "person, country"]),
    "unmarked match": ('"[Ana Ruiz](subject) hugged [Omar Haddad](object)."', "They hugged.", ["marks no role"]),
    "YAML": ("about:", "about: [", ["not YAML"]),
}  # fmt: skip


@pytest.mark.parametrize(
    ("relation", "sets", "words"),
    [
        ("votedOn", "{choice: maybe}", ["'maybe'", "abstained"]),
        ("votedOn", "{role: friend}", ["'role'", "choice, own, veto"]),
        ("voteTally", "{outcome: adopted}", ["'adopted'", "Vetoed"]),
        ("represents", "{past: true}", ["past", "yes"]),
        ("said", "{}", ["'said'", "votedOn"]),
    ],
)
def test_a_pattern_sets_only_what_its_relation_has(relation: str, sets: str, words: list[str]) -> None:
    bad = GOOD.replace("relation: metWith", f"relation: {relation}").replace(
        "{id: hugged,", f"{{id: hugged, set: {sets},"
    )
    with pytest.raises(RuleError) as raised:
        load_text(bad, "own.yaml")
    assert [word for word in words if word not in str(raised.value)] == []


def test_what_collapses_is_a_role() -> None:
    with pytest.raises(RuleError, match="hugged: collapse: 'nonsense' is not one of subject, object"):
        load_text(GOOD.replace("{id: hugged,", "{id: hugged, collapse: nonsense,"), "own.yaml")


@pytest.mark.parametrize("case", BAD)
def test_a_mistake_is_told_with_file_place_and_choices(case: str) -> None:
    old, new, words = BAD[case]
    assert old in GOOD
    with pytest.raises(RuleError) as raised:
        load_text(GOOD.replace(old, new, 1), "own.yaml")
    assert str(raised.value).startswith("own.yaml")
    assert [word for word in words if word not in str(raised.value)] == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('    - {text: "[Ana Ruiz](subject) did not', '    - {text: "[Ana Ruiz](subject) might not', None),
        ("why: negated", "why: other sense", "why: negated"),
        ('    - "[Ana Ruiz](subject) hugged [Omar Haddad](object)."', "    []", "at least one"),
    ],
)
def test_a_user_file_without_examples_does_not_load(tmp_path: Path, old: str, new: str, words: str | None) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(GOOD.replace(old, new))
    if words is None:
        assert load([path])[-1].path == str(path)
        return
    with pytest.raises(RuleError, match=words):
        load([path])


def test_two_triggers_are_told_in_words() -> None:
    with pytest.raises(RuleError, match=r"hugged: more than one trigger .* mark one word"):
        load_text(GOOD.replace("^hug!", "( ^hug! | ^kiss! )"), "own.yaml")


def test_a_user_file_cannot_take_a_built_in_id(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(GOOD.replace("id: hugged", "id: met"))
    with pytest.raises(RuleError, match="metWith/met"):
        load([path])


# --- the commands ----------------------------------------------------------------------------------------------------


def kg(*args: str):
    return CliRunner().invoke(cli.app, [*args])


def test_list_names_every_file() -> None:
    shown = kg("rules", "list")
    assert shown.exit_code == 0
    assert all(path in shown.output for path in FILES)


def test_list_as_json(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(GOOD)
    shown = kg("rules", "list", "--json", "--rules", str(path))
    assert json.loads(shown.output)["files"][-1] == {
        "file": str(path), "relation": "metWith", "about": "Two people met.",
        "patterns": 1, "examples": 2, "match": 1, "no_match": 1, "todo": 0,
    }  # fmt: skip


def test_check_passes_a_good_file(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(GOOD)
    shown = kg("rules", "check", str(path))
    assert shown.exit_code == 0, shown.output
    assert "1 file, 2 examples, 0 problems" in shown.output


def test_check_prints_failures_and_ends_with_4(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(GOOD.replace("hugged [Omar", "kissed [Omar"))
    shown = kg("rules", "check", str(path))
    assert shown.exit_code == cli.Exit.MODEL
    assert f"{path}: match: [Ana Ruiz](subject) kissed [Omar Haddad](object)." in shown.output
    assert f"{path}: pattern hugged" in shown.output


@pytest.mark.parametrize("text", ["relation: hugged", None])
def test_check_tells_a_file_that_does_not_load(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "own.yaml"
    if text:
        path.write_text(text)
    shown = kg("rules", "check", str(path))
    assert shown.exit_code == cli.Exit.MODEL
    assert shown.stderr.startswith(f"kg: {path}")
    assert "Traceback" not in shown.output
