"""Whose an office is in an article that speaks of one country only, or that is dated from one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from kg.context import Context, Sentence
from kg.entities.datelines import datelines
from kg.entities.offices import Office
from kg.entities.spans import Ref
from kg.entities.tables import known
from kg.entities.words import words
from kg.offices.holdings import Holding, of_some_body
from kg.offices.home import governs, visited_by
from kg.offices.incumbents import rivals
from kg.offices.localities import locality_told_of
from kg.offices.nation import is_un_document, long_ago
from kg.offices.paragraphs import of_paragraph
from kg.offices.sides import by_sides
from kg.offices.so_called import is_by_noun
from kg.offices.topic import acted_before, reacted_before, told_of_before
from kg.parse import Block, BlockKind

DOUBT = 0.75
"""The confidence of a country that only its surroundings tell."""
_OF_STATES = ("state", "minister")
_AT_HOME = words("offices_at_home")
_ABROAD = re.compile(
    r"(?i)\b(?:visit\w*|trips?|travel\w*|arriv\w+|flew|tour(?:ed|ing)?|summits?|talks|delegations?|abroad|overseas|"
    r"foreign (?:aid|governments?|powers?|leaders?)|international communit\w+|world leaders?|condolences?|sanctions?|"
    r"ambassadors?|embass\w+|envoys?|counterparts?|allies|neighbou?rs?|border|evacuat\w+|nationals?|repatriat\w+|"
    r"condemn\w*|denounc\w*|summon\w*|expel\w*|invad\w+|invasion|raids?|air ?strikes?|cease-?fire|"
    r"hostage\w*|pledg\w+|missiles?|weapons?|films?|movies?|novels?|opera|played by|tournament|championships?)\b"
)
"""Words of an article in which a second state may have a part without being named."""


def by_surroundings(
    context: Context, holding: Holding, others: Sequence[Holding], taken: Collection[str], *, gone: bool
) -> Holding:
    """The holding with the country that its surroundings tell, at less confidence; unchanged where they tell none.

    Args:
        context: the article.
        holding: an office without country.
        others: all holdings of the article.
        taken: countries where somebody else holds such an office.
        gone: whether the office is past.
    """
    office = holding.office
    elsewhere = holding.match.rule.paths.get("object") == "@principal"
    if office is None or gone or office.former or office.planned or not elsewhere:
        return holding
    if long_ago(context, holding.sentence) or is_by_noun(holding) or of_some_body(holding):
        return holding
    own = is_at_home(office)
    if not own and office.category not in _OF_STATES:
        return holding
    country = None if is_un_document(context) else _told_around(context, holding, own=own)
    country = country or of_paragraph(context, holding, taken) or by_sides(context, holding, others, taken)
    if country is None or country in taken or office.lacks(country) or country in visited_by(context, holding.person):
        return holding
    if any(h.person == holding.person and h.principal for h in others) or locality_told_of(context, holding):
        return holding
    shared = rivals(office, others) - {holding.person}
    return holding if shared else replace(holding, principal=country, confidence=DOUBT)


def _told_around(context: Context, holding: Holding, *, own: bool) -> str | None:
    """The country that the sentences before, the title, the dateline or the whole article tell of."""
    country = _of_its_own(context, holding) if own else reacted_before(context, holding)
    country = country or _headlined(context, holding)
    if country is None and (own or not _ABROAD.search(context.parsed.article.text)):
        country = _dated_from(context) or _only_one(context, holding, own=own)
    return country


def is_at_home(office: Office) -> bool:
    """True for a minister or spokesman of a state's own affairs: "the interior minister", "a police spokesman"."""
    said = set(office.text.lower().replace("-", " ").split())
    return office.category in ("minister", "spokesperson") and not said.isdisjoint(_AT_HOME)


def _of_its_own(context: Context, holding: Holding) -> str | None:
    """ "Peru has closed the road. Interior Minister | Ruiz said": a state's own affairs after what the state did."""
    return told_of_before(context, holding) or acted_before(context, holding)


def _headlined(context: Context, holding: Holding) -> str | None:
    """The one country of the title that the first sentence names too, where no other is named near the office.

    "Chile's president ousted. … Finance Minister | Ruiz stays": not after a sentence on another country.
    """
    title = context.parsed.blocks[0]
    lead = next((s for s in context.sentences if s.block.kind is BlockKind.PARAGRAPH), None)
    if title.kind is not BlockKind.TITLE or lead is None:
        return None
    headed = {state for ref in context.named_in(title.index) for state in _states(ref.entity)}
    if not any(_is_told_of(context, title, ref) for ref in context.named_in(title.index)):
        return None
    sentence = holding.sentence
    around = context.sentences[max(sentence.index - 2, 0) : sentence.index + 1]
    near = {state for s in around for state in _states_in(context, s)}
    if len(headed) != 1 or not near <= headed:
        return None
    return headed.pop() if _states_in(context, lead) == headed else None


def _states_in(context: Context, sentence: Sentence) -> set[str]:
    """The states that a sentence names."""
    span = sentence.span
    refs = (ref for ref in context.named_in(sentence.block.index) if span.start <= ref.start < span.end)
    return {state for ref in refs for state in _states(ref.entity)}


def _is_told_of(context: Context, title: Block, ref: Ref) -> bool:
    """True where a title speaks of a state itself: "Chile ousts …", "Riots in Chile", "the Chilean president"."""
    after = title.doc[ref.end : ref.end + 1].text
    office = any(other.start in (ref.end, ref.end + 1) for other in context.offices.get(title.index, {}))
    inside = title.doc[max(ref.start - 1, 0)].lower_ == "in"
    return bool(_states(ref.entity)) and (ref.start == 0 or after == "'s" or office or inside)


def _dated_from(context: Context) -> str | None:
    """ "SANTIAGO, Chile (AP) — President | Ruiz": of the dateline's country, where no other is told of."""
    home = set(datelines(context.parsed))
    return home.pop() if len(home) == 1 and set(_named(context)) <= home else None


def _only_one(context: Context, holding: Holding, *, own: bool) -> str | None:
    """The one country of an article in which no second one can have a part, named before the office."""
    named = _named(context)
    if len(named) != 1:
        return None
    country = next(iter(named))
    if any(_tells(context, s, country, own=own) for s in _before(context, holding)):
        return country
    first = holding.match.line.units[holding.match.first].start
    here = [u for u in holding.sentence.line.units if u.kind == "country" and u.ref and u.end <= first]
    return country if own and here else None  # "A ferry sank off Chile, police spokesman Ruiz said"


def _before(context: Context, holding: Holding) -> Sequence[Sentence]:
    """The sentences before a holding's that are no headings."""
    return [s for s in context.sentences[: holding.sentence.index] if s.block.kind is not BlockKind.BOILERPLATE]


def _tells(context: Context, sentence: Sentence, country: str, *, own: bool) -> bool:
    """True where a sentence plays in a country: "protests in Chile", "the Chilean parliament"; or names it, if ``own``.

    "Chile stood in the way. Foreign Minister Ruiz said" may tell of another's minister.
    """
    doc, span = sentence.block.doc, sentence.span
    for ref in context.named_in(sentence.block.index):
        if span.start <= ref.start < span.end and country in _states(ref.entity):
            before = doc[span.start : ref.start].text
            if (
                own
                or _IN.search(before)
                or ref.kind == "place"
                or ref.kind == "institution"
                or governs(doc[ref.end : span.end].text)
            ):
                return True
    return False


_IN = re.compile(
    r"(?i)\b(?:in|across|throughout|near|outside|around|(?:north|south|east|west)\w* of|capital,?)(?: the)?$"
)


def _named(context: Context) -> Counter[str]:
    """How often each country is named, itself, by its seat or by a body of it."""
    refs = [r for found in (*context.mentions.values(), *context.places.values()) for r in found]
    return Counter(state for ref in refs for state in _states(ref.entity))


def _states(entity: str) -> Collection[str]:
    row = known(entity)
    if entity.startswith("country/"):
        return (entity,)
    return (row.country,) if row and row.country else ()
