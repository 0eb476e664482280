"""All scripted conversations against the whole running stack."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.library import Library
from tests.conftest import Stack
from tests.conversations.script import Script, ill_mannered, scripts, wrong

pytestmark = [pytest.mark.stack, pytest.mark.timeout(240)]
AT_LEAST = 60


def talk(stack: Stack, script: Script) -> list[str]:
    """What went wrong in a conversation, turn by turn."""
    library = Library.load()
    conversation = stack.start(**script.opening)
    before: dict[str, Any] | None = None
    problems: list[str] = []
    for number, turn in enumerate(script.turns, start=1):
        said = stack.say(conversation, turn["say"]) if "say" in turn else stack.press(conversation, turn["press"])
        repeated = bool(turn.get("another")) or (
            number > 1 and turn.get("say", 0) == script.turns[number - 2].get("say")
        )
        found = wrong(turn, said) + ill_mannered(said, before, repeated)
        cards = [
            library.cards[m["card"]["id"]]
            for m in said["messages"]
            if m.get("card") and m["card"]["id"] in library.cards
        ]
        found += [f"card {c.id} is about {c.phase}" for c in cards if c.phase == turn.get("phase_not")]
        found += [f"card {c.id} is about eating less" for c in cards if turn.get("restricted") and c.restricts_food]
        problems += [f"turn {number} '{turn.get('say', turn.get('press'))}': {problem}" for problem in found]
        before = said
    return problems


@pytest.mark.parametrize("script", scripts(), ids=lambda script: script.id)
def test_conversation(stack: Stack, script: Script) -> None:
    problems = talk(stack, script)
    assert not problems, "\n".join(problems)


def test_there_are_enough_conversations() -> None:
    assert len({script.id for script in scripts()}) >= AT_LEAST
