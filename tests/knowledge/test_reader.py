"""One reader for all content: nothing that is wrong is lost, and what is right still comes through."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.errors import ContentError
from knowledge.models import Contact
from knowledge.reader import Reader, lines_of


def test_every_wrong_record_is_named_with_its_line_and_the_right_ones_come_through(tmp_path: Path) -> None:
    file = tmp_path / "contacts.yml"
    file.write_text(
        "- {id: arts, name: Arts, phone: '112', checked_on: 2026-11-22}\n"
        "- {id: bus, name: Bus, checked_on: 2026-11-22}\n"
        "- {id: cel, name: Cel, phone: '113', checked_on: gisteren}\n",
        encoding="utf-8",
    )
    reader = Reader()
    assert [contact.id for contact, _, _ in reader.records(file, Contact)] == ["arts"]
    assert [(problem.file, problem.line) for problem in reader.problems] == [(file, 2), (file, 3)]
    with pytest.raises(ContentError, match=r"contacts\.yml:3"):
        reader.finish()


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"a: [1\n", "not valid YAML"), (b"\xff\xfe\xfa", "not UTF-8"), (b"a: 1\n", "not a list")],
)
def test_a_file_that_is_no_list_of_records_is_a_problem_and_no_crash(tmp_path: Path, data: bytes, reason: str) -> None:
    file = tmp_path / "contacts.yml"
    file.write_bytes(data)
    reader = Reader()
    assert list(reader.records(file, Contact)) == []
    assert [reason in problem.reason for problem in reader.problems] == [True]


def test_markdown_that_cannot_be_read_is_a_problem_too(tmp_path: Path) -> None:
    file = tmp_path / "card.md"
    file.write_bytes(b"---\nid: x\n---\n\xff\n")
    reader = Reader()
    assert reader.markdown(file) is None
    assert reader.problems[0].file == file


def test_what_yaml_turned_into_something_else_is_no_text() -> None:
    assert lines_of([" a ", "b"]) == ("a", "b")
    assert lines_of(["a", False]) is None
    assert lines_of("a") is None
