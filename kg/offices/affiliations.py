"""Words beside a name → the person's party: "Ana Ruiz (D-Ohio)", "a Kentucky Republican", "Green lawmaker Ana Ruiz"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.context import Context, Sentence
from kg.entities.local_names import local_names
from kg.entities.offices import Office
from kg.entities.spans import Ref
from kg.entities.tables import institutions, known
from kg.entities.territories import american_states
from kg.entities.words import any_of
from kg.offices.fellows import FELLOW
from kg.offices.holdings import Holding
from kg.offices.home import home_country
from kg.offices.so_called import noted
from kg.rules.match import Match
from kg.rules.units import Unit

AFFILIATED = replace(FELLOW, id="represents/affiliated", confidence=0.88)
_AMERICA = "country/USA"
_NOUNS = {
    "Christian Democrat": "Christian Democrats",
    "Social Democrat": "Social Democrats",
    "Liberal Democrat": "Liberal Democrats",
    "Green": "Greens",
    "Liberal": "Liberals",
    "Conservative": "Conservatives",
    "Socialist": "Socialists",
    "Communist": "Communists",
    "Labour": "Labour",
    "Labor": "",
    "Tory": "",
    "Democrat": "",
    "Republican": "",
}
"""What a party's people are called, and the party itself, where an article does not name it and no state tells it."""
_PARTY = rf"(?:{any_of(_NOUNS)})"
_STATE = rf"(?:{any_of(american_states())})"
_LETTER = re.compile(rf",? ?\(?([RD]) ?[-–—] ?(?:{_STATE}|[A-Z]{{2}}\b|[A-Z][a-z]{{1,4}}\.)")
_NO_TRAIT = (
    r"[Ff]ormer|onetime|ex|then|lapsed|disaffected|would|not|never|no|neither|once|longer|whose|who|was|were|by|with|"
    r"of|to|and|for|against|the|an?"
)
_TRAIT = rf"(?!(?:{_NO_TRAIT})\b)[\w.'’-]+"
_APPOSED = re.compile(
    r"(?: \([^()]{2,30}\))?"
    r"(?:, (?:who is )?(?:(?:himself|herself|also) )?(?:an?|the) |(?P<several>, (?:who are )?(?:both|all) ))"
    rf"(?P<traits>(?:{_TRAIT} ){{0,4}}?)(?P<people>{_PARTY})(?(several)s)\b"
    r"(?=(?: (?:himself|herself))?(?:[,.;:)—–]| (?:of|from|in|on|who|whose|and|representing)\b|$))"
    rf"(?:,? (?:of|from|representing) {_STATE}\b)?"
)
_MEMBER = r"(?:MP|MEP|AM|MSP|TD|lawmaker|legislator|senator|deputy|member|peer|congress(?:man|woman)|[Rr]ep\.|[Ss]en\.)"
_APPOSED_MEMBER = re.compile(
    rf",? (?:an?|the) (?P<traits>(?:{_TRAIT} ){{0,3}}?)(?P<people>{_PARTY}(?:ic)?) (?:\w+ )?{_MEMBER}(?=[ ,.;])"
    rf"(?: (?:of|from|representing) {_STATE}\b)?"
)
_BEFORE = re.compile(
    rf"(?<![\w-])(?<![Ff]ormer )(?<![Tt]hen )({_PARTY})s? "
    r"((?:(?!and |of |than |or )[a-z-]+\.? |(?:MP|MEP|TD|MSP|Sen\.|Rep\.|Sir|Dame|Lord) |\([\w. ]{2,24}\) ){0,4})$"
)
_OF_A_STATE = re.compile(rf",? (?:of|from) {_STATE}\b")
_PEOPLE = frozenset(
    "backbencher peer politician lawmaker legislator parliamentarian veteran rebel frontbencher".split()
)


@dataclass(frozen=True, slots=True)
class _Party:
    """A party by a word of an article, and the characters of the block that tell it."""

    entity: str
    start: int
    end: int
    office: Office | None = None
    """The office told with it: the party's own, or a seat in a legislature."""


def affiliated(context: Context) -> Iterator[Holding]:
    """The members of a party whom the word for its people tells, beside or before their names."""
    for sentence in context.sentences:
        line = sentence.folded or sentence.line
        offset = sentence.block.offset
        for n, unit in enumerate(line.units):
            name = _name(context, sentence, unit)
            told = name and (_after(context, sentence, name) or _before(context, sentence, unit, name))
            if name and told:
                match = Match(AFFILIATED, line, n, n + 1, {"subject": (unit,)}, line.doc[unit.start])
                seated = told.office is None or told.office.category == "parliament"
                principal, party = (None, told.entity) if seated else (told.entity, None)
                span = offset + told.start, offset + told.end
                yield Holding(name.entity, principal, None, told.office, match, sentence, party, span)


def _name(context: Context, sentence: Sentence, unit: Unit) -> Ref | None:
    """The name in a person's unit, which may have titles around it."""
    if unit.kind != "person" or unit.ref is None:
        return None
    refs = (r for r in context.refs[sentence.block.index] if unit.start <= r.start and r.end <= unit.end)
    return next((r for r in refs if r.entity == unit.ref.entity), None)


def _after(context: Context, sentence: Sentence, name: Ref) -> _Party | None:
    """ "Ana Ruiz | (D-Ohio)", "Ana Ruiz|, a Kentucky Republican"."""
    doc = sentence.block.doc
    start, begin = doc[name.start].idx, doc[name.start : name.end].end_char
    after = doc.text[begin : begin + 90]
    if letter := _LETTER.match(after):
        noun = "Republican" if letter[1] == "R" else "Democrat"
        return _Party(local_names(_AMERICA)[noun], start, begin + letter.end())
    member = _APPOSED_MEMBER.match(after)
    apposed = member or _APPOSED.match(after)
    if apposed is None:
        return None
    placed = bool(re.search(_STATE, apposed[0]))
    entity = party_called(context, apposed["people"].removesuffix("ic"), american=placed, alone=member is None)
    if entity is None:
        return None
    posts = context.offices[sentence.block.index].items()
    last = begin + apposed.end()
    seat = next(
        (
            o
            for r, o in posts
            if member and not placed and begin <= doc[r.start].idx < last and o.category == "parliament"
        ),
        None,
    )
    return _Party(entity, start, last if member else begin + apposed.end("people"), seat)


def _before(context: Context, sentence: Sentence, unit: Unit, name: Ref) -> _Party | None:
    """ "Social Democrat | Ana Ruiz", "Green lawmaker | Ana Ruiz", "Christian Democrat leader | Ana Ruiz"."""
    doc = sentence.block.doc
    posts = context.offices[sentence.block.index].items()
    at, found = next(((r, o) for r, o in posts if unit.start <= r.start and r.end <= name.start), (None, None))
    begin = max(sentence.span.start_char, doc[name.start].idx - 80)
    told = _BEFORE.search(doc.text[begin : doc[name.start].idx])
    if told is None or (found and (found.former or found.planned)):
        return None
    if told[2] and not (found or told[2].split()[-1].lower() in _PEOPLE):
        return None
    inside = at is not None and doc[at.start].idx <= begin + told.start(1)
    if found and found.category == "minister" and (inside or told[1] in ("Labour", "Labor")):
        return None  # "the | Labour minister Ana Ruiz"
    if found and found.category == "organization" and not _LEADS.search(found.head.lower()):
        return None
    placed = _OF_A_STATE.match(doc.text[doc[name.start : name.end].end_char :]) is not None
    entity = party_called(context, told[1], american=placed, alone=not told[2] and " " not in told[1])
    leads = found if found and found.category in ("organization", "spokesperson") else None
    return _Party(entity, begin + told.start(1), doc[name.start : name.end].end_char, leads) if entity else None


_LEADS = re.compile(r"leader|chair|whip")


def party_called(context: Context, noun: str, *, american: bool, alone: bool) -> str | None:
    """The party whose people are so called: one that the article names, else that of its country.

    Args:
        context: the article.
        noun: "Democrat", "Green".
        american: whether a state of the United States stands there.
        alone: whether no office tells that the word is a party's.
    """
    if american:
        return local_names(_AMERICA).get(noun)
    named = {
        ref.entity
        for refs in context.mentions.values()
        for ref in refs
        if (body := context.body(ref.entity)) and _is_called(body.label, noun)
    }
    if named:
        return named.pop() if len(named) == 1 else None
    houses = {row.country for refs in context.mentions.values() for r in refs if (row := known(r.entity)) and
              row.kind == "parliament" and row.country}  # fmt: skip
    home = home_country(context) or (houses.pop() if len(houses) == 1 else None)
    local = local_names(home or "")
    if entity := local.get(noun) or local.get(f"{noun}s"):
        return entity
    own = [id for id, row in institutions().items() if row.kind == "party" and home and row.country == home]
    if len(own := [id for id in own if _is_called(institutions()[id].entity.label, noun)]) == 1:
        return own[0]
    generic = _NOUNS[noun]
    return noted(context, generic) if generic and not alone and home != _AMERICA else None


def _is_called(label: str, noun: str) -> bool:
    """ "Democratic Party" has "Democrat" in it, "Social Democrats" has not."""
    stem = re.escape(noun)
    if noun == "Green":
        return re.search(r"\bGreens?\b", label) is not None
    return re.match(rf"(?:The )?{stem}(?:s|ic)?(?: Part(?:y|ies)\b| of\b|$)", label) is not None
