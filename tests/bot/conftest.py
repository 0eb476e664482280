"""Rasa's environment for tests: one process for all of them, in a small house that they may break."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from api.engine import QUIET
from api.settings import Settings
from tests.conftest import ROOT

SCRIPT = Path(__file__).with_name("engine_room.py")
MEDICINES = "knowledge/content/nl/medicines"
# a few lines for each act that the rules name: enough to train and to validate
LINES = {
    "report": ["ik word geopereerd aan mijn knie", "ik krijg een nieuwe heup", "mijn bloeddruk was te hoog"],
    "ask_lifestyle": ["mag ik roken", "hoeveel moet ik bewegen"],
    "ask_questions": ["welke vragen kan ik stellen", "wat moet ik vragen"],
    "ask_medical": ["mag ik stoppen met de pillen", "is dit gevaarlijk"],
    "ask_local": ["is er iets in de buurt", "waar kan ik sporten in utrecht"],
    "ask_motivation": ["hoe houd ik het vol", "het lukt me niet"],
    "ask_bot": ["ben jij een robot", "wie ben jij"],
    "smalltalk": ["hoi", "goedemorgen"],
    "affirm": ["ja", "graag"],
    "deny": ["nee", "liever niet"],
    "restart": ["opnieuw beginnen", "begin maar opnieuw"],
    "goodbye": ["doei", "tot ziens"],
    "thanks": ["dank je", "bedankt"],
    "out_of_scope": ["wie won de voetbalwedstrijd", "wat kost een fiets"],
}


class EngineRoomError(AssertionError):
    """What was raised in Rasa's environment."""


@dataclass
class EngineRoom:
    """The process; `house` is the folder it works in."""

    house: Path
    process: subprocess.Popen[str]
    said: str = ""

    def ask(self, do: str, **arguments: Any) -> Any:
        """Call a method of `engine_room.Room`; raises EngineRoomError with what it raised."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps({"do": do, "with": arguments}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, f"Rasa's environment ended with code {self.process.wait(10)}"
        answer = json.loads(line)
        self.said = answer["said"]
        if "error" in answer:
            raise EngineRoomError(answer["error"])
        return answer["result"]

    def entities(self, modules: list[str], text: str) -> list[tuple[str, str, str]]:
        """(entity, value, the words it was read from), in the order of the pipeline."""
        (found,) = self.ask("read", modules=modules, texts=[text])
        return [(e["entity"], e["value"], text[e["start"] : e["end"]]) for e in found["entities"] or []]


def write_lines(house: Path, lines: dict[str, list[str]]) -> None:
    """The training data of a house."""
    blocks = [{"intent": act, "examples": "".join(f"- {text}\n" for text in texts)} for act, texts in lines.items()]
    file = house / "data" / "nlu" / "lines.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(yaml.safe_dump({"version": "3.1", "nlu": blocks}), encoding="utf-8")


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EngineRoom]:
    """Rasa's environment with our components, rules and lists, and little training data."""
    python = Settings().bot_python
    if not python.exists():
        pytest.skip("Rasa's environment is not there: `make test` makes it")
    house = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / "bot", house / "bot", ignore=shutil.ignore_patterns(".venv", "__pycache__"))
    shutil.copytree(ROOT / MEDICINES, house / MEDICINES)
    shutil.copy(ROOT / "config.yml", house)
    write_lines(house, LINES)
    shutil.copy(ROOT / "data" / "concepts.yml", house / "data")
    environment = {**os.environ, **QUIET, "PYTHONPATH": str(house)}
    process = subprocess.Popen(
        [str(python), str(SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        cwd=house, env=environment, text=True,
    )  # fmt: skip
    try:
        yield EngineRoom(house, process)
    finally:
        assert process.stdin and process.stdout
        process.stdin.close()
        process.wait(30)
        process.stdout.close()
