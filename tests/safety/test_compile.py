from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from safety import Detector
from safety.compile import RULES, TRAINING, RuleError, build, examples
from safety.concepts import Lexicon
from safety.detector import COMPILED
from safety.grammar import Grammar, PatternError
from safety.train import train


def test_rules_are_up_to_date() -> None:
    assert json.loads((COMPILED / "rules.json").read_text(encoding="utf-8")) == build(), "run: python -m safety.compile"


def test_second_opinion_is_reproducible() -> None:
    kept = json.loads((COMPILED / "second_opinion.json").read_text(encoding="utf-8"))
    lexicon = Lexicon(json.loads((COMPILED / "concepts.json").read_text(encoding="utf-8")))
    made = train(TRAINING, lexicon, examples(), Detector(build()).unsure)
    assert made["labels"] == kept["labels"]
    assert made["threshold"] == kept["threshold"], "run: python -m safety.compile"
    for kind in ("weights", "label_weights"):
        pairs = [(made[kind].get(feature), weight) for feature, weight in kept[kind].items()]
        absent = sum(1 for m, _ in pairs if m is None)
        assert absent <= len(pairs) * 0.001, "run: python -m safety.compile"
        numbers = [
            (int(a), int(b)) for m, w in pairs if m is not None for a, b in zip(_split(m), _split(w), strict=True)
        ]
        worst = max(abs(a - b) for a, b in numbers)
        assert worst <= 1, "weights differ by more than rounding: run python -m safety.compile"


def _split(weights: int | str) -> list[str]:
    return str(weights).split()


def test_broken_rule_names_file_and_reason(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(RULES, folder)
    file = folder / "self_harm.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("urgency: today", "urgency: morgen", 1), encoding="utf-8")
    with pytest.raises(RuleError, match=r"self_harm\.yml: self-harm-cut: urgency"):
        build(folder, TRAINING)


def test_broken_yaml_names_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(RULES, folder)
    (folder / "violence.yml").write_text("rules: [", encoding="utf-8")
    with pytest.raises(RuleError, match=r"violence\.yml"):
        build(folder, TRAINING)


def test_unknown_class_is_refused() -> None:
    grammar = Grammar({})
    grammar.rule("x", ["@nobody slaat"])
    with pytest.raises(PatternError, match="@nobody"):
        grammar.compiled(set(), [], 7)


@pytest.mark.parametrize("pattern", ["a|", "<veel>", "een /5"])
def test_unreadable_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        Grammar({}).rule("x", [pattern])


def test_class_inside_itself_is_refused() -> None:
    grammar = Grammar({})
    grammar.define("a", ["x @b"])
    grammar.define("b", ["y @a"])
    with pytest.raises(PatternError, match="contains itself"):
        grammar.compiled(set(), [], 7)
