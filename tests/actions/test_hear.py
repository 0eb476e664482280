"""What was told: heard, linked, and sent to who knows the patient when it is more than lifestyle."""

from __future__ import annotations

from typing import Any

import pytest

from actions.hear import Hear
from knowledge.library import Library
from tests.actions.given import reply_to, shelf_of


def kinds(library: Library, text: str, **kwargs: Any) -> list[str]:
    shelf = shelf_of(library)
    turn, reply = reply_to(shelf, text, **kwargs)
    Hear(lambda _: shelf).answer(turn, reply, shelf)
    return [message.kind for message in reply.messages]


def test_a_new_moment_is_heard_and_linked_to_the_themes(library: Library) -> None:
    assert kinds(library, "ik word geopereerd", moments={"surgery": 0.9}) == ["text", "choices"]


def test_a_value_goes_to_who_asked_for_the_test_and_the_themes_follow(library: Library) -> None:
    assert kinds(library, "kreatinine 140", moments={"test_result": 0.9}) == ["refer", "choices"]
    assert kinds(library, "mijn uitslag is binnen", moments={"test_result": 0.9}) == ["text", "choices"]


@pytest.mark.parametrize(("medical", "first"), [(0.1, "text"), (0.3, "refer")])
def test_a_complaint_told_without_a_question_is_referred(library: Library, medical: float, first: str) -> None:
    ranking = {"ask_medical": medical}
    found = kinds(library, "vlekje op mijn arm na de operatie", moments={"surgery": 0.9}, ranking=ranking)
    assert found[0] == first
