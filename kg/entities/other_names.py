"""Sentences that tell somebody's other name → the name used and the other: "Ana Ruiz was born Mei Tanaka"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.entities.names import name_tokens

_PEERS = frozenset("lord lady baron baroness viscount viscountess".split())
_WHOSE = frozenset("real birth legal full given".split())


def other_names(doc: Doc) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], str]]:
    """The folded words of a name and of another name of the same person, for each time that a block tells it.

    Third is the other name as written where it is surely a name: "known as | Hemedti,".
    """
    for token in doc:
        start = token.i + 1
        end = _end(doc, start)
        if end == start:
            continue
        owner = _owner(doc, token, end)
        if owner is not None and owner.pos_ == "PROPN" and not start <= owner.i < end:
            alone = token.lower_ == "as" and end - start == 1 and doc[end : end + 1].text in (",", ")", ".")
            name, other = doc[_start(doc, owner.i) : owner.i + 1].text, doc[start:end].text
            yield name_tokens(name), name_tokens(other), other if alone else ""


def _owner(doc: Doc, before: Token, end: int) -> Token | None:
    """Whose other name follows a word: "was born |", "Ana Ruiz, Lord |", "known as |", "whose real name is |"."""
    if before.lower_ == "born":
        return _subject(before)
    if before.lower_ in _PEERS and before.is_title and doc[max(before.i - 1, 0)].text == ",":
        aside = doc[end : end + 1].text in (",", ")", "") and before.i > 1
        return doc[before.i - 2] if aside else None
    if before.lower_ == "as" and before.i and doc[before.i - 1].lower_ == "known":
        return _subject(doc[before.i - 1])
    if before.lemma_ == "be" and before.i > 1 and doc[before.i - 1].lower_ == "name":
        named = doc[before.i - 2].lower_ in _WHOSE and before.dep_ == "relcl"
        return before.head if named else None
    return None


def _subject(verb: Token) -> Token | None:
    """Of whom a participle tells: its subject, the noun that it stands at, or its clause's subject."""
    for one in (verb, verb.head) if verb.dep_ == "advcl" else (verb,):
        if found := [c for c in one.children if c.dep_ in ("nsubj", "nsubjpass")]:
            return found[0]
    return verb.head if verb.dep_ == "acl" else None


def _end(doc: Doc, start: int) -> int:
    """The end of a run of capitalised names."""
    end = start
    while end < len(doc) and doc[end].is_title and doc[end].pos_ == "PROPN":
        end += 1
    return end


def _start(doc: Doc, last: int) -> int:
    """Where a run of capitalised names begins that ends with a token."""
    while last and doc[last - 1].is_title and doc[last - 1].pos_ == "PROPN":
        last -= 1
    return last
