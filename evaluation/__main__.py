"""`make evaluate` (or `python -m evaluation [--quick] [BASE]`): measure everything, write `evaluation/report`.

`--quick` keeps the learning curve and the cross-validation of the last full run, which take most of the time.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from evaluation import diet, language, plots, rasa_side, safety
from evaluation.baselines import keywords, word_regression
from evaluation.report import render
from evaluation.retrieval import OURS, Bench, measure
from evaluation.service import running
from evaluation.sets import FOLDERS, REPORT, ROOT, UNSEEN, Message, messages, questions, refusals, training
from evaluation.understanding import Reading, read_all, score
from knowledge.library import Library

FIGURES = ("exact", "macro_f1", "none_kept", "theme_f1", "act")


def say(text: str) -> None:
    """A progress line."""
    print(f"{time.strftime('%H:%M:%S')}  {text}", flush=True)


def understanding(base: str) -> dict[str, Any]:
    """The service and the baselines on both sets."""
    examples = list(training())
    results: dict[str, Any] = {"service": {}, "keyword list": {}, "words, TF-IDF + LR": {}}
    for name, folder in FOLDERS.items():
        found = messages(folder)
        texts = [message.text for message in found]
        for method, readings in (
            ("service", read_all(base, texts)),
            ("keyword list", keywords(texts)),
            ("words, TF-IDF + LR", word_regression(examples, texts)),
        ):
            results[method][name] = score(found, readings)
    return results


def training_size() -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The learning curve on the development set, and the five-fold cross-validation on the training data."""
    examples = list(training())
    asked = messages(FOLDERS["development"])
    task = {
        "examples": [
            {"text": e.text, "act": e.act, "moments": list(e.moments), "themes": list(e.themes)} for e in examples
        ],
        "texts": [message.text for message in asked],
    }
    answer = rasa_side.run(["measure"], task)
    curve = [
        {"examples": point["examples"], **_flat(score(asked, [_reading(r) for r in point["readings"]]))}
        for point in answer["curve"]
    ]
    known = [Message(e.text, frozenset(e.moments), frozenset(e.themes), e.act, "nl", e.voice) for e in examples]
    crossed = score(known, [_reading(r) for r in answer["held_out"]])
    return curve, {"n": len(known), **{figure: crossed[figure] for figure in FIGURES}, "voices": crossed["voices"]}


def whole_service(base: str) -> dict[str, Any]:
    """`tools/score.py` on both sets, dialogues included."""
    scores = {}
    for name, folder in FOLDERS.items():
        with tempfile.TemporaryDirectory() as place:
            out = Path(place) / "scores.json"
            parts = ",".join(file.stem for file in sorted(folder.glob("*.json*")))
            command = [
                sys.executable, "tools/score.py", "--base", base, "--data", str(folder), "--json", str(out), "--only", parts,
            ]  # fmt: skip
            subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own script
            scores[name] = json.loads(out.read_text(encoding="utf-8"))["scores"]
    scores["development"].pop("dialogues", None)  # the same six as in the samples
    return scores


def draw(results: dict[str, Any]) -> None:
    """All plots."""
    own = results["understanding"]["service"]["development"]
    plots.learning_curve(results["learning_curve"], REPORT / "learning-curve.png")
    plots.calibration(own["calibration"], REPORT / "calibration.png")
    plots.confusion(own["confusion"], REPORT / "confusion.png")
    plots.coverage(results["search"]["development"]["coverage"], REPORT / "coverage.png")
    plots.methods(results["search"]["development"]["methods"], REPORT / "methods.png")


def main() -> int:
    """Measure and write; prints where the report stands and the main figures."""
    REPORT.mkdir(exist_ok=True)
    results: dict[str, Any] = {}
    addresses = [word for word in sys.argv[1:] if word != "--quick"] or [os.environ.get("BASE", "")]
    with running(addresses[0]) as base:
        say("understanding, with baselines")
        results["understanding"] = understanding(base)
        say("the whole service over HTTP, dialogues included")
        results["score"] = whole_service(base)
    say("search, with baselines")
    bench = Bench(Library.load())
    results["search"] = {n: measure(bench, questions(folder), refusals(folder)) for n, folder in FOLDERS.items()}
    say("danger and language")
    results["safety"] = {"development": safety.report(), "unseen": safety.report(UNSEEN / "safety.jsonl")}
    results["language"] = language.report()
    file = REPORT / "results.json"
    if "--quick" in sys.argv:
        before = json.loads(file.read_text(encoding="utf-8"))
        results |= {name: before[name] for name in ("learning_curve", "cross_validation")}
    else:
        say("learning curve and cross-validation (minutes)")
        results["learning_curve"], results["cross_validation"] = training_size()
    results["diet_note"] = add_diet(results["understanding"])
    file.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (REPORT / "README.md").write_text(render(results), encoding="utf-8")
    draw(results)
    for name in FOLDERS:
        say(f"{name}: {json.dumps(_flat(results['understanding']['service'][name]))}")
        hits = results["search"][name]["methods"][OURS]["all"]
        say(f"{name}: search {json.dumps(hits)}")
    for name, found in results["safety"].items():
        for group, names in found["figures"].items():
            for label, row in names.items():
                interval = f"95% {row['low']:.3f}-{row['high']:.3f}, n {row['total']}"
                print(f"  {name}: {group}, {label}: {row['share']:.3f} ({interval})")
    say(f"report: {REPORT.relative_to(ROOT)}/README.md")
    return 0


def add_diet(methods: dict[str, Any]) -> str:
    """The kept figures of DIET beside the others; a sentence that says when they are of."""
    if not diet.RESULT.exists():
        return "DIET was not trained yet: `python -m evaluation.diet`."
    kept = json.loads(diet.RESULT.read_text(encoding="utf-8"))
    methods["Rasa's pipeline with DIET"] = {name: kept[name] for name in FOLDERS if name in kept}
    ours = "service's classifier, on the lines DIET learnt from"
    methods[ours] = {name: kept["ours"][name] for name in FOLDERS if name in kept["ours"]}
    return (
        f"DIET was trained once, on a fixed random {kept['examples']} of the {kept['of']} examples of that day, {kept['epochs']} "
        f"epochs, {kept['seconds']} s; the service's classifier beside it on the same lines, {kept['ours']['seconds']} s. DIET's "
        "label is the act joined with the moments, so it names no themes. `diet.json` holds all settings."
    )


def _reading(found: dict[str, Any]) -> Reading:
    return Reading(frozenset(found["moments"]), frozenset(found["themes"]), found["act"])


def _flat(scored: dict[str, Any]) -> dict[str, float]:
    """The main figures without intervals."""
    return {f: scored[f]["share"] if isinstance(scored[f], dict) else scored[f] for f in FIGURES}


if __name__ == "__main__":
    sys.exit(main())
