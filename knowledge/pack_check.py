"""What an editor should repair in a pack: language, freshness, and signatures that cannot be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from knowledge.contacts import MAX_AGE
from knowledge.errors import Problem
from knowledge.library import Library
from knowledge.pack_merge import merge, reviews_of
from knowledge.pack_reader import Pack
from knowledge.readability import Gate, Passage, Unit
from knowledge.readability.units import card_passages


def check_pack(pack: Pack, base: Library, today: date) -> Iterator[Problem]:
    """The same gate as for the library: every sentence that a patient reads, every date, every signature."""
    gate = Gate.of(base)
    for unit in pack_units(pack):
        yield from (hit.problem() for hit in gate.check(unit) if hit.fails)
    yield from _stale(pack, today)
    yield from reviews_of(base, pack, merge(base, pack), today).problems


def pack_units(pack: Pack) -> Iterator[Unit]:
    """Everything of this pack that a patient reads."""
    for card in pack.cards.values():
        yield Unit(card.id, *pack.files[card.id], card_passages(card), is_card=True)
    for question in pack.questions.values():
        yield Unit(question.id, *pack.files[question.id], (Passage("text", question.text),))
    settings = pack.root / "organisation.yml"
    if pack.organisation.greeting:
        yield Unit(pack.id, settings, 1, (Passage("greeting", pack.organisation.greeting),))
    for entry in pack.local.entries:
        shown = (Passage("audience", entry.audience), Passage("cost", entry.cost))
        yield Unit(entry.name, pack.root / "map.yml", 1, shown)


def _stale(pack: Pack, today: date) -> Iterator[Problem]:
    listed: list[tuple[Path, str, date]] = [
        (pack.root / "organisation.yml", contact.name, contact.checked_on) for contact in pack.organisation.contacts
    ]
    listed += [(pack.root / "map.yml", entry.name, entry.checked_on) for entry in pack.local.entries]
    for file, name, checked_on in listed:
        age = (today - checked_on).days
        if not 0 <= age <= MAX_AGE:
            reason = f"'{name}' is bekeken op {checked_on}" + (", een dag die nog komt" if age < 0 else "")
            remedy = f"bel of open het opnieuw (elke {MAX_AGE} dagen) en zet checked_on op de dag van vandaag"
            yield Problem(file, _line(file, name), reason, remedy)


def _line(file: Path, name: str) -> int:
    lines = file.read_text(encoding="utf-8").split("\n")
    return next((number for number, line in enumerate(lines, 1) if name in line), 1)
