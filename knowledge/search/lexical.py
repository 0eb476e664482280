"""Character n-gram BM25 over the texts of the cards."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from knowledge.search.ngrams import ngrams


class LexicalIndex:
    """BM25 (Robertson and Zaragoza 2009, as in Lucene) with n-grams for words.

    >>> LexicalIndex.build(["roken en operatie", "slapen"]).scores("stoppen met rooken").argmax()
    np.int64(0)
    """

    def __init__(self, index: bm25s.BM25) -> None:
        self._index = index
        self.size = int(index.scores["num_docs"])

    @classmethod
    def build(cls, texts: Sequence[str]) -> LexicalIndex:
        """Index texts; the position of a text is its number."""
        index = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
        index.index([ngrams(text) for text in texts], show_progress=False)
        return cls(index)

    def scores(self, question: str) -> NDArray[np.float32]:
        """One score for each text, per n-gram of the question (so that long and short ones compare); else zeros."""
        known = [gram for gram in ngrams(question) if gram in self._index.vocab_dict]
        if not known:
            return np.zeros(self.size, dtype=np.float32)
        scores: NDArray[np.float32] = np.asarray(self._index.get_scores(known), dtype=np.float32)
        return scores / np.float32(len(known))

    def save(self, folder: Path) -> None:
        """Write the index below a folder."""
        self._index.save(str(folder), show_progress=False)

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Read what `save` wrote."""
        return cls(bm25s.BM25.load(str(folder), load_corpus=False))
