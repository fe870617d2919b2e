"""In the record of a meeting: who has the floor, going by how speakers are introduced."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.entities import coref
from kg.entities.spans import Form, Ref
from kg.parse import Block, BlockKind
from kg.rules.match import Match
from kg.rules.units import Line, Unit
from kg.salience import Salience


def takes_turns(text: str, openings: Iterable[Line]) -> bool:
    """True for the record of a meeting: delegates speak, or speakers' names open paragraphs.

    Args:
        text: the article.
        openings: the first sentence of each of its paragraphs.
    """
    turns = len(_DELEGATE.findall(text)) + 2 * introductions(text)
    return turns >= _TURNS or _is_summary(list(openings))


def introductions(text: str) -> int:
    """How many paragraphs open with a speaker's name in capitals, as only records of meetings have it."""
    return sum(map(_introduces, text.split("\n")))


def _is_summary(openings: Sequence[Line]) -> bool:
    """True if half of the paragraphs open with a speaker and an office: "Ana Ruiz, President of Chile, said"."""
    introduced = [n for n in openings if any(u.code == "person.speaker" for u in n.units[:_OPENING])]
    return len(introduced) >= _TURNS and 2 * len(introduced) >= len(openings)


_DELEGATE = re.compile(
    r"\b(?:representatives?|delegate|speaker|delegation) (?:of|for|from)\b|"
    r"['’]s (?:representative|delegate|delegation)\b",
    re.I,
)
_TURNS = 4
"""Delegates or speakers from whom on they take turns; in an article of news a few are spoken of as well."""
_OPENING = 8
"""Units at the head of a paragraph among which its speaker stands: "Through a different lens, | Ana Ruiz, …, said"."""


def take_floor(salience: Salience, line: Line, phrases: Iterable[Match], *, opens: bool) -> None:
    """A delegate or speaker at the head of a sentence of a record has the floor from there on.

    From then on "his country" is the one he was introduced for, or none. Once speakers are introduced by name
    ("ANA RUIZ (Chile) said"), a delegate named inside such a statement is spoken of; only one who opens a paragraph
    takes the floor.

    Args:
        salience: who has been spoken of; its floor is set.
        line: the sentence.
        phrases: its phrase matches.
        opens: whether the sentence opens a paragraph.
    """
    if not salience.record:
        return
    salience.by_name = salience.by_name or any(m.rule.id == "represents/parenthesis" for m in phrases)
    for n, unit in enumerate(line.units):
        introduced = unit.code.endswith((".delegate", ".speaker"))
        introduced = introduced or (opens and unit.kind == "person" and (_said(line, n) or _begins(line, n)))
        if introduced and unit.ref and unit.ref.form is not Form.PRONOUN and not _is_in_time_clause(line, unit):
            named = unit.kind == "person"
            if (named or opens or not salience.by_name) and (_speaks(line, n) or (opens and _moved(line, n))):
                salience.floor = unit
                salience.country = unit.ref.entity if unit.kind == "country" else _country_of(unit, phrases)
            return  # whoever else the sentence names is spoken of


def introduced_by_name(line: Line, original: str) -> Line:
    """In "ANA RUIZ, Chair of the Presidency, said" the capitals tell that she speaks, whatever her office."""
    led = _LED_IN.match(original)
    if not led and not _introduces(original):
        return line
    units = list(line.units)
    for n, unit in enumerate(units if led else units[:3]):
        if unit.kind == "person" and not (led and line.doc[unit.end - 1].idx < led.end(1)):
            units[n] = replace(unit, code="person.speaker")
            return Line.of(line.doc, line.offset, units)
    return line


def as_delegate(line: Line) -> Line:
    """The line with the state that opens it as its delegate."""
    units = list(line.units)
    for n, unit in enumerate(units[:2]):
        if unit.kind == "country":
            units[n] = replace(unit, code="country.delegate")
            return Line.of(line.doc, line.offset, units)
    return line


def _introduces(original: str) -> bool:
    """True for a paragraph that opens with a speaker's name in capitals: "ANA RUIZ (Chile) said"."""
    return bool(_CAPITALS.match(original))


def speaking_states(blocks: Sequence[Block], mentions: Mapping[int, Sequence[Ref]]) -> set[int]:
    """The paragraphs that open with a state as their speaker, where the record of a meeting has several such.

    "China said that …", "Cuba, speaking on behalf of a group of countries, regretted": so the UN in Geneva has it; in
    news that is a state's reaction, so the lead must tell what a body did today.
    """
    paragraphs = [b for b in blocks if b.kind is BlockKind.PARAGRAPH]
    if not paragraphs or not _SAT_TODAY.search(paragraphs[0].doc.text):
        return set()
    opened = {b.index for b in paragraphs if any(_opens_as_speaker(b, ref) for ref in mentions[b.index])}
    return opened if len(opened) >= _SPEAKERS else set()


def _opens_as_speaker(block: Block, ref: Ref) -> bool:
    """ "| China said", "The | Russian Federation, exercising its right of reply, rejected"."""
    first = ref.start == 0 or (ref.start == 1 and block.doc[0].lower_ == "the")
    named = ref.kind == "country" and ref.form is Form.NAME
    return first and named and _SPOKE.match(block.doc[ref.end :].text) is not None


_SPEAKERS = 3
_BODY = r"\b(?:Council|Committee|Conference|Commission|Assembly|Board)\b"
_TODAY = r"\b(?:[Tt]oday|[Tt]his (?:morning|afternoon|evening))\b"
_SAT_TODAY = re.compile(rf"{_BODY}[^.]{{0,60}}{_TODAY}|{_TODAY}[^.]{{0,60}}{_BODY}")
_SPOKE = re.compile(
    r"(?: ?\([^)]{2,30}\))?(?: ?,[^.;]{3,110},)? ?(?:also |then |further |later |strongly |fully |firmly )?"
    r"(?:said|asked|expressed|noted|stressed|called|welcomed|regretted|rejected|condemned|urged|thanked|reiterated|"
    r"emphasi[sz]ed|underlined|underscored|stated|explained|introduced|presented|recalled|warned|pointed|supported|"
    r"opposed|appealed|agreed|disagreed|highlighted|commended|congratulated|reaffirmed|affirmed|requested|proposed|"
    r"objected|replied|responded|spoke|took|insisted|argued|observed|announced|told|deplored|denounced|questioned)\b"
)


def heads_with_capitals(original: str) -> bool:
    """True for a paragraph that opens with two words in capitals, as a record introduces its speakers."""
    words = original.split(maxsplit=2)[:2]
    return len(words) == 2 and all(len(word) > 1 and word.isupper() for word in words)


def introduces_delegate(original: str, phrases: Iterable[Match]) -> bool:
    """True for "ANA RUIZ (Chile)" at the head of a paragraph: one tells a record, however short the extract."""
    return heads_with_capitals(original) and any(m.rule.id == "represents/parenthesis" for m in phrases)


_CAPITALS = re.compile(r"^(?:M[rs]s?\. )?(?:[^\W\d_a-z][^\Wa-z]*[ .’'-]+)+[^\W\d_a-z]{2,}\s?[,(]")


_LED_IN = re.compile(rf"([A-Z][a-z][^.;:,]{{1,60}}, )(?={_CAPITALS.pattern.removeprefix('^')})")
"""A speaker in capitals after some words: "The Council President, | ANA RUIZ ( Chile ), said"."""


def _country_of(unit: Unit, phrases: Iterable[Match]) -> str | None:
    """The country a person is introduced for in this sentence: "ANA RUIZ (Chile)", "Ana Ruiz, President of Chile"."""
    for match in phrases:
        if any(u.ref and unit.ref and u.ref.entity == unit.ref.entity for u in match.roles.get("subject", ())):
            for principal in match.roles.get("object", ()):
                if principal.kind == "country" and principal.ref:
                    return principal.ref.entity
    return None


def _before_its_clause(line: Line, unit: Unit) -> bool:
    """True inside "Recalling that Chile's delegate had agreed, he said": he speaks."""
    first = line.doc[line.units[0].start]
    rest = line.doc[unit.end : line.units[-1].end]
    return first.tag_ == "VBG" and any(
        t.lower_ in coref.PRONOUNS and t.dep_ == "nsubj" and t.head.dep_ == "ROOT" for t in rest
    )


def _speaks(line: Line, n: int) -> bool:
    """True if the unit is the subject of a verb of the sentence, going by the parse or by what follows."""
    unit = line.units[n]
    if any(t.tag_ == "NNS" and coref.is_subject(t) for t in line.doc[unit.start : unit.end]):
        return False  # "observers from Chile and Peru recognized": nobody has the floor
    if n == 0:
        return True
    if _said(line, n):
        return True
    if n and line.doc[line.units[n - 1].start].pos_ in ("ADP", "VERB"):
        return _with_saying(line, n)
    if any(u.ref and (u.kind == "person" or u.ref.form is Form.PRONOUN) for u in line.units[:n]):
        return False  # somebody else speaks, of him
    if _before_its_clause(line, unit):
        return False
    if n > 3 and line.doc[line.units[n - 1].start].text != ",":
        return False
    if any(coref.is_subject(t) for t in line.doc[unit.start : unit.end]):
        return True
    following = line.units[n + 1 : n + 3]
    return any(u.kind == "word" and line.doc[u.start].pos_ == "VERB" for u in following)


def _is_in_time_clause(line: Line, unit: Unit) -> bool:
    """ "Before | Chile's delegate took the floor, the Assembly approved": that tells only when."""
    verbs = [t.head for t in line.doc[unit.start : unit.end] if coref.is_subject(t)]
    return any(v.dep_ == "advcl" and any(c.lower_ in ("before", "after") for c in v.lefts) for v in verbs)


def _moved(line: Line, n: int) -> bool:
    """ "The Assembly approved a motion put forth by | Chile's delegate": he goes on to speak of it."""
    agent = line.doc[line.units[n - 1].start] if n else None
    return agent is not None and agent.lower_ == "by" and agent.dep_ == "agent" and agent.head.tag_ == "VBN"


def _with_saying(line: Line, n: int) -> bool:
    """ "Many sponsored the draft, with | Spain's representative | saying that": who says it has the floor."""
    verb = line.doc[line.units[n].end : line.units[n].end + 1]
    return line.doc[line.units[n - 1].start].lower_ == "with" and bool(verb) and verb[0].lower_ in _SAYING


_SAYING = frozenset("saying stating stressing noting adding warning underscoring emphasizing underlining".split())


def _begins(line: Line, n: int) -> bool:
    """ "Mr. Ruiz of Chile | continued": a name at the head of the sentence, and what he or she did."""
    following, unit = line.units[1:2], line.units[0]
    if n or not following:
        return False
    does = any(t.dep_ in ("nsubj", "nsubjpass") and t.head.dep_ == "ROOT" for t in line.doc[unit.start : unit.end])
    mark = line.doc[following[0].start]
    return mark.tag_ in ("VBD", "VBZ") or (does and mark.text == ",")


def _said(line: Line, n: int) -> bool:
    """ "…, stressed | Ana Ruiz, Minister for Foreign Affairs": a verb of the past right after a mark."""
    if n < 2:
        return False
    verb, mark = line.doc[line.units[n - 1].start], line.doc[line.units[n - 2].start]
    return verb.tag_ == "VBD" and mark.text in (",", '"')
