"""Paragraphs → turns: who speaks from where to where, and who presides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.entities.member_lists import LABEL
from kg.entities.names import compatible, name_tokens
from kg.records.model import Paragraph, Speaker, Turn
from kg.records.names import HEADING, LANGUAGE, NAME, TITLE, UNTITLED, brackets, cased, country_of

_CHAIR = re.compile(
    r"(?i)^The\s+(?:(?:Acting|Temporary|Interim|Provisional|Vice|Co)[-\s]?)*(?:President|Chair|Presiding)"
)
_TAKES = re.compile(
    rf"(?P<who>(?P<title>{TITLE})(?P<name>{NAME}))(?:\s*\((?P<country>[^()]*(?:\([^()]*\))?[^()]*)\))?"
    r"(?:,\s+(?P<role>[^,.]{4,60}))?,?\s+(?:took|resumed|occupied|was\s+in|in)\s+the\s+Chair"
)
_RETURNS = re.compile(r"^The\s+(?:President|Chair\w*)\s+(?:returned\s+to|resumed|took|was\s+in|in)\s+the\s+Chair")
_CAPACITY = re.compile(
    r"\bin\s+my\s+(?:national\s+)?capacity\s+as\s+(?:the\s+)?(?:permanent\s+)?(?:representative|ambassador|"
    r"Minister[^.]{0,60}?)\s+of\s+(?:the\s+)?(?P<country>[^.,;]{3,60}?)(?=\s+and\b|[.,;]|$)"
)
_OWN_CAPACITY = re.compile(r"\bin\s+my\s+national\s+capacity\b")
_RESUMES = re.compile(r"^I\s+(?:shall\s+)?(?:now\s+)?resume\s+my\s+functions?\s+as\b")
AGENDA = re.compile(r"Agenda items? \d|Items? \d+ of the|Adoption of the agenda$")
"""What heads an item of the agenda."""
CLOSES = re.compile(
    rf"{AGENDA.pattern}|It was so decided|The meeting (?:rose|was (?:suspended|adjourned|called|resumed))|"
    r"The agenda(?:, as \w+,)? was adopted|A (?:recorded |roll-call )?vote (?:was|has been) taken|"
    r"[Tt]he (?:members|representatives|Assembly|Council)\b.{0,60}\bobserved a minute of silence"
)
_SENTENCE = re.compile(r"[.!?:;…][”’\"'»)\]*]*$")
_LONGEST_TITLE = 300


@dataclass(slots=True)
class _Chair:
    """Who presides as the record goes on."""

    presidents: list[Speaker]
    acting: Speaker | None = None
    first: Speaker | None = field(init=False)

    def __post_init__(self) -> None:
        self.first = self.presidents[0] if self.presidents else None

    def hear(self, paragraph: Paragraph) -> None:
        """Note that somebody takes the chair."""
        if _RETURNS.match(paragraph.text):
            self.acting = None
            return
        found = _TAKES.search(paragraph.text)
        if not found or len(paragraph.text) > _LONGEST_TITLE:
            return
        country = country_of(found["country"]) if found["country"] else None
        office = " ".join((found["role"] or "").split())
        span = (paragraph.start + found.start(), paragraph.start + found.end())
        taker = Speaker(cased(found["name"]), found["title"].strip(), country, "", office, span)
        known = next((p for p in self.presidents if same_person(p, taker)), None)
        taker = replace(taker, country=taker.country or (known.country if known else None))
        if re.search(r"(?i)vice|acting|temporary", taker.office):
            self.acting = taker
        else:
            self.first, self.acting = taker, None
        if known is None:
            self.presidents.append(taker)

    def speaking(self, office: str) -> Speaker:
        """Who speaks as "The President" or "The Acting President"."""
        holder = (self.acting or self.first) if re.search(r"(?i)acting|vice", office) else self.first
        return holder or Speaker("")


def same_person(one: Speaker, other: Speaker) -> bool:
    """True if two names can be one person's and their countries do not speak against it."""
    a, b = sorted((name_tokens(one.name), name_tokens(other.name)), key=len, reverse=True)
    apart = one.country and other.country and one.country != other.country
    return bool(b) and not apart and compatible(a, b)


def turns(paragraphs: Sequence[Paragraph], presidents: Sequence[Speaker]) -> tuple[list[Turn], list[Speaker]]:
    """The turns in order, and everyone who presides."""
    chair = _Chair(list(presidents))
    found: list[Turn] = []
    now: list[Paragraph] = []
    turn: Turn | None = None
    for paragraph in paragraphs:
        opened = _opened(paragraph, chair)
        if opened or closes(paragraph, turn):
            found += _closed(turn, now)
            turn, now = opened, []
        if turn is not None:
            now.append(paragraph)
        if not opened:
            chair.hear(paragraph)
    return [*found, *_closed(turn, now)], chair.presidents


def _opened(paragraph: Paragraph, chair: _Chair) -> Turn | None:
    """The turn that a heading opens."""
    text = paragraph.text
    match = HEADING.match(text) or UNTITLED.match(text)
    if not match:
        return None
    groups = match.groupdict()
    told = [*brackets(groups["before"] or ""), *brackets(groups.get("after") or "")]
    language = next((m[1] for words in told if (m := LANGUAGE.search(words))), "")
    others = [words for words in told if not LANGUAGE.search(words) and words.lower() != "continued"]
    country = next((code for words in others if (code := country_of(words))), None)
    if match.re is UNTITLED and not country:
        return None
    heading = (paragraph.start, paragraph.start + match.end())
    office = " ".join((groups.get("office") or "").split())
    if office and _CHAIR.match(office):
        speaker = replace(chair.speaking(office), span=(paragraph.start, paragraph.start + len(groups["office"])))
        return Turn(paragraph.start, paragraph.end, heading, speaker, None, language, presides=True)
    who_end = match.end("before") if groups["before"] else match.end("office" if office else "name")
    affiliation = "" if country or not others else others[0]
    role = " ".join((groups.get("role") or "").strip(" ,").split()) or office.removeprefix("The ")
    speaker = Speaker(
        cased(groups.get("name") or ""), (groups.get("title") or "").strip(), country, affiliation, role,
        (paragraph.start, paragraph.start + who_end),
    )  # fmt: skip
    return Turn(paragraph.start, paragraph.end, heading, speaker, country, language)


def closes(paragraph: Paragraph, turn: Turn | None) -> bool:
    """True for what stands between speeches: a decision, a vote, a new item."""
    if LABEL.match(paragraph.text) or CLOSES.match(paragraph.text):
        return True
    return turn is None or (turn.presides and is_decision(paragraph))


_DECIDED = re.compile(
    r"(?:\(?[a-z]\)\s+)?(?:The\s+)?(?:[A-Z]|amendments?|motion|draft|operative|preambular|paragraph|oral|proposal|first|second|third|"
    r"\w+th)[^.!?“”]{0,250}?(?:[A-Z]\.\d+[^!?“”]{0,200}?)?\b(?:was|were)\s+(?:not\s+)?(?:\w+ly\s+)?"
    r"(?:adopted|rejected|retained|approved|carried|lost|defeated|maintained|deleted|withdrawn|elected)\b"
)


def is_decision(paragraph: Paragraph) -> bool:
    """True for a sentence alone that tells a decision: "Draft resolution A/61/L.67 was adopted by 143 votes to 4 …"."""
    text = paragraph.text
    alone = re.search(r"[.!?]\s+[A-Z“]", text.rstrip()) is None and not text.startswith("The agenda")
    return alone and len(text) < 500 and _DECIDED.match(text) is not None


def _closed(turn: Turn | None, paragraphs: Sequence[Paragraph]) -> Iterator[Turn]:
    """A turn with its end: titles of what comes next are no part of it; the chair's own statement is one of its own."""
    if turn is None:
        return
    kept = list(paragraphs)
    while len(kept) > 1 and not _SENTENCE.search(kept[-1].text) and len(kept[-1].text) < _LONGEST_TITLE:
        kept.pop()
    turn = replace(turn, end=kept[-1].end)
    if not turn.presides:
        yield turn
        return
    yield from _by_capacity(turn, kept)


def _by_capacity(turn: Turn, paragraphs: Sequence[Paragraph]) -> Iterator[Turn]:
    """The chair's turn, parted where he or she speaks for a country and where the chair's functions are resumed."""
    start, first, country = turn.start, 0, turn.country
    for i, paragraph in enumerate(paragraphs):
        found = _CAPACITY.search(paragraph.text) or _OWN_CAPACITY.search(paragraph.text)
        if country is None and found:
            named = country_of(found.groupdict().get("country") or "")
            country_now = named or turn.speaker.country
        elif country is not None and _RESUMES.match(paragraph.text):
            country_now = None
        else:
            continue
        if country_now == country:
            continue
        if i > first:
            yield replace(turn, start=start, end=paragraphs[i - 1].end, country=country)
            start, first = paragraph.start, i
        country = country_now
    yield replace(turn, start=start, country=country)
