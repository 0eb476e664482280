"""In which language a message is: rule by rule, on messages of patients."""

from __future__ import annotations

from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.language import read, report
from language import Language, LanguageDetector
from language.data_files import LanguageDataError

DETECTOR = LanguageDetector.load()


def code(text: str, current: str = "nl") -> str:
    return DETECTOR.detect(text, current).code


@pytest.mark.parametrize("text", ["", "   ", "?!", "170/95", "👍🙂", "12 - 3 = 9", "\u202e\u200f"])
@pytest.mark.parametrize("current", ["nl", "en", "ar"])
def test_without_letters_the_conversation_keeps_its_language(text: str, current: str) -> None:
    assert code(text, current) == current


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("عندي موعد غدا", "ar"),
        ("دکتر گفت فشارم بالاست", "fa"),
        ("من باردار هستم", "fa"),
        ("у мене болить спина", "uk"),
        ("у меня болит спина", "ru"),
        ("боли ме гърбът", "bg"),
        ("እናመሰግናለን ዶክተር", "am"),
        ("ሕማም ኣለኒ", "ti"),
        ("πονάει το γόνατό μου", "el"),
        ("我的膝盖疼", "zh"),
        ("膝が痛いです", "ja"),
        ("무릎이 아파요", "ko"),
        ("כואבת לי הברך", "he"),
    ],
)
def test_letters_tell_the_language(text: str, expected: str) -> None:
    assert code(text) == expected


def test_latin_medicine_names_do_not_hide_another_script() -> None:
    assert code("بدأت metformin") == "ar"


@pytest.mark.parametrize(
    "text",
    [
        "burn out", "burn-out", "check up", "second opinion", "top thanks", "follow up", "CT scan", "intake", "yoga",
        "metoprolol 50mg", "champix", "ritalin", "rosuvastatine", "lercanidipine", "hba1c 51", "sat 89", "gli?", "ok",
        "wallah", "habibi", "stress", "mindfulness app", "personal trainer",
    ],
)  # fmt: skip
@pytest.mark.parametrize("current", ["nl", "en", "tr"])
def test_loan_words_and_medicines_never_flip_the_language(text: str, current: str) -> None:
    assert code(text, current) == current


@pytest.mark.parametrize(
    "text",
    [
        "ja", "nee hoor", "wrm dan", "kga morgen onder het mes", "ge moet geduld hebben zei den dokter", "tis zwaar",
        "wallah abi ik ben bang voor die operatie", "ewa wat mag ik eten na me operatie", "bloed druk", "alleen",
        "die pil is slecht voor mij", "mijn man is ziek", "ik bin muug", "mag ik nog sporten in de gym", "top, thanks!",
        "de dokter zei follow up over 3 weken", "ik heb lifestyle coaching gehad", "leverwaardes",
        "zwangr", "vruchtwaterpunctie",
    ],
)  # fmt: skip
def test_dutch_in_all_its_voices_stays_dutch(text: str) -> None:
    assert DETECTOR.detect(text) == Language("nl", served=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my knee hurts", "en"), ("diazepam and alcohol?", "en"), ("can I swim", "en"), ("hello", "en"),
        ("Ja bitte", "de"), ("Nein", "de"), ("wann darf ich wieder laufen", "de"), ("muede und schlapp", "de"),
        ("j'ai arrêté", "fr"), ("la tension est haute", "fr"), ("ou est l'hopital", "fr"), ("oui", "fr"),
        ("hayır", "tr"), ("seker hastasiyim", "tr"), ("ilacı unuttum", "tr"), ("AMELİYAT OLDUM", "tr"),
        ("jestem chora", "pl"), ("lek na nadcisnienie", "pl"), ("nie śpię", "pl"), ("dziekuje", "pl"),
    ],
)  # fmt: skip
def test_listed_languages_with_and_without_diacritics(text: str, expected: str) -> None:
    assert DETECTOR.detect(text) == Language(expected, served=False)


@pytest.mark.parametrize(
    "text",
    [
        "no puedo dormir", "mi hanno operato", "estou com dor", "mă doare capul", "nagyon fáj", "boli me glava",
        "waan ku mahadsan tahay dhakhtar", "faleminderit", "ninaumwa sana daktari", "spas duxtir",
    ],
)  # fmt: skip
def test_other_languages_are_not_taken_for_dutch(text: str) -> None:
    assert code(text) != "nl"


@pytest.mark.parametrize("text", ["sleep", "and coffee?", "stress", "yes", "no", "ok"])
def test_a_conversation_in_english_stays_english_on_little_evidence(text: str) -> None:
    assert code(text, "en") == "en"


@pytest.mark.parametrize("text", ["ik spreek ook Nederlands", "mag het ook in het nederlands", "wat mag ik eten dan"])
@pytest.mark.parametrize("current", ["en", "de", "tr", "ar", "so"])
def test_clear_dutch_switches_back(text: str, current: str) -> None:
    assert code(text, current) == "nl"


def test_the_same_message_always_gets_the_same_answer() -> None:
    assert len({code("xanuun badan ayaan dareemayaa qoorta") for _ in range(20)}) == 1


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=2000), st.sampled_from(["nl", "en", "ar", "so", "uk"]))
def test_any_text_gets_a_valid_answer(text: str, current: str) -> None:
    found = DETECTOR.detect(text, current)
    assert 2 <= len(found.code) <= 3
    assert found.code.isalpha() and found.code.islower()
    assert found.served == (found.code == "nl")


def test_the_development_set_is_recognised() -> None:
    found = report()["detector"]
    assert found["nl"]["accuracy"] >= 0.99
    assert found["listed"]["accuracy"] >= 0.97
    assert found["other_not_nl"]["accuracy"] >= 0.95


def test_a_message_takes_less_than_a_millisecond() -> None:
    times = []
    for row in read():
        started = perf_counter()
        DETECTOR.detect(row.text)
        times.append(perf_counter() - started)
    assert median(times) < 0.0003


def test_a_long_message_is_not_read_to_its_end() -> None:
    started = process_time()
    for _ in range(20):
        DETECTOR.detect("ik ben vorige week geopereerd en nu wil ik weer lopen " * 40)
    assert (process_time() - started) / 20 < 0.01


def test_loading_is_quick() -> None:
    started = process_time()
    LanguageDetector.load()
    assert process_time() - started < 2.5  # about 0.8 s on an idle machine


def test_a_broken_data_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "words.yml").write_text("nl: [een, {twee: 2}]\n", encoding="utf-8")
    with pytest.raises(LanguageDataError, match=r"words\.yml: expected a list of words"):
        LanguageDetector.load(tmp_path)
    (tmp_path / "words.yml").write_text("nl: [een\nen: twee", encoding="utf-8")
    with pytest.raises(LanguageDataError, match=r"words.yml:2: broken YAML"):
        LanguageDetector.load(tmp_path)
    with pytest.raises(LanguageDataError, match="cannot be read"):
        LanguageDetector.load(tmp_path / "nowhere")
