"""The report in Markdown: tables from `results.json`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

SETS = ("development", "samples", "unseen")
KINDS = ("moment known", "plain", "typo", "compound", "indirect")
ASKED = ("asked", "refer", "out_of_scope")
INTRODUCTION = """# What was measured

Written by `make evaluate`. The development set was written from situations, by two authors, before either had seen
the training data, the example questions or the samples. Labels of 13 rows that went against the labels' definitions
were corrected when the first disagreements with the service were read. Thresholds of the search were chosen on this
set, and rules for danger and language were tuned on their own development sets: expect a little less on new messages.
The unseen set was written last, by authors of their own, in the register of the samples, and was only measured. Its messages of
danger are the second of their kind: the first showed what guards were wanting and joined the development set.
Shares stand with their 95% Wilson interval. `results.json` holds every figure.
"""


def render(results: Mapping[str, Any]) -> str:
    """All tables."""
    parts = [INTRODUCTION, _understanding(results), _search(results), _others(results)]
    return "\n".join(parts).rstrip() + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; fractions with three decimals."""
    lines = [head, ["---"] * len(head), *([_cell(value) for value in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    if isinstance(value, Mapping) and "share" in value:
        low, high = value["interval"] if "interval" in value else (value["low"], value["high"])
        return f"{value['share']:.3f} ({low:.2f}-{high:.2f})"
    return str(value)


def _understanding(results: Mapping[str, Any]) -> str:
    methods = results["understanding"]
    figures = ("exact", "macro_f1", "none_kept", "theme_f1", "act")
    head = ["set", "method", "n", "moments exact", "moments macro-F1", "none kept", "themes F1", "act"]
    rows = [
        [name, method, scored[name]["n"], *(scored[name].get(figure, "-") for figure in figures)]
        for name in SETS
        for method, scored in methods.items()
        if name in scored
    ]
    cross = results["cross_validation"]
    rows.append(["training, 5-fold cross-validation", "service's classifier", cross["n"], *(cross[f] for f in figures)])
    text = "\n## Understanding\n\n" + table(head, rows)
    text += f"\n{results['diet_note']}\n"
    for name in SETS:
        own = methods["service"][name]
        labels = [
            [label, row["n"], row["precision"], row["recall"], row["f1"]]
            for label, row in [*own["moments"].items(), *own["themes"].items()]
        ]
        text += f"\n### Each label, {name}\n\n" + table(["label", "n", "precision", "recall", "F1"], labels)
    own = methods["service"]["development"]
    voices = [[voice, row["n"], row["exact"], row["act"]] for voice, row in own["voices"].items()]
    text += "\n### Each voice, development\n\n" + table(["voice", "n", "moments exact", "act"], voices)
    slips = [[true, said, count] for true, said, count in own["confusion"] if true != said][:12]
    text += "\n### Acts most often taken for another, development\n\n" + table(["is", "read as", "times"], slips)
    text += "\n![acts](confusion.png)\n\n![calibration](calibration.png)\n\n### Learning curve\n\n"
    curve = [[p["examples"], *(p[f] for f in figures)] for p in results["learning_curve"]]
    text += table(["training examples", "exact", "macro-F1", "none kept", "themes F1", "act"], curve)
    text += "\nThe classifier alone, without the other languages' lexicon.\n\n"
    return text + "![learning curve](learning-curve.png)\n"


def _search(results: Mapping[str, Any]) -> str:
    text = "\n## Search\n\nEvery method is filtered by the moment where it is given. "
    text += "A card fits when its moment and theme are right and it mentions the point.\n"
    for name in SETS:
        found = results["search"][name]
        rows = []
        for method, groups in found["methods"].items():
            row = groups["all"]
            test = groups.get("behind ours")
            behind = f"{test['difference']:+.3f} (p {test['p']:.3f})" if test else ""
            first = {"share": row["recall@1"], "interval": row["interval@1"]}
            rows.append([method, first, row["recall@3"], row["recall@5"], row["mrr"], behind])
        exists = found["a fitting card exists"]
        text += f"\n### {name}: {found['n']} questions (for {exists:.3f} of them a fitting card exists)\n\n"
        text += table(["method", "recall@1", "recall@3", "recall@5", "MRR", "hybrid is ahead by"], rows)
        kinds = [kind for kind in KINDS if kind in found["methods"]["hybrid"]]
        rows = [
            [method, *(f"{groups[k]['recall@1']:.2f} / {groups[k]['recall@3']:.2f}" for k in kinds)]
            for method, groups in found["methods"].items()
        ]
        counts = [f"{k} ({found['methods']['hybrid'][k]['n']})" for k in kinds]
        text += "\nrecall@1 / recall@3 by kind:\n\n" + table(["method", *counts], rows)
        tiers = found["tiers"]
        rows = [[kind, *(tiers[kind][tier] for tier in ("sure", "half", "none"))] for kind in ASKED]
        sure, half = tiers["thresholds"]["sure"], tiers["thresholds"]["half"]
        text += f"\nTiers in search alone (sure from {sure}, half from {half}):\n\n"
        text += table(["messages", "card", "choices", "declined"], rows)
        text += f"\nOf the cards shown at once {tiers['right when sure']:.3f} fit. "
        shown = tiers["card shown in spite of the act"]
        text += f"Must get no card, but act and search together would show one: {shown:.3f}.\n"
    return text + "\nThe p-values are of a paired bootstrap.\n\n![methods](methods.png)\n\n![coverage](coverage.png)\n"


def _others(results: Mapping[str, Any]) -> str:
    text = "\n## Danger\n"
    for name, found in results["safety"].items():
        for group, names in found["figures"].items():
            rows = [[label, row["total"], {**row}] for label, row in names.items()]
            text += f"\n### {name}: {group}\n\n" + table(["", "n", "share"], rows)
    text += "\n## Language\n\n"
    rows = [
        [method, group, row["n"], {"share": row["accuracy"], "interval": row["interval"]}]
        for method in ("detector", "langdetect")
        for group, row in results["language"][method].items()
    ]
    text += table(["method", "messages", "n", "right"], rows)
    text += "\n## The whole service over HTTP (`tools/score.py`)\n"
    for name, parts in results["score"].items():
        text += f"\n### {name}\n\n"
        for part, figures in parts.items():
            said = ", ".join(f"{key} {_cell(value)}" for key, value in figures.items() if key != "seconds")
            text += f"- {part}: {said}\n"
    return text
