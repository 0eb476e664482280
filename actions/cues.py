"""Words that steer the talk itself: "leg uit", "dat bedoel ik niet", "ik heb gebeld"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from knowledge.models import Moment, Role, Theme


class Cues:
    """Finds cues in a message, as whole words.

    >>> Cues({"simpler": ["leg uit"]}, {}).has("simpler", "Leg uit in makkelijke woorden!")
    True
    """

    def __init__(
        self,
        cues: Mapping[str, Sequence[str]],
        roles: Mapping[Role, Sequence[str]],
        moments: Mapping[Moment, Sequence[str]] | None = None,
        themes: Mapping[Theme, Sequence[str]] | None = None,
    ) -> None:
        self._cues = {name: _pattern(words) for name, words in cues.items()}
        self._whole = {name: frozenset(map(plain, words)) for name, words in cues.items()}
        self._roles = {role: _pattern(words) for role, words in roles.items()}
        self._moments = {moment: _pattern(words) for moment, words in (moments or {}).items()}
        self._themes = {theme: _pattern(words) for theme, words in (themes or {}).items()}

    @classmethod
    def load(cls, file: Path) -> Cues:
        """From cues.yml; KeyError or ValueError when a role in it does not exist."""
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
        roles = {Role(name): words for name, words in data.pop("role").items()}
        moments = {Moment(name): words for name, words in data.pop("moment").items()}
        themes = {Theme(name): words for name, words in data.pop("theme").items()}
        return cls(data, roles, moments, themes)

    def has(self, name: str, text: str) -> bool:
        """Whether the cue stands in the text."""
        return bool(self._cues[name].search(plain(text)))

    def is_all(self, name: str, text: str) -> bool:
        """Whether the text is the cue and nothing more."""
        return plain(text) in self._whole[name]

    def moments(self, text: str) -> tuple[Moment, ...]:
        """The moments for which the text has a word."""
        return tuple(moment for moment, cue in self._moments.items() if cue.search(plain(text)))

    def themes(self, text: str) -> tuple[Theme, ...]:
        """The themes for which the text has a word."""
        return tuple(theme for theme, cue in self._themes.items() if cue.search(plain(text)))

    def denied_moments(self, text: str) -> tuple[Moment, ...]:
        """The moments that the text takes back: "niet de ingreep", "de operatie gaat niet door"."""
        if self.has("cancelled", text):
            return self.moments(text)
        if not (self.has("taken_back", text) or self.has("correction", text)):
            return ()  # "ik durf niet onder het mes" takes nothing back
        return tuple(moment for moment, cue in self._moments.items() if _denied(cue, text))

    def denied_themes(self, text: str) -> tuple[Theme, ...]:
        """The themes that the text turns away from: "niet over roken"."""
        return tuple(theme for theme, cue in self._themes.items() if _denied(cue, text))

    def role(self, text: str) -> Role | None:
        """The professional that a text names, the first one when it names several."""
        found = [(match.start(), role) for role, cue in self._roles.items() if (match := cue.search(plain(text)))]
        return min(found)[1] if found else None


# up to two words may stand between: "niet over mijn operatie"
_NO = r"(?<!nog )\b(?:niet|geen|nooit)\s+(?:(?:over|de|het|mijn|mn|die|dat|meer|aan|om)\s+){0,2}"
_CLAUSES = re.compile(r"[,.;:!?]+|\bmaar\b|\bwel\b")


def _denied(cue: re.Pattern[str], text: str) -> bool:
    """Whether a word of the cue comes right behind a "niet" in the same clause."""
    return any(re.search(_NO + cue.pattern, plain(clause)) for clause in _CLAUSES.split(text.lower()))


def plain(text: str) -> str:
    """Lower case words without accents or punctuation, one space between them.

    >>> plain("Né, dát niet!")
    'ne dat niet'
    """
    decomposed = unicodedata.normalize("NFD", text.lower())
    return " ".join(re.findall(r"\w+", "".join(c for c in decomposed if not unicodedata.combining(c))))


# "ben ... geopereerd": up to five words may stand where the dots are
_DOTS = r"(?:\s+\w+){0,5}\s+"


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    cues = (_DOTS.join(re.escape(plain(part)) for part in word.split("...")) for word in words)
    return re.compile(r"\b(?:" + "|".join(cues) + r")\b")
