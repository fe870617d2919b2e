"""Rule files → rules. Loading is strict: a mistake names the file, the rule, the key and the valid choices."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from kg.errors import RuleError
from kg.rules.pattern import Pattern, compile_pattern
from kg.types import Relation

GUARDS = ("negated", "planned", "hypothetical", "requested", "reported", "former", "quoted")
STAGES = ("phrase", "clause")
_FILE_KEYS = {"relation", "about", "stage", "roles", "collapse", "patterns", "unless", "examples"}
_PATTERN_KEYS = {"id", "match", "confidence", "set", "subject", "object", "at", "collapse"}
_EXAMPLE_KINDS = {"match", "no_match", "todo"}
_PATH = re.compile(r"@[a-z-]+|(?:<?\w+(?:\[[\w|]+\])?)(?: <?\w+(?:\[[\w|]+\])?)*")
ROLES = ("subject", "object", "at", "of", "office", "for", "against", "abstained")
FILLS = ("@meeting", "@measure", "@body", "@principal", "@principal-of", "@session")


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern of a rule file with what it sets.

    ``paths`` fills a role by dependency labels from the trigger ("nsubj", "prep[to] pobj") or from the article
    (``@meeting``, ``@measure``, ``@body``); ``sets`` are fixed qualifiers; ``guards`` those that apply.
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
    """A sentence of a rule file with its roles marked: ``[Chile](object)``."""

    text: str
    kind: str
    why: str = ""


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
    own = []
    for path in paths:
        try:
            own.append(load_text(path.read_text("utf-8"), str(path)))
        except (OSError, UnicodeDecodeError) as error:
            raise RuleError(f"{path}: cannot be read: {error}") from error
    return (*built_in(), *own)


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
    guards = frozenset(_choice(g, GUARDS, f"{path}: unless") for g in raw.get("unless") or ())
    types = {_choice(role, ROLES, f"{path}: roles"): tuple(kinds) for role, kinds in raw["roles"].items()}
    rules = tuple(_rule(entry, raw, path, relation, stage, guards, types) for entry in raw["patterns"])
    _unique([rule.id for rule in rules], path)
    return RuleFile(path, relation, raw["about"], rules, tuple(_examples(raw["examples"], path)))


def _rule(
    entry: Any, raw: Mapping[str, Any], path: str, relation: Relation | None, stage: str, guards: frozenset[str],
    types: Mapping[str, tuple[str, ...]],
) -> Rule:  # fmt: skip
    _keys(entry, _PATTERN_KEYS, f"{path}: patterns", required=("id", "match"))
    where = f"{path}: {entry['id']}"
    pattern = compile_pattern(entry["match"], macros(), where=where)
    for role in pattern.roles:
        _choice(role, types, f"{where}: role")
    paths = {role: entry[role] for role in ("subject", "object", "at") if role in entry}
    for role, value in paths.items():
        if not _PATH.fullmatch(value) or (value.startswith("@") and value not in FILLS):
            raise RuleError(f"{where}: {role}: {value!r} is no dependency path and none of {', '.join(FILLS)}")
    confidence = entry.get("confidence", 0.9)
    if not isinstance(confidence, int | float) or not 0 < confidence <= 1:
        raise RuleError(f"{where}: confidence: {confidence!r} is no number above 0 and up to 1")
    name = f"{relation.value if relation else 'phrase'}/{entry['id']}"
    sets = {key: str(value) for key, value in (entry.get("set") or {}).items()}
    return Rule(name, relation, stage, pattern, types, paths, sets, guards, float(confidence), entry.get("collapse", raw.get("collapse")))


def _relation(value: Any, path: str) -> Relation | None:
    if value is None:
        return None
    _choice(value, [r.value for r in Relation], f"{path}: relation")
    return Relation(value)


def _examples(raw: Any, path: str) -> Iterable[Example]:
    _keys(raw, _EXAMPLE_KINDS, f"{path}: examples")
    for kind, entries in raw.items():
        for entry in entries or ():
            example = {"text": entry} if isinstance(entry, str) else entry
            _keys(example, {"text", "why"}, f"{path}: examples: {kind}", required=("text",))
            yield Example(example["text"], kind, example.get("why", ""))


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


def _choice(value: str, valid: Iterable[str], where: str) -> str:
    valid = list(valid)
    if value not in valid:
        raise RuleError(f"{where}: {value!r} is not one of {', '.join(map(str, valid))}")
    return value


def _unique(ids: Sequence[str], path: str) -> None:
    twice = {id for id in ids if ids.count(id) > 1}
    if twice:
        raise RuleError(f"{path}: pattern ids given twice: {', '.join(sorted(twice))}")
