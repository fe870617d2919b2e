"""What looks like a vote or a count of votes and is none: recalled, told by others, of voters, of another place."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span, Token

from kg.context import Sentence
from kg.rules.match import Match
from kg.rules.status import status_of
from kg.rules.subjects import subjects
from kg.rules.units import Unit
from kg.types import COUNTS, Modality, Polarity

OF_NUMBERS = frozenset({"voteTally/score_noun", "voteTally/vote_was", "voteTally/by_a_vote_of"})
"""Rules that read two numbers and the word "vote", with no verb that says what was voted on."""


def members_only(match: Match) -> bool:
    """ "Two members of the | Council voted to extend it": the body did not."""
    first = match.line.units[match.first]
    before = match.line.doc[max(first.start - 2, 0) : first.start]
    words = [t.lower_ for t in before if t.lower_ != "the"]
    if match.line.doc[max(first.start - 3, 0) : first.start].text.lower() in _MOST_OF:
        return False
    return first.kind == "institution" and words[-1:] in (["of"], ["in"], ["from"], ["on"])


_MOST_OF = frozenset({"rest of the", "majority of the", "remainder of the", "whole of the"})
"""What decides for a body: "the | rest of the | parliament voted it down"."""


def no_count(match: Match, sentence: Sentence, article: str) -> bool:
    """ "Over 120 countries", a candidate's votes, a poll: no count of a vote on a measure."""
    doc = sentence.span.doc
    if _POLL.search(sentence.span.text) or (match.rule.id in OF_NUMBERS and _POLL.search(article)):
        return True
    counted = [u for name in COUNTS for u in match.roles.get(name, ())]
    if any(doc[max(u.start - 3, 0) : u.start].text.lower() == "none of the" for u in counted):
        return True  # "None of the 15 members voted against it"
    if any(
        (doc[max(u.start - 1, 0)].lower_ in _ABOUT and not _counted_exactly(doc, u))
        or doc[max(u.start - 2, 0) : u.start].text.lower() == "more than"
        for u in counted
    ):
        return True
    if "/told_" in match.rule.id and _BY_PARTY.search(sentence.span.text):
        return True  # "Eleven Conservatives voted against it and 18 abstained": of the party
    if any(_of_others(match, u) for u in counted):
        return True
    if match.rule.id == "voteTally/body_score" and (counted[0].value or 0) < (counted[1].value or 0):
        return True  # "suspended the sanctions for 10-15 days"
    verbs = [match.trigger, *(t for u in counted[:1] for t in doc[u.start].ancestors if t.pos_ == "VERB")]
    if any(
        t.lemma_.lower() in _PUBLIC and _is_a_word(match, t.i)  # not "the People's Assembly"
        for verb in verbs[:2]
        for t in _just_before(doc[max(verb.i - 6, sentence.span.start) : verb.i])
    ):
        return True
    if match.rule.id.endswith(("/garnered", "/backing_of", "/mustered_against")):
        winners = [match.line.unit_at(t.i) for t in subjects(match.trigger)]
        pronoun = any(t.lower_ in ("he", "she") for t in subjects(match.trigger))
        return pronoun or any(u is not None and u.kind in ("person", "country") for u in winners)
    return False


def _counted_exactly(doc: Doc, count: Unit) -> bool:
    """ "Some | 287 members": as many, not about as many."""
    return doc[max(count.start - 1, 0)].lower_ == "some" and (count.value or 0) % 10 > 0


def _just_before(words: Span) -> list[Token]:
    """The words after the last comma: "half of registered voters, | failed by 24 votes to 38"."""
    commas = [n for n, t in enumerate(words) if t.text == ","]
    return list(words)[commas[-1] + 1 if commas else 0 :]


def _is_a_word(match: Match, token: int) -> bool:
    """False within a name."""
    unit = match.line.unit_at(token)
    return unit is None or unit.kind == "word"


def _of_others(match: Match, number: Unit) -> bool:
    """A year, a fraction ("| three-quarters of the assembly"), or a count that is not of all who voted so."""
    doc = match.line.doc
    return (
        _FRACTION.match(doc[number.end : number.end + 2].text) is not None
        or _is_a_year(doc, number)
        or _of_those_named(doc, number)
        or _beside_the_named(match, number.start, number.end)
        or _of_some(match, number)
        or _in_all(match, number)
    )


_FRACTION = re.compile(r"(?i)-? ?(?:quarters?|thirds?|fifths?|percent|per cent|%)")
_BY_PARTY = re.compile(
    r"(?i)\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|dozens? of|some|several|"
    r"many) "
    r"(?:\w+ )?(?-i:Conservatives|Republicans|Democrats|Liberals|Tories|Socialists|Greens|Labour (?:MPs|lawmakers)|"
    r"(?:Republican|Democratic|Conservative|Tory|Labour|Liberal) (?:senators|lawmakers|members|MPs|representatives))\b"
)
"""So many of a party: their numbers beside it are the party's, too."""


def _is_a_year(doc: Doc, number: Unit) -> bool:
    """ "Chile, which in | 2023 | had voted in favour": a year, not so many."""
    year = re.fullmatch(r"(?:19|20)\d\d", doc[number.start : number.end].text) is not None
    return year and doc[max(number.start - 1, 0)].lower_ in ("in", "since", "until", "by", "from", "of", "during")


def _of_those_named(doc: Doc, number: Unit) -> bool:
    """ "also speaking for Chile and Peru, said that the | three | countries voted for it": of those, not of all."""
    before, after = doc[max(number.start - 1, 0)].lower_, doc[number.end : number.end + 2]
    acts = len(after) == 2 and after[1].pos_ in ("VERB", "AUX")
    return before in ("the", "these", "those", "all") and acts and after[0].lower_ in ("countries", "states", "nations")


def _beside_the_named(match: Match, start: int, end: int) -> bool:
    """ "Chile, Peru and | 45 other countries voted for it": more did."""
    doc = match.line.doc
    after = [t.lower_ for t in doc[end : end + 2]]
    named = match.line.unit_at(max(start - 2, 0))
    joined = doc[max(start - 1, 0)].lower_ in ("and", "plus", "with")
    return (
        joined and named is not None and named.kind in ("country", "person") and bool({"other", "others"} & set(after))
    )


def _of_some(match: Match, count: Unit) -> bool:
    """ "All nine of the council's | European Union members abstained": others may have too."""
    after = match.line.doc[count.end : count.end + 10].text
    return _SOME.match(after) is not None


_SOME = re.compile(
    r"(?i)(?:of (?:the|its|their|them) )?(?:[\w.]+ ){0,2}?(?:[\w.]+ ?['’]s )?(?:the )?"
    r"(?:(?:\d+|two|three|four|five|ten) )?"
    r"(?:African|Asian|European(?: Union)?|EU|Arab|Latin American|Western|Caribbean|Pacific|Islamic|Muslim|Nordic|"
    r"Baltic|Gulf|elected|permanent|non-permanent|NATO) (?:council )?"
    r"(?:members?|countries|country|states?|nations?|governments)\b"
)
"""A group whose votes are not all the votes there were."""


def _in_all(match: Match, count: Unit) -> bool:
    """ "Of the | 47 members, 19 voted for it", "204 of | 300 lawmakers": how many there are."""
    before = match.line.doc[max(count.start - 5, 0) : count.start]
    of = next((t for t in reversed(before) if t.lower_ == "of"), None)
    if of is None or not _WHOSE.fullmatch(match.line.doc[of.i : count.start].text):
        return False
    unit = match.line.unit_at(of.i - 1) if of.i else None
    return of.text == "Of" or (unit is not None and unit.kind == "number" and unit.value != 1)


_WHOSE = re.compile(r"(?i)of(?: the| its| their)?(?: [\w.]+ ?['’]s)?")


def settled(match: Match, modality: Modality) -> Modality:
    """ "Decided to keep the paragraph | by a vote of 119 to 4": what was put to the vote is done, not planned."""
    doc = match.line.doc
    sentence = doc[match.trigger.sent.start : match.line.units[match.last - 1].end]
    if modality is Modality.PLANNED and _SETTLED.search(sentence.text):
        return Modality.ACTUAL
    asked = modality in (Modality.PLANNED, Modality.REQUESTED, Modality.HYPOTHETICAL)
    return Modality.ACTUAL if asked and _decided_before(match) else modality


def _decided_before(match: Match) -> bool:
    """ "Adopted a text calling on states to stop the flow of arms | by 119 votes to one": it was adopted so."""
    doc, trigger = match.line.doc, match.trigger
    if trigger.pos_ != "NOUN" or not {"for", "against"} <= match.roles.keys():
        return False
    verbs = [t for t in doc[trigger.sent.start : trigger.i] if t.tag_ == "VBD" and t.lemma_ in _DECISIONS]
    told = [verb for verb in verbs if status_of(verb) == (Polarity.AFFIRMED, Modality.ACTUAL)]
    return len(told) == 1 == len(verbs) and not {"relcl", "acl", "advcl"} & {told[0].dep_}


_DECISIONS = frozenset("adopt approve pass reject endorse ratify back defeat".split())


_SETTLED = re.compile(
    r"(?i)\b(?:decided|agreed|resolved|chose)(?:,? \w+ly,?)? to (?:(?!\bwill\b|\bwould\b)[^.;]){0,250}?"
    r"\b(?:by|in|with|on) (?:an? )?(?:[\w-]+ ){0,3}?(?:votes? of|votes? (?:in|to)|\d+ ?[-–to]+ ?\d+)\b"
)


def refused(match: Match) -> bool:
    """ "Failed to get nine votes": the verb of a count is denied."""
    return status_of(match.trigger)[0] is Polarity.NEGATED


_PUBLIC = frozenset(
    "voter people citizen resident shareholder worker reader viewer fan juror student teacher electorate turnout"
    " referendum".split()
)
"""Those whose votes are no vote of a body on a measure."""
_POLL = re.compile(r"(?i)\b(?:straw|opinion|informal) polls?\b|\bcandidacy\b|\bcandidates?\b|\bencourage\W+votes?\b")
_ABOUT = frozenset("over about nearly almost around some roughly".split())
