"""The rules of the language check that are data: word lists, replacements and patterns."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).parent


@cache
def read(name: str) -> Any:
    """A data file of this folder, read once."""
    return yaml.safe_load((_FOLDER / name).read_text(encoding="utf-8"))


def word_list(name: str) -> frozenset[str]:
    """A list from words.yml."""
    return frozenset(read("words.yml")[name].split())
