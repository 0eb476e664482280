"""Reading content files: YAML and Markdown with front matter, keeping the line on which everything stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from knowledge.errors import ContentError, Problem

try:  # the C parser reads 240 cards in a fifth of the time
    from yaml import CSafeLoader as _Loader
except ImportError:  # pragma: no cover - a PyYAML without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

_REMEDIES = {
    "missing": "add the field",
    "extra_forbidden": "remove the field or correct its name",
    "enum": "use one of the labels in docs/contract.md",
    "date_from_datetime_parsing": "write the date as YYYY-MM-DD",
    "date_parsing": "write the date as YYYY-MM-DD",
    "string_pattern_mismatch": "use lower case letters, digits and single dashes",
    "url_parsing": "write a whole address that starts with https://",
}


class Document:
    """A parsed YAML text with the line of every key and item.

    >>> Document.parse(Path("x.yml"), "a: 1\\nb: [2]\\n").line(("b", 0))
    2
    """

    def __init__(self, file: Path, data: Any, node: yaml.Node | None, offset: int) -> None:
        self.file, self.data, self._node, self._offset = file, data, node, offset

    @classmethod
    def parse(cls, file: Path, text: str, offset: int = 0) -> Document:
        """Parse YAML; `offset` is the number of lines of the file that stand before `text`."""
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            data = loader.construct_document(node) if node is not None else None
        except (yaml.YAMLError, ValueError) as error:
            mark = getattr(error, "problem_mark", None)
            line = (mark.line if mark else 0) + 1 + offset
            reason = getattr(error, "problem", None) or str(error)
            problem = Problem(file, line, f"not valid YAML: {reason}", "correct the YAML at this line")
            raise ContentError([problem]) from error
        finally:
            loader.dispose()
        return cls(file, data, node, offset)

    def line(self, path: tuple[str | int, ...] = ()) -> int:
        """The line of the value at `path`, or of its nearest parent that exists."""
        node = self._node
        if node is None:
            return 1 + self._offset
        line = node.start_mark.line
        for key in path:
            child = None
            if isinstance(node, yaml.MappingNode):
                for name, value in node.value:
                    if name.value == str(key):
                        child, line = value, name.start_mark.line
            elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
                child = node.value[key]
                line = child.start_mark.line
            if child is None:
                break
            node = child
        return line + 1 + self._offset

    def problems(self, error: ValidationError, at: tuple[str | int, ...] = ()) -> Iterator[Problem]:
        """A pydantic error as problems with file, line, reason and remedy."""
        found = error.errors(include_url=False)
        for item in found:
            inside = (other["loc"] for other in found if len(other["loc"]) > len(item["loc"]))
            if item["type"] == "too_short" and any(loc[: len(item["loc"])] == item["loc"] for loc in inside):
                continue  # the echo of an item that is named itself
            where = (*at, *item["loc"])
            name = ".".join(str(part) for part in item["loc"]) or "record"
            remedy = _REMEDIES.get(item["type"], "correct the value")
            yield Problem(self.file, self.line(where), f"{name}: {item['msg']}", remedy)


def read_markdown(file: Path, text: str) -> tuple[Document, str]:
    """Split a Markdown file into its front matter and its body.

    Raises ContentError when the file does not open with `---` and close its front matter with `---`.
    """
    lines = text.split("\n")
    if lines[0].strip() != "---" or "---" not in (line.strip() for line in lines[1:]):
        remedy = "open the file with '---', the fields, and '---' again"
        raise ContentError([Problem(file, 1, "no front matter", remedy)])
    end = next(i for i, line in enumerate(lines[1:], 1) if line.strip() == "---")
    return Document.parse(file, "\n".join(lines[1:end]), offset=1), "\n".join(lines[end + 1 :]).strip()
