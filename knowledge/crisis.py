"""What is said first when a message signals danger: fixed texts per category, urgency and language.

Loading is strict, answering never fails: a language or urgency without a text of its own falls back to one that has.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from knowledge.errors import Problem
from knowledge.models import Record
from knowledge.reader import Reader

Urgency = Literal["now", "today", "soon"]
Category = Literal[
    "any", "suicide", "self_harm", "emergency", "overdose", "child_safety", "violence", "alcohol_withdrawal",
    "psychosis_mania", "eating_disorder", "medication_stop",
]  # fmt: skip
URGENCIES: tuple[Urgency, ...] = ("now", "today", "soon")
MAIN_LANGUAGE, SECOND_LANGUAGE = "nl", "en"
MAX_WORDS = 60
"""A person in danger reads little: no crisis text is longer."""

Text = Annotated[str, Field(min_length=20, max_length=600)]


class CrisisText(Record):
    """One crisis answer. Category `any` holds what is said for every category that has no words of its own.

    `followup` is said when the person comes back to it, denies it, or says that help is on its way.
    """

    category: Category
    urgency: Urgency = "now"
    text: Text
    contacts: tuple[str, ...] = Field(min_length=1)
    choices: tuple[str, ...] = ()
    followup: Text | None = None

    @field_validator("contacts", mode="before")
    @classmethod
    def _names(cls, values: object) -> object:
        return [str(v) for v in values] if isinstance(values, list) else values

    @model_validator(mode="after")
    def _short(self) -> CrisisText:
        if (words := len(self.text.split())) > MAX_WORDS:
            raise ValueError(f"{words} words: a crisis text has at most {MAX_WORDS}")
        if self.category == "any" and self.followup is None:
            raise ValueError("the record for any category needs a followup")
        return self


class CrisisTexts:
    """All crisis texts, by language."""

    def __init__(self, texts: dict[str, tuple[CrisisText, ...]]) -> None:
        self._texts = texts

    @classmethod
    def load(cls, root: Path) -> CrisisTexts:
        """Reads `<language>/crisis.yml` below `root`.

        Raises ContentError with file, line and remedy when a text is broken, or when Dutch or English lacks the text for
        any category.
        """
        texts: dict[str, tuple[CrisisText, ...]] = {}
        reader = Reader()
        for file in sorted(root.glob("*/crisis.yml")):
            texts[file.parent.name] = tuple(record for record, _, _ in reader.records(file, CrisisText))
        for language in (MAIN_LANGUAGE, SECOND_LANGUAGE):
            if not reader.problems and not any(r.category == "any" for r in texts.get(language, ())):
                file = root / language / "crisis.yml"
                reader.problems.append(
                    Problem(file, 1, "no text for any category", "add a record with 'category: any'")
                )
        reader.finish()
        return cls(texts)

    @property
    def languages(self) -> frozenset[str]:
        """The languages that have crisis texts."""
        return frozenset(self._texts)

    def records(self, language: str) -> Iterable[CrisisText]:
        """The texts of one language, as they stand in its file."""
        return self._texts.get(language, ())

    def answer(self, category: str, urgency: str, language: str) -> tuple[str, tuple[str, ...]]:
        """The text to show first and the ids of the contacts beneath it.

        Never raises: what is missing is said in Dutch and English.
        """
        if (record := self._find(category, urgency, language)) is not None:
            return record.text, record.contacts
        main, second = self._known(category, urgency, MAIN_LANGUAGE), self._known(category, urgency, SECOND_LANGUAGE)
        return f"{main.text}\n\n{second.text}", tuple(dict.fromkeys((*main.contacts, *second.contacts)))

    def followup(self, category: str, language: str) -> str:
        """What is said when the person comes back to it, denies it or says that help is coming. Never raises."""
        texts = self._texts.get(language, ())
        for wanted in (category, "any"):
            for record in texts:
                if record.category == wanted and record.followup is not None:
                    return record.followup
        main, second = (self._known("any", "now", lang).followup for lang in (MAIN_LANGUAGE, SECOND_LANGUAGE))
        return f"{main}\n\n{second}"

    def _find(self, category: str, urgency: str, language: str) -> CrisisText | None:
        """The text for this urgency, else the nearest more urgent one, else any of the category."""
        own = {r.urgency: r for r in self._texts.get(language, ()) if r.category == category}
        if not own:
            return None
        place = next((i for i, u in enumerate(URGENCIES) if u == urgency), 0)
        for wanted in (*URGENCIES[place::-1], *URGENCIES[place + 1 :]):
            if wanted in own:
                return own[wanted]
        return None

    def _known(self, category: str, urgency: str, language: str) -> CrisisText:
        found = self._find(category, urgency, language) or self._find("any", urgency, language)
        assert found is not None, "checked when loading"
        return found
