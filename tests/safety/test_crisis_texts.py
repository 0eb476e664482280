from __future__ import annotations

import re
from pathlib import Path

import pytest

from knowledge.contacts import load_contacts
from knowledge.crisis import MAX_WORDS, URGENCIES, CrisisTexts
from knowledge.errors import ContentError
from safety.detector import CATEGORIES

ROOT = Path(__file__).parents[2] / "knowledge" / "content"
LANGUAGES = ["nl", "en", "de", "fr", "tr", "pl", "ar", "uk", "ro", "bg", "es"]
TEXTS = CrisisTexts.load(ROOT)
SAFE = {
    "nl": "veilig", "en": "safe", "de": "Sicherheit", "fr": "sécurité", "tr": "güven", "pl": "bezpiecz", "ar": "أمان",
    "uk": "безпе", "ro": "siguranță", "bg": "безопасност", "es": "salvo",
}  # fmt: skip
NOT_ALONE = {"emergency", "overdose", "alcohol_withdrawal", "medication_stop", "eating_disorder"}
"""Here the body comes first: these texts ask for help at once, or whether someone is there."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("urgency", URGENCIES)
@pytest.mark.parametrize("category", CATEGORIES)
def test_complete(category: str, urgency: str, language: str) -> None:
    assert any(r.category == category for r in TEXTS.records(language))
    text, contacts = TEXTS.answer(category, urgency, language)
    assert "112" in text
    assert "112" in contacts


@pytest.mark.parametrize("language", LANGUAGES)
def test_short_enough(language: str) -> None:
    for record in TEXTS.records(language):
        assert len(record.text.split()) <= MAX_WORDS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("category", sorted(set(CATEGORIES) - NOT_ALONE))
def test_asks_whether_the_person_is_safe(category: str, language: str) -> None:
    text, _ = TEXTS.answer(category, "now", language)
    assert SAFE[language].lower() in text.lower()


@pytest.mark.parametrize("language", LANGUAGES)
def test_thoughts_of_suicide_lead_to_113(language: str) -> None:
    for category in ("suicide", "self_harm"):
        text, contacts = TEXTS.answer(category, "now", language)
        assert "113" in text
        assert "113" in contacts


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("category", CATEGORIES)
def test_followup_keeps_the_door_open(category: str, language: str) -> None:
    text = TEXTS.followup(category, language)
    assert len(text.split()) >= 12
    assert not re.search(r"gesloten|tot ziens|goodbye|auf wiedersehen", text.lower())


def test_names_no_method_and_no_dose() -> None:
    forbidden = re.compile(
        r"\b(ophangen|springen|trein|touw|overdosis van|milligram|\d+ ?mg|halveer|verdubbel|sla over)\b", re.IGNORECASE
    )
    for language in LANGUAGES:
        for record in TEXTS.records(language):
            assert not forbidden.search(record.text), record.text


def test_contacts_exist() -> None:
    known = {c.contact.id for c in load_contacts(ROOT / "contacts.yml")}
    for language in LANGUAGES:
        for record in TEXTS.records(language):
            assert set(record.contacts) <= known


def test_unknown_language_gets_dutch_and_english() -> None:
    text, contacts = TEXTS.answer("suicide", "now", "sw")
    assert "Goed dat u het zegt" in text
    assert "It is good that you say it" in text
    assert "113" in contacts
    assert "Ik blijf hier" in TEXTS.followup("suicide", "nl")
    assert "This chat works in Dutch" in TEXTS.followup("suicide", "sw")


def test_unknown_category_and_urgency_still_answer() -> None:
    text, contacts = TEXTS.answer("something_new", "later", "nl")
    assert "112" in text
    assert contacts


def test_a_missing_language_file_is_an_error_only_for_dutch_and_english(tmp_path: Path) -> None:
    (tmp_path / "nl").mkdir()
    (tmp_path / "nl" / "crisis.yml").write_text(
        (ROOT / "nl" / "crisis.yml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    with pytest.raises(ContentError, match="category: any"):
        CrisisTexts.load(tmp_path)


def test_a_text_that_is_too_long_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "nl").mkdir()
    long = "woord " * 70
    (tmp_path / "nl" / "crisis.yml").write_text(
        f"- category: suicide\n  text: \"{long}\"\n  contacts: ['113']\n", encoding="utf-8"
    )
    with pytest.raises(ContentError, match=r"crisis\.yml:1.*words"):
        CrisisTexts.load(tmp_path)
