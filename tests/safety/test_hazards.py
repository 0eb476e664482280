from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from evaluation.hazards import STATUS, TARGET, Hazard, existing_tests, load, missing, render

HAZARDS = load()


def test_every_control_has_tests_that_exist() -> None:
    assert missing(HAZARDS, existing_tests()) == []


def test_a_test_that_is_gone_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "tests" / "room").mkdir(parents=True)
    (tmp_path / "tests" / "room" / "test_x.py").write_text("def test_here() -> None: ...\n", encoding="utf-8")
    assert existing_tests(tmp_path) == {"tests/room/test_x.py::test_here"}
    assert missing(HAZARDS, existing_tests(tmp_path))


def test_a_control_without_tests_is_refused() -> None:
    with pytest.raises(ValidationError):
        Hazard.model_validate(
            {
                "id": "H99",
                "hazard": "x",
                "cause": "x",
                "harm": "x",
                "left": "iets wat blijft",
                "controls": [{"control": "een maatregel zonder bewijs", "tests": []}],
            }
        )


def test_hazard_ids_are_unique() -> None:
    assert len({h.id for h in HAZARDS}) == len(HAZARDS)


def test_published_log_is_current_and_says_draft() -> None:
    text = TARGET.read_text(encoding="utf-8")
    assert text == render(HAZARDS), "run: python -m evaluation.hazards"
    assert STATUS in text
