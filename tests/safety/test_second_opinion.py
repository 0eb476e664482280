from __future__ import annotations

from pathlib import Path

import pytest

from safety import Detector
from safety.compile import TRAINING, categories, load
from safety.concepts import Lexicon, compile_lexicon
from safety.examples import HARMLESS, lines
from safety.meanings import Meanings
from safety.second_opinion import Reader, grams, meant


def test_never_removes_a_hit(detector: Detector, rules_only: Detector) -> None:
    texts = [t for c in categories() for r in load(c)["rules"] for t in r.get("positive", [])]
    for text in texts:
        assert set(rules_only.read(text).hits) <= set(detector.read(text).hits), text


def test_adds_a_suspicion(detector: Detector, rules_only: Detector) -> None:
    added = [
        t
        for label, t in lines(TRAINING)
        if label not in HARMLESS and not rules_only.read(t).hits and detector.read(t).hits
    ]
    assert added, "the second opinion sees nothing that the rules miss"


def test_training_lines_are_many_and_labelled() -> None:
    data = lines(TRAINING)
    labels = {label for label, _ in data}
    assert len(data) >= 12_000
    assert labels == {*categories(), *HARMLESS}


def test_broken_training_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.tsv").write_text("none\tgoed\nzonder tab\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"x\.tsv:2"):
        lines(tmp_path)


def test_grams_stay_within_words() -> None:
    assert " wil" in grams(["ik", "wil"])
    assert not [gram for gram in grams(["ik", "wil"]) if "k w" in gram]


def test_meanings_pair_with_the_next_two_and_know_both_ends() -> None:
    found = meant([("ik",), ("willen",), (), ("niet",), ("leven", "meer")])
    assert {"=ik", "=meer", "_ik", "ik_willen", "ik_niet", "niet_meer", "leven_"} <= found
    assert not {"ik_leven", "leven_meer"} & found


def test_letters_count_for_words_that_nobody_knows() -> None:
    reader = Reader(Lexicon(compile_lexicon({})), Meanings({"nl": {"ik": "ik"}}))
    assert reader.features(["ik", "xyz"]).words == {" ik ", " xyz ", " xy", "xyz", "yz ", " xyz", "xyz "}


def test_long_harmless_talk_does_not_hide_a_dangerous_sentence(detector: Detector) -> None:
    talk = "Ik loop elke dag een rondje met de hond door het park en eet daarna rustig een boterham. "
    assert detector.read(talk * 3 + "Eigenlijk wil ik er gewoon niet meer zijn. " + talk * 3).hits
    assert not detector.read(talk * 6).hits
