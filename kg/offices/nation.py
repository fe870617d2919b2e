"""Whose an article is: the UN's own release, or about one country whose offices need no nation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping

from kg.context import Context, Sentence
from kg.entities.datelines import datelines
from kg.entities.offices import Office
from kg.entities.tables import known, parliaments
from kg.entities.territories import is_state_legislator, territory_id, territory_told_of
from kg.offices.home import governs, home_country, only_country, state_of
from kg.parse import BlockKind
from kg.sentences import tokens_in

_UN_TITLE = re.compile(
    r"(?i)\b(security council|general assembly|secretary-general|human rights council|press briefing|"
    r"economic and social council)\b"
)


def is_un_document(context: Context) -> bool:
    """True for the UN's own releases and records, where an envoy without a sender is the UN's."""
    article = context.parsed.article
    lead = " ".join(s.span.text for s in context.sentences[:2])
    own = re.search(
        r"(?i)\b(the following is|following (?:is|are)|member states|the assembly|the council|secretary-general)\b",
        lead,
    )
    if "United Nations" in article.publisher or re.search(r"(?i)\bnoon briefing\b", article.title):
        return True
    return bool(_UN_TITLE.search(article.title) and own)


def is_diplomacy(context: Context) -> bool:
    """True for an article on the bodies and envoys of states: two international bodies, or two envoys, named."""
    rows = [known(r.entity) for refs in context.mentions.values() for r in refs]
    bodies = sum(row is not None and row.kind in ("organ", "igo") for row in rows)
    envoys = sum(o.category in ("envoy", "minister") for found in context.offices.values() for o in found.values())
    return bodies >= 2 or envoys >= 3


def long_ago(context: Context, sentence: Sentence) -> bool:
    """True if the sentence tells of an earlier year: its offices may be past."""
    own = context.parsed.article.date
    quoted = tokens_in(sentence.quotes)
    told = " ".join(t.text for t in sentence.span if t.i not in quoted)
    years = [int(y) for y in re.findall(r"\b(1[89]\d\d|20\d\d)\b", told)]
    return bool(own and any(year < own.year - 1 for year in years))


def most_mentioned(context: Context) -> set[str]:
    """The country that the article names most often, or those that share the place."""
    counts = Counter(r.entity for refs in context.mentions.values() for r in refs if r.kind == "country")
    return {country for country, count in counts.items() if count == max(counts.values())}


def only_named(context: Context, usual: str, others: Collection[str]) -> str | None:
    """Whose an office of several countries is: the usual one's, unless the article speaks of one of the others.

    It is that one's if it is named more than twice as often, and nobody's if the text leaves the choice.
    """
    counts = Counter(ref.entity for refs in context.mentions.values() for ref in refs)
    rival = max(others, key=lambda entity: (counts[entity], entity), default=None)
    if rival is None or (counts[rival] < 2 and counts[usual]):
        return usual
    if rival in datelines(context.parsed):
        return rival
    return rival if counts[rival] > 2 * counts[usual] else None


def home_territory(context: Context) -> str | None:
    """The territory an article is about; its ministers are not the country's."""
    name = territory_told_of(context.parsed.article.text)
    return territory_id(name) if name else None


def principal_at_home(
    context: Context, office: Office, taken: Collection[str] = (), sentence: Sentence | None = None
) -> str | None:
    """Whose an office is that the article names without its country.

    In an article about one country its president, ministers and members of parliament need no nation; about one of
    its states, neither do the governor and the state's ministers.
    """
    if is_un_document(context):
        return None  # the UN's releases speak of everybody's presidents
    if office.category == "parliament":
        return chamber_of(context, office, sentence)
    if office.head.lower() in ("representative", "representatives"):
        return chamber_of(context, office, sentence)
    territory = home_territory(context)
    if territory and (office.category == "minister" or office.head.lower() in _TERRITORIAL):
        return territory
    if _AMERICAN.match(office.text) and _speaks_of(context, "country/USA"):
        return "country/USA"  # so ministers are called there, and hardly anywhere else
    of_the_state = office.category == "spokesperson" and _OF_THE_STATE.search(office.text)
    if (
        office.category not in ("state", "minister") and office.head.lower() not in _NATIONAL and not of_the_state
    ) or office.text.startswith("Secretary of "):
        return None
    home = home_country(context, taken)
    if home and home not in office.lacking:
        return home
    acting = acting_at_home(context)
    if acting and acting not in taken and acting not in office.lacking:
        return acting
    return only_country(context, {*taken, *office.lacking})


_OF_THE_STATE = re.compile(
    r"(?i)\b(?:president\w*|government|palace|royal|police|army|military|navy|air force|coast guard|fire service|"
    r"(?:defen[cs]e|foreign|interior|health|finance|justice) ministry)\b"
)
"""Whose spokesman is the state's, be it not said which."""
_AMERICAN = re.compile(
    r"(?:(?:Deputy |Assistant |Under ?)?Secretary(?: of (?!.* for ).*)?|(?:Assistant |Under ?)Secretary for .*)$"
)
_NATIONAL = frozenset({"national security adviser", "national security advisor", "army chief", "chief justice"})
_TERRITORIAL = frozenset({"governor", "lieutenant governor", "premier", "chief minister", "first minister"})


def acting_at_home(context: Context) -> str | None:
    """The country whose parliament or government the title begins with, which the lead names and is dated from.

    "Chile's parliament votes to quit the bloc": who is of the other side is called so ("the Peruvian minister").
    """
    title = context.parsed.blocks[0]
    told = (s for s in context.sentences if s.block.kind is BlockKind.PARAGRAPH)
    lead = next((s for s in told if s.span[0].text != "By"), None)  # "By a correspondent in Moroni" is no lead
    first = min(context.mentions[title.index], key=lambda ref: ref.start, default=None)
    if title.kind is not BlockKind.TITLE or lead is None or first is None or first.start > 1:
        return None
    row = known(first.entity)
    own_body = row is not None and row.kind in ("parliament", "government") and row.country
    country = own_body or (first.entity if governs(title.doc[first.end :].text) else None)
    named = {state_of(r) for r in context.mentions[lead.block.index] if r.start < lead.span.end}
    dated = set(datelines(context.parsed))
    return country if country and country in named and dated <= {country} else None


def _speaks_of(context: Context, country: str) -> bool:
    """True if the article names a country, or a body of it."""
    refs = [r for found in context.mentions.values() for r in found]
    refs += [r for found in context.places.values() for r in found]
    return any(r.entity == country or ((row := known(r.entity)) and row.country == country) for r in refs)


def chamber_of(context: Context, office: Office, sentence: Sentence | None = None) -> str | None:
    """The legislature whose member an office holder is: of those the article names, the one that fits the title.

    Where several do, the one that the sentence or else its paragraph names: "Majority Leader Ana Ruiz says the House
    will vote".
    """
    labels = _legislatures(context)
    for words, name in _CHAMBERS:
        if words.search(office.text):
            fitting = _fitting(context, office, labels, name, sentence)
            if not fitting:
                return _own_legislator(context, office) or _whole(labels)
            return fitting.pop() if len(fitting) == 1 else None
    if len({row.country for entity in labels if (row := known(entity))}) > 1:
        return _named_last(context, labels, sentence)  # of two states' parliaments
    if not labels and not home_territory(context) and (home := home_country(context)):
        return parliaments().get(home)
    if not labels and office.head.lower() in _EUROPEANS and _is_on_european_parliament(context):
        return _EUROPEAN
    whole = {entity for entity, label in labels.items() if "Parliament" in label}
    return next(iter(whole or labels)) if len(whole or labels) == 1 else _own_legislator(context, office)


_EUROPEANS = frozenset("lawmaker lawmakers legislator legislators mep meps member members".split())


def _legislatures(context: Context) -> dict[str, str]:
    """By entity, the names of the legislatures that an article names; no committees."""
    labels = {
        r.entity: body.label
        for refs in context.mentions.values()
        for r in refs
        if r.kind == "institution" and (body := context.body(r.entity)) and body.kind == "parliament"
    }
    labels = {entity: label for entity, label in labels.items() if "ommittee" not in label}
    if home_territory(context):  # "Senator Ruiz" sits in the territory's own senate, if it is named
        labels = {entity: label for entity, label in labels.items() if not known(entity)}
    of_tables = [label for entity, label in labels.items() if known(entity)]  # "the National Assembly" is Chile's
    return {e: label for e, label in labels.items() if known(e) or not any(t.startswith(label) for t in of_tables)}


def _fitting(
    context: Context, office: Office, labels: Mapping[str, str], name: re.Pattern[str], sentence: Sentence | None
) -> set[str]:
    """The legislatures called so; of several, those that the sentence or else its paragraph names."""
    fitting = {entity for entity, label in labels.items() if name.search(label)}
    if len(fitting) > 1 and sentence is not None:
        refs = [r for r in context.mentions[sentence.block.index] if r.start < sentence.span.end]
        here = {r.entity for r in refs if sentence.span.start <= r.start}
        fitting = fitting & here or fitting & {r.entity for r in refs} or fitting
    if len(fitting) > 1:  # "the National Assembly" before "Kenya's parliament", of which it is a house
        fitting = {entity for entity in fitting if not labels[entity].startswith("Parliament")} or fitting
    if not fitting and "peaker" in office.text:
        fitting = {e for e, label in labels.items() if not re.search("Sena|Lords|Congress", label)}
    return fitting


def _is_on_european_parliament(context: Context) -> bool:
    """True for an article whose lead names it, or that speaks of its members."""
    lead = {r.entity for s in context.sentences[:4] for r in context.mentions[s.block.index]}
    return _EUROPEAN in lead or any(
        o.head in ("MEP", "MEPs") for found in context.offices.values() for o in found.values()
    )


_EUROPEAN = "institution/european-parliament"


def _whole(labels: Collection[str]) -> str | None:
    """The one whole parliament among legislatures: a senator's, where no senate is named."""
    whole = set(labels) & set(parliaments().values())
    return whole.pop() if len(whole) == 1 else None


def _named_last(context: Context, houses: Collection[str], sentence: Sentence | None) -> str | None:
    """The one of several parliaments that the sentence names, or else the sentence before it in the paragraph."""
    before = context.before_in_paragraph(sentence) if sentence else None
    for near in (sentence, before):
        refs = context.mentions[near.block.index] if near else ()
        found = {r.entity for r in refs if near and r.entity in houses and near.span.start <= r.start < near.span.end}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _own_legislator(context: Context, office: Office) -> str | None:
    """The territory that an article is about, whose legislature it does not name: "State Senator", "Assemblywoman"."""
    return home_territory(context) if is_state_legislator(office) else None


_CHAMBERS = (
    (re.compile(r"(?i)\bsen(?:ator|ate|\.)"), re.compile(r"(?i)\bsena")),
    (
        re.compile(r"(?i)\b(?:rep(?:resentative|\.)|congress(?:man|woman)|house)"),
        re.compile(r"House of Rep|Chamber of (?:Dep|Rep)"),
    ),
    (re.compile(r"(?i)\b(?:majority|minority|whip)\b"), re.compile(r"Senate|House of|Parliament|Assembly|Congress")),
    (re.compile(r"(?i)\bof the house|\bspeaker"), re.compile(r"House of Rep|House of Com|Parliament|Assembly|Duma")),
)
"""Titles of members of a chamber, and how it is called."""


def is_legislature(context: Context, entity: str) -> bool:
    """True for a parliament, of the tables or of this article only."""
    body = context.body(entity)
    return entity == _EUROPEAN or (body is not None and body.kind == "parliament")
