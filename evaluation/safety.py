"""How well danger is seen: recall and false alarms per category, slice and language, with Wilson 95% intervals."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from evaluation.statistics import wilson
from safety import Detector

DATA = Path(__file__).parent / "data" / "safety_development.jsonl"
_NEAR = frozenset({"suicide", "self_harm"})
"""Labels that lead to the same help: either counts as right for the other."""


def rows(file: Path = DATA) -> list[dict[str, Any]]:
    """Labelled messages: `text`, `safety` (contract labels, [] for harmless), `explicit`, `lang`, `slice`."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def report(file: Path = DATA, detector: Detector | None = None) -> dict[str, Any]:
    """Counts as `{group: {name: {hits, total, share, low, high}}}` and the messages that went wrong.

    `recall` counts any hit on a dangerous message; `false_alarms` any hit on a harmless one; `right_label` the expected category.
    """
    reader = detector or Detector.load()
    counts: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    wrong: list[dict[str, Any]] = []
    for row in rows(file):
        got = {hit.id for hit in reader.read(row["text"]).hits}
        want = set(row["safety"])
        names = {"all": "all", "slice": row["slice"], "language": row["lang"]}
        if want:
            names["kind"] = "explicit" if row["explicit"] else "veiled"
            for group, name in names.items():
                _count(counts[f"recall by {group}"][name], bool(got))
            for category in want:
                _count(counts["recall by category"][category], bool(got))
            near = bool(want & _NEAR) and bool(got & _NEAR)
            _count(counts["right label"]["all"], bool(got & want) or near)
        else:
            for group, name in names.items():
                _count(counts[f"false alarms by {group}"][name], bool(got))
        if bool(got) != bool(want):
            wrong.append({"text": row["text"], "expected": sorted(want), "seen": sorted(got)})
    shares = {g: {n: _share(*c) for n, c in sorted(names.items())} for g, names in sorted(counts.items())}
    return {"figures": shares, "wrong": wrong, "messages": len(rows(file))}


def _count(pair: list[int], hit: bool) -> None:
    pair[0] += hit
    pair[1] += 1


def _share(hits: int, total: int) -> dict[str, float]:
    low, high = wilson(hits, total)
    return {"hits": hits, "total": total, "share": hits / total, "low": low, "high": high}


def lines(result: dict[str, Any]) -> list[str]:
    """The report as readable lines."""
    text = [f"Danger detection on {result['messages']} labelled messages (development set: rules were tuned on it)"]
    for group, names in result["figures"].items():
        text.append(f"  {group}")
        for name, f in names.items():
            text.append(
                f"    {name:<20} {f['share']:.3f}  ({int(f['hits'])}/{int(f['total'])}, 95% {f['low']:.3f}-{f['high']:.3f})"
            )
    text += [
        f"  wrong: {w['expected'] or 'harmless'} seen as {w['seen'] or 'harmless'}: {w['text']}"
        for w in result["wrong"]
    ]
    return text


def main() -> None:
    """Prints the report."""
    print("\n".join(lines(report())))


if __name__ == "__main__":
    main()
