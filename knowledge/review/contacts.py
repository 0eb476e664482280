"""Phone numbers that a patient reads and that nobody watches."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from knowledge.contacts import Listed
from knowledge.errors import Problem
from knowledge.readability import Unit

_NUMBER = re.compile(r"(?<![\w-])0\d{2,3}[- ]?\d{4,7}(?![\w-])|(?<![\w-])0\d{9}(?!\d)")


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
