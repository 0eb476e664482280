"""Phone numbers and sites of help lines, all in one file, and whether their last check is recent enough."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge.errors import Problem
from knowledge.library import CONTENT
from knowledge.models import Contact
from knowledge.reader import Reader

FILE = CONTENT / "contacts.yml"
MAX_AGE = 180
"""For how many days a checked telephone number is trusted."""


@dataclass(frozen=True)
class Listed:
    """A contact and where it stands."""

    contact: Contact
    file: Path
    line: int


def load_contacts(file: Path = FILE) -> list[Listed]:
    """All contacts. Raises ContentError with every record that is not right; no file means no contacts."""
    if not file.exists():
        return []
    reader = Reader()
    found = [
        Listed(contact, file, document.line((index,))) for contact, document, index in reader.records(file, Contact)
    ]
    reader.finish()
    return found


def stale(contacts: Iterable[Listed], today: date) -> Iterator[Problem]:
    """A problem for each contact that was not checked in the last 180 days, or was checked on a day yet to come."""
    for listed in contacts:
        contact = listed.contact
        age = (today - contact.checked_on).days
        remedy = f"bel of open '{contact.name}', en zet checked_on op de dag van vandaag"
        number = contact.phone or str(contact.url)
        if age > MAX_AGE:
            reason = f"{number} is {age} dagen geleden bekeken ({contact.checked_on}), langer dan {MAX_AGE}"
            yield Problem(listed.file, listed.line, reason, remedy)
        elif age < 0:
            reason = f"{number}: checked_on {contact.checked_on} ligt in de toekomst"
            yield Problem(listed.file, listed.line, reason, remedy)
