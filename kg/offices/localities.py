"""Whose a local office is by the place told of before: the sheriff's county, the judge's court, the city's mayor."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet

from kg.context import Context, Sentence
from kg.entities.tables import is_court
from kg.entities.territories import american_states, is_state_legislator, territories, territory_id, territory_told_of
from kg.entities.words import any_of
from kg.offices.holdings import Holding
from kg.offices.nation import long_ago
from kg.offices.so_called import LANDS, noted, noun_of
from kg.parse import BlockKind

_OF_COUNTIES = re.compile(r"(?i)\b(?:sheriff|undersheriff|coroner|(?:county|prosecuting) \w+)$")
_OF_COURTS = re.compile(r"(?i)(?<!of )\b(?:judges?|justices?|magistrates?|lord president)$")
_OF_CITIES = re.compile(r"(?i)\bmayor$")
_OF_BANKS = re.compile(r"(?i)(?:deputy |vice |acting |new )*governor")
_OF_REGIONS = re.compile(r"(?i)\b(?:governor|premier|chief minister)$")
_COUNTY = re.compile(r"\b(?!(?:In|At|The|From|Of|And) )((?:[A-Z][\w.'’-]+ ){1,3}(?:County|Parish|Borough))\b")
_REGION = re.compile(
    r"\b((?:Autonomous )?Region (?:of|in) (?:[A-Z][\w'’-]+ ?){1,3}(?<! )|"
    r"(?!The )(?:[A-Z][\w'’-]+ ){1,2}(?:Oblast|Region|Province|Krai|Prefecture|Territory))\b"
)
_NEAR = 2
"""Sentences back in which a place or a court must be told of."""


def locality_told_of(context: Context, holding: Holding) -> str | None:
    """The county of a sheriff, the court of a judge, the city of a mayor, the region of a governor named before.

    Args:
        context: the article; a place becomes one of its organizations.
        holding: an office without principal.
    """
    office = holding.office
    if office is None or office.former:
        return None
    noun = noun_of(holding)
    told = {t.lemma_.lower() for t in holding.sentence.span}
    if _OF_COURTS.search(office.text) and noun not in LANDS:
        of_lead = _court_of_lead(context, holding) if told & _DISSENTS or (office.plural and "vote" in told) else None
        return _court(context, holding) or _of_the_federation(holding) or of_lead
    if _PRESIDES.match(office.text) and told & _SITS:
        return _court(context, holding) or _court_of_lead(context, holding)
    if _OF_BANKS.fullmatch(office.text) and noun not in LANDS and (bank := _central_bank(context, holding)):
        return bank
    name = None
    if noun in ("city", "town", "village", "municipality") or (_OF_CITIES.search(office.text) and not noun):
        name = _city(context, holding)
    elif noun == "county" or _OF_COUNTIES.search(office.text):
        name = _one_before(context, holding, _COUNTY)
    elif noun in LANDS or _OF_REGIONS.search(office.text):
        name = _one_before(context, holding, _REGION) or _territory(context, holding)
    elif is_state_legislator(office):
        name = _territory(context, holding)
    return noted(context, name, territory_id(name)) if name else None


def _central_bank(context: Context, holding: Holding) -> str | None:
    """ "The Bank of Chile raised rates. Governor | Ruiz said": the one central bank told of."""

    def banks(near: Sentence, end: int) -> Iterator[str]:
        for ref in context.mentions[near.block.index]:
            body = context.body(ref.entity) if near.span.start <= ref.start and ref.end <= end else None
            if body and body.kind in ("government", "organ") and "Bank" in body.label.split():
                yield ref.entity

    return _only(_nearest(context, holding, banks))


def seat_in_congress(context: Context, holding: Holding) -> str | None:
    """The chamber of "Senator Ana Ruiz (R-Texas)", "Rep. Tomas Berg, Democrat of Ohio", "Rep. Tomas Berg of Ohio"."""
    line, office = holding.match.line, holding.office
    last = line.units[holding.match.last - 1].end
    if office is None or office.former or not _SEAT.match(line.doc[last : last + 10].text):
        return None
    if long_ago(context, holding.sentence):
        return None
    head = office.head.lower()
    return seats_of(head) if head.startswith(("sen", "rep", "congress")) else None


def chamber_for_state(holding: Holding) -> str | None:
    """The chamber of the Congress in which "a senator from Utah" sits."""
    office, state = holding.office, (holding.principal or "").removeprefix("territory/")
    if office is None or state not in american_states() or is_state_legislator(office):
        return None
    return seats_of(office.head) if office.head.lower().startswith(("sen", "congress")) else None


def seats_of(title: str) -> str:
    """The chamber of the United States' Congress of "Senator", "Senate" or "Representative", "House"."""
    return _CHAMBERS["sen" if title.lower().startswith("sen") else "rep"]


_CHAMBERS = {
    "sen": "institution/united-states-senate",
    "rep": "institution/united-states-house-of-representatives",
}
_STATES = any_of(american_states())
_SEAT = re.compile(
    rf"^\(?,? ?(?:[RDI] ?[-–—] ?(?:{_STATES}|[A-Z]{{2}}\b|[A-Z][a-z]{{1,4}}\.)|"
    rf"(?:an? )?(?:Republican|Democrat|Independent|[RDI])\.? (?:of|from) (?:{_STATES})\b|(?:of|from) (?:{_STATES})\b)"
)
"""The state of a member of the United States Congress after the name, often with the party."""


def _before(context: Context, holding: Holding) -> Iterator[tuple[Sentence, int]]:
    """The sentences that may tell the place, nearest first, each with the token up to which it counts."""
    index = holding.sentence.index
    for near in reversed(context.sentences[max(index - _NEAR, 0) : index + 1]):
        if near.block.kind is BlockKind.PARAGRAPH and near.block.index >= holding.sentence.block.index - 1:
            first = holding.match.line.units[holding.match.first].start
            yield near, first if near is holding.sentence else near.span.end


def _nearest(context: Context, holding: Holding, named: Callable[[Sentence, int], Iterable[str]]) -> AbstractSet[str]:
    """The places or bodies of the nearest sentence that names any; ``named`` reads a sentence up to a token."""
    for near, end in _before(context, holding):
        if found := set(named(near, end)):
            return found
    return set()


def _only(found: AbstractSet[str]) -> str | None:
    """The one there is, unless there are several."""
    return next(iter(found)) if len(found) == 1 else None


def _one_before(context: Context, holding: Holding, pattern: re.Pattern[str]) -> str | None:
    """The one county or region of the nearest sentence that names any, else the only one of the article."""
    found = _nearest(context, holding, lambda near, end: pattern.findall(near.block.doc[near.span.start : end].text))
    return _only(found or set(pattern.findall(context.parsed.article.text)))


def _territory(context: Context, holding: Holding) -> str | None:
    """The state or province that the article is about, else the one of the nearest sentence that names any."""
    if about := territory_told_of(context.parsed.article.text):
        return about
    return _only(_nearest(context, holding, _territories))


def _territories(sentence: Sentence, end: int) -> Iterator[str]:
    """The states and provinces, none that is a part of another's name."""
    text = sentence.block.doc[sentence.span.start : end].text
    found = {name for word, name in territories().items() if re.search(rf"\b{re.escape(word)}\b", text)}
    yield from (name for name in found if not any(name != other and name in other for other in found))


def _city(context: Context, holding: Holding) -> str | None:
    """The one city of the nearest sentence that names any after a preposition."""
    return _only(_nearest(context, holding, _cities))


def _cities(sentence: Sentence, end: int) -> Iterator[str]:
    """The places after "in", "at" or "near" that are no state, no territory and no county."""
    doc = sentence.block.doc
    states = {i for u in sentence.line.units if u.kind == "country" for i in range(u.start, u.end)}
    for token in doc[sentence.span.start : end]:
        if token.lower_ not in ("in", "at", "near", "outside", "of"):
            continue
        i = token.i + 1
        while i < end and doc[i].ent_type_ == "GPE" and doc[i].is_title and i not in states:
            i += 1
        name = doc[token.i + 1 : i].text
        if name and name not in territories() and not name.endswith("County"):
            yield name


def _court(context: Context, holding: Holding) -> str | None:
    """The one court in which the nearest sentence that names any tells of a case, or after "Judge Ruiz in"."""
    last = holding.match.line.units[holding.match.last - 1].end
    found = _nearest(context, holding, lambda near, end: _courts(context, near, end))
    reads = not _READS.isdisjoint(t.lemma_ for t in holding.sentence.span)
    chief = holding.office is not None and holding.office.text.lower() == "chief justice"
    if not found and (_follows(holding) or reads or chief):
        found = set(_courts(context, holding.sentence, holding.sentence.span.end, last))
    span = holding.sentence.span
    here = {r.entity for r in context.mentions[holding.sentence.block.index] if span.start <= r.start < span.end}
    labels = {entity: body.label for entity in set(found) - here if (body := context.body(entity))}
    return _only({entity for entity in found if _sits_there(holding, labels.get(entity, ""))})


def _of_the_federation(holding: Holding) -> str | None:
    """ "A federal judge in | Hawaii", "U.S. | District Judge": the United States' own judges, who sit in a state."""
    federal = re.search(
        r"(?i)\bfederal\b|\bU\.?S\.? (?:District|Circuit)\b", holding.office.text if holding.office else ""
    )
    return "country/USA" if federal and re.search(_STATES, holding.sentence.span.text) else None


def _court_of_lead(context: Context, holding: Holding) -> str | None:
    """The one court that the article's title or its lead names, as does what is about a case before it."""
    before = context.sentences[: holding.sentence.index]
    for sentences in (before[:1], before[:4]):
        named = {r.entity for s in sentences for r in context.mentions[s.block.index]}
        if courts := {e for e in named if (body := context.body(e)) and is_court(body.label)}:
            return _only(courts)
    return None


_PRESIDES = re.compile(r"(?i)(?:acting )?(?:(?:vice[- ]|deputy )?president|presiding judge|registrar)$")
_SITS = frozenset("preside dissent dissenting adjourn append bench".split())
_DISSENTS = _SITS | frozenset({"concur", "concurring"})


def _sits_there(holding: Holding, court: str) -> bool:
    """False for a district judge and a supreme court, and for a judge of the American one, which has justices."""
    title = holding.office.text.lower() if holding.office else ""
    rank = _RANKS_OF_JUDGES.search(title)
    if rank and court and rank[0] not in court.lower():
        return False
    return "justice" in title or not court.startswith("United States Supreme")


_RANKS_OF_JUDGES = re.compile(r"\b(?:district|circuit|magistrate|county|superior|municipal|bankruptcy|family)\b")


def _follows(holding: Holding) -> bool:
    """ "Before Judge Ana Ruiz | in the Talca District Court"."""
    line = holding.match.line
    return line.doc[line.units[holding.match.last - 1].end :][:1].text in ("in", "at")


def _courts(context: Context, sentence: Sentence, end: int, start: int = 0) -> Iterator[str]:
    """The courts in, at or before which something happens, or that rule: not those appealed to."""
    doc = sentence.block.doc
    for ref in context.mentions[sentence.block.index]:
        body = context.body(ref.entity)
        inside = max(sentence.span.start, start) <= ref.start and ref.end <= end
        if inside and ref.kind == "institution" and body and is_court(body.label):
            before = {t.lower_ for t in doc[max(ref.start - 4, sentence.span.start) : ref.start]}
            told = not before.isdisjoint(("in", "at", "before")) or ("to" in before and not before.isdisjoint(_BROUGHT))
            told = told or doc[ref.end : ref.end + 1].text in _ITS_BENCH or not before.isdisjoint(_PANELS)
            if told or any(t.dep_ == "nsubj" and t.head.lemma_ in _RULES for t in doc[ref.start : ref.end]):
                yield ref.entity


_RULES = frozenset(
    "rule uphold strike annul overturn decide find order suspend void reject dismiss acquit convict vote hear sentence "
    "block hold begin open adopt issue grant deny refuse clear quash agree declare say deliver allow bar halt".split()
)
_READS = frozenset("preside read deliver sit serve".split())
_PANELS = frozenset({"panel", "bench", "judges", "justices"})
_ITS_BENCH = ("judge", "judges", "justice", "justices", "ruling", "rulings")
_BROUGHT = ("came", "brought", "taken", "went", "returned")
