"""The labelled lines that people wrote in `safety/training`: one message each, with the danger in it or none."""

from __future__ import annotations

from pathlib import Path

ORDINARY = "ordinary"
HARMLESS = frozenset({"none", ORDINARY})


def lines(folder: Path) -> list[tuple[str, str]]:
    """All labelled lines `label<TAB>text` in the folder. Raises ValueError naming a broken line.

    Two labels are harmless: `none`, which looks like danger, and `ordinary`, what people say anyhow.
    """
    result: list[tuple[str, str]] = []
    for file in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            label, tab, text = line.partition("\t")
            if not tab or not text.strip():
                raise ValueError(f"{file}:{number}: write the label, a tab and the text")
            result.append((label, text.strip()))
    return result
