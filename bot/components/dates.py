"""Dutch expressions of time, turned into a date: "over twee maanden", "14 december", "vorige week".

The date is a calendar day counted from `today`; vague expressions take the middle of what they mean ("volgende week" is 7 days
on, "volgende maand" 30).
"""

import re
from datetime import date, timedelta
from typing import Dict, List, NamedTuple, Optional, Text

NUMBERS: Dict[Text, int] = {
    "een": 1,
    "één": 1,
    "n": 1,
    "twee": 2,
    "drie": 3,
    "vier": 4,
    "vijf": 5,
    "zes": 6,
    "zeven": 7,
    "acht": 8,
    "negen": 9,
    "tien": 10,
    "elf": 11,
    "twaalf": 12,
    "anderhalve": 1,
    "anderhalf": 1,
    "half": 1,
    "paar": 2,
    "enkele": 3,
}
UNITS: Dict[Text, int] = {
    "dag": 1,
    "dagen": 1,
    "nacht": 1,
    "week": 7,
    "weken": 7,
    "wk": 7,
    "maand": 30,
    "maanden": 30,
    "mnd": 30,
    "jaar": 365,
}
MONTHS: Dict[Text, int] = {
    "januari": 1,
    "jan": 1,
    "februari": 2,
    "feb": 2,
    "maart": 3,
    "mrt": 3,
    "april": 4,
    "apr": 4,
    "mei": 5,
    "juni": 6,
    "jun": 6,
    "juli": 7,
    "jul": 7,
    "augustus": 8,
    "aug": 8,
    "september": 9,
    "sept": 9,
    "sep": 9,
    "oktober": 10,
    "okt": 10,
    "november": 11,
    "nov": 11,
    "december": 12,
    "dec": 12,
}
WEEKDAYS: Dict[Text, int] = {
    "maandag": 0,
    "dinsdag": 1,
    "woensdag": 2,
    "donderdag": 3,
    "vrijdag": 4,
    "zaterdag": 5,
    "zondag": 6,
}
FIXED: Dict[Text, int] = {
    "vandaag": 0, "vanmiddag": 0, "vanavond": 0, "morgen": 1, "morgenochtend": 1, "overmorgen": 2, "gisteren": -1, "gister": -1,
    "eergisteren": -2, "volgende week": 7, "komende week": 4, "vorige week": -7, "afgelopen week": -4, "volgende maand": 30,
    "komende maand": 20, "vorige maand": -30, "afgelopen maand": -20, "vanochtend": 0, "vannacht": 0,
}  # fmt: skip
_COUNT = r"(?P<count>\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + r")"
_UNIT = r"(?P<unit>" + "|".join(sorted(UNITS, key=len, reverse=True)) + r")"
_MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")"
_WHICH = r"(?P<which>aanstaande|a\.?s\.?|komende|volgende|afgelopen|vorige)"
_DAYS = "|".join(WEEKDAYS)
_WEEKDAY = rf"(?P<weekday>{_DAYS})(?:ochtend|morgen|middag|avond|nacht)?"
_DAY = rf"(?:(?:{_DAYS})\s+)?(?P<day>\d{{1,2}})"
_ABOUT = r"(?:zo'?n\s+|ongeveer\s+|een\s+paar\s+|een\s+(?=half))?"
_RANGE = rf"(?:\s*(?:à|a|tot|of|-)\s*(?:\d{{1,3}}|{'|'.join(NUMBERS)}))?"
_PATTERNS = [
    ("ahead", re.compile(rf"\b(?:over|binnen)\s+{_ABOUT}(?:{_COUNT}{_RANGE})?\s*{_UNIT}\b")),
    ("nights", re.compile(rf"\bnog\s+{_COUNT}\s+{_UNIT}(?:\s+(?:tot|voor|en dan|te gaan|wachten))")),
    ("ago", re.compile(rf"\b{_ABOUT}{_COUNT}\s+{_UNIT}\s+(?:geleden|terug|na\b|verder|post)")),
    ("since", re.compile(rf"\b(?:sinds|al)\s+{_COUNT}\s+{_UNIT}\b")),
    ("numeric", re.compile(rf"\b{_DAY}[-/](?P<number>\d{{1,2}})(?:[-/](?P<year>\d{{4}}|\d{{2}}))?\b")),
    ("named", re.compile(rf"\b{_DAY}\s+{_MONTH}\.?(?:\s+(?P<year>\d{{4}}))?\b")),
    ("month", re.compile(rf"\b(?:in|begin|eind|half|medio)\s+{_MONTH}\b")),
    ("week", re.compile(rf"\b{_WHICH}\s+week\s+(?:op\s+)?{_WEEKDAY}\b")),
    ("weekday", re.compile(rf"\b(?:{_WHICH}\s*)?{_WEEKDAY}\b")),
    ("fixed", re.compile(r"\b(?P<fixed>" + "|".join(sorted(FIXED, key=len, reverse=True)) + r")\b")),
]  # fmt: skip


class Found(NamedTuple):
    """Where a time stands in the text, and the date it means."""

    start: int
    end: int
    day: date


def find_dates(text: Text, today: date) -> List[Found]:
    """The dates that a text names, in order; of overlapping readings the longest.

    >>> find_dates("over twee weken", date(2026, 11, 22))[0].day
    datetime.date(2026, 12, 6)
    """
    lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)  # as long as the text: places in it count
    found: List[Found] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(lowered):
            day = _day(kind, match, today)
            if day is not None:
                found.append(Found(match.start(), match.end(), day))
    kept: List[Found] = []
    for item in sorted(found, key=lambda f: (f.start - f.end, f.start)):
        if all(item.end <= other.start or item.start >= other.end for other in kept):
            kept.append(item)
    return sorted(kept)


def _day(kind: Text, match: "re.Match[str]", today: date) -> Optional[date]:
    groups = match.groupdict()
    if kind in ("ahead", "nights", "ago", "since"):
        count = groups["count"]
        number = int(count) if count and count.isdigit() else NUMBERS.get(count or "paar", 2)
        days = number * UNITS[groups["unit"]]
        if count in ("anderhalve", "anderhalf"):
            days = days * 3 // 2
        elif count == "half":
            days = days // 2
        return today + timedelta(days=days if kind in ("ahead", "nights") else -days)
    if kind == "fixed":
        return today + timedelta(days=FIXED[groups["fixed"]])
    if kind == "week":
        monday = today - timedelta(days=today.weekday())
        weeks = {"vorige": -1, "afgelopen": -1}.get(groups["which"], 1)
        return monday + timedelta(days=7 * weeks + WEEKDAYS[groups["weekday"]])
    if kind == "weekday":
        ahead = (WEEKDAYS[groups["weekday"]] - today.weekday()) % 7 or 7
        return today + timedelta(days=ahead - 7 if groups["which"] in ("afgelopen", "vorige") else ahead)
    if kind == "month":
        return _nearest(today, MONTHS[groups["month"]], 15, None)
    month = MONTHS[groups["month"]] if kind == "named" else int(groups["number"])
    return _nearest(today, month, int(groups["day"]), groups["year"])


def _nearest(today: date, month: int, day: int, year: Optional[Text]) -> Optional[date]:
    """The day in the year given, else the one nearest to today, the coming one when in doubt; None when there is no such day."""
    years = [int(year) + (2000 if len(year) == 2 else 0)] if year else [today.year - 1, today.year, today.year + 1]
    days = []
    for candidate in years:
        try:
            days.append(date(candidate, month, day))
        except ValueError:
            continue
    # a patient plans further ahead than back: half a year back weighs as much as a whole year ahead
    return min(days, key=lambda d: (d - today).days if d >= today else 2 * (today - d).days) if days else None
