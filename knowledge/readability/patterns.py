"""Rules that are patterns: what a text to a patient never says. The patterns are data (`data/patterns.yml`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from knowledge.readability.data import read
from knowledge.readability.hits import Finding, Level


@dataclass(frozen=True)
class Pattern:
    """A rule with its own examples: `hits` must be found, `passes` must not; both are run as tests."""

    rule: str
    level: Level
    expression: re.Pattern[str]
    remedy: str
    hits: tuple[str, ...]
    passes: tuple[str, ...]

    def find(self, sentence: str) -> Iterator[Finding]:
        """A finding when the sentence holds what this pattern forbids."""
        match = self.expression.search(sentence)
        if match:
            yield Finding(self.rule, self.level, f"'{match.group().strip()}'", self.remedy)


@cache
def patterns() -> tuple[Pattern, ...]:
    """All patterns, read once."""
    return tuple(
        Pattern(
            record["rule"],
            Level(record["level"]),
            re.compile(record["pattern"], re.IGNORECASE),
            record["remedy"],
            tuple(record["hits"]),
            tuple(record["passes"]),
        )
        for record in read("patterns.yml")
    )
