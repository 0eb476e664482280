"""What the language check finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from knowledge.errors import Problem


class Level(StrEnum):
    """Whether a hit stops the check or is advice."""

    FAIL = "fail"
    WARN = "warn"


@dataclass(frozen=True)
class Finding:
    """A breach of one rule, not yet tied to a place. `reason` and `remedy` are Dutch: editors read them."""

    rule: str
    level: Level
    reason: str
    remedy: str


@dataclass(frozen=True)
class Hit:
    """A finding in a sentence of a file; `line` counts from 1."""

    unit: str
    file: Path
    line: int
    sentence: str
    finding: Finding

    @property
    def fails(self) -> bool:
        """Whether this hit stops the check."""
        return self.finding.level is Level.FAIL

    def problem(self) -> Problem:
        """The hit as the check prints it."""
        reason = f'{self.finding.rule}: {self.finding.reason} in: "{self.sentence}"'
        return Problem(self.file, self.line, reason, self.finding.remedy)
