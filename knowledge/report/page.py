"""The editors' report: one HTML page without anything from elsewhere."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from knowledge.contacts import FILE, MAX_AGE, load_contacts
from knowledge.library import Library
from knowledge.models import Card, Moment, Theme
from knowledge.readability import Findings, Hit, Score, score, units
from knowledge.report.counts import Counts, thin_cells
from knowledge.review import Reviews

WORST = 40
SOON = timedelta(days=60)
SOURCE_AGE = timedelta(days=365)  # a source should be opened again once a year


@dataclass(frozen=True)
class Row:
    """One card in the table of scores."""

    card: Card
    score: Score
    failures: int
    warnings: int
    status: str


@dataclass(frozen=True)
class Expiry:
    """Something that will no longer count after `day`."""

    what: str
    day: date


def render(library: Library, reviews: Reviews, findings: Findings, today: date, contacts: Path = FILE) -> str:
    """The report as HTML."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template("report.html").render(
        today=today,
        counts=Counts.of(library),
        moments=[library.moments[moment] for moment in Moment],
        themes=[library.themes[theme] for theme in Theme],
        reasons=[
            (library.moments[cell.moment].title, library.themes[cell.theme].title, cell.reason)
            for cell in thin_cells(library.root)
        ],
        rows=_rows(library, reviews, findings.hits),
        worst=_worst(findings.hits),
        failures=len(findings.failures),
        warnings=len(findings.warnings),
        expiries=_expiries(library, reviews, today, contacts),
        doubtful=[card for card in library.cards.values() if card.doubts],
        approved=sum(review.status == "approved" for review in reviews.values()),
    )


def _rows(library: Library, reviews: Reviews, hits: list[Hit]) -> list[Row]:
    rows = []
    failures = Counter(hit.unit for hit in hits if hit.fails)
    warnings = Counter(hit.unit for hit in hits if not hit.fails)
    for unit in units(library):
        if unit.is_card:
            card = library.cards[unit.id]
            rows.append(Row(card, score(unit), failures[unit.id], warnings[unit.id], reviews[card.id].status))
    return sorted(rows, key=lambda row: (-row.failures, -row.warnings, row.score.flesch))


def _worst(hits: list[Hit]) -> list[tuple[Hit, list[Hit]]]:
    """Sentences with the most and the gravest hits, each with all its hits."""
    by_sentence: dict[tuple[str, str], list[Hit]] = {}
    for hit in hits:
        by_sentence.setdefault((hit.unit, hit.sentence), []).append(hit)
    ranked = sorted(by_sentence.values(), key=lambda s: (-sum(h.fails for h in s), -len(s), -len(s[0].sentence)))
    return [(found[0], found) for found in ranked[:WORST]]


def _expiries(library: Library, reviews: Reviews, today: date, contacts: Path) -> list[Expiry]:
    soon = today + SOON
    found = [
        Expiry(f"Handtekening onder {card}", review.valid_until)
        for card, review in reviews.items()
        if review.valid_until is not None
    ]
    for listed in load_contacts(contacts):
        until = listed.contact.checked_on + timedelta(MAX_AGE)
        found.append(Expiry(f"Nummer of site van {listed.contact.name}", until))
    oldest: dict[str, date] = {}
    for card in library.cards.values():
        for source in card.sources:
            until = source.checked_on + SOURCE_AGE
            oldest[str(source.url)] = min(until, oldest.get(str(source.url), until))
    found += [Expiry(f"Bron {url}", until) for url, until in oldest.items()]
    return sorted((e for e in found if e.day <= soon), key=lambda e: (e.day, e.what))
