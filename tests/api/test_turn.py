"""The parts of a turn around Rasa: typed buttons, and how much is shown at a time."""

from __future__ import annotations

import pytest

from actions.message import Choice, Message
from api.turn import _typed_button, readable

FIT = (
    Choice(title="Ja, dat past", choice="fit:yes"),
    Choice(title="Nee, dat is lastig", choice="fit:no"),
    Choice(title="Ik heb geen tijd", choice="fit:time"),
)


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("ja, dat past", "fit:yes"),
        ("2", "fit:no"),
        ("nummer 2", "fit:no"),
        ("de derde", "fit:time"),
        ("tijd", "fit:time"),
        ("4", None),
        ("ja", None),
        ("nee", None),
        ("dat", None),
        ("", None),
        ("ik heb 2 kinderen", None),
    ],
)
def test_a_button_can_be_typed(text: str, choice: str | None) -> None:
    assert _typed_button(text, FIT) == choice


def test_a_word_on_two_buttons_presses_neither() -> None:
    assert _typed_button("lastig", (*FIT, Choice(title="Iets lastig", choice="other"))) is None


def test_never_more_than_three_messages() -> None:
    assert len(readable([Message(kind="text", text="Dag.")] * 5)) == 3


def test_never_more_than_120_words_and_the_first_always_stays() -> None:
    long, short = Message(kind="card", text="woord " * 118), Message(kind="text", text="Past deze stap bij u?")
    assert readable([long, short]) == (long,)
    assert readable([short, long]) == (short,)
    assert readable([Message(kind="crisis", text="woord " * 130)]) != ()
