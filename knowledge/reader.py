"""Reading checked records from content files, gathering every problem instead of stopping at the first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from knowledge.errors import ContentError, Problem
from knowledge.models import Record
from knowledge.source import Document, read_markdown

R = TypeVar("R", bound=Record)
At = tuple[str | int, ...]
"""Where in a document: keys and list positions from the top."""


class Reader:
    """Reads documents and records; what is wrong goes to `problems`, and what is right is given.

    >>> reader = Reader()
    >>> [text for text, _, _ in reader.records(Path("contacts.yml"), Contact)]  # doctest: +SKIP
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def document(self, file: Path) -> Document | None:
        """A YAML file; None when it cannot be read."""
        text = self._text(file)
        if text is None:
            return None
        try:
            return Document.parse(file, text)
        except ContentError as error:
            self.problems += error.problems
            return None

    def markdown(self, file: Path) -> tuple[Document, str] | None:
        """Front matter and body of a Markdown file; None when it cannot be read."""
        text = self._text(file)
        if text is None:
            return None
        try:
            return read_markdown(file, text)
        except ContentError as error:
            self.problems += error.problems
            return None

    def records(self, file: Path, model: type[R]) -> Iterator[tuple[R, Document, int]]:
        """The right records of a YAML list, each with its document and its place in the list."""
        document = self.document(file)
        if document is None or document.data is None:
            return
        if not isinstance(document.data, list):
            self.problem(document, (), "not a list", "write one '- ' item per record")
            return
        for index, item in enumerate(document.data):
            record = self.validate(model, document, item, (index,))
            if record is not None:
                yield record, document, index

    def validate(self, model: type[R], document: Document, data: Any, at: At) -> R | None:
        """The data at a place in a document as a record; None when something in it is wrong."""
        try:
            return model.model_validate(data)
        except ValidationError as error:
            self.problems += document.problems(error, at)
            return None

    def problem(self, document: Document, at: At, reason: str, remedy: str) -> None:
        """Note what is wrong at a place in a document."""
        self.problems.append(Problem(document.file, document.line(at), reason, remedy))

    def finish(self) -> None:
        """Raises ContentError with all problems, when there are any."""
        if self.problems:
            raise ContentError(self.problems)

    def _text(self, file: Path) -> str | None:
        try:
            return file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            self.problems.append(Problem(file, 1, "not UTF-8 text", "save the file as UTF-8"))
            return None


def mapping(data: Any) -> dict[str, Any]:
    """Front matter that is empty or not a mapping is read as an empty one, so that every missing field is named."""
    return data if isinstance(data, dict) else {}


def lines_of(data: Any) -> tuple[str, ...] | None:
    """A list of non-empty texts, stripped; None when it is anything else (YAML makes `no` and `12` of what was meant as text)."""
    if not isinstance(data, list) or not all(isinstance(line, str) and line.strip() for line in data):
        return None
    return tuple(line.strip() for line in data)
