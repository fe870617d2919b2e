r"""The pattern language: a readable line → a regular expression over the units of a sentence.

==================== =====================================================================================
``told|informed``     a word by its lower-case form; alternatives by ``|``
``^tell|inform``      a word by its lemma
``#ADV|AUX``          a word by its part of speech
``@aside``            a macro of ``lexicon.yaml``
``{subject:person}``  a role: a unit of that type; ``person|country`` alternatives; ``institution.media`` a subtype
``{subject:country+}`` a list: "A, B and C"
``{_:country}``       a unit that fills no role
``...``               up to six units of any kind within the sentence; ``...3`` up to three
``&!person  &!'s``    looks ahead: no unit of that type, none of these words, may follow; ``&!the+person`` both
``( a b | c )``       a group with alternatives
``x?  x*``            optional; any number
``&,|who``            looks ahead: one of these words, or the end, must follow
``&<``                looks behind: a clause begins here (the sentence, or after punctuation or a conjunction)
``!``                 after a word or macro: the trigger, whose negation, tense and mood count (default: the first verb)
==================== =====================================================================================

The idea of typed surface slots is Odin's (Valenzuela-Escárcega et al., 2016); see docs/rules.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg.errors import RuleError

_SLOT = re.compile(r"\{(\w+):([\w.|-]+)(\+?)\}")
TYPES = frozenset({"person", "country", "institution", "meeting", "resolution", "office", "number", "word", "date"})
ALIASES = {
    "body": r"institution\.(?:organ|igo|parliament|court|body)",
    "forum": r"institution(?:\.(?:organ|igo|parliament|court|body|think-tank|association|ngo|agency|university))?(?=:)",
    "media": r"institution\.media",
    "state": r"country(?=:)",
    "outlet": r"institution(?:\.media)?(?=:)",
    "offices": r"office\.[\w-]+\.plural",
}
"""Slot types beyond the entity types.

``forum`` is a body, or a house where one lectures; ``state`` a country by its own name, not "Chilean", not "Santiago";
``outlet`` a medium or a body of no known kind; ``offices`` an office held by several.
"""


ON_BEHALF = re.compile(
    r"(?:on~\S+ behalf~\S+ of~\S+ (?:(?!,~|\.~|and~)\S+ ){1,6}|"
    r",~\S+ on~\S+ behalf~\S+ of~\S+ (?:(?!,~|\.~|and~|<country)\S+ ){1,7}(?=,~\S+ (?:and~\S+ )?(?:the~\S+ )?<country))"
)
"""In a list, for whom one of its members also speaks; whoever that is, is no member of the list."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern: its expression, its roles in order and the group that is its trigger, if marked."""

    source: str
    regex: re.Pattern[str]
    roles: tuple[str, ...]


def compile_pattern(source: str, macros: Mapping[str, str], *, where: str) -> Pattern:
    """Compile a pattern.

    Args:
        source: the pattern as written in the rule file.
        macros: the bodies of ``@name`` macros.
        where: file and rule, for error messages.

    Raises:
        RuleError: if it cannot be read; the message names the place and the valid choices.
    """
    roles: list[str] = []
    body = _sequence(expand(source, macros, where), roles, where)
    if body.count("(?P<trigger>") > 1:
        raise RuleError(
            f"{where}: more than one trigger in {source!r}; mark one word with '!', in one alternative only"
        )
    try:
        regex = re.compile(r"(?:(?<= )|^)" + body)
    except re.error as error:
        raise RuleError(f"{where}: cannot read pattern {source!r}: {error}") from error
    return Pattern(source, regex, tuple(dict.fromkeys(roles)))


def expand(source: str, macros: Mapping[str, str], where: str, depth: int = 0) -> str:
    """Replace ``@name`` by ``( body )`` until none is left."""
    if depth > 5:
        raise RuleError(f"{where}: macros refer to each other in a circle: {source!r}")

    def body(match: re.Match[str]) -> str:
        name, mark = match.groups()
        if name not in macros:
            raise RuleError(f"{where}: unknown macro @{name}; valid: {', '.join(sorted(macros))}")
        return f"({mark} " + expand(macros[name], macros, where, depth + 1) + " )"

    return re.sub(r"@(\w+)(!?)", body, source)


def _sequence(source: str, roles: list[str], where: str) -> str:
    out = []
    for token in re.findall(r"\{[^}]*\}[?*]?|\.\.\.\d*|\)[?*]?|\S+", source):
        out.append(_element(token, roles, where))
    return "".join(out)


def _element(token: str, roles: list[str], where: str) -> str:
    if token in ("(", "(!"):
        return "(?:" if token == "(" else "(?P<trigger>"
    if token == "|":
        return "|"
    if token in (")", ")?", ")*"):
        return ")" + token[1:]
    if token.startswith("..."):
        return r"(?:(?!;~|\.~|\?~)\S+ ){0,%s}?" % (token[3:] or "6")
    if token == "&<":
        return r"(?:^|(?<=~PUNCT )|(?<=~CCONJ ))"
    if token.startswith("&!"):
        return "(?!" + "".join(_unit_or_word(part) for part in token[2:].split("+")) + ")"
    if token.startswith("&"):
        return f"(?={_word(token[1:])}|$)"
    suffix = token[-1] if len(token) > 1 and token[-1] in "?*" else ""
    core = token[: len(token) - len(suffix)]
    if core.startswith("{"):
        return _slot(core, roles, where) + suffix
    trigger = len(core) > 1 and core.endswith("!")
    core = core[:-1] if trigger else core
    body = _word(core)
    return (f"(?P<trigger>{body})" if trigger else f"(?:{body})") + suffix


def _unit_or_word(text: str) -> str:
    return rf"<{text}(?:\.[\w.-]+)?:" if text in TYPES else _word(text)


def _word(core: str) -> str:
    if core.startswith("^"):
        return rf"[^ ~<]+~(?:{_alternatives(core[1:])})~(?:VERB|AUX|PROPN) "  # headlines make verbs PROPN
    if core.startswith("#"):
        return rf"[^ ~<]+~[^ ~]+~(?:{_alternatives(core[1:])}) "
    core = core.lower()  # lines are in lower case
    return rf"(?:{_alternatives(core)})~[^ ~]+~\S+ "


def _alternatives(text: str) -> str:
    return "|".join(re.escape(part) for part in text.split("|") if part) or re.escape(text)


def _slot(core: str, roles: list[str], where: str) -> str:
    match = _SLOT.fullmatch(core)
    if not match:
        raise RuleError(f"{where}: cannot read {core!r}; write {{role:type}}, {{role:type|type}} or {{role:type+}}")
    role, types, plus = match.groups()
    kinds = []
    for kind in types.split("|"):
        base, _, subtype = kind.partition(".")
        if base not in TYPES and base not in ALIASES:
            raise RuleError(f"{where}: unknown type {kind!r}; valid: {', '.join(sorted(TYPES | ALIASES.keys()))}")
        kinds.append(
            ALIASES.get(base)
            or (rf"{base}\.{re.escape(subtype)}(?:\.plural)?" if subtype else rf"{base}(?:\.[\w.-]+)?")
        )
    one = rf"<(?:{'|'.join(kinds)}):\d+> "
    if plus:
        joint = (
            r"(?:(?:,|and|or|nor|&|;)~\S+ |as~\S+ well~\S+ as~\S+ |(?:the|both|also|visiting)~\S+ |"
            r"(?:its|their)~\S+ (?:\S+~ADJ )?(?:ally|allies|partners?|neighbou?rs?|rivals?)~\S+ ){1,5}"
        )
        aside = (
            r"(?:lpar~\S+ (?!(?:who|which|that)~)(?:(?!rpar~)\S+ ){1,20}rpar~\S+ |"
            r"of~\S+ (?:(?![,;.<]~?)\S+ ){1,6}(?=;~)|"  # "Ruiz, secretary | of state for trade; | Berg"
            rf"{ON_BEHALF.pattern})?"
        )
        unknown = r"(?:(?:[^ ~<]+~[^ ~]+~PROPN |of~\S+ ){1,4},~\S+ (?:and~\S+ )?){0,2}"  # names no table has
        with_others = (
            r",~\S+ (?:(?:along|together)~\S+ with~\S+ |alongside~\S+ |joined~\S+ by~\S+ |as~\S+ well~\S+ as~\S+ )"
            r"(?:the~\S+ )?"
        )
        others = rf"(?:{with_others}{one}(?:{joint}(?:the~\S+ )?{one})*,~\S+ )?"
        speaks = rf"(?!,~\S+ (?:the~\S+ )?{one}\S+~(?:say|tell|add|announce)~)"  # "met Ruiz, Sand | said": of others
        begins = r"(?![;,]~\S+ <\w+\.pronoun:)"  # "received by Ruiz; | he met Sand": a clause of its own
        whose = r"(?:<country(?:\.demonym)?:\d+> 's~\S+ )?"  # "Chile's Ruiz and | Peru's | Berg"
        more = rf"(?:{speaks}{begins}{joint}{unknown}(?:the~\S+ )?{whose}{one}{aside})"
        apposed = r"(?:,~\S+ (?=[^ ~<]+~[^ ~]+~(?:VERB|AUX) ))"  # "three members, A, B and C, | voted"
        one = rf"(?:the~\S+ )?{one}{aside}(?:{more}+{apposed}|{more}*){others}"
    if role == "_":
        return f"(?:{one})"
    roles.append(role)
    return f"(?P<{role}__{roles.count(role)}>{one})"
