"""Loading and checking stay quick; counted in processor time, so that a busy machine does not matter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest

from knowledge.library import Library
from knowledge.readability import Findings
from tests.knowledge.generate import generate

LARGE = 5_000


def seconds(action: Callable[[], object]) -> float:
    """Processor seconds of an action."""
    start = process_time()
    action()
    return process_time() - start


def test_shipped_library_loads_and_checks_quickly(shipped: Library, capsys: pytest.CaptureFixture[str]) -> None:
    loading = seconds(Library.load)
    checking = seconds(lambda: Findings(shipped).hits)
    with capsys.disabled():
        print(f"\n{len(shipped.cards)} cards: loaded in {loading:.2f} s, checked in {checking:.2f} s")
    assert loading < 1.0
    assert checking < 20.0


def test_5000_cards_load_in_line_with_their_number(
    shipped: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    generate(tmp_path / "large", LARGE)
    generate(tmp_path / "small", LARGE // 10)
    small = seconds(lambda: Library.load(tmp_path / "small"))
    large = seconds(lambda: Library.load(tmp_path / "large"))
    library = Library.load(tmp_path / "large")
    with capsys.disabled():
        print(f"\n{LARGE} cards: loaded in {large:.2f} s, {LARGE // 10} in {small:.2f} s")
    assert len(library.cards) == LARGE
    assert len(library.examples) == LARGE
    assert large < 20 * small, "ten times the cards costs at most twice as much a card"
