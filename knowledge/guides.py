"""What a professional is given: a talk guide per moment, and the words of the leaflet."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from knowledge.errors import ContentError, Problem
from knowledge.models import Line, Moment, Record, Source
from knowledge.source import Document


class GuideStep(Record):
    """What to do at one step of the care pathway; `doubt` says why a colleague should look at it first."""

    when: Line
    what: Line
    doubt: Line | None = None


class TalkGuide(Record):
    """How to recognise a moment, how to open, what to do, whom to refer to."""

    id: Moment
    recognise: tuple[Line, ...] = Field(min_length=1)
    open: tuple[Line, ...] = Field(min_length=1)
    steps: tuple[GuideStep, ...] = Field(min_length=1)
    refer: tuple[Line, ...] = Field(min_length=1)
    sources: tuple[Source, ...] = Field(min_length=1)


class Leaflet(Record):
    """The words of the leaflet and of the short message; `{moment}`, `{role}` and `{date}` are filled in."""

    heading: Line
    intro: Line
    how: tuple[Annotated[str, Field(min_length=8)], ...]
    questions: Line
    appointment: Line
    privacy: Line
    urgent: Line
    message: Line


def load_guides(root: Path) -> dict[Moment, TalkGuide]:
    """All talk guides; raises ContentError when one is broken or missing."""
    file = root / "talk_guides.yml"
    document = Document.parse(file, file.read_text(encoding="utf-8"))
    guides: dict[Moment, TalkGuide] = {}
    problems: list[Problem] = []
    for index, item in enumerate(document.data or ()):
        try:
            guide = TalkGuide.model_validate(item)
        except ValidationError as error:
            problems += document.problems(error, (index,))
        else:
            guides[guide.id] = guide
    if not problems:
        problems = [Problem(file, 1, f"'{m}' is missing", "add its guide") for m in Moment if m not in guides]
    if problems:
        raise ContentError(problems)
    return guides


def load_leaflet(root: Path) -> Leaflet:
    """The leaflet; raises ContentError when it is broken."""
    file = root / "leaflet.yml"
    document = Document.parse(file, file.read_text(encoding="utf-8"))
    try:
        return Leaflet.model_validate(document.data)
    except ValidationError as error:
        raise ContentError(list(document.problems(error))) from error
