"""BM25 over n-grams: against the formula itself, on disk, and the same bytes for the same texts."""

from __future__ import annotations

import hashlib
import math
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.lexical import LexicalIndex
from knowledge.search.ngrams import ngrams

TEXTS = ["Stoppen met roken voor een operatie", "Beter slapen", "Rustig ademen bij stress, rustig aan", "roken"]
K1, B = 1.2, 0.75


def by_hand(texts: list[str], question: str) -> list[float]:
    """BM25 as Lucene has it, per known n-gram of the question."""
    split = [ngrams(text) for text in texts]
    average = sum(map(len, split)) / len(split)
    known = [gram for gram in ngrams(question) if any(gram in grams for grams in split)]
    scores = []
    for grams in split:
        score = 0.0
        for gram in known:
            holding = sum(gram in other for other in split)
            weight = math.log(1 + (len(split) - holding + 0.5) / (holding + 0.5))
            times = grams.count(gram)
            score += weight * times / (times + K1 * (1 - B + B * len(grams) / average))
        scores.append(score / max(len(known), 1))
    return scores


@given(st.text("rokensapt dm", max_size=60))
def test_scores_are_bm25(question):
    assert SHARED.scores(question) == pytest.approx(by_hand(TEXTS, question), abs=1e-5)


SHARED = LexicalIndex.build(TEXTS)


def test_a_word_that_is_asked_twice_weighs_twice():
    once, twice = SHARED.scores("slapen roken"), SHARED.scores("slapen roken roken")
    assert twice[3] > once[3] and twice[1] < once[1]


@pytest.mark.parametrize("question", ["", " ", "?", "zzz qqq"])
def test_unknown_words_score_zero_everywhere(question):
    assert SHARED.scores(question).tolist() == [0.0] * len(TEXTS)


@pytest.mark.parametrize(("question", "share"), [("", 0.0), ("qqq zzz", 0.0), ("roken", 1.0), ("roken qqq", 12 / 18)])
def test_how_much_of_a_question_is_known(question: str, share: float):
    assert SHARED.known(question) == pytest.approx(share)


def test_what_was_saved_scores_the_same_and_cannot_be_changed(tmp_path: Path):
    SHARED.save(tmp_path)
    read = LexicalIndex.load(tmp_path)
    assert read.size == len(TEXTS)
    assert np.array_equal(read.scores("roken en slapen"), SHARED.scores("roken en slapen"))
    with pytest.raises(ValueError, match="read-only"):
        read._impacts.data[0] = 1.0


def test_the_same_texts_give_the_same_bytes_in_every_process(tmp_path: Path):
    """Python orders sets anew in every process: nothing may hang on that."""
    code = "import sys;from pathlib import Path;from knowledge.search.lexical import LexicalIndex;" + (
        f"LexicalIndex.build({TEXTS!r}).save(Path(sys.argv[1]))"
    )
    found = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-W", "ignore", "-c", code, str(folder)], env=environment, check=True)
        found.append({p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir()})
    assert found[0] and found[0] == found[1]
