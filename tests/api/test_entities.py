"""What a message names comes back from `/v1/analyze`, with its place in the text."""

from datetime import date, timedelta

import pytest

from tests.conftest import Stack

pytestmark = pytest.mark.stack


def entities(stack: Stack, text: str) -> list[tuple[str, str, str]]:
    answer = stack.client.post("/v1/analyze", json={"text": text})
    assert answer.status_code == 200, answer.text
    return [(e["entity"], e["value"], text[e["start"] : e["end"]]) for e in answer.json()["entities"]]


def test_each_kind_with_the_words_it_was_read_from(stack: Stack) -> None:
    before = date.today()
    found = entities(stack, "Mijn moeder krijgt over twee weken een Nieuwe Knie, slikt metfromine en heeft rugpijn")
    days = {(day + timedelta(days=14)).isoformat() for day in (before, date.today())}
    assert [found[0], *found[2:]] == [
        ("person", "parent", "Mijn moeder"),
        ("procedure", "knieprothese", "Nieuwe Knie"),
        ("medicine", "metformin", "metfromine"),
        ("body_part", "rug", "rug"),
    ]
    assert found[1][0] == "time" and found[1][1] in days and found[1][2] == "over twee weken"


@pytest.mark.parametrize("text", ["  \n/nieuwe knie", "🙂 é nieuwe knie", "nieuwe knie"])
def test_the_place_is_that_in_the_text_that_was_sent(stack: Stack, text: str) -> None:
    assert entities(stack, text) == [("procedure", "knieprothese", "nieuwe knie")]


@pytest.mark.parametrize("text", ["", "🙂", "ik rook"])
def test_what_names_nothing_has_no_entities(stack: Stack, text: str) -> None:
    assert entities(stack, text) == []
