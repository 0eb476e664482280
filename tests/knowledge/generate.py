"""Writes a large library from a small one: for measuring speed, never for patients."""

from __future__ import annotations

from itertools import product
from pathlib import Path

from knowledge.library import CONTENT
from knowledge.models import Moment, Theme
from tests.knowledge.conftest import CARD

_OPENINGS = ("Veel mensen", "Sommige mensen", "Ouderen", "Jongeren", "Ouders", "Partners", "Mannen", "Vrouwen")


def generate(root: Path, cards: int, examples: int = 12) -> None:
    """A content folder with `cards` cards over all moments and themes, each with its own examples."""
    root.mkdir(parents=True)
    for name in ("moments.yml", "themes.yml", "roles.yml", "messages.yml"):
        (root / name).write_bytes((CONTENT / "nl" / name).read_bytes())
    (root / "questions").mkdir()
    (root / "questions" / "all.yml").write_text(
        '- {id: q-ggz-sleep, text: "Wat kan ik nu zelf doen?", role: gp, moment: ggz_waitlist, themes: [sleep]}\n',
        encoding="utf-8",
    )
    cells = list(product(Moment, Theme))
    lines: dict[str, list[str]] = {}
    for number in range(cards):
        moment, theme = cells[number % len(cells)]
        name = f"{moment.replace('_', '-')}-{theme.replace('_', '-')}-{number}"
        text = CARD.replace("ggz-sleep-rhythm", name).replace("[ggz_waitlist]", f"[{moment}]")
        opening = f"{_OPENINGS[number % len(_OPENINGS)]} met {number} vragen"
        text = text.replace("[sleep]", f"[{theme}]").replace("Veel mensen", opening)
        folder = root / "cards" / moment
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
        asked = "".join(f"  - wat helpt mij bij {theme} nummer {number} manier {n}\n" for n in range(examples))
        lines.setdefault(moment, []).append(f"{name}:\n{asked}")
    (root / "examples").mkdir()
    for moment, records in lines.items():
        (root / "examples" / f"{moment}.yml").write_text("".join(records), encoding="utf-8")
