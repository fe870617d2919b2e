"""What the words around a run of capitals tell that it names: a body ("X, a charity"), or some other thing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.entities.organization_runs import HEADS
from kg.entities.spans import titled_end
from kg.entities.words import words

_FIRMS = words("firm_nouns")
_KINDS = _FIRMS | words("media_nouns") | words("body_nouns") | words("organization_heads") - words("not_a_kind")
_PLACED = frozenset("GPE NORP LOC DATE TIME EVENT LANGUAGE FAC".split())
_WORKS = words("works_and_things")


def told_a_body(doc: Doc, start: int, end: int) -> bool:
    """True for a name that the words beside it make a body's.

    "The firm | Tondar", "Tondar|, a charity", "Tondar|, which employs …", "operated by | Tondar", "working for
    | Tondar", "Tondar|'s website".
    """
    if not _is_name(doc, start, end):
        return False
    return (
        after_firm_noun(doc, start, end)
        or _apposed(doc, end)
        or _does_business(doc, end)
        or (_ends_there(doc, end) and (_agent(doc, start) or _employer(doc, start)))
        or _owner(doc, start, end)
        or _journal(doc, start, end)
    )


def _ends_there(doc: Doc, end: int) -> bool:
    """Not "the employees of | Wall Street banks"."""
    return end >= len(doc) or doc[end].pos_ not in ("NOUN", "PROPN", "ADJ") or not doc[end].is_alpha


def _is_name(doc: Doc, start: int, end: int) -> bool:
    """Proper nouns that the recogniser takes for no place, people or day."""
    run = doc[start:end]
    return all(t.pos_ in ("PROPN", "X") or not t.is_alpha or t.is_lower for t in run) and not (
        {t.ent_type_ for t in run} & _PLACED
    )


def after_firm_noun(doc: Doc, start: int, end: int) -> bool:
    """ "The law firm | Tondar Berg", "a company, | Tondar,": not "the company | Ana Ruiz founded", "… Ana Ruiz led"."""
    before = start - 1
    if before > 0 and doc[before].text == "," and doc[end : end + 1].text == ",":
        before -= 1
    think_tank = before > 0 and doc[before - 1 : before + 1].text == "think tank"
    if before < 0 or not doc[before].is_lower or not (doc[before].lower_ in _FIRMS or think_tank):
        return False
    after = doc[end] if end < len(doc) else None
    return after is None or after.tag_ not in ("VBD", "VBZ", "VBP", "MD") or before < start - 1


def _apposed(doc: Doc, end: int) -> bool:
    """ "|, a charity", "|, the national weather service for Chile", "|, one of the largest banks"."""
    last = noun_in_apposition(doc, end)
    if last is None or _kind(last) not in _KINDS:
        return False
    return _kind(last) != "network" or doc[last.i - 1].lower_ in _ON_AIR  # not one of computers


def noun_in_apposition(doc: Doc, end: int) -> Token | None:
    """The last noun of "|, a British charity": a small one, or None."""
    if doc[end : end + 1].text not in (",", "(", "–", "—"):
        return None
    i = end + 1
    if doc[i : i + 3].text.lower() == "one of the":
        i += 2
    if i + 1 >= len(doc) or doc[i].lower_ not in _ARTICLES:
        return None
    last = None
    for token in doc[i + 1 : i + 9]:
        if token.pos_ not in ("NOUN", "ADJ", "PROPN", "NUM") and token.tag_ not in ("VBG", "VBN", "POS", "HYPH"):
            break
        if token.pos_ == "NOUN":
            last = token
        elif token.pos_ == "PROPN" or token.tag_ == "POS":
            last = None  # "a Ruiz company": go on; "the bank's owner"
    return last if last is not None and last.is_lower else None


_ON_AIR = frozenset("television tv radio news cable broadcast media".split())
_ARTICLES = frozenset("a an the another its".split())


def _kind(token: Token) -> str:
    return str(token.lemma_.lower())


def _does_business(doc: Doc, end: int) -> bool:
    """ "|, which employs", "|, which is run by": what only bodies do."""
    after = [t.lower_ for t in doc[end : end + 5]]
    if after[:2] != [",", "which"] or len(after) < 4:
        return False
    verb = doc[end + 2]
    if verb.lemma_ in ("be", "have"):
        return after[3:5] in (["run", "by"], ["based", "in"], ["headquartered", "in"]) or after[3] == "offices"
    return verb.lemma_ in _BUSINESS


_BUSINESS = frozenset(
    "advocate advise campaign employ lobby manufacture oversee publish regulate sell specialise specialize".split()
)


def _agent(doc: Doc, start: int) -> bool:
    """ "Operated by | Tondar", "chartered by | Tondar": done by companies."""
    i = start - 1 - (start > 1 and doc[start - 1].lower_ == "the")
    if i < 1 or doc[i].lower_ != "by":
        return False
    verb = doc[i - 1] if doc[i - 1].pos_ != "ADV" else doc[max(i - 2, 0)]
    return verb.tag_ == "VBN" and verb.lemma_ in _OPERATING


_OPERATING = frozenset("charter insure manufacture operate publish".split())


def _employer(doc: Doc, start: int) -> bool:
    """ "Working for | Tondar", "a contributor to | Tondar", "an employee of | Tondar"."""
    i = start - 1 - (start > 1 and doc[start - 1].lower_ == "the")
    if i < 1 or doc[i].lower_ not in ("for", "to", "of", "at"):
        return False
    word = doc[i - 1]
    if word.lemma_ == "work":
        return doc[i].lower_ == "for" or (doc[i].lower_ == "at" and doc[start].ent_type_ == "ORG")
    writes = word.lower_ in _WRITERS and doc[i].lower_ in ("for", "to", "at")
    return writes or (word.lower_ in _STAFF and doc[i].lower_ in ("of", "at"))


_WRITERS = frozenset("columnist contributor correspondent".split())
_STAFF = frozenset("employee employees staffer staffers subsidiary shareholders".split())


def _owner(doc: Doc, start: int, end: int) -> bool:
    """ "Tondar|'s website", "Tondar|'s chief executive": what only bodies have."""
    if doc[end : end + 1].text not in ("'s", "'") or any(t.ent_type_ == "PERSON" for t in doc[start:end]):
        return False
    after = [t.lower_ for t in doc[end + 1 : end + 3]]
    return after[:1] != [] and (after[0] in _OWNED or after in (["chief", "executive"], ["press", "office"]))


_OWNED = frozenset("ceo database headquarters newsroom spokesman spokesperson spokeswoman subsidiary website".split())


def _journal(doc: Doc, start: int, end: int) -> bool:
    """ "Published on Monday in | Talca Nature Letters": where studies appear."""
    before = doc[max(start - 8, 0) : start]
    if len(before) < 2 or before[-1].lower_ != "in" or end - start < 2 or not _ends_there(doc, end):
        return False
    verb = next((t for t in reversed(before) if t.pos_ in ("VERB", "AUX")), None)
    return (
        verb is not None
        and verb.lower_ == "published"
        and all(
            t.lower_ == "in"
            or t.ent_type_ == "DATE"
            or t.lower_ in ("on", "online", "last", "this", "week", "yesterday", "today")
            for t in doc[verb.i + 1 : start]
        )
    )


def told_a_thing(doc: Doc, start: int, end: int) -> bool:
    """True for a name that is told to be no body's, wherever it stands in the article.

    "A board, called | Skyboard Air", "the ship | Tondar", "MV | Tondar", "the Tondar | capsule", "a | Tondar Sierra,".
    """
    before = doc[start - 1] if start else None
    after = doc[end].lower_ if end < len(doc) else ""
    if before is not None and before.is_lower and before.pos_ == "NOUN" and before.lower_.removesuffix("s") in _WORKS:
        return True
    if _HOMES.search(doc[max(start - 7, 0) : start].text):
        return True
    headed = doc[end - 1].lower_ in HEADS and doc[end - 1].lower_ != "air"
    if before is not None and ((before.lower_ == "called" and not headed) or before.text.strip(".") in _SHIPS):
        return True
    the = before is not None and before.lower_ == "the" and doc[end - 1].dep_ == "compound"
    if headed:
        return False
    told = noun_in_apposition(doc, end)
    return (
        (the and after in _WORKS | {"trial"})
        or _apposed_to_a_thing(doc, start, end)
        or _released(doc, start)
        or (told is not None and _kind(told) in _WORKS | _STUFF | _PLANS)
    )


_HOMES = re.compile(
    r"\b(?:building|estate|home|house|mansion|palace|ranch|residence|villa),? (?:also |better )?"
    r"(?:called|known as|named)(?: the)?(?: [\"“'])?$"
)
"""Before what a building is called: "his home, known as the | Blue House"."""


def _released(doc: Doc, start: int) -> bool:
    """ "Ruiz's 2009 release | Talca Blues": a record, by the year before it."""
    return start > 1 and doc[start - 1].lower_ == "release" and doc[start - 2].like_num


_PLANS = frozenset("agreement law operation plan program programme project treaty".split())
"""What "X, a …" may be that is no body, whatever does it."""


def _apposed_to_a_thing(doc: Doc, start: int, end: int) -> bool:
    """ "A new drug, | Tondarmab, is …": the noun before the comma is no kind of body, and nobody's."""
    if start < 2 or doc[start - 1].text != "," or doc[end : end + 1].text != ",":
        return False
    noun = doc[start - 2]
    return (
        doc[start].dep_ == "appos"
        and doc[start].head == noun
        and noun.pos_ == "NOUN"
        and _kind(noun) in _WORKS | _STUFF
    )


_STUFF = frozenset(
    "antibody cocktail compound drug medicine substance treatment vaccine cryptocurrency currency".split()
)


def sites(doc: Doc) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind) of media called by an address in small letters: "the news site | talca24.at"."""
    for token in doc[1:]:
        before = token.nbor(-1)
        called = before.lower_ in _PAGES and before.is_lower
        told = before.lower_ in ("told", "via") or doc[max(token.i - 2, 0) : token.i].text.lower() == "according to"
        if _ADDRESS.fullmatch(token.text) and (called or told):
            yield token.i, token.i + 1, "media"


_PAGES = words("media_nouns") | {"portal", "agency"}
_ADDRESS = re.compile(r"[a-z][\w-]*(?:\.[a-z]{2,6}){1,2}")


def ships(doc: Doc) -> Iterator[str]:
    """The names after "MV", "HMS": the ships' wherever the article names them."""
    for token in doc:
        if token.text.strip(".") in _SHIPS and token.i + 1 < len(doc):
            yield doc[token.i + 1 : titled_end(doc, token.i + 1)].text


_SHIPS = frozenset("MV MT HMS USS USNS HMAS HMCS RV FV".split())


def told_a_party(doc: Doc, start: int, end: int) -> bool:
    """ "A deputy of the | Butun Chile | party", "the opposition | Democratic Centre | party": where politics are told.

    Not "the | Christmas | party".
    """
    after = doc[end].text if end < len(doc) else ""
    before = doc[start - 1].lower_ if start else ""
    if after != "party" or before not in _BEFORE_PARTIES or not doc[start].is_title:
        return False
    around = {t.lower_ for t in doc[max(start - 8, 0) : end + 8]}
    return before in _SIDES or not around.isdisjoint(_POLITICS)


_SIDES = frozenset("opposition ruling governing leftist rightist centrist nationalist populist islamist wing".split())
_BEFORE_PARTIES = _SIDES | {"the", "his", "her", "'s", "left", "right", "centre", "conservative", "liberal", "own"}
_POLITICS = _SIDES | frozenset(
    "deputy deputies senator senators lawmaker lawmakers mp mps leader leaders member members parliament coalition "
    "candidate candidates election elections seats politician politicians government minister voted".split()
)
