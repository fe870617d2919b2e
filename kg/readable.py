"""A line of an article as the parser reads it: straight quotation marks, no dateline, names not in capitals."""

from __future__ import annotations

import re

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
                           "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2011": "-", "\u2010": "-"})  # fmt: skip
_BRITISH = re.compile(r"(?<!\w)‘((?:[^‘’“”]|(?<=\w)’(?=\w)){18,}[,.?!])’(?!\w)")
"""Speech between single marks, as British papers print it; terms and titles have no mark at their end."""
_CAPS_NAME = re.compile(
    r"\b(?:(?:[^\W\d_]\.){1,3}\s?)?[^\W\d_]{2,}"
    r"(?:[-' ][^\W\d_]{2,}(?:\.(?= ))?|[ ][^\W\d_]\.|[ ](?:[^\W\d_]\.){2,3}){0,8}(?=\s*,?\s*\(|, )"
)
_ROYAL = re.compile(r"^(?:PRINCE|PRINCESS|KING|QUEEN|SHEIKH) [^\W\d_a-z]{3,}(?: [^\W\d_a-z]{2,})*(?= of | said |, )")
_EXCELLENCY = re.compile(r"\bH\. ?E\. ?(?=[A-Z])")
"""A courtesy before a name, which the parser takes for initials."""
_MIXED_CASE = re.compile(
    r"((?:\bH\. ?E\.|\bM(?:r|s|rs)\.?|\bDr\.?|\bProf\.?|\bHon\.?|\bExcellency)\s+(?:[A-Z][\w.'-]*[a-z.] ){1,5})"
    r"([A-Z]{2,}(?:[ -][A-Z]{2,})*)(?![\w-])"
)
"""A family name in capitals after a courtesy and a given name: "H.E. Ana RUIZ"."""

_PLACE = r"[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3}(?: ?(?:, |\()[A-Z][\w.' ]{1,24}\)?)?(?: ?\[[A-Z]\w+\])?"
_WHEN = (
    r"(?:, ?(?:(?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?: \d{1,2})?(?:,? \d{4})?|"
    r"[A-Z][a-z]+day))"
)
_AGENCY = r"(?: ?,? ?(?:\([A-Z][\w. ]{1,24}\)|/[A-Z][\w ]{2,12}/))"
_DASH = r"(?: ?(?:[-–—]{1,2}|:|\.) )"
_DATELINE = re.compile(
    rf"^(?:{_PLACE}{_WHEN}?{_AGENCY}{_DASH}|{_PLACE}{_WHEN}{_DASH}|"
    r"[A-Z][a-z]+, [A-Z][a-z]+[–—](?=[A-Z])|"
    r"(?:[A-Z][A-Z'.-]+ ?){1,3}(?:, [A-Z][\w ]{2,20})?(?: ?[-–—]{1,2} |: )|[A-Z][a-z]+(?: [A-Z][a-z]+)? [–—] (?=[A-Z]))"
)
"""Where, when and by which agency a story was filed: no part of its first sentence."""


def readable(line: str) -> str:
    """The line as the parser reads it; of the same length."""
    if "“" not in line and '"' not in line:
        line = _BRITISH.sub(r'"\1"', line)
    line = _DATELINE.sub(lambda m: " " * len(m.group()), line.translate(_STRAIGHT))
    line = _EXCELLENCY.sub(lambda m: " " * len(m.group()), _MIXED_CASE.sub(lambda m: m[1] + _cased(m[2]), line))
    line = _ROYAL.sub(lambda m: _cased(m.group()), line)
    return _CAPS_NAME.sub(lambda m: _cased(m.group()) if _is_caps_name(m) else m.group(), line)


def _is_caps_name(match: re.Match[str]) -> bool:
    """All capitals, and two words or a title before it: not "NATO (North Atlantic …"."""
    text = match.group()
    titled = re.search(r"\b(?:Mr|Ms|Mrs|Dr|Sir)\.? $", match.string[: match.start()])
    if match.string[match.end() :].startswith(",") and match.start() > 0:
        # before a comma only at the head of a line: "ANA RUIZ, Under-Secretary-General …", "Then, ANA RUIZ, Judge …"
        led = _LEAD_IN.fullmatch(match.string[: match.start()]) and " " in text.strip()
        if not led or not re.match(r", [A-Z][a-z]", match.string[match.end() :]):
            return False
    return text.isupper() and bool(titled or " " in text.strip()) and any(len(word) > 3 for word in text.split())


_LEAD_IN = re.compile(r"[A-Z][a-z][^.;:,]{1,60}, ")
"""What may lead in a speaker in capitals: "After the vote, ANA RUIZ, …"."""


def _cased(name: str) -> str:
    """``LINDA THOMAS-GREENFIELD`` → ``Linda Thomas-Greenfield``; the length stays."""
    return re.sub(r"[^\W\d_]+", lambda m: _word_cased(m.group()), name)


def _word_cased(word: str) -> str:
    if re.fullmatch(r"[IVX]{2,4}", word):
        return word
    # letter by letter: the lower case of "İ" has two characters, which would move every later offset
    return word[0] + "".join("i" if c == "İ" else c.lower() if len(c.lower()) == 1 else c for c in word[1:])
