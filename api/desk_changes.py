"""What changed since a signature, as an editor reads it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["same", "gone", "now", "gap"]
_KINDS: dict[str, Kind] = {" ": "same", "-": "gone", "+": "now", "@": "gap"}
# a line of the signed form: JSON, one field or one line of text each
_LINE = re.compile(r'^\s*(?:"(?P<field>\w+)": )?(?P<value>.*?),?$')
_FIELDS = {
    "title": "Titel", "link": "Waarom nu", "step": "Kleine stap", "text": "Tekst", "caution": "Let op",
    "questions": "Vragen", "sources": "Bronnen", "moments": "Momenten", "themes": "Thema's", "audience": "Voor wie",
    "phase": "Voor of na", "kind": "Soort", "checked_on": "Bekeken op", "organisation": "Organisatie",
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One line: the same, gone, or now there; a gap is where lines without a change were left out."""

    kind: Kind
    text: str


def readable(lines: Iterable[str]) -> list[Change]:
    """The lines of a unified diff of two signed forms, without the marks of JSON."""
    body = [line for line in lines if not line.startswith(("--- ", "+++ "))]
    made = [Change(_KINDS[line[0]], "" if line[0] == "@" else _plain(line[1:])) for line in body if line]
    return [change for change in made if change.text or change.kind == "gap"]


def _plain(line: str) -> str:
    found = _LINE.match(line)
    field, value = (found["field"], found["value"]) if found else (None, line)
    value = value.strip("[]{}") if value in ("[", "]", "{", "}", "[]", "{}") else value
    words = value[1:-1].replace('\\"', '"') if value.startswith('"') and value.endswith('"') else value
    return f"{_FIELDS.get(field, field)}: {words}" if field else words
