"""Text to vectors: the project's own static embedding, or any sentence-transformers model instead."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from knowledge.search.ngrams import ngrams
from knowledge.search.ranking import UnknownModelError

OWN_MODEL = "own-static-ngrams"
Vectors = NDArray[np.float32]
# what a family of models wants before a question and before a passage, as its authors document it
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
    """A sentence-transformers model from a local folder or a hub id (LEEFSTIJLMOMENT_EMBEDDING_MODEL).

    What goes before a question and a passage comes from the model's own settings (its prompts), else from `PREFIXES` by
    its name. Raises UnknownModelError when there is no model that can be loaded.
    """

    def __init__(self, model_id: str) -> None:
        # imported here: torch takes seconds and hundreds of megabytes that the own embedding does not need
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415

        self.model_id = model_id
        try:
            self._model = SentenceTransformer(model_id, device="cpu")
        except (OSError, ValueError) as error:
            raise UnknownModelError(
                f"'{model_id}' is no sentence-transformers model that can be loaded ({type(error).__name__}: {error}); "
                "give a local folder or the id of a model on a hub that this machine can reach"
            ) from error
        question, passage = prefixes(model_id)
        own = self._model.prompts
        self._question_prefix = own.get("query") or question
        self._passage_prefix = own.get("document") or own.get("passage") or passage

    def questions(self, texts: Sequence[str]) -> Vectors:
        """One unit row for each question."""
        return self._encode(texts, self._question_prefix)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One unit row for each text."""
        return self._encode(texts, self._passage_prefix)

    def _encode(self, texts: Sequence[str], prefix: str) -> Vectors:
        rows: Vectors = self._model.encode(
            list(texts), prompt=prefix, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(rows, dtype=np.float32)


def prefixes(model_id: str) -> tuple[str, str]:
    """What a model wants before a question and before a passage, by the last part of its name.

    >>> prefixes("intfloat/multilingual-e5-small")
    ('query: ', 'passage: ')
    """
    parts = re.split(r"[^a-z0-9]+", Path(model_id).name.lower())
    return next((wanted for family, wanted in PREFIXES.items() if family in parts), ("", ""))


def model_files(model_id: str) -> str:
    """A hash over the files of a model in a local folder: another training is another model. Empty for all others."""
    folder = Path(model_id)
    if model_id == OWN_MODEL or not folder.is_dir():
        return ""
    total = hashlib.sha256()
    for file in sorted(p for p in folder.rglob("*") if p.is_file()):
        total.update(f"{file.relative_to(folder)}\0".encode())
        with file.open("rb") as stream:
            total.update(hashlib.file_digest(stream, "sha256").digest())
    return total.hexdigest()[:16]


def _unit(rows: Vectors) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths == 0, 1, lengths), dtype=np.float32)
