"""What can be wrong with content, said so that an editor can repair it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Problem:
    """One thing to repair. `line` counts from 1; `remedy` says what to do."""

    file: Path
    line: int
    reason: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason} -> {self.remedy}"


class ContentError(Exception):
    """The library cannot be used as it is; `problems` names every place."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))
