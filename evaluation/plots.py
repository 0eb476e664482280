"""Plots of the report: PNG files, made without a display."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")
from matplotlib import pyplot as plt

BLUE, ORANGE, GREY = "#0b5fa5", "#c75b12", "#777777"


def _save(file: Path) -> None:
    plt.tight_layout()
    # no software version or date in the file: the same figures give the same bytes
    plt.savefig(file, dpi=110, metadata={"Software": None})
    plt.close()


def learning_curve(points: Sequence[Mapping[str, float]], file: Path) -> None:
    """Figures on the development set against the number of training examples."""
    plt.figure(figsize=(6, 4))
    sizes = [point["examples"] for point in points]
    for figure, colour in (("macro_f1", BLUE), ("exact", ORANGE), ("theme_f1", GREY), ("act", "black")):
        plt.plot(sizes, [point[figure] for point in points], marker="o", label=figure, color=colour)
    plt.xlabel("training examples")
    plt.ylim(0, 1)
    plt.grid(alpha=0.3)
    plt.legend()
    _save(file)


def calibration(parts: Mapping[str, Mapping[str, Any]], file: Path) -> None:
    """How often answers are right against how sure the service was."""
    plt.figure(figsize=(5, 4.5))
    plt.plot([0, 1], [0, 1], linestyle=":", color=GREY)
    for (name, part), colour in zip(parts.items(), (BLUE, ORANGE), strict=False):
        bins = [b for b in part["bins"] if b[2] >= 5]
        label = f"{name} (error {part['error']:.3f})"
        plt.plot([b[0] for b in bins], [b[1] for b in bins], marker="o", label=label, color=colour)
    plt.xlabel("confidence")
    plt.ylabel("share right (bins of 5 or more)")
    plt.grid(alpha=0.3)
    plt.legend()
    _save(file)


def confusion(pairs: Sequence[Sequence[Any]], file: Path) -> None:
    """Acts as they are against acts as they were read."""
    acts = sorted({pair[0] for pair in pairs} | {pair[1] for pair in pairs})
    plt.figure(figsize=(8, 7))
    grid = [[0] * len(acts) for _ in acts]
    for true, said, count in pairs:
        grid[acts.index(true)][acts.index(said)] = count
    plt.imshow([[value**0.5 for value in row] for row in grid], cmap="Blues")
    for y, row in enumerate(grid):
        for x, value in enumerate(row):
            if value:
                light = value > 0.4 * max(map(max, grid))
                plt.text(x, y, str(value), ha="center", va="center", color="white" if light else "black", fontsize=8)
    plt.xticks(range(len(acts)), acts, rotation=60, ha="right")
    plt.yticks(range(len(acts)), acts)
    plt.xlabel("read as")
    plt.ylabel("is")
    _save(file)


def coverage(points: Sequence[Sequence[float]], file: Path) -> None:
    """Precision of the first card against the share of questions that get one."""
    plt.figure(figsize=(5.5, 4))
    plt.plot([p[1] for p in points], [p[2] for p in points], marker="o", color=BLUE)
    for least, answered, right in points[::4]:
        plt.annotate(f"{least:.1f}", (answered, right), textcoords="offset points", xytext=(4, 5), fontsize=8)
    plt.xlabel("share of questions answered (numbers: least probability)")
    plt.ylabel("share of those right")
    plt.ylim(0.5, 1.01)
    plt.grid(alpha=0.3)
    _save(file)


def methods(results: Mapping[str, Mapping[str, Any]], file: Path) -> None:
    """Recall@1 and @3 of every search method."""
    names = list(results)
    plt.figure(figsize=(8, 0.5 * len(names) + 1.2))
    for shift, depth, colour in ((-0.2, 1, BLUE), (0.2, 3, GREY)):
        values = [results[name]["all"][f"recall@{depth}"] for name in names]
        plt.barh([i + shift for i in range(len(names))], values, height=0.38, color=colour, label=f"recall@{depth}")
    plt.yticks(range(len(names)), names)
    plt.gca().invert_yaxis()
    plt.xlim(0, 1)
    plt.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2)
    _save(file)
