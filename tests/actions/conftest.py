"""The library, read once."""

from __future__ import annotations

import pytest

from actions.shelf import Shelf
from knowledge.library import Library
from tests.actions.given import shelf_of


@pytest.fixture(scope="session")
def library() -> Library:
    return Library.load()


@pytest.fixture(scope="session")
def shelf(library: Library) -> Shelf:
    return shelf_of(library)
