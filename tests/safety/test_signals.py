from __future__ import annotations

import pytest

from safety import Detector, Reading
from safety.compile import load

SIGNALS = load("signals")["signals"]


@pytest.mark.parametrize(("signal", "text"), [(s["id"], t) for s in SIGNALS for t in s["positive"]])
def test_signal_example_is_seen(detector: Detector, signal: str, text: str) -> None:
    assert signal in detector.read(text).signals


@pytest.mark.parametrize(("signal", "text"), [(s["id"], t) for s in SIGNALS for t in s["negative"]])
def test_signal_stays_quiet(detector: Detector, signal: str, text: str) -> None:
    assert signal not in detector.read(text).signals


def test_stopping_after_heavy_drinking(detector: Detector) -> None:
    first = detector.read("over een maand word ik geopereerd en ik drink elke avond anderhalve fles wijn")
    assert first.hits == ()
    assert "heavy_drinking" in first.signals
    second = detector.read("ik ben gisteren van het ene op het andere moment gestopt", earlier=first.signals)
    assert [h.id for h in second.hits] == ["alcohol_withdrawal"]
    assert detector.read("ik ben gisteren van het ene op het andere moment gestopt").hits == ()


def test_shaking_after_stopping(detector: Detector) -> None:
    earlier = frozenset({"heavy_drinking", "stopped_drinking"})
    assert [h.id for h in detector.read("mijn handen trillen zo", earlier=earlier).hits] == ["alcohol_withdrawal"]
    assert detector.read("mijn handen trillen zo").hits == ()


def test_sleepless_and_elated_over_two_messages(detector: Detector) -> None:
    first = detector.read("ik slaap al vijf nachten niet")
    assert "psychosis_mania" in {h.id for h in detector.read("ik voel me geweldig", earlier=first.signals).hits}


def test_signals_alone_raise_nothing_again(detector: Detector) -> None:
    earlier = frozenset({"few_nights_sleep", "elated", "heavy_drinking", "stopped_drinking"})
    assert detector.read("de huisarts is gebeld", earlier=earlier).hits == ()


def test_calf_after_an_operation(detector: Detector) -> None:
    assert "emergency" in {h.id for h in detector.read("mijn kuit is dik en warm en doet pijn").hits}


def test_reading_holds_no_text(detector: Detector) -> None:
    reading = detector.read("mijn geheim is dat ik dood wil en Zwaluwstraat heet")
    assert isinstance(reading, Reading)
    assert "zwaluw" not in repr(reading).lower()
