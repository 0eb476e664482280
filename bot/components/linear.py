"""Sparse text features and linear classifiers that are stored as plain numbers."""

import json
from pathlib import Path
from typing import Any, ClassVar, Dict, List, Sequence, Text

import numpy as np
import scipy.sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression


class Vectoriser:
    """TF-IDF of the parts named in `KINDS`, side by side.

    `characters`: n-grams of 2 to 5 within words; `words`: words and word pairs; `shape`: the words of `features.shape`.
    """

    KINDS: ClassVar[Dict[Text, Dict[Text, Any]]] = {
        "characters": {"analyzer": "char_wb", "ngram_range": (2, 5), "min_df": 2, "max_features": 150_000},
        "words": {"analyzer": "word", "ngram_range": (1, 2), "min_df": 2, "token_pattern": r"[^\W_]+"},
        "shape": {"analyzer": "word", "min_df": 2, "token_pattern": r"\S+"},
    }

    def __init__(self, *kinds: Text) -> None:
        self._parts = {
            name: TfidfVectorizer(lowercase=False, sublinear_tf=True, dtype=np.float32, **self.KINDS[name])
            for name in kinds
        }

    def fit(self, texts: Sequence[Text]) -> scipy.sparse.csr_matrix:
        """Learn the vocabulary; answer the features, one row a text."""
        return scipy.sparse.hstack([part.fit_transform(texts) for part in self._parts.values()], format="csr")

    def transform(self, texts: Sequence[Text]) -> scipy.sparse.csr_matrix:
        """Features of new texts, one row each."""
        return scipy.sparse.hstack([part.transform(texts) for part in self._parts.values()], format="csr")

    def save(self, folder: Path) -> None:
        """Vocabulary as JSON, weights as numbers."""
        for name, part in self._parts.items():
            terms = sorted(part.vocabulary_, key=part.vocabulary_.get)
            (folder / f"{name}.json").write_text(json.dumps(terms, ensure_ascii=False), encoding="utf-8")
            np.save(folder / f"{name}.npy", part.idf_)

    @classmethod
    def load(cls, folder: Path, *kinds: Text) -> "Vectoriser":
        """The vectoriser that `save` wrote."""
        loaded = cls(*kinds)
        for name, part in loaded._parts.items():
            terms = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
            part.set_params(vocabulary=terms)
            part.idf_ = np.load(folder / f"{name}.npy", allow_pickle=False)
        return loaded


class LinearHead:
    """Named linear scores turned into probabilities: a sigmoid each, made to add up to one where labels exclude each other."""

    def __init__(self, names: Sequence[Text], weights: np.ndarray, bias: np.ndarray, exclusive: bool) -> None:
        self.names, self.exclusive = list(names), exclusive
        self._weights, self._bias = weights, bias

    @classmethod
    def exclusive_labels(
        cls, matrix: scipy.sparse.csr_matrix, labels: Sequence[Text], regularisation: float
    ) -> "LinearHead":
        """One label a row. Rare classes weigh more, by the fourth root of their rarity."""
        counts = {label: labels.count(label) for label in set(labels)}
        largest = max(counts.values())
        weight = {label: float((largest / count) ** 0.25) for label, count in counts.items()}
        model = LogisticRegression(
            C=regularisation, class_weight=weight, solver="liblinear", multi_class="ovr", random_state=0
        )
        model.fit(matrix, labels)
        return cls(model.classes_.tolist(), model.coef_.astype(np.float32), model.intercept_, exclusive=True)

    @classmethod
    def one_vs_rest(
        cls, matrix: scipy.sparse.csr_matrix, labels: Sequence[List[Text]], names: Sequence[Text], regularisation: float
    ) -> "LinearHead":
        """Any number of labels a row."""
        weights, biases = [], []
        for name in names:
            model = LogisticRegression(C=regularisation, solver="liblinear", random_state=0)
            model.fit(matrix, [name in row for row in labels])
            weights.append(model.coef_[0].astype(np.float32))
            biases.append(float(model.intercept_[0]))
        return cls(names, np.vstack(weights), np.array(biases), exclusive=False)

    def scores(self, row: scipy.sparse.csr_matrix) -> Dict[Text, float]:
        """Probability of each name for one row of features."""
        raw = self._weights[:, row.indices] @ row.data + self._bias
        values = 1 / (1 + np.exp(-raw))
        if self.exclusive:
            values = values / values.sum()
        return {name: float(value) for name, value in zip(self.names, values, strict=True)}

    def save(self, file: Path) -> None:
        """Numbers and names only."""
        np.savez(file, names=np.array(self.names), weights=self._weights, bias=self._bias, exclusive=self.exclusive)

    @classmethod
    def load(cls, file: Path) -> "LinearHead":
        """The head that `save` wrote."""
        with np.load(file, allow_pickle=False) as stored:
            return cls(stored["names"].tolist(), stored["weights"], stored["bias"], bool(stored["exclusive"]))
