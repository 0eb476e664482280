"""Phone numbers and sites of help lines, and whether their last check is recent enough."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from knowledge.errors import ContentError, Problem
from knowledge.library import CONTENT
from knowledge.models import Contact
from knowledge.readability import Unit
from knowledge.source import Document

MAX_AGE = 180  # days
FILE = CONTENT / "contacts.yml"
_NUMBER = re.compile(r"(?<![\w-])0\d{2,3}[- ]?\d{4,7}(?![\w-])|(?<![\w-])0\d{9}(?!\d)")


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
    document = Document.parse(file, file.read_text(encoding="utf-8"))
    found: list[Listed] = []
    problems: list[Problem] = []
    if not isinstance(document.data, list):
        raise ContentError([Problem(file, 1, "not a list", "write one '- ' item per contact")])
    for index, item in enumerate(document.data):
        try:
            found.append(Listed(Contact.model_validate(item), file, document.line((index,))))
        except ValidationError as error:
            problems += document.problems(error, (index,))
    if problems:
        raise ContentError(problems)
    return found


def stale(contacts: list[Listed], today: date) -> Iterator[Problem]:
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


def unlisted(shown: Iterable[Unit], contacts: list[Listed]) -> Iterator[Problem]:
    """A problem for each phone number in a shown text that is no contact: nobody would watch its age."""
    listed = {_digits(one.contact.phone) for one in contacts if one.contact.phone}
    for unit in shown:
        for passage in unit.passages:
            for number in _NUMBER.findall(passage.text):
                if _digits(number) not in listed:
                    reason = f"nummer {number} staat niet in contacts.yml, dus niemand bewaakt het"
                    yield Problem(unit.file, unit.line_of(passage, number), reason, "zet het nummer in contacts.yml")


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)
