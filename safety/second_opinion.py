"""A learnt second opinion on short texts: character n-grams with weights. It may add a suspicion, it never removes a rule's hit."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from safety.normalise import fold

SIZES = (2, 3, 4, 5)
"""Lengths of the character n-grams, within word boundaries."""

DENIAL = 3.0
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


class SecondOpinion:
    """Logistic regression with rounded weights; thresholds were chosen on a development set."""

    def __init__(self, model: Mapping[str, Any]) -> None:
        self._labels: list[str] = model["labels"]
        self._urgencies: list[str] = model["urgencies"]
        self._weights: dict[str, list[int]] = model["weights"]
        self._danger: dict[str, int] = {gram: w[0] for gram, w in self._weights.items()}
        self._bias: list[int] = model["bias"]
        self._scale: int = model["scale"]
        self._threshold: float = model["threshold"]

    def score(self, text: str) -> float:
        """Log-odds that a (short) text signals danger."""
        known = grams(text)
        danger = self._danger
        total = sum(danger.get(gram, 0) for gram in known)
        return float(self._bias[0] + total / _length(known)) / self._scale

    def label(self, text: str) -> tuple[str, str]:
        """The likeliest danger in a text, with its usual urgency."""
        known = grams(text)
        totals = [0] * len(self._labels)
        for gram in known:
            if (weights := self._weights.get(gram)) is not None:
                totals = [t + w for t, w in zip(totals, weights[1:], strict=True)]
        norm = _length(known)
        best = max(range(len(totals)), key=lambda i: self._bias[i + 1] + totals[i] / norm)
        return self._labels[best], self._urgencies[best]

    def read(self, text: str, denied: bool = False) -> tuple[str, str] | None:
        """The suspected danger and its urgency, or None. Long texts are read sentence by sentence.

        `denied`: the text holds a denial, so that more is needed before danger is suspected.
        """
        threshold = self._threshold + (DENIAL if denied else 0.0)
        parts = [p for p in _SENTENCE.split(text) if not p.isspace() and p] if len(text) > 200 else [text]
        for part in parts:
            if self.score(part) >= threshold:
                return self.label(part)
        return None


def _length(known: set[str]) -> float:
    return max(1.0, math.sqrt(len(known)))
