"""Sentence + its parse → offices that the phrase rules' word order does not reach, each with its person and principal.

"The current chairman of the bloc, Chilean leader Ana Ruiz", "Ana Ruiz, who after years abroad is the UN's envoy": the
parse joins the office to the name, as an apposition of either, a noun before it, joined by "and" to one that is, or
by "who is" and "who serves as". The words must also say for whom: by "of", a possessive or an adjective.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from spacy.tokens import Token

from kg.context import Context, Sentence, subtypes
from kg.entities.offices import Office
from kg.offices.holdings import Holding, alike, leads_a_people
from kg.rules.load import Rule
from kg.rules.match import Match
from kg.rules.pattern import compile_pattern
from kg.rules.subjects import subjects
from kg.rules.units import Line, Unit, line_of
from kg.sentences import tokens_in
from kg.types import Relation

RULE = Rule(
    "represents/parse", Relation.REPRESENTS, "phrase",
    compile_pattern("{office:office}", {}, where="represents/parse"), {}, {}, {},
    frozenset({"former", "planned"}), 0.84, None,
)  # fmt: skip
_FAR = 24
"""Tokens between an office and its holder."""
_STEPS = 3
"""Links of the parse from a name to an office: "the chairman, | the Chilean leader, | Ana Ruiz"."""
_NO_VOICE = ("officer",)
"""Judges and mayors are told of as of a place; only the rules' plain words say for whom they act."""


def apposed_beside(context: Context, told: Sequence[Holding]) -> Iterator[Holding]:
    """What the parse adds to the phrases: no office that they tell of, be it the same person's or another's."""
    for found in apposed(context):
        known_to = (h.office for h in told if h.principal == found.principal)
        if found.office and not any(office and alike(office, found.office) for office in known_to):
            yield found


def apposed(context: Context) -> Iterator[Holding]:
    """The holdings of an article by its parse, of offices that no phrase rule has read."""
    kinds = subtypes(context)
    for sentence in context.sentences:
        block, span = sentence.block, sentence.span
        read = {
            u.start
            for m in sentence.phrases
            if m.rule.relation is Relation.REPRESENTS
            for role in ("office", "of")
            for u in m.roles.get(role, ())
        }
        hidden = tokens_in(sentence.quotes)
        offices = context.offices[block.index]
        if any(span.start <= ref.start < span.end and ref.start not in read | hidden for ref in offices):
            line = line_of(span, block.offset, context.refs[block.index], offices, kinds)
            yield from _held(sentence, line, read | hidden)


def _held(sentence: Sentence, line: Line, skipped: Collection[int]) -> Iterator[Holding]:
    for n, unit in enumerate(line.units):
        office = unit.office
        if office is None or office.plural or office.category in _NO_VOICE or unit.start in skipped:
            continue
        if office.head.lower() == "diplomat":  # "appointed Finnish diplomat | Ruiz as his envoy": where she is from
            continue
        found = _principal(line, n, office)
        person = _holder(line, unit) if found else None
        if found and leads_a_people(line.doc, found, office):
            continue
        if found and person and person.ref and found.ref and person.start not in skipped:
            places = [line.units.index(u) for u in (person, found, unit)]
            roles = {"subject": (person,), "office": (unit,), "object": (found,)}
            match = Match(RULE, line, min(places), max(places) + 1, roles, line.doc[unit.start])
            yield Holding(person.ref.entity, found.ref.entity, None, office, match, sentence)


def _holder(line: Line, unit: Unit) -> Unit | None:
    """The one person that the parse joins an office to, with no other person in between."""
    heads = {t.i: t for t in line.doc[unit.start : unit.end]}
    head = next((t for t in heads.values() if t.head.i not in heads), None)
    if head is None:
        return None
    people = [u for u in line.units if u.kind == "person"]
    found = [p for p in people if _joined(line, p, unit, head) and _apart(p, unit) <= _FAR]
    near = min(found, key=lambda p: _apart(p, unit), default=None)
    if near is None:
        return None
    low, high = min(near.end, unit.end), max(near.start, unit.start)
    return None if any(low <= p.start < high for p in people if p is not near) else near


def _apart(one: Unit, other: Unit) -> int:
    return max(one.start, other.start) - min(one.end, other.end)


_ONCE = frozenset("then once previously formerly earlier not never".split())


def _joined(line: Line, person: Unit, unit: Unit, head: Token) -> bool:
    names = range(person.start, person.end)
    if any(t.i in names for t in _described(line, head)):
        return True
    root = next((t for t in line.doc[person.start : person.end] if t.head.i not in names), None)
    return root is not None and any(unit.start <= t.i < unit.end for t in _described(line, root))


def _described(line: Line, token: Token) -> Iterator[Token]:
    """What a noun is an apposition of, stands before, or is said to be; over offices joined to it by "and"."""
    for _ in range(_STEPS):
        listed = token.dep_ == "conj" and _is_office(line, token) and _is_office(line, token.head)
        if listed or token.dep_ in ("appos", "compound", "nmod"):
            token = token.head
        elif token.dep_ == "attr" and token.head.lemma_ == "be" and token.head.tag_ in ("VBZ", "VBP"):
            if any(child.dep_ == "neg" for child in token.head.children):
                return
            yield from subjects(token.head)
            return
        elif token.dep_ == "pobj" and token.head.lower_ == "as" and token.head.head.lemma_ == "serve":
            serves = token.head.head
            past = any(child.lower_ in _ONCE for child in serves.children)
            if serves.tag_ in ("VBZ", "VBP", "VBG") and not past:
                yield from subjects(token.head.head)
            return
        else:
            return
        yield token


def _is_office(line: Line, token: Token) -> bool:
    unit = line.unit_at(token.i)
    return unit is not None and unit.office is not None


def _principal(line: Line, n: int, office: Office) -> Unit | None:
    """For whom: "the envoy of | Chile", "| Chile's envoy", "the | Chilean envoy"; None where two say so."""
    before, after = _before(line, n, office), _after(line, n, office)
    return None if before and after else before or after


def _before(line: Line, n: int, office: Office) -> Unit | None:
    """The country or body right before an office, over adjectives and a possessive; not "Ruiz of Chile | President"."""
    owned = False
    for at in range(n - 1, -1, -1):
        unit = line.units[at]
        if unit.kind in ("country", "institution"):
            link = at - 2 if at and line.doc[line.units[at - 1].start].lower_ == "the" else at - 1
            of = link > 0 and line.doc[line.units[link].start].lower_ in ("of", "from")
            if not owned and of and line.units[link - 1].kind == "person":
                return None
            label = unit.code == "institution.party" and office.category not in ("organization", "spokesperson")
            return None if label or unit.code.endswith(".media") else unit  # "the Labour | senator"
        token = line.doc[unit.start]
        possessive = token.text in ("'s", "'")
        owned = owned or possessive
        if unit.kind != "word" or not (token.pos_ in ("ADJ", "ADV") or possessive):
            return None
    return None


def _after(line: Line, n: int, office: Office) -> Unit | None:
    """The country or body after "of", "at", "for the": not "of Chile's army", nor what an envoy is sent to."""
    rest: Sequence[Unit] = line.units[n + 1 : n + 4]
    links = ("of", "at") if office.category != "spokesperson" else ("of", "at", "for")
    if not rest or rest[0].kind != "word" or line.doc[rest[0].start].lower_ not in links:
        return None
    unit = next((u for u in rest[1:] if u.kind != "word" or line.doc[u.start].pos_ != "DET"), None)
    if unit is None or unit.kind not in ("country", "institution") or unit.code.endswith((".demonym", ".metonym")):
        return None
    following = line.doc[unit.end : unit.end + 1]
    return (
        None
        if following and (following[0].text in ("'s", "'", "-") or following[0].pos_ in ("NOUN", "PROPN"))
        else unit
    )
