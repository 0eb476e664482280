"""A phone number that was not checked for half a year stops the check."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from knowledge.__main__ import main
from knowledge.contacts import load_contacts, stale
from knowledge.errors import ContentError
from knowledge.library import Library
from knowledge.readability import units
from knowledge.review import unlisted
from tests.knowledge.conftest import Content

CHECKED = date(2026, 11, 22)


@pytest.fixture
def contacts(tmp_path: Path) -> Path:
    file = tmp_path / "content" / "contacts.yml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(
        '# lines\n- {id: stoplijn, name: Stoplijn, phone: "0800-1995", checked_on: 2026-11-22}\n', encoding="utf-8"
    )
    return file


def test_stale_phone_number_is_named(contacts: Path) -> None:
    listed = load_contacts(contacts)
    assert list(stale(listed, CHECKED + timedelta(180))) == []
    (problem,) = stale(listed, CHECKED + timedelta(181))
    assert str(problem) == (
        f"{contacts}:2: 0800-1995 is 181 dagen geleden bekeken (2026-11-22), langer dan 180"
        " -> bel of open 'Stoplijn', en zet checked_on op de dag van vandaag"
    )


def test_a_check_on_a_day_yet_to_come_is_no_check(contacts: Path) -> None:
    (problem,) = stale(load_contacts(contacts), CHECKED - timedelta(1))
    assert "toekomst" in problem.reason


def test_a_contact_nobody_can_reach_is_refused(contacts: Path) -> None:
    contacts.write_text("- {id: x, name: Iemand, checked_on: 2026-11-22}\n", encoding="utf-8")
    with pytest.raises(ContentError, match="needs a phone number or an address"):
        load_contacts(contacts)


def test_a_number_in_a_card_that_no_one_watches(content: Content, contacts: Path) -> None:
    content.edit("Vertel het uw huisarts.", "Bel 0800-2000.")
    (problem,) = unlisted(units(content.library()), load_contacts(contacts))
    assert problem.file == content.card
    assert problem.reason == "nummer 0800-2000 staat niet in contacts.yml, dus niemand bewaakt het"


def test_shipped_numbers_are_all_watched(shipped: Library) -> None:
    listed = load_contacts()
    assert {"112", "113"} <= {one.contact.phone for one in listed}
    assert list(unlisted(units(shipped), listed)) == []


def test_the_check_command_stops_at_a_stale_number(
    content: Content, contacts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contacts.write_text(contacts.read_text(encoding="utf-8").replace("2026-11-22", "2020-01-01"), encoding="utf-8")
    assert main(["check", "--content", str(content.root)]) == 1
    assert "0800-1995 is" in capsys.readouterr().err
