"""Small graphs made by hand, for the tests of the exporters."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

from kg.types import Article, Entity, EntityType, Evidence, Fact, Graph, Modality, Polarity, Relation, pairs

KYSLYTSYA = "person/sergiy-kyslytsya"
UKRAINE, RUSSIA, CHINA = "country/UKR", "country/RUS", "country/CHN"
COUNCIL, UN = "institution/united-nations-security-council", "institution/united-nations"
SESSION = "meeting/emergency-special-session-11"
RESOLUTION = "resolution/S-RES-2623-2022"

FIRST = (
    "Ukraine’s U.N. ambassador, Sergiy Kyslytsya, told the session: “Help is on the way.”\n"
    "The Council adopted it 11-1 with only Russia voting against it. China abstained.\n"
    "Russia will meet China on Friday. Ukraine did not vote against it. It might fail 3-9."
)
SECOND = "Sergiy Kyslytsya, the permanent representative of Ukraine, spoke. “Help is on the way,” he said."


def article(id: str, text: str, **other: object) -> Article:
    """An article with the right hash."""
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return replace(Article(id, f"seeds/{id}.txt", text, sha256=sha256), **other)  # type: ignore[arg-type]


def fact(relation: Relation, subject: str, target: str | None, *found: Evidence, **other: object) -> Fact:
    """A fact; ``at`` is a role, known fields are themselves, the rest are qualifiers (``for_`` is ``for``)."""
    fields = {key: other.pop(key) for key in ("polarity", "modality", "dates", "confidence", "rule") if key in other}
    roles = pairs({"subject": subject, "object": target, "at": other.pop("at", None)})  # type: ignore[dict-item]
    qualifiers = pairs({key.rstrip("_"): str(value) for key, value in other.items()})
    return Fact(relation, roles, qualifiers, evidence=found, **fields)  # type: ignore[arg-type]


def quote(source: Article, words: str) -> Evidence:
    """Where an article has those words first."""
    start = source.text.index(words)
    return Evidence(source.id, start, start + len(words), words)


A = article("003_a", FIRST, title="Vote “today”", date=date(2022, 2, 28), publisher="CBS News")
B = article("004_b", SECOND, date=date(2022, 3, 2), source="https://example.com/news?id=4")

ENTITIES = (
    Entity(CHINA, EntityType.COUNTRY, "China", (), pairs({"iso3166-1-alpha-3": "CHN"}), documents=(A.id,)),
    Entity(
        RUSSIA,
        EntityType.COUNTRY,
        "Russia",
        ("Russian Federation",),
        pairs({"iso3166-1-alpha-3": "RUS", "wikidata": "Q159"}),
        documents=(A.id,),
    ),
    Entity(
        UKRAINE,
        EntityType.COUNTRY,
        "Ukraine",
        (),
        pairs({"iso3166-1-alpha-3": "UKR", "wikidata": "Q212"}),
        documents=(A.id, B.id),
    ),
    Entity(UN, EntityType.INSTITUTION, "United Nations", ("U.N.", "UN"), documents=(A.id,)),
    Entity(
        COUNCIL, EntityType.INSTITUTION, "United Nations Security Council", ("Security Council",), documents=(A.id,)
    ),
    Entity(
        SESSION,
        EntityType.MEETING,
        "eleventh emergency special session",
        body=UN,
        date=date(2022, 2, 28),
        documents=(A.id,),
    ),
    Entity(KYSLYTSYA, EntityType.PERSON, "Sergiy Kyslytsya", ("Kyslytsya",), documents=(A.id, B.id)),
    Entity(
        RESOLUTION,
        EntityType.RESOLUTION,
        "S/RES/2623(2022)",
        identifiers=pairs({"symbol": "S/RES/2623(2022)"}),
        body=COUNCIL,
        date=date(2022, 2, 27),
        documents=(A.id,),
    ),
)

AMBASSADOR = fact(
    Relation.REPRESENTS,
    KYSLYTSYA,
    UKRAINE,
    quote(A, "Ukraine’s U.N. ambassador, Sergiy Kyslytsya"),
    role="ambassador",
    at=UN,
    dates=(date(2022, 2, 28),),
    confidence=0.97,
    rule="represents/possessive",
)
REPRESENTATIVE = fact(
    Relation.REPRESENTS,
    KYSLYTSYA,
    UKRAINE,
    quote(B, "the permanent representative of Ukraine"),
    role="permanent representative",
    dates=(date(2022, 3, 2),),
    confidence=0.9,
    rule="represents/apposition",
)
AGAINST = fact(
    Relation.VOTED_ON,
    RUSSIA,
    RESOLUTION,
    quote(A, "with only Russia voting against it"),
    choice="against",
    dates=(date(2022, 2, 28),),
    confidence=0.98,
    rule="voted_on/participle",
)
ABSTAINED = fact(Relation.VOTED_ON, CHINA, RESOLUTION, quote(A, "China abstained"), choice="abstained", confidence=1.0)
SPOKE = fact(Relation.SPOKE_AT, KYSLYTSYA, SESSION, quote(A, "Sergiy Kyslytsya, told the session"), confidence=0.8)
PLANNED = fact(
    Relation.MET_WITH,
    RUSSIA,
    CHINA,
    quote(A, "Russia will meet China on Friday"),
    modality=Modality.PLANNED,
    confidence=0.7,
)
NEGATED = fact(
    Relation.VOTED_ON,
    UKRAINE,
    RESOLUTION,
    quote(A, "Ukraine did not vote against it"),
    choice="against",
    polarity=Polarity.NEGATED,
    confidence=0.75,
)
TALLY = fact(
    Relation.VOTE_TALLY,
    COUNCIL,
    RESOLUTION,
    quote(A, "The Council adopted it 11-1"),
    for_=11,
    against=1,
    outcome="Adopted",
    dates=(date(2022, 2, 28),),
    confidence=0.95,
)
IMAGINED = fact(
    Relation.VOTE_TALLY,
    COUNCIL,
    RESOLUTION,
    quote(A, "It might fail 3-9"),
    for_=3,
    against=9,
    outcome="Rejected",
    modality=Modality.HYPOTHETICAL,
    confidence=0.6,
)
TOLD = fact(
    Relation.SAID,
    KYSLYTSYA,
    None,
    quote(A, "told the session: “Help is on the way.”"),
    at=SESSION,
    text="Help is on the way",
    cue="told",
    dates=(date(2022, 2, 28),),
    confidence=0.9,
    rule="quote/colon",
)
SAID = fact(
    Relation.SAID,
    KYSLYTSYA,
    None,
    quote(B, "“Help is on the way,” he said"),
    text="Help is on the way",
    cue="said",
    dates=(date(2022, 3, 2),),
    confidence=0.8,
    rule="quote/comma",
)
FACTS = (AMBASSADOR, REPRESENTATIVE, AGAINST, ABSTAINED, SPOKE, PLANNED, NEGATED, TALLY, IMAGINED, TOLD, SAID)


def small() -> Graph:
    """Two articles, eight entities, eleven facts: every relation that the exporters treat differently, every status."""
    facts = tuple(sorted(FACTS, key=lambda fact: fact.id))
    return Graph((A, B), ENTITIES, facts, tools=pairs({"diplokg": "0.1.0", "en_core_web_sm": "3.8.0"}))


def with_article(source: Article) -> Graph:
    """A graph whose one fact, person and document hold whatever is in the article's id and text."""
    person = Entity(f"person/{source.id}", EntityType.PERSON, source.text, (source.id,), documents=(source.id,))
    country = Entity(UKRAINE, EntityType.COUNTRY, "Ukraine")
    found = Evidence(source.id, 0, len(source.text), source.text)
    claim = fact(Relation.REPRESENTS, person.id, UKRAINE, found, role=source.text, rule=source.id)
    return Graph((source,), (country, person), (claim,))
