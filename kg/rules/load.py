"""Rule files → rules. Loading is strict: a mistake names the file, the rule, the key and the valid choices."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from kg.errors import RuleError
from kg.rules.examples import check_marks
from kg.rules.pattern import ALIASES, TYPES, Pattern, compile_pattern
from kg.types import CHOICES, Relation

SAME = "same"
"""What a pattern sets as ``choice`` where the vote is told by another's: "sided with Russia", "so did Iraq"."""

GUARDS = ("negated", "planned", "hypothetical", "requested", "reported", "former", "quoted")
STAGES = ("phrase", "clause")
_FILE_KEYS = {"relation", "about", "stage", "roles", "collapse", "patterns", "unless", "examples"}
_QUALIFIERS = {"as", "choice", "own", "veto", "outcome", "past", "role"}
_AS, _YES = {"as": ("delegate", "official", "speaker")}, ("yes",)
_SETTABLE: Mapping[Relation | None, Mapping[str, tuple[str, ...]]] = {
    None: _AS,
    Relation.REPRESENTS: _AS | {"past": _YES, "role": ()},
    Relation.SPONSORED: {"own": _YES},
    Relation.MEMBER_OF: {"own": _YES},
    Relation.VOTED_ON: {"choice": (*CHOICES, SAME), "own": _YES, "veto": _YES},
    Relation.VOTE_TALLY: {"outcome": ("Adopted", "Rejected", "Vetoed")},
}
"""What a pattern may set, by relation, with the valid values; none listed: any words."""
_PATTERN_KEYS = {"id", "match", "confidence", "set", "subject", "object", "at", "collapse"}
_EXAMPLE_KINDS = {"match", "no_match", "todo"}
_EXAMPLE_KEYS = {"text", "why", "set"}
_LABELS = frozenset(
    "acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj csubjpass dative "
    "dep det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd parataxis pcomp pobj poss preconj "
    "predet prep prt punct quantmod relcl root xcomp".split()
)
"""The dependency labels of spaCy's English pipelines."""
_STEP = r"<?\w+(?:\[[\w|]+\])?"
_PATH = re.compile(rf"@[a-z-]+|{_STEP}(?: (?:\| )?{_STEP})*")
ROLES = ("subject", "object", "at", "of", "office", "for", "against", "abstained")
FILLS = (
    "@body", "@company", "@court", "@debate", "@delegates", "@draft", "@gathering", "@house", "@listed", "@medium",
    "@meeting", "@measure", "@measure-before", "@motion", "@nation", "@parliament", "@principal", "@principal-of",
    "@session", "@sitting", "@so-called", "@talks", "@turn", "@vote",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern of a rule file with what it sets.

    ``paths`` fills a role by dependency labels from the trigger ("nsubj", "prep[to] pobj", or the first of several that
    leads somewhere, "dobj | prep[with] pobj") or from the article (``@meeting``, ``@measure``);
    ``sets`` are fixed qualifiers; ``guards`` those that apply.
    """

    id: str
    relation: Relation | None
    stage: str
    pattern: Pattern
    types: Mapping[str, tuple[str, ...]]
    paths: Mapping[str, str]
    sets: Mapping[str, str]
    guards: frozenset[str]
    confidence: float
    collapse: str | None


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of a rule file with its roles marked: ``[Chile](object)``.

    ``why`` is the guard that keeps a ``no_match`` from being a plain fact, or free text; ``sets`` are qualifiers that
    the facts of a ``match`` must have.
    """

    text: str
    kind: str
    why: str = ""
    sets: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A loaded file: its rules in order and its examples."""

    path: str
    relation: Relation | None
    about: str
    rules: tuple[Rule, ...]
    examples: tuple[Example, ...]


@functools.cache
def macros() -> Mapping[str, str]:
    """The ``@name`` macros of ``lexicon.yaml``."""
    table: dict[str, str] = yaml.safe_load((files("kg.rules") / "lexicon.yaml").read_text("utf-8"))
    return table


@functools.cache
def built_in() -> tuple[RuleFile, ...]:
    """The rule files of the package, by name."""
    folder = files("kg.rules") / "relations"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    return tuple(load_text((folder / name).read_text("utf-8"), name) for name in names)


def load(paths: Iterable[Path] = ()) -> tuple[RuleFile, ...]:
    """The built-in rule files and those of the user.

    Raises:
        RuleError: if a file cannot be read or has a mistake.
    """
    own = [load_file(path) for path in paths]
    for file in own:
        _require_examples(file)
    _unique([rule.id for file in (*built_in(), *own) for rule in file.rules], ", ".join(file.path for file in own))
    return (*built_in(), *own)


def load_file(path: Path) -> RuleFile:
    """One rule file.

    Raises:
        RuleError: if it cannot be read or has a mistake.
    """
    try:
        return load_text(path.read_text("utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: cannot be read: {error}") from error


def _require_examples(file: RuleFile) -> None:
    """A file of the user without examples does not load; whether they hold is for ``kg rules check`` to say."""
    if not any(example.kind == "match" for example in file.examples):
        raise RuleError(f"{file.path}: examples: match: at least one is needed; every pattern must fit one")
    shown = {example.why for example in file.examples if example.kind == "no_match"}
    for guard in sorted({guard for rule in file.rules for guard in rule.guards} - shown):
        raise RuleError(f"{file.path}: examples: no_match: none has 'why: {guard}'; every guard in unless needs one")


def load_text(text: str, path: str) -> RuleFile:
    """Parse the text of a rule file.

    Raises:
        RuleError: names the file, the rule, the key and the valid choices.
    """
    try:
        raw = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise RuleError(f"{path}: not YAML: {error}") from error
    _keys(raw, _FILE_KEYS, path, required=("relation", "about", "roles", "patterns", "examples"))
    relation = _relation(raw["relation"], path)
    stage = _choice(raw.get("stage", "clause"), STAGES, f"{path}: stage")
    if stage == "phrase" and relation not in (None, Relation.REPRESENTS):
        raise RuleError(f"{path}: stage: phrase is for relation represents or null; write clause")
    unless = _list(raw.get("unless") or [], f"{path}: unless")
    guards = frozenset(_choice(guard, GUARDS, f"{path}: unless") for guard in unless)
    types = _types(raw["roles"], path)
    entries = _list(raw["patterns"], f"{path}: patterns")
    rules = tuple(_rule(entry, raw, path, relation, stage, guards, types) for entry in entries)
    _unique([rule.id for rule in rules], path)
    return RuleFile(path, relation, str(raw["about"]), rules, tuple(_examples(raw["examples"], types, path)))


def _types(raw: Any, path: str) -> dict[str, tuple[str, ...]]:
    _keys(raw, ROLES, f"{path}: roles")
    kinds = {role: _list(value, f"{path}: roles: {role}") for role, value in raw.items()}
    valid = sorted(TYPES | ALIASES.keys())
    return {role: tuple(_choice(k, valid, f"{path}: roles: {role}") for k in value) for role, value in kinds.items()}


def _rule(
    entry: Any, raw: Mapping[str, Any], path: str, relation: Relation | None, stage: str, guards: frozenset[str],
    types: Mapping[str, tuple[str, ...]],
) -> Rule:  # fmt: skip
    _keys(entry, _PATTERN_KEYS, f"{path}: patterns", required=("id", "match"))
    where = f"{path}: {entry['id']}"
    pattern = compile_pattern(str(entry["match"]), macros(), where=where)
    for role in pattern.roles:
        _choice(role, types, f"{where}: role")
    paths = {role: _path(entry[role], f"{where}: {role}") for role in ("subject", "object", "at") if role in entry}
    confidence = entry.get("confidence", 0.9)
    if isinstance(confidence, bool) or not isinstance(confidence, int | float) or not 0 < confidence <= 1:
        raise RuleError(f"{where}: confidence: {confidence!r} is no number above 0 and up to 1")
    name = f"{relation.value if relation else 'phrase'}/{entry['id']}"
    sets = _sets(entry.get("set") or {}, relation, f"{where}: set")
    collapse = entry.get("collapse", raw.get("collapse"))
    if collapse is not None:
        _choice(collapse, types, f"{where}: collapse")
    return Rule(
        name,
        relation,
        stage,
        pattern,
        types,
        paths,
        sets,
        guards,
        float(confidence),
        collapse,
    )


def _sets(raw: Any, relation: Relation | None, where: str) -> dict[str, str]:
    """The fixed qualifiers of a pattern, checked against what its relation has."""
    settable = _SETTABLE.get(relation, {})
    if raw and relation and not settable:
        raise RuleError(f"{where}: {relation.value} has nothing to set, found {raw!r}")
    _keys(raw, settable, where)
    for key, value in raw.items():
        if settable[key]:
            _choice(value, settable[key], f"{where}: {key}")
    return {key: str(value) for key, value in raw.items()}


def _path(value: Any, where: str) -> str:
    """A dependency path or a fill-in."""
    if not isinstance(value, str) or not _PATH.fullmatch(value) or (value.startswith("@") and value not in FILLS):
        raise RuleError(f"{where}: {value!r} is no dependency path and none of {', '.join(FILLS)}")
    steps = [step for step in value.split() if step != "|"] if not value.startswith("@") else []
    for step in steps:
        _choice(step.removeprefix("<").partition("[")[0], sorted(_LABELS), where)
    return value


def _relation(value: Any, path: str) -> Relation | None:
    if value is None:
        return None
    _choice(value, [r.value for r in Relation if r is not Relation.SAID], f"{path}: relation")  # said needs no rules
    return Relation(value)


def _examples(raw: Any, types: Mapping[str, Sequence[str]], path: str) -> Iterable[Example]:
    _keys(raw, _EXAMPLE_KINDS, f"{path}: examples")
    for kind, entries in raw.items():
        where = f"{path}: examples: {kind}"
        for entry in _list(entries or [], where):
            example = {"text": entry} if isinstance(entry, str) else entry
            _keys(example, _EXAMPLE_KEYS, where, required=("text",))
            text: str = str(example["text"])
            sets: Any = example.get("set") or {}
            if not check_marks(text, types, f"{where}: {text!r}") and kind != "no_match":
                raise RuleError(f"{where}: {text!r} marks no role; write [Name](role) with {', '.join(types)}")
            _keys(sets, _QUALIFIERS, f"{where}: {text!r}: set")
            yield Example(text, kind, str(example.get("why", "")), {key: str(value) for key, value in sets.items()})


def _keys(raw: Any, valid: Iterable[str], where: str, required: Sequence[str] = ()) -> None:
    if not isinstance(raw, dict):
        raise RuleError(f"{where}: expected keys and values, found {raw!r}")
    valid = sorted(valid)
    for key in raw:
        if key not in valid:
            raise RuleError(f"{where}: unknown key {key!r}; valid: {', '.join(valid)}")
    for key in required:
        if key not in raw:
            raise RuleError(f"{where}: key {key!r} is missing")


def _list(raw: Any, where: str) -> list[Any]:
    if not isinstance(raw, list):
        raise RuleError(f"{where}: expected a list, found {raw!r}")
    return raw


def _choice(value: Any, valid: Iterable[str], where: str) -> str:
    valid = list(valid)
    if value not in valid:
        raise RuleError(f"{where}: {value!r} is not one of {', '.join(valid)}")
    return str(value)


def _unique(ids: Sequence[str], path: str) -> None:
    twice = {id for id in ids if ids.count(id) > 1}
    if twice:
        raise RuleError(f"{path}: pattern ids given twice: {', '.join(sorted(twice))}")
