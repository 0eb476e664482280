"""What the service says in other languages: every text in all of them, with the same places to fill in."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

import pytest
import yaml

from knowledge.library import CONTENT
from knowledge.models import Moment, Phrase, Theme

CODES = ("en", "de", "fr", "tr", "pl", "ar", "uk")


def phrases(code: str) -> dict[str, Phrase]:
    path = Path(CONTENT) / code / "messages.yml"
    return {item["id"]: Phrase(**item) for item in yaml.safe_load(path.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("code", CODES)
def test_every_language_says_the_same_things(code: str) -> None:
    ours, english = phrases(code), phrases("en")
    assert list(ours) == list(english)
    for key, phrase in ours.items():
        places = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in phrase.texts]
        assert all(found == ({"about", "moment"} if key == "language.card" else set()) for found in places)


@pytest.mark.parametrize("code", CODES)
def test_every_moment_and_theme_has_a_name(code: str) -> None:
    names = set(phrases(code))
    assert {f"moment.{moment}" for moment in Moment} <= names
    assert {f"theme.{theme}" for theme in Theme} <= names
