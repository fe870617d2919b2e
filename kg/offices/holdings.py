"""Phrase matches → who holds which office: person, office, and the principal where the words name it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.context import Sentence
from kg.entities.offices import Office
from kg.entities.words import words
from kg.offices.judges import is_judge_from, only_from_there
from kg.offices.postings import is_its, is_posted, owns, works_in
from kg.rules.match import Match
from kg.rules.units import Unit


@dataclass(frozen=True, slots=True)
class Holding:
    """A person's office as one place tells it; ``principal`` is None where that place does not name it."""

    person: str
    principal: str | None
    at: str | None
    office: Office | None
    match: Match
    sentence: Sentence
    party: str | None = None
    """The party in "Labour MP Ana Ruiz", who is its member but does not speak for it."""
    span: tuple[int, int] | None = None
    """Characters of the article that tell it, where they are more than the match."""
    confidence: float | None = None
    """Where it is less than the rule's."""
    accredited: bool = False
    """Whether only the host is named, as in "its U.S. ambassador": ``at`` has it."""


def role_of(holding: Holding) -> str:
    """The office's words; a record's "NAME (Country)" is its representative."""
    if holding.office:
        return " ".join(holding.office.text.split())
    return holding.match.rule.sets.get("role", "representative")


def holdings_of(sentence: Sentence, match: Match) -> Iterator[Holding]:
    """The holdings that a phrase match tells: one for each person and principal."""
    offices = [u.office for u in match.roles.get("office", ()) if u.office]
    if _are_others(match, offices):
        return
    at = next((u.ref.entity for u in match.roles.get("at", ()) if u.ref), None)
    objects: list[Unit | None] = [*match.roles.get("object", ())] or [None]
    for subject in match.roles.get("subject", ()):
        for object in objects:
            if subject.ref and not (_is_acronym(match, subject, object) or _leads_others(match, object, offices)):
                principal = object.ref.entity if object and object.ref else None
                elsewhere = is_judge_from(match, object, offices) or works_in(match, object, offices)
                principal = None if elsewhere else principal
                label = object is not None and (_only_label(object, offices) or _chairs_another(match, object, offices))
                field = object is not None and _is_a_field(match, object, offices)
                party = principal if label and not field else None
                principal = None if party or field else _parliament_of(object, offices) or principal
                if principal and at and (_leads_a_body(match, object, offices) or _works_at(match, object, offices)):
                    principal, at = at, None
                accredited = is_its(match, object, offices)
                if is_posted(match, object, offices):
                    principal, at = None, principal
                office = offices[0] if offices else None
                yield Holding(subject.ref.entity, principal, at, office, match, sentence, party, accredited=accredited)


def _parliament_of(country: Unit | None, offices: Sequence[Office]) -> str | None:
    """ "French MEP Ana Ruiz": a country's own people in the parliament that has members of that name."""
    from_there = country is not None and country.kind == "country" and offices and offices[0].category == "parliament"
    return offices[0].default_principal if from_there else None


def _are_others(match: Match, offices: Sequence[Office]) -> bool:
    """ "Chile recalled two ambassadors, | Ana Ruiz said": several, and one name after a comma; but "one of its …"."""
    subjects = match.roles.get("subject", ())
    if len(subjects) != 1 or not offices or not all(office.plural for office in offices):
        return False
    person, units = subjects[0], match.line.units
    at = next((n for n, unit in enumerate(units) if unit.start == person.start), 0)
    joined = any(unit.kind == "person" for unit in units[at + 1 : at + 5])  # ", Ana Ruiz | and Omar Haddad"
    office, doc = match.roles["office"][-1], match.line.doc
    one = any(t.lower_ == "one" for t in doc[max(office.start - 4, 0) : office.start])
    return office.end == person.start - 1 and doc[office.end].text == "," and not joined and not one


def _is_acronym(match: Match, subject: Unit, object: Unit | None) -> bool:
    """ "Movement for Democratic | Change (MDC)": the end of a name and its acronym."""
    one = subject.end - subject.start == 1
    return match.rule.id == "represents/parenthesis" and one and object is not None and object.kind == "institution"


def offices_at(holding: Holding) -> list[Office]:
    """The office of a holding, or those that its words name beside the role: "counterparts, | President Ruiz"."""
    units = holding.match.line.units[holding.match.first : holding.match.last]
    return [holding.office] if holding.office else [u.office for u in units if u.office]


def speaks_of(match: Match, office: Office) -> bool:
    """True if a phrase tells of an office without its holder: "the Prime Minister of Chile"; not of one sought."""
    units = match.line.units[match.first : match.last]
    before = match.line.doc[max(units[0].start - 3, 0) : units[0].start]
    if any(t.lower_ in _SEEKING for t in before):
        return False  # "campaigning for | President of Chile"
    return any(u.office and same_office(u.office, office) for u in units)


_SEEKING = frozenset("campaign campaigning campaigned candidate run ran running bid race elected become stood".split())


def same_office(one: Office, other: Office) -> bool:
    """True for two mentions of one office of state: "Prime Minister", "the current prime minister"."""
    return plain(one) == plain(other) and one.category in ("state", "minister")


def plain(office: Office) -> str:
    """The office's words without what may come and go: "current", "the"."""
    words = re.sub(r"^(?:current|incumbent|new|then|former|the) ", "", office.text.lower())
    return re.sub(r"\b(?:d?pm|fm)$", lambda short: _IN_FULL[short[0]], words)


_IN_FULL = {"pm": "prime minister", "dpm": "deputy prime minister", "fm": "foreign minister"}


def word_before(holding: Holding) -> Token | None:
    """The word before the office."""
    first = holding.match.line.units[holding.match.first].start
    return holding.match.line.doc[first - 1] if first else None


def of_some_body(holding: Holding) -> bool:
    """ "Society President Ana Ruiz", "Assembly president Ana Ruiz": of a body that is not named in full."""
    before = word_before(holding)
    if before is None or before.ent_type_ == "DATE" or holding.party:
        return False
    seat = holding.office is not None and holding.office.head in _FOR_SEATS and before.is_title
    if (seat and not before.is_upper) or before.lower_ in _PARTY_PEOPLE:
        return False  # "Belgut | MP Ana Ruiz": of a constituency; "Green | lawmaker Ana Ruiz"
    acronym = before.is_upper and before.is_alpha and len(before) > 1  # "EP President Ana Ruiz"
    return acronym or (before.is_title and before.pos_ in ("PROPN", "NOUN")) or before.lower_ in _BODIES


_FOR_SEATS = ("MP", "MPs", "Rep.", "Reps.", "Congressman", "Congresswoman")
_BODIES, _PARTY_PEOPLE = words("office_of_bodies"), words("party_people")


def _leads_a_body(match: Match, country: Unit | None, offices: list[Office]) -> bool:
    """ "Philippine Red Cross chair": with an adjective before a body, the chair is the body's, not the country's."""
    body = next(iter(match.roles.get("at", ())), None)
    if not country or not body or country.kind != "country" or body.kind != "institution" or not offices:
        return False
    group = body.code in _GROUPS or "party" in offices[0].text.lower().split()  # "Chile's Labour Party spokesman"
    beside = country.end == body.start or (group and owns(match.line.doc, country) and country.end + 1 == body.start)
    return beside and offices[0].category in ("organization", "spokesperson")


def _leads_others(match: Match, principal: Unit | None, offices: list[Office]) -> bool:
    """ "Chile's opposition leader", "a union leader in Chile": of some people there, not of the country.

    Nor is "the Chilean judge" more than a judge from there, or "the head of the mission, Chilean diplomat Ana Ruiz".
    """
    if principal is None or not offices or principal.code in ("institution.party", "institution.armed-group"):
        return False
    if principal.code.endswith(".demonym") and only_from_there(match, principal, offices[0]):
        return True
    units = [u for u in match.line.units[match.first : match.last] if u.kind in ("word", "office")]
    said = {t.lower_ for u in units for t in match.line.doc[u.start : u.end]}
    state = principal.kind == "country" or principal.code in _OF_STATES
    if state and offices[0].head.lower() in ("founder", "co-founder"):
        return True  # "ECOWAS co-founder Ana Ruiz": who founded it holds no office in it
    return state and offices[0].head.lower() in ("leader", "chief") and not said.isdisjoint(_OTHERS)


_OF_STATES = ("institution.parliament", "institution.igo", "institution.organ")


def leads_a_people(doc: Doc, country: Unit, office: Office) -> bool:
    """ "The Karabakh Armenians' leader": of some people of that name, not of the state."""
    people = doc[country.end - 1]
    several = people.tag_ in ("NNS", "NNPS") and people.text.endswith("ans")
    return several and owns(doc, country) and office.head.lower() == "leader"


_OTHERS = words("leaders_of_others")


_GROUPS = ("institution.party", "institution.armed-group")


def _works_at(match: Match, principal: Unit | None, offices: list[Office]) -> bool:
    """ "UN director at Human Rights Watch": hers is the body named last."""
    body = next(iter(match.roles.get("at", ())), None)
    if not principal or not body or not offices or offices[0].category != "organization":
        return False
    if principal.code == "institution.ngo" and owns(match.line.doc, principal):
        return False  # "Human Rights Watch's | UN director"
    return {principal.kind, body.kind} == {"institution"} and principal.end < body.start


def _only_label(principal: Unit, offices: list[Office]) -> bool:
    """ "Republican Senator Ana Ruiz" sits for the Senate, "Republican leader Ana Ruiz" leads the party."""
    if not offices or principal.kind != "institution":
        return False
    if principal.code in ("institution", "institution.party") and offices[0].category == "parliament":
        return True  # "Progress Front lawmaker Ana Ruiz"
    return principal.code == "institution.party" and offices[0].category not in ("organization", "spokesperson")


def _is_a_field(match: Match, party: Unit, offices: Sequence[Office]) -> bool:
    """ "| Labour | minister Ana Ruiz": of labour, at the beginning of a sentence."""
    minister = bool(offices) and offices[0].category == "minister"
    return minister and match.line.doc[party.start : party.end].text in ("Labour", "Labor")


def _chairs_another(match: Match, principal: Unit, offices: list[Office]) -> bool:
    """ "the Democratic chairman of the Harbour Committee": a member of the party, at the head of the committee."""
    doc = match.line.doc
    rest = doc[match.line.units[match.last - 1].end :][:1].text
    owner = doc[principal.start - 1].lower_ if principal.start else ""
    named = principal.code == "institution.party" and not owns(match.line.doc, principal)
    return named and bool(offices) and (rest in ("of", "on") or owner in ("its", "'s"))


def is_of_staff(holding: Holding) -> bool:
    """An envoy, a head or a spokesman as the UN has them; not "Ambassador Ana Ruiz", whom some state has sent.

    "The Secretary-General's envoy, Ambassador Ana Ruiz" is the UN's.
    """
    office = holding.office
    if office is None or office.category not in _STAFF or office.head.lower() in _NO_STAFF:
        return False
    if office.head.lower() == "high commissioner" and not re.search(r"Refugees|Human Rights", office.text):
        return False  # "the High Commissioner for Peace": a state's
    first = holding.match.line.units[holding.match.first].start
    before = holding.match.line.doc[max(first - 6, holding.sentence.span.start) : first].text
    return office.head.lower() != "ambassador" or "Secretary-General's" in before


_STAFF = frozenset({"envoy", "organization", "spokesperson"})
_NO_STAFF = frozenset(
    "commissioner leader co-leader founder co-founder general "
    "commander commander-in-chief governor ceo president".split()
)


def alike(one: Office, other: Office) -> bool:
    """True for offices of one head noun or of one kind."""
    return one.head.lower() == other.head.lower() or one.category == other.category


def same_holder(one: Office, other: Office) -> bool:
    """True where two descriptions can be of one office: "the envoy" is the ambassador, "the minister" some minister."""
    if one.head.lower() == other.head.lower() and one.category not in ("minister", "spokesperson"):
        return True
    if one.category != other.category:
        return False
    if one.category in ("envoy", "spokesperson"):
        return all(_OTHER_ENVOYS.isdisjoint(plain(o).lower().split()) for o in (one, other))
    shorter, longer = sorted((set(plain(o).split()) for o in (one, other)), key=len)
    return shorter <= longer


_OTHER_ENVOYS = frozenset({"chargé", "charge", "consul", "attaché", "counsellor"})
"""Of an embassy, and not its ambassador."""


def same_title(one: Office, other: Office | None) -> bool:
    """True where "the minister" can be short for an office: the same last word, and both past or neither."""
    if other is None or one.former != other.former:
        return False
    words, short = plain(one).replace("-", " ").split(), plain(other).replace("-", " ").split()
    words = words[: words.index("of")] if "of" in words and "of" not in short else words  # "the secretary" of state
    return words[-1:] == short[-1:] and set(short) <= set(words)


def is_counterpart(one: Holding, other: Holding) -> bool:
    """ "Prime Minister Ruiz rang her Thai counterpart, | Sand": who is not a Thai minister herself."""
    owner = one.sentence.owners.get(one.match.line.units[one.match.first].start)
    return one.office is None and "counterpart" in one.match.rule.id and owner == other.person
