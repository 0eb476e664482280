"""Renders the hazard log: `python -m evaluation.hazards` writes docs/safety/hazard-log.md, each control linked to its tests."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "docs" / "safety" / "hazards.yml"
TARGET = ROOT / "docs" / "safety" / "hazard-log.md"
STATUS = "Concept, niet getekend door een zorgverlener."

TestId = Annotated[str, Field(pattern=r"^tests/[a-z_/]+\.py::\w+(::\w+)?$")]


class Control(BaseModel):
    """What keeps a hazard from doing harm, and the tests that prove it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    control: Annotated[str, Field(min_length=10)]
    tests: tuple[TestId, ...] = Field(min_length=1)


class Hazard(BaseModel):
    """Something that could go wrong for a person: cause, harm, and what is done about it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^H\d{2}$")]
    hazard: str
    cause: str
    harm: str
    controls: tuple[Control, ...] = Field(min_length=1)
    left: Annotated[str, Field(min_length=10)]
    """What remains after the controls, said openly."""


def load(file: Path = SOURCE) -> list[Hazard]:
    """All hazards. Raises pydantic.ValidationError naming the field that is wrong."""
    return [Hazard.model_validate(item) for item in yaml.safe_load(file.read_text(encoding="utf-8"))]


def existing_tests(root: Path = ROOT) -> set[str]:
    """Ids of all tests in the repository, read from the files without running them."""
    found: set[str] = set()
    for file in (root / "tests").rglob("test_*.py"):
        name = file.relative_to(root).as_posix()
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name.startswith("test_"):
                found.add(f"{name}::{node.name}")
            elif isinstance(node, ast.ClassDef):
                found |= {
                    f"{name}::{node.name}::{part.name}"
                    for part in node.body
                    if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef)) and part.name.startswith("test_")
                }
    return found


def missing(hazards: list[Hazard], known: set[str]) -> list[str]:
    """Test ids that the log names and that no longer exist."""
    return sorted({test for h in hazards for c in h.controls for test in c.tests} - known)


def render(hazards: list[Hazard]) -> str:
    """The hazard log as Markdown, in Dutch."""
    parts = [
        "# Gevarenlogboek",
        "",
        f"**{STATUS}**",
        "",
        "Gemaakt uit `docs/safety/hazards.yml`; pas dat bestand aan en niet dit.",
        "",
    ]
    parts += ["| Gevaar | Maatregelen | Tests |", "|---|---|---|"]
    parts += [
        f"| [{h.id}](#{h.id.lower()}) {h.hazard} | {len(h.controls)} | {sum(len(c.tests) for c in h.controls)} |"
        for h in hazards
    ]
    for h in hazards:
        parts += [
            "",
            f'## <a id="{h.id.lower()}"></a>{h.id} {h.hazard}',
            "",
            f"- **Oorzaak:** {h.cause}",
            f"- **Schade:** {h.harm}",
        ]
        for c in h.controls:
            links = ", ".join(f"[`{t.split('::', 1)[1]}`](../../{t.split('::', 1)[0]})" for t in c.tests)
            parts.append(f"- **Maatregel:** {c.control} Bewijs: {links}.")
        parts.append(f"- **Wat overblijft:** {h.left}")
    return "\n".join(parts) + "\n"


def main() -> None:
    """Writes the log."""
    TARGET.write_text(render(load()), encoding="utf-8")


if __name__ == "__main__":
    main()
