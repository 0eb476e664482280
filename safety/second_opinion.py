"""A learnt second opinion on short texts: weighted words, meanings and concepts. It adds a suspicion, never removes a hit."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, repeat
from typing import Any, NamedTuple

from safety.concepts import Lexicon
from safety.meanings import Meaning, Meanings
from safety.normalise import JOINING, pieces_of

SIZES = (3, 4, 5)
"""Lengths of the character n-grams, within word boundaries."""

NEAR = 2
"""How many words apart two meanings may stand to be a pair."""

ZERO = 80
"""A weight is kept as the character this far beyond it, so that a feature's weights are one short and mostly readable text."""

_SENTENCE_ENDS = frozenset(".!?;\n…")
_HARMLESS = -4.0
"""Log-odds of danger below which no label was ever likely enough to make up for it: labels are not asked then."""
_MARKS = _SENTENCE_ENDS | frozenset(",:()")
_LONG = 200
"""Characters from which a text is read sentence by sentence."""
_ENOUGH_WORDS, _MOST_WORDS = 8, 20
"""How many words a part of a long sentence has, before a clause may begin another and at most."""
_MAX_WORD = 30
_CUTS = [[slice(i, i + size) for size in SIZES for i in range(length - size + 1)] for length in range(_MAX_WORD + 3)]
"""Where a padded word of each length is cut; made beforehand, since every word of every message is cut."""


def parts(pieces: Sequence[str]) -> list[list[str]]:
    """The words, without marks, of what is read at once: a short text as a whole, a long one by its sentences.

    Long sentences are cut where a clause begins, or else after so many words: a few words of danger must not drown in a stream
    without full stops.
    """
    if sum(map(len, pieces)) <= _LONG:
        return [[piece[:_MAX_WORD] for piece in pieces if piece[0] not in _MARKS]]
    found: list[list[str]] = [[]]
    for piece in pieces:
        size = len(found[-1])
        mark = piece[0] in _MARKS
        if piece[0] in _SENTENCE_ENDS or size >= _MOST_WORDS or (size >= _ENOUGH_WORDS and (mark or piece in JOINING)):
            found.append([])
        if not mark:
            found[-1].append(piece[:_MAX_WORD])
    return [words for words in found if words]


def grams(words: Iterable[str]) -> set[str]:
    """The character n-grams of each word with a space at both ends."""
    result: set[str] = set()
    for word in words:
        padded = f" {word} "
        result.update(map(padded.__getitem__, _CUTS[len(padded)]))
    return result


def meant(meanings: Sequence[Meaning]) -> set[str]:
    """What the words mean, and each meaning with each of the next ones; the beginning and the end of the text are words too."""
    row: list[Meaning] = [("",), *filter(None, meanings), ("",)]
    found = {f"={word}" for here in meanings for word in here}
    for i, here in enumerate(row):
        for there in row[i + 1 : i + 1 + NEAR]:
            found.update([f"{word}_{other}" for word in here for other in there])
    return found


class Features(NamedTuple):
    """What is known of a text: its words, what they mean and what it is about. Each weighs by the root of its size.

    Of a word that nobody knows, misspelt perhaps, the letters count too.
    """

    words: set[str]
    meant: set[str]
    concepts: set[str]


class Reader:
    """Turns folded words into features, by a lexicon of concepts and word lists of meanings."""

    def __init__(self, lexicon: Lexicon, meanings: Meanings) -> None:
        self._lexicon = lexicon
        self._meanings = meanings

    def features(self, words: Sequence[str], unsure: Iterable[str] = ()) -> Features:
        """All features of the words; `unsure` are the unsure rules that hold in the text they come from."""
        words, meanings = self._meanings.read(words)
        concepts = self._lexicon.features(words, meanings)
        written = grams([word for word in words if word not in self._meanings.words])
        written.update([f" {word} " for word in words])
        return Features(written, meant(meanings), concepts | {f"!{rule}" for rule in unsure})


class Suspicion(NamedTuple):
    """The likeliest danger, its usual urgency, and how far its log-odds are beyond the threshold."""

    category: str
    urgency: str
    beyond: float


class SecondOpinion:
    """Logistic regressions with rounded weights: danger of any kind, and each label, against harmless texts.

    Thresholds were chosen on a development set.
    """

    def __init__(self, model: Mapping[str, Any], reader: Reader) -> None:
        self._reader = reader
        self._labels: list[str] = model["labels"]
        self._urgencies: list[str] = model["urgencies"]
        self._weights: dict[str, str] = model["weights"]
        self._bias: list[int] = model["bias"]
        self._scale: int = model["scale"]
        self._threshold: float = model["threshold"]
        self._agreement: float = model["agreement"]

    def score(self, text: str) -> float:
        """Log-odds that a text signals danger, of its most dangerous part; unsure rules left out."""
        return max(self._score(self._odds(words, ())) for words in parts(pieces_of(text)) or [[]])

    def read(
        self, pieces: Sequence[str], unsure: Collection[str] = (), places: Iterable[Sequence[str]] = ()
    ) -> Suspicion | None:
        """The danger suspected in the most dangerous part of a text, or None.

        `unsure`: the unsure rules that hold in it; less is needed to agree with them. `places`: the words where they hold, which
        are read by themselves too when the text is long.
        """
        cut = parts(pieces)
        read = [self._odds(words, unsure) for words in (cut if len(cut) < 2 else chain(cut, places))]
        if not read:
            return None
        highest = max(read, key=self._score)
        beyond = self._score(highest) - (self._agreement if unsure else self._threshold)
        if beyond < 0:
            return None
        _, *odds = highest
        best = max(range(len(odds)), key=odds.__getitem__)
        return Suspicion(self._labels[best], self._urgencies[best], beyond)

    def _odds(self, words: Sequence[str], unsure: Iterable[str]) -> list[float]:
        """The log-odds of danger and, unless that is out of the question, of each label."""
        kinds = [
            ("".join(map(self._weights.get, kind, repeat(""))).encode("latin-1"), max(1.0, math.sqrt(len(kind))))
            for kind in self._reader.features(words, unsure)
        ]
        danger = self._sum(kinds, 0)
        if danger < _HARMLESS:
            return [danger]
        return [danger, *(self._sum(kinds, output) for output in range(1, len(self._bias)))]

    def _sum(self, kinds: Iterable[tuple[bytes, float]], output: int) -> float:
        """The weights of all known features for one output, each kind divided by the root of its number, and the bias."""
        total = float(self._bias[output])
        for rows, root in kinds:
            column = rows[output :: len(self._bias)]
            total += (sum(column) - ZERO * len(column)) / root
        return total / self._scale

    @staticmethod
    def _score(odds: Sequence[float]) -> float:
        """Danger by both ways of asking: is it danger, and is it any of these dangers."""
        danger, *labels = odds
        return (danger + math.log(sum(map(math.exp, labels)))) / 2 if labels else danger
