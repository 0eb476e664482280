"""What runs in Rasa's environment, asked for from ours: a process of its own, JSON in and out, with a cache."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from api.engine import QUIET
from api.settings import Settings
from api.understanding import Reader, Understanding
from evaluation.sets import ROOT
from language import LanguageDetector, Lexicon


class RasaSideError(Exception):
    """The process in Rasa's environment failed; the message holds the end of what it said."""


def run(arguments: Sequence[str], task: object, timeout: float = 1800) -> Any:
    """Run `evaluation.offline` in Rasa's environment; raises RasaSideError when it fails."""
    command = [str(Settings().bot_python), "-m", "evaluation.offline", *arguments]
    done = subprocess.run(  # noqa: S603 - our own script
        command,
        input=json.dumps(task, ensure_ascii=False),
        capture_output=True,
        text=True,
        timeout=timeout,
        cwd=ROOT,
        env={**os.environ, **QUIET, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    if done.returncode:
        raise RasaSideError(f"{' '.join(arguments)}: exit code {done.returncode}\n{done.stderr[-2000:]}")
    return json.loads(done.stdout)


def readings(texts: Sequence[str], build: Path | None = None) -> list[Understanding]:
    """What the trained bot understands of each text, as the service does; parsed once for each model and text."""
    build = build or Settings().build
    model = build / "models" / "leefstijlmoment.tar.gz"
    known = hashlib.sha256(model.read_bytes()).hexdigest()[:16]
    cache = build / "evaluation" / f"parsed-{known}.json"
    parsed: dict[str, Any] = json.loads(cache.read_text(encoding="utf-8")) if cache.exists() else {}
    asked = list(dict.fromkeys(text for text in texts if text not in parsed))
    if asked:
        parsed.update(zip(asked, run(["parse", str(model)], asked), strict=True))
        cache.parent.mkdir(parents=True, exist_ok=True)
        cache.write_text(json.dumps(parsed, ensure_ascii=False), encoding="utf-8")
    languages, lexicon = LanguageDetector.load(), Lexicon.load()
    answers = []
    for text in texts:
        language = languages.detect(text)
        answers.append(Reader.merge(language, parsed[text], lexicon.read(text, language.code)))
    return answers
