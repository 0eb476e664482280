"""From a question and its evidence to cards, in three tiers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

import numpy as np
import yaml
from numpy.typing import NDArray

from knowledge.library import Library
from knowledge.models import Card
from knowledge.search.candidates import candidates
from knowledge.search.corpus import Corpus, Thesaurus
from knowledge.search.embedding import OWN_MODEL
from knowledge.search.evidence import Evidence
from knowledge.search.index import OtherModel, SearchIndex
from knowledge.search.neighbours import guess
from knowledge.search.ranking import SETTINGS, CardTable, Matrix, Ranking, UnknownModelError

LONGEST_QUESTION = 2000
THEME_BEYOND_DOUBT = 0.8
# share of a question's n-grams that the library knows; of the development questions none has less than 0.8
WORDS_FROM = 0.5


@dataclass(frozen=True)
class Found:
    """A card and the probability (0 to 1) that it is the right one."""

    card: Card
    score: float


@dataclass(frozen=True)
class SearchResult:
    """`sure`: show the cards; `half`: ask which one is meant; `none`: there is nothing that fits."""

    tier: Literal["sure", "half", "none"]
    found: tuple[Found, ...]


class Search(Protocol):
    """Whatever finds cards."""

    def search(self, question: str, evidence: Evidence, limit: int = 3) -> SearchResult:
        """The best cards for a question."""
        ...


@dataclass(frozen=True)
class NoSearch:
    """Stands in for an index that cannot be used: finds nothing, and says why at /health/ready."""

    reason: str

    def search(self, question: str, evidence: Evidence, limit: int = 3) -> SearchResult:
        """Nothing."""
        return SearchResult("none", ())


class Searcher:
    """Character n-gram BM25 and an embedding, weighed with the evidence into P(right).

    >>> searcher = Searcher.open(Library.load(), Path("build/index"))
    >>> searcher.search("mag ik roken voor mijn operatie", Evidence()).tier
    'sure'
    """

    def __init__(self, corpus: Corpus, index: SearchIndex, thesaurus: Thesaurus, ranking: Ranking) -> None:
        self._index, self._thesaurus, self._ranking = index, thesaurus, ranking
        self._table = CardTable(corpus.cards)

    @classmethod
    def open(cls, library: Library, folder: Path, model_id: str = OWN_MODEL, settings: Path = SETTINGS) -> Searcher:
        """With the index that was built for exactly this library and model.

        Raises IndexBroken when there is none, and UnknownModelError when the model has no thresholds or is not the one
        of the index: with the wrong model every score would mean something else.
        """
        ranking = Ranking.load(model_id, settings)
        corpus = Corpus.of(library)
        try:
            index = SearchIndex.load(corpus, folder, model_id)
        except OtherModel as error:
            raise UnknownModelError(str(error)) from error
        return cls(corpus, index, load_thesaurus(library.root), ranking)

    def search(self, question: str, evidence: Evidence, limit: int = 3) -> SearchResult:
        """The best cards for a question; nothing when the words fit nothing."""
        nothing = SearchResult("none", ())
        if not in_scope(evidence):
            return nothing
        question = question[:LONGEST_QUESTION]
        allowed = self._table.allowed(evidence)
        if not question.strip() or not allowed.any() or limit < 1:
            return nothing
        lexical, vector = self.signals(question)
        if not lexical.any():
            return nothing
        if not evidence.guessed_themes:
            if evidence.theme is None and self._index.lexical.known(question) < WORDS_FROM:
                return nothing  # keys struck at random share a few n-grams with some card: no ground for a guess
            evidence = guess(self._table.cards, lexical, vector, evidence)
        among = candidates(lexical, vector, allowed)
        scores: Matrix = self._ranking.probabilities(self._table.features(lexical, vector, evidence, among))
        order = np.argsort(-scores, kind="stable")[:limit]
        best = float(scores[order[0]])
        if best < self._ranking.half:
            return nothing
        # behind the best card only those that could be right too: never pad with a weak one
        kept = [i for i in order if scores[i] >= self._ranking.half]
        found = tuple(Found(self._table.cards[among[i]], round(float(scores[i]), 4)) for i in kept)
        return SearchResult("sure" if best >= self._ranking.sure else "half", found)

    def signals(self, question: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """What words and vectors say about each card, without any evidence."""
        asked = self._thesaurus.expand(question)
        return self._index.lexical.scores(asked), self._index.vectors.nearest(
            self._index.embedder.questions([asked])[0]
        )


def in_scope(evidence: Evidence) -> bool:
    """The scope gate: a message that is understood as not ours gets no card, unless its theme is beyond doubt."""
    if evidence.act != "out_of_scope" or evidence.theme is not None:
        return True
    return max(evidence.guessed_themes.values(), default=0.0) >= THEME_BEYOND_DOUBT


def load_thesaurus(root: Path) -> Thesaurus:
    """The thesaurus of a content folder: `{meaning: [other words]}`; empty when there is none."""
    file = root / "thesaurus.yml"
    data = yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else {}
    return Thesaurus({str(word): meaning for meaning, others in (data or {}).items() for word in others})
