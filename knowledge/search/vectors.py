"""Nearest vectors with faiss: exact below 50,000 vectors, a graph (HNSW) above."""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from knowledge.search.embedding import Vectors

EXACT_BELOW = 50_000
NEIGHBOURS, EF_BUILD, EF_SEARCH = 32, 80, 96


class VectorIndex:
    """Unit vectors by inner product (cosine), each belonging to a card; a card scores as its nearest vector."""

    def __init__(self, index: faiss.Index, owners: NDArray[np.int64], cards: int) -> None:
        self._index, self._owners, self._cards = index, owners, cards
        owners.setflags(write=False)
        if isinstance(index, faiss.IndexHNSW):
            index.hnsw.efSearch = EF_SEARCH

    @classmethod
    def build(cls, vectors: Vectors, owners: NDArray[np.int64], cards: int) -> VectorIndex:
        """`owners[i]` is the card (0 to cards-1) that vector i belongs to."""
        width = vectors.shape[1]
        if len(vectors) < EXACT_BELOW:
            index: faiss.Index = faiss.IndexFlatIP(width)
        else:
            index = faiss.IndexHNSWFlat(width, NEIGHBOURS, faiss.METRIC_INNER_PRODUCT)
            index.hnsw.efConstruction = EF_BUILD
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index, owners, cards)

    def nearest(self, question: Vectors, count: int = 200) -> NDArray[np.float32]:
        """For each card the cosine of its nearest vector to the question; 0 for cards not among the `count` nearest."""
        scores, ids = self._index.search(question.reshape(1, -1), min(count, len(self._owners)))
        found = ids[0] >= 0
        best = np.zeros(self._cards, dtype=np.float32)
        np.maximum.at(best, self._owners[ids[0][found]], scores[0][found])
        return best

    def save(self, folder: Path) -> None:
        """Write the index below a folder."""
        faiss.write_index(self._index, str(folder / "vectors.faiss"))
        np.save(folder / "owners.npy", self._owners)

    @classmethod
    def load(cls, folder: Path, cards: int) -> VectorIndex:
        """Read what `save` wrote."""
        owners = np.load(folder / "owners.npy", allow_pickle=False)
        return cls(faiss.read_index(str(folder / "vectors.faiss"), faiss.IO_FLAG_READ_ONLY), owners, cards)
