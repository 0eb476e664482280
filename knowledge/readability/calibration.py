"""How well the gate tells easy from hard sentences: precision and recall of "does not pass" on labelled sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from knowledge.readability.gate import Gate
from knowledge.readability.hits import Level


@dataclass(frozen=True)
class Calibration:
    """Counts on labelled sentences. A hard sentence should fail, an easy one should pass."""

    hard: int
    easy: int
    missed: tuple[str, ...]
    false_alarms: tuple[tuple[str, str], ...]

    @property
    def recall(self) -> float:
        """Share of hard sentences that fail."""
        return 1 - len(self.missed) / self.hard

    @property
    def precision(self) -> float:
        """Share of hard ones among the sentences that fail."""
        caught = self.hard - len(self.missed)
        return caught / max(1, caught + len(self.false_alarms))

    def __str__(self) -> str:
        caught = self.hard - len(self.missed)
        lines = [
            f"{self.easy} easy and {self.hard} hard sentences",
            f"precision {self.precision:.3f} {_interval(caught, caught + len(self.false_alarms))}, "
            f"recall {self.recall:.3f} {_interval(caught, self.hard)}",
        ]
        lines += [f"  missed: {sentence}" for sentence in self.missed]
        lines += [f"  false alarm: {sentence} ({why})" for sentence, why in self.false_alarms]
        return "\n".join(lines)


def calibrate(gate: Gate, easy: Sequence[str], hard: Sequence[str]) -> Calibration:
    """Judge every sentence on its own."""

    def failing(sentence: str) -> str:
        return "; ".join(f.rule + " " + f.reason for f in gate.judge(sentence) if f.level is Level.FAIL)

    alarms = tuple((sentence, why) for sentence in easy if (why := failing(sentence)))
    return Calibration(len(hard), len(easy), tuple(s for s in hard if not failing(s)), alarms)


def _interval(hits: int, total: int) -> str:
    """The 95% Wilson interval."""
    z, share = 1.96, hits / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return f"({middle - half:.2f}-{middle + half:.2f})"
