"""What came of a vote, and which of its two numbers is for, where only the verb tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc

from kg.context import Context, Sentence
from kg.rules.match import Match
from kg.rules.subjects import subjects
from kg.types import COUNTS
from kg.votes.vote_doubts import OF_NUMBERS

_REJECTED = re.compile(
    r"(?i)\b(reject(?:ed|s)|(?<=voted to )reject|"
    r"(?<!resolution )(?<!motion )(?<!text )(?<!draft )(?<!\d )(?<!after )(?<!before )"
    r"(?<!while )(?<!having )rejecting|defeated|"
    r"fail(?:ed|s)(?: (?:on )?\w+day)?(?: (?:once )?again)? to (?:be )?"
    r"(?:adopt(?:ed)?|pass(?:ed)?|approved?|obtain|win|secure|get|muster|garner|gain|receive|reach)|failing to adopt|"
    r"(?:motion|draft|text|resolution|amendment|bill|measure|bid|proposal|it) (?:\w+ )?failed(?! to\b)|"
    r"failed,? (?=(?:getting|receiving|winning|garnering|with (?:only )?[\w-]+ (?:votes|members|lawmakers|MPs))\b)|"
    r"failed by (?:a vote of )?\w+ (?:votes )?to|"
    r"not adopted|(?:was|were) not (?:accepted|approved|passed|carried|agreed)|voted down|was lost|"
    r"thr(?:ew|own) (?:it |them )?out|"
    r"turned down|(?:refused|failed)(?=,? by (?:a vote of )?\w+ votes|,? by \d)|"
    r"fell (?:by|(?:\w+ votes? )?(?:short|shy))|short of the|votes? (?:short|shy))\b"
)
_ADOPTED = re.compile(
    r"(?i)\b((?<!for the )(?<!against the )(?<!for )adopt(?:ed|s|ing|ion)?|approv(?:ed|es|ing)|"
    r"(?<=went on to )(?:approve|pass)|pass(?:ed|es|ing)|carried|"
    r"endors(?:ed|es)|ratif(?:y|ied|ies)|vot(?:ed|es|ing)\b(?! in opposition).{0,30}\bto)\b"
)
_VETOED = re.compile(
    r"(?i)(?<!\bno )\bveto(?:ed|es|ing)\b|\b(?:fell to|blocked by|killed by) (?:a|an|the) [\w.-]+ veto\b|"
    r"\bnegative vote (?:of|by) a permanent member\b"
)
_SURVIVED = re.compile(
    r"(?i)\b(?:surviv(?:ed|es|ing)|saw off|defeated|overcame)\b[^.;]{0,60}?\b(?:no[- ]confidence|non-confidence|"
    r"censure|impeach\w*|to (?:oust|topple|remove|unseat|dismiss|bring down))\b"
)
"""Words of a motion against the one who is told of: he stays, so it was rejected."""


def tells_outcome(text: str) -> bool:
    """True for words that say what was decided."""
    return bool(
        _ADOPTED.search(text) or _REJECTED.search(text) or re.search(r"\b(?:voted|votes (?:for|against))\b", text)
    )


def outcome_of(sentence: Sentence, context: Context, match: Match) -> str | None:
    """Adopted, Rejected or Vetoed, by the verbs of the sentence, else of the one before."""
    before = context.sentences[max(sentence.index - 1, 0) : sentence.index]
    for candidate in (sentence, *before):
        text = candidate.span.text
        if _VETOED.search(text) and not _by_a_head_of_state(candidate):
            return "Vetoed"
        if _SURVIVED.search(text):
            return "Rejected"
        told = _by_its_verb(sentence, match) if candidate is sentence else None
        if told:
            return told
        if _REJECTED.search(text) and not _rejected_by_one(candidate):
            return "Rejected"
        if _ADOPTED.search(_COUNTED.sub("", text)):
            return "Adopted"
    return "Adopted" if _COUNTED.search(sentence.span.text) else None


_COUNTED = re.compile(
    r"(?i)\b(?:\d[\d,]*|[\w-]*(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|teen|ty|hundred))"
    r" votes to\b"
)
"""Numbers, which tell what came of it only where no verb does: "The motion was not accepted. It was | 85 votes to"."""


def _by_its_verb(sentence: Sentence, match: Match) -> str | None:
    """ "Approved it by 79 votes to 28, after a motion | was defeated by 84 to 58": the verb on which a number hangs."""
    text, doc, begin = sentence.span.text, sentence.span.doc, sentence.span.start_char
    if _TOO_FEW.search(text) and not re.search(r"(?i)\b(?:adopted|approved|passed|carried)\b", text):
        return "Rejected"
    lost = [m.span() for m in _REJECTED.finditer(text)]
    won = [m.start() for m in _ADOPTED.finditer(text) if not any(a <= m.start() < b for a, b in lost)]
    if not lost or not won:
        return None
    counts = [unit for name in COUNTS for unit in match.roles.get(name, ())]
    count = doc[counts[0].start] if counts else match.trigger
    for token in (count, *count.ancestors):
        at = token.idx - begin
        if any(a <= at < b for a, b in lost):
            return "Rejected"
        if at in won and token.pos_ != "NOUN":  # not "by 84 | votes to 58"
            return "Adopted"
    return None


_TOO_FEW = re.compile(r"(?i)\bvotes? (?:short|shy)\b")
"""Words of a vote that is lost whatever its verb: "voted 57-43 to convict, ten | votes short"."""


def _rejected_by_one(sentence: Sentence) -> bool:
    """ "Iran's delegate rejected it as a letter", "while | 55 rejected it": nobody voted it down."""
    verbs = [t for t in sentence.span if t.lemma_ == "reject" and t.pos_ == "VERB"]
    return bool(verbs) and all(
        kind in ("country", "person", "number") for kind in _kinds_of_subjects(sentence, "reject")
    )


def _by_a_head_of_state(sentence: Sentence) -> bool:
    """ "President Ana Ruiz vetoed the bill": it had been passed."""
    return "person" in _kinds_of_subjects(sentence, "veto")


def _kinds_of_subjects(sentence: Sentence, verb: str) -> Iterator[str]:
    for token in sentence.span:
        if token.lemma_ == verb and token.pos_ == "VERB":
            units = [sentence.line.unit_at(t.i) for t in subjects(token)]
            yield from [unit.kind if unit is not None else "" for unit in units] or [""]


_BARE: Final = OF_NUMBERS | {"voteTally/votes_to", "voteTally/score", "voteTally/survived"}
"""Rules that read two numbers, the first of which may be of either side."""


def turned(numbers: dict[str, str], match: Match, sentence: Sentence, context: Context) -> dict[str, str]:
    """ "was defeated by 25 votes to nine": the larger number is against, where the words do not say which is which."""
    if not {"for", "against"} <= numbers.keys():
        return numbers
    swapped = numbers | {"for": numbers["against"], "against": numbers["for"]}
    if voted_against(match):
        return swapped
    if match.rule.id not in _BARE or int(numbers["for"]) <= int(numbers["against"]):
        return numbers
    first, doc = match.line.units[match.first].start, sentence.span.doc
    if _SHORT.search(sentence.span.text) or _may_be_vetoed(sentence, context):
        return numbers
    before = doc[sentence.span.start : first].text
    last = match.line.units[match.last - 1].end
    near = doc[max(first - 8, sentence.span.start) : last].text
    decided = [m.group().lower() for m in _DECIDED.finditer(before)]
    lost = (
        _LOST_BY.search(near)
        or (decided and _LOST_BY.search(decided[-1]))
        or _SURVIVED.search(doc[sentence.span.start : last].text)
        or (match.rule.id == "voteTally/votes_to" and _FAILED_BY.search(near))
        or (match.rule.id in OF_NUMBERS and not decided and _was_lost_before(sentence, context))
    )
    return swapped if lost else numbers


_SHORT = re.compile(r"(?i)\b(?:two[- ]thirds|three[- ]fifths|short of|shy of|supermajority)\b")
"""Words of a vote that is lost though more were for it."""


def _may_be_vetoed(sentence: Sentence, context: Context) -> bool:
    """True in the Security Council where the article tells of a veto: what is "defeated 11-1" there had eleven."""
    before = context.before_in_paragraph(sentence)
    near = " ".join(s.span.text for s in (before, sentence) if s is not None)
    return "Security Council" in near and _VETOED.search(context.parsed.article.text) is not None


_LOST_BY = re.compile(r"(?i)\b(?:defeated|lost|voted down|rejected|threw out|thrown out|fell|turned down)\b")
_DECIDED = re.compile(
    rf"{_LOST_BY.pattern}|\b(?:adopted|approved|passed|carried|backed|endorsed|voted|(?<!the )vote)\b"
)
_FAILED_BY = re.compile(r"(?i)\b(?:failed|refused),? by\b")
"""In whole words ("by 37 votes to 33"); "failed 52-48" may have fallen short of three fifths."""
_VOTED_DOWN = re.compile(r"(?i)\b(?:defeated|voted down|rejected|threw out|thrown out|turned down)\b")
_OTHERWISE = re.compile(
    r"(?i)\b(?:veto\w*|security council|two[- ]thirds|three[- ]fifths|short|shy|needed|required|threshold|"
    r"(?:super|absolute |qualified )majority|procedural|not rejected)\b"
)
"""Words of a vote that is lost though more were for it, or that was not lost at all."""


def _was_lost_before(sentence: Sentence, context: Context) -> bool:
    """ "Members of parliament rejected the deal. | The vote was 139 to 128"."""
    before = context.before_in_paragraph(sentence)
    if before is None or not _VOTED_DOWN.search(before.span.text) or _rejected_by_one(before):
        return False
    after = context.next_in_paragraph(sentence)
    texts = [s.span.text for s in (before, sentence, after) if s is not None]
    return not _ADOPTED.search(texts[0]) and not any(map(_OTHERWISE.search, texts))


def voted_against(match: Match) -> bool:
    """ "Voted 19 to 17 against holding a debate": the larger number is against."""
    doc = match.line.doc
    if not {"for", "against"} <= match.roles.keys():
        return False
    first, last = match.roles["for"][0], match.roles["against"][0]
    words = [t.lower_ for t in doc[first.end : last.start]]
    told = _verb_before(doc, first.start) == "vote" and words in (["to"], ["-"], ["–"])
    after = doc[last.end : last.end + 2]
    return told and len(after) == 2 and after[0].lower_ == "against" and after[1].tag_ in ("VBG", "DT", "JJ", "NN")


def _verb_before(doc: Doc, start: int) -> str:
    before = [t.lemma_ for t in doc[max(start - 2, 0) : start] if t.lower_ not in ("by", ",")]
    return before[-1] if before else ""
