from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from safety import Detector
from safety.compile import CONCEPTS, MEANINGS, RULES, TRAINING, RuleError, build, examples, load
from safety.concepts import Lexicon, compile_lexicon
from safety.detector import COMPILED
from safety.grammar import Grammar, PatternError
from safety.meanings import Meanings, compile_meanings
from safety.second_opinion import Reader
from safety.train import train


def test_rules_are_up_to_date() -> None:
    assert json.loads((COMPILED / "rules.json").read_text(encoding="utf-8")) == build(), "run: python -m safety.compile"


def test_second_opinion_is_reproducible() -> None:
    concepts, meanings, kept = (
        json.loads((COMPILED / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("concepts", "meanings", "second_opinion")
    )
    made = train(TRAINING, Reader(Lexicon(concepts), Meanings(meanings)), examples(), Detector(build()).unsure)
    assert made["labels"] == kept["labels"]
    assert made["threshold"] == kept["threshold"], "run: python -m safety.compile"
    pairs = [(made["weights"].get(feature), row) for feature, row in kept["weights"].items()]
    absent = sum(1 for row, _ in pairs if row is None)
    assert absent <= len(pairs) * 0.001, "run: python -m safety.compile"
    worst = max(abs(ord(a) - ord(b)) for made, row in pairs if made for a, b in zip(made, row, strict=True))
    assert worst <= 1, "weights differ by more than rounding: run python -m safety.compile"


def test_concepts_and_meanings_are_up_to_date() -> None:
    concepts = compile_lexicon({file.stem: load(file.stem, CONCEPTS) for file in sorted(CONCEPTS.glob("*.yml"))})
    for name, made in (("concepts", concepts), ("meanings", compile_meanings(sorted(MEANINGS.glob("*.tsv"))))):
        kept = json.loads((COMPILED / f"{name}.json").read_text(encoding="utf-8"))
        assert json.loads(json.dumps(made)) == kept, "run: python -m safety.compile"


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
