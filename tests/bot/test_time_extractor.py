"""A time in a message comes out as a date."""

from datetime import date, timedelta

from tests.bot.conftest import EngineRoom


def test_a_time_is_a_date_counted_from_today(room: EngineRoom) -> None:
    room.ask("make", module="time_extractor")
    before = date.today()
    ((entity, value, words),) = room.entities(["time_extractor"], "Over twee weken word ik geopereerd")
    # the day may turn while this runs
    assert value in {(day + timedelta(days=14)).isoformat() for day in (before, date.today())}
    assert (entity, words) == ("time", "Over twee weken")


def test_a_message_without_a_time_has_no_entity(room: EngineRoom) -> None:
    room.ask("make", module="time_extractor")
    assert room.entities(["time_extractor"], "ik word geopereerd") == []
