"""The figures that reports are made of: shares with intervals, F1, reciprocal rank, paired tests, calibration."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

Interval = tuple[float, float]


def wilson(right: int, total: int, z: float = 1.96) -> Interval:
    """The 95% interval of a share (Wilson 1927), good near 0 and 1 too; (0, 1) when there is nothing to count."""
    if total == 0:
        return 0.0, 1.0
    share = right / total
    centre = share + z * z / (2 * total)
    spread = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


@dataclass
class Counts:
    """Hits and errors of one label."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, said: bool, true: bool) -> None:
        """Count one message."""
        self.right += said and true
        self.wrong += said and not true
        self.missed += true and not said

    @property
    def precision(self) -> float:
        """Share of what was said that is right; 0 when nothing was said."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Share of what is true that was said; 0 when nothing is true."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / both if both else 0.0


def reciprocal_rank(fits: Sequence[bool]) -> float:
    """1 / the place of the first that fits; 0 when none does."""
    return next((1 / place for place, good in enumerate(fits, 1) if good), 0.0)


def mean(values: Iterable[float]) -> float:
    """The mean; 0 of nothing."""
    found = list(values)
    return sum(found) / len(found) if found else 0.0


@dataclass(frozen=True)
class Difference:
    """How much better one method is than another on the same questions; `p` is two-sided."""

    difference: float
    interval: Interval
    p: float


def paired_bootstrap(ours: Sequence[float], theirs: Sequence[float], rounds: int = 2000, seed: int = 7) -> Difference:
    """The mean difference with its 95% bootstrap interval (Efron 1979), questions drawn as pairs."""
    if len(ours) != len(theirs) or not ours:
        raise ValueError(f"paired values are needed: {len(ours)} and {len(theirs)} were given")
    gaps = [a - b for a, b in zip(ours, theirs, strict=True)]
    draw = random.Random(seed)  # noqa: S311 - resampling, not secrets
    means = sorted(mean(draw.choices(gaps, k=len(gaps))) for _ in range(rounds))
    below = sum(value <= 0 for value in means) / rounds
    above = sum(value >= 0 for value in means) / rounds
    interval = (means[int(0.025 * rounds)], means[int(0.975 * rounds) - 1])
    return Difference(mean(gaps), interval, min(1.0, 2 * min(below, above)))


@dataclass(frozen=True)
class Bin:
    """Answers given with about the same confidence."""

    confidence: float
    right: float
    n: int


def calibration(confidence: Sequence[float], right: Sequence[bool], bins: int = 10) -> list[Bin]:
    """Answers sorted into bins of equal width; empty bins are left out."""
    groups: dict[int, list[int]] = {}
    for index, value in enumerate(confidence):
        groups.setdefault(min(bins - 1, int(value * bins)), []).append(index)
    return [
        Bin(mean(confidence[i] for i in group), mean(float(right[i]) for i in group), len(group))
        for _, group in sorted(groups.items())
    ]


def calibration_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error: the mean gap between confidence and accuracy (Naeini et al. 2015)."""
    total = sum(b.n for b in bins)
    return sum(b.n * abs(b.confidence - b.right) for b in bins) / total if total else 0.0
