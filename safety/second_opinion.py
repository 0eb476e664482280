"""A learnt second opinion on short texts: weighted character n-grams and concepts. It adds a suspicion, never removes a hit."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from safety.concepts import Lexicon
from safety.normalise import fold

SIZES = (2, 3, 4, 5)
"""Lengths of the character n-grams, within word boundaries."""

DENIAL = 1.5
"""What a denial anywhere in the text adds to the threshold (log-odds)."""

_SENTENCE = re.compile(r"[.!?;\n…]+")
_WORD = re.compile(r"\w+")
_MAX_WORD = 30


def grams(text: str) -> set[str]:
    """The character n-grams of a text, word by word with a space at both ends, and the pairs of neighbouring words."""
    result: set[str] = set()
    before = ""
    for word in _WORD.findall(fold(text)):
        padded = f" {word[:_MAX_WORD]} "
        for size in SIZES:
            for i in range(len(padded) - size + 1):
                result.add(padded[i : i + size])
        result.add(f"{before}_{word[:_MAX_WORD]}")
        before = word[:_MAX_WORD]
    return result


class Features(NamedTuple):
    """What is known of a text: how it is written, and what it is about. Each weighs by the root of its size."""

    grams: set[str]
    concepts: set[str]

    @classmethod
    def of(cls, text: str, lexicon: Lexicon) -> Features:
        """Both kinds of features of a text."""
        return cls(grams(text), lexicon.features(text))

    def sum(self, weights: Mapping[str, int]) -> float:
        """The weighted features, each kind divided by the root of its number."""
        return sum(sum(weights.get(f, 0) for f in kind) / max(1.0, math.sqrt(len(kind))) for kind in self)


class SecondOpinion:
    """Logistic regression with rounded weights; thresholds were chosen on a development set."""

    def __init__(self, model: Mapping[str, Any], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._labels: list[str] = model["labels"]
        self._urgencies: list[str] = model["urgencies"]
        self._weights: dict[str, list[int]] = model["weights"]
        self._danger: dict[str, int] = {gram: w[0] for gram, w in self._weights.items()}
        self._bias: list[int] = model["bias"]
        self._scale: int = model["scale"]
        self._threshold: float = model["threshold"]

    def score(self, text: str) -> float:
        """Log-odds that a (short) text signals danger."""
        return self._score(Features.of(text, self._lexicon))

    def label(self, text: str) -> tuple[str, str]:
        """The likeliest danger in a text, with its usual urgency."""
        return self._label(Features.of(text, self._lexicon))

    def read(self, text: str, denied: bool = False) -> tuple[str, str] | None:
        """The suspected danger and its urgency, or None. Long texts are read sentence by sentence.

        `denied`: the text holds a denial, so that more is needed before danger is suspected.
        """
        threshold = self._threshold + (DENIAL if denied else 0.0)
        parts = [p for p in _SENTENCE.split(text) if not p.isspace() and p] if len(text) > 200 else [text]
        for part in parts:
            features = Features.of(part, self._lexicon)
            if self._score(features) >= threshold:
                return self._label(features)
        return None

    def _score(self, features: Features) -> float:
        return (self._bias[0] + features.sum(self._danger)) / self._scale

    def _label(self, features: Features) -> tuple[str, str]:
        totals = [float(bias) for bias in self._bias[1:]]
        for kind in features:
            root = max(1.0, math.sqrt(len(kind)))
            for feature in kind:
                if (weights := self._weights.get(feature)) is not None:
                    totals = [t + w / root for t, w in zip(totals, weights[1:], strict=True)]
        best = max(range(len(totals)), key=totals.__getitem__)
        return self._labels[best], self._urgencies[best]
