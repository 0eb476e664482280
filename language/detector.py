"""In which language a message is written.

The rule: letters first (scripts), then words. Words that say nothing (loan words, medicine names, numbers) are left
out; every other word adds log10 P(word | language), and the conversation's current language is left only when another
beats it clearly. Nothing of a message is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from language.data_files import ROOM
from language.fallback import Fallback
from language.neutral import NeutralWords
from language.script import arabic_neighbour, dominant_script, ethiopic
from language.text import READ_AT_MOST, fold, tokens
from language.words import WordModel, load_known

SERVED = "nl"
STAY = 1.65
"""log10(.9 / .02): the lead another language needs over that of the conversation."""
RARE = -5.0
"""log10 probability in Dutch above which a word is no mark of a language that has only a short list."""
LATIN = "_latin"
"""Ends the name of a list in words.yml that holds a language of another script in Latin letters."""
RETURN_TO_SERVED = 1.0
"""The lead that Dutch needs when the conversation runs in another language."""


@dataclass(frozen=True)
class Language:
    """A language (ISO 639-1 where it has such a code) and whether the service answers in it."""

    code: str
    served: bool


class LanguageDetector:
    """Says in which language a message is; build it with `load`."""

    def __init__(
        self, models: Mapping[str, WordModel], neutral: NeutralWords, marks: Mapping[str, str], fallback: Fallback
    ) -> None:
        self._models = models
        self._neutral = neutral
        self._marks = marks
        self._fallback = fallback
        self._dutch = next(tongue.words for tongue in models["latin"].tongues if tongue.code == SERVED)

    @classmethod
    def load(cls, data: Path = ROOM / "data") -> LanguageDetector:
        """Read the lists (under a second). Raises LanguageDataError when a data file is missing or broken."""
        known = load_known(data)
        models = {script: WordModel.load(script, known, data) for script in ("latin", "cyrillic", "arabic")}
        dutch = next(tongue.words for tongue in models["latin"].tongues if tongue.code == SERVED)
        modelled = {code for model in models.values() for code in model.codes}
        common = {word for code in models["latin"].codes for word in known.get(code, ())}
        marks = {
            word: code.removesuffix(LATIN)
            for code, words in known.items()
            if code not in modelled
            for word in words
            if len(word) > 2 and word not in common and dutch.get(word, RARE) <= RARE
        }
        return cls(models, NeutralWords.load(data), marks, Fallback())

    def detect(self, text: str, current: str = SERVED) -> Language:
        """The language of `text`; `current`, the conversation's language, when the text does not tell."""
        code = self._code(text[:READ_AT_MOST], current)
        return Language(code, code == SERVED)

    def _code(self, text: str, current: str) -> str:
        script = dominant_script(text)
        if script is None:
            return current
        if script == "latin":
            return self._latin(text, current)
        if script == "ethiopic":
            return ethiopic(text)
        if script == "arabic" and (neighbour := arabic_neighbour(text)):
            return neighbour
        model = self._models.get(script)
        if model is None:
            return script
        return self._best(model, tokens(text), current)

    def _best(self, model: WordModel, words: list[str], current: str) -> str:
        """The best language of a script other than Latin; the current one only breaks ties."""
        totals = [tongue.prior + (1.0 if tongue.code == current else 0.0) for tongue in model.tongues]
        for word in words:
            scores, _ = model.scores(word)
            totals = [total + score for total, score in zip(totals, scores, strict=True)]
        return model.codes[totals.index(max(totals))]

    def _latin(self, text: str, current: str) -> str:
        words = [
            word
            for word in tokens(self._neutral.without_phrases(text))
            if len(word) > 1 and not any(map(str.isdigit, word)) and word not in self._neutral
        ]
        if not words:
            return current
        model = self._models["latin"]
        totals = [tongue.prior for tongue in model.tongues]
        any_listed = False
        for word in words:
            scores, listed = model.scores(word)
            any_listed = any_listed or listed
            totals = [total + score for total, score in zip(totals, scores, strict=True)]
        best = max(range(len(totals)), key=totals.__getitem__)
        if (other := self._marked(words)) is not None:
            return other
        if not any_listed:
            return self._unlisted(text, words, current, model.codes[best], totals)
        return self._settle(current, model, totals, best)

    def _settle(self, current: str, model: WordModel, totals: list[float], best: int) -> str:
        code = model.codes[best]
        if code == current:
            return current
        priors = [tongue.prior for tongue in model.tongues]
        if current not in model.codes:
            return code
        here = model.codes.index(current)
        # Priors speak of a first message; within a conversation the current language takes the place of Dutch.
        evidence = (totals[best] - priors[best]) - (totals[here] - priors[here])
        if current == SERVED:
            return code if totals[best] - totals[here] > 0 else current
        needed = RETURN_TO_SERVED if code == SERVED else STAY
        return code if evidence >= needed else current

    def _marked(self, words: list[str]) -> str | None:
        """A language without a frequency list, when more words are on its own short list than are common Dutch."""
        counts: dict[str, int] = {}
        dutch = 0
        for word in map(fold, words):
            if (code := self._marks.get(word)) is not None:
                counts[code] = counts.get(code, 0) + 1
            elif self._dutch.get(word, RARE) > RARE:
                dutch += 1
        if not counts:
            return None
        code, count = max(counts.items(), key=lambda item: (item[1], item[0]))
        return code if count > dutch and count * 2 >= len(words) else None

    def _unlisted(self, text: str, words: list[str], current: str, best: str, totals: list[float]) -> str:
        """No word is on any list: letter groups and langdetect must agree, or langdetect sees a further language."""
        if sum(map(len, words)) < 8:
            return current
        guess = self._fallback.guess(text)
        if guess is None or guess[1] < 0.9:
            return current
        code = guess[0]
        further = code not in self._models["latin"].codes and len(words) > 1
        return code if code == best or further else current
