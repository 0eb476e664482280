"""What is counted, and above all what is not: the same on SQLite and on a PostgreSQL server."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from pydantic import SecretStr
from sqlalchemy import create_engine, inspect, text

from actions.message import Message, State
from api.counts import Counts, count, masked, open_counts
from api.desk_counts import as_csv, by_event, by_topic
from api.service import Service
from knowledge.models import Moment, Theme
from tests.postgres import PASSWORD, Postgres

TODAY = date.today()
STATE = State(moments=(Moment.SURGERY, Moment.DIAGNOSIS), themes=(Theme.SMOKING,))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.database)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/counts.sqlite3"
    return str(request.getfixturevalue("postgres"))


@pytest.fixture
def counts(url: str) -> Any:
    made = Counts(url)
    yield made
    made.close()


def everything(url: str) -> tuple[list[str], str]:
    """The columns of the table, and all that is in it, read past our own code."""
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        columns = [str(column["name"]) for column in inspect(connection).get_columns("counts")]
        content = str(connection.execute(text("select * from counts")).fetchall())
    engine.dispose()
    return columns, content


def service(counts: Any) -> Service:
    return cast(Service, SimpleNamespace(counts=counts, packs={"demo"}))


def test_events_by_moment_and_theme(counts: Counts) -> None:
    count(service(counts), "demo", STATE, (), "start")
    for _ in range(2):
        count(service(counts), "demo", STATE, (Message(kind="unknown", text="Dat weet ik niet."),))
    count(service(counts), "demo", STATE, (Message(kind="text", text="Dank u."),), "no")
    found = {row.event: (row.organisation, row.moment, row.theme, row.number) for row in counts.rows()}
    assert found == {
        "started": ("demo", "surgery", "smoking", 1),
        "unknown": ("demo", "surgery", "smoking", 2),
        "clear_no": ("demo", "surgery", "smoking", 1),
    }


def test_an_organisation_that_is_not_ours_is_no_place_for_text(counts: Counts) -> None:
    count(service(counts), "jan-de-vries-0612345678", STATE, (), "start")
    assert [row.organisation for row in counts.rows()] == [""]


def test_danger_is_counted_without_what_it_was_about(counts: Counts) -> None:
    count(service(counts), None, STATE, (Message(kind="crisis", text="Bel 113."),))
    assert [(row.event, row.moment, row.theme) for row in counts.rows()] == [("crisis", "", "")]


def test_no_text_reaches_the_database(counts: Counts, url: str) -> None:
    said = "mijn geheime zin over tante Truus"
    refer = Message(kind="refer", text=said, own_question=said, because=said)
    count(service(counts), "demo", STATE, (refer,))
    columns, content = everything(url)
    assert columns == ["day", "organisation", "moment", "theme", "event", "number"]
    assert "refer" in content and "Truus" not in content


def test_turns_at_the_same_moment_are_all_counted(counts: Counts) -> None:
    events = [("started", "surgery", ""), ("card_shown", "surgery", "sleep"), ("unknown", "birth", "work")]

    def turn(number: int) -> None:
        counts.add(TODAY, "demo", events if number % 2 else reversed(events))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(turn, range(60)))
    assert [row.number for row in counts.rows("demo")] == [60, 60, 60]


def test_one_organisation_never_sees_another(counts: Counts) -> None:
    counts.add(TODAY, "demo", [("started", "surgery", "")] * 7)
    counts.add(TODAY, "", [("started", "birth", "")] * 8)
    assert [row.moment for row in counts.rows("demo")] == ["surgery"]
    assert [row.moment for row in counts.rows("")] == ["birth"]


def test_small_groups_stay_hidden(counts: Counts) -> None:
    counts.add(TODAY, "demo", [("unknown", "surgery", "sleep")] * 4 + [("unknown", "surgery", "work")] * 5)
    assert [masked(number) for number in (0, 1, 4, 5, 12)] == ["0", "<5", "<5", "5", "12"]
    rows = counts.rows("demo")
    lines = {bar.title: (bar.shown, bar.share) for bar in by_topic(rows, "unknown", lambda row: row.theme)}
    assert lines == {"work": ("5", 1.0), "sleep": ("<5", 0.0)}
    assert ",sleep,unknown,<5" in as_csv(rows) and ",sleep,unknown,4" not in as_csv(rows)


def test_a_total_does_not_give_a_small_group_away(counts: Counts) -> None:
    counts.add(TODAY, "demo", [("unknown", "surgery", "sleep")] * 4 + [("unknown", "surgery", "work")] * 9)
    counts.add(TODAY, "demo", [("refer", "birth", "")] * 2 + [("card_shown", "birth", "")] * 7)
    counts.add(TODAY, "demo", [("clear_yes", "birth", "")] * 3 + [("clear_yes", "surgery", "")] * 4)
    totals = {bar.title: bar.shown for bar in by_event(counts.rows("demo"))}
    assert totals["Wist het niet"] == "9 of meer"
    assert totals["Verwezen naar een zorgverlener"] == "<5"
    assert totals["Gesprek was duidelijk"] == "5 of meer"
    assert (totals["Kaart getoond"], totals["Crisisbericht"]) == ("7", "0")


def test_old_counts_are_forgotten(counts: Counts) -> None:
    counts.add(TODAY - timedelta(days=800), "", [("started", "", "")])
    counts.add(TODAY, "", [("started", "", "")])
    counts.forget_before(TODAY - timedelta(days=730))
    assert [row.day for row in counts.rows()] == [TODAY]
    assert counts.rows(since=TODAY + timedelta(days=1)) == []


def test_counts_are_still_there_after_a_restart(counts: Counts, url: str, tmp_path: Path) -> None:
    counts.add(TODAY, "demo", [("started", "surgery", "")] * 3)
    again = open_counts(settings(tmp_path, url=url))
    assert again is not None
    again.add(TODAY, "demo", [("started", "surgery", "")] * 3)
    assert [row.number for row in again.rows("demo")] == [6]
    again.close()


def settings(tmp_path: Path, switch: str = "on", url: str = "") -> Any:
    return SimpleNamespace(counts=switch, counts_url=SecretStr(url), counts_days=730, build=tmp_path)


def test_off_switch(tmp_path: Path) -> None:
    assert open_counts(settings(tmp_path, "off")) is None
    assert not list(tmp_path.iterdir())
    count(service(None), "demo", STATE, (), "start")


def test_sqlite_by_default(tmp_path: Path) -> None:
    made = open_counts(settings(tmp_path))
    assert made is not None and (tmp_path / "counts.sqlite3").exists()
    made.close()


@pytest.mark.database
def test_a_server_that_comes_back_is_used_again(
    postgres: str, postgres_server: Postgres, tmp_path: Path, caplog: Any
) -> None:
    made = open_counts(settings(tmp_path, url=postgres.replace("postgresql:", "postgres:")))
    count(service(made), "demo", STATE, (), "start")
    postgres_server.stop()
    postgres_server.start()
    count(service(made), "demo", STATE, (), "start")
    assert "not counted" not in caplog.text
    postgres_server.stop()
    try:
        count(service(made), "demo", STATE, (), "start")
        assert "not counted: OperationalError" in caplog.text
        started = time.monotonic()
        assert open_counts(settings(tmp_path, url=postgres)) is None
        assert time.monotonic() - started < 10
    finally:
        postgres_server.start()
    count(service(made), "demo", STATE, (), "start")
    assert made is not None and [row.number for row in made.rows("demo")] == [3]
    made.close()
    assert PASSWORD not in caplog.text


@pytest.mark.database
def test_a_wrong_password_stops_nothing_and_is_not_told(postgres: str, tmp_path: Path, caplog: Any) -> None:
    assert open_counts(settings(tmp_path, url=postgres.replace(PASSWORD, "geheim-maar-fout"))) is None
    assert "OperationalError" in caplog.text and "geheim" not in caplog.text


def test_a_broken_database_stops_nothing_and_tells_no_password(tmp_path: Path, caplog: Any) -> None:
    url = f"sqlite:///{tmp_path}/bestaat/niet/geheim.sqlite3"
    assert open_counts(settings(tmp_path, url=url)) is None
    assert "OperationalError" in caplog.text and "geheim" not in caplog.text


def test_counting_never_breaks_a_turn(caplog: Any) -> None:
    class Broken:
        def add(self, *_: object) -> None:
            raise RuntimeError("met een zin van de patiënt")

    count(service(Broken()), "demo", STATE, (), "start")
    assert "RuntimeError" in caplog.text and "patiënt" not in caplog.text
