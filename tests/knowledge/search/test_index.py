"""The index on disk: whole or refused, replaced in one move, never changed by who reads it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from knowledge.library import Library
from knowledge.search.corpus import Corpus
from knowledge.search.index import MANIFEST, IndexBroken, OtherModel, SearchIndex, own_embedding
from tests.knowledge.search.conftest import RETRAINED, add_example, make_transformer

QUESTION = "mag ik roken voor mijn operatie"
LONG_AGO = time.time() - 24 * 3600


@pytest.fixture
def corpus(small: Library) -> Corpus:
    return Corpus.of(small)


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """An index of our own to break."""
    return shutil.copytree(built, tmp_path / "index")


def manifest(folder: Path) -> dict[str, object]:
    return dict(json.loads((folder / MANIFEST).read_text(encoding="utf-8")))


def file_of(folder: Path, name: str) -> Path:
    return folder / str(manifest(folder)["version"]) / name


def versions(folder: Path) -> set[str]:
    return {item.name for item in folder.iterdir()} - {MANIFEST}


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {str(p): (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.rglob("*") if p.is_file()}


def test_no_index_says_how_to_get_one(corpus: Corpus, tmp_path: Path):
    with pytest.raises(IndexBroken, match=r"no readable manifest.*knowledge\.search\.build"):
        SearchIndex.load(corpus, tmp_path / "nowhere")


@pytest.mark.parametrize(
    "text", ["", "{", "null", "[]", '"index"', "{}", '{"format": 2}', '{"format": 3}', '{"format": 3, "version": ".."}']
)
def test_a_manifest_that_is_none_is_refused(corpus: Corpus, folder: Path, text: str):
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(IndexBroken, match=r"knowledge\.search\.build"):
        SearchIndex.load(corpus, folder)


FILES = (
    "vectors.faiss",
    "owners.npy",
    "lexical/data.csc.index.npy",
    "lexical/vocab.index.json",
    "embedding/model.safetensors",
    "embedding/tokenizer.json",
)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", ["truncated", "empty", "one bit", "gone"])
def test_a_damaged_file_is_refused(corpus: Corpus, folder: Path, name: str, damage: str):
    file = file_of(folder, name)
    data = file.read_bytes()
    if damage == "gone":
        file.unlink()
    else:
        bit = data[:-9] + bytes([data[-9] ^ 1]) + data[-8:]
        file.write_bytes({"truncated": data[: len(data) // 2], "empty": b"", "one bit": bit}[damage])
    with pytest.raises(IndexBroken, match="missing or was changed"):
        SearchIndex.load(corpus, folder)


def test_files_of_another_version_are_not_mixed_in(corpus: Corpus, folder: Path):
    about = manifest(folder)
    shutil.rmtree(folder / str(about["version"]))
    with pytest.raises(IndexBroken, match="missing or was changed"):
        SearchIndex.load(corpus, folder)


def test_an_index_of_other_content_is_refused(folder: Path, root: Path):
    add_example(root)
    with pytest.raises(IndexBroken, match="other content"):
        SearchIndex.load(Corpus.of(Library.load(root)), folder)


def test_an_index_of_another_model_is_refused_in_both_directions(
    corpus: Corpus, folder: Path, transformer: Path, tmp_path: Path
):
    with pytest.raises(OtherModel, match=r"made with model 'own-static-ngrams', not '.*e5-tiny'"):
        SearchIndex.load(corpus, folder, str(transformer))
    SearchIndex.create(corpus, tmp_path / "other", str(transformer))
    with pytest.raises(OtherModel, match=r"made with model '.*e5-tiny', not 'own-static-ngrams'"):
        SearchIndex.load(corpus, tmp_path / "other")


def test_other_weights_in_the_same_folder_are_another_model(corpus: Corpus, transformer: Path, tmp_path: Path):
    model = shutil.copytree(transformer, tmp_path / "e5-tiny")
    SearchIndex.create(corpus, tmp_path / "index", str(model))
    SearchIndex.load(corpus, tmp_path / "index", str(model))
    shutil.rmtree(model)
    make_transformer(model, seed=2)
    with pytest.raises(OtherModel, match="files of model"):
        SearchIndex.load(corpus, tmp_path / "index", str(model))


def test_reading_and_searching_change_nothing(corpus: Corpus, folder: Path):
    before = snapshot(folder)
    index = SearchIndex.load(corpus, folder)
    index.lexical.scores(QUESTION)
    index.vectors.nearest(index.embedder.questions([QUESTION])[0])
    assert snapshot(folder) == before


def test_who_serves_may_be_another_user_than_who_built(built: Path):
    assert all(p.stat().st_mode & 0o044 == 0o044 for p in built.rglob("*"))


def test_a_build_that_fails_leaves_the_old_one(folder: Path, root: Path, corpus: Corpus):
    before, here = snapshot(folder), versions(folder)
    add_example(root)
    with pytest.raises(FileNotFoundError):
        SearchIndex.create(Corpus.of(Library.load(root)), folder, embedding=root / "no-such-folder")
    assert snapshot(folder) == before and versions(folder) == here
    SearchIndex.load(corpus, folder)


KILLED = (
    "import sys;from pathlib import Path;from knowledge.library import Library;"
    "from knowledge.search.corpus import Corpus;from knowledge.search.index import SearchIndex;"
    "SearchIndex.create(Corpus.of(Library.load(Path(sys.argv[1]))), Path(sys.argv[2]))"
)


def test_a_build_that_is_killed_leaves_the_old_one_and_is_cleared_away_later(
    folder: Path, root: Path, corpus: Corpus, built: Path
):
    here = versions(folder)
    add_example(root)
    process = subprocess.Popen([sys.executable, "-W", "ignore", "-c", KILLED, str(root), str(folder)])
    end = time.monotonic() + 60
    while not list(folder.glob("*/lexical/*")) or versions(folder) == here:
        assert process.poll() is None and time.monotonic() < end
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    half = (versions(folder) - here).pop()
    SearchIndex.load(corpus, folder)
    for item in folder.iterdir():
        os.utime(item, (LONG_AGO, LONG_AGO))
    changed = Corpus.of(Library.load(root))
    SearchIndex.create(changed, folder, embedding=own_embedding(built))
    SearchIndex.load(changed, folder)
    assert half not in versions(folder)


def test_the_version_before_stays_for_who_is_reading_it_and_older_ones_go(corpus: Corpus, folder: Path, root: Path):
    embedding = own_embedding(folder)
    first = str(manifest(folder)["version"])
    for item in folder.iterdir():
        os.utime(item, (LONG_AGO, LONG_AGO))
    add_example(root)
    SearchIndex.create(Corpus.of(Library.load(root)), folder, embedding=embedding)
    second = str(manifest(folder)["version"])
    assert versions(folder) == {first, second}
    os.utime(folder / second, (LONG_AGO, LONG_AGO))
    SearchIndex.create(corpus, folder, embedding=embedding)
    assert versions(folder) == {second, str(manifest(folder)["version"])}


def test_a_new_example_is_found_with_the_embedding_that_was_there(folder: Path, root: Path):
    """How an organisation's cards are indexed: at once, without training."""
    add_example(root)
    changed = Corpus.of(Library.load(root))
    index = SearchIndex.create(changed, folder, embedding=own_embedding(folder))
    best = int(index.lexical.scores(RETRAINED).argmax())
    assert changed.cards[best].id == "surgery-smoking"


def test_an_index_with_a_transformer_has_no_embedding_to_share(corpus: Corpus, transformer: Path, tmp_path: Path):
    SearchIndex.create(corpus, tmp_path / "index", str(transformer))
    with pytest.raises(IndexBroken, match="no embedding of its own"):
        own_embedding(tmp_path / "index")
