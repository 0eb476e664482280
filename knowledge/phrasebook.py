"""The bot's own sentences, by id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from knowledge.errors import ContentError
from knowledge.models import Phrase
from knowledge.source import Document


class Phrasebook:
    """Says a phrase; said again, it says the next variant.

    >>> Phrasebook({"hello": Phrase(id="hello", texts=("Hallo.", "Dag."))}).say("hello", nth=1)
    'Dag.'
    """

    def __init__(self, phrases: Mapping[str, Phrase]) -> None:
        self._phrases = dict(phrases)

    @classmethod
    def load(cls, file: Path) -> Phrasebook:
        """From a messages.yml; raises ContentError with file and line when it is broken."""
        document = Document.parse(file, file.read_text(encoding="utf-8"))
        phrases: dict[str, Phrase] = {}
        for index, item in enumerate(document.data or ()):
            try:
                phrase = Phrase.model_validate(item)
            except ValidationError as error:
                raise ContentError(list(document.problems(error, (index,)))) from error
            phrases[phrase.id] = phrase
        return cls(phrases)

    def __contains__(self, phrase_id: str) -> bool:
        return phrase_id in self._phrases

    def __iter__(self) -> Iterator[Phrase]:
        return iter(self._phrases.values())

    def say(self, phrase_id: str, nth: int = 0, **values: object) -> str:
        """The phrase with this id, its `nth` variant (counted round), with `{name}` filled from `values`.

        Raises KeyError for an unknown phrase or a value that is missing.
        """
        texts = self._phrases[phrase_id].texts
        return texts[nth % len(texts)].format(**values)
