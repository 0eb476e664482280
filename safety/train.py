"""Trains the second opinion on the labelled lines in `safety/training`. Needs scikit-learn; the detector itself does not."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from safety.second_opinion import grams

SCALE = 100
"""Weights are kept as whole hundredths."""


def lines(folder: Path) -> list[tuple[str, str]]:
    """All labelled lines `label<TAB>text` in the folder, label `none` for harmless. Raises ValueError naming a broken line."""
    result: list[tuple[str, str]] = []
    for file in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            label, tab, text = line.partition("\t")
            if not tab or not text.strip():
                raise ValueError(f"{file}:{number}: write the label, a tab and the text")
            result.append((label, text.strip()))
    return result


def train(folder: Path) -> dict[str, Any]:
    """The model as plain data: per n-gram the weight for danger and, where it says something, for each label."""
    settings = yaml.safe_load((folder / "settings.yml").read_text(encoding="utf-8"))
    data = lines(folder)
    return fit(data, settings)


def fit(data: list[tuple[str, str]], settings: dict[str, Any]) -> dict[str, Any]:
    """Fits on labelled lines.

    `settings`: regularisation `c`, `min_lines` an n-gram must occur in, `threshold`, `urgency` per label.
    """
    features = [grams(text) for _, text in data]
    counts = Counter(g for f in features for g in f)
    vocabulary = sorted(g for g, n in counts.items() if n >= settings["min_lines"])
    index = {g: i for i, g in enumerate(vocabulary)}
    rows, columns, values = [], [], []
    for row, known in enumerate(features):
        # sorted: floating point sums depend on order, and the files must come out the same every time
        for gram in sorted(known):
            if gram in index:
                rows.append(row)
                columns.append(index[gram])
                values.append(1.0 / len(known) ** 0.5)
    matrix = csr_matrix((values, (rows, columns)), shape=(len(data), len(vocabulary)))
    answers = np.array([label != "none" for label, _ in data])
    danger = _fitted(matrix, answers, settings["c"])
    dangerous = np.flatnonzero(answers)
    names = np.array([label for label, _ in data])[dangerous]
    labels = sorted({str(n) for n in names})
    models = [_fitted(matrix[dangerous], names == label, settings["c"]) for label in labels]
    stack = np.vstack([danger[0], *(m[0] for m in models)])
    whole = np.rint(stack * SCALE).astype(int)
    keep = np.flatnonzero(np.abs(whole).max(axis=0) >= settings["smallest"])
    return {
        "labels": labels, "urgencies": [settings["urgency"][label] for label in labels], "scale": SCALE,
        "threshold": settings["threshold"], "bias": [round(b * SCALE) for b in (danger[1], *(m[1] for m in models))],
        "weights": {vocabulary[i]: whole[:, i].tolist() for i in keep},
    }  # fmt: skip


def _fitted(matrix: csr_matrix, answers: np.ndarray[Any, Any], c: float) -> tuple[np.ndarray[Any, Any], float]:
    model = LogisticRegression(
        C=c, solver="liblinear", class_weight="balanced", random_state=0, tol=1e-6, max_iter=2000
    )
    model.fit(matrix, answers)
    return model.coef_[0], float(model.intercept_[0])
