"""State holds what the patient has told, no more and no less."""

from __future__ import annotations

import pytest

from actions.shelf import Shelf
from knowledge.models import Moment, Theme
from tests.actions.given import reply_to

SURGERY = {"slots": {"moments": ["surgery"]}}


def test_the_first_message_counts_as_it_was_understood(shelf: Shelf) -> None:
    _, reply = reply_to(shelf, "volgende week onder het mes", moments={"surgery": 0.5})
    assert reply.moments == (Moment.SURGERY,)


@pytest.mark.parametrize(
    ("text", "act", "moments"),
    [
        ("de huisarts is gebeld", "report", {"test_result": 0.7}),
        ("ok", "affirm", {"diagnosis": 0.8}),
        ("mijn been doet zeer", "report", {"diagnosis": 0.6}),
    ],
)
def test_a_later_message_that_only_resembles_a_moment_adds_none(
    shelf: Shelf, text: str, act: str, moments: dict[str, float]
) -> None:
    _, reply = reply_to(shelf, text, act, moments=moments, **SURGERY)
    assert reply.moments == (Moment.SURGERY,)


def test_a_later_message_that_names_a_moment_adds_it(shelf: Shelf) -> None:
    _, reply = reply_to(shelf, "ik ben trouwens ook zwanger", moments={"birth": 0.9}, **SURGERY)
    assert reply.moments == (Moment.BIRTH, Moment.SURGERY)


def test_a_correction_replaces(shelf: Shelf) -> None:
    _, reply = reply_to(shelf, "nee, ik bedoelde mijn pillen, niet de ingreep", "deny", **SURGERY)
    assert reply.moments == (Moment.MEDICATION_CHANGE,)


@pytest.mark.parametrize("text", ["de operatie gaat niet door", "nee toch niet, geen operatie"])
def test_a_moment_that_is_over_goes(shelf: Shelf, text: str) -> None:
    turn, reply = reply_to(shelf, text, moments={"surgery": 0.9}, **SURGERY)
    assert reply.moments == ()
    assert turn.gone == (Moment.SURGERY,)


@pytest.mark.parametrize("text", ["ik durf niet onder het mes", "ik ben nog niet geopereerd"])
def test_fear_or_not_yet_takes_nothing_back(shelf: Shelf, text: str) -> None:
    _, reply = reply_to(shelf, text, moments={"surgery": 0.9}, **SURGERY)
    assert reply.moments == (Moment.SURGERY,)


def test_after_danger_a_moment_needs_a_clear_word(shelf: Shelf) -> None:
    _, reply = reply_to(shelf, "mijn zus belt de dienst", moments={"ggz_waitlist": 0.82}, in_crisis=True)
    assert reply.moments == ()


def test_a_theme_that_is_turned_down_gives_way(shelf: Shelf) -> None:
    turn, _ = reply_to(shelf, "nee niet roken, maar slapen", "deny", themes={"smoking": 0.9}, **SURGERY)
    assert turn.themes == (Theme.SLEEP,)
