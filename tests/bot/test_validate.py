"""What makes the dialogue data contradict itself is found before training."""

from collections.abc import Iterator

import pytest

from tests.bot.conftest import LINES, EngineRoom, write_lines


@pytest.fixture
def validate(room: EngineRoom) -> Iterator[EngineRoom]:
    yield room
    write_lines(room.house, LINES)


def code(room: EngineRoom) -> int:
    return int(room.ask("call", module="bot.validate", function="main", arguments=[]))


def test_sound_data_pass_and_are_counted(validate: EngineRoom) -> None:
    assert code(validate) == 0, validate.said
    assert f"{sum(map(len, LINES.values()))} training examples, {len(LINES)} acts" in validate.said


def test_the_same_text_under_two_acts_is_found(validate: EngineRoom) -> None:
    write_lines(validate.house, {**LINES, "thanks": [*LINES["thanks"], LINES["goodbye"][0]]})
    assert code(validate) == 1


def test_an_act_without_examples_is_named(validate: EngineRoom) -> None:
    write_lines(validate.house, {act: texts for act, texts in LINES.items() if act != "ask_local"})
    assert code(validate) == 1
    assert "intent 'ask_local' has no examples" in validate.said


def test_a_rule_with_an_action_that_does_not_exist_is_found(validate: EngineRoom) -> None:
    rules = validate.house / "bot" / "rules.yml"
    before = rules.read_text(encoding="utf-8")
    rules.write_text(before.replace("action: action_hear", "action: action_heer", 1), encoding="utf-8")
    try:
        assert code(validate) == 1
    finally:
        rules.write_text(before, encoding="utf-8")
