from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

import safety
from safety import Detector, Hit
from safety.detector import CATEGORIES, URGENCIES

RUNTIME = ("__init__", "concepts", "detector", "matcher", "meanings", "normalise", "second_opinion")


def test_most_urgent_first(detector: Detector) -> None:
    hits = detector.read("ik ben gestopt met mijn lithium en ik wil dood").hits
    assert hits[0].id == "suicide"
    assert "medication_stop" in {h.id for h in hits}
    assert [URGENCIES.index(h.urgency) for h in hits] == sorted(URGENCIES.index(h.urgency) for h in hits)


def test_hits_carry_contract_labels(detector: Detector) -> None:
    for hit in detector.read("ik wil dood en mijn man slaat me en ik hoor stemmen").hits:
        assert isinstance(hit, Hit)
        assert hit.id in CATEGORIES
        assert hit.rule


@pytest.mark.parametrize("text", ["", " ", "\n", "?", "\u0000", "😀😀", "\u202e", "١٢٣"])
def test_empty_and_odd_texts(detector: Detector, text: str) -> None:
    assert detector.read(text).hits == ()


def test_needs_only_the_standard_library() -> None:
    room = Path(safety.__file__).parent
    for name in RUNTIME:
        for node in ast.walk(ast.parse((room / f"{name}.py").read_text(encoding="utf-8"))):
            modules = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                modules = [node.module or ""]
            for module in modules:
                top = module.split(".")[0]
                assert top == "safety" or top in sys.stdlib_module_names, f"{name} imports {module}"
                assert module not in {"safety.compile", "safety.train", "safety.grammar"}


def test_language_hint_hides_nothing(detector: Detector) -> None:
    assert detector.read("I want to die", language="nl").hits[0].id == "suicide"


@pytest.mark.parametrize(
    "said",
    [
        "ik wil dood", "ik wil niet meer leven", "ik maak er een einde aan", "I want to kill myself", "ich will sterben",
        "je veux mourir", "quiero matarme", "kendimi öldürmek istiyorum", "chcę umrzeć", "أريد أن أموت",
        "хочу померти", "vreau să mor", "искам да умра",
        "ik heb pijn op de borst en zweet", "mijn man slaat mij", "ik heb te veel pillen geslikt", "ik sla mijn kind",
    ],
)  # fmt: skip
@pytest.mark.parametrize("joint", [" ", ". ", ", "])
def test_plain_danger_does_not_drown_in_a_long_message(detector: Detector, said: str, joint: str) -> None:
    talk = (
        "ik wacht al acht maanden op een intake en zou graag weten wat ik zelf kan doen tegen het piekeren en het slechte slapen "
        "ik loop elke dag een rondje met de hond en eet redelijk gezond maar overdag ben ik vaak moe en heb ik weinig zin om "
        "dingen te doen met vrienden of familie in de buurt van mijn huis"
    )
    assert not detector.read(joint.join([talk, talk])).hits
    assert detector.read(joint.join([talk, talk, said, talk])).hits
