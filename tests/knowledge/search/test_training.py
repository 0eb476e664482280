"""The own embedding: the same library gives the same bytes, and questions come to lie near their cards."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np

from knowledge.library import Library
from knowledge.search.corpus import Corpus
from knowledge.search.embedding import StaticEmbedder

TRAIN = (
    "import sys;from pathlib import Path;from knowledge.library import Library;"
    "from knowledge.search.corpus import Corpus;from knowledge.search.training import train_static_embedding;"
    "train_static_embedding(Corpus.of(Library.load(Path(sys.argv[1]))), Path(sys.argv[2]))"
)


def hashes(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir()}


def test_another_process_trains_the_same_bytes(small: Library, version: Path, tmp_path: Path):
    """In a process of its own, because Python orders sets anew in each."""
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-W", "ignore", "-c", TRAIN, str(small.root), str(tmp_path / "embedding")]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    assert hashes(tmp_path / "embedding") == hashes(version / "embedding")


def test_questions_lie_nearest_to_their_own_card(small: Library, version: Path):
    corpus = Corpus.of(small)
    embedder = StaticEmbedder.load(version / "embedding")
    lines = embedder.questions([line for line, _ in corpus.lines])
    nearest = np.argmax(lines @ embedder.passages(corpus.headlines).T, axis=1)
    right = [position == found for (_, position), found in zip(corpus.lines, nearest, strict=True)]
    assert np.mean(right) > 0.9
