"""Word lists: what words mean in Dutch base words, in whatever language and spelling."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety.compile import MEANINGS
from safety.detector import COMPILED
from safety.meanings import Meanings, compile_meanings
from safety.normalise import pieces_of

SHIPPED = Meanings(json.loads((COMPILED / "meanings.json").read_text(encoding="utf-8")))


def meant(text: str) -> list[str]:
    """The base words of a text in one row."""
    return [word for meaning in SHIPPED.read(pieces_of(text))[1] for word in meaning]


@pytest.mark.parametrize(
    "text",
    [
        "mijn man slaat mij", "my husband hits me", "mi marido me pega", "kocam beni dövüyor", "mąż mnie bije", "чоловік мене б'є",
        "زوجي يضربني",
    ],
)  # fmt: skip
def test_languages_share_their_base_words(text: str) -> None:
    assert {"man", "slaan"} <= set(meant(text))


def test_past_and_negation_inside_a_word_are_told() -> None:
    assert meant("istemiyorum") == ["willen", "niet", "ik"] or set(meant("istemiyorum")) == {"willen", "niet", "ik"}
    assert "toen" in meant("hij sloeg mij")
    assert "toen" not in meant("hij slaat mij")


@pytest.mark.parametrize(
    ("typed", "intended"),
    [
        ("zelvmoort", "zelfmoord"),
        ("vannagt", "vannacht"),
        ("kan niet slape", "kan niet slapen"),
        ("ikdurfniet", "ik durf niet"),
    ],
)
def test_misspelt_and_glued_words_mean_what_was_meant(typed: str, intended: str) -> None:
    assert meant(typed) == meant(intended)


def test_a_word_nobody_knows_means_itself() -> None:
    assert meant("xqzw") == ["xqzw"]


@given(st.lists(st.text(alphabet="abdeiknorstz", min_size=1, max_size=40), max_size=12))
def test_glued_words_are_cut_without_losing_a_letter(words: list[str]) -> None:
    apart, meanings = SHIPPED.read(words)
    assert "".join(apart) == "".join(words)
    assert len(apart) == len(meanings)


def test_broken_lists_name_file_and_line(tmp_path: Path) -> None:
    file = tmp_path / "nl.tsv"
    file.write_text("# woorden\nslaat\tslaan\nsloeg slaan\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"nl\.tsv:3"):
        compile_meanings([file])
    file.write_text("slaat\tslaan\nSlaat\tgeven\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"nl\.tsv:2"):
        compile_meanings([file])


def test_every_language_has_its_list() -> None:
    assert {file.stem for file in MEANINGS.glob("*.tsv")} == {
        "nl",
        "en",
        "de",
        "fr",
        "es",
        "tr",
        "pl",
        "ar",
        "uk",
        "ro",
        "bg",
    }
    assert all(len(words) > 4_000 for words in compile_meanings(sorted(MEANINGS.glob("*.tsv"))).values())
