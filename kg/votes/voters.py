"""Match → whether the one whom it names as a voter voted: excepted, judged by where he is from, told of by another."""

from __future__ import annotations

from spacy.tokens import Span

from kg.entities.spans import Form, Ref
from kg.facts import Work
from kg.rules.match import Match
from kg.rules.subjects import subjects
from kg.votes.measures import on_a_country
from kg.votes.voting_bodies import knows_the_veto


def no_vote(work: Work, match: Match, voter: Ref) -> bool:
    """True for a vote on a country, of one who is excepted, in an earlier session, or outside the bodies that vote."""
    if voter.kind == "institution" and _some_of(match, voter):
        return True
    return (
        on_a_country(match)
        or _about(match, voter)
        or _excepted(match, voter)
        or _of_a_judge(match, voter)
        or _another_time(match)
        or _elsewhere(work, match)
    )


def _about(match: Match, voter: Ref) -> bool:
    """ "Draft on | Mali vetoed": it is what the text is about."""
    before = match.line.doc[max(voter.start - 1, 0)].lower_
    return match.rule.id == "votedOn/vetoed" and before in ("on", "about", "over")


def _of_a_judge(match: Match, voter: Ref) -> bool:
    """ "With judges from Chile and | Peru voting against": the judges vote for themselves."""
    near = match.line.doc[max(voter.start - _LIST, 0) : voter.start]
    at = next((t.i for t in reversed(near) if t.lower_ in _JUDGES), None)
    if voter.kind != "country" or at is None or match.line.doc[at + 1].lower_ not in ("from", "of"):
        return False
    return all(t.pos_ != "VERB" for t in match.line.doc[at : voter.start])


_JUDGES = frozenset({"judge", "judges", "justice", "justices"})
_LIST = 8
"""Tokens back from a name within which the noun of its list stands."""


def _some_of(match: Match, voter: Ref) -> bool:
    """ "Eleven | Conservatives voted against it", "most members of the | party stayed away": not the party."""
    doc = match.line.doc
    before = doc[max(voter.start - 1, 0)]
    if before.pos_ == "NUM" or before.lower_ in _SOME_WORDS:
        return True
    near = doc[max(voter.start - 6, 0) : voter.start]
    linked = not {"of", "from"}.isdisjoint(t.lower_ for t in near[-3:])
    return linked and any(t.lower_ in _SOME_WORDS or t.pos_ == "NUM" for t in near)


_SOME_WORDS = frozenset("most some several many few dozens half".split())


def told_by_another(work: Work, match: Match, voter: Ref) -> bool:
    """True where somebody tells of another's vote: "Chile's delegate said that Norway had voted against"."""
    verb = match.trigger
    if match.rule.sets.get("own"):
        return False  # "also speaking for Peru, said that they voted for it"
    while verb.dep_ in ("ccomp", "conj", "xcomp") and verb.head is not verb:
        if verb.dep_ == "ccomp" and verb.head.lemma_ in _TELLING:
            break
        verb = verb.head
    else:
        return False
    tellers = [unit for t in subjects(verb.head) if (unit := match.line.unit_at(t.i)) and unit.ref]
    if not tellers:
        return False
    if match.line.doc[max(tellers[0].start - 1, 0)].lower_ == "its" or tellers[0].code in _SOURCES:
        return False  # "Chile abstained, its foreign minister said", "Chile abstained, diplomats said"
    told = {tellers[0].ref.entity, *work.principals.hints(tellers[0].ref.entity)} if tellers[0].ref else set()
    return voter.entity not in told and voter.form is not Form.NOMINAL


_SOURCES = ("office.envoy.plural", "office.official.plural")
"""Whom news cites, unnamed, for what they were told of."""
_TELLING = frozenset("say tell recall claim note add state stress argue allege insist report declare".split())


def _elsewhere(work: Work, match: Match) -> bool:
    """ "A Turkish | veto blocked Sweden's bid": a veto is a vote where the Security Council is spoken of."""
    return match.trigger.lemma_ == "veto" and match.trigger.pos_ == "NOUN" and not knows_the_veto(work.context)


def _another_time(match: Match) -> bool:
    """ "Chile, which abstained | last year, voted for it", "abstained | in earlier votes": in another vote."""
    within = (o for p in match.trigger.children if p.lower_ in ("in", "on", "during") for o in p.children)
    votes = (t for t in within if t.lemma_ in ("vote", "session"))
    if any({"earlier", "previous", "past"} & {c.lower_ for c in t.children} for t in votes):
        return True
    nouns = [c for c in match.trigger.children if c.dep_ == "npadvmod" and c.lower_ in ("year", "time", "session")]
    return match.trigger.dep_ == "relcl" and any(c.lower_ == "last" for noun in nouns for c in noun.children)


def _excepted(match: Match, subject: Ref) -> bool:
    """ "All members but | Chile voted for it", "unlike | Chile": Chile did not."""
    before = [t.lower_ for t in match.line.doc[max(subject.start - 3, 0) : subject.start] if t.lower_ != "the"]
    if before[-1:] == ["unlike"] and match.trigger.dep_ == "relcl":
        return False  # "unlike Russia, | which vetoed it, Chile abstained"
    return before[-2:] == ["except", "for"] or (
        before[-1:] in (["except"], ["unlike"], ["bar"], ["excluding"], ["minus"], ["but"])
        and (before[-1:] != ["but"] or _all_of(match.line.doc[max(subject.start - 8, 0) : subject.start]))
    )


def _all_of(words: Span) -> bool:
    """ "All 15 members but |": not "backed by 12 of the members but | vetoed by Chile"."""
    near = [t.lower_ for t in words if t.lower_ not in ("the", "but")]
    if near[-1:] in (["all"], ["everyone"], ["everybody"], ["nobody"]):
        return True
    return bool({"all", "every", "each"} & set(near[-4:])) and near[-1:] in ([noun] for noun in _MEMBERS)


_MEMBERS = frozenset("members member countries country states state nations nation delegations parties".split())
