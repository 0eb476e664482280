"""Rasa's plain pipeline with DIET on the same data: `python -m evaluation.diet` trains it once and keeps the figures.

It takes minutes, so `make evaluate` reads `report/diet.json` instead of training it again. DIET gives one label for
each message; here that is the act joined with the moments ("report+surgery"), Rasa's way of having several intents.
Themes are left out: with them nearly every example would have a label of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import yaml

from api.engine import QUIET
from api.settings import Settings
from evaluation.rasa_side import RasaSideError, run
from evaluation.sets import FOLDERS, REPORT, ROOT, Example, messages, training
from evaluation.understanding import Reading, score

CONFIG = Path(__file__).with_name("diet_config.yml")
RESULT = REPORT / "diet.json"
PATIENCE = 5400  # seconds


def label(example: Example) -> str:
    """Act and moments as one label."""
    return "+".join([example.act, *sorted(example.moments)])


def reading(intent: str) -> Reading:
    """The label taken apart again."""
    act, *moments = intent.split("+")
    return Reading(frozenset(moments), frozenset(), act)


def train(folder: Path) -> Path:
    """Train on all examples; the path of the model."""
    blocks: dict[str, list[str]] = {}
    for example in training():
        blocks.setdefault(label(example), []).append(example.text)
    nlu = [{"intent": name, "examples": "".join(f"- {t}\n" for t in texts)} for name, texts in sorted(blocks.items())]
    data = folder / "nlu.yml"
    data.write_text(yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True, width=10_000), encoding="utf-8")
    command = [
        str(Settings().bot_python), "-m", "rasa", "train", "nlu", "--config", str(CONFIG), "--nlu", str(data),
        "--out", str(folder), "--fixed-model-name", "diet",
    ]  # fmt: skip
    done = subprocess.run(  # noqa: S603 - our own files
        command, cwd=ROOT, env={**os.environ, **QUIET}, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    model = folder / "diet.tar.gz"
    if done.returncode or not model.exists():
        raise RasaSideError(f"training DIET failed:\n{done.stderr[-2000:]}")
    return model


def measure() -> dict[str, Any]:
    """Train once, score both sets."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.monotonic()
        model = train(Path(folder))
        result: dict[str, Any] = {
            "seconds": round(time.monotonic() - started),
            "epochs": yaml.safe_load(CONFIG.read_text(encoding="utf-8"))["pipeline"][-1]["epochs"],
            "examples": sum(1 for _ in training()),
        }
        for name, where in FOLDERS.items():
            found = messages(where)
            parsed = run(["parse", str(model)], [message.text for message in found])
            scored = score(found, [reading(answer["intent"]["name"] or "") for answer in parsed])
            result[name] = {figure: scored[figure] for figure in ("n", "exact", "macro_f1", "none_kept", "act")}
    return result


def main() -> None:
    """Write the figures."""
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(measure(), indent=1) + "\n", encoding="utf-8")
    print(RESULT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
