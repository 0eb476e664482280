"""How much the library holds, and which cells of moment and theme are thin."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from knowledge.errors import ContentError, Problem
from knowledge.library import Library
from knowledge.models import Moment, Record, Theme
from knowledge.source import Document

FEWEST = 3  # cards in a cell that matters
FEWEST_EXAMPLES = 12  # example questions of a card that search finds well


class ThinCell(Record):
    """A cell of moment and theme that holds fewer than 3 cards of its own, and why that is right."""

    moment: Moment
    theme: Theme
    reason: Annotated[str, Field(min_length=10)]


@dataclass(frozen=True)
class Counts:
    """The figures of a library."""

    cards: int
    general: int
    questions: int
    examples: int
    few_examples: tuple[str, ...]
    medicine_groups: int
    medicine_names: int
    glossary: int
    doubts: int
    matrix: dict[tuple[Moment, Theme], int]

    @classmethod
    def of(cls, library: Library) -> Counts:
        """Count. A card counts in each of its moments and themes; one for all moments counts as general only."""
        cells = Counter((m, t) for card in library.cards.values() for m in card.moments for t in card.themes)
        per_card = {card: len(library.examples.get(card, ())) for card in library.cards}
        return cls(
            cards=len(library.cards),
            general=sum(not card.moments for card in library.cards.values()),
            questions=len(library.questions),
            examples=sum(per_card.values()),
            few_examples=tuple(card for card, count in per_card.items() if count < FEWEST_EXAMPLES),
            medicine_groups=len(library.medicines),
            medicine_names=len({name.lower() for group in library.medicines.values() for name in group.names}),
            glossary=len(library.glossary),
            doubts=sum(len(card.doubts) for card in library.cards.values()),
            matrix={(moment, theme): cells[moment, theme] for moment in Moment for theme in Theme},
        )

    def __str__(self) -> str:
        few = f", {len(self.few_examples)} cards with fewer than {FEWEST_EXAMPLES}" if self.few_examples else ""
        width = max(len(theme) for theme in Theme)
        lines = [
            f"{self.cards} cards ({self.general} for all moments), {self.questions} questions",
            f"{self.examples} example questions{few}",
            f"{self.medicine_names} medicine names in {self.medicine_groups} groups",
            f"{self.glossary} glossary entries, {self.doubts} doubts for the reviewer",
            " " * 18 + "".join(f"{theme:>{width + 1}}" for theme in Theme),
        ]
        for moment in Moment:
            row = "".join(f"{self.matrix[moment, theme]:>{width + 1}}" for theme in Theme)
            lines.append(f"{moment:18}{row}")
        return "\n".join(lines)


def thin_cells(root: Path) -> list[ThinCell]:
    """The written table of thin cells (coverage.yml). Raises ContentError when it is not right."""
    file = root / "coverage.yml"
    if not file.exists():
        return []
    document = Document.parse(file, file.read_text(encoding="utf-8"))
    try:
        return [ThinCell.model_validate(item) for item in document.data or []]
    except ValidationError as error:
        raise ContentError(list(document.problems(error))) from error


def uncovered(library: Library) -> list[Problem]:
    """Cells with fewer than 3 cards that the written table does not explain, and explanations no longer needed."""
    file = library.root / "coverage.yml"
    matrix = Counts.of(library).matrix
    explained = {(cell.moment, cell.theme) for cell in thin_cells(library.root)}
    thin = {cell for cell, count in matrix.items() if count < FEWEST}
    missing = [
        Problem(file, 1, f"{m} x {t} heeft {matrix[m, t]} kaarten", "schrijf kaarten, of zet de reden in coverage.yml")
        for m, t in sorted(thin - explained)
    ]
    return missing + [
        Problem(file, 1, f"{m} x {t} heeft nu {matrix[m, t]} kaarten", "haal de regel uit coverage.yml")
        for m, t in sorted(explained - thin)
    ]
