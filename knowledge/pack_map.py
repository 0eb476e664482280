"""The local map: which help there is near a postcode or in a municipality."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.models import Theme
from knowledge.pack_models import MapEntry

_POSTCODE = re.compile(r"(?<!\d)([1-9]\d{3})(?: ?[a-z]{2})?(?!\w)")
_ANNOUNCED = re.compile(r"\bpostcode\b")
SHORT = 6  # words: a longer message is about more than a place alone


@dataclass(frozen=True)
class LocalMap:
    """All entries of one organisation. A place is a postcode (four digits) or the name of a municipality.

    >>> LocalMap().place("mijn postcode is 1234 AB")
    '1234'
    """

    entries: tuple[MapEntry, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.entries)

    def place(self, text: str) -> str | None:
        """The place that a text names: a municipality of the map, or a postcode that it knows or that is called so."""
        words = _plain(text)
        for entry in self.entries:
            if re.search(rf"\b{re.escape(_plain(entry.municipality))}\b", words):
                return entry.municipality
        found = _POSTCODE.search(words)
        if found is None:
            return None
        postcode = found.group(1)
        alone = found.group(0) == words
        known = any(entry.serves(postcode) for entry in self.entries)
        return postcode if known or alone or _ANNOUNCED.search(words) else None

    def only_place(self, text: str) -> str | None:
        """The place, when the message says little else ("1234", "ik woon in Demodam")."""
        return self.place(text) if self and len(text.split()) <= SHORT else None

    def near(self, place: str, themes: Iterable[Theme] = ()) -> tuple[MapEntry, ...]:
        """Entries for a place: the same neighbourhood first, then the municipality; what fits a theme before the rest."""
        wanted = set(themes)
        towns = {place} if not place.isdigit() else {e.municipality for e in self.entries if e.serves(place)}
        found = [e for e in self.entries if e.serves(place) or (e.municipality in towns and not e.postcodes)]
        if not place.isdigit():
            found = [e for e in self.entries if e.municipality in towns]
        return tuple(sorted(found, key=lambda e: (not wanted & set(e.themes), not e.serves(place))))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower())
    return " ".join(re.findall(r"\w+", "".join(c for c in decomposed if not unicodedata.combining(c))))
