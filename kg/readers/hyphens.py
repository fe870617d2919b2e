"""Hyphens at line ends: "inter-|national" is one word, "Brooks-|Randolph" keeps its hyphen; the document decides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest

HYPHEN = "\xad"
"""Stands for a hyphen that may be there only because the line ends (the soft hyphen's own code)."""
_ENDS = re.compile(rf"([^\W_]+)[{HYPHEN}‐-]$")
_BEGINS = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
# Words that keep their hyphen in English whatever follows.
_PREFIXES = frozenset(
    "all anti co ex great half high long low mid multi non quasi self semi short sub vice well".split()
)


@dataclass(frozen=True, slots=True)
class Hyphens:
    """The words of a document, and whether it breaks words at line ends."""

    words: Mapping[str, int]
    breaks_words: bool

    def join(self, text: str, line: str) -> str:
        """A text and its next line as one."""
        end = _ENDS.search(text)
        if not end:
            glued = text.endswith(("/", "—", "–")) and not text.endswith((" —", " –", " /"))
            return f"{text}{line}" if glued else f"{text} {line}"
        begin = _BEGINS.match(line)
        keep = begin is None or self._keeps(end[1], begin[0])
        return f"{text[:-1]}-{line}" if keep else f"{text[:-1]}{line}"

    def _keeps(self, left: str, right: str) -> bool:
        if not right[0].islower() and not (left.isupper() and right.isupper() and len(left) > 1):
            return True
        told = _told(self.words, left, right)
        if told is not None:
            return told
        both = self.words.get(left.lower(), 0) and self.words.get(right.lower(), 0)
        return left.lower() in _PREFIXES or (bool(both) and not self.breaks_words)


def hyphens_of(lines: Iterable[str]) -> Hyphens:
    """What the lines of a document tell of its hyphens."""
    lines = list(lines)
    words: Counter[str] = Counter()
    broken: list[tuple[str, str]] = []
    for line, after in zip_longest(lines, lines[1:], fillvalue=""):
        end, begin = _ENDS.search(line), _BEGINS.match(after)
        if end and begin and begin[0][0].islower():
            broken.append((end[1], begin[0]))
        inside = line[: end.start()] if end else line
        words.update(word.lower().replace("‐", "-") for word in _WORD.findall(inside))
    told = [_told(words, left, right) for left, right in broken]
    return Hyphens(words, told.count(False) > told.count(True))


def _told(words: Mapping[str, int], left: str, right: str) -> bool | None:
    """Whether the document writes a word with its hyphen elsewhere, or without; None if it does neither."""
    with_hyphen = words.get(f"{left}-{right}".lower(), 0)
    without = words.get(f"{left}{right}".lower(), 0)
    return None if with_hyphen == without == 0 else with_hyphen >= without
