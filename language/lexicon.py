"""placeholder"""
from __future__ import annotations
from dataclasses import dataclass
@dataclass(frozen=True)
class LexiconReading:
    """What a message in another language is about."""
    moments: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    act: str | None = None
class Lexicon:
    """Phrases."""
    @classmethod
    def load(cls) -> Lexicon:
        """Load."""
        return cls()
    def read(self, text: str, code: str) -> LexiconReading:
        """Read."""
        return LexiconReading()
