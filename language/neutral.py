"""Words that say nothing about the language of a message: loan words, street language, names of medicines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from language.data_files import ROOM, LanguageDataError, read_mapping, words_of
from language.text import fold


@dataclass(frozen=True)
class NeutralWords:
    """Leaves out of a message what Dutch speakers borrow and what is the same in every language."""

    words: frozenset[str]
    endings: tuple[str, ...]
    phrases: re.Pattern[str]

    @classmethod
    def load(cls, data: Path = ROOM / "data") -> NeutralWords:
        """Read `neutral.yml`. Raises LanguageDataError when it is missing or broken."""
        path = data / "neutral.yml"
        content = read_mapping(path)
        try:
            phrases = sorted((str(phrase) for phrase in content["phrases"]), key=len, reverse=True)
            words = frozenset(words_of(content["words"], path)) | frozenset(words_of(content["medicines"], path))
            endings = tuple(words_of(content["endings"], path))
        except KeyError as error:
            raise LanguageDataError(f"{path}: the part {error} is missing; restore it from the repository") from error
        pattern = "|".join(r"[\s-]+".join(map(re.escape, phrase.split())) for phrase in phrases)
        return cls(frozenset(map(fold, words)), endings, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE))

    def without_phrases(self, text: str) -> str:
        """`text` without the borrowed phrases of several words."""
        return self.phrases.sub(" ", text)

    def __contains__(self, token: str) -> bool:
        folded = fold(token)
        return folded in self.words or (len(folded) > 6 and folded.endswith(self.endings))
