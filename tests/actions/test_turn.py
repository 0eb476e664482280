"""The tracker read into names and types."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from actions.shelf import Shelf
from actions.turn import Turn
from knowledge.models import Moment, Theme
from tests.actions.given import tracker

TODAY = date(2026, 3, 1)


def turn(text: str, **kwargs: object) -> Turn:
    return Turn.of(tracker(text, today=TODAY.isoformat(), **kwargs))  # type: ignore[arg-type]


def test_labels_come_with_their_probability_the_surest_first() -> None:
    read = turn("ik rook en drink", themes={"alcohol": 0.5, "smoking": 0.9}, moments={"surgery": 0.7})
    assert read.themes == (Theme.SMOKING, Theme.ALCOHOL)
    assert read.moment_scores == {Moment.SURGERY: 0.7}


def test_what_the_lexicon_of_another_language_found_counts_too() -> None:
    read = turn(
        "ameliyat", lexicon={"moments": ["surgery"], "themes": ["smoking"], "act": "ask_lifestyle"}, language="tr"
    )
    assert (read.moments, read.themes, read.act) == ((Moment.SURGERY,), (Theme.SMOKING,), "ask_lifestyle")


def test_the_moments_of_this_message_stand_before_those_remembered() -> None:
    read = turn("nu ook zwanger", moments={"birth": 0.9}, slots={"moments": ["surgery"]})
    assert read.known_moments == (Moment.BIRTH, Moment.SURGERY)


@pytest.mark.parametrize(("days", "phase"), [(20, "before"), (0, "before"), (-3, "after")])
def test_a_date_tells_before_or_after(days: int, phase: str) -> None:
    when = (TODAY + timedelta(days=days)).isoformat()
    assert turn("operatie", moments={"surgery": 0.9}, entities={"time": when}).phase(False, False) == phase


def test_a_date_beside_another_matter_does_not_move_the_date_of_the_operation() -> None:
    remembered = {"moments": ["surgery"], "date": "2026-04-01"}
    read = turn("drie weken geleden ben ik met roken gestopt", entities={"time": "2026-02-08"}, slots=remembered)
    assert read.date == date(2026, 4, 1)


def test_a_short_answer_with_a_date_does() -> None:
    read = turn("op 14 maart", entities={"time": "2026-03-14"}, slots={"moments": ["surgery"]})
    assert read.date == date(2026, 3, 14)


def test_what_was_said_of_the_phase_is_remembered() -> None:
    assert turn("en slapen?", slots={"linked": {"phase": "after"}}).phase(False, False) == "after"


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("ik word geopereerd aan mijn knie", "before"),
        ("op 14 december word ik aan mijn knie geopereerd", "before"),
        ("ik ben vorige week aan mijn knie geopereerd", "after"),
        ("mijn man is dinsdag geopereerd", "after"),
        ("ik word geopereerd, wat mag ik na de operatie eten", "before"),
        ("drie weken na mijn operatie", "after"),
        ("ik heb een operatie", None),
    ],
)
def test_before_or_after_by_the_words(shelf: Shelf, text: str, phase: str | None) -> None:
    assert turn(text).phase(shelf.cues.has("before", text), shelf.cues.has("after", text)) == phase
