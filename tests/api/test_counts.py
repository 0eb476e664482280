"""What is counted, and above all what is not."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from pydantic import SecretStr

from actions.message import Message, State
from api.counts import Counts, count, masked, open_counts
from api.desk_counts import as_csv, by_event, by_topic
from api.service import Service
from knowledge.models import Moment, Theme

TODAY = date.today()
STATE = State(moments=(Moment.SURGERY, Moment.DIAGNOSIS), themes=(Theme.SMOKING,))


@pytest.fixture
def counts(tmp_path: Path) -> Any:
    made = Counts(f"sqlite:///{tmp_path}/counts.sqlite3")
    yield made
    made.close()


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


def test_no_text_reaches_the_database(counts: Counts, tmp_path: Path) -> None:
    text = "mijn geheime zin over tante Truus"
    refer = Message(kind="refer", text=text, own_question=text, because=text)
    count(service(counts), "demo", STATE, (refer,))
    counts.close()
    assert b"Truus" not in (tmp_path / "counts.sqlite3").read_bytes()
    with sqlite3.connect(tmp_path / "counts.sqlite3") as database:
        columns = [row[1] for row in database.execute("pragma table_info(counts)")]
    database.close()
    assert columns == ["day", "organisation", "moment", "theme", "event", "number"]


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
    assert next(bar for bar in by_event(rows) if bar.title == "Crisisbericht").shown == "0"


def test_old_counts_are_forgotten(counts: Counts) -> None:
    counts.add(TODAY - timedelta(days=800), "", [("started", "", "")])
    counts.add(TODAY, "", [("started", "", "")])
    counts.forget_before(TODAY - timedelta(days=730))
    assert [row.day for row in counts.rows()] == [TODAY]


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
