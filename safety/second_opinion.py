"""A learnt second opinion on short texts: weighted letters, word pairs and concepts. It adds a suspicion, never removes a hit."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, repeat
from typing import Any, NamedTuple

from safety.concepts import Lexicon
from safety.normalise import pieces_of

SIZES = (3, 4, 5)
"""Lengths of the character n-grams, within word boundaries."""

NEAR = 4
"""How many words apart two words may stand to be a pair."""

ZERO = 80
"""A weight is kept as the character this far beyond it, so that a feature's weights are one short and mostly readable text."""

_SENTENCE_ENDS = frozenset(".!?;\n…")
_LONG = 200
"""Characters from which a text is read sentence by sentence."""
_MAX_WORD = 30
_CUTS = [[slice(i, i + size) for size in SIZES for i in range(length - size + 1)] for length in range(_MAX_WORD + 3)]
"""Where a padded word of each length is cut; made beforehand, since every word of every message is cut."""


def parts(pieces: Sequence[str]) -> list[list[str]]:
    """The words, without marks, of what is read at once: a short text as a whole, a long one sentence by sentence."""
    found: list[list[str]] = [[]]
    for piece in pieces:
        if piece[0] in _SENTENCE_ENDS:
            found.append([])
        elif piece[0] not in ",:()":
            found[-1].append(piece[:_MAX_WORD])
    if sum(map(len, pieces)) <= _LONG:
        return [list(chain.from_iterable(found))]
    return [words for words in found if words]


def grams(words: Iterable[str]) -> set[str]:
    """The character n-grams of each word with a space at both ends."""
    result: set[str] = set()
    for word in words:
        padded = f" {word} "
        result.update(map(padded.__getitem__, _CUTS[len(padded)]))
    return result


def pairs(words: Iterable[str]) -> set[str]:
    """Each word with each of the next ones; the beginning and the end of the text are words too."""
    row = ["", *words, ""]
    return {f"{word}_{other}" for i, word in enumerate(row) for other in row[i + 1 : i + 1 + NEAR]}


class Features(NamedTuple):
    """What is known of a text: its letters, its words and what it is about. Each weighs by the root of its size."""

    grams: set[str]
    pairs: set[str]
    concepts: set[str]

    @classmethod
    def of(cls, words: Sequence[str], lexicon: Lexicon, unsure: Iterable[str] = ()) -> Features:
        """All features of folded words; `unsure` are the unsure rules that hold in the text they come from."""
        return cls(grams(words), pairs(words), lexicon.features(words) | {f"!{rule}" for rule in unsure})


class Suspicion(NamedTuple):
    """The likeliest danger, its usual urgency, and how far its log-odds are beyond the threshold."""

    category: str
    urgency: str
    beyond: float


class SecondOpinion:
    """Logistic regressions with rounded weights: danger of any kind, and each label, against harmless texts.

    Thresholds were chosen on a development set.
    """

    def __init__(self, model: Mapping[str, Any], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._labels: list[str] = model["labels"]
        self._urgencies: list[str] = model["urgencies"]
        self._weights: dict[str, str] = model["weights"]
        self._bias: list[int] = model["bias"]
        self._scale: int = model["scale"]
        self._threshold: float = model["threshold"]
        self._agreement: float = model["agreement"]

    def score(self, text: str) -> float:
        """Log-odds that a text signals danger, of its most dangerous part; unsure rules left out."""
        return max(self._score(self._odds(words, ())) for words in parts(pieces_of(text)) or [[]])

    def read(self, pieces: Sequence[str], unsure: Collection[str] = ()) -> Suspicion | None:
        """The danger suspected in the most dangerous part of a text, or None.

        `unsure`: the unsure rules that hold in it; less is needed to agree with them.
        """
        read = [self._odds(words, unsure) for words in parts(pieces)]
        if not read:
            return None
        highest = max(read, key=self._score)
        beyond = self._score(highest) - (self._agreement if unsure else self._threshold)
        if beyond < 0:
            return None
        _, *odds = highest
        best = max(range(len(odds)), key=odds.__getitem__)
        return Suspicion(self._labels[best], self._urgencies[best], beyond)

    def _odds(self, words: Sequence[str], unsure: Iterable[str]) -> list[float]:
        """The log-odds of danger and of each label."""
        totals = list(map(float, self._bias))
        outputs = len(totals)
        for kind in Features.of(words, self._lexicon, unsure):
            rows = "".join(map(self._weights.get, kind, repeat(""))).encode("latin-1")
            nothing = ZERO * len(rows) // outputs
            root = max(1.0, math.sqrt(len(kind)))
            for output in range(outputs):
                totals[output] += (sum(rows[output::outputs]) - nothing) / root
        return [total / self._scale for total in totals]

    @staticmethod
    def _score(odds: Sequence[float]) -> float:
        """Danger by both ways of asking: is it danger, and is it any of these dangers."""
        danger, *labels = odds
        return (danger + math.log(sum(map(math.exp, labels)))) / 2
