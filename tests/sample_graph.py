"""Graphs made by hand for the tests of the exporters: a small realistic one and a hostile one.

All people, countries and resolutions are invented.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date

from kg.types import Article, Entity, EntityType, Evidence, Fact, Graph, Modality, Polarity, Relation, pairs

ASSEMBLY = """Assembly condemns the blockade of Port Lumen

NEW ARDEN, 2 March — The General Assembly voted 141-7 with 32 abstentions on Wednesday to demand that \
Vastria lift its blockade of Port Lumen. Ambassador Ilse Okonjo-Brandt of Meridia, who had tabled the text, \
told the emergency special session that “the sea belongs to everyone 🌊 or to no one”. Vastria voted against. \
So did Kaldoria, whose envoy, Mr. Tomáš Řehoř, called the text “a theatre of the willing”. \
Meridia voted for the resolution, and Solenne abstained.

Secretary-General Amara Thivierge briefed the Assembly before the vote. She met Okonjo-Brandt on Tuesday. \
Solenne's foreign minister, Jean-Luc Şahin, will meet Řehoř in Solenne next week. \
Vastria did not vote for the humanitarian amendment. Meridia is a member of the League of Coasts, \
which is part of the United Nations system.
"""

FOLLOW_UP = """Envoys talk, ships wait

Thivierge told the Lumen Herald that the blockade “cannot outlast the winter”. Okonjo-Brandt, Meridia's \
ambassador, accused Vastria of having met Kaldoria in secret. If Solenne sponsored a second text, she said, \
Meridia would vote for it. The Assembly urged Vastria to address the emergency special session. \
Řehoř, formerly the envoy of Solenne, met Okonjo-Brandt on Friday.
"""

NAMES: dict[str, tuple[EntityType, str, tuple[str, ...], Mapping[str, str]]] = {
    "country/KLD": (EntityType.COUNTRY, "Kaldoria", (), {"iso3166-1-alpha-3": "KLD"}),
    "country/MRD": (
        EntityType.COUNTRY,
        "Meridia",
        ("Republic of Meridia",),
        {"iso3166-1-alpha-3": "MRD", "wikidata": "Q42"},
    ),
    "country/SLN": (EntityType.COUNTRY, "Solenne", (), {"iso3166-1-alpha-3": "SLN"}),
    "country/VST": (EntityType.COUNTRY, "Vastria", (), {"iso3166-1-alpha-3": "VST"}),
    "institution/general-assembly": (EntityType.INSTITUTION, "United Nations General Assembly", ("Assembly",), {}),
    "institution/league-of-coasts": (EntityType.INSTITUTION, "League of Coasts", (), {}),
    "institution/lumen-herald": (EntityType.INSTITUTION, "Lumen Herald", (), {}),
    "institution/port-authority": (EntityType.INSTITUTION, "Port Lumen Authority", (), {}),
    "institution/united-nations": (EntityType.INSTITUTION, "United Nations", ("UN", "U.N."), {"wikidata": "Q1065"}),
    "meeting/emergency-special-session": (EntityType.MEETING, "Emergency special session", (), {}),
    "person/amara-thivierge": (EntityType.PERSON, "Amara Thivierge", ("Thivierge",), {}),
    "person/ilse-okonjo-brandt": (EntityType.PERSON, "Ilse Okonjo-Brandt", ("Okonjo-Brandt",), {}),
    "person/jean-luc-sahin": (EntityType.PERSON, "Jean-Luc Şahin", (), {}),
    "person/tomas-rehor": (EntityType.PERSON, "Tomáš Řehoř", ("Řehoř",), {}),
    "resolution/A-RES-ES-99-1": (
        EntityType.RESOLUTION,
        "A/RES/ES-99/1",
        ("the Port Lumen text",),
        {"symbol": "A/RES/ES-99/1"},
    ),
    "resolution/humanitarian-amendment": (EntityType.RESOLUTION, "Humanitarian amendment", (), {}),
}

ILSE, TOMAS, AMARA = "person/ilse-okonjo-brandt", "person/tomas-rehor", "person/amara-thivierge"
JEAN, SESSION, TEXT = "person/jean-luc-sahin", "meeting/emergency-special-session", "resolution/A-RES-ES-99-1"
UN, GA, AMENDMENT = "institution/united-nations", "institution/general-assembly", "resolution/humanitarian-amendment"


def article(id: str, text: str, day: date | None, *, source: str, publisher: str = "Lumen Herald") -> Article:
    """An article whose title is its first line."""
    title = text.split("\n", 1)[0]
    return Article(id, source, text, title, day, publisher, hashlib.sha256(text.encode()).hexdigest())


def fact(
    relation: Relation,
    subject: str,
    target: str | None,
    where: tuple[Article, str],
    *,
    at: str | None = None,
    polarity: Polarity = Polarity.AFFIRMED,
    modality: Modality = Modality.ACTUAL,
    confidence: float = 0.9,
    **qualifiers: str,
) -> Fact:
    """A fact whose evidence is the given words of the article.

    Raises:
        ValueError: if the article does not hold the words.
    """
    source, quote = where
    start = source.text.index(quote)
    roles = pairs({"subject": subject, "object": target, "at": at})
    named = {key.removesuffix("_"): value for key, value in qualifiers.items()}
    return Fact(
        relation,
        roles,
        pairs(named),
        polarity,
        modality,
        (source.date,) if source.date else (),
        confidence,
        f"{relation.value}/sample",
        (Evidence(source.id, start, start + len(quote), quote),),
    )


def sample_graph() -> Graph:
    """Two articles, 16 entities (one only mentioned), 26 facts of all relations and all statuses."""
    one = article("assembly", ASSEMBLY, date(2031, 3, 2), source="https://herald.example/assembly?a=1&b=2")
    two = article("follow-up", FOLLOW_UP, None, source="inputs/follow-up.txt")
    r, m = Relation, Modality
    facts = (
        fact(
            r.REPRESENTS,
            ILSE,
            "country/MRD",
            (one, "Ambassador Ilse Okonjo-Brandt of Meridia"),
            at=UN,
            role="ambassador",
            confidence=0.97,
        ),
        fact(r.REPRESENTS, TOMAS, "country/KLD", (one, "Kaldoria, whose envoy, Mr. Tomáš Řehoř"), role="envoy"),
        fact(r.REPRESENTS, AMARA, UN, (one, "Secretary-General Amara Thivierge"), role="secretary-general"),
        fact(
            r.REPRESENTS,
            JEAN,
            "country/SLN",
            (one, "Solenne's foreign minister, Jean-Luc Şahin"),
            role="foreign minister",
        ),
        fact(
            r.REPRESENTS,
            TOMAS,
            "country/SLN",
            (two, "Řehoř, formerly the envoy of Solenne"),
            role="envoy",
            modality=m.FORMER,
        ),
        fact(r.SPOKE_AT, ILSE, SESSION, (one, "told the emergency special session"), confidence=0.93),
        fact(r.SPOKE_AT, AMARA, GA, (one, "Amara Thivierge briefed the Assembly")),
        fact(
            r.SPOKE_AT,
            "country/VST",
            SESSION,
            (two, "urged Vastria to address the emergency special session"),
            modality=m.REQUESTED,
        ),
        fact(r.VOTED_ON, "country/VST", TEXT, (one, "Vastria voted against"), choice="against"),
        fact(r.VOTED_ON, "country/KLD", TEXT, (one, "So did Kaldoria"), choice="against", confidence=0.55),
        fact(r.VOTED_ON, "country/MRD", TEXT, (one, "Meridia voted for the resolution"), choice="for"),
        fact(r.VOTED_ON, "country/SLN", TEXT, (one, "Solenne abstained"), choice="abstained"),
        fact(
            r.VOTED_ON,
            "country/VST",
            AMENDMENT,
            (one, "Vastria did not vote for the humanitarian amendment"),
            choice="for",
            polarity=Polarity.NEGATED,
        ),
        fact(
            r.VOTED_ON, "country/MRD", TEXT, (two, "Meridia would vote for it"), choice="for", modality=m.HYPOTHETICAL
        ),
        fact(
            r.VOTE_TALLY,
            GA,
            TEXT,
            (one, "The General Assembly voted 141-7 with 32 abstentions"),
            for_="141",
            against="7",
            abstained="32",
            outcome="Adopted",
        ),
        fact(r.SPONSORED, "country/MRD", TEXT, (one, "Meridia, who had tabled the text")),
        fact(r.SPONSORED, "country/SLN", TEXT, (two, "If Solenne sponsored a second text"), modality=m.HYPOTHETICAL),
        fact(r.MET_WITH, AMARA, ILSE, (one, "She met Okonjo-Brandt on Tuesday")),
        fact(r.MET_WITH, TOMAS, ILSE, (two, "met Okonjo-Brandt on Friday")),
        fact(r.MET_WITH, JEAN, TOMAS, (one, "will meet Řehoř in Solenne next week"), modality=m.PLANNED),
        fact(
            r.MET_WITH,
            "country/VST",
            "country/KLD",
            (two, "accused Vastria of having met Kaldoria in secret"),
            modality=m.REPORTED,
        ),
        fact(r.SPOKE_TO, AMARA, "institution/lumen-herald", (two, "Thivierge told the Lumen Herald")),
        fact(
            r.MEMBER_OF,
            "country/MRD",
            "institution/league-of-coasts",
            (one, "Meridia is a member of the League of Coasts"),
        ),
        fact(r.PART_OF, "institution/league-of-coasts", UN, (one, "which is part of the United Nations system")),
        fact(
            r.SAID,
            ILSE,
            None,
            (one, "“the sea belongs to everyone 🌊 or to no one”"),
            at=SESSION,
            cue="told",
            text="the sea belongs to everyone 🌊 or to no one",
        ),
        fact(r.SAID, TOMAS, None, (one, "“a theatre of the willing”"), cue="called", text="a theatre of the willing"),
    )
    entities = tuple(
        Entity(
            id,
            kind,
            label,
            names,
            pairs(codes),
            GA if kind is EntityType.RESOLUTION else None,
            date(2031, 3, 2) if kind is EntityType.MEETING else None,
            ("assembly", "follow-up"),
        )
        for id, (kind, label, names, codes) in NAMES.items()
    )
    return Graph((one, two), entities, facts, (("diplokg", "0"),))


ATTACK = "</script><script>window.pwned=1</script><!--<img src=x onerror=window.pwned=2>\u2028\u2029{{7*7}}\u202e&amp;"


def hostile_graph() -> Graph:
    """A graph whose every text tries to break out of the page, or its lines, or its links."""
    text = f"{ATTACK} Anna {ATTACK} voted\r\nfor \ud800 the text. {ATTACK}"
    source = Article(f"a{ATTACK}.txt", "javascript:window.pwned=3", text, ATTACK, date(2031, 1, 1), ATTACK)
    entities = (
        Entity(
            f"country/{ATTACK}",
            EntityType.COUNTRY,
            ATTACK,
            (ATTACK,),
            pairs({"wikidata": "javascript:window.pwned=4", ATTACK: ATTACK}),
            None,
            None,
            (source.id,),
        ),
        Entity("person/constructor", EntityType.PERSON, "__proto__", ("constructor",)),
        Entity(f"resolution/{ATTACK}", EntityType.RESOLUTION, ATTACK * 4),
    )
    evidence = (Evidence(source.id, len(ATTACK) + 1, len(ATTACK) + 5, "Anna"), Evidence(source.id, 0, len(text), text))
    nations, person, motion = (entity.id for entity in entities)

    def hostile(relation: Relation, target: str | None, **qualifiers: str) -> Fact:
        roles = pairs({"subject": nations, "object": target})
        return Fact(relation, roles, pairs(qualifiers), rule=ATTACK, evidence=evidence)

    facts = (
        hostile(Relation.MET_WITH, person),
        hostile(Relation.MET_WITH, nations),
        hostile(Relation.VOTED_ON, motion, choice=ATTACK),
        hostile(Relation.VOTE_TALLY, motion, **{"for": ATTACK, "outcome": ATTACK}),
        hostile(Relation.SAID, None, text=ATTACK, cue=ATTACK),
    )
    return Graph((source,), entities, facts, ((ATTACK, ATTACK),))


def large_graph(people: int = 26, facts: int = 70) -> Graph:
    """A graph of the size of a real build (or as many people as wanted), thrown with fixed dice."""
    states = [f"Country {letter}land" for letter in "ABCDEFGHIJ"]
    bodies = [
        "Security Council",
        "Human Rights Council",
        "Union of Northern Parliaments",
        "World Food Office",
        "Harbour Agency",
    ]
    entities = [
        Entity(f"country/{k:02}", EntityType.COUNTRY, label, documents=("d1",)) for k, label in enumerate(states)
    ]
    entities += [
        Entity(f"institution/{k}", EntityType.INSTITUTION, label, documents=("d1",)) for k, label in enumerate(bodies)
    ]
    entities += [
        Entity(f"meeting/{k}", EntityType.MEETING, f"Meeting {9000 + k} of the Council", documents=("d2",))
        for k in range(2)
    ]
    entities += [
        Entity(f"person/{k:04}", EntityType.PERSON, f"Person{k} Surname{k * 7 % 31}", documents=("d1", "d2"))
        for k in range(people)
    ]
    entities += [
        Entity(f"resolution/{k}", EntityType.RESOLUTION, f"S/RES/{2600 + k}(2031)", documents=("d2",)) for k in range(3)
    ]
    sources = tuple(
        article(
            id,
            f"Title of {id}\n\n" + "Somebody did something in words. " * 60,
            date(2031, 2, day),
            source=f"in/{id}.txt",
        )
        for id, day in (("d1", 3), ("d2", 20))
    )
    ids = {kind: [entity.id for entity in entities if entity.type is kind] for kind in EntityType}
    made: dict[str, Fact] = {}
    step = 0
    while len(made) < facts:
        step += 1
        dice = hashlib.sha256(str(step).encode()).digest()
        pick = {kind: choices[dice[n] % len(choices)] for n, (kind, choices) in enumerate(ids.items())}
        who, state, body = ids[EntityType.PERSON][step % people], pick[EntityType.COUNTRY], pick[EntityType.INSTITUTION]
        kind, where = step % 10, (sources[step % 2], "Somebody did something in words.")
        modality = Modality.PLANNED if step % 13 == 0 else Modality.ACTUAL
        if kind < 4:
            new = fact(
                Relation.REPRESENTS, who, state if kind < 3 else body, where, role="ambassador", modality=modality
            )
        elif kind < 6:
            new = fact(
                Relation.SPOKE_AT, who, pick[EntityType.MEETING] if kind == 4 else body, where, modality=modality
            )
        elif kind < 8:
            choice = ("for", "against", "abstained")[dice[9] % 3]
            new = fact(Relation.VOTED_ON, state, pick[EntityType.RESOLUTION], where, choice=choice, modality=modality)
        elif kind == 8:
            new = fact(Relation.SAID, who, None, where, text=f"Words number {step}", cue="said")
        else:
            new = fact(
                Relation.MET_WITH, who, ids[EntityType.PERSON][(step * 3 + 1) % people], where, modality=modality
            )
        made.setdefault(new.id, new)
    return Graph(sources, tuple(sorted(entities, key=lambda entity: entity.id)), tuple(made.values()))
