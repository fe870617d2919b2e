"""Offices: "deputy foreign minister", "Under-Secretary-General for Political Affairs" → typed spans."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.entities.office_words import AMERICAN, is_day, is_federal_attorney, is_no_post, is_noun, is_surname
from kg.entities.spans import Ref
from kg.entities.words import load_table, words

_ORGANIZATION_WORDS = words("office_of_bodies")
_LOCALITIES = words("locality_nouns")


@dataclass(frozen=True, slots=True)
class Office:
    """An office as found: its words, its head noun, the head's class and whether it is past or to come."""

    text: str
    head: str
    category: str
    former: bool = False
    planned: bool = False

    @property
    def plural(self) -> bool:
        """True for an office of several people: "Representatives"."""
        return tuple(_split(self.head)) in _lexicon().plurals

    @property
    def default_principal(self) -> str | None:
        """The entity id whose office this is when nobody is named: the Secretary-General is the UN's."""
        if self.head.lower() == "secretary of state" and " for " in self.text:
            return None  # "Secretary of State for Defence": not the American office
        lexicon = _lexicon()
        return lexicon.defaults.get(self.text.lower()) or lexicon.defaults.get(self.head.lower())

    def lacks(self, country: str) -> bool:
        """True for a country that has no such office: the United States have no prime minister."""
        return self.head.lower() in _lexicon().lacking.get(country, ())

    @property
    def lacking(self) -> frozenset[str]:
        """The countries that have no such office."""
        return frozenset(c for c, heads in _lexicon().lacking.items() if self.head.lower() in heads)

    @property
    def also_in(self) -> frozenset[str]:
        """Entity ids of further countries that have an office of that name."""
        return _lexicon().shared.get(self.head.lower(), frozenset())


@dataclass(frozen=True, slots=True)
class _Lexicon:
    heads: Mapping[tuple[str, ...], str]
    short: Mapping[str, str]
    plurals: frozenset[tuple[str, ...]]
    modifiers: frozenset[str]
    former: frozenset[str]
    planned: frozenset[str]
    defaults: Mapping[str, str]
    shared: Mapping[str, frozenset[str]]
    lacking: Mapping[str, frozenset[str]]


@functools.cache
def _lexicon() -> _Lexicon:
    table = load_table("offices.yaml")
    heads: dict[tuple[str, ...], str] = {}
    for category, nouns in table["heads"].items():
        for word in nouns:
            heads.setdefault(_split(word), category)
            if not word.endswith("s."):
                heads.setdefault(_split(_plural(word)), category)
    singular = {_split(word) for nouns in table["heads"].values() for word in nouns if not word.endswith("s.")}
    shared = {key: frozenset(f"country/{code}" for code in codes) for key, codes in table["shared"].items()}
    defaults = {key: value for key, value in table["defaults"].items() if value}
    return _Lexicon(
        heads,
        table["short"],
        frozenset(heads.keys() - singular),
        frozenset(table["modifiers"]),
        frozenset(table["former"]),
        frozenset(table["planned"]),
        defaults,
        shared,
        {f"country/{code}": frozenset(heads) for code, heads in table["lacking"].items()},
    )


def _split(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\s-]+|-", text.lower()))


def _plural(head: str) -> str:
    first, tail = _FIRST.fullmatch(head).groups("")  # type: ignore[union-attr]
    plural = first[:-1] + "ies" if first.endswith("y") else first + "es" if first.endswith("s") else first + "s"
    plural = re.sub(r"mans$", "men", plural)
    return plural + tail


_FIRST = re.compile(r"(.+?)( (?:of|extraordinary)\b.*)?")
"""The noun that takes the plural, and what follows it: "ministers | of state"."""


def find_offices(doc: Doc, taken: Iterable[Ref]) -> Iterator[tuple[Ref, Office]]:
    """Every office of a block, left to right; ``taken`` are the names already found.

    An office is its head noun with the modifiers before it ("deputy foreign") and, for a "for" or "of" phrase
    of capitalised words that is no known name, that phrase ("for Political Affairs").
    """
    used = {i for ref in taken for i in range(ref.start, ref.end)}
    i = last = 0
    was_former = False
    while i < len(doc):
        head = None if i in used else _head_at(doc, i, used)
        if head is None:
            i += 1
            continue
        end, category = head
        start, former, planned = _modifiers(doc, i, used)
        planned = planned or "incoming" in (t.lower_ for t in doc[start:i])
        former = (
            former
            or re.match(r"(?i)(?:first|second|third|\w+th) (?:president|prime minister|king)$", doc[start:end].text)
            is not None
        )
        former = former or (was_former and _goes_on(doc, last, start))
        if end < len(doc) and doc[end].text == "-" and doc[end + 1 : end + 2].text.lower() in ("elect", "designate"):
            end, planned = end + 2, True
        elif end < len(doc) and doc[end].lower_ in _lexicon().planned:
            end, planned = end + 1, True
        end = _phrase(doc, end, used, category)
        text = doc[start:end].text
        yield Ref(start, end, "office", text), Office(text, doc[i : head[0]].text, category, former, planned)
        i = last = end
        was_former = former


def _goes_on(doc: Doc, end: int, start: int) -> bool:
    """A list of offices: "former minister, | mayor of Talca, and | member of parliament"."""
    between = doc[end:start]
    return (
        0 < len(between) < 8
        and between[0].text in (",", "and", "of", "for")
        and all(t.text in (",", "and", "of", "for", "the") or t.pos_ == "PROPN" for t in between)
        and any(t.text in (",", "and") for t in between)
        and not any(t.ent_type_ == "PERSON" for t in between)
    )


def _head_at(doc: Doc, i: int, used: set[int]) -> tuple[int, str] | None:
    """The longest head that starts at token i: (end, category)."""
    short = _lexicon().short.get(doc[i].text)
    if short:
        return None if i and (doc[i - 1].like_num or doc[i - 1].is_punct) else (i + 1, short)  # "3 PM"
    best = None
    for width in range(1, 7):
        words = tuple(t.lower_ for t in doc[i : i + width])
        if len(words) < width or not used.isdisjoint(range(i, i + width)):
            break
        category = _lexicon().heads.get(words)
        if category:
            best = (i + width, category)
    if best is None and is_federal_attorney(doc, i):
        return i + 1, "officer"
    if best and best[0] == i + 1 and (not is_noun(doc[i]) or is_surname(doc, i) or is_no_post(doc, i)):
        return None
    return None if best and i and _ends_another_name(doc, i) else best


def _ends_another_name(doc: Doc, i: int) -> bool:
    """ "Joint | Chiefs of Staff", "The Santiago | Observer", "Department of | Justice"."""
    before = doc[i - 1]
    paper = doc[i].lower_ == "observer" and before.is_title and before.lower_ not in _lexicon().modifiers
    department = i > 1 and before.lower_ == "of" and doc[i - 2].lower_ in _ORGANIZATION_WORDS
    return paper or department or (doc[i].text == "Chiefs" and before.text == "Joint")


def _modifiers(doc: Doc, i: int, used: set[int]) -> tuple[int, bool, bool]:
    """Where the office's name begins, and whether a word before it makes it past or to come."""
    start = i
    while start > 0 and start - 1 not in used and (step := _modifier(doc, start, i)):
        start -= step
    former = _is_former(doc, start)
    if former and start > 0 and doc[start - 1].lower_ in _lexicon().former:
        start -= 1
    while start < i and doc[start].lower_ in ("and", "-"):
        start += 1
    return start, former, False


def _modifier(doc: Doc, start: int, head: int) -> int:
    """How many tokens before ``start`` belong to the office's name: 0, 1, or 2 for "trade and | industry"."""
    token = doc[start - 1]
    word = token.lower_
    if word in _lexicon().former or token.ent_type_ in ("DATE", "TIME"):
        return 0
    if word in _PARTS_OF_THE_WORLD:
        return 1  # "Africa | director"
    if token.is_title and not doc[head].is_title and start > 1 and not token.is_sent_start:
        return 0  # "Export Bank president": the capital belongs to a name
    if word == "excellency" or (word == "under" and not doc[head].lower_.startswith("secretar")):
        return 0  # "Under | President Ruiz"
    if token.is_title and (word in _ORGANIZATION_WORDS or (word in _LOCALITIES and _ends_a_name(doc, start - 1))):
        return 0  # "Research Institute Director", "Harlan County | Sheriff": these have names of their own
    if word == "and":
        field = start > 1 and doc[start - 2].pos_ in ("NOUN", "PROPN") and doc[start - 2].ent_type_ != "PERSON"
        capitals = start < head and doc[start].is_title and doc[start - 2].lower_ in _lexicon().modifiers
        return 2 if field and (doc[start].pos_ == "NOUN" or capitals) else 0
    capital = token.is_title and token.pos_ == "PROPN" and token.ent_type_ not in ("PERSON", "GPE")
    joined = word == "-" and start > 1 and not doc[start - 2].whitespace_
    joined = joined and doc[start - 2].lower_ not in _lexicon().former
    return int(word in _lexicon().modifiers or joined or (capital and not token.is_sent_start and doc[head].is_title))


_PARTS_OF_THE_WORLD = words("parts_of_the_world")


def _ends_a_name(doc: Doc, i: int) -> bool:
    """ "Harlan | County", not "Federal | District", "U.S. | District"."""
    before = doc[i - 1] if i else None
    named = before is not None and before.is_title and before.pos_ == "PROPN"
    return before is not None and named and before.text not in AMERICAN and before.lower_ not in _lexicon().modifiers


def _is_former(doc: Doc, start: int) -> bool:
    """ "former", "ex-" or "then" right before the office or before its country: "the former Russian president"."""
    before = doc[max(start - 6, 0) : start].text
    if re.search(r"(?i)\b(?:time|tenure|term|stint|years|(?<!has )(?<!have )served) as\b", before):
        return True
    if start > 1 and doc[start - 1].text == "-" and doc[start - 2].lower_ in _lexicon().former:
        return True
    for back in range(start - 1, max(start - 5, -1), -1):
        if doc[back].lower_ in _lexicon().former:
            return True
        if doc[back].text in (",", ";", ".", "who", "and", "(", '"') or doc[back].pos_ in ("VERB", "ADP"):
            return False
    return False


def _phrase(doc: Doc, end: int, used: set[int], category: str) -> int:
    """Extend over "for Political Affairs and Peacebuilding", "for universalization of the … Convention".

    After "of" only a minister has a field ("Minister of Foreign Affairs"); the director of something has a body.
    """
    links = ("for", "of", "on") if category == "minister" else ("for", "on")
    if end >= len(doc) or doc[end].lower_ not in links:
        return end
    j = end + 1
    while j < len(doc) and doc[j].lower_ == "the":
        j += 1
    if _is_no_field(doc, j, used, category) or (doc[end].lower_ == "on" and is_day(doc, j)):
        return end
    last = end
    while j < len(doc) and j not in used:
        token = doc[j]
        if token.ent_type_ == "PERSON":
            break
        if token.is_title or (token.text.isupper() and token.is_alpha):
            last = j + 1
        elif token.lower_ not in ("and", "the", "of", ",", "-", "universalization") or (
            token.text == "," and not (j + 1 < len(doc) and doc[j + 1].is_title and _list_goes_on(doc, j))
        ):
            break
        j += 1
    if last > end and doc[last - 1].ent_type_ == "PERSON" and doc[end + 1].ent_type_ == "PERSON":
        return end
    if category == "spokesperson" and _FIELDS.isdisjoint(t.lower_ for t in doc[end:last]):
        return end  # "spokeswoman for | Acme Power": no field, but a body
    return _before_a_name(doc, end, last) if last > end else end


def _is_no_field(doc: Doc, j: int, used: set[int], category: str) -> bool:
    """ "Spokesman for | the Secretary-General": another office."""
    return j < len(doc) and _head_at(doc, j, used) is not None and not (doc[j].is_title and category == "minister")


def _before_a_name(doc: Doc, end: int, last: int) -> int:
    """ "Secretary of Energy | Ana Ruiz", where the recogniser sees no name: after a field of work come two words."""
    first = last
    while first > end and doc[first - 1].is_title and doc[first - 1].lower_ not in _FIELDS:
        first -= 1
    named = 1 < last - first < 4 and first > end + 1 and doc[first - 1].lower_ in _FIELDS
    return first if named and not any(t.lower_ in _ORGANIZATION_WORDS for t in doc[first:last]) else last


_FIELDS = words("fields_of_work")


def _list_goes_on(doc: Doc, comma: int) -> bool:
    """In "Coordinator for Trade, Finance and Development, Ana Ruiz" only the first comma belongs to the office."""
    rest = [t.lower_ for t in doc[comma + 1 : comma + 6]]
    return "and" in rest and "," not in rest[: rest.index("and")] and doc[comma + 1].ent_type_ != "PERSON"
