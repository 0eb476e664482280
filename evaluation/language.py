"""How often the language of a message is recognised, on the development set, beside langdetect as it comes.

The development set was written before the detector was tuned and was used for tuning: expect a little less on new
messages. Run `python -m evaluation.language`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

from evaluation.statistics import wilson
from language import LanguageDetector

DATA = Path(__file__).parent / "data" / "language_development.jsonl"
SERVED = "nl"
LISTED = ("en", "de", "fr", "tr", "pl", "ar", "uk")
GROUPS = ("nl", "listed", "other_not_nl")


@dataclass(frozen=True)
class Row:
    """A message, its language, and the language of the conversation before it."""

    text: str
    lang: str
    current: str = SERVED

    @property
    def group(self) -> str:
        """The line of the report that this row counts for."""
        if self.lang == SERVED:
            return "nl"
        return "listed" if self.lang in LISTED else "other_not_nl"


def read(path: Path = DATA) -> list[Row]:
    """The rows of a JSON-lines file. Raises ValueError that names the line of a broken row."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            record: dict[str, Any] = json.loads(line)
            rows.append(Row(record["text"], record["lang"], record.get("current", SERVED)))
        except (json.JSONDecodeError, KeyError) as error:
            raise ValueError(f"{path}:{number}: not a row with text and lang ({error}); repair the line") from error
    return rows


def score(rows: Iterable[Row], answer: Callable[[Row], str | None]) -> dict[str, dict[str, Any]]:
    """Per group: n, right, accuracy, the interval and what went wrong. An other language is right when it is not nl."""
    results: dict[str, dict[str, Any]] = {group: {"n": 0, "right": 0, "wrong": []} for group in GROUPS}
    for row in rows:
        said = answer(row)
        right = said != SERVED if row.group == "other_not_nl" else said == row.lang
        result = results[row.group]
        result["n"] += 1
        result["right"] += right
        if not right:
            result["wrong"].append({"text": row.text, "lang": row.lang, "said": said})
    for result in results.values():
        result["accuracy"] = result["right"] / result["n"] if result["n"] else 0.0
        result["interval"] = wilson(result["right"], result["n"])
    return results


def langdetect_alone() -> Callable[[Row], str | None]:
    """langdetect with all its languages and no rule of ours; the seed is fixed so that the figure repeats."""
    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)

    def answer(row: Row) -> str | None:
        detector = factory.create()
        detector.seed = 7
        detector.append(row.text)
        try:
            return str(detector.detect())
        except LangDetectException:
            return None

    return answer


def report(path: Path = DATA) -> dict[str, Any]:
    """The detector and langdetect side by side, with the median and longest time per message in milliseconds."""
    rows = read(path)
    detector = LanguageDetector.load()
    times: list[float] = []

    def ours(row: Row) -> str:
        started = perf_counter()
        code = detector.detect(row.text, row.current).code
        times.append((perf_counter() - started) * 1000)
        return code

    return {
        "rows": len(rows),
        "detector": score(rows, ours),
        "langdetect": score(rows, langdetect_alone()),
        "milliseconds": {"median": median(times), "longest": max(times)},
    }


def main() -> None:
    """Print the report as a table, and every wrong answer of the detector."""
    found = report()
    print(f"{found['rows']} messages; accuracy [95% Wilson interval]")
    for name in ("detector", "langdetect"):
        for group in GROUPS:
            result = found[name][group]
            low, high = result["interval"]
            share = f"{result['accuracy']:.3f} [{low:.3f}, {high:.3f}]"
            print(f"{name:<11}{group:<14}{share}  {result['right']}/{result['n']}")
    times = found["milliseconds"]
    print(f"time per message: median {times['median']:.3f} ms, longest {times['longest']:.2f} ms")
    for group in GROUPS:
        for wrong in found["detector"][group]["wrong"]:
            print(f"  {wrong['lang']} taken for {wrong['said']}: {wrong['text']}")


if __name__ == "__main__":
    main()
