from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from knowledge.contacts import load_contacts
from knowledge.crisis import stale
from knowledge.models import Contact

FILE = Path(__file__).parents[2] / "knowledge" / "content" / "contacts.yml"
CONTACTS = load_contacts(FILE)


def test_shipped_contacts_are_fresh() -> None:
    assert stale(CONTACTS, date.today()) == []


@pytest.mark.parametrize(("days", "caught"), [(0, False), (180, False), (181, True)])
def test_stale_contact_is_caught(days: int, caught: bool) -> None:
    today = date(2027, 6, 1)
    contact = Contact(id="112", name="112", phone="112", checked_on=today - timedelta(days=days))
    assert bool(stale([contact], today)) is caught


def test_no_old_numbers() -> None:
    assert not re.search(r"0900-?0113", FILE.read_text(encoding="utf-8").split("\n", 3)[3])
    for file in FILE.parent.glob("*/crisis.yml"):
        assert not re.search(r"0900-?0113|113 kost", file.read_text(encoding="utf-8"))


def test_ids_are_unique_and_the_main_routes_are_there() -> None:
    ids = [c.id for c in CONTACTS]
    assert len(set(ids)) == len(ids)
    assert {"112", "113", "veilig-thuis", "huisarts"} <= set(ids)
