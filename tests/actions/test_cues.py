"""Words that steer the talk."""

from __future__ import annotations

import pytest

from actions.cues import Cues, plain
from actions.shelf import Shelf
from knowledge.models import Moment, Role, Theme


@pytest.fixture
def cues(shelf: Shelf) -> Cues:
    return shelf.cues


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("simpler", "Wat bedoel je?"),
        ("simpler", "LEG UIT in makkelijke woorden!!"),
        ("angry", "wat een waardeloos ding"),
        ("own_question", "ik heb een eigen vraag"),
        ("hard", "dat lukt me nooit"),
        ("help_called", "de ambulance is onderweg"),
        ("help_wanted", "mijn man wil de crisisdienst bellen"),
    ],
)
def test_a_cue_is_heard(cues: Cues, name: str, text: str) -> None:
    assert cues.has(name, text)


def test_a_cue_counts_as_whole_words_only(cues: Cues) -> None:
    assert not cues.has("denial", "neem contact op")
    assert not cues.is_all("own_question", "ik heb een eigen vraag over roken")


def test_the_professional_named_first_counts(cues: Cues) -> None:
    assert cues.role("eerst de anesthesist, dan de chirurg") == Role.ANAESTHETIST
    assert cues.role("niemand") is None


def test_only_what_is_denied_is_taken_back(cues: Cues) -> None:
    assert cues.denied_moments("nee, mijn pillen, niet de ingreep") == (Moment.SURGERY,)
    assert cues.denied_themes("niet over roken maar slapen") == (Theme.SMOKING,)


def test_plain_leaves_words_alone() -> None:
    assert plain("  Né, dát niet! ") == "ne dat niet"
