"""Leaving cards out saves time in a large library and may never leave out the right one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.search.candidates import MOST_BY_WORDS, WHOLE_BELOW, candidates

LARGE = 4 * WHOLE_BELOW


def signals(cards: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Words for half the cards, vectors for a few, four in five allowed."""
    draw = np.random.default_rng(seed)
    lexical = np.where(draw.random(cards) < 0.5, draw.random(cards), 0.0).astype(np.float32)
    vector = np.where(draw.random(cards) < 0.02, draw.random(cards), 0.0).astype(np.float32)
    return lexical, vector, draw.random(cards) < 0.8


@given(st.integers(1, WHOLE_BELOW), st.integers(0, 99))
def test_a_library_like_the_shipped_one_is_weighed_whole(cards, seed):
    lexical, vector, allowed = signals(cards, seed)
    assert candidates(lexical, vector, allowed).tolist() == np.flatnonzero(allowed).tolist()


@settings(max_examples=30)
@given(st.integers(0, 99))
def test_in_a_large_library_the_best_words_and_every_vector_take_part(seed):
    lexical, vector, allowed = signals(LARGE, seed)
    found = candidates(lexical, vector, allowed)
    best = np.argsort(-np.where(allowed, lexical, -1.0))[:MOST_BY_WORDS]
    assert set(found) == set(best) | set(np.flatnonzero((vector > 0) & allowed))
    assert found.tolist() == sorted(found)


@pytest.mark.parametrize("cards", [10, LARGE])
def test_what_may_not_be_shown_never_takes_part(cards):
    lexical = np.ones(cards, dtype=np.float32)
    allowed = np.zeros(cards, dtype=bool)
    allowed[3] = True
    assert candidates(lexical, lexical, allowed).tolist() == [3]


def test_a_filter_does_not_cost_places():
    """Cards of another moment with better words take no place from those of the given one."""
    lexical = np.linspace(1, 2, LARGE, dtype=np.float32)
    allowed = np.arange(LARGE) < MOST_BY_WORDS
    assert len(candidates(lexical, np.zeros(LARGE, np.float32), allowed)) == MOST_BY_WORDS
