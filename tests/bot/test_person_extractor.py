"""Whom a message is about: only relatives of one's own."""

import pytest

from tests.bot.conftest import EngineRoom


@pytest.fixture
def persons(room: EngineRoom):
    room.ask("make", module="person_extractor")
    return lambda text: room.entities(["person_extractor"], text)


@pytest.mark.parametrize(
    ("text", "person", "words"),
    [
        ("mijn zoontje wordt geopereerd", "child", "mijn zoontje"),
        ("m'n man drinkt te veel", "partner", "m'n man"),
        ("Mijn oude moeder krijgt een heup", "parent", "Mijn oude moeder"),
        ("onze baby slaapt niet", "child", "onze baby"),
        ("me vrouw is zwanger", "partner", "me vrouw"),
        ("mijn zus heeft suiker", "relative", "mijn zus"),
        ("mijn schoonmoeder rookt", "parent", "mijn schoonmoeder"),
    ],
)
def test_a_relative_of_ones_own(persons, text: str, person: str, words: str) -> None:
    assert persons(text) == [("person", person, words)]


@pytest.mark.parametrize(
    "text", ["", "ik word geopereerd", "de man van hiernaast", "een moeder uit de film", "mijn manier"]
)
def test_somebody_else_or_nobody(persons, text: str) -> None:
    assert persons(text) == []


def test_two_relatives_are_two_entities(persons) -> None:
    found = persons("mijn man en mijn dochter roken")
    assert {person for _, person, _ in found} == {"partner", "child"}
