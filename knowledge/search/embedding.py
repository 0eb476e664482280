"""Text to vectors: the project's own static embedding, or any sentence-transformers model instead."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from knowledge.search.ngrams import ngrams

OWN_MODEL = "own-static-ngrams"
Vectors = NDArray[np.float32]
# what a model wants before a text; documented by the models' authors
PREFIXES = {"e5": ("query: ", "passage: ")}


class Embedder(Protocol):
    """Turns texts into unit vectors."""

    model_id: str

    def questions(self, texts: Sequence[str]) -> Vectors:
        """One row for each question."""
        ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One row for each text that is searched."""
        ...


class StaticEmbedder:
    """The mean of learnt n-gram vectors (sentence-transformers' StaticEmbedding), computed without importing torch.

    `make run` trains it from the library in seconds; loading takes milliseconds.
    """

    model_id = OWN_MODEL

    def __init__(self, vocabulary: dict[str, int], vectors: Vectors) -> None:
        self._vocabulary, self._vectors = vocabulary, vectors

    @classmethod
    def load(cls, folder: Path) -> StaticEmbedder:
        """Read a saved SentenceTransformer whose first module is a StaticEmbedding with a word-level tokenizer."""
        module = folder if (folder / "tokenizer.json").exists() else folder / "0_StaticEmbedding"
        vocabulary = json.loads((module / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
        return cls(vocabulary, load_file(module / "model.safetensors")["embedding.weight"])

    def questions(self, texts: Sequence[str]) -> Vectors:
        """One unit row for each question; zeros when no n-gram is known."""
        rows = np.zeros((len(texts), self._vectors.shape[1]), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            known = sorted({self._vocabulary[gram] for gram in ngrams(text) if gram in self._vocabulary})
            if known:
                row[:] = self._vectors[known].mean(axis=0)
        return _unit(rows)

    passages = questions


class TransformerEmbedder:
    """A sentence-transformers model from a local folder or a hub id (LEEFSTIJLMOMENT_EMBEDDING_MODEL)."""

    def __init__(self, model_id: str) -> None:
        # imported here: torch takes seconds and hundreds of megabytes that the own embedding does not need
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415

        self.model_id = model_id
        name = Path(model_id).name.lower()
        self._question_prefix, self._passage_prefix = next(
            (prefixes for family, prefixes in PREFIXES.items() if family in name), ("", "")
        )
        self._model = SentenceTransformer(model_id, device="cpu")

    def questions(self, texts: Sequence[str]) -> Vectors:
        """One unit row for each question."""
        return self._encode([self._question_prefix + text for text in texts])

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One unit row for each text."""
        return self._encode([self._passage_prefix + text for text in texts])

    def _encode(self, texts: list[str]) -> Vectors:
        rows: Vectors = self._model.encode(texts, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(rows, dtype=np.float32)


def _unit(rows: Vectors) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths == 0, 1, lengths), dtype=np.float32)
