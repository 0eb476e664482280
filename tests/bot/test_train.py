"""Training writes one complete model, or leaves the earlier one as it was."""

import tarfile
from pathlib import Path

import pytest

from tests.bot.conftest import LINES, EngineRoom, write_lines

SMALL = "bot/small_config.yml"


@pytest.fixture(scope="module")
def trained(room: EngineRoom) -> Path:
    """The model of the small house; the classifier needs every label, so its place is taken by the extractors alone."""
    config = (room.house / "config.yml").read_text(encoding="utf-8")
    before, _, rest = config.partition("  - name: bot.components.message_classifier.MessageClassifier\n")
    after = rest[rest.index("  - name:") :]
    (room.house / "config.yml").write_text(before + "  - name: KeywordIntentClassifier\n" + after, encoding="utf-8")
    try:
        assert room.ask("call", module="bot.train", function="main", arguments=[]) == 0, room.said
    finally:
        (room.house / "config.yml").write_text(config, encoding="utf-8")
    return room.house / "build" / "models" / "leefstijlmoment.tar.gz"


def test_one_model_is_written_where_the_service_looks(trained: Path) -> None:
    assert [file.name for file in trained.parent.iterdir()] == [trained.name]


def test_the_model_holds_the_lists_of_our_extractors(trained: Path) -> None:
    with tarfile.open(trained) as model:
        names = [Path(name).name for name in model.getnames()]
    assert {"medicines.json", "body.json"} <= set(names), names


def test_training_that_fails_leaves_the_earlier_model(room: EngineRoom, trained: Path) -> None:
    before = trained.read_bytes()
    config = (room.house / "config.yml").read_text(encoding="utf-8")
    # one act alone cannot be learnt
    write_lines(room.house, {"report": LINES["report"]})
    try:
        with pytest.raises(AssertionError):
            assert room.ask("call", module="bot.train", function="main", arguments=[]) == 0
    finally:
        write_lines(room.house, LINES)
    assert trained.read_bytes() == before
    assert (room.house / "config.yml").read_text(encoding="utf-8") == config
