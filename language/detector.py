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
"""log10(.9 / .02): the lead that a language needs over the one, other than Dutch, of the conversation."""
TOO_SHORT = 8
"""Letters below which unknown words say nothing."""
SHORTHAND = 3
"""Letters that the shorthand of a lab value has at most."""
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
        words = [
            word
            for word in tokens(self._neutral.without_phrases(text))
            if word not in self._neutral and not any(map(str.isdigit, word))
        ]
        script = dominant_script("".join(words))
        if script is None:
            return current
        if script == "latin":
            return self._latin(text, [word for word in words if len(word) > 1], current)
        if script == "ethiopic":
            return ethiopic(text)
        if script == "arabic" and (neighbour := arabic_neighbour(text)):
            return neighbour
        model = self._models.get(script)
        return script if model is None else self._best(model, words, current)

    def _best(self, model: WordModel, words: list[str], current: str) -> str:
        """The best language of a script other than Latin; the current one only breaks ties."""
        totals, _ = _add_up(model, words, [tongue.prior + (tongue.code == current) for tongue in model.tongues])
        return model.codes[totals.index(max(totals))]

    def _latin(self, text: str, words: list[str], current: str) -> str:
        shorthand = len(words) == 1 and len(words[0]) <= SHORTHAND and any(map(str.isdigit, text))
        if not words or shorthand:  # "sat 89", "tg 4,8": a value with its shorthand
            return current
        if (other := self._marked(words)) is not None:
            return other
        model = self._models["latin"]
        totals, any_listed = _add_up(model, words, _priors(model, current))
        best = model.codes[totals.index(max(totals))]
        if any_listed and model.can_spell("".join(words)):
            return best
        return self._unlisted(text, words, current, best)

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

    def _unlisted(self, text: str, words: list[str], current: str, best: str) -> str:
        """No word is known: letter groups and langdetect must agree, or langdetect sees a further language."""
        if sum(map(len, words)) < TOO_SHORT:
            return current
        guess = self._fallback.guess(text)
        if guess is None or guess[1] < 0.9:
            return current
        code = guess[0]
        further = code not in self._models["latin"].codes and len(words) > 1
        return code if code == best or further else current


def _priors(model: WordModel, current: str) -> list[float]:
    """Where each language starts: as in a first message, or behind the one in which the conversation runs."""
    if current == SERVED or current not in model.codes:
        return [tongue.prior for tongue in model.tongues]
    behind = {current: 0.0, SERVED: -RETURN_TO_SERVED}
    return [behind.get(code, -STAY) for code in model.codes]


def _add_up(model: WordModel, words: list[str], totals: list[float]) -> tuple[list[float], bool]:
    """The totals with the scores of all words, and whether any word is known."""
    any_listed = False
    for word in words:
        scores, listed = model.scores(word)
        any_listed = any_listed or listed
        totals = [total + score for total, score in zip(totals, scores, strict=True)]
    return totals, any_listed
