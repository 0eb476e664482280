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

from safety.examples import HARMLESS, ORDINARY, lines
from safety.normalise import pieces_of
from safety.second_opinion import ZERO, Features, Reader, parts

SCALE = 10
"""Weights are kept as whole tenths."""

_RANGE = (-ZERO, 255 - ZERO)
"""Weights beyond it are cut off; hardly any is."""

Unsure = Callable[[str], Iterable[str]]
"""The unsure rules that hold in a text."""


def train(
    folder: Path, reader: Reader, examples: Sequence[tuple[str, str]] = (), unsure: Unsure = lambda text: ()
) -> dict[str, Any]:
    """The model as plain data, learnt from the lines in `folder` and from `examples` (label, text).

    `weights` says how much a feature speaks for danger, and for each label: one character a number (see `second_opinion.ZERO`).
    """
    settings = yaml.safe_load((folder / "settings.yml").read_text(encoding="utf-8"))
    return fit([row for line in (*lines(folder), *examples) for row in _rows(*line, reader, unsure)], settings)


def _rows(label: str, text: str, reader: Reader, unsure: Unsure) -> Iterator[tuple[str, Features]]:
    """A line as it will be read: a long one sentence by sentence, which is only known to be right for a harmless one."""
    read = parts(pieces_of(text))
    if label not in HARMLESS:
        read = [list(chain.from_iterable(read))]
    seen = unsure(text)
    for words in read:
        yield label, reader.features(words, seen)


def fit(data: Sequence[tuple[str, Features]], settings: Mapping[str, Any]) -> dict[str, Any]:
    """Fits on the features of labelled lines.

    `settings`: regularisation `c`, `min_lines` a feature must occur in, `ordinary` the weight of an ordinary line (they are many,
    and look-alikes teach more), `smallest` the largest weight (in tenths) that makes a feature worth keeping, the log-odds
    `threshold` of danger and `agreement` of danger that an unsure rule sees too, and `urgency` per label.

    One model learns danger of any kind against harmless, one each label against harmless: they err in different places, so
    together they see more than either (measured in docs/safety/detector.md).
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
    names = np.array([label for label, _ in data])
    harmless = np.isin(names, sorted(HARMLESS))
    labels = sorted({str(name) for name in names[~harmless]})
    weights = np.where(names == ORDINARY, settings["ordinary"], 1.0)
    models = [_fitted(matrix, ~harmless, settings["c"], weights)]
    for label in labels:
        chosen = np.flatnonzero(harmless | (names == label))
        models.append(_fitted(matrix[chosen], names[chosen] == label, settings["c"], weights[chosen]))
    whole = np.rint(np.vstack([coefficients for coefficients, _ in models]) * rarity * SCALE).astype(int).clip(*_RANGE)
    kept = np.flatnonzero(np.abs(whole).max(axis=0) >= settings["smallest"])
    return {
        "labels": labels, "urgencies": [settings["urgency"][label] for label in labels], "scale": SCALE,
        "threshold": settings["threshold"], "agreement": settings["agreement"],
        "bias": [round(bias * SCALE) for _, bias in models],
        "weights": {vocabulary[i]: "".join(chr(ZERO + w) for w in whole[:, i]) for i in kept},
    }  # fmt: skip


def _fitted(
    matrix: csr_matrix, answers: np.ndarray[Any, Any], c: float, weights: np.ndarray[Any, Any]
) -> tuple[np.ndarray[Any, Any], float]:
    """Weights and bias; both answers count as much as each other, whatever their number."""
    balanced = weights * np.where(answers, weights[~answers].sum() / weights[answers].sum(), 1.0)
    model = LogisticRegression(C=c, solver="liblinear", random_state=0, tol=1e-5, max_iter=2000)
    model.fit(matrix, answers, sample_weight=balanced)
    return model.coef_[0], float(model.intercept_[0])
