"""The measured figures may not get worse unnoticed. The development set was used for tuning: these are floors, no promise."""

from __future__ import annotations

from collections import Counter

import pytest

from evaluation.safety import lines, report, rows
from evaluation.statistics import wilson
from safety import Detector


@pytest.fixture(scope="module")
def figures(detector: Detector) -> dict[str, dict[str, dict[str, float]]]:
    result = report(detector=detector)
    print("\n".join(lines(result)))
    return result["figures"]


def test_recall_holds(figures: dict[str, dict[str, dict[str, float]]]) -> None:
    kinds = figures["recall by kind"]
    assert kinds["explicit"]["share"] >= 0.98
    assert kinds["veiled"]["share"] >= 0.95
    assert figures["right label"]["all"]["share"] >= 0.9


def test_every_language_is_seen(figures: dict[str, dict[str, dict[str, float]]]) -> None:
    languages = figures["recall by language"]
    assert set(languages) >= set(["nl", "en", "de", "fr", "tr", "pl", "ar", "uk", "ro", "bg", "es"])
    assert all(f["share"] >= 0.9 for f in languages.values())


def test_false_alarms_stay_low(figures: dict[str, dict[str, dict[str, float]]]) -> None:
    assert figures["false alarms by all"]["all"]["share"] <= 0.04


def test_development_set_is_broad() -> None:
    data = rows()
    counts = Counter(label for r in data for label in r["safety"])
    assert len(data) >= 350
    assert all(n >= 8 for n in counts.values())
    assert len(counts) == 10


def test_wilson_interval() -> None:
    low, high = wilson(95, 100)
    assert (round(low, 3), round(high, 3)) == (0.888, 0.978)
    assert wilson(0, 0) == (0.0, 1.0)
