"""Everything a patient can read, cut into units that are judged on their own (a card, a question, a phrase)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.library import Library
from knowledge.models import Card
from knowledge.source import Document

_NOT_SHOWN = frozenset({"id", "url", "phone", "source", "category", "urgency", "checked_on", "language", "rules"})
_WALKED = ("crisis.yml", "notices.yml", "leaflet.yml", "guides.yml")  # texts that have no record of their own here


@dataclass(frozen=True)
class Passage:
    """One shown field of a unit. `field` is how it is called in the file; "text" of a card is its body."""

    field: str
    text: str


@dataclass(frozen=True)
class Unit:
    """What a patient reads in one go. `line` is where it starts in `file`; `term` is a word explained right here."""

    id: str
    file: Path
    line: int
    passages: tuple[Passage, ...]
    is_card: bool = False
    term: str | None = None

    @property
    def whole(self) -> str:
        """All shown text."""
        return "\n".join(passage.text for passage in self.passages)

    def line_of(self, passage: Passage, sentence: str) -> int:
        """The line on which a sentence starts, also when it runs on. Reads the file: meant for hits, which are few."""
        lines = self.file.read_text(encoding="utf-8").split("\n")
        start = self.line - 1
        if self.is_card and passage.field == "text":
            start = [number for number, line in enumerate(lines) if line.strip() == "---"][1]
        elif self.is_card:
            start = next((n for n, line in enumerate(lines) if line.startswith(f"{passage.field}:")), start)
        rest = "\n".join(lines[start:])
        words = (re.escape(word).replace('"', r'\\?"') for word in sentence.split())
        found = re.search(r"\s+".join(words), rest)
        return start + 1 + (rest.count("\n", 0, found.start()) if found else 0)


def units(library: Library) -> Iterator[Unit]:
    """All units of a library, cards first."""
    for card in library.cards.values():
        yield Unit(card.id, *library.files[card.id], card_passages(card), is_card=True)
    for question in library.questions.values():
        yield Unit(question.id, *library.files[question.id], (Passage("text", question.text),))
    for phrase in library.phrases:
        for text in phrase.texts:  # each on its own: a variant is shown without the others
            yield Unit(phrase.id, *library.files[phrase.id], (Passage("texts", text),))
    for moment in library.moments.values():
        shown = (moment.title, moment.short, *moment.heard, *moment.heard_after, moment.link, moment.next)
        for text in shown:
            yield Unit(moment.id, *library.files[moment.id], (Passage("moment", text),))
    for theme in library.themes.values():
        yield Unit(theme.id, *library.files[theme.id], (Passage("title", theme.title), Passage("about", theme.about)))
    for role in library.roles.values():
        yield Unit(role.id, *library.files[role.id], (Passage("title", role.title), Passage("spoken", role.spoken)))
    for entry in library.glossary.values():
        explanation = Passage("explanation", entry.explanation)
        yield Unit(entry.term, *library.files[entry.term], (explanation,), term=entry.term)
    for name in _WALKED:
        yield from _walk(library.root / name)


def card_passages(card: Card) -> tuple[Passage, ...]:
    """The passages of a card, in the order in which they are shown."""
    fields = {"title": card.title, "link": card.link, "text": card.text, "step": card.step, "caution": card.caution}
    return tuple(Passage(name, value) for name, value in fields.items() if value)


def _walk(file: Path) -> Iterator[Unit]:
    """Every Dutch text in a YAML file that is built otherwise than records of the library."""
    if not file.exists():
        return
    document = Document.parse(file, file.read_text(encoding="utf-8"))
    for path, text in _strings(document.data, ()):
        yield Unit(".".join(map(str, path)), file, document.line(path), (Passage("text", text),))


def _strings(data: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(data, str):
        if " " in data:
            yield path, data
    elif isinstance(data, list):
        for index, item in enumerate(data):
            yield from _strings(item, (*path, index))
    elif isinstance(data, dict) and data.get("language", "nl") == "nl":
        for key, value in data.items():
            foreign = isinstance(key, str) and len(key) == 2 and key != "nl"
            if key not in _NOT_SHOWN and not foreign:
                yield from _strings(value, (*path, key))
