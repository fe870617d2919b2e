"""Which measure, meeting and body a sentence speaks of, when it does not name them in full."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date

from kg.context import Sentence
from kg.days import resolve_day
from kg.entities.spans import Ref
from kg.entities.symbols import body_of_symbol
from kg.rules.match import Match
from kg.votes.agenda import COUNTED, MOTION, OF_BODY, YEARS, Agenda, Measure
from kg.votes.openings import DATED, OTHER, continued, of_time, opened, time_told
from kg.votes.voting_bodies import body_of, its_own_matter, measures_in, named_with_it, votes, voting_subject

_TITLED = re.compile(r"\b(?:titled|entitled|named|called)\s+[“\"]([^”\"]{8,200})[”\"]")
_YEAR = re.compile(r"(?<![\w/(])(?:19|20)\d\d(?![\w/)])")
_WHAT = re.compile(
    r"(?i)\b(?:vot(?:ed|es|ing)(?: \w+ly)?(?: \w+day)? to|approv(?:ed|es|ing)|adopt(?:ed|s|ing)|"
    r"pass(?:ed|es|ing)|reject(?:ed|s|ing))(?:, by an? [^;\n]{5,300}?,(?= (?:an?|the) (?:draft|resolution|text) ))? "
    r"((?!today|this morning|this afternoon|by |with |without |unanimously|primarily |mostly |largely |along |"
    r"on \w+day|\d|(?:none|nil|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)"
    r"(?:(?! with | by |, | on \w+day| in a vote)[^.;\n]){8,110})"
)


def measure_of(
    agenda: Agenda, sentence: Sentence, numbers: Sequence[str | None] = (), *, body: str | None = None
) -> Measure:
    """The measure a vote in a sentence is about.

    A motion, or what another body voted on, is a measure of its own. Else it is told by symbol; by a date that is not
    the article's; by numbers that differ from those of the main measure; else it is the article's main measure.
    """
    found = agenda.spoken[sentence.index] = _measure_of(agenda, sentence, numbers, body)
    return found


def _measure_of(agenda: Agenda, sentence: Sentence, numbers: Sequence[str | None], body: str | None) -> Measure:
    told = agenda.told.get(sentence.index)
    if told and body in (None, told.body) and not _conflict(told.numbers, numbers):
        return _learn(agenda, told, sentence, numbers, body)
    found = (
        _of_another_year(agenda, sentence)
        or _of_its_own(agenda, sentence, numbers, body)
        or _dated(agenda, sentence)
        or _cited(agenda, sentence)
        or opened(agenda, sentence)
        or _that_one(agenda, sentence, numbers)
        or continued(agenda, sentence, numbers)
    )
    if found is None and agenda.main is None:
        agenda.main = found = agenda.measure("main")
    elif found is None and agenda.main is not None and _conflict(agenda.main.numbers, numbers):
        alike = [m for m in agenda.measures.values() if m.numbers and not _conflict(m.numbers, numbers)]
        found = alike[-1] if alike else _numbered(agenda, numbers)
    found = found or agenda.main or agenda.measure("main")
    if found.symbol and not found.numbers and numbers and all(numbers):
        _join_same_vote(agenda, found, numbers)
    if any(numbers):
        agenda.told[sentence.index] = found
    return _learn(agenda, found, sentence, numbers, body)


_THAT_ONE = re.compile(r"(?i)\bthat (?:text|draft|resolution|measure|motion|vote|occasion)\b")


def _that_one(agenda: Agenda, sentence: Sentence, numbers: Sequence[str | None]) -> Measure | None:
    """ "A similar draft was vetoed. Ten members backed | that text": the one of the sentence before."""
    before = agenda.spoken.get(sentence.index - 1)
    fits = before is not None and not _conflict(before.numbers, numbers) and not before.key.startswith(YEARS)
    return before if fits and _THAT_ONE.search(sentence.span.text) else None


def _numbered(agenda: Agenda, numbers: Sequence[str | None]) -> Measure:
    return agenda.measure(COUNTED + "-".join(n or "?" for n in numbers))


def _of_another_year(agenda: Agenda, sentence: Sentence) -> Measure | None:
    """The measure of "in 1980, when the Soviet Union vetoed a draft": of a year before, and of no other."""
    own = agenda.context.parsed.article.date
    if own is None or _symbols(agenda, sentence):
        return None
    years = {int(year) for year in _YEAR.findall(sentence.span.text)}
    if not years or max(years) >= own.year - 1:  # a year ago may be a session's or a deadline's
        return None
    return agenda.measure(f"{YEARS}{'-'.join(str(year) for year in sorted(years))}")


def _of_its_own(agenda: Agenda, sentence: Sentence, numbers: Sequence[str | None], body: str | None) -> Measure | None:
    """A motion or amendment put to the vote; or the measure of a body that is not the one in session.

    ``body`` is the one whose vote it must be: only the Security Council knows the veto.
    """
    named = body or named_with_it(agenda.context, sentence)
    own = agenda.session_body or (agenda.main.body if named and agenda.main else None)
    subject = named or voting_subject(agenda.context, sentence, voting=True)
    if own and subject and subject != own and votes(agenda.context, subject):
        near = agenda.context.before_in_paragraph(sentence)
        before = agenda.spoken.get(near.index) if near else None
        if before and before.body == subject and not _conflict(before.numbers, numbers):
            return before  # "vetoed a text in the Security Council. Thirteen | council members supported it"
        when = time_told(agenda, sentence)
        if when and (earlier := of_time(agenda, sentence, when)):
            return earlier
        found = agenda.measure(f"{OF_BODY}{subject}")
        found.body = subject
        return found
    if _PROCEDURE.search(sentence.span.text):
        return _numbered(agenda, numbers) if any(numbers) else agenda.measure(f"{MOTION}{sentence.index}")
    words = {sentence.span.doc[r.end - 1].lower_ for r in measures_in(agenda.context, sentence)}
    if words & {"motion", "amendment"} and agenda.session_body:
        return _numbered(agenda, numbers) if any(numbers) else agenda.measure(f"{MOTION}{sentence.index}")
    return None


_PROCEDURE = re.compile(
    r"(?i)\b(?:demand|request|bid|call|proposal|motion|move) (?:for|to (?:hold|vote by)) (?:an? )?"
    r"(?:secret (?:ballot|vote)|roll[- ]call|postponement|adjournment|delay)\b"
)
"""What is put to the vote beside the text: "voted against Russia's demand for a secret ballot"."""


def _dated(agenda: Agenda, sentence: Sentence) -> Measure | None:
    """ "The 25 February draft resolution", "Friday's resolution": of another day than the article's."""
    dated = [r for r in measures_in(agenda.context, sentence) if r.entity.startswith("date:")]
    own = agenda.context.parsed.article.date
    if not dated or _symbols(agenda, sentence):
        return None
    name = dated[0].entity.removeprefix("date:")
    day = resolve_day(name, own)
    if day == own and own is not None:
        return None
    found = agenda.measure(dated[0].entity)
    found.date = day
    found.names.add(f"{name} draft resolution")
    found.what = found.what or f"draft resolution of {name}"
    return found


def another_month(match: Match, own: date) -> str | None:
    """ "Chile, which voted against in March, abstained": on another text than the one the article tells of."""
    preps = [c for c in match.trigger.children if c.lower_ == "in"]
    preps += [c for p in preps for noun in p.children for c in noun.children if c.lower_ == "in"]
    months = {t.text for prep in preps for t in prep.children} & set(calendar.month_name[1:])
    return min(months, default=None) if calendar.month_name[own.month] not in months else None


def _cited(agenda: Agenda, sentence: Sentence) -> Measure | None:
    """The measure whose symbol the sentence gives; the first one so voted on is the article's main measure."""
    symbols = _symbols(agenda, sentence)
    if not symbols:
        return None
    found = agenda.measure(f"symbol:{symbols[0]}")
    found.symbol = symbols[0]
    elsewhere = agenda.session_body not in (None, body_of_symbol(symbols[0]))  # recalled by a speaker
    if not elsewhere and (agenda.main is None or (agenda.main.symbol == "" and not agenda.main.numbers)):
        agenda.main = _merge(agenda, agenda.main, found)
    return found


def _symbols(agenda: Agenda, sentence: Sentence) -> list[str]:
    cited = (r for r in measures_in(agenda.context, sentence) if r.entity.startswith("symbol:"))
    return [r.entity.removeprefix("symbol:") for r in cited if _is_current(sentence, r)]


def _merge(agenda: Agenda, old: Measure | None, new: Measure) -> Measure:
    """The main measure turns out to have a symbol: what was known of it moves there."""
    if old is not None:
        new.title, new.what, new.body = new.title or old.title, new.what or old.what, new.body or old.body
        new.names |= old.names
        for key, value in list(agenda.measures.items()):
            if value is old:
                agenda.measures[key] = new
    return new


def _join_same_vote(agenda: Agenda, found: Measure, numbers: Sequence[str | None]) -> None:
    """A vote told before without its symbol, with the same numbers for, against and abstained, is the same vote."""
    alike = [m for m in agenda.measures.values() if not m.symbol and m.numbers == tuple(numbers)]
    if not alike:
        return
    old = alike[0]
    _merge(agenda, old, found)
    agenda.main = found if agenda.main is old else agenda.main
    agenda.told.update({index: found for index, measure in agenda.told.items() if measure is old})


def _learn(
    agenda: Agenda, found: Measure, sentence: Sentence, numbers: Sequence[str | None], body: str | None
) -> Measure:
    if any(numbers):
        merged = tuple(n or (found.numbers[i] if found.numbers else None) for i, n in enumerate(numbers))
        found.numbers = merged
    titled = _TITLED.search(_original(agenda, sentence))
    if titled and not found.title:
        found.title = titled.group(1).strip(" ,")
    found.body = found.body or body_of_symbol(found.symbol) or body or body_of(agenda, sentence)
    if (not found.symbol or found is agenda.main) and not found.key.startswith((YEARS, DATED)):
        found.date = found.date or vote_day(agenda, sentence, found.body)
    if not found.what:
        own = found.body in (None, agenda.session_body) or not agenda.session_body
        beside = found.key.startswith((COUNTED, MOTION, OF_BODY, OTHER)) and found is not agenda.main
        found.what = _what(agenda, sentence, own=own and not beside)
        if not found.what and found.key.startswith((COUNTED, MOTION)):
            found.what = "motion" if found.key.startswith(MOTION) else f"vote of {found.key.removeprefix(COUNTED)}"
    return found


def _original(agenda: Agenda, sentence: Sentence) -> str:
    text = agenda.context.parsed.article.text
    start = sentence.block.offset + sentence.span.start_char
    return text[start : sentence.block.offset + sentence.span.end_char]


def _what(agenda: Agenda, sentence: Sentence, *, own: bool) -> str:
    """What a measure does, in the text's words: from the vote's sentence, the one before it, or the title.

    The title only for the article's ``own``: a record is not about another body's measure that it recalls.
    """
    before = agenda.context.sentences[max(sentence.index - 1, 0) : sentence.index]
    for candidate in (sentence, *before):
        if candidate.floor is not None and not voting_subject(agenda.context, candidate, voting=True):
            continue  # "supporting it means voting to save lives", a speaker said
        match = _WHAT.search(_original(agenda, candidate))
        if match and not re.match(
            r"(?i)(?:it|the (?:resolution|text|measure|draft)|a resolution)$", match.group(1).strip()
        ):
            return match.group(1).strip().rstrip(",")
    return agenda.context.parsed.article.title if own and its_own_matter(agenda, sentence) else ""


def _conflict(known_numbers: Sequence[str | None], numbers: Sequence[str | None]) -> bool:
    return any(a and b and a != b for a, b in zip(known_numbers, numbers, strict=False))


def _is_current(sentence: Sentence, ref: Ref) -> bool:
    """A symbol that is cited as something earlier ("under resolution …", "recalling …") is not what is voted on."""
    before = sentence.span.doc[max(ref.start - 4, sentence.span.start) : ref.start].text.lower()
    return not re.search(r"\b(under|invoke|recall\w*|pursuant to|reaffirm\w*|implement\w*|with|see)\b", before)


_DAY = (
    r"(?<!until )(?<!till )(?<!since )(?<!from )\b"
    r"(\w+day|\d{1,2} [A-Z][a-z]+(?: \d{4})?|[A-Z][a-z]+\.? \d{1,2}(?:,? \d{4})?)\b"
)


def vote_day(agenda: Agenda, sentence: Sentence, body: str | None = None) -> date | None:
    """The day of a vote of a body: a weekday or date in its sentence or the one before, else the record's own date."""
    own = agenda.context.parsed.article.date
    elsewhere = {body, voting_subject(agenda.context, sentence)} - {None, agenda.session_body}
    if own is None or (agenda.session and not elsewhere):
        return own
    for candidate in reversed(agenda.context.sentences[max(0, sentence.index - 1) : sentence.index + 1]):
        for word in re.findall(_DAY, candidate.span.text):
            found = resolve_day(word, own)
            if found and found <= own:
                return found
    return None


def key_of(agenda: Agenda, measure: Measure) -> str:
    """The key under which the agenda holds a measure."""
    return next(key for key, value in agenda.measures.items() if value is measure)


def on_a_country(match: Match) -> bool:
    """ "voted against | Chile's invasion": it does not say how they voted on the text that condemns it."""
    if not match.rule.id.removeprefix("votedOn/").startswith(("voted_against", "voted_for")):
        return False
    rest = [u for u in match.line.units[match.last : match.last + 7] if u.code != "the~the~DET"]
    return (
        bool(rest)
        and rest[0].kind == "country"
        and not any(u.kind in ("resolution", "meeting") or match.line.doc[u.start].lower_ in _TEXTS for u in rest)
    )


_TEXTS = frozenset(
    "bid call demand plan request resolution motion text draft measure proposal amendment statute".split()
)
