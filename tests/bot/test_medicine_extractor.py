"""Medicines in a message, from lists that travel in the model."""

import pytest

from tests.bot.conftest import MEDICINES, EngineRoom

SETTINGS = {"medicines": MEDICINES, "names": "bot/names.yml"}


@pytest.fixture(scope="module")
def medicines(room: EngineRoom):
    assert room.ask("make", module="medicine_extractor", settings=SETTINGS, examples=[]) == ["medicines.json"]
    return lambda text: room.entities(["medicine_extractor"], text)


def test_a_medicine_is_named_by_its_group_where_it_stands(medicines) -> None:
    assert medicines("Ik ben begonnen met Metfromine, en nu?") == [("medicine", "metformin", "Metfromine")]


def test_losing_weight_is_no_medicine(medicines) -> None:
    assert medicines("ik wil afvallen") == []


def test_before_it_is_trained_it_finds_nothing(room: EngineRoom, medicines) -> None:
    room.ask("make", module="medicine_extractor", settings=SETTINGS)
    assert medicines("metformine") == []
    room.ask("make", module="medicine_extractor", settings=SETTINGS, examples=[])


def test_a_model_without_its_list_is_refused(room: EngineRoom, medicines) -> None:
    with pytest.raises(AssertionError, match="FileNotFoundError"):
        room.ask("load_without", module="medicine_extractor", file="medicines.json", settings=SETTINGS)
