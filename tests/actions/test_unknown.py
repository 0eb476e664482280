"""What is not ours gets an honest no; in a talk that is under way a clear theme is ours all the same."""

from __future__ import annotations

import pytest

from actions.unknown import Unknown
from knowledge.library import Library
from tests.actions.given import reply_to, shelf_of


@pytest.mark.parametrize(
    ("slots", "themes", "offtopic", "kind"),
    [
        ({"moments": ["surgery"]}, {"nutrition": 0.9}, 0.4, "card"),
        ({"moments": ["surgery"]}, {"nutrition": 0.9}, 0.8, "unknown"),
        ({"moments": ["surgery"]}, {"nutrition": 0.4}, 0.4, "unknown"),
        ({}, {"nutrition": 0.9}, 0.4, "unknown"),
    ],
)
def test_a_clear_theme_in_a_talk_is_ours(
    library: Library, slots: dict[str, list[str]], themes: dict[str, float], offtopic: float, kind: str
) -> None:
    shelf = shelf_of(library)
    ranking = {"out_of_scope": offtopic}
    turn, reply = reply_to(shelf, "op de bank snacken", "out_of_scope", themes=themes, slots=slots, ranking=ranking)
    Unknown(lambda _: shelf).answer(turn, reply, shelf)
    assert reply.messages[0].kind == kind


def test_what_may_be_medical_is_sent_to_who_can_answer_it(library: Library) -> None:
    shelf = shelf_of(library)
    turn, reply = reply_to(shelf, "rare plek", "out_of_scope", ranking={"out_of_scope": 0.6, "ask_medical": 0.3})
    Unknown(lambda _: shelf).answer(turn, reply, shelf)
    assert reply.messages[0].kind == "refer"


def test_one_word_that_names_a_moment_is_heard(library: Library) -> None:
    shelf = shelf_of(library)
    ranking = {"out_of_scope": 0.4, "report": 0.3}
    turn, reply = reply_to(shelf, "operatie", "out_of_scope", moments={"surgery": 0.99}, ranking=ranking)
    Unknown(lambda _: shelf).answer(turn, reply, shelf)
    assert [message.kind for message in reply.messages] == ["text", "choices"]
