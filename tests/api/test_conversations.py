"""Conversations live in memory, end by themselves, and hold no words."""

from __future__ import annotations

import dataclasses

import pytest

from api.conversations import Conversation, Conversations
from api.problems import Problem


class Clock:
    """Time that the test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_conversation_ends_after_silence() -> None:
    clock = Clock()
    all_of_them = Conversations(minutes=60, at_most=10, clock=clock)
    conversation = all_of_them.create()
    clock.now = 59 * 60
    assert all_of_them.get(conversation.id) is conversation
    clock.now += 61 * 60
    with pytest.raises(Problem) as gone:
        all_of_them.get(conversation.id)
    assert gone.value.status == 404
    assert all_of_them.expired() == [conversation]
    assert len(all_of_them) == 0


def test_the_oldest_goes_when_there_are_too_many() -> None:
    clock = Clock()
    all_of_them = Conversations(minutes=60, at_most=2, clock=clock)
    first, second, third = (all_of_them.create() for _ in range(3))
    all_of_them.get(first.id)
    assert all_of_them.expired() == [second]
    assert len(all_of_them) == 2
    assert all_of_them.get(third.id) is third


def test_ids_cannot_be_guessed() -> None:
    all_of_them = Conversations(minutes=60, at_most=1000)
    ids = {all_of_them.create().id for _ in range(500)}
    assert len(ids) == 500
    assert min(map(len, ids)) >= 20


def test_nothing_in_a_conversation_is_made_for_words() -> None:
    fields = {field.name for field in dataclasses.fields(Conversation)}
    assert not fields & {"text", "texts", "messages", "history", "words"}
