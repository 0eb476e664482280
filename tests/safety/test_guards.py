from __future__ import annotations

import pytest

from safety import Detector
from safety.compile import load

QUIET = [t for v in load("guards")["vetoes"] for t in v.get("negative", [])] + [
    "ik denk niet aan zelfmoord",
    "nee hoor, ik zou mezelf nooit iets aandoen",
    "mijn tante heeft zelfmoord gepleegd toen ik klein was",
    "zeventien jaar geleden heb ik mezelf gesneden",
    "ik lees een thriller over een moord",
    "ik ben als de dood voor spinnen",
    "wij zijn nabestaanden na zelfdoding",
    "mijn man slaat mij nooit",
    "umieram ze śmiechu",
    "умирам от смях",
]
LOUD = [
    ("mijn broer heeft zelfmoord gepleegd en ik wil ook dood", "suicide"),
    ("tien jaar geleden sneed ik mezelf en sinds gisteren weer", "self_harm"),
    ("ik ga dood van de pijn en ik wil niet meer leven", "suicide"),
    ("vroeger sloeg hij me en gisteren weer", "violence"),
    ("ik kan niet meer, ik maak er een einde aan", "suicide"),
    ("ik weet niet meer hoe het moet, ik wil dood", "suicide"),
]


@pytest.mark.parametrize("text", QUIET)
def test_guard_silences(detector: Detector, text: str) -> None:
    assert detector.read(text).hits == ()


@pytest.mark.parametrize(("text", "category"), LOUD)
def test_guard_does_not_hide_present_danger(detector: Detector, text: str, category: str) -> None:
    assert category in {h.id for h in detector.read(text).hits}
