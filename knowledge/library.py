"""The library: all content of one language, read at once and checked as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from knowledge.errors import ContentError, Problem
from knowledge.models import (
    Card,
    GlossaryEntry,
    MedicineGroup,
    Moment,
    MomentText,
    Phrase,
    Question,
    Role,
    RoleText,
    Theme,
    ThemeText,
)
from knowledge.phrasebook import Phrasebook
from knowledge.reader import R, Reader, lines_of, mapping
from knowledge.source import read_markdown

CONTENT = Path(__file__).parent / "content"


@dataclass(frozen=True)
class Library:
    """Everything a patient can read in one language, and what search needs to find it.

    `files` tells in which file (and from which line) a card, question or other record stands.

    >>> library = Library.load(CONTENT / "nl")
    >>> library.card("surgery-smoking-why").themes
    (<Theme.SMOKING: 'smoking'>,)
    """

    root: Path
    cards: dict[str, Card]
    questions: dict[str, Question]
    medicines: dict[str, MedicineGroup]
    glossary: dict[str, GlossaryEntry]
    examples: dict[str, tuple[str, ...]]
    moments: dict[Moment, MomentText]
    themes: dict[Theme, ThemeText]
    roles: dict[Role, RoleText]
    phrases: Phrasebook
    files: dict[str, tuple[Path, int]] = field(repr=False)

    @classmethod
    def load(cls, root: Path = CONTENT / "nl") -> Library:
        """Read and check all content below `root`.

        Raises ContentError with every problem found (file, line, reason, remedy), never only the first.
        """
        return _LibraryReader(root).read()

    def card(self, card_id: str) -> Card:
        """The card with this id; KeyError when there is none."""
        return self.cards[card_id]

    def questions_for(
        self, moment: Moment | None = None, role: Role | None = None, theme: Theme | None = None
    ) -> list[Question]:
        """Questions that fit all that is given, those of the moment's top three first."""
        found = [
            q
            for q in self.questions.values()
            if (moment is None or q.moment == moment)
            and (role is None or q.role == role)
            and (theme is None or theme in q.themes)
        ]
        return sorted(found, key=lambda q: q.top or 4)


class _LibraryReader(Reader):
    def __init__(self, root: Path) -> None:
        super().__init__()
        self.root = root
        self.files: dict[str, tuple[Path, int]] = {}

    def read(self) -> Library:
        if not self.root.is_dir():
            raise ContentError([Problem(self.root, 1, "no such content folder", "check the path")])
        cards = dict(self._cards())
        questions = self._records("questions/*.yml", Question, lambda q: q.id)
        medicines = self._records("medicines/*.yml", MedicineGroup, lambda g: g.id)
        glossary = self._records("glossary.yml", GlossaryEntry, lambda g: g.term)
        examples = self._examples(cards)
        moments = self._records("moments.yml", MomentText, lambda m: m.id)
        themes = self._records("themes.yml", ThemeText, lambda t: t.id)
        roles = self._records("roles.yml", RoleText, lambda r: r.id)
        phrases = Phrasebook(self._records("messages.yml", Phrase, lambda p: p.id))
        self._references(cards, questions, medicines)
        self._complete("moments.yml", Moment, moments)
        self._complete("themes.yml", Theme, themes)
        self._complete("roles.yml", Role, roles)
        self.finish()
        return Library(
            self.root,
            cards,
            questions,
            medicines,
            glossary,
            examples,
            {Moment(key): value for key, value in moments.items()},
            {Theme(key): value for key, value in themes.items()},
            {Role(key): value for key, value in roles.items()},
            phrases,
            self.files,
        )

    def _cards(self) -> Iterable[tuple[str, Card]]:
        seen: set[str] = set()
        for file in sorted(self.root.glob("cards/*/*.md")):
            if (read := self.markdown(file)) is None:
                continue
            document, body = read
            card = self.validate(Card, document, {**mapping(document.data), "text": body}, ())
            if card is None:
                continue
            if card.id in seen:
                self.problem(document, ("id",), f"id '{card.id}' stands in two files", "rename one of them")
            elif card.id != file.stem:
                self.problem(document, ("id",), f"id '{card.id}' differs from the file name", "make them the same")
            expected = file.parent.name
            if (expected == "general") != (not card.moments) or (card.moments and expected not in card.moments):
                self.problem(document, ("moments",), f"folder '{expected}' does not fit the moments", "move the file")
            seen.add(card.id)
            self.files[card.id] = (file, 1)
            yield card.id, card

    def _records(self, pattern: str, model: type[R], key: Callable[[R], str]) -> dict[str, R]:
        found: dict[str, R] = {}
        for file in sorted(self.root.glob(pattern)):
            for record, document, index in self.records(file, model):
                name = key(record)
                if name in found:
                    self.problem(document, (index,), f"'{name}' stands twice", "remove one or rename it")
                found[name] = record
                self.files[name] = (file, document.line((index,)))
        return found

    def _examples(self, cards: dict[str, Card]) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for file in sorted(self.root.glob("examples/*.yml")):
            if (document := self.document(file)) is None:
                continue
            for card_id, data in mapping(document.data).items():
                if card_id not in cards:
                    self.problem(document, (card_id,), f"examples for unknown card '{card_id}'", "correct the id")
                elif (lines := lines_of(data)) is None:
                    self.problem(document, (card_id,), "examples are not all text", "quote numbers, yes and no")
                else:
                    found[card_id] = (*found.get(card_id, ()), *lines)
        return found

    def _references(
        self, cards: dict[str, Card], questions: dict[str, Question], medicines: dict[str, MedicineGroup]
    ) -> None:
        for card in cards.values():
            file, _ = self.files[card.id]
            document, _ = read_markdown(file, file.read_text(encoding="utf-8"))
            for index, question in enumerate(card.ask):
                if question not in questions:
                    reason = f"unknown question '{question}'"
                    self.problem(document, ("ask", index), reason, "use an id from questions/")
            for index, group in enumerate(card.medicines):
                if group not in medicines:
                    reason = f"unknown medicine group '{group}'"
                    self.problem(document, ("medicines", index), reason, "use an id from medicines/")
        for moment in Moment:
            ranked = sorted((q.top, q.id) for q in questions.values() if q.moment == moment and q.top)
            if ranked and [top for top, _ in ranked] != [1, 2, 3]:
                file, line = self.files[ranked[0][1]]
                reason = f"the top three of '{moment}' is {ranked}"
                self.problems.append(Problem(file, line, reason, "give exactly one question each of top 1, 2 and 3"))

    def _complete(self, name: str, labels: type[StrEnum], found: Mapping[str, object]) -> None:
        for label in labels:
            if label not in found:
                reason = f"'{label}' is missing"
                self.problems.append(Problem(self.root / name, 1, reason, "add a record for every label"))
