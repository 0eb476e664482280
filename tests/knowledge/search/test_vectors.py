"""Nearest vectors: faiss against numpy, the graph against the exact answer, and one score for each card."""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.search.vectors import EXACT_BELOW, VectorIndex

WIDTH = 16


def unit(rows: np.ndarray) -> np.ndarray:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def drawn(count: int, seed: int = 0, width: int = WIDTH) -> np.ndarray:
    return unit(np.random.default_rng(seed).normal(size=(count, width)))


def best_of_each(vectors: np.ndarray, owners: np.ndarray, cards: int, question: np.ndarray) -> np.ndarray:
    """The same with numpy: the best cosine of each card, never below 0."""
    best = np.zeros(cards, dtype=np.float32)
    np.maximum.at(best, owners, vectors @ question)
    return best


@settings(max_examples=40)
@given(st.integers(1, 150), st.integers(1, 30), st.integers(0, 1000))
def test_exact_search_says_what_numpy_says(count, cards, seed):
    vectors, owners = drawn(count, seed), np.random.default_rng(seed).integers(0, cards, count)
    question = drawn(1, seed + 1)[0]
    found = VectorIndex.build(vectors, owners, cards).nearest(question)
    assert found == pytest.approx(best_of_each(vectors, owners, cards, question), abs=1e-5)


def test_only_the_nearest_count():
    vectors, owners = drawn(500), np.arange(500)
    question = drawn(1, 9)[0]
    found = VectorIndex.build(vectors, owners, 500).nearest(question, 20)
    assert set(np.flatnonzero(found)) == set(np.argsort(-(vectors @ question))[:20])


def test_a_question_without_known_words_is_near_to_nothing():
    found = VectorIndex.build(drawn(50), np.arange(50), 50).nearest(np.zeros(WIDTH, dtype=np.float32))
    assert not found.any()


def test_a_card_that_lies_the_other_way_scores_zero_not_less():
    vectors = drawn(1)
    assert VectorIndex.build(vectors, np.array([0]), 1).nearest(-vectors[0]).tolist() == [0.0]


def test_from_fifty_thousand_vectors_on_a_graph_finds_nearly_the_same():
    """Drawn around centres, as the lines of one card lie around each other."""
    centres = drawn(2_000, 1)
    many = np.random.default_rng(2)
    owners = many.integers(0, len(centres), EXACT_BELOW)
    vectors = unit(centres[owners] + many.normal(0, 0.15, (EXACT_BELOW, WIDTH)))
    graph = VectorIndex.build(vectors, owners, len(centres))
    exact = VectorIndex.build(vectors[:-1], owners[:-1], len(centres))
    assert isinstance(graph._index, faiss.IndexHNSW)
    assert not isinstance(exact._index, faiss.IndexHNSW)
    recall = []
    for question in unit(centres[:100] + many.normal(0, 0.15, (100, WIDTH))):
        right = set(np.argsort(-best_of_each(vectors, owners, len(centres), question))[:3])
        recall.append(len(right & set(np.argsort(-graph.nearest(question))[:3])) / 3)
    assert np.mean(recall) > 0.97


def test_what_was_saved_answers_the_same_and_cannot_be_changed(tmp_path: Path):
    index = VectorIndex.build(drawn(300), np.arange(300) % 40, 40)
    index.save(tmp_path)
    read = VectorIndex.load(tmp_path, 40)
    assert np.array_equal(read.nearest(drawn(1, 5)[0]), index.nearest(drawn(1, 5)[0]))
    with pytest.raises(ValueError, match="read-only"):
        read._owners[0] = 3
