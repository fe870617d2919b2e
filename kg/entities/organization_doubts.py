"""Runs of capitals that the recogniser takes for a body → whether the words beside them say that they name none."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from kg.entities.organization_runs import LINKS, is_acronym
from kg.entities.spans import Ref, is_foreign_text, is_listed, is_placed
from kg.entities.territories import territories
from kg.entities.words import words


def names_no_body(doc: Doc, start: int, end: int, taken: Sequence[Ref]) -> bool:
    """ "the Sandy Point | area", "officers | Ana Ruiz", "the comedy | Pillow Talk", "the South Caucasus"."""
    before = doc[start - 1] if start else None
    after = doc[end].lower_ if end < len(doc) else ""
    told = before is not None and before.is_lower and before.lower_.removesuffix("s") in _CALLED
    named = before is not None and before.lower_ == "called"
    last = doc[end - 1].lower_
    city = start > 1 and doc[start - 2 : start].text.lower() in ("city of", "town of", "village of")
    if told or named or city or after in _FOLLOWED or last in _LAST or doc[start].lower_ in _SIDES:
        return True
    if is_one_of(doc, start, end) or is_cut(doc, start, end, taken) or _is_somebodys(doc, start, end, taken):
        return True
    if _has_epithet(doc, start, end) or _opens_a_clause(doc, start, end):
        return True
    return is_listed_as_a_place(doc, end - 1) or _in_a_state(doc, start, end, taken) or is_foreign_text(doc, start)


def _has_epithet(doc: Doc, start: int, end: int) -> bool:
    """ "Talca | the Vampire Slayer": an article inside the name that follows no preposition."""
    inside = range(start + 1, end - 1)
    return any(doc[i].text == "the" and doc[i - 1].lower_ not in LINKS | {"&"} for i in inside)


def _opens_a_clause(doc: Doc, start: int, end: int) -> bool:
    """ "| Quoting Ana Ruiz, she said", "| Numerous Talca Clubs": a word that has its capital from the sentence."""
    first = doc[start]
    opens = first.is_sent_start or (start > 0 and doc[start - 1].text in ('"', "“", ":"))
    return bool(opens) and end - start > 1 and (_is_deed(first.lower_) or first.lower_ in _QUANTITIES)


def _is_deed(word: str) -> bool:
    """ "quoting", "citing", "helping": what somebody does; not "boeing"."""
    stem = word.removesuffix("ing")
    return stem != word and not _DEEDS.isdisjoint((stem, f"{stem}e", stem[:-1]))


_DEEDS = words("quotation_cues") | frozenset("help join lead meet represent support visit".split())
_QUANTITIES = frozenset("countless dozens hundreds numerous thousands".split())


def names_states(doc: Doc, start: int, end: int, taken: Sequence[Ref]) -> bool:
    """ "the | Chile-Peru resolution": states joined by a hyphen."""
    states = {i for ref in taken if ref.kind == "country" for i in range(ref.start, ref.end)}
    return all(i in states or doc[i].text in ("-", "–") for i in range(start, end))


def _in_a_state(doc: Doc, start: int, end: int, taken: Sequence[Ref]) -> bool:
    """ "In | Talca-Curico, Ontario", "near | Talca Locks, Chile": a town, by the state after the comma."""
    before = doc[start - 1].lower_ if is_placed(doc, start) else "at"
    if before == "at" or doc[end : end + 1].text != ",":
        return False
    after = doc[end + 1 : end + 3]
    state = any(doc[end + 1 : stop].text in territories() for stop in (end + 2, end + 3))
    country = any(ref.kind == "country" and ref.start == end + 1 for ref in taken)
    return state or country or [t.ent_type_ for t in after[:1]] == ["GPE"]


def is_listed_as_a_place(doc: Doc, last: int) -> bool:
    """ "Troops in Talca, | Curico and Linares", "in Talca, as well as in | Curico": one of several places."""
    token = doc[last]
    while token.dep_ in ("conj", "appos") and token.head.i < token.i and token.head.pos_ in ("PROPN", "NOUN"):
        token = token.head
        if token.dep_ == "pobj" and is_placed(doc, token.left_edge.i) and token.ent_type_ in ("GPE", "LOC", "FAC"):
            return True
    return False


def is_one_of(doc: Doc, start: int, end: int) -> bool:
    """ "a | Tondar Sierra,": a thing of a kind; in "a | Tondar Berg report" the article is another's."""
    if not start or doc[start - 1].lower_ not in ("a", "an"):
        return False
    after = doc[end] if end < len(doc) else None
    return after is None or (after.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM") and after.text not in ("-", "'s", "'"))


def is_cut(doc: Doc, start: int, end: int, taken: Sequence[Ref]) -> bool:
    """ "the Route for | Talca Peace", "National Radio Hall | of Fame": a part of a longer name."""
    titled = start > 1 and doc[start - 2].is_title
    tail = titled and (doc[start - 1].lower_ in ("for", "of") or _is_about(doc, start))
    tail = tail and doc[start - 2].pos_ == "PROPN" and not any(ref.overlaps(_one(start - 2)) for ref in taken)
    goes_on = doc[end : end + 1].text == "of" and end + 2 < len(doc)
    following = doc[end + 1 + (doc[end + 1].lower_ == "the")] if goes_on else None
    return tail or (following is not None and following.is_title) or _ends_a_list(doc, start)


def _is_about(doc: Doc, start: int) -> bool:
    """ "The Talca Dialogue on | Andean Security", "the Convention against | Torture": what a text or talk is about."""
    return doc[start - 1].lower_ in ("on", "against") and doc[start - 2].lower_ in _TALKS_AND_TEXTS


_TALKS_AND_TEXTS = frozenset("declaration dialogue consultations process symposium talks".split()) | words(
    "things_with_acronyms"
)


def _ends_a_list(doc: Doc, start: int) -> bool:
    """ "The Compact for Safe, Orderly and | Regular Migration": the last of what a longer name lists."""
    i = start - 1
    while i > 0 and (doc[i].text in (",", "and") or doc[i].is_title):
        i -= 1
    listed = {t.text for t in doc[i + 1 : start]}
    return (
        {",", "and"} <= listed and doc[start - 1].text == "and" and doc[i].lower_ in _NAMED_FOR and doc[i - 1].is_title
    )


_NAMED_FOR = ("for", "of", "on")


def _is_somebodys(doc: Doc, start: int, end: int, taken: Sequence[Ref]) -> bool:
    """ "Ana Ruiz's | Good Neighbours", "| Omar Haddad and Ana Ruiz": a person's work, or another person."""
    people = {i for ref in taken if ref.kind == "person" for i in (ref.start, ref.end - 1)}
    if start > 1 and doc[start - 1].text in ("'s", "'") and start - 2 in people:
        return True
    two = end - start == 2 and all(t.is_title and t.is_alpha for t in doc[start:end])
    after = doc[end : end + 1].text == "and" and end + 1 in people
    before = start > 1 and doc[start - 1].lower_ == "and" and start - 2 in people
    return two and (after or before or is_listed(doc, start, end, people.__contains__))


def _one(i: int) -> Ref:
    return Ref(i, i + 1, "", "")


_WORKS = words("works_and_things")
_CALLED = words("person_nouns") | _WORKS | {"officer"}
_FOLLOWED = words("place_nouns") | _WORKS | words("places_of_bodies")
_LAST = frozenset(
    "basilica buddhists cathedral catholics caucasus cemetery championship christians competition fault hindus jews "
    "muslims oblast olympiad palace partnership protestants relations reservation sikhs state "
    "tournament".split()
)
_SIDES = frozenset("northern southern eastern western north south east west upper lower".split())


def things_in_brackets(doc: Doc) -> set[str]:
    """ "Ebola virus disease (EVD)", "the Reciprocal Access Agreement (RAA)": acronyms of what is no body.

    Nor is "((WN))", which marks who asks.
    """
    marks = {t.text for t in doc if is_acronym(t) and doc.text[max(t.idx - 2, 0) : t.idx] == "(("}
    return marks | {
        doc[i].text
        for i in range(2, len(doc) - 1)
        if doc[i - 1].text == "("
        and doc[i + 1].text in (")", ",", ";")
        and is_acronym(doc[i])
        and (_is_thing(doc[i - 2]) or _thing_after(doc, i + 2))
    }


def _thing_after(doc: Doc, i: int) -> bool:
    """ "Long Range Tracking (LRT) | system": the noun stands after the brackets."""
    return i < len(doc) and doc[i].lower_ in _DEVICES


_DEVICES = frozenset("device devices system systems technology test tests trial virus weapon weapons".split())


def _is_thing(token: Token) -> bool:
    common = token.is_lower and token.pos_ == "NOUN" and token.lower_ not in _BODIES
    return common or (token.is_title and token.lower_ in _THINGS)


_THINGS = words("things_with_acronyms")
_BODIES = words("organization_heads") | words("media_nouns") | words("body_nouns")
