"""Building only what changed, and saying in one sentence why nothing could be built."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.library import Library
from knowledge.search import build
from knowledge.search.build import ensure_index
from knowledge.search.index import MANIFEST
from tests.knowledge.search.conftest import add_example

ROOT = Path(__file__).resolve().parents[3]


def stamp(folder: Path) -> tuple[bytes, int]:
    return (folder / MANIFEST).read_bytes(), (folder / MANIFEST).stat().st_mtime_ns


@pytest.fixture(autouse=True)
def quick_training(monkeypatch: pytest.MonkeyPatch) -> None:
    """One epoch: what is learnt does not matter here."""
    monkeypatch.setattr("knowledge.search.training.EPOCHS", 1)


def test_the_index_is_built_anew_only_when_content_or_model_changed(root: Path, tmp_path: Path, transformer: Path):
    folder = tmp_path / "index"
    ensure_index(Library.load(root), folder)
    first = stamp(folder)
    ensure_index(Library.load(root), folder)
    assert stamp(folder) == first
    add_example(root)
    ensure_index(Library.load(root), folder)
    second = stamp(folder)
    assert second[0] != first[0]
    ensure_index(Library.load(root), folder, str(transformer))
    third = stamp(folder)
    assert third[0] != second[0]
    ensure_index(Library.load(root), folder, str(transformer))
    assert stamp(folder) == third


def test_a_damaged_index_is_built_anew(root: Path, tmp_path: Path):
    folder = tmp_path / "index"
    ensure_index(Library.load(root), folder)
    next(folder.glob("*/vectors.faiss")).write_bytes(b"")
    library = Library.load(root)
    index = ensure_index(library, folder)
    assert index.vectors.nearest(index.embedder.questions(["slapen"])[0]).any()


def test_a_model_without_thresholds_is_refused_before_any_work(transformer: Path):
    before = stamp(build.FOLDER) if (build.FOLDER / MANIFEST).exists() else None
    said = subprocess.run(
        [sys.executable, "-m", "knowledge.search.build"],
        cwd=ROOT, env={**os.environ, "LEEFSTIJLMOMENT_EMBEDDING_MODEL": str(transformer)},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert said.returncode == 1
    assert "no thresholds" in said.stderr and "evaluation.calibrate" in said.stderr
    assert "Traceback" not in said.stderr
    assert before == (stamp(build.FOLDER) if (build.FOLDER / MANIFEST).exists() else None)
