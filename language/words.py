"""How likely a word is in each language: frequency lists, patients' words, and letter groups for unseen words.

The lists are those of wordfreq (Robyn Speer, data CC BY-SA 4.0), read straight from that package.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from math import log10
from pathlib import Path
from typing import Any

import wordfreq

from language.data_files import ROOM, LanguageDataError, read_mapping, words_of
from language.text import fold, fold_lowered

CERTAIN_WORD = -3.9
"""log10 probability given to a word on our own list: about as common as "doctor" in a general list."""
UNKNOWN_WORD = -1.6
"""log10 probability that a word stands on no list of its own language (typing errors, compounds, inflection)."""
STRANGE_LETTER = -1.6
"""Added once when a word has a letter that the language does not use."""
COMMONEST = -2.5
"""No single word counts for more: "non" and "no" would decide between languages by their grammar."""
LOWEST = -9.0
COMMON_WORD = -6.0
"""A word above this in one language is not guessed at in the others: there it counts as missing."""
MISSING = -7.6
RARE_WORD = -6.5
"""A word below this in all languages is not known: large lists also hold names and typing errors."""
_RAREST_CENTIBEL = 680
_GROUPS_FROM = 3000


@dataclass(frozen=True)
class Tongue:
    """One language that is told apart by its words. `prior` is log10; `common` holds its commonest words."""

    code: str
    prior: float
    letters: frozenset[str]
    words: Mapping[str, float]
    common: tuple[str, ...]


class WordModel:
    """The languages of one script, and what each makes of a word."""

    def __init__(self, tongues: Iterable[Tongue], known: Mapping[str, frozenset[str]]) -> None:
        self.tongues = tuple(tongues)
        self.codes = tuple(tongue.code for tongue in self.tongues)
        self.known = known
        self._lookups = tuple(tongue.words.get for tongue in self.tongues)
        self._groups, self._unseen = _letter_groups([tongue.common for tongue in self.tongues])

    @classmethod
    def load(cls, script: str, known: Mapping[str, frozenset[str]], data: Path = ROOM / "data") -> WordModel:
        """The model of one script ("latin", "cyrillic" or "arabic"). Raises LanguageDataError on bad data."""
        path = data / "languages.yml"
        entries = read_mapping(path).get(script)
        if not isinstance(entries, dict):
            raise LanguageDataError(f"{path}: no part named {script}; restore it from the repository")
        return cls([_tongue(code, entry, known, path) for code, entry in entries.items()], known)

    def scores(self, token: str) -> tuple[list[float], bool]:
        """log10 P(word | language) for every language, and whether any language lists the word."""
        folded = fold_lowered(token)
        if "'" in folded and not any(folded in tongue.words for tongue in self.tongues):
            folded = max(folded.split("'"), key=len)  # d'accord, l'hopital, baby's
        found = [get(folded) for get in self._lookups]
        values = [value for value in found if value is not None]
        if len(values) == len(found):
            result = values
        elif values and max(values) > COMMON_WORD:
            result = [MISSING if value is None else value for value in found]
        else:
            guesses = self._guess(folded)
            result = [guess if value is None else value for value, guess in zip(found, guesses, strict=True)]
        if strange := _beyond_ascii(token):
            for index, tongue in enumerate(self.tongues):
                if not strange <= tongue.letters:
                    result[index] += STRANGE_LETTER
        return result, bool(values) and max(values) > RARE_WORD

    def can_spell(self, text: str) -> bool:
        """Whether one of the languages has all the letters of `text` (in lower case)."""
        strange = _beyond_ascii(text)
        return not strange or any(strange <= tongue.letters for tongue in self.tongues)

    def _guess(self, folded: str) -> list[float]:
        """From the letter groups of an unlisted word; all equal for a word of one or two letters."""
        size = len(self.tongues)
        if len(folded) < 3:
            return [LOWEST + 2] * size
        padded = f"  {folded} "
        total = [UNKNOWN_WORD] * size
        for index in range(len(padded) - 2):
            group = self._groups.get(padded[index : index + 3], self._unseen)
            total = [value + weight for value, weight in zip(total, group, strict=True)]
        # A long unlisted word is one piece of evidence, not twenty: keep differences, bound their size.
        top = max(total)
        return [max(LOWEST, LOWEST + 2 + max(value - top, -2.0)) for value in total]


def _beyond_ascii(text: str) -> set[str]:
    return set() if text.isascii() else {character for character in text if character > "\x7f" and character.isalpha()}


def _tongue(code: str, entry: Mapping[str, Any], known: Mapping[str, frozenset[str]], path: Path) -> Tongue:
    try:
        name = f"{entry['list']}_{entry.get('source', code)}.msgpack.gz"
        rarest = int(entry.get("rarest", _RAREST_CENTIBEL))
        prior, letters = float(entry["prior"]), frozenset(str(entry["letters"]))
    except (KeyError, TypeError, ValueError) as error:
        raise LanguageDataError(f"{path}: {code} needs list, prior and letters ({error})") from error
    buckets = wordfreq.read_cBpack(str(Path(wordfreq.__file__).parent / "data" / name))[:rarest]
    folded = [fold_lowered("\n".join(bucket)).split("\n") if bucket else [] for bucket in buckets]
    words: dict[str, float] = {}
    for centibel in range(len(folded) - 1, -1, -1):  # from rare to common: the common spelling wins
        words.update(dict.fromkeys(folded[centibel], min(-centibel / 100, COMMONEST)))
    for word in known.get(code, ()):
        words[word] = max(words.get(word, LOWEST), CERTAIN_WORD)
    common = tuple(islice(chain.from_iterable(folded), _GROUPS_FROM))
    return Tongue(code, prior, letters, words, common)


def _letter_groups(lists: Iterable[tuple[str, ...]]) -> tuple[dict[str, tuple[float, ...]], tuple[float, ...]]:
    """log10 P(third letter | two before) per language, learnt from the most common words of each list."""
    counted: list[tuple[Counter[str], dict[str, int]]] = []
    for words in lists:
        run = "  " + "  ".join(words) + "  "
        groups = Counter(map("".join, zip(run, run[1:], run[2:], strict=False)))
        pairs: dict[str, int] = {}
        for group, count in groups.items():
            pairs[group[:2]] = pairs.get(group[:2], 0) + count
        counted.append((groups, pairs))
    smooth, letters = 2.0, 30
    floor = smooth / letters
    order = sorted({name for groups, _ in counted for name, count in groups.items() if count > 1})
    columns = [
        [log10((groups.get(name, 0) + floor) / (pairs.get(name[:2], 0) + smooth)) for name in order]
        for groups, pairs in counted
    ]
    weights = dict(zip(order, zip(*columns, strict=True), strict=True))
    return weights, tuple([log10(1 / letters) - 0.5] * len(counted))


def load_known(data: Path = ROOM / "data") -> dict[str, frozenset[str]]:
    """The patients' own words per language, folded."""
    path = data / "words.yml"
    return {code: frozenset(fold(word) for word in words_of(value, path)) for code, value in read_mapping(path).items()}
