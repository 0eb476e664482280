"""Thresholds and the readings that reports count."""

import pytest

from evaluation.baselines import keywords
from evaluation.calibrate import thresholds
from evaluation.sets import Message
from evaluation.understanding import Reading, reading, score


def test_sure_lets_at_most_three_in_a_hundred_through():
    asked = [0.2 + 0.008 * i for i in range(100)]
    sure, half = thresholds(asked, [0.9, 0.8, 0.7, 0.6, 0.5], messages=100)
    assert half == pytest.approx(0.21, abs=0.01)
    assert sum(value >= sure for value in (0.9, 0.8, 0.7, 0.6, 0.5)) == 3


def test_sure_is_never_below_half():
    sure, half = thresholds([0.5] * 50, [0.1], messages=100)
    assert sure == half == 0.5


def test_score_forgives_arguable_labels_but_not_wrong_ones():
    message = Message("x", frozenset({"surgery"}), frozenset(), "report", "nl", "plain", frozenset({"diagnosis"}))
    arguable = Reading(frozenset({"surgery", "diagnosis"}), frozenset(), "report")
    wrong = Reading(frozenset({"surgery", "birth"}), frozenset({"sleep"}), "report")
    assert score([message], [arguable])["exact"]["share"] == 1.0
    found = score([message], [wrong])
    assert found["exact"]["share"] == 0.0 and found["moments"]["birth"]["precision"] == 0.0


def test_score_counts_messages_without_moment_apart():
    none = Message("hoi", frozenset(), frozenset(), "smalltalk", "nl", "short")
    kept = Reading(frozenset(), frozenset(), "smalltalk")
    lost = Reading(frozenset({"birth"}), frozenset(), "smalltalk")
    assert score([none, none], [kept, lost])["none_kept"]["share"] == 0.5


def test_reading_takes_the_service_at_its_word():
    answer = {
        "moments": [{"id": "surgery", "confidence": 0.9}],
        "themes": [],
        "act": {"id": "report", "confidence": 0.8},
    }
    assert reading(answer) == Reading(frozenset({"surgery"}), frozenset(), "report", 0.8, {"surgery": 0.9})


def test_the_keyword_baseline_knows_the_obvious():
    found = keywords(["Mag ik roken voor mijn operatie?"])[0]
    assert found.moments == {"surgery"} and "smoking" in found.themes and found.act == "ask_lifestyle"
