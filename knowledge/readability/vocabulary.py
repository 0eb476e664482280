"""Rules on words: rare words, hard words with an everyday one beside them, the glossary, abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from knowledge.models import GlossaryEntry
from knowledge.readability.data import read
from knowledge.readability.hits import Finding, Level
from knowledge.readability.words import KNOWN, bases, familiar, known, parts

_ABBREVIATION = re.compile(r"^(?=(?:.*[A-Z]){2})[A-Za-z0-9-]{2,}$")
_INITIAL_CAPITALS = re.compile(r"^[A-Z][a-z]+-[A-Z][a-z]+$")


@dataclass(frozen=True)
class Replacement:
    """An everyday word in place of a hard one."""

    use: str
    level: Level


@cache
def replacements() -> dict[str, Replacement]:
    """Hard words with what to use instead (`data/replacements.yml`), read once."""
    data = read("replacements.yml")
    return {str(word): Replacement(str(use), level) for level in Level for word, use in data[level.value].items()}


class Vocabulary:
    """Judges words, given the glossary and the names (medicines) that readers know from their own boxes."""

    def __init__(self, glossary: Mapping[str, GlossaryEntry], names: Iterable[str]) -> None:
        self._entries: dict[str, GlossaryEntry] = {}
        for entry in glossary.values():
            for form in (entry.term, *entry.forms):
                self._entries[form.lower()] = entry
        self._phrases = {term: entry for term, entry in self._entries.items() if " " in term}
        self._phrase = re.compile(rf"\b({'|'.join(map(re.escape, self._phrases))})\b") if self._phrases else None
        self._names = {part for name in names for part in name.lower().split()}
        self._hard = {word: r for word, r in replacements().items() if " " not in word}
        several = {word: r for word, r in replacements().items() if " " in word}
        self._several = several
        self._wordy = re.compile(rf"\b({'|'.join(map(re.escape, several))})\b") if several else None

    def judge(self, sentence: str, tokens: Iterable[str], whole: str, term: str | None = None) -> Iterator[Finding]:
        """Findings on the words of a sentence; `whole` is the lower-case text in which an explanation may stand."""
        lowered = sentence.lower()
        covered: set[str] = set()
        if self._phrase:
            for match in self._phrase.finditer(lowered):
                covered.update(match.group().split())
                yield from self._explained(match.group(), self._phrases[match.group()], whole, term)
        if self._wordy:
            for match in self._wordy.finditer(lowered):
                yield _replace(match.group(), self._several[match.group()])
        for token in tokens:
            if token.lower() not in covered:
                yield from self._word(token, whole, term)

    def _word(self, token: str, whole: str, term: str | None) -> Iterator[Finding]:
        word = token.lower().strip(".,'’")
        if not any(letter.isalpha() for letter in word) or "{" in word or word == term:
            return
        entry = self._entries.get(word)
        if entry:
            yield from self._explained(word, entry, whole, term)
        elif word in self._names:
            return
        elif replacement := self._replacement(word):
            yield _replace(word, replacement)
        elif _ABBREVIATION.match(token) and not _INITIAL_CAPITALS.match(token):
            remedy = f"schrijf '{token}' voluit, of leg het uit en zet het in glossary.yml"
            yield Finding("afkorting", Level.FAIL, f"'{token}' is een afkorting zonder uitleg", remedy)
        elif any(letter.isdigit() for letter in word) or "." in word or "@" in word:
            return
        elif not self._familiar(word):
            remedy = f"gebruik een gewoner woord dan '{word}', of leg het uit en zet het in glossary.yml"
            yield Finding("moeilijk woord", Level.FAIL, f"'{word}' komt weinig voor in gewoon Nederlands", remedy)

    def _replacement(self, word: str) -> Replacement | None:
        if word in self._hard:
            return self._hard[word]
        shorter = sorted(base for base in bases(word) - {f"{word}en"} if len(base) > 4)
        return next((self._hard[base] for base in shorter if base in self._hard), None)

    def _familiar(self, word: str) -> bool:
        if known(word) >= KNOWN:
            return True
        if compound := parts(word):
            return not any(part in self._hard and self._hard[part].level is Level.FAIL for part in compound)
        pieces = word.replace("/", "-").split("-")
        return len(pieces) > 1 and all(
            familiar(piece) or piece in self._names or piece in self._entries for piece in pieces
        )

    def _explained(self, word: str, entry: GlossaryEntry, whole: str, term: str | None) -> Iterator[Finding]:
        if entry.known or entry.term == term or any(_has_cue(cue, whole) for cue in entry.cues):
            return
        remedy = f"leg '{word}' uit in dezelfde tekst, bijvoorbeeld: {entry.explanation}"
        if entry.instead:
            remedy = f"gebruik '{entry.instead}' in plaats van '{word}', of {remedy}"
        yield Finding("geen uitleg", Level.FAIL, f"'{word}' zonder uitleg", remedy)


def _has_cue(cue: str, whole: str) -> bool:
    return re.search(rf"\b{re.escape(cue.lower())}", whole) is not None


def _replace(word: str, replacement: Replacement) -> Finding:
    remedy = f"gebruik '{replacement.use}' in plaats van '{word}'"
    return Finding("gewoon woord", replacement.level, f"'{word}'", remedy)
