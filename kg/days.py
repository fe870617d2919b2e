"""Days as texts name them: "Monday", "25 February" → dates, seen from the article's own date."""

from __future__ import annotations

import re
from datetime import date, timedelta

_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTHS = "january february march april may june july august september october november december".split()


def resolve_day(text: str, own: date | None) -> date | None:
    """ "Monday", "25 February", "Feb. 25" → the last such day up to the article's date, or that of the year named."""
    if own is None:
        return None
    lower = text.lower()
    if lower in _WEEKDAYS:
        back = (own.weekday() - _WEEKDAYS.index(lower)) % 7
        return own - timedelta(days=back) if own.toordinal() > back else None  # there is no day before 0001-01-01
    match = re.fullmatch(r"(?:(\d{1,2}) ([a-z]+)|([a-z]+)\.? (\d{1,2}))(?:,? (\d{4}))?", lower)
    if not match:
        return None
    day, month = (match.group(1), match.group(2)) if match.group(1) else (match.group(4), match.group(3))
    number = next((n for n, name in enumerate(_MONTHS, 1) if len(month) > 2 and name.startswith(month)), None)
    if number is None:
        return None
    try:
        found = date(int(match.group(5) or own.year), number, int(day))
    except ValueError:
        return None
    if found <= own or match.group(5):
        return found
    return found.replace(year=own.year - 1) if own.year > 1 else None
