"""Counts as editors may see them: groups under 5 stay hidden, and a total holds only what is shown."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from api.counts import EVENTS, SMALLEST, Row, masked

TITLES = {
    "started": "Gesprek begonnen", "card_shown": "Kaart getoond", "questions_shown": "Vragen getoond",
    "refer": "Verwezen naar een zorgverlener", "unknown": "Wist het niet", "crisis": "Crisisbericht",
    "clear_yes": "Gesprek was duidelijk", "clear_no": "Gesprek was niet duidelijk",
}  # fmt: skip


@dataclass(frozen=True)
class Bar:
    """One line of a chart; `share` is its length, 0 to 1, and 0 for a group that is too small to show."""

    title: str
    shown: str
    share: float


def bars(numbers: Iterable[tuple[str, int]]) -> list[Bar]:
    """Lines of a chart, each relative to the largest."""
    kept = list(numbers)
    largest = max((number for _, number in kept), default=0)
    return [Bar(t, masked(n), n / largest if n >= SMALLEST else 0.0) for t, n in kept]


def by_event(rows: list[Row]) -> list[Bar]:
    """How often each event happened.

    A topic that is too small to show stays out of the total ("9 of meer"): the difference would tell its number.
    """
    topics = {event: Counter[tuple[str, str]]() for event in EVENTS}
    for row in rows:
        topics[row.event][row.moment, row.theme] += row.number
    shown = {event: sum(n for n in of.values() if n >= SMALLEST) for event, of in topics.items()}
    made = bars((TITLES[event], shown[event]) for event in EVENTS)
    return [_with_hidden(bar, shown[event], topics[event].total()) for event, bar in zip(EVENTS, made, strict=True)]


def _with_hidden(bar: Bar, shown: int, total: int) -> Bar:
    if shown == total:
        return bar
    words = masked(total) if total < SMALLEST else f"{max(shown, SMALLEST)} of meer"
    return replace(bar, shown=words)


def by_topic(rows: list[Row], event: str, name: Callable[[Row], str]) -> list[Bar]:
    """How often one event happened for each topic, the most frequent first."""
    total = Counter[str]()
    for row in rows:
        if row.event == event:
            total[name(row)] += row.number
    return bars(total.most_common())


def as_csv(rows: list[Row]) -> str:
    """The rows as CSV, small groups hidden."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["day", "organisation", "moment", "theme", "event", "number"])
    for row in rows:
        writer.writerow([row.day, row.organisation, row.moment, row.theme, row.event, masked(row.number)])
    return out.getvalue()
