"""Meetings and measures as they are named in a block → spans; what each is, is settled by the article's context."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from spacy.tokens import Doc, Token

from kg.entities.spans import Form, Ref
from kg.entities.words import words
from kg.parse import is_verb

SYMBOL = re.compile(
    r"\b(?:S/RES/(?P<sc>\d{1,4})\s?\((?P<scy>\d{4})\)|A/RES/(?P<ga>[\w-]+/\d+)|"
    r"(?P<draft>[ASE]/(?:[\w.-]+/)*(?:\d{4}/\d+|L\.\d+)(?:/(?:Rev|Add|Corr)\.\d+)*)|"
    r"[Rr]esolutions? (?P<n>\d{1,4})\s?\((?P<ny>\d{4})\)|[Rr]esolutions? (?P<es>ES-\d+/\d+|\d{2}/\d{1,3})\b|"
    r"[Rr]esolution (?P<bare>\d{3,4})\b(?! ?[(/]|-\d))"
)
MEETING_HEADS = words("meeting_heads")
_NOT_MEETINGS = words("not_meetings")
MEASURE_HEADS = words("measure_heads")
_ALWAYS_MEASURE = words("always_measure")
_LEFT = frozenset("NOUN PROPN ADJ NUM ADP".split())
_STOP_LEFT = frozenset("the a an this that its his her their following of for at in to by on first-ever".split())


def find_symbols(doc: Doc) -> Iterator[Ref]:
    """Measures cited by symbol or number: ``S/RES/2623(2022)``, "resolution 2623 (2022)"."""
    for match in SYMBOL.finditer(doc.text):
        span = doc.char_span(*match.span(), alignment_mode="expand")
        if span is not None:
            yield Ref(span.start, span.end, "resolution", f"symbol:{symbol_of(match)}")


def symbol_of(match: re.Match[str]) -> str:
    """The official symbol: "resolution 2623 (2022)" → ``S/RES/2623(2022)``."""
    part = match.groupdict()
    if part["sc"] or part["n"]:
        return f"S/RES/{part['sc'] or part['n']}({part['scy'] or part['ny']})"
    if part["ga"] or part["es"]:
        return f"A/RES/{part['ga'] or part['es']}"
    return part["draft"] or (f"resolution {part['bare']}" if part["bare"] else match.group())


def find_measures(doc: Doc, taken: Sequence[Ref]) -> Iterator[Ref]:
    """Measures named by a noun: "the draft resolution" (definite), "a resolution" (new)."""
    used = {i for ref in taken for i in range(ref.start, ref.end)}
    i = 0
    while i < len(doc):
        token = doc[i]
        counted = token.lower_ in _SEVERAL and (_is_counted(doc, i) or _is_put(doc, i, used))
        counted = counted or (token.lower_ in {"drafts", *_MOVES} and _is_put_by(doc, i))
        counted = counted or (token.lower_ == "alternative" and _is_decided(doc, i, used))
        if i in used or token.pos_ not in ("NOUN", "PROPN") or not (counted or token.lower_ in MEASURE_HEADS):
            i += 1
            continue
        end = i + 1
        while end < len(doc) and end not in used and (doc[end].lower_ in MEASURE_HEADS or _is_draft_decision(doc, end)):
            end += 1
        head = "draft" if doc[end - 1].lower_.startswith("decision") else doc[end - 1].lower_
        start, article = _noun_phrase(doc, i, used)
        if (
            counted
            or head in _ALWAYS_MEASURE
            or (head == "proposal" and (_is_decided(doc, i, used) or _is_by(doc, i, used)))
            or article in ("the", "this")
            or (head in _PUT_BY_WHOM and (_is_put_by(doc, end - 1) or _is_tabled(doc[end - 1])))
            or (head in _PUT_BY_WHOM and _is_drafted_or_voted(doc, i, end - 1, used))
            or (head == "text" and (_is_put(doc, end - 1, used) or not _RIVAL.isdisjoint(_lower(doc, start, end))))
            or (head == "text" and start == i and doc[max(i - 1, 0)].lemma_ in _TO_DECIDE)
        ):
            date = _DATED.search(doc[start:end].text)
            fresh = (counted and token.lower_ not in _MOVES) or article in ("a", "an", "another")
            key = f"date:{date.group(1)}" if date else "new" if fresh else "the"
            if key == "new":
                key = f"new:{i}"
            yield Ref(start, end, "resolution", key, Form.NOMINAL)
        i = end


def _is_draft_decision(doc: Doc, i: int) -> bool:
    return doc[i].lower_ in ("decision", "decisions") and doc[i - 1].lower_ == "draft"


_SEVERAL = frozenset({"amendments", "resolutions", "drafts", "motions", "texts"})


def _is_counted(doc: Doc, i: int) -> bool:
    """ "two | amendments", "three draft | resolutions": as many measures as are counted, for one node."""
    return any(t.like_num for t in doc[max(i - 2, 0) : i])


def _is_put(doc: Doc, i: int, used: Container[int]) -> bool:
    """ "A | text | drafted by Chile", "a British | text", "the | amendments | proposed by Chile": one put to a vote."""
    by = [t.lower_ for t in doc[i + 1 : i + 5] if t.tag_ == "VBN"]
    return not _PUT.isdisjoint(by) or (doc[i].lower_ == "text" and i - 1 in used and doc[i - 1].text != "'s")


def _is_put_by(doc: Doc, i: int) -> bool:
    """ "A similar | measure drafted by Chile", "the | move, put forward by Chile": one that somebody put to a vote."""
    if doc[i].lower_ == "statement":
        return i > 0 and doc[i - 1].lower_ == "presidential"
    return _BY.match(doc[i + 1 : i + 2 * _REACH].text) is not None


def _is_tabled(noun: Token) -> bool:
    """ "Circulated a | text", "had co-sponsored a similar | measure"."""
    verbs = _TABLED | ({"introduce", "submit", "draft", "propose"} if noun.lower_ == "text" else set())
    return noun.dep_ == "dobj" and noun.head.lemma_.lower().replace("-", "") in verbs


_TABLED = frozenset({"circulate", "table", "cosponsor", "sponsor"})


def _is_drafted_or_voted(doc: Doc, start: int, i: int, used: Container[int]) -> bool:
    """ "A Brazilian-drafted | text", "Qatar's | text got 10 votes", "its | text was vetoed"."""
    if start > 2 and doc[start - 1].lower_ in _PUT and doc[start - 2].text == "-":
        return start - 3 in used
    owned = start > 0 and (doc[start - 1].text in ("'s", "’s", "'", "’") or doc[start - 1].lower_ in ("its", "their"))
    after = [t.lower_ for t in doc[i + 1 : i + 5]]
    got = bool(after) and after[0] in ("got", "won", "received", "garnered", "fell", "failed", "drew", "secured")
    put = after[:1] in (["was"], ["were"]) and not {"vetoed", "voted", "adopted", "rejected", "defeated"}.isdisjoint(
        after
    )
    return owned and (put or (got and not {"votes", "short"}.isdisjoint(after)))


_MOVES = frozenset({"move", "initiative", "statement", "declaration"})
_PUT_BY_WHOM = frozenset({"measure", "proposal", "text", *_MOVES})
_DRAWN_UP = (
    r"(?:(?:draft|submitt|tabl|circulat|penn|author|sponsor|co ?- ?sponsor|propos|introduc|present|mov)ed|"
    r"drawn up|put (?:together|forward|forth|up)|brought forward|written)"
)
_BY = re.compile(
    r"(?:(?:on|to|for|of|against|about|that would) [^.,;()“”\"]{3,70}?(?=[ ,(]))?(?: ?\([^()]{3,60}\) ?)?"
    r"(?: ?, | )?(?:(?:which|that) (?=was|were|had))?(?:(?:was|were|had been) )?(?:\w+ly )?"
    rf"{_DRAWN_UP} (?:jointly )?by\b"
    rf"|,? ?(?:which|that) (?:the )?[A-Z][^.,;]{{2,50}} (?:had|have|has) (?:jointly )?{_DRAWN_UP}\b"
)


def _is_decided(doc: Doc, i: int, used: Container[int]) -> bool:
    """ "A Cuban | proposal was defeated", "the Council rejected Chile's | proposal": one that a body decided on."""
    between = i > 1 and (doc[i - 1].text in ("'s", "'") or doc[i - 1].pos_ == "ADJ")
    if not (i and (i - 1 in used or (between and i - 2 in used))):
        return False
    sentence = doc[i].sent
    after = [t.lower_ for t in doc[i + 1 : min(i + _REACH, sentence.end)]]
    for be, verb, by in zip(after, after[1:], [*after[2:], ""], strict=False):
        if be in ("was", "were") and verb in _DECIDED:
            return by != "by" or "votes" in after
    before = _lower(doc, max(i - 9, sentence.start), i)
    return not (_DECIDED | {"considered", "debated", "turned", "threw", "down"}).isdisjoint(
        before
    ) and not _DECIDING.isdisjoint(before)


def _is_by(doc: Doc, i: int, used: Container[int]) -> bool:
    """ "A | proposal by the Congo to put off the vote"."""
    of = i + 2 + (doc[i + 2 : i + 3].text == "the")
    return doc[i + 1 : i + 2].text == "by" and of in used


_DATED = re.compile(
    r"\b(\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
)
_TO_DECIDE = frozenset("adopt approve pass reject".split())
"""Verbs after which a headline names a measure by "text" alone: "Fails to Adopt | Text on Haiti"."""
_REACH = 20
_DECIDED = frozenset("adopted approved defeated lost rejected endorsed".split())
_DECIDING = frozenset("council assembly committee parliament senate house congress board mps lawmakers".split())


def _lower(doc: Doc, start: int, end: int) -> set[str]:
    return {token.lower_ for token in doc[start:end]}


_PUT = frozenset("drafted submitted tabled circulated penned authored sponsored proposed introduced presented".split())
_RIVAL = frozenset("draft rival competing compromise alternative".split())


def find_meetings(doc: Doc, taken: Sequence[Ref]) -> Iterator[Ref]:
    """Meetings named by a noun: "a Sunday Security Council meeting", "the AU summit", "emergency special session"."""
    used = {
        i for ref in taken if ref.kind != "institution" and ref.kind != "country" for i in range(ref.start, ref.end)
    }
    inside = {i for ref in taken if ref.kind in ("institution", "country") for i in range(ref.start, ref.end)}
    for i, token in enumerate(doc):
        headed = token.lower_ in MEETING_HEADS or (i > 0 and token.text == "Dialogue" and doc[i - 1].pos_ == "PROPN")
        if not headed or i in used or i in inside or token.pos_ not in ("NOUN", "PROPN"):
            continue
        start = i
        while start > 0 and start - 1 not in used and _left_of_meeting(doc, start - 1, inside):
            start -= 1
        if any(t.lower_ in _NOT_MEETINGS for t in doc[start:i]):
            continue
        end = i + 1
        if end + 1 < len(doc) and doc[end].lower_ == "of":
            end = _of_whom(doc, end, taken)
        elif token.is_title and not doc[start].is_sent_start:
            end = _named_for(doc, end, used | inside)
        article = doc[start - 1].lower_ if start else ""
        yield Ref(start, end, "meeting", "new" if article in ("a", "an") else "the", Form.NOMINAL)


def _named_for(doc: Doc, end: int, used: Container[int]) -> int:
    """Where "Rally | for the Republic", "Summit | for Democracy", "Forum | on Trade" ends: a name with its cause."""
    i = end
    if doc[i : i + 1].text not in ("for", "on"):
        return end
    i += 1 + (doc[i + 1 : i + 2].text == "the")
    first = i
    while i < len(doc) and doc[i].is_title and doc[i].pos_ in ("PROPN", "NOUN", "ADJ") and i not in used:
        i += 1
    return i if i > first and doc[i - 1].ent_type_ not in ("DATE", "TIME") else end


def _of_whom(doc: Doc, of: int, taken: Sequence[Ref]) -> int:
    """Where "of the Security Council", "of Arab foreign ministers", "of the Assembly of … of the League" ends."""
    first = of + 1 + (doc[of + 1].lower_ == "the")
    body = next((r for r in taken if r.kind == "institution" and r.start == first), None)
    if body:
        return _ministers_of(doc, body.end)
    names = {r.start: r.end for r in taken if r.kind in ("institution", "country")}
    i = end = of + 1
    while i < min(len(doc), of + 16):
        if i in names:
            i = end = names[i]
            continue
        token = doc[i]
        if token.pos_ in ("NOUN", "PROPN"):
            end = i + 1
        elif token.lower_ not in ("of", "the", "and") and token.pos_ != "ADJ":
            break
        i += 1
    several = {t.lower_ for t in doc[of:end]} & _ATTENDERS
    return end if several else of


def _ministers_of(doc: Doc, end: int) -> int:
    """Where "of the G20| foreign ministers" ends: a body's ministers, not the body."""
    i = end
    while i < min(len(doc), end + 3) and doc[i].pos_ in ("ADJ", "NOUN"):
        i += 1
    return i if doc[i - 1].lower_ in _ATTENDERS - {"foreign", "parties"} and i > end else end


_ATTENDERS = frozenset("ministers leaders heads foreign assembly members parties ambassadors envoys presidents".split())


def _left_of_meeting(doc: Doc, i: int, inside: set[int]) -> bool:
    token = doc[i]
    if i in inside or token.text == "-":
        return True
    return (
        token.pos_ in _LEFT
        and token.lower_ not in _STOP_LEFT
        and not token.text.startswith("'")
        and token.pos_ != "ADP"
    )


_DONE_TO_MEASURES = frozenset(
    "introduce present table submit propose circulate adopt reject veto amend support oppose".split()
)


def _noun_phrase(doc: Doc, i: int, used: set[int]) -> tuple[int, str]:
    """Where the noun phrase of token i begins (without its article), and the article: "a General Assembly | text"."""
    start = i
    name = i
    while name > 0 and name - 1 in used and i - name < 5:
        name -= 1
    if 0 < name < i and doc[name - 1].lower_ in ("a", "an", "another"):
        return start, doc[name - 1].lower_
    while start > 0 and i - start < 5:
        token = doc[start - 1]
        if token.lower_ in ("the", "a", "an", "this", "that", "another", "any", "no", "its", "their", "his", "her"):
            return start, token.lower_
        if (
            start - 1 in used
            or token.pos_ not in ("ADJ", "NOUN", "PROPN", "NUM", "PART", "VERB")
            or (is_verb(token) and token.tag_ not in ("VBN", "VBG"))
            or (token.tag_ == "VBG" and token.lemma_ in _DONE_TO_MEASURES)  # "introducing | draft resolution L.18"
            or (token.tag_ == "VBN" and start > 1 and doc[start - 2].text == "-")  # "a British-|drafted resolution"
            or (token.tag_ == "VBN" and start > 1 and doc[start - 2].lemma_ == "have")  # "has proposed | legislation"
        ):
            if token.lower_ in ("'s", "'"):
                return start, "the"
            break
        start -= 1
    return start, ""
