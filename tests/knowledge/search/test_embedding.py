"""Text to vectors: the own embedding without torch, and a transformer with the words its family wants in front."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from knowledge.search.embedding import StaticEmbedder, TransformerEmbedder, model_files, prefixes
from knowledge.search.ngrams import ngrams
from knowledge.search.ranking import UnknownModelError

TEXTS = ["mag ik roken voor mijn operatie", "slapen"]


def loaded(folder: Path):
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(folder), device="cpu")


def test_the_own_embedding_needs_no_torch_to_say_what_sentence_transformers_says(version: Path):
    ours = StaticEmbedder.load(version / "embedding").questions(TEXTS)
    grams = [" ".join(sorted(set(ngrams(text)))) for text in TEXTS]
    model = loaded(version / "embedding")
    known = set(json.loads((version / "embedding" / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"])
    theirs = model.encode([" ".join(g for g in row.split() if g in known) for row in grams], normalize_embeddings=True)
    assert ours == pytest.approx(theirs, abs=1e-5)
    assert np.linalg.norm(ours, axis=1) == pytest.approx(1.0)


@pytest.mark.parametrize("text", ["", "?!", "qqqqqq"])
def test_unknown_words_give_zeros_not_nan(version: Path, text: str):
    assert not StaticEmbedder.load(version / "embedding").questions([text]).any()


def test_an_e5_model_gets_its_prefixes(transformer: Path):
    ours, model = TransformerEmbedder(str(transformer)), loaded(transformer)
    assert ours.questions(TEXTS) == pytest.approx(
        model.encode([f"query: {text}" for text in TEXTS], normalize_embeddings=True)
    )
    assert ours.passages(TEXTS) == pytest.approx(
        model.encode([f"passage: {text}" for text in TEXTS], normalize_embeddings=True)
    )
    assert not np.allclose(ours.questions(TEXTS), ours.passages(TEXTS))


def test_a_model_of_another_family_gets_the_bare_text(transformer: Path, tmp_path: Path):
    folder = shutil.copytree(transformer, tmp_path / "minilm")
    ours = TransformerEmbedder(str(folder))
    assert ours.questions(TEXTS) == pytest.approx(loaded(folder).encode(TEXTS, normalize_embeddings=True))
    assert np.array_equal(ours.questions(TEXTS), ours.passages(TEXTS))


def test_prompts_that_a_model_brings_go_before_its_family(transformer: Path, tmp_path: Path):
    folder = shutil.copytree(transformer, tmp_path / "e5-with-prompts")
    file = folder / "config_sentence_transformers.json"
    config = json.loads(file.read_text(encoding="utf-8"))
    config |= {"prompts": {"query": "stress : ", "document": "slapen : "}, "default_prompt_name": "document"}
    file.write_text(json.dumps(config), encoding="utf-8")
    ours, plain = TransformerEmbedder(str(folder)), loaded(transformer)
    assert ours.questions(TEXTS) == pytest.approx(
        plain.encode([f"stress : {text}" for text in TEXTS], normalize_embeddings=True)
    )
    assert ours.passages(TEXTS) == pytest.approx(
        plain.encode([f"slapen : {text}" for text in TEXTS], normalize_embeddings=True)
    )


@pytest.mark.parametrize(
    ("model_id", "question"),
    [
        ("intfloat/multilingual-e5-small", "query: "),
        ("/srv/models/e5-small-trm-nl", "query: "),
        ("sentence-transformers/all-MiniLM-L6-v2", ""),
        ("/srv/e5/other", ""),
        ("made5-up", ""),
    ],
)
def test_the_last_part_of_a_name_tells_the_family(model_id: str, question: str):
    assert prefixes(model_id)[0] == question


def test_a_folder_that_holds_no_model_is_refused_with_what_to_do(tmp_path: Path):
    (tmp_path / "config.json").write_text("{", encoding="utf-8")
    with pytest.raises(UnknownModelError, match=r"no sentence-transformers model.*local folder"):
        TransformerEmbedder(str(tmp_path))


def test_other_weights_are_another_model(transformer: Path, tmp_path: Path):
    folder = shutil.copytree(transformer, tmp_path / "e5-tiny")
    assert model_files(str(folder)) == model_files(str(transformer)) != ""
    weights = next(folder.rglob("*.safetensors"))
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x00")
    assert model_files(str(folder)) != model_files(str(transformer))
    assert model_files("intfloat/multilingual-e5-small") == ""
