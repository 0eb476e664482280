from __future__ import annotations

import pytest

from safety import Detector


@pytest.fixture(scope="session")
def detector() -> Detector:
    return Detector.load()


@pytest.fixture(scope="session")
def rules_only() -> Detector:
    plain = Detector.load()
    plain._second = None
    return plain
