"""The index on disk: built as a whole, checked when read, never changed in place."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.search.corpus import Corpus
from knowledge.search.embedding import OWN_MODEL, Embedder, StaticEmbedder, TransformerEmbedder
from knowledge.search.lexical import LexicalIndex
from knowledge.search.training import train_static_embedding
from knowledge.search.vectors import VectorIndex

FORMAT = 2


class IndexBroken(Exception):
    """The index is missing, damaged, or made for other content or another model; the message says how to mend it."""


@dataclass(frozen=True)
class SearchIndex:
    """The parts of the search over one corpus."""

    lexical: LexicalIndex
    vectors: VectorIndex
    embedder: Embedder

    @classmethod
    def create(
        cls, corpus: Corpus, folder: Path, model_id: str = OWN_MODEL, embedding: Path | None = None
    ) -> SearchIndex:
        """Build into a fresh folder beside `folder`, then put it in place in one move.

        `embedding`: the own embedding of another index to use, instead of training one for this corpus.
        """
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix="index-", dir=folder.parent))
        try:
            lexical = LexicalIndex.build(corpus.texts)
            lexical.save(fresh / "lexical")
            if model_id == OWN_MODEL and embedding is not None:
                shutil.copytree(embedding, fresh / "embedding")
            elif model_id == OWN_MODEL:
                train_static_embedding(corpus, fresh / "embedding")
            embedder = _embedder(model_id, fresh)
            vectors = embed(corpus, embedder)
            vectors.save(fresh)
            manifest = {"format": FORMAT, "content": corpus.fingerprint, "model": model_id, "files": _hashes(fresh)}
            (fresh / "manifest.json").write_text(json.dumps(manifest, indent=1), encoding="utf-8")
            shutil.rmtree(folder, ignore_errors=True)
            fresh.replace(folder)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        return cls(lexical, vectors, _embedder(model_id, folder))

    @classmethod
    def load(cls, corpus: Corpus, folder: Path, model_id: str = OWN_MODEL) -> SearchIndex:
        """Read an index; raises IndexBroken when it is not exactly the one for this corpus and this model."""
        remedy = "run `python -m knowledge.search.build`"
        try:
            manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise IndexBroken(f"{folder}: no readable manifest ({type(error).__name__}); {remedy}") from error
        if manifest.get("format") != FORMAT or manifest.get("content") != corpus.fingerprint:
            raise IndexBroken(f"{folder}: made for other content; {remedy}")
        if manifest.get("model") != model_id:
            raise IndexBroken(f"{folder}: made with model '{manifest.get('model')}', not '{model_id}'; {remedy}")
        if manifest.get("files") != _hashes(folder):
            raise IndexBroken(f"{folder}: a file is missing or was changed; {remedy}")
        lexical = LexicalIndex.load(folder / "lexical")
        return cls(lexical, VectorIndex.load(folder, len(corpus.cards)), _embedder(model_id, folder))


def embed(corpus: Corpus, embedder: Embedder) -> VectorIndex:
    """Vectors of all lines and of all card texts."""
    lines = embedder.questions([line for line, _ in corpus.lines])
    texts = embedder.passages(corpus.headlines)
    owners = np.array([position for _, position in corpus.lines] + list(range(len(corpus.cards))), dtype=np.int64)
    return VectorIndex.build(np.vstack([lines, texts]), owners, len(corpus.cards))


def _embedder(model_id: str, folder: Path) -> Embedder:
    return StaticEmbedder.load(folder / "embedding") if model_id == OWN_MODEL else TransformerEmbedder(model_id)


def _hashes(folder: Path) -> dict[str, str]:
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "manifest.json")
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()[:16] for p in files}
