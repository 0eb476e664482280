"""Character n-gram BM25 over the texts of the cards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from knowledge.search.ngrams import ngrams


class LexicalIndex:
    """BM25 (Robertson and Zaragoza 2009, as in Lucene) with n-grams for words.

    What an n-gram adds to a text's score is worked out when the index is built, so a question costs one sum over the
    rows of its own n-grams (bm25s; Lù 2024).

    >>> LexicalIndex.build(["roken en operatie", "slapen"]).scores("stoppen met rooken").argmax()
    np.int64(0)
    """

    def __init__(self, index: bm25s.BM25) -> None:
        self._index = index
        self._rows: dict[str, int] = index.vocab_dict
        stored = index.scores
        self.size = int(stored["num_docs"])
        for part in ("data", "indices", "indptr"):
            stored[part].setflags(write=False)
        # a row for each n-gram, a column for each text: the arrays of bm25s themselves, not a copy
        self._impacts = csr_array(
            (stored["data"], stored["indices"], stored["indptr"]), shape=(len(stored["indptr"]) - 1, self.size)
        )

    @classmethod
    def build(cls, texts: Sequence[str]) -> LexicalIndex:
        """Index texts; the position of a text is its number."""
        index = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
        split = [ngrams(text) for text in texts]
        # numbered here, because bm25s numbers them in the order of a set: the same texts, the same bytes
        numbers = {gram: number for number, gram in enumerate(sorted({gram for grams in split for gram in grams}))}
        index.index(([[numbers[gram] for gram in grams] for grams in split], numbers), show_progress=False)
        return cls(index)

    def scores(self, question: str) -> NDArray[np.float32]:
        """One score for each text, per n-gram of the question (so that long and short ones compare); else zeros."""
        known = Counter(row for gram in ngrams(question) if (row := self._rows.get(gram)) is not None)
        if not known:
            return np.zeros(self.size, dtype=np.float32)
        rows = np.fromiter(known.keys(), dtype=np.int32)
        times = np.fromiter(known.values(), dtype=np.float32)
        total: NDArray[np.float32] = self._impacts[rows].T @ times
        return total / np.float32(known.total())

    def known(self, question: str) -> float:
        """The share (0 to 1) of a question's n-grams that occur in any text; 0 for a question without words."""
        grams = ngrams(question)
        return sum(gram in self._rows for gram in grams) / len(grams) if grams else 0.0

    def save(self, folder: Path) -> None:
        """Write the index below a folder."""
        self._index.save(str(folder), show_progress=False)

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Read what `save` wrote."""
        return cls(bm25s.BM25.load(str(folder), load_corpus=False))
