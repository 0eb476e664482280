"""Trains the second opinion on the labelled lines in `safety/training`. Needs scikit-learn; the detector itself does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression

from safety.concepts import Lexicon
from safety.examples import HARMLESS, ORDINARY, lines
from safety.normalise import pieces_of
from safety.second_opinion import Features, parts

SCALE = 10
"""Weights are kept as whole tenths."""


Unsure = Callable[[str], Iterable[str]]
"""The unsure rules that hold in a text."""


def train(
    folder: Path, lexicon: Lexicon, examples: Sequence[tuple[str, str]] = (), unsure: Unsure = lambda text: ()
) -> dict[str, Any]:
    """The model as plain data, learnt from the lines in `folder` and from `examples` (label, text).

    `weights` says how much a feature speaks for danger; `label_weights`, as numbers in a text, for each label: many texts load
    faster than many short lists, and few are ever read.
    """
    settings = yaml.safe_load((folder / "settings.yml").read_text(encoding="utf-8"))
    return fit([row for line in (*lines(folder), *examples) for row in _rows(*line, lexicon, unsure)], settings)


def _rows(label: str, text: str, lexicon: Lexicon, unsure: Unsure) -> Iterator[tuple[str, Features]]:
    """A line as it will be read: a long one sentence by sentence, which is only known to be right for a harmless one."""
    read = parts(pieces_of(text))
    if label not in HARMLESS:
        read = [list(chain.from_iterable(read))]
    seen = unsure(text)
    for words in read:
        yield label, Features.of(words, lexicon, seen)


def fit(data: Sequence[tuple[str, Features]], settings: Mapping[str, Any]) -> dict[str, Any]:
    """Fits on the features of labelled lines.

    `settings`: regularisation `c`, `min_lines` a feature must occur in, `ordinary` the weight of an ordinary line (they are many,
    and look-alikes teach more), `smallest` and `smallest_label` the weights (in tenths) worth keeping, the log-odds `threshold` of
    danger and `agreement` of danger that an unsure rule sees too, and `urgency` per label.
    """
    features = [kinds for _, kinds in data]
    counts = Counter(g for f in features for kind in f for g in kind)
    vocabulary = sorted(g for g, n in counts.items() if n >= settings["min_lines"])
    index = {g: i for i, g in enumerate(vocabulary)}
    rows, columns, values = [], [], []
    for row, kinds in enumerate(features):
        for known in kinds:
            # sorted: floating point sums depend on order, and the files must come out the same every time
            for gram in sorted(known):
                if gram in index:
                    rows.append(row)
                    columns.append(index[gram])
                    values.append(1.0 / len(known) ** 0.5)
    # a rare feature says more than a common one: inverse document frequency (Sparck Jones 1972), taken into the weights below
    rarity = np.log(len(data) / (1 + np.array([counts[g] for g in vocabulary])))
    matrix = csr_matrix((values, (rows, columns)), shape=(len(data), len(vocabulary))) @ diags(rarity)
    answers = np.array([label not in HARMLESS for label, _ in data])
    weights = np.array([settings["ordinary"] if label == ORDINARY else 1.0 for label, _ in data])
    danger = _fitted(matrix, answers, settings["c"], weights)
    dangerous = np.flatnonzero(answers)
    names = np.array([label for label, _ in data])[dangerous]
    labels = sorted({str(n) for n in names})
    models = [_fitted(matrix[dangerous], names == label, settings["c"]) for label in labels]
    stack = np.vstack([danger[0], *(m[0] for m in models)]) * rarity
    whole = np.rint(stack * SCALE).astype(int)
    danger_kept = np.flatnonzero(np.abs(whole[0]) >= settings["smallest"])
    label_kept = np.flatnonzero(np.abs(whole[1:]).max(axis=0) >= settings["smallest_label"])
    return {
        "labels": labels, "urgencies": [settings["urgency"][label] for label in labels], "scale": SCALE,
        "threshold": settings["threshold"], "agreement": settings["agreement"],
        "bias": [round(b * SCALE) for b in (danger[1], *(m[1] for m in models))],
        "weights": {vocabulary[i]: int(whole[0, i]) for i in danger_kept},
        "label_weights": {vocabulary[i]: " ".join(map(str, whole[1:, i])) for i in label_kept},
    }  # fmt: skip


def _fitted(
    matrix: csr_matrix, answers: np.ndarray[Any, Any], c: float, weights: np.ndarray[Any, Any] | None = None
) -> tuple[np.ndarray[Any, Any], float]:
    """Weights and bias; both answers count as much as each other, whatever their number."""
    own = np.ones(len(answers)) if weights is None else weights
    balanced = own * np.where(answers, own[~answers].sum() / own[answers].sum(), 1.0)
    model = LogisticRegression(C=c, solver="liblinear", random_state=0, tol=1e-6, max_iter=2000)
    model.fit(matrix, answers, sample_weight=balanced)
    return model.coef_[0], float(model.intercept_[0])
