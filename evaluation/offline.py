"""Runs in Rasa's environment: reads messages with the trained model, and trains the classifier's parts on less data.

`python -m evaluation.offline parse MODEL < lines.json`, `... measure < task.json`: JSON out (see `rasa_side.py`).
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import json
import os
import random
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SIZES = (0.05, 0.15, 0.4, 0.7, 1.0)
FOLDS, SEED = 5, 20261122
Examples = list[dict[str, Any]]


def parse(texts: list[str], model: str) -> list[dict[str, Any]]:
    """What the trained model says of each text."""
    agent = importlib.import_module("rasa.core.agent").Agent.load(model)

    async def read() -> list[dict[str, Any]]:
        return [await agent.parse_message(text) for text in texts]

    kept = ("intent", "entities", "label_scores")
    return [{name: found.get(name) for name in kept} for found in asyncio.run(read())]


class Classifier:
    """The features and classifiers of the bot's own component, without Rasa around them."""

    def __init__(self, examples: Examples) -> None:
        features = importlib.import_module("bot.components.features")
        linear = importlib.import_module("bot.components.linear")
        component = importlib.import_module("bot.components.message_classifier")
        settings = _settings()
        self._shape, self._scipy = features.shape, importlib.import_module("scipy.sparse")
        self._concepts = features.Concepts.load(ROOT / settings["concepts"], ROOT / settings["medicines"])
        self._content, self._form = linear.Vectoriser(*component.CONTENT), linear.Vectoriser(*component.FORM)
        texts = [example["text"] for example in examples]
        matrix = self._content.fit([self._concepts.annotate(text) for text in texts])
        form = self._form.fit([self._shape(text) for text in texts])
        strength = float(settings.get("C", component.MessageClassifier.get_default_config()["C"]))
        both = self._scipy.hstack([matrix, form], format="csr")
        head = linear.LinearHead
        self._thresholds = {kind: float(settings[f"{kind}_threshold"]) for kind in ("moment", "theme")}
        self._act = head.exclusive_labels(both, [example["act"] for example in examples], strength)
        self._labels = {
            "moment": head.one_vs_rest(matrix, [e["moments"] for e in examples], component.MOMENTS, strength),
            "theme": head.one_vs_rest(matrix, [e["themes"] for e in examples], component.THEMES, strength),
        }

    def read(self, text: str) -> dict[str, Any]:
        """Act, moments and themes of a message."""
        row = self._content.transform([self._concepts.annotate(text)])
        acts = self._act.scores(self._scipy.hstack([row, self._form.transform([self._shape(text)])], format="csr"))
        found: dict[str, Any] = {"act": max(acts, key=lambda name: acts[name])}
        for kind, head in self._labels.items():
            found[f"{kind}s"] = [n for n, score in head.scores(row).items() if score >= self._thresholds[kind]]
        return found


def measure(examples: Examples, texts: list[str]) -> dict[str, Any]:
    """Readings of `texts` after training on ever more examples, and of each example by a model that never saw it."""
    order = list(range(len(examples)))
    random.Random(SEED).shuffle(order)  # noqa: S311 - a shuffle, not secrets
    curve = []
    for size in SIZES:
        chosen = [examples[i] for i in order[: int(size * len(order))]]
        reader = Classifier(chosen)
        curve.append({"examples": len(chosen), "readings": [reader.read(text) for text in texts]})
    held_out: list[dict[str, Any]] = [{} for _ in examples]
    for fold in range(FOLDS):
        left_out = set(order[fold::FOLDS])
        reader = Classifier([e for i, e in enumerate(examples) if i not in left_out])
        for i in left_out:
            held_out[i] = reader.read(examples[i]["text"])
    return {"curve": curve, "held_out": held_out}


def _settings() -> dict[str, Any]:
    config = importlib.import_module("yaml").safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    name = "bot.components.message_classifier.MessageClassifier"
    return next(dict(step) for step in config["pipeline"] if step["name"] == name)


def main() -> int:
    """Answer on standard output; everything that Rasa prints goes to standard error."""
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    task = json.load(sys.stdin)
    with contextlib.redirect_stdout(sys.stderr):
        answer: Any = parse(task, sys.argv[2]) if sys.argv[1] == "parse" else measure(task["examples"], task["texts"])
    json.dump(answer, sys.stdout, ensure_ascii=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
