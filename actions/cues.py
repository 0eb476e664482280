"""Words that steer the talk itself: "leg uit", "dat bedoel ik niet", "ik heb gebeld"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from knowledge.models import Role


class Cues:
    """Finds cues in a message, as whole words.

    >>> Cues({"simpler": ["leg uit"]}, {}).has("simpler", "Leg uit in makkelijke woorden!")
    True
    """

    def __init__(self, cues: Mapping[str, Sequence[str]], roles: Mapping[Role, Sequence[str]]) -> None:
        self._cues = {name: _pattern(words) for name, words in cues.items()}
        self._roles = {role: _pattern(words) for role, words in roles.items()}

    @classmethod
    def load(cls, file: Path) -> Cues:
        """From cues.yml; KeyError or ValueError when a role in it does not exist."""
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
        roles = {Role(name): words for name, words in data.pop("role").items()}
        return cls(data, roles)

    def has(self, name: str, text: str) -> bool:
        """Whether the cue stands in the text."""
        return bool(self._cues[name].search(plain(text)))

    def role(self, text: str) -> Role | None:
        """The professional that a text names, the first one when it names several."""
        found = [(match.start(), role) for role, cue in self._roles.items() if (match := cue.search(plain(text)))]
        return min(found)[1] if found else None


def plain(text: str) -> str:
    """Lower case words without accents or punctuation, one space between them.

    >>> plain("Né, dát niet!")
    'ne dat niet'
    """
    decomposed = unicodedata.normalize("NFD", text.lower())
    return " ".join(re.findall(r"\w+", "".join(c for c in decomposed if not unicodedata.combining(c))))


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(plain(word)) for word in words) + r")\b")
