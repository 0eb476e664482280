"""Procedures and parts of the body in a message."""

import pytest

from tests.bot.conftest import MEDICINES, EngineRoom

SETTINGS = {"concepts": "data/concepts.yml", "names": "bot/names.yml"}


@pytest.fixture(scope="module")
def body(room: EngineRoom):
    assert room.ask("make", module="body_extractor", settings=SETTINGS, examples=[]) == ["body.json"]
    lists = {"medicines": MEDICINES, "names": "bot/names.yml"}
    room.ask("make", module="medicine_extractor", settings=lists, examples=[])
    return lambda text: room.entities(["medicine_extractor", "body_extractor"], text)


def test_both_kinds_with_their_dutch_name_and_place(body) -> None:
    assert body("Ik krijg een Nieuwe Knie en heb pijn in mijn rug") == [
        ("procedure", "knieprothese", "Nieuwe Knie"),
        ("body_part", "rug", "rug"),
    ]


def test_a_medicine_is_no_part_of_the_body(body) -> None:
    assert body("ik slik een maag beschermer") == [("medicine", "ppi", "maag beschermer")]
    assert body("maagpijn") == [("body_part", "maag", "maag")]


def test_a_model_without_its_list_is_refused(room: EngineRoom, body) -> None:
    with pytest.raises(AssertionError, match="FileNotFoundError"):
        room.ask("load_without", module="body_extractor", file="body.json", settings=SETTINGS)
