"""What words mean, in Dutch base words: Spanish `pega`, Turkish `dövüyor` and Dutch `sloeg` are all `slaan`.

So what was learnt in one language, or from one form of a word, helps to read another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from safety.normalise import fold

OWN = "nl"
"""The language whose base words are used; it is chosen when several know as many words, and helps with words mixed in."""

Meaning = tuple[str, ...]
"""The base words for one word: none for an article, more than one when its form says more (`vermoord`: vermoorden, toen)."""


class Meanings:
    """Word lists of several languages, in compiled form: `{language: {word: "base words"}}`. Holds no state between texts.

    >>> Meanings({"nl": {"sloeg": "slaan toen", "de": ""}, "es": {"pega": "slaan"}}).read(["me", "pega"])
    [('me',), ('slaan',)]
    """

    words: frozenset[str]
    """All words with a known meaning."""

    def __init__(self, compiled: Mapping[str, Mapping[str, str]]) -> None:
        self._languages: dict[str, dict[str, Meaning]] = {
            language: {word: tuple(meant.split()) for word, meant in words.items()}
            for language, words in sorted(compiled.items(), key=lambda item: item[0] != OWN)
        }
        self._own = self._languages.get(OWN, {})
        self.words = frozenset().union(*self._languages.values())

    def read(self, words: Sequence[str]) -> list[Meaning]:
        """For each folded word its meaning in the language that knows most of them; a word nobody knows means itself."""
        known = max(self._languages.values(), key=lambda language: sum(map(language.__contains__, words)), default=self._own)
        return [known[word] if word in known else self._own.get(word, (word,)) for word in words]


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
