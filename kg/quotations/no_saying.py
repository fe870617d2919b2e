"""Verbs of saying that give nobody's words, and speakers that are none: "call off", "she refused to say"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.entities.words import words
from kg.rules.units import Unit

CUES = words("quotation_cues")
TO_SOMEBODY = frozenset({"tell", "inform", "remind", "assure", "ask"})
"""Verbs whose object is told: "…, told Reuters"."""
_NOT_SAYING = frozenset({"avoid", "decline", "deny", "forbid", "refrain", "refuse", "stop"})
_ALLEGING = frozenset({"accuse", "allege", "claim"})
_RARELY_SAYING = frozenset({"respond", "react", "answer", "reply", "act", "consider", "continue", "work"})


def is_subjunctive(speaker: Unit, verb: Token) -> bool:
    """ "It is urgent that Chile explain": one subject and a verb without its "s"; nothing is said yet."""
    if verb.tag_ not in ("VB", "VBP") or any(c.dep_ == "aux" for c in verb.children):
        return False
    if verb.dep_ == "ccomp" and verb.head.lemma_ == "hear":
        return False  # "They heard Ruiz | say that"
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and speaker.end <= verb.head.i:
        return is_subjunctive(speaker, verb.head)  # "that Chile explain this and | tell"
    if speaker.end != verb.i:
        return False
    before = verb.doc[speaker.start - 1].lower_ if speaker.start else ""
    return before not in ("and", "or", ",")


def is_no_speaker(speaker: Unit, verb: Token) -> bool:
    """ "The | Chilean | said" is some person, not the state; "the British said" is."""
    doc = verb.doc
    last = doc[speaker.end - 1]
    one = speaker.code == "country.demonym" and last.dep_ == "nsubj" and not last.lower_.endswith(("s", "h", "e", "i"))
    return one and speaker.start > 0 and doc[speaker.start - 1].lower_ == "the"


def is_told_of(verb: Token) -> bool:
    """ "She said that Chile would | respond "…"", "he denied having | said": the words are not its."""
    teller = verb.head
    if teller.dep_ == "prep":
        teller = teller.head
    if verb.dep_ not in ("ccomp", "xcomp", "pcomp") or teller.pos_ != "VERB":
        return False
    modal = any(c.tag_ == "MD" for c in verb.children) and teller.lemma_ in CUES and verb.lemma_ in _RARELY_SAYING
    another = any(c.dep_ == "nsubj" and c.tag_ != "PRP" for c in verb.children)
    return modal or teller.lemma_ in _NOT_SAYING or (another and teller.lemma_ in _ALLEGING)


def makes_clear(verb: Token) -> bool:
    """ "She made clear that "…"", "he made it plain that"."""
    after = [t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 4] if t.lower_ not in ("it", "very", "quite")]
    return verb.lemma_ == "make" and after[:1] in (["clear"], ["plain"])


def is_no_saying(doc: Doc, verb: Token) -> bool:
    """ "call off", "so-called", "point at", "she thought that": no words of anybody follow."""
    after = doc[verb.i + 1 : verb.i + 2].text
    if any(c.dep_ == "aux" and (c.lower_ == "will" or _is_inverted(c)) for c in verb.children):
        return True  # "Ruiz will say on Monday that"
    if verb.lemma_ == "proclaim" and any(t.lower_ == "as" for t in doc[verb.i + 1 : verb.i + 5]):
        return True  # "proclaiming 2026 as the "Year of …""
    if verb.lemma_ in TO_SOMEBODY and verb.tag_ == "VBN" and verb.dep_ in ("advcl", "acl", "ccomp"):
        return verb.i == 0 or verb.nbor(-1).dep_ not in ("aux", "auxpass", "neg")  # "Asked if it was "a mistake", she"
    if verb.lemma_ == "think":
        return not any(t.text == '"' for t in doc[max(verb.i - 4, 0) : verb.i])
    if verb.lemma_ == "point":
        return after != "out"
    if verb.lemma_ == "call" and verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl") and after == "to":
        return True  # "an envoy | called to mediate"
    return verb.lemma_ == "call" and (after in ("off", "in", "up") or doc[verb.i - 1 : verb.i].text == "-")


def is_in_relative_clause(doc: Doc, speaker: Unit) -> bool:
    """ "which the BBC noted": said of the quotation, not saying it; but "an interview in which she noted"."""
    if speaker.start > 1 and doc[speaker.start - 1].lower_ == "which" and doc[speaker.start - 2].pos_ == "ADP":
        return False
    before = [t.lower_ for t in doc[max(speaker.start - 2, 0) : speaker.start]]
    return before[-1:] == ["which"] or (before[:1] == ["which"] and before[1:] == ["the"])


def _is_inverted(auxiliary: Token) -> bool:
    """ "| Had Ruiz called it "a mistake", …": a condition."""
    own = next((c for c in auxiliary.head.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return auxiliary.lower_ in ("had", "should") and auxiliary.is_title and own is not None and auxiliary.i < own.i
