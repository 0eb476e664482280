"""From a question and its evidence to cards, in three tiers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import bm25s
import numpy as np
from sklearn.feature_extraction.text import CountVectorizer

from knowledge.library import Library
from knowledge.models import Card
from knowledge.search.evidence import Evidence


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


class Searcher:
    """Character n-gram BM25 over cards and their example questions, weighed with the evidence.

    >>> Searcher.build(Library.load()).search("mag ik roken voor mijn operatie", Evidence()).tier
    'sure'
    """

    def __init__(self, library: Library, index: bm25s.BM25, analyse: CountVectorizer) -> None:
        self._cards = list(library.cards.values())
        self._index = index
        self._analyse = analyse.build_analyzer()

    @classmethod
    def build(cls, library: Library) -> Searcher:
        """An index of all cards in memory."""
        vectoriser = CountVectorizer(analyzer="char_wb", ngram_range=(3, 5), lowercase=True, strip_accents="unicode")
        analyse = vectoriser.build_analyzer()
        texts = [
            " ".join([card.title, card.text, *library.examples.get(card.id, ())]) for card in library.cards.values()
        ]
        index = bm25s.BM25()
        index.index([analyse(text) for text in texts], show_progress=False)
        return cls(library, index, vectoriser)

    def search(self, query: str, evidence: Evidence, limit: int = 3) -> SearchResult:
        """The best cards for a question; nothing when the words fit nothing."""
        grams = [gram for gram in self._analyse(query) if gram in self._index.vocab_dict]
        if not grams:
            return SearchResult("none", ())
        lexical = np.asarray(self._index.get_scores(grams)) / len(grams)
        scores = lexical * np.array([self._fit(card, evidence) for card in self._cards])
        order = [int(i) for i in np.argsort(-scores)[:limit] if scores[i] > 0]
        found = tuple(Found(self._cards[i], round(float(scores[i] / (scores[i] + 1.0)), 4)) for i in order)
        if not found or found[0].score < 0.35:
            return SearchResult("none", ())
        return SearchResult("sure" if found[0].score >= 0.45 else "half", found)

    @staticmethod
    def _fit(card: Card, evidence: Evidence) -> float:
        if card.id in evidence.exclude or (evidence.restrict_food and card.restricts_food):
            return 0.0
        if evidence.kinds and card.kind not in evidence.kinds:
            return 0.0
        if evidence.moments and card.moments and not set(card.moments) & set(evidence.moments):
            return 0.0
        if evidence.theme is not None and evidence.theme not in card.themes:
            return 0.0
        weight = 1.0
        if evidence.moments and not card.moments:
            weight *= 0.7
        weight *= 1 + 2 * max((evidence.guessed_themes.get(theme, 0.0) for theme in card.themes), default=0.0)
        weight *= 1 + 2 * max((evidence.guessed_moments.get(moment, 0.0) for moment in card.moments), default=0.0)
        if evidence.medicines and set(card.medicines) & set(evidence.medicines):
            weight *= 3
        if evidence.phase and card.phase not in (evidence.phase, "any"):
            weight *= 0.6
        return weight
