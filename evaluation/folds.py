"""What search says of every example question when that question is not in the index: the ground for calibration."""

from __future__ import annotations

import random
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evaluation.sets import ROOT
from knowledge.search.corpus import Corpus, Thesaurus
from knowledge.search.embedding import OWN_MODEL
from knowledge.search.index import SearchIndex
from knowledge.search.ranking import Ranking
from knowledge.search.searcher import Searcher

FOLDS, SEED = 5, 20261122
Signal = NDArray[np.float32]
# no weights are needed to read signals
UNWEIGHED = Ranking("", (), 0.0, 0.0, 0.0)


@dataclass(frozen=True)
class HeldOut:
    """Example questions, the card each belongs to, and one row of signals each (a column for each card)."""

    texts: tuple[str, ...]
    owners: tuple[int, ...]
    lexical: Signal
    vector: Signal


def held_out(corpus: Corpus, thesaurus: Thesaurus, build: Path = ROOT / "build", model_id: str = OWN_MODEL) -> HeldOut:
    """Signals of all example questions, five folds: index and embedding are made anew without the fold's questions.

    Takes minutes; kept below `build` for this content and model.
    """
    titles = {card.title for card in corpus.cards}
    asked = [index for index, (line, _) in enumerate(corpus.lines) if line not in titles]
    texts = tuple(corpus.lines[i][0] for i in asked)
    owners = tuple(corpus.lines[i][1] for i in asked)
    file = build / "evaluation" / f"held-out-{corpus.fingerprint}-{Path(model_id).name}.npz"
    if file.exists():
        with np.load(file, allow_pickle=False) as stored:
            return HeldOut(texts, owners, stored["lexical"], stored["vector"])
    lexical = np.zeros((len(asked), len(corpus.cards)), dtype=np.float32)
    vector = np.zeros_like(lexical)
    order = list(range(len(asked)))
    random.Random(SEED).shuffle(order)  # noqa: S311 - a shuffle, not secrets
    for fold in range(FOLDS):
        mine = order[fold::FOLDS]
        part = corpus.without(asked[i] for i in mine)
        with tempfile.TemporaryDirectory() as folder:
            searcher = Searcher(part, SearchIndex.create(part, Path(folder) / "index", model_id), thesaurus, UNWEIGHED)
            for i in mine:
                lexical[i], vector[i] = searcher.signals(texts[i])
        print(f"  fold {fold + 1} of {FOLDS} read", flush=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(file, lexical=lexical, vector=vector)
    return HeldOut(texts, owners, lexical, vector)
