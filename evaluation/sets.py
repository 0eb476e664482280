"""The labelled messages: the samples, and two sets that were written apart from all training data.

The development set and the unseen set were written from situations before their writers had seen the training data, the
example questions or the samples. Rows that turned out to stand in the training data (very short ones) were dropped.
What the development set showed was mended; the unseen set was only measured.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
ROOT = HERE.parent
DEVELOPMENT, SAMPLES, UNSEEN = HERE / "development", HERE / "samples", HERE / "unseen"
REPORT = HERE / "report"
FOLDERS = {"development": DEVELOPMENT, "samples": SAMPLES, "unseen": UNSEEN}
NLU = ROOT / "data" / "nlu"
EXAMPLES = ROOT / "knowledge" / "content" / "nl" / "examples"


@dataclass(frozen=True)
class Message:
    """A message and what it means; `also_*` are labels that are arguable and no error."""

    text: str
    moments: frozenset[str]
    themes: frozenset[str]
    act: str
    lang: str
    voice: str = ""
    also_moments: frozenset[str] = frozenset()
    also_themes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Question:
    """A question and what a fitting card is: its moment (None: any), its theme, a pattern in its text."""

    text: str
    moment: str | None
    theme: str
    must_mention: tuple[str, ...]
    kind: str = ""

    def fits(self, title: str, text: str, moments: list[str], themes: list[str]) -> bool:
        """Whether a card answers the question; a card without moment fits every moment."""
        if self.theme not in themes or (self.moment and moments and self.moment not in moments):
            return False
        words = f"{title} {text}".lower()
        return any(re.search(pattern, words) for pattern in self.must_mention)


@dataclass(frozen=True)
class Refusal:
    """A message that must not get a card: `expect` is refer or out_of_scope."""

    text: str
    expect: str


@dataclass(frozen=True)
class Example:
    """A training example of the bot."""

    text: str
    act: str
    moments: tuple[str, ...]
    themes: tuple[str, ...]
    voice: str


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON-lines file; ValueError names the file and line of a broken one."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            found.append(json.loads(line))
        except json.JSONDecodeError as error:
            raise ValueError(f"{path}:{number}: not JSON ({error}); repair the line") from error
    return found


def messages(folder: Path) -> list[Message]:
    """The messages of `moments.jsonl`."""
    return [_message(row) for row in rows(folder / "moments.jsonl")]


def questions(folder: Path) -> list[Question]:
    """The questions of `retrieval.jsonl`."""
    return [
        Question(row["text"], row.get("moment"), row["theme"], tuple(row["must_mention"]), row.get("kind", ""))
        for row in rows(folder / "retrieval.jsonl")
    ]


def refusals(folder: Path) -> list[Refusal]:
    """The messages of `abstain.jsonl`."""
    return [Refusal(row["text"], row["expect"]) for row in rows(folder / "abstain.jsonl")]


def training() -> Iterator[Example]:
    """All training examples of the bot."""
    for file in sorted(NLU.glob("*.yml")):
        for block in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["nlu"]:
            about = block.get("metadata") or {}
            for line in str(block.get("examples", "")).splitlines():
                if line.strip().startswith("- "):
                    yield Example(
                        line.strip()[2:].strip(),
                        str(block["intent"]),
                        tuple(about.get("moments") or ()),
                        tuple(about.get("themes") or ()),
                        str(about.get("voice", "")),
                    )


def normalised(text: str) -> str:
    """Words alone, lower case: two messages with the same words are the same.

    >>> normalised("Hoi,  dokter!")
    'hoi dokter'
    """
    return " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text.lower())))


def _message(row: dict[str, Any]) -> Message:
    also = row.get("also_ok")
    also = also if isinstance(also, dict) else {}
    return Message(
        row["text"],
        frozenset(row["moments"]),
        frozenset(row["themes"]),
        row["act"],
        row["lang"],
        row.get("voice", ""),
        frozenset(also.get("moments", ())),
        frozenset(also.get("themes", ())),
    )
