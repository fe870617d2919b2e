"""Where an article's own institutions are named: their names, word by word, in every block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc

from kg.entities.names import fold
from kg.entities.spans import Ref


def fold_words(name: str) -> list[str]:
    """A name's words as the parser cuts them, without capitals and accents."""
    return [w for w in re.split(r"[\s–-]+|(?='s)|(?<=s)(?=' )|(?=,)", fold(name)) if w]


_SMALL_BODIES = frozenset("city county district fire health legislature parliament police provincial regional".split())


def scan(doc: Doc, index: Mapping[tuple[str, ...], str], taken: Sequence[Ref]) -> Iterator[Ref]:
    """The longest names of the index that a block has; in small letters only what local bodies and ministries have."""
    people = [range(ref.start, ref.end) for ref in taken if ref.kind == "person"]
    words = [(t.i, fold(t.text)) for t in doc if t.text not in ("-", "–")]
    longest = max((len(k) for k in index), default=0)
    k = 0
    while k < len(words):
        for width in range(min(longest, len(words) - k), 0, -1):
            part = words[k : k + width]
            key = index.get(tuple(w for _, w in part))
            span = range(part[0][0], part[-1][0] + 1)
            part_of_a_person = any(not set(span).isdisjoint(p) and not set(p) < set(span) for p in people)
            small = part[0][1] in _SMALL_BODIES and width > 2  # "police department of Talca"
            small = small or (part[-1][1] == "ministry" and doc[max(part[0][0] - 1, 0)].lower_ == "the")
            if (
                key
                and not part_of_a_person
                and not _is_its_men(doc, span.stop)
                and (small or doc[part[0][0]].text[0].isupper() or "." in part[0][1])
            ):
                yield Ref(span.start, span.stop, "institution", key)
                k += width
                break
        else:
            k += 1


def _is_its_men(doc: Doc, end: int) -> bool:
    """ "Two Kenyan police | officers": not the force."""
    return doc[end - 1].text == "police" and doc[end : end + 1].text in _MEN


_MEN = ("car", "cars", "custody", "officer", "officers", "station", "stations")
