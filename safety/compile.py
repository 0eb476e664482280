"""`python -m safety.compile`: rules, concepts and training lines, written by people, to the JSON files that the detector reads."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import yaml

from safety.concepts import Lexicon, compile_lexicon
from safety.detector import CATEGORIES, COMPILED, URGENCIES, Detector
from safety.examples import HARMLESS, lines
from safety.grammar import Grammar, PatternError
from safety.meanings import Meanings, compile_meanings
from safety.normalise import fold, split
from safety.second_opinion import Reader

ROOM = Path(__file__).parent
RULES, TRAINING, CONCEPTS, MEANINGS = (ROOM / name for name in ("rules", "training", "concepts", "meanings"))
SHORTEST_FUZZY = 7
"""Shorter words have too many harmless neighbours to be read as a misspelt danger word."""

_RULE_FIELDS = {
    "id", "urgency", "languages", "patterns", "unless", "except", "needs", "lacks", "positive", "negative", "categories", "scope",
    "unsure",
}  # fmt: skip


class RuleError(ValueError):
    """A rule file that cannot be compiled; says which file, which rule and what to do."""


def load(name: str, folder: Path = RULES) -> dict[str, Any]:
    """One rule file as data. Raises RuleError when it is no YAML mapping."""
    file = folder / f"{name}.yml"
    try:
        data = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - every scalar stays the text it is: "no" is a word here
    except yaml.YAMLError as error:
        raise RuleError(f"{file}: not valid YAML ({error}): repair it") from error
    if not isinstance(data, dict):
        raise RuleError(f"{file}: a mapping is expected")
    return data


def categories(folder: Path = RULES) -> list[str]:
    """The categories that have a rule file, most pressing first."""
    return [c for c in CATEGORIES if (folder / f"{c}.yml").exists()]


def build(folder: Path = RULES, training: Path = TRAINING) -> dict[str, Any]:
    """All rules in compiled form. Raises RuleError naming file and rule."""
    words, guards, signals = load("words", folder), load("guards", folder), load("signals", folder)
    replacements = {fold(str(k)): fold(str(v)).split() for k, v in load("spelling", folder)["replace"].items()}
    grammar = Grammar(replacements)
    rules: list[dict[str, Any]] = []
    files = {name: load(name, folder) for name in categories(folder)}
    try:
        for source in (words["classes"], *(f.get("words", {}) for f in files.values()), signals.get("words", {})):
            for name, entries in source.items():
                grammar.define(name, entries)
        negation = [grammar.define(n, guards[n], early=True) for n in ("negation", "not_negation", "subjects")]
        for category, data in files.items():
            for rule in data["rules"]:
                rules.append({"category": category, **_rule(grammar, rule, f"{category}.yml")})
        facts = [_rule(grammar, s, "signals.yml", i) for i, s in enumerate(signals["signals"])]
        vetoes = [_veto(grammar, v) for v in guards["vetoes"]]
        plain = _plain(folder, training)
        compiled = grammar.compiled(plain, words["joints"], SHORTEST_FUZZY)
    except PatternError as error:
        raise RuleError(str(error)) from error
    return {
        "grammar": compiled, "replacements": replacements, "rules": rules, "signals": facts, "vetoes": vetoes,
        "negation": negation,
    }  # fmt: skip


def _rule(grammar: Grammar, rule: dict[str, Any], file: str, number: int = 0) -> dict[str, Any]:
    name = rule.get("id", "?")
    if unknown := set(rule) - _RULE_FIELDS:
        raise RuleError(f"{file}: {name}: unknown field {sorted(unknown)}: remove it or correct its name")
    if file != "signals.yml" and rule.get("urgency") not in URGENCIES:
        raise RuleError(f"{file}: {name}: urgency must be one of {URGENCIES}")
    try:
        return {
            "id": name, "urgency": rule.get("urgency", ""),
            "atom": grammar.rule(f"{file} {name} {number}", rule.get("patterns", [])),
            "unless": grammar.rule(f"{file} {name} {number} unless", rule.get("unless", []), early=False),
            "unsure": rule.get("unsure", "no") == "yes",
            "except": rule.get("except", []), "needs": rule.get("needs", []), "lacks": rule.get("lacks", []),
        }  # fmt: skip
    except PatternError as error:
        raise RuleError(f"{file}: {name}: {error}") from error


def _veto(grammar: Grammar, veto: dict[str, Any]) -> dict[str, Any]:
    name = veto["id"]
    wanted = veto.get("categories", "all")
    return {
        "id": name, "scope": veto.get("scope", "words"), "atom": grammar.rule(f"veto {name}", veto["patterns"]),
        "unless": grammar.rule(f"veto {name} unless", veto.get("unless", []), early=False),
        "categories": [*CATEGORIES, "signal"] if wanted == "all" else list(wanted),
    }  # fmt: skip


def _plain(rules: Path, training: Path) -> set[str]:
    """Words seen in harmless lines: they are what they are, and no misspelling of a danger word."""
    texts = [text for label, text in [*lines(training), *examples(rules)] if label in HARMLESS]
    return {w for t in texts for w in split(fold(t)) if len(w) >= SHORTEST_FUZZY - 1 and w.isascii() and w.isalpha()}


def examples(folder: Path = RULES) -> list[tuple[str, str]]:
    """The examples that stand with the rules, labelled as training lines are: what a rule knows, the second opinion learns too."""
    files = {category: load(category, folder) for category in categories(folder)}
    found = [
        (category, text)
        for category, data in files.items()
        for rule in data["rules"]
        if not rule.get("needs")  # danger only after what was said before
        for text in rule.get("positive", [])
    ]
    found += [("none", t) for data in files.values() for rule in data["rules"] for t in rule.get("negative", [])]
    return found + [("none", t) for veto in load("guards", folder)["vetoes"] for t in veto.get("negative", [])]


def write(data: dict[str, Any], file: Path) -> None:
    """Writes compiled data so that the same rules always give the same bytes."""
    file.parent.mkdir(exist_ok=True)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    file.write_text(text.replace('],"', '],\n"') + "\n", encoding="utf-8")


def main() -> int:
    """Compiles all files; 1 and a readable sentence when a rule is wrong."""
    from safety.train import train  # noqa: PLC0415 - scikit-learn is only needed here

    try:
        rules = build()
        concepts = compile_lexicon({file.stem: load(file.stem, CONCEPTS) for file in sorted(CONCEPTS.glob("*.yml"))})
        meanings = compile_meanings(sorted(MEANINGS.glob("*.tsv")))
    except (RuleError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    write(rules, COMPILED / "rules.json")
    write(concepts, COMPILED / "concepts.json")
    write(meanings, COMPILED / "meanings.json")
    reader = Reader(Lexicon(concepts), Meanings(meanings))
    write(train(TRAINING, reader, examples(), Detector(rules).unsure), COMPILED / "second_opinion.json")
    grammar = rules["grammar"]
    patterns = sum(len(stage["patterns"]) for stage in grammar["stages"])
    print(f"{len(rules['rules'])} rules, {patterns} patterns, {len(grammar['words'])} words")
    return 0


if __name__ == "__main__":
    sys.exit(main())
