"""What the words of a message are about: a lexicon of concepts (`death`, `burden`, `chest`, `laugh`) in eleven languages.

"Gitaar naar mijn neefje" and "ps5 aan mn broertje gegeve" share `give_away` and `family`; Turkish or Polish words give the same
concepts as Dutch ones. So what was learnt from one message helps to read another that shares no word with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from safety.normalise import fold, sound

REACH = 5
"""How many words apart two concepts may stand to count as following each other."""

MOST_BETWEEN = 3
"""How many words `~` stands for at most."""

_HEAD = 4
"""Beginnings of words are looked up by their first letters; none is shorter."""

_SHORTEST_SOUND = 6

Phrase = tuple[tuple[int, str], ...]
"""The words after the first, each with the number of words that may stand before it."""


class Lexicon:
    """Compiled concepts. Holds no state between texts.

    `words` and `starts` (the beginning of a word) give concepts at once; `phrases` are found by their first word; `sounds` help
    with a long word that nobody knows.
    """

    def __init__(self, compiled: Mapping[str, Any]) -> None:
        self._words: dict[str, list[str]] = compiled["words"]
        self._sounds: dict[str, list[str]] = compiled["sounds"]
        self._heads: dict[str, list[tuple[str, list[str]]]] = {}
        for start, concepts in compiled["starts"].items():
            self._heads.setdefault(start[:_HEAD], []).append((start, concepts))
        # by their first two words, so that "ik" alone costs nothing
        self._phrases: dict[str, dict[str, list[tuple[str, Phrase]]]] = {}
        for first, found in compiled["phrases"].items():
            for concept, rest in found:
                seconds = self._phrases.setdefault(first, {}).setdefault(rest[0][1], [])
                seconds.append((concept, tuple((gap, word) for gap, word in rest)))

    def features(self, words: Sequence[str], meanings: Sequence[Sequence[str]] = ()) -> set[str]:
        """Of folded words: concepts, pairs of concepts (anywhere, and in order when near), and concepts next to plain words.

        `meanings`: the Dutch base words of each word, whose concepts count as its own.
        """
        places = self.read(words)
        for here, meant in zip(places, meanings, strict=False):
            for word in meant:
                here.update(self._words.get(word, ()))
        known = sorted(set().union(*places)) if places else []
        found = {f"#{concept}" for concept in known}
        found.update(f"#{a}&{b}" for i, a in enumerate(known) for b in known[i + 1 :])
        marked = [(i, here) for i, here in enumerate(places) if here]
        for number, (i, here) in enumerate(marked, 1):
            for j, there in marked[number:]:
                if j - i >= REACH:
                    break
                found.update(f"#{a}>{b}" for a in here for b in there if a != b)
            for concept in here:
                found.update(f"{concept}>{word}" for word in words[i + 1 : i + 3])
                found.update(f"{word}>{concept}" for word in words[max(0, i - 2) : i])
        return found

    def read(self, words: Sequence[str]) -> list[set[str]]:
        """The concepts that begin at each word."""
        found = [self._alone(word) for word in words]
        for place, word in enumerate(words):
            if word in self._phrases:
                found[place] |= self._begun(words, place)
        return found

    def _alone(self, word: str) -> set[str]:
        """The concepts of one word."""
        found = set(self._words.get(word, ()))
        for start, concepts in self._heads.get(word[:_HEAD], ()):
            if word.startswith(start):
                found.update(concepts)
        if not found and len(word) >= _SHORTEST_SOUND and word.isascii() and word.isalpha():
            found.update(self._sounds.get(sound(word), ()))
        return found

    def _begun(self, words: Sequence[str], place: int) -> set[str]:
        """The concepts of the phrases that begin here."""
        seconds = self._phrases[words[place]]
        found: set[str] = set()
        for word in words[place + 1 : place + 2 + MOST_BETWEEN]:
            for concept, rest in seconds.get(word, ()):
                if concept not in found and _follows(words, place, rest):
                    found.add(concept)
        return found


def _follows(words: Sequence[str], place: int, rest: Phrase) -> bool:
    for gap, word in rest:
        near = words[place + 1 : place + 2 + gap]
        if word not in near:
            return False
        place += 1 + near.index(word)
    return True


def compile_lexicon(files: Mapping[str, Mapping[str, Sequence[object]]]) -> dict[str, Any]:
    """The words of all languages in one look-up: `{language: {concept: [entry, ...]}}`.

    An entry is a word, the beginning of words (`weggeef*`), or a phrase in which `~` stands for one to three other words.
    Raises ValueError naming language, concept and entry when one has no word or too short a beginning.
    """
    words: dict[str, set[str]] = {}
    starts: dict[str, set[str]] = {}
    sounds: dict[str, set[str]] = {}
    phrases: dict[str, set[tuple[str, Phrase]]] = {}
    for language, concepts in files.items():
        for concept, entries in concepts.items():
            for entry in entries:
                parts = fold(str(entry)).replace("'", "").split()
                if not parts or parts[0] == "~" or parts[-1] == "~":
                    raise ValueError(f"{language}: {concept}: {entry!r} has no word at its beginning or end: remove it")
                if len(parts) > 1:
                    phrases.setdefault(parts[0], set()).add((concept, _gaps(parts[1:])))
                elif parts[0].endswith("*"):
                    if len(parts[0]) <= _HEAD:
                        raise ValueError(f"{language}: {concept}: {entry!r} is too short a beginning: write the words")
                    starts.setdefault(parts[0][:-1], set()).add(concept)
                else:
                    words.setdefault(parts[0], set()).add(concept)
                    if len(parts[0]) >= _SHORTEST_SOUND and parts[0].isascii():
                        sounds.setdefault(sound(parts[0]), set()).add(concept)
    return {
        "words": {w: sorted(c) for w, c in words.items()},
        "starts": {w: sorted(c) for w, c in starts.items()},
        "sounds": {w: sorted(c) for w, c in sounds.items()},
        "phrases": {w: sorted(p) for w, p in phrases.items()},
    }


def _gaps(parts: Sequence[str]) -> Phrase:
    result: list[tuple[int, str]] = []
    gap = 0
    for part in parts:
        if part == "~":
            gap = MOST_BETWEEN
        else:
            result.append((gap, part))
            gap = 0
    return tuple(result)
