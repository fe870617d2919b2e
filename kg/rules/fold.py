"""Phrase rules + the line of a sentence → a shorter line: a noun phrase becomes one unit, the longest match first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.rules.load import Rule
from kg.rules.match import Match, matches
from kg.rules.units import Line, Unit


def fold_phrases(line: Line, rules: Sequence[Rule]) -> tuple[Line, list[Match]]:
    """Apply the phrase rules, longest match first, and fold each match into the unit of its ``collapse`` role.

    "France's U.N. Ambassador Nicolas de Riviere" becomes one unit, the person; the clause rules then see a plain
    "<person> told <institution>".
    """
    fitting = (m for m in matches(line, rules) if not _of_several(m))
    found = sorted(fitting, key=lambda m: (m.first - m.last, m.first, -m.rule.confidence))
    kept: list[Match] = []
    also: list[Match] = []
    taken: set[int] = set()
    for match in found:
        span = set(range(match.first, match.last))
        if not taken & span:
            taken |= span
            kept.append(match)
        elif _says_more(match, [*kept, *also]):
            also.append(match)
    paired = [m for m in also if any((m.first, m.last, m.rule.id) == (k.first, k.last, k.rule.id) for k in kept)]
    return _folded(line, [*_widened(kept, also), *paired]), sorted([*kept, *also], key=lambda m: m.first)


def _of_several(match: Match) -> bool:
    """ "Addressing leaders at the General Assembly, | President Ana Ruiz said": another clause begins with her."""
    offices, subjects = match.roles.get("office", ()), match.roles.get("subject", ())
    after = match.line.units[match.last : match.last + 1]
    alone = len(subjects) == 1 and not (after and after[0].code.startswith(("and~", ",~")))
    return alone and match.rule.id == "represents/office_of" and any(u.code.endswith(".plural") for u in offices)


def matches_inside(phrases: Sequence[Match], rules: Sequence[Rule]) -> Iterator[Match]:
    """Matches that the folded line does not show: "Ana Ruiz, | deputy head of the UN's | aid office, OCHA".

    Args:
        phrases: those folded in one sentence; their line is the one before.
        rules: those of clauses that speak of what may stand inside a noun phrase.
    """
    for match in matches(phrases[0].line, rules) if phrases else ():
        if any(match.first < phrase.last and phrase.first < match.last for phrase in phrases):
            yield match


def _widened(kept: Sequence[Match], also: Sequence[Match]) -> list[Match]:
    """The matches as they are folded: with all that is told of one person.

    "Chilean President | Ana Ruiz, who chairs the bloc": the longer match is the second, and the office goes with her.
    """
    wide = []
    for match in kept:
        subject = match.roles.get("subject")
        same = [m for m in also if m.rule.collapse and subject and m.roles.get("subject") == subject]
        touching = [m for m in same if m.first < match.last and match.first < m.last]
        first, last = min([match.first, *(m.first for m in touching)]), max([match.last, *(m.last for m in touching)])
        wide.append(replace(match, first=first, last=last))
    covered = [(m.first, m.last) for m in wide if m.rule.relation is not None]
    return [
        m
        for m, old in zip(wide, kept, strict=True)
        if m.rule.relation is not None or not any(a <= old.first and old.last <= b for a, b in covered)
    ]


def _says_more(match: Match, kept: Sequence[Match]) -> bool:
    """A match inside or across a longer one counts if both name their roles and it tells of another pair.

    "German Chancellor Ana Ruiz's spokesperson, Ben Sand": the chancellor is told of too.
    """
    if match.rule.paths.get("object") == "@principal":
        posts = [m.roles.get("office") for m in kept]
        subject = match.roles.get("subject")
        if any(
            m.rule.id.endswith(("represented_by", "delegation_under")) and m.first <= match.first < m.last for m in kept
        ):
            return False  # "Chile was represented by Minister Ruiz"
        same = subject in [m.roles.get("subject") for m in kept]
        if subject and not same and any(set(subject) <= set(m.roles.get("of", ())) for m in kept):
            return True  # "spokesman for President Ruiz": her office, too
        office = next((u.office for u in match.roles.get("office", ())), None)
        if office is None or not same or match.roles.get("office") in posts:
            return False
        return office.category in _HIGH or "/noun_" in match.rule.id or "/its_" in match.rule.id
    pair = match.roles.get("subject"), match.roles.get("object")
    if not all(pair) or match.rule.relation is None:
        return False
    if any(m.roles.get("of") and m.roles.get("subject") == pair[0] and m.first <= match.first < m.last for m in kept):
        return False  # "the Secretary-General's envoy in Mali, Ruiz" is not Mali's
    told = {(m.roles.get("subject"), m.roles.get(role)) for m in kept for role in ("object", "of", "at")}
    if any(_pairs_off(rule, kept, pair) for rule in {id(m.rule): m.rule for m in kept}.values()):
        return False
    if _nation_only(match, kept):
        return False
    same_rule = any(m.rule is match.rule and (m.first, m.last) != (match.first, match.last) for m in kept)
    return pair not in told and not (same_rule and any(m.roles.get("subject") == pair[0] for m in kept))


def _nation_only(match: Match, kept: Sequence[Match]) -> bool:
    """ "Ana Ruiz, the | Chilean director of the World Food Programme": whom she is of is told by the longer match."""
    told = [m.roles.get("office") for m in kept if m.roles.get("subject") == match.roles.get("subject")]
    nation = all(unit.code == "country.demonym" for unit in match.roles.get("object", ()))
    return nation and match.roles.get("office") in told


def _pairs_off(rule: Rule, kept: Sequence[Match], pair: tuple[tuple[Unit, ...] | None, ...]) -> bool:
    """True where a rule that tells two from two ("the Chilean and Peruvian ministers, Ruiz and Sand") has both."""
    told = [m for m in kept if m.rule is rule]
    if len(told) < 2 or len({(m.first, m.last) for m in told}) > 1:
        return False
    subjects, objects = ({u for m in told for u in m.roles.get(role, ())} for role in ("subject", "object"))
    return set(pair[0] or ()) <= subjects and set(pair[1] or ()) <= objects


_HIGH = ("state", "minister", "parliament")
"""Offices that one may hold beside another: "party leader and Prime Minister Ana Ruiz"."""


def _folded(line: Line, kept: Sequence[Match]) -> Line:
    units: list[Unit] = []
    starts: dict[int, list[Match]] = {}
    for m in kept:
        if m.rule.collapse:
            starts.setdefault(m.first, []).append(m)
    i = 0
    while i < len(line.units):
        match, heads = starts[i][0] if i in starts else None, _heads(starts.get(i, ()))
        if not match or not heads:
            units.append(line.units[i])
            i += 1
            continue
        last = match.last + _is_closed_by_comma(line, match.last, heads[-1])
        begin, end = line.units[match.first].start, line.units[last - 1].end
        units.extend(_spread(heads, begin, end, match.rule.sets.get("as") or _as_delegate(match)))
        i = last
    return Line.of(line.doc, line.offset, units)


def _is_closed_by_comma(line: Line, last: int, head: Unit) -> bool:
    """ "Chile's ambassador, Ana Ruiz|,| was heard": the comma after a name in apposition belongs to the phrase."""
    if head.kind != "person" or line.units[last - 1] != head or last < 2 or last + 1 >= len(line.units):
        return False
    before, after = line.units[last - 2].code, line.units[last].code
    finite = line.doc[line.units[last + 1].start].tag_ in ("VBD", "VBZ", "VBP", "MD")
    return before.startswith(",~") and after.startswith(",~") and finite


def _as_delegate(match: Match) -> str | None:
    """ "Chile's | representative, Ana Ruiz": she speaks as its delegate; a trade representative does not."""
    posts = [unit.office.text.lower().split() for unit in match.roles.get("office", ()) if unit.office]
    sent = any(words[-1] in _DELEGATES and _OTHERS.isdisjoint(words) for words in posts)
    of_state = any(unit.kind == "country" for unit in match.roles.get("object", ()))
    return "delegate" if sent and of_state and match.rule.collapse == "subject" else None


_DELEGATES = frozenset({"delegate", "representative"})
_OTHERS = frozenset({"trade", "special", "high", "house", "personal"})


def _heads(found: Sequence[Match]) -> list[Unit]:
    """What is left of a phrase: a rule that pairs two with two leaves both."""
    heads = {unit for m in found for unit in m.roles.get(m.rule.collapse or "", ())}
    return sorted(heads, key=lambda unit: unit.start)


def _spread(heads: Sequence[Unit], begin: int, end: int, subtype: str | None) -> Iterator[Unit]:
    """One unit a head; together they cover tokens ``[begin, end)``, so a list stays a list."""
    for n, head in enumerate(heads):
        start = begin if n == 0 else head.start
        stop = end if n == len(heads) - 1 else heads[n + 1].start - 1
        code = f"{head.kind}.{subtype}" if subtype else head.code
        yield replace(head, start=start, end=stop, code=code)
        if n < len(heads) - 1:
            yield Unit(stop, stop + 1, "word", "and~and~CCONJ")
