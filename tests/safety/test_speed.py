from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safety import Detector

ORDINARY = (
    "ik wacht al acht maanden op een intake en zou graag weten wat ik zelf kan doen tegen het piekeren en het slechte slapen, "
    "ik loop elke dag een rondje met de hond en eet redelijk gezond, maar overdag ben ik vaak moe en heb ik weinig zin om "
    "dingen te doen met vrienden of familie in de buurt van mijn huis"
)
WORDS = [
    "ik",
    "wil",
    "niet",
    "meer",
    "dood",
    "leven",
    "man",
    "slaat",
    "mij",
    "pillen",
    "gestopt",
    "kind",
    "bloed",
    "12",
    "39.5",
    ".",
    ",",
    "zelfmoord",
    "أموت",
    "жити",
]
DETECTOR = Detector.load()
LIMIT = 0.05
"""Seconds within which any text is read."""


def spent(text: str) -> float:
    """The shortest of a few readings: other work on the machine must not fail this test."""
    best = 1.0
    for _ in range(5):
        start = time.perf_counter()
        DETECTOR.read(text)
        best = min(best, time.perf_counter() - start)
        if best < LIMIT / 5:
            break
    return best


def test_ordinary_message_is_read_in_about_a_millisecond() -> None:
    times = sorted(spent(ORDINARY[:300]) for _ in range(5))
    print(f"300 characters: {times[0] * 1000:.2f} ms")
    assert times[0] < 0.004  # a quiet machine needs under 1 ms


def test_time_grows_with_length_only() -> None:
    short, long = min(spent(ORDINARY) for _ in range(5)), min(spent(ORDINARY * 6) for _ in range(5))
    assert long < short * 6 * 2.5


def test_phrase_in_the_middle_of_a_long_message(detector: Detector) -> None:
    text = (ORDINARY + " ") * 3 + "en eerlijk gezegd wil ik niet meer leven. " + (ORDINARY + " ") * 3
    assert "suicide" in {h.id for h in detector.read(text[:2000]).hits}


@pytest.mark.parametrize(
    "text",
    [
        "ik wil niet meer leven " * 90,
        "dood " * 400,
        "a" * 2000,
        "ik " * 660,
        "ikwil" * 400,
        "1" * 2000,
        "a1" * 1000,
        ". " * 1000,
        "mijn man slaat mij niet " * 80,
        "!" * 2000,
        "e\u0301" * 1000,
        "j'" * 1000,
    ],
)
def test_repetitive_texts_do_not_stall(text: str) -> None:
    assert spent(text) < LIMIT


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=2000), st.lists(st.sampled_from(WORDS), max_size=400).map(" ".join)))
def test_no_text_raises_or_stalls(text: str) -> None:
    assert spent(text[:2000]) < LIMIT
