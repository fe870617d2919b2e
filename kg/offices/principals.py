"""Offices in an article → represents facts: who holds which office for whom.

The phrase rules find an office at a name. Where they do not name the principal ("Foreign Minister Lavrov"), it is
taken from another place of the article, the office itself (the Secretary-General is the UN's), or the officials
spoken of in the same sentence; else the fact is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.context import Context
from kg.entities.symbols import UNITED_NATIONS
from kg.offices.affiliations import affiliated
from kg.offices.appositions import apposed_beside
from kg.offices.benches import on_benches
from kg.offices.by_words import by_noun, by_title
from kg.offices.chambers import party_of, seat_of
from kg.offices.colleagues import beside
from kg.offices.departures import ALL, PAST_TERM, departed
from kg.offices.fellows import CHOSEN, apart
from kg.offices.holdings import (
    Holding,
    alike,
    holdings_of,
    is_counterpart,
    is_of_staff,
    of_some_body,
    offices_at,
    plain,
    role_of,
    same_office,
)
from kg.offices.home import body_near, of_another_body, visited_by
from kg.offices.incumbents import told_elsewhere
from kg.offices.localities import locality_told_of
from kg.offices.nation import is_diplomacy, is_un_document, long_ago, only_named, principal_at_home
from kg.offices.owners import country_before, officials_of, whose_organ
from kg.offices.sides import across, other_side
from kg.offices.so_called import body_in_title, is_by_noun, is_of_a_council, named_in_full, named_like
from kg.offices.spokesmen import ministry_near
from kg.offices.surroundings import DOUBT, by_surroundings
from kg.offices.titles_before import of_that_name, told_before
from kg.offices.topic import of_the_other_side, told_for
from kg.types import Evidence, Fact, Modality, Relation, pairs

_OF_THE_COUNTRY_BEFORE = frozenset(
    "represents/country_office represents/country_office_apposed represents/organ_led_by "
    "represents/its_office represents/its_apposed "
    "represents/its_elected represents/is_its_office "
    "represents/leads_country represents/who_speaks_for_ministry represents/its_side_led_by".split()
)
_COUNTERPART = "represents/counterpart_bare"
_HERS = "represents/her_apposed"
_OF_THE_OWNER = (_HERS, "represents/her_office", "represents/her_country_office", "represents/her_boss")


@dataclass(slots=True)
class Principals:
    """All holdings of an article."""

    context: Context
    holdings: list[Holding] = field(default_factory=list)
    departed: Mapping[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, context: Context) -> Principals:
        """Collect the phrase matches of the article and settle their principals."""
        self = cls(context, departed=departed(context))
        for sentence in context.sentences:
            for match in sentence.phrases:
                if match.rule.relation is Relation.REPRESENTS:
                    self.holdings.extend(holdings_of(sentence, match))
        self.holdings.extend([*apposed_beside(context, self.holdings), *apart(context), *on_benches(context)])
        self.holdings.extend(affiliated(context))
        self.holdings = [self._settled(h) for h in self.holdings]
        self.holdings = [self._settled(h) for h in self.holdings]  # now that others are known
        for _ in range(2):  # "Minister Ruiz and Minister Sand": the second is whose the first is
            self.holdings = [
                h if h.principal else replace(h, principal=beside(context, h, self.holdings, self._taken(h)))
                for h in self.holdings
            ]
        found = [h if h.principal else replace(h, principal=self._at_home(h)) for h in self.holdings]
        found = [
            h if h.principal else by_surroundings(context, h, found, self._taken(h), gone=self._has_left(h))
            for h in found
        ]
        self.holdings = [
            h if h is old else self._unshared(h, found) for h, old in zip(found, self.holdings, strict=True)
        ]
        self.holdings = [h if h.principal else self._after_all(h) for h in self.holdings]
        return self

    def take(self, holdings: Iterable[Holding]) -> None:
        """Add holdings found later, as far as it is known for whom they are."""
        self.holdings += [h for h in map(self._settled, holdings) if h.principal]

    def _after_all(self, holding: Holding) -> Holding:
        """ "His spokesman, Sand": of a president whose country only the surroundings tell."""
        of_person = holding.match.rule.paths.get("object") == "@principal-of"
        owned = holding.match.rule.id in _OF_THE_OWNER
        found = self._of_person(holding) if of_person else self._of_owner(holding) if owned else None
        return replace(holding, principal=found, confidence=DOUBT) if found else holding

    def _unshared(self, holding: Holding, others: Sequence[Holding]) -> Holding:
        """The holding, without a principal where another holds that office: "President Ruiz" and "President Sand"."""
        shared = any(
            h.person != holding.person and h.principal == holding.principal and h.office and holding.office
            and same_office(h.office, holding.office) and not (self._has_left(h) or self._has_left(holding))
            for h in others
        )  # fmt: skip
        return replace(holding, principal=None) if shared else holding

    def _settled(self, holding: Holding) -> Holding:
        if holding.principal:
            whole = named_in_full(self.context, holding)
            return holding if whole == holding.principal else replace(holding, principal=whole)
        path = holding.match.rule.paths.get("object")
        if holding.match.rule.id == _COUNTERPART:
            return replace(holding, principal=self._other_side(holding))
        principal = self._of_person(holding) if path == "@principal-of" else self._elsewhere(holding)
        return replace(holding, principal=principal)

    def _of_person(self, holding: Holding) -> str | None:
        """ "Merkel's spokesperson, Seibert": Seibert speaks for whom Merkel represents."""
        for unit in holding.match.roles.get("of", ()):
            if unit.office:
                if unit.office.default_principal:
                    return unit.office.default_principal  # "spokesman for Secretary-General Ruiz"
            elif unit.ref:
                found = [h.principal for h in self.holdings if h.person == unit.ref.entity and h.principal]
                return found[0] if found else None
        return None

    def _of_owner(self, holding: Holding) -> str | None:
        """ "Her deputy, Sand": of whom she represents, the country before a body where she has both."""
        owner = holding.sentence.owners.get(holding.match.line.units[holding.match.first].start)
        if holding.match.rule.id == _HERS:  # "Ruiz, his minister": of whoever governs there
            near = [h for h in self.holdings if 0 <= holding.sentence.index - h.sentence.index < 2]
            heads = {h.person for h in near if h.office and h.office.category == "state"}
            owner = owner or (heads.pop() if len(heads) == 1 else None)
        deputy = holding.office is not None and holding.office.text.lower() == "deputy"
        hers = [h for h in self.holdings if h.person == owner and h.principal and not (h.office and h.office.former)]
        now = [h for h in hers if not self._has_left(h)]
        found = {h.principal for h in now or (hers if deputy else ()) if h.principal}
        countries = {p for p in found if p.startswith("country/")}
        of_state = holding.office is not None and holding.office.category in ("minister", "state", "envoy")
        found = countries if of_state and countries else found
        return found.pop() if len(found) == 1 else None

    def _elsewhere(self, holding: Holding) -> str | None:
        office = holding.office
        if holding.match.rule.id in _OF_THE_COUNTRY_BEFORE or holding.accredited:
            return country_before(self.context, holding)
        called = by_noun(self.context, holding) if is_by_noun(holding) else None
        if office is None or holding.match.rule is CHOSEN:
            return called
        if holding.match.rule.id in _OF_THE_OWNER and (owner := self._of_owner(holding)):
            return owner
        if told := called or by_title(self.context, holding):
            return told
        of = next((u.office for u in holding.match.roles.get("of", ()) if u.office), None)
        usual = (of and of.default_principal) or office.default_principal
        if usual:
            body = of_another_body(self.context, holding) if usual == UNITED_NATIONS else None
            return body or only_named(self.context, usual, office.also_in)
        if of_some_body(holding):
            return named_like(self.context, holding)
        if is_of_staff(holding) and is_un_document(self.context) and not is_of_a_council(holding):
            return UNITED_NATIONS
        hers = (h for h in self.holdings if h.person == holding.person and h.principal and h.office)
        same = next((h.principal for h in hers if h.office and alike(h.office, office)), None)
        return same or (None if is_by_noun(holding) else self._named_before(holding))

    def _named_before(self, holding: Holding) -> str | None:
        """Whose the ambassador, the officials or the prime minister are that the article speaks of elsewhere."""
        told = told_before(self.context, holding) or officials_of(holding)
        return told or of_that_name(self.context, self.holdings, holding)

    def _at_home(self, holding: Holding) -> str | None:
        """Whose the office is in an article about one country."""
        office = holding.office
        chosen = holding.match.rule is CHOSEN  # of whom chose him, or nobody's
        if office is None or chosen or long_ago(self.context, holding.sentence):
            return None
        place = locality_told_of(self.context, holding)
        if place or of_some_body(holding):
            return None if of_the_other_side(self.context, holding, place) else place
        body = body_in_title(self.context, holding) or body_near(self.context, holding)
        body = body or ministry_near(self.context, holding)
        if body or is_by_noun(holding):
            return body
        foreign = visited_by(self.context, holding.person)
        principal = principal_at_home(self.context, office, self._taken(holding) | foreign, holding.sentence)
        principal = principal or told_for(self.context, holding, self._taken(holding))
        if principal is None and "junta" in office.text.lower():
            principal = whose_organ(self.context, holding)
        if principal in foreign or of_the_other_side(self.context, holding, principal):
            return None
        if (host := across(self.context, holding, self.holdings)) and host != principal:
            return None
        if principal and told_elsewhere(self.context, holding, principal):
            return None
        others = {
            h.person
            for h in self.holdings
            if h.principal == principal and h.office and same_office(h.office, office) and not self._has_left(h)
        }
        return principal if not others - {holding.person} else None  # a country has one president

    def _taken(self, holding: Holding) -> set[str]:
        """The countries where somebody else holds an office of that name: "his Chilean counterpart, President Sand"."""
        return {
            h.principal
            for h in self.holdings
            if h.principal and h.person != holding.person and holding.office and not self._has_left(h)
            and (any(same_office(office, holding.office) for office in offices_at(h)) or is_counterpart(h, holding))
        }  # fmt: skip

    def _other_side(self, holding: Holding) -> str | None:
        """ "Her counterpart, Sand": of the other of two states that the article is about."""
        owner = self._of_owner(holding)
        return other_side(self.context, owner) if owner else None

    def facts(self) -> Iterator[Fact]:
        """A fact for each holding whose principal is known; one office told shorter and longer is one role."""
        for h in self.holdings:
            if h.match.rule.id == "represents/country_own" and not is_diplomacy(self.context):
                continue  # "Kenya's Ana Ruiz" may have won a race
            for body in filter(None, (party_of(self.context, h), seat_of(self.context, h, self._modality(h)))):
                yield self._fact(h, Relation.MEMBER_OF, {"object": body}, {})
            if h.principal is None or h.principal == h.person:
                continue
            fullest = self._fullest(h)
            at = h.at or fullest.at
            roles = {"object": h.principal, "at": at if at != h.principal else None}
            yield self._fact(h, Relation.REPRESENTS, roles, {"role": role_of(fullest)})

    def _fact(
        self, h: Holding, relation: Relation, roles: Mapping[str, str | None], qualifiers: Mapping[str, str]
    ) -> Fact:
        article = self.context.parsed.article
        start, end = h.span or h.match.line.chars(h.match.first, h.match.last)
        text = article.text[start:end].rstrip(" ,")
        return Fact(
            relation,
            pairs({"subject": h.person, **roles}),
            pairs(qualifiers),
            modality=self._modality(h),
            dates=(article.date,) if article.date else (),
            confidence=min(h.match.rule.confidence, h.confidence or 1),
            rule=h.match.rule.id,
            evidence=(Evidence(article.id, start, start + len(text), text),),
        )

    def _fullest(self, holding: Holding) -> Holding:
        """The holding of the same office that tells most of it: "Secretary" is "Secretary of State" elsewhere."""
        words = set(role_of(holding).lower().split())
        same = [
            h
            for h in self.holdings
            if (h.person, h.principal) == (holding.person, holding.principal)
            and words <= set(role_of(h).lower().split())
            and self._modality(h) is self._modality(holding)
        ]
        return max(same, key=lambda h: (len(role_of(h)), h.at is not None))

    def _modality(self, holding: Holding) -> Modality:
        office, guards = holding.office, holding.match.rule.guards
        if "former" in guards and (holding.match.rule.sets.get("past") or self._has_left(holding)):
            return Modality.FORMER
        return Modality.PLANNED if office and office.planned and "planned" in guards else Modality.ACTUAL

    def _has_left(self, holding: Holding) -> bool:
        """True if the office is called former, here or elsewhere in the article, or its holder has left or died."""
        office = holding.office
        left = self.departed.get(holding.person, set())
        rest = holding.match.line.doc[holding.match.line.units[holding.match.last - 1].end :][:12].text
        past = PAST_TERM.match(rest) is not None
        if office is None or past:
            return past or ALL in left
        return not re.match(r"(?i)current|outgoing|incumbent", office.text) and (
            office.former
            or not left.isdisjoint({ALL, office.head.lower()})
            or any(
                h.person == holding.person and h.principal == holding.principal and h.office and h.office.former
                and plain(h.office) == plain(office)
                for h in self.holdings
            )
        )  # fmt: skip

    def hints(self, person: str) -> frozenset[str]:
        """Principals of a person, to tell namesakes apart."""
        found = {h.principal for h in self.holdings if h.person == person and h.principal}
        titles = {h.office.head.lower() for h in self.holdings if h.person == person and h.office}
        return frozenset(found | titles)
