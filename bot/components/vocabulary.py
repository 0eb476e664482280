"""Which words the bot knows, and whether a message holds one that tells what it is about."""

from pathlib import Path
from typing import Iterable, Text

import yaml

from bot.components.features import words
from bot.components.spelling import Spelling

FUNCTION_WORDS = Path(__file__).parents[1] / "function_words.yml"
SHORTEST_MISSPELT, SHORTEST_PART = 5, 5
# without its ending a word must keep this many letters
LONGEST_ENDING, SHORTEST_STEM = 2, 6


class Vocabulary:
    """The words of the training examples, and the function words: those that say how a sentence is built.

    >>> Vocabulary(["ik", "krijg", "pillen"], ["ik", "een"]).familiar("ik flurp een blorf")
    False
    """

    def __init__(self, known: Iterable[Text], function: Iterable[Text]) -> None:
        self.known, self.function = frozenset(known), frozenset(function)
        self._spelling = Spelling(self.known - self.function, SHORTEST_MISSPELT)

    @classmethod
    def of(cls, known: Iterable[Text]) -> "Vocabulary":
        """These words, with the Dutch function words."""
        return cls(known, yaml.safe_load(FUNCTION_WORDS.read_text(encoding="utf-8")))

    def familiar(self, annotated: Text) -> bool:
        """Whether a message (as `Concepts.annotate` gives it) may be read: one of its content words is known.

        A message of function words alone is read when it holds one that is known ("en dan?").
        """
        said = [word for word in words(annotated) if len(word) > 1]
        content = [word for word in said if word not in self.function]
        return any(map(self._knows, content)) if content else any(word in self.known for word in said)

    def _knows(self, word: Text) -> bool:
        return word in self.known or self._has_known_part(word) or self._is_misspelt(word)

    def _is_misspelt(self, word: Text) -> bool:
        """Whether it lies one letter from a known word, without its ending too ("sigrette": sigaret)."""
        stems = (word[:-cut] for cut in range(1, LONGEST_ENDING + 1))
        return any(self._spelling.meant(stem) for stem in (word, *stems) if stem == word or len(stem) >= SHORTEST_STEM)

    def _has_known_part(self, word: Text) -> bool:
        """Whether a compound begins or ends with a known word."""
        cuts = range(SHORTEST_PART, len(word) - 1)
        return any(word[:cut] in self.known or word[-cut:] in self.known for cut in cuts)
