"""Personal names as words: folding, family names, and whether two names can be one person's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rapidfuzz import fuzz

from kg.entities.words import words

PARTICLES = words("person_particles")


_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae"})
"""Letters that Unicode does not take apart into a plain one and an accent."""


def fold(text: str) -> str:
    """Lower case without accents: ``Rivière`` → ``riviere``."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).translate(_LETTERS)


def name_tokens(name: str) -> tuple[str, ...]:
    """Folded words of a name; a hyphenated word is one."""
    return tuple(fold(word).strip(".,'") for word in name.replace("[", "").replace("]", "").split())


def surname(tokens: Sequence[str]) -> tuple[str, ...]:
    """The family name with its particles: ``(nicolas, de, riviere)`` → ``(de, riviere)``."""
    start = len(tokens) - 1
    while start > 1 and tokens[start - 1] in PARTICLES:
        start -= 1
    return tuple(tokens[start:])


def family_name(name: str) -> str:
    """The family name as written: ``Nicolas de Rivière`` → ``de Rivière``; of ``Albert II``, the whole name."""
    words = name.split()
    while len(words) > 1 and words[-1].strip(".,").lower() in ("jr", "sr"):
        words.pop()
    if re.fullmatch("[IVX]+|[A-Z][.]?", words[-1]):
        return name
    name = " ".join(words)
    return " ".join(words[len(words) - len(surname(name_tokens(name))) :])


def compatible(full: Sequence[str], other: Sequence[str]) -> bool:
    """True if ``other`` can name the same person as the fuller ``full``, going by the words alone."""
    full, other = tuple(full), tuple(other)
    if full == other or (len(full) == len(other) > 2 and _is_arabic(full) and _sounds(full) == _sounds(other)):
        return True
    if len(other) == 1:
        if other[0] == _first_surname(full):
            return True
        return other[0] in (full[-1], full[-1].split("-")[-1]) or (len(full) > 1 and close(other[0], full[-1]))
    if len(other) > len(full):
        return False
    first, last = other[0], other[-1]
    if len(other) < len(full) and first == full[0] and last == _first_surname(full):
        return True
    if last != full[-1] and not close(last, full[-1]):
        return surname(full) == other or (len(other) < len(full) and full[: len(other)] == other)
    if other == full[-len(other) :]:
        return True
    return first == full[0] or close(first, full[0]) or (len(first) == 1 and full[0].startswith(first))


def _is_arabic(tokens: Sequence[str]) -> bool:
    """A name with "bin", "al": papers write its short vowels each in their own way."""
    return any(t in _ARABIC or t.startswith(("al-", "el-")) for t in tokens)


_ARABIC = frozenset("abu al bin bint el ibn".split())


def _sounds(tokens: Sequence[str]) -> tuple[str, ...]:
    """A name without what transliterations differ in: Omar, Umar; el-Haddad, al-Haddad."""
    plain = (re.sub(r"^el\b", "al", token).replace("ou", "u") for token in tokens)
    return tuple(re.sub(r"(.)\1", r"\1", token.translate(_VOWELS)) for token in plain)


_VOWELS = str.maketrans("oe", "ui")


def _first_surname(full: Sequence[str]) -> str:
    """The first of two family names: "Vega" of "Ana Vega Ruiz"; or ""."""
    middle = full[-2] if len(full) > 2 else ""
    return middle if len(middle) > 3 and middle not in PARTICLES else ""


def close(a: str, b: str) -> bool:
    """Spelling variants of one name: Zelensky, Zelenskyy; Antonio, António."""
    return min(len(a), len(b)) >= 5 and a[:2] == b[:2] and fuzz.ratio(a, b) >= 88


def best_label(labels: Sequence[str]) -> str:
    """The fullest form; of equals the commoner, then the one with accents."""
    return max(labels, key=lambda n: (len(name_tokens(n)), labels.count(n), sum(ord(c) > 127 for c in n), n))
