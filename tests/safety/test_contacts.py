from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from knowledge.contacts import load_contacts, stale

FILE = Path(__file__).parents[2] / "knowledge" / "content" / "contacts.yml"
LISTED = load_contacts(FILE)


def test_shipped_contacts_are_fresh() -> None:
    assert list(stale(LISTED, date.today())) == []


def test_no_old_numbers() -> None:
    assert not re.search(r"0900-?0113", FILE.read_text(encoding="utf-8").split("\n", 3)[3])
    for file in FILE.parent.glob("*/crisis.yml"):
        assert not re.search(r"0900-?0113|113 kost", file.read_text(encoding="utf-8"))


def test_ids_are_unique_and_the_main_routes_are_there() -> None:
    ids = [one.contact.id for one in LISTED]
    assert len(set(ids)) == len(ids)
    assert {"112", "113", "veilig-thuis", "huisarts"} <= set(ids)
