"""How well single messages are understood: moments, themes, act, and how honest the confidence is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from evaluation.sets import Message
from evaluation.statistics import Counts, calibration, calibration_error, mean, wilson
from knowledge.models import Moment, Theme


@dataclass(frozen=True)
class Reading:
    """What some method makes of a message; `confidence` of each moment and theme it names."""

    moments: frozenset[str]
    themes: frozenset[str]
    act: str
    act_confidence: float = 1.0
    confidence: dict[str, float] = field(default_factory=dict)


def read_all(base: str, texts: Sequence[str]) -> list[Reading]:
    """What the running service says (`POST /v1/analyze`)."""
    answers = []
    with httpx.Client(base_url=base, timeout=30) as client:
        for text in texts:
            answer = client.post("/v1/analyze", json={"text": text})
            answer.raise_for_status()
            answers.append(reading(answer.json()))
    return answers


def reading(answer: dict[str, Any]) -> Reading:
    """From the service's JSON."""
    labels = {item["id"]: float(item["confidence"]) for item in [*answer["moments"], *answer["themes"]]}
    return Reading(
        frozenset(item["id"] for item in answer["moments"]),
        frozenset(item["id"] for item in answer["themes"]),
        answer["act"]["id"],
        float(answer["act"]["confidence"]),
        labels,
    )


def score(messages: Sequence[Message], readings: Sequence[Reading]) -> dict[str, Any]:
    """All figures for one set; shares stand beside their 95% interval."""
    moments = {m.value: Counts() for m in Moment}
    themes = {t.value: Counts() for t in Theme}
    total = Counts()
    exact, act, none = [], [], []
    for message, found in zip(messages, readings, strict=True):
        said = found.moments - (message.also_moments - message.moments)
        about = found.themes - (message.also_themes - message.themes)
        for name, counts in moments.items():
            counts.add(name in said, name in message.moments)
        for name, counts in themes.items():
            counts.add(name in about, name in message.themes)
            total.add(name in about, name in message.themes)
        exact.append(said == message.moments)
        act.append(found.act == message.act)
        if not message.moments:
            none.append(not said)
    return {
        "n": len(messages),
        "exact": share(exact),
        "macro_f1": mean(c.f1 for c in moments.values()),
        "none_kept": share(none),
        "theme_f1": total.f1,
        "act": share(act),
        "moments": {name: _row(counts) for name, counts in moments.items()},
        "themes": {name: _row(counts) for name, counts in themes.items()},
        "confusion": _confusion(messages, readings),
        "voices": _voices(messages, exact, act),
        "calibration": _calibration(messages, readings),
    }


def share(good: Sequence[bool]) -> dict[str, Any]:
    """A share with its interval."""
    return {"share": mean(map(float, good)), "interval": wilson(sum(good), len(good)), "n": len(good)}


def _row(counts: Counts) -> dict[str, Any]:
    return {
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
        "n": counts.right + counts.missed,
    }


def _confusion(messages: Sequence[Message], readings: Sequence[Reading]) -> list[tuple[str, str, int]]:
    """(true act, said act, how often), most frequent first."""
    pairs = Counter((message.act, found.act) for message, found in zip(messages, readings, strict=True))
    return [(true, said, count) for (true, said), count in pairs.most_common()]


def _voices(messages: Sequence[Message], exact: Sequence[bool], act: Sequence[bool]) -> dict[str, Any]:
    groups: dict[str, list[int]] = {}
    for index, message in enumerate(messages):
        groups.setdefault(message.voice or message.lang, []).append(index)
    return {
        voice: {"n": len(group), "exact": mean(exact[i] for i in group), "act": mean(act[i] for i in group)}
        for voice, group in sorted(groups.items(), key=lambda item: -len(item[1]))
    }


def _calibration(messages: Sequence[Message], readings: Sequence[Reading]) -> dict[str, Any]:
    acts = calibration(
        [found.act_confidence for found in readings],
        [found.act == message.act for message, found in zip(messages, readings, strict=True)],
    )
    said = [
        (confidence, name in message.moments | message.themes)
        for message, found in zip(messages, readings, strict=True)
        for name, confidence in found.confidence.items()
    ]
    labels = calibration([confidence for confidence, _ in said], [right for _, right in said])
    return {
        name: {"error": calibration_error(bins), "bins": [(b.confidence, b.right, b.n) for b in bins]}
        for name, bins in (("act", acts), ("labels", labels))
    }
