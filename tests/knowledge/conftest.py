"""A small library on disk that a test can break in one place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.errors import ContentError, Problem
from knowledge.library import CONTENT, Library

BODY = """\
Veel mensen slapen slechter als ze op hulp wachten. Dat is logisch, want uw hoofd is druk.
Sta elke dag op dezelfde tijd op, ook na een slechte nacht. Ga daarna naar buiten, want daglicht maakt u wakker.

Ligt u lang te piekeren? Ga dan even uit bed en schrijf op wat u bezighoudt.
Duurt het langer dan 3 weken? Vertel het uw huisarts. Die kan met u meedenken over wat bij u past."""

CARD = f"""\
---
id: ggz-sleep-rhythm
moments: [ggz_waitlist]
themes: [sleep]
audience: []
phase: any
kind: do
title: Beter slapen terwijl u wacht
link: U wacht op hulp. Goed slapen maakt het wachten iets lichter.
step: Zet voor morgen één wekker.
ask: [q-ggz-sleep]
caution: null
medicines: []
sources:
  - {{title: Slecht slapen, organisation: Thuisarts, url: "https://www.thuisarts.nl/", checked_on: 2026-11-22}}
doubts: ["Het aantal weken verschilt per bron."]
---
{BODY}
"""


class Content:
    """A content folder. `edit` changes one card text; `problems` are what loading it says."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in ("moments.yml", "themes.yml", "roles.yml", "messages.yml", "glossary.yml"):
            self.write(name, (CONTENT / "nl" / name).read_text(encoding="utf-8"))
        self.write("questions/ggz_waitlist.yml", QUESTIONS)
        self.card = self.write("cards/ggz_waitlist/ggz-sleep-rhythm.md", CARD)

    def write(self, name: str, text: str) -> Path:
        """Write a file below the root."""
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def edit(self, old: str, new: str) -> None:
        """Replace one part of the card."""
        text = self.card.read_text(encoding="utf-8")
        assert text.count(old) == 1, old
        self.card.write_text(text.replace(old, new), encoding="utf-8")

    def library(self) -> Library:
        """The library as it now stands."""
        return Library.load(self.root)

    def problems(self) -> list[Problem]:
        """What is wrong with it."""
        with pytest.raises(ContentError) as caught:
            self.library()
        return caught.value.problems


QUESTIONS = """\
- {id: q-ggz-sleep, text: "Wat kan ik nu al doen om beter te slapen?", role: gp, moment: ggz_waitlist, themes: [sleep]}
"""


@pytest.fixture
def content(tmp_path: Path) -> Content:
    return Content(tmp_path / "content" / "nl")


@pytest.fixture(scope="session")
def shipped() -> Library:
    return Library.load()


@pytest.fixture
def line_of(content: Content) -> Callable[[str], int]:
    """The line of the card that holds a text."""

    def find(text: str) -> int:
        lines = content.card.read_text(encoding="utf-8").splitlines()
        return next(number for number, line in enumerate(lines, 1) if text in line)

    return find
