"""Rasa's plain pipeline with DIET beside ours, on the same part of the data: `python -m evaluation.diet` keeps the figures.

It takes minutes, so `make evaluate` reads `report/diet.json` instead of training it again. DIET gives one label for
each message; here that is the act joined with the moments ("report+surgery"), Rasa's way of having several intents.
Themes are left out: with them nearly every example would have a label of its own.

What costs time is the transformer over messages padded to the longest of their batch (without it an epoch is ten times
as fast; fewer n-grams did not help), so it is half as wide here as Rasa's default, and both learn from one line in `SHARE`.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
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
SHARE, SEED = 3, 20261122
PATIENCE = 3600  # seconds
Block = dict[str, Any]


def label(example: Example) -> str:
    """Act and moments as one label."""
    return "+".join([example.act, *sorted(example.moments)])


def reading(answer: Mapping[str, Any]) -> Reading:
    """What DIET said: its label taken apart again."""
    act, *moments = (answer["intent"]["name"] or "").split("+")
    return Reading(frozenset(moments), frozenset(), act)


def own_reading(answer: Mapping[str, Any]) -> Reading:
    """What our classifier said, without what the service adds for other languages."""
    found = {
        kind: frozenset(e["value"] for e in answer["entities"] if e["entity"] == kind) for kind in ("moment", "theme")
    }
    return Reading(found["moment"], found["theme"], answer["intent"]["name"] or "")


def blocks(examples: Sequence[Example]) -> list[Block]:
    """Training data for DIET: one block for each label."""
    texts: dict[str, list[str]] = {}
    for example in examples:
        texts.setdefault(label(example), []).append(example.text)
    return [{"intent": name, "examples": _listed(found)} for name, found in sorted(texts.items())]


def own_blocks(examples: Sequence[Example]) -> list[Block]:
    """Training data for our classifier: moments and themes stand in the metadata."""
    texts: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for example in examples:
        texts.setdefault((example.act, example.moments, example.themes), []).append(example.text)
    return [
        {"intent": act, "metadata": {"moments": list(moments), "themes": list(themes)}, "examples": _listed(found)}
        for (act, moments, themes), found in sorted(texts.items())
    ]


def train(config: Path, data: Sequence[Block], folder: Path) -> Path:
    """Train a pipeline; the path of the model. Raises RasaSideError with the end of what Rasa said."""
    nlu = folder / f"{config.stem}-nlu.yml"
    nlu.write_text(
        yaml.safe_dump({"version": "3.1", "nlu": list(data)}, allow_unicode=True, width=10_000), encoding="utf-8"
    )
    command = [
        str(Settings().bot_python), "-m", "rasa", "train", "nlu", "--config", str(config), "--nlu", str(nlu),
        "--out", str(folder), "--fixed-model-name", config.stem,
    ]  # fmt: skip
    done = subprocess.run(  # noqa: S603 - our own files
        command, cwd=ROOT, env={**os.environ, **QUIET}, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    model = folder / f"{config.stem}.tar.gz"
    if done.returncode or not model.exists():
        raise RasaSideError(f"training with {config.name}: exit code {done.returncode}\n{done.stderr[-2000:]}")
    return model


def measure() -> dict[str, Any]:
    """Train both on the same lines, score both on both sets; the settings stand beside the figures."""
    every = list(training())
    part = random.Random(SEED).sample(every, len(every) // SHARE)  # noqa: S311 - a sample, not secrets
    pipeline = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))["pipeline"]
    result: dict[str, Any] = {
        "examples": len(part),
        "of": len(every),
        "seed": SEED,
        "labels": len({label(example) for example in part}),
        "epochs": pipeline[-1]["epochs"],
        "pipeline": pipeline,
    }
    result |= _scored(CONFIG, blocks(part), reading)
    result["ours"] = _scored(ROOT / "config.yml", own_blocks(part), own_reading)
    return result


def _scored(config: Path, data: Sequence[Block], read: Callable[[Mapping[str, Any]], Reading]) -> dict[str, Any]:
    """Seconds of training, and the figures on each set."""
    with tempfile.TemporaryDirectory() as place:
        started = time.monotonic()
        model = train(config, data, Path(place))
        result: dict[str, Any] = {"seconds": round(time.monotonic() - started)}
        for name, where in FOLDERS.items():
            found = messages(where)
            parsed = run(["parse", str(model)], [message.text for message in found])
            scored = score(found, [read(answer) for answer in parsed])
            result[name] = {figure: scored[figure] for figure in ("n", "exact", "macro_f1", "none_kept", "act")}
    return result


def _listed(texts: Sequence[str]) -> str:
    return "".join(f"- {text}\n" for text in texts)


def main() -> None:
    """Write the figures."""
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(measure(), indent=1) + "\n", encoding="utf-8")
    print(RESULT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
