"""The index on disk: built as a whole, checked when read, never changed in place.

    build/index/manifest.json         which version holds, and the hash of each of its files
    build/index/<content>-<draw>/     one version: lexical/, embedding/, owners.npy, vectors.faiss

A build writes a version of its own and then replaces the manifest in one move, so whoever reads finds the old one or the
new one, whole. The version before stays until the build after, for who had read the manifest just before.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.search.corpus import Corpus
from knowledge.search.embedding import OWN_MODEL, Embedder, StaticEmbedder, TransformerEmbedder, model_files
from knowledge.search.lexical import LexicalIndex
from knowledge.search.training import train_static_embedding
from knowledge.search.vectors import VectorIndex

FORMAT = 3  # raise it when n-grams, training or files change: indexes that were built before are then built anew
MANIFEST = "manifest.json"
REMEDY = "run `python -m knowledge.search.build`"
_UNFINISHED_AFTER = 3600  # seconds; a version without manifest that is older was left by a build that broke off


class IndexBroken(Exception):
    """The index is missing, damaged, or made for other content or another model; the message says how to mend it."""


class OtherModel(IndexBroken):
    """The index was made with another embedding model than the one that is asked for."""


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
        """Build a new version below `folder`; until it is whole, the one that is there holds.

        `embedding`: the own embedding of another index to use, instead of training one for this corpus.
        """
        fresh = folder / f"{corpus.fingerprint}-{secrets.token_hex(4)}"
        fresh.mkdir(parents=True)
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
            before = _version_before(folder)
            _publish(folder, fresh, {"content": corpus.fingerprint, "model": model_id})
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
        _tidy(folder, {fresh.name, before})
        return cls(lexical, vectors, embedder)

    @classmethod
    def load(cls, corpus: Corpus, folder: Path, model_id: str = OWN_MODEL) -> SearchIndex:
        """Read an index; raises IndexBroken when it is not exactly the one for this corpus and this model."""
        manifest, version = _read(folder)
        if manifest.get("content") != corpus.fingerprint:
            raise IndexBroken(f"{folder}: made for other content; {REMEDY}")
        if manifest.get("model") != model_id:
            raise OtherModel(f"{folder}: made with model '{manifest.get('model')}', not '{model_id}'; {REMEDY}")
        if manifest.get("model_files") != model_files(model_id):
            raise OtherModel(f"{folder}: the files of model '{model_id}' are not those it was made with; {REMEDY}")
        if manifest.get("files") != _hashes(version):
            raise IndexBroken(f"{folder}: a file is missing or was changed; {REMEDY}")
        lexical = LexicalIndex.load(version / "lexical")
        return cls(lexical, VectorIndex.load(version, len(corpus.cards)), _embedder(model_id, version))


def own_embedding(folder: Path) -> Path:
    """Where the own embedding of the index in `folder` lies; raises IndexBroken when it has none."""
    embedding = _read(folder)[1] / "embedding"
    if not embedding.is_dir():
        raise IndexBroken(f"{folder}: has no embedding of its own; {REMEDY}")
    return embedding


def embed(corpus: Corpus, embedder: Embedder) -> VectorIndex:
    """Vectors of all lines and of all card texts."""
    lines = embedder.questions([line for line, _ in corpus.lines])
    texts = embedder.passages(corpus.headlines)
    owners = np.array([position for _, position in corpus.lines] + list(range(len(corpus.cards))), dtype=np.int64)
    return VectorIndex.build(np.vstack([lines, texts]), owners, len(corpus.cards))


def _embedder(model_id: str, version: Path) -> Embedder:
    return StaticEmbedder.load(version / "embedding") if model_id == OWN_MODEL else TransformerEmbedder(model_id)


def _read(folder: Path) -> tuple[dict[str, Any], Path]:
    """The manifest and the folder of the version that it names."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise IndexBroken(f"{folder}: no readable manifest ({type(error).__name__}); {REMEDY}") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise IndexBroken(f"{folder}: written by another version of the program; {REMEDY}")
    return manifest, folder / str(manifest.get("version"))


def _version_before(folder: Path) -> str:
    try:
        return _read(folder)[1].name
    except IndexBroken:
        return ""


def _publish(folder: Path, fresh: Path, about: dict[str, str]) -> None:
    """Make a finished version the one that holds."""
    for file in fresh.rglob("*"):
        # some are written for their owner alone; who builds and who serves may be two users
        file.chmod(0o755 if file.is_dir() else 0o644)
    manifest = {"format": FORMAT, "version": fresh.name, **about}
    manifest |= {"model_files": model_files(about["model"]), "files": _hashes(fresh)}
    draft = fresh.with_suffix(".json")
    draft.write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    draft.replace(folder / MANIFEST)


def _tidy(folder: Path, kept: set[str]) -> None:
    """Remove old versions, and what a build left that broke off; one that may still be busy stays."""
    for item in folder.iterdir():
        if item.name in {*kept, MANIFEST} or time.time() - item.stat().st_mtime < _UNFINISHED_AFTER:
            continue
        if item.is_dir():
            shutil.rmtree(item, ignore_errors=True)
        else:
            item.unlink(missing_ok=True)


def _hashes(version: Path) -> dict[str, str]:
    files = sorted(p for p in version.rglob("*") if p.is_file())
    return {str(p.relative_to(version)): hashlib.sha256(p.read_bytes()).hexdigest()[:16] for p in files}
