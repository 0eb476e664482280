"""Reads the room's data files, and says clearly what is wrong with a broken one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

ROOM = Path(__file__).parent
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Reads every value as text: the words "no", "on" and "yes" are words here."""


class LanguageDataError(Exception):
    """A data file of this room cannot be used; the message names the file, the reason and the remedy."""


def read_mapping(path: Path) -> dict[str, Any]:
    """The YAML mapping in `path`. Raises LanguageDataError when it is missing, broken or no mapping."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - text, lists and mappings only
    except OSError as error:
        raise LanguageDataError(f"{path}: cannot be read ({error.strerror}); restore it from the repository") from error
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        line = f":{where.line + 1}" if where else ""
        problem = getattr(error, "problem", None) or "unreadable"
        raise LanguageDataError(f"{path}{line}: broken YAML ({problem}); repair that line") from error
    if not isinstance(content, dict):
        raise LanguageDataError(f"{path}:1: holds no mapping; write `name: value` lines")
    return content


def words_of(value: object, path: Path) -> list[str]:
    """A list of words, given as a YAML list or as one text with spaces. Raises LanguageDataError otherwise."""
    if isinstance(value, str):
        return value.split()
    if isinstance(value, list) and all(isinstance(item, str) and item.strip("*") for item in value):
        return list(value)
    raise LanguageDataError(f"{path}: expected a list of words, found {str(value)[:60]!r}; write [one, two]")
