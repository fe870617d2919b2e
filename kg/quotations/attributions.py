"""The verbs of saying of a sentence with their speakers: "Ruiz said", "said Ruiz", "according to Ruiz"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from kg.quotations.no_saying import (
    CUES,
    TO_SOMEBODY,
    is_in_relative_clause,
    is_no_saying,
    is_no_speaker,
    is_subjunctive,
    is_told_of,
    makes_clear,
)
from kg.quotations.sources import inverted, nominal, titled
from kg.quotations.written import SPEAKERS, WRITTEN, author, first_speaker, issuer, of_what_was_written, state
from kg.rules.subjects import subjects
from kg.rules.units import Line, Unit


def attributions(line: Line, doc: Doc) -> Iterator[tuple[Token, Unit, str]]:
    """(verb, speaker's unit, cue) for every verb of saying with a named subject, left to right."""
    units = line.units
    finite: Unit | None = None
    for n, unit in enumerate(units):
        token = doc[unit.start]
        clear = makes_clear(token)
        if unit.kind != "word" or not (clear or token.lemma_.lower() in CUES) or token.pos_ not in ("VERB", "AUX"):
            continue
        unnamed = (
            _is_quoted_as(token) is not None and _quoted_as(line, token) is None
        )  # "Sand quoted a man as | saying"
        if unnamed or any(c.dep_ == "neg" for c in token.children) or is_no_saying(doc, token) or is_told_of(token):
            continue
        infinitive = token.i > 0 and token.nbor(-1).lower_ == "to"  # "Ruiz addressed Sand to say": Ruiz says
        speaker = (
            _quoted(units, n, token)
            or _quoted_as(line, token)
            or _with(units, n, token)
            or issuer(line, token)
            or _in_clause(line, token)
            or _agent(line, token)
            or _agent_after(line, token)
        )
        speaker = speaker or (None if infinitive else _left_subject(units, n, doc))
        if speaker is None and token.tag_ == "VBG":
            speaker = finite  # "…, he recalled, describing it as": he describes
        speaker = speaker or _nearer(units, n, _by_parse(line, token), doc) or _right_subject(line, n, token)
        if speaker is None and token.tag_ == "VBG":
            speaker = _main_subject(line, token)
        quotes = any(t.text == '"' for t in doc[token.i + 1 : token.i + 4])  # "which the BBC describes as "…""
        said_of = speaker is not None and is_in_relative_clause(doc, speaker) and not quotes
        if speaker and not said_of and not is_subjunctive(speaker, token) and not is_no_speaker(speaker, token):
            finite = speaker if token.tag_ in ("VBD", "VBZ", "VBP") else finite
            yield token, speaker, "make clear" if clear else token.lemma_.lower()
    yield from nominal(line, doc)


def _nearer(units: Sequence[Unit], n: int, found: Unit | None, doc: Doc) -> Unit | None:
    """ "Ruiz claimed this, while | Sand called for talks and said": the parse may go on with Ruiz."""
    if found is None:
        return None
    between = [u for u in units[:n] if u.start >= found.end]
    turn = next((k for k, u in enumerate(between) if doc[u.start].lower_ in ("while", "whereas")), None)
    if turn is None:
        return found
    return next((u for u in between[turn:] if u.kind == "person"), None)


def _quoted(units: Sequence[Unit], n: int, verb: Token) -> Unit | None:
    """ "quoting Ana Ruiz", "To quote Ana Ruiz, …": the words are hers."""
    quoting = verb.tag_ == "VBG" or (verb.tag_ == "VB" and verb.i and verb.nbor(-1).lower_ == "to" and n == 1)
    following = units[n + 1] if verb.lemma_ == "quote" and quoting and n + 1 < len(units) else None
    return following if following and following.kind == "person" else None


def _quoted_as(line: Line, verb: Token) -> Unit | None:
    """ "Ruiz was quoted by the agency as | saying", "the agency quoted Ruiz as | saying": the words are hers."""
    quoting = _is_quoted_as(verb)
    if quoting is None:
        return None
    found = first_speaker(line, (c for c in quoting.children if c.dep_ in ("nsubjpass", "dobj")))
    beside = line.unit_at(verb.i - 2 - (verb.tag_ == "VBN"))
    return found or (beside if beside and beside.kind == "person" and beside.start > quoting.i else None)


def _is_quoted_as(verb: Token) -> Token | None:
    """ "The agency | quoted | Ruiz as saying": the verb of quoting that a verb of saying belongs to."""
    having = verb.tag_ == "VBN" and verb.i > 2 and verb.nbor(-1).lower_ == "having"  # "as having said"
    first = verb.i - having
    if not (having or verb.tag_ == "VBG") or first < 2 or verb.doc[first - 1].lower_ != "as":
        return None
    before = verb.doc[max(first - _QUOTED, verb.sent.start) : first - 1]
    near = next((t for t in reversed(before) if t.lemma_ in ("quote", "cite") and t.pos_ == "VERB"), None)
    return verb.head.head if verb.head.head.lemma_ in ("quote", "cite") else near


_QUOTED = 14


def _with(units: Sequence[Unit], n: int, verb: Token) -> Unit | None:
    """ "The EU agreed, with President Ruiz saying": she says it."""
    if verb.tag_ != "VBG" or n < 2 or units[n - 1].kind != "person":
        return None
    before = verb.doc[units[n - 2].start].lower_
    return units[n - 1] if before == "with" else None


def _in_clause(line: Line, verb: Token) -> Unit | None:
    """ "Ruiz asked for calm, but | Sand backed him, saying": who acts in the clause that the verb belongs to."""
    clause = verb.head
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or clause.dep_ != "conj":
        return None
    own = next((c for c in clause.children if c.dep_ == "nsubj"), None)
    unit = line.unit_at(own.i) if own is not None else None
    return unit if unit and unit.kind in SPEAKERS else None


def _agent(line: Line, verb: Token) -> Unit | None:
    """ "The talks, | described | by Ana Ruiz as "…""; not "as reported by"; nor "cited by the BBC"."""
    attached = verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl")
    if not attached or verb.lemma_ in ("cite", "quote", "report") or (verb.i and verb.nbor(-1).lower_ == "as"):
        return None
    return first_speaker(
        line, (c for by in verb.children if by.lower_ == "by" for c in by.children if c.dep_ == "pobj")
    )


def _agent_after(line: Line, verb: Token) -> Unit | None:
    """ "She was | called | "a danger" by Ana Ruiz": the words stand between."""
    doc = line.doc
    marks = [t.i for t in doc[verb.i + 1 : line.units[-1].end] if t.text == '"'][:2]
    passive = verb.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in verb.children)
    if not passive or len(marks) < 2 or marks[0] - verb.i > 3 or doc[marks[1] + 1 : marks[1] + 2].text != "by":
        return None
    unit = line.unit_at(marks[1] + 2)
    return unit if unit and unit.kind in SPEAKERS else None


def _main_subject(line: Line, verb: Token) -> Unit | None:
    """ "Calling it "…", | Ruiz left", "Ruiz told all of them to leave, saying": who acts in the main clause."""
    while verb.dep_ in ("advcl", "csubj", "xcomp", "pcomp", "conj") and verb.head.i != verb.i:
        verb = verb.head
        if verb.tag_ in ("VBD", "VBZ", "VBP") and (own := [c for c in verb.children if c.dep_ == "nsubj"]):
            unit = line.unit_at(own[0].i)
            joined = unit is not None and unit.kind == "institution" and any(c.dep_ == "conj" for c in own[0].children)
            return unit if unit and unit.kind in SPEAKERS and not joined else None
    return None


def _left_subject(units: Sequence[Unit], n: int, doc: Doc) -> Unit | None:
    """The unit right before the verb, over adverbs, auxiliaries and one inserted phrase between commas."""
    if any(c.dep_ == "nsubjpass" for c in doc[units[n].start].children):
        return None  # "was described by Ruiz as": the agent speaks
    i = n - 1
    while i >= 0 and units[i].kind == "word" and doc[units[i].start].pos_ in ("ADV", "AUX", "PART"):
        i -= 1
    if i < 0:
        return None
    if units[i].kind in SPEAKERS:
        return units[i] if _is_speaker(units[i], units, i, doc) else None
    if doc[units[i].start].text == "," and i > 1 and units[i - 1].kind == "person" and _set_off(units[: i - 1], doc):
        return units[i - 1]  # "the victim's mother, Ana Ruiz, said"
    if doc[units[i].start].text == "," and i and units[i - 1].kind == "person" and _apposed(units[i - 1], doc):
        return units[i - 1] if _is_speaker(units[i - 1], units, i - 1, doc) else None
    return _before_aside(units, i, doc) if doc[units[i].start].text in (",", "-", "—", ")") else None


def _set_off(before: Sequence[Unit], doc: Doc) -> bool:
    """A comma before a name, with what somebody is between them at most: ", doctoral candidate | Ana Ruiz"."""
    last = ""
    for unit in reversed(before[-7:]):
        token = doc[unit.start]
        if token.text == ",":
            return last != "and"
        if unit.kind != "word" or (token.pos_ not in ("ADJ", "NOUN") and token.lower_ != "and") or token.tag_ == "NNS":
            return False
        last = token.lower_
    return False


def _apposed(unit: Unit, doc: Doc) -> bool:
    """ "the US Secretary of State, Ana Ruiz|, said": the comma before the verb closes the name."""
    return any(t.text == "," for t in doc[unit.start : unit.end])


def _before_aside(units: Sequence[Unit], i: int, doc: Doc) -> Unit | None:
    """The speaker before an inserted phrase that ends at unit ``i``: "Ruiz, in French, said"."""
    for j in range(i - 1, max(i - 22, -1), -1):
        k = j - 1
        while k > 0 and units[k].kind == "word" and doc[units[k].start].pos_ in ("AUX", "ADV"):
            k -= 1  # "NATO has, in a statement, called"
        if doc[units[j].start].text in (",", "-", "—", "(") and j > 0 and units[k].kind in SPEAKERS:
            return units[k] if _is_speaker(units[k], units, k, doc) else None
        if doc[units[j].start].text == '"':
            return None
        if doc[units[j].start].lower_ == "who" and units[j - 1].kind == "person":
            return units[j - 1]  # "Ana Ruiz, the envoy | who chairs it, said"
    return None


def _is_speaker(unit: Unit, units: Sequence[Unit], i: int, doc: Doc) -> bool:
    """Not the tail of "a source within the Ministry", not a possessor, not in "which the BBC noted"."""
    before = doc[units[i - 1].start].lower_ if i else ""
    if before in ("the", "a") and i > 1:
        before = doc[units[i - 2].start].lower_
    if before in ("which", "that", "whom"):
        return False
    if unit.kind == "person":
        return before not in ("of", "with", "for", "to", "by", "against", "about", "from")
    if _one_of_several(units, i, doc):
        return False
    if unit.code.endswith(".delegate"):
        return True
    return any(t.dep_ in ("nsubj", "nsubjpass") for t in doc[unit.start : unit.end])


def _one_of_several(units: Sequence[Unit], i: int, doc: Doc) -> bool:
    """ "Officials from Chile, Peru, and | Norway said": the officials of all of them do."""
    listed = False
    for unit in reversed(units[:i]):
        word = doc[unit.start].lower_
        if unit.code.endswith(".delegate"):
            return listed
        if unit.kind == "country" or word in (",", "and", "the"):
            listed = listed or word == "and"
            continue
        return listed and word in ("from", "of")
    return False


def _by_parse(line: Line, verb: Token) -> Unit | None:
    above = verb.head.head if verb.dep_ == "acl" else verb.head
    seized = verb.tag_ == "VB" and above.lemma_ in _TO_SEIZE  # "Ruiz took the floor to | object that"
    for subject in subjects(above if seized else verb):
        unit = line.unit_at(subject.i)
        if unit and unit.kind in SPEAKERS:
            return None if _one_of_several(line.units, line.units.index(unit), line.doc) else unit
        if body := state(line, subject) or _in_apposition(line, subject):
            return body
        if subject.lemma_ in WRITTEN and (named := author(line, subject)):
            return named  # "Ruiz's statement read: …", "a statement released by the Chilean mission said"
    return None


_TO_SEIZE = frozenset({"take", "seize", "use"})


def _right_subject(line: Line, n: int, verb: Token) -> Unit | None:
    """`"…," said Ana Ruiz`: the speaker follows a verb that follows a quotation."""
    units = line.units
    asks = verb.lemma_ == "ask" and verb.i > 1 and verb.nbor(-2).text == "?" and units[n + 1 : n + 2]
    if verb.lemma_ in TO_SOMEBODY and not (asks and units[n + 1].kind == "person"):
        return None  # "…, told Reuters": Reuters was told; but `"…?" asked Ruiz`
    if n == 0:
        return inverted(line, verb)
    if verb.lower_ in ("read", "reads") and verb.i and verb.nbor(-1).text == '"':
        return of_what_was_written(line, verb)
    tags = ("VBD", "VBZ", "VBN") if verb.i and verb.nbor(-1).text == '"' else ("VBD", "VBZ")
    if verb.i == 0 or verb.nbor(-1).text not in ('"', ",") or n + 1 >= len(units) or verb.tag_ not in tags:
        return None
    following = units[n + 1 : n + 5]
    if following[0].kind == "institution":  # "said UCL astronomer Ana Ruiz"
        named = next((u for u in following[1:] if u.kind == "person"), None)
        return named or following[0]
    if following[0].kind in SPEAKERS:
        return following[0]
    return titled(following, verb.doc) if verb.nbor(-1).text == '"' else None


def _in_apposition(line: Line, subject: Token) -> Unit | None:
    """ "the ruling council, the | CNRD, said"."""
    return first_speaker(line, (c for c in subject.children if c.dep_ == "appos"))
