"""The lexicon: the same meaning in other words, spellings and languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from safety.compile import CONCEPTS
from safety.concepts import Lexicon, compile_lexicon
from safety.detector import COMPILED
from safety.normalise import fold, split

SMALL = compile_lexicon(
    {
        "nl": {"give_away": ["weggeef*", "geef ~ weg"], "death": ["dood"], "suicide_named": ["zelfmoord"]},
        "tr": {"death": ["ölmek"]},
    }
)
SHIPPED = json.loads((COMPILED / "concepts.json").read_text(encoding="utf-8"))


def concepts(text: str, compiled: dict[str, object] = SMALL) -> set[str]:
    """The concepts of a text, without pairs."""
    return {f[1:] for f in Lexicon(compiled).features(split(fold(text))) if f[0] == "#" and not {"&", ">"} & set(f)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dood.", {"death"}),
        ("ik wil olmek", {"death"}),
        ("ik geef mijn fiets weg", {"give_away"}),
        ("ik geef mijn oude rode fiets niet weg", set()),
        ("weggeefkast", {"give_away"}),
        ("zelvmoort", {"suicide_named"}),
        ("doodgewoon", set()),
        ("", set()),
    ],
)
def test_words_beginnings_phrases_sounds(text: str, found: set[str]) -> None:
    assert concepts(text) == found


def test_pairs_know_what_comes_first() -> None:
    forth, back = Lexicon(SMALL).features(["dood", "weggeefkast"]), Lexicon(SMALL).features(["weggeefkast", "dood"])
    assert "#death>give_away" in forth - back
    assert "#death&give_away" in forth & back


def test_languages_share_their_concepts() -> None:
    meant = {
        "nl": "mijn man slaat mij", "en": "my husband hits me", "de": "mein mann schlägt mich", "fr": "mon mari me frappe",
        "es": "mi marido me pega", "tr": "kocam beni dövüyor", "pl": "mąż mnie bije", "ro": "sotul ma bate",
        "bg": "мъжът ми ме бие", "uk": "чоловік мене б'є", "ar": "زوجي يضربني",
    }  # fmt: skip
    for language, text in meant.items():
        assert {"partner", "hit"} <= concepts(text, SHIPPED), language


@pytest.mark.parametrize("entry", ["~ weg", "geef ~", "", "we*"])
def test_an_entry_that_cannot_be_found_is_named(entry: str) -> None:
    with pytest.raises(ValueError, match="nl: give_away"):
        compile_lexicon({"nl": {"give_away": [entry]}})


def test_the_compiled_lexicon_is_up_to_date() -> None:
    files = {
        f.stem: yaml.load(f.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) for f in Path(CONCEPTS).glob("*.yml")
    }
    made = json.loads(json.dumps(compile_lexicon(files)))
    assert made == SHIPPED, "run: python -m safety.compile"


@given(st.text(max_size=400))
def test_any_text_has_concepts_or_none(text: str) -> None:
    assert isinstance(Lexicon(SMALL).features(split(fold(text))), set)
