from __future__ import annotations

import pytest

from safety import Detector
from safety.normalise import fold, pieces_of, sound, spellings, split, tokens


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Crème Brûlée", "creme brulee"),
        ("ŻYĆ", "zyc"),
        ("İntihar", "intihar"),
        ("أَمُوت", "اموت"),
        ("’t", "'t"),
        ("straße", "strasse"),
        ("do\u200bod", "dood"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_apostrophes() -> None:
    assert split("m'n j'ai don't") == ["mn", "j", "ai", "dont"]


def test_stretched_and_leet_letters_keep_the_plain_form() -> None:
    assert "dood" in spellings("doooood")
    assert "dood" in spellings("d00d")
    assert spellings("39.4") == ("39.4",)


def test_sound_key_joins_misspellings() -> None:
    assert sound("zelvmoort") == sound("zelfmoord")


def test_text_message_forms_are_replaced() -> None:
    words = [t.forms[0] for t in tokens(pieces_of("k wil nie meer"), {"k": ["ik"], "nie": ["niet"]})]
    assert words == ["ik", "wil", "niet", "meer"]


def test_spaced_letters_are_joined() -> None:
    assert tokens(pieces_of("d o o d"), {})[0].forms[0] == "dood"


def test_sentence_end_widens_the_distance() -> None:
    first, second = tokens(pieces_of("ik wil. dood"), {})[1:]
    assert second.position - first.position > 20


@pytest.mark.parametrize(
    "text",
    [
        "ikwildood",
        "ik wil d00d",
        "IK WIL DOOOOOD",
        "ik wil d o o d",
        "ik heb zelvmoord gedachten",
        "zelfmoort",
        "kwil nie meer leve",
        "ik wil dóód",
        "zelf moord plegen",
        "ikwilnietmeerleven",
    ],
)
def test_disguised_words_are_seen(detector: Detector, text: str) -> None:
    assert "suicide" in {h.id for h in detector.read(text).hits}
