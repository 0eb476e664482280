"""What messages in other languages are about."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language import Lexicon, LexiconReading
from language.data_files import LanguageDataError
from language.lexicon import THEMES

LEXICON = Lexicon.load()
MOMENTS = {"surgery", "medication_change", "ggz_waitlist", "diagnosis", "test_result", "birth"}
ACTS = {
    "report", "ask_lifestyle", "ask_questions", "ask_medical", "ask_local", "ask_motivation", "ask_bot", "smalltalk",
    "affirm", "deny", "restart", "goodbye", "thanks", None,
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "text", "moments"),
    [
        ("en", "They will operate on my foot in March", {"surgery"}),
        ("en", "The doctor lowered my dose", {"medication_change"}),
        ("en", "Still waiting for a psychiatrist", {"ggz_waitlist"}),
        ("en", "I have just been diagnosed with asthma", {"diagnosis"}),
        ("en", "my glucose is too high", {"test_result"}),
        ("en", "we are expecting twins", {"birth"}),
        ("de", "Ich werde an der Schulter operiert", {"surgery"}),
        ("de", "neue Blutdrucktabletten", {"medication_change"}),
        ("de", "warte auf einen Platz in der Tagesklinik", {"ggz_waitlist"}),
        ("de", "Cholesterinwerte erhöht", {"test_result"}),
        ("de", "Cholesterinwerte erhoeht", {"test_result"}),
        ("fr", "on m'opère mardi", {"surgery"}),
        ("fr", "le médecin a augmenté la dose", {"medication_change"}),
        ("fr", "liste d'attente pour un psychiatre", {"ggz_waitlist"}),
        ("fr", "je suis enceinte de trois mois", {"birth"}),
        ("tr", "omzumdan ameliyat olacağım", {"surgery"}),
        ("tr", "omzumdan ameliyat olacagim", {"surgery"}),
        ("tr", "kolesterolüm yüksek çıktı", {"test_result"}),
        ("tr", "ilacım değişti", {"medication_change"}),
        ("pl", "czekam na operację", {"surgery"}),
        ("pl", "mam za wysokie ciśnienie", {"test_result"}),
        ("pl", "zmienili mi leki", {"medication_change"}),
        ("ar", "عندي عَمَليّة يوم الأحد", {"surgery"}),
        ("ar", "الضغط ١٧٠ على ٩٠", {"test_result"}),
        ("ar", "أنا حـــامل", {"birth"}),
        ("ar", "بالعملية القادمة", {"surgery"}),
        ("uk", "завтра операція", {"surgery"}),
        ("uk", "я вагітна", {"birth"}),
        ("es", "me operan de la rodilla", {"surgery"}),
        ("ro", "sunt insarcinata", {"birth"}),
        ("bg", "смениха ми лекарството", {"medication_change"}),
        ("ru", "у меня нашли диабет", {"diagnosis"}),
    ],
)
def test_moments_are_heard(code: str, text: str, moments: set[str]) -> None:
    assert set(LEXICON.read(text, code).moments) == moments


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "my cat had surgery"),
        ("en", "I was operated on twenty years ago"),
        ("en", "saw a film about a surgeon"),
        ("en", "waiting for a house"),
        ("de", "unsere Katze wird operiert"),
        ("de", "vor zwanzig Jahren operiert"),
        ("fr", "mon chat a été opéré"),
        ("tr", "kedim ameliyat oldu"),
        ("tr", "yıllar önce ameliyat oldum"),
        ("pl", "mój kot miał operację"),
        ("ar", "قطتي عملت عملية"),
        ("uk", "собаку прооперували"),
        ("es", "operaron a mi perro"),
    ],
)
def test_what_only_looks_like_a_moment_is_none(code: str, text: str) -> None:
    assert LEXICON.read(text, code).moments == ()


@pytest.mark.parametrize(
    ("code", "text", "themes", "act"),
    [
        ("en", "can I drink beer", {"alcohol"}, "ask_lifestyle"),
        ("en", "how do I stop smoking weed", {"substance_use"}, "ask_lifestyle"),
        ("en", "running?", {"exercise"}, "ask_lifestyle"),
        ("en", "can I stop taking my tablets", set(), "ask_medical"),
        ("en", "are you a robot", set(), "ask_bot"),
        ("en", "what should I ask the surgeon", set(), "ask_questions"),
        ("en", "is there a walking club near me", {"exercise"}, "ask_local"),
        ("de", "Darf ich Kaffee trinken?", {"nutrition"}, "ask_lifestyle"),
        ("de", "ich bin so einsam", {"meaning"}, "report"),
        ("fr", "comment mieux dormir", {"sleep"}, "ask_lifestyle"),
        ("tr", "sigarayı nasıl bırakabilirim", {"smoking"}, "ask_lifestyle"),
        ("pl", "czy mogę biegać", {"exercise"}, "ask_lifestyle"),
        ("ar", "كيف أترك السجائر", {"smoking"}, "ask_lifestyle"),
        ("uk", "як кинути курити", {"smoking"}, "ask_lifestyle"),
    ],
)
def test_themes_and_acts_are_heard(code: str, text: str, themes: set[str], act: str) -> None:
    found = LEXICON.read(text, code)
    assert (set(found.themes), found.act) == (themes, act)


@pytest.mark.parametrize(
    ("code", "text", "act"),
    [
        ("en", "Yes, please!", "affirm"), ("en", "no thanks", "deny"), ("en", "Thank you", "thanks"),
        ("en", "bye", "goodbye"),
        ("en", "start over", "restart"), ("en", "Hi there", "smalltalk"), ("de", "Nein danke", "deny"),
        ("de", "vielen Dank", "thanks"),
        ("fr", "d'accord", "affirm"), ("fr", "Au revoir", "goodbye"), ("tr", "evet", "affirm"), ("tr", "hayır", "deny"),
        ("pl", "tak", "affirm"), ("pl", "dziękuję", "thanks"), ("ar", "نعم", "affirm"), ("ar", "شكراً", "thanks"),
        ("uk", "ні", "deny"), ("es", "no", "deny"), ("ro", "da", "affirm"), ("bg", "благодаря", "thanks"),
    ],
)  # fmt: skip
def test_short_answers_are_heard(code: str, text: str, act: str) -> None:
    assert LEXICON.read(text, code).act == act


def test_dutch_and_unlisted_languages_read_empty() -> None:
    assert LEXICON.read("ik word geopereerd", "nl") == LexiconReading()
    assert LEXICON.read("leikkaus", "fi") == LexiconReading()


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=2000), st.sampled_from(["nl", "xx", *LEXICON.codes]))
def test_any_text_gets_a_valid_reading(text: str, code: str) -> None:
    found = LEXICON.read(text, code)
    assert set(found.moments) <= MOMENTS
    assert set(found.themes) <= set(THEMES)
    assert found.act in ACTS


def test_a_message_is_read_quickly() -> None:
    started = perf_counter()
    for _ in range(50):
        LEXICON.read("I am waiting for my operation and I cannot sleep, what can I do about it", "en")
    assert (perf_counter() - started) / 50 < 0.005


def test_a_missing_concept_is_named(tmp_path: Path) -> None:
    (tmp_path / "rules.yml").write_text(
        "moments: {surgery: [[operation]]}\nunless: {}\nsmalltalk: []\nshared: {}\n", encoding="utf-8"
    )
    (tmp_path / "en.yml").write_text("ask: [how]\n", encoding="utf-8")
    with pytest.raises(LanguageDataError, match=r"en\.yml: lacks the list operation"):
        Lexicon.load(tmp_path)
