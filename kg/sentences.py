"""Block → sentences and quotations: direct speech is kept whole, abbreviations and lists do not end a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from spacy.tokens import Doc, Span

from kg.parse import Block, BlockKind

_ENDS = re.compile(r"[.?!:…]$")
_ABBREVIATION = re.compile(
    r"^(?:[A-Z]\.)+$|^(?:Mr|Mrs|Ms|Dr|Profs?|Gens?|Sens?|Reps?|Govs?|Drs|Messrs|Maj|Brig|Capt|Sgt|Adm|St|Lt|Col|No|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.$"
)


@dataclass(frozen=True, slots=True)
class Quote:
    """Tokens ``[start, end)`` of a block in quotation marks, the marks included; ``open`` if it is never closed."""

    start: int
    end: int
    open: bool = False

    def words(self, doc: Doc) -> int:
        """How many words stand inside."""
        return sum(t.is_alpha for t in doc[self.start : self.end])


def tokens_in(quotes: Iterable[Quote]) -> set[int]:
    """The tokens that stand in quotations, marks included."""
    return {i for quote in quotes for i in range(quote.start, quote.end)}


def quotes(block: Block, original: str) -> list[Quote]:
    """The quotations of a block.

    Args:
        block: the block; its doc has straight quotation marks.
        original: the block's own characters, whose typographic marks tell opening from closing.
    """
    found: list[Quote] = []
    start, outer, inner = None, "", 0
    doc = block.doc
    for token in doc:
        if '"' not in token.text and "''" not in token.text and "``" not in token.text:
            continue
        mark = original[token.idx : token.idx + len(token.text)]
        if start is not None and _nested(outer, mark, original[token.idx :]):
            continue
        if start == 0 and "“" not in outer and ("“" in mark or inner):
            inner += 1 if "“" in mark else -1  # straight marks left open: “these” stand within
            continue
        opens = "“" in mark or ("”" not in mark and start is None)
        if opens:
            # a new opening mark before the old one closed: the paragraph style of long quotations
            start, outer = token.i, mark
        elif start is not None:
            found.append(Quote(start, token.i + 1))
            start = None
    if start is not None and len(doc) - start > 3:
        found.append(Quote(start, len(doc), open=True))
    return found


def _nested(outer: str, mark: str, rest: str) -> bool:
    """A typographic mark within straight ones, or a straight one within typographic ones, opens nothing."""
    curly = "“" in outer
    if curly:
        return "“" not in mark and "”" not in mark and "”" in rest
    return ("“" in mark or "”" in mark) and '"' in rest


def sentences(block: Block, quoted: Sequence[Quote]) -> Iterator[Span]:
    """The block's sentences, none of which begins inside a quotation."""
    doc = block.doc
    if block.kind in (BlockKind.TITLE, BlockKind.HEADING):
        yield doc[:]
        return
    inside = {i for q in quoted for i in range(q.start + 1, q.end)}
    ending = {q.end: q for q in quoted}
    starts = [0]
    for token in doc[1:]:
        if token.i in inside or token.i - starts[-1] < 1 or _after_rank(doc, token.i):
            continue
        before = doc[token.i - 1]
        closing = ending.get(token.i)
        if closing and doc[closing.end - 2].text in ("!", "?") and _told_after(doc, token.i):
            continue
        if (
            (closing and _ENDS.search(doc[closing.end - 2].text) and _begins(doc, token.i))
            or (token.is_sent_start and not _ABBREVIATION.match(before.text) and _may_begin(doc, token.i))
            or (before.text in (".", "?", "!") and (token.is_title or token.text == '"'))
            or (_ABBREVIATION.match(before.text) and token.is_sent_start and token.is_stop and token.is_title)
        ):
            starts.append(token.i)
    for start, end in zip(starts, [*starts[1:], len(doc)], strict=True):
        yield doc[start:end]


_RANK = re.compile(r"^(?:Adm|Brig|Capt|Col|Gen|Lt|Maj|Sgt|Cmdr|Hon|Rev)\.?$")


def _after_rank(doc: Doc, i: int) -> bool:
    """ "Col. | Ana Ruiz", the full stop with the rank or a token of its own."""
    if doc[i - 1].text == "." and i > 1 and not doc[i - 2].whitespace_:
        return _RANK.match(doc[i - 2].text) is not None and doc[i].is_title
    return doc[i - 1].text.endswith(".") and _RANK.match(doc[i - 1].text) is not None and doc[i].is_title


def _begins(doc: Doc, i: int) -> bool:
    """True if a new sentence starts at i after a quotation that ended with a full stop: not `," she said`."""
    token = doc[i]
    if not (token.is_title or token.text == '"'):
        return False
    following = doc[i + 1 : i + 8]
    return (
        not any(t.lemma_ in ("say", "tell", "add") and t.pos_ == "VERB" for t in following)
        or token.text == '"'
        or token.is_stop
    )


def _told_after(doc: Doc, i: int) -> bool:
    """`"Is it over?" | Ruiz told reporters`, `| asked Ruiz`, `| he asked`: the sentence goes on."""
    if doc[i].lemma_ in _TOLD and doc[i].is_lower and doc[i].pos_ == "VERB":
        return True
    verb = next((t for t in doc[i : i + 5] if t.tag_ in ("VBD", "VBZ")), None)
    told = verb is not None and verb.i > i and verb.lemma_ in _TOLD
    named = verb is not None and all(t.pos_ == "PROPN" for t in doc[i : verb.i])
    return told and (named or doc[i].text in ("he", "she", "they"))


_TOLD = frozenset(
    "say tell add ask write tweet reply declare exclaim demand wonder warn shout cry yell scream call insist respond "
    "urge".split()
)


def _may_begin(doc: Doc, i: int) -> bool:
    before = doc[i - 1].text
    if before == ")":
        return bool(_ENDS.search(doc[i - 2].text))  # "the Agency (IAEA) | Director General" is one sentence
    if doc[i].pos_ == doc[i - 1].pos_ == "PROPN" and doc[i].is_title and doc[i - 1].is_title:
        return False  # "spokesman Omar | Haddad": no mark stands between
    if before == ":" and _names_only(doc, i):
        return False  # "six abstained: | Russia, China and Mali"
    return bool(_ENDS.search(before)) or before in ('"', ";", "-", "—") or (doc[i].is_title and before not in (",",))


def _names_only(doc: Doc, i: int) -> bool:
    """True for names, joined by commas, up to the next full stop or semicolon."""
    rest = list(takewhile(lambda t: t.text not in (".", ";", "?", "!"), doc[i:]))
    return doc[i].pos_ == "PROPN" and all(t.pos_ in _IN_LISTS or t.text == "," for t in rest)


_IN_LISTS = ("PROPN", "CCONJ", "DET")
