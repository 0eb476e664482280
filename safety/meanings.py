"""What words mean, in Dutch base words: Spanish `pega`, Turkish `dövüyor` and Dutch `sloeg` are all `slaan`.

So what was learnt in one language, or from one form of a word, helps to read another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path

from safety.normalise import fold, sound

OWN = "nl"
"""The language whose base words are used; it is chosen when several know as many words, and helps with words mixed in."""

_SHORTEST_GUESSED = 4
_LONGEST_PART = 14
_LETTERS_A_PART = 3
"""How long the words in a glued word must be on average: anything can be cut into twos."""

Meaning = tuple[str, ...]
"""The base words for one word: none for an article, more than one when its form says more (`vermoord`: vermoorden, toen)."""


class Meanings:
    """Word lists of several languages, in compiled form: `{language: {word: "base words"}}`. Holds no state between texts.

    >>> meanings = Meanings({"nl": {"hij": "hij", "sloeg": "slaan toen", "de": ""}, "es": {"pega": "slaan"}})
    >>> meanings.read(["me", "pega"])
    (['me', 'pega'], [('me',), ('slaan',)])
    >>> meanings.read(["hijsloeg", "sloech"])
    (['hij', 'sloeg', 'sloech'], [('hij',), ('slaan', 'toen'), ('slaan', 'toen')])
    """

    words: frozenset[str]
    """All words with a known meaning."""

    def __init__(self, compiled: Mapping[str, Mapping[str, str]]) -> None:
        self._languages: dict[str, dict[str, Meaning]] = {
            language: {word: tuple(meant.split()) for word, meant in words.items()}
            for language, words in sorted(compiled.items(), key=lambda item: item[0] != OWN)
        }
        self._own = self._languages.get(OWN, {})
        self._sounds = {
            sound(word): meant
            for word, meant in sorted(self._own.items(), reverse=True)
            if len(word) >= _SHORTEST_GUESSED and word.isascii()
        }
        self.words = frozenset(chain.from_iterable(self._languages.values()))

    def read(self, words: Sequence[str]) -> tuple[list[str], list[Meaning]]:
        """The folded words, glued ones taken apart, and for each its meaning in the language that knows most of them.

        A Dutch word that nobody knows may be known by its sound (`vannagt`) or its parts (`ikdurfniet`); else it means itself.
        """
        known = max(
            self._languages.values(), key=lambda language: sum(map(language.__contains__, words)), default=self._own
        )
        if known is not self._own:
            return list(words), [known[word] if word in known else self._own.get(word, (word,)) for word in words]
        apart = [part for word in words for part in ((word,) if self._meaning(word) is not None else self._apart(word))]
        return apart, [(word,) if (meant := self._meaning(word)) is None else meant for word in apart]

    def _meaning(self, word: str) -> Meaning | None:
        """The meaning of a Dutch word or of one that sounds like it, a final n dropped or not."""
        known = self._own.get(word)
        if known is not None or len(word) < _SHORTEST_GUESSED or not word.isascii():
            return known
        heard = self._sounds.get(sound(word))
        return self._sounds.get(sound(f"{word}n")) if heard is None else heard

    def _apart(self, word: str) -> Sequence[str]:
        """The fewest known words that make up this one; itself when they would be too small or too many."""
        size = len(word)
        if size < 2 * _LETTERS_A_PART or not word.isascii():
            return (word,)
        best: list[tuple[str, ...] | None] = [(), *[None] * size]
        for start in range(size):
            head = best[start]
            if head is None:
                continue
            for end in range(start + (1 if start == 0 else 2), min(size, start + _LONGEST_PART) + 1):
                earlier = best[end]
                if (earlier is None or len(head) + 1 < len(earlier)) and word[start:end] in self._own:
                    best[end] = (*head, word[start:end])
        parts = best[size]
        return parts if parts and len(parts) * _LETTERS_A_PART <= size else (word,)


def compile_meanings(files: Iterable[Path]) -> dict[str, dict[str, str]]:
    """The word lists `<language>.tsv`: on each line a word, a tab, and its Dutch base words, or none.

    Raises ValueError naming file and line when a line has no tab, or when a word stands twice with different meanings.
    """
    compiled: dict[str, dict[str, str]] = {}
    for file in files:
        words = compiled.setdefault(file.stem, {})
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if not line or line.startswith("#"):
                continue
            word, tab, meant = line.partition("\t")
            if not tab:
                raise ValueError(f"{file}:{number}: write the word, a tab and its Dutch base words")
            known = words.setdefault(fold(word), fold(meant))
            if known != fold(meant):
                raise ValueError(f"{file}:{number}: {word} has another meaning above ({known}): keep one")
    return compiled
