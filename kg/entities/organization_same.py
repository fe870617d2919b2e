"""Which of an article's names of bodies mean the same: short and full ones, and those of one state's body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from spacy.tokens import Doc

from kg.entities.ministries import body_of_a_state
from kg.entities.names import fold
from kg.entities.organization_runs import HEADS, is_acronym
from kg.entities.spans import Ref

_PERIODS = re.compile(r"(?<=\b[A-Z])\.")


def same_key(name: str) -> str:
    """What forms of a body's name share: "The Talca Board", "Talca board"; "Chilean X", "X of the State of Chile"."""
    state, rest = body_of_a_state(name)
    plain = f"{rest} of {state}" if state else name
    return re.sub(r"^the ", "", fold(_PERIODS.sub("", plain))).replace("–", "-")


def other_name(doc: Doc, end: int, taken: Sequence[Ref]) -> str:
    """ "The Supreme Court| (Oberster Gerichtshof)": another name of the body whose name ends there; or "".

    Args:
        doc: the block.
        end: where the body's name ends.
        taken: what is named in the block; a country's or a person's name in brackets is no other name.
    """
    if doc[end : end + 1].text != "(":
        return ""
    stop = end + 1
    while stop < len(doc) and doc[stop].is_title and doc[stop].is_alpha:
        stop += 1
    inside = range(end + 1, stop)
    foreign = not any(doc[i].lower_ in HEADS or is_acronym(doc[i]) for i in inside)
    free = all(ref.end <= end + 1 or stop <= ref.start for ref in taken)
    return doc[end + 1 : stop].text if len(inside) > 1 and foreign and free and doc[stop].text == ")" else ""


def apposed_to(doc: Doc, start: int, end: int, taken: Sequence[Ref]) -> str:
    """The body of the tables that "Roscosmos, the | Russian space agency, …" calls so; or ""."""
    first = start - (doc[max(start - 1, 0)].lower_ == "the")
    if not first or doc[first - 1].text != "," or doc[end : end + 1].text not in (",", ".", ";"):
        return ""
    near = (ref.entity for ref in taken if ref.kind == "institution" and ref.end == first - 1)
    return next(near, "")


def named_in_full(bodies: Mapping[str, Sequence[str]], known: Mapping[str, str]) -> dict[str, str]:
    """By key, which institution a short name means: "Supreme Court" where the article has "Supreme Court of Guam".

    Args:
        bodies: by key, the label and the names of the article's own bodies.
        known: by name, the bodies of the tables that it names.
    """
    whole = {name: key for key, names in bodies.items() for name in names} | dict(known)
    fuller = {}
    for body, (short, *_) in bodies.items():
        if not any(word.lower() in HEADS for word in short.split()):
            continue
        shorter = {short, *_without_owner(short, known)}
        longer = {
            key
            for name, key in whole.items()
            if key != body
            and (name == short or name.endswith(f" {short}") or any(_goes_on(name, part) for part in shorter))
        }
        if len(longer) == 1:
            fuller[body] = longer.pop()
    return {key: fuller.get(other, other) for key, other in fuller.items()}


def _goes_on(name: str, short: str) -> bool:
    """ "Commission of Inquiry | on Chile": the short name, and more of it after a preposition."""
    return name.startswith(tuple(f"{short} {link} " for link in ("of", "on", "for", "in")))


def _without_owner(short: str, known: Iterable[str]) -> Iterator[str]:
    """ "Human Rights Council | Commission of Inquiry": what is left after the name of the body that set it up."""
    for owner in known:
        rest = short.removeprefix(f"{owner} ")
        if rest != short and " " in rest and any(word.lower() in HEADS for word in rest.split()):
            yield rest
